/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction_finish.c - wrap-up in one transaction: all is checked first,
 * then note, matters, callback and the end are written, as one event.
 */
#include "base/json.h"
#include "core/callback.h"
#include "core/interaction_body.h"
#include "core/list.h"
#include "core/message.h"
#include "core/outcome.h"
#include "core/ticket_body.h"

enum { MATTERS_MAX = 20 };

struct finish {
	const struct interaction_finish *in;
	struct id callback; /* the new callback's, the same on a retry */

	/* set by the checks */
	struct row_outcome_get outcome;
	struct row_typification_get leaf[MATTERS_MAX];
	size_t nleaf;
	struct str note; /* "" for none */

	struct id kept; /* the promise that this call was made for, or none */
};

/* ---- what is missing? --------------------------------------------------- */

static enum err
read_leaves(struct core *c, struct finish *f)
{
	struct str code;
	enum err rc = OK;

	f->nleaf = 0;
	if (f->in->ntypifications > MATTERS_MAX)
		return fail(&c->fault, ERR_INVALID,
		    _("a contact is about %d things at most"), MATTERS_MAX);
	for (size_t i = 0; i < f->in->ntypifications && rc == OK; i++) {
		rc = typification_resolve(c, &c->scratch,
		    f->in->typifications[i], &code);
		if (rc == OK)
			rc = typification_leaf(c, &c->scratch, code,
			    &f->leaf[f->nleaf++]);
	}
	return rc;
}

/* A ticket without another matter is one: what it is about. */
static enum err
read_ticket(struct core *c, struct finish *f)
{
	struct row_ticket_get t;
	enum err rc;

	if (id_none(f->in->ticket))
		return OK;
	if ((rc = ticket_get(c, &c->scratch, f->in->ticket, &t)) != OK)
		return rc;
	if (f->nleaf > 0)
		return OK;
	rc = q_typification_get(c->db, &c->scratch, t.typification,
	    list_lang(c), &f->leaf[0]);
	f->nleaf = rc == OK;
	return core_db(c, rc);
}

static bool
is_there(const struct finish *f, const struct row_interaction_has *has,
    struct str what)
{
	const struct {
		const char *what;
		bool there;
	} all[] = {
		{ "typification", f->nleaf > 0 || has->matters > 0 },
		{ "ticket", !id_none(f->in->ticket) || has->tickets > 0 },
		{ "note", f->note.len > 0 || has->notes > 0 },
		{ "callback", f->in->callback != NULL || has->callbacks > 0 },
	};

	for (size_t i = 0; i < countof(all); i++)
		if (str_is(what, all[i].what))
			return all[i].there;
	return true;
}

static enum err
check_demands(struct core *c, const struct finish *f, struct id id)
{
	struct row_interaction_has has;
	struct buf b = { 0 };
	struct json *list;
	struct str missing;
	enum err rc;

	rc = q_interaction_has(c->db, &c->scratch, id, &has);
	if (rc == OK)
		rc = json_parse(f->outcome.demands, &list, &c->fault);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < json_len(list); i++)
		if (!is_there(f, &has, json_str(json_at(list, i))))
			buf_printf(&b, "%s%s=", b.len > 0 ? ", " : "",
			    json_str(json_at(list, i)).s);
	missing = buf_copy(&c->scratch, &b);
	buf_done(&b);
	json_free(list);
	if (missing.len == 0)
		return OK;
	return fail(&c->fault, ERR_NEED_ARG,
	    _("the outcome '%s' needs %s; nothing was changed"),
	    f->outcome.code.s, missing.s);
}

static enum err
check_fields(struct core *c, const struct finish *f, struct id id)
{
	bool ticket = !id_none(f->in->ticket);
	struct rows_field_value_list old;
	enum err rc;

	rc = q_field_value_list(c->db, &c->scratch,
	    ticket ? STR("ticket") : STR("interaction"),
	    ticket ? f->in->ticket : id, &old);
	for (size_t i = 0; i < f->nleaf && rc == OK; i++)
		rc = ticket_check_fields(c, &f->leaf[i], &old, f->in->fields,
		    f->in->nfields);
	return core_db(c, rc);
}

static enum err
check(struct core *c, struct finish *f, const struct row_interaction_take *was)
{
	struct str note = list_given(f->in->note);
	enum err rc;

	if (str_is(was->state, "waiting") || str_is(was->state, "closed"))
		return interaction_no_move(c, was);
	f->note = STR_NONE;
	if (note.len > 0 && (rc = message_text(c, note, &f->note)) != OK)
		return rc;
	if ((rc = outcome_find(c, &c->scratch, f->in->outcome, &f->outcome)) !=
		OK ||
	    (rc = read_leaves(c, f)) != OK || (rc = read_ticket(c, f)) != OK ||
	    (rc = check_demands(c, f, was->id)) != OK)
		return rc;
	return check_fields(c, f, was->id);
}

/* ---- writing ------------------------------------------------------------ */

