/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_clock.c - the calendar against libc's, instants and spans as text, and
 * clocks that only move when they should.
 */
#include <unistd.h>

#include "base/clock.h"
#include "base/secret.h"
#include "test.h"

static void
every_day_from_1600_to_2400_follows_the_one_before(void **state)
{
	int64_t day = clock_days(1600, 1, 1);
	int y, m, d, ny, nm, nd;

	(void)state;
	clock_civil(day, &y, &m, &d);
	for (; y <= 2400; y = ny, m = nm, d = nd) {
		assert_true(clock_date_ok(y, m, d));
		assert_int_equal(clock_days(y, m, d), day);
		clock_civil(++day, &ny, &nm, &nd);
		if (nd != 1)
			assert_true(ny == y && nm == m && nd == d + 1);
		else if (nm != 1)
			assert_true(ny == y && nm == m + 1);
		else
			assert_true(ny == y + 1 && m == 12);
		assert_int_equal(clock_date_ok(y, m, d + 1), nd == d + 1);
	}
	assert_int_equal(day, clock_days(2401, 1, 1));
}

static void
random_instants_agree_with_libc_and_read_back(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		char iso[CLOCK_ISO], theirs[40];
		msec at, back;
		struct tm tm;
		uint64_t r;
		time_t t;

		secret_random(&r, sizeof(r));
		at = (msec)(r % (uint64_t)DAYS(clock_days(2400, 1, 1))) + 1;
		t = (time_t)(at / 1000);
		assert_non_null(gmtime_r(&t, &tm));
		strftime(theirs, sizeof(theirs), "%Y-%m-%dT%H:%M:%SZ", &tm);
		assert_string_equal(clock_iso(at, iso), theirs);
		assert_int_equal(clock_parse(str_of(iso), &back, NULL), OK);
		assert_int_equal(back, at / 1000 * 1000);
	}
}

static void
known_days_have_their_numbers(void **state)
{
	(void)state;
	assert_int_equal(clock_days(1970, 1, 1), 0);
	assert_int_equal(clock_days(1969, 12, 31), -1);
	assert_int_equal(clock_days(2000, 2, 29), 11016);
	assert_int_equal(clock_days(2026, 3, 6), 20518);
	assert_int_equal(clock_days(1, 1, 1), -719162);
}

static void
leap_years_follow_the_gregorian_rule(void **state)
{
	(void)state;
	assert_true(clock_date_ok(2024, 2, 29));
	assert_true(clock_date_ok(2000, 2, 29));
	assert_false(clock_date_ok(2025, 2, 29));
	assert_false(clock_date_ok(1900, 2, 29));
	assert_false(clock_date_ok(2026, 2, 30));
	assert_false(clock_date_ok(2026, 4, 31));
	assert_false(clock_date_ok(2026, 13, 1));
	assert_false(clock_date_ok(2026, 0, 1));
	assert_false(clock_date_ok(2026, 1, 0));
	assert_false(clock_date_ok(0, 1, 1));
	assert_false(clock_date_ok(10000, 1, 1));
}

static void
days_are_read_in_full_and_written_so(void **state)
{
	static const char *const bad[] = { "", "2026-3-06", "2026-02-29",
		"2026-03-06 ", "2026-03-066", "2026/03/06", "+026-03-06",
		" 026-03-06", "0000-01-01", "2026-13-01" };
	struct arena a = { 0 };
	int64_t day = 7;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		assert_false(clock_day(str_of(bad[i]), &day));
	assert_int_equal(day, 7);
	for (int64_t d = clock_days(1899, 12, 30); d < 40000; d += 13) {
		assert_true(clock_day(clock_day_text(&a, d), &day));
		assert_int_equal(day, d);
	}
	assert_true(str_is(clock_day_text(&a, 20518), "2026-03-06"));
	arena_done(&a);
}

static void
iso_text_is_floored_and_never_overflows(void **state)
{
	char iso[CLOCK_ISO];

	(void)state;
	assert_string_equal(clock_iso(0, iso), "");
	assert_string_equal(clock_iso(1, iso), "1970-01-01T00:00:00Z");
	assert_string_equal(clock_iso(-1, iso), "1969-12-31T23:59:59Z");
	assert_string_equal(clock_iso(SECONDS(1772811000) + 999, iso),
	    "2026-03-06T15:30:00Z");
	assert_string_equal(clock_iso(INT64_MAX, iso), "9999-12-31T23:59:59Z");
	assert_string_equal(clock_iso(INT64_MIN, iso), "0001-01-01T00:00:00Z");
}

