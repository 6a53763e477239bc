/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_courtesy.c - words of the customer on a ticket that is done: they wait,
 * are marked or open it again, once, from the instant they were said.
 */
#include "promisetest.h"
#include "sweeptest.h"

#include "core/courtesy.h"
#include "core/follow.h"
#include "core/undo.h"

/* Monday 4 May 2026, 10:00 in Madrid. */
#define MONDAY "2026-05-04T08:00:00Z"

static int64_t
waiting(struct world *w)
{
	struct rows_held_list rows;
	size_t n;

	fine(w, courtesy_list(&w->c, &w->c.arena, ID_NONE, 0, &rows));
	fine(w, courtesy_count(&w->c, &n));
	assert_int_equal(rows.n, n);
	return (int64_t)n;
}

static enum err
write_in(struct world *w, struct id id, const char *text)
{
	struct ticket_contact in = { .channel = STR("email"),
		.text = str_of(text) };

	return ticket_contact(&w->c, id, &in);
}

static const char *
state_of(struct world *w, struct id id)
{
	return get(w, id).state.s;
}

/* Resolved Monday 11:00, answered at 12:00. */
static struct id
answered(struct world *w)
{
	struct id id;

	promises(w);
	at(MONDAY);
	id = make(w, question(w));
	at("2026-05-04T09:00:00Z");
	fine(w, run_resolve(w, id));
	at("2026-05-04T10:00:00Z");
	fine(w, write_in(w, id, "¡Gracias!"));
	return id;
}

static void
words_on_what_is_done_wait_to_be_looked_at(void **state)
{
	struct world *w = *state;
	struct id id = answered(w);
	struct rows_held_list rows;

	assert_string_equal(state_of(w, id), "resolved");
	fine(w, courtesy_list(&w->c, &w->c.arena, id, 0, &rows));
	assert_int_equal(rows.n, 1);
	assert_string_equal(rows.v[0].body.s, "¡Gracias!");
	assert_string_equal(iso(rows.v[0].until_at), "2026-05-04T12:00:00Z");
	/* More words make no second of it, and give no more time. */
	at("2026-05-04T11:00:00Z");
	fine(w, write_in(w, id, "Muy amables"));
	assert_int_equal(waiting(w), 1);
	at("2026-05-04T11:59:59Z");
	assert_int_equal(sweep(w).resumed, 0);
	refused(w, courtesy_tick(&w->c, id), ERR_CONFLICT, "no longer so");
	assert_string_equal(state_of(w, id), "resolved");
	same_again(w);
}

/* However late somebody sweeps, and however often: once, and the promises run
 * from the customer's words. */
static void
what_nobody_marked_is_open_since_it_was_said(void **state)
{
	struct world *w = *state;
	struct id id = answered(w);
	struct clock_row r;

	at("2026-05-06T12:00:00Z");
	assert_int_equal(sweep(w).resumed, 1);
	assert_int_equal(sweep(w).resumed, 0);
	assert_string_equal(state_of(w, id), "open");
	assert_int_equal(get(w, id).cycle, 2);
	assert_int_equal(waiting(w), 0);
	r = clock_now_of(w, id, "next_response");
	assert_string_equal(iso(r.start_at), "2026-05-04T10:00:00Z");
	assert_string_equal(iso(r.due_at), "2026-05-04T12:00:00Z");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_log WHERE"
			     " kind = 'ticket.reopen'"),
	    1);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_log WHERE"
			     " kind = 'ticket.reopen' AND happened_at ="
			     " 1777888800000"),
	    1);
	same_again(w);
	prove_chain(w);
}

static void
a_courtesy_opens_nothing_until_it_is_taken_back(void **state)
{
	struct world *w = *state;
	struct id id = answered(w);
	struct undo_done done;

	fine(w, courtesy_mark(&w->c, id));
	refused(w, courtesy_mark(&w->c, id), ERR_INVALID, "nothing that");
	assert_int_equal(waiting(w), 0);
	at("2026-05-06T12:00:00Z");
	assert_int_equal(sweep(w).resumed, 0);
	assert_string_equal(state_of(w, id), "resolved");
	/* Its time begins anew: two hours more to look at it. */
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.courtesy");
	assert_int_equal(waiting(w), 1);
	assert_int_equal(sweep(w).resumed, 0);
	at("2026-05-06T14:00:00Z");
	assert_int_equal(sweep(w).resumed, 1);
	same_again(w);
}

