/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_ahead - reads asked ahead, writes that come later and plans that are
 * made for any values: what they cost in round trips, and that nobody sees the
 * difference otherwise.
 */
#include "dbtest.h"
#include "test.h"

struct thing {
	int64_t n;
	struct str name;
};

static const struct query_col thing_cols[] = {
	{ "n", COL_INT, CLASS_OPEN, offsetof(struct thing, n) },
	{ "name", COL_TEXT, CLASS_OPEN, offsetof(struct thing, name) },
};
static const struct query_param thing_params[] = {
	{ "n", COL_INT, false },
	{ "name", COL_TEXT, false },
};

#define TABLE "CREATE TABLE thing (n BIGINT PRIMARY KEY, name TEXT UNIQUE)"
#define ADDS(id, when)                                                         \
	{                                                                      \
		.name = id, .file = "test", .kind = 'x', .later = when,        \
		.nparams = 2, .params = thing_params,                          \
		.sql = {                                                       \
			"INSERT INTO thing (n, name) VALUES (?1, ?2)",         \
			"INSERT INTO thing (n, name) VALUES ($1, $2)",         \
		},                                                             \
	}

static const struct query thing_add = ADDS("thing_add", false);
static const struct query thing_later = ADDS("thing_later", true);
static const struct query thing_from = { .name = "thing_from",
	.file = "test",
	.kind = 'm',
	.reads = true,
	.nparams = 1,
	.params = thing_params,
	.ncols = 2,
	.cols = thing_cols,
	.row_size = sizeof(struct thing),
	.sql = { "SELECT n, name FROM thing WHERE n >= ?1 ORDER BY n",
	    "SELECT n, name FROM thing WHERE n >= $1 ORDER BY n" } };

/* The kind of plan a statement was run with. */
static const struct query_col plan_cols[] = {
	{ "kind", COL_TEXT, CLASS_OPEN, 0 },
};
#define PLAN(id, any)                                                          \
	{                                                                      \
		.name = id, .file = "test", .kind = '1', .reads = true,        \
		.general = any, .ncols = 1, .cols = plan_cols,                 \
		.row_size = sizeof(struct str),                                \
		.sql = {                                                       \
			"SELECT 'none'",                                       \
			"SELECT current_setting('plan_cache_mode')",           \
		},                                                             \
	}

static const struct query plan_any = PLAN("plan_any", true);
static const struct query plan_own = PLAN("plan_own", false);

static struct db *db;
static struct arena a;

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

static struct value
num(int64_t i)
{
	return (struct value){ VALUE_INT, i, STR_NONE };
}

static enum err
put(const struct query *q, int64_t n, const char *name)
{
	struct value v[] = { num(n), { VALUE_TEXT, 0, str_of(name) } };

	return db_query(db, q, v, 2, NULL, NULL, NULL);
}

static enum err
add(int64_t n, const char *name)
{
	return put(&thing_add, n, name);
}

static enum err
add_later(int64_t n, const char *name)
{
	return put(&thing_later, n, name);
}

static int64_t
count(void)
{
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(db, &a, "SELECT count(*) FROM thing"),
	    &n));
	return n;
}

static size_t
seen_from(int64_t n)
{
	struct value v = num(n);
	void *rows = NULL;
	size_t have = 0;

	assert_int_equal(db_read_many(db, &a, &thing_from, &v, 1, &rows, &have),
	    OK);
	return have;
}

static void
foresee(int64_t n)
{
	struct value v = num(n);

	db_ahead(db, &thing_from, &v, 1);
}

/* Round trips that a server costs; none beside us. */
static void
check_trips(int64_t before, int64_t most)
{
	int64_t n = db_count(db).trips - before;

	if (db_engine(db) == ENGINE_SQLITE)
		assert_int_equal(n, 0);
	else
		assert_in_range(n, 1, most);
}

static enum err
three_reads(void *u)
{
	(void)u;
	foresee(1);
	foresee(2);
	foresee(3);
	assert_int_equal(seen_from(1), 3);
	assert_int_equal(seen_from(3), 1);
	assert_int_equal(seen_from(2), 2);
	assert_int_equal(seen_from(2), 2);
	return OK;
}

