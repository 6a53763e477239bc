/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_referral_undo.c - referrals taken back: every answer, its clocks, what
 * was loaded, and what was answered since.
 */
#include "legtest.h"

#include "core/undo.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_answer_is_taken_back),
		TEST(what_left_ones_reach_is_taken_back),
		TEST(every_answer_is_taken_back_of_what_was_loaded),
		TEST(a_leg_taken_back_leaves_no_clock),
		TEST(what_was_answered_since_is_not_taken_back),
		TEST(resolved_with_its_leg_both_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
