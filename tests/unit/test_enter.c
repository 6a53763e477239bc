/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_enter.c - acting as somebody: rights, veil, database roles.
 */
#include "stafftest.h"

/* ---- acting ------------------------------------------------------------- */

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
	assert_int_equal(veil,
	    1u << CLASS_PERSONAL | 1u << CLASS_SENSITIVE | 1u << CLASS_SECRET);
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
	same(ask(s,
		 "SELECT a.login FROM event_log e JOIN agent a"
		 " ON a.id = e.actor ORDER BY e.n DESC LIMIT 1"),
	    "nora");
	same(ask(s,
		 "SELECT a.login FROM event_log e JOIN agent a"
		 " ON a.id = e.real_actor ORDER BY e.n DESC LIMIT 1"),
	    "jefa");
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
	same(new.c.me.login,
	    dbtest_postgres() ? db_session_role(new.db).s : "admin");
	assert_true(dbtest_postgres() == (out.password.len == 0));
	refused(&new, agent_enter_setup(&new.c), ERR_DENIED, "agents already");
	/* The program's own events have no actor on either engine. */
	same(dbtest_ask(new.db, &new.a,
		 "SELECT count(*) FROM event_log"
		 " WHERE actor IS NULL OR actor = ''"),
	    "2");
	core_done(&new.c);
	arena_done(&new.a);
	db_close(new.db);
}

/* ---- database roles ----------------------------------------------------- */

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
	assert_int_equal(ask_int(s,
			     "SELECT count(*) FROM pg_roles WHERE"
			     " rolname IN ('jefa', 'nora') AND rolcanlogin"),
	    2);
	same(ask(s,
		 "SELECT pg_has_role('nora', 'cabina_user', 'MEMBER')::int"
		 " || ',' || pg_has_role('nora', 'cabina_admin', 'MEMBER')::int"
		 " || ',' || pg_has_role('jefa', 'cabina_admin', "
		 "'MEMBER')::int"),
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
	same(ask(s,
		 "SELECT a.login || ' ' || r.login FROM event_log e"
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
	assert_null(strstr(out.sql.s, "ten past"));
	assert_true(dbtest_postgres() == (out.sql.len > 0));
	if (dbtest_postgres()) {
		assert_int_equal(ask_int(s,
				     "SELECT count(*) FROM pg_roles"
				     " WHERE rolname = 'nueva.del.dba'"),
		    0);
		dbtest_do(s->db, "RESET ROLE");
		dbtest_do(s->db, out.sql.s);
		/* The server took it for what it is, and hashed nothing. */
		assert_non_null(strstr(out.sql.s,
		    ask(s,
			"SELECT rolpassword FROM pg_authid"
			" WHERE rolname = 'nueva.del.dba'")
			.s));
		dbtest_do(s->db, "DROP ROLE \"nueva.del.dba\"");
	}
	same(ask(s, "SELECT role FROM agent WHERE login = 'nueva.del.dba'"),
	    "administrator");
}

/* Who came with a load or a demo, or was made by hand: a password makes of them
 * what they are here. */
static void
a_password_gives_a_role_its_groups(void **state)
{
	static const char *const before[] = { "DROP ROLE tardia",
		"REVOKE cabina_admin, cabina_user FROM tardia" };
	struct staff *s = *state;
	struct agent_done out;

	hire(s, "tardia", "administrator", "", "");
	for (size_t i = 0; i < countof(before); i++) {
		if (dbtest_postgres())
			dbtest_do(s->db, before[i]);
		fine(s,
		    sign_reset(&s->c, &s->a, STR("tardia"), STR_NONE, &out));
		assert_int_equal(out.sql.len, 0);
		if (dbtest_postgres())
			same(ask(s,
				 "SELECT pg_has_role('tardia', 'cabina_admin', "
				 "'MEMBER')::int || ',' || "
				 "pg_has_role('tardia',"
				 " 'cabina_user', 'MEMBER')::int"),
			    "1,1");
	}
	if (dbtest_postgres())
		dbtest_do(s->db, "DROP ROLE tardia");
}

/* An administrator's database rights are enough for an administrator's work,
 * and an agent's are not. */
static void
the_server_agrees_with_the_program(void **state)
{
	struct staff *s = *state;
	struct agent_change up = { .role = STR("supervisor"),
		.name = STR_NONE,
		.branch = STR_NONE,
		.lang = STR_NONE,
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
				 SCOPE_ALL),
	    OK);
	core_rest(&s->c);
	dbtest_do(s->db, "RESET ROLE");
	same(ask(s,
		 "SELECT count(*) FROM role_grant WHERE role = 'agent'"
		 " AND verb = 'load.run'"),
	    "0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(entering_loads_rights_and_veil),
		TEST(acting_as_another_shows_both),
		TEST(entering_needs_an_active_agent),
		TEST(setup_ends_with_the_first_agent),
		TEST(the_database_role_is_the_person),
		TEST(acting_through_set_role_shows_both),
		TEST(without_createrole_the_sql_is_handed_over),
		TEST(a_password_gives_a_role_its_groups),
		TEST(the_server_agrees_with_the_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
