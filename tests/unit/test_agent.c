/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_agent.c - the people who work here, teams and skills, and acting as
 * somebody, on either engine.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "stafftest.h"

/* ---- adding ----------------------------------------------------------------------- */

static void
a_login_has_a_plain_form(void **state)
{
	static const char *const bad[] = { "", "Ana", "9ana", "ana rojas",
		"ana\"", "ana;drop", "año", ".ana", "a/b",
		"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg" };
	static const char *const good[] = { "a", "ana.rojas", "a-b_c.9",
		"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff" };
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
	struct agent_new in = person("rosa", "agent", "centro",
	    "ventas, taller");
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
	same(row.lang, "es-CL");	/* the branch's */
	same(row.zone, "America/Santiago");
	assert_int_equal(row.since_at, clock_now(&dbtest_clock));
	assert_int_equal(row.active, 1);
	same(ask(s, str_printf(&s->a, "SELECT state FROM stay WHERE entity ="
	    " '%s' AND kind = 'agent' AND to_at IS NULL", out.id.s).s),
	    "offline");
	same(ask(s, "SELECT v.new FROM event_value v JOIN event_log e"
	    " ON e.n = v.n WHERE e.kind = 'agent.add' AND v.field = 'login'"
	    " ORDER BY e.n DESC LIMIT 1"), "rosa");
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
		struct agent_new in = person("rosa", bad[i].role,
		    bad[i].branch, bad[i].teams);
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
	assert_int_equal(ask_int(s, "SELECT count(*) FROM event_value WHERE"
	    " new LIKE '%marraqueta%' OR new LIKE '%argon2%'"), 0);
	assert_int_equal(ask_int(s, "SELECT count(*) FROM event_log WHERE"
	    " body LIKE '%marraqueta%' OR body LIKE '%argon2%'"), 0);
}

/* ---- changing --------------------------------------------------------------------- */

static void
an_edit_changes_what_is_given(void **state)
{
	struct staff *s = *state;
	struct agent_change in = { .name = STR("Nora Díaz"), .role = STR_NONE,
		.branch = STR("-"), .lang = STR("en"), .zone = STR_NONE };
	struct row_agent_list row;
	struct agent_done out;

	fine(s, agent_edit(&s->c, &s->a, STR("nora"), &in, &out));
	fine(s, agent_get(&s->c, &s->a, STR("nora"), &row));
	same(row.name, "Nora Díaz");
	same(row.role, "agent");
	same(row.branch, "");
	same(row.lang, "en");
	assert_int_equal(row.version, 2);
	assert_int_equal(ask_int(s, "SELECT count(*) FROM event_value v"
	    " JOIN event_log e ON e.n = v.n WHERE e.kind = 'agent.edit'"), 3);
	refused(s, agent_edit(&s->c, &s->a, STR("nora"), &in, &out),
	    ERR_INVALID, "nothing to change");
}

