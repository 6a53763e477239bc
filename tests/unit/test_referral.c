/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_referral.c - tickets lent to other teams: whose move it is, what the
 * leg's own clocks do, what does not fit, going to and fro, and taking back.
 */
#include "core/interaction.h"
#include "legtest.h"

#include "core/sweep.h"
#include "core/undo.h"

static enum err
resolve_leg(struct world *w, struct id id, const char *leg)
{
	struct ticket_resolution in = {
		.text = STR("ya"), .redress = -1, .leg = str_of(leg)
	};

	return ticket_resolve_with(&w->c, id, &in, 0);
}

/* ---- the life of a leg --------------------------------------------------- */

static void
a_ticket_is_lent_and_comes_back(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct row_ticket_get t;

	send(w, id, "repuestos");
	t = get(w, id);
	assert_string_equal(t.state.s, "referred");
	assert_string_equal(t.team.s, "ventas");
	assert_string_equal(t.lent_to.s, "repuestos");
	assert_string_equal(leg_of(w, id, 0).state.s, "sent");
	act(w, LUIS, "luis", SCOPE_ALL);
	answer(w, id, "accept");
	assert_string_equal(get(w, id).lent_owner_name.s, "Luis Peña");
	assert_string_equal(get(w, id).state.s, "referred");
	answer(w, id, "complete");
	t = get(w, id);
	assert_string_equal(t.state.s, "open");
	assert_int_equal(t.lent_to.len, 0);
	assert_true(id_none(t.lent_owner));
	assert_string_equal(t.owner_name.s, "Ana Soto");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM message"
			     " WHERE channel = 'referral'"),
	    3);
	same_again(w);
	prove_chain(w);
}

/* Written down apart from the table: accept, reject, return, resend, complete,
 * recall, hand, transfer. */
static void
a_leg_takes_its_own_moves_and_no_others(void **state)
{
	static const char *const states[] = { "sent", "accepted", "returned",
		"resent", "rejected", "completed", "recalled", "transferred" };
	static const char *const takes[] = { "+++--+-+", "--+-++++", "---+-+--",
		"+++-++++", "--------", "--------", "--------", "--------" };
	static const char *const verbs[] = { "accept", "reject", "return",
		"resend", "complete", "recall", "hand" };
	struct world *w = *state;

	begun(w);
	dbtest_do(w->db,
	    "INSERT INTO team_member (team, agent, leads)"
	    " VALUES ('repuestos', '" ANA "', 0)");
	for (size_t s = 0; s < countof(states); s++)
		for (size_t v = 0; v <= countof(verbs); v++) {
			struct arena a = { 0 };
			struct id id = make(w, question(w));
			bool want = takes[s][v] == '+';
			int64_t n;
			enum err rc;

			fine(w, ticket_start(&w->c, id, 0));
			send(w, id, "repuestos");
			if (strcmp(states[s], "returned") == 0)
				answer(w, id, "return");
			dbtest_do(w->db,
			    str_printf(&a,
				"UPDATE referral SET state = '%s'%s,"
				" owner = '" LUIS "' WHERE ticket = '%s'",
				states[s],
				referral_over(str_of(states[s]))
				    ? ", ended_at = 1"
				    : "",
				id.s)
				.s);
			n = events(w);
			rc = v < countof(verbs) ? try_answer(w, id, verbs[v])
						: try_pass(w, id, "taller");
			if ((rc == OK) != want)
				fail_msg("move %zu from %s: %s %s", v,
				    states[s], err_name(rc), w->c.fault.text);
			assert_int_equal(events(w), n + want);
			core_rest(&w->c);
			arena_done(&a);
		}
}

