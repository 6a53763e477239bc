/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * split.c - a second matter on a ticket becomes a ticket of its own, with the
 * words that belong to it.
 */
#include "core/complaint.h"
#include "core/customer.h"
#include "core/link.h"
#include "core/list.h"
#include "core/promise_keep.h"
#include "core/ticket_body.h"
#include "core/ticket_index.h"
#include "core/undo.h"

enum { SUBJECT_MAX = 200, MOST = 100 };

struct splitting {
	struct id from;
	const struct ticket_split *in;
	struct row_ticket_take was;
	struct row_typification_get leaf;
	struct str subject, team;
	msec start; /* when the first of the words was said */
	int64_t number;
};

/* ---- checks ------------------------------------------------------------- */

static enum err
check_words(struct core *c, struct splitting *s)
{
	struct row_message_at_of row;
	enum err rc = OK;

	if (s->in->n == 0 || s->in->n > MOST)
		return fail(&c->fault, ERR_INVALID,
		    _("say which of its messages go with the new ticket, 1 to "
		      "%d"),
		    MOST);
	s->start = INT64_MAX;
	for (size_t i = 0; i < s->in->n && rc == OK; i++) {
		rc = q_message_at_of(c->db, &c->scratch, s->in->messages[i],
		    s->from, &row);
		if (rc == OK && row.at < s->start)
			s->start = row.at;
	}
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("T-%lld has no such message; 'ticket show' has them"),
		    (long long)s->was.number);
	return core_db(c, rc);
}

static enum err
check(struct core *c, struct write *w, struct splitting *s)
{
	static const struct rows_field_value_list none = { NULL, 0 };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_CREATE, NULL)) != OK ||
	    (rc = ticket_take(c, w, s->from, &s->was)) != OK ||
	    (rc = link_points_on(c, &s->was)) != OK ||
	    (rc = check_words(c, s)) != OK ||
	    (rc = core_text(c, _("the subject"), list_given(s->in->subject),
		 SUBJECT_MAX, false, false, &s->subject)) != OK ||
	    (rc = typification_leaf(c, &c->scratch,
		 list_given(s->in->typification), &s->leaf)) != OK ||
	    (rc = ticket_check_fields(c, &s->leaf, &none, s->in->fields,
		 s->in->nfields)) != OK)
		return rc;
	s->team = list_given(s->in->team);
	if (s->team.len > 0)
		return ticket_check_team(c, s->team);
	s->team = s->leaf.team;
	return OK;
}

/* ---- making ------------------------------------------------------------- */

static void
tell(struct core *c, struct write *w, const struct splitting *s)
{
	char iso[CLOCK_ISO];

	write_set_int(c, w, "number", 0, s->number);
	write_set(c, w, "customer", STR_NONE, id_str(&s->was.customer));
	write_set(c, w, "typification", STR_NONE, s->leaf.code);
	write_set(c, w, "subject", STR_NONE, s->subject);
	write_set(c, w, "state", STR_NONE, STR("new"));
	write_set_int(c, w, "priority", 0, s->leaf.priority);
	write_set(c, w, "team", STR_NONE, s->team);
	write_set(c, w, "branch", STR_NONE, s->was.branch);
	write_set(c, w, "start", STR_NONE, str_of(clock_iso(s->start, iso)));
}

static enum err
move_words(struct core *c, struct write *w, const struct splitting *s)
{
	enum err rc = OK;

	for (size_t i = 0; i < s->in->n && rc == OK; i++) {
		rc = q_message_move(c->db, s->in->messages[i], s->from, w->id,
		    NULL);
		write_set(c, w, "moved", STR_NONE, id_str(&s->in->messages[i]));
	}
	return core_db(c, rc);
}

static enum err
split_body(struct core *c, struct write *w)
{
	struct splitting *s = w->u;
	enum err rc;

	if ((rc = check(c, w, s)) != OK ||
	    (rc = core_numbers(c, "ticket", 1, &s->number)) != OK)
		return rc;
	rc = core_db(c,
	    q_ticket_add(c->db, w->id, s->number, s->was.customer, ID_NONE,
		ID_NONE, s->leaf.code, s->subject, STR("new"), s->leaf.priority,
		s->team, s->was.branch, ID_NONE, c->me.id, STR_NONE, s->start,
		ID_NONE, NULL));
	if (rc != OK)
		return rc;
	w->version = 1;
	tell(c, w, s);
	if ((rc = ticket_words_save(c, w->id, STR_NONE, s->subject)) != OK ||
	    (rc = field_save(c, w, "ticket", w->id, s->in->fields,
		 s->in->nfields)) != OK ||
	    (str_is(s->leaf.kind, "complaint") &&
		(rc = complaint_begin(c, w)) != OK) ||
	    (rc = link_put(c, w, "split", s->from, s->was.number)) != OK ||
	    (rc = move_words(c, w, s)) != OK ||
	    (rc = core_stay(c, "ticket", w->id, STR("new"), STR_NONE, s->team,
		 s->start)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}

enum err
ticket_split_off(struct core *c, struct id from, const struct ticket_split *in,
    struct id *id, int64_t *number)
{
	struct splitting s = { .from = from, .in = in };
	struct row_ticket_number_of row;
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.split",
		.entity = "ticket",
		.id = id_make(clock_now(c->clock)),
		.body = split_body,
		.u = &s };
	enum err rc = core_write(c, &w);

	if (rc == OK && w.replayed) {
		rc = core_db(c,
		    q_ticket_number_of(c->db, &c->scratch, w.id, &row));
		s.number = row.number;
	}
	if (rc == OK) {
		*id = w.id;
		*number = s.number;
	}
	return rc;
}

/* ---- taken back --------------------------------------------------------- */

static enum err
words_back(struct core *c, struct write *w, const struct undo_of *u,
    struct id from)
{
	enum err rc = OK;

	for (size_t i = 0; i < u->nv && rc == OK; i++) {
		const struct undo_value *v = &u->v[i];
		struct id id;

		if (!str_is(v->field, "moved") ||
		    !id_parse(u->redo ? v->old : v->new, &id))
			continue;
		rc = q_message_move(c->db, id, u->redo ? from : w->id,
		    u->redo ? w->id : from, NULL);
		write_set(c, w, "moved", v->new, v->old);
	}
	return core_db(c, rc);
}

/* The words go home, and what was made of them is cancelled. */
enum err
split_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct undo_value *link = undo_get(u, "ticket", "split");
	struct undo_value state = { STR("ticket"), STR("state"),
		u->redo ? STR("new") : STR("cancelled"), STR_NONE };
	struct undo_of of = *u;
	struct row_link_ticket from;
	struct str name;
	int64_t n = 0;
	enum err rc;

	if (link == NULL)
		return OK;
	name = u->redo ? link->old : link->new;
	if (name.len < 3 || !str_int(str_of(name.s + 2), &n))
		return OK;
	if ((rc = core_db(c, q_link_ticket(c->db, &c->scratch, n, &from))) !=
		OK ||
	    (rc = words_back(c, w, u, from.id)) != OK)
		return rc;
	rc = image_rows_back(c, w, u);
	write_set(c, w, "split", link->new, link->old);
	of.v = &state;
	of.nv = 1;
	return rc == OK ? ticket_undo(c, w, &of) : rc;
}
