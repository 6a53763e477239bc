/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_event.c - the event log: numbers without gaps, a chain that shows every
 * change, and values that may be erased, on either engine.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "base/id.h"
#include "base/secret.h"
#include "dbtest.h"
#include "store/event.h"
#include "test.h"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static struct db *db;
static struct arena a;

struct wish {
	struct db *db;
	struct event e;
	int64_t n;
	enum err rc; /* what the body answers after all */
};

static struct event
event_of(int i)
{
	struct event e = { .id = id_make(1),
		.recorded_at = 1000 + i,
		.happened_at = 900 + i,
		.kind = STR("test.change"),
		.entity = STR("test"),
		.entity_id = id_make(1),
		.version = 1,
		.op = id_make(1),
		.body = STR("{\"n\":1}") };

	return e;
}

static void
give(struct event *e, const char *field, const char *old, const char *new)
{
	*vec_push(&a, &e->values) =
	    (struct event_value){ STR("test"), str_of(field), str_of(old),
		    str_of(new), old == NULL, new == NULL };
}

static enum err
append(void *u)
{
	struct wish *w = u;
	enum err rc = event_append(w->db, &a, &w->e, &w->n);

	return rc == OK ? w->rc : rc;
}

static int64_t
log_one(struct event e)
{
	struct wish w = { .db = db, .e = e };

	assert_int_equal(db_tx(db, TX_WRITE, append, &w), OK);
	return w.n;
}

/* Five events, each with two values. */
static int
open_log(void **state)
{
	(void)state;
	db = dbtest_open();
	for (int i = 1; i <= 5; i++) {
		struct event e = event_of(i);

		give(&e, "name", NULL, "Núñez, \"la\" nueva\n");
		give(&e, "phone", "+56 9 1", "");
		assert_int_equal(log_one(e), i);
	}
	return 0;
}

static int
close_log(void **state)
{
	(void)state;
	db_close(db);
	arena_done(&a);
	return 0;
}

static struct event_check
verify(void)
{
	struct event_check c = { .bad = -1 };

	assert_int_equal(event_verify(db, &c), OK);
	return c;
}

static void
whole(int64_t n)
{
	struct event_check c = verify();

	assert_string_equal(c.why, "");
	assert_int_equal(c.bad, 0);
	assert_int_equal(c.n, n);
}

static void
broken(int64_t n, const char *why)
{
	struct event_check c = verify();

	assert_int_equal(c.bad, n);
	assert_non_null(strstr(c.why, why));
}

static struct str
ask(const char *sql)
{
	return dbtest_ask(db, &a, sql);
}

/* As the owner of the file or the server could. */
static void
tamper(const char *sql)
{
	if (dbtest_postgres())
		dbtest_do(db, "SET session_replication_role = replica");
	dbtest_do(db, sql);
	if (dbtest_postgres())
		dbtest_do(db, "SET session_replication_role = origin");
}

/* ---- writing ------------------------------------------------------------ */

static void
events_are_numbered_without_a_gap(void **state)
{
	struct wish w = { .db = db, .e = event_of(6), .rc = ERR_DENIED };

	(void)state;
	assert_int_equal(db_tx(db, TX_WRITE, append, &w), ERR_DENIED);
	whole(5);
	assert_int_equal(log_one(event_of(6)), 6);
	whole(6);
}

static void
an_empty_log_has_a_head_of_zeros(void **state)
{
	struct event_check c;
	char hash[65] = "x";
	int64_t n = -1;

	(void)state;
	db_close(db);
	db = dbtest_open();
	assert_int_equal(event_head(db, &n, hash), OK);
	assert_int_equal(n, 0);
	assert_string_equal(hash, ZEROS);
	c = verify();
	assert_int_equal(c.n, 0);
	assert_string_equal(c.hash, ZEROS);
}