static void
reads_asked_ahead_are_one_round_trip(void **state)
{
	int64_t before;

	(void)state;
	assert_int_equal(add(1, "one"), OK);
	assert_int_equal(add(2, "two"), OK);
	assert_int_equal(add(3, "three"), OK);
	before = db_count(db).trips;
	assert_int_equal(db_tx(db, TX_READ, three_reads, NULL), OK);
	check_trips(before, 1); /* COMMIT is not waited for */
	assert_true(db_count(db).statements >= 7);
	/* …and is over: others see nothing of it, and all goes on. */
	before = db_count(db).trips;
	assert_int_equal(count(), 3);
	check_trips(before, 1);
	assert_int_equal(add(4, "four"), OK);
}

static enum err
write_between(void *u)
{
	(void)u;
	foresee(1);
	assert_int_equal(seen_from(1), 1);
	assert_int_equal(add(2, "two"), OK);
	assert_int_equal(seen_from(1), 2);
	foresee(1);
	assert_int_equal(add(3, "three"), OK); /* before it was sent */
	assert_int_equal(seen_from(1), 3);
	foresee(1);
	assert_int_equal(add_later(4, "four"), OK);
	assert_int_equal(seen_from(1), 4);
	return OK;
}

static void
a_write_makes_an_answer_old(void **state)
{
	(void)state;
	assert_int_equal(add(1, "one"), OK);
	assert_int_equal(db_tx(db, TX_WRITE, write_between, NULL), OK);
	assert_int_equal(count(), 4);
}

static enum err
three_later(void *u)
{
	(void)u;
	assert_int_equal(add_later(1, "one"), OK);
	assert_int_equal(add_later(2, "two"), OK);
	assert_int_equal(add_later(3, "three"), OK);
	return OK;
}

static void
writes_that_may_come_later_go_with_the_commit(void **state)
{
	int64_t before = db_count(db).trips;

	(void)state;
	assert_int_equal(db_tx(db, TX_WRITE, three_later, NULL), OK);
	check_trips(before, 1);
	assert_int_equal(count(), 3);
}

/* Told at once or with the commit, and nothing is left of either. */
static enum err
one_name_twice(void *u)
{
	enum err rc = add_later(1, "one");

	(void)u;
	assert_int_equal(rc, OK);
	(void)add_later(2, "one");
	return OK;
}

static void
what_is_wrong_with_a_later_write_is_told(void **state)
{
	(void)state;
	assert_int_equal(db_tx(db, TX_WRITE, one_name_twice, NULL),
	    ERR_CONFLICT);
	assert_int_equal(count(), 0);
	assert_int_equal(db_tx(db, TX_WRITE, three_later, NULL), OK);
	assert_int_equal(count(), 3);
}

static void
check_plan(const struct query *q, const char *want)
{
	struct str kind;

	assert_int_equal(db_read_one(db, &a, q, NULL, 0, &kind), OK);
	assert_string_equal(kind.s,
	    db_engine(db) == ENGINE_SQLITE ? "none" : want);
}

static enum err
both_plans(void *fails)
{
	check_plan(&plan_own, "auto");
	db_ahead(db, &plan_own, NULL, 0);
	db_ahead(db, &plan_any, NULL, 0);
	check_plan(&plan_any, "force_generic_plan");
	check_plan(&plan_own, "auto");
	assert_int_equal(add(1, "one"), OK);
	check_plan(&plan_any, "force_generic_plan");
	check_plan(&plan_any, "force_generic_plan");
	return fails != NULL ? ERR_CONFLICT : OK;
}

/* As long as the transaction, however that ends. */
static void
a_general_plan_is_of_who_wants_one(void **state)
{
	(void)state;
	assert_int_equal(db_tx(db, TX_WRITE, both_plans, db), ERR_CONFLICT);
	check_plan(&plan_own, "auto");
	assert_int_equal(db_tx(db, TX_WRITE, both_plans, NULL), OK);
	check_plan(&plan_own, "auto");
	assert_int_equal(count(), 1);
}

#define EACH(f) cmocka_unit_test_setup_teardown(f, open_db, close_db)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(reads_asked_ahead_are_one_round_trip),
		EACH(a_write_makes_an_answer_old),
		EACH(writes_that_may_come_later_go_with_the_commit),
		EACH(what_is_wrong_with_a_later_write_is_told),
		EACH(a_general_plan_is_of_who_wants_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
