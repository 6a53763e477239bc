/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_desk.c - what waits for one's word, read.
 */
#include "core/approval_desk.h"

enum { ROWS_MOST = 200 };

static enum err
mine(struct core *c, struct rows_approval_mine *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK ? core_db(c,
			      q_approval_mine(c->db, &c->scratch, &scope,
				  c->me.id, clock_now(c->clock), rows))
			: rc;
}

enum err
approval_waiting(struct core *c, size_t *n)
{
	struct rows_approval_mine rows = { NULL, 0 };
	enum err rc = mine(c, &rows);

	if (rc == ERR_DENIED) {
		c->fault = (struct fault){ .code = OK };
		rc = OK;
	}
	if (rc == OK)
		*n = rows.n;
	return rc;
}

static bool
among(const struct rows_approval_mine *rows, struct id id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (id_eq(rows->v[i].id, id))
			return true;
	return false;
}

static enum err
add(struct core *c, struct arena *a, const struct row_approval_list *r,
    bool is_mine, struct approval_desk *d)
{
	struct approval_row *x = &d->v[d->n];
	enum err rc;

	*x = (struct approval_row){
		.a = *r, .mine = is_mine, .asked = id_eq(r->asked_by, c->me.id)
	};
	rc = approval_votes(c, a, r->id, &x->votes);
	if (rc == OK) {
		d->n++;
		d->nmine += is_mine;
	}
	return rc;
}

enum err
approval_desk(struct core *c, struct arena *a, struct id ticket,
    struct approval_desk *out)
{
	struct rows_approval_mine own;
	struct rows_approval_list rows;
	struct approval_desk d = { 0 };
	enum err rc;

	if ((rc = mine(c, &own)) != OK ||
	    (rc = approval_list(c, a, ticket, !id_none(ticket), ROWS_MOST,
		 &rows)) != OK)
		return rc;
	d.v = NEWN(a, struct approval_row, rows.n);
	for (int pass = 1; pass >= 0; pass--)
		for (size_t i = 0; i < rows.n && rc == OK; i++)
			if (among(&own, rows.v[i].id) == (pass == 1))
				rc = add(c, a, &rows.v[i], pass == 1, &d);
	if (rc == OK)
		*out = d;
	return rc;
}

enum err
approval_rules(struct core *c, struct arena *a, struct approval_rules *out)
{
	struct setup_items all = { 0 };
	struct approval_rules made = { 0 };
	enum err rc = setup_stored(c, a, &setup_approval, STR_NONE, &all);

	for (size_t i = 0; i < all.n && rc == OK; i++) {
		struct approval_rule rule;
		bool known = false;

		for (size_t k = 0; k < made.n; k++)
			known |= str_eq(made.v[k].name, all.v[i].name);
		if (known)
			continue;
		rc = approval_rule_find(c, a, all.v[i].name, &rule);
		if (rc == OK)
			*vec_push(a, &made) = rule;
	}
	if (rc == OK)
		*out = made;
	return rc;
}
