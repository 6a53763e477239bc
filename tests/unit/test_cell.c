/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_cell.c - whatever the bytes are, what is drawn is harmless, as wide as
 * the terminal thinks, and says when something was left out.
 */
#include <locale.h>
#include <wchar.h>

#include "base/conf.h"
#include "base/utf8.h"
#include "test.h"
#include "realdata.h"
#include "ui/cell.h"
#include "ui/letters.h"

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

/* ---- what holds for every cell --------------------------------------------
 */

static bool
goes_unseen(uint32_t cp)
{
	return cp == 0x200d || (cp >= 0xfe00 && cp <= 0xfe0f) ||
	    (cp >= 0x1f3fb && cp <= 0x1f3ff);
}

/* The code points of the input that the cell must show, unless it is bad. */
static struct str
wanted(struct str in, bool *hides)
{
	struct buf b = { 0 };
	bool joined = false;
	struct str out;
	char put[4];
	size_t i, n;

	for (i = 0; i < in.len; i += n) {
		uint32_t cp = utf8_next(in.s + i, in.len - i, &n);

		if (i > 0 && goes_unseen(cp)) {
			joined |= cp == 0x200d;
			continue;
		}
		*hides |= utf8_hidden(cp) && cp != '\n' && cp != '\t';
		if (!joined || wcwidth((wchar_t)cp) == 0)
			buf_add(&b, put, utf8_put(cp, put));
		joined = false;
	}
	out = utf8_nfc(&a, buf_view(&b));
	buf_done(&b);
	return out;
}

static void
check_shape(const struct cell *c, const char *name)
{
	struct str s = { c->s, c->len };
	int points = 0;
	size_t i, n;

	if (c->len == 0 || c->len >= CELL_BYTES || c->s[c->len] != '\0' ||
	    strlen(c->s) != c->len || !utf8_ok(s))
		fail_msg("%s: a cell of %d bytes is no text", name, c->len);
	if (c->width != 1 && c->width != 2)
		fail_msg("%s: a cell is %d wide", name, c->width);
	for (i = 0; i < s.len; i += n, points++) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);
		int w = wcwidth((wchar_t)cp);

		if (utf8_hidden(cp))
			fail_msg("%s: U+%04X is drawn", name, (unsigned)cp);
		if (w != (i == 0 ? c->width : 0))
			fail_msg("%s: U+%04X is %d wide in a cell of %d", name,
			    (unsigned)cp, w, c->width);
	}
	if (points > 5)
		fail_msg("%s: %d code points in a cell", name, points);
}

/* Not marked means: nothing is missing but what an emoji hides by itself. */
static void
check_honest(struct str in, const struct cell *c, const char *name)
{
	bool hides = false;
	struct str want = wanted(in, &hides), got = { c->s, c->len };

	if (hides && !c->bad)
		fail_msg("%s: something hidden is not marked", name);
	if (c->bad)
		return;
	if (str_is(in, "\n") || str_is(in, "\t"))
		want = STR(" ");
	if (str_starts(got, STR("\u00a0")) && !str_starts(want, STR("\u00a0")))
		got = (struct str){ c->s + 2, c->len - 2u };
	if (!str_eq(utf8_nfc(&a, got), want))
		fail_msg("%s: \"%s\" is drawn as \"%s\"", name, want.s, c->s);
}

/* All cells of a text; returns how many are marked. */
static int
check_text(struct str s, const char *name)
{
	struct arena_mark m = arena_mark(&a);
	int bad = 0, columns = 0;
	struct cell c;
	size_t i, n;

	for (i = 0; i < s.len; i += n) {
		n = cell_next(s.s + i, s.len - i, &c);
		if (n == 0 || n > s.len - i)
			fail_msg("%s: a cell of %zu bytes", name, n);
		check_shape(&c, name);
		check_honest(str_copyn(&a, s.s + i, n), &c, name);
		columns += c.width;
		bad += c.bad;
		arena_back(&a, m);
	}
	assert_int_equal(cell_columns(s), columns);
	assert_true(cell_fits(s, columns));
	assert_false(cell_fits(s, columns - 1));
	return bad;
}

/* Has it anything that a person should know of? Written the other way round
 * than the cell function: by looking for what is there. */
