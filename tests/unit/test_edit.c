/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_edit.c - typing by clusters, undoing, wrapping; one line and several.
 */
#include <locale.h>

#include "base/utf8.h"
#include "test.h"
#include "ui/edit.h"
#include "ui/wrap.h"
#include "uitest.h"

#define WIDTH 20

static struct edit e;

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
	edit_done(&e);
	e = (struct edit){ .at = 0 };
	return 0;
}

/* Keys by their names in <>, text as it is. */
static void
type(const char *s)
{
	struct key k = { .text = STR_NONE };

	while (*s != '\0') {
		const char *end = *s == '<' ? strchr(s, '>') : NULL;
		size_t n;

		if (end != NULL) {
			n = (size_t)(end - s) + 1;
			char name[16] = "";

			memcpy(name, s, n);
			k.code = key_parse(str_of(name));
			assert_int_not_equal(k.code, KEY_NONE);
		} else {
			k.code = utf8_next(s, strlen(s), &n);
		}
		edit_key(&e, &k, WIDTH);
		s += n;
	}
}

static bool
press(const char *name)
{
	struct key k = { .code = key_parse(str_of(name)) };

	return edit_key(&e, &k, WIDTH);
}

static void
paste(struct str s)
{
	struct key k = { .code = KEY_PASTE, .text = s };

	assert_true(edit_key(&e, &k, WIDTH));
}

/* The text, with | where the cursor is. */
static void
is(const char *want)
{
	struct str s = edit_text(&e);
	struct buf b = { 0 };

	assert_in_range(e.at, 0, s.len);
	buf_add(&b, s.s, e.at);
	buf_z(&b, "|");
	buf_z(&b, s.s + e.at);
	if (strcmp(b.s, want) != 0)
		fail_msg("it is \"%s\", not \"%s\"", b.s, want);
	buf_done(&b);
}

/* ---- one line ----------------------------------------------------------- */

static void
text_is_typed_and_walked(void **state)
{
	(void)state;
	is("|");
	type("hola");
	is("hola|");
	type("<Left><Left>");
	is("ho|la");
	type("y<Right>");
	is("hoyl|a");
	type("<Home><Left>");
	is("|hoyla");
	type("<C-e><Right>");
	is("hoyla|");
	type("<C-a><Del><C-d><BS>");
	is("|yla");
	type("<End><BS>");
	is("yl|");
}

static void
a_cluster_is_one_step(void **state)
{
	const char *const clusters[] = { "ñ", "n\u0303", "o\u0302\u0323", "😀",
		"👍🏽", "👩\u200d👩\u200d👧", "🇨🇱", "中", "각",
		"1\ufe0f\u20e3" };

	(void)state;
	for (size_t i = 0; i < countof(clusters); i++) {
		size_t n = strlen(clusters[i]);

		edit_set(&e, STR_NONE);
		edit_insert(&e, STR("a"));
		edit_insert(&e, str_of(clusters[i]));
		edit_insert(&e, STR("z"));
		type("<Left>");
		assert_int_equal(e.at, 1 + n);
		type("<Left>");
		assert_int_equal(e.at, 1);
		type("<Right>");
		assert_int_equal(e.at, 1 + n);
		type("<BS>");
		is("a|z");
		edit_insert(&e, str_of(clusters[i]));
		type("<Left><Del>");
		is("a|z");
	}
}

static void
flags_are_counted_from_the_start(void **state)
{
	(void)state;
	edit_set(&e, STR("🇨🇱🇦🇷🇵🇪"));
	type("<Left><BS>");
	is("🇨🇱|🇵🇪");
	type("<Home><Del>");
	is("|🇵🇪");
}

/* A mark that joins what was before it must not leave the cursor inside. */
static void
the_cursor_never_stands_inside_a_cluster(void **state)
{
	(void)state;
	type("n\u0303");
	is("n\u0303|");
	edit_set(&e, STR("n\u0303o"));
	type("<Home>x");
	is("x|n\u0303o");
	e.lines = true;
	edit_set(&e, STR("n\n\u0303o"));
	type("<Up><End><Del>");
	is("n\u0303|o");
	e.lines = false;
	edit_set(&e, STR("🇱"));
	type("<Home>🇨");
	is("🇨🇱|");
}

