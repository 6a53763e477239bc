/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_spent.c - time that was worked: counted once, corrected with a reason,
 * seen with its ticket.
 */
#include "tickettest.h"

#include "core/board.h"
#include "core/interaction.h"
#include "core/spent.h"
#include "core/undo.h"

static msec
sum_of(struct world *w, struct id ticket, const char *kind)
{
	struct rows_spent_sums sums;
	msec ms = 0;

	fine(w, spent_sums(&w->c, &w->c.arena, ticket, &sums));
	for (size_t i = 0; i < sums.n; i++)
		if (str_is(sums.v[i].kind, kind))
			ms += sums.v[i].ms;
	return ms;
}

/* Worked on for `ms` of the last five minutes. */
static enum err
worked(struct world *w, struct id ticket, msec ms)
{
	msec now = clock_now(&dbtest_clock);
	struct spent_new in = { .entity = "ticket",
		.id = ticket,
		.from = now - MINUTES(5),
		.to = now,
		.ms = ms };

	return spent_focus(&w->c, &in);
}

static enum err
run_focus(struct world *w, struct id ticket)
{
	return worked(w, ticket, MINUTES(2));
}

static enum err
run_add(struct world *w, struct id ticket)
{
	return spent_add(&w->c, ticket, ID_NONE, MINUTES(15),
	    STR("al teléfono"));
}

static void
what_a_console_counted_is_one_row_once(void **state)
{
	const struct write_case focus = { "ticket focus", MAY_TICKET_EDIT,
		run_focus };
	struct world *w = *state;
	struct id id = make(w, question(w));
	int64_t version = get(w, id).version;

	prove_write(w, &focus, id);
	assert_int_equal(sum_of(w, id, "focus"), MINUTES(2));
	/* Nothing of the ticket changed: no screen of it wakes. */
	assert_int_equal(get(w, id).version, version);
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM event_log WHERE"
			     " kind = 'spent.focus' AND entity = 'spent'"),
	    1);
}

static void
more_than_there_was_is_refused(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	msec now = clock_now(&dbtest_clock);
	struct spent_new in = { "ticket", id, now - MINUTES(1),
		now + MINUTES(1), MINUTES(1) };

	refused(w, worked(w, id, MINUTES(5) + 1), ERR_INVALID, "more was");
	refused(w, worked(w, id, SPENT_LEAST - 1), ERR_INVALID, "5 s to 24 h");
	refused(w, worked(w, id, SPENT_MOST + 1), ERR_INVALID, "5 s to 24 h");
	refused(w, spent_focus(&w->c, &in), ERR_INVALID, "not over yet");
	assert_int_equal(sum_of(w, id, "focus"), 0);
}

static void
by_hand_it_has_a_reason_and_an_undo(void **state)
{
	const struct write_case add = { "ticket time-add", MAY_TICKET_EDIT,
		run_add };
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	prove_write(w, &add, id);
	refused(w, spent_add(&w->c, id, ID_NONE, MINUTES(1), STR_NONE),
	    ERR_INVALID, "reason");
	refused(w, spent_add(&w->c, id, ID_NONE, 0, STR("nada")), ERR_INVALID,
	    "up to 24 h");
	refused(w, spent_add(&w->c, id, ID_NONE, -MINUTES(16), STR("menos")),
	    ERR_INVALID, "no more than 15m");
	refused(w, spent_add(&w->c, id, id_of(LUIS), -MINUTES(1), STR("menos")),
	    ERR_INVALID, "no more than");
	fine(w, spent_add(&w->c, id, ID_NONE, -MINUTES(5), STR("eran diez")));
	assert_int_equal(sum_of(w, id, "by-hand"), MINUTES(10));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.time");
	assert_int_equal(sum_of(w, id, "by-hand"), MINUTES(15));
	allow(w, MAY_TICKET_ASSIGN, SCOPE_NONE);
	refused(w, spent_add(&w->c, id, id_of(LUIS), MINUTES(1), STR("por él")),
	    ERR_DENIED, "assign");
}

static void
the_wrap_up_of_its_contacts_counts_as_theirs(void **state)
{
	struct world *w = *state;
	struct id id, contact;
	struct interaction_new talk = { .channel = STR("phone") };
	struct ticket_new in = question(w);

	fine(w, interaction_start(&w->c, &talk, &contact));
	in.interaction = contact;
	id = make(w, in);
	later(MINUTES(4));
	fine(w, interaction_end(&w->c, contact));
	later(MINUTES(3));
	fine(w, interaction_close(&w->c, contact, STR("resolved")));
	assert_int_equal(sum_of(w, id, "wrap-up"), MINUTES(3));
	assert_int_equal(sum_of(w, id, "focus"), 0);
}

