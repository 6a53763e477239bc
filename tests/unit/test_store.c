/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_store.c - rows, transactions, stopping and the bell, on either engine.
 *
 * The queries here are the test's own, written as db/embed.py would have.
 */
#include <pthread.h>

#include "base/id.h"
#include "dbtest.h"
#include "store/event.h"
#include "store/row.h"
#include "test.h"

struct thing {
	int64_t n;
	struct str name;
	struct str note;
	struct id who;
	msec at;
};

static const struct query_col thing_cols[] = {
	{ "n", COL_INT, CLASS_OPEN, offsetof(struct thing, n) },
	{ "name", COL_TEXT, CLASS_PERSONAL, offsetof(struct thing, name) },
	{ "note", COL_JSON, CLASS_SENSITIVE, offsetof(struct thing, note) },
	{ "who", COL_UUID, CLASS_OPEN, offsetof(struct thing, who) },
	{ "at", COL_AT, CLASS_SECRET, offsetof(struct thing, at) },
};

static const struct query_param thing_params[] = {
	{ "n", COL_INT, false },
	{ "name", COL_TEXT, false },
	{ "note", COL_JSON, true },
	{ "who", COL_UUID, true },
	{ "at", COL_AT, true },
};

#define TABLE                                                                  \
	"CREATE TABLE thing (n BIGINT PRIMARY KEY CHECK (n < 1000000), "       \
	"name TEXT NOT NULL UNIQUE, note TEXT, who TEXT, at BIGINT, "          \
	"parent BIGINT REFERENCES thing (n))"

#define BOTH(sqlite, postgres)                                                 \
	{                                                                      \
		sqlite, postgres                                               \
	}

static const struct query thing_add = { .name = "thing_add",
	.file = "test",
	.kind = 'x',
	.nparams = 5,
	.params = thing_params,
	.sql = BOTH("INSERT INTO thing (n, name, note, who, at) "
		    "VALUES (?1, ?2, ?3, ?4, ?5)",
	    "INSERT INTO thing (n, name, note, who, at) "
	    "VALUES ($1, $2, $3, $4, $5)") };

static const struct query thing_from = { .name = "thing_from",
	.file = "test",
	.kind = 'm',
	.reads = true,
	.nparams = 1,
	.params = thing_params,
	.ncols = 5,
	.cols = thing_cols,
	.row_size = sizeof(struct thing),
	.sql = BOTH("SELECT n, name, note, who, at FROM thing "
		    "WHERE n >= ?1 ORDER BY n",
	    "SELECT n, name, note, who, at FROM thing "
	    "WHERE n >= $1 ORDER BY n") };

static const struct query thing_move = { .name = "thing_move",
	.file = "test",
	.kind = 'x',
	.nparams = 1,
	.params = thing_params,
	.sql = BOTH("UPDATE thing SET at = 7 WHERE n >= ?1",
	    "UPDATE thing SET at = 7 WHERE n >= $1") };

/* Some minutes of work. */
#define ENDLESS                                                                \
	"WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t "     \
	"WHERE n < 1000000000) SELECT count(*) FROM t"

static struct db *db;
static struct arena a;

static struct value
num(int64_t i)
{
	return (struct value){ VALUE_INT, i, STR_NONE };
}

static struct value
text(const char *z)
{
	return (struct value){ VALUE_TEXT, 0, str_of(z) };
}

static const struct value null = { VALUE_NULL, 0, { "", 0 } };

static enum err
add(int64_t n, const char *name)
{
	struct value v[] = { num(n), text(name), null, null, null };

	return db_query(db, &thing_add, v, 5, NULL, NULL, NULL);
}

static int64_t
count(void)
{
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(db, &a, "SELECT count(*) FROM thing"),
	    &n));
	return n;
}

static int
open_db(void **state)
{
	(void)state;
	db = dbtest_empty();
	db_veil(db, 0);
	dbtest_do(db, TABLE);
	return 0;
}

static int
close_db(void **state)
{
	(void)state;
	db_close(db);
	arena_done(&a);
	return 0;
}

