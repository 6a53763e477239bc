/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_demo.c - the demo centre: the same from the same seed, whole, past,
 * believable, and fit to work in.
 *
 * Two small centres of one seed are made for all tests, which read them; what
 * a test adds does not disturb the others.
 */
#include "test.h"

#include "base/secret.h"
#include "core/agent.h"
#include "core/audit.h"
#include "core/customer.h"
#include "core/demo.h"
#include "core/role.h"
#include "core/rut.h"
#include "core/sign.h"
#include "core/ticket.h"
#include "dbtest.h"

enum { SEED = 7 };

struct place {
	struct db *db;
	struct core c;
	struct arena a;
	struct demo_result made;
	struct buf told; /* what progress said */
};

static struct place first, again; /* of the same seed */

static void
tell(void *u, const char *what, int64_t done, int64_t total)
{
	buf_printf(u, "%s %d of %d;", what, (int)done, (int)total);
}

static void
found(struct place *p)
{
	struct agent_done done;

	p->db = dbtest_open();
	core_init(&p->c, p->db, &dbtest_clock);
	if (agent_enter_setup(&p->c) != OK || role_setup(&p->c) != OK ||
	    agent_first(&p->c, &p->a, STR("Fundadora"), &done) != OK)
		fail_msg("%s", p->c.fault.text);
}

static enum err
fill(struct place *p, uint64_t seed)
{
	struct demo_options o = { .size = DEMO_SMALL,
		.seed = seed,
		.progress = tell,
		.u = &p->told };

	return demo_make(&p->c, &p->a, &o, &p->made);
}

static void
make(struct place *p, uint64_t seed)
{
	found(p);
	if (fill(p, seed) != OK)
		fail_msg("%s", p->c.fault.text);
}

static void
drop(struct place *p)
{
	core_done(&p->c);
	arena_done(&p->a);
	buf_done(&p->told);
	db_close(p->db);
}

static int
start(void **state)
{
	(void)state;
	make(&first, SEED);
	make(&again, SEED);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	drop(&first);
	drop(&again);
	return 0;
}

static struct str
ask(const char *sql)
{
	return dbtest_ask(first.db, &first.a, sql);
}

static int64_t
count(const char *sql)
{
	int64_t n = -1;

	if (!str_int(ask(sql), &n))
		fail_msg("not a number: %s", sql);
	return n;
}

static void
none(const char *sql)
{
	int64_t n = count(sql);

	if (n != 0)
		fail_msg("%lld: %s", (long long)n, sql);
}

/* The rows of a query of one column, joined by newlines. */
static struct str
all(struct place *p, const char *sql)
{
	return dbtest_ask(p->db, &p->a,
	    str_printf(&p->a,
		dbtest_postgres()
		    ? "SELECT string_agg(t, chr(10) ORDER BY t) FROM (%s) x"
		    : "SELECT group_concat(t, char(10)) FROM (%s ORDER BY 1)",
		sql)
		.s);
}

/* ---- the seed ----------------------------------------------------------- */

/* Every column of a table's rows as one text. */
static struct str
rows_of(struct place *p, const char *table, const char *where)
{
	struct str row;

	if (dbtest_postgres())
		row = STR("CAST(r AS TEXT)");
	else
		row = dbtest_ask(p->db, &p->a,
		    str_printf(&p->a,
			"SELECT group_concat('quote(' || name || ')',"
			" '||'',''||') FROM pragma_table_info('%s')",
			table)
			.s);
	return all(p,
	    str_printf(&p->a, "SELECT %s AS t FROM %s r %s", row.s, table,
		where)
		.s);
}

/* Passwords and the log, with its ids of the moment, are not of the seed; nor
 * is who founded the database. */
static const struct {
	const char *name, *where;
} tables[] = {
	{ "branch", "" },
	{ "team", "" },
	{ "skill", "" },
	{ "agent", "WHERE name <> 'Fundadora'" },
	{ "team_member", "" },
	{ "agent_skill", "" },
	{ "agent_state",
	    "WHERE agent NOT IN (SELECT id FROM agent"
	    " WHERE name = 'Fundadora')" },
	{ "stay",
	    "WHERE entity NOT IN (SELECT id FROM agent"
	    " WHERE name = 'Fundadora')" },
	{ "typification", "" },
	{ "label", "" },
	{ "field_def", "" },
	{ "field_value", "" },
	{ "customer", "" },
	{ "contact_point", "" },
	{ "search_key", "" },
	{ "asset", "" },
	{ "purchase", "" },
	{ "consent", "" },
	{ "alert", "" },
	{ "offer", "" },
	{ "household", "" },
	{ "household_member", "" },
	{ "interaction", "" },
	{ "ticket", "" },
	{ "matter", "" },
	{ "message", "" },
	{ "counter", "" },
	{ "referral", "" },
	{ "approval", "" },
	{ "complaint", "" },
	{ "saved_view", "" },
};

