/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_widget.c - gauge, heights and tabs on a real screen without
 * colours: order, signs and widths say what colours would.
 */
#include "test.h"
#include "ui/gauge.h"
#include "ui/spark.h"
#include "ui/tabs.h"
#include "uitest.h"

static const struct term_options mono = { THEME_MONO, SYMBOLS_FULL, false };
static const struct term_options ascii = { THEME_MONO, SYMBOLS_ASCII, false };

/* ---- arithmetic ---------------------------------------------------------- */

static void
a_gauge_never_lies_at_its_ends(void **state)
{
	(void)state;
	assert_int_equal(gauge_cells(10, 0), 0);
	assert_int_equal(gauge_cells(10, -5), 0);
	assert_int_equal(gauge_cells(10, 1), 1);
	assert_int_equal(gauge_cells(10, 43), 4);
	assert_int_equal(gauge_cells(10, 51), 5);
	assert_int_equal(gauge_cells(10, 99), 9);
	assert_int_equal(gauge_cells(10, 100), 10);
	assert_int_equal(gauge_cells(10, 4000), 10);
	assert_int_equal(gauge_cells(0, 50), 0);
	assert_int_equal(gauge_cells(1, 50), 1);
	for (int w = 1; w < 60; w++)
		for (int p = 1; p < 100; p++)
			assert_true(gauge_cells(w, p) <= gauge_cells(w, p + 1));
}

static void
heights_rise_with_values(void **state)
{
	int was = -1;

	(void)state;
	assert_int_equal(spark_height(-1, 10), -1);
	assert_int_equal(spark_height(0, 10), 0);
	assert_int_equal(spark_height(1, 1000000), 1);
	assert_int_equal(spark_height(10, 10), 7);
	assert_int_equal(spark_height(11, 10), 7);
	assert_int_equal(spark_height(5, 0), 0);
	for (int v = 0; v <= 700; v++) {
		int h = spark_height(v, 700);

		assert_true(h >= was && h <= 7);
		was = h;
	}
	assert_int_equal(spark_height(INT64_MAX, INT64_MAX), 7);
}

/* ---- on the screen ------------------------------------------------------- */

static void
draw_all(const struct pane *p, void *u)
{
	(void)u;
	gauge_draw(p, 0, 0, 10, LOOK_OK, 43);
	gauge_percent(p, 1, 0, 10, LOOK_LATE, 8);
	gauge_percent(p, 2, 0, 4, LOOK_LATE, 120);
	gauge_percent(p, 3, 0, 4, LOOK_LATE, 8097);
}

static void
what_is_drawn_has_signs_for_every_value(void **state)
{
	struct show s = { draw_all, NULL, NULL, mono };
	struct vt *v = show_open(&s, 12, 50, "xterm");

	(void)state;
	show_row_is(v, 0, "████░░░░░░");
	show_row_is(v, 1, "█░░░░░░░░░   8 %");
	show_row_is(v, 2, "████ 120 %");
	show_row_is(v, 3, "████  81 x");
	show_close(v);
}

static void
ascii_has_a_twin_for_each(void **state)
{
	struct show s = { draw_all, NULL, NULL, ascii };
	struct vt *v = show_open(&s, 12, 50, "xterm");

	(void)state;
	show_row_is(v, 0, "####......");
	show_close(v);
}

/* ---- tabs ---------------------------------------------------------------- */

static struct tab tabs[9] = {
	{ .name = { "Home", 4 }, .sign = { "", 0 } },
	{ .name = { "Rojas Muñoz, Carolina", 22 }, .sign = { "±", 2 } },
	{ .name = { "T-10482", 7 }, .sign = { "", 0 } },
	{ .name = { "Inbox", 5 }, .sign = { "", 0 } },
	{ .name = { "Vega Pinto, Rosa", 16 }, .sign = { "!", 1 } },
	{ .name = { "T-10417", 7 }, .sign = { "", 0 } },
	{ .name = { "Núñez Araya, Juan", 19 }, .sign = { "", 0 } },
	{ .name = { "T-10466", 7 }, .sign = { "", 0 } },
	{ .name = { "Find", 4 }, .sign = { "", 0 } },
};

static void
draw_tabs(const struct pane *p, void *u)
{
	(void)u;
	tabs_draw(p, 0, tabs, 4, 1);
	tabs_draw(p, 1, tabs, 9, 2);
	tabs_draw(p, 2, tabs, 9, 8);
	tabs_draw(p, 3, tabs, 1, 0);
}

static void
far_tabs_shrink_to_their_number(void **state)
{
	struct show s = { draw_tabs, NULL, NULL, mono };
	struct vt *v = show_open(&s, 6, 80, "xterm");

	(void)state;
	show_row_is(v, 0,
	    " 1 Home  [2 Rojas Muñoz, Ca… ±]  3 T-10482   4 Inbox");
	show_row_is(v, 1,
	    " 1   2 Rojas Muñoz, Ca… ±  [3 T-10482]  4 Inbox   5 !   6   7  "
	    " 8   9");
	show_row_is(v, 2,
	    " 1   2 ±   3   4   5 !   6 T-10417   7 Núñez Araya, Ju…  "
	    " 8 T-10466  [9 Find]");
	show_row_is(v, 3, "[1 Home]");
	show_close(v);
}

/* Whatever is open, the line is never wider than the terminal. */
static void
draw_many(const struct pane *p, void *u)
{
	(void)u;
	for (int i = 0; i < 9; i++) {
		struct pane in = pane_part(p, i, 0, 1, 41 + i * 6);

		tabs_draw(&in, 0, tabs, 9, (size_t)i);
		pane_z(p, i, 41 + i * 6, LOOK_TEXT, "|");
	}
}

static void
the_active_tab_is_always_whole(void **state)
{
	struct show s = { draw_many, NULL, NULL, mono };
	struct vt *v = show_open(&s, 11, 120, "xterm");

	(void)state;
	for (int i = 0; i < 9; i++) {
		const char *open = strchr(vt_row(v, i), '[');
		const char *end = strchr(vt_row(v, i), ']');

		assert_non_null(open);
		assert_non_null(end);
		assert_int_equal(open[1], '1' + i);
		assert_true(end - open > 5);
	}
	show_close(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_gauge_never_lies_at_its_ends),
		cmocka_unit_test(heights_rise_with_values),
		cmocka_unit_test(what_is_drawn_has_signs_for_every_value),
		cmocka_unit_test(ascii_has_a_twin_for_each),
		cmocka_unit_test(far_tabs_shrink_to_their_number),
		cmocka_unit_test(the_active_tab_is_always_whole),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