static void
an_event_needs_a_transaction(void **state)
{
	struct wish w = { .db = db, .e = event_of(6) };

	(void)state;
	assert_int_equal(append(&w), ERR_INVALID);
	whole(5);
}

static void
recorded_at_never_goes_back(void **state)
{
	struct event e = event_of(6);

	(void)state;
	e.recorded_at = 3;
	e.happened_at = 0;
	assert_int_equal(log_one(e), 6);
	assert_string_equal(ask("SELECT recorded_at FROM event_log "
				"WHERE n = 6")
				.s,
	    "1005");
	assert_string_equal(ask("SELECT happened_at FROM event_log "
				"WHERE n = 6")
				.s,
	    "3");
	whole(6);
}

static void
net(struct buf *b, const char *z)
{
	buf_printf(b, "%zu:%s,", strlen(z), z);
}

/* The form of event.h, written by hand: whoever checks an export of the log
 * with other tools must come to the same. */
static void
the_canonical_form_is_as_told(void **state)
{
	struct event e = event_of(6);
	struct buf b = { 0 }, v = { 0 };
	char before[65], want[65], have[65], digest[65];
	int64_t n;

	(void)state;
	assert_int_equal(event_head(db, &n, before), OK);
	give(&e, "name", NULL, "ñ");
	assert_int_equal(log_one(e), 6);
	buf_z(&v, "4:test,4:name,-,2:ñ,");
	net(&v, ask("SELECT salt FROM event_value WHERE n = 6").s);
	sha256_hex(v.s, v.len, digest);
	assert_string_equal(ask("SELECT digest FROM event_value WHERE n = 6").s,
	    digest);
	sha256_hex(digest, 64, digest);
	net(&b, before);
	buf_z(&b, "1:6,4:1006,3:906,0:,0:,11:test.change,4:test,");
	net(&b, e.entity_id.s);
	buf_z(&b, "1:1,");
	net(&b, e.op.s);
	buf_z(&b, "7:{\"n\":1},");
	net(&b, digest);
	sha256_hex(b.s, b.len, want);
	assert_int_equal(event_head(db, &n, have), OK);
	assert_string_equal(have, want);
	assert_string_equal(ask("SELECT hash FROM event_log WHERE n = 6").s,
	    want);
	buf_done(&b);
	buf_done(&v);
}

static void
values_are_kept_as_given(void **state)
{
	(void)state;
	assert_string_equal(ask("SELECT new FROM event_value "
				"WHERE n = 2 AND seq = 0")
				.s,
	    "Núñez, \"la\" nueva\n");
	assert_string_equal(ask("SELECT count(*) FROM event_value "
				"WHERE old IS NULL AND field = 'name'")
				.s,
	    "5");
	assert_string_equal(ask("SELECT count(*) FROM event_value WHERE "
				"new = '' AND old = '+56 9 1' AND seq = 1")
				.s,
	    "5");
	assert_string_equal(ask("SELECT count(DISTINCT salt) "
				"FROM event_value")
				.s,
	    "10");
}

static void
child(int rounds)
{
	struct wish w;

	db = dbtest_more();
	for (int i = 0; i < rounds; i++) {
		w = (struct wish){ .db = db, .e = event_of(10 + i) };
		give(&w.e, "f", NULL, "x");
		if (db_tx(db, TX_WRITE, append, &w) != OK)
			_exit(1);
	}
	db_close(db);
	_exit(0);
}

static void
many_writers_make_one_chain(void **state)
{
	int status, bad = 0;

	(void)state;
	db_close(db); /* a connection must not cross a fork */
	for (int i = 0; i < 8; i++) {
		if (fork() == 0)
			child(25);
	}
	while (wait(&status) > 0)
		bad += status != 0;
	db = dbtest_more();
	assert_int_equal(bad, 0);
	whole(205);
}

/* ---- finding out -------------------------------------------------------- */