static void
who_answered_first_is_named_with_the_instant(void **state)
{
	struct world *w = *state;
	struct id id;

	begun(w);
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	refused(w, try_answer(w, id, "accept"), ERR_INVALID,
	    "is with no other team: F6");
	send(w, id, "repuestos");
	act(w, LUIS, "luis", SCOPE_ALL);
	answer(w, id, "accept");
	act(w, ANA, "ana", SCOPE_ALL);
	assert_int_equal(try_answer(w, id, "accept"), ERR_INVALID);
	assert_true(w->c.fault.state);
	refused(w, try_answer(w, id, "accept"), ERR_INVALID,
	    "is accepted (Luis Peña, today ");
	act(w, LUIS, "luis", SCOPE_ALL);
	answer(w, id, "complete");
	refused(w, try_answer(w, id, "complete"), ERR_INVALID,
	    "is with no other team: F6"); /* who knows what they did */
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, try_answer(w, id, "recall"), ERR_INVALID,
	    "its leg is completed (Luis Peña, today ");
}

static void
one_leg_is_open_and_only_what_is_open_is_lent(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	refused(w, try_answer(w, id, "accept"), ERR_INVALID, "no other team");
	refused(w, try_send(w, id, "ventas", true), ERR_INVALID, "already");
	refused(w, try_send(w, id, "nadie", true), ERR_INVALID, "nadie");
	send(w, id, "repuestos");
	refused(w, try_send(w, id, "taller", true), ERR_INVALID,
	    "lent to Repuestos already");
	refused(w, try_pass(w, id, "ventas"), ERR_INVALID, "already");
	refused(w, try_pass(w, id, "repuestos"), ERR_INVALID, "already");
	answer(w, id, "recall");
	fine(w, run_park(w, id));
	refused(w, try_send(w, id, "repuestos", true), ERR_INVALID,
	    "waiting for the customer");
}

static void
a_reason_and_words_are_asked_for(void **state)
{
	struct world *w = *state;
	struct id id = begun(w), leg;
	struct referral_new new = { .team = STR("repuestos"),
		.ask = STR("haga algo") };
	struct referral_answer a = { .text = STR("no"), .reason = STR_NONE };

	refused(w, referral_send(&w->c, id, &new, 0, &leg), ERR_NEED_ARG,
	    "specialist");
	new.reason = STR("porque-si");
	refused(w, referral_send(&w->c, id, &new, 0, &leg), ERR_INVALID,
	    "porque-si");
	new.reason = STR("parts");
	new.ask = STR(" ");
	refused(w, referral_send(&w->c, id, &new, 0, &leg), ERR_INVALID, "");
	send(w, id, "repuestos");
	refused(w, referral_do(&w->c, "reject", id, &a, 0), ERR_NEED_ARG,
	    "not-ours");
	a.reason = STR("photo"); /* of a return */
	refused(w, referral_do(&w->c, "reject", id, &a, 0), ERR_INVALID,
	    "photo");
	a.text = STR_NONE;
	refused(w, referral_do(&w->c, "return", id, &a, 0), ERR_INVALID, "");
}

/* A contact of the team that the ticket came of. */
static struct id
a_call_of(struct world *w, struct id ticket)
{
	struct id id = id_make(clock_now(&dbtest_clock));
	struct arena a = { 0 };

	dbtest_do(w->db,
	    str_printf(&a,
		"INSERT INTO interaction (id, number, customer, caller,"
		" channel, direction, queue, subject, state, outcome, team,"
		" started_at, wait_ms, talk_ms, hold_ms, wrap_ms, version)"
		" SELECT '%s', 1, customer, '', 'phone', 'in', '', '',"
		" 'closed', '', team, 1, 0, 0, 0, 0, 1 FROM ticket"
		" WHERE id = '%s';"
		"INSERT INTO matter (id, interaction, typification, ticket,"
		" position) SELECT '%s', '%s', typification, id, 0"
		" FROM ticket WHERE id = '%s'",
		id.s, ticket.s, id.s, id.s, ticket.s)
		.s);
	arena_done(&a);
	return id;
}

/* Of one's team only: the sender does not accept, the receiver not recall. */
static void
each_side_makes_its_own_moves(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	act(w, ANA, "ana", SCOPE_TEAM);
	send(w, id, "repuestos");
	refused(w, try_answer(w, id, "accept"), ERR_DENIED, "Repuestos");
	act(w, LUIS, "luis", SCOPE_TEAM);
	refused(w, try_answer(w, id, "recall"), ERR_DENIED, "Ventas");
	answer(w, id, "accept");
	fine(w, run_note(w, id)); /* it is theirs to work on */
	answer(w, id, "return");
	refused(w, try_answer(w, id, "resend"), ERR_DENIED, "Ventas");
	act(w, ANA, "ana", SCOPE_TEAM);
	answer(w, id, "resend");
	act(w, LUIS, "luis", SCOPE_TEAM);
	answer(w, id, "complete");
	refused(w, run_note(w, id), ERR_DENIED, "you may read it");
}