static bool
has_hidden(struct str s)
{
	bool found = !utf8_ok(s);
	size_t i, n;

	for (i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		found |= utf8_hidden(cp) && !goes_unseen(cp) && cp != '\n' &&
		    cp != '\t';
	}
	return found;
}

static void
check_line(struct str s, const char *name)
{
	int bad = check_text(s, name);

	if (has_hidden(s) && bad == 0)
		fail_msg("%s: nothing tells what was left out", name);
}

/* ---- tests -------------------------------------------------------------- */

static struct str
drawn(const char *in, int *bad, int *columns)
{
	struct str s = str_of(in);
	struct buf b = { 0 };
	struct str out;
	struct cell c;

	*bad = *columns = 0;
	for (size_t i = 0; i < s.len;) {
		i += cell_next(s.s + i, s.len - i, &c);
		buf_z(&b, c.s);
		*bad += c.bad;
		*columns += c.width;
	}
	out = buf_copy(&a, &b);
	buf_done(&b);
	return out;
}

static void
texts_are_drawn_like_this(void **state)
{
	const struct {
		const char *in, *out;
		int bad, columns;
	} rows[] = {
		{ "Muñoz", "Muñoz", 0, 5 },
		{ "Mun\u0303oz", "Muñoz", 0, 5 },
		{ "uno\n\u00d1andú\tdos", "uno Ñandú dos", 0, 13 },
		{ "a\u200bb", "a?b", 1, 3 },
		{ "a\u200cb", "ab", 1, 2 },
		{ "a\u200db", "ab", 1, 2 },
		{ "a\ufe0fb", "ab", 1, 2 },
		{ "\u202egpj", "?gpj", 1, 4 },
		{ "\u2066x\u2069", "?x?", 2, 3 },
		{ "\ufeffx", "?x", 1, 2 },
		{ "\xff\xfe", "??", 2, 2 },
		{ "\xe1\x80\xe2", "??", 2, 2 },
		{ "\x1b[31m", "?[31m", 1, 5 },
		{ "\xc2\x9b"
		  "31m",
		    "?31m", 1, 4 },
		{ "x\r\ny", "x? y", 1, 4 },
		{ "\u0301x", "\u00a0\u0301x", 0, 2 },
		{ "中文", "中文", 0, 4 },
		{ "❤\ufe0f!", "❤!", 0, 2 },
		{ "1\ufe0f\u20e3", "1\u20e3", 0, 1 },
		{ "👍🏽", "👍", 0, 2 },
		{ "a🏽", "a", 1, 1 },
		{ "👩\u200d👩\u200d👧\u200d👦 x", "👩 x", 0, 4 },
		{ "👩\u200d", "👩", 1, 2 },
		{ "👁\ufe0f\u200d🗨\ufe0f", "👁", 0, 1 },
		{ "🇨🇱", "🇨🇱", 0, 2 },
		{ "का", "का", 0, 2 },
		{ "각", "각", 0, 2 },
		{ "\u1112\u1161\u11ab", "한", 0, 2 },
		{ "\U000e0041x", "?x", 1, 2 },
		{ "\ue000", "?", 1, 1 },
		{ "\ufffd", "?", 1, 1 },
		{ "a\u0301\u0302\u0303\u0304\u0305", "á\u0302\u0303\u0304", 1,
		    1 },
		{ "\u00adx", "?x", 1, 2 },
	};
	int bad, columns;

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		struct str s = drawn(rows[i].in, &bad, &columns);

		if (!str_is(s, rows[i].out) || bad != rows[i].bad ||
		    columns != rows[i].columns)
			fail_msg("row %zu: \"%s\" is drawn \"%s\", %d marked, "
				 "%d columns",
			    i, rows[i].in, s.s, bad, columns);
		check_text(str_of(rows[i].in), rows[i].in);
	}
}

static void
each_code_point_alone_is_drawn_or_marked(void **state)
{
	struct cell c;
	char s[5] = "", name[16];

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		size_t n = utf8_put(cp, s);
		bool blank = cp == '\n' || cp == '\t';

		snprintf(name, sizeof(name), "U+%04X", (unsigned)cp);
		if (cell_next(s, n, &c) != n)
			fail_msg("%s: not whole", name);
		check_shape(&c, name);
		if (utf8_hidden(cp) && !blank &&
		    !(c.bad && strcmp(c.s, "?") == 0))
			fail_msg("%s: hidden, and not marked", name);
		if (!utf8_hidden(cp) && c.bad && wcwidth((wchar_t)cp) >= 0)
			fail_msg("%s: marked without a reason", name);
	}
}

