/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_postgres.c - what only a server can do to us: freeze, go away in the
 * middle or at COMMIT, commit without its standby, refuse, be one of several.
 *
 * It stops the server's processes for a second or two and changes its
 * replication, so nothing else should use that server meanwhile.
 */
#include <pthread.h>
#include <signal.h>

#include "base/id.h"
#include "dbtest.h"
#include "test.h"

static struct db *db;
static struct arena a;

#define TABLE                                                                  \
	"CREATE TABLE thing (n BIGINT PRIMARY KEY CHECK (n < 1000000),"        \
	" name TEXT NOT NULL)"

static const struct query_param thing_params[] = {
	{ "n", COL_INT, false },
	{ "name", COL_TEXT, false },
};
static const struct query thing_add = { .name = "thing_add",
	.file = "test",
	.kind = 'x',
	.nparams = 2,
	.params = thing_params,
	.sql = { "", "INSERT INTO thing (n, name) VALUES ($1, $2)" } };

static enum err
add(int64_t n, struct str name)
{
	struct value v[] = { { VALUE_INT, n, STR_NONE },
		{ VALUE_TEXT, 0, name } };

	return db_query(db, &thing_add, v, countof(v), NULL, NULL, NULL);
}

static int64_t
number(struct db *d, const char *sql)
{
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(d, &a, sql), &n));
	return n;
}

static int
setup(void **state)
{
	(void)state;
	db = dbtest_open();
	dbtest_do(db, TABLE);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(db);
	arena_done(&a);
	return 0;
}

/* ---- a server that does not answer -------------------------------------- */

static struct {
	pid_t pid[2];
} frozen;

/* The postmaster too, so that a cancel request hangs as well. */
static void
freeze(struct db *by)
{
	frozen.pid[0] = (pid_t)number(by, "SELECT pg_backend_pid()");
	frozen.pid[1] = (pid_t)number(by,
	    "SELECT split_part("
	    "pg_read_file('postmaster.pid'), E'\n', 1)");
	for (size_t i = 0; i < countof(frozen.pid); i++)
		assert_int_equal(kill(frozen.pid[i], SIGSTOP), 0);
}

static void
thaw(void)
{
	for (size_t i = 0; i < countof(frozen.pid); i++)
		kill(frozen.pid[i], SIGCONT);
}

static void
a_frozen_server_costs_the_deadline(void **state)
{
	struct str s;
	msec began;
	enum err rc;

	(void)state;
	db_deadline(db, 300);
	freeze(db);
	began = clock_mono();
	rc = db_ask(db, &a, "SELECT 1", &s);
	assert_in_range(clock_mono() - began, 300, 4000);
	thaw();
	assert_int_equal(rc, ERR_DB);
	assert_non_null(strstr(db_fault(db)->text, "nothing was changed"));
	/* The cut connection is made anew by whatever comes next. */
	assert_int_equal(add(1, STR("after")), OK);
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 1);
}

static enum err
freeze_in_tx(void *u)
{
	enum err rc = add(1, STR("one"));

	(void)u;
	if (rc == OK)
		freeze(db);
	return rc;
}

static void
a_server_that_freezes_before_commit_leaves_it_unknown(void **state)
{
	enum err rc;

	(void)state;
	db_deadline(db, 300);
	rc = db_tx(db, TX_WRITE, freeze_in_tx, NULL);
	thaw();
	assert_int_equal(rc, ERR_UNKNOWN);
	assert_non_null(strstr(db_fault(db)->text, "same op"));
}

static void *
cancel_soon(void *u)
{
	struct timespec t = { 0, 200000000 };

	nanosleep(&t, NULL);
	db_cancel(u);
	return NULL;
}

static void
a_frozen_server_can_be_cancelled(void **state)
{
	struct str s;
	pthread_t t;
	msec began = clock_mono();
	enum err rc;

	(void)state;
	freeze(db);
	assert_int_equal(pthread_create(&t, NULL, cancel_soon, db), 0);
	rc = db_ask(db, &a, "SELECT 1", &s);
	pthread_join(t, NULL);
	thaw();
	assert_int_equal(rc, ERR_CANCELLED);
	assert_in_range(clock_mono() - began, 200, 4000);
	assert_int_equal(number(db, "SELECT 1"), 1);
}

