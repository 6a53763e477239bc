/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_access_postgres.c - the second wall: what a person's database role may
 * do with plain SQL, whatever the program says.
 *
 * Roles belong to the whole server, so their names carry our process id; they
 * are dropped at the end.
 */
#include <unistd.h>

#include "base/id.h"
#include "dbtest.h"
#include "queries.h"
#include "store/event.h"
#include "test.h"

static struct db *owner; /* the superuser, who stands outside */
static struct arena a;

/* ana and ben: team north and south; caro: the branch; dora: administrator;
 * eva: auditor; fito: own things only; gabi left. */
static const struct person {
	const char *name, *id, *role, *branch, *team;
	int active;
} people[] = {
	{ "ana", "00000000-0000-4000-8000-00000000000a", "agent", "scl",
	    "north", 1 },
	{ "ben", "00000000-0000-4000-8000-00000000000b", "agent", "scl",
	    "south", 1 },
	{ "caro", "00000000-0000-4000-8000-00000000000c", "branch", "ari", NULL,
	    1 },
	{ "dora", "00000000-0000-4000-8000-00000000000d", "administrator",
	    "scl", NULL, 1 },
	{ "eva", "00000000-0000-4000-8000-00000000000e", "auditor", "scl", NULL,
	    1 },
	{ "fito", "00000000-0000-4000-8000-00000000000f", "back-office", "ari",
	    "north", 1 },
	{ "gabi", "00000000-0000-4000-8000-000000000010", "agent", "scl",
	    "north", 0 },
};

/* SQL with {p} for our process id; {name} is done by the caller. */
static struct str
sql_of(const char *text)
{
	struct buf out = { 0 };
	struct str s;

	for (const char *at; (at = strstr(text, "{p}")) != NULL;
	     text = at + 3) {
		buf_add(&out, text, (size_t)(at - text));
		buf_printf(&out, "%d", (int)getpid());
	}
	buf_z(&out, text);
	s = buf_copy(&a, &out);
	buf_done(&out);
	return s;
}

static struct db *
connect_as(const char *user, const char *as, enum err want)
{
	struct clock *clock = &dbtest_clock;
	struct db_options o = { .clock = clock, .as = as };
	struct buf url = { 0 };
	struct fault f = { 0 };
	struct db *db = NULL;
	enum err rc;

	buf_printf(&url, "%s%cuser=%s", dbtest_url(),
	    strchr(dbtest_url(), '?') != NULL ? '&' : '?', user);
	rc = db_open(&db, url.s, &o, &f);
	if (rc != want)
		print_error("%s\n", f.text);
	assert_int_equal(rc, want);
	buf_done(&url);
	return db;
}

/* The connection of a person: "ana". */
static struct db *
person(const char *name)
{
	return connect_as(str_printf(&a, "%s%d", name, (int)getpid()).s, NULL,
	    OK);
}

/* What one statement comes to for a person. */
static enum err
may(const char *name, const char *sql)
{
	struct db *db = person(name);
	enum err rc = db_script(db, sql_of(sql).s);

	db_close(db);
	return rc;
}

static int64_t
count(struct db *db, const char *sql)
{
	int64_t n = -1;

	assert_true(str_int(dbtest_ask(db, &a, sql_of(sql).s), &n));
	return n;
}

static int64_t
sees(const char *name, const char *sql)
{
	struct db *db = person(name);
	int64_t n = count(db, sql);

	db_close(db);
	return n;
}

/* ---- a small centre ----------------------------------------------------- */

static const char centre[] =
    "INSERT INTO branch (code, name, city, zone, lang, version) VALUES"
    " ('scl', 'Santiago', 'Santiago', 'America/Santiago', 'es', 1),"
    " ('ari', 'Arica', 'Arica', 'America/Santiago', 'es', 1);"
    "INSERT INTO team (code, name, version) VALUES ('north', 'N', 1),"
    " ('south', 'S', 1), ('east', 'E', 1);"
    "INSERT INTO role_grant (role, verb, scope)"
    " SELECT r.role, v.verb, r.scope FROM (VALUES ('agent', 2), ('branch', 3),"
    "  ('back-office', 1), ('administrator', 4)) AS r (role, scope),"
    "  (VALUES ('customer.read'), ('customer.edit'), ('interaction.read'),"
    "  ('interaction.handle'), ('ticket.read'), ('ticket.create'),"
    "  ('ticket.edit')) AS v (verb)"
    " UNION ALL VALUES ('administrator', 'audit.read', 4),"
    "  ('auditor', 'audit.read', 4), ('agent', 'state.set', 1),"
    "  ('administrator', 'undo.others', 4)"
    " ON CONFLICT (role, verb) DO UPDATE SET scope = excluded.scope;"
    "INSERT INTO typification (code, kind, leaf, required, priority,"
    " valid_from, position, version)"
    " VALUES ('general', 'query', 1, '[]', 3, 0, 1, 1)"
    " ON CONFLICT DO NOTHING;";

