/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_plan.c - queries that cost what they find, not what there is: each
 * reads its index, in the index's order.
 */
#include "coretest.h"

struct plan {
	struct arena *arena;
	struct buf text;
};

static const struct query *
query_of(const char *name)
{
	for (size_t i = 0; i < nqueries; i++)
		if (strcmp(queries[i].name, name) == 0)
			return &queries[i];
	fail_msg("there is no query %s", name);
	return NULL;
}

static enum err
keep(void *u, const struct value *v, size_t n)
{
	struct plan *p = u;

	buf_printf(&p->text, "%s\n", v[n - 1].s.s);
	return OK;
}

static void
plan_of_file(struct world *w, const struct query *q, struct plan *p)
{
	struct query asks = *q;
	struct value none[12] = { { .type = VALUE_NULL, .s = STR_NONE } };

	for (size_t i = 0; i < countof(none); i++)
		none[i] = (struct value){ VALUE_NULL, 0, STR_NONE };
	assert_true(q->nparams <= countof(none));
	asks.name = str_printf(p->arena, "plan_%s", q->name).s;
	asks.sql[ENGINE_SQLITE] =
	    str_printf(p->arena, "EXPLAIN QUERY PLAN %s", q->sql[ENGINE_SQLITE])
		.s;
	asks.ncols = 4;
	fine(w, db_query(w->db, &asks, none, q->nparams, keep, p, NULL));
}

/* As the server would do it in a large table, whatever the values. */
static void
plan_of_server(struct world *w, const struct query *q, struct plan *p)
{
	struct buf sql = { 0 };
	struct str text;

	buf_printf(&sql,
	    "SET enable_seqscan = off; SET enable_sort = off;"
	    "SET enable_bitmapscan = off;"
	    "SET plan_cache_mode = force_generic_plan;"
	    "PREPARE %s AS %s;"
	    "EXPLAIN (FORMAT JSON) EXECUTE %s (NULL",
	    q->name, q->sql[ENGINE_POSTGRES], q->name);
	for (size_t k = 1; k < q->nparams; k++)
		buf_z(&sql, ", NULL");
	buf_printf(&sql, "); DEALLOCATE %s", q->name);
	assert_int_equal(db_ask(w->db, p->arena, sql.s, &text), OK);
	buf_z(&p->text, text.s);
	buf_done(&sql);
}

static void
reads(struct world *w, const char *query, const char *index)
{
	struct plan p = { .arena = &w->c.arena };
	const struct query *q = query_of(query);

	if (db_engine(w->db) == ENGINE_SQLITE)
		plan_of_file(w, q, &p);
	else
		plan_of_server(w, q, &p);
	if (p.text.s == NULL || strstr(p.text.s, index) == NULL ||
	    strstr(p.text.s, "TEMP B-TREE FOR ORDER BY") != NULL ||
	    strstr(p.text.s, "\"Node Type\": \"Sort\"") != NULL)
		fail_msg("%s does not read %s:\n%s", query, index,
		    p.text.s != NULL ? p.text.s : "");
	buf_done(&p.text);
}

static void
a_sweep_reads_what_is_due(void **state)
{
	struct world *w = *state;

	reads(w, "sweep_due", "clock_next");
	reads(w, "sweep_parked", "ticket_until");
	reads(w, "sweep_delivery", "delivery_at");
	reads(w, "delivery_spool", "delivery_spool");
}

static void
a_sweep_finds_the_next_in_two_indexes(void **state)
{
	struct world *w = *state;

	reads(w, "sweep_next", "clock_next");
	reads(w, "sweep_next", "ticket_until");
}

static void
an_inbox_reads_its_first_rows(void **state)
{
	struct world *w = *state;

	reads(w, "ticket_urgent_owner", "ticket_owner_rank");
	reads(w, "ticket_urgent_team", "ticket_team_rank");
	reads(w, "ticket_urgent_any", "ticket_rank");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sweep_reads_what_is_due),
		TEST(a_sweep_finds_the_next_in_two_indexes),
		TEST(an_inbox_reads_its_first_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
