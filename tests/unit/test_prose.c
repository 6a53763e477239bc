/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_prose.c - reading: rows and pages, and finding without regard to case,
 * marks and where a line was wrapped.
 */
#include "test.h"
#include "ui/prose.h"
#include "uitest.h"

static struct buf text;
static struct prose prose;

static void
draw(const struct pane *p, void *u)
{
	(void)u;
	prose_draw(&prose, p, buf_view(&text));
}

static void
key(const struct key *k, void *u)
{
	(void)u;
	prose_key(&prose, k, buf_view(&text));
}

static struct show show = { draw, key, NULL,
	{ THEME_MONO, SYMBOLS_FULL, false } };

static void
forty_lines(void)
{
	buf_reset(&text);
	for (int i = 1; i <= 40; i++)
		buf_printf(&text, i == 31 ? "the PEÑA family\n" : "line %d\n",
		    i);
}

static void
pages_and_ends_are_reached_and_not_passed(void **state)
{
	struct vt *v;

	(void)state;
	forty_lines();
	v = show_open(&show, 12, 60, "xterm"); /* ten rows of text */
	show_row_is(v, 0, " line 1");
	show_row_is(v, 9, " line 10");
	show_row_is(v, 10, " 30 more rows below");
	show_step(v, 1, "j");
	show_row_is(v, 0, " line 2");
	show_step(v, 2, " ");
	show_row_is(v, 0, " line 11");
	show_step(v, 3, "Gjj");
	show_row_is(v, 9, " line 40");
	show_row_is(v, 10, "");
	show_step(v, 4, "k");
	show_row_is(v, 9, " line 39");
	show_step(v, 5, "\x1b[Hkk");
	show_row_is(v, 0, " line 1");
	show_close(v);
}

static void
a_search_finds_marks_and_case_alike_and_goes_round(void **state)
{
	struct vt *v;

	(void)state;
	forty_lines();
	v = show_open(&show, 12, 60, "xterm");
	show_step(v, 1, "/pena f");
	show_row_is(v, 10, " /pena f");
	show_step(v, 2, "\r");
	show_row_is(v, 2, " the PEÑA family");
	show_step(v, 3, "n");
	show_row_is(v, 2, " the PEÑA family");
	show_row_is(v, 10, " found from the other end  2 more rows below");
	show_step(v, 4, "/line 2\r");
	show_row_is(v, 10, " found from the other end  30 more rows below");
	show_step(v, 5, "n");
	show_row_is(v, 2, " line 20");
	show_step(v, 6, "N");
	show_row_is(v, 0, " line 1");
	show_step(v, 7, "/nowhere\r");
	show_row_is(v, 10,
	    " Nothing here says \"nowhere\".  30 more rows below");
	show_close(v);
}

static void
a_hit_may_go_on_in_the_next_row(void **state)
{
	struct vt *v;

	(void)state;
	buf_reset(&text);
	for (int i = 0; i < 30; i++)
		buf_z(&text, "aaaa bbbb cccc dddd ");
	buf_z(&text, "one two\nthree four");
	v = show_open(&show, 12, 60, "xterm");
	show_step(v, 1, "/two three\r");
	assert_non_null(strstr(vt_screen(v), "one two"));
	assert_non_null(strstr(vt_screen(v), " three four"));
	assert_null(strstr(vt_screen(v), "Nothing"));
	show_close(v);
}

static void
nothing_to_read_is_no_trouble(void **state)
{
	struct vt *v;

	(void)state;
	buf_reset(&text);
	v = show_open(&show, 4, 40, "xterm");
	show_row_is(v, 0, "");
	show_step(v, 1, "jG /x\rnN");
	show_row_is(v, 0, "");
	show_close(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_and_ends_are_reached_and_not_passed),
		cmocka_unit_test(
		    a_search_finds_marks_and_case_alike_and_goes_round),
		cmocka_unit_test(a_hit_may_go_on_in_the_next_row),
		cmocka_unit_test(nothing_to_read_is_no_trouble),
	};
	int rc;

	setlocale(LC_CTYPE, "C.UTF-8");
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	buf_done(&text);
	prose_done(&prose);
	return rc;
}
