/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_promise.c - what is promised on tickets: clocks follow every change,
 * and the events alone make the same ones.
 */
#include "promisetest.h"

#include "core/explain.h"
#include "core/follow.h"
#include "core/ticket_route.h"
#include "core/undo.h"

/* Monday 4 May 2026, 10:00 in Madrid (+02). */
#define MONDAY "2026-05-04T08:00:00Z"

static struct id
begun(struct world *w)
{
	struct id id;

	promises(w);
	at(MONDAY);
	id = make(w, question(w));
	return id;
}

static void
without_a_policy_nothing_is_promised(void **state)
{
	struct world *w = *state;
	struct promise p;
	struct id id;

	at(MONDAY);
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM clock"), 0);
	fine(w, promise_of(&w->c, &w->c.arena, &id, 1, &p));
	assert_int_equal(p.sign, PROMISE_NONE);
	assert_false(p.given);
}

static void
a_new_ticket_gets_its_clocks(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct clock_row r = clock_now_of(w, id, "first_response");

	assert_string_equal(iso(r.due_at), "2026-05-04T09:00:00Z");
	r = clock_now_of(w, id, "resolution");
	assert_string_equal(iso(r.due_at), "2026-05-05T09:00:00Z");
	assert_int_equal(r.state, CLOCK_RUNNING);
	r = clock_now_of(w, id, "statutory");
	assert_string_equal(iso(r.due_at), "2026-05-14T22:00:00Z");
	assert_int_equal(clock_now_of(w, id, "periodic_update").round, 0);
	assert_int_equal(ask_int(w, "SELECT rank FROM ticket"),
	    clock_now_of(w, id, "first_response").due_at);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_value"
			     " WHERE field = 'policy'"),
	    1);
	same_again(w);
}

/* What is foreseen is what the ticket then gets, and nothing is written. */
static void
foreseen_as_it_will_be(void **state)
{
	struct world *w = *state;
	struct row_promise_case of = { .priority = 3 };
	struct ticket_new t = question(w);
	struct foreseens f;
	struct id id;

	of.segment = of.channel = of.branch = STR_NONE;
	of.typification = t.typification;
	promises(w);
	at(MONDAY);
	fine(w, promise_foresee(&w->c, &w->c.arena, &of, &f));
	assert_int_equal(ask_int(w, "SELECT count(*) FROM clock"), 0);
	assert_string_equal(f.policy.s, "usual");
	id = make(w, t);
	assert_int_equal(f.n, ask_int(w, "SELECT count(*) FROM clock"));
	for (size_t i = 0; i < f.n; i++)
		assert_int_equal(f.v[i].due_at,
		    clock_now_of(w, id, promise_kind_name(f.v[i].kind)).due_at);
}

static void
an_answer_meets_and_news_are_owed(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct clock_row r;

	later(MINUTES(60)); /* at due: met */
	fine(w, run_reply(w, id));
	r = clock_now_of(w, id, "first_response");
	assert_int_equal(r.state, CLOCK_MET);
	assert_int_equal(r.breached_at, 0);
	assert_int_equal(r.first_met, 1);
	r = clock_now_of(w, id, "periodic_update");
	assert_string_equal(iso(r.due_at), "2026-05-05T09:00:00Z");
	same_again(w);
}

static void
a_millisecond_after_due_is_late(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct clock_row r;

	later(MINUTES(60) + 1);
	fine(w, run_reply(w, id));
	r = clock_now_of(w, id, "first_response");
	assert_string_equal(iso(r.breached_at), "2026-05-04T09:00:00Z");
	assert_int_equal(r.first_met, 0);
	same_again(w);
}

static bool
dated(struct world *w, const char *kind, msec happened)
{
	char sql[240];

	snprintf(sql, sizeof(sql),
	    "SELECT CASE WHEN happened_at = %lld AND recorded_at >= %lld"
	    " THEN 1 ELSE 0 END FROM event_log WHERE kind = '%s'"
	    " ORDER BY n DESC LIMIT 1",
	    (long long)happened, (long long)clock_now(&dbtest_clock), kind);
	return ask_int(w, sql) == 1;
}

/* The database was away; nobody else did anything meanwhile. */
static void
what_waited_counts_from_when_it_was_typed(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	msec said = clock_now(&dbtest_clock) + MINUTES(30);
	struct clock_row r;

	later(HOURS(2));
	w->c.said = said;
	fine(w, run_reply(w, id));
	r = clock_now_of(w, id, "first_response");
	assert_int_equal(r.breached_at, 0);
	assert_int_equal(r.met_at, said);
	assert_true(dated(w, "ticket.reply", said));
	w->c.said = said - MINUTES(10);
	fine(w, ticket_note(&w->c, id, STR("Dicho antes, llega después")));
	assert_true(dated(w, "ticket.note", clock_now(&dbtest_clock)));
	same_again(w);
}

static void
what_others_could_not_know_counts_from_when_it_came(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct ticket_assign to = { .owner = w->c.me.id };
	msec said = clock_now(&dbtest_clock) + MINUTES(30);

	later(HOURS(2));
	w->c.said = said;
	fine(w, ticket_assign(&w->c, id, &to, 0));
	assert_true(dated(w, "ticket.assign", clock_now(&dbtest_clock)));
	w->c.said = clock_now(&dbtest_clock) + 1;
	fine(w, ticket_note(&w->c, id, STR("De un reloj adelantado")));
	assert_true(dated(w, "ticket.note", clock_now(&dbtest_clock)));
	w->c.said = clock_now(&dbtest_clock);
	later(DAYS(4));
	fine(w, ticket_note(&w->c, id, STR("De hace mucho")));
	assert_true(dated(w, "ticket.note", clock_now(&dbtest_clock)));
}

