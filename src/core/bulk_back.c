/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_back.c - a change of many tickets taken back, or done again: ticket by
 * ticket, each by itself.
 */
#include "core/bulk_own.h"

#include "core/undo.h"
#include "queries.h"

/* One step of one ticket: OK also when there was none. */
static enum err
step_back(struct core *c, struct id ticket, struct id of, struct id with)
{
	struct row_bulk_step step;
	struct row_undo_target was;
	struct undo_done done;
	enum err rc;

	rc = q_bulk_step(c->db, &c->scratch, ticket, of, &step);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc != OK)
		return core_db(c, rc);
	/* Undone by hand before: it stays so. */
	if (step.undone && q_undo_target(c->db, &c->scratch, with, &was) != OK)
		return OK;
	c->op = with;
	return undo_event(c, &c->scratch, step.n, &done);
}

/* The last step first; done again, the first. */
static enum err
steps_back(struct core *c, struct id ticket, struct id of, struct id with,
    bool redo)
{
	enum err rc = OK;

	for (int i = 0; rc == OK && i < BULK_STEPS; i++) {
		int step = bulk_order[redo ? i : BULK_STEPS - 1 - i];

		rc = step_back(c, ticket, bulk_part_op(of, ticket, step),
		    bulk_part_op(with, ticket, step));
	}
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
	size_t n, stay = 0, from, end;
	enum err rc = bulk_ids(c, body, &tickets, &n);

	if (rc != OK)
		return rc;
	from = part->from < n ? part->from : n;
	end = part->most < n - from ? from + part->most : n;
	part->v = NEWN(a, struct bulk_stay, end - from + 1);
	for (size_t i = from; rc == OK && i < end; i++) {
		rc = steps_back(c, tickets[i], op, whole, redo);
		if (rc == OK || !bulk_is_own(rc))
			continue;
		stays(c, a, tickets[i], &part->v[stay++]);
		rc = OK;
	}
	c->op = whole;
	if (rc == OK) {
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