/* Owners, teams and branches in every combination, and things below them. */
static const char things[] =
    "CREATE FUNCTION u(k text, i bigint) RETURNS text LANGUAGE sql AS $$"
    " SELECT '00000000-0000-4000-8000-' || k || lpad(CAST(i AS text), 11, '0')"
    " $$;"
    "CREATE FUNCTION pick(v text[], i bigint) RETURNS text LANGUAGE sql AS $$"
    " SELECT v[1 + CAST(i % array_length(v, 1) AS int)] $$;"
    "CREATE TABLE mix AS SELECT i,"
    " pick(ARRAY[NULL, 'north', 'south'], i) AS team,"
    " pick(ARRAY[NULL, 'scl', 'ari'], i / 3) AS branch,"
    " pick(ARRAY[NULL, '00000000-0000-4000-8000-00000000000a',"
    "  '00000000-0000-4000-8000-00000000000f'], i / 9) AS owner,"
    " pick(ARRAY[NULL, '00000000-0000-4000-8000-00000000000b'], i / 27)"
    "  AS made FROM generate_series(0, 53) AS g (i);"
    "INSERT INTO customer (id, kind, name, name_fold, name_sort, lang,"
    " segment, team, branch, owner, created_by, created_at, updated_at,"
    " version) SELECT u('1', i), 'person', 'C' || i, 'c' || i, 'c' || i,"
    " 'es', '', team, branch, owner, made, i, i, 1 FROM mix;"
    "INSERT INTO contact_point (id, customer, kind, value, norm, label,"
    " position, created_at, version) SELECT u('2', i), u('1', i), 'phone',"
    " '1', '1', '', 0, 1, 1 FROM mix;"
    "INSERT INTO search_key (kind, key_fold, customer, source)"
    " SELECT 'name', 'c' || i, u('1', i), u('1', i) FROM mix;"
    "INSERT INTO interaction (id, number, customer, caller, channel, direction,"
    " queue, subject, state, outcome, team, branch, owner, created_by,"
    " started_at, wait_ms, talk_ms, hold_ms, wrap_ms, version)"
    " SELECT u('3', i), i + 1, u('1', i), '', 'phone', 'in', '', '', 'waiting',"
    " '', team, branch, owner, made, i + 1, 0, 0, 0, 0, 1 FROM mix;"
    "INSERT INTO ticket (id, number, customer, typification, subject, state,"
    " priority, cycle, team, branch, owner, created_by, created_at,"
    " updated_at, version) SELECT u('4', i), i + 1, u('1', i), 'general',"
    " 'T' || i, 'new', 3, 1, team, branch, owner, made, i + 1, i + 1, 1"
    " FROM mix;"
    "INSERT INTO matter (id, interaction, typification, position)"
    " SELECT u('5', i), u('3', i), 'general', 0 FROM mix;"
    "INSERT INTO message (id, ticket, direction, public, channel, body, at)"
    " SELECT u('6', i), u('4', i), 'in', 1, 'phone', 'hola', 1 FROM mix;"
    "INSERT INTO field_def (id, entity, type, class, choices)"
    " VALUES ('f', 'ticket', 'text', 0, '[]');"
    "INSERT INTO field_value (entity, id, field, text)"
    " SELECT 'ticket', u('4', i), 'f', 'x' FROM mix;";

/* Legs that are over, by who sent them and who had them, and contacts of
 * tickets. */
static const char legs[] =
    "UPDATE matter SET ticket = u('4', (CAST(right(id, 3) AS bigint) * 7) % 54)"
    " WHERE CAST(right(id, 3) AS bigint) % 4 = 1;"
    "UPDATE ticket SET interaction = u('3', (number + 30) % 54)"
    " WHERE number % 5 = 0;"
    "INSERT INTO referral (id, ticket, leg, cycle, state, from_team, to_team,"
    " owner, reason, ask, why, answer, policy, sent_by, sent_at, ended_at,"
    " returns, warned, slack_ms, ping_pong, rank, version)"
    " SELECT u('7', i), u('4', i), 1, 1, 'completed',"
    " pick(ARRAY['north', 'east', NULL], i / 2), pick(ARRAY['east', 'south'],"
    " i), pick(ARRAY[NULL, NULL, '00000000-0000-4000-8000-00000000000f',"
    " '00000000-0000-4000-8000-00000000000b'], i / 5), 'parts', 'x', '', '',"
    " '', pick(ARRAY[NULL, NULL, '00000000-0000-4000-8000-00000000000f'],"
    " i / 7), 1, 2, 0, 0, 0, 0, 0, 1 FROM mix WHERE i % 3 > 0;";

static void
add_people(void)
{
	for (size_t i = 0; i < countof(people); i++) {
		const struct person *p = &people[i];
		struct buf sql = { 0 };

		buf_printf(&sql,
		    "CREATE ROLE %s{p} LOGIN;"
		    "GRANT %s TO %s{p};"
		    "INSERT INTO agent (id, login, name, name_fold, name_sort,"
		    " role, branch, lang, zone, active, created_at, version)"
		    " VALUES ('%s', '%s{p}', '%s', '', '', '%s', '%s', 'es',"
		    " 'UTC', %d, 0, 1);",
		    p->name,
		    strcmp(p->role, "administrator") == 0 ? "cabina_admin"
							  : "cabina_user",
		    p->name, p->id, p->name, p->name, p->role, p->branch,
		    p->active);
		if (p->team != NULL)
			buf_printf(&sql,
			    "INSERT INTO team_member (team, agent,"
			    " leads) VALUES ('%s', '%s', 0);",
			    p->team, p->id);
		dbtest_do(owner, sql_of(sql.s).s);
		buf_done(&sql);
	}
}

static int
setup(void **state)
{
	(void)state;
	owner = dbtest_open();
	dbtest_do(owner, centre);
	add_people();
	dbtest_do(owner, things);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(people); i++) {
		struct buf sql = { 0 };

		buf_printf(&sql, "DROP OWNED BY %s{p}; DROP ROLE %s{p}",
		    people[i].name, people[i].name);
		dbtest_do(owner, sql_of(sql.s).s);
		buf_done(&sql);
	}
	db_close(owner);
	arena_done(&a);
	return 0;
}

