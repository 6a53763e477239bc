/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_team.c - branches, teams, skills and who belongs to them.
 */
#include "stafftest.h"

/* ---- teams and skills --------------------------------------------------- */

static void
a_retired_team_takes_nobody(void **state)
{
	struct staff *s = *state;
	struct agent_new in = person("rosa", "agent", "", "taller");
	struct rows_team_list rows;
	struct agent_done out;

	fine(s, team_retire(&s->c, STR("taller")));
	refused(s, agent_add(&s->c, &s->a, &in, &out), ERR_INVALID,
	    "'taller' is retired");
	refused(s, team_join(&s->c, STR("taller"), STR("nora"), false),
	    ERR_INVALID, "is retired");
	refused(s, team_retire(&s->c, STR("taller")), ERR_INVALID,
	    "is retired");
	fine(s, team_leave(&s->c, STR("taller"), STR("tito")));
	fine(s, team_list(&s->c, &s->a, false, &rows));
	assert_int_equal(rows.n, 1);
	fine(s, team_list(&s->c, &s->a, true, &rows));
	assert_int_equal(rows.n, 2);
	same(rows.v[0].code, "taller");
	assert_int_equal(rows.v[0].retired_at, clock_now(&dbtest_clock));
}

static void
members_lead_or_follow(void **state)
{
	struct staff *s = *state;
	struct rows_team_members rows;

	fine(s, team_join(&s->c, STR("ventas"), STR("sara"), true));
	fine(s, team_members(&s->c, &s->a, STR("ventas"), &rows));
	assert_int_equal(rows.n, 2);
	same(rows.v[0].login, "sara");
	assert_int_equal(rows.v[0].leads, 1);
	same(rows.v[1].state, "offline");
	refused(s, team_join(&s->c, STR("ventas"), STR("sara"), true),
	    ERR_INVALID, "already");
	fine(s, team_join(&s->c, STR("ventas"), STR("sara"), false));
	fine(s, team_leave(&s->c, STR("ventas"), STR("sara")));
	refused(s, team_leave(&s->c, STR("ventas"), STR("sara")), ERR_INVALID,
	    "does not belong");
	refused(s, team_members(&s->c, &s->a, STR("nada"), &rows),
	    ERR_NOT_FOUND, "no team 'nada'");
}

static void
setup_texts_are_checked(void **state)
{
	struct staff *s = *state;
	struct branch_new b = { .code = STR("sur"),
		.name = STR("Sur"),
		.city = STR_NONE,
		.zone = STR_NONE,
		.lang = STR_NONE };

	refused(s, team_add(&s->c, STR("Ventas"), STR("x"), STR_NONE),
	    ERR_INVALID, "must be a code");
	refused(s, team_add(&s->c, STR("ventas"), STR("x"), STR_NONE),
	    ERR_CONFLICT, "'ventas' is taken");
	refused(s, team_add(&s->c, STR("nuevo"), STR("x"), STR("sur")),
	    ERR_NOT_FOUND, "no branch 'sur'");
	fine(s, branch_add(&s->c, &b));
	refused(s, branch_add(&s->c, &b), ERR_CONFLICT, "is taken");
	fine(s,
	    team_edit(&s->c, STR("taller"), STR("Taller Sur"), STR("sur"), 1));
	refused(s, team_edit(&s->c, STR("taller"), STR("Otro"), STR_NONE, 1),
	    ERR_CONFLICT, "saved 'taller' first");
	refused(s, team_edit(&s->c, STR("taller"), STR_NONE, STR_NONE, 0),
	    ERR_INVALID, "nothing to change");
	fine(s, branch_retire(&s->c, STR("sur")));
	refused(s, team_add(&s->c, STR("nuevo"), STR("x"), STR("sur")),
	    ERR_INVALID, "'sur' is retired");
	refused(s, skill_set(&s->c, STR("nora"), STR("aleman"), 2),
	    ERR_NOT_FOUND, "no skill 'aleman'");
	fine(s, skill_add(&s->c, STR("aleman"), STR("Alemán")));
	refused(s, skill_add(&s->c, STR("aleman"), STR("x")), ERR_CONFLICT,
	    "is taken");
	refused(s, skill_set(&s->c, STR("nora"), STR("aleman"), 6), ERR_INVALID,
	    "1 to 5");
}

static void
skills_have_levels(void **state)
{
	struct staff *s = *state;
	struct rows_agent_skills rows;

	fine(s, skill_add(&s->c, STR("aleman"), STR("Alemán")));
	fine(s, skill_set(&s->c, STR("nora"), STR("aleman"), 2));
	fine(s, skill_set(&s->c, STR("nora"), STR("aleman"), 4));
	fine(s, skill_of(&s->c, &s->a, STR("nora"), &rows));
	assert_int_equal(rows.n, 1);
	assert_int_equal(rows.v[0].level, 4);
	same(rows.v[0].name, "Alemán");
	refused(s, skill_set(&s->c, STR("nora"), STR("aleman"), 4), ERR_INVALID,
	    "already");
	fine(s, skill_set(&s->c, STR("nora"), STR("aleman"), 0));
	fine(s, skill_of(&s->c, &s->a, STR("nora"), &rows));
	assert_int_equal(rows.n, 0);
}

/* ---- every write -------------------------------------------------------- */

static enum err
run_branch_add(struct staff *s)
{
	struct branch_new b = { .code = STR("sur"),
		.name = STR("Sur"),
		.city = STR("Punta Arenas"),
		.zone = STR_NONE,
		.lang = STR_NONE };

	return branch_add(&s->c, &b);
}

static enum err
run_branch_retire(struct staff *s)
{
	return branch_retire(&s->c, STR("sur"));
}

static enum err
run_team_add(struct staff *s)
{
	return team_add(&s->c, STR("finanzas"), STR("Finanzas"), STR_NONE);
}

static enum err
run_team_edit(struct staff *s)
{
	return team_edit(&s->c, STR("finanzas"), STR("Cobranza"), STR_NONE, 1);
}

static enum err
run_team_join(struct staff *s)
{
	return team_join(&s->c, STR("finanzas"), STR("sara"), true);
}

static enum err
run_team_leave(struct staff *s)
{
	return team_leave(&s->c, STR("finanzas"), STR("sara"));
}

static enum err
run_team_retire(struct staff *s)
{
	return team_retire(&s->c, STR("finanzas"));
}

static enum err
run_skill_add(struct staff *s)
{
	return skill_add(&s->c, STR("motos"), STR("Motos"));
}

static enum err
run_skill_set(struct staff *s)
{
	return skill_set(&s->c, STR("nora"), STR("motos"), 5);
}

static void
each_write_is_one_event_once(void **state)
{
	static const struct write_case cases[] = {
		{ "branch_add", MAY_SETUP_EDIT, run_branch_add },
		{ "branch_retire", MAY_SETUP_EDIT, run_branch_retire },
		{ "team_add", MAY_SETUP_EDIT, run_team_add },
		{ "team_edit", MAY_SETUP_EDIT, run_team_edit },
		{ "team_join", MAY_AGENT_ADMIN, run_team_join },
		{ "team_leave", MAY_AGENT_ADMIN, run_team_leave },
		{ "team_retire", MAY_SETUP_EDIT, run_team_retire },
		{ "skill_add", MAY_SETUP_EDIT, run_skill_add },
		{ "skill_set", MAY_AGENT_ADMIN, run_skill_set },
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
		TEST(a_retired_team_takes_nobody),
		TEST(members_lead_or_follow),
		TEST(setup_texts_are_checked),
		TEST(skills_have_levels),
		TEST(each_write_is_one_event_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
