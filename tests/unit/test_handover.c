/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_handover.c - a live contact changes hands, and is never lost.
 */
#include "tickettest.h"

#include "core/board.h"
#include "core/handover.h"
#include "core/notice.h"
#include "core/presence.h"
#include "core/state.h"
#include "core/sweep.h"

static struct id
talking(struct world *w)
{
	struct interaction_new in = { .channel = STR("phone"),
		.direction = STR("in") };
	struct id id;

	in.customer = customer(w, "Olga Ríos");
	in.caller = in.queue = in.subject = STR_NONE;
	fine(w, interaction_start(&w->c, &in, &id));
	return id;
}

static struct row_interaction_get
contact(struct world *w, struct id id)
{
	struct row_interaction_get row;

	fine(w, interaction_get(&w->c, &w->c.arena, id, &row));
	return row;
}

static const char *
state_of(struct world *w, struct id agent)
{
	struct row_state_list row;

	fine(w, state_get(&w->c, &w->c.arena, agent, &row));
	return row.state.s;
}

static enum err
run_transfer(struct world *w, struct id id)
{
	struct handover_new to = { .agent = id_of(LUIS),
		.note = STR("Pide el precio"),
		.desk = STR("{\"format\":1}") };

	return interaction_transfer(&w->c, id, &to);
}

static void
one_event_once_and_with_the_right(void **state)
{
	struct world *w = *state;
	const struct write_case t = { "transfer", MAY_INTERACTION_HANDLE,
		run_transfer };

	prove_write(w, &t, talking(w));
	prove_chain(w);
}

static void
it_goes_with_its_desk(void **state)
{
	struct world *w = *state;
	struct rows_notice_list told;
	struct rows_handover_mine mine;
	struct row_handover_get h;
	struct id id = talking(w);

	later(MINUTES(2));
	fine(w, run_transfer(w, id));
	assert_string_equal(contact(w, id).state.s, "waiting");
	assert_string_equal(contact(w, id).queue.s, "repuestos");
	assert_int_equal(contact(w, id).talk_ms, MINUTES(2));
	assert_string_equal(state_of(w, id_of(ANA)), "ready");
	fine(w, handover_get(&w->c, &w->c.arena, id, &h));
	assert_string_equal(h.desk.s, ""); /* of who takes it alone */
	act(w, LUIS, "luis", SCOPE_TEAM);
	fine(w, notice_list(&w->c, &w->c.arena, false, 0, &told));
	assert_int_equal(told.n, 1);
	assert_non_null(strstr(told.v[0].text.s, "Pide el precio"));
	fine(w, handover_mine(&w->c, &w->c.arena, &mine));
	assert_int_equal(mine.n, 1);
	assert_true(id_eq(mine.v[0].interaction, id));
	later(MINUTES(1));
	fine(w, interaction_answer(&w->c, id));
	assert_string_equal(contact(w, id).owner.s, LUIS);
	assert_int_equal(contact(w, id).wait_ms, MINUTES(1));
	assert_string_equal(state_of(w, id_of(LUIS)), "engaged");
	fine(w, handover_mine(&w->c, &w->c.arena, &mine));
	assert_int_equal(mine.n, 0);
	fine(w, handover_get(&w->c, &w->c.arena, id, &h));
	assert_string_equal(h.desk.s, "{\"format\":1}");
	assert_string_equal(h.from_name.s, "Ana Soto");
	assert_string_equal(h.note.s, "Pide el precio");
	assert_string_equal(h.taken_by.s, LUIS);
}

static void
reads_on_and_no_more(struct world *w, struct id id)
{
	struct interaction_finish end = { .outcome = STR("info"),
		.note = STR("yo") };

	act(w, ANA, "ana", SCOPE_OWN);
	allow(w, MAY_INTERACTION_READ, SCOPE_ALL);
	refused(w, interaction_hold(&w->c, id), ERR_DENIED, "I-1");
	refused(w, interaction_note(&w->c, id, STR("yo")), ERR_DENIED, "I-1");
	refused(w, interaction_end(&w->c, id), ERR_DENIED, "I-1");
	refused(w, interaction_finish(&w->c, id, &end), ERR_DENIED, "I-1");
	refused(w, interaction_close(&w->c, id, STR("info")), ERR_DENIED,
	    "I-1");
	refused(w, run_transfer(w, id), ERR_DENIED, "I-1");
	contact(w, id);
}

