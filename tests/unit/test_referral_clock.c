/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_referral_clock.c - the clocks of a leg: in whose hours it is measured,
 * who is told of it, what does not fit, and whose each minute was.
 */
#include "legtest.h"

#include "core/sweep.h"

/* ---- clocks of a leg (SLA.md 4.6, vectors 12b and 12c) ---------------------- */

static void
a_leg_is_measured_in_the_receivers_hours(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct clock_row r;

	send(w, id, "repuestos");
	r = clock_now_of(w, id, "leg_accept");
	assert_string_equal(iso(r.due_at), "2026-10-20T04:30:00Z");
	r = clock_now_of(w, id, "leg_complete");
	assert_string_equal(iso(r.due_at), "2026-10-20T07:30:00Z");
	at("2026-10-20T04:30:00Z");
	answer(w, id, "accept");
	r = clock_now_of(w, id, "leg_accept");
	assert_int_equal(r.state, CLOCK_MET);
	assert_int_equal(r.breached_at, 0);
	at("2026-10-20T06:30:00Z");
	answer(w, id, "return");
	r = clock_now_of(w, id, "leg_complete");
	assert_int_equal(r.state, CLOCK_PAUSED);
	assert_int_equal(r.used_ms, MINUTES(180));
	assert_string_equal(get(w, id).state.s, "open");
	at("2026-10-20T11:00:00Z");
	answer(w, id, "resend");
	r = clock_now_of(w, id, "leg_complete");
	assert_string_equal(iso(r.due_at), "2026-10-20T12:00:00Z");
	at("2026-10-20T12:00:00Z");
	answer(w, id, "complete");
	r = clock_now_of(w, id, "leg_complete");
	assert_int_equal(r.state, CLOCK_MET);
	assert_int_equal(r.breached_at, 0);
	assert_int_equal(r.used_ms, MINUTES(240));
	same_again(w);
}

/* Vector 12a: the customer's clock does not know of it; work time does. */
/* SLA.md 4.3: sent in the night, two days on at the same time is the opening
 * of the third, and not the closing before; as was said before it was sent. */
static void
a_leg_sent_in_the_night_is_due_at_an_opening(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct referral_guard g;
	struct clock_row r;

	apply(w, "policy", "kol",
	    "[policy kol]\nteam = repuestos\ncalendar = off\n"
	    "leg_accept = 60m\nleg_complete = 2bd same_time\n");
	at("2026-10-20T00:23:00Z"); /* Tuesday 02:23 in Madrid */
	fine(w,
	    referral_guard(&w->c, &w->c.arena, id, STR("repuestos"), 0, &g));
	send(w, id, "repuestos");
	r = clock_now_of(w, id, "leg_complete");
	assert_string_equal(iso(r.due_at), "2026-10-22T07:00:00Z");
	assert_int_equal(g.complete_at, r.due_at);
	assert_int_equal(r.target_ms, HOURS(18));
	answer(w, id, "return");
	at("2026-10-20T06:00:00Z"); /* still before it opens */
	answer(w, id, "resend");
	r = clock_now_of(w, id, "leg_complete");
	assert_string_equal(iso(r.due_at), "2026-10-22T07:00:00Z");
	at("2026-10-22T07:00:00Z");
	answer(w, id, "complete");
	assert_int_equal(clock_now_of(w, id, "leg_complete").breached_at, 0);
	same_again(w);
}