static void
the_same_seed_makes_the_same_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(tables); i++) {
		struct str x = rows_of(&first, tables[i].name, tables[i].where);
		struct str y = rows_of(&again, tables[i].name, tables[i].where);

		assert_true(x.len > 0);
		if (!str_eq(x, y))
			fail_msg("%s differs", tables[i].name);
	}
}

/* Where two texts begin to differ, and a little before. */
static size_t
alike(struct str x, struct str y)
{
	size_t n = 0;

	while (n < x.len && n < y.len && x.s[n] == y.s[n])
		n++;
	return n > 120 ? n - 120 : 0;
}

/* Nine hours on, what was over before today is as it was. */
static void
the_day_alone_decides_what_is_past(void **state)
{
	/* Midnight in Chile on the day of dbtest_clock. */
	static const char *const past[][2] = {
		{ "customer", "" },
		{ "purchase", "" },
		{ "search_key", "" },
		{ "message", "WHERE at < 1772420400000" },
		/* Which are lent follows what is open now. */
		{ "stay",
		    "WHERE to_at < 1772420400000 AND kind <> 'referral'" },
		{ "interaction", "WHERE closed_at < 1772420400000" },
		{ "ticket",
		    "WHERE updated_at < 1772420400000 AND"
		    " state IN ('closed', 'merged', 'cancelled')" },
	};
	struct place later = { .db = NULL };

	(void)state;
	dbtest_clock.fixed += HOURS(9);
	make(&later, SEED);
	dbtest_clock.fixed -= HOURS(9);
	for (size_t i = 0; i < countof(past); i++) {
		struct str x = rows_of(&first, past[i][0], past[i][1]);
		struct str y = rows_of(&later, past[i][0], past[i][1]);

		assert_true(x.len > 0);
		if (!str_eq(x, y))
			fail_msg("%s differs: %.160s, not %.160s", past[i][0],
			    x.s + alike(x, y), y.s + alike(x, y));
	}
	assert_true(later.made.interactions > first.made.interactions);
	drop(&later);
}

/* In the evening the newest leg of this one went to and fro minutes ago. */
static void
another_seed_makes_another_centre(void **state)
{
	struct place other = { .db = NULL };

	(void)state;
	dbtest_clock.fixed += HOURS(9);
	make(&other, SEED + 6);
	dbtest_clock.fixed -= HOURS(9);
	for (size_t i = 0; i < countof(tables); i++) {
		static const char *const same[] = { "branch", "team", "skill",
			"typification", "label", "field_def" };
		struct str x = rows_of(&first, tables[i].name, tables[i].where);
		struct str y = rows_of(&other, tables[i].name, tables[i].where);
		bool want = false;

		for (size_t k = 0; k < countof(same); k++)
			want |= strcmp(same[k], tables[i].name) == 0;
		if (strcmp(tables[i].name, "counter") != 0 &&
		    str_eq(x, y) != want)
			fail_msg("%s", tables[i].name);
	}
	drop(&other);
}

static void
each_load_has_passwords_of_its_own(void **state)
{
	(void)state;
	assert_int_equal(again.made.sign_ins.n, first.made.sign_ins.n);
	for (size_t i = 0; i < again.made.sign_ins.n; i++) {
		struct demo_sign_in *x = &first.made.sign_ins.v[i];
		struct demo_sign_in *y = &again.made.sign_ins.v[i];

		assert_true(str_eq(x->login, y->login));
		assert_true(y->password.len == 0 ||
		    !str_eq(x->password, y->password));
	}
}

/* ---- whole ----------------------------------------------------------------
 */

