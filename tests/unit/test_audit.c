/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_audit.c - the event log as a trail: whole or not, who did what, what is
 * veiled, what is forgotten.
 */
#include "stafftest.h"

/* Behind everybody's back; on PostgreSQL that takes the owner's hand. */
static void
tamper(struct staff *s, const char *sql)
{
	if (dbtest_postgres())
		dbtest_do(s->db, "SET session_replication_role = replica");
	dbtest_do(s->db, sql);
	if (dbtest_postgres())
		dbtest_do(s->db, "SET session_replication_role = origin");
}

/* ---- the chain ---------------------------------------------------------- */

static void
a_whole_log_is_verified_to_its_head(void **state)
{
	struct staff *s = *state;
	struct event_check check;

	be(s, "auro");
	fine(s, audit_verify(&s->c, STR_NONE, &check));
	assert_int_equal(check.bad, 0);
	assert_int_equal(check.n, events(s));
	same(ask(s, "SELECT hash FROM event_log ORDER BY n DESC LIMIT 1"),
	    check.hash);
}

static void
a_changed_name_is_found(void **state)
{
	struct staff *s = *state;
	struct event_check check;

	tamper(s,
	    "UPDATE event_value SET new = 'zoe' WHERE field = 'login'"
	    " AND new = 'nora'");
	fine(s, audit_verify(&s->c, STR_NONE, &check));
	assert_int_equal(check.bad,
	    ask_int(s,
		"SELECT n FROM event_value"
		" WHERE new = 'zoe'"));
	assert_true(check.why[0] != '\0');
}

static void
an_anchor_is_stored_and_told(void **state)
{
	struct staff *s = *state;
	struct event_check check;
	int64_t n, head = events(s);
	char hash[65];

	be(s, "auro");
	fine(s, audit_anchor(&s->c, &n, hash));
	assert_int_equal(n, head);
	assert_int_equal(strlen(hash), 64);
	assert_int_equal(events(s), head + 1);
	same(ask(s, "SELECT hash FROM event_anchor"), hash);
	fine(s,
	    audit_verify(&s->c,
		str_printf(&s->a, "%lld:%s", (long long)n, hash), &check));
	assert_int_equal(check.bad, 0);
}

/* The log is cut and grows on: the chain alone looks whole. */
static void
a_log_cut_short_is_found_by_its_anchor(void **state)
{
	struct staff *s = *state;
	struct event_check check;
	struct str anchor;
	int64_t n;
	char hash[65];

	fine(s, audit_anchor(&s->c, &n, hash));
	anchor = str_printf(&s->a, "%lld:%s", (long long)n, hash);
	tamper(s,
	    str_printf(&s->a,
		"DELETE FROM event_value WHERE n > %lld;"
		"DELETE FROM event_log WHERE n > %lld;"
		"UPDATE event_head SET n = %lld, hash = (SELECT hash FROM "
		"event_log"
		" WHERE n = %lld)",
		(long long)n - 2, (long long)n - 2, (long long)n - 2,
		(long long)n - 2)
		.s);
	fine(s, audit_verify(&s->c, anchor, &check));
	assert_int_equal(check.bad, n - 1); /* the first that is missing */
	/* The one kept in the database says the same. */
	fine(s, audit_verify(&s->c, STR_NONE, &check));
	assert_int_equal(check.bad, n);
	/* And whoever takes that one away as well is betrayed by the paper. */
	tamper(s, "DELETE FROM event_anchor");
	fine(s, audit_verify(&s->c, STR_NONE, &check));
	assert_int_equal(check.bad, 0);
	fine(s, team_add(&s->c, STR("uno"), STR("Uno"), STR_NONE));
	fine(s, team_add(&s->c, STR("dos"), STR("Dos"), STR_NONE));
	fine(s, audit_verify(&s->c, anchor, &check));
	assert_int_equal(check.bad, n);
}

static struct str
anchor_of(struct staff *s, const char *form, const char *hash)
{
	const char *at = strstr(form, "%s");

	if (at == NULL)
		return str_of(form);
	return str_printf(&s->a, "%.*s%s%s", (int)(at - form), form, hash,
	    at + 2);
}

static void
an_anchor_must_be_readable(void **state)
{
	static const char zeros[] = "0000000000000000000000000000000000000000"
				    "000000000000000000000000";
	static const char *const bad[] = { "x", "5", "5:", ":abc", "0:%s",
		"-1:%s", "5:%s0", "5:Z%s", "5:%sZ", "5 :%s" };
	struct staff *s = *state;
	struct event_check check;

	for (size_t i = 0; i < countof(bad); i++)
		refused(s,
		    audit_verify(&s->c, anchor_of(s, bad[i], zeros), &check),
		    ERR_INVALID, "an anchor is NUMBER:HASH");
}

