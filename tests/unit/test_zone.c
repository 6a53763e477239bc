/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_zone.c - wall clocks: the same as libc's, in every zone of this machine
 * that a centre may be in, through the years.
 */
#include <unistd.h>

#include "base/clock.h"
#include "base/zone.h"
#include "test.h"

static const char *const places[] = { "America/Santiago", "America/Bogota",
	"America/Punta_Arenas", "Pacific/Easter", "America/New_York",
	"Europe/Madrid", "Europe/Dublin", "Asia/Kolkata", "Asia/Kathmandu",
	"Australia/Lord_Howe", "America/Asuncion", "Africa/Casablanca",
	"Pacific/Chatham", "America/St_Johns", "UTC" };

/* libc, told its zone; only a test may do that. */
static msec
libc_offset(const char *place, time_t at)
{
	struct tm tm;

	setenv("TZ", place, 1);
	tzset();
	localtime_r(&at, &tm);
	unsetenv("TZ");
	tzset();
	return SECONDS(tm.tm_gmtoff);
}

/* One that is not known is one and the same, whatever its name. */
static bool
known(const struct zone *z)
{
	return z != zone_get(STR("Nowhere/Land"));
}

static void
it_says_what_libc_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(places); i++) {
		const struct zone *z = zone_get(str_of(places[i]));
		int64_t step = 86400 * 3 + 3671;

		if (!known(z))
			fail_msg("no zone data for %s", places[i]);
		setenv("TZ", places[i], 1);
		tzset();
		for (int64_t t = -2208988800; t < 4733510400; t += step) {
			time_t at = (time_t)t;
			struct tm tm;

			localtime_r(&at, &tm);
			assert_int_equal(zone_offset(z, SECONDS(t)),
			    SECONDS(tm.tm_gmtoff));
		}
	}
}

/* The second before and the second of each change; after 2037 there is only
 * the rule. */
static void
it_changes_at_the_very_second(void **state)
{
	const struct zone *z = zone_get(STR("America/Santiago"));
	msec from, to, at;

	(void)state;
	for (int year = 2024; year < 2100; year++) {
		from = DAYS(clock_days(year, 8, 25));
		to = DAYS(clock_days(year, 9, 25));
		while (to - from > 1) {
			at = from + (to - from) / 2;
			if (zone_offset(z, at) == -HOURS(4))
				from = at;
			else
				to = at;
		}
		assert_int_equal(to % DAYS(1), HOURS(4));
		assert_int_equal(zone_offset(z, to), -HOURS(3));
		assert_int_equal(libc_offset("America/Santiago",
				     (time_t)(to / 1000)),
		    -HOURS(3));
		assert_int_equal(libc_offset("America/Santiago",
				     (time_t)(to / 1000 - 1)),
		    -HOURS(4));
	}
}

static void
local_time_is_read_off_the_wall(void **state)
{
	const struct zone *z = zone_get(STR("America/Santiago"));
	struct zone_time t;

	(void)state;
	/* Tuesday 10 March 2026, 17:15 in Santiago */
	t = zone_time(z,
	    DAYS(clock_days(2026, 3, 10)) + HOURS(20) + MINUTES(15));
	assert_int_equal(t.year, 2026);
	assert_int_equal(t.month, 3);
	assert_int_equal(t.mday, 10);
	assert_int_equal(t.wday, 2);
	assert_int_equal(t.hour, 17);
	assert_int_equal(t.minute, 15);
	assert_int_equal(t.offset, -180);
	t = zone_time(zone_get(STR("Asia/Kolkata")), -1);
	assert_int_equal(t.year, 1970);
	assert_int_equal(t.hour, 5);
	assert_int_equal(t.minute, 29);
	assert_int_equal(t.second, 59);
	t = zone_time(zone_get(STR("America/Bogota")), -1);
	assert_int_equal(t.year, 1969);
	assert_int_equal(t.wday, 3);
	assert_int_equal(t.day, -1);
	assert_int_equal(t.second, 59);
}

static void
a_name_that_is_none_is_utc_and_leads_nowhere(void **state)
{
	static const char *const names[] = { "Nowhere/Land", "../etc/passwd",
		"/etc/passwd", "America/Santiago/", "a b",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"a"
		"aaaaaaaaaaaaaa" };

	(void)state;
	for (size_t i = 0; i < countof(names); i++) {
		const struct zone *z = zone_get(str_of(names[i]));

		assert_false(known(z));
		assert_int_equal(zone_offset(z, 0), 0);
		assert_int_equal(zone_offset(z, DAYS(20000)), 0);
	}
}

static void
an_empty_name_is_the_machines_own(void **state)
{
	(void)state;
	setenv("TZ", "Asia/Kathmandu", 1);
	tzset();
	assert_int_equal(zone_offset(zone_get(STR_NONE), DAYS(20000)),
	    MINUTES(345));
	unsetenv("TZ");
	tzset();
}

/* ---- files that are not what they seem ----------------------------------- */

static void
put(const char *path, const char *s, size_t n)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(s, 1, n, f), n);
	fclose(f);
}

static void
a_broken_file_is_utc(void **state)
{
	char dir[] = "/tmp/zoneXXXXXX", path[64], real[4096];
	const char *was = "/usr/share/zoneinfo/America/Santiago";
	FILE *f = fopen(was, "r");
	size_t n;

	(void)state;
	if (f == NULL)
		skip();
	n = fread(real, 1, sizeof(real), f);
	fclose(f);
	assert_non_null(mkdtemp(dir));
	setenv("TZDIR", dir, 1);
	/* cut after each 97 bytes: never read beyond, never known halfway */
	for (size_t cut = 0; cut + 60 < n; cut += 97) {
		char name[24];

		snprintf(name, sizeof(name), "Cut%zu", cut);
		snprintf(path, sizeof(path), "%s/%s", dir, name);
		put(path, real, cut);
		assert_false(known(zone_get(str_of(name))));
		assert_int_equal(zone_offset(zone_get(str_of(name)), 0), 0);
		unlink(path);
	}
	unsetenv("TZDIR");
	rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_says_what_libc_says),
		cmocka_unit_test(it_changes_at_the_very_second),
		cmocka_unit_test(local_time_is_read_off_the_wall),
		cmocka_unit_test(a_name_that_is_none_is_utc_and_leads_nowhere),
		cmocka_unit_test(an_empty_name_is_the_machines_own),
		cmocka_unit_test(a_broken_file_is_utc),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