static void
a_changed_event_is_found(void **state)
{
	static const char *const sets[] = { "kind = 'test.other'",
		"happened_at = 1", "version = 2", "body = '{}'", "entity = 'x'",
		"digest = ''", "actor = '00000000-0000-7000-8000-000000000000'",
		"op = '00000000-0000-7000-8000-000000000000'",
		"recorded_at = 1004" };
	struct buf sql = { 0 };

	(void)state;
	for (size_t i = 0; i < countof(sets); i++) {
		close_log(NULL);
		open_log(NULL);
		buf_reset(&sql);
		buf_printf(&sql, "UPDATE event_log SET %s WHERE n = 3",
		    sets[i]);
		tamper(sql.s);
		broken(3, "changed");
	}
	buf_done(&sql);
}

static void
a_changed_value_is_found(void **state)
{
	(void)state;
	tamper("UPDATE event_value SET new = 'Soto' WHERE n = 4 AND seq = 0");
	broken(4, "test.name");
}

static void
a_value_turned_to_null_is_found(void **state)
{
	(void)state;
	tamper("UPDATE event_value SET old = NULL, new = NULL "
	       "WHERE n = 4 AND seq = 1");
	broken(4, "test.phone");
}

static void
a_value_with_a_new_digest_is_found(void **state)
{
	(void)state;
	tamper("UPDATE event_value SET new = 'x', digest = "
	       "(SELECT digest FROM event_value WHERE n = 1 AND seq = 0) "
	       "WHERE n = 2 AND seq = 0");
	broken(2, "changed");
}

static void
a_value_taken_away_or_added_is_found(void **state)
{
	(void)state;
	tamper("DELETE FROM event_value WHERE n = 5 AND seq = 1");
	broken(5, "added or taken away");
	close_log(NULL);
	open_log(NULL);
	tamper("INSERT INTO event_value (n, seq, entity, field, digest) "
	       "SELECT 2, 2, entity, field, digest FROM event_value "
	       "WHERE n = 1 AND seq = 0");
	broken(2, "added or taken away");
}

static void
an_event_taken_out_is_found(void **state)
{
	(void)state;
	tamper("DELETE FROM event_value WHERE n = 2");
	tamper("DELETE FROM event_log WHERE n = 2");
	broken(2, "missing");
}

static void
a_first_event_taken_out_is_found(void **state)
{
	(void)state;
	tamper("DELETE FROM event_value WHERE n = 1");
	tamper("DELETE FROM event_log WHERE n = 1");
	broken(1, "missing");
}

static void
an_event_put_in_is_found(void **state)
{
	(void)state;
	tamper("INSERT INTO event_log SELECT 6, "
	       "'00000000-0000-7000-8000-000000000001', recorded_at, "
	       "happened_at, real_actor, actor, kind, entity, entity_id, "
	       "version, op, body, '', hash FROM event_log WHERE n = 5");
	broken(6, "changed");
}

/* Whoever cuts the tail can set the head back as well: only what was kept
 * elsewhere tells. */
static void
a_tail_cut_off_is_found_by_the_anchor(void **state)
{
	struct event_check c;
	char hash[65], old[65];
	int64_t n;

	(void)state;
	assert_int_equal(event_head(db, &n, hash), OK);
	snprintf(old, sizeof(old), "%s",
	    ask("SELECT hash FROM event_log WHERE n = 3").s);
	assert_int_equal(event_verify_anchor(db, n, str_of(hash), &c), OK);
	assert_int_equal(c.bad, 0);
	tamper("DELETE FROM event_value WHERE n > 3");
	tamper("DELETE FROM event_log WHERE n > 3");
	broken(4, "head");
	tamper("UPDATE event_head SET n = 3, hash = "
	       "(SELECT hash FROM event_log WHERE n = 3)");
	whole(3);
	assert_int_equal(event_verify_anchor(db, 3, str_of(old), &c), OK);
	assert_int_equal(c.bad, 0);
	assert_int_equal(event_verify_anchor(db, n, str_of(hash), &c), OK);
	assert_int_equal(c.bad, 4);
	assert_non_null(strstr(c.why, "anchor"));
}