/* ---- rows -------------------------------------------------------------------
 */

static void
values_come_back_as_they_went(void **state)
{
	struct id who = id_make(1);
	struct value one[] = { num(-1), text("Ñandú «x» \t'\"\\"), null, null,
		null };
	struct value two[] = { num(2), text(""), text("[1]"), text(who.s),
		num(INT64_MAX) };
	struct value from = num(-5);
	struct thing *t;
	void *v;
	size_t n;

	(void)state;
	assert_int_equal(db_query(db, &thing_add, one, 5, NULL, NULL, NULL),
	    OK);
	assert_int_equal(db_query(db, &thing_add, two, 5, NULL, NULL, NULL),
	    OK);
	assert_int_equal(db_read_many(db, &a, &thing_from, &from, 1, &v, &n),
	    OK);
	assert_int_equal(n, 2);
	t = v;
	assert_int_equal(t[0].n, -1);
	assert_string_equal(t[0].name.s, "Ñandú «x» \t'\"\\");
	assert_int_equal(t[0].note.len, 0);
	assert_true(id_none(t[0].who));
	assert_int_equal(t[0].at, 0);
	assert_int_equal(t[1].name.len, 0);
	assert_string_equal(t[1].note.s, "[1]");
	assert_true(id_eq(t[1].who, who));
	assert_true(t[1].at == INT64_MAX);
}

static void
a_row_that_is_kept_has_its_own_texts(void **state)
{
	struct arena page = { 0 };
	struct value v[] = { num(1), text("kept"), text("[1]"), null, num(5) };
	struct thing was, t;

	(void)state;
	assert_int_equal(db_query(db, &thing_add, v, 5, NULL, NULL, NULL), OK);
	assert_int_equal(db_read_one(db, &page, &thing_from, v, 1, &was), OK);
	t = was;
	row_keep(&thing_from, &a, &t);
	memset((char *)(uintptr_t)was.name.s, 'x', was.name.len);
	memset((char *)(uintptr_t)was.note.s, 'x', was.note.len);
	arena_done(&page);
	assert_string_equal(t.name.s, "kept");
	assert_string_equal(t.note.s, "[1]");
	assert_true(t.n == 1 && t.at == 5);
}

static void
one_row_is_one_row(void **state)
{
	struct thing t = { .n = 77 };
	struct value from = num(10);

	(void)state;
	assert_int_equal(db_read_one(db, &a, &thing_from, &from, 1, &t),
	    ERR_NOT_FOUND);
	assert_int_equal(t.n, 77);
	assert_int_equal(add(10, "a"), OK);
	assert_int_equal(db_read_one(db, &a, &thing_from, &from, 1, &t), OK);
	assert_int_equal(t.n, 10);
	assert_int_equal(add(11, "b"), OK);
	t.n = 77;
	assert_int_equal(db_read_one(db, &a, &thing_from, &from, 1, &t),
	    ERR_DB);
	assert_int_equal(t.n, 77);
}

static void
the_veil_is_down_until_it_is_lifted(void **state)
{
	struct value v[] = { num(1), text("Muñoz"), text("{}"), null, num(99) };
	struct value from = num(0);
	struct db *other = dbtest_more();
	struct thing t;

	(void)state;
	assert_int_equal(db_query(db, &thing_add, v, 5, NULL, NULL, NULL), OK);
	assert_int_equal(db_read_one(other, &a, &thing_from, &from, 1, &t), OK);
	assert_int_equal(t.n, 1);
	assert_string_equal(t.name.s, "•••");
	assert_string_equal(t.note.s, "\"•••\"");
	assert_int_equal(t.at, 0);
	db_veil(other, 1u << CLASS_SENSITIVE | 1u << CLASS_SECRET);
	assert_int_equal(db_read_one(other, &a, &thing_from, &from, 1, &t), OK);
	assert_string_equal(t.name.s, "Muñoz");
	assert_string_equal(t.note.s, "\"•••\"");
	assert_int_equal(db_veil(other, 0),
	    1u << CLASS_SENSITIVE | 1u << CLASS_SECRET);
	assert_int_equal(db_read_one(other, &a, &thing_from, &from, 1, &t), OK);
	assert_int_equal(t.at, 99);
	db_close(other);
}

