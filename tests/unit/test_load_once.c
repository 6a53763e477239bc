/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_load_once.c - a load counts once, however often and by however many it is
 * started.
 */
#include <pthread.h>

#include "loadtest.h"

/* ---- once, however often ------------------------------------------------ */

static void
a_second_load_makes_nothing(void **state)
{
	struct world *w = *state;
	struct run t;

	load(w, &t, "customer", people,
	    HEAD "1,Ana,,,,,,\n2,Eva,,,,,,\n1,Ana again,,,,,,\n");
	counts(&t, 2, 1, 0, 0);
	done(&t);
	load(w, &t, "customer", people,
	    HEAD "1,Ana Other,,,,,,\n3,Paz,,,,,,\n2,Eva,,,,,,\n");
	counts(&t, 1, 2, 0, 0);
	answer_is(w, "SELECT name FROM customer WHERE external = '1'", "Ana");
	answer_is(w, "SELECT count(*) FROM customer", "3");
	done(&t);
}

static void
a_load_is_one_event_with_count_and_digest(void **state)
{
	struct world *w = *state;
	struct run t;
	int64_t n = events(w);

	load(w, &t, "customer", people, HEAD "1,Ana,,,,,,\n2,,,,,,,\n");
	assert_int_equal(events(w), n + 1);
	answer_is(w,
	    "SELECT kind || ' ' || entity FROM event_log "
	    "WHERE n = (SELECT max(n) FROM event_log)",
	    "load.run load_batch");
	answer_is(w,
	    "SELECT count(*) FROM event_log e JOIN load_batch b "
	    "ON b.id = e.entity_id AND e.body LIKE '%' || b.digest || '%' "
	    "WHERE e.body LIKE '%\"made\":1%' AND b.rows_read = 2 AND "
	    "b.rows_made = 1 AND b.rows_bad = 1 AND b.file = 'rows.csv'",
	    "1");
	prove_chain(w);
	done(&t);
}

static enum err
run_load(struct world *w, struct id subject)
{
	struct load_options o = { .kind = STR("customer"),
		.file = STR("rows.csv"),
		.map = STR("the.map"),
		.max_bad = -1 };
	struct load_result r;
	struct arena a = { 0 };
	enum err rc = load_run(&w->c, &a, &o, &r);

	(void)subject;
	arena_done(&a);
	return rc;
}

static void
the_same_op_is_one_load(void **state)
{
	static const struct write_case load_case = { "load", MAY_LOAD,
		run_load };
	struct world *w = *state;
	struct id op = id_make(clock_now(&dbtest_clock));
	struct run t;

	ready(&t, "customer", people, HEAD "1,Ana,,,,,,\n2,Eva,,,,,,\n");
	prove_write(w, &load_case, ID_NONE);
	done(&t);
	ready(&t, "customer", people, HEAD "3,Ana,,,,,,\n4,,,,,,,\n");
	w->c.op = op;
	fine(w, go(w, &t));
	assert_false(t.r.replayed);
	memset(&t.r, 0, sizeof(t.r));
	w->c.op = op;
	fine(w, go(w, &t));
	assert_true(t.r.replayed);
	assert_int_equal(t.r.made, 1);
	assert_int_equal(t.r.bad, 1);
	answer_is(w, "SELECT count(*) FROM load_batch", "2");
	act(w, LUIS, "luis", SCOPE_ALL);
	w->c.op = op;
	refused(w, go(w, &t), ERR_CONFLICT, "already used");
	done(&t);
}

static void
whoever_may_not_do_it_by_hand_may_not_load_it(void **state)
{
	struct world *w = *state;
	struct run t;

	ready(&t, "customer", people, HEAD "1,Ana,,,,,,\n");
	allow(w, MAY_LOAD, SCOPE_NONE);
	refused(w, go(w, &t), ERR_DENIED, "load.run");
	allow(w, MAY_LOAD, SCOPE_ALL);
	allow(w, MAY_CUSTOMER_EDIT, SCOPE_NONE);
	refused(w, go(w, &t), ERR_DENIED, "customer.edit");
	answer_is(w, "SELECT count(*) FROM customer", "0");
	done(&t);
}

