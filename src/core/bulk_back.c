/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_back.c - a change of many tickets taken back, or done again: ticket by
 * ticket, each by itself, and each wholly or not at all.
 */
#include "core/bulk_own.h"

#include "core/undo.h"
#include "queries.h"

struct back {
	struct id ticket;
	struct id of, with; /* the op of the whole; that of taking it back */
	bool redo;
	bool changed; /* by any step of the whole */
};

/* The event of a step; n is 0 when there was none, or when it was undone by
 * hand before: it stays so. */
static enum err
find_step(struct core *c, struct back *b, int step, struct row_bulk_step *out)
{
	struct row_undo_target was;
	enum err rc = q_bulk_step(c->db, &c->scratch, b->ticket,
	    bulk_part_op(b->of, b->ticket, step), out);

	b->changed |= rc == OK;
	if (rc == ERR_NOT_FOUND ||
	    (rc == OK && out->undone &&
		q_undo_target(c->db, &c->scratch,
		    bulk_part_op(b->with, b->ticket, step), &was) != OK)) {
		out->n = 0;
		return OK;
	}
	return core_db(c, rc);
}

static enum err
step_back(struct core *c, struct back *b, int step)
{
	struct row_bulk_step is;
	enum err rc = find_step(c, b, step, &is);

	if (rc != OK || is.n == 0)
		return rc;
	c->op = bulk_part_op(b->with, b->ticket, step);
	rc = undo_step(c, is.n);
	if (rc == OK && b->redo && step == bulk_order[0])
		c->reached = b->ticket;
	return rc;
}

/* Who gave it into other hands takes that back with the last step, and till
 * then what was done along with it: it is reached as before the first. */
static enum err
reach(struct core *c, struct back *b)
{
	struct row_bulk_step given;
	enum err rc = find_step(c, b, bulk_order[0], &given);

	if (rc == OK && !b->redo && given.n != 0 &&
	    id_eq(given.actor, c->me.id))
		c->reached = b->ticket;
	return rc;
}

/* The last step first; done again, the first. */
static enum err
steps_back(struct core *c, void *u)
{
	struct back *b = u;
	enum err rc = reach(c, b);

	for (int i = 0; rc == OK && i < BULK_STEPS; i++)
		rc = step_back(c, b,
		    bulk_order[b->redo ? i : BULK_STEPS - 1 - i]);
	c->reached = ID_NONE;
	return rc;
}

/* Which ticket stays, and why: the sentence that refused it. */
static void
stays(struct core *c, struct arena *a, struct id ticket, struct bulk_stay *out)
{
	struct row_bulk_number row = { .number = 0 };
	struct scope scope;
	struct str why = str_copy(a, str_of(c->fault.text));

	c->op = ID_NONE;
	if (core_allow(c, MAY_TICKET_READ, &scope) == OK)
		(void)!q_bulk_number(c->db, &c->scratch, &scope, ticket, &row);
	*out = (struct bulk_stay){ ticket, row.number, why };
	c->fault = (struct fault){ .code = OK };
}

enum err
bulk_back(struct core *c, struct arena *a, struct str body, struct id op,
    bool redo, struct bulk_back *part)
{
	struct id whole = c->op, *tickets;
	size_t n, stay = 0, changed = 0, from, end;
	enum err rc = bulk_ids(c, body, &tickets, &n);

	if (rc != OK)
		return rc;
	from = part->from < n ? part->from : n;
	end = part->most < n - from ? from + part->most : n;
	part->v = NEWN(a, struct bulk_stay, end - from + 1);
	for (size_t i = from; rc == OK && i < end; i++) {
		struct back b = { tickets[i], op, whole, redo, false };

		rc = core_together(c, steps_back, &b);
		changed += rc == OK && b.changed;
		if (rc == OK || !bulk_is_own(rc))
			continue;
		stays(c, a, tickets[i], &part->v[stay++]);
		rc = OK;
	}
	c->op = whole;
	if (rc == OK) {
		part->changed = changed;
		part->stayed = stay;
		part->all = n;
		part->left = n - end;
	}
	return rc;
}

/* The tickets were taken back one by one before it; this is the whole's own
 * word in the log. */
enum err
bulk_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct undo_value *did = undo_get(u, "bulk", "do");

	if (did != NULL)
		write_set(c, w, "do", did->new, did->old);
	w->version = 1;
	return OK;
}