static void
it_has_what_it_says(void **state)
{
	const struct demo_result *r = &first.made;

	(void)state;
	assert_int_equal(r->branches, count("SELECT count(*) FROM branch"));
	assert_int_equal(r->agents,
	    count("SELECT count(*) FROM agent WHERE name <> 'Fundadora'") +
		(dbtest_postgres() ? 0 : 1));
	assert_int_equal(r->customers, count("SELECT count(*) FROM customer"));
	assert_int_equal(r->interactions,
	    count("SELECT count(*) FROM interaction"));
	assert_int_equal(r->tickets, count("SELECT count(*) FROM ticket"));
	assert_int_equal(r->customers, 2000);
	assert_in_range(r->interactions, 6000, 6200);
	assert_in_range(r->tickets, 800, 830);
	assert_true(r->branches >= 16);
	assert_non_null(strstr(first.told.s, "customers 2000 of 2000;"));
}

static void
the_log_is_whole_with_an_event_for_each_phase(void **state)
{
	struct event_check check;

	(void)state;
	if (audit_verify(&first.c, STR_NONE, &check) != OK)
		fail_msg("%s", first.c.fault.text);
	assert_int_equal(check.bad, 0);
	assert_int_equal(11,
	    count("SELECT count(*) FROM event_log"
		  " WHERE kind = 'demo.load'"));
	assert_int_equal(1,
	    count("SELECT count(*) FROM event_log WHERE body"
		  " LIKE '%\"phase\":\"customers\"%'"
		  " AND body LIKE '%\"rows\":2000,%'"));
}

/* What the schema cannot say: keys of search, stays and fields point at
 * something. */
static void
nothing_hangs_in_the_air(void **state)
{
	(void)state;
	if (!dbtest_postgres())
		none("SELECT count(*) FROM pragma_foreign_key_check");
	none("SELECT count(*) FROM search_key k WHERE NOT EXISTS"
	     " (SELECT 1 FROM customer c WHERE c.id = k.customer)");
	none("SELECT count(*) FROM search_key k WHERE k.source <> k.customer"
	     " AND NOT EXISTS (SELECT 1 FROM contact_point p"
	     " WHERE p.id = k.source AND p.customer = k.customer)"
	     " AND NOT EXISTS (SELECT 1 FROM asset s"
	     " WHERE s.id = k.source AND s.customer = k.customer)");
	none("SELECT count(*) FROM stay s WHERE NOT EXISTS"
	     " (SELECT 1 FROM ticket t WHERE t.id = s.entity)"
	     " AND NOT EXISTS (SELECT 1 FROM interaction i"
	     " WHERE i.id = s.entity) AND NOT EXISTS (SELECT 1 FROM agent g"
	     " WHERE g.id = s.entity) AND NOT EXISTS (SELECT 1 FROM callback"
	     " k WHERE k.id = s.entity) AND NOT EXISTS (SELECT 1 FROM referral"
	     " r WHERE r.id = s.entity) AND NOT EXISTS (SELECT 1 FROM"
	     " appointment p WHERE p.id = s.entity)");
	none("SELECT count(*) FROM field_value v WHERE NOT EXISTS"
	     " (SELECT 1 FROM ticket t WHERE t.id = v.id)");
	none("SELECT count(*) FROM ticket t JOIN interaction i"
	     " ON i.id = t.interaction WHERE i.customer <> t.customer");
	none("SELECT count(*) FROM asset s JOIN purchase p ON p.asset = s.id"
	     " WHERE s.customer <> p.customer");
}

static void
every_state_is_there(void **state)
{
	(void)state;
	assert_int_equal(10, count("SELECT count(DISTINCT state) FROM ticket"));
	assert_int_equal(5,
	    count("SELECT count(DISTINCT state) FROM interaction"));
	assert_int_equal(7,
	    count("SELECT count(DISTINCT channel)"
		  " FROM interaction"));
	assert_true(count("SELECT count(DISTINCT state) FROM agent_state") >=
	    4);
	none("SELECT count(*) FROM ticket t WHERE t.state = 'merged' AND"
	     " t.parent IS NULL");
	none("SELECT count(*) FROM ticket t JOIN ticket p ON p.id = t.parent"
	     " WHERE t.state = 'merged' AND (p.customer <> t.customer OR "
	     "p.state = 'merged'"
	     " OR p.created_at > t.created_at)");
	assert_true(count("SELECT count(*) FROM ticket WHERE cycle > 1") > 0);
}

