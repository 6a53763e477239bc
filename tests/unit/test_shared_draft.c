/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_shared_draft.c - words left for a colleague: taken by one, of the kind
 * they were, seen by whoever writes on the ticket.
 */
#include "tickettest.h"

#include "core/link.h"
#include "core/shared_draft.h"
#include "core/undo.h"

static int64_t last; /* the number of the one left last */

static enum err
leave(struct world *w, struct id ticket, bool public, const char *text)
{
	return shared_draft_leave(&w->c, ticket, public, str_of(text), &last);
}

static enum err
run_leave(struct world *w, struct id ticket)
{
	return leave(w, ticket, false, "Llamé y no");
}

static enum err
take(struct world *w, int64_t number, struct row_shared_draft_get *d)
{
	return shared_draft_take(&w->c, &w->c.arena, number, d);
}

static size_t
waiting(struct world *w, struct id ticket)
{
	struct rows_shared_draft_list rows;

	fine(w, shared_draft_list(&w->c, &w->c.arena, ticket, false, &rows));
	return rows.n;
}

static void
what_is_left_is_one_row_once(void **state)
{
	const struct write_case left = { "draft leave", MAY_TICKET_EDIT,
		run_leave };
	struct world *w = *state;
	struct id id = make(w, question(w));

	prove_write(w, &left, id);
	assert_int_equal(waiting(w, id), 1);
	assert_int_equal(last, 1);
	refused(w, leave(w, id, false, "  "), ERR_INVALID, "the text");
	assert_int_equal(waiting(w, id), 1);
	/* Nothing more was said on the ticket than what it began with. */
	assert_int_equal(ask_int(w, "SELECT count(*) FROM message"), 1);
}

static void
one_goes_on_with_it_as_the_kind_it_was(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct row_shared_draft_get d;

	fine(w, leave(w, id, true, "Estimada señora:"));
	fine(w, leave(w, id, false, "Llamé y no"));
	act(w, LUIS, "luis", SCOPE_ALL);
	fine(w, take(w, last - 1, &d));
	assert_string_equal(d.body.s, "Estimada señora:");
	assert_true(d.public);
	act(w, ANA, "ana", SCOPE_ALL);
	refused(w, take(w, last - 1, &d), ERR_CONFLICT, "took it at 2026");
	refused(w, shared_draft_drop(&w->c, last - 1), ERR_CONFLICT, "took it");
	fine(w, take(w, last, &d));
	assert_false(d.public);
	assert_int_equal(waiting(w, id), 0);
	refused(w, take(w, last + 1, &d), ERR_NOT_FOUND, "no draft");
}

static void
taking_and_dropping_are_taken_back(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct row_shared_draft_get d;
	struct undo_done done;

	fine(w, run_leave(w, id));
	fine(w, take(w, last, &d));
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.draft-take");
	assert_int_equal(waiting(w, id), 1);
	fine(w, shared_draft_drop(&w->c, last));
	assert_int_equal(waiting(w, id), 0);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_int_equal(waiting(w, id), 1);
	fine(w, undo_event(&w->c, &w->c.arena, 0, &done));
	assert_string_equal(done.kind.s, "ticket.draft-leave");
	assert_int_equal(waiting(w, id), 0);
}

static void
another_s_is_dropped_by_who_may_assign(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));

	fine(w, run_leave(w, id));
	act(w, LUIS, "luis", SCOPE_ALL);
	allow(w, MAY_TICKET_ASSIGN, SCOPE_NONE);
	refused(w, shared_draft_drop(&w->c, last), ERR_DENIED, "assign");
	allow(w, MAY_TICKET_ASSIGN, SCOPE_ALL);
	fine(w, shared_draft_drop(&w->c, last));
}

/* Who only reads, or does not see the ticket, has no part in it. */
static void
it_is_for_those_who_write_on_the_ticket(void **state)
{
	struct world *w = *state;
	struct id id = make(w, question(w));
	struct rows_shared_draft_list rows;
	struct row_shared_draft_get d;

	fine(w, run_leave(w, id));
	act(w, LUIS, "luis", SCOPE_OWN);
	assert_int_equal(waiting(w, id), 0);
	refused(w, take(w, last, &d), ERR_NOT_FOUND, "no draft");
	refused(w, run_leave(w, id), ERR_NOT_FOUND, "no such ticket");
	allow(w, MAY_TICKET_EDIT, SCOPE_NONE);
	refused(w, shared_draft_list(&w->c, &w->c.arena, id, false, &rows),
	    ERR_DENIED, "change tickets");
}

static void
it_goes_along_when_its_ticket_is_joined(void **state)
{
	struct world *w = *state;
	struct ticket_new one = question(w);
	struct id id = make(w, one), other = make(w, one);
	struct row_shared_draft_get d;

	fine(w, run_leave(w, id));
	fine(w, ticket_merge(&w->c, id, other, STR("lo mismo"), 0));
	refused(w, run_leave(w, id), ERR_INVALID, "joined");
	assert_int_equal(waiting(w, other), 1);
	fine(w, take(w, last, &d));
	assert_int_equal(waiting(w, other), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_left_is_one_row_once),
		TEST(one_goes_on_with_it_as_the_kind_it_was),
		TEST(taking_and_dropping_are_taken_back),
		TEST(another_s_is_dropped_by_who_may_assign),
		TEST(it_is_for_those_who_write_on_the_ticket),
		TEST(it_goes_along_when_its_ticket_is_joined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