static void
a_cancel_keeps_the_connection(void **state)
{
	int64_t pid = number(db, "SELECT pg_backend_pid()");
	struct str s;
	pthread_t t;
	msec began = clock_mono();

	(void)state;
	assert_int_equal(pthread_create(&t, NULL, cancel_soon, db), 0);
	assert_int_equal(db_ask(db, &a, "SELECT 1 FROM pg_sleep(30)", &s),
	    ERR_CANCELLED);
	pthread_join(t, NULL);
	assert_in_range(clock_mono() - began, 200, 2000);
	assert_int_equal(number(db, "SELECT pg_backend_pid()"), pid);
}

/* ---- a connection that goes away ---------------------------------------- */

struct attempt {
	int runs;
	int64_t pid;
};

static void
terminate(int64_t pid)
{
	struct db *other = dbtest_more();
	struct buf sql = { 0 };

	buf_printf(&sql, "SELECT pg_terminate_backend(%lld, 2000)",
	    (long long)pid);
	dbtest_do(other, sql.s);
	buf_done(&sql);
	db_close(other);
}

static enum err
lose_once(void *u)
{
	struct attempt *at = u;
	enum err rc = add(1, STR("one"));

	at->runs++;
	if (rc == OK && at->runs == 1)
		terminate(at->pid);
	return rc == OK ? add(2, STR("two")) : rc;
}

static void
a_lost_connection_runs_the_transaction_again(void **state)
{
	struct attempt at = { 0, number(db, "SELECT pg_backend_pid()") };

	(void)state;
	assert_int_equal(db_tx(db, TX_WRITE, lose_once, &at), OK);
	assert_int_equal(at.runs, 2);
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 2);
	assert_true(number(db, "SELECT pg_backend_pid()") != at.pid);
}

static enum err
just_look(void *u)
{
	struct attempt *at = u;
	struct str s;

	at->runs++;
	return db_ask(db, &a, "SELECT 1", &s);
}

/* The server's last word is a sentence, and no answer to what was asked. */
static void
a_lost_connection_reads_again(void **state)
{
	struct attempt at = { 0, number(db, "SELECT pg_backend_pid()") };

	(void)state;
	terminate(at.pid);
	assert_int_equal(db_tx(db, TX_READ, just_look, &at), OK);
	assert_int_equal(at.runs, 2);
}

static void
a_lost_connection_outside_a_transaction_is_made_again(void **state)
{
	bool rung;

	(void)state;
	assert_int_equal(db_bell(db, &rung), OK);
	assert_int_equal(db_bell(db, &rung), OK);
	assert_false(rung);
	terminate(number(db, "SELECT pg_backend_pid()"));
	/* A statement that may have been carried out is not repeated here. */
	assert_int_equal(add(1, STR("one")), ERR_UNKNOWN);
	assert_int_equal(add(1, STR("one")), OK);
	/* What rang meanwhile was lost: better one time too often. */
	assert_int_equal(db_bell(db, &rung), OK);
	assert_true(rung);
	assert_int_equal(db_bell(db, &rung), OK);
	assert_false(rung);
	dbtest_do(db, "NOTIFY cabina");
	assert_int_equal(db_bell(db, &rung), OK);
	assert_false(rung);
}

static enum err
just_add(void *u)
{
	return add((int64_t)(intptr_t)u, STR("x"));
}

static void
a_connection_lost_during_commit_is_unknown(void **state)
{
	(void)state;
	dbtest_do(db,
	    "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql "
	    "AS $$ BEGIN PERFORM pg_terminate_backend("
	    "pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; "
	    "END $$");
	dbtest_do(db,
	    "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON thing "
	    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
	    "EXECUTE FUNCTION die()");
	assert_int_equal(db_tx(db, TX_WRITE, just_add, (void *)1), ERR_UNKNOWN);
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 0);
}

