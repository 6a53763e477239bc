/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undo_hands.c - what taking back means for words, matters and callbacks.
 */
#include "core/interaction_body.h"
#include "core/undo.h"

#include "base/json.h"
#include "core/customer.h"
#include "core/list.h"

/* The message that an event wrote is withdrawn, or given back in a redo. Its
 * text stays: the trail shows it. */
enum err
message_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct json *json;
	struct id id = ID_NONE;
	bool has = false;

	if (json_parse(u->body, &json, NULL) == OK) {
		has = id_parse(json_str(json_get(json, "message")), &id);
		json_free(json);
	}
	if (!has)
		return OK;
	write_set_of(c, w, "message", "withdrawn",
	    u->redo ? STR("yes") : STR_NONE, u->redo ? STR_NONE : STR("yes"));
	return core_db(c,
	    q_message_withdraw(c->db, id, u->redo ? 0 : w->at, NULL));
}

/* Matters come as pairs of values: a typification, and perhaps a ticket. */
enum err
interaction_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct undo_value *type =
	    undo_get(u, "interaction", "typification");
	const struct undo_value *of = undo_get(u, "interaction", "ticket");
	struct row_interaction_take row;
	struct id ticket = ID_NONE;
	enum err rc;

	if ((rc = interaction_take(c, w, &row)) != OK)
		return rc;
	w->version = row.version;
	if (type == NULL)
		return OK;
	if (of != NULL)
		(void)id_parse(u->redo ? of->old : of->new, &ticket);
	if (u->redo)
		return interaction_matter(c, w, &row, type->old, ticket, true);
	write_set(c, w, "typification", type->new, type->old);
	if (of != NULL)
		write_set(c, w, "ticket", of->new, of->old);
	return core_db(c, q_matter_drop(c->db, w->id, type->new, ticket, NULL));
}

/* What was added is cancelled; what was ended is open again. */
enum err
callback_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct undo_value *state = undo_get(u, "callback", "state");
	const struct undo_value *result = undo_get(u, "callback", "result");
	struct scope scope = w->scope;
	struct row_callback_take was;
	struct str to, text;
	int64_t saved = 0;
	enum err rc;

	if (scope.level < SCOPE_TEAM)
		scope.level = SCOPE_TEAM;
	rc = q_callback_take(c->db, &c->scratch, &scope, w->id, &was);
	if (rc != OK || state == NULL)
		return core_db(c, rc);
	to = state->old.len > 0 ? state->old : STR("cancelled");
	text = result != NULL ? result->old : STR_NONE;
	rc = q_callback_save(c->db, w->id, was.version, to, text,
	    str_is(to, "open") ? 0 : w->at, &saved);
	if (rc != OK)
		return core_db(c, rc);
	if (saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody saved this callback first; read it again"));
	w->version = was.version + 1;
	write_set(c, w, "state", was.state, to);
	write_set(c, w, "result", was.result, text);
	return core_stay(c, "callback", w->id, to, STR("undo"),
	    id_none(was.owner) ? was.team : id_str(&was.owner), w->at);
}