static void
cells_and_sentences_hide_the_same(void **state)
{
	struct arena_mark m = arena_mark(&a);
	struct cell c;
	char s[5] = "";

	(void)state;
	for (uint32_t cp = 1; cp <= 0x10ffff; cp++) {
		size_t n = utf8_put(cp, s);
		struct str safe = utf8_safe(&a, (struct str){ s, n }, false);
		bool blank = cp == '\n' || cp == '\t';

		cell_next(s, n, &c);
		if (str_is(safe, "\ufffd") && !(c.bad && strcmp(c.s, "?") == 0))
			fail_msg("U+%04X: a sentence hides it, a cell does not",
			    (unsigned)cp);
		if (!blank && c.bad && wcwidth((wchar_t)cp) >= 0 &&
		    !str_is(safe, "\ufffd"))
			fail_msg("U+%04X: a cell hides it, a sentence does not",
			    (unsigned)cp);
		arena_back(&a, m);
	}
}

/* Each mark on each of some bases: what is composed fits, and is as wide. */
static void
marks_never_change_the_width(void **state)
{
	const char *const bases[] = { "a", "Ñ", "中", "क", "😀", "\u1100",
		"\u0646", "\u00a0", "가" };
	char text[16];

	(void)state;
	for (uint32_t cp = 0x300; cp < 0x20000; cp++) {
		if (wcwidth((wchar_t)cp) != 0)
			continue;
		for (size_t i = 0; i < countof(bases); i++) {
			size_t n = strlen(bases[i]);

			memcpy(text, bases[i], n);
			n += utf8_put(cp, text + n);
			text[n] = '\0';
			check_line((struct str){ text, n }, text);
		}
	}
}

static void
a_pile_of_marks_is_cut_and_told(void **state)
{
	struct buf b = { 0 };
	struct cell c;

	(void)state;
	buf_z(&b, "o");
	for (int i = 0; i < 1000; i++)
		buf_z(&b, "\u0335\u030d");
	buf_z(&b, "k");
	assert_int_equal(cell_next(b.s, b.len, &c), b.len - 1);
	assert_true(c.bad);
	assert_int_equal(cell_columns(buf_view(&b)), 2);
	check_text(buf_view(&b), "a pile");
	buf_done(&b);
}

static void
in_the_locale_c_only_ascii_is_drawn(void **state)
{
	int bad, columns;

	(void)state;
	assert_non_null(setlocale(LC_CTYPE, "C"));
	assert_string_equal(drawn("Muñoz 中 a\u0301", &bad, &columns).s,
	    "Mu?oz ? a");
	assert_int_equal(bad, 3);
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
}

/* The program itself always has UTF-8; who asked for C has none on screen. */
static void
who_asked_for_c_gets_letters_of_ascii(void **state)
{
	static const struct {
		const char *lc_all, *lang;
		bool plain;
	} said[] = { { "C", "es_CL.UTF-8", true }, { "", "POSIX", true },
		{ "", "es_CL.ISO-8859-1", true }, { "", "es_CL.utf8", false },
		{ "C.UTF-8", "C", false }, { "", "es_CL", false },
		{ "", "", false } };
	bool plain;

	(void)state;
	(void)setenv("TERM", "xterm", 1);
	(void)setenv("LC_CTYPE", "", 1);
	for (size_t i = 0; i < countof(said); i++) {
		(void)setenv("LC_ALL", said[i].lc_all, 1);
		(void)setenv("LANG", said[i].lang, 1);
		assert_int_equal(letters_pick(-1, &plain),
		    said[i].plain ? SYMBOLS_ASCII : SYMBOLS_FULL);
		assert_int_equal(plain, said[i].plain);
	}
	(void)setenv("LC_ALL", "C", 1);
	assert_int_equal(letters_pick(SYMBOLS_FULL, &plain), SYMBOLS_FULL);
	assert_false(plain);
	(void)setenv("LC_ALL", "C.UTF-8", 1);
	assert_int_equal(letters_pick(SYMBOLS_ASCII, &plain), SYMBOLS_ASCII);
	assert_false(plain);
}

