/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_state.c - the agent's state machine and the stays it leaves.
 */
#include "stafftest.h"

static const char *const states[] = { "offline", "paused", "ready", "reserved",
	"engaged", "wrap-up" };

/* The allowed moves, from the row to the column in the order above: s by
 * oneself, c by a chief, f by the flow of work. */
static const char *const want[countof(states)][countof(states)] = {
	/* offline  paused  ready  reserved engaged wrap-up */
	{ "", "sc", "", "", "f", "" },	    /* offline */
	{ "sc", "sc", "sc", "", "f", "" },  /* paused */
	{ "sc", "sc", "", "f", "f", "" },   /* ready */
	{ "c", "cf", "scf", "", "sf", "" }, /* reserved */
	{ "c", "f", "f", "", "", "sf" },    /* engaged */
	{ "c", "scf", "scf", "", "f", "" }, /* wrap-up */
};

static void
force(struct staff *s, const char *to)
{
	dbtest_do(s->db,
	    str_printf(&s->a,
		"UPDATE agent_state SET state = '%s'"
		" WHERE agent = '%s'",
		to, s->nora.s)
		.s);
}

static struct str
current(struct staff *s)
{
	return ask(s,
	    str_printf(&s->a,
		"SELECT state FROM agent_state WHERE"
		" agent = '%s'",
		s->nora.s)
		.s);
}

struct flow {
	struct id agent;
	const char *to;
};

static enum err
flow_body(struct core *c, struct write *w)
{
	const struct flow *f = w->u;

	return state_move(c, w, f->agent, str_of(f->to), STR("contact"));
}

static enum err
flow(struct staff *s, const char *to)
{
	struct flow f = { s->nora, to };
	struct write w = { .may = MAY_ANYONE,
		.kind = "test.flow",
		.entity = "agent",
		.id = s->nora,
		.body = flow_body,
		.u = &f };

	return core_write(&s->c, &w);
}

static enum err
ask_for(struct staff *s, char who, const char *to)
{
	if (who == 'f')
		return flow(s, to);
	return state_set(&s->c, who == 's' ? ID_NONE : s->nora, str_of(to),
	    STR("motivo"));
}

static void
try_all(struct staff *s, char who)
{
	for (size_t from = 0; from < countof(states); from++)
		for (size_t to = 0; to < countof(states); to++) {
			bool may = strchr(want[from][to], who) != NULL;
			enum err rc;

			force(s, states[from]);
			rc = ask_for(s, who, states[to]);
			if (rc != (may ? OK : ERR_INVALID))
				fail_msg("%c: %s to %s: %s", who, states[from],
				    states[to],
				    rc == OK ? "allowed" : s->c.fault.text);
			same(current(s), states[may ? to : from]);
			core_rest(&s->c);
		}
}

static void
an_agent_makes_only_their_own_moves(void **state)
{
	struct staff *s = *state;

	be(s, "nora");
	try_all(s, 's');
}

static void
a_chief_makes_only_a_chiefs_moves(void **state)
{
	struct staff *s = *state;

	be(s, "sara");
	try_all(s, 'c');
}

static void
work_makes_only_the_flows_moves(void **state)
{
	struct staff *s = *state;

	be(s, "nora");
	try_all(s, 'f');
	be(s, "jefa");
	prove_chain(s);
}

static void
a_refusal_says_what_is_possible(void **state)
{
	struct staff *s = *state;

	be(s, "nora");
	refused(s, state_set(&s->c, ID_NONE, STR("ready"), STR_NONE),
	    ERR_INVALID,
	    "'ready' cannot follow 'offline'; possible now: "
	    "paused");
	refused(s, state_set(&s->c, ID_NONE, STR("asleep"), STR_NONE),
	    ERR_INVALID, "no state 'asleep'");
}

static void
a_pause_needs_a_reason(void **state)
{
	struct staff *s = *state;
	struct row_state_list row;

	be(s, "nora");
	refused(s, state_set(&s->c, ID_NONE, STR("paused"), STR(" ")),
	    ERR_INVALID, "the reason is empty");
	fine(s, state_set(&s->c, ID_NONE, STR("paused"), STR("colación")));
	fine(s, state_set(&s->c, ID_NONE, STR("ready"), STR_NONE));
	fine(s, state_set(&s->c, ID_NONE, STR("paused"), STR("baño")));
	fine(s, state_get(&s->c, &s->a, ID_NONE, &row));
	same(row.state, "paused");
	same(row.reason, "baño");
	same(row.login, "nora");
	same(row.team, "ventas");
	be(s, "sara");
	refused(s, state_set(&s->c, s->nora, STR("ready"), STR_NONE),
	    ERR_INVALID, "the reason is empty");
}

/* Every moment belongs to one state: the stays leave no gap and no overlap. */
static void
stays_join_without_a_gap(void **state)
{
	static const struct {
		const char *to;
		msec after;
	} day[] = {
		{ "paused", HOURS(20) },
		{ "ready", MINUTES(3) },
		{ "paused", HOURS(2) },
		{ "ready", MINUTES(15) },
		{ "offline", HOURS(5) },
	};
	struct staff *s = *state;
	struct rows_stay_list rows;
	msec start = clock_now(&dbtest_clock);

	be(s, "nora");
	for (size_t i = 0; i < countof(day); i++) {
		dbtest_clock.fixed += day[i].after;
		fine(s,
		    state_set(&s->c, ID_NONE, str_of(day[i].to), STR("turno")));
	}
	fine(s, q_stay_list(s->db, &s->a, STR("agent"), s->nora, &rows));
	assert_int_equal(rows.n, countof(day) + 1);
	assert_int_equal(rows.v[0].from_at, start);
	for (size_t i = 0; i < countof(day); i++) {
		assert_int_equal(rows.v[i].to_at - rows.v[i].from_at,
		    day[i].after);
		assert_int_equal(rows.v[i + 1].from_at, rows.v[i].to_at);
		same(rows.v[i + 1].state, day[i].to);
		same(rows.v[i + 1].holder, s->nora.s);
	}
	assert_int_equal(rows.v[countof(day)].to_at, 0);
}