static void
opened_by_hand_it_is_open_since_it_was_said(void **state)
{
	struct world *w = *state;
	struct id id = answered(w);
	struct undo_done done;

	at("2026-05-04T11:00:00Z");
	fine(w, run_reopen(w, id));
	assert_string_equal(iso(clock_now_of(w, id, "next_response").start_at),
	    "2026-05-04T10:00:00Z");
	assert_int_equal(waiting(w), 0);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(state_of(w, id), "resolved");
	assert_int_equal(waiting(w), 1);
	at("2026-05-04T12:00:00Z");
	assert_int_equal(sweep(w).resumed, 1);
	same_again(w);
}

static void
what_waits_is_closed_by_nobody(void **state)
{
	struct world *w = *state;
	struct id id;

	promises(w);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 600m\n"
	    "courtesy = 3bd\nclose.resolved = 1bd\n");
	at(MONDAY);
	id = make(w, question(w));
	fine(w, run_resolve(w, id));
	at("2026-05-05T10:00:00Z");
	fine(w, write_in(w, id, "¡Gracias!"));
	refused(w, ticket_close(&w->c, id, 0), ERR_INVALID, "customer wrote");
	at("2026-05-06T10:00:00Z");
	assert_int_equal(sweep(w).ended, 0);
	fine(w, courtesy_mark(&w->c, id));
	assert_int_equal(sweep(w).ended, 1);
	assert_string_equal(state_of(w, id), "closed");
}

static void
without_a_hold_it_is_open_at_once(void **state)
{
	struct ticket_contact again = {
		.channel = STR("email"), .text = STR("no sirve"), .again = true
	};
	struct world *w = *state;
	struct id id;

	promises(w);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 600m\n"
	    "courtesy = none\n");
	at(MONDAY);
	id = make(w, question(w));
	fine(w, run_resolve(w, id));
	fine(w, write_in(w, id, "No sirve"));
	assert_string_equal(state_of(w, id), "open");
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 600m\n");
	id = make(w, question(w));
	fine(w, run_resolve(w, id));
	fine(w, ticket_contact(&w->c, id, &again));
	assert_string_equal(state_of(w, id), "open");
	assert_int_equal(waiting(w), 0);
}

static enum err
run_mark(struct world *w, struct id id)
{
	return courtesy_mark(&w->c, id);
}

static void
the_mark_is_one_change_by_who_may(void **state)
{
	const struct write_case mark = { "ticket courtesy", MAY_TICKET_EDIT,
		run_mark };
	struct world *w = *state;

	prove_write(w, &mark, answered(w));
}

/* ---- SLA.md 4.8, line by line -------------------------------------------- */

/* Minutes from Wednesday 1 July 2026, 09:00 in Madrid; vector 11 is the first.
 * Each row two weeks later, by a policy of its own. */
enum { RESOLVED = 360, FRIDAY = 2940, WINDOW = 10620 };

static const struct reopening {
	const char *rules;
	int at;		 /* reopened */
	const char *why; /* refused so; NULL: it is open again */
	int due;	 /* of the resolution, then */
	int answer;	 /* of the next response */
	int used; /* of the resolution when it is done for good at `done` */
	int done;
	bool breached;
} reopenings[] = {
	/* it goes on with what was used; what was resolved was a pause */
	{ "reopen = continue 5bd\nnext_response = 120m\n", FRIDAY, NULL, 3180,
	    FRIDAY + 120, 600, 3180, false },
	/* done a minute too late: the second fact turns, the first stays */
	{ "reopen = continue 5bd\nnext_response = 120m\n", FRIDAY, NULL, 3180,
	    FRIDAY + 120, 601, 3181, true },
	/* without a target of its own the answer has that of the first */
	{ "reopen = continue 5bd\n", FRIDAY, NULL, 3180, FRIDAY + 60, 600, 3180,
	    false },
	/* from the beginning */
	{ "reopen = restart 5bd\n", FRIDAY, NULL, 7320, FRIDAY + 60, 600, 7320,
	    false },
	/* the closing of the fifth working day is within the window */
	{ "reopen = continue 5bd\n", WINDOW, NULL, 11760, 11580, 240 + 360,
	    11760, false },
	/* the minute after is not */
	{ "reopen = continue 5bd\n", WINDOW + 1, "too long ago", 0, 0, 0, 0,
	    false },
	{ "reopen = continue 1bd\n", FRIDAY, "too long ago", 0, 0, 0, 0,
	    false },
	{ "reopen = never\n", FRIDAY, "opened", 0, 0, 0, 0, false },
};