static void
each_thing_stays_in_the_state_it_is_in(void **state)
{
	(void)state;
	none("SELECT count(*) FROM ticket t WHERE NOT EXISTS"
	     " (SELECT 1 FROM stay s WHERE s.kind = 'ticket'"
	     " AND s.entity = t.id AND s.state = t.state"
	     " AND s.to_at IS NULL)");
	none("SELECT count(*) FROM interaction i WHERE i.closed_at IS NULL AND"
	     " NOT EXISTS (SELECT 1 FROM stay s WHERE s.kind = 'interaction'"
	     " AND s.entity = i.id AND s.state = i.state"
	     " AND s.to_at IS NULL)");
	none("SELECT count(*) FROM agent_state a WHERE NOT EXISTS"
	     " (SELECT 1 FROM stay s WHERE s.kind = 'agent'"
	     " AND s.entity = a.agent AND s.state = a.state"
	     " AND s.to_at IS NULL)");
	/* Without a gap: each but the first begins where one ended. */
	none("SELECT count(*) FROM stay s WHERE s.kind <> 'agent' AND"
	     " s.kind <> 'callback' AND"
	     " s.state NOT IN ('new', 'waiting', 'sent', 'booked')"
	     " AND NOT EXISTS"
	     " (SELECT 1 FROM stay b WHERE b.entity = s.entity"
	     " AND b.to_at = s.from_at AND b.id <> s.id)");
	/* While a leg was sent or taken, its ticket was referred. */
	none("SELECT count(*) FROM referral r JOIN stay l ON l.entity = r.id"
	     " AND l.state IN ('sent', 'accepted') WHERE NOT EXISTS"
	     " (SELECT 1 FROM stay s WHERE s.kind = 'ticket'"
	     " AND s.entity = r.ticket AND s.state = 'referred'"
	     " AND s.from_at <= l.from_at AND (s.to_at IS NULL"
	     " OR s.to_at >= l.to_at))");
	none("SELECT count(*) FROM stay a JOIN stay b ON b.entity = a.entity"
	     " AND b.kind = a.kind AND b.from_at > a.from_at"
	     " WHERE a.kind = 'ticket' AND (a.to_at IS NULL"
	     " OR a.to_at > b.from_at)");
	none("SELECT count(*) FROM appointment p WHERE NOT EXISTS"
	     " (SELECT 1 FROM stay s WHERE s.kind = 'appointment'"
	     " AND s.entity = p.id AND s.state = p.state"
	     " AND s.to_at IS NULL)");
	none("SELECT count(*) FROM interaction i JOIN agent_state a"
	     " ON a.agent = i.owner WHERE i.state IN ('talking', 'held')"
	     " AND a.state <> 'engaged'");
}

static void
spans_add_up(void **state)
{
	(void)state;
	none("SELECT count(*) FROM interaction WHERE closed_at IS NOT NULL AND"
	     " (started_at + wait_ms + talk_ms + hold_ms <> ended_at"
	     " OR ended_at + wrap_ms <> closed_at)");
	none("SELECT count(*) FROM interaction WHERE wait_ms < 0 OR talk_ms < 0"
	     " OR hold_ms < 0 OR wrap_ms < 0");
	none("SELECT count(*) FROM interaction WHERE outcome = 'abandoned'"
	     " AND (owner IS NOT NULL OR answered_at IS NOT NULL)");
	none("SELECT count(*) FROM ticket WHERE updated_at < created_at OR"
	     " resolved_at < created_at OR closed_at < resolved_at");
	none("SELECT count(*) FROM ticket WHERE"
	     " (state IN ('resolved', 'closed')) <> (resolved_at IS NOT NULL)");
}

static void
what_a_leaf_asks_for_is_given(void **state)
{
	static const char *const fields[] = { "plate", "serial", "order",
		"place" };

	(void)state;
	for (size_t i = 0; i < countof(fields); i++) {
		const char *has = str_printf(&first.a,
		    "EXISTS (SELECT 1 FROM field_value v WHERE v.id = t.id"
		    " AND v.entity = 'ticket' AND v.field = '%s'"
		    " AND length(v.text) > 0)",
		    fields[i])
				      .s;

		none(str_printf(&first.a,
		    "SELECT count(*) FROM ticket t"
		    " JOIN typification y ON y.code = t.typification WHERE"
		    " y.required LIKE '%%\"%s\"%%' AND NOT %s",
		    fields[i], has)
			 .s);
		assert_true(count(str_printf(&first.a,
				"SELECT count(*) FROM ticket t WHERE %s", has)
				      .s) > 0);
	}
	assert_true(count("SELECT count(*) FROM typification"
			  " WHERE leaf = 1") >= 60);
	none("SELECT count(*) FROM typification y WHERE 2 <> (SELECT count(*)"
	     " FROM label l WHERE l.kind = 'typification'"
	     " AND l.code = y.code)");
}