/* What was noted on paper is entered later, but never before what is known. */
static void
an_earlier_instant_needs_the_right(void **state)
{
	struct staff *s = *state;
	struct row_state_list row;
	msec now = clock_now(&dbtest_clock);

	be(s, "nora");
	dbtest_clock.fixed += HOURS(1);
	s->c.at = now + MINUTES(10);
	refused(s, state_set(&s->c, ID_NONE, STR("paused"), STR("x")),
	    ERR_DENIED, "event.backdate");
	be(s, "sara");
	s->c.at = now + MINUTES(10);
	fine(s, state_set(&s->c, s->nora, STR("paused"), STR("planilla")));
	fine(s, state_get(&s->c, &s->a, s->nora, &row));
	assert_int_equal(row.since_at, now + MINUTES(10));
	s->c.at = now + MINUTES(5);
	fine(s, state_set(&s->c, s->nora, STR("ready"), STR("planilla")));
	fine(s, state_get(&s->c, &s->a, s->nora, &row));
	assert_int_equal(row.since_at, now + MINUTES(10));
}

static void
only_who_reaches_an_agent_sets_their_state(void **state)
{
	struct staff *s = *state;
	struct buf before = { 0 }, after = { 0 };

	snapshot(s, &before);
	be(s, "tito");
	refused(s, state_set(&s->c, s->nora, STR("paused"), STR("x")),
	    ERR_NOT_FOUND, "out of your reach");
	be(s, "auro");
	refused(s, state_set(&s->c, ID_NONE, STR("paused"), STR("x")),
	    ERR_DENIED, "state.set");
	be(s, "sara");
	s->c.grants[MAY_STATE_SET] = SCOPE_BRANCH;
	refused(s, state_set(&s->c, s->tito, STR("paused"), STR("x")),
	    ERR_NOT_FOUND, "out of your reach");
	snapshot(s, &after);
	assert_string_equal(before.s, after.s);
	fine(s, state_set(&s->c, s->nora, STR("paused"), STR("x")));
	buf_done(&before);
	buf_done(&after);
}

static struct str
listed(struct staff *s, const char *team)
{
	struct rows_state_list rows;
	struct str out = STR_NONE;

	fine(s, state_list(&s->c, &s->a, str_of(team), &rows));
	for (size_t i = 0; i < rows.n; i++)
		out = str_printf(&s->a, "%s%s%s=%s", out.s, i > 0 ? " " : "",
		    rows.v[i].login.s, rows.v[i].state.s);
	return out;
}

static void
states_are_listed_in_sight(void **state)
{
	struct staff *s = *state;
	struct row_state_list row;
	struct agent_done out;

	be(s, "nora");
	fine(s, state_set(&s->c, ID_NONE, STR("paused"), STR("x")));
	same(listed(s, ""), "nora=paused sara=offline");
	same(listed(s, "taller"), "");
	refused(s,
	    state_list(&s->c, &s->a, STR("no"), &(struct rows_state_list){ 0 }),
	    ERR_NOT_FOUND, "no team 'no'");
	refused(s, state_get(&s->c, &s->a, s->tito, &row), ERR_NOT_FOUND,
	    "out of your sight");
	be(s, "jefa");
	same(listed(s, "taller"), "tito=offline");
	fine(s, agent_disable(&s->c, &s->a, STR("tito"), &out));
	same(listed(s, "taller"), "");
	/* Somebody brought in by a load has no row yet. */
	dbtest_do(s->db, "DELETE FROM agent_state");
	same(listed(s, "ventas"), "nora=offline");
	fine(s, state_set(&s->c, s->nora, STR("paused"), STR("x")));
	same(listed(s, "ventas"), "nora=paused");
}

static enum err
run_set(struct staff *s)
{
	return state_set(&s->c, s->nora, STR("paused"), STR("reunión"));
}

static void
each_write_is_one_event_once(void **state)
{
	static const struct write_case set = { "state_set", MAY_STATE_SET,
		run_set };
	struct staff *s = *state;

	prove_write(s, &set);
	same(ask(s,
		 "SELECT v.old || ' ' || v.new FROM event_value v JOIN"
		 " event_log e ON e.n = v.n WHERE e.kind = 'agent.state'"
		 " AND v.field = 'state'"),
	    "offline paused");
	prove_chain(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_agent_makes_only_their_own_moves),
		TEST(a_chief_makes_only_a_chiefs_moves),
		TEST(work_makes_only_the_flows_moves),
		TEST(a_refusal_says_what_is_possible),
		TEST(a_pause_needs_a_reason),
		TEST(stays_join_without_a_gap),
		TEST(an_earlier_instant_needs_the_right),
		TEST(only_who_reaches_an_agent_sets_their_state),
		TEST(states_are_listed_in_sight),
		TEST(each_write_is_one_event_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