struct counting {
	int64_t seen, stop;
	enum err inner;
};

static enum err
count_row(void *u, void *row)
{
	struct counting *c = u;
	struct thing *t = row;

	c->seen += t->name.len > 0;
	if (t->n == c->stop)
		return ERR_NEED_ARG;
	return OK;
}

static enum err
query_within(void *u, void *row)
{
	struct counting *c = u;

	(void)row;
	c->inner = add(5000, "inner");
	return OK;
}

static void
each_row_is_handed_over_until_somebody_stops(void **state)
{
	struct counting c = { 0, 40, OK };
	struct value from = num(0);
	char name[16];

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "n%d", i);
		assert_int_equal(add(i, name), OK);
	}
	assert_int_equal(db_read_each(db, &thing_from, &from, 1, count_row, &c),
	    ERR_NEED_ARG);
	assert_int_equal(c.seen, 41);
	c = (struct counting){ 0, -1, OK };
	assert_int_equal(db_read_each(db, &thing_from, &from, 1, count_row, &c),
	    OK);
	assert_int_equal(c.seen, 100);
}

static void
a_query_among_rows_is_refused(void **state)
{
	struct counting c = { 0, 0, OK };
	struct value from = num(0);

	(void)state;
	assert_int_equal(add(1, "a"), OK);
	assert_int_equal(db_read_each(db, &thing_from, &from, 1, query_within,
			     &c),
	    OK);
	assert_int_equal(c.inner, ERR_INVALID);
	assert_int_equal(count(), 1);
}

static void
changed_rows_are_counted(void **state)
{
	struct value from = num(2);
	int64_t changed = -1;

	(void)state;
	for (int i = 1; i <= 4; i++)
		assert_int_equal(add(i, (char[]){ (char)('a' + i), 0 }), OK);
	assert_int_equal(db_query(db, &thing_move, &from, 1, NULL, NULL,
			     &changed),
	    OK);
	assert_int_equal(changed, 3);
	from = num(100);
	assert_int_equal(db_query(db, &thing_move, &from, 1, NULL, NULL,
			     &changed),
	    OK);
	assert_int_equal(changed, 0);
}

static void
what_the_engine_refuses_has_its_code(void **state)
{
	static const struct {
		const char *sql;
		enum err rc;
	} refused[] = {
		{ "INSERT INTO thing (n, name) VALUES (1, 'z')", ERR_CONFLICT },
		{ "INSERT INTO thing (n, name) VALUES (2, 'a')", ERR_CONFLICT },
		{ "INSERT INTO thing (n, name) VALUES (1000000, 'b')",
		    ERR_INVALID },
		{ "INSERT INTO thing (n) VALUES (3)", ERR_INVALID },
		{ "INSERT INTO thing (n, name, parent) VALUES (4, 'c', 9)",
		    ERR_INVALID },
		{ "SELECT nothing FROM nowhere", ERR_DB },
	};

	(void)state;
	assert_int_equal(add(1, "a"), OK);
	for (size_t i = 0; i < countof(refused); i++) {
		assert_int_equal(db_script(db, refused[i].sql), refused[i].rc);
		assert_true(strlen(db_fault(db)->text) > 10);
		assert_int_equal(db_fault(db)->code, refused[i].rc);
	}
	assert_int_equal(count(), 1);
}

/* ---- transactions ------------------------------------------------------- */

struct plan {
	int runs;    /* how often the body ran */
	int busy;    /* this often somebody saves in between */
	enum err rc; /* what it answers */
	struct db *other;
	enum tx_kind kind;
};

static enum err
add_two(void *u)
{
	struct plan *p = u;
	enum err rc;

	p->runs++;
	if ((rc = add(1, "a")) != OK || (rc = add(2, "b")) != OK)
		return rc;
	return p->rc;
}