static void
instants_are_read_in_every_zone(void **state)
{
	static const struct {
		const char *text;
		msec at;
	} rows[] = {
		{ "2026-03-06T15:30:00Z", SECONDS(1772811000) },
		{ "2026-03-06T15:30:00.250Z", SECONDS(1772811000) + 250 },
		{ "2026-03-06T12:30:00-03:00", SECONDS(1772811000) },
		{ "2026-03-06T21:00:00.007+05:30", SECONDS(1772811000) + 7 },
		{ "2026-03-07T05:30:00+14:00", SECONDS(1772811000) },
		{ "1970-01-01T00:00:00Z", 0 },
		{ "1969-12-31T23:59:59Z", -1000 },
		{ "2024-02-29T23:59:59Z", SECONDS(1709251199) },
	};
	size_t i;
	msec at;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		assert_int_equal(clock_parse(str_of(rows[i].text), &at, NULL),
		    OK);
		assert_int_equal(at, rows[i].at);
	}
}

static void
impossible_or_unclear_instants_are_refused(void **state)
{
	static const struct {
		const char *text, *because;
	} rows[] = {
		{ "2025-02-29T10:00:00Z", "no such day" },
		{ "2026-04-31T10:00:00Z", "no such day" },
		{ "2026-13-01T10:00:00Z", "no such day" },
		{ "2026-03-06T24:00:00Z", "no such day" },
		{ "2026-03-06T10:60:00Z", "no such day" },
		{ "2026-03-06T10:00:60Z", "no such day" },
		{ "0000-01-01T00:00:00Z", "no such day" },
		{ "2026-03-06T15:30:00", "time zone" },
		{ "2026-03-06T15:30:00.250", "time zone" },
		{ "2026-03-06T15:30:00z", "time zone" },
		{ "2026-03-06T15:30:00 Z", "time zone" },
		{ "2026-03-06T15:30:00.25Z", "time zone" },
		{ "2026-03-06T15:30:00+0300", "time zone" },
		{ "2026-03-06T15:30:00+16:00", "time zone" },
		{ "2026-03-06T15:30:00+03:60", "time zone" },
		{ "2026-03-06T15:30:00Zulu", "time zone" },
		{ "2026-03-06", "no instant" },
		{ "2026-03-06 15:30:00Z", "no instant" },
		{ "06-03-2026T15:30:00Z", "no instant" },
		{ "2026-3-6T15:30:00Z", "no instant" },
		{ "+2026-03-06T15:30:00Z", "no instant" },
		{ "tomorrow", "no instant" },
		{ "", "no instant" },
	};
	struct fault f;
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		msec at = -77;

		assert_int_equal(clock_parse(str_of(rows[i].text), &at, &f),
		    ERR_INVALID);
		assert_non_null(strstr(f.text, rows[i].because));
		assert_int_equal(at, -77);
	}
}

static void
spans_are_read_in_falling_units(void **state)
{
	static const struct {
		const char *text;
		msec span;
	} rows[] = {
		{ "4h", HOURS(4) },
		{ "240m", HOURS(4) },
		{ "90s", SECONDS(90) },
		{ "2d", DAYS(2) },
		{ "1h30m", MINUTES(90) },
		{ "1d2h3m4s", DAYS(1) + HOURS(2) + MINUTES(3) + SECONDS(4) },
		{ "0s", 0 },
		{ "36525d", DAYS(36525) },
	};
	static const char *const bad[] = { "", "4", "h", "-4h", "4 h", "4h ",
		"4H", "1.5h", "30m1h", "1h1h", "1h30", "4w", "99999999999999h",
		"36526d", "9223372036854775807s", "99999999999999999999s" };
	struct fault f;
	size_t i;
	msec span;

	(void)state;
	for (i = 0; i < countof(rows); i++) {
		assert_int_equal(clock_span(str_of(rows[i].text), &span, NULL),
		    OK);
		assert_int_equal(span, rows[i].span);
	}
	span = -77;
	for (i = 0; i < countof(bad); i++) {
		assert_int_equal(clock_span(str_of(bad[i]), &span, &f),
		    ERR_INVALID);
		assert_non_null(strstr(f.text, "1h30m"));
	}
	assert_int_equal(span, -77);
}