static void
what_is_killed_comes_back(void **state)
{
	(void)state;
	type("uno dos tres");
	type("<C-w>");
	is("uno dos |");
	type("<C-y>");
	is("uno dos tres|");
	type("<C-y>");
	is("uno dos trestres|");
	type("<Home><Right><Right><Right><C-k>");
	is("uno|");
	type("<C-y>");
	is("uno dos trestres|");
	type("<Left><C-u>");
	is("|");
	type("<C-y>");
	is("uno dos trestres|");
}

static void
words_end_at_blanks(void **state)
{
	(void)state;
	type("señor  Núñez, ¿ya?  <C-w>");
	is("señor  Núñez, |");
	type("<C-w>");
	is("señor  |");
	type("<C-w><C-w>");
	is("|");
	type("<C-w>");
	is("|");
}

static void
undo_goes_by_words_and_runs(void **state)
{
	(void)state;
	type("uno dos  tres");
	type("<C-_>");
	is("uno dos  |");
	type("<C-_>");
	is("uno |");
	type("<C-_>");
	is("|");
	type("<C-_>");
	is("|");
	type("abcdef<BS><BS><BS>");
	type("<C-_>");
	is("abcdef|");
	type("<C-_>");
	is("|");
	type("ab<Left>c");
	type("<C-x>u");
	is("a|b");
	type("<C-_>");
	is("|");
	type("ab<C-x>x");
	is("abx|");
}

static void
undo_takes_back_pastes_and_kills_whole(void **state)
{
	(void)state;
	type("a");
	paste(STR("xyz"));
	type("b");
	type("<C-_>");
	is("axyz|");
	type("<C-_>");
	is("a|");
	type("<C-u>");
	is("|");
	type("<C-_>");
	is("a|");
}

static void
undo_remembers_the_last_64(void **state)
{
	char word[16];
	int n = 0;

	(void)state;
	for (int i = 0; i < 200; i++) {
		snprintf(word, sizeof(word), "w%d ", i);
		type(word);
	}
	while (edit_undo(&e))
		n++;
	assert_int_equal(n, EDIT_UNDO);
	assert_memory_equal(edit_text(&e).s + edit_text(&e).len - 5, "w135 ",
	    5);
}

static void
what_was_set_is_not_undone(void **state)
{
	unsigned was;

	(void)state;
	type("viejo");
	was = e.changes;
	edit_set(&e, STR("nuevo"));
	is("nuevo|");
	assert_int_not_equal(e.changes, was);
	assert_false(edit_undo(&e));
	is("nuevo|");
	edit_set(&e, edit_text(&e));
	is("nuevo|");
}

static void
a_paste_into_a_line_is_one_line(void **state)
{
	(void)state;
	paste(STR("uno\r\ndos\rtres\n\tcuatro\033[31m\x07\xc2\x9b"
		  "A\x7f\r\n\n"));
	is("uno dos tres  cuatro[31mA|");
	edit_set(&e, STR_NONE);
	paste(STR("\xff\xc3"));
	is("\ufffd\ufffd|");
	assert_true(utf8_ok(edit_text(&e)));
	edit_set(&e, STR_NONE);
	paste(STR("\n"));
	is(" |");
}

static void
no_more_enters_than_may(void **state)
{
	(void)state;
	e.max = 10;
	type("12345678");
	paste(STR("abc"));
	is("12345678|");
	assert_true(e.full);
	type("ñ");
	is("12345678ñ|");
	assert_false(e.full);
	type("x");
	is("12345678ñ|");
	assert_true(e.full);
	type("<BS>xy");
	is("12345678xy|");
	assert_false(e.full);
	edit_set(&e, STR("longer than it may be"));
	type("x<BS>");
	is("longer than it may b|");
	edit_done(&e);
	assert_int_equal(e.max, 10);
}

static void
without_a_limit_there_is_one(void **state)
{
	char text[1999];

	(void)state;
	memset(text, 'x', sizeof(text));
	paste((struct str){ text, sizeof(text) });
	type("y");
	assert_int_equal(edit_text(&e).len, 2000);
	type("z");
	assert_int_equal(edit_text(&e).len, 2000);
	assert_true(e.full);
}

static void
keys_of_others_are_left_to_them(void **state)
{
	(void)state;
	type("abc");
	assert_false(press("<F2>"));
	assert_false(press("<Enter>"));
	assert_false(press("<Tab>"));
	assert_false(press("<Up>"));
	assert_false(press("<Down>"));
	assert_false(press("<Esc>"));
	assert_false(press("<C-d>")); /* nothing behind the cursor */
	assert_true(press("<Del>"));
	is("abc|");
	assert_int_equal(e.changes, 3);
}