static void
the_customers_clock_goes_on(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	send(w, id, "repuestos");
	assert_string_equal(iso(clock_now_of(w, id, "resolution").due_at),
	    "2026-10-20T15:00:00Z");
	assert_int_equal(clock_now_of(w, id, "work_time").state, CLOCK_PAUSED);
	answer(w, id, "return");
	assert_int_equal(clock_now_of(w, id, "work_time").state, CLOCK_RUNNING);
	answer(w, id, "resend");
	fine(w, run_park(w, id));
	assert_int_equal(clock_now_of(w, id, "resolution").state, CLOCK_PAUSED);
	assert_int_equal(clock_now_of(w, id, "leg_complete").state,
	    CLOCK_PAUSED);
	at("2026-10-20T08:00:00Z");
	fine(w, run_resume(w, id));
	assert_string_equal(get(w, id).state.s, "referred");
	assert_int_equal(clock_now_of(w, id, "leg_complete").state,
	    CLOCK_RUNNING);
	assert_int_equal(clock_now_of(w, id, "work_time").state, CLOCK_PAUSED);
	same_again(w);
}

static void
passed_on_it_has_targets_of_its_own(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct clock_row r;

	apply(w, "policy", "taller",
	    "[policy taller]\nteam = taller\ncalendar = off\n"
	    "leg_complete = 60m\n");
	send(w, id, "repuestos");
	at("2026-10-20T08:00:00Z");
	fine(w, try_pass(w, id, "taller"));
	r = clock_now_of(w, id, "leg_complete");
	assert_int_equal(r.round, 2);
	assert_string_equal(iso(r.due_at), "2026-10-20T09:00:00Z");
	assert_int_equal(clock_now_of(w, id, "leg_accept").state, CLOCK_MET);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM clock WHERE kind ="
			     " 'leg_complete' AND state = 'cancelled'"),
	    1);
	assert_string_equal(leg_of(w, id, 0).state.s, "transferred");
	assert_string_equal(leg_of(w, id, 1).from_name.s, "Repuestos");
	assert_string_equal(get(w, id).lent_to.s, "taller");
	assert_string_equal(get(w, id).state.s, "referred");
	same_again(w);
}

/* Each leg keeps its own two, also when it is over. */
static void
every_legs_clocks_are_told(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct promises all;

	send(w, id, "repuestos");
	at("2026-10-20T06:30:00Z");
	fine(w, try_pass(w, id, "taller"));
	fine(w, promise_leg_clocks(&w->c, &w->c.arena, id, &all));
	assert_int_equal(all.n, 2);
	for (size_t i = 0; i < all.n; i++) {
		assert_true(id_eq(all.v[i].leg, leg_of(w, id, 0).id));
		assert_string_equal(all.v[i].zone.s, "Asia/Kolkata");
		if (all.v[i].kind == PROMISE_LEG_COMPLETE)
			assert_int_equal(all.v[i].sign, PROMISE_NONE);
	}
	assert_int_equal(all.v[0].used_ms, MINUTES(180));
}

/* A late answer is late, and told to who was asked. */
static void
levels_of_a_leg_are_told_to_who_has_it(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct sweep_options o = { .holder = id_of(ANA) };
	struct sweep_done d;

	send(w, id, "repuestos");
	act(w, LUIS, "luis", SCOPE_ALL);
	answer(w, id, "accept");
	act(w, ANA, "ana", SCOPE_ALL);
	at("2026-10-20T06:30:00Z"); /* 180 of 240: three quarters */
	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.levels, 1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE to_agent = "
			     "'" LUIS "' AND kind = 'escalation'"),
	    1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE to_agent = "
			     "'" ANA "' AND kind = 'escalation'"),
	    0);
	same_again(w);
}

static void
the_other_side_hears_of_it(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	send(w, id, "repuestos");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE"
			     " to_team = 'repuestos' AND kind = 'referral'"),
	    1);
	act(w, LUIS, "luis", SCOPE_ALL);
	answer(w, id, "accept");
	later(MINUTES(1));
	answer(w, id, "return");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE to_agent = "
			     "'" ANA "' AND kind = 'referral'"),
	    2);
	later(MINUTES(1));
	act(w, ANA, "ana", SCOPE_ALL);
	answer(w, id, "resend");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE to_agent = "
			     "'" LUIS "' AND kind = 'referral'"),
	    1);
}