static void
a_refusal_at_commit_changes_nothing(void **state)
{
	(void)state;
	dbtest_do(db,
	    "CREATE TABLE part (n BIGINT REFERENCES thing (n) "
	    "DEFERRABLE INITIALLY DEFERRED)");
	dbtest_do(db,
	    "CREATE FUNCTION part() RETURNS trigger LANGUAGE plpgsql "
	    "AS $$ BEGIN INSERT INTO part VALUES (77); RETURN NULL; "
	    "END $$");
	dbtest_do(db,
	    "CREATE TRIGGER part AFTER INSERT ON thing "
	    "FOR EACH ROW EXECUTE FUNCTION part()");
	assert_int_equal(db_tx(db, TX_WRITE, just_add, (void *)1), ERR_INVALID);
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 0);
	assert_int_equal(add(2, STR("x")), ERR_INVALID);
}

/* What a server in need says, and what it is told as. */
static void
a_server_in_need_says_which(void **state)
{
	static const struct {
		const char *state, *said;
		enum err code;
	} needs[] = {
		{ "53100", "disk is full", ERR_DISK },
		{ "58030", "disk failed", ERR_DISK },
		{ "53200", "no memory", ERR_DB },
	};
	struct buf sql = { 0 };

	(void)state;
	dbtest_do(db,
	    "CREATE FUNCTION need() RETURNS trigger LANGUAGE plpgsql AS $$ "
	    "BEGIN RAISE EXCEPTION 'x' USING ERRCODE = TG_ARGV[0]; END $$");
	for (size_t i = 0; i < countof(needs); i++) {
		buf_reset(&sql);
		buf_printf(&sql,
		    "CREATE CONSTRAINT TRIGGER need AFTER INSERT ON thing "
		    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
		    "EXECUTE FUNCTION need('%s')",
		    needs[i].state);
		dbtest_do(db, sql.s);
		assert_int_equal(db_tx(db, TX_WRITE, just_add, (void *)1),
		    needs[i].code); /* at COMMIT: known, and not kept */
		assert_non_null(strstr(db_fault(db)->text, needs[i].said));
		assert_int_equal(number(db, "SELECT count(*) FROM thing"), 0);
		dbtest_do(db, "DROP TRIGGER need ON thing");
	}
	buf_done(&sql);
}

/* ---- a standby that does not confirm ------------------------------------ */

/* A connection that waits for the standby; no other session does. */
static void
need_standby(const char *names)
{
	struct buf sql = { 0 };

	buf_printf(&sql, "ALTER SYSTEM SET synchronous_standby_names = '%s'",
	    names);
	dbtest_do(db, sql.s);
	dbtest_do(db, "SELECT pg_reload_conf()");
	dbtest_do(db, "SELECT pg_sleep(0.3)");
	dbtest_do(db,
	    *names != '\0' ? "SET synchronous_commit = on"
			   : "SET synchronous_commit = local");
	buf_done(&sql);
}

static void
a_commit_without_its_standby_is_unknown(void **state)
{
	(void)state;
	need_standby("nobody");
	db_deadline(db, 300);
	assert_int_equal(db_tx(db, TX_WRITE, just_add, (void *)1), ERR_UNKNOWN);
	assert_non_null(strstr(db_fault(db)->text, "not replicated"));
	assert_int_equal(add(3, STR("x")), ERR_UNKNOWN);
	assert_non_null(strstr(db_fault(db)->text, "not replicated"));
	db_deadline(db, SECONDS(30));
	/* They are there all the same: only the op tells. */
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 2);
	dbtest_do(db, "SET synchronous_commit = local");
	need_standby("");
	assert_int_equal(db_tx(db, TX_WRITE, just_add, (void *)2), OK);
}

static void
a_cancelled_wait_for_the_standby_is_unknown(void **state)
{
	pthread_t t;
	enum err rc;

	(void)state;
	need_standby("nobody");
	assert_int_equal(pthread_create(&t, NULL, cancel_soon, db), 0);
	rc = db_tx(db, TX_WRITE, just_add, (void *)1);
	pthread_join(t, NULL);
	dbtest_do(db, "SET synchronous_commit = local");
	need_standby("");
	assert_int_equal(rc, ERR_UNKNOWN);
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 1);
}