/* ---- several lines ------------------------------------------------------ */

static void
lines_are_typed_and_walked(void **state)
{
	(void)state;
	e.lines = true;
	type("uno<Enter>dos<Enter><Enter>tres");
	is("uno\ndos\n\ntres|");
	type("<Home><BS><BS>");
	is("uno\ndos|tres");
	type("<C-u>");
	is("uno\n|tres");
	type("<C-y><Enter>");
	is("uno\ndos\n|tres");
	type("<Up><C-k><Up>");
	is("|uno\n\ntres");
	type("<C-e>");
	is("uno|\n\ntres");
	type("<Right><Right>");
	is("uno\n\n|tres");
}

static void
a_paste_into_lines_keeps_them(void **state)
{
	(void)state;
	e.lines = true;
	paste(STR("uno\r\ndos\rtres\ncuatro\r\n"));
	is("uno\ndos\ntres\ncuatro\n|");
}

/* The rows of a text as they are wrapped, with / between. */
static void
wraps(const char *text, int width, const char *want)
{
	struct str s = str_of(text);
	struct buf b = { 0 };
	size_t from = 0, after = 0;

	for (; from <= s.len; from = after) {
		size_t end = wrap_end(s, from, width, &after);

		assert_true(after > from);
		assert_true(end <= s.len);
		if (from > 0)
			buf_z(&b, "/");
		buf_add(&b, s.s + from, end - from);
		if (after > s.len + 1)
			fail_msg("\"%s\" ends behind its end", text);
	}
	if (strcmp(b.s, want) != 0)
		fail_msg("\"%s\" in %d is \"%s\", not \"%s\"", text, width, b.s,
		    want);
	buf_done(&b);
}

static void
rows_end_after_words(void **state)
{
	(void)state;
	wraps("", 10, "");
	wraps("abcd efgh", 10, "abcd efgh");
	wraps("abcd efgh", 6, "abcd /efgh");
	wraps("abcd efgh", 5, "abcd /efgh");
	wraps("abcd efgh", 4, "abc/d /efg/h");
	wraps("abcdefghij", 5, "abcd/efgh/ij");
	wraps("ab\ncd\n", 5, "ab/cd/");
	wraps("abcd\n", 5, "abcd/");
	wraps("a    b", 3, "a  /  /b");
	wraps("中文字", 5, "中文/字");
	wraps("a中文", 4, "a中/文");
	wraps("🇨🇱🇦🇷", 4, "🇨🇱/🇦🇷");
	wraps("中中", 1, "中/中");
	wraps("ab", 1, "a/b");
	wraps("un señor de Ñuñoa", 9, "un señor /de Ñuñoa");
}

/* Each place has a row and column, in order, inside the width; and from there
 * the way leads back to it. */
static void
places_and_columns_go_both_ways(void **state)
{
	const char *const texts[] = { "", "abc", "uno dos tres cuatro cinco",
		"a\n\nb\n", "中文字中文字 中文字",
		"n\u0303o ñ 🇨🇱🇦🇷 👩\u200d👧 fin",
		"una palabralarguísimaquenocabe y más", "   \n   x" };

	(void)state;
	for (size_t i = 0; i < countof(texts); i++) {
		struct str s = str_of(texts[i]);

		for (int width = 2; width < 30; width++) {
			struct wrap_place was = { -1, 0, 0, 0 };

			for (size_t at = 0;; at = wrap_next(s, at)) {
				struct wrap_place p = wrap_place(s, at, width);

				assert_in_range(p.column, 0, width - 1);
				assert_true(p.row > was.row ||
				    p.column >= was.column);
				if (wrap_at(s, width, p.row, p.column) != at &&
				    p.column < width - 1)
					fail_msg("\"%s\" in %d: %zu is lost",
					    s.s, width, at);
				was = p;
				if (at == s.len)
					break;
			}
		}
	}
}

static void
up_and_down_keep_their_column(void **state)
{
	(void)state;
	e.lines = true;
	edit_set(&e, STR("abcdefgh\nab\nabcdefgh"));
	type("<Left><Left><Up>");
	is("abcdefgh\nab|\nabcdefgh");
	type("<Up>");
	is("abcdef|gh\nab\nabcdefgh");
	type("<Down><Down>");
	is("abcdefgh\nab\nabcdef|gh");
	type("<Up><Left><Up>");
	is("a|bcdefgh\nab\nabcdefgh");
}

