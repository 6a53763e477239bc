/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_migrate.c - a database comes to the program's schema from any older
 * one, or is refused with what to do, on either engine.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "dbtest.h"
#include "store/migrate.h"
#include "test.h"

static struct db *db;
static struct arena a;

static int
open_db(void **state)
{
	(void)state;
	db = dbtest_empty();
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

/* Tables, columns and indexes as one text. */
static struct str
schema(struct db *of)
{
	static const char *const sql[ENGINES] = {
		"SELECT group_concat(x, char(10)) FROM (SELECT type || name || "
		"COALESCE(sql, '') AS x FROM sqlite_schema ORDER BY type, "
		"name)",
		"SELECT string_agg(x, chr(10) ORDER BY x) FROM ("
		"SELECT table_name || '.' || column_name || ' ' || data_type "
		"|| ' ' || is_nullable AS x FROM information_schema.columns "
		"WHERE table_schema = 'public' UNION ALL SELECT indexdef "
		"FROM pg_indexes WHERE schemaname = 'public' UNION ALL "
		"SELECT policyname || tablename || qual FROM pg_policies "
		"UNION ALL SELECT proname || prosrc FROM pg_proc WHERE "
		"pronamespace = CAST('public' AS regnamespace)) AS all_of",
	};

	return dbtest_ask(of, &a, sql[db_engine(of)]);
}

static int
have(void)
{
	struct migrate_state s = { -1, -1 };

	assert_int_equal(migrate_check(db, &s), OK);
	assert_int_equal(s.want, nmigrations);
	return s.have;
}

static void
refused(const char *why)
{
	struct migrate_state s = { -1, -1 };

	assert_int_equal(migrate_check(db, &s), ERR_INVALID);
	assert_non_null(strstr(db_fault(db)->text, why));
	assert_int_equal(s.have, -1);
	assert_int_equal(migrate_run(db, &dbtest_clock), ERR_INVALID);
}

static void
an_empty_database_gets_everything_once(void **state)
{
	struct str before;

	(void)state;
	assert_int_equal(have(), 0);
	assert_int_equal(migrate_run(db, &dbtest_clock), OK);
	assert_int_equal(have(), nmigrations);
	before = schema(db);
	assert_true(before.len > 1000);
	assert_int_equal(migrate_run(db, &dbtest_clock), OK);
	assert_string_equal(schema(db).s, before.s);
	assert_string_equal(dbtest_ask(db, &a,
				"SELECT min(applied_at) FROM schema_migration")
				.s,
	    "1772452800000");
}

/* Generic over the table, so that each release adds its own step. */
static void
each_released_schema_comes_up_to_this_one(void **state)
{
	struct str want;

	(void)state;
	assert_int_equal(migrate_run(db, &dbtest_clock), OK);
	want = schema(db);
	assert_true(want.len > 1000);
	for (size_t k = 1; k < nmigrations; k++) {
		db_close(db);
		db = dbtest_empty();
		assert_int_equal(migrate_run_from(db, migrations, k,
				     &dbtest_clock),
		    OK);
		assert_int_equal(have(), k);
		dbtest_do(db,
		    "INSERT INTO skill (code, name) "
		    "VALUES ('frenos', 'Frenos')");
		assert_int_equal(migrate_run(db, &dbtest_clock), OK);
		assert_int_equal(have(), nmigrations);
		assert_string_equal(dbtest_ask(db, &a, "SELECT name FROM skill")
					.s,
		    "Frenos");
		assert_string_equal(schema(db).s, want.s);
	}
}

static void
an_edited_migration_is_refused(void **state)
{
	(void)state;
	assert_int_equal(migrate_run(db, &dbtest_clock), OK);
	dbtest_do(db,
	    "UPDATE schema_migration SET checksum = 'other' "
	    "WHERE number = 1");
	refused("0001_base was changed");
}

static void
a_gap_is_refused(void **state)
{
	(void)state;
	assert_true(nmigrations >= 2);
	assert_int_equal(migrate_run(db, &dbtest_clock), OK);
	dbtest_do(db, "DELETE FROM schema_migration WHERE number = 1");
	refused("migration 1 is missing");
}

static void
a_newer_schema_is_refused(void **state)
{
	(void)state;
	assert_int_equal(migrate_run(db, &dbtest_clock), OK);
	dbtest_do(db,
	    "INSERT INTO schema_migration (number, name, checksum, "
	    "applied_at) SELECT max(number) + 1, '9999_later', 'x', "
	    "1 FROM schema_migration");
	refused("install a newer cabina");
}

static void
tables_of_others_are_refused(void **state)
{
	(void)state;
	dbtest_do(db, "CREATE TABLE wp_posts (id BIGINT)");
	refused("not cabina's");
	assert_string_equal(dbtest_ask(db, &a, "SELECT count(*) FROM wp_posts")
				.s,
	    "0");
}

static const struct migration halves[] = {
	{ 1, "0001_whole",
	    { "CREATE TABLE one (n BIGINT)", "CREATE TABLE one (n BIGINT)" },
	    "a" },
	{ 2, "0002_half",
	    { "CREATE TABLE two (n BIGINT); SELECT nothing",
		"CREATE TABLE two (n BIGINT); SELECT nothing" },
	    "b" },
	{ 2, "0002_mended",
	    { "CREATE TABLE two (n BIGINT)", "CREATE TABLE two (n BIGINT)" },
	    "c" },
};

static void
a_migration_that_fails_leaves_nothing(void **state)
{
	struct migration mended[] = { halves[0], halves[2] };
	struct migrate_state s;

	(void)state;
	assert_int_equal(migrate_run_from(db, halves, 2, &dbtest_clock),
	    ERR_DB);
	assert_int_equal(migrate_check_from(db, halves, 2, &s), OK);
	assert_int_equal(s.have, 1);
	assert_int_equal(migrate_run_from(db, mended, 2, &dbtest_clock), OK);
	assert_string_equal(dbtest_ask(db, &a, "SELECT count(*) FROM two").s,
	    "0");
}

/* A whole office opens the console on the morning after an upgrade. */
static void
many_at_once_do_it_once(void **state)
{
	int status, bad = 0;

	(void)state;
	db_close(db); /* a connection must not cross a fork */
	for (int i = 0; i < 12; i++) {
		if (fork() == 0) {
			struct db *mine = dbtest_more();

			_exit(migrate_run(mine, &dbtest_clock) == OK ? 0 : 1);
		}
	}
	while (wait(&status) > 0)
		bad += status != 0;
	db = dbtest_more();
	assert_int_equal(bad, 0);
	assert_int_equal(have(), nmigrations);
}

#define EACH(f) cmocka_unit_test_setup_teardown(f, open_db, close_db)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(an_empty_database_gets_everything_once),
		EACH(each_released_schema_comes_up_to_this_one),
		EACH(an_edited_migration_is_refused),
		EACH(a_gap_is_refused),
		EACH(a_newer_schema_is_refused),
		EACH(tables_of_others_are_refused),
		EACH(a_migration_that_fails_leaves_nothing),
		EACH(many_at_once_do_it_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
