/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_str.c - borrowed text and text being built.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "test.h"

static struct arena a;

static int
clear(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

static void
copies_end_in_nul_and_own_their_bytes(void **state)
{
	char text[] = "Ana Muñoz";
	struct str s = str_copyn(&a, text, 3);

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	assert_int_equal(s.len, 3);
	assert_string_equal(s.s, "Ana");
	assert_string_equal(str_copy(&a, STR_NONE).s, "");
	assert_string_equal(str_of(NULL).s, "");
	assert_int_equal(str_of(NULL).len, 0);
}

static void
printing_takes_any_length(void **state)
{
	char big[5000];
	struct str s;

	(void)state;
	memset(big, 'b', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	s = str_printf(&a, "<%s|%d|" STR_FMT ">", big, 42, STR_ARG(STR("né")));
	assert_int_equal(s.len, sizeof(big) - 1 + 9);
	assert_string_equal(s.s + s.len - 8, "|42|né>");
	assert_string_equal(str_printf(&a, "%s", "").s, "");
}

static void
equality_needs_the_same_length_and_bytes(void **state)
{
	(void)state;
	assert_true(str_eq(STR("abc"), STR("abc")));
	assert_false(str_eq(STR("abc"), STR("ab")));
	assert_false(str_eq(STR("abc"), STR("abd")));
	assert_true(str_eq(STR_NONE, STR("")));
	assert_true(str_is(STR("team"), "team"));
	assert_false(str_is(STR("team\0x"), "team"));
	assert_true(str_starts(STR("ticket"), STR("tick")));
	assert_true(str_starts(STR("ticket"), STR("")));
	assert_false(str_starts(STR("tick"), STR("ticket")));
	assert_false(str_starts(STR("ticket"), STR("tock")));
}

static void
order_is_by_bytes_and_a_prefix_comes_first(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("a"), STR("b")) < 0);
	assert_true(str_cmp(STR("b"), STR("a")) > 0);
	assert_int_equal(str_cmp(STR("a"), STR("a")), 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("z"), STR("ñ")) < 0);
	assert_true(str_cmp(STR("a\0a"), STR("a\0b")) < 0);
}

static void
trim_takes_every_kind_of_blank(void **state)
{
	const struct {
		struct str in;
		const char *out;
	} rows[] = {
		{ STR("  Ana  "), "Ana" },
		{ STR("\t\r\nAna María\v\f"), "Ana María" },
		{ STR("\u00a0Ana\u00a0"), "Ana" },
		{ STR("\u2003Ana\u3000\u2029"), "Ana" },
		{ STR("ñ"), "ñ" },
		{ STR(" ñ "), "ñ" },
		{ STR(" \t\n"), "" },
		{ STR(""), "" },
		{ STR("\x80 "), "\x80" },
		{ STR("a\x80\x80\x80\x80"), "a\x80\x80\x80\x80" },
	};
	struct str s;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		s = utf8_trim(&a, rows[i].in);
		assert_string_equal(s.s, rows[i].out);
		assert_int_equal(s.len, strlen(rows[i].out));
	}
	/* nothing to cut at the end: no copy is made */
	assert_ptr_equal(utf8_trim(&a, rows[4].in).s, rows[4].in.s);
}

static void
pieces_come_one_by_one_and_may_be_empty(void **state)
{
	struct str rest = STR("a,,bc"), piece;

	(void)state;
	assert_true(str_next(&a, &rest, ',', &piece));
	assert_string_equal(piece.s, "a");
	assert_true(str_next(&a, &rest, ',', &piece));
	assert_string_equal(piece.s, "");
	assert_true(str_next(&a, &rest, ',', &piece));
	assert_string_equal(piece.s, "bc");
	assert_false(str_next(&a, &rest, ',', &piece));
	assert_string_equal(piece.s, "bc"); /* false writes nothing */
}

static void
integers_are_exact_or_refused(void **state)
{
	const struct {
		struct str in;
		bool ok;
		int64_t out;
	} rows[] = {
		{ STR("0"), true, 0 },
		{ STR("-1"), true, -1 },
		{ STR("007"), true, 7 },
		{ STR("9223372036854775807"), true, INT64_MAX },
		{ STR("-9223372036854775808"), true, INT64_MIN },
		{ STR("9223372036854775808"), false, 0 },
		{ STR("-9223372036854775809"), false, 0 },
		{ STR(""), false, 0 },
		{ STR("-"), false, 0 },
		{ STR("+1"), false, 0 },
		{ STR(" 1"), false, 0 },
		{ STR("1 "), false, 0 },
		{ STR("- 1"), false, 0 },
		{ STR("1.0"), false, 0 },
		{ STR("0x10"), false, 0 },
		{ STR("1\0"), false, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		int64_t v = -77;

		assert_int_equal(str_int(rows[i].in, &v), rows[i].ok);
		assert_int_equal(v, rows[i].ok ? rows[i].out : -77);
	}
}

static void
distance_counts_edits_and_swaps_up_to_a_limit(void **state)
{
	char big[200];

	(void)state;
	memset(big, 'x', sizeof(big));
	assert_int_equal(str_distance(STR("ticket"), STR("ticket"), 2), 0);
	assert_int_equal(str_distance(STR("tikcet"), STR("ticket"), 2), 1);
	assert_int_equal(str_distance(STR("tiket"), STR("ticket"), 2), 1);
	assert_int_equal(str_distance(STR("tickets"), STR("ticket"), 2), 1);
	assert_int_equal(str_distance(STR("tocket"), STR("ticket"), 2), 1);
	assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 5), 3);
	assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 2), 3);
	assert_int_equal(str_distance(STR(""), STR("abc"), 3), 3);
	assert_int_equal(str_distance(STR("x"),
			     (struct str){ big, sizeof(big) }, 3),
	    4);
}

static void
a_buffer_grows_and_always_ends_in_nul(void **state)
{
	struct buf b = { 0 };
	struct str copy;
	int i;

	(void)state;
	assert_string_equal(buf_view(&b).s, "");
	buf_str(&b, STR("a"));
	buf_z(&b, "b");
	buf_c(&b, 'c');
	buf_printf(&b, "%d", 12);
	assert_string_equal(b.s, "abc12");
	for (i = 0; i < 1000; i++)
		buf_printf(&b, "%0200d", i);
	assert_int_equal(b.len, 5 + 200 * 1000);
	assert_int_equal(strlen(b.s), b.len);
	assert_string_equal(b.s + b.len - 5, "00999");
	copy = buf_copy(&a, &b);
	buf_reset(&b);
	assert_string_equal(b.s, "");
	assert_int_equal(copy.len, 5 + 200 * 1000);
	buf_done(&b);
	assert_null(b.s);
	assert_string_equal(buf_copy(&a, &b).s, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_end_in_nul_and_own_their_bytes),
		cmocka_unit_test(printing_takes_any_length),
		cmocka_unit_test(equality_needs_the_same_length_and_bytes),
		cmocka_unit_test(order_is_by_bytes_and_a_prefix_comes_first),
		cmocka_unit_test(trim_takes_every_kind_of_blank),
		cmocka_unit_test(pieces_come_one_by_one_and_may_be_empty),
		cmocka_unit_test(integers_are_exact_or_refused),
		cmocka_unit_test(distance_counts_edits_and_swaps_up_to_a_limit),
		cmocka_unit_test(a_buffer_grows_and_always_ends_in_nul),
	};

	return cmocka_run_group_tests(tests, NULL, clear);
}
