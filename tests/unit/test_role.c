/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_role.c - what roles may do, changing it, and why somebody may or not.
 */
#include "stafftest.h"

#include "core/why.h"

#define CUSTOMER "00000000-0000-7000-8000-0000000000c1"
#define THING	 "00000000-0000-7000-8000-0000000000f1"

static int64_t
scope_of(struct staff *s, const char *role, const char *verb)
{
	struct rows_role_grants rows;

	fine(s, role_grants(&s->c, &s->a, str_of(role), &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].verb, verb))
			return rows.v[i].scope;
	return SCOPE_NONE;
}

/* ---- the defaults ------------------------------------------------------- */

static void
roles_start_with_their_rights(void **state)
{
	static const struct {
		const char *role, *verb;
		int scope;
	} want[] = {
		{ "agent", "customer.read", SCOPE_ALL },
		{ "agent", "ticket.read", SCOPE_ALL },
		{ "agent", "ticket.edit", SCOPE_TEAM },
		{ "agent", "interaction.handle", SCOPE_OWN },
		{ "agent", "load.run", SCOPE_NONE },
		{ "branch", "ticket.edit", SCOPE_BRANCH },
		{ "back-office", "ticket.resolve", SCOPE_TEAM },
		{ "supervisor", "ticket.read", SCOPE_ALL },
		{ "supervisor", "state.set", SCOPE_ALL },
		{ "supervisor", "agent.admin", SCOPE_NONE },
		{ "supervisor", "audit.read", SCOPE_NONE },
		{ "auditor", "audit.read", SCOPE_ALL },
		{ "auditor", "ticket.edit", SCOPE_NONE },
		{ "auditor", "state.set", SCOPE_NONE },
	};
	struct staff *s = *state;

	for (size_t i = 0; i < countof(want); i++)
		assert_int_equal(scope_of(s, want[i].role, want[i].verb),
		    want[i].scope);
	for (int may = 1; may < MAY_COUNT; may++)
		assert_int_equal(scope_of(s, "administrator",
				     may_name((enum may)may)),
		    SCOPE_ALL);
}

/* An auditor changes nothing: a right that is neither reading nor the trail
 * would be a mistake in the table. */
static void
an_auditor_only_reads(void **state)
{
	struct staff *s = *state;
	struct rows_role_grants rows;

	fine(s, role_grants(&s->c, &s->a, STR("auditor"), &rows));
	assert_true(rows.n > 4);
	for (size_t i = 0; i < rows.n; i++)
		assert_non_null(strstr(rows.v[i].verb.s, ".read"));
}

static void
roles_are_listed_with_what_they_read(void **state)
{
	static const char *const want[] = { "agent:1:2", "branch:1:0",
		"back-office:1:0", "supervisor:1,2:1", "administrator:1,2:1",
		"auditor::1" };
	struct staff *s = *state;
	struct rows_role_list rows;

	fine(s, role_list(&s->c, &s->a, &rows));
	assert_int_equal(rows.n, countof(want));
	for (size_t i = 0; i < rows.n; i++)
		assert_string_equal(want[i],
		    str_printf(&s->a, "%s:%s:%d", rows.v[i].code.s,
			rows.v[i].classes.s, (int)rows.v[i].agents)
			.s);
}

static void
setup_happens_once(void **state)
{
	struct staff *s = *state;
	int64_t n = events(s);

	refused(s, role_setup(&s->c), ERR_INVALID, "set up already");
	assert_int_equal(events(s), n);
	assert_int_equal(ask_int(s,
			     "SELECT count(*) FROM event_log"
			     " WHERE kind = 'role.setup'"),
	    1);
}

static void
words_for_scopes_and_classes_go_both_ways(void **state)
{
	(void)state;
	for (int i = SCOPE_NONE; i <= SCOPE_ALL; i++)
		assert_int_equal(scope_find(str_of(scope_name(i))), i);
	for (int i = CLASS_OPEN; i <= CLASS_SECRET; i++)
		assert_int_equal(class_find(str_of(class_name(i))), i);
	assert_int_equal(scope_find(STR("everything")), SCOPE_NONE);
	assert_int_equal(class_find(STR("hidden")), -1);
	assert_string_equal(scope_name(99), "none");
}

/* ---- changing ----------------------------------------------------------- */