/* ---- rows --------------------------------------------------------------- */

/* One text of ids, to compare. */
static struct str
picked(struct db *db, const struct scope *s)
{
	struct rows_ticket_pick t;
	struct rows_customer_list c;
	struct rows_interaction_pick i;
	struct buf out = { 0 };
	struct str text;

	assert_int_equal(q_ticket_pick(db, &a, s, STR_NONE, STR_NONE, INT64_MAX,
			     ID_NONE, 100, &t),
	    OK);
	assert_int_equal(q_interaction_pick(db, &a, s, STR_NONE, STR_NONE,
			     STR_NONE, INT64_MAX, ID_NONE, 100, &i),
	    OK);
	assert_int_equal(q_customer_list(db, &a, s, STR_NONE, ID_NONE, 100, &c),
	    OK);
	buf_printf(&out, "%zu %zu %zu", t.n, i.n, c.n);
	for (size_t k = 0; k < t.n; k++)
		buf_printf(&out, " %s", t.v[k].id.s);
	for (size_t k = 0; k < i.n; k++)
		buf_printf(&out, " %s", i.v[k].id.s);
	for (size_t k = 0; k < c.n; k++)
		buf_printf(&out, " %s", c.v[k].id.s);
	text = buf_copy(&a, &out);
	buf_done(&out);
	return text;
}

/* The program's scope, asked by the owner, and the server's wall, asked by
 * the person without any scope, show the same rows. */
static void
the_wall_is_the_scope(void **state)
{
	static const int levels[] = { SCOPE_TEAM, SCOPE_TEAM, SCOPE_BRANCH,
		SCOPE_ALL, SCOPE_NONE, SCOPE_OWN, SCOPE_NONE };
	const struct scope all = { .level = SCOPE_ALL };

	(void)state;
	dbtest_do(owner,
	    "UPDATE ticket SET owner = "
	    "'00000000-0000-4000-8000-00000000000e' WHERE number = 1");
	dbtest_do(owner, legs);
	for (size_t i = 0; i < countof(people); i++) {
		struct db *db = person(people[i].name);
		struct scope s = { .level = levels[i], .tickets = levels[i] };
		struct str wall = picked(db, &all);

		assert_true(id_parse(str_of(people[i].id), &s.agent));
		db_close(db);
		/* Without a grant not even one's own things. */
		if (s.level == SCOPE_NONE)
			assert_string_equal(wall.s, "0 0 0");
		else
			assert_string_equal(wall.s, picked(owner, &s).s);
	}
}

static void
what_hangs_on_a_thing_is_seen_with_it(void **state)
{
	static const char *const same[][2] = {
		{ "contact_point", "customer" },
		{ "search_key", "customer" },
		{ "matter", "interaction" },
		{ "message", "ticket" },
		{ "field_value", "ticket" },
	};
	struct db *ana = person("ana");

	(void)state;
	for (size_t i = 0; i < countof(same); i++) {
		const char *child = same[i][0], *parent = same[i][1];
		int64_t n = count(ana,
		    str_printf(&a, "SELECT count(*) FROM %s", parent).s);

		assert_in_range(n, 1, 53);
		assert_int_equal(count(ana,
				     str_printf(&a, "SELECT count(*) FROM %s",
					 child)
					 .s),
		    n);
	}
	db_close(ana);
	assert_int_equal(sees("gabi", "SELECT count(*) FROM message"), 0);
	assert_int_equal(sees("dora", "SELECT count(*) FROM message"), 54);
}

#define NAMED(id)                                                              \
	"SELECT count(*) FROM customer_named WHERE id = u('1', " id ")"
#define CALLED(id)                                                             \
	"SELECT count(*) FROM name_in_sight WHERE customer = u('1', " id ")"
#define HERS(id) "SELECT count(*) FROM customer WHERE id = u('1', " id ")"
/* One of south's, nobody's own. */
#define THEIRS "5"

/* What tells the name of a customer of theirs, and takes it away again. */
static const struct {
	const char *what, *tell, *hide;
} tellers[] = {
	{ "a ticket",
	    "UPDATE ticket SET lent_to = 'north' WHERE id = u('4', 5)",
	    "UPDATE ticket SET lent_to = NULL WHERE id = u('4', 5)" },
	{ "who asked for it",
	    "UPDATE ticket SET requester = u('1', 5) WHERE id = u('4', 10)",
	    "UPDATE ticket SET requester = NULL WHERE id = u('4', 10)" },
	{ "a contact",
	    "UPDATE interaction SET team = 'north', passed_by = NULL"
	    " WHERE id = u('3', 5)",
	    "UPDATE interaction SET team = 'south', passed_by = NULL"
	    " WHERE id = u('3', 5)" },
	{ "a call",
	    "INSERT INTO callback (id, number, customer, who, phone, reason,"
	    " state, due_at, zone, team, override, result, told, created_at,"
	    " version) VALUES (u('7', 1), 1, u('1', 5), '', '', 'x', 'open', "
	    "1,"
	    " 'UTC', 'north', '', '', 0, 1, 1)",
	    "DELETE FROM callback" },
};