/* Somebody who can write everything makes a new chain from event 2 on. */
static void
a_chain_made_anew_is_found_by_the_anchor(void **state)
{
	struct event_check c;
	char hash[65];
	int64_t n;

	(void)state;
	assert_int_equal(event_head(db, &n, hash), OK);
	tamper("DELETE FROM event_value WHERE n > 4");
	tamper("DELETE FROM event_log WHERE n > 4");
	tamper("UPDATE event_head SET n = 4, hash = "
	       "(SELECT hash FROM event_log WHERE n = 4)");
	assert_int_equal(log_one(event_of(5)), 5);
	whole(5);
	assert_int_equal(event_verify_anchor(db, n, str_of(hash), &c), OK);
	assert_int_equal(c.bad, 5);
	assert_non_null(strstr(c.why, "anchor"));
}

static void
a_head_that_says_otherwise_is_found(void **state)
{
	(void)state;
	tamper("UPDATE event_head SET n = 9");
	broken(6, "head");
	tamper("UPDATE event_head SET n = 5, hash = '" ZEROS "'");
	broken(5, "head");
	tamper("UPDATE event_head SET n = 4, hash = "
	       "(SELECT hash FROM event_log WHERE n = 4)");
	broken(5, "head");
}

static void
an_erased_value_leaves_the_chain_whole(void **state)
{
	(void)state;
	tamper("UPDATE event_value SET old = NULL, new = NULL, salt = NULL "
	       "WHERE n = 2");
	whole(5);
	assert_int_equal(log_one(event_of(6)), 6);
	whole(6);
}

static void
an_anchor_that_is_none_is_refused(void **state)
{
	struct event_check c;

	(void)state;
	assert_int_equal(event_verify_anchor(db, 3, STR("abc"), &c),
	    ERR_INVALID);
	assert_int_equal(event_verify_anchor(db, -1, STR_NONE, &c),
	    ERR_INVALID);
	assert_int_equal(event_verify_anchor(db, 3, STR(ZEROS), &c), OK);
	assert_int_equal(c.bad, 3);
}

static void
a_long_log_is_walked_in_pages(void **state)
{
	struct event_check c;

	(void)state;
	for (int i = 6; i <= 1203; i++) {
		struct event e = event_of(i);

		if (i % 3 == 0)
			give(&e, "x", NULL, "y");
		assert_int_equal(log_one(e), i);
	}
	whole(1203);
	tamper("UPDATE event_value SET new = 'z' WHERE n = 1002");
	c = verify();
	assert_int_equal(c.bad, 1002);
}

#define EACH(f) cmocka_unit_test_setup_teardown(f, open_log, close_log)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(events_are_numbered_without_a_gap),
		EACH(an_empty_log_has_a_head_of_zeros),
		EACH(an_event_needs_a_transaction),
		EACH(recorded_at_never_goes_back),
		EACH(the_canonical_form_is_as_told),
		EACH(values_are_kept_as_given),
		EACH(many_writers_make_one_chain),
		EACH(a_changed_event_is_found),
		EACH(a_changed_value_is_found),
		EACH(a_value_turned_to_null_is_found),
		EACH(a_value_with_a_new_digest_is_found),
		EACH(a_value_taken_away_or_added_is_found),
		EACH(an_event_taken_out_is_found),
		EACH(a_first_event_taken_out_is_found),
		EACH(an_event_put_in_is_found),
		EACH(a_tail_cut_off_is_found_by_the_anchor),
		EACH(a_chain_made_anew_is_found_by_the_anchor),
		EACH(a_head_that_says_otherwise_is_found),
		EACH(an_erased_value_leaves_the_chain_whole),
		EACH(an_anchor_that_is_none_is_refused),
		EACH(a_long_log_is_walked_in_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
