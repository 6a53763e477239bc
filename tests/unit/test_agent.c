/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_agent.c - the people who work here: added, found, changed, sent home.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "stafftest.h"

/* ---- adding ------------------------------------------------------------- */

static void
a_login_has_a_plain_form(void **state)
{
	static const char *const bad[] = {
		"", "Ana", "9ana", "ana rojas", "ana\"", "ana;drop", "año",
		".ana", "a/b",
		"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg"
	};
	static const char *const good[] = {
		"a", "ana.rojas", "a-b_c.9",
		"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"
	};
	struct staff *s = *state;

	for (size_t i = 0; i < countof(bad); i++) {
		struct agent_new in = person(bad[i], "agent", "", "");
		struct agent_done out;

		refused(s, agent_add(&s->c, &s->a, &in, &out), ERR_INVALID,
		    "a login is");
	}
	for (size_t i = 0; i < countof(good); i++)
		fine(s, login_check(&s->c, str_of(good[i])));
	assert_int_equal(ask_int(s, "SELECT count(*) FROM agent"), 5);
}

static void
an_agent_comes_with_team_state_and_history(void **state)
{
	struct staff *s = *state;
	struct agent_new in =
	    person("rosa", "agent", "centro", "ventas, taller");
	struct row_agent_list row;
	struct agent_done out;

	in.name = STR("  Rosa Muñoz Peña ");
	fine(s, agent_add(&s->c, &s->a, &in, &out));
	fine(s, agent_get(&s->c, &s->a, STR("rosa"), &row));
	assert_string_equal(row.id.s, out.id.s);
	same(row.name, "Rosa Muñoz Peña");
	same(row.teams, "taller,ventas");
	same(row.state, "offline");
	same(row.branch, "centro");
	same(row.lang, "es-CL"); /* the branch's */
	same(row.zone, "America/Santiago");
	assert_int_equal(row.since_at, clock_now(&dbtest_clock));
	assert_int_equal(row.active, 1);
	same(ask(s,
		 str_printf(&s->a,
		     "SELECT state FROM stay WHERE entity ="
		     " '%s' AND kind = 'agent' AND to_at IS NULL",
		     out.id.s)
		     .s),
	    "offline");
	same(ask(s,
		 "SELECT v.new FROM event_value v JOIN event_log e"
		 " ON e.n = v.n WHERE e.kind = 'agent.add' AND v.field = "
		 "'login'"
		 " ORDER BY e.n DESC LIMIT 1"),
	    "rosa");
	fine(s, agent_get(&s->c, &s->a, id_str(&out.id), &row));
	same(row.login, "rosa");
	prove_chain(s);
}

static void
without_a_branch_there_are_defaults(void **state)
{
	struct staff *s = *state;
	struct row_agent_list row;

	fine(s, agent_get(&s->c, &s->a, STR("auro"), &row));
	same(row.lang, HOME_LANG);
	same(row.zone, HOME_ZONE);
	same(row.branch, "");
	same(row.teams, "");
}

static void
a_login_is_given_once(void **state)
{
	struct staff *s = *state;
	struct agent_new in = person("nora", "auditor", "", "");
	struct buf before = { 0 }, after = { 0 };
	struct agent_done out;

	snapshot(s, &before);
	refused(s, agent_add(&s->c, &s->a, &in, &out), ERR_CONFLICT,
	    "'nora' is taken");
	snapshot(s, &after);
	assert_string_equal(before.s, after.s);
	buf_done(&before);
	buf_done(&after);
}

static void
what_does_not_exist_is_refused_whole(void **state)
{
	static const struct {
		const char *role, *branch, *teams, *lang, *zone, *name;
		enum err rc;
		const char *says;
	} bad[] = {
		{ "boss", "", "", "", "", "x", ERR_NOT_FOUND, "no role" },
		{ "agent", "sur", "", "", "", "x", ERR_NOT_FOUND, "no branch" },
		{ "agent", "", "ventas,no", "", "", "x", ERR_NOT_FOUND,
		    "no team 'no'" },
		{ "agent", "", "", "Spanish", "", "x", ERR_INVALID,
		    "no language" },
		{ "agent", "", "", "", "../etc", "x", ERR_INVALID,
		    "no time zone" },
		{ "agent", "", "", "", "", " ", ERR_INVALID, "is empty" },
		{ "agent", "", "", "", "", "a\033[2J", ERR_INVALID,
		    "control character" },
	};
	struct staff *s = *state;
	int64_t n = events(s);

	for (size_t i = 0; i < countof(bad); i++) {
		struct agent_new in =
		    person("rosa", bad[i].role, bad[i].branch, bad[i].teams);
		struct agent_done out;

		in.lang = str_of(bad[i].lang);
		in.zone = str_of(bad[i].zone);
		in.name = str_of(bad[i].name);
		refused(s, agent_add(&s->c, &s->a, &in, &out), bad[i].rc,
		    bad[i].says);
	}
	assert_int_equal(events(s), n);
	assert_int_equal(ask_int(s, "SELECT count(*) FROM agent"), 5);
}