static void
an_edit_of_an_old_version_is_a_conflict(void **state)
{
	struct staff *s = *state;
	struct agent_change in = { .name = STR("Nora 2"), .role = STR_NONE,
		.branch = STR_NONE, .lang = STR_NONE, .zone = STR_NONE,
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
	struct agent_change down = { .role = STR("agent"), .name = STR_NONE,
		.branch = STR_NONE, .lang = STR_NONE, .zone = STR_NONE };
	struct agent_done out;

	refused(s, agent_edit(&s->c, &s->a, STR("jefa"), &down, &out),
	    ERR_INVALID, "last active administrator");
	hire(s, "otra", "administrator", "", "");
	be(s, "otra");
	fine(s, agent_disable(&s->c, &s->a, STR("jefa"), &out));
	refused(s, agent_edit(&s->c, &s->a, STR("otra"), &down, &out),
	    ERR_INVALID, "last active administrator");
	refused(s, agent_disable(&s->c, &s->a, STR("otra"), &out),
	    ERR_INVALID, "nobody disables themselves");
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
		assert_int_equal(ask_int(s, "SELECT count(*) FROM agent WHERE"
		    " role = 'administrator' AND active = 1"), 1);
		dbtest_do(s->db, "UPDATE agent SET active = 1");
		if (dbtest_postgres())
			dbtest_do(s->db, "ALTER ROLE jefa LOGIN;"
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
	refused(&other, agent_refresh(&other.c), ERR_DENIED,
	    "no active agent");
	assert_true(id_none(other.c.me.id));
	refused(&other, state_set(&other.c, ID_NONE, STR("ready"), STR_NONE),
	    ERR_DENIED, "nobody is signed in");
	refused(&other, agent_enter(&other.c, STR("nora")), ERR_DENIED,
	    "no active agent");
	same(ask(s, "SELECT s.state FROM agent_state s JOIN agent a"
	    " ON a.id = s.agent WHERE a.login = 'nora'"), "offline");
	be(s, "jefa");
	refused(s, agent_disable(&s->c, &s->a, STR("nora"), &out), ERR_INVALID,
	    "disabled already");
	fine(s, agent_enable(&s->c, &s->a, STR("nora"), &out));
	be(&other, "nora");
	core_done(&other.c);
}

/* ---- finding ---------------------------------------------------------------------- */

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
	struct agent_filter f = { .role = STR_NONE, .branch = STR_NONE,
		.team = STR_NONE, .text = STR_NONE };
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
	struct agent_filter f = { .role = STR_NONE, .branch = STR_NONE,
		.team = STR_NONE, .text = STR_NONE };
	struct row_agent_list row;

	be(s, "nora");
	same(logins(s, &f), "nora sara");	/* branch */
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

/* ---- acting ----------------------------------------------------------------------- */

static void
entering_loads_rights_and_veil(void **state)
{
	struct staff *s = *state;
	unsigned veil;

	be(s, "nora");
	same(s->c.me.login, "nora");
	same(s->c.me.branch, "centro");
	same(s->c.real.login, "nora");
	assert_int_equal(s->c.grants[MAY_CUSTOMER_READ], SCOPE_ALL);
	assert_int_equal(s->c.grants[MAY_TICKET_EDIT], SCOPE_TEAM);
	assert_int_equal(s->c.grants[MAY_AGENT_ADMIN], SCOPE_NONE);
	veil = db_veil(s->db, 0);
	assert_int_equal(veil, 1u << CLASS_SENSITIVE | 1u << CLASS_SECRET);
	be(s, "auro");
	veil = db_veil(s->db, 0);
	assert_int_equal(veil, 1u << CLASS_PERSONAL | 1u << CLASS_SENSITIVE |
	    1u << CLASS_SECRET);
	be(s, "jefa");
	assert_int_equal(db_veil(s->db, 0), 1u << CLASS_SECRET);
	for (int may = 1; may < MAY_COUNT; may++)
		assert_int_equal(s->c.grants[may], SCOPE_ALL);
	fine(s, agent_enter_as(&s->c, STR("nora")));
	same(s->c.me.login, "nora");
	same(s->c.real.login, "jefa");
	agent_leave(&s->c);
	assert_true(id_none(s->c.me.id) && id_none(s->c.real.id));
	assert_int_equal(s->c.grants[MAY_TYPIFICATION_READ], SCOPE_NONE);
	assert_int_equal(db_veil(s->db, 0) >> CLASS_PERSONAL, 7);
}

/* Both who acts and who is at the keyboard are in the log. */
static void
acting_as_another_shows_both(void **state)
{
	struct staff *s = *state;

	fine(s, agent_enter_as(&s->c, STR("nora")));
	fine(s, state_set(&s->c, ID_NONE, STR("paused"), STR("prueba")));
	same(ask(s, "SELECT a.login FROM event_log e JOIN agent a"
	    " ON a.id = e.actor ORDER BY e.n DESC LIMIT 1"), "nora");
	same(ask(s, "SELECT a.login FROM event_log e JOIN agent a"
	    " ON a.id = e.real_actor ORDER BY e.n DESC LIMIT 1"), "jefa");
}

static void
entering_needs_an_active_agent(void **state)
{
	struct staff *s = *state;

	refused(s, agent_enter(&s->c, STR("nadie")), ERR_DENIED,
	    "'nadie' is no active agent");
	same(s->c.me.login, "jefa");
	refused(s, agent_enter(&s->c, STR_NONE), ERR_DENIED, "no active");
}

static void
setup_ends_with_the_first_agent(void **state)
{
	struct staff *s = *state;
	struct staff new;
	struct agent_done out;

	refused(s, agent_enter_setup(&s->c), ERR_DENIED, "agents already");
	memset(&new, 0, sizeof(new));
	new.db = dbtest_open();
	core_init(&new.c, new.db, &dbtest_clock);
	refused(&new, agent_first(&new.c, &new.a, STR("X"), &out), ERR_DENIED,
	    "nobody is signed in");
	fine(&new, agent_enter_setup(&new.c));
	fine(&new, role_setup(&new.c));
	fine(&new, agent_first(&new.c, &new.a, STR("Instalador"), &out));
	same(new.c.me.role, "administrator");
	same(new.c.me.login, dbtest_postgres() ? db_session_role(new.db).s
					       : "admin");
	assert_true(dbtest_postgres() == (out.password.len == 0));
	refused(&new, agent_enter_setup(&new.c), ERR_DENIED,
	    "agents already");
	/* The program's own events have no actor; but PostgreSQL knows whose
	 * role it is as soon as that agent is there. */
	same(dbtest_ask(new.db, &new.a, "SELECT count(*) FROM event_log"
	    " WHERE actor IS NULL OR actor = ''"),
	    dbtest_postgres() ? "1" : "2");
	core_done(&new.c);
	arena_done(&new.a);
	db_close(new.db);
}

/* ---- database roles ------------------------------------------------------------------ */

static void
the_database_role_is_the_person(void **state)
{
	struct staff *s = *state;

	if (!dbtest_postgres()) {
		refused(s, agent_enter_role(&s->c), ERR_INVALID,
		    "no roles of its own");
		return;
	}
	refused(s, agent_enter_role(&s->c), ERR_DENIED,
	    "is no active agent here");
	same(s->c.me.login, "jefa");
	assert_int_equal(ask_int(s, "SELECT count(*) FROM pg_roles WHERE"
	    " rolname IN ('jefa', 'nora') AND rolcanlogin"), 2);
	same(ask(s, "SELECT pg_has_role('nora', 'cabina_user', 'MEMBER')::int"
	    " || ',' || pg_has_role('nora', 'cabina_admin', 'MEMBER')::int"
	    " || ',' || pg_has_role('jefa', 'cabina_admin', 'MEMBER')::int"),
	    "1,0,1");
}

/* SET ROLE: who acts is the role, who sits there is the session's. */
static void
acting_through_set_role_shows_both(void **state)
{
	struct db_options o = { .clock = &dbtest_clock, .as = "nora" };
	struct staff *s = *state, other;

	if (!dbtest_postgres()) {
		same(db_role(s->db), "");
		return;
	}
	memset(&other, 0, sizeof(other));
	assert_int_equal(db_open(&other.db, dbtest_url(), &o, NULL), OK);
	core_init(&other.c, other.db, &dbtest_clock);
	refused(&other, agent_enter_role(&other.c), ERR_DENIED,
	    db_session_role(s->db).s);
	hire(s, db_session_role(s->db).s, "administrator", "", "");
	fine(&other, agent_enter_role(&other.c));
	same(other.c.me.login, "nora");
	same(other.c.real.login, db_session_role(s->db).s);
	fine(&other, state_set(&other.c, ID_NONE, STR("paused"), STR("x")));
	same(ask(s, "SELECT a.login || ' ' || r.login FROM event_log e"
	    " JOIN agent a ON a.id = e.actor JOIN agent r"
	    " ON r.id = e.real_actor ORDER BY e.n DESC LIMIT 1"),
	    str_printf(&s->a, "nora %s", db_session_role(s->db).s).s);
	core_done(&other.c);
	db_close(other.db);
}

/* Whoever may not make roles gets the words for whoever may. */
static void
without_createrole_the_sql_is_handed_over(void **state)
{
	struct staff *s = *state;
	struct agent_new in = person("nueva.del.dba", "administrator", "", "");
	struct agent_done out;

	in.no_password = false;
	in.password = STR("o'clock\\ten past");
	if (dbtest_postgres())
		dbtest_do(s->db, "SET ROLE jefa");
	fine(s, agent_add(&s->c, &s->a, &in, &out));
	same(out.sql, dbtest_postgres()
	    ? "CREATE ROLE \"nueva.del.dba\" LOGIN PASSWORD"
	      " E'o''clock\\\\ten past';\n"
	      "GRANT cabina_user TO \"nueva.del.dba\";\n"
	      "GRANT cabina_admin TO \"nueva.del.dba\";\n"
	    : "");
	if (dbtest_postgres()) {
		assert_int_equal(ask_int(s, "SELECT count(*) FROM pg_roles"
		    " WHERE rolname = 'nueva.del.dba'"), 0);
		dbtest_do(s->db, "RESET ROLE");
		dbtest_do(s->db, out.sql.s);
		dbtest_do(s->db, "DROP ROLE \"nueva.del.dba\"");
	}
	same(ask(s, "SELECT role FROM agent WHERE login = 'nueva.del.dba'"),
	    "administrator");
}

/* An administrator's database rights are enough for an administrator's work,
 * and an agent's are not. */
static void
the_server_agrees_with_the_program(void **state)
{
	struct staff *s = *state;
	struct agent_change up = { .role = STR("supervisor"),
		.name = STR_NONE, .branch = STR_NONE, .lang = STR_NONE,
		.zone = STR_NONE };
	struct agent_done out;
	int64_t gone;

	if (dbtest_postgres())
		dbtest_do(s->db, "SET ROLE jefa");
	hire(s, "de.jefa", "agent", "centro", "taller");
	fine(s, agent_edit(&s->c, &s->a, STR("nora"), &up, &out));
	fine(s, agent_disable(&s->c, &s->a, STR("tito"), &out));
	fine(s, team_join(&s->c, STR("taller"), STR("nora"), true));
	fine(s, team_leave(&s->c, STR("taller"), STR("nora")));
	fine(s, role_grant(&s->c, STR("agent"), STR("load.run"), SCOPE_ALL));
	fine(s, role_revoke(&s->c, STR("agent"), STR("load.run")));
	fine(s, skill_add(&s->c, STR("motos"), STR("Motos")));
	fine(s, skill_set(&s->c, STR("nora"), STR("motos"), 3));
	fine(s, skill_set(&s->c, STR("nora"), STR("motos"), 0));
	fine(s, audit_forget(&s->c, &gone));
	prove_chain(s);
	if (!dbtest_postgres())
		return;
	dbtest_do(s->db, "RESET ROLE; SET ROLE nora");
	assert_int_not_equal(role_grant(&s->c, STR("agent"), STR("load.run"),
	    SCOPE_ALL), OK);
	core_rest(&s->c);
	dbtest_do(s->db, "RESET ROLE");
	same(ask(s, "SELECT count(*) FROM role_grant WHERE role = 'agent'"
	    " AND verb = 'load.run'"), "0");
}

/* ---- teams and skills ------------------------------------------------------------------ */

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
	struct branch_new b = { .code = STR("sur"), .name = STR("Sur"),
		.city = STR_NONE, .zone = STR_NONE, .lang = STR_NONE };

	refused(s, team_add(&s->c, STR("Ventas"), STR("x"), STR_NONE),
	    ERR_INVALID, "must be a code");
	refused(s, team_add(&s->c, STR("ventas"), STR("x"), STR_NONE),
	    ERR_CONFLICT, "'ventas' is taken");
	refused(s, team_add(&s->c, STR("nuevo"), STR("x"), STR("sur")),
	    ERR_NOT_FOUND, "no branch 'sur'");
	fine(s, branch_add(&s->c, &b));
	refused(s, branch_add(&s->c, &b), ERR_CONFLICT, "is taken");
	fine(s, team_edit(&s->c, STR("taller"), STR("Taller Sur"), STR("sur"),
	    1));
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
	refused(s, skill_set(&s->c, STR("nora"), STR("aleman"), 6),
	    ERR_INVALID, "1 to 5");
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
	refused(s, skill_set(&s->c, STR("nora"), STR("aleman"), 4),
	    ERR_INVALID, "already");
	fine(s, skill_set(&s->c, STR("nora"), STR("aleman"), 0));
	fine(s, skill_of(&s->c, &s->a, STR("nora"), &rows));
	assert_int_equal(rows.n, 0);
}

/* ---- every write ------------------------------------------------------------------------ */

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
	struct agent_change in = { .name = STR("Rosa"), .role = STR_NONE,
		.branch = STR_NONE, .lang = STR_NONE, .zone = STR_NONE };
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

static enum err
run_branch_add(struct staff *s)
{
	struct branch_new b = { .code = STR("sur"), .name = STR("Sur"),
		.city = STR("Punta Arenas"), .zone = STR_NONE,
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
		{ "agent_add", MAY_AGENT_ADMIN, run_add },
		{ "agent_edit", MAY_AGENT_ADMIN, run_edit },
		{ "agent_disable", MAY_AGENT_ADMIN, run_disable },
		{ "agent_enable", MAY_AGENT_ADMIN, run_enable },
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
		TEST(entering_loads_rights_and_veil),
		TEST(acting_as_another_shows_both),
		TEST(entering_needs_an_active_agent),
		TEST(setup_ends_with_the_first_agent),
		TEST(the_database_role_is_the_person),
		TEST(acting_through_set_role_shows_both),
		TEST(without_createrole_the_sql_is_handed_over),
		TEST(the_server_agrees_with_the_program),
		TEST(a_retired_team_takes_nobody),
		TEST(members_lead_or_follow),
		TEST(setup_texts_are_checked),
		TEST(skills_have_levels),
		TEST(each_write_is_one_event_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