static void
the_trail_needs_its_right(void **state)
{
	struct staff *s = *state;
	struct audit_filter f = { .kind = STR_NONE };
	struct event_check check;
	struct audit_list list;
	int64_t n;
	char hash[65];

	be(s, "sara");
	refused(s, audit_verify(&s->c, STR_NONE, &check), ERR_DENIED,
	    "audit.read");
	refused(s, audit_anchor(&s->c, &n, hash), ERR_DENIED, "audit.read");
	refused(s, audit_list(&s->c, &s->a, &f, &list), ERR_DENIED,
	    "audit.read");
	refused(s, audit_forget(&s->c, &n), ERR_DENIED, "agent.admin");
}

/* ---- the list ----------------------------------------------------------- */

static void
events_are_listed_with_names_and_values(void **state)
{
	struct staff *s = *state;
	struct audit_filter f = { .kind = STR("team.join") };
	struct audit_list list;

	fine(s, agent_enter_as(&s->c, STR("jefa")));
	fine(s, team_join(&s->c, STR("ventas"), STR("tito"), true));
	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, 1);
	same(list.v[0].e.actor_login, "jefa");
	same(list.v[0].e.real_login, "jefa");
	same(list.v[0].e.entity, "agent");
	assert_string_equal(list.v[0].e.entity_id.s, s->tito.s);
	assert_int_equal(list.v[0].nvalues, 1);
	same(list.v[0].values[0].field, "team ventas");
	same(list.v[0].values[0].new, "leads");
	assert_int_equal(list.v[0].values[0].old_null, 1);
}

static void
the_list_is_filtered(void **state)
{
	struct staff *s = *state;
	struct audit_filter f = { .kind = STR("agent.") };
	struct audit_list list;

	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, 5);
	for (size_t i = 0; i < list.n; i++)
		same(list.v[i].e.kind, "agent.add");
	f.kind = STR_NONE;
	f.entity = s->nora;
	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, 1);
	f.entity = audit_id("team", STR("ventas"));
	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, 1);
	same(list.v[0].e.kind, "team.add");
	f.entity = ID_NONE;
	f.actor = s->jefa;
	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, events(s) - 2); /* not the setup's */
	f.actor = s->nora;
	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, 0);
}

/* The latest when nothing is said, then on from a number: no event is lost
 * between two pages. */
static void
pages_follow_each_other(void **state)
{
	struct staff *s = *state;
	struct audit_filter f = { .kind = STR_NONE, .limit = 3 };
	struct audit_list list;
	int64_t n = events(s);

	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, 3);
	assert_int_equal(list.v[0].e.n, n - 2);
	assert_int_equal(list.v[2].e.n, n);
	f.since = 1;
	for (int64_t next = 2; next <= n; f.since = next - 1) {
		fine(s, audit_list(&s->c, &s->a, &f, &list));
		for (size_t i = 0; i < list.n; i++, next++) {
			assert_int_equal(list.v[i].e.n, next);
			for (size_t v = 0; v < list.v[i].nvalues; v++)
				assert_int_equal(list.v[i].values[v].n, next);
		}
		assert_true(list.n > 0);
	}
	f.since = n;
	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, 0);
	f.limit = 1001;
	refused(s, audit_list(&s->c, &s->a, &f, &list), ERR_INVALID,
	    "the limit");
}

/* ---- the veil ----------------------------------------------------------- */

static enum err
guarded_body(struct core *c, struct write *w)
{
	write_set(c, w, "national_id", STR_NONE, STR("12345678-5"));
	write_set_of(c, w, "contact_point", "value", STR("+56911111111"),
	    STR("+56922222222"));
	write_set(c, w, "name", STR("Eva"), STR("Eva Ruiz"));
	write_set(c, w, "income", STR("100"), STR("200"));
	return OK;
}

static void
log_guarded(struct staff *s)
{
	struct write w = { .may = MAY_ANYONE,
		.kind = "customer.edit",
		.entity = "customer",
		.id = id_make(1),
		.body = guarded_body };

	dbtest_do(s->db,
	    "INSERT INTO field_def (id, entity, type, class,"
	    " choices) VALUES ('income', 'customer', 'money', 2, '')");
	fine(s, core_write(&s->c, &w));
}

static struct str
told(struct staff *s)
{
	struct audit_filter f = { .kind = STR("customer.edit") };
	struct audit_list list;
	struct str out = STR_NONE;

	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.n, 1);
	for (size_t i = 0; i < list.v[0].nvalues; i++) {
		const struct row_audit_values *v = &list.v[0].values[i];

		out = str_printf(&s->a, "%s%s:%s>%s;", out.s, v->field.s,
		    v->old.s, v->new.s);
	}
	return out;
}