/* A replay does not know the password any more, and makes no other. */
static void
a_password_is_handed_over_once(void **state)
{
	struct staff *s = *state;
	struct agent_new in = person("clave.uno", "agent", "", "");
	struct agent_done out;
	struct id op = id_make(clock_now(&dbtest_clock)), first;

	in.no_password = false;
	s->c.op = op;
	fine(s, agent_add(&s->c, &s->a, &in, &out));
	assert_false(out.replayed);
	if (!dbtest_postgres())
		assert_int_equal(out.password.len, 15);
	first = out.id;
	s->c.op = op;
	fine(s, agent_add(&s->c, &s->a, &in, &out));
	assert_true(out.replayed);
	assert_string_equal(out.id.s, first.s);
	same(out.password, "");
}

static void
no_secret_reaches_the_log(void **state)
{
	struct staff *s = *state;
	struct agent_new in = person("clave.dos", "agent", "", "");
	struct agent_done out;

	in.no_password = false;
	in.password = STR("marraqueta con palta");
	fine(s, agent_add(&s->c, &s->a, &in, &out));
	assert_int_equal(ask_int(s,
			     "SELECT count(*) FROM event_value WHERE"
			     " new LIKE '%marraqueta%' OR new LIKE '%argon2%'"),
	    0);
	assert_int_equal(ask_int(s,
			     "SELECT count(*) FROM event_log WHERE"
			     " body LIKE '%marraqueta%' OR body LIKE "
			     "'%argon2%'"),
	    0);
}

/* ---- changing ----------------------------------------------------------- */

static void
an_edit_changes_what_is_given(void **state)
{
	struct staff *s = *state;
	struct agent_change in = { .name = STR("Nora Díaz"),
		.role = STR_NONE,
		.branch = STR("-"),
		.lang = STR("en"),
		.zone = STR_NONE };
	struct row_agent_list row;
	struct agent_done out;

	fine(s, agent_edit(&s->c, &s->a, STR("nora"), &in, &out));
	fine(s, agent_get(&s->c, &s->a, STR("nora"), &row));
	same(row.name, "Nora Díaz");
	same(row.role, "agent");
	same(row.branch, "");
	same(row.lang, "en");
	assert_int_equal(row.version, 2);
	assert_int_equal(ask_int(s,
			     "SELECT count(*) FROM event_value v"
			     " JOIN event_log e ON e.n = v.n WHERE e.kind = "
			     "'agent.edit'"),
	    3);
	refused(s, agent_edit(&s->c, &s->a, STR("nora"), &in, &out),
	    ERR_INVALID, "nothing to change");
}

static void
an_edit_of_an_old_version_is_a_conflict(void **state)
{
	struct staff *s = *state;
	struct agent_change in = { .name = STR("Nora 2"),
		.role = STR_NONE,
		.branch = STR_NONE,
		.lang = STR_NONE,
		.zone = STR_NONE,
		.version = 1 };
	struct agent_done out;

	fine(s, agent_edit(&s->c, &s->a, STR("nora"), &in, &out));
	in.name = STR("Nora 3");
	refused(s, agent_edit(&s->c, &s->a, STR("nora"), &in, &out),
	    ERR_CONFLICT, "saved the agent 'nora' first");
	refused(s, agent_edit(&s->c, &s->a, STR("nadie"), &in, &out),
	    ERR_NOT_FOUND, "no agent 'nadie'");
	same(ask(s, "SELECT name FROM agent WHERE login = 'nora'"), "Nora 2");
}

