/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stafftest.h - a small centre's people, made by the program itself, for tests
 * of roles, staff, sign-in, states and the trail.
 *
 * jefa is administrator, sara supervisor, nora agent of team ventas in branch
 * centro, tito agent of team taller in branch norte, auro auditor. Tests act
 * as jefa until they say otherwise. Nobody has a password.
 */
#ifndef STAFFTEST_H
#define STAFFTEST_H

#include "test.h"

#include "core/agent.h"
#include "core/audit.h"
#include "core/role.h"
#include "core/sign.h"
#include "core/state.h"
#include "core/team.h"
#include "dbtest.h"

struct staff {
	struct db *db;
	struct core c;
	struct arena a; /* of the test */
	struct id jefa, sara, nora, tito, auro;
};

static inline void
fine(struct staff *s, enum err rc)
{
	if (rc != OK)
		fail_msg("%s: %s", err_name(rc), s->c.fault.text);
	core_rest(&s->c);
}

/* `rc` was returned with a sentence that says `what`. */
static inline void
refused(struct staff *s, enum err rc, enum err want, const char *what)
{
	if (rc != want || s->c.fault.code != want ||
	    strstr(s->c.fault.text, what) == NULL)
		fail_msg("got %s: \"%s\", want %s: \"%s\"", err_name(rc),
		    s->c.fault.text, err_name(want), what);
	core_rest(&s->c);
}

static inline struct agent_new
person(const char *login, const char *role, const char *branch,
    const char *teams)
{
	return (struct agent_new){ .login = str_of(login),
		.name = str_of(login),
		.role = str_of(role),
		.branch = str_of(branch),
		.teams = str_of(teams),
		.lang = STR_NONE,
		.zone = STR_NONE,
		.password = STR_NONE,
		.no_password = true };
}

static inline struct id
hire(struct staff *s, const char *login, const char *role, const char *branch,
    const char *teams)
{
	struct agent_new in = person(login, role, branch, teams);
	struct agent_done done;

	fine(s, agent_add(&s->c, &s->a, &in, &done));
	return done.id;
}

static inline void
open_branch(struct staff *s, const char *code)
{
	struct branch_new b = { .code = str_of(code),
		.name = str_of(code),
		.city = STR("Concepción"),
		.zone = STR("America/Santiago"),
		.lang = STR("es-CL") };

	fine(s, branch_add(&s->c, &b));
}

static inline void
be(struct staff *s, const char *login)
{
	fine(s, agent_enter(&s->c, str_of(login)));
}

static inline int
staff_start(void **state)
{
	struct staff *s = calloc(1, sizeof(*s));

	s->db = dbtest_open();
	core_init(&s->c, s->db, &dbtest_clock);
	fine(s, agent_enter_setup(&s->c));
	fine(s, role_setup(&s->c));
	s->jefa = hire(s, "jefa", "administrator", "", "");
	be(s, "jefa");
	open_branch(s, "centro");
	open_branch(s, "norte");
	fine(s, team_add(&s->c, STR("ventas"), STR("Ventas"), STR("centro")));
	fine(s, team_add(&s->c, STR("taller"), STR("Taller"), STR_NONE));
	s->sara = hire(s, "sara", "supervisor", "centro", "");
	s->nora = hire(s, "nora", "agent", "centro", "ventas");
	s->tito = hire(s, "tito", "agent", "norte", "taller");
	s->auro = hire(s, "auro", "auditor", "", "");
	*state = s;
	return 0;
}

static inline int
staff_end(void **state)
{
	struct staff *s = *state;

	core_done(&s->c);
	arena_done(&s->a);
	db_close(s->db);
	free(s);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, staff_start, staff_end)

static inline struct str
ask(struct staff *s, const char *sql)
{
	return dbtest_ask(s->db, &s->a, sql);
}

static inline int64_t
ask_int(struct staff *s, const char *sql)
{
	int64_t n = -1;

	assert_true(str_int(ask(s, sql), &n));
	return n;
}

static inline int64_t
events(struct staff *s)
{
	return ask_int(s, "SELECT count(*) FROM event_log");
}

static inline void
same(struct str got, const char *want)
{
	assert_string_equal(got.s, want);
}

/* Everything that a write here could have touched, as one text. */
static inline void
snapshot(struct staff *s, struct buf *out)
{
	static const char *const sums[] = {
		"count(*) FROM event_log",
		"count(*) FROM event_value",
		"count(*) FROM applied_op",
		"count(*) FROM event_anchor",
		"sum(version + active) FROM agent",
		"sum(scope) FROM role_grant",
		"count(*) FROM role_grant",
		"sum(class) FROM role_field",
		"sum(version) FROM branch",
		"sum(version) FROM team",
		"sum(1 + leads) FROM team_member",
		"count(*) FROM skill",
		"sum(level) FROM agent_skill",
		"sum(version) FROM agent_state",
		"sum(COALESCE(to_at, 1)) FROM stay",
		"count(*) FROM cabina",
		"sum(fails + length(hash) + must_change) FROM agent_secret",
	};

	buf_reset(out);
	for (size_t i = 0; i < countof(sums); i++)
		buf_printf(out, "%s: %s\n", sums[i],
		    ask(s, str_printf(&s->a, "SELECT %s", sums[i]).s).s);
}

/*
 * What every writing function owes: without the right it is refused and no
 * change; one event; the same op again is the same outcome and no change.
 */
struct write_case {
	const char *name;
	enum may may;
	enum err (*run)(struct staff *);
};

static inline void
prove_write(struct staff *s, const struct write_case *t)
{
	struct id op = id_make(clock_now(&dbtest_clock)), first;
	struct buf before = { 0 }, after = { 0 };
	int64_t n = events(s);

	snapshot(s, &before);
	s->c.grants[t->may] = SCOPE_NONE;
	refused(s, t->run(s), ERR_DENIED, may_name(t->may));
	be(s, "jefa");
	snapshot(s, &after);
	assert_string_equal(before.s, after.s);

	s->c.op = op;
	fine(s, t->run(s));
	if (events(s) != n + 1)
		fail_msg("%s: %lld events", t->name,
		    (long long)(events(s) - n));
	first = s->c.done.id;

	snapshot(s, &before);
	s->c.op = op;
	fine(s, t->run(s));
	if (!s->c.done.replayed)
		fail_msg("%s: not recognised", t->name);
	assert_string_equal(s->c.done.id.s, first.s);
	snapshot(s, &after);
	assert_string_equal(before.s, after.s);
	buf_done(&before);
	buf_done(&after);
}

/* The log is whole. */
static inline void
prove_chain(struct staff *s)
{
	struct event_check check;

	fine(s, audit_verify(&s->c, STR_NONE, &check));
	if (check.bad != 0)
		fail_msg("event %lld: %s", (long long)check.bad, check.why);
}

#endif
