/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_rut.c - RUT and telephone numbers as people write them.
 */
#include "test.h"

#include "core/rut.h"

static struct arena a;

static void
is_rut(const char *text, const char *want)
{
	char out[RUT_MAX] = "untouched";

	if (!rut_parse(str_of(text), out))
		fail_msg("'%s' was not taken", text);
	assert_string_equal(out, want);
}

static void
no_rut(const char *text)
{
	char out[RUT_MAX] = "untouched";

	if (rut_parse(str_of(text), out))
		fail_msg("'%s' was taken as %s", text, out);
	assert_string_equal(out, "untouched");
}

static void
known_ruts_in_all_their_dresses(void **state)
{
	(void)state;
	is_rut("12.345.678-5", "12345678-5");
	is_rut("12345678-5", "12345678-5");
	is_rut("123456785", "12345678-5");
	is_rut(" 12 345 678 - 5 ", "12345678-5");
	is_rut("90.749.000-9", "90749000-9");
	is_rut("97.004.000-5", "97004000-5");
	is_rut("61.704.000-K", "61704000-K");
	is_rut("61704000k", "61704000-K");
	is_rut("0012345678-5", "12345678-5");
	is_rut("1-9", "1-9");
}

static void
what_is_no_rut(void **state)
{
	static const char *const bad[] = { "", "5", "-", "K", "K-5",
		"12.345.678-6", "12.345.678-K", "1234567K-5", "12345678-5x",
		"12,345,678-5", "0-0", "100000000-4", "+56912345678",
		"123456789012345678", "１２３４５６７８-5" };

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		no_rut(bad[i]);
}

/* What the check digit is for: one wrong digit, two digits swapped. */
static void
every_slip_of_one_digit_and_every_swap_is_found(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		char good[RUT_MAX], out[RUT_MAX], text[RUT_MAX];
		int64_t number;
		size_t n;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		number = 1000000 + (int64_t)((seed >> 33) % 98000000);
		snprintf(good, sizeof(good), "%lld-%c", (long long)number,
		    rut_digit(number));
		is_rut(good, good);
		n = strlen(good) - 2;
		for (size_t i = 0; i < n; i++) {
			memcpy(text, good, sizeof(text));
			text[i] = text[i] == '9' ? '1' : (char)(text[i] + 1);
			assert_false(rut_parse(str_of(text), out));
			memcpy(text, good, sizeof(text));
			if (i + 1 == n || text[i] == text[i + 1] ||
			    (i == 0 && text[1] == '0'))
				continue;
			text[i] = good[i + 1];
			text[i + 1] = good[i];
			assert_false(rut_parse(str_of(text), out));
		}
	}
}

static void
a_rut_is_printed_with_dots(void **state)
{
	static const char *const pairs[][2] = {
		{ "12345678-5", "12.345.678-5" },
		{ "1-9", "1-9" },
		{ "123-6", "123-6" },
		{ "7654321-6", "7.654.321-6" },
		{ "•••", "•••" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < countof(pairs); i++)
		assert_string_equal(rut_print(&a, str_of(pairs[i][0])).s,
		    pairs[i][1]);
}

static void
telephones_in_all_their_dresses(void **state)
{
	static const char *const pairs[][2] = {
		{ "+56 9 1234 5678", "56912345678" },
		{ "9 1234 5678", "56912345678" },
		{ "912345678", "56912345678" },
		{ "09 1234 5678", "56912345678" },
		{ "0056912345678", "56912345678" },
		{ "56912345678", "56912345678" },
		{ "(56-9) 1234.5678", "56912345678" },
		{ "+56 (0)9 1234 5678", "56912345678" },
		{ "2/2123 4567", "56221234567" },
		{ "221234567", "56221234567" },
		{ "22123 4567 anexo 12", "56221234567" },
		{ "2 2123 4567 #12", "56221234567" },
		{ "+54 9 11 2345-6789", "5491123456789" },
		{ "+1 (201) 555-0123", "12015550123" },
		{ "2\u20112123\u00a04567", "56221234567" },
		{ "600 600", "600600" },
	};

	(void)state;
	for (size_t i = 0; i < countof(pairs); i++)
		assert_string_equal(phone_digits(&a, str_of(pairs[i][0])).s,
		    pairs[i][1]);
}

static void
what_is_no_telephone(void **state)
{
	static const char *const bad[] = { "22.891.346-4", "12345678-5", "",
		"+", "12345", "0012345", "12345678901234567", "abc",
		"Juan 912345678", "912=345678", "1;2", "9+12345678",
		"1234567890123456789012345678", "\xff\xff 912345678" };

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		if (phone_digits(&a, str_of(bad[i])).len != 0)
			fail_msg("'%s' was taken", bad[i]);
}

static void
too_few_digits_and_another_check_digit_are_told(void **state)
{
	static const char *const few[] = { "96513764", "2 345 6789",
		"096513764", "600 600", "1234" };
	static const char *const whole[] = { "9 6513 7640", "+96513764",
		"0096513764", "56912345678" };
	struct fault why = { .code = OK };
	char out[RUT_MAX];

	(void)state;
	for (size_t i = 0; i < countof(whole); i++)
		assert_true(phone_right(str_of(whole[i]), &why));
	for (size_t i = 0; i < countof(few); i++)
		assert_false(phone_right(str_of(few[i]), &why));
	assert_string_equal(why.text,
	    "digits are missing: a mobile has 9, this has 4");
	assert_false(rut_mistaken(STR("12.345.678-5"), out));
	assert_false(rut_mistaken(STR("123456786"), out));
	assert_true(rut_mistaken(STR("12.345.678-6 "), out));
	assert_string_equal(out, "12345678-5");
	assert_int_equal(phone_digits(&a, STR("12345678-6")).len, 0);
}

static void
the_tail_is_the_same_whatever_leads(void **state)
{
	(void)state;
	assert_string_equal(phone_tail(&a, STR("56912345678")).s, "12345678");
	assert_string_equal(phone_tail(&a, STR("12345678")).s, "12345678");
	assert_string_equal(phone_tail(&a, STR("600600")).s, "600600");
}

static void
a_telephone_is_printed_in_groups(void **state)
{
	(void)state;
	assert_string_equal(phone_print(&a, STR("56912345678")).s,
	    "+56 9 1234 5678");
	assert_string_equal(phone_print(&a, STR("56221234567")).s,
	    "+56 2 2123 4567");
	assert_string_equal(phone_print(&a, STR("56572123456")).s,
	    "+56 57 212 3456");
	assert_string_equal(phone_print(&a, STR("12015550123")).s,
	    "+12015550123");
}

static int
end(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_ruts_in_all_their_dresses),
		cmocka_unit_test(what_is_no_rut),
		cmocka_unit_test(
		    every_slip_of_one_digit_and_every_swap_is_found),
		cmocka_unit_test(a_rut_is_printed_with_dots),
		cmocka_unit_test(telephones_in_all_their_dresses),
		cmocka_unit_test(what_is_no_telephone),
		cmocka_unit_test(
		    too_few_digits_and_another_check_digit_are_told),
		cmocka_unit_test(the_tail_is_the_same_whatever_leads),
		cmocka_unit_test(a_telephone_is_printed_in_groups),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