/* Who sent it is told by name who took it, passed it on and took it then. */
static void
the_sender_is_told_which_team(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	send(w, id, "repuestos");
	act(w, LUIS, "luis", SCOPE_ALL);
	answer(w, id, "accept");
	fine(w, try_pass(w, id, "taller"));
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM notice WHERE to_agent = "
			     "'" ANA "' AND (words LIKE '%accepted it%' OR "
			     "words LIKE '%passed it on%') AND "
			     "words LIKE '%Repuestos%'"),
	    2);
}

/* ---- does it fit? (vector 12d) ---------------------------------------------- */

static void
what_does_not_fit_is_said_before(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct referral_guard g;

	fine(w,
	    referral_guard(&w->c, &w->c.arena, id, STR("repuestos"), 0, &g));
	assert_true(g.fits);
	assert_int_equal(g.slack_ms, MINUTES(450));
	apply(w, "policy", "kol",
	    "[policy kol]\nteam = repuestos\ncalendar = kol\n"
	    "leg_accept = 60m\nleg_complete = 900m\n");
	later(1);
	fine(w,
	    referral_guard(&w->c, &w->c.arena, id, STR("repuestos"), 0, &g));
	assert_false(g.fits);
	assert_string_equal(iso(g.complete_at), "2026-10-21T09:30:00Z");
	assert_string_equal(iso(g.customer_at), "2026-10-20T15:00:00Z");
	assert_int_equal(g.slack_ms, -MINUTES(210));
	assert_string_equal(iso(g.latest_at), "2026-10-20T14:00:00Z");
	assert_int_equal(g.latest_ms, MINUTES(540));
	assert_int_equal(g.nways, 0);
	refused(w, try_send(w, id, "repuestos", false), ERR_INVALID,
	    "3h30 of working time after");
	assert_string_equal(get(w, id).state.s, "open");
	fine(w, try_send(w, id, "repuestos", true));
	assert_int_equal(leg_of(w, id, 0).warned, 1);
	assert_int_equal(leg_of(w, id, 0).slack_ms, -MINUTES(210));
}

/* What the form tells of all teams at once is what each alone would say. */
static void
all_teams_at_once_are_as_each_alone(void **state)
{
	static const char *const teams[] = { "repuestos", "taller" };
	struct world *w = *state;
	struct id id = begun(w);
	struct str codes[countof(teams)];
	struct referral_guard all[countof(teams)][5], one;

	apply(w, "policy", "kol-1",
	    "[policy kol-1]\nrank = 1\nteam = repuestos\npriority = 1\n"
	    "calendar = kol\nleg_complete = 30m\n");
	later(1);
	for (size_t i = 0; i < countof(teams); i++)
		codes[i] = str_of(teams[i]);
	fine(w,
	    referral_guards(&w->c, &w->c.arena, id, codes, countof(teams),
		all));
	for (size_t i = 0; i < countof(teams); i++)
		for (int64_t k = 0; k <= 4; k++) {
			fine(w,
			    referral_guard(&w->c, &w->c.arena, id, codes[i], k,
				&one));
			assert_int_equal(all[i][k].complete_at,
			    one.complete_at);
			assert_int_equal(all[i][k].slack_ms, one.slack_ms);
			assert_int_equal(all[i][k].fits, one.fits);
			assert_string_equal(all[i][k].policy.s, one.policy.s);
		}
	assert_int_not_equal(all[0][1].complete_at, all[0][0].complete_at);
}