/* Neither the customer nor anything that hangs on it comes with the name. */
static void
a_name_is_told_by_the_thing_it_is_of(void **state)
{
	(void)state;
	assert_int_equal(sees("ana", NAMED("10")), 1);
	for (size_t i = 0; i < countof(tellers); i++) {
		assert_int_equal(sees("ana", NAMED(THEIRS)), 0);
		dbtest_do(owner, tellers[i].tell);
		if (sees("ana", NAMED(THEIRS)) != 1 ||
		    sees("ana", CALLED(THEIRS)) != 1 ||
		    sees("ben", NAMED(THEIRS)) != 1)
			fail_msg("%s does not tell it", tellers[i].what);
		assert_int_equal(sees("ana", HERS(THEIRS)), 0);
		assert_int_equal(sees("ana",
				     "SELECT count(*) FROM contact_point"
				     " WHERE customer = u('1', " THEIRS ")"),
		    0);
		assert_int_equal(sees("ana",
				     "SELECT count(*) FROM search_key"
				     " WHERE customer = u('1', " THEIRS ")"),
		    0);
		assert_int_equal(sees("gabi", NAMED(THEIRS)), 0);
		assert_int_equal(sees("gabi", CALLED(THEIRS)), 0);
		dbtest_do(owner, tellers[i].hide);
	}
	assert_int_equal(sees("ana", NAMED(THEIRS)), 0);
	assert_int_equal(sees("ana", CALLED(THEIRS)), 0);
	assert_int_equal(sees("dora", "SELECT count(*) FROM customer_named"),
	    54);
}

/* A function of one's own, however cheap, is not shown what is hidden. */
static void
a_hidden_name_is_not_overheard(void **state)
{
	struct db *ana = person("ana");

	(void)state;
	assert_int_equal(db_script(ana,
			     "CREATE FUNCTION pg_temp.peek(t text) RETURNS"
			     " boolean LANGUAGE plpgsql COST 0.0000001 AS $$"
			     " BEGIN RETURN CAST(CASE t WHEN 'C" THEIRS
			     "' THEN t ELSE '1' END AS bigint) > 0; END $$"),
	    OK);
	assert_int_equal(db_script(ana,
			     "SELECT count(*) FROM customer_named"
			     " WHERE pg_temp.peek(name)"),
	    OK);
	assert_int_equal(db_script(ana,
			     "SELECT count(*) FROM name_in_sight"
			     " WHERE pg_temp.peek(upper(key_fold))"),
	    OK);
	db_close(ana);
}

/* A leg that is over: its ticket, and the contacts of that, to be read. */
static void
what_was_asked_of_one_is_read_and_not_changed(void **state)
{
	static const char *const tables[] = { "ticket", "interaction" };
	int64_t before[countof(tables)], others;

	(void)state;
	for (size_t i = 0; i < countof(tables); i++)
		before[i] = sees("ben",
		    str_printf(&a, "SELECT count(*) FROM %s", tables[i]).s);
	/* He began them; they are another's by now. */
	others = sees("ben",
	    "SELECT count(*) FROM interaction WHERE"
	    " created_by = '00000000-0000-4000-8000-00000000000b'"
	    " AND owner <> created_by AND team IS DISTINCT FROM 'south'");
	assert_true(others > 0);
	dbtest_do(owner, legs);
	for (size_t i = 0; i < countof(tables); i++) {
		assert_true(sees("ben",
				str_printf(&a, "SELECT count(*) FROM %s",
				    tables[i])
				    .s) > before[i]);
		assert_int_equal(may("ben",
				     str_printf(&a, "UPDATE %s SET version = 9",
					 tables[i])
					 .s),
		    OK);
		assert_int_equal(count(owner,
				     str_printf(&a,
					 "SELECT count(*) FROM %s"
					 " WHERE version = 9",
					 tables[i])
					 .s),
		    before[i] - (i == 1 ? others : 0));
	}
}

static void
a_row_out_of_sight_is_not_changed(void **state)
{
	struct db *ben = person("ben");

	(void)state;
	dbtest_do(ben, "UPDATE ticket SET subject = 'mine', version = 9");
	assert_int_equal(count(owner,
			     "SELECT count(*) FROM ticket WHERE "
			     "version = 9"),
	    count(ben, "SELECT count(*) FROM ticket"));
	db_close(ben);
	assert_int_equal(may("ben", "DELETE FROM ticket"), ERR_DENIED);
	assert_int_equal(may("ben", "UPDATE ticket SET created_by = NULL"),
	    ERR_DENIED);
	assert_int_equal(may("ben", "UPDATE ticket SET passed_by = NULL"),
	    ERR_DENIED);
	assert_int_equal(may("eva", "UPDATE ticket SET subject = 'x'"), OK);
	assert_int_equal(count(owner,
			     "SELECT count(*) FROM ticket WHERE "
			     "subject = 'x'"),
	    0);
}

static void
who_passes_a_ticket_on_still_sees_it(void **state)
{
	struct db *fito = person("fito");

	(void)state;
	/* Own by fito and north's; then nobody's and south's. */
	dbtest_do(fito,
	    "UPDATE ticket SET team = 'south', owner = NULL "
	    "WHERE number = 20");
	assert_int_equal(count(fito,
			     "SELECT count(*) FROM ticket WHERE "
			     "number = 20 AND team = 'south'"),
	    1);
	db_close(fito);
	assert_int_equal(sees("ben",
			     "SELECT count(*) FROM ticket WHERE "
			     "number = 20"),
	    1);
	assert_int_equal(sees("gabi", "SELECT count(*) FROM ticket"), 0);
}