/* As the list of a ticket's clocks has it; NULL: it is not in it. */
static const struct promise *
listed(struct world *w, struct id id, enum promise_kind kind)
{
	struct promises all;

	fine(w, promise_clocks(&w->c, &w->c.arena, id, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind == kind)
			return &all.v[i];
	return NULL;
}

static int
sign_of(struct world *w, struct id id, enum promise_kind kind)
{
	const struct promise *p = listed(w, id, kind);

	return p != NULL ? (int)p->sign : -1;
}

/* Missed and never given, whatever is done later to the ticket. */
static void
check_never_given(struct world *w, struct id id)
{
	const struct promise *p = listed(w, id, PROMISE_FIRST_RESPONSE);
	struct ledger l;

	assert_non_null(p);
	assert_int_equal(p->sign, PROMISE_MISSED);
	assert_int_equal(p->met_at, 0);
	fine(w,
	    promise_explain(&w->c, &w->c.arena, id, STR("first_response"), &l));
	assert_true(l.unanswered);
	assert_int_equal(l.met_at, 0);
	assert_int_equal(l.breached_at, p->breached_at);
	assert_true(l.same);
	same_again(w);
}

/* Only words to the customer are an answer: without them it is owed no more, or
 * was missed. */
static void
resolving_is_no_answer(void **state)
{
	struct world *w = *state;
	struct id soon = begun(w), late = begun(w);
	struct clock_row r;

	later(MINUTES(10));
	fine(w, run_resolve(w, soon));
	r = clock_now_of(w, soon, "first_response");
	assert_int_equal(r.state, CLOCK_CANCELLED);
	assert_int_equal(r.breached_at, 0);
	assert_int_equal(clock_now_of(w, soon, "resolution").state, CLOCK_MET);
	assert_int_equal(sign_of(w, soon, PROMISE_FIRST_RESPONSE),
	    PROMISE_UNANSWERED);
	same_again(w);
	fine(w, run_reopen(w, soon));
	assert_int_equal(sign_of(w, soon, PROMISE_FIRST_RESPONSE),
	    PROMISE_UNANSWERED);
	later(HOURS(1));
	fine(w, run_resolve(w, late));
	r = clock_now_of(w, late, "first_response");
	assert_int_equal(r.first_met, 0);
	assert_int_not_equal(r.breached_at, 0);
	check_never_given(w, late);
	fine(w, run_reopen(w, late));
	fine(w, run_reply(w, late));
	check_never_given(w, late);
}

/* One that really came late was given. */
static void
a_late_answer_stays_done_late_when_resolved(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	const struct promise *p;

	later(HOURS(2));
	fine(w, run_reply(w, id));
	fine(w, run_resolve(w, id));
	p = listed(w, id, PROMISE_FIRST_RESPONSE);
	assert_int_equal(p->sign, PROMISE_MISSED);
	assert_int_equal(p->met_at, clock_now(&dbtest_clock));
	same_again(w);
}

/* Its promise was taken away, nobody left it unanswered; also when the old
 * promise holds again. */
static void
what_another_promise_ended_was_not_unanswered(void **state)
{
	struct ticket_edit first = { .priority = 1 }, usual = { .priority = 3 };
	struct world *w = *state;
	struct id id = begun(w);

	apply(w, "policy", "first",
	    "[policy first]\nrank = 1\npriority = 1\ncalendar = off\n"
	    "resolution = 480m\n");
	later(MINUTES(5));
	fine(w, ticket_edit(&w->c, id, &first, 0));
	assert_int_equal(sign_of(w, id, PROMISE_FIRST_RESPONSE), -1);
	later(MINUTES(5));
	fine(w, ticket_edit(&w->c, id, &usual, 0));
	assert_int_equal(sign_of(w, id, PROMISE_FIRST_RESPONSE), -1);
	fine(w, run_resolve(w, id));
	assert_int_equal(sign_of(w, id, PROMISE_FIRST_RESPONSE), -1);
	same_again(w);
}

/* SLA.md vector 7: a weekend in a pause is no time at all. */
static void
a_pause_stops_and_goes_on(void **state)
{
	struct world *w = *state;
	struct clock_row r;
	struct id id;

	promises(w);
	at("2026-05-08T08:00:00Z"); /* Friday 10:00 */
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	at("2026-05-08T10:00:00Z");
	fine(w, run_park(w, id));
	r = clock_now_of(w, id, "resolution");
	assert_int_equal(r.state, CLOCK_PAUSED);
	assert_int_equal(r.due_at, 0);
	assert_int_equal(r.used_ms, HOURS(2));
	assert_int_equal(r.next_level_at, 0);
	at("2026-05-11T09:00:00Z");
	fine(w, run_resume(w, id));
	r = clock_now_of(w, id, "resolution");
	assert_string_equal(iso(r.due_at), "2026-05-12T08:00:00Z");
	same_again(w);
}

static void
a_customer_who_answers_ends_the_wait(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct ticket_contact c = { .channel = STR("email"),
		.text = STR("Aquí están los papeles") };

	fine(w, ticket_start(&w->c, id, 0));
	fine(w, run_reply(w, id));
	later(HOURS(1));
	fine(w, run_park(w, id));
	later(HOURS(1));
	w->c.at = clock_now(&dbtest_clock) - MINUTES(30);
	fine(w, ticket_contact(&w->c, id, &c));
	assert_string_equal(get(w, id).state.s, "open");
	assert_int_equal(clock_now_of(w, id, "resolution").used_ms, HOURS(1));
	assert_int_equal(clock_now_of(w, id, "next_response").state,
	    CLOCK_RUNNING);
	assert_string_equal(iso(clock_now_of(w, id, "next_response").due_at),
	    "2026-05-04T11:30:00Z");
	same_again(w);
}

/* SLA.md vector 11. */
static void
reopened_it_goes_on_and_both_facts_are_kept(void **state)
{
	struct world *w = *state;
	struct clock_row r;
	struct id id;

	promises(w);
	at("2026-07-01T07:00:00Z");
	id = make(w, question(w));
	at("2026-07-01T13:00:00Z");
	fine(w, run_resolve(w, id));
	r = clock_now_of(w, id, "resolution");
	assert_int_equal(r.used_ms, MINUTES(360));
	assert_int_equal(r.first_met, 1);
	at("2026-07-03T08:00:00Z");
	fine(w, run_reopen(w, id));
	r = clock_now_of(w, id, "resolution");
	assert_string_equal(iso(r.due_at), "2026-07-03T12:00:00Z");
	assert_int_equal(r.cycle, 2);
	assert_int_equal(clock_now_of(w, id, "next_response").state,
	    CLOCK_RUNNING);
	at("2026-07-03T13:00:00Z");
	fine(w, run_resolve(w, id));
	r = clock_now_of(w, id, "resolution");
	assert_int_equal(r.first_met, 1);
	assert_string_equal(iso(r.breached_at), "2026-07-03T12:00:00Z");
	assert_int_equal(r.used_ms, MINUTES(660));
	same_again(w);
}

/* SLA.md, Pauses: the term the law gives never pauses, also not while the
 * complaint was taken for answered. */
static void
reopened_the_term_of_the_law_has_not_moved(void **state)
{
	struct world *w = *state;
	struct clock_row was, r;
	struct id id = begun(w);

	was = clock_now_of(w, id, "statutory");
	fine(w, run_resolve(w, id));
	at("2026-05-06T08:00:00Z");
	fine(w, run_reopen(w, id));
	r = clock_now_of(w, id, "statutory");
	assert_string_equal(iso(r.due_at), iso(was.due_at));
	assert_int_equal(r.start_at, was.start_at);
	assert_int_equal(r.state, CLOCK_RUNNING);
	assert_int_equal(r.cycle, 2);
	fine(w, run_resolve(w, id));
	assert_int_equal(clock_now_of(w, id, "statutory").first_met, 1);
	same_again(w);
}

static void
after_the_window_it_is_another_ticket(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);

	fine(w, run_resolve(w, id));
	at("2026-05-11T16:00:00Z"); /* the fifth business day's closing */
	fine(w, run_reopen(w, id));
	fine(w, run_resolve(w, id));
	at("2026-05-19T16:00:01Z");
	refused(w, run_reopen(w, id), ERR_INVALID, "too long ago");
	refused(w, run_resolve(w, id), ERR_INVALID, "close, cancel");
	same_again(w);
}

