/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_list.c - a cursor that stays on its row while everything moves.
 */
#include <limits.h>

#include "screens/still.h"
#include "test.h"
#include "ui/list.h"
#include "uitest.h"

struct item {
	struct id id;
	int n;
};

#define MANY 100000

static struct item items[MANY];
static size_t nitems;

static struct item
make(int n)
{
	struct item it = { .n = n };

	snprintf(it.id.s, sizeof(it.id.s), "01900000-0000-7000-8000-%012d", n);
	return it;
}

/* first, first + 1, ... */
static struct rows
rows_of(int first, size_t n)
{
	for (size_t i = 0; i < n; i++)
		items[i] = make(first + (int)i);
	nitems = n;
	return ROWS(items, nitems);
}

static int
cursor(const struct list *l, struct rows rows)
{
	const struct item *it = list_pick(l, rows);

	return it != NULL ? it->n : -1;
}

static size_t
line(const struct list *l)
{
	return l->index - l->top;
}

#define IS(l, rows, n, on)                                                     \
	do {                                                                   \
		assert_int_equal(cursor(l, rows), n);                          \
		assert_int_equal(line(l), on);                                 \
	} while (0)

static void
the_cursor_starts_at_the_first_row(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(1, 30);

	(void)state;
	assert_null(list_pick(&l, rows));
	list_settle(&l, rows, 10);
	IS(&l, rows, 1, 0);
	assert_false(list_move(&l, rows, -1));
	list_done(&l);
}

static void
it_follows_its_row_when_others_come_above(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(10, 30);

	(void)state;
	list_settle(&l, rows, 10);
	list_move(&l, rows, 1);
	list_move(&l, rows, 1);
	list_move(&l, rows, 1);
	list_settle(&l, rows, 10);
	IS(&l, rows, 13, 3);
	rows = rows_of(5, 35); /* five new on top */
	list_settle(&l, rows, 10);
	IS(&l, rows, 13, 3);
	assert_int_equal(l.top, 5);
	rows = rows_of(11, 29); /* six gone from the top */
	list_settle(&l, rows, 10);
	IS(&l, rows, 13, 2);
	assert_int_equal(l.top, 0);
	list_done(&l);
}

static void
it_follows_its_row_in_another_order(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 100);

	(void)state;
	list_settle(&l, rows, 20);
	for (int i = 0; i < 40; i++)
		list_move(&l, rows, 1);
	list_settle(&l, rows, 20);
	IS(&l, rows, 40, 19);
	for (size_t i = 0; i < nitems; i++)
		items[i] = make(99 - (int)i);
	list_settle(&l, rows, 20);
	IS(&l, rows, 40, 19);
	assert_int_equal(l.index, 59);
	list_done(&l);
}

/* The rows of a board that fits whole: no scrolling could keep the line. */
static struct rows
board_of(const int *n, struct list *l)
{
	struct rows rows;

	for (nitems = 0; n[nitems] != 0; nitems++)
		items[nitems] = make(n[nitems]);
	rows = ROWS(items, nitems);
	still_hold(l, items, nitems, sizeof(*items));
	list_settle(l, rows, 10);
	return rows;
}

static void
on_a_board_the_cursors_row_stays_while_others_pass_it(void **state)
{
	static const int begin[] = { 1, 2, 3, 4, 5, 0 },
			 up[] = { 3, 1, 2, 4, 5, 0 },
			 down[] = { 1, 2, 4, 5, 6, 3, 0 }, few[] = { 2, 3, 0 };
	struct list l = { .index = 0 };
	struct rows rows = board_of(begin, &l);

	(void)state;
	IS(&l, rows, 1, 0);
	list_move(&l, rows, 2);
	rows = board_of(up, &l);
	IS(&l, rows, 3, 2);
	assert_int_equal(items[0].n, 1); /* the others, as they are now */
	assert_int_equal(items[4].n, 5);
	rows = board_of(down, &l);
	IS(&l, rows, 3, 2);
	assert_int_equal(items[3].n, 4);
	assert_int_equal(items[5].n, 6);
	list_move(&l, rows, 1); /* left, it goes where it belongs */
	rows = board_of(down, &l);
	IS(&l, rows, 4, 3);
	assert_int_equal(items[5].n, 3);
	rows = board_of(few, &l); /* its row is gone: the last is there */
	IS(&l, rows, 3, 1);
	list_done(&l);
}