static enum err
nested(void *u)
{
	struct plan *p = u;

	p->rc = db_tx(db, p->kind, add_two, p);
	return OK;
}

static void
all_is_kept_or_nothing(void **state)
{
	struct plan p = { .rc = ERR_CONFLICT };

	(void)state;
	assert_int_equal(db_tx(db, TX_WRITE, add_two, &p), ERR_CONFLICT);
	assert_false(db_in_tx(db));
	assert_int_equal(count(), 0);
	p.rc = OK;
	assert_int_equal(db_tx(db, TX_WRITE, add_two, &p), OK);
	assert_int_equal(p.runs, 2);
	assert_int_equal(count(), 2);
}

static void
a_transaction_in_another_is_refused(void **state)
{
	struct plan p = { .kind = TX_WRITE };

	(void)state;
	assert_int_equal(db_tx(db, TX_WRITE, nested, &p), OK);
	assert_int_equal(p.rc, ERR_INVALID);
	assert_int_equal(p.runs, 0);
	assert_int_equal(count(), 0);
}

static enum err
overlook(void *u)
{
	struct plan *p = u;

	(void)add(1, "a");
	(void)add(1, "again"); /* refused */
	p->rc = add(2, "b");   /* and so is all that follows */
	return OK;
}

static void
an_overlooked_error_is_not_committed(void **state)
{
	struct plan p = { 0 };

	(void)state;
	assert_int_equal(db_tx(db, TX_WRITE, overlook, &p), ERR_CONFLICT);
	assert_int_equal(p.rc, ERR_CONFLICT);
	assert_int_equal(count(), 0);
	assert_int_equal(add(1, "a"), OK);
}

static enum err
add_batch(void *u)
{
	struct plan *p = u;
	struct value v[5 * 300];
	char names[300][8];
	int64_t changed = 0;
	enum err rc;

	for (int i = 0; i < 300; i++) {
		snprintf(names[i], sizeof(names[i]), "n%d", i % p->busy);
		v[5 * i] = num(i);
		v[5 * i + 1] = text(names[i]);
		v[5 * i + 2] = v[5 * i + 3] = v[5 * i + 4] = null;
	}
	rc = db_batch(db, &thing_add, v, 5, 300, &changed);
	p->runs = (int)changed;
	return rc;
}

static void
a_batch_is_one_change(void **state)
{
	struct plan p = { .busy = 299 }; /* the last name comes twice */
	struct value v[] = { num(1), text("a"), null, null, null };

	(void)state;
	assert_int_equal(db_batch(db, &thing_add, v, 5, 1, NULL), ERR_INVALID);
	assert_int_equal(db_tx(db, TX_WRITE, add_batch, &p), ERR_CONFLICT);
	assert_int_equal(count(), 0);
	p.busy = 300;
	assert_int_equal(db_tx(db, TX_WRITE, add_batch, &p), OK);
	assert_int_equal(p.runs, 300);
	assert_int_equal(count(), 300);
}

/*
 * Reads, lets somebody else save, then writes on what was read: on SQLite a
 * snapshot that may not be written to, on PostgreSQL 40001.
 */
