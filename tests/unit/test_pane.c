/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_pane.c - text on a real screen: clipped, cut, wrapped, and harmless
 * whatever the data are.
 */
#include "base/conf.h"
#include "base/utf8.h"
#include "test.h"
#include "realdata.h"
#include "uitest.h"

static struct arena a;

static int
start(void **state)
{
	(void)state;
	return setlocale(LC_CTYPE, "C.UTF-8") != NULL ? 0 : -1;
}

static int
clear(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

/* ---- clipping ----------------------------------------------------------- */

static const struct term_options mono = { THEME_MONO, -1, false };

static void
draw_clipped(const struct pane *p, void *u)
{
	struct pane in = pane_part(p, 1, 2, 3, 6);
	struct pane outside = pane_part(p, -2, -2, 4, 6);
	struct pane nothing = pane_part(p, 90, 3, 2, 2);

	(void)u;
	pane_z(&in, 0, 0, LOOK_TEXT, "abcdefgh");
	pane_z(&in, 1, -2, LOOK_TEXT, "xxyz");
	pane_z(&in, 2, 0, LOOK_TEXT, "12345中");
	pane_z(&in, 3, 0, LOOK_TEXT, "below");
	pane_z(&in, -1, 0, LOOK_TEXT, "above");
	pane_z(&outside, 0, 0, LOOK_TEXT, "corner and more");
	pane_fill(&nothing, 0, 0, 5, LOOK_TEXT);
	pane_cursor(&in, 5, 0);
}

static void
nothing_is_drawn_outside_of_a_pane(void **state)
{
	struct show s = { draw_clipped, NULL, NULL, mono };
	struct vt *v = show_open(&s, 8, 20, "xterm");
	int row, column;

	(void)state;
	show_row_is(v, 0, "corn");
	show_row_is(v, 1, "  abcdef");
	show_row_is(v, 2, "  yz");
	show_row_is(v, 3, "  12345");
	show_row_is(v, 4, "");
	assert_false(vt_cursor(v, &row, &column));
	show_close(v);
}

static void
parts_are_never_more_than_the_whole(void **state)
{
	const struct pane whole = { 2, 3, 10, 20 };
	const int at[] = { -30, -1, 0, 1, 9, 10, 11, 50 };

	(void)state;
	for (size_t i = 0; i < countof(at); i++)
		for (size_t j = 0; j < countof(at); j++)
			for (int n = -5; n < 60; n += 4) {
				struct pane p =
				    pane_part(&whole, at[i], at[j], n, n);

				assert_true(p.rows >= 0 && p.columns >= 0);
				if (p.rows == 0 || p.columns == 0)
					continue;
				assert_in_range(p.row, 2, 11);
				assert_in_range(p.column, 3, 22);
				assert_true(p.row + p.rows <= 12);
				assert_true(p.column + p.columns <= 23);
			}
}

static void
draw_fields(const struct pane *p, void *u)
{
	(void)u;
	pane_fill(p, 0, 0, 20, LOOK_BAR);
	pane_field(p, 0, 1, 6, LOOK_BAR, STR("abcdefgh"));
	pane_field(p, 1, 1, 6, LOOK_BAR, STR("abcdef"));
	pane_field(p, 2, 1, 6, LOOK_BAR, STR("abc"));
	pane_field(p, 3, 1, 6, LOOK_BAR, STR("ab中中"));
	pane_field(p, 4, 1, 6, LOOK_BAR, STR("abc中中"));
	pane_field(p, 5, 1, 1, LOOK_BAR, STR("abc"));
	pane_field(p, 6, 1, 0, LOOK_BAR, STR("abc"));
	pane_field(p, 7, 15, 30, LOOK_BAR, STR("abcdefgh"));
	pane_right(p, 8, 20, LOOK_BAR, STR("fin"));
	pane_right(p, 9, 20, LOOK_BAR, STR("more than there is room for"));
	assert_int_equal(pane_text(p, 10, 0, LOOK_BAR, STR("n\u0303 中")), 4);
	pane_printf(p, 11, 0, LOOK_BAR, "%d of %s", 3, "five\n");
	pane_cursor(p, 11, 3);
}

static void
fields_are_padded_and_cut(void **state)
{
	struct show s = { draw_fields, NULL, NULL, mono };
	struct vt *v = show_open(&s, 14, 20, "xterm");
	int row, column;

	(void)state;
	show_row_is(v, 0, " abcde…");
	show_row_is(v, 1, " abcdef");
	show_row_is(v, 2, " abc");
	assert_true(vt_cell(v, 2, 6).reverse);
	assert_false(vt_cell(v, 2, 7).reverse);
	show_row_is(v, 3, " ab中中");
	show_row_is(v, 4, " abc中…");
	show_row_is(v, 5, " …");
	show_row_is(v, 6, "");
	show_row_is(v, 7, "               abcd…");
	show_row_is(v, 8, "                 fin");
	show_row_is(v, 9, "an there is room for");
	show_row_is(v, 10, "ñ 中");
	show_row_is(v, 11, "3 of five");
	assert_true(vt_cursor(v, &row, &column));
	assert_int_equal(row, 11);
	assert_int_equal(column, 3);
	show_close(v);
}

static void
draw_wrapped(const struct pane *p, void *u)
{
	const struct str text = STR("Estimada señora Rojas:\n\nrecibimos su "
				    "reclamo por unruidomuylargoalfrenar.");

	(void)u;
	assert_int_equal(pane_wrapped(12, text), 8);
	assert_int_equal(pane_wrap(p, 0, 0, 12, 0, 99, LOOK_TEXT, text), 8);
	assert_int_equal(pane_wrap(p, 0, 20, 12, 3, 2, LOOK_TEXT, text), 2);
	assert_int_equal(pane_wrap(p, 5, 20, 12, 99, 9, LOOK_TEXT, text), 0);
	assert_int_equal(pane_wrapped(12, STR("")), 1);
	assert_int_equal(pane_wrapped(12, STR("a\n")), 1);
	assert_int_equal(pane_wrapped(12, STR("a\n\n")), 2);
	assert_int_equal(pane_wrapped(1, STR("中文")), 2);
	assert_int_equal(pane_wrapped(0, STR("abc")), 0);
}

static void
prose_is_wrapped_at_blanks(void **state)
{
	struct show s = { draw_wrapped, NULL, NULL, mono };
	struct vt *v = show_open(&s, 12, 40, "xterm");

	(void)state;
	show_row_is(v, 0, "Estimada");
	show_row_is(v, 1, "señora              recibimos su");
	show_row_is(v, 2, "Rojas:");
	show_row_is(v, 3, "");
	show_row_is(v, 4, "recibimos su");
	show_row_is(v, 5, "reclamo por");
	show_row_is(v, 6, "unruidomuyla");
	show_row_is(v, 7, "rgoalfrenar.");
	show_close(v);
}

/* ---- looks -------------------------------------------------------------- */

static void
draw_bad(const struct pane *p, void *u)
{
	(void)u;
	for (int i = 0; i < LOOK_COUNT; i++)
		pane_z(p, i, 0, (enum look)i, "a\033b");
}

/* Also on a reversed row, also without colours. */
static void
what_was_replaced_is_seen_in_every_look(void **state)
{
	const struct term_options how[] = { { THEME_MONO, -1, false },
		{ THEME_DARK, -1, true }, { THEME_LIGHT, -1, true } };
	const char *const terms[] = { "xterm", "xterm-256color" };

	(void)state;
	for (size_t i = 0; i < countof(how) * countof(terms); i++) {
		struct show s = { draw_bad, NULL, NULL, how[i % 3] };
		struct vt *v = show_open(&s, 60, 20, terms[i / 3]);

		for (int row = 0; row < LOOK_COUNT; row++) {
			struct vt_cell c = vt_cell(v, row, 0);
			struct vt_cell bad = vt_cell(v, row, 1);

			show_row_is(v, row, "a?b");
			assert_int_not_equal(c.reverse, bad.reverse);
			assert_int_equal(c.fg, bad.fg);
			assert_int_equal(c.bg, bad.bg);
		}
		show_close(v);
	}
}

static void
signs_are_one_column_and_have_plain_twins(void **state)
{
	struct cell c;

	(void)state;
	for (int set = 0; set <= SYMBOLS_ASCII; set++)
		for (int i = 0; i < SIGN_COUNT + 8; i++) {
			enum symbols how = (enum symbols)set;
			struct str s = i < SIGN_COUNT
			    ? theme_sign(how, (enum sign)i)
			    : theme_spark(how, i - SIGN_COUNT);

			assert_int_equal(cell_next(s.s, s.len, &c), s.len);
			assert_int_equal(c.width, 1);
			assert_false(c.bad);
			if (how == SYMBOLS_ASCII)
				assert_in_range(s.s[0], ' ', '~');
		}
	assert_string_equal(theme_spark(SYMBOLS_FULL, -3).s, "▁");
	assert_string_equal(theme_spark(SYMBOLS_FULL, 99).s, "█");
}

/* Without colours, what needs a hand still stands out from what does not. */
static void
urgency_has_weight_without_colour(void **state)
{
	(void)state;
	assert_int_equal(theme_style(THEME_DARK, 0, LOOK_OK).weight, 0);
	assert_int_equal(theme_style(THEME_DARK, 0, LOOK_HALF).weight, 0);
	assert_int_equal(theme_style(THEME_DARK, 0, LOOK_SOON).weight,
	    WEIGHT_BOLD);
	assert_int_equal(theme_style(THEME_LIGHT, 0, LOOK_LATE).weight,
	    WEIGHT_BOLD | WEIGHT_REVERSE);
	for (int i = 0; i < LOOK_COUNT; i++) {
		struct style s = theme_style(THEME_MONO, 256, (enum look)i);

		assert_int_equal(s.fg, -1);
		assert_int_equal(s.bg, -1);
		for (int t = 0; t < THEME_MONO; t++) {
			s = theme_style((enum theme)t, 8, (enum look)i);
			assert_true(s.fg < 8 && s.bg < 8);
		}
	}
}

/* ---- hostile data ------------------------------------------------------- */

#define PAGE	20
#define COLUMNS 100

struct book {
	struct str *lines;
	size_t n, page;
};

static void
draw_page(const struct pane *p, void *u)
{
	const struct book *b = u;
	size_t from = b->page * PAGE;

	for (size_t i = 0; i < PAGE && from + i < b->n; i++)
		pane_text(p, (int)i, 0, LOOK_TEXT, b->lines[from + i]);
}

static void
turn_page(const struct key *k, void *u)
{
	struct book *b = u;

	if (k->code == ' ')
		b->page++;
}

/* Every cell of the row is the cell that was meant, and so wide. */
static void
row_is_made_of(struct vt *v, int row, struct str s, size_t line)
{
	int column = 0;
	struct cell c;

	for (size_t i = 0; i < s.len; column += c.width) {
		struct vt_cell there;

		i += cell_next(s.s + i, s.len - i, &c);
		if (column + c.width > COLUMNS)
			break;
		there = vt_cell(v, row, column);
		if (strcmp(there.s, c.s) != 0 || there.reverse != c.bad)
			fail_msg("line %zu, column %d: \"%s\" is drawn \"%s\"",
			    line, column, c.s, there.s);
	}
	for (; column < COLUMNS; column++)
		assert_string_equal(vt_cell(v, row, column).s, " ");
}

/* Without colours curses sends none; data would. */
static void
no_colours(struct str bytes)
{
	for (size_t i = 0; i + 2 < bytes.len; i++) {
		size_t n = i + 2;

		if (bytes.s[i] != '\033' || bytes.s[i + 1] != '[')
			continue;
		while (n < bytes.len && strchr("0123456789;", bytes.s[n]))
			n++;
		if (n < bytes.len && bytes.s[n] == 'm')
			for (; i < n; i++)
				if (bytes.s[i] == ';' || bytes.s[i] == '[')
					assert_null(strchr("3459",
					    bytes.s[i + 1]));
	}
}

static void
show_book(struct book *b)
{
	struct show s = { draw_page, turn_page, b, mono };
	struct vt *v = show_open(&s, PAGE + 2, COLUMNS, "xterm");
	struct buf report = { 0 };
	unsigned step = 0;

	for (size_t from = 0; from < b->n; from += PAGE) {
		for (size_t i = 0; i < PAGE && from + i < b->n; i++)
			row_is_made_of(v, (int)i, b->lines[from + i], from + i);
		show_step(v, ++step, " ");
	}
	assert_int_equal(vt_oddities(v), 0);
	assert_int_equal(vt_bells(v), 0);
	no_colours(vt_bytes(v));
	if (!vt_audit(v, "xterm", &report))
		fail_msg("not of the terminfo entry:\n%s", report.s);
	buf_done(&report);
	show_close(v);
}

static void
add_lines(struct book *b, struct str text)
{
	while (text.len > 0) {
		const char *end = memchr(text.s, '\n', text.len);
		size_t n = end != NULL ? (size_t)(end - text.s) : text.len;

		b->lines[b->n++] = (struct str){ text.s, n };
		n += end != NULL;
		text = (struct str){ text.s + n, text.len - n };
	}
}

static struct str
replaced(struct str text, const char *name, const char *by)
{
	struct buf b = { 0 };
	const char *at;
	struct str out;

	while ((at = strstr(text.s, name)) != NULL) {
		buf_add(&b, text.s, (size_t)(at - text.s));
		buf_z(&b, by);
		at += strlen(name);
		text = (struct str){ at, text.len - (size_t)(at - text.s) };
	}
	buf_str(&b, text);
	out = buf_copy(&a, &b);
	buf_done(&b);
	return out;
}

static void
no_sequence_is_made_of_data(void **state)
{
	const char *const files[] = { "naughty-strings/blns.txt",
		"terminal-escapes/escapes.txt", "utf8-tests/utf8tests.bin" };
	static struct str lines[3000];
	struct book b = { lines, 0, 0 };

	(void)state;
	for (size_t i = 0; i < countof(files); i++) {
		const char *path = real_data(&a, files[i]);
		struct str text;

		if (path == NULL)
			return;
		assert_int_equal(file_read(path, 1 << 20, &a, &text, NULL), OK);
		if (i == 1) {
			text = replaced(text, "<ESC>", "\033");
			text = replaced(text, "<BEL>", "\a");
			text = replaced(text, "<CR>", "\r");
			text = replaced(text, "<DEL>", "\x7f");
		}
		add_lines(&b, text);
	}
	assert_in_range(b.n, 900, countof(lines));
	show_book(&b);
}

/* The same for what the sets may lack, without them. */
static void
no_sequence_is_made_of_the_worst(void **state)
{
	static const char *const worst[] = {
		"\033[2J\033[H",
		"\033]0;title\007",
		"\033]2;title\033\\",
		"\033[?1049l",
		"\033[c",
		"\033[6n",
		"\033[5n",
		"\033Z",
		"\033[?1000h",
		"\033[31mred",
		"\033c",
		"\033#8",
		"\033(0qqq",
		"\016qqq\017",
		"\xc2\x9b"
		"2J",
		"\x9b"
		"2J",
		"\xc2\x90q\xc2\x9c",
		"\xc2\x9d"
		"0;t\xc2\x9c",
		"\a\b\b\b\r\n\f\v",
		"\033P$q\"p\033\\",
		"\033_Gi=1;AAAA\033\\",
		"\033[?2004l",
		"\033[>4;2m",
		"\033[=1;1u",
		"\033[1 q",
		"\033%@",
		"\033 G",
		"\x7f\x7f",
		"\033[8;1;1t",
		"\033[3J",
	};
	static struct str lines[countof(worst) * 2];
	struct book b = { lines, 0, 0 };

	(void)state;
	for (size_t i = 0; i < countof(worst); i++) {
		b.lines[b.n++] = str_of(worst[i]);
		b.lines[b.n++] = str_printf(&a, "x%sy%sz", worst[i], worst[i]);
	}
	show_book(&b);
}

/* The audit itself must see what it is there for. */
struct says {
	const char *bytes;
};

static int
misbehave(void *arg)
{
	const struct says *what = arg;

	return dprintf(STDOUT_FILENO, "%s", what->bytes) < 0;
}

static void
the_audit_sees_what_is_not_in_the_entry(void **state)
{
	static const char good[] =
	    "\033[?1049h\033[5;3H\033[1;31mñ\033[m\033[?25l"
	    "\033(B\033[K\r\n\b\033[22;0;0t";
	static const char *const bad[] = { "\033]0;x\007", "\033[?1000h",
		"\033[c", "\033[>c", "\xc2\x9b", "\033_x\033\\", "\033[>4;2m",
		"\x05" };
	struct buf report = { 0 };

	(void)state;
	for (size_t i = 0; i <= countof(bad); i++) {
		struct says what = { i == 0 ? good : bad[i - 1] };
		struct vt *v = vt_open(&(struct vt_options){
		    .run = misbehave, .arg = &what });

		assert_int_equal(vt_wait(v, SHOW_MS), 0);
		buf_reset(&report);
		if (vt_audit(v, "xterm", &report) != (i == 0))
			fail_msg("%zu: %s", i, report.s);
		vt_close(v);
	}
	buf_done(&report);
}

#define ONE(name) cmocka_unit_test_teardown(name, clear)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(nothing_is_drawn_outside_of_a_pane),
		ONE(parts_are_never_more_than_the_whole),
		ONE(fields_are_padded_and_cut),
		ONE(prose_is_wrapped_at_blanks),
		ONE(what_was_replaced_is_seen_in_every_look),
		ONE(signs_are_one_column_and_have_plain_twins),
		ONE(urgency_has_weight_without_colour),
		ONE(no_sequence_is_made_of_data),
		ONE(no_sequence_is_made_of_the_worst),
		ONE(the_audit_sees_what_is_not_in_the_entry),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