static void
a_plain_letter_is_the_one_below_its_marks(void **state)
{
	const char text[] = "Ñandú – «Güe» 中←";
	struct buf out = { 0 };
	struct cell c, two[2];

	(void)state;
	for (size_t at = 0; text[at] != '\0';) {
		at += cell_next(text + at, strlen(text + at), &c);
		letters_plain(&c, two);
		for (int i = 0; i < c.width; i++) {
			assert_int_equal(two[i].len, 1);
			buf_add(&out, two[i].s, 1);
		}
	}
	assert_string_equal(buf_view(&out).s, "Nandu - <Gue> ? <");
	buf_done(&out);
}

/* ---- real data ---------------------------------------------------------- */

static bool
read_set(const char *file, struct str *text)
{
	const char *path = real_data(&a, file);

	if (path != NULL)
		assert_int_equal(file_read(path, 1 << 20, &a, text, NULL), OK);
	return path != NULL;
}

static size_t
next_line(struct str *text, struct str *line)
{
	const char *end = memchr(text->s, '\n', text->len);
	size_t n = end != NULL ? (size_t)(end - text->s) : text->len;

	*line = (struct str){ text->s, n };
	n += end != NULL;
	*text = (struct str){ text->s + n, text->len - n };
	return n;
}

static void
naughty_strings_are_harmless(void **state)
{
	struct str text, line;
	int lines = 0;

	(void)state;
	if (!read_set("naughty-strings/blns.txt", &text))
		return;
	check_line(text, "the file as a whole");
	while (next_line(&text, &line) > 0) {
		check_line(line, line.s);
		lines++;
	}
	assert_in_range(lines, 700, 800);
}

/* "<ESC>[31m" to bytes. */
static struct str
unwritten(struct str s)
{
	static const struct {
		const char *name, *bytes;
	} names[] = { { "<ESC>", "\033" }, { "<BEL>", "\a" }, { "<CR>", "\r" },
		{ "<LF>", "\n" }, { "<TAB>", "\t" }, { "<BS>", "\b" },
		{ "<FF>", "\f" }, { "<VT>", "\v" }, { "<DEL>", "\x7f" } };
	struct buf b = { 0 };
	struct str out;

	while (s.len > 0) {
		size_t i = 0, n = 1;

		while (i < countof(names) &&
		    !str_starts(s, str_of(names[i].name)))
			i++;
		if (i < countof(names)) {
			n = strlen(names[i].name);
			buf_z(&b, names[i].bytes);
		} else {
			buf_c(&b, *s.s);
		}
		s = (struct str){ s.s + n, s.len - n };
	}
	out = buf_copy(&a, &b);
	buf_done(&b);
	return out;
}

static void
terminal_escapes_are_harmless(void **state)
{
	struct str text, line;
	int lines = 0;

	(void)state;
	if (!read_set("terminal-escapes/escapes.txt", &text))
		return;
	while (next_line(&text, &line) > 0) {
		if (line.len == 0 || line.s[0] == '#')
			continue;
		check_line(unwritten(str_copy(&a, line)), line.s);
		lines++;
	}
	assert_int_equal(lines, 71);
}

static void
decoder_tests_are_harmless(void **state)
{
	struct str text, line;
	int bad = 0;

	(void)state;
	if (!read_set("utf8-tests/utf8tests.bin", &text))
		return;
	check_line(text, "the file as a whole");
	while (next_line(&text, &line) > 0) {
		check_line(line, "a line");
		bad += !utf8_ok(line);
	}
	assert_int_not_equal(bad, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(texts_are_drawn_like_this, clear),
		cmocka_unit_test_teardown(
		    each_code_point_alone_is_drawn_or_marked, clear),
		cmocka_unit_test_teardown(cells_and_sentences_hide_the_same,
		    clear),
		cmocka_unit_test_teardown(marks_never_change_the_width, clear),
		cmocka_unit_test_teardown(a_pile_of_marks_is_cut_and_told,
		    clear),
		cmocka_unit_test_teardown(in_the_locale_c_only_ascii_is_drawn,
		    clear),
		cmocka_unit_test(who_asked_for_c_gets_letters_of_ascii),
		cmocka_unit_test(a_plain_letter_is_the_one_below_its_marks),
		cmocka_unit_test_teardown(naughty_strings_are_harmless, clear),
		cmocka_unit_test_teardown(terminal_escapes_are_harmless, clear),
		cmocka_unit_test_teardown(decoder_tests_are_harmless, clear),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