static void
a_grant_counts_from_the_next_refresh(void **state)
{
	struct staff *s = *state, other;

	memset(&other, 0, sizeof(other));
	core_init(&other.c, s->db, &dbtest_clock);
	be(&other, "nora");
	be(s, "jefa");
	fine(s,
	    role_grant(&s->c, STR("agent"), STR("ticket.edit"), SCOPE_BRANCH));
	assert_int_equal(other.c.grants[MAY_TICKET_EDIT], SCOPE_TEAM);
	fine(&other, agent_refresh(&other.c));
	assert_int_equal(other.c.grants[MAY_TICKET_EDIT], SCOPE_BRANCH);
	be(s, "jefa");
	fine(s, role_revoke(&s->c, STR("agent"), STR("ticket.edit")));
	fine(&other, agent_refresh(&other.c));
	assert_int_equal(other.c.grants[MAY_TICKET_EDIT], SCOPE_NONE);
	core_done(&other.c);
}

static void
what_makes_no_sense_is_refused(void **state)
{
	struct staff *s = *state;
	int64_t n = events(s);

	refused(s,
	    role_grant(&s->c, STR("chief"), STR("ticket.read"), SCOPE_ALL),
	    ERR_NOT_FOUND, "no role 'chief'");
	refused(s,
	    role_grant(&s->c, STR("agent"), STR("ticket.fly"), SCOPE_ALL),
	    ERR_INVALID, "no right 'ticket.fly'");
	refused(s, role_grant(&s->c, STR("agent"), STR("anyone"), SCOPE_ALL),
	    ERR_INVALID, "no right 'anyone'");
	refused(s, role_grant(&s->c, STR("agent"), STR("ticket.read"), 9),
	    ERR_INVALID, "own, team, branch or all");
	refused(s,
	    role_grant(&s->c, STR("agent"), STR("agent.admin"), SCOPE_BRANCH),
	    ERR_INVALID, "whole centre");
	refused(s,
	    role_grant(&s->c, STR("agent"), STR("ticket.edit"), SCOPE_TEAM),
	    ERR_INVALID, "already");
	refused(s, role_revoke(&s->c, STR("agent"), STR("load.run")),
	    ERR_INVALID, "already");
	refused(s, role_revoke(&s->c, STR("administrator"), STR("agent.admin")),
	    ERR_INVALID, "nobody could give it back");
	refused(s, role_clear(&s->c, STR("administrator"), CLASS_SECRET, true),
	    ERR_INVALID, "secret by nobody");
	refused(s, role_clear(&s->c, STR("agent"), CLASS_PERSONAL, true),
	    ERR_INVALID, "already");
	assert_int_equal(events(s), n);
}

static void
a_class_is_veiled_or_clear(void **state)
{
	struct staff *s = *state;

	fine(s, role_clear(&s->c, STR("agent"), CLASS_PERSONAL, false));
	be(s, "nora");
	assert_int_equal(s->c.clear, 1u << CLASS_OPEN);
	be(s, "jefa");
	fine(s, role_clear(&s->c, STR("agent"), CLASS_SENSITIVE, true));
	be(s, "nora");
	assert_int_equal(s->c.clear, 1u << CLASS_OPEN | 1u << CLASS_SENSITIVE);
	be(s, "jefa");
	/* One's own role: at once. */
	fine(s, role_clear(&s->c, STR("administrator"), CLASS_PERSONAL, false));
	assert_false(audit_clear(&s->c, CLASS_PERSONAL));
}

static enum err
run_grant(struct staff *s)
{
	return role_grant(&s->c, STR("branch"), STR("load.run"), SCOPE_ALL);
}

static enum err
run_revoke(struct staff *s)
{
	return role_revoke(&s->c, STR("branch"), STR("load.run"));
}

static enum err
run_clear(struct staff *s)
{
	return role_clear(&s->c, STR("branch"), CLASS_SENSITIVE, true);
}

static void
each_write_is_one_event_once(void **state)
{
	static const struct write_case cases[] = {
		{ "role_grant", MAY_AGENT_ADMIN, run_grant },
		{ "role_revoke", MAY_AGENT_ADMIN, run_revoke },
		{ "role_clear", MAY_AGENT_ADMIN, run_clear },
	};
	struct staff *s = *state;

	for (size_t i = 0; i < countof(cases); i++)
		prove_write(s, &cases[i]);
	same(ask(s,
		 "SELECT v.field || ' ' || v.old || ' ' || v.new"
		 " FROM event_value v JOIN event_log e ON e.n = v.n"
		 " WHERE e.kind = 'role.grant'"),
	    "load.run none all");
	prove_chain(s);
}

/* ---- why ---------------------------------------------------------------- */