static void
every_branch_is_staffed_and_every_role_taken(void **state)
{
	(void)state;
	none("SELECT count(*) FROM branch b WHERE NOT EXISTS"
	     " (SELECT 1 FROM agent g WHERE g.branch = b.code)");
	none("SELECT count(*) FROM team t WHERE NOT EXISTS"
	     " (SELECT 1 FROM team_member m WHERE m.team = t.code)");
	none("SELECT count(*) FROM role r WHERE NOT EXISTS"
	     " (SELECT 1 FROM agent g WHERE g.role = r.code)");
	none("SELECT count(*) FROM skill s WHERE NOT EXISTS"
	     " (SELECT 1 FROM agent_skill k WHERE k.skill = s.code)");
	none("SELECT count(*) FROM ticket t WHERE t.owner IS NOT NULL AND NOT"
	     " EXISTS (SELECT 1 FROM team_member m WHERE m.agent = t.owner"
	     " AND m.team = t.team)");
	assert_true(count("SELECT count(*) FROM ticket t JOIN agent g"
			  " ON g.id = t.owner WHERE g.login = 'agent' AND"
			  " t.state NOT IN ('closed', 'cancelled', 'merged')") >
	    0);
}

/* ---- past -------------------------------------------------------------------
 */

static void
nothing_happens_in_the_future(void **state)
{
	static const char *const instants[][2] = {
		{ "customer", "updated_at" },
		{ "contact_point", "created_at" },
		{ "contact_point", "verified_at" },
		{ "asset", "bought_at" },
		{ "purchase", "at" },
		{ "interaction", "started_at" },
		{ "interaction", "answered_at" },
		{ "interaction", "ended_at" },
		{ "interaction", "closed_at" },
		{ "ticket", "created_at" },
		{ "ticket", "updated_at" },
		{ "ticket", "resolved_at" },
		{ "ticket", "closed_at" },
		{ "message", "at" },
		{ "stay", "from_at" },
		{ "stay", "to_at" },
		{ "agent_state", "since_at" },
	};
	msec now = clock_now(&dbtest_clock);

	(void)state;
	for (size_t i = 0; i < countof(instants); i++) {
		int64_t last = count(str_printf(&first.a,
		    "SELECT max(%s) FROM %s", instants[i][1], instants[i][0])
					 .s);

		if (last > now)
			fail_msg("%s.%s", instants[i][0], instants[i][1]);
	}
	assert_in_range(now - count("SELECT max(started_at) FROM interaction"),
	    0, MINUTES(11));
}

static void
what_sells_goes_with_the_seasons(void **state)
{
	static const char sum[] =
	    "SELECT count(*) FROM purchase p"
	    " JOIN asset s ON s.id = p.asset AND s.bought_at = p.at"
	    " WHERE s.kind = '%s' AND p.at / 86400000 %% 365 %s";
	/* Days of the year, near enough: 1970 had no leap day yet. */
	static const char warm[] = "NOT BETWEEN 80 AND 250";
	static const char cold[] = "BETWEEN 130 AND 250";

	(void)state;
	assert_true(count(str_printf(&first.a, sum, "motorcycle", warm).s) >
	    3 * count(str_printf(&first.a, sum, "motorcycle", cold).s));
	assert_true(count(str_printf(&first.a, sum, "power", cold).s) * 2 >
	    count(str_printf(&first.a, sum, "power", warm).s));
}

/* ---- believable --------------------------------------------------------- */

static void
ruts_are_right_and_given_once(void **state)
{
	struct str rest = all(&first, "SELECT national_id AS t FROM customer");
	struct str one;
	char out[RUT_MAX];
	int n = 0;

	(void)state;
	while (str_next(&first.a, &rest, '\n', &one)) {
		if (!rut_parse(one, out) || strcmp(out, one.s) != 0)
			fail_msg("%s", one.s);
		n++;
	}
	assert_int_equal(n, 2000);
	assert_int_equal(2000,
	    count("SELECT count(DISTINCT national_id) FROM customer"));
	none("SELECT count(*) FROM customer WHERE (kind = 'company') <>"
	     " (length(national_id) = 10 AND national_id > '50')");
}