static void
the_last_administrator_stays(void **state)
{
	struct staff *s = *state;
	struct agent_change down = { .role = STR("agent"),
		.name = STR_NONE,
		.branch = STR_NONE,
		.lang = STR_NONE,
		.zone = STR_NONE };
	struct agent_done out;

	refused(s, agent_edit(&s->c, &s->a, STR("jefa"), &down, &out),
	    ERR_INVALID, "last active administrator");
	hire(s, "otra", "administrator", "", "");
	be(s, "otra");
	fine(s, agent_disable(&s->c, &s->a, STR("jefa"), &out));
	refused(s, agent_edit(&s->c, &s->a, STR("otra"), &down, &out),
	    ERR_INVALID, "last active administrator");
	refused(s, agent_disable(&s->c, &s->a, STR("otra"), &out), ERR_INVALID,
	    "nobody disables themselves");
	same(ask(s, "SELECT role FROM agent WHERE login = 'otra'"),
	    "administrator");
	fine(s, agent_enable(&s->c, &s->a, STR("jefa"), &out));
	fine(s, agent_edit(&s->c, &s->a, STR("otra"), &down, &out));
	/* And it counts at once: the next change is refused. */
	refused(s, agent_disable(&s->c, &s->a, STR("jefa"), &out), ERR_DENIED,
	    "agent.admin");
}

/* One of two administrators disables the other, in a process of its own. */
static void
disable_other(const char *me, const char *other)
{
	struct agent_done out;
	struct staff s;
	enum err rc;

	memset(&s, 0, sizeof(s));
	s.db = dbtest_more();
	core_init(&s.c, s.db, &dbtest_clock);
	rc = agent_enter(&s.c, str_of(me));
	if (rc == OK)
		rc = agent_disable(&s.c, &s.a, str_of(other), &out);
	_exit(rc == OK || rc == ERR_INVALID || rc == ERR_DENIED ? 0 : 1);
}

static void
the_last_two_cannot_send_each_other_away(void **state)
{
	static const char *const two[] = { "jefa", "otra" };
	struct staff *s = *state;
	int status;

	hire(s, "otra", "administrator", "", "");
	for (int round = 0; round < 8; round++) {
		for (int i = 0; i < 2; i++) {
			pid_t pid = fork();

			assert_true(pid >= 0);
			if (pid == 0)
				disable_other(two[i], two[1 - i]);
		}
		for (int i = 0; i < 2; i++) {
			assert_true(wait(&status) > 0);
			assert_int_equal(status, 0);
		}
		assert_int_equal(ask_int(s,
				     "SELECT count(*) FROM agent WHERE"
				     " role = 'administrator' AND active = 1"),
		    1);
		dbtest_do(s->db, "UPDATE agent SET active = 1");
		if (dbtest_postgres())
			dbtest_do(s->db,
			    "ALTER ROLE jefa LOGIN;"
			    " ALTER ROLE otra LOGIN");
	}
}

static void
a_disabled_agent_is_out(void **state)
{
	struct staff *s = *state, other;
	struct agent_done out;

	memset(&other, 0, sizeof(other));
	core_init(&other.c, s->db, &dbtest_clock);
	be(&other, "nora");
	fine(&other, state_set(&other.c, ID_NONE, STR("paused"), STR("café")));
	be(s, "jefa");
	fine(s, agent_disable(&s->c, &s->a, STR("nora"), &out));
	refused(&other, agent_refresh(&other.c), ERR_DENIED, "no active agent");
	assert_true(id_none(other.c.me.id));
	refused(&other, state_set(&other.c, ID_NONE, STR("ready"), STR_NONE),
	    ERR_DENIED, "nobody is signed in");
	refused(&other, agent_enter(&other.c, STR("nora")), ERR_DENIED,
	    "no active agent");
	same(ask(s,
		 "SELECT s.state FROM agent_state s JOIN agent a"
		 " ON a.id = s.agent WHERE a.login = 'nora'"),
	    "offline");
	be(s, "jefa");
	refused(s, agent_disable(&s->c, &s->a, STR("nora"), &out), ERR_INVALID,
	    "disabled already");
	fine(s, agent_enable(&s->c, &s->a, STR("nora"), &out));
	be(&other, "nora");
	core_done(&other.c);
}

/* ---- finding ------------------------------------------------------------ */

static struct str
logins(struct staff *s, const struct agent_filter *f)
{
	struct rows_agent_list rows;
	struct str out = STR_NONE;

	fine(s, agent_list(&s->c, &s->a, f, &rows));
	for (size_t i = 0; i < rows.n; i++)
		out = str_printf(&s->a, "%s%s%s", out.s, i > 0 ? " " : "",
		    rows.v[i].login.s);
	return out;
}