static enum err
add_note(struct core *c, struct write *w, const struct finish *f,
    const struct row_interaction_take *was)
{
	struct message_new m = {
		.direction = "internal", .channel = STR("note"), .body = f->note
	};
	struct scope edits;
	enum err rc;

	if (f->note.len == 0)
		return OK;
	if (f->in->note_ticket && !id_none(f->in->ticket)) {
		if ((rc = core_allow(c, MAY_TICKET_EDIT, &edits)) != OK)
			return rc;
		m.ticket = f->in->ticket;
	} else {
		m.interaction = was->id;
		m.customer = was->customer;
	}
	return message_add(c, w, &m);
}

/* For the ticket, whose right that takes; without one, for the contact. */
static enum err
add_fields(struct core *c, struct write *w, const struct finish *f)
{
	struct row_ticket_take row;
	struct scope edits;
	enum err rc;

	if (f->in->nfields == 0)
		return OK;
	if (id_none(f->in->ticket))
		return field_save_on(c, w, "ticket", "interaction", w->id,
		    f->in->fields, f->in->nfields);
	if ((rc = core_allow(c, MAY_TICKET_EDIT, &edits)) != OK)
		return rc;
	rc = ticket_found(c,
	    q_ticket_take(c->db, &c->scratch, &edits, f->in->ticket, &row));
	if (rc == OK)
		rc = ticket_check_emptied(c, row.typification, f->in->fields,
		    f->in->nfields);
	if (rc != OK)
		return rc;
	return field_save(c, w, "ticket", f->in->ticket, f->in->fields,
	    f->in->nfields);
}

/* They were called, and not spoken to. */
static bool
not_reached(struct str outcome)
{
	static const char *const codes[] = { "no-answer", "silent",
		"wrong-number" };

	for (size_t i = 0; i < countof(codes); i++)
		if (str_is(outcome, codes[i]))
			return true;
	return false;
}

/* What becomes of the promise that this call was made for. */
static enum err
keep_promise(struct core *c, struct write *w, struct finish *f, struct id id)
{
	if (f->in->callback != NULL)
		return callback_called(c, w, id, "moved", STR_NONE, &f->kept);
	if (not_reached(f->outcome.code))
		return callback_called(c, w, id, "missed",
		    str_of(_("they did not answer")), &f->kept);
	return callback_called(c, w, id, "done", STR_NONE, &f->kept);
}

static enum err
add_callback(struct core *c, struct write *w, const struct finish *f,
    const struct row_interaction_take *was)
{
	struct str note = w->body_json;
	struct callback_new k;
	int64_t number;
	enum err rc;

	if (f->in->callback == NULL)
		return OK;
	k = *f->in->callback;
	k.interaction = was->id;
	if (id_none(k.customer))
		k.customer = was->customer;
	if (list_given(k.phone).len == 0 && id_none(k.customer))
		k.phone = was->caller;
	if (id_none(k.ticket))
		k.ticket = f->in->ticket;
	k.previous = f->kept;
	k.once = true;
	rc = callback_put(c, w, &k, f->callback, &number);
	if (rc != OK || number == 0)
		return rc;
	w->body_json = str_printf(&c->scratch, "%.*s%s\"callback\":\"%s\"}",
	    note.len > 0 ? (int)note.len - 1 : 1, note.len > 0 ? note.s : "{",
	    note.len > 0 ? "," : "", f->callback.s);
	return OK;
}

static enum err
add_matters(struct core *c, struct write *w, const struct finish *f,
    const struct row_interaction_take *was)
{
	enum err rc = OK;

	for (size_t i = 0; i < f->nleaf && rc == OK; i++)
		rc = interaction_matter(c, w, was, f->leaf[i].code,
		    f->in->ticket, true);
	return rc;
}

static enum err
close_it(struct core *c, struct write *w, const struct finish *f,
    const struct row_interaction_take *was)
{
	struct row_interaction_take now = *was;
	msec at = w->at;
	enum err rc;

	if ((rc = interaction_span(c, &now, &at)) != OK)
		return rc;
	now.state = STR("closed");
	now.outcome = f->outcome.code;
	now.closed_at = at;
	if (now.ended_at == 0)
		now.ended_at = at;
	if ((rc = interaction_save(c, w, was, &now)) != OK)
		return rc;
	return interaction_settle(c, w, &now, at);
}

static enum err
finish_body(struct core *c, struct write *w)
{
	struct finish *f = w->u;
	struct row_interaction_take was;
	enum err rc;

	if ((rc = interaction_take(c, w, &was)) != OK ||
	    (rc = check(c, f, &was)) != OK ||
	    (rc = add_note(c, w, f, &was)) != OK ||
	    (rc = add_fields(c, w, f)) != OK ||
	    (rc = add_matters(c, w, f, &was)) != OK ||
	    (rc = keep_promise(c, w, f, was.id)) != OK ||
	    (rc = add_callback(c, w, f, &was)) != OK)
		return rc;
	return close_it(c, w, f, &was);
}

enum err
interaction_finish(struct core *c, struct id id,
    const struct interaction_finish *in)
{
	struct finish f = { .in = in,
		.callback = id_make(clock_now(c->clock)) };

	return interaction_write(c, "finish", id, finish_body, &f);
}