static void
when_its_row_is_gone_it_stays_where_it_was(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 30);

	(void)state;
	list_settle(&l, rows, 10);
	list_move(&l, rows, 1);
	list_move(&l, rows, 1);
	items[2] = items[3];
	memmove(items + 3, items + 4, 26 * sizeof(*items));
	rows = ROWS(items, 29);
	/* a key typed before it is drawn must not act on the neighbour */
	assert_null(list_pick(&l, rows));
	list_settle(&l, rows, 10);
	IS(&l, rows, 3, 2);
	rows = rows_of(100, 2);
	list_settle(&l, rows, 10);
	IS(&l, rows, 101, 1);
	list_done(&l);
}

static void
a_row_is_found_in_a_list_that_shrank_to_a_few(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 1000);

	(void)state;
	list_settle(&l, rows, 10);
	for (int i = 0; i < 900; i++)
		list_move(&l, rows, 1);
	list_settle(&l, rows, 10);
	rows = rows_of(898, 5);
	list_settle(&l, rows, 10);
	IS(&l, rows, 900, 2);
	list_done(&l);
}

static void
a_move_between_reload_and_drawing_starts_from_the_row(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 1000);

	(void)state;
	list_settle(&l, rows, 10);
	list_move(&l, rows, 900);
	list_settle(&l, rows, 10);
	rows = rows_of(899, 4);
	assert_true(list_move(&l, rows, 1));
	assert_int_equal(cursor(&l, rows), 901);
	rows = rows_of(0, 3); /* it is gone, and so are those around it */
	assert_true(list_move(&l, rows, -1));
	assert_int_equal(cursor(&l, rows), 1);
	assert_false(list_move(&l, ROWS(items, 0), 1));
	list_done(&l);
}

static void
pages_keep_the_line_and_end_at_the_ends(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 95);

	(void)state;
	list_settle(&l, rows, 10);
	list_move(&l, rows, 1);
	list_move(&l, rows, 1);
	for (int page = 1; page <= 8; page++) {
		assert_true(list_move(&l, rows, 10));
		list_settle(&l, rows, 10);
		IS(&l, rows, page * 10 + 2, 2);
	}
	assert_true(list_move(&l, rows, 10));
	list_settle(&l, rows, 10);
	IS(&l, rows, 92, 7); /* no blank lines after the last row */
	assert_true(list_move(&l, rows, 10));
	list_settle(&l, rows, 10);
	IS(&l, rows, 94, 9);
	assert_false(list_move(&l, rows, 10));
	assert_true(list_move(&l, rows, -10));
	list_settle(&l, rows, 10);
	IS(&l, rows, 84, 9);
	assert_true(list_move(&l, rows, -(long)(SIZE_MAX / 2)));
	list_settle(&l, rows, 10);
	IS(&l, rows, 0, 0);
	assert_true(list_move(&l, rows, (long)(SIZE_MAX / 2)));
	list_settle(&l, rows, 10);
	IS(&l, rows, 94, 9);
	assert_true(list_move(&l, rows, LONG_MIN));
	assert_int_equal(cursor(&l, rows), 0);
	list_done(&l);
}

static void
single_steps_scroll_by_one_at_the_edges(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 50);

	(void)state;
	list_settle(&l, rows, 10);
	for (int i = 1; i < 50; i++) {
		list_move(&l, rows, 1);
		list_settle(&l, rows, 10);
		IS(&l, rows, i, i < 10 ? i : 9);
	}
	for (int i = 48; i >= 0; i--) {
		list_move(&l, rows, -1);
		list_settle(&l, rows, 10);
		IS(&l, rows, i, i >= 40 ? i - 40 : 0);
	}
	list_done(&l);
}