/* While it is passed on, and not a moment longer: the scope says so. */
static void
who_passes_a_contact_on_sees_it_no_more(void **state)
{
	static const char mine[] =
	    "SELECT count(*) FROM interaction WHERE number = 2";
	struct db *ana = person("ana");

	(void)state;
	dbtest_do(owner,
	    "UPDATE interaction SET team = 'north', branch = NULL,"
	    " owner = NULL, created_by = NULL, version = 1 WHERE number = 2");
	assert_int_equal(count(ana, mine), 1);
	dbtest_do(ana,
	    "UPDATE interaction SET team = 'south' WHERE number = 2;"
	    "UPDATE interaction SET version = 7 WHERE number = 2");
	assert_int_equal(count(owner,
			     "SELECT count(*) FROM interaction WHERE"
			     " number = 2 AND team = 'south'"),
	    1);
	assert_int_equal(count(ana, mine), 0);
	dbtest_do(ana, "UPDATE interaction SET version = 9 WHERE number = 2");
	db_close(ana);
	assert_int_equal(count(owner,
			     "SELECT count(*) FROM interaction WHERE"
			     " number = 2 AND version = 7"),
	    1);
}

static int64_t
changed_by_ana(int64_t version)
{
	assert_int_equal(may("ana",
			     str_printf(&a,
				 "UPDATE interaction SET version = %lld"
				 " WHERE number = 2",
				 (long long)version)
				 .s),
	    OK);
	return count(owner,
	    str_printf(&a,
		"SELECT count(*) FROM interaction WHERE number = 2"
		" AND version = %lld",
		(long long)version)
		.s);
}

/* As the program has it: she reads on. */
static void
who_began_what_is_anothers_now_changes_it_no_more(void **state)
{
	(void)state;
	dbtest_do(owner,
	    "UPDATE interaction SET team = 'south', branch = NULL,"
	    " owner = NULL, passed_by = NULL, version = 1,"
	    " created_by = '00000000-0000-4000-8000-00000000000a'"
	    " WHERE number = 2");
	assert_int_equal(changed_by_ana(2), 1);
	dbtest_do(owner,
	    "UPDATE interaction SET passed_by = NULL,"
	    " owner = '00000000-0000-4000-8000-00000000000b'"
	    " WHERE number = 2");
	assert_int_equal(changed_by_ana(3), 0);
	assert_int_equal(sees("ana",
			     "SELECT count(*) FROM interaction WHERE"
			     " number = 2"),
	    1);
}

/* Else a branch could make a customer of another branch once more. */
static void
a_rut_out_of_sight_is_taken_all_the_same(void **state)
{
	struct db *caro = person("caro");
	struct row_customer_same_rut same;

	(void)state;
	dbtest_do(owner,
	    "UPDATE customer SET national_id = '7654321-6' WHERE "
	    "branch = 'scl' AND created_by IS NULL");
	assert_int_equal(count(caro,
			     "SELECT count(*) FROM customer WHERE "
			     "national_id IS NOT NULL"),
	    0);
	assert_int_equal(q_customer_same_rut(caro, &a, STR("7654321-6"),
			     ID_NONE, &same),
	    OK);
	assert_true(same.n > 0);
	db_close(caro);
}

static void
nobody_writes_in_anothers_name(void **state)
{
	static const char ticket[] =
	    "INSERT INTO ticket (id, number, customer,"
	    " typification, subject, state, priority, cycle, created_by,"
	    " created_at, updated_at, version) VALUES (u('7', %d), %d,"
	    " u('1', 1), 'general', 'x', 'new', 3, 1, %s, 1, 1, 1)";
	static const char message[] =
	    "INSERT INTO message (id, ticket,"
	    " direction, public, channel, author, body, at) VALUES (u('7', %d),"
	    " u('4', 1), 'out', 1, 'email', %s, 'x', 1)";
	static const char ana[] = "'00000000-0000-4000-8000-00000000000a'";
	static const char ben[] = "'00000000-0000-4000-8000-00000000000b'";

	(void)state;
	assert_int_equal(may("ana", str_printf(&a, ticket, 900, 900, ana).s),
	    OK);
	assert_int_equal(may("ana", str_printf(&a, ticket, 901, 901, ben).s),
	    ERR_DENIED);
	assert_int_equal(may("eva",
			     str_printf(&a, ticket, 902, 902,
				 "'00000000-0000-4000-8000-00000000000e'")
				 .s),
	    ERR_DENIED);
	assert_int_equal(may("ana", str_printf(&a, message, 1, ana).s), OK);
	assert_int_equal(may("ana", str_printf(&a, message, 2, ben).s),
	    ERR_DENIED);
}

static void
a_person_sets_no_state_but_their_own(void **state)
{
	static const char sql[] =
	    "INSERT INTO agent_state (agent, state,"
	    " reason, since_at, version) VALUES ("
	    "'00000000-0000-4000-8000-00000000000%s', 'ready', '', 1, 1)";

	(void)state;
	assert_int_equal(may("ana", str_printf(&a, sql, "a").s), OK);
	assert_int_equal(may("ana", str_printf(&a, sql, "b").s), ERR_DENIED);
}

/* ---- tables ------------------------------------------------------------- */

