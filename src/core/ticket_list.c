/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_list.c - lists of tickets, newest first.
 *
 * A list is picked as ids by the query whose index leads best, then read as
 * rows; both through the person's scope.
 */
#include "core/list.h"
#include "base/utf8.h"
#include "core/ticket.h"

struct pick {
	const struct ticket_filter *f;
	struct scope scope;
	struct str states, typification, team, one;
	struct list_from from;
	int64_t limit;
};

static enum err
pick_customer(struct core *c, const struct pick *p, struct str *ids)
{
	struct rows_ticket_pick_customer r;
	enum err rc;

	rc = q_ticket_pick_customer(c->db, &c->scratch, &p->scope,
	    p->f->customer, p->states, p->typification, p->team, p->f->owner,
	    p->from.at, p->from.id, p->limit, &r);
	if (rc == OK)
		*ids = list_ids(&c->scratch, r.v, r.n, sizeof(*r.v));
	return rc;
}

static enum err
pick_owner(struct core *c, const struct pick *p, struct str *ids)
{
	struct rows_ticket_pick_owner r;
	enum err rc;

	rc = q_ticket_pick_owner(c->db, &c->scratch, &p->scope, p->f->owner,
	    p->states, p->typification, p->team, p->from.at, p->from.id,
	    p->limit, &r);
	if (rc == OK)
		*ids = list_ids(&c->scratch, r.v, r.n, sizeof(*r.v));
	return rc;
}

static enum err
pick_team(struct core *c, const struct pick *p, struct str *ids)
{
	struct rows_ticket_pick_team r;
	enum err rc;

	rc = q_ticket_pick_team(c->db, &c->scratch, &p->scope, p->team,
	    p->states, p->typification, p->from.at, p->from.id, p->limit, &r);
	if (rc == OK)
		*ids = list_ids(&c->scratch, r.v, r.n, sizeof(*r.v));
	return rc;
}

static enum err
pick_state(struct core *c, const struct pick *p, struct str *ids)
{
	struct rows_ticket_pick_state r;
	enum err rc;

	rc = q_ticket_pick_state(c->db, &c->scratch, &p->scope, p->one,
	    p->typification, p->from.at, p->from.id, p->limit, &r);
	if (rc == OK)
		*ids = list_ids(&c->scratch, r.v, r.n, sizeof(*r.v));
	return rc;
}

static enum err
pick_any(struct core *c, const struct pick *p, struct str *ids)
{
	struct rows_ticket_pick r;
	enum err rc;

	rc = q_ticket_pick(c->db, &c->scratch, &p->scope, p->states,
	    p->typification, p->from.at, p->from.id, p->limit, &r);
	if (rc == OK)
		*ids = list_ids(&c->scratch, r.v, r.n, sizeof(*r.v));
	return rc;
}

static enum err
pick_ids(struct core *c, const struct pick *p, struct str *ids)
{
	if (!id_none(p->f->customer))
		return core_db(c, pick_customer(c, p, ids));
	if (!id_none(p->f->owner))
		return core_db(c, pick_owner(c, p, ids));
	if (p->team.len > 0)
		return core_db(c, pick_team(c, p, ids));
	if (p->one.len > 0)
		return core_db(c, pick_state(c, p, ids));
	return core_db(c, pick_any(c, p, ids));
}

/* "undone" stands for all states in which something is owed. */
static enum err
read_states(struct core *c, struct pick *p)
{
	struct str word, words = list_given(p->f->states), rest;
	size_t n = 0;

	if (str_is(words, "undone"))
		words = ticket_state_undone(&c->scratch);
	for (rest = words; str_next(&c->scratch, &rest, ',', &word); n++) {
		p->one = utf8_trim(&c->scratch, word);
		if (!ticket_state_ok(p->one))
			return fail(&c->fault, ERR_INVALID,
			    _("no state '%s'; there are new, open, "
			      "pending-customer, pending-third-party, "
			      "scheduled, referred, resolved, closed, merged, "
			      "cancelled, and undone"),
			    p->one.s);
	}
	if (n != 1)
		p->one = STR_NONE;
	p->states = list_words(&c->scratch, words);
	return OK;
}

enum err
ticket_list(struct core *c, struct arena *a, const struct ticket_filter *f,
    struct rows_ticket_rows *rows)
{
	struct pick p = {
		.f = f,
		.from = list_from(f->before_at, f->before),
		.limit = list_limit(f->limit, 50, 500),
		.typification = list_given(f->typification),
		.team = list_given(f->team),
		.one = STR_NONE,
	};
	struct str ids = STR_NONE;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &p.scope)) != OK ||
	    (rc = read_states(c, &p)) != OK ||
	    (rc = pick_ids(c, &p, &ids)) != OK)
		return rc;
	return core_db(c,
	    q_ticket_rows(c->db, a, &p.scope, ids, list_lang(c), rows));
}

const struct row_ticket_rows *
ticket_row_of(const struct rows_ticket_rows *rows, struct id id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (id_eq(rows->v[i].id, id))
			return &rows->v[i];
	return NULL;
}