static enum err
try_read(struct world *w, struct id id)
{
	struct row_ticket_get row;

	return ticket_get(&w->c, &w->c.arena, id, &row);
}

/* Who was asked keeps it in sight, and it is changed by them no more; with the
 * ticket, the contact that it came of. Nobody else is shown either. */
static void
what_was_asked_of_one_stays_in_sight(void **state)
{
	static const int levels[] = { SCOPE_TEAM, SCOPE_BRANCH };
	struct world *w = *state;
	struct id id = begun(w), call = a_call_of(w, id);
	struct row_interaction_get row;

	dbtest_do(w->db,
	    "UPDATE ticket SET branch = 'vieja';"
	    "UPDATE interaction SET branch = 'vieja';"
	    "INSERT INTO team_member (team, agent, leads)"
	    " VALUES ('caja', '" EVA "', 0)");
	act(w, ANA, "ana", SCOPE_TEAM);
	send(w, id, "repuestos");
	answer(w, id, "recall");
	for (size_t i = 0; i < countof(levels); i++) {
		act(w, LUIS, "luis", levels[i]);
		fine(w, try_read(w, id));
		fine(w, interaction_get(&w->c, &w->c.arena, call, &row));
		refused(w, run_note(w, id), ERR_DENIED, "you may read it");
		act(w, EVA, "eva", levels[i]);
		refused(w, try_read(w, id), ERR_NOT_FOUND, "");
		refused(w, interaction_get(&w->c, &w->c.arena, call, &row),
		    ERR_NOT_FOUND, "");
	}
}

/* With rights over one's own alone: a leg that one held or sent. */
static void
ones_own_leg_stays_in_sight(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	act(w, ANA, "ana", SCOPE_TEAM);
	send(w, id, "repuestos");
	act(w, LUIS, "luis", SCOPE_OWN);
	refused(w, try_read(w, id), ERR_NOT_FOUND, "");
	act(w, LUIS, "luis", SCOPE_TEAM);
	answer(w, id, "accept");
	answer(w, id, "complete");
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, try_read(w, id));
	refused(w, run_note(w, id), ERR_DENIED, "you may read it");
	dbtest_do(w->db,
	    "UPDATE ticket SET owner = NULL, created_by = NULL,"
	    " team = 'taller'");
	act(w, ANA, "ana", SCOPE_OWN);
	fine(w, try_read(w, id));
}

/* `:open referral ID`: by the leg's id, and only for who sees the ticket. */
static void
a_leg_leads_to_its_ticket(void **state)
{
	struct world *w = *state;
	struct id id = begun(w), found = ID_NONE;
	struct row_referral_chain leg;

	act(w, ANA, "ana", SCOPE_TEAM);
	send(w, id, "repuestos");
	leg = leg_of(w, id, 0);
	fine(w, referral_ticket(&w->c, id_str(&leg.id), &found));
	assert_true(id_eq(found, id));
	found = ID_NONE;
	fine(w, referral_ticket(&w->c, STR("T-1001"), &found));
	assert_true(id_eq(found, id));
	refused(w, referral_ticket(&w->c, id_str(&id), &found), ERR_NOT_FOUND,
	    "no such referral");
	answer(w, id, "recall");
	act(w, LUIS, "luis", SCOPE_TEAM);
	fine(w, referral_ticket(&w->c, id_str(&leg.id), &found));
	act(w, LUIS, "luis", SCOPE_OWN);
	refused(w, referral_ticket(&w->c, id_str(&leg.id), &found),
	    ERR_NOT_FOUND, "no such referral");
}