/* Whoever began it ended it while the colleague talked. */
static void
who_handed_it_over_reads_on_and_no_more(void **state)
{
	struct world *w = *state;
	struct id id = talking(w), again;

	fine(w, run_transfer(w, id));
	reads_on_and_no_more(w, id);
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, interaction_answer(&w->c, id));
	reads_on_and_no_more(w, id);
	act(w, LUIS, "luis", SCOPE_OWN);
	fine(w, interaction_close(&w->c, id, STR("info")));
	reads_on_and_no_more(w, id);
	again = talking(w);
	fine(w, run_transfer(w, again));
	fine(w, interaction_answer(&w->c, again)); /* back, before anybody */
	fine(w, interaction_hold(&w->c, again));
	act(w, EVA, "eva", SCOPE_ALL); /* a chief */
	fine(w, interaction_note(&w->c, again, STR("yo")));
}

static void
who_cannot_have_it(void **state)
{
	struct world *w = *state;
	struct handover_new to = { .agent = ID_NONE };
	struct id id = talking(w);

	refused(w, interaction_transfer(&w->c, id, &to), ERR_NEED_ARG,
	    "agent=");
	to.agent = id_of(ANA);
	refused(w, interaction_transfer(&w->c, id, &to), ERR_INVALID, "yours");
	to.agent = id_of(EVA);
	refused(w, interaction_transfer(&w->c, id, &to), ERR_INVALID, "eva");
	to.agent = ID_NONE;
	to.team = STR("antiguo");
	refused(w, interaction_transfer(&w->c, id, &to), ERR_INVALID,
	    "antiguo");
	to.team = STR("repuestos");
	fine(w, interaction_transfer(&w->c, id, &to));
	refused(w, interaction_transfer(&w->c, id, &to), ERR_INVALID, "answer");
}

static void
sweep(struct world *w, int64_t want)
{
	struct sweep_options o = { .holder = id_of(NOBODY) };
	struct sweep_done d;

	fine(w, sweep_run(&w->c, &o, &d));
	assert_true(d.held);
	assert_int_equal(d.lost, want);
}

static bool
silent(struct world *w, struct id agent)
{
	struct board_people b;

	fine(w, board_people(&w->c, &w->c.arena, STR_NONE, &b));
	for (size_t i = 0; i < b.n; i++)
		if (id_eq(b.v[i].key, agent))
			return b.v[i].gone_at != 0;
	return false;
}

/* kill -9 in the middle of a call. */
static void
what_a_dead_console_held_waits_again(void **state)
{
	struct world *w = *state;
	struct id session = id_of("00000000-0000-7000-8000-000000000001");
	struct id id = talking(w);
	struct presence_thing t = { "interaction", id, PRESENCE_HOLDS };
	struct rows_notice_list told;

	fine(w, presence_say(&w->c, session, &t, 1));
	later(HANDOVER_LOST - SECONDS(1));
	sweep(w, 0);
	assert_true(silent(w, id_of(ANA))); /* the board tells it before */
	later(SECONDS(2));
	sweep(w, 1);
	assert_false(silent(w, id_of(ANA)));
	assert_string_equal(contact(w, id).state.s, "waiting");
	assert_string_equal(contact(w, id).team.s, "ventas");
	assert_string_equal(state_of(w, id_of(ANA)), "offline");
	fine(w, notice_list(&w->c, &w->c.arena, false, 0, &told));
	assert_int_equal(told.n, 2);
	sweep(w, 0);
	fine(w, interaction_answer(&w->c, id)); /* she is back */
	later(HANDOVER_LOST * 2);
	sweep(w, 0); /* from a shell: no console held it */
	assert_string_equal(contact(w, id).state.s, "talking");
	prove_chain(w);
}

/* Ready, and gone: nobody is to be given work who is not there. */
static void
who_was_ready_at_a_dead_console_is_offline(void **state)
{
	struct world *w = *state;
	struct id old = id_of("00000000-0000-7000-8000-000000000001");
	struct id fresh = id_of("00000000-0000-7000-8000-000000000002");

	fine(w, interaction_close(&w->c, talking(w), STR("info")));
	later(HANDOVER_LOST * 2);
	sweep(w, 0); /* in a shell: no console is missed */
	assert_string_equal(state_of(w, id_of(ANA)), "ready");
	fine(w, presence_say(&w->c, old, NULL, 0));
	fine(w, presence_leave(&w->c, old));
	later(HANDOVER_LOST * 2);
	sweep(w, 0); /* left as it should be */
	assert_string_equal(state_of(w, id_of(ANA)), "ready");
	fine(w, presence_say(&w->c, old, NULL, 0));
	later(HANDOVER_LOST + SECONDS(1));
	fine(w, presence_say(&w->c, fresh, NULL, 0));
	sweep(w, 0); /* at another one */
	assert_string_equal(state_of(w, id_of(ANA)), "ready");
	later(HANDOVER_LOST - SECONDS(1));
	sweep(w, 0);
	assert_string_equal(state_of(w, id_of(ANA)), "ready");
	later(SECONDS(2));
	sweep(w, 0);
	assert_string_equal(state_of(w, id_of(ANA)), "offline");
	fine(w, state_set(&w->c, ID_NONE, STR("paused"), STR("back")));
	later(HANDOVER_LOST * 2);
	sweep(w, 0);
	assert_string_equal(state_of(w, id_of(ANA)), "paused");
	prove_chain(w);
}