static int64_t
follow(struct world *w, struct id from, struct id *id)
{
	const struct ticket_follow in = { .reason = STR("volvió a fallar"),
		.text = STR("Falló otra vez") };
	int64_t number = 0;

	fine(w, ticket_follow(&w->c, from, &in, id, &number));
	return number;
}

/* A new one with full targets; the old one says where it goes on, and nobody
 * opens a third. Undone, it can be done again. */
static void
a_matter_that_comes_back_late_goes_on_in_another(void **state)
{
	const struct ticket_follow again = { .reason = STR("otra vez") };
	struct world *w = *state;
	struct id id = begun(w), next, third;
	struct row_ticket_get was, now;
	struct undo_done undone;
	struct follower on;
	int64_t number;

	fine(w, run_resolve(w, id));
	at("2026-05-11T16:00:00Z");
	refused(w, ticket_follow(&w->c, id, &again, &next, &number),
	    ERR_INVALID, "may still be opened again");
	at("2026-05-12T08:00:00Z");
	number = follow(w, id, &next);
	was = get(w, id);
	now = get(w, next);
	assert_string_equal(was.state.s, "resolved");
	assert_string_equal(now.state.s, "new");
	assert_string_equal(now.typification.s, was.typification.s);
	assert_string_equal(now.subject.s, was.subject.s);
	assert_string_equal(now.team.s, was.team.s);
	assert_true(id_eq(now.customer, was.customer));
	/* 600 minutes from Tuesday 10:00. */
	assert_string_equal(iso(clock_now_of(w, next, "resolution").due_at),
	    "2026-05-13T09:00:00Z");
	fine(w, ticket_follower(&w->c, id, &on));
	assert_int_equal(on.number, number);
	refused(w, ticket_follow(&w->c, id, &again, &third, &number),
	    ERR_INVALID, "goes on in T-");
	refused(w, ticket_reopen_late(&w->c, id, STR("tarde"), 0), ERR_INVALID,
	    "goes on in T-");
	refused(w, run_reopen(w, id), ERR_INVALID, "goes on in T-");
	same_again(w);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &undone));
	assert_string_equal(undone.kind.s, "ticket.follow");
	fine(w, ticket_follower(&w->c, id, &on));
	assert_int_equal(on.number, 0);
	assert_string_equal(get(w, next).state.s, "cancelled");
	follow(w, id, &third);
	refused(w, ticket_follow(&w->c, third, &again, &next, &number),
	    ERR_INVALID, "only what was resolved");
	same_again(w);
}

/* SLA.md vectors 10a and 10b. */
static void
another_priority_carries_what_was_used(void **state)
{
	struct world *w = *state;
	struct ticket_edit e = { .priority = 1 };
	struct clock_row r;
	struct id id;

	promises(w);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 960m\n");
	apply(w, "policy", "first",
	    "[policy first]\nrank = 1\npriority = 1\ncalendar = off\n"
	    "resolution = 480m\n");
	at("2026-06-08T07:00:00Z");
	id = make(w, question(w));
	assert_string_equal(iso(clock_now_of(w, id, "resolution").due_at),
	    "2026-06-09T14:00:00Z");
	at("2026-06-09T08:00:00Z");
	fine(w, ticket_edit(&w->c, id, &e, 0));
	r = clock_now_of(w, id, "resolution");
	assert_string_equal(iso(r.breached_at), "2026-06-09T08:00:00Z");
	assert_int_equal(r.by_change, 1);
	assert_int_equal(r.used_ms, MINUTES(600));
	same_again(w);
}

static void
the_pause_stays_when_the_promise_changes(void **state)
{
	struct world *w = *state;
	struct ticket_edit e = { .priority = 1 };
	struct clock_row r;
	struct id id;

	promises(w);
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 960m\n");
	apply(w, "policy", "first",
	    "[policy first]\nrank = 1\npriority = 1\ncalendar = off\n"
	    "resolution = 480m\nchange = proportional\n");
	at("2026-06-08T07:00:00Z");
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	at("2026-06-08T12:00:00Z");
	fine(w, run_park(w, id));
	at("2026-06-08T15:00:00Z");
	fine(w, run_resume(w, id));
	assert_string_equal(iso(clock_now_of(w, id, "resolution").due_at),
	    "2026-06-10T08:00:00Z");
	at("2026-06-09T08:00:00Z");
	fine(w, ticket_edit(&w->c, id, &e, 0));
	r = clock_now_of(w, id, "resolution");
	assert_string_equal(iso(r.due_at), "2026-06-09T12:30:00Z");
	assert_int_equal(r.by_change, 0);
	same_again(w);
}

/* Promised nothing for a while: what waited all along is owed from when it
 * began to, what was said from when it was; a due that is over by then is
 * missed by the change. */