static struct str
offered(struct world *w, struct id id)
{
	struct referral_chain chain;
	struct str all = STR_NONE;

	fine(w, referral_chain(&w->c, &w->c.arena, id, &chain));
	for (size_t i = 0; i < chain.answers.n; i++)
		all = str_printf(&w->c.arena, "%s%s ", all.s,
		    chain.answers.v[i]->verb);
	return all;
}

/* What the screen numbers is what would be taken, and nothing else. */
static void
only_ones_own_answers_are_offered(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	act(w, ANA, "ana", SCOPE_TEAM);
	send(w, id, "repuestos");
	assert_string_equal(offered(w, id).s, "recall ");
	act(w, LUIS, "luis", SCOPE_TEAM);
	assert_string_equal(offered(w, id).s, "accept reject return transfer ");
	answer(w, id, "accept");
	assert_string_equal(offered(w, id).s, "return complete transfer hand ");
	allow(w, MAY_TICKET_REFER, SCOPE_NONE);
	assert_string_equal(offered(w, id).s, "complete hand ");
	act(w, ANA, "ana", SCOPE_ALL);
	assert_string_equal(offered(w, id).s,
	    "return complete transfer recall hand ");
	answer(w, id, "return");
	act(w, ANA, "ana", SCOPE_TEAM);
	assert_string_equal(offered(w, id).s, "resend recall ");
	fine(w, run_park(w, id)); /* taken up again before it is sent again */
	assert_string_equal(offered(w, id).s, "recall ");
	answer(w, id, "recall");
	assert_string_equal(offered(w, id).s, "");
}

static void
without_the_right_nothing_moves(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	int64_t n = events(w);

	allow(w, MAY_TICKET_REFER, SCOPE_NONE);
	refused(w, try_send(w, id, "repuestos", true), ERR_DENIED,
	    "ticket.refer");
	assert_int_equal(events(w), n);
	allow(w, MAY_TICKET_REFER, SCOPE_ALL);
	send(w, id, "repuestos");
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, try_answer(w, id, "accept"), ERR_DENIED, "ticket.edit");
}

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

/* ---- to and fro --------------------------------------------------------------- */

static int64_t
ping_pongs(struct world *w)
{
	return ask_int(w,
	    "SELECT count(*) FROM escalation WHERE kind = 'ping_pong'");
}

static void
coming_back_undone_is_ping_pong(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	send(w, id, "repuestos");
	assert_int_equal(ping_pongs(w), 0);
	at("2026-10-21T14:00:00Z"); /* two working days: still within */
	answer(w, id, "reject");
	assert_int_equal(ping_pongs(w), 1);
	assert_int_equal(leg_of(w, id, 0).ping_pong, 1);
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	send(w, id, "repuestos");
	at("2026-10-23T14:00:00.001Z"); /* and a millisecond more */
	answer(w, id, "reject");
	assert_int_equal(ping_pongs(w), 1);
}

static void
done_work_is_no_ping_pong_and_four_legs_are(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	for (int i = 0; i < 3; i++) {
		send(w, id, "repuestos");
		answer(w, id, "accept");
		answer(w, id, "complete");
	}
	assert_int_equal(ping_pongs(w), 0);
	send(w, id, "taller");
	assert_int_equal(ping_pongs(w), 1);
	assert_int_equal(leg_of(w, id, 3).ping_pong, 1);
	/* Passed in a ring. */
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	send(w, id, "repuestos");
	fine(w, try_pass(w, id, "taller"));
	assert_int_equal(ping_pongs(w), 1);
	fine(w, try_pass(w, id, "repuestos"));
	assert_int_equal(ping_pongs(w), 2);
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

/* ---- ends ---------------------------------------------------------------------- */

static void
what_is_lent_is_not_resolved_by_chance(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	fine(w, may_resolve(w, id));
	send(w, id, "repuestos");
	refused(w, may_resolve(w, id), ERR_INVALID, "B takes it back");
	refused(w, run_resolve(w, id), ERR_INVALID, "leg=recall");
	answer(w, id, "return");
	refused(w, run_resolve(w, id), ERR_INVALID, "Repuestos");
	refused(w, run_cancel(w, id), ERR_INVALID, "Repuestos");
	refused(w, resolve_leg(w, id, "forget"), ERR_INVALID, "forget");
	fine(w, resolve_leg(w, id, "recall"));
	assert_string_equal(get(w, id).state.s, "resolved");
	refused(w, referral_may_send(&w->c, id), ERR_INVALID,
	    "only what is new or open");
	assert_string_equal(leg_of(w, id, 0).state.s, "recalled");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM clock WHERE leg <> ''"
			     " AND state IN ('running', 'paused')"),
	    0);
	same_again(w);
}