/* The digit that ISO 3779 wants at the ninth place. */
static char
vin_digit(const char *vin)
{
	static const int weights[] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6,
		5, 4, 3, 2 };
	static const int values[26] = { 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4,
		5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9 };
	int sum = 0;

	for (int i = 0; i < 17; i++)
		sum += weights[i] *
		    (vin[i] >= 'A' ? values[vin[i] - 'A'] : vin[i] - '0');
	return "0123456789X"[sum % 11];
}

static void
vins_and_plates_look_right_and_are_unique(void **state)
{
	struct str rest = all(&first,
	    "SELECT serial AS t FROM asset"
	    " WHERE kind <> 'power'");
	struct str one;

	(void)state;
	while (str_next(&first.a, &rest, '\n', &one))
		if (one.len != 17 || strpbrk(one.s, "IOQ") != NULL ||
		    vin_digit(one.s) != one.s[8])
			fail_msg("%s", one.s);
	rest = all(&first,
	    "SELECT plate AS t FROM asset"
	    " WHERE plate IS NOT NULL AND year >= 2008");
	while (str_next(&first.a, &rest, '\n', &one))
		if (one.len != 6 || strspn(one.s, "BCDFGHJKLPRSTVWXYZ") != 4 ||
		    strspn(one.s + 4, "0123456789") != 2)
			fail_msg("%s", one.s);
	rest = all(&first,
	    "SELECT plate AS t FROM asset"
	    " WHERE plate IS NOT NULL AND year < 2008");
	while (str_next(&first.a, &rest, '\n', &one))
		if (one.len != 6 || strspn(one.s + 2, "0123456789") != 4)
			fail_msg("%s", one.s);
	none("SELECT count(plate) - count(DISTINCT plate) FROM asset");
	none("SELECT count(serial) - count(DISTINCT serial) FROM asset");
}

static void
no_slot_is_left_open(void **state)
{
	(void)state;
	none("SELECT count(*) FROM message WHERE body LIKE '%{%'"
	     " OR body LIKE '%}%'");
	none("SELECT count(*) FROM ticket WHERE subject LIKE '%{%'");
	none("SELECT count(*) FROM customer WHERE name LIKE '%{%'");
	none("SELECT count(*) FROM contact_point WHERE kind = 'email' AND"
	     " value NOT LIKE '%.example'");
	assert_true(count("SELECT count(DISTINCT body) FROM message") > 1000);
	assert_true(count("SELECT max(length(name)) FROM customer"
			  " WHERE kind = 'company'") > 80);
}

/* ---- fit to work in ----------------------------------------------------- */

static void
finds(const char *text, const char *why)
{
	struct customer_hits hits;

	if (customer_find(&first.c, &first.a, str_of(text), 0, &hits) != OK)
		fail_msg("%s", first.c.fault.text);
	if (hits.n == 0 || !str_is(hits.v[0].why, why))
		fail_msg("%s: %zu found", text, hits.n);
}

static void
people_are_found(void **state)
{
	(void)state;
	finds("Gonz", "name");
	finds("gonzalez mun", "name");
	finds(ask("SELECT min(national_id) FROM customer").s, "rut");
	finds(ask("SELECT min(plate) FROM asset").s, "plate");
	finds(ask("SELECT min(value) FROM contact_point"
		  " WHERE kind = 'phone'")
		  .s,
	    "phone");
	finds(ask("SELECT min(value) FROM contact_point"
		  " WHERE kind = 'email'")
		  .s,
	    "email");
}

/* The stored keys are those that the customer's own code would make. */
static void
keys_are_those_of_a_customer_made_by_hand(void **state)
{
	struct str id = ask("SELECT min(c.id) FROM customer c"
			    " JOIN contact_point p ON p.customer = c.id"
			    " AND p.kind = 'email'");
	struct str name = ask(str_printf(&first.a,
	    "SELECT name FROM customer WHERE id = '%s'", id.s)
				  .s);
	struct search_keys keys = { 0 };

	(void)state;
	search_add_name(&first.a, &keys, name);
	assert_true(keys.n >= 3);
	for (size_t i = 0; i < keys.n; i++)
		assert_int_equal(1,
		    count(str_printf(&first.a,
			"SELECT count(*) FROM search_key WHERE kind = 'name' "
			"AND"
			" key_fold = '%s' AND source = '%s'",
			keys.v[i].key.s, id.s)
			      .s));
}