static void
the_reserve_is_the_teams_and_a_priority_may_fit(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct referral_new new = { .team = STR("repuestos"),
		.reason = STR("parts"),
		.ask = STR("ya"),
		.priority = 1 };
	struct referral_guard g;
	struct id leg;

	apply(w, "policy", "kol",
	    "[policy kol]\nteam = repuestos\ncalendar = kol\n"
	    "reserve = 8h\nleg_complete = 240m\n");
	apply(w, "policy", "ya",
	    "[policy ya]\nrank = 1\npriority = 1\nteam = repuestos\n"
	    "reserve = 1h\ncalendar = kol\nleg_complete = 60m\n");
	later(1);
	fine(w,
	    referral_guard(&w->c, &w->c.arena, id, STR("repuestos"), 0, &g));
	assert_false(g.fits);
	assert_int_equal(g.slack_ms, MINUTES(450));
	assert_int_equal(g.reserve_ms, HOURS(8));
	assert_int_equal(g.nways, 1);
	assert_int_equal(g.ways[0].priority, 1);
	assert_string_equal(iso(g.ways[0].complete_at), "2026-10-20T04:30:00Z");
	refused(w, try_send(w, id, "repuestos", false), ERR_INVALID,
	    "priority 1");
	fine(w, referral_send(&w->c, id, &new, 0, &leg));
	assert_int_equal(get(w, id).priority, 1);
	assert_string_equal(iso(clock_now_of(w, id, "leg_complete").due_at),
	    "2026-10-20T04:30:00Z");
	same_again(w);
}

static void
a_team_without_a_promise_gets_it_all_the_same(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct referral_guard g;

	fine(w, referral_guard(&w->c, &w->c.arena, id, STR("taller"), 0, &g));
	assert_false(g.promised);
	assert_true(g.fits);
	fine(w, try_send(w, id, "taller", false));
	assert_int_equal(clock_now_of(w, id, "leg_complete").round, 0);
	assert_string_equal(get(w, id).state.s, "referred");
	same_again(w);
}

/* ---- what it costs ------------------------------------------------------------- */

static msec
share(const struct referral_chain *c, const char *holder)
{
	for (size_t i = 0; i < c->nshares; i++)
		if (str_is(c->shares[i].holder, holder))
			return c->shares[i].counted;
	return 0;
}

/* By hand, working minutes in Madrid: Ventas 10-16 on Monday, Repuestos 16-18;
 * returned at 8:30 on Tuesday, so Ventas 9-13 and Repuestos 13-14. */
static void
each_minute_is_somebodys(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct referral_chain chain;
	int all = 0;

	send(w, id, "repuestos");
	at("2026-10-20T04:30:00Z");
	answer(w, id, "accept");
	at("2026-10-20T06:30:00Z");
	answer(w, id, "return");
	at("2026-10-20T11:00:00Z");
	answer(w, id, "resend");
	at("2026-10-20T12:00:00Z");
	fine(w, referral_chain(&w->c, &w->c.arena, id, &chain));
	assert_string_equal(chain.holder.s, "Ana Soto");
	assert_int_equal(chain.used_ms, MINUTES(780));
	assert_int_equal(share(&chain, "Ventas"), MINUTES(600));
	assert_int_equal(share(&chain, "Repuestos"), MINUTES(180));
	for (size_t i = 0; i < chain.nshares; i++)
		all += chain.shares[i].permille;
	assert_int_equal(all, 1000);
	fine(w, run_park(w, id));
	later(HOURS(1));
	fine(w, referral_chain(&w->c, &w->c.arena, id, &chain));
	assert_string_equal(chain.holder.s, "customer");
	assert_int_equal(chain.used_ms, MINUTES(780));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_leg_is_measured_in_the_receivers_hours),
		TEST(a_leg_sent_in_the_night_is_due_at_an_opening),
		TEST(the_customers_clock_goes_on),
		TEST(passed_on_it_has_targets_of_its_own),
		TEST(every_legs_clocks_are_told),
		TEST(levels_of_a_leg_are_told_to_who_has_it),
		TEST(the_other_side_hears_of_it),
		TEST(the_sender_is_told_which_team),
		TEST(what_does_not_fit_is_said_before),
		TEST(all_teams_at_once_are_as_each_alone),
		TEST(the_reserve_is_the_teams_and_a_priority_may_fit),
		TEST(a_team_without_a_promise_gets_it_all_the_same),
		TEST(each_minute_is_somebodys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