/* ---- lists --------------------------------------------------------------------- */

static void
the_inbox_has_what_was_asked_of_ones_teams(void **state)
{
	struct world *w = *state;
	struct id first = begun(w), second, third;
	struct referral_filter f = { .desk = true };
	struct rows_referral_rows rows;
	struct promise p;

	send(w, first, "repuestos");
	later(MINUTES(5));
	second = make(w, question(w));
	send(w, second, "repuestos");
	third = make(w, question(w));
	send(w, third, "taller");
	fine(w, referral_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 0); /* ana is of ventas */
	act(w, LUIS, "luis", SCOPE_TEAM);
	fine(w, referral_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 2);
	assert_true(id_eq(rows.v[0].ticket, first));
	answer(w, first, "accept"); /* due later than the other's accept */
	fine(w, referral_list(&w->c, &w->c.arena, &f, &rows));
	assert_true(id_eq(rows.v[0].ticket, second));
	fine(w, promise_of_legs(&w->c, &w->c.arena, &first, 1, &p));
	assert_int_equal(p.kind, PROMISE_LEG_COMPLETE);
	answer(w, first, "complete");
	fine(w, referral_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 1);
	f = (struct referral_filter){ .past = true, .to = STR("repuestos") };
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, referral_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 2);
	f = (struct referral_filter){ .from = STR("ventas") };
	fine(w, referral_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 2);
}

/* Sent in the same instant, each is on one page and none on two. */
static void
past_legs_are_paged_to_the_last(void **state)
{
	struct world *w = *state;
	struct id first = begun(w);
	struct referral_filter f = {
		.past = true, .to = STR_NONE, .from = STR_NONE, .limit = 2
	};
	struct rows_referral_rows rows;
	size_t n = 0;

	send(w, first, "repuestos");
	for (int i = 0; i < 4; i++)
		send(w, make(w, question(w)), "repuestos");
	do {
		fine(w, referral_list(&w->c, &w->c.arena, &f, &rows));
		n += rows.n;
		f.after_rank = rows.v[rows.n - 1].sent_at;
		f.after = rows.v[rows.n - 1].id;
	} while (rows.n == 2 && n < 20);
	assert_int_equal(n, 5);
}

/* ---- taken back ---------------------------------------------------------------- */

/* All that tells of a leg, but for versions. */
static struct str
picture(struct world *w, struct id id)
{
	struct buf b = { 0 };
	struct str out;
	struct row_ticket_get t = get(w, id);
	struct rows_clock_of clocks;
	struct referral_chain c;

	fine(w, referral_chain(&w->c, &w->c.arena, id, &c));
	buf_printf(&b, "%s %s %s %s %lld\n", t.state.s, t.lent_to.s,
	    t.lent_owner.s, t.owner.s,
	    (long long)ask_int(w,
		"SELECT count(*) FROM ticket"
		" WHERE policy IS NOT NULL AND policy <> ''"));
	for (size_t i = 0; i < c.legs.n; i++) {
		const struct row_referral_chain *r = &c.legs.v[i];

		buf_printf(&b, "%lld %s %s %s %s %s %s %s %lld %d %lld\n",
		    (long long)r->leg, r->state.s, r->from_team.s, r->to_team.s,
		    r->owner.s, r->why.s, r->answer.s, r->ask.s,
		    (long long)r->accepted_at, r->ended_at != 0,
		    (long long)r->returns);
	}
	assert_int_equal(q_clock_of(w->db, &w->c.arena, id, &clocks), OK);
	for (size_t i = 0; i < clocks.n; i++)
		buf_printf(&b, "%s %lld %s %lld %lld\n", clocks.v[i].kind.s,
		    (long long)clocks.v[i].round, clocks.v[i].state.s,
		    (long long)clocks.v[i].due_at,
		    (long long)clocks.v[i].met_at);
	out = buf_copy(&w->c.arena, &b);
	buf_done(&b);
	return out;
}