static void
up_and_down_go_by_wrapped_rows(void **state)
{
	(void)state;
	e.lines = true;
	/* rows: "uno dos tres cuatro " and "cinco seis" */
	edit_set(&e, STR("uno dos tres cuatro cinco seis"));
	type("<Up>");
	is("uno dos tr|es cuatro cinco seis");
	type("<Down>");
	is("uno dos tres cuatro cinco seis|");
	type("<Up><Home>");
	is("|uno dos tres cuatro cinco seis");
	for (int i = 0; i < 19; i++)
		type("<Right>");
	is("uno dos tres cuatro| cinco seis");
	type("<Down><Up>");
	is("uno dos tres cuatro| cinco seis");
}

static void
beyond_the_first_and_last_row_is_another_field(void **state)
{
	(void)state;
	e.lines = true;
	edit_set(&e, STR("uno\ndos"));
	assert_false(press("<Down>"));
	assert_true(press("<Up>"));
	assert_false(press("<Up>"));
	is("uno|\ndos");
	edit_set(&e, STR("uno\n"));
	assert_false(press("<Down>"));
	assert_true(press("<Up>"));
	assert_true(press("<Down>"));
	is("uno\n|");
}

static void
pages_end_at_the_ends(void **state)
{
	(void)state;
	e.lines = true;
	for (int i = 0; i < 25; i++)
		type("x<Enter>");
	type("<PgUp>");
	assert_int_equal(e.at, 30);
	type("<PgUp><PgUp><PgUp>");
	assert_int_equal(e.at, 0);
	type("<PgDn><PgDn><PgDn><PgDn>");
	assert_int_equal(e.at, 50);
}

/* Long notes stay quick: a key may not cost the square of the text. */
static void
a_long_text_is_walked_at_once(void **state)
{
	msec began = show_now();

	(void)state;
	e.lines = true;
	e.max = 200000;
	for (int i = 0; i < 2000; i++)
		edit_insert(&e, STR("una línea que no dice nada, y otra\n"));
	began = show_now();
	for (int i = 0; i < 20; i++)
		type("<Up>x");
	if (show_now() - began > 3000)
		fail_msg("40 keys took %d ms", (int)(show_now() - began));
}

/* ---- drawn
 * -----------------------------------------------------------------------------
 */

static bool veiled;

static void
draw(const struct pane *p, void *u)
{
	struct pane in = pane_part(p, 1, 1, p->rows - 2, WIDTH);

	(void)u;
	pane_z(p, 0, 0, LOOK_TEXT, "--------------------------");
	edit_draw(&e, &in, true, veiled);
}

static void
key(const struct key *k, void *u)
{
	(void)u;
	edit_key(&e, k, WIDTH);
}

static struct show shown = { draw, key, NULL, { THEME_MONO, -1, false } };

static void
cursor_is(struct vt *v, int row, int column)
{
	int r, c;

	if (!vt_cursor(v, &r, &c) || r != row || c != column) {
		char was[64];

		snprintf(was, sizeof(was), "the cursor is at %d, %d", r, c);
		show_fail(v, was);
	}
}

static void
a_line_scrolls_with_its_cursor(void **state)
{
	struct vt *v = show_open(&shown, 5, 26, "xterm");

	(void)state;
	show_step(v, 1, "ñandú");
	show_row_is(v, 1, " ñandú");
	assert_true(vt_cell(v, 1, 10).under);
	cursor_is(v, 1, 6);
	show_step(v, 2, "\033[200~ que corre por la pampa\033[201~");
	/* no further than needed, and a sign tells of what is out of sight */
	show_row_is(v, 1, " …corre por la pampa");
	cursor_is(v, 1, 20);
	show_step(v, 3, "\x01");
	show_row_is(v, 1, " ñandú que corre por");
	cursor_is(v, 1, 1);
	show_step(v, 4, "\x05");
	show_row_is(v, 1, " …corre por la pampa");
	for (int i = 0; i < 16; i++)
		vt_type(v, "\x7f");
	show_step(v, 5, "");
	/* what stands before the cursor is in sight */
	show_row_is(v, 1, " ñandú que co");
	cursor_is(v, 1, 13);
	show_close(v);
}

