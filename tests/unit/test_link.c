/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_link.c - tickets that belong together: linked, joined with the promise
 * that survives, split off, and all of it taken back.
 */
#include "promisetest.h"
#include "sweeptest.h"

#include "core/explain.h"
#include "core/link.h"
#include "core/undo.h"

static struct ticket_new
of(struct id customer, const char *subject)
{
	return (struct ticket_new){ .customer = customer,
		.typification = STR("consulta-general"),
		.subject = str_of(subject),
		.body = STR("Texto") };
}

struct pair_made {
	struct id a, b;
};

/* Two of one customer; the second two hours after the first. */
static struct pair_made
two(struct world *w)
{
	struct id who = customer(w, "María Muñoz");
	struct pair_made p;

	p.a = make(w, of(who, "Uno"));
	later(HOURS(2));
	p.b = make(w, of(who, "Dos"));
	return p;
}

static void
undo(struct world *w, int64_t event)
{
	struct undo_done done;

	fine(w, undo_event(&w->c, &w->c.arena, event, &done));
}

static int64_t
last(struct world *w)
{
	return ask_int(w, "SELECT max(n) FROM event_log");
}

static struct rows_link_list
links(struct world *w, struct id id)
{
	struct rows_link_list rows;

	fine(w, link_list(&w->c, &w->c.arena, id, &rows));
	return rows;
}

/* ---- links -------------------------------------------------------------- */

static void
a_link_is_seen_from_both_ends_and_taken_away_from_either(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);

	fine(w, ticket_link(&w->c, p.b, STR("caused-by"), p.a));
	assert_int_equal(links(w, p.a).n, 1);
	assert_false(links(w, p.a).v[0].forth);
	assert_true(links(w, p.b).v[0].forth);
	refused(w, ticket_link(&w->c, p.b, STR("caused-by"), p.a), ERR_INVALID,
	    "like that already");
	refused(w, ticket_link(&w->c, p.a, STR("related"), p.a), ERR_INVALID,
	    "not linked to itself");
	refused(w, ticket_link(&w->c, p.a, STR("merged"), p.b), ERR_INVALID,
	    "by hand");
	fine(w, ticket_unlink(&w->c, p.a, STR_NONE, p.b));
	assert_int_equal(links(w, p.a).n, 0);
	undo(w, 0);
	assert_true(links(w, p.b).v[0].forth);
	undo(w, last(w)); /* the undo itself */
	assert_int_equal(links(w, p.b).n, 0);
	prove_chain(w);
}

static void
what_says_the_same_both_ways_is_said_once(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);

	fine(w, ticket_link(&w->c, p.a, STR("related"), p.b));
	refused(w, ticket_link(&w->c, p.b, STR("related"), p.a), ERR_INVALID,
	    "like that already");
}

static void
a_ticket_has_one_parent_and_no_circle(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);
	struct id c = make(w, question(w));

	fine(w, ticket_link(&w->c, p.b, STR("part-of"), p.a));
	assert_true(id_eq(get(w, p.b).parent, p.a));
	refused(w, ticket_link(&w->c, p.b, STR("incident"), c), ERR_INVALID,
	    "has a parent already");
	fine(w, ticket_link(&w->c, p.a, STR("part-of"), c));
	refused(w, ticket_link(&w->c, c, STR("part-of"), p.b), ERR_INVALID,
	    "part of itself");
	fine(w, ticket_unlink(&w->c, p.b, STR("part-of"), p.a));
	assert_true(id_none(get(w, p.b).parent));
}

static void
a_parent_is_not_done_before_its_parts(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);

	fine(w, ticket_link(&w->c, p.b, STR("part-of"), p.a));
	refused(w, may_resolve(w, p.a), ERR_INVALID, "not done before");
	refused(w, run_resolve(w, p.a), ERR_INVALID, "not done before");
	fine(w, run_resolve(w, p.b));
	fine(w, run_resolve(w, p.a));
	refused(w,
	    ticket_link(&w->c, make(w, question(w)), STR("part-of"), p.a),
	    ERR_INVALID, "worked on");
}

static void
what_waits_is_not_done_before_the_other(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);

	fine(w, ticket_link(&w->c, p.b, STR("waits-for"), p.a));
	refused(w, run_resolve(w, p.b), ERR_INVALID, "not done before");
	fine(w, run_cancel(w, p.a));
	fine(w, run_resolve(w, p.b));
}