static void
words_that_wait_are_owed_by_another_promise(void **state)
{
	struct ticket_contact said = { .channel = STR("chat"),
		.text = STR("¿Hay noticias?") };
	struct ticket_edit first = { .priority = 1 }, usual = { .priority = 3 };
	struct whatif q = { .priority = 3 };
	struct world *w = *state;
	struct whatifs all;
	struct clock_row r;
	struct ledger l;
	struct id id;

	promises(w);
	apply(w, "policy", "first",
	    "[policy first]\nrank = 1\npriority = 1\ncalendar = off\n"
	    "resolution = 480m\n");
	at("2026-06-08T07:00:00Z");
	id = make(w, question(w));
	fine(w, run_reply(w, id));
	fine(w, ticket_edit(&w->c, id, &first, 0));
	at("2026-06-08T08:00:00Z");
	fine(w, ticket_contact(&w->c, id, &said));
	assert_int_equal(clock_now_of(w, id, "next_response").round, 0);
	at("2026-06-08T09:00:00Z");
	fine(w, promise_whatif(&w->c, &w->c.arena, id, &q, &all));
	fine(w, ticket_edit(&w->c, id, &usual, 0));
	r = clock_now_of(w, id, "next_response");
	assert_string_equal(iso(r.start_at), "2026-06-08T08:00:00Z");
	assert_string_equal(iso(r.due_at), "2026-06-08T10:00:00Z");
	assert_int_equal(r.used_ms, HOURS(1));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind == PROMISE_NEXT_RESPONSE) {
			assert_true(all.v[i].begins);
			assert_string_equal(iso(all.v[i].would_at),
			    iso(r.due_at));
			q.priority = 0;
		}
	assert_int_equal(q.priority, 0);
	r = clock_now_of(w, id, "periodic_update");
	assert_int_equal(r.state, CLOCK_RUNNING);
	assert_string_equal(iso(r.due_at), "2026-06-09T07:00:00Z");
	fine(w,
	    promise_explain(&w->c, &w->c.arena, id, STR("next_response"), &l));
	assert_true(l.same);
	fine(w, ticket_edit(&w->c, id, &first, 0));
	at("2026-06-08T12:00:00Z");
	fine(w, ticket_edit(&w->c, id, &usual, 0));
	r = clock_now_of(w, id, "next_response");
	assert_string_equal(iso(r.breached_at), "2026-06-08T12:00:00Z");
	assert_int_equal(r.by_change, 1);
	fine(w, run_reply(w, id));
	fine(w, ticket_edit(&w->c, id, &first, 0));
	fine(w, ticket_edit(&w->c, id, &usual, 0));
	assert_int_equal(clock_now_of(w, id, "next_response").state, CLOCK_MET);
	same_again(w);
}

static void
first_without_law(struct world *w)
{
	promises(w);
	apply(w, "policy", "first",
	    "[policy first]\nrank = 1\npriority = 1\ncalendar = off\n"
	    "resolution = 480m\nchange = restart\n");
	apply(w, "policy", "lawless",
	    "[policy lawless]\nrank = 2\npriority = 2\ncalendar = off\n"
	    "resolution = 480m\n");
	at(MONDAY);
}

static void
lawful(struct world *w, struct id id, const char *policy)
{
	struct clock_row r = clock_now_of(w, id, "statutory");

	assert_int_equal(r.state, CLOCK_RUNNING);
	assert_int_equal(r.round, 1);
	assert_int_equal(r.cycle, 1);
	assert_string_equal(iso(r.due_at), "2026-05-14T22:00:00Z");
	assert_int_equal(strncmp(r.policy.s, "usual@", 6), 0);
	r = clock_now_of(w, id, "resolution");
	assert_int_equal(strncmp(r.policy.s, policy, strlen(policy)), 0);
	same_again(w);
}

/* The law's term is the complaint's: not of whoever promises the service. */
static void
the_law_holds_whatever_the_priority(void **state)
{
	struct world *w = *state;
	struct ticket_new t = question(w);
	struct ticket_edit e = { .priority = 1 };
	struct undo_done undone;
	struct id id;

	first_without_law(w);
	t.priority = 1;
	lawful(w, make(w, t), "first@");
	id = make(w, question(w));
	lawful(w, id, "usual@");
	later(HOURS(1));
	fine(w, ticket_edit(&w->c, id, &e, 0));
	lawful(w, id, "first@");
	later(HOURS(1));
	e.priority = 2;
	fine(w, ticket_edit(&w->c, id, &e, 0));
	lawful(w, id, "lawless@");
	fine(w, undo_event(&w->c, &w->c.arena, 0, &undone));
	lawful(w, id, "first@");
	e.priority = 3;
	fine(w, ticket_edit(&w->c, id, &e, 0));
	lawful(w, id, "usual@");
}

static void
resolution_is(struct world *w, struct id id, int64_t cycle, const char *start,
    const char *due)
{
	struct clock_row r = clock_now_of(w, id, "resolution");

	assert_int_equal(r.state, CLOCK_RUNNING);
	assert_int_equal(r.cycle, cycle);
	assert_string_equal(iso(r.start_at), start);
	assert_string_equal(iso(r.due_at), due);
	same_again(w);
}

/* Begun anew by another priority, taken back, done again, and taken back. */
static void
a_restart_is_taken_back_and_done_again(void **state)
{
	struct world *w = *state;
	struct ticket_edit e = { .priority = 1 };
	struct undo_done undone;
	struct id id;

	first_without_law(w);
	id = make(w, question(w));
	resolution_is(w, id, 1, MONDAY, "2026-05-05T09:00:00Z");
	later(HOURS(1));
	fine(w, ticket_edit(&w->c, id, &e, 0));
	resolution_is(w, id, 2, "2026-05-04T09:00:00Z", "2026-05-05T08:00:00Z");
	for (int round = 0; round < 3; round++) {
		later(HOURS(1));
		fine(w, undo_event(&w->c, &w->c.arena, 0, &undone));
		assert_int_equal(undone.redo, false);
		resolution_is(w, id, 1, MONDAY, "2026-05-05T09:00:00Z");
		later(HOURS(1));
		fine(w,
		    undo_event(&w->c, &w->c.arena,
			ask_int(w, "SELECT max(n) FROM event_log"), &undone));
		assert_int_equal(undone.redo, true);
		resolution_is(w, id, 2, "2026-05-04T09:00:00Z",
		    "2026-05-05T08:00:00Z");
	}
}

