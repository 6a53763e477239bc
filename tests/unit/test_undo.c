/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_undo.c - taking back: the inverse of an event, once, by who did it,
 * never over another's later work; and doing it again.
 */
#include "tickettest.h"

#include "core/callback.h"
#include "core/interaction.h"
#include "core/undo.h"

static enum err
undo(struct world *w, int64_t event, struct undo_done *done)
{
	return undo_event(&w->c, &w->c.arena, event, done);
}

static int64_t
last(struct world *w)
{
	return ask_int(w, "SELECT max(n) FROM event_log");
}

static void
an_assignment_goes_back_and_forth(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct row_ticket_get was = get(w, id);
	struct undo_done done;
	int64_t n;

	fine(w, run_assign(w, id));
	fine(w, undo(w, 0, &done));
	assert_string_equal(done.kind.s, "ticket.assign");
	assert_string_equal(get(w, id).team.s, was.team.s);
	assert_true(id_eq(get(w, id).owner, was.owner));
	n = last(w);
	fine(w, undo(w, n, &done));
	assert_true(done.redo);
	assert_string_equal(get(w, id).team.s, "repuestos");
	assert_true(id_eq(get(w, id).owner, id_of(LUIS)));
	fine(w, undo(w, 0, &done));
	assert_string_equal(get(w, id).team.s, was.team.s);
	prove_chain(w);
}

static void
an_undo_is_one_event_once_and_refused_without_the_right(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w)), op;
	struct undo_done done;
	int64_t n;

	fine(w, run_edit(w, id));
	n = last(w);
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, undo(w, n, &done), ERR_DENIED, "ticket.edit");
	allow(w, MAY_TICKET_EDIT, SCOPE_ALL);
	op = w->c.op = id_make(clock_now(&dbtest_clock));
	fine(w, undo(w, 0, &done));
	assert_int_equal(last(w), n + 1);
	w->c.op = op;
	fine(w, undo(w, 0, &done));
	assert_int_equal(last(w), n + 1);
	assert_true(w->c.done.replayed);
	refused(w, undo(w, n, &done), ERR_INVALID, "undone already");
}

static void
a_later_change_of_the_same_is_left_alone(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct ticket_edit theirs = { .subject = STR("De Luis") };
	struct undo_done done;
	int64_t mine;

	fine(w, run_edit(w, id)); /* subject and priority */
	mine = last(w);
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, ticket_edit(&w->c, id, &theirs, 0));
	refused(w, undo(w, mine, &done), ERR_DENIED, "somebody else");
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, undo(w, mine, &done), ERR_CONFLICT, "Luis");
	assert_string_equal(get(w, id).subject.s, "De Luis");
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, undo(w, 0, &done));
	act(w, ANA, "ana", SCOPE_ALL);
	fine(w, undo(w, mine, &done));
	assert_string_equal(get(w, id).subject.s, "¿Cuánto cuesta?");
	assert_int_equal(get(w, id).priority, 3);
}

static void
a_note_is_withdrawn_and_its_text_stays(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct rows_message_of_ticket words;
	struct history_rows trail;
	struct undo_done done;

	fine(w, run_note(w, id));
	fine(w, undo(w, 0, &done));
	fine(w, message_of_ticket(&w->c, &w->c.arena, id, &words));
	assert_int_equal(words.n, 1); /* the opening */
	fine(w, history_list(&w->c, &w->c.arena, "ticket", id, 0, 0, &trail));
	assert_true(trail.v[0].undoes > 0 && trail.v[0].mine);
	assert_true(trail.v[1].undone && trail.v[1].withdrawn);
	assert_string_equal(trail.v[1].text.s, "Llamar mañana");
	assert_int_equal(ask_int(w,
			     "SELECT count(*) FROM message WHERE body ="
			     " 'Llamar mañana'"),
	    1);
	fine(w, undo(w, last(w), &done));
	fine(w, message_of_ticket(&w->c, &w->c.arena, id, &words));
	assert_int_equal(words.n, 2);
}

static void
a_resolution_goes_back_with_its_words_and_instants(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	fine(w, run_resolve(w, id));
	later(MINUTES(1));
	fine(w, run_close(w, id));
	fine(w, undo(w, 0, &done));
	assert_string_equal(get(w, id).state.s, "resolved");
	assert_true(get(w, id).resolved_at != 0);
	assert_true(get(w, id).closed_at == 0);
	fine(w, undo(w, 0, &done));
	assert_string_equal(get(w, id).state.s, "new");
	assert_true(get(w, id).resolved_at == 0);
}

static void
what_cannot_be_undone_says_what_to_do(void **state)
{
	struct world *w = *state;
	struct undo_done done;

	refused(w, undo(w, 0, &done), ERR_NOT_FOUND, "nothing yet");
	make(w, question(w));
	refused(w, undo(w, last(w), &done), ERR_INVALID, "cancel the ticket");
	refused(w, undo(w, 99999, &done), ERR_NOT_FOUND, "99999");
}

static void
an_old_session_is_not_reached_by_itself(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct undo_done done;

	fine(w, run_note(w, id));
	later(MINUTES(5));
	w->c.since = clock_now(&dbtest_clock);
	refused(w, undo(w, 0, &done), ERR_NOT_FOUND, "undo event=");
	fine(w, undo(w, last(w), &done));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_assignment_goes_back_and_forth),
		TEST(an_undo_is_one_event_once_and_refused_without_the_right),
		TEST(a_later_change_of_the_same_is_left_alone),
		TEST(a_note_is_withdrawn_and_its_text_stays),
		TEST(a_resolution_goes_back_with_its_words_and_instants),
		TEST(what_cannot_be_undone_says_what_to_do),
		TEST(an_old_session_is_not_reached_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
