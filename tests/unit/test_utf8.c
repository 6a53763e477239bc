/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_utf8.c - repair, folding, order and width; against published decoder
 * tests and hostile strings when the real data are there.
 */
#include <ctype.h>
#include <locale.h>

#include "base/conf.h"
#include "base/utf8.h"
#include "test.h"

static struct arena a;

static int
start(void **state)
{
	(void)state;
	/* wcwidth knows nothing beyond ASCII in the locale "C" */
	return setlocale(LC_CTYPE, "C.UTF-8") != NULL && MB_CUR_MAX > 1 ? 0
									: -1;
}

static int
clear(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

/* NULL without real data: missing by default, missing though asked for is a
 * failure. */
static const char *
data_path(const char *file)
{
	const char *dir = getenv("CABINA_DATA");
	const char *path;
	FILE *f;

	path =
	    str_printf(&a, "%s/%s", dir != NULL ? dir : "../shared/data", file)
		.s;
	if ((f = fopen(path, "r")) != NULL) {
		fclose(f);
		return path;
	}
	if (dir != NULL)
		fail_msg("CABINA_DATA is set, but %s is not there", path);
	fprintf(stderr, "real data: absent\n");
	return NULL;
}

static struct str
data_read(const char *file)
{
	const char *path = data_path(file);
	struct str s = STR_NONE;

	if (path == NULL)
		skip();
	assert_int_equal(file_read(path, 1 << 20, &a, &s, NULL), OK);
	return s;
}

static void
code_points_round_trip(void **state)
{
	uint32_t cp;

	(void)state;
	for (cp = 0; cp <= 0x10ffff; cp++) {
		char out[4];
		size_t n = utf8_put(cp, out), m = 0;

		if (cp >= 0xd800 && cp <= 0xdfff) {
			assert_memory_equal(out, "\xef\xbf\xbd", 3);
			continue;
		}
		if (utf8_next(out, n, &m) != cp || m != n)
			fail_msg("U+%04X does not come back", (unsigned)cp);
	}
	assert_int_equal(utf8_put(0x110000, (char[4]){ 0 }), 3);
}

static void
bad_bytes_are_found_wherever_they_stand(void **state)
{
	char text[40];
	size_t i;

	(void)state;
	assert_true(utf8_ok(STR_NONE));
	assert_true(utf8_ok(STR("ñ€😀 and plain text")));
	assert_false(utf8_ok(STR("\xc0\xaf")));
	assert_false(utf8_ok(STR("\xed\xa0\x80")));
	assert_false(utf8_ok(STR("\xf4\x90\x80\x80")));
	assert_false(utf8_ok((struct str){ "ñ", 1 }));
	for (i = 0; i < sizeof(text) - 1; i++) {
		memset(text, 'x', sizeof(text) - 1);
		text[sizeof(text) - 1] = '\0';
		text[i] = '\xff';
		assert_false(utf8_ok(str_of(text)));
		text[i] = 'x';
		assert_true(utf8_ok(str_of(text)));
	}
}

static void
good_text_is_not_copied_to_be_mended(void **state)
{
	struct str s = STR("Ñuñoa");

	(void)state;
	assert_ptr_equal(utf8_mend(&a, s).s, s.s);
	assert_string_equal(utf8_mend(&a, STR("a\xffz")).s, "a\ufffdz");
	assert_string_equal(utf8_mend(&a, STR("a\xe2\x82")).s, "a\ufffd");
}

static void
text_is_stored_composed(void **state)
{
	(void)state;
	assert_string_equal(utf8_nfc(&a, STR("Mun\u0303oz")).s, "Muñoz");
	assert_string_equal(utf8_nfc(&a, STR("Muñoz")).s, "Muñoz");
	assert_string_equal(utf8_nfc(&a, STR("plain")).s, "plain");
	assert_string_equal(utf8_nfc(&a, STR("n\u0303\xff")).s, "ñ\ufffd");
	assert_string_equal(utf8_nfc(&a, STR("Ｗ")).s, "Ｗ");
	assert_int_equal(utf8_nfc(&a, STR("é\0é")).len, 5);
}

static void
names_are_found_however_they_are_typed(void **state)
{
	const struct {
		struct str in;
		const char *out;
	} rows[] = {
		{ STR("Muñoz"), "munoz" },
		{ STR("MUÑOZ"), "munoz" },
		{ STR("mun\u0303oz"), "munoz" },
		{ STR("MUN\u0303OZ"), "munoz" },
		{ STR("GARCÍA-PEÑA"), "garcia-pena" },
		{ STR("Straße"), "strasse" },
		{ STR("Ångström"), "angstrom" },
		{ STR("ＡＢＣ１２"), "abc12" },
		{ STR("N\u00ba 5"), "no 5" },
		{ STR("Mu\u00adñoz\u200b"), "munoz" },
		{ STR("Perez\u00a0Soto"), "perez soto" },
		{ STR("plain ASCII-42"), "plain ascii-42" },
		{ STR("ÁÉÍÓÚÜ"), "aeiouu" },
		{ STR(""), "" },
		{ STR("\xff"), "\ufffd" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++)
		assert_string_equal(utf8_fold(&a, rows[i].in).s, rows[i].out);
}

static void
folding_twice_changes_nothing_more(void **state)
{
	struct arena_mark m = arena_mark(&a);
	char out[4];
	uint32_t cp;

	(void)state;
	for (cp = 1; cp <= 0x10ffff; cp++) {
		struct str one, two;

		one = utf8_fold(&a, (struct str){ out, utf8_put(cp, out) });
		two = utf8_fold(&a, one);
		if (!str_eq(one, two))
			fail_msg("U+%04X folds to \"%s\", then to \"%s\"",
			    (unsigned)cp, one.s, two.s);
		arena_back(&a, m);
	}
}

static void
keys_of_spanish_names_sort_as_in_a_spanish_dictionary(void **state)
{
	const struct str rising[] = {
		STR(""),
		STR("Álvarez"),
		STR("Álvarez Ñato"),
		STR("Alvarezz"),
		STR("Munoz"),
		STR("Munzenmayer"),
		STR("Muñiz"),
		STR("MUÑOZ"),
		STR("Muñoz Ávila"),
		STR("Muozo"),
		STR("nandú"),
		STR("nube"),
		STR("nz"),
		STR("ña"),
		STR("ñandú"),
		STR("Ñuñoa"),
		STR("oa"),
		STR("Perez"),
		STR("Pérez"),
		STR("perez soto"),
		STR("Pérez Soto"),
		STR("Perezz"),
		STR("zz"),
	};
	size_t i;

	(void)state;
	for (i = 1; i < countof(rising); i++)
		if (str_cmp(utf8_sort(&a, rising[i - 1]),
			utf8_sort(&a, rising[i])) >= 0)
			fail_msg("\"%s\" must sort before \"%s\"",
			    rising[i - 1].s, rising[i].s);
}

static void
one_name_has_one_key_however_it_is_encoded(void **state)
{
	struct str key = utf8_sort(&a, STR("Muñóz"));

	(void)state;
	assert_true(str_eq(key, utf8_sort(&a, STR("MUN\u0303O\u0301Z"))));
	assert_false(str_eq(key, utf8_sort(&a, STR("Muñoz"))));
	assert_false(str_eq(key, utf8_sort(&a, STR("Munóz"))));
	assert_true(str_eq(utf8_sort(&a, STR("a\tb\x01")),
	    utf8_sort(&a, STR("A b"))));
}

static void
columns_are_those_of_the_terminal(void **state)
{
	(void)state;
	assert_int_equal(utf8_columns(STR("")), 0);
	assert_int_equal(utf8_columns(STR("Muñoz")), 5);
	assert_int_equal(utf8_columns(STR("mun\u0303oz")), 5);
	assert_int_equal(utf8_columns(STR("中文")), 4);
	assert_int_equal(utf8_columns(STR("😀…")), 3);
}

static void
cutting_keeps_clusters_whole(void **state)
{
	const struct {
		struct str in;
		int columns;
		const char *out;
	} rows[] = {
		{ STR("Muñoz"), 5, "Muñoz" },
		{ STR("Muñoz"), 4, "Muñ…" },
		{ STR("Mun\u0303oz"), 4, "Mun\u0303…" },
		{ STR("Mun\u0303oz"), 3, "Mu…" },
		{ STR("中文字"), 6, "中文字" },
		{ STR("中文字"), 5, "中文…" },
		{ STR("中文字"), 4, "中…" },
		{ STR("中文字"), 2, "…" },
		{ STR("abc"), 1, "…" },
		{ STR("abc"), 0, "" },
		{ STR("abc"), -3, "" },
		{ STR(""), 0, "" },
		{ STR("a"), 1, "a" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++)
		assert_string_equal(utf8_cut(&a, rows[i].in, rows[i].columns).s,
		    rows[i].out);
}

static void
nothing_unsafe_reaches_a_terminal(void **state)
{
	const struct {
		struct str in;
		const char *line, *lines;
	} rows[] = {
		{ STR("plain"), "plain", "plain" },
		{ STR("a\tb\nc"), "a b c", "a\tb\nc" },
		{ STR("\x1b[2J"), "\ufffd[2J", "\ufffd[2J" },
		{ STR("a\rb\x7f"),
		    "a\ufffd"
		    "b\ufffd",
		    "a\ufffd"
		    "b\ufffd" },
		{ STR("\xc2\x9b"
		      "31m"),
		    "\ufffd31m", "\ufffd31m" },
		{ STR("\x9b"), "\ufffd", "\ufffd" },
		{ STR("a\0b"),
		    "a\ufffd"
		    "b",
		    "a\ufffd"
		    "b" },
		{ STR("\u202egpj\u200b\u2066\u061c"),
		    "\ufffdgpj\ufffd\ufffd\ufffd",
		    "\ufffdgpj\ufffd\ufffd\ufffd" },
		{ STR("\u2028\ufeff"), "\ufffd\ufffd", "\ufffd\ufffd" },
		{ STR("ñ€😀中"), "ñ€😀中", "ñ€😀中" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		assert_string_equal(utf8_safe(&a, rows[i].in, false).s,
		    rows[i].line);
		assert_string_equal(utf8_safe(&a, rows[i].in, true).s,
		    rows[i].lines);
	}
}

static void
a_prefix_range_ends_after_all_that_start_with_it(void **state)
{
	(void)state;
	assert_string_equal(utf8_after(&a, STR("gonz")).s, "gon{");
	assert_string_equal(utf8_after(&a, STR("a\x7f")).s, "a\xc2\x80");
	assert_string_equal(utf8_after(&a, STR("\u07ff")).s, "\u0800");
	assert_string_equal(utf8_after(&a, STR("\xed\x9f\xbf")).s,
	    "\xee\x80\x80");
	assert_string_equal(utf8_after(&a, STR("a\U0010ffff\U0010ffff")).s,
	    "b");
	assert_string_equal(utf8_after(&a, STR("\U0010ffff")).s, "");
	assert_string_equal(utf8_after(&a, STR("")).s, "");
}

/* "C2 A9" to bytes; "nothing" to none. */
static struct str
from_hex(struct str hex)
{
	struct buf b = { 0 };
	unsigned high = 0;
	bool half = false;
	struct str out;
	size_t i;

	for (i = 0; i < hex.len && !str_is(hex, "nothing"); i++) {
		char c = (char)tolower((unsigned char)hex.s[i]);
		const char *digits = "0123456789abcdef", *at;

		if (c == ' ')
			continue;
		assert_non_null(at = strchr(digits, c));
		if (half)
			buf_c(&b, (char)(high * 16 + (unsigned)(at - digits)));
		high = (unsigned)(at - digits);
		half = !half;
	}
	assert_false(half);
	out = buf_copy(&a, &b);
	buf_done(&b);
	return out;
}

/* "num:kind:bytes[:when skipped:when replaced]" */
static bool
decoder_case(struct str line)
{
	struct str num, kind, bytes, skipped, replaced, in;

	assert_true(str_next(&a, &line, ':', &num));
	assert_true(str_next(&a, &line, ':', &kind));
	assert_true(str_next(&a, &line, ':', &bytes));
	kind = utf8_trim(&a, kind); /* six lines have a blank before it */
	in = str_is(kind, "valid") ? bytes : from_hex(bytes);
	if (!str_is(kind, "invalid hex")) {
		assert_true(utf8_ok(in));
		assert_true(str_eq(utf8_mend(&a, in), in));
		return false;
	}
	assert_true(str_next(&a, &line, ':', &skipped));
	assert_true(str_next(&a, &line, ':', &replaced));
	assert_false(utf8_ok(in));
	if (!str_eq(utf8_mend(&a, in), from_hex(replaced)))
		fail_msg("decoder test %s is mended otherwise", num.s);
	return true;
}

static void
the_published_decoder_tests_hold(void **state)
{
	struct str text = data_read("utf8-tests/utf8tests.txt"), line;
	int cases = 0, invalid = 0;

	(void)state;
	while (str_next(&a, &text, '\n', &line)) {
		if (line.len == 0 || !isdigit((unsigned char)line.s[0]))
			continue;
		cases++;
		invalid += decoder_case(line);
	}
	assert_int_equal(cases, 222);
	assert_int_equal(invalid, 145);
}

static void
a_file_of_bad_bytes_is_mended_as_published(void **state)
{
	struct str bad = data_read("utf8-tests/utf8tests.bin");
	struct str good = data_read("utf8-tests/utf8.replace.ref.txt");

	(void)state;
	assert_true(str_eq(utf8_mend(&a, bad), good));
}

static bool
has_control(struct str s)
{
	uint32_t cp;
	size_t i, n;

	for (i = 0; i < s.len; i += n) {
		cp = utf8_next(s.s + i, s.len - i, &n);
		if (cp < ' ' || (cp >= 0x7f && cp < 0xa0) ||
		    (cp >= 0x200b && cp <= 0x200f) ||
		    (cp >= 0x2028 && cp <= 0x202e))
			return true;
	}
	return false;
}

static void
naughty_strings_are_tamed(void **state)
{
	struct str text = data_read("naughty-strings/blns.txt"), line;
	int lines = 0, columns;

	(void)state;
	while (str_next(&a, &text, '\n', &line)) {
		struct str safe = utf8_safe(&a, line, false);
		struct str fold = utf8_fold(&a, line), nfc = utf8_nfc(&a, line);

		assert_false(has_control(safe));
		assert_true(utf8_ok(safe) && utf8_ok(fold) && utf8_ok(nfc));
		assert_true(str_eq(utf8_fold(&a, fold), fold));
		assert_true(str_eq(utf8_fold(&a, nfc), fold));
		assert_true(str_eq(utf8_nfc(&a, nfc), nfc));
		assert_true(str_eq(utf8_sort(&a, nfc), utf8_sort(&a, line)));
		for (columns = 0; columns < 30; columns++)
			assert_in_range(utf8_columns(utf8_cut(&a, safe,
					    columns)),
			    0, columns);
		lines++;
	}
	assert_true(lines > 500);
}

static void
a_capital_is_right_in_any_script(void **state)
{
	static const char *const one[][2] = {
		{ "ñandú en la ruta", "Ñandú en la ruta" },
		{ "álvaro", "Álvaro" },
		{ "÷ es un signo", "÷ es un signo" },
		{ "T-12 está cerrado", "T-12 está cerrado" },
		{ "щука", "Щука" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < countof(one); i++)
		assert_string_equal(utf8_capital(&a, str_of(one[i][0]), false)
					.s,
		    one[i][1]);
	assert_string_equal(utf8_capital(&a, STR("íñigo  de la o\xcc\x81rbita"),
				true)
				.s,
	    "Íñigo  De La O\xcc\x81rbita");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_points_round_trip),
		cmocka_unit_test(bad_bytes_are_found_wherever_they_stand),
		cmocka_unit_test(good_text_is_not_copied_to_be_mended),
		cmocka_unit_test(text_is_stored_composed),
		cmocka_unit_test(names_are_found_however_they_are_typed),
		cmocka_unit_test(folding_twice_changes_nothing_more),
		cmocka_unit_test(
		    keys_of_spanish_names_sort_as_in_a_spanish_dictionary),
		cmocka_unit_test(one_name_has_one_key_however_it_is_encoded),
		cmocka_unit_test(columns_are_those_of_the_terminal),
		cmocka_unit_test(cutting_keeps_clusters_whole),
		cmocka_unit_test(nothing_unsafe_reaches_a_terminal),
		cmocka_unit_test(
		    a_prefix_range_ends_after_all_that_start_with_it),
		cmocka_unit_test(the_published_decoder_tests_hold),
		cmocka_unit_test(a_file_of_bad_bytes_is_mended_as_published),
		cmocka_unit_test(naughty_strings_are_tamed),
		cmocka_unit_test(a_capital_is_right_in_any_script),
	};

	return cmocka_run_group_tests(tests, start, clear);
}