/* Each is done, undone and done again; the picture is each time the same, also
 * where the ticket, or its leg too, came without events. */
static void
take_back_every_answer(struct world *w, bool loaded, bool leg_loaded)
{
	static const char *const roads[][3] = { { "send" },
		{ "send", "accept" }, { "send", "reject" },
		{ "send", "return" }, { "accept", "return" },
		{ "return", "resend" }, { "resend", "accept" },
		{ "accept", "complete" }, { "send", "recall" },
		{ "accept", "recall" }, { "send", "transfer" },
		{ "accept", "transfer" } };

	for (size_t i = 0; i < countof(roads); i++) {
		const char *verb = roads[i][1], *from = roads[i][0];
		struct id id = make(w, question(w));
		struct str before, after;
		struct undo_done done;

		fine(w, ticket_start(&w->c, id, 0));
		if (verb == NULL)
			verb = "send";
		if (loaded)
			forget_events(w, id);
		later(MINUTES(1));
		if (roads[i][1] != NULL)
			send(w, id, "repuestos");
		if (strcmp(from, "return") == 0 || strcmp(from, "resend") == 0)
			answer(w, id, "return");
		if (strcmp(from, "resend") == 0)
			answer(w, id, "resend");
		if (strcmp(from, "accept") == 0)
			answer(w, id, "accept");
		if (leg_loaded)
			forget_events(w, id);
		later(MINUTES(1));
		before = picture(w, id);
		if (strcmp(verb, "send") == 0)
			send(w, id, "repuestos");
		else if (strcmp(verb, "transfer") == 0)
			fine(w, try_pass(w, id, "taller"));
		else
			answer(w, id, verb);
		after = picture(w, id);
		assert_string_not_equal(before.s, after.s);
		fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
		if (!str_eq(before, picture(w, id)))
			fail_msg("%s undone:\n%s---\n%s", verb, before.s,
			    picture(w, id).s);
		fine(w,
		    undo_event(&w->c, &w->c.arena,
			ask_int(w, "SELECT max(n) FROM event_log"), &done));
		if (!str_eq(after, picture(w, id)))
			fail_msg("%s done again:\n%s---\n%s", verb, after.s,
			    picture(w, id).s);
		same_again(w);
	}
}

static void
every_answer_is_taken_back(void **state)
{
	struct world *w = *state;

	begun(w);
	take_back_every_answer(w, false, false);
	prove_chain(w);
}

/* Who gave it out of their own reach takes it back, until somebody answers. */
static void
what_left_ones_reach_is_taken_back(void **state)
{
	static const char *const verbs[] = { "reject", "transfer" };
	struct world *w = *state;
	struct undo_done done;

	begun(w);
	for (size_t i = 0; i < countof(verbs); i++) {
		struct id id = make(w, question(w));
		struct str before;

		fine(w, ticket_start(&w->c, id, 0));
		send(w, id, "repuestos");
		before = picture(w, id);
		act(w, LUIS, "luis", SCOPE_TEAM);
		allow(w, MAY_TICKET_READ, SCOPE_ALL);
		if (i == 0)
			answer(w, id, verbs[i]);
		else
			fine(w, try_pass(w, id, "taller"));
		refused(w, ticket_start(&w->c, id, 0), ERR_DENIED,
		    "they change it");
		fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
		assert_string_equal(picture(w, id).s, before.s);
		act(w, ANA, "ana", SCOPE_ALL);
		same_again(w);
	}
}

static void
every_answer_is_taken_back_of_what_was_loaded(void **state)
{
	struct world *w = *state;

	begun(w);
	take_back_every_answer(w, true, false);
	take_back_every_answer(w, true, true);
}

