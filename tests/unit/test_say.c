/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_say.c - the formats of the design's chapter "Words", in English; in
 * Spanish they are the same code with another pattern.
 */
#include "base/clock.h"
#include "screens/say.h"
#include "test.h"

static struct arena a;

static int
start(void **state)
{
	(void)state;
	say_zone(STR("America/Santiago"));
	return 0;
}

static int
clear(void **state)
{
	(void)state;
	arena_done(&a);
	return 0;
}

/* Tuesday 10 March 2026 at 11:42 in Santiago, UTC-3. */
static msec
in_santiago(int year, int month, int day, int hour, int minute)
{
	return DAYS(clock_days(year, month, day)) + HOURS(hour + 3) +
	    MINUTES(minute);
}

#define NOW in_santiago(2026, 3, 10, 11, 42)

static void
is(struct str s, const char *want)
{
	assert_string_equal(s.s, want);
}

static void
a_date_is_as_long_as_it_must_be(void **state)
{
	(void)state;
	is(say_date(&a, NOW, NOW), "Tue 10 Mar");
	is(say_date(&a, in_santiago(2026, 3, 16, 23, 59), NOW), "Mon 16 Mar");
	is(say_date(&a, in_santiago(2026, 3, 17, 0, 0), NOW), "17 Mar");
	is(say_date(&a, in_santiago(2026, 3, 4, 0, 0), NOW), "Wed 04 Mar");
	is(say_date(&a, in_santiago(2026, 3, 3, 23, 59), NOW), "03 Mar");
	is(say_date(&a, in_santiago(2025, 3, 10, 12, 0), NOW), "10 Mar 2025");
	is(say_date(&a, 0, NOW), "");
}

static void
a_stamp_keeps_its_hour(void **state)
{
	(void)state;
	is(say_stamp(&a, in_santiago(2026, 3, 10, 9, 5), NOW), "09:05");
	is(say_stamp(&a, in_santiago(2026, 3, 9, 9, 5), NOW), "Mon 09:05");
	is(say_stamp(&a, in_santiago(2026, 3, 1, 9, 5), NOW), "01 Mar 09:05");
	is(say_stamp(&a, in_santiago(2025, 3, 1, 9, 5), NOW),
	    "01 Mar 2025 09:05");
}

/* What the receipt calls the last day. */
static void
the_end_of_a_day_is_that_days(void **state)
{
	msec today = in_santiago(2026, 3, 11, 0, 0);
	msec friday = in_santiago(2026, 3, 14, 0, 0);
	msec far = in_santiago(2026, 3, 21, 0, 0);

	(void)state;
	is(say_due(&a, today, NOW), "Tue 10 Mar 24:00");
	is(say_due_when(&a, today, NOW), "24:00");
	is(say_due_when(&a, friday, NOW), "Fri 24:00");
	is(say_due(&a, far, NOW), "20 Mar 24:00");
	is(say_due_when(&a, far, NOW), "20 Mar");
	is(say_due(&a, far + 1, NOW), "21 Mar 00:00");
	is(say_due(&a, NOW, NOW), "Tue 10 Mar 11:42");
	is(say_due(&a, 0, NOW), "");
	is(say_end(&a, far - HOURS(3), far, NOW), "24:00");
	is(say_end(&a, NOW, friday, NOW), "Fri 24:00");
	is(say_end(&a, NOW, far, NOW), "20 Mar 24:00");
	is(say_end(&a, NOW, NOW + HOURS(1), NOW), "12:42");
	is(say_end(&a, NOW - DAYS(3), NOW, NOW), "Tue 11:42");
	/* A day that begins at one: its eve ends at 24:00 all the same. */
	is(say_due(&a, in_santiago(2026, 9, 6, 1, 0), NOW), "05 Sep 24:00");
}

static void
when_is_the_hour_today_and_the_day_before(void **state)
{
	(void)state;
	is(say_when(&a, in_santiago(2026, 3, 10, 17, 15), NOW), "17:15");
	is(say_when(&a, in_santiago(2026, 3, 10, 0, 0), NOW), "00:00");
	is(say_when(&a, in_santiago(2026, 3, 9, 23, 59), NOW), "Mon 23:59");
	is(say_when(&a, in_santiago(2026, 2, 27, 10, 40), NOW), "27 Feb");
	is(say_when(&a, in_santiago(2017, 2, 27, 10, 40), NOW), "27 Feb 2017");
	is(say_instant(&a, in_santiago(2026, 3, 19, 16, 30), NOW),
	    "19 Mar 16:30");
}

static void
the_clock_is_the_agents(void **state)
{
	msec at = in_santiago(2026, 3, 10, 23, 30);

	(void)state;
	is(say_hour(&a, at), "23:30");
	say_zone(STR("Europe/Madrid"));
	is(say_hour(&a, at), "03:30");
	is(say_date(&a, at, at), "Wed 11 Mar");
	say_zone(STR("America/Santiago"));
}

static void
a_day_of_birth_has_no_zone(void **state)
{
	(void)state;
	is(say_day(&a, STR("1984-02-29")), "29 Feb 1984");
	is(say_day(&a, STR("1985-02-29")), "1985-02-29");
	is(say_day(&a, STR("•••")), "•••");
	is(say_day(&a, STR_NONE), "");
}

