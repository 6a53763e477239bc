/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_moves.c - the table of moves as a centre narrows it: who may, what must
 * be filled in, and what is refused because a ticket could never end.
 */
#include "promisetest.h"

#include "core/bulk.h"
#include "core/moves.h"

static void
wrong(struct world *w, const char *text, const char *why)
{
	struct fault f = { .code = OK };
	enum err rc =
	    setup_moves.check_file(&w->c.arena, str_of(text), "m", &f);

	if (rc != ERR_INVALID || strstr(f.text, why) == NULL)
		fail_msg("%s: %s, not '%s'", text, f.text, why);
}

static void
a_text_after_which_nothing_ends_is_refused(void **state)
{
	struct world *w = *state;

	wrong(w, "[moves ticket]\nopen > done = nobody\n",
	    "m:2: there is no state 'done'");
	wrong(w, "[moves ticket]\nclosed > new = nobody\n",
	    "no move leads from closed to new");
	wrong(w, "[moves ticket]\nopen resolved = nobody\n", "is no move");
	wrong(w, "[moves ticket]\nopen > resolved = jefes\n",
	    "no role 'jefes'");
	wrong(w, "[moves ticket]\nresolved > closed = nobody\n",
	    "no ticket could be closed");
	wrong(w,
	    "[moves ticket]\nnew > open = nobody\nnew > resolved = nobody\n"
	    "new > cancelled = nobody\n",
	    "nothing would lead out of 'new'");
	wrong(w, "[moves call]\nnew > open = nobody\n", "only [moves ticket]");
}

/* Without a text all is as the table has it. */
static void
who_may_and_what_it_needs_is_the_centres(void **state)
{
	struct world *w = *state;
	struct pair plate = { STR("plate"), STR("BBCD12") };
	struct ticket_edit with = { .fields = &plate, .nfields = 1 };
	struct id t = make(w, question(w)), other = make(w, question(w));

	fine(w, ticket_cancel(&w->c, other, STR("prueba"), 0));
	apply(w, "moves", "ticket",
	    "[moves ticket]\nnew > cancelled = supervisor, administrator\n"
	    "new > resolved = nobody\nneeds new > open = plate\n");
	w->c.me.role = STR("agent");
	refused(w, ticket_cancel(&w->c, t, STR("x"), 0), ERR_DENIED,
	    "for these roles: supervisor");
	refused(w, ticket_resolve(&w->c, t, STR("x"), 0), ERR_INVALID,
	    "here no ticket goes from new to resolved");
	refused(w, ticket_start(&w->c, t, 0), ERR_NEED_ARG, "needs 'plate'");
	assert_string_equal(get(w, t).state.s, "new");
	fine(w, ticket_edit(&w->c, t, &with, 0));
	fine(w, ticket_start(&w->c, t, 0));
	fine(w, ticket_resolve(&w->c, t, STR("listo"), 0));
	t = make(w, question(w));
	w->c.me.role = STR("supervisor");
	fine(w, ticket_cancel(&w->c, t, STR("x"), 0));
}

/* Given with the very move, or by the same bulk, they count; others do not. */
static void
what_is_given_with_the_move_is_filled_in(void **state)
{
	struct pair given[] = { { STR("colour"), STR("rojo") },
		{ STR("plate"), STR("BBCD12") } };
	struct ticket_resolution in = { .text = STR("listo"),
		.redress = -1,
		.fields = given,
		.nfields = 1 };
	struct world *w = *state;
	struct id t = make(w, question(w)), many = make(w, question(w));
	const char words[] = "resolve:listo field:plate=XY1234";
	struct bulk_rows rows;
	struct bulk_do d;

	apply(w, "moves", "ticket",
	    "[moves ticket]\nneeds new > resolved = plate\n");
	refused(w, ticket_resolve_with(&w->c, t, &in, 0), ERR_NEED_ARG,
	    "needs 'plate'");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM field_value"), 0);
	in.nfields = 2;
	fine(w, ticket_resolve_with(&w->c, t, &in, 0));
	assert_string_equal(get(w, t).state.s, "resolved");
	assert_int_equal(ask_int(w, "SELECT count(*) FROM field_value"), 2);

	fine(w, bulk_read(&w->c, &w->c.arena, STR("resolve:listo"), &d));
	fine(w, bulk_preview(&w->c, &w->c.arena, &d, &many, 1, &rows));
	assert_int_equal(rows.v[0].rc, ERR_NEED_ARG);
	fine(w, bulk_read(&w->c, &w->c.arena, str_of(words), &d));
	fine(w, bulk_preview(&w->c, &w->c.arena, &d, &many, 1, &rows));
	assert_int_equal(rows.v[0].rc, OK);
	assert_string_equal(rows.v[0].now.state.s, "resolved");
	fine(w,
	    bulk_run(&w->c, &w->c.arena, &d, str_of(words), &many, 1, &rows));
	assert_string_equal(get(w, many).state.s, "resolved");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_text_after_which_nothing_ends_is_refused),
		TEST(who_may_and_what_it_needs_is_the_centres),
		TEST(what_is_given_with_the_move_is_filled_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