static void
the_list_is_filtered(void **state)
{
	struct staff *s = *state;
	struct agent_filter f = { .role = STR_NONE,
		.branch = STR_NONE,
		.team = STR_NONE,
		.text = STR_NONE };
	struct agent_new in = person("ines", "agent", "norte", "");
	struct agent_done out;

	in.name = STR("Inés Núñez");
	fine(s, agent_add(&s->c, &s->a, &in, &out));
	fine(s, agent_disable(&s->c, &s->a, STR("tito"), &out));
	same(logins(s, &f), "auro ines jefa nora sara");
	f.all = true;
	same(logins(s, &f), "auro ines jefa nora sara tito");
	f.branch = STR("norte");
	same(logins(s, &f), "ines tito");
	f.branch = STR_NONE;
	f.team = STR("ventas");
	same(logins(s, &f), "nora");
	f.team = STR_NONE;
	f.role = STR("auditor");
	same(logins(s, &f), "auro");
	f.role = STR_NONE;
	f.text = STR("NUÑ");
	same(logins(s, &f), "ines");
	f.text = STR("100%");
	same(logins(s, &f), "");
	f.text = STR_NONE;
	f.limit = 2;
	same(logins(s, &f), "auro ines");
}

static void
the_list_ends_where_the_scope_does(void **state)
{
	struct staff *s = *state;
	struct agent_filter f = { .role = STR_NONE,
		.branch = STR_NONE,
		.team = STR_NONE,
		.text = STR_NONE };
	struct row_agent_list row;

	be(s, "nora");
	same(logins(s, &f), "nora sara"); /* branch */
	s->c.grants[MAY_AGENT_READ] = SCOPE_TEAM;
	same(logins(s, &f), "nora");
	s->c.grants[MAY_AGENT_READ] = SCOPE_OWN;
	same(logins(s, &f), "nora");
	refused(s, agent_get(&s->c, &s->a, STR("tito"), &row), ERR_NOT_FOUND,
	    "no agent 'tito'");
	s->c.grants[MAY_AGENT_READ] = SCOPE_NONE;
	refused(s, agent_get(&s->c, &s->a, STR("sara"), &row), ERR_DENIED,
	    "agent.read");
	fine(s, agent_get(&s->c, &s->a, STR("nora"), &row));
	be(s, "jefa");
	fine(s, team_join(&s->c, STR("ventas"), STR("tito"), false));
	be(s, "nora");
	s->c.grants[MAY_AGENT_READ] = SCOPE_TEAM;
	same(logins(s, &f), "nora tito");
}

/* ---- every write -------------------------------------------------------- */

static enum err
run_add(struct staff *s)
{
	struct agent_new in = person("rosa", "agent", "centro", "ventas");
	struct agent_done out;

	return agent_add(&s->c, &s->a, &in, &out);
}

static enum err
run_edit(struct staff *s)
{
	struct agent_change in = { .name = STR("Rosa"),
		.role = STR_NONE,
		.branch = STR_NONE,
		.lang = STR_NONE,
		.zone = STR_NONE };
	struct agent_done out;

	return agent_edit(&s->c, &s->a, STR("nora"), &in, &out);
}

static enum err
run_disable(struct staff *s)
{
	struct agent_done out;

	return agent_disable(&s->c, &s->a, STR("nora"), &out);
}

static enum err
run_enable(struct staff *s)
{
	struct agent_done out;

	return agent_enable(&s->c, &s->a, STR("nora"), &out);
}

static void
each_write_is_one_event_once(void **state)
{
	static const struct write_case cases[] = {
		{ "agent_add", MAY_AGENT_ADMIN, run_add },
		{ "agent_edit", MAY_AGENT_ADMIN, run_edit },
		{ "agent_disable", MAY_AGENT_ADMIN, run_disable },
		{ "agent_enable", MAY_AGENT_ADMIN, run_enable },
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
		TEST(a_login_has_a_plain_form),
		TEST(an_agent_comes_with_team_state_and_history),
		TEST(without_a_branch_there_are_defaults),
		TEST(a_login_is_given_once),
		TEST(what_does_not_exist_is_refused_whole),
		TEST(a_password_is_handed_over_once),
		TEST(no_secret_reaches_the_log),
		TEST(an_edit_changes_what_is_given),
		TEST(an_edit_of_an_old_version_is_a_conflict),
		TEST(the_last_administrator_stays),
		TEST(the_last_two_cannot_send_each_other_away),
		TEST(a_disabled_agent_is_out),
		TEST(the_list_is_filtered),
		TEST(the_list_ends_where_the_scope_does),
		TEST(each_write_is_one_event_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