static void
a_dry_run_tells_what_would_come_and_writes_nothing(void **state)
{
	struct buf before = { 0 }, after = { 0 }, rows = { 0 };
	struct world *w = *state;
	struct run t;

	buf_z(&rows, mixed);
	for (int i = 0; i < 4500; i++) /* keys of other blocks count too */
		buf_printf(&rows, "k%d,Name,,,,,,\n", i % 3000);
	ready(&t, "customer", people, rows.s);
	t.o.dry_run = true;
	snapshot(w, &before);
	fine(w, go(w, &t));
	counts(&t, 3002, 1500, 1, 10);
	assert_int_equal(t.r.nerrors, 10);
	assert_true(id_none(t.r.batch));
	snapshot(w, &after);
	assert_string_equal(before.s, after.s);
	answer_is(w, "SELECT count(*) FROM load_batch", "0");
	assert_int_equal(access("rows.csv.rejects.csv", F_OK), -1);
	t.o.dry_run = false;
	fine(w, go(w, &t));
	counts(&t, 3002, 1500, 1, 10);
	done(&t);
	buf_done(&before);
	buf_done(&after);
	buf_done(&rows);
}

/* After the first block the database can take no more. */
static void
break_it(void *u, int64_t rows, int64_t read, int64_t size)
{
	assert_true(read <= size);
	if (rows == 2000)
		dbtest_do(u, "ALTER TABLE search_key RENAME TO away");
}

static void
a_load_that_was_cut_off_goes_on(void **state)
{
	struct world *w = *state;
	struct buf rows = { 0 };
	struct run t;
	int64_t n = events(w);

	buf_z(&rows, HEAD);
	for (int i = 0; i < 5000; i++)
		buf_printf(&rows, "%d,Name %d,,,,,,\n", i, i);
	ready(&t, "customer", people, rows.s);
	t.o.progress = break_it;
	t.o.u = w->db;
	assert_int_equal(go(w, &t), ERR_DB);
	assert_int_equal(events(w), n);
	answer_is(w, "SELECT rows_read FROM load_batch", "-1");
	answer_is(w, "SELECT count(*) FROM customer", "2000");

	dbtest_do(w->db, "ALTER TABLE away RENAME TO search_key");
	core_rest(&w->c);
	t.o.progress = NULL;
	fine(w, go(w, &t));
	assert_true(t.r.resumed);
	counts(&t, 5000, 0, 0, 0);
	answer_is(w,
	    "SELECT count(*) || ' ' || count(DISTINCT external) "
	    "FROM customer",
	    "5000 5000");
	answer_is(w,
	    "SELECT count(*) || ' ' || min(rows_made) "
	    "FROM load_batch",
	    "1 5000");
	prove_chain(w);
	done(&t);
	buf_done(&rows);
}

struct other {
	struct world w;
	struct clock clock;
	enum err rc;
	int64_t made;
};

static void *
load_beside(void *u)
{
	struct other *o = u;
	struct load_options how = { .kind = STR("customer"),
		.file = STR("rows.csv"),
		.map = STR("the.map"),
		.max_bad = -1 };
	struct load_result r = { 0 };
	struct arena a = { 0 };

	o->rc = load_run(&o->w.c, &a, &how, &r);
	o->made = r.made;
	arena_done(&a);
	return NULL;
}

/* Two people start the same file: each row goes in once. */
static void
two_loads_at_once_make_each_row_once(void **state)
{
	struct world *w = *state;
	struct other two[2];
	struct buf rows = { 0 };
	pthread_t thread[2];
	struct run t;

	buf_z(&rows, HEAD);
	for (int i = 0; i < 12000; i++)
		buf_printf(&rows, "%d,Name %d,,,,,,\n", i, i);
	ready(&t, "customer", people, rows.s);
	for (int i = 0; i < 2; i++) {
		two[i].clock = dbtest_clock;
		two[i].w.db = dbtest_more();
		core_init(&two[i].w.c, two[i].w.db, &two[i].clock);
		act(&two[i].w, ANA, "ana", SCOPE_ALL);
	}
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, load_beside,
				     &two[i]),
		    0);
	for (int i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	for (int i = 0; i < 2; i++) {
		if (two[i].rc != OK)
			fail_msg("%s", two[i].w.c.fault.text);
		core_done(&two[i].w.c);
		db_close(two[i].w.db);
	}
	answer_is(w,
	    "SELECT count(*) || ' ' || count(DISTINCT external) FROM customer",
	    "12000 12000");
	prove_chain(w);
	done(&t);
	buf_done(&rows);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_second_load_makes_nothing),
		TEST(a_load_is_one_event_with_count_and_digest),
		TEST(the_same_op_is_one_load),
		TEST(whoever_may_not_do_it_by_hand_may_not_load_it),
		TEST(a_dry_run_tells_what_would_come_and_writes_nothing),
		TEST(a_load_that_was_cut_off_goes_on),
		TEST(two_loads_at_once_make_each_row_once),
	};

	return load_tests(tests, countof(tests));
}
