/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification_use.c - how often each leaf is chosen, counted once a day.
 *
 * What is counted is of the days before, so a list of leaves does not change
 * its order while people work with it, and choosing one costs no count.
 */
#include "core/typification_body.h"

#define COUNTED_FOR DAYS(28)

enum { NEWEST = 50000 }; /* contacts, and tickets without one */

struct counting {
	struct core *c;
	msec until;
	const struct rows_typification_used_by *rows;
	struct par_typification_use_add *v;
};

/* The old counts go, the new ones stand: one step for whoever looks. */
static enum err
replace(void *u)
{
	struct counting *t = u;
	struct db *db = t->c->db;
	enum err rc = q_typification_use_drop(db, 1, NULL);

	if (rc == OK && t->rows->n > 0)
		rc = q_typification_use_add_batch(db, &t->c->scratch, t->v,
		    t->rows->n);
	return rc == OK ? q_sweep_count_set(db, t->until, NULL) : rc;
}

static enum err
keep(struct counting *t)
{
	t->v =
	    NEWN(&t->c->scratch, struct par_typification_use_add, t->rows->n);
	for (size_t i = 0; i < t->rows->n; i++)
		t->v[i] = (struct par_typification_use_add){
			.holder = t->rows->v[i].holder,
			.code = t->rows->v[i].code,
			.n = t->rows->v[i].n,
		};
	return core_db(t->c, db_tx(t->c->db, TX_WRITE, replace, t));
}

enum err
typification_count(struct core *c, msec until)
{
	struct counting t = { .c = c, .until = until };
	struct rows_typification_used_by rows;
	struct row_sweep_counted last;
	enum err rc;

	rc = q_sweep_counted(c->db, &c->scratch, 1, &last);
	if (rc != OK || last.counted >= until)
		return core_db(c, rc);
	rc = q_typification_used_by(c->db, &c->scratch, until - COUNTED_FOR,
	    until, NEWEST, &rows);
	if (rc != OK)
		return core_db(c, rc);
	t.rows = &rows;
	return keep(&t);
}