/* What the screen of a contact says; nothing of one that is not seen. */
static void
a_contact_tells_how_long_it_was_worked_on(void **state)
{
	struct world *w = *state;
	struct interaction_new talk = { .channel = STR("phone") };
	struct spent_new in = { .entity = "interaction", .ms = MINUTES(2) };
	msec ms = 7;

	fine(w, interaction_start(&w->c, &talk, &in.id));
	fine(w, spent_talk(&w->c, in.id, &ms));
	assert_int_equal(ms, 0);
	later(MINUTES(4));
	in.to = clock_now(&dbtest_clock);
	in.from = in.to - MINUTES(3);
	fine(w, spent_focus(&w->c, &in));
	later(MINUTES(1));
	in.ms = SECONDS(30);
	in.to = clock_now(&dbtest_clock);
	in.from = in.to - MINUTES(1);
	fine(w, spent_focus(&w->c, &in));
	fine(w, spent_talk(&w->c, in.id, &ms));
	assert_int_equal(ms, SECONDS(150));
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, spent_talk(&w->c, in.id, &ms));
	assert_int_equal(ms, 0);
}

static msec
worked_of(const struct board_people *b, const char *agent)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_is(id_str(&b->v[i].key), agent))
			return b->v[i].worked;
	return 0;
}

/* Who may not see the ticket, sees none of its time. */
static void
it_is_seen_with_its_ticket(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct rows_spent_people people;
	struct rows_spent_types types;
	struct rows_spent_tickets tickets;
	struct board_people board;
	msec now;

	fine(w, run_focus(w, id));
	fine(w, run_add(w, id));
	now = clock_now(&dbtest_clock) + 1;
	fine(w,
	    spent_people(&w->c, &w->c.arena, now - DAYS(1), now, 0, &people));
	assert_int_equal(people.n, 1);
	assert_int_equal(people.v[0].ms, MINUTES(17));
	assert_int_equal(people.v[0].by_hand, MINUTES(15));
	assert_int_equal(people.v[0].tickets, 1);
	fine(w, spent_types(&w->c, &w->c.arena, now - DAYS(1), now, 0, &types));
	assert_int_equal(types.n, 1);
	assert_string_equal(types.v[0].code.s, "consulta-general");
	assert_string_equal(types.v[0].name.s, "Información");
	fine(w,
	    spent_tickets(&w->c, &w->c.arena, now - DAYS(1), now, 0, &tickets));
	assert_int_equal(tickets.n, 1);
	assert_int_equal(tickets.v[0].number, 1001);
	assert_int_equal(tickets.v[0].people, 1);
	assert_int_equal(tickets.v[0].focus, MINUTES(2));
	assert_int_equal(tickets.v[0].ms, MINUTES(17));
	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &board));
	assert_int_equal(worked_of(&board, ANA), MINUTES(17));
	assert_int_equal(worked_of(&board, LUIS), 0);
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &board));
	assert_int_equal(worked_of(&board, ANA), 0);
	fine(w,
	    spent_tickets(&w->c, &w->c.arena, now - DAYS(1), now, 0, &tickets));
	assert_int_equal(tickets.n, 0);
	fine(w,
	    spent_people(&w->c, &w->c.arena, now - DAYS(1), now, 0, &people));
	assert_int_equal(people.n, 0);
	assert_int_equal(sum_of(w, id, "focus"), 0);
	refused(w, run_focus(w, id), ERR_NOT_FOUND, "no such ticket");
}

/* A list tells of each what its own page tells in all. */
static void
a_list_sums_it_up(void **state)
{
	struct world *w = *state;
	struct id ids[2] = { make(w, question(w)), make(w, question(w)) };
	msec ms[2] = { -1, -1 };

	fine(w, worked(w, ids[1], MINUTES(2)));
	fine(w, run_add(w, ids[1]));
	fine(w, spent_each(&w->c, ids, 2, ms));
	assert_int_equal(ms[0], 0);
	assert_int_equal(ms[1], MINUTES(17));
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, spent_each(&w->c, ids, 2, ms));
	assert_int_equal(ms[1], 0); /* out of his sight */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_a_console_counted_is_one_row_once),
		TEST(more_than_there_was_is_refused),
		TEST(by_hand_it_has_a_reason_and_an_undo),
		TEST(the_wrap_up_of_its_contacts_counts_as_theirs),
		TEST(a_contact_tells_how_long_it_was_worked_on),
		TEST(it_is_seen_with_its_ticket),
		TEST(a_list_sums_it_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