static void
wide_letters_are_whole_at_both_edges(void **state)
{
	struct vt *v = show_open(&shown, 5, 26, "xterm");

	(void)state;
	show_step(v, 1, "x中中中中中中中中中");
	show_row_is(v, 1, " x中中中中中中中中中");
	cursor_is(v, 1, 20);
	show_step(v, 2, "中");
	cursor_is(v, 1, 20);
	show_row_is(v, 1, " …中中中中中中中中中");
	show_step(v, 3, "\x01中");
	cursor_is(v, 1, 3);
	show_row_is(v, 1, " 中x中中中中中中中中");
	/* half of one is none, and the rest keeps its place */
	show_step(v, 4, "\x15\033[200~x中中中中中中中中中a\033[201~");
	show_row_is(v, 1, " … 中中中中中中中中a");
	cursor_is(v, 1, 20);
	show_close(v);
}

static void
a_secret_shows_a_dot_for_each_cluster(void **state)
{
	struct vt *v;

	(void)state;
	veiled = true;
	v = show_open(&shown, 5, 26, "xterm");
	show_step(v, 1, "clave中n\u0303");
	show_row_is(v, 1, " ·······");
	cursor_is(v, 1, 8);
	assert_null(memmem(vt_bytes(v).s, vt_bytes(v).len, "clave", 5));
	show_close(v);
	veiled = false;
}

static void
lines_are_drawn_as_they_wrap(void **state)
{
	struct vt *v;

	(void)state;
	e.lines = true;
	v = show_open(&shown, 6, 26, "xterm");
	show_step(v, 1, "uno dos tres cuatro cinco seis\rfin");
	show_row_is(v, 1, " uno dos tres cuatro");
	show_row_is(v, 2, " cinco seis");
	show_row_is(v, 3, " fin");
	cursor_is(v, 3, 4);
	show_step(v, 2, "\033[A\033[A");
	cursor_is(v, 1, 4);
	show_step(v, 3, "\033[B\033[B\rdos");
	show_row_is(v, 1, " cinco seis");
	show_row_is(v, 3, " dos");
	cursor_is(v, 3, 4);
	/* a full row has a place for the cursor behind it */
	show_step(v, 4,
	    "\x15"
	    "abcdefghijklmnopqrs");
	cursor_is(v, 3, 20);
	show_step(v, 5, "t");
	show_row_is(v, 2, " abcdefghijklmnopqrs");
	show_row_is(v, 3, " t");
	cursor_is(v, 3, 2);
	show_close(v);
}

static void
foreign_bytes_are_marked_where_they_are_typed(void **state)
{
	struct vt *v = show_open(&shown, 5, 26, "xterm");

	(void)state;
	show_step(v, 1,
	    "a\u202e"
	    "b\033[200~\033]0;pwn\007\033[201~c");
	show_row_is(v, 1, " a?b]0;pwnc");
	assert_true(vt_cell(v, 1, 2).reverse);
	assert_false(vt_cell(v, 1, 3).reverse);
	assert_int_equal(vt_oddities(v), 0);
	show_close(v);
}

#define ONE(name) cmocka_unit_test_teardown(name, clear)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ONE(text_is_typed_and_walked),
		ONE(a_cluster_is_one_step),
		ONE(flags_are_counted_from_the_start),
		ONE(the_cursor_never_stands_inside_a_cluster),
		ONE(what_is_killed_comes_back),
		ONE(words_end_at_blanks),
		ONE(undo_goes_by_words_and_runs),
		ONE(undo_takes_back_pastes_and_kills_whole),
		ONE(undo_remembers_the_last_64),
		ONE(what_was_set_is_not_undone),
		ONE(a_paste_into_a_line_is_one_line),
		ONE(no_more_enters_than_may),
		ONE(without_a_limit_there_is_one),
		ONE(keys_of_others_are_left_to_them),
		ONE(lines_are_typed_and_walked),
		ONE(a_paste_into_lines_keeps_them),
		ONE(rows_end_after_words),
		ONE(places_and_columns_go_both_ways),
		ONE(up_and_down_keep_their_column),
		ONE(up_and_down_go_by_wrapped_rows),
		ONE(beyond_the_first_and_last_row_is_another_field),
		ONE(pages_end_at_the_ends),
		ONE(a_long_text_is_walked_at_once),
		ONE(a_line_scrolls_with_its_cursor),
		ONE(wide_letters_are_whole_at_both_edges),
		ONE(a_secret_shows_a_dot_for_each_cluster),
		ONE(lines_are_drawn_as_they_wrap),
		ONE(foreign_bytes_are_marked_where_they_are_typed),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