static void
at_minute(msec base, int minutes)
{
	dbtest_clock.fixed = base + MINUTES(minutes);
}

static void
check_reopened(struct world *w, const struct reopening *r, struct id id,
    msec base)
{
	struct clock_row k = clock_now_of(w, id, "resolution");

	assert_int_equal(get(w, id).cycle, 2);
	assert_int_equal(k.cycle, 2);
	assert_int_equal(k.first_met, 1);
	assert_string_equal(iso(k.due_at), iso(base + MINUTES(r->due)));
	k = clock_now_of(w, id, "next_response");
	assert_string_equal(iso(k.start_at), iso(base + MINUTES(r->at)));
	assert_string_equal(iso(k.due_at), iso(base + MINUTES(r->answer)));
	at_minute(base, r->done);
	fine(w, run_resolve(w, id));
	k = clock_now_of(w, id, "resolution");
	assert_int_equal(k.used_ms, MINUTES(r->used));
	assert_int_equal(k.breached_at != 0, r->breached);
	assert_int_equal(k.first_met, 1); /* whatever came of it */
}

/* Over the window: another ticket, with its whole time. */
static void
check_followed(struct world *w, struct id id)
{
	const struct ticket_follow in = { .reason = STR("volvió") };
	struct id next;
	int64_t number;

	fine(w, ticket_follow(&w->c, id, &in, &next, &number));
	assert_int_equal(clock_now_of(w, next, "resolution").used_ms, 0);
	assert_int_equal(get(w, next).cycle, 1);
	assert_int_equal(get(w, id).cycle, 1);
	assert_string_equal(state_of(w, id), "resolved");
}

static void
what_is_resolved_comes_back_as_the_policy_says(void **state)
{
	struct world *w = *state;
	struct fault f;
	msec base;

	promises(w);
	assert_int_equal(clock_parse(STR("2026-07-01T07:00:00Z"), &base, &f),
	    OK);
	for (size_t i = 0; i < countof(reopenings); i++, base += DAYS(14)) {
		const struct reopening *r = &reopenings[i];
		struct id id;

		at_minute(base, 0);
		apply(w, "policy", "usual",
		    str_printf(&w->c.arena,
			"[policy usual]\ncalendar = off\n"
			"first_response = 60m\nresolution = 600m\n%s",
			r->rules)
			.s);
		id = make(w, question(w));
		at_minute(base, RESOLVED);
		fine(w, run_resolve(w, id));
		assert_int_equal(clock_now_of(w, id, "resolution").used_ms,
		    MINUTES(RESOLVED));
		at_minute(base, r->at);
		if (r->why == NULL) {
			fine(w, run_reopen(w, id));
			check_reopened(w, r, id, base);
		} else {
			refused(w, run_reopen(w, id), ERR_INVALID, r->why);
			check_followed(w, id);
		}
		same_again(w);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_on_what_is_done_wait_to_be_looked_at),
		TEST(what_nobody_marked_is_open_since_it_was_said),
		TEST(a_courtesy_opens_nothing_until_it_is_taken_back),
		TEST(opened_by_hand_it_is_open_since_it_was_said),
		TEST(what_waits_is_closed_by_nobody),
		TEST(without_a_hold_it_is_open_at_once),
		TEST(what_is_resolved_comes_back_as_the_policy_says),
		TEST(the_mark_is_one_change_by_who_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