static void
guarded_values_are_veiled(void **state)
{
	struct staff *s = *state;

	log_guarded(s);
	same(told(s),
	    "national_id:>12345678-5;value:+56911111111>+56922222222;"
	    "name:Eva>Eva Ruiz;income:100>200;");
	be(s, "auro");
	same(told(s),
	    "national_id:>•••;value:•••>•••;name:Eva>Eva Ruiz;"
	    "income:•••>•••;");
	be(s, "jefa");
	fine(s, role_clear(&s->c, STR("auditor"), CLASS_PERSONAL, true));
	be(s, "auro");
	same(told(s),
	    "national_id:>12345678-5;value:+56911111111>+56922222222;"
	    "name:Eva>Eva Ruiz;income:•••>•••;");
}

static void
an_erased_value_is_told_as_erased(void **state)
{
	struct staff *s = *state;
	struct audit_filter f = { .kind = STR("customer.edit") };
	struct audit_list list;

	log_guarded(s);
	tamper(s,
	    "UPDATE event_value SET old = NULL, new = NULL, salt = NULL"
	    " WHERE field = 'national_id'");
	fine(s, audit_list(&s->c, &s->a, &f, &list));
	assert_int_equal(list.v[0].values[0].erased, 1);
	assert_int_equal(list.v[0].values[1].erased, 0);
	prove_chain(s);
}

/* ---- forgetting --------------------------------------------------------- */

static void
old_operations_are_forgotten(void **state)
{
	struct staff *s = *state;
	struct id old = id_make(clock_now(&dbtest_clock));
	int64_t gone, before;

	s->c.op = old;
	fine(s, team_add(&s->c, STR("uno"), STR("Uno"), STR_NONE));
	before = ask_int(s, "SELECT count(*) FROM applied_op");
	dbtest_clock.fixed += DAYS(90);
	fine(s, audit_forget(&s->c, &gone));
	assert_int_equal(gone, 0); /* 90 days are kept */
	dbtest_clock.fixed += 1;
	fine(s, audit_forget(&s->c, &gone));
	assert_int_equal(gone, before);
	assert_int_equal(ask_int(s, "SELECT count(*) FROM applied_op"), 2);
	s->c.op = old;
	refused(s, team_add(&s->c, STR("uno"), STR("Uno"), STR_NONE),
	    ERR_INVALID, "older than 90 days");
	prove_chain(s);
}

static void
ids_for_codes_are_stable_uuids(void **state)
{
	struct id id = audit_id("team", STR("ventas")), again;

	(void)state;
	assert_string_equal(id.s, audit_id("team", STR("ventas")).s);
	assert_string_not_equal(id.s, audit_id("branch", STR("ventas")).s);
	assert_string_not_equal(id.s, audit_id("team", STR("ventas2")).s);
	assert_string_not_equal(audit_id("ab", STR("c")).s,
	    audit_id("a", STR("bc")).s);
	assert_true(id_parse(id_str(&id), &again));
	assert_string_equal(again.s, id.s);
	assert_int_equal(id.s[14], '8');
	assert_non_null(strchr("89ab", id.s[19]));
	assert_int_equal(id_at(id), 0);
}

static enum err
run_anchor(struct staff *s)
{
	char hash[65];
	int64_t n;

	return audit_anchor(&s->c, &n, hash);
}

static enum err
run_forget(struct staff *s)
{
	int64_t gone;

	return audit_forget(&s->c, &gone);
}

static void
each_write_is_one_event_once(void **state)
{
	static const struct write_case cases[] = {
		{ "audit_anchor", MAY_AUDIT_READ, run_anchor },
		{ "audit_forget", MAY_AGENT_ADMIN, run_forget },
	};
	struct staff *s = *state;

	for (size_t i = 0; i < countof(cases); i++)
		prove_write(s, &cases[i]);
	prove_chain(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_whole_log_is_verified_to_its_head),
		TEST(a_changed_name_is_found),
		TEST(an_anchor_is_stored_and_told),
		TEST(a_log_cut_short_is_found_by_its_anchor),
		TEST(an_anchor_must_be_readable),
		TEST(the_trail_needs_its_right),
		TEST(events_are_listed_with_names_and_values),
		TEST(the_list_is_filtered),
		TEST(pages_follow_each_other),
		TEST(guarded_values_are_veiled),
		TEST(an_erased_value_is_told_as_erased),
		TEST(old_operations_are_forgotten),
		TEST(ids_for_codes_are_stable_uuids),
		TEST(each_write_is_one_event_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