/* SLA.md vector 16, and: a closed ticket never hears of another calendar. */
static void
a_changed_calendar_changes_what_comes(void **state)
{
	struct world *w = *state;
	struct id open, closed;
	struct clock_row before, r;

	promises(w);
	at("2026-05-08T13:00:00Z");
	closed = make(w, question(w));
	open = make(w, question(w));
	fine(w, ticket_start(&w->c, open, 0));
	later(HOURS(1));
	fine(w, run_resolve(w, closed));
	before = clock_now_of(w, closed, "resolution");
	at("2026-05-11T00:00:00Z");
	apply_from(w, "calendar", "off",
	    "[calendar off]\nzone = Europe/Madrid\n"
	    "valid-from = 2026-05-12\nmon-sun = 00:00-24:00\n",
	    clock_now(&dbtest_clock) + HOURS(22));
	at("2026-05-11T10:00:00Z");
	fine(w, run_park(w, open));
	at("2026-05-12T17:00:00Z"); /* 19:00: closed before */
	fine(w, run_resume(w, open));
	r = clock_now_of(w, open, "resolution");
	assert_int_equal(r.used_ms, MINUTES(180 + 180));
	assert_string_equal(iso(r.due_at), "2026-05-12T21:00:00Z");
	assert_string_equal(r.calendar.s, "off@2");
	r = clock_now_of(w, closed, "resolution");
	assert_int_equal(r.used_ms, before.used_ms);
	assert_string_equal(r.calendar.s, "off@1");
	same_again(w);
}

static void
the_most_urgent_is_on_top(void **state)
{
	struct world *w = *state;
	struct urgent_filter f = { .desk = true, .limit = 2 };
	struct rows_ticket_rows page;
	struct id a = begun(w), b, c, d;

	later(MINUTES(5));
	b = make(w, question(w));
	fine(w, run_reply(w, a)); /* a is due tomorrow, b in an hour */
	c = make(w, question(w));
	fine(w, ticket_start(&w->c, c, 0));
	d = make(w, question(w));
	fine(w, run_cancel(w, d));
	fine(w, ticket_urgent(&w->c, &w->c.arena, &f, &page));
	assert_int_equal(page.n, 2);
	f.after = page.v[1].id;
	f.after_rank = page.v[1].rank;
	assert_true(page.v[0].rank <= page.v[1].rank);
	assert_false(id_eq(page.v[0].id, a) || id_eq(page.v[1].id, a));
	fine(w, ticket_urgent(&w->c, &w->c.arena, &f, &page));
	assert_int_equal(page.n, 1);
	assert_string_equal(page.v[0].id.s, a.s);
	(void)b;
}

static void
signs_and_pace_between_two_loads(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct promise p;
	msec now;

	later(MINUTES(20));
	now = clock_now(&dbtest_clock);
	fine(w, promise_of(&w->c, &w->c.arena, &id, 1, &p));
	assert_int_equal(p.kind, PROMISE_FIRST_RESPONSE);
	assert_int_equal(p.left_ms, MINUTES(40));
	assert_true(p.runs);
	assert_string_equal(iso(p.edge_at), "2026-05-04T16:00:00Z");
	assert_int_equal(promise_sign(&p, now), PROMISE_OK);
	assert_int_equal(promise_sign(&p, now + MINUTES(10)), PROMISE_HALF);
	assert_int_equal(promise_sign(&p, now + MINUTES(25)), PROMISE_SOON);
	assert_int_equal(promise_sign(&p, now + MINUTES(41)), PROMISE_LATE);
	assert_int_equal(promise_left(&p, now + MINUTES(41)), -MINUTES(1));
	assert_int_equal(promise_left(&p, now + DAYS(9)), -HOURS(7));
	fine(w, run_reply(w, id));
	at("2026-05-04T17:00:00Z");
	fine(w, promise_of(&w->c, &w->c.arena, &id, 1, &p));
	assert_int_equal(p.sign, PROMISE_CLOSED);
	assert_string_equal(iso(p.edge_at), "2026-05-05T07:00:00Z");
}

static void
parked_until_a_date_is_told(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	msec until = clock_now(&dbtest_clock) + DAYS(2);

	fine(w, ticket_start(&w->c, id, 0));
	refused(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("hora"),
		clock_now(&dbtest_clock) - 1000, 0),
	    ERR_INVALID, "has passed");
	fine(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("hora"), until, 0));
	assert_int_equal(clock_now_of(w, id, "resolution").until_at, until);
	later(HOURS(1));
	fine(w,
	    ticket_park(&w->c, id, STR("scheduled"), STR("hora"),
		until + DAYS(1), 0));
	assert_int_equal(clock_now_of(w, id, "resolution").until_at,
	    until + DAYS(1));
	same_again(w);
	fine(w, run_resume(w, id));
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM ticket"
			     " WHERE until_at IS NOT NULL"),
	    0);
	same_again(w);
}

/* Its policy from the beginning is what it had before the first change that
 * the log tells of, also when that was undone. */
static void
what_came_without_events_keeps_its_past_through_an_undo(void **state)
{
	static const char *const kinds[] = { "first_response", "resolution",
		"statutory", "periodic_update" };
	struct clock_row was[countof(kinds)], now;
	struct world *w = *state;
	struct ticket_edit urgent = { .priority = 1 };
	struct undo_done done;
	struct id id;

	promises(w);
	apply(w, "policy", "quick",
	    "[policy quick]\nrank = 1\npriority = 1\ncalendar = full\n"
	    "first_response = 10m\nresolution = 60m\n");
	at("2026-05-11T08:00:00Z");
	id = make(w, question(w));
	at("2026-05-11T09:00:00Z");
	fine(w, run_reply(w, id));
	forget_events(w, id);
	at("2026-05-11T10:00:00Z");
	for (size_t i = 0; i < countof(kinds); i++)
		was[i] = clock_now_of(w, id, kinds[i]);
	urgent.subject = urgent.typification = STR_NONE;
	fine(w, ticket_edit(&w->c, id, &urgent, 0));
	assert_int_equal(clock_now_of(w, id, "resolution").target_ms,
	    MINUTES(60));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	for (size_t i = 0; i < countof(kinds); i++) {
		now = clock_now_of(w, id, kinds[i]);
		assert_string_equal(now.policy.s, was[i].policy.s);
		assert_int_equal(now.state, was[i].state);
		assert_int_equal(now.start_at, was[i].start_at);
		assert_int_equal(now.due_at, was[i].due_at);
	}
	same_again(w);
}

