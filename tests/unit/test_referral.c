/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_referral.c - tickets lent to other teams: whose move it is, who sees it,
 * going to and fro, how they end, and the lists and the board of them.
 */
#include "core/interaction.h"
#include "legtest.h"
#include "sweeptest.h"

#include "core/undo.h"

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

	dbtest_do(w->db,
	    "UPDATE agent SET role = 'supervisor' WHERE login = 'luis'");
	send(w, id, "repuestos");
	assert_int_equal(ping_pongs(w), 0);
	at("2026-10-21T14:00:00Z"); /* two working days: still within */
	answer(w, id, "reject");
	assert_int_equal(ping_pongs(w), 1);
	assert_int_equal(leg_of(w, id, 0).ping_pong, 1);
	(void)sweep(w);
	assert_string_equal(dbtest_ask(w->db, &w->c.arena,
				"SELECT text FROM notice WHERE kind ="
				" 'escalation' AND text LIKE '%to and fro%'")
				.s,
	    "T-1001 goes to and fro between teams; referrals so far: 1");
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

/* ---- the board ----------------------------------------------------------------- */

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
		TEST(coming_back_undone_is_ping_pong),
		TEST(done_work_is_no_ping_pong_and_four_legs_are),
		TEST(what_is_lent_is_not_resolved_by_chance),
		TEST(the_inbox_has_what_was_asked_of_ones_teams),
		TEST(past_legs_are_paged_to_the_last),
		TEST(the_board_counts_what_its_lists_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