/* Nothing is promised to the customer; the leg was, and no more. */
static void
a_leg_taken_back_leaves_no_clock(void **state)
{
	struct world *w = *state;
	struct referral_chain chain;
	struct undo_done done;
	struct id id = begun(w);

	forget_events(w, id);
	dbtest_do(w->db, "UPDATE ticket SET policy = NULL; DELETE FROM clock");
	later(MINUTES(1));
	send(w, id, "repuestos");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM clock"), 2);
	fine(w, referral_chain(&w->c, &w->c.arena, id, &chain));
	assert_int_equal(chain.calendar.len, 0); /* nor does it cost */
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM clock"), 0);
}

static void
what_was_answered_since_is_not_taken_back(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct undo_done done;
	int64_t n;

	send(w, id, "repuestos");
	n = ask_int(w, "SELECT max(n) FROM event_log");
	act(w, LUIS, "luis", SCOPE_ALL);
	answer(w, id, "accept");
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, undo_event(&w->c, &w->c.arena, n, &done), ERR_CONFLICT,
	    "Luis");
}

static void
resolved_with_its_leg_both_come_back(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct undo_done done;
	struct str before;

	send(w, id, "repuestos");
	answer(w, id, "accept");
	before = picture(w, id);
	fine(w, resolve_leg(w, id, "complete"));
	assert_string_equal(leg_of(w, id, 0).state.s, "completed");
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(picture(w, id).s, before.s);
	same_again(w);
}

/* The board counts what the lists behind its figures have. */
static void
the_board_counts_what_its_lists_have(void **state)
{
	struct world *w = *state;
	struct id first = begun(w), second = make(w, question(w));
	struct referral_filter f = { .to = STR("repuestos"),
		.kind = str_of(referral_kinds[1]) };
	struct rows_referral_rows rows;
	struct board_referrals b;

	send(w, first, "repuestos");
	send(w, second, "repuestos");
	send(w, make(w, question(w)), "taller");
	act(w, LUIS, "luis", SCOPE_TEAM);
	answer(w, first, "accept");
	fine(w, board_referrals(&w->c, &w->c.arena, &b));
	assert_int_equal(b.n, 1); /* luis is of repuestos */
	assert_string_equal(b.v[0].team.s, "repuestos");
	assert_int_equal(b.v[0].kind[0], 1);
	assert_int_equal(b.v[0].kind[1], 1);
	assert_int_equal(b.v[0].sum, 2);
	fine(w, referral_list(&w->c, &w->c.arena, &f, &rows));
	assert_int_equal(rows.n, 1);
	assert_true(id_eq(rows.v[0].ticket, first));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, board_referrals(&w->c, &w->c.arena, &b));
	assert_int_equal(b.n, 2);
	assert_int_equal(b.all.sum, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_ticket_is_lent_and_comes_back),
		TEST(a_leg_takes_its_own_moves_and_no_others),
		TEST(who_answered_first_is_named_with_the_instant),
		TEST(one_leg_is_open_and_only_what_is_open_is_lent),
		TEST(a_reason_and_words_are_asked_for),
		TEST(each_side_makes_its_own_moves),
		TEST(what_was_asked_of_one_stays_in_sight),
		TEST(ones_own_leg_stays_in_sight),
		TEST(a_leg_leads_to_its_ticket),
		TEST(only_ones_own_answers_are_offered),
		TEST(without_the_right_nothing_moves),
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
		TEST(coming_back_undone_is_ping_pong),
		TEST(done_work_is_no_ping_pong_and_four_legs_are),
		TEST(each_minute_is_somebodys),
		TEST(what_is_lent_is_not_resolved_by_chance),
		TEST(the_inbox_has_what_was_asked_of_ones_teams),
		TEST(past_legs_are_paged_to_the_last),
		TEST(every_answer_is_taken_back),
		TEST(what_left_ones_reach_is_taken_back),
		TEST(every_answer_is_taken_back_of_what_was_loaded),
		TEST(a_leg_taken_back_leaves_no_clock),
		TEST(what_was_answered_since_is_not_taken_back),
		TEST(resolved_with_its_leg_both_come_back),
		TEST(the_board_counts_what_its_lists_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