/* ---- opening ------------------------------------------------------------ */

/* The test's URL with another database, or with more options. */
static const char *
url_with(struct buf *out, const char *database, const char *more)
{
	const char *url = dbtest_url(), *slash = strrchr(url, '/');
	const char *query = strchr(slash, '?');

	buf_reset(out);
	buf_add(out, url, (size_t)(slash + 1 - url));
	buf_z(out, database != NULL ? database : slash + 1);
	buf_printf(out, "%c%s", query != NULL && !database ? '&' : '?', more);
	return out->s;
}

static enum err
try_open(const char *url, struct db **out, struct fault *f)
{
	struct db_options o = { .clock = &dbtest_clock };

	return db_open(out, url, &o, f);
}

static void
one_of_several_hosts_is_enough(void **state)
{
	struct str host, port;
	struct buf url = { 0 };
	struct fault f = { 0 };
	struct db *other = NULL;

	(void)state;
	host = dbtest_ask(db, &a, "SELECT host(inet_server_addr())");
	port = dbtest_ask(db, &a, "SELECT current_setting('port')");
	buf_printf(&url,
	    "host=%s,%s port=1,%s user=postgres dbname=%s "
	    "target_session_attrs=read-write",
	    host.s, host.s, port.s,
	    dbtest_ask(db, &a, "SELECT current_database()").s);
	assert_int_equal(try_open(url.s, &other, &f), OK);
	assert_int_equal(number(other, "SELECT 1"), 1);
	db_close(other);
	buf_done(&url);
}

static void
a_wrong_address_has_its_code(void **state)
{
	struct buf url = { 0 };
	struct fault f = { 0 };
	struct db *none = NULL;

	(void)state;
	assert_int_equal(try_open(url_with(&url, "no_such_db", ""), &none, &f),
	    ERR_NOT_FOUND);
	assert_int_equal(try_open(url_with(&url, NULL, "user=no_such_role"),
			     &none, &f),
	    ERR_DENIED);
	assert_int_equal(try_open("postgresql://127.0.0.1:1/x", &none, &f),
	    ERR_DB);
	assert_int_equal(try_open("postgresql://h/x?no_such=1", &none, &f),
	    ERR_INVALID);
	assert_null(none);
	buf_done(&url);
}

/* As the sign-in form has it. */
static void
who_connects_is_told_beside_the_address(void **state)
{
	struct db_options how = { .clock = &dbtest_clock, .user = "postgres" };
	struct buf url = { 0 };
	struct fault f = { 0 };
	struct db *other = NULL;

	(void)state;
	url_with(&url, NULL, "user=no_such_role");
	assert_int_equal(db_open(&other, buf_view(&url).s, &how, &f), OK);
	assert_true(str_is(db_session_role(other), "postgres"));
	db_close(other);
	other = NULL;
	how.user = "nor_this_one";
	how.password = "x";
	buf_reset(&url);
	assert_int_equal(db_open(&other, url_with(&url, NULL, "user=postgres"),
			     &how, &f),
	    ERR_DENIED);
	assert_null(other);
	buf_done(&url);
}

static void
another_encoding_is_refused(void **state)
{
	struct buf sql = { 0 }, url = { 0 };
	struct fault f = { 0 };
	struct db *none = NULL;
	struct str name;

	(void)state;
	name = str_printf(&a, "cabina_latin_%lld",
	    (long long)number(db, "SELECT pg_backend_pid()"));
	buf_printf(&sql,
	    "CREATE DATABASE %s ENCODING 'LATIN1' LOCALE 'C' "
	    "TEMPLATE template0",
	    name.s);
	dbtest_do(db, sql.s);
	assert_int_equal(try_open(url_with(&url, name.s, ""), &none, &f),
	    ERR_INVALID);
	assert_non_null(strstr(f.text, "UTF-8"));
	buf_reset(&sql);
	buf_printf(&sql, "DROP DATABASE %s", name.s);
	dbtest_do(db, sql.s);
	buf_done(&sql);
	buf_done(&url);
}

/* Neither is a default of every server: without them a ticket takes seconds to
 * compile, and a question whose console was killed is answered to nobody. */