/* Every kind of clock of a ticket, as it is stored. */
static struct str
stored(struct world *w, struct id id)
{
	struct rows_clock_of rows;
	struct buf b = { 0 };
	struct str out;

	assert_int_equal(q_clock_of(w->db, &w->c.arena, id, &rows), OK);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_clock_of *r = &rows.v[i];

		buf_printf(&b, "%s %lld %lld %s %s %s %s %s\n", r->kind.s,
		    (long long)r->round, (long long)r->cycle, r->state.s,
		    r->policy.s, iso(r->start_at), iso(r->due_at),
		    iso(r->met_at));
	}
	out = buf_copy(&w->c.arena, &b);
	buf_done(&b);
	return out;
}

static enum err
run_retype(struct world *w, struct id id)
{
	struct ticket_edit e = { .typification = STR("taller-demora"),
		.subject = STR_NONE };

	return ticket_edit(&w->c, id, &e, 0);
}

/* Whatever is taken back, the promises are what they were; each change is made
 * from `first`, a change that stays. */
static void
a_loaded_ticket_keeps_its_promises_through_any_undo(void **state)
{
	static const struct {
		enum err (*first)(struct world *, struct id);
		enum err (*run)(struct world *, struct id);
	} all[] = { { NULL, run_park }, { NULL, run_resolve },
		{ NULL, run_cancel }, { NULL, run_edit }, { NULL, run_retype },
		{ NULL, run_assign }, { run_park, run_resume },
		{ run_resolve, run_reopen }, { run_resolve, run_close } };
	struct world *w = *state;
	struct undo_done done;
	struct str before;

	promises(w);
	apply(w, "policy", "quick",
	    "[policy quick]\nrank = 1\npriority = 1\ncalendar = full\n"
	    "first_response = 10m\nresolution = 60m\n");
	apply(w, "policy", "taller",
	    "[policy taller]\nrank = 2\ntypification = taller-demora\n"
	    "calendar = full\nresolution = 2bd same_time\n");
	dbtest_do(w->db, "UPDATE typification SET required = '[]'");
	at("2026-05-11T08:00:00Z");
	for (size_t i = 0; i < 2 * countof(all); i++) {
		size_t k = i / 2;
		struct id id = make(w, question(w));

		later(HOURS(1));
		fine(w, ticket_start(&w->c, id, 0));
		later(HOURS(1));
		if (i % 2 == 0)
			forget_events(w, id);
		later(MINUTES(1));
		if (all[k].first != NULL)
			fine(w, all[k].first(w, id));
		if (i % 2 != 0)
			forget_events(w, id);
		later(MINUTES(1));
		before = stored(w, id);
		fine(w, all[k].run(w, id));
		later(MINUTES(1));
		fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
		if (!str_eq(stored(w, id), before))
			fail_msg("%zu undone:\n%s---\n%s", k, before.s,
			    stored(w, id).s);
		same_again(w);
	}
}

static enum err
run_undo(struct world *w, struct id id)
{
	struct undo_done done;

	(void)id;
	return undo_event(&w->c, &w->c.scratch, 0, &done);
}

/* Whatever happens to tickets, in whatever order. */
static void
random_lives_are_made_again_from_their_events(void **state)
{
	static enum err (*const runs[])(struct world *, struct id) = { run_note,
		run_reply, run_start, run_park, run_resume, run_resolve,
		run_close, run_reopen, run_assign, run_undo };
	struct ticket_contact said = { .channel = STR("chat"),
		.text = STR("¿Hay noticias?") };
	struct ticket_edit e = { .subject = STR_NONE };
	struct world *w = *state;
	struct id ids[6];
	uint64_t x = 88172645463325252u;
	int done = 0;

	promises(w);
	apply(w, "policy", "first",
	    "[policy first]\nrank = 1\npriority = 1, 2\ncalendar = full\n"
	    "first_response = 30m\nresolution = 900m\nwork_time = 5h\n"
	    "requester_wait = 2bd same_time\nchange = proportional\n"
	    "typification = consulta\n");
	at(MONDAY);
	for (size_t i = 0; i < countof(ids); i++)
		ids[i] = make(w, question(w));
	for (int step = 0; step < 260; step++) {
		struct id id;
		unsigned what;
		enum err rc;

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		id = ids[x % countof(ids)];
		what = (unsigned)(x >> 20) % (countof(runs) + 2);
		later((msec)(x >> 30) % HOURS(5));
		if ((x >> 50) % 4 == 0)
			w->c.at = clock_now(&dbtest_clock) -
			    (msec)(x >> 33) % HOURS(3);
		e.priority = 1 + (int64_t)(x >> 40) % 4;
		if (step == 130)
			apply_from(w, "calendar", "off",
			    "[calendar off]\nzone = Europe/Madrid\n"
			    "valid-from = 2027-05-20\nmon-sat = "
			    "08:00-20:00\n",
			    clock_now(&dbtest_clock) + DAYS(300));
		if (what < countof(runs))
			rc = runs[what](w, id);
		else if (what == countof(runs))
			rc = ticket_contact(&w->c, id, &said);
		else
			rc = ticket_edit(&w->c, id, &e, 0);
		done += rc == OK;
		core_rest(&w->c);
		w->c.at = 0;
		if (step % 20 == 0)
			same_again(w);
	}
	assert_true(done > 100);
	assert_true(ask_int(w, "SELECT count(*) FROM clock") > 20);
	same_again(w);
	prove_chain(w);
}

/* A row that somebody spoilt is put right from the events. */
static void
a_spoilt_clock_is_put_right(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct rebuild r;
	msec due = clock_now_of(w, id, "resolution").due_at;

	dbtest_do(w->db,
	    "UPDATE clock SET due_at = 5, next_level_at = 5"
	    " WHERE kind = 'resolution'");
	fine(w, promise_rebuild(&w->c, ID_NONE, true, NULL, NULL, &r));
	assert_int_equal(r.differ, 1);
	assert_int_equal(clock_now_of(w, id, "resolution").due_at, 5);
	fine(w, promise_rebuild(&w->c, id, false, NULL, NULL, &r));
	assert_int_equal(clock_now_of(w, id, "resolution").due_at, due);
	same_again(w);
	allow(w, MAY_SLA_KEEP, SCOPE_NONE);
	refused(w, promise_rebuild(&w->c, id, false, NULL, NULL, &r),
	    ERR_DENIED, "sla.keep");
}

