/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_layout.c - what stands beside what at which width, and what hides
 * first when rows are few.
 */
#include "test.h"
#include "ui/layout.h"

static const struct pane body = { 2, 0, 20, 80 };

static void
columns_come_with_width_and_are_apart(void **state)
{
	static const struct {
		int columns;
		size_t n;
		int at[3], wide[3];
	} want[] = {
		{ 80, 1, { 0 }, { 80 } },
		{ 119, 1, { 0 }, { 119 } },
		{ 120, 2, { 0, 58 }, { 57, 62 } },
		{ 199, 2, { 0, 58 }, { 57, 141 } },
		{ 200, 3, { 0, 60, 148 }, { 58, 86, 52 } },
		{ 240, 3, { 0, 60, 188 }, { 58, 126, 52 } },
	};
	struct pane out[LAYOUT_COLUMNS];

	(void)state;
	for (size_t i = 0; i < countof(want); i++) {
		struct pane p = { 2, 0, 20, want[i].columns };

		assert_int_equal(layout_columns(&p, SHAPE_CUSTOMER, out),
		    want[i].n);
		for (size_t k = 0; k < LAYOUT_COLUMNS; k++) {
			assert_int_equal(out[k].columns, want[i].wide[k]);
			if (k >= want[i].n)
				continue;
			assert_int_equal(out[k].column, want[i].at[k]);
			assert_int_equal(out[k].rows, 20);
			assert_int_equal(out[k].row, 2);
		}
	}
}

static void
every_shape_has_room_for_each_of_its_panes(void **state)
{
	struct pane out[LAYOUT_COLUMNS];

	(void)state;
	for (int shape = 0; shape < SHAPES; shape++)
		for (int wide = 1; wide < 300; wide++) {
			struct pane p = { 0, 0, 10, wide };
			size_t n = layout_columns(&p, (enum shape)shape, out);
			int end = 0;

			for (size_t i = 0; i < n; i++) {
				assert_true(i == 0 || out[i].column > end);
				assert_true(n == 1 || out[i].columns >= 40);
				end = out[i].column + out[i].columns;
			}
			assert_int_equal(end, wide);
		}
}

static void
minima_come_by_rank_and_wishes_after_them(void **state)
{
	struct part parts[] = {
		{ .rank = 1, .least = 3, .wish = 6 },
		{ .rank = 3, .least = 4, .wish = 30 },
		{ .rank = 2, .least = 2, .wish = 5 },
	};

	(void)state;
	assert_int_equal(layout(&body, 1, parts, 3), 0);
	assert_int_equal(parts[0].pane.rows, 6);
	assert_int_equal(parts[2].pane.rows, 5);
	assert_int_equal(parts[1].pane.rows, 20 - 6 - 5);
	assert_int_equal(parts[0].pane.row, 2);
	assert_int_equal(parts[1].pane.row, 8);
	assert_int_equal(parts[2].pane.row, 17);
}

static void
the_lowest_rank_hides_first_and_the_first_never(void **state)
{
	struct part parts[] = {
		{ .rank = 1, .least = 3, .wish = 6 },
		{ .rank = 3, .least = 4, .wish = 30 },
		{ .rank = 2, .least = 2, .wish = 5 },
	};
	struct pane small = body;

	(void)state;
	small.rows = 8;
	assert_int_equal(layout(&small, 1, parts, 3), 1);
	assert_int_equal(parts[1].pane.rows, 0);
	assert_int_equal(parts[0].pane.rows, 6);
	assert_int_equal(parts[2].pane.rows, 2);
	small.rows = 4;
	assert_int_equal(layout(&small, 1, parts, 3), 2);
	assert_int_equal(parts[0].pane.rows, 4);
	assert_int_equal(parts[2].pane.rows, 0);
}

static void
a_part_that_still_fits_is_shown_though_one_before_it_did_not(void **state)
{
	struct part parts[] = {
		{ .rank = 1, .least = 3, .wish = 3 },
		{ .rank = 2, .least = 9, .wish = 9 },
		{ .rank = 3, .least = 1, .wish = 1 },
	};
	struct pane small = body;

	(void)state;
	small.rows = 6;
	assert_int_equal(layout(&small, 1, parts, 3), 1);
	assert_int_equal(parts[1].pane.rows, 0);
	assert_int_equal(parts[2].pane.rows, 1);
}

static void
blank_rows_are_given_last_and_from_the_top(void **state)
{
	struct part parts[] = {
		{ .rank = 1, .least = 1, .wish = 8, .apart = true },
		{ .rank = 2, .least = 1, .wish = 8, .apart = true },
		{ .rank = 3, .least = 1, .wish = 3, .apart = true },
	};
	struct pane p = body;

	(void)state;
	assert_int_equal(layout(&p, 1, parts, 3), 0);
	assert_int_equal(parts[0].pane.row, 2); /* none before the first */
	assert_int_equal(parts[1].pane.row, 11);
	assert_int_equal(parts[2].pane.row, 19);
	p.rows = 21;
	assert_int_equal(layout(&p, 1, parts, 3), 0);
	assert_int_equal(parts[2].pane.row, 20);
}

static void
what_is_left_goes_to_those_that_would_take_it(void **state)
{
	struct part parts[] = {
		{ .rank = 1, .least = 1, .wish = 4, .most = 9 },
		{ .rank = 2, .least = 1, .wish = 3, .apart = true },
		{ .rank = 3, .least = 1, .wish = 3, .most = LAYOUT_ALL },
	};

	(void)state;
	assert_int_equal(layout(&body, 1, parts, 3), 0);
	assert_int_equal(parts[0].pane.rows, 9);
	assert_int_equal(parts[1].pane.row, 2 + 9 + 1);
	assert_int_equal(parts[1].pane.rows, 3);
	assert_int_equal(parts[2].pane.rows, 20 - 9 - 1 - 3);
}

static void
a_part_of_a_column_that_is_not_there_is_hidden(void **state)
{
	struct part parts[] = {
		{ .rank = 1, .least = 1, .wish = LAYOUT_ALL },
		{ .column = 1, .rank = 1, .least = 1, .wish = LAYOUT_ALL },
		{ .column = 2, .rank = 1, .least = 1, .wish = LAYOUT_ALL },
	};
	struct pane wide = { 0, 0, 30, 120 }, side[LAYOUT_COLUMNS];
	size_t n = layout_columns(&wide, SHAPE_LIST, side);

	(void)state;
	assert_int_equal(layout(side, n, parts, 3), 1);
	assert_int_equal(parts[1].pane.column, side[1].column);
	assert_int_equal(parts[1].pane.rows, 30);
	assert_int_equal(parts[2].pane.rows, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_come_with_width_and_are_apart),
		cmocka_unit_test(every_shape_has_room_for_each_of_its_panes),
		cmocka_unit_test(minima_come_by_rank_and_wishes_after_them),
		cmocka_unit_test(
		    the_lowest_rank_hides_first_and_the_first_never),
		cmocka_unit_test(
		    a_part_that_still_fits_is_shown_though_one_before_it_did_not),
		cmocka_unit_test(what_is_left_goes_to_those_that_would_take_it),
		cmocka_unit_test(blank_rows_are_given_last_and_from_the_top),
		cmocka_unit_test(
		    a_part_of_a_column_that_is_not_there_is_hidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