static void
what_is_out_of_sight_is_not_linked(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);

	act(w, LUIS, "luis", SCOPE_TEAM);
	refused(w, ticket_link(&w->c, p.b, STR("related"), p.a), ERR_NOT_FOUND,
	    "no such ticket");
	act(w, LUIS, "luis", SCOPE_TEAM);
	allow(w, MAY_TICKET_READ, SCOPE_ALL);
	refused(w, ticket_link(&w->c, p.b, STR("related"), p.a), ERR_DENIED,
	    "is with");
	refused(w, ticket_merge(&w->c, p.b, p.a, STR_NONE, 0), ERR_DENIED,
	    "is with");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM ticket_link"), 0);
}

/* ---- joined ------------------------------------------------------------- */

static void
the_earlier_beginning_survives_and_comes_back(void **state)
{
	struct world *w = *state;
	struct pair_made p;
	struct clock_row was, now;
	msec began;

	promises(w);
	at("2026-03-06T10:00:00Z");
	p = two(w); /* 10:00 and 12:00 UTC of a Friday, Madrid +1 */
	began = clock_now_of(w, p.a, "resolution").start_at;
	was = clock_now_of(w, p.b, "resolution");
	later(HOURS(1));
	fine(w, ticket_merge(&w->c, p.a, p.b, STR("lo mismo"), 0));
	now = clock_now_of(w, p.b, "resolution");
	assert_int_equal(now.start_at, began);
	assert_int_equal(now.used_ms, HOURS(3));
	assert_true(now.due_at < was.due_at);
	assert_int_equal(clock_now_of(w, p.a, "resolution").state,
	    CLOCK_CANCELLED);
	assert_string_equal(get(w, p.a).state.s, "merged");
	same_again(w);
	later(MINUTES(30));
	undo(w, 0);
	assert_string_equal(get(w, p.a).state.s, "new");
	now = clock_now_of(w, p.b, "resolution");
	assert_int_equal(now.start_at, was.start_at);
	assert_int_equal(now.due_at, was.due_at);
	assert_int_equal(clock_now_of(w, p.a, "resolution").state,
	    CLOCK_RUNNING);
	assert_int_equal(links(w, p.a).n, 0);
	same_again(w);
	undo(w, last(w));
	assert_string_equal(get(w, p.a).state.s, "merged");
	assert_int_equal(clock_now_of(w, p.b, "resolution").start_at, began);
	same_again(w);
	prove_chain(w);
}

static void
what_only_the_other_owed_is_owed_from_now_on(void **state)
{
	struct world *w = *state;
	struct pair_made p;

	promises(w);
	at("2026-03-06T10:00:00Z");
	p = two(w);
	fine(w, run_reply(w, p.b)); /* its first response is done */
	later(MINUTES(10));
	fine(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0));
	assert_int_equal(clock_now_of(w, p.b, "first_response").round, 2);
	assert_true(clock_now_of(w, p.b, "first_response").breached_at != 0);
	same_again(w);
	undo(w, 0);
	assert_int_equal(clock_now_of(w, p.b, "first_response").round, 1);
	same_again(w);
}

/* ---- late ones ---------------------------------------------------------- */

#define TERMS                                                                  \
	"[policy usual]\ncalendar = off\nfirst_response = 60m\n"               \
	"next_response = 120m\nresolution = 5bd end_of_day\n"                  \
	"statutory = 10bd end_of_day\ncalendar.statutory = full\n"

/* Monday 2 March 2026, 10:00 in Madrid, and Friday 6, 11:00. */
static struct pair_made
terms(struct world *w)
{
	struct id who;
	struct pair_made p;

	promises(w);
	apply(w, "policy", "usual", TERMS);
	at("2026-03-02T09:00:00Z");
	who = customer(w, "María Muñoz");
	p.a = make(w, of(who, "Uno"));
	at("2026-03-06T10:00:00Z");
	p.b = make(w, of(who, "Dos"));
	return p;
}

/* By hand: five working days after 2 March end on the 9th at 18:00, ten days
 * of the law on the 12th at 24:00; from Monday 2, 10:00, to Wednesday 11, 12:00,
 * are 8 + 4 x 9 + 9 + 9 + 3 hours open. */