static void
another_height_keeps_the_cursor_in_sight(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 50);

	(void)state;
	list_settle(&l, rows, 20);
	list_move(&l, rows, 15);
	list_settle(&l, rows, 20);
	IS(&l, rows, 15, 0);
	list_move(&l, rows, 1);
	list_settle(&l, rows, 5);
	IS(&l, rows, 16, 1);
	list_settle(&l, rows, 0);
	IS(&l, rows, 16, 0);
	list_settle(&l, rows, 100);
	IS(&l, rows, 16, 16);
	list_done(&l);
}

static void
an_empty_list_is_no_trouble(void **state)
{
	struct list l = { .index = 0 };
	struct rows none = { items, 0, sizeof(*items) };

	(void)state;
	list_settle(&l, none, 10);
	assert_null(list_pick(&l, none));
	assert_false(list_move(&l, none, 1));
	list_settle(&l, rows_of(7, 3), 10);
	IS(&l, ROWS(items, 3), 7, 0);
	list_move(&l, ROWS(items, 3), 2);
	list_settle(&l, none, 10);
	assert_null(list_pick(&l, none));
	/* back again: the same row */
	list_settle(&l, ROWS(items, 3), 10);
	IS(&l, ROWS(items, 3), 9, 2);
	list_done(&l);
}

static void
marks_are_kept_by_row(void **state)
{
	struct list l = { .index = 0 };

	(void)state;
	assert_false(list_marked(&l, make(1).id));
	list_mark(&l, make(1).id, false);
	for (int i = 0; i < 100; i++)
		list_mark(&l, make(i).id, true);
	list_mark(&l, make(7).id, true);
	assert_int_equal(l.nmarks, 100);
	for (int i = 0; i < 100; i += 2)
		list_mark(&l, make(i).id, false);
	assert_int_equal(l.nmarks, 50);
	for (int i = 0; i < 200; i++)
		assert_int_equal(list_marked(&l, make(i).id),
		    i < 100 && i % 2 == 1);
	list_unmark(&l);
	assert_int_equal(l.nmarks, 0);
	list_mark(&l, make(3).id, true);
	list_mark(&l, make(9).id, true);
	list_put_aside(&l);
	list_put_aside(&l); /* nothing is marked: those stay aside */
	assert_int_equal(l.nmarks, 0);
	list_take_up(&l);
	assert_int_equal(l.nmarks, 2);
	assert_true(list_marked(&l, make(9).id));
	assert_false(list_marked(&l, make(1).id));
	list_mark(&l, make(1).id, true);
	assert_true(list_marked(&l, make(1).id));
	list_done(&l);
	list_done(&l);
}

/* "Mark all" in a long list, and drawing it, are no work for minutes. */
static void
all_rows_of_a_long_list_are_marked_at_once(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, MANY);
	msec began = show_now();

	(void)state;
	for (size_t i = 0; i < rows.n; i++)
		list_mark(&l, items[i].id, true);
	for (size_t i = 0; i < rows.n; i++)
		assert_true(list_marked(&l, items[i].id));
	assert_int_equal(l.nmarks, MANY);
	if (show_now() - began > 5000)
		fail_msg("it took %d ms", (int)(show_now() - began));
	list_done(&l);
}

/* ---- drawn -------------------------------------------------------------- */

static void
draw_number(const struct pane *p, int row, int column, int width,
    enum look look, const void *item, msec now)
{
	const struct item *it = item;
	char text[32];

	(void)now;
	snprintf(text, sizeof(text), "T-%d", it->n);
	pane_field(p, row, column, width, look, str_of(text));
}

static void
draw_word(const struct pane *p, int row, int column, int width, enum look look,
    const void *item, msec now)
{
	(void)item;
	(void)now;
	pane_field(p, row, column, width, look,
	    STR("unas palabras que no caben en la columna"));
}

static const struct column columns[] = {
	{ "Number", 6, 0, draw_number },
	{ "Subject", 0, 0, draw_word },
	{ "Team", 8, 40, draw_word },
	{ "Last", 10, 60, draw_word },
	{ 0 },
};

static struct list shown;
static bool unfocused;