/* A closed row, too, while nothing came that could have measured it otherwise;
 * then what was measured stays, and so it cannot be told from a spoilt one. */
static void
a_spoilt_closed_clock_is_a_difference(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct rebuild r;

	later(HOURS(1));
	fine(w, run_resolve(w, id));
	later(DAYS(1));
	apply(w, "calendar", "kol",
	    "[calendar kol]\nzone = Asia/Kolkata\nmon-fri = 09:00-18:00\n");
	same_again(w);
	dbtest_do(w->db,
	    "UPDATE clock SET used_ms = 5 WHERE kind = 'resolution'");
	fine(w, promise_rebuild(&w->c, ID_NONE, true, NULL, NULL, &r));
	assert_int_equal(r.differ, 1);
	assert_int_equal(r.frozen, 0);
	fine(w, promise_rebuild(&w->c, ID_NONE, false, NULL, NULL, &r));
	assert_int_equal(clock_now_of(w, id, "resolution").used_ms, HOURS(1));
	apply(w, "calendar", "off",
	    "[calendar off]\nzone = Europe/Madrid\nmon-fri = 09:00-10:30\n");
	dbtest_do(w->db,
	    "UPDATE clock SET used_ms = 5 WHERE kind = 'resolution'");
	fine(w, promise_rebuild(&w->c, ID_NONE, true, NULL, NULL, &r));
	assert_int_equal(r.differ, 0);
	assert_true(r.frozen > 0);
}

/* The ledger of vector 7, with two holders; its sums are the check. */
static void
the_ledger_adds_up(void **state)
{
	struct world *w = *state;
	struct ticket_assign to = { .team = STR("repuestos") };
	struct ledger l;
	msec sum = 0, shares = 0;
	struct id id;

	promises(w);
	at("2026-05-08T08:00:00Z");
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	at("2026-05-08T10:00:00Z");
	fine(w, run_park(w, id));
	at("2026-05-11T09:00:00Z");
	fine(w, run_resume(w, id));
	at("2026-05-11T10:00:00Z");
	fine(w, ticket_assign(&w->c, id, &to, 0));
	at("2026-05-12T10:00:00Z"); /* due was 08:00Z */
	fine(w, promise_explain(&w->c, &w->c.arena, id, STR("resolution"), &l));
	for (size_t i = 0; i < l.rows.n; i++) {
		sum += l.rows.v[i].counted;
		assert_int_equal(l.rows.v[i].sum, sum);
		if (i > 0)
			assert_int_equal(l.rows.v[i].from, l.rows.v[i - 1].to);
	}
	for (size_t i = 0; i < l.shares.n; i++)
		shares += l.shares.v[i].counted;
	assert_int_equal(sum, l.used_ms);
	assert_int_equal(shares, l.used_ms);
	assert_int_equal(l.used_ms, MINUTES(120 + 60 + 360 + 180));
	assert_int_equal(l.adjusted, 0);
	assert_int_equal(l.shares.n, 2);
	assert_string_equal(l.shares.v[0].holder.s, "Ana Soto");
	assert_string_equal(l.shares.v[1].holder.s, "Repuestos");
	assert_string_equal(l.missed_by.s, "Repuestos");
	assert_true(l.same);
	refused(w,
	    promise_explain(&w->c, &w->c.arena, id, STR("work_time"), &l),
	    ERR_NOT_FOUND, "work_time");
}

/* Begun, parked and taken up again within minutes. */
static struct id
hurried(struct world *w)
{
	struct id id;

	promises(w);
	at("2026-05-08T08:00:20Z");
	id = make(w, question(w));
	fine(w, ticket_start(&w->c, id, 0));
	at("2026-05-08T08:01:50Z");
	fine(w, run_park(w, id));
	at("2026-05-08T08:03:15Z");
	fine(w, run_resume(w, id));
	return id;
}

/* Stretches of seconds, as they are shown: they add up to what was used, the
 * holders', too; what is over stays; a pause is as long in every ledger. */