static void
joined_late_each_promise_is_that_of_the_earlier(void **state)
{
	static const struct {
		const char *kind, *due;
		msec target, used;
	} want[] = {
		{ "first_response", "2026-03-02T10:00:00Z", HOURS(1),
		    HOURS(65) },
		{ "resolution", "2026-03-09T17:00:00Z", HOURS(53), HOURS(65) },
		{ "statutory", "2026-03-12T23:00:00Z", HOURS(254),
		    HOURS(9 * 24 + 2) },
	};
	struct world *w = *state;
	struct pair_made p = terms(w);

	at("2026-03-11T11:00:00Z");
	fine(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0));
	for (size_t i = 0; i < countof(want); i++) {
		struct clock_row r = clock_now_of(w, p.b, want[i].kind);
		struct ledger l;
		msec shares = 0;

		assert_string_equal(iso(r.start_at), "2026-03-02T09:00:00Z");
		assert_string_equal(iso(r.due_at), want[i].due);
		assert_int_equal(r.target_ms, want[i].target);
		assert_int_equal(r.used_ms, want[i].used);
		assert_int_equal(r.breached_at,
		    want[i].used > want[i].target ? r.due_at : 0);
		assert_false(r.by_change);
		assert_int_equal(r.round, 1);
		fine(w,
		    promise_explain(&w->c, &w->c.arena, p.b,
			str_of(want[i].kind), &l));
		assert_true(l.same);
		assert_int_equal(l.adjusted, 0);
		assert_int_equal(l.rows.v[0].from, r.start_at);
		for (size_t k = 0; k < l.shares.n; k++) {
			assert_true(l.shares.v[k].holder.len > 0);
			shares += l.shares.v[k].counted;
		}
		assert_int_equal(shares, want[i].used);
		for (size_t k = 1; k < l.rows.n; k++)
			assert_int_equal(l.rows.v[k].from, l.rows.v[k - 1].to);
	}
	same_again(w);
}

/* Joined the other way round nothing changes: the earlier one goes on. */
static void
a_later_one_joined_moves_nothing(void **state)
{
	static const char *const kinds[] = { "resolution", "statutory" };
	struct world *w = *state;
	struct pair_made p = terms(w);

	fine(w, run_reply(w, p.a));
	at("2026-03-11T11:00:00Z");
	fine(w, ticket_merge(&w->c, p.b, p.a, STR_NONE, 0));
	for (size_t i = 0; i < countof(kinds); i++) {
		struct clock_row r = clock_now_of(w, p.a, kinds[i]);

		assert_string_equal(iso(r.start_at), "2026-03-02T09:00:00Z");
		assert_int_equal(r.cycle, 1);
	}
	/* Answered once: what the other asked waits for the next answer, since
	 * then and as long as was promised. */
	assert_int_equal(clock_now_of(w, p.a, "first_response").round, 1);
	assert_int_equal(clock_now_of(w, p.a, "first_response").state,
	    CLOCK_MET);
	assert_string_equal(iso(clock_now_of(w, p.a, "next_response").due_at),
	    "2026-03-06T11:00:00Z");
	same_again(w);
	undo(w, 0);
	assert_int_equal(clock_now_of(w, p.a, "next_response").round, 0);
	same_again(w);
}

/* What was told in one is not told for another. */
static void
joined_once_more_it_has_a_cycle_of_its_own(void **state)
{
	struct world *w = *state;
	struct pair_made p = terms(w);

	at("2026-03-11T11:00:00Z");
	sweep(w);
	for (int cycle = 2; cycle < 5; cycle++) {
		fine(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0));
		sweep(w);
		assert_int_equal(clock_now_of(w, p.b, "resolution").cycle,
		    cycle);
		same_again(w);
		later(MINUTES(5));
		undo(w, 0);
		assert_int_equal(clock_now_of(w, p.b, "resolution").cycle, 1);
		same_again(w);
	}
}

/* What was told while they were joined was told of that. */
static void
apart_again_each_warns_as_before(void **state)
{
	struct world *w = *state;
	struct pair_made p = terms(w);
	struct clock_row was, now;

	forget_events(w, p.a); /* as loaded: the past without events, too */
	forget_events(w, p.b);
	at("2026-03-11T11:00:00Z");
	sweep(w);
	was = clock_now_of(w, p.b, "resolution");
	fine(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0));
	sweep(w);
	now = clock_now_of(w, p.b, "resolution");
	assert_true(now.level > was.level);
	same_again(w);
	later(MINUTES(5));
	undo(w, 0);
	now = clock_now_of(w, p.b, "resolution");
	assert_int_equal(now.level, was.level);
	assert_int_equal(now.next_level, was.next_level);
	assert_int_equal(now.next_level_at, was.next_level_at);
	assert_true(was.next_level_at > 0);
	dbtest_clock.fixed = was.next_level_at;
	sweep(w);
	assert_int_equal(clock_now_of(w, p.b, "resolution").level,
	    was.next_level);
	same_again(w);
}