static enum err
overtaken(void *u)
{
	struct plan *p = u;
	enum err rc = OK;

	p->runs++;
	if (dbtest_postgres())
		rc = db_script(db,
		    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
	if (rc == OK)
		rc = db_script(db, "SELECT at FROM thing");
	if (rc == OK && p->runs <= p->busy)
		dbtest_do(p->other, "UPDATE thing SET at = at + 1");
	if (rc == OK)
		rc = db_script(db, "UPDATE thing SET at = at + 100");
	return rc;
}

static struct plan
race(int busy)
{
	enum tx_kind kind = dbtest_postgres() ? TX_WRITE : TX_READ;

	assert_int_equal(add(1, "a"), OK);
	dbtest_do(db, "UPDATE thing SET at = 0");
	return (struct plan){
		.busy = busy, .other = dbtest_more(), .kind = kind
	};
}

static void
an_overtaken_transaction_runs_again(void **state)
{
	struct plan p = race(2);

	(void)state;
	assert_int_equal(db_tx(db, p.kind, overtaken, &p), OK);
	assert_int_equal(p.runs, 3);
	assert_string_equal(dbtest_ask(db, &a, "SELECT at FROM thing").s,
	    "102");
	db_close(p.other);
}

static void
trying_again_ends(void **state)
{
	struct plan p = race(1000);
	msec since = clock_mono();

	(void)state;
	assert_int_equal(db_tx(db, p.kind, overtaken, &p), ERR_BUSY);
	assert_int_equal(p.runs, 6);
	assert_in_range(clock_mono() - since, 300, 5000);
	assert_string_equal(dbtest_ask(db, &a, "SELECT at FROM thing").s, "6");
	assert_int_equal(add(2, "b"), OK);
	db_close(p.other);
}

/* ---- stopping ----------------------------------------------------------- */

static void *
cancel_soon(void *u)
{
	struct timespec nap = { 0, *(int *)u * 1000000L };

	nanosleep(&nap, NULL);
	db_cancel(db);
	return NULL;
}

static pthread_t
cancel_in(int *ms)
{
	pthread_t t;

	assert_int_equal(pthread_create(&t, NULL, cancel_soon, ms), 0);
	return t;
}

static void
a_cancel_stops_what_runs_and_nothing_else(void **state)
{
	int ms = 60;
	msec since = clock_mono();
	pthread_t t;

	(void)state;
	db_cancel(db); /* nothing runs: no effect */
	assert_int_equal(add(1, "a"), OK);
	t = cancel_in(&ms);
	assert_int_equal(db_script(db, ENDLESS), ERR_CANCELLED);
	assert_in_range(clock_mono() - since, 50, 3000);
	assert_int_equal(add(2, "b"), OK);
	pthread_join(t, NULL);
	assert_int_equal(add(3, "c"), OK);
}

static void *
cancel_often(void *u)
{
	struct timespec nap = { 0, 300000L };

	while (!__atomic_load_n((int *)u, __ATOMIC_SEQ_CST)) {
		db_cancel(db);
		nanosleep(&nap, NULL);
	}
	return NULL;
}

/* Each either runs whole or not at all, whenever the cancel comes. */
static void
cancels_at_any_moment_leave_things_whole(void **state)
{
	int enough = 0, done = 0, stopped = 0;
	pthread_t t;

	(void)state;
	assert_int_equal(pthread_create(&t, NULL, cancel_often, &enough), 0);
	for (int i = 0; i < 400; i++) {
		struct plan p = { .rc = OK };
		enum err rc;

		rc = db_tx(db, TX_WRITE, add_two, &p);
		assert_true(rc == OK || rc == ERR_CANCELLED);
		done += rc == OK;
		stopped += rc == ERR_CANCELLED;
		__atomic_store_n(&enough, rc == OK, __ATOMIC_SEQ_CST);
		if (rc != OK)
			continue;
		pthread_join(t, NULL);
		assert_int_equal(count(), 2);
		dbtest_do(db, "DELETE FROM thing");
		enough = 0;
		assert_int_equal(pthread_create(&t, NULL, cancel_often,
				     &enough),
		    0);
	}
	__atomic_store_n(&enough, 1, __ATOMIC_SEQ_CST);
	pthread_join(t, NULL);
	assert_int_equal(done + stopped, 400);
	assert_true(done > 0);
}

static void
a_cancel_ends_the_pauses_between_tries(void **state)
{
	struct plan p = race(1000);
	int ms = 150;
	pthread_t t = cancel_in(&ms);
	enum err rc = db_tx(db, p.kind, overtaken, &p);

	(void)state;
	pthread_join(t, NULL);
	assert_int_equal(rc, ERR_CANCELLED);
	assert_true(p.runs < 6);
	db_close(p.other);
}

static void
a_deadline_gives_up(void **state)
{
	msec since = clock_mono();

	(void)state;
	db_deadline(db, 120);
	assert_int_equal(db_script(db, ENDLESS), ERR_DB);
	assert_in_range(clock_mono() - since, 100, 3000);
	db_deadline(db, 0);
	assert_int_equal(add(1, "a"), OK);
	assert_int_equal(count(), 1);
}

/* ---- the rest ----------------------------------------------------------- */

static enum err
append(void *u)
{
	struct event e = { .id = id_make(1),
		.recorded_at = 1,
		.kind = STR("test.ring"),
		.entity = STR("test"),
		.entity_id = id_make(1),
		.version = 1,
		.op = id_make(1) };
	int64_t n;

	return event_append(u, &a, &e, &n);
}

static bool
rings(struct db *who)
{
	struct timespec nap = { 0, 10000000L };
	bool rung = false;

	for (int i = 0; i < 100 && !rung; i++) {
		assert_int_equal(db_bell(who, &rung), OK);
		if (!rung)
			nanosleep(&nap, NULL);
	}
	return rung;
}

static void
the_bell_rings_for_others(void **state)
{
	struct db *mine, *other;
	bool rung = true;

	(void)state;
	mine = dbtest_open();
	other = dbtest_more();
	assert_int_equal(db_bell(mine, &rung), OK);
	assert_int_equal(db_bell(mine, &rung), OK);
	assert_false(rung);
	assert_int_equal(db_tx(other, TX_WRITE, append, other), OK);
	assert_true(rings(mine));
	assert_int_equal(db_bell(mine, &rung), OK);
	assert_false(rung);
	db_close(other);
	db_close(mine);
}

static void
an_engine_says_who_it_is(void **state)
{
	msec offset = -1;

	(void)state;
	assert_int_equal(db_engine(db),
	    dbtest_postgres() ? ENGINE_POSTGRES : ENGINE_SQLITE);
	assert_string_equal(db_engine_name(db),
	    dbtest_postgres() ? "postgresql" : "sqlite");
	assert_true(db_version(db, &a).len >= 4);
	assert_true((db_role(db).len > 0) == dbtest_postgres());
	assert_true((db_bell_fd(db) >= 0) == dbtest_postgres());
	assert_int_equal(db_clock_offset(db, &offset), OK);
	assert_true(dbtest_postgres() || offset == 0);
}

static void
what_is_no_database_is_refused_without_its_words(void **state)
{
	struct db_options o = { .clock = &dbtest_clock };
	struct fault f = { 0 };
	struct db *none = NULL;

	(void)state;
	assert_int_equal(db_open(&none, "postgrsql://u:secret@h/x", &o, &f),
	    ERR_INVALID);
	assert_null(none);
	assert_null(strstr(f.text, "secret"));
	assert_int_equal(db_open(&none, "", &o, &f), ERR_INVALID);
	assert_int_equal(db_open(&none, "sqlite:", &o, &f), ERR_INVALID);
	db_close(NULL);
}

#define EACH(f) cmocka_unit_test_setup_teardown(f, open_db, close_db)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(values_come_back_as_they_went),
		EACH(a_row_that_is_kept_has_its_own_texts),
		EACH(one_row_is_one_row),
		EACH(the_veil_is_down_until_it_is_lifted),
		EACH(each_row_is_handed_over_until_somebody_stops),
		EACH(a_query_among_rows_is_refused),
		EACH(changed_rows_are_counted),
		EACH(what_the_engine_refuses_has_its_code),
		EACH(all_is_kept_or_nothing),
		EACH(a_transaction_in_another_is_refused),
		EACH(an_overlooked_error_is_not_committed),
		EACH(a_batch_is_one_change),
		EACH(an_overtaken_transaction_runs_again),
		EACH(trying_again_ends),
		EACH(a_cancel_stops_what_runs_and_nothing_else),
		EACH(cancels_at_any_moment_leave_things_whole),
		EACH(a_cancel_ends_the_pauses_between_tries),
		EACH(a_deadline_gives_up),
		EACH(the_bell_rings_for_others),
		EACH(an_engine_says_who_it_is),
		EACH(what_is_no_database_is_refused_without_its_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