static void
the_next_ticket_follows_the_last(void **state)
{
	int64_t last = count("SELECT max(number) FROM ticket"), number;
	struct ticket_new in = { .typification = STR("consulta-general"),
		.subject = STR("Prueba") };
	struct id id;

	(void)state;
	assert_true(id_parse(ask("SELECT min(id) FROM customer"),
	    &in.customer));
	if (ticket_create(&first.c, &in, &id, &number) != OK)
		fail_msg("%s", first.c.fault.text);
	core_rest(&first.c);
	assert_int_equal(number, last + 1);
	dbtest_do(first.db,
	    str_printf(&first.a,
		"DELETE FROM stay WHERE entity = '%s';"
		"DELETE FROM clock WHERE ticket = '%s';"
		"DELETE FROM ticket WHERE id = '%s'",
		id.s, id.s, id.s)
		.s);
}

static const struct demo_sign_in *
seat(const char *login)
{
	for (size_t i = 0; i < first.made.sign_ins.n; i++)
		if (str_is(first.made.sign_ins.v[i].login, login))
			return &first.made.sign_ins.v[i];
	return NULL;
}

static void
seats_sign_in_and_others_do_not(void **state)
{
	static const char *const logins[] = { "agent", "supervisor",
		"backoffice", "branch", "auditor" };
	struct sign_result result;
	struct core c;

	(void)state;
	core_init(&c, first.db, &dbtest_clock);
	for (size_t i = 0; i < countof(logins); i++) {
		const struct demo_sign_in *s = seat(logins[i]);

		assert_non_null(s);
		if (dbtest_postgres()) {
			assert_int_equal(1,
			    count(str_printf(&first.a,
				"SELECT count(*) FROM pg_roles WHERE "
				"rolcanlogin"
				" AND rolname = '%s'",
				logins[i])
				      .s));
			continue;
		}
		assert_int_equal(OK,
		    sign_in(&c, s->login, s->password, STR_NONE, &result));
		assert_false(result.must_change);
	}
	if (dbtest_postgres())
		none("SELECT count(*) FROM agent_secret");
	else
		assert_int_equal(1,
		    count("SELECT count(DISTINCT hash) FROM"
			  " agent_secret WHERE hash = ''"));
	core_done(&c);
	db_veil(first.db, 0);
}

/* Nobody begins with an empty first screen. */
static void
who_signs_in_finds_a_day(void **state)
{
	static const char *const desks[] = { "agent", "supervisor",
		"backoffice", "branch" };

	(void)state;
	for (size_t i = 0; i < countof(desks); i++) {
		const char *of = str_printf(&first.a,
		    "JOIN agent g ON g.id = x.owner AND g.login = '%s'",
		    desks[i])
				     .s;

		assert_int_equal(3,
		    count(str_printf(&first.a,
			"SELECT count(*) FROM callback x %s WHERE"
			" x.state = 'open' AND x.due_at > x.created_at",
			of)
			      .s));
		assert_true(count(str_printf(&first.a,
				"SELECT count(*) FROM ticket x %s WHERE"
				" x.rank IS NOT NULL",
				of)
				      .s) > 0);
		assert_true(count(str_printf(&first.a,
				"SELECT count(*) FROM interaction x %s", of)
				      .s) > 0);
	}
	none(str_printf(&first.a,
	    "SELECT count(*) FROM callback WHERE due_at <= %lld",
	    (long long)clock_now(&dbtest_clock))
		 .s);
	none("SELECT count(*) FROM agent g WHERE g.login IN ('admin', 'agent',"
	     " 'supervisor', 'backoffice', 'branch', 'auditor') AND 2 >"
	     " (SELECT count(*) FROM notice n WHERE n.to_agent = g.id"
	     " OR n.to_branch = g.branch OR n.to_team IN (SELECT m.team FROM"
	     " team_member m WHERE m.agent = g.id) OR (n.to_agent IS NULL AND"
	     " n.to_branch IS NULL AND n.to_team IS NULL))");
}

/* Legs that wait, are worked on, came back and go to and fro; words that are
 * waited for; parts; views. */