static void
what_will_survive_is_said_before(void **state)
{
	struct world *w = *state;
	struct merge_promises out;
	struct pair_made p;
	bool any = false;

	promises(w);
	at("2026-03-06T10:00:00Z");
	p = two(w);
	fine(w, merge_foresee(&w->c, &w->c.arena, p.a, p.b, &out));
	assert_string_equal(out.complaint.s, "");
	for (size_t i = 0; i < out.n; i++) {
		if (out.v[i].kind != PROMISE_RESOLUTION)
			continue;
		any = true;
		assert_int_equal(out.v[i].number, get(w, p.a).number);
		assert_true(out.v[i].due <
		    clock_now_of(w, p.b, "resolution").due_at);
		assert_int_equal(out.v[i].due_was,
		    clock_now_of(w, p.a, "resolution").due_at);
	}
	assert_true(any);
	fine(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0));
	for (size_t i = 0; i < out.n; i++)
		assert_int_equal(out.v[i].due,
		    clock_now_of(w, p.b, promise_kind_name(out.v[i].kind))
			.due_at);
}

/* What is on its way out says so there, too, and is called back as ever. */
static void
a_letter_on_its_way_waits_where_its_ticket_was_joined_into(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);
	struct rows_message_of_merged words;
	int64_t sent;

	fine(w,
	    ticket_send(&w->c, p.a, STR("email"), STR("rosa@correo.example"),
		STR("Va una grúa")));
	sent = last(w);
	fine(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0));
	fine(w, message_of_merged(&w->c, &w->c.arena, p.b, &words));
	assert_int_equal(words.n, 3);
	assert_int_equal(words.v[0].waits, 0);
	assert_int_equal(words.v[1].waits, 1);
	undo(w, sent);
	fine(w, message_of_merged(&w->c, &w->c.arena, p.b, &words));
	assert_int_equal(words.n, 2);
}

static void
a_joined_ticket_points_on(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);
	struct rows_message_of_merged words;

	fine(w, run_note(w, p.a));
	fine(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0));
	refused(w, run_note(w, p.a), ERR_INVALID, "joined into T-1002");
	refused(w, run_start(w, p.a), ERR_INVALID, "joined into T-1002");
	refused(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0), ERR_INVALID,
	    "joined into");
	fine(w, message_of_merged(&w->c, &w->c.arena, p.b, &words));
	assert_int_equal(words.n, 3);
	assert_int_equal(words.v[0].number, 1001);
	assert_string_equal(words.v[2].direction.s, "joined");
	assert_string_equal(words.v[2].body.s, "Uno");
}

static void
strangers_parents_and_what_is_done_are_not_joined(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);
	struct id other = make(w, question(w));

	refused(w, ticket_merge(&w->c, p.a, p.a, STR_NONE, 0), ERR_INVALID,
	    "into itself");
	refused(w, ticket_merge(&w->c, p.a, other, STR_NONE, 0), ERR_INVALID,
	    "different customers");
	fine(w, ticket_link(&w->c, other, STR("part-of"), p.a));
	refused(w, ticket_merge(&w->c, p.a, p.b, STR_NONE, 0), ERR_INVALID,
	    "below it");
	fine(w, run_resolve(w, p.b));
	refused(w, ticket_merge(&w->c, p.b, p.a, STR_NONE, 0), ERR_INVALID,
	    "nothing is owed");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM ticket_link"), 1);
}

/* ---- split off ---------------------------------------------------------- */

static struct id
message(struct world *w, struct id ticket, const char *body)
{
	struct rows_message_of_ticket rows;

	fine(w, message_of_ticket(&w->c, &w->c.arena, ticket, &rows));
	for (size_t i = 0; i < rows.n; i++)
		if (str_is(rows.v[i].body, body))
			return rows.v[i].id;
	fail_msg("no message '%s'", body);
	return ID_NONE;
}

static struct id
split(struct world *w, struct id from, const struct id *ids, size_t n)
{
	struct ticket_split in = { .messages = ids,
		.n = n,
		.typification = STR("consulta-general"),
		.subject = STR("Otra cosa") };
	struct id id;
	int64_t number;

	fine(w, ticket_split_off(&w->c, from, &in, &id, &number));
	assert_true(number > 0);
	return id;
}

#define DONE_WITH_RANK                                                         \
	"SELECT count(*) FROM ticket "                                         \
	"WHERE state = 'cancelled' AND rank IS NOT NULL"