/* Nobody wraps up for ever. */
static void
who_wrapped_up_at_a_dead_console_is_offline(void **state)
{
	struct world *w = *state;
	struct id session = id_of("00000000-0000-7000-8000-000000000001");
	struct id id = talking(w);
	struct presence_thing t = { "interaction", id, PRESENCE_HOLDS };

	fine(w, interaction_end(&w->c, id));
	fine(w, presence_say(&w->c, session, &t, 1));
	later(HANDOVER_LOST + SECONDS(1));
	sweep(w, 0);
	assert_string_equal(state_of(w, id_of(ANA)), "offline");
	assert_string_equal(contact(w, id).state.s, "wrap-up"); /* still hers */
	fine(w, interaction_close(&w->c, id, STR("info")));
	assert_string_equal(state_of(w, id_of(ANA)), "offline");
	prove_chain(w);
}

static void
who_leaves_in_order_is_offline_unless_at_another_console(void **state)
{
	struct world *w = *state;
	struct id one = id_of("00000000-0000-7000-8000-000000000001");
	struct id two = id_of("00000000-0000-7000-8000-000000000002");

	fine(w, interaction_close(&w->c, talking(w), STR("info")));
	fine(w, presence_say(&w->c, one, NULL, 0));
	fine(w, presence_say(&w->c, two, NULL, 0));
	fine(w, handover_leave(&w->c, one));
	assert_string_equal(state_of(w, id_of(ANA)), "ready");
	fine(w, handover_leave(&w->c, two));
	assert_string_equal(state_of(w, id_of(ANA)), "offline");
	fine(w, state_set(&w->c, ID_NONE, STR("paused"), STR("back")));
	fine(w, handover_leave(&w->c, two)); /* a pause is one's own */
	assert_string_equal(state_of(w, id_of(ANA)), "paused");
	prove_chain(w);
}

/* Another console took over: the old one's silence means nothing. */
static void
what_another_console_holds_is_not_lost(void **state)
{
	struct world *w = *state;
	struct id old = id_of("00000000-0000-7000-8000-000000000001");
	struct id fresh = id_of("00000000-0000-7000-8000-000000000002");
	struct id id = talking(w);
	struct presence_thing t = { "interaction", id, PRESENCE_HOLDS };

	fine(w, presence_say(&w->c, old, &t, 1));
	later(HANDOVER_LOST + SECONDS(1));
	fine(w, presence_say(&w->c, fresh, &t, 1));
	sweep(w, 0);
	assert_string_equal(contact(w, id).state.s, "talking");
}

/* She has two and came back: the one that her console does not show is hers
 * still, until she is gone from everywhere. */
static void
what_is_hers_stays_while_she_is_at_any_console(void **state)
{
	struct world *w = *state;
	struct id old = id_of("00000000-0000-7000-8000-000000000001");
	struct id fresh = id_of("00000000-0000-7000-8000-000000000002");
	struct id id = talking(w);
	struct presence_thing held = { "interaction", id, PRESENCE_HOLDS };

	fine(w, presence_say(&w->c, old, &held, 1));
	later(HANDOVER_LOST + SECONDS(1));
	fine(w, presence_say(&w->c, fresh, NULL, 0));
	sweep(w, 0);
	assert_string_equal(contact(w, id).state.s, "talking");
	later(HANDOVER_LOST + SECONDS(1));
	sweep(w, 1);
	assert_string_equal(contact(w, id).state.s, "waiting");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_event_once_and_with_the_right),
		TEST(it_goes_with_its_desk),
		TEST(who_handed_it_over_reads_on_and_no_more),
		TEST(who_cannot_have_it),
		TEST(what_a_dead_console_held_waits_again),
		TEST(who_was_ready_at_a_dead_console_is_offline),
		TEST(who_wrapped_up_at_a_dead_console_is_offline),
		TEST(who_leaves_in_order_is_offline_unless_at_another_console),
		TEST(what_another_console_holds_is_not_lost),
		TEST(what_is_hers_stays_while_she_is_at_any_console),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