static void
spans_are_printed_for_people(void **state)
{
	static const struct {
		msec span;
		const char *text;
	} rows[] = {
		{ 0, "0s" },
		{ -999, "0s" },
		{ SECONDS(45) + 999, "45s" },
		{ SECONDS(59), "59s" },
		{ SECONDS(60), "1m" },
		{ MINUTES(12) + SECONDS(59), "12m" },
		{ HOURS(1), "1h00" },
		{ HOURS(4) + MINUTES(33), "4h33" },
		{ DAYS(1) - 1, "23h59" },
		{ DAYS(3) + HOURS(4) + MINUTES(59), "3d 4h" },
		{ -MINUTES(42), "-42m" },
		{ -HOURS(4) - MINUTES(5), "-4h05" },
		{ INT64_MAX, "106751991167d 7h" },
		{ INT64_MIN, "-106751991167d 7h" },
	};
	char text[24];
	size_t i;

	(void)state;
	for (i = 0; i < countof(rows); i++)
		assert_string_equal(clock_span_text(rows[i].span, text),
		    rows[i].text);
}

static void
the_system_clock_is_wall_time_carried_by_the_monotonic_clock(void **state)
{
	struct clock c = clock_system();
	msec before = clock_now(&c), wall = SECONDS(time(NULL));

	(void)state;
	assert_true(before >= wall - 2000 && before <= wall + 2000);
	assert_true(clock_now(&c) >= before);
	/* Ten seconds ago by the monotonic clock the wall clock showed 1970. */
	c.wall = 0;
	c.mono = clock_mono() - SECONDS(10);
	assert_in_range(clock_now(&c), SECONDS(10), SECONDS(15));
	c.offset = HOURS(1);
	assert_in_range(clock_now(&c), HOURS(1) + SECONDS(10),
	    HOURS(1) + SECONDS(20));
}

/* Only that clock goes on while a machine sleeps and cannot be set. */
static void
the_monotonic_clock_counts_from_the_start_of_the_machine(void **state)
{
	struct timespec t;
	msec boot, now = clock_mono();

	(void)state;
	assert_int_equal(clock_gettime(CLOCK_BOOTTIME, &t), 0);
	boot = SECONDS(t.tv_sec) + t.tv_nsec / 1000000;
	assert_true(now <= boot && now > boot - SECONDS(5));
	assert_true(clock_mono() >= now);
}

static void
a_fixed_clock_stands_until_it_is_moved(void **state)
{
	struct clock c = clock_fixed(SECONDS(1772811000));

	(void)state;
	assert_int_equal(clock_now(&c), SECONDS(1772811000));
	c.fixed += HOURS(2);
	c.offset = -5;
	assert_int_equal(clock_now(&c), SECONDS(1772811000) + HOURS(2) - 5);
}

static void
put_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
a_file_clock_follows_its_file(void **state)
{
	char path[] = "/tmp/cabina-clock-XXXXXX";
	int fd = mkstemp(path);
	struct clock c = clock_file(path);

	(void)state;
	assert_true(fd >= 0 && close(fd) == 0);
	put_file(path, "2026-03-06T15:30:00Z\n");
	assert_int_equal(clock_now(&c), SECONDS(1772811000));
	put_file(path, "1772811000250\n");
	assert_int_equal(clock_now(&c), SECONDS(1772811000) + 250);
	put_file(path, ""); /* caught while it is being written */
	assert_int_equal(clock_now(&c), SECONDS(1772811000) + 250);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(clock_now(&c), SECONDS(1772811000) + 250);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    every_day_from_1600_to_2400_follows_the_one_before),
		cmocka_unit_test(random_instants_agree_with_libc_and_read_back),
		cmocka_unit_test(known_days_have_their_numbers),
		cmocka_unit_test(leap_years_follow_the_gregorian_rule),
		cmocka_unit_test(days_are_read_in_full_and_written_so),
		cmocka_unit_test(iso_text_is_floored_and_never_overflows),
		cmocka_unit_test(instants_are_read_in_every_zone),
		cmocka_unit_test(impossible_or_unclear_instants_are_refused),
		cmocka_unit_test(spans_are_read_in_falling_units),
		cmocka_unit_test(spans_are_printed_for_people),
		cmocka_unit_test(
		    the_system_clock_is_wall_time_carried_by_the_monotonic_clock),
		cmocka_unit_test(
		    the_monotonic_clock_counts_from_the_start_of_the_machine),
		cmocka_unit_test(a_fixed_clock_stands_until_it_is_moved),
		cmocka_unit_test(a_file_clock_follows_its_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