static void
it_shows_what_departments_do_together(void **state)
{
	(void)state;
	assert_true(count("SELECT count(DISTINCT state) FROM referral"
			  " WHERE ended_at IS NULL") >= 3);
	assert_true(count("SELECT count(*) FROM referral"
			  " WHERE ping_pong = 1") > 0);
	none("SELECT count(*) FROM ticket t WHERE t.state = 'referred' AND"
	     " NOT EXISTS (SELECT 1 FROM referral r WHERE r.ticket = t.id"
	     " AND r.to_team = t.lent_to AND r.ended_at IS NULL)");
	none("SELECT count(*) FROM referral r WHERE r.sent_at > r.accepted_at"
	     " OR r.accepted_at > r.ended_at");
	assert_true(count("SELECT count(*) FROM clock"
			  " WHERE kind = 'leg_complete'") > 0);
	assert_int_equal(2,
	    count("SELECT count(*) FROM approval a JOIN complaint k"
		  " ON k.ticket = a.ticket WHERE a.state = 'open'"));
	assert_int_equal(1,
	    count("SELECT count(*) FROM complaint"
		  " WHERE redress_state = 'asked'"));
	none("SELECT count(*) FROM ticket_link l JOIN ticket t"
	     " ON t.id = l.from_ticket WHERE l.kind = 'part-of'"
	     " AND t.parent <> l.to_ticket");
	assert_int_equal(2,
	    count("SELECT count(*) FROM ticket_link"
		  " WHERE kind IN ('part-of', 'related')"));
	assert_int_equal(2, count("SELECT count(*) FROM saved_view"));
}

static void
it_is_made_once_and_by_who_may(void **state)
{
	struct demo_result kept = first.made;
	int64_t events = count("SELECT count(*) FROM event_log");
	unsigned char grant = first.c.grants[MAY_SETUP_EDIT];

	(void)state;
	assert_int_equal(ERR_CONFLICT, fill(&first, SEED));
	assert_non_null(strstr(first.c.fault.text, "already"));
	core_rest(&first.c);
	first.c.grants[MAY_SETUP_EDIT] = SCOPE_NONE;
	assert_int_equal(ERR_DENIED, fill(&first, SEED));
	first.c.grants[MAY_SETUP_EDIT] = grant;
	core_rest(&first.c);
	assert_int_equal(events, count("SELECT count(*) FROM event_log"));
	assert_memory_equal(&kept, &first.made, sizeof(kept));
}

static void
sizes_have_names(void **state)
{
	(void)state;
	assert_int_equal(0, demo_size(STR("small")));
	assert_int_equal(DEMO_SIZES - 1, demo_size(STR("large")));
	assert_int_equal(DEMO_SIZES, demo_size(STR("huge")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_makes_the_same_rows),
		cmocka_unit_test(the_day_alone_decides_what_is_past),
		cmocka_unit_test(another_seed_makes_another_centre),
		cmocka_unit_test(each_load_has_passwords_of_its_own),
		cmocka_unit_test(it_has_what_it_says),
		cmocka_unit_test(the_log_is_whole_with_an_event_for_each_phase),
		cmocka_unit_test(nothing_hangs_in_the_air),
		cmocka_unit_test(every_state_is_there),
		cmocka_unit_test(each_thing_stays_in_the_state_it_is_in),
		cmocka_unit_test(spans_add_up),
		cmocka_unit_test(what_a_leaf_asks_for_is_given),
		cmocka_unit_test(every_branch_is_staffed_and_every_role_taken),
		cmocka_unit_test(nothing_happens_in_the_future),
		cmocka_unit_test(what_sells_goes_with_the_seasons),
		cmocka_unit_test(ruts_are_right_and_given_once),
		cmocka_unit_test(vins_and_plates_look_right_and_are_unique),
		cmocka_unit_test(no_slot_is_left_open),
		cmocka_unit_test(people_are_found),
		cmocka_unit_test(keys_are_those_of_a_customer_made_by_hand),
		cmocka_unit_test(the_next_ticket_follows_the_last),
		cmocka_unit_test(seats_sign_in_and_others_do_not),
		cmocka_unit_test(who_signs_in_finds_a_day),
		cmocka_unit_test(it_shows_what_departments_do_together),
		cmocka_unit_test(it_is_made_once_and_by_who_may),
		cmocka_unit_test(sizes_have_names),
	};

	return cmocka_run_group_tests(tests, start, end);
}