static void
a_split_begins_when_its_words_were_said(void **state)
{
	struct world *w = *state;
	struct ticket_contact said = { STR("email"), STR("Además, esto"), false,
		false };
	struct id a, b, ids[2];
	msec said_at;

	promises(w);
	at("2026-03-06T09:00:00Z");
	a = make(w, question(w));
	later(HOURS(1));
	said_at = clock_now(&dbtest_clock);
	fine(w, ticket_contact(&w->c, a, &said));
	later(MINUTES(20));
	fine(w, run_reply(w, a)); /* "Cuesta poco" */
	later(HOURS(3));
	ids[0] = message(w, a, "Además, esto");
	ids[1] = message(w, a, "Cuesta poco");
	b = split(w, a, ids, 2);
	assert_int_equal(get(w, b).created_at, said_at);
	assert_int_equal(clock_now_of(w, b, "resolution").start_at, said_at);
	assert_int_equal(clock_now_of(w, b, "first_response").met_at,
	    said_at + MINUTES(20));
	assert_true(links(w, b).v[0].forth);
	assert_string_equal(links(w, b).v[0].kind.s, "split");
	same_again(w);
	undo(w, 0);
	assert_string_equal(get(w, b).state.s, "cancelled");
	assert_int_equal(ask_int(w, DONE_WITH_RANK), 0);
	assert_true(id_eq(message(w, a, "Cuesta poco"), ids[1]));
	same_again(w);
	undo(w, last(w));
	assert_string_equal(get(w, b).state.s, "new");
	assert_true(id_eq(message(w, b, "Cuesta poco"), ids[1]));
	same_again(w);
	prove_chain(w);
}

/* Also when its words were said in the same instant. */
static void
a_split_taken_back_and_made_again_owes_the_same(void **state)
{
	struct world *w = *state;
	struct id a, b, ids[1];
	msec due_at;

	promises(w);
	at("2026-03-06T09:00:00Z");
	a = make(w, question(w));
	fine(w, ticket_note(&w->c, a, STR("Otro asunto")));
	ids[0] = message(w, a, "Otro asunto");
	b = split(w, a, ids, 1);
	due_at = clock_now_of(w, b, "resolution").due_at;
	for (int i = 0; i < 2; i++) {
		undo(w, last(w));
		same_again(w);
		assert_true(clock_now_of(w, a, "resolution").due_at > 0);
		undo(w, last(w));
		assert_int_equal(clock_now_of(w, b, "resolution").due_at,
		    due_at);
		same_again(w);
	}
}

static void
a_split_takes_only_what_is_there(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);
	struct ticket_split in = { .typification = STR("consulta-general"),
		.subject = STR("x") };
	struct id ids[1], id;
	int64_t number;

	refused(w, ticket_split_off(&w->c, p.a, &in, &id, &number), ERR_INVALID,
	    "which of its messages");
	ids[0] = message(w, p.b, "Texto");
	in.messages = ids;
	in.n = 1;
	refused(w, ticket_split_off(&w->c, p.a, &in, &id, &number),
	    ERR_NOT_FOUND, "no such message");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM ticket"), 2);
}

static void
a_split_that_was_worked_on_stays(void **state)
{
	struct world *w = *state;
	struct pair_made p = two(w);
	struct undo_done done;
	struct id ids[1], b;
	int64_t n;

	ids[0] = message(w, p.a, "Texto");
	b = split(w, p.a, ids, 1);
	n = last(w);
	fine(w, run_start(w, b));
	refused(w, undo_event(&w->c, &w->c.arena, n, &done), ERR_CONFLICT,
	    "changed the same");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_link_is_seen_from_both_ends_and_taken_away_from_either),
		TEST(what_says_the_same_both_ways_is_said_once),
		TEST(a_ticket_has_one_parent_and_no_circle),
		TEST(a_parent_is_not_done_before_its_parts),
		TEST(what_waits_is_not_done_before_the_other),
		TEST(what_is_out_of_sight_is_not_linked),
		TEST(the_earlier_beginning_survives_and_comes_back),
		TEST(what_only_the_other_owed_is_owed_from_now_on),
		TEST(joined_late_each_promise_is_that_of_the_earlier),
		TEST(a_later_one_joined_moves_nothing),
		TEST(joined_once_more_it_has_a_cycle_of_its_own),
		TEST(apart_again_each_warns_as_before),
		TEST(what_will_survive_is_said_before),
		TEST(
		    a_letter_on_its_way_waits_where_its_ticket_was_joined_into),
		TEST(a_joined_ticket_points_on),
		TEST(strangers_parents_and_what_is_done_are_not_joined),
		TEST(a_split_begins_when_its_words_were_said),
		TEST(a_split_taken_back_and_made_again_owes_the_same),
		TEST(a_split_takes_only_what_is_there),
		TEST(a_split_that_was_worked_on_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