static void
draw(const struct pane *p, void *u)
{
	struct rows rows = ROWS(items, nitems);

	(void)u;
	list_draw(&shown, p, columns, rows, !unfocused, 0);
}

static void
key(const struct key *k, void *u)
{
	struct rows rows = ROWS(items, nitems);

	(void)u;
	if (k->code == 'j')
		list_move(&shown, rows, 1);
	else if (k->code == ' ' && list_pick(&shown, rows) != NULL)
		list_mark(&shown, shown.at, true);
	else if (k->code == 'f')
		unfocused = !unfocused;
	else if (k->code == 'i')
		rows_of(-2, 22); /* two more on top */
}

static void
rows_are_drawn_with_marks_and_focus(void **state)
{
	struct show s = { draw, key, NULL, { THEME_MONO, -1, false } };
	struct vt *v;
	int row, column;

	(void)state;
	rows_of(0, 20);
	v = show_open(&s, 6, 30, "xterm");
	show_row_is(v, 0, "►T-0    unas palabras que no …");
	show_row_is(v, 4, " T-4    unas palabras que no …");
	assert_true(vt_cell(v, 0, 29).reverse);
	assert_false(vt_cell(v, 1, 0).reverse);
	show_step(v, 1, "j j");
	show_row_is(v, 1, "+T-1    unas palabras que no …");
	show_row_is(v, 2, "►T-2    unas palabras que no …");
	assert_true(vt_cell(v, 1, 3).bold);
	assert_true(vt_cursor(v, &row, &column));
	assert_int_equal(row, 2);
	assert_int_equal(column, 1);
	show_step(v, 2, "i");
	show_row_is(v, 0, " T-0    unas palabras que no …");
	show_row_is(v, 2, "►T-2    unas palabras que no …");
	show_step(v, 3, " f");
	show_row_is(v, 2, "+T-2    unas palabras que no …");
	assert_false(vt_cell(v, 2, 0).reverse);
	assert_false(vt_cursor(v, &row, &column));
	show_close(v);
	list_done(&shown);
}

static void
columns_come_with_the_width_and_fill_it(void **state)
{
	struct show s = { draw, key, NULL, { THEME_MONO, -1, false } };
	struct vt *v;

	(void)state;
	rows_of(10000, 3);
	v = show_open(&s, 5, 40, "xterm");
	show_row_is(v, 1, " T-100… unas palabras que no c… unas pa…");
	show_close(v);
	v = show_open(&s, 5, 39, "xterm");
	show_row_is(v, 1, " T-100… unas palabras que no caben en …");
	show_close(v);
	v = show_open(&s, 5, 60, "xterm");
	show_row_is(v, 1,
	    " T-100… unas palabras que no caben en l… unas pa… unas pala…");
	show_close(v);
	v = show_open(&s, 5, 7, "xterm"); /* what does not fit is not there */
	show_row_is(v, 1, " T-100…");
	show_close(v);
	list_done(&shown);
}

/* ---- what came above, orders, marks of all ------------------------------- */

static void
rows_that_came_above_are_counted_until_one_looks(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(10, 30);

	(void)state;
	list_settle(&l, rows, 10);
	list_move(&l, rows, 1);
	assert_int_equal(list_news(&l), 0);
	rows = rows_of(7, 33);
	list_settle(&l, rows, 10);
	list_settle(&l, rows, 10);
	IS(&l, rows, 11, 1);
	assert_int_equal(list_news(&l), 3);
	rows = rows_of(5, 35);
	list_settle(&l, rows, 10);
	assert_int_equal(list_news(&l), 5);
	list_catch_up(&l, rows);
	assert_int_equal(list_news(&l), 0);
	list_settle(&l, rows, 10);
	IS(&l, rows, 11, 6);
	assert_int_equal(l.top, 0);
	list_done(&l);
}

static void
moving_the_cursor_is_looking(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(10, 30);

	(void)state;
	list_settle(&l, rows, 10);
	rows = rows_of(7, 33);
	list_settle(&l, rows, 10);
	assert_int_equal(list_news(&l), 3);
	list_move(&l, rows, 1);
	list_settle(&l, rows, 10);
	assert_int_equal(list_news(&l), 0);
	list_done(&l);
}