static void
setup_is_the_administrators(void **state)
{
	static const char *const denied[] = {
		"SELECT * FROM agent_secret",
		"SELECT * FROM event_head",
		"UPDATE event_head SET n = 7",
		"UPDATE role_grant SET scope = 4",
		"UPDATE agent SET role = 'administrator'",
		"INSERT INTO team (code, name, version) VALUES ('x', 'x', 1)",
		"UPDATE typification SET priority = 1",
		"UPDATE branch SET zone = 'UTC'",
		"DELETE FROM applied_op",
		"UPDATE cabina SET v = 'x'",
		"TRUNCATE search_key",
		"CREATE TABLE mine (n INT)",
		"DROP TABLE ticket",
		"ALTER TABLE ticket DISABLE ROW LEVEL SECURITY",
		"SET ROLE dora{p}",
		"SELECT cabina_erase('x')",
		"UPDATE counter SET next = next - 1",
		"UPDATE counter SET next = next + 1000000000",
	};

	(void)state;
	for (size_t i = 0; i < countof(denied); i++) {
		if (may("ana", denied[i]) != ERR_DENIED)
			fail_msg("allowed: %s", denied[i]);
	}
	assert_int_equal(may("ana", "UPDATE counter SET next = next + 2"), OK);
	assert_int_equal(may("dora",
			     "UPDATE role_grant SET scope = 1 WHERE "
			     "role = 'auditor'"),
	    OK);
	assert_int_equal(may("dora", "UPDATE event_head SET n = 7"),
	    ERR_DENIED);
	assert_int_equal(may("dora", "UPDATE event_log SET kind = 'x'"),
	    ERR_DENIED);
}

/* EXPLAIN asks for the rights without doing the thing. */
static enum err
explain(struct db *db, const struct query *q)
{
	const char *text = q->sql[ENGINE_POSTGRES];
	struct buf sql = { 0 };
	enum err rc;

	buf_printf(&sql, "PREPARE %s (", q->name);
	for (size_t k = 0; k < q->nparams; k++)
		buf_printf(&sql, "%s%s", k > 0 ? ", " : "",
		    q->params[k].type == COL_TEXT ||
			    q->params[k].type == COL_UUID ||
			    q->params[k].type == COL_JSON
			? "text"
			: "bigint");
	buf_printf(&sql, "%s) AS %s;\nEXPLAIN EXECUTE %s (NULL",
	    q->nparams == 0 ? "text" : "", text, q->name);
	for (size_t k = 1; k < q->nparams; k++)
		buf_z(&sql, ", NULL");
	buf_c(&sql, ')');
	rc = db_script(db, sql.s);
	buf_done(&sql);
	return rc;
}