static void
a_session_compiles_nothing_and_ends_with_its_console(void **state)
{
	(void)state;
	assert_string_equal(dbtest_ask(db, &a, "SHOW jit").s, "off");
	assert_string_equal(dbtest_ask(db, &a,
				"SHOW client_connection_check_interval")
				.s,
	    "2s");
}

static void
only_our_tables_are_found(void **state)
{
	(void)state;
	assert_string_equal(dbtest_ask(db, &a, "SHOW search_path").s,
	    "public, pg_temp");
	/* A temporary table of the same name does not come in front. */
	dbtest_do(db, "CREATE TEMPORARY TABLE thing (n BIGINT)");
	assert_int_equal(add(1, STR("one")), OK);
	assert_int_equal(number(db, "SELECT count(*) FROM public.thing"), 1);
}

static void
the_offset_is_the_servers_lead(void **state)
{
	msec offset, server;

	(void)state;
	assert_int_equal(db_clock_offset(db, &offset), OK);
	server = number(db,
	    "SELECT CAST(extract(epoch FROM now()) * 1000 "
	    "AS BIGINT)");
	assert_in_range(server - (dbtest_clock.fixed + offset) + 5000, 0,
	    10000);
}

/* ---- values ------------------------------------------------------------- */

struct many {
	struct value *v;
	size_t n;
};

static enum err
add_many(void *u)
{
	struct many *m = u;

	return db_batch(db, &thing_add, m->v, 2, m->n, NULL);
}

/* Far more than the buffers of both sides hold: neither may wait for the
 * other for ever. */
static void
a_large_batch_does_not_block(void **state)
{
	enum { N = 3000, SIZE = 8000 };
	struct many m = { NEWN(&a, struct value, 2 * N), N };
	char *text = arena_take(&a, SIZE + 1);

	(void)state;
	memset(text, 'x', SIZE);
	for (int i = 0; i < N; i++) {
		m.v[2 * i] = (struct value){ VALUE_INT, i, STR_NONE };
		m.v[2 * i + 1] =
		    (struct value){ VALUE_TEXT, 0, { text, SIZE } };
	}
	assert_int_equal(db_tx(db, TX_WRITE, add_many, &m), OK);
	assert_int_equal(number(db, "SELECT sum(length(name)) FROM thing"),
	    (int64_t)N * SIZE);
	/* One bad row of many: none of them. */
	dbtest_do(db, "DELETE FROM thing");
	m.v[2 * 2500].i = 7;
	assert_int_equal(db_tx(db, TX_WRITE, add_many, &m), ERR_CONFLICT);
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 0);
}

static void
a_nul_in_text_is_refused(void **state)
{
	(void)state;
	assert_int_equal(add(1, (struct str){ "a\0b", 3 }), ERR_INVALID);
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 0);
}

#define EACH(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(a_frozen_server_costs_the_deadline),
		EACH(a_server_that_freezes_before_commit_leaves_it_unknown),
		EACH(a_frozen_server_can_be_cancelled),
		EACH(a_cancel_keeps_the_connection),
		EACH(a_lost_connection_runs_the_transaction_again),
		EACH(a_lost_connection_reads_again),
		EACH(a_lost_connection_outside_a_transaction_is_made_again),
		EACH(a_connection_lost_during_commit_is_unknown),
		EACH(a_refusal_at_commit_changes_nothing),
		EACH(a_server_in_need_says_which),
		EACH(a_commit_without_its_standby_is_unknown),
		EACH(a_cancelled_wait_for_the_standby_is_unknown),
		EACH(one_of_several_hosts_is_enough),
		EACH(a_wrong_address_has_its_code),
		EACH(who_connects_is_told_beside_the_address),
		EACH(another_encoding_is_refused),
		EACH(a_session_compiles_nothing_and_ends_with_its_console),
		EACH(only_our_tables_are_found),
		EACH(the_offset_is_the_servers_lead),
		EACH(a_large_batch_does_not_block),
		EACH(a_nul_in_text_is_refused),
	};

	if (!dbtest_postgres())
		die("test_postgres: CABINA_TEST_DB names no server");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