static void
time_left_takes_six_columns_at_most(void **state)
{
	static const struct {
		msec left, day;
		const char *want;
	} rows[] = {
		{ 0, 0, "0m" },
		{ MINUTES(18), 0, "18m" },
		{ MINUTES(60) - 1, 0, "59m" },
		{ MINUTES(72), 0, "1h12" },
		{ HOURS(24) - 1, 0, "23h59" },
		{ HOURS(26), 0, "1d2h" },
		{ HOURS(10), HOURS(8), "1d2h" },
		{ DAYS(9) + HOURS(23), 0, "9d23h" },
		{ DAYS(12), 0, "12d" },
		{ -MINUTES(42), 0, "-42m" },
		{ -MINUTES(185), 0, "-3h05" },
		{ -DAYS(9) - HOURS(23), 0, "-9d23h" },
		{ -DAYS(4000), 0, "-4000d" },
	};
	char text[24];

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		say_left(rows[i].left, rows[i].day, text);
		assert_string_equal(text, rows[i].want);
		assert_true(strlen(text) <= 6);
	}
}

static void
parts_add_up_as_they_are_shown(void **state)
{
	msec sum = 0;

	(void)state;
	assert_int_equal(say_part(SECONDS(256 * 60 + 40), &sum), MINUTES(256));
	assert_int_equal(say_part(SECONDS(2193 * 60 + 40), &sum),
	    MINUTES(2194));
	assert_int_equal(say_part(-SECONDS(90), &sum), -MINUTES(2));
	assert_int_equal(sum / MINUTES(1), 2448);
}

static void
a_span_is_exact_where_it_decides(void **state)
{
	char text[24];

	(void)state;
	is(say_span(&a, SECONDS(59)), "59 s");
	is(say_span(&a, SECONDS(130)), "2 min 10 s");
	is(say_span(&a, MINUTES(3)), "3 min");
	is(say_span(&a, SECONDS(700)), "11 min");
	is(say_span(&a, MINUTES(65)), "1 h 05");
	is(say_span(&a, HOURS(51)), "2 d 3 h");
	is(say_span(&a, -5), "0 s");
	assert_string_equal(say_clock(SECONDS(130), text), "2:10");
	assert_string_equal(say_clock(MINUTES(65), text), "1h05");
	assert_string_equal(say_clock(-1, text), "0:00");
}

static void
money_has_the_digits_of_its_currency(void **state)
{
	(void)state;
	is(say_money(&a, 1234567, STR("CLP")), "$ 1,234,567");
	is(say_money(&a, -39990, STR("CLP")), "-$ 39,990");
	is(say_money(&a, 0, STR("CLP")), "$ 0");
	is(say_money(&a, 123450, STR("USD")), "US$ 1,234.50");
	is(say_money(&a, 5, STR("EUR")), "€ 0.05");
	is(say_money(&a, 100, STR("XTS")), "XTS 1.00");
	is(say_money(&a, INT64_MIN, STR("CLP")),
	    "-$ 9,223,372,036,854,775,808");
	is(say_number(&a, 1234), "1,234");
	is(say_number(&a, 999), "999");
	is(say_number(&a, -1000), "-1,000");
	is(say_rate(&a, 812), "81.2 %");
	is(say_rate(&a, -5), "-0.5 %");
}

static void
codes_are_shown_as_people_write_them(void **state)
{
	(void)state;
	is(say_phone(&a, STR("56987654321")), "+56 9 8765 4321");
	is(say_phone(&a, STR("(2) 2345-6789")), "+56 2 2345 6789");
	is(say_phone(&a, STR("422123456")), "+56 42 212 3456");
	is(say_phone(&a, STR("ask at the door")), "ask at the door");
	is(say_rut(&a, STR("14555666-K")), "14.555.666-K");
	is(say_plate(&a, STR("KXRT42")), "KXRT-42");
	is(say_plate(&a, STR("AB1234")), "AB-1234");
	is(say_plate(&a, STR("JH-7788")), "JH-7788");
	is(say_plate(&a, STR_NONE), "");
}

static void
a_veil_keeps_the_shape(void **state)
{
	(void)state;
	assert_true(say_veiled(STR("•••")));
	assert_false(say_veiled(STR("")));
	is(say_veil(&a, VEIL_DATE), "▒▒-▒▒-▒▒▒▒");
	is(say_veil(&a, VEIL_RUT), "▒▒.▒▒▒.▒▒▒-▒");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_date_is_as_long_as_it_must_be),
		cmocka_unit_test(a_stamp_keeps_its_hour),
		cmocka_unit_test(the_end_of_a_day_is_that_days),
		cmocka_unit_test(when_is_the_hour_today_and_the_day_before),
		cmocka_unit_test(the_clock_is_the_agents),
		cmocka_unit_test(a_day_of_birth_has_no_zone),
		cmocka_unit_test(time_left_takes_six_columns_at_most),
		cmocka_unit_test(parts_add_up_as_they_are_shown),
		cmocka_unit_test(a_span_is_exact_where_it_decides),
		cmocka_unit_test(money_has_the_digits_of_its_currency),
		cmocka_unit_test(codes_are_shown_as_people_write_them),
		cmocka_unit_test(a_veil_keeps_the_shape),
	};

	return cmocka_run_group_tests_name("say", tests, start, clear);
}