static void
short_stretches_add_up_as_they_are_shown(void **state)
{
	struct world *w = *state;
	struct ticket_assign to = { .team = STR("repuestos") };
	struct id id = hurried(w);
	struct ledger l, law;
	struct promises all;
	msec sum = 0;

	at("2026-05-08T08:03:50Z");
	fine(w, ticket_assign(&w->c, id, &to, 0));
	for (int i = 0; i < 2; i++) {
		later(SECONDS(50));
		fine(w,
		    promise_explain(&w->c, &w->c.arena, id, STR("resolution"),
			&l));
		fine(w,
		    promise_explain(&w->c, &w->c.arena, id, STR("statutory"),
			&law));
		assert_int_equal(l.shares.v[0].shown, MINUTES(2));
		assert_int_equal(l.rows.v[0].grows, MINUTES(1));
		assert_int_equal(l.rows.v[2].grows, MINUTES(1));
		assert_int_equal(l.rows.v[1].length, law.rows.v[1].grows);
	}
	for (size_t i = 0; i < l.shares.n; i++)
		sum += l.shares.v[i].shown;
	assert_int_equal(l.used_ms, SECONDS(90 + 35 + 100));
	assert_int_equal(sum, MINUTES(3));
	fine(w, promise_clocks(&w->c, &w->c.arena, id, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind == PROMISE_RESOLUTION)
			assert_int_equal(promise_left_shown(&all.v[i],
					     clock_now(&dbtest_clock)),
			    l.target_ms - MINUTES(3));
}

/* SLA.md 4.8: what lies between resolved and reopened is told, and is none. */
static void
the_ledger_tells_that_it_was_resolved(void **state)
{
	struct world *w = *state;
	struct id id = begun(w);
	struct ledger l;

	later(MINUTES(10));
	fine(w, run_resolve(w, id));
	later(MINUTES(5));
	fine(w, run_reopen(w, id));
	later(MINUTES(20));
	fine(w, promise_explain(&w->c, &w->c.arena, id, STR("resolution"), &l));
	assert_true(l.rows.n >= 3);
	assert_string_equal(sla_why_name(l.rows.v[1].why), "resolved");
	assert_int_equal(l.rows.v[1].to - l.rows.v[1].from, MINUTES(5));
	assert_int_equal(l.rows.v[1].counted, 0);
	for (size_t i = 1; i < l.rows.n; i++)
		assert_int_equal(l.rows.v[i].from, l.rows.v[i - 1].to);
	assert_int_equal(l.rows.v[2].sum, MINUTES(30));
	assert_int_equal(l.used_ms, MINUTES(30));
	assert_true(l.same);
	same_again(w);
}

/* Another policy that promises less: what it ends is said to end. */
static void
what_if_says_what_would_end(void **state)
{
	struct world *w = *state;
	struct whatif q = { .priority = 1 };
	struct whatifs all;
	struct id id;

	first_without_law(w);
	id = make(w, question(w));
	fine(w, promise_whatif(&w->c, &w->c.arena, id, &q, &all));
	assert_int_equal(all.n, 3);
	for (size_t i = 0; i < all.n; i++) {
		bool first = all.v[i].kind == PROMISE_FIRST_RESPONSE;

		assert_int_equal(all.v[i].ends, first);
		assert_int_equal(all.v[i].would_at == 0, first);
		assert_false(all.v[i].begins);
		if (all.v[i].kind == PROMISE_STATUTORY)
			assert_int_equal(all.v[i].would_at, all.v[i].due_at);
	}
}

/* SLA.md vector 12b, and what parking would do; nothing is saved. */
static void
what_if_changes_nothing(void **state)
{
	struct world *w = *state;
	struct whatif q = { .refer = STR("repuestos") };
	struct whatifs all;
	struct clock_row before;
	struct id id;

	promises(w);
	apply(w, "calendar", "kol",
	    "[calendar kol]\nzone = Asia/Kolkata\nmon-fri = 09:00-18:00\n");
	apply(w, "policy", "kol",
	    "[policy kol]\nteam = repuestos\ncalendar = kol\n"
	    "leg_accept = 60m\nleg_complete = 240m\n");
	apply(w, "policy", "usual",
	    "[policy usual]\ncalendar = off\nresolution = 960m\n");
	at("2026-10-19T08:00:00Z");
	id = make(w, question(w));
	before = clock_now_of(w, id, "resolution");
	assert_string_equal(iso(before.due_at), "2026-10-20T15:00:00Z");
	at("2026-10-19T14:00:00Z");
	fine(w, promise_whatif(&w->c, &w->c.arena, id, &q, &all));
	assert_string_equal(iso(all.leg_accept_at), "2026-10-20T04:30:00Z");
	assert_string_equal(iso(all.leg_complete_at), "2026-10-20T07:30:00Z");
	assert_int_equal(all.reserve_ms, MINUTES(450));
	assert_false(all.tight);
	/* With a team that promises nothing, too. */
	q = (struct whatif){ .park_until = clock_now(&dbtest_clock) + DAYS(1),
		.refer = STR("ventas") };
	fine(w, promise_whatif(&w->c, &w->c.arena, id, &q, &all));
	assert_string_equal(iso(all.v[0].would_at), "2026-10-21T15:00:00Z");
	assert_true(all.refers && all.leg_accept_at == 0);
	assert_int_equal(clock_now_of(w, id, "resolution").due_at,
	    before.due_at);
	assert_string_equal(get(w, id).state.s, "new");
	same_again(w);
}

static void
a_wrong_policy_names_its_line(void **state)
{
	static const struct {
		const char *text, *why;
	} wrong[] = {
		{ "[policy x]\ncalendar = off\nresolution = soon\n", "f:3:" },
		{ "[policy x]\nresolution = 4h\n", "which calendar" },
		{ "[policy x]\ncalendar = off\n", "promises nothing" },
		{ "[policy x]\ncalendar = off\npriority = 5\n", "f:3:" },
		{ "[policy x]\nlevel.75% = boss\n", "f:2:" },
		{ "[policy x]\npause.resolution = asleep\n", "f:2:" },
		{ "[policy x]\nresolution = 4h\nresolution = 5h\n", "f:3:" },
		{ "[policy x]\ncalendar = off\nleg_accept = 1h\n", "team" },
		{ "[policy x y]\n", "f:1:" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < countof(wrong); i++) {
		struct policy p;

		if (policy_parse(str_of(wrong[i].text), "f", &w->c.scratch, &p,
			&w->c.fault) != ERR_INVALID ||
		    strstr(w->c.fault.text, wrong[i].why) == NULL)
			fail_msg("%zu: %s", i, w->c.fault.text);
	}
	core_rest(&w->c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_policy_nothing_is_promised),
		TEST(a_new_ticket_gets_its_clocks),
		TEST(foreseen_as_it_will_be),
		TEST(an_answer_meets_and_news_are_owed),
		TEST(a_millisecond_after_due_is_late),
		TEST(what_waited_counts_from_when_it_was_typed),
		TEST(what_others_could_not_know_counts_from_when_it_came),
		TEST(resolving_is_no_answer),
		TEST(a_late_answer_stays_done_late_when_resolved),
		TEST(what_another_promise_ended_was_not_unanswered),
		TEST(a_pause_stops_and_goes_on),
		TEST(a_customer_who_answers_ends_the_wait),
		TEST(reopened_it_goes_on_and_both_facts_are_kept),
		TEST(reopened_the_term_of_the_law_has_not_moved),
		TEST(after_the_window_it_is_another_ticket),
		TEST(a_matter_that_comes_back_late_goes_on_in_another),
		TEST(another_priority_carries_what_was_used),
		TEST(words_that_wait_are_owed_by_another_promise),
		TEST(the_pause_stays_when_the_promise_changes),
		TEST(the_law_holds_whatever_the_priority),
		TEST(a_restart_is_taken_back_and_done_again),
		TEST(a_changed_calendar_changes_what_comes),
		TEST(the_most_urgent_is_on_top),
		TEST(signs_and_pace_between_two_loads),
		TEST(parked_until_a_date_is_told),
		TEST(what_came_without_events_keeps_its_past_through_an_undo),
		TEST(a_loaded_ticket_keeps_its_promises_through_any_undo),
		TEST(random_lives_are_made_again_from_their_events),
		TEST(a_spoilt_clock_is_put_right),
		TEST(a_spoilt_closed_clock_is_a_difference),
		TEST(the_ledger_adds_up),
		TEST(short_stretches_add_up_as_they_are_shown),
		TEST(the_ledger_tells_that_it_was_resolved),
		TEST(what_if_says_what_would_end),
		TEST(what_if_changes_nothing),
		TEST(a_wrong_policy_names_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