static void
a_row_of_two_lines_takes_two(void **state)
{
	struct list l = { .lines = 2 };
	struct rows rows = rows_of(0, 30);

	(void)state;
	list_settle(&l, rows, 10);
	for (int i = 0; i < 7; i++)
		list_move(&l, rows, 1);
	list_settle(&l, rows, 10);
	IS(&l, rows, 7, 4);
	list_done(&l);
}

static int
by_last_digit(const void *a, const void *b)
{
	return ((const struct item *)a)->n % 10 -
	    ((const struct item *)b)->n % 10;
}

static const struct order orders[] = { { "by digit", by_last_digit }, { 0 } };

static void
an_order_is_stable_and_the_cursor_stays_on_its_row(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 30), put;

	(void)state;
	assert_false(list_reorder(&l)); /* none was offered yet */
	put = list_ordered(&l, rows, orders);
	assert_ptr_equal(put.v, rows.v);
	list_settle(&l, put, 10);
	list_move(&l, put, 11);
	assert_true(list_reorder(&l));
	assert_string_equal(list_order_text(&l, orders), "by digit");
	put = list_ordered(&l, rows, orders);
	for (size_t i = 0; i < 30; i++)
		assert_int_equal(((const struct item *)put.v)[i].n,
		    (int)(i / 3 + i % 3 * 10));
	list_settle(&l, put, 10);
	assert_int_equal(cursor(&l, put), 11);
	list_reorder(&l);
	put = list_ordered(&l, rows, orders);
	assert_int_equal(((const struct item *)put.v)[0].n, 9);
	assert_int_equal(((const struct item *)put.v)[1].n, 19);
	list_reorder(&l);
	put = list_ordered(&l, rows, orders);
	assert_ptr_equal(put.v, rows.v);
	assert_string_equal(list_order_text(&l, orders), "");
	list_done(&l);
}

static void
all_are_marked_at_once(void **state)
{
	struct list l = { .index = 0 };
	struct rows rows = rows_of(0, 300);

	(void)state;
	list_mark(&l, items[5].id, true);
	list_mark_all(&l, rows);
	assert_int_equal(l.nmarks, 300);
	for (size_t i = 0; i < 300; i++)
		assert_true(list_marked(&l, items[i].id));
	list_unmark(&l);
	assert_int_equal(l.nmarks, 0);
	list_done(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    rows_that_came_above_are_counted_until_one_looks),
		cmocka_unit_test(moving_the_cursor_is_looking),
		cmocka_unit_test(a_row_of_two_lines_takes_two),
		cmocka_unit_test(
		    an_order_is_stable_and_the_cursor_stays_on_its_row),
		cmocka_unit_test(all_are_marked_at_once),
		cmocka_unit_test(the_cursor_starts_at_the_first_row),
		cmocka_unit_test(it_follows_its_row_when_others_come_above),
		cmocka_unit_test(it_follows_its_row_in_another_order),
		cmocka_unit_test(
		    on_a_board_the_cursors_row_stays_while_others_pass_it),
		cmocka_unit_test(when_its_row_is_gone_it_stays_where_it_was),
		cmocka_unit_test(a_row_is_found_in_a_list_that_shrank_to_a_few),
		cmocka_unit_test(
		    a_move_between_reload_and_drawing_starts_from_the_row),
		cmocka_unit_test(pages_keep_the_line_and_end_at_the_ends),
		cmocka_unit_test(single_steps_scroll_by_one_at_the_edges),
		cmocka_unit_test(another_height_keeps_the_cursor_in_sight),
		cmocka_unit_test(an_empty_list_is_no_trouble),
		cmocka_unit_test(marks_are_kept_by_row),
		cmocka_unit_test(all_rows_of_a_long_list_are_marked_at_once),
		cmocka_unit_test(rows_are_drawn_with_marks_and_focus),
		cmocka_unit_test(columns_come_with_the_width_and_fill_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
