/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undo_hands.c - what taking back means for words, callbacks and a ticket that
 * should not have been opened.
 */
#include "core/callback.h"
#include "core/undo.h"

#include "base/json.h"
#include "core/customer.h"
#include "core/list.h"
#include "core/message.h"
#include "core/promise_keep.h"
#include "core/ticket_body.h"

struct id
undo_message(struct str body)
{
	struct json *json;
	struct id id = ID_NONE;

	if (json_parse(body, &json, NULL) == OK) {
		(void)id_parse(json_str(json_get(json, "message")), &id);
		json_free(json);
	}
	return id;
}

/* The message that an event wrote is withdrawn, or given back in a redo. Its
 * text stays: the trail shows it. */
enum err
message_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct id id = undo_message(u->body);

	if (id_none(id))
		return OK;
	write_set_of(c, w, "message", "withdrawn",
	    u->redo ? STR("yes") : STR_NONE, u->redo ? STR_NONE : STR("yes"));
	return core_db(c,
	    q_message_withdraw(c->db, id, u->redo ? 0 : w->at, NULL));
}

/* The mails of a thread, and the files that came with them. */
enum err
mail_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct json *all;
	struct json *json;
	struct id id;
	enum err rc = OK;

	if (json_parse(u->body, &json, NULL) != OK)
		return fail(&c->fault, ERR_DB, _("the event cannot be read"));
	all = json_get(json, "messages");
	for (size_t i = 0; rc == OK && i < json_len(all); i++)
		if (id_parse(json_str(json_at(all, i)), &id))
			rc = core_db(c,
			    q_message_withdraw(c->db, id, u->redo ? 0 : w->at,
				NULL));
	json_free(json);
	return rc == OK ? image_undo(c, w, u) : rc;
}

/* What was told is only written down here: it is a slip as long as a letter
 * would have waited, and stays said then. */
static enum err
told(struct core *c, const struct write *w, const struct undo_of *u,
    struct id message)
{
	struct row_letter_any letters;
	enum err rc = q_letter_any(c->db, &c->scratch, message, &letters);

	if (rc != OK)
		return core_db(c, rc);
	if (letters.n > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("it reached the customer; write another"));
	if (!u->redo && w->now - u->at > LETTER_WAIT)
		return fail(&c->fault, ERR_INVALID,
		    _("it was told to the customer; write another"));
	return OK;
}

/* A letter that waits is called back: the reply never was, and the clocks go
 * on without it. What has left stays said. */
enum err
reply_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct row_ticket_take row;
	struct id id = undo_message(u->body);
	int64_t called = 0;
	enum err rc;

	rc = q_ticket_take(c->db, &c->scratch, &w->scope, w->id, &row);
	if (rc != OK)
		return ticket_found(c, rc);
	w->version = row.version;
	rc = u->redo ? q_letter_again(c->db, id, &called)
		     : q_letter_recall(c->db, id, w->now, &called);
	if (rc == OK && called == 0)
		rc = told(c, w, u, id);
	if (rc != OK || (rc = message_undo(c, w, u)) != OK)
		return core_db(c, rc);
	return promise_follow(c, w, w->id);
}

static enum err
went_on(struct core *c, const struct row_undo_any_later *x)
{
	return fail(&c->fault, ERR_CONFLICT,
	    _("%s went on with it (event %lld): cancel the ticket with a "
	      "reason"),
	    x->actor_name.len > 0 ? x->actor_name.s : _("the program"),
	    (long long)x->n);
}

/* A number that was given stays given: the ticket is cancelled, with all that
 * was written in it, and the contact it came from is not about it any more;
 * doing it again makes it new. */
enum err
create_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct undo_value state = { STR("ticket"), STR("state"),
		STR("cancelled"), STR("new") };
	struct undo_of of = *u;
	struct rows_undo_any_later later;
	enum err rc;

	if (u->redo)
		return (rc = ticket_undo(c, w, u)) == OK
		    ? image_rows_back(c, w, u)
		    : rc;
	rc = core_db(c,
	    q_undo_any_later(c->db, &c->scratch, u->id, u->n, &later));
	if (rc != OK || later.n > 0)
		return rc != OK ? rc : went_on(c, &later.v[0]);
	of.v = &state;
	of.nv = 1;
	return (rc = ticket_undo(c, w, &of)) == OK ? image_rows_back(c, w, u)
						   : rc;
}

/* ---- callbacks ---------------------------------------------------------- */

static enum err
take_callback(struct core *c, const struct write *w, struct id id,
    struct row_callback_take *row)
{
	struct scope scope = w->scope;

	if (scope.level < SCOPE_TEAM)
		scope.level = SCOPE_TEAM;
	return core_db(c, q_callback_take(c->db, &c->scratch, &scope, id, row));
}

static enum err
set_callback(struct core *c, struct write *w,
    const struct row_callback_take *was, struct str to, struct str result)
{
	int64_t saved = 0;
	enum err rc;

	rc = q_callback_save(c->db, was->id, was->version, to, result,
	    str_is(to, "open") ? 0 : w->at, &saved);
	if (rc != OK)
		return core_db(c, rc);
	if (saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody saved this callback first; read it again"));
	write_set(c, w, "state", was->state, to);
	write_set(c, w, "result", was->result, result);
	return core_stay(c, "callback", was->id, to, STR("undo"),
	    id_none(was->owner) ? was->team : id_str(&was->owner), w->at);
}

/* What was added is cancelled; what was ended is open again. */
enum err
callback_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct undo_value *state = undo_get(u, "callback", "state");
	const struct undo_value *result = undo_get(u, "callback", "result");
	struct row_callback_take was;
	enum err rc;

	if ((rc = take_callback(c, w, w->id, &was)) != OK || state == NULL)
		return rc;
	w->version = was.version + 1;
	return set_callback(c, w, &was,
	    state->old.len > 0 ? state->old : STR("cancelled"),
	    result != NULL ? result->old : STR_NONE);
}

/* The new promise is cancelled and the old one open again; a redo the other
 * way round: it was moved, or missed with a result. */
enum err
callback_move_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct str ended =
	    str_is(u->kind, "callback.again") ? STR("missed") : STR("moved");
	const struct undo_value *result = undo_get(u, "callback", "result");
	struct row_callback_take old, made;
	struct row_callback_previous before;
	enum err rc;

	rc =
	    core_db(c, q_callback_previous(c->db, &c->scratch, w->id, &before));
	if (rc != OK || (rc = take_callback(c, w, w->id, &made)) != OK ||
	    (rc = take_callback(c, w, before.previous, &old)) != OK)
		return rc;
	if (!str_is(made.state, u->redo ? "cancelled" : "open") ||
	    !str_is(old.state, u->redo ? "open" : ended.s))
		return fail(&c->fault, ERR_CONFLICT,
		    _("it was changed again since; nothing was undone, change "
		      "it by hand"));
	w->version = made.version + 1;
	rc = set_callback(c, w, &made, u->redo ? STR("open") : STR("cancelled"),
	    STR_NONE);
	return rc == OK
	    ? set_callback(c, w, &old, u->redo ? ended : STR("open"),
		  result != NULL ? result->old : STR_NONE)
	    : rc;
}