/* A ticket of nora's team made by tito, and a customer of branch norte. */
static void
make_things(struct staff *s)
{
	dbtest_do(s->db,
	    str_printf(&s->a,
		"INSERT INTO typification (code, kind, leaf, required, "
		"priority,"
		" valid_from, position, version)"
		" VALUES ('x', 'query', 1, '[]', 3, 1, 1, 1);"
		"INSERT INTO customer (id, kind, name, name_fold, name_sort, "
		"lang,"
		" segment, branch, created_at, updated_at, version) VALUES "
		"('%s',"
		" 'person', 'Eva', 'eva', 'eva', 'es', '', 'norte', 1, 1, 1);"
		"INSERT INTO ticket (id, number, customer, typification, "
		"subject,"
		" state, priority, cycle, team, branch, created_by, created_at,"
		" updated_at, version) VALUES ('%s', 1042, '%s', 'x', 'x', "
		"'new',"
		" 3, 1, 'ventas', 'norte', '%s', 1, 1, 1)",
		CUSTOMER, THING, CUSTOMER, s->tito.s)
		.s);
}

/* The last step, and how it ends. */
static void
because(struct staff *s, const char *login, const char *verb,
    const char *entity, bool may, const char *step, const char *says)
{
	struct why why;
	struct why_row *last;

	fine(s,
	    why_explain(&s->c, &s->a, str_of(login), str_of(verb),
		str_of(entity), &why));
	last = &why.v[why.n - 1];
	if (why.may != may || !str_is(last->step, step) ||
	    strstr(last->reason.s, says) == NULL)
		fail_msg("%s %s %s: %s %s %s", login, verb, entity,
		    last->step.s, last->answer.s, last->reason.s);
	assert_string_equal(last->answer.s, may ? "yes" : "no");
}

static void
why_names_the_rule_that_decides(void **state)
{
	struct staff *s = *state;
	struct agent_done out;

	make_things(s);
	because(s, "nora", "ticket.edit", "T-1042", true, "scope",
	    "team 'ventas'");
	because(s, "tito", "ticket.edit", "1042", true, "scope",
	    "they made it");
	because(s, "sara", "ticket.read", "1042", true, "scope", "'all'");
	because(s, "sara", "ticket.edit", "1042", false, "scope",
	    "'branch' does not reach it");
	because(s, "auro", "ticket.edit", "1042", false, "right",
	    "does not have the right");
	because(s, "nora", "ticket.edit", "", true, "right", "'team'");
	because(s, "nora", "ticket.edit", "77", false, "exists", "no such");
	because(s, "nora", "state.set", "nora", true, "scope", "theirs");
	because(s, "nora", "state.set", "tito", false, "scope",
	    "does not reach");
	because(s, "nora", "agent.read", "sara", true, "scope",
	    "branch 'centro'");
	fine(s,
	    role_grant(&s->c, STR("agent"), STR("customer.read"),
		SCOPE_BRANCH));
	because(s, "tito", "customer.read", CUSTOMER, true, "scope",
	    "branch 'norte'");
	because(s, "nora", "customer.read", CUSTOMER, false, "scope",
	    "does not reach it");
	fine(s, agent_disable(&s->c, &s->a, STR("nora"), &out));
	because(s, "nora", "ticket.edit", "1042", false, "active", "disabled");
}

static void
why_is_asked_of_oneself_or_by_an_administrator(void **state)
{
	struct staff *s = *state;
	struct why why;

	be(s, "nora");
	because(s, "nora", "load.run", "", false, "right", "does not have");
	refused(s,
	    why_explain(&s->c, &s->a, STR("tito"), STR("load.run"), STR_NONE,
		&why),
	    ERR_DENIED, "agent.admin");
	be(s, "jefa");
	refused(s,
	    why_explain(&s->c, &s->a, STR("nadie"), STR("load.run"), STR_NONE,
		&why),
	    ERR_NOT_FOUND, "no agent 'nadie'");
	refused(s,
	    why_explain(&s->c, &s->a, STR("nora"), STR("fly"), STR_NONE, &why),
	    ERR_INVALID, "no right 'fly'");
	refused(s,
	    why_explain(&s->c, &s->a, STR("nora"), STR("ticket.read"),
		STR("abc"), &why),
	    ERR_INVALID, "give a number");
	refused(s,
	    why_explain(&s->c, &s->a, STR("nora"), STR("load.run"), STR("1042"),
		&why),
	    ERR_INVALID, "nothing that load.run");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(roles_start_with_their_rights),
		TEST(an_auditor_only_reads),
		TEST(roles_are_listed_with_what_they_read),
		TEST(setup_happens_once),
		TEST(words_for_scopes_and_classes_go_both_ways),
		TEST(a_grant_counts_from_the_next_refresh),
		TEST(what_makes_no_sense_is_refused),
		TEST(a_class_is_veiled_or_clear),
		TEST(each_write_is_one_event_once),
		TEST(why_names_the_rule_that_decides),
		TEST(why_is_asked_of_oneself_or_by_an_administrator),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