static bool
among(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strncmp(name, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

/* The owner installs; the head of the log is the trigger's on this engine. */
static const char *const owners[] = { "schema_record", "event_head_next",
	"event_head_set" };
static const char *const administrators[] = { "applied_op_forget", "fact_set",
	"fact_drop", "agent_add", "agent_admins", "agent_set", "agent_activate",
	"secret_", "role_grant_set", "role_grant_drop", "role_clear_add",
	"role_clear_drop", "branch_add", "branch_retire", "team_add",
	"team_set", "team_join", "team_leave", "skill_add", "agent_skill_set",
	"agent_skill_drop", "typification_add", "typification_put",
	"complaint_limit_set", "label_drop", "typification_mnemonic_free",
	"typification_retire", "typification_mnemonic_set", "outcome_add",
	"outcome_retire", "load_type_add", "load_label_add", "label_set",
	"field_add", "setup_add", "image_branch_add", "image_branch_set",
	"image_branch_drop", "image_team_add", "image_team_set",
	"image_team_drop", "image_team_member_add", "image_team_member_set",
	"image_team_member_drop", "image_skill_add", "image_skill_drop",
	"image_agent_skill_add", "image_agent_skill_set",
	"image_agent_skill_drop", "image_role_grant_add",
	"image_role_grant_set", "image_role_grant_drop", "image_role_field_add",
	"image_role_field_drop", "image_typification_add",
	"image_typification_set", "image_typification_drop",
	"image_outcome_add", "image_outcome_set", "image_outcome_drop",
	"image_label_add", "image_label_set", "image_label_drop",
	"image_field_def_add", "image_field_def_drop", "image_cabina_add",
	"image_cabina_set", "image_cabina_drop", "image_redress_limit_add",
	"image_redress_limit_set", "image_redress_limit_drop" };
/* The demo centre is filled by the owner, and only SELECT, INSERT, UPDATE and
 * DELETE can be explained. */
static const char *const others[] = { "demo_", "schema_create" };

static void
every_query_is_granted(void **state)
{
	struct db *dora = person("dora"), *ana = person("ana");

	(void)state;
	for (size_t i = 0; i < nqueries; i++) {
		const struct query *q = &queries[i];
		bool own = among(q->name, owners, countof(owners));
		bool admin = own ||
		    among(q->name, administrators, countof(administrators));

		if (among(q->name, others, countof(others)))
			continue;
		if (explain(dora, q) != (own ? ERR_DENIED : OK))
			fail_msg("administrator: %s: %s", q->name,
			    db_fault(dora)->text);
		if (explain(ana, q) != (admin ? ERR_DENIED : OK))
			fail_msg("agent: %s: %s", q->name,
			    admin ? "allowed" : db_fault(ana)->text);
	}
	db_close(dora);
	db_close(ana);
}

/* ---- the log ------------------------------------------------------------ */

static const char event[] =
    "INSERT INTO event_log (n, id, recorded_at,"
    " happened_at, real_actor, actor, kind, entity, entity_id, version, op,"
    " body, digest, hash) VALUES (77, u('8', %d), %s, 5,"
    " '00000000-0000-4000-8000-00000000000b',"
    " '00000000-0000-4000-8000-00000000000b', 'ticket.note', 'ticket',"
    " u('4', 1), 1, u('9', %d), '{}', '%s', 'made up')";

static enum err
append(const char *name, int i, const char *at, const char *digest)
{
	return may(name, str_printf(&a, event, i, at, i, digest).s);
}

static void
assert_whole(int64_t n)
{
	struct event_check check;

	(void)db_veil(owner, 0);
	assert_int_equal(event_verify(owner, &check), OK);
	assert_string_equal(check.why, "");
	assert_int_equal(check.bad, 0);
	assert_int_equal(check.n, n);
}

static void
nobody_forges_an_event(void **state)
{
	(void)state;
	assert_int_equal(append("ana", 1, "10", ""), OK);
	assert_int_equal(append("ana", 2, "5", ""), OK);
	/* Number, instant, actors and hash are the server's. */
	assert_int_equal(
	    count(owner,
		"SELECT count(*) FROM event_log WHERE "
		"n IN (1, 2) AND recorded_at = 10 AND hash <> 'made up' AND "
		"actor = '00000000-0000-4000-8000-00000000000a' AND "
		"real_actor = actor"),
	    2);
	assert_whole(2);
	assert_int_equal(may("ana", "UPDATE event_log SET kind = 'x'"),
	    ERR_DENIED);
	assert_int_equal(may("ana", "DELETE FROM event_log"), ERR_DENIED);
	assert_int_equal(may("ana", "TRUNCATE event_log"), ERR_DENIED);
	assert_int_equal(append("gabi", 3, "10", ""), ERR_DENIED);
	assert_whole(2);
}

static void
a_clock_far_ahead_does_not_push_the_log(void **state)
{
	(void)state;
	assert_int_equal(append("ana", 1, "9000000000000000", ""), OK);
	assert_int_equal(count(owner,
			     "SELECT count(*) FROM event_log WHERE "
			     "recorded_at < extract(epoch FROM now()) * 1000 + "
			     "61000"),
	    1);
	assert_whole(1);
}

static void
values_come_with_their_event_or_not_at_all(void **state)
{
	static const char value[] =
	    "INSERT INTO event_value (n, seq, entity,"
	    " field, new, salt, digest) VALUES (1, 0, 'ticket', 'note', 'x',"
	    " 's', 'd')";

	(void)state;
	/* A digest without values, and values without a digest. */
	assert_int_equal(append("ana", 1, "1", "abc"), ERR_INVALID);
	assert_int_equal(append("ana", 1, "1", ""), OK);
	assert_int_equal(may("ana", value), ERR_DENIED);
	assert_int_equal(may("ana",
			     str_printf(&a, "BEGIN; %s; %s; COMMIT",
				 str_printf(&a, event, 2, "1", 2, "").s,
				 str_printf(&a,
				     "INSERT INTO event_value (n, seq, entity, "
				     "field,"
				     " new, salt, digest) SELECT max(n), 0, "
				     "'ticket', 'note', 'x',"
				     " 's', 'd' FROM event_log")
				     .s)
				 .s),
	    ERR_INVALID);
	assert_whole(1);
}

static struct event
noted(const char *field)
{
	struct event e = { .id = id_make(1),
		.recorded_at = 1,
		.happened_at = 1,
		.kind = STR("ticket.note"),
		.entity = STR("ticket"),
		.op = id_make(1),
		.body = STR("{}") };

	assert_true(id_parse(STR("00000000-0000-4000-8000-400000000001"),
	    &e.entity_id));
	*vec_push(&a, &e.values) = (struct event_value){ STR("ticket"),
		str_of(field), STR("muñoz"), STR("peña"), false, false };
	return e;
}

struct writer {
	struct db *db;
	struct event e;
	int64_t n;
};

static enum err
write_event(void *u)
{
	struct writer *w = u;

	return event_append(w->db, &a, &w->e, &w->n);
}

static void
note_as(const char *name)
{
	struct writer w = { .db = person(name), .e = noted("subject") };

	if (db_tx(w.db, TX_WRITE, write_event, &w) != OK)
		fail_msg("%s", db_fault(w.db)->text);
	assert_true(w.n > 0);
	db_close(w.db);
}

/* What the program does by itself is nobody's, and real_actor tells in whose
 * hands it was: only whoever keeps the promises of the whole centre. */
static void
who_keeps_the_promises_may_act_as_nobody(void **state)
{
	static const char nobody[] =
	    "SELECT count(*) FROM event_log WHERE actor IS NULL AND real_actor"
	    " = '00000000-0000-4000-8000-00000000000d'";

	(void)state;
	note_as("dora");
	assert_int_equal(count(owner, nobody), 0);
	dbtest_do(owner,
	    "INSERT INTO role_grant (role, verb, scope) VALUES"
	    " ('administrator', 'sla.keep', 4), ('agent', 'sla.keep', 3)");
	note_as("dora");
	note_as("ana");
	assert_int_equal(count(owner, nobody), 1);
	assert_int_equal(
	    count(owner, "SELECT count(*) FROM event_log WHERE actor IS NULL"),
	    1);
	/* And never as another: that stays the server's word. */
	assert_int_equal(append("dora", 1, "10", ""), OK);
	assert_int_equal(count(owner,
			     "SELECT count(*) FROM event_log WHERE actor ="
			     " '00000000-0000-4000-8000-00000000000b'"),
	    0);
	assert_whole(4);
}

static void
only_an_administrator_erases_and_the_chain_stays(void **state)
{
	static const char what[] =
	    "SELECT cabina_erase('00000000-0000-4000-8000-400000000001')";

	(void)state;
	note_as("ana");
	note_as("caro");
	assert_whole(2);
	assert_int_equal(may("ana", what), ERR_DENIED);
	assert_int_equal(may("dora", "UPDATE event_value SET new = 'x'"),
	    ERR_DENIED);
	assert_int_equal(sees("dora", what), 2);
	assert_int_equal(count(owner,
			     "SELECT count(*) FROM event_value WHERE "
			     "old IS NOT NULL OR new IS NOT NULL OR salt IS "
			     "NOT NULL"),
	    0);
	assert_whole(2);
}

static void
the_trail_is_seen_with_its_thing(void **state)
{
	static const char log[] = "SELECT count(*) FROM event_log";
	static const char values[] = "SELECT count(*) FROM event_value";

	(void)state;
	/* Ticket 2 is north's; ben may write of it, but does not see it. */
	note_as("ana");
	assert_int_equal(sees("ana", log), 1);
	assert_int_equal(sees("ana", values), 1);
	assert_int_equal(sees("ben", log), 0);
	assert_int_equal(sees("ben", values), 0);
	assert_int_equal(sees("eva", log), 1);
	assert_int_equal(sees("eva", values), 1);
	assert_int_equal(sees("eva", "SELECT n FROM cabina_head()"), 1);
}

static void
an_anchor_must_fit(void **state)
{
	(void)state;
	note_as("ana");
	assert_int_equal(may("eva",
			     "INSERT INTO event_anchor (n, hash, at) "
			     "VALUES (1, 'x', 1)"),
	    ERR_DENIED);
	assert_int_equal(may("ana",
			     "INSERT INTO event_anchor (n, hash, at) "
			     "SELECT n, hash, 1 FROM event_log"),
	    ERR_DENIED);
	assert_int_equal(may("eva",
			     "INSERT INTO event_anchor (n, hash, at) "
			     "SELECT n, hash, 1 FROM event_log"),
	    OK);
}

/* ---- acting for somebody else ------------------------------------------- */

static void
acting_for_another_shows_both(void **state)
{
	struct writer w = { .e = noted("subject") };
	struct str ben = sql_of("ben{p}"), ana = sql_of("ana{p}");

	(void)state;
	(void)connect_as(ana.s, ben.s, ERR_DENIED);
	(void)connect_as(ana.s, "no such \"person", ERR_NOT_FOUND);
	dbtest_do(owner, sql_of("GRANT ben{p} TO ana{p}").s);
	w.db = connect_as(ana.s, ben.s, OK);
	assert_string_equal(db_session_role(w.db).s, ana.s);
	assert_string_equal(db_role(w.db).s, ben.s);
	assert_int_equal(count(w.db, "SELECT count(*) FROM ticket"),
	    sees("ben", "SELECT count(*) FROM ticket"));
	assert_int_equal(db_tx(w.db, TX_WRITE, write_event, &w), OK);
	db_close(w.db);
	assert_int_equal(count(owner,
			     "SELECT count(*) FROM event_log WHERE "
			     "real_actor = "
			     "'00000000-0000-4000-8000-00000000000a' AND "
			     "actor = '00000000-0000-4000-8000-00000000000b'"),
	    1);
	assert_whole(1);
}

static void
only_who_may_takes_back_what_another_did(void **state)
{
	static const char undo[] = "INSERT INTO undone (event, op)"
				   " SELECT max(n), u('9', 1) FROM event_log";

	(void)state;
	note_as("ana");
	assert_int_equal(may("ben", undo), ERR_DENIED);
	assert_int_equal(may("dora", undo), OK);
	assert_int_equal(may("ben", "DELETE FROM undone"), OK);
	assert_int_equal(count(owner, "SELECT count(*) FROM undone"), 1);
	assert_int_equal(may("dora", "DELETE FROM undone"), OK);
	assert_int_equal(count(owner, "SELECT count(*) FROM undone"), 0);
}

#define EACH(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(the_wall_is_the_scope),
		EACH(what_hangs_on_a_thing_is_seen_with_it),
		EACH(a_name_is_told_by_the_thing_it_is_of),
		EACH(a_hidden_name_is_not_overheard),
		EACH(what_was_asked_of_one_is_read_and_not_changed),
		EACH(a_row_out_of_sight_is_not_changed),
		EACH(who_passes_a_ticket_on_still_sees_it),
		EACH(who_passes_a_contact_on_sees_it_no_more),
		EACH(who_began_what_is_anothers_now_changes_it_no_more),
		EACH(a_rut_out_of_sight_is_taken_all_the_same),
		EACH(nobody_writes_in_anothers_name),
		EACH(a_person_sets_no_state_but_their_own),
		EACH(setup_is_the_administrators),
		EACH(every_query_is_granted),
		EACH(nobody_forges_an_event),
		EACH(a_clock_far_ahead_does_not_push_the_log),
		EACH(values_come_with_their_event_or_not_at_all),
		EACH(who_keeps_the_promises_may_act_as_nobody),
		EACH(only_an_administrator_erases_and_the_chain_stays),
		EACH(the_trail_is_seen_with_its_thing),
		EACH(an_anchor_must_fit),
		EACH(acting_for_another_shows_both),
		EACH(only_who_may_takes_back_what_another_did),
	};

	if (!dbtest_postgres())
		die("test_access_postgres: CABINA_TEST_DB names no server");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
