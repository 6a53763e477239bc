/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_calendar.c - calendar files: what they may say, what is refused where,
 * their versions and their holidays.
 */
#include "test.h"

#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "core/calendar.h"
#include "core/holiday.h"
#include "realdata.h"

/* Is this instant open? */
static bool
is_open(struct calendar *c, msec at)
{
	return calendar_between(c, at, at + 1) > 0;
}

static msec
at(const char *iso)
{
	msec out = 0;

	assert_int_equal(clock_parse(str_of(iso), &out, NULL), OK);
	return out;
}

static struct calendar *
said(const char *text, const char *name)
{
	struct calendar *c = NULL;
	struct fault f;

	if (calendar_text(str_of(text), "t.ini", "", str_of(name), &c, &f) !=
	    OK)
		fail_msg("%s", f.text);
	return c;
}

#define OFFICE                                                                 \
	"[calendar office]\nzone = America/Santiago\n"                         \
	"mon-fri = 09:00-13:00 14:00-18:00\n"

/* ---- what may be said ------------------------------------------------------- */

static void
days_are_named_alone_in_ranges_and_lists(void **state)
{
	struct calendar *c = said("[calendar a]\nzone = UTC\n"
				  "mon,wed-thu = 9:00-10:00 20:00-24:00\n"
				  "sat-sun = closed\n2026-03-08 = 00:00-01:00 "
				  "01:00-02:00\n",
	    "");

	(void)state;
	assert_true(is_open(c, at("2026-03-09T09:00:00Z")));
	assert_false(is_open(c, at("2026-03-09T10:00:00Z")));
	assert_true(is_open(c, at("2026-03-09T23:59:59Z")));
	assert_false(is_open(c, at("2026-03-10T00:00:00Z")));
	assert_false(is_open(c, at("2026-03-10T09:30:00Z")));
	assert_true(is_open(c, at("2026-03-12T09:30:00Z")));
	assert_false(is_open(c, at("2026-03-13T09:30:00Z")));
	assert_int_equal(calendar_between(c, at("2026-03-08T00:00:00Z"),
			     at("2026-03-09T00:00:00Z")),
	    HOURS(2));
	calendar_free(c);
}

static void
what_is_wrong_is_told_with_its_line(void **state)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{ "mon = 22:00-06:00",
		    "write 22:00-24:00 here and 00:00-06:00 "
		    "on the next day" },
		{ "mon = 22:00-00:00", "ends at 24:00" },
		{ "mon = 09:00-11:00 10:00-12:00", "overlaps" },
		{ "mon = 09:00-09:00", "is empty" },
		{ "mon = 9-10", "no interval" },
		{ "mon = 09:60-10:00", "no interval" },
		{ "mon = 09:00-24:30", "no interval" },
		{ "mon = 09:00 - 10:00", "no interval" },
		{ "mon = 09:00-10:00 ; lunch", "comment" },
		{ "mon = closed 09:00-10:00", "no interval" },
		{ "mon-fry = closed", "did you mean 'mon-fri'" },
		{ "tue = closed", "from line 3" },
		{ "tue-thu = closed", "from line 3" },
		{ "2026-02-29 = closed", "there is no 2026-02-29" },
		{ "2026-13-01 = closed", "there is no 2026-13-01" },
		{ "2026-1-1 = closed", "is no date" },
		{ "zone = Europe/Madrid", "twice" },
		{ "valid-from = soon", "is no date" },
		{ "holidays = days.txt", "iCalendar" },
		{ "holidays = none.ics", "there is no file none.ics" },
		{ "color = red", "is not known here" },
		{ " mon = closed", "begin it at the margin" },
		{ "mon", "no key = value" },
		{ "mon =", "no value" },
		{ "[calender b]", "write [calendar NAME]" },
		{ "[calendar]", "write [calendar NAME]" },
		{ "[calendar a b]", "is no name" },
		{ "[calendar b]\nmon = closed", "has no zone" },
		{ "[calendar b]\nzone = UTC", "has no hours" },
		{ "[calendar b]\nzone = Mars/Base",
		    "no time zone 'Mars/Base'" },
		{ "[calendar b]\nzone = ../../etc/passwd", "no time zone" },
		{ "[calendar a]\nzone = UTC\nmon = closed", "line 1 already" },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct calendar *c = NULL;
		struct buf b = { 0 };
		struct fault f = { .code = OK };

		buf_printf(&b,
		    "[calendar a]\nzone = UTC\ntue = 08:00-09:00\n%s\n",
		    cases[i].line);
		if (calendar_text(buf_view(&b), "t.ini", "", STR_NONE, &c,
			&f) != ERR_INVALID ||
		    strncmp(f.text, "t.ini:", 6) != 0 ||
		    strstr(f.text, cases[i].says) == NULL)
			fail_msg("%s: %s", cases[i].line, f.text);
		assert_true(c == NULL);
		buf_done(&b);
	}
}

static void
lines_are_never_cut(void **state)
{
	struct buf b = { 0 };
	struct calendar *c;
	struct fault f;

	(void)state;
	buf_z(&b, OFFICE "sat = ");
	for (int i = 0; i < 500; i++)
		buf_z(&b, "          ");
	buf_z(&b, "10:00-14:00\n");
	assert_int_equal(calendar_text(buf_view(&b), "t.ini", "", STR_NONE, &c,
			     &f),
	    ERR_INVALID);
	assert_non_null(strstr(f.text, "t.ini:4: "));
	buf_done(&b);
}

static void
one_of_several_is_named(void **state)
{
	static const char both[] =
	    OFFICE "[policy gold]\nanything = goes\n"
		   "[calendar all]\nzone = UTC\nmon-sun = 00:00-24:00\n";
	struct calendar *c = said(both, "all");
	struct fault f;

	(void)state;
	assert_string_equal(calendar_name(c).s, "all");
	assert_string_equal(calendar_zone_name(c, 1).s, "UTC");
	calendar_free(c);
	assert_int_equal(calendar_text(str_of(both), "t.ini", "", STR_NONE, &c,
			     &f),
	    ERR_INVALID);
	assert_non_null(strstr(f.text, "office, all"));
	assert_int_equal(calendar_text(str_of(both), "t.ini", "", STR("night"),
			     &c, &f),
	    ERR_INVALID);
	assert_int_equal(calendar_text(STR(""), "t.ini", "", STR_NONE, &c, &f),
	    ERR_INVALID);
}

/* ---- versions ----------------------------------------------------------------
 */

static void
each_version_holds_in_its_time(void **state)
{
	struct calendar *c = said(
	    "[calendar a]\nzone = America/Santiago\nvalid-from = 2026-07-01\n"
	    "mon-sun = 10:00-12:00\n"
	    "[calendar a]\nzone = America/Santiago\nvalid-from = 2026-01-01\n"
	    "mon-sun = 09:00-10:00\n",
	    "");

	(void)state;
	assert_int_equal(calendar_versions(c), 2);
	assert_int_equal(calendar_begins(c), at("2026-01-01T03:00:00Z"));
	assert_int_equal(calendar_version_at(c, at("2026-07-01T03:59:59Z")), 0);
	assert_int_equal(calendar_version_at(c, at("2026-07-01T04:00:00Z")), 1);
	assert_int_equal(calendar_between(c, at("2026-06-30T04:00:00Z"),
			     at("2026-07-02T04:00:00Z")),
	    HOURS(3));
	/* What came before the first is measured with it. */
	assert_int_equal(calendar_between(c, at("2025-06-30T04:00:00Z"),
			     at("2025-07-01T04:00:00Z")),
	    HOURS(1));
	calendar_free(c);
}

/* ---- looking far ------------------------------------------------------------ */

static void
what_is_never_open_says_so(void **state)
{
	struct calendar *c = said("[calendar a]\nzone = UTC\nmon-sun = closed\n"
				  "2026-03-06 = 09:00-10:00\n",
	    "");
	struct fault f;
	msec out = 7;

	(void)state;
	assert_int_equal(calendar_advance(c, at("2026-01-01T00:00:00Z"),
			     HOURS(1), &out, &f),
	    OK);
	assert_int_equal(out, at("2026-03-06T10:00:00Z"));
	out = 7;
	assert_int_equal(calendar_advance(c, at("2026-01-01T00:00:00Z"),
			     HOURS(1) + 1, &out, &f),
	    ERR_INVALID);
	assert_int_equal(out, 7);
	assert_non_null(strstr(f.text, "a hundred years"));
	assert_true(calendar_piece(c, at("2026-03-06T10:00:00Z")) == NULL);
	calendar_free(c);
}

/* The array is extended, begun anew and extended backwards; every way gives
 * the same. */
static void
any_order_of_questions_gives_the_same(void **state)
{
	static const char *const when[] = { "2026-03-06T15:30:00Z",
		"2031-03-06T15:30:00Z", "1999-12-31T15:30:00Z",
		"2300-06-06T15:30:00Z", "2026-03-06T15:30:00Z",
		"2019-01-01T00:00:00Z", "2055-01-01T00:00:00Z" };
	struct calendar *c = said(OFFICE, "");
	struct fault f;
	msec got, want, b;

	(void)state;
	for (size_t i = 0; i < countof(when); i++) {
		struct calendar *fresh = said(OFFICE, "");

		assert_int_equal(calendar_advance(c, at(when[i]), HOURS(999),
				     &got, &f),
		    OK);
		assert_int_equal(calendar_advance(fresh, at(when[i]),
				     HOURS(999), &want, &f),
		    OK);
		assert_int_equal(got, want);
		b = at(when[(i + 3) % countof(when)]);
		assert_int_equal(calendar_between(c, at(when[i]), b),
		    calendar_between(fresh, at(when[i]), b));
		calendar_free(fresh);
	}
	calendar_free(c);
}

/* ---- holidays --------------------------------------------------------------- */

#define EVENT(more) "BEGIN:VEVENT\r\n" more "END:VEVENT\r\n"
#define ICS(events)                                                            \
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n" events      \
	"END:VCALENDAR\r\n"

static size_t
days(struct arena *a, const char *ics, struct holidays *out)
{
	struct fault f;

	if (holiday_read(a, str_of(ics), "t.ics", out, &f) != OK)
		fail_msg("%s", f.text);
	return out->n;
}

static int64_t
day(int y, int m, int d)
{
	return clock_days(y, m, d);
}

static void
events_become_days(void **state)
{
	struct arena a = { 0 };
	struct holidays h;

	(void)state;
	assert_int_equal(days(&a,
			     ICS(EVENT("UID:1\r\nDTSTART;VALUE=DATE:"
				       "20260918\r\n"
				       "DTEND;VALUE=DATE:20260921\r\n"
				       "SUMMARY:Fiestas\\, varias \r\n"
				       "CATEGORIES:Holidays\r\n"
				       "DESCRIPTION:National holiday -  Dos\\, "
				       "o t\r\n res.\r\n")),
			     &h),
	    3);
	assert_int_equal(h.v[0].day, day(2026, 9, 18));
	assert_int_equal(h.v[2].day, day(2026, 9, 20));
	assert_string_equal(h.v[0].name.s, "Fiestas, varias");
	assert_string_equal(h.v[0].kind.s, "National holiday");
	assert_true(holiday_is(&h.v[0], STR("Other, national HOLIDAY")));
	assert_true(holiday_is(&h.v[0], STR("holidays")));
	assert_false(holiday_is(&h.v[0], STR("Christian")));

	/* Without an end, with a duration, and an end that is no date. */
	assert_int_equal(days(&a,
			     ICS(EVENT("DTSTART;VALUE=DATE:20260101\r\n")
				     EVENT("DTSTART;VALUE=DATE:20260201\r\n"
					   "DURATION:P2D\r\n")
					 EVENT("DTSTART;VALUE=DATE:20260301\r\n"
					       "DTEND:20260302T050001Z\r\n")),
			     &h),
	    4);
	/* A time of day closes nothing, nor does what was cancelled. */
	assert_int_equal(days(&a,
			     ICS(EVENT("DTSTART:20260101T090000Z\r\n"
				       "DTEND:20260101T100000Z\r\n")
				     EVENT("DTSTART;VALUE=DATE:20260101\r\n"
					   "STATUS:CANCELLED\r\n")),
			     &h),
	    0);
	assert_int_equal(h.timed, 1);
	arena_done(&a);
}

static void
series_are_followed(void **state)
{
	struct arena a = { 0 };
	struct holidays h;

	(void)state;
	assert_int_equal(days(&a,
			     ICS(EVENT("UID:1\r\nDTSTART;VALUE=DATE:"
				       "20100101\r\n"
				       "RRULE:FREQ=YEARLY\r\n")),
			     &h),
	    90);
	assert_int_equal(h.v[89].day, day(2099, 1, 1));
	assert_int_equal(days(&a,
			     ICS(EVENT("UID:1\r\nDTSTART;VALUE=DATE:"
				       "20260119\r\n"
				       "RRULE:FREQ=YEARLY;BYMONTH=1;COUNT=3;"
				       "BYDAY=3MO\r\n")),
			     &h),
	    3);
	assert_int_equal(h.v[1].day, day(2027, 1, 18));
	/* One taken out, one moved, one more. */
	assert_int_equal(
	    days(&a,
		ICS(EVENT("UID:1\r\nDTSTART;VALUE=DATE:20260101\r\n"
			  "RRULE:FREQ=YEARLY;COUNT=4\r\n"
			  "EXDATE;VALUE=DATE:20270101\r\n"
			  "RDATE;VALUE=DATE:20260505\r\n")
			EVENT("UID:1\r\nRECURRENCE-ID;VALUE=DATE:20280101\r\n"
			      "DTSTART;VALUE=DATE:20280103\r\n")),
		&h),
	    4);
	assert_int_equal(h.v[0].day, day(2026, 1, 1));
	assert_int_equal(h.v[1].day, day(2026, 5, 5));
	assert_int_equal(h.v[2].day, day(2028, 1, 3));
	assert_int_equal(h.v[3].day, day(2029, 1, 1));
	arena_done(&a);
}

static void
what_is_no_icalendar_is_refused(void **state)
{
	static const char *const bad[] = { "", "hello", "BEGIN:VCARD\r\n",
		"BEGIN:VCARD\r\nEND:VCARD\r\n", "\xff\xfe" };
	struct arena a = { 0 };
	struct holidays h;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		assert_int_equal(holiday_read(&a, str_of(bad[i]), "t.ics", &h,
				     &f),
		    ERR_INVALID);
	arena_done(&a);
}

static void
the_files_of_the_world_are_read(void **state)
{
	static const struct {
		const char *file;
		size_t least;
		int y, m, d; /* one of its days */
	} cases[] = {
		{ "holidays/ics-2025-2027/ChileHolidays.ics", 50, 2026, 9, 18 },
		{ "holidays/ics-2025-2027/USHolidays.ics", 700, 2026, 7, 4 },
		{ "holidays/ics-2025-2027/SpainHolidays.ics", 116, 2026, 10,
		    12 },
		{ "holidays/ics-legacy/USHolidays.ics", 240, 2026, 7, 4 },
		{ "holidays/ics-legacy/ChileHolidays.ics", 30, 2010, 4, 2 },
	};
	struct arena a = { 0 };
	struct holidays h;
	struct fault f;
	struct str text;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		const char *path = real_data(&a, cases[i].file);
		bool found = false;

		if (path == NULL)
			skip();
		assert_int_equal(file_read(path, HOLIDAY_FILE_MAX, &a, &text,
				     &f),
		    OK);
		if (holiday_read(&a, text, path, &h, &f) != OK)
			fail_msg("%s", f.text);
		for (size_t j = 0; j < h.n; j++)
			found |= h.v[j].day ==
			    day(cases[i].y, cases[i].m, cases[i].d);
		if (h.n < cases[i].least || !found)
			fail_msg("%s: %zu days", path, h.n);
	}
	arena_done(&a);
}

/* A date of the text stands; the others are closed, with their name. */
static void
a_holiday_closes_its_day(void **state)
{
	char path[] = "/tmp/cabina-days-XXXXXX.ics";
	int fd = mkstemps(path, 4);
	static const char ics[] =
	    ICS(EVENT("DTSTART;VALUE=DATE:20260918\r\nSUMMARY:Patria\r\n")
		    EVENT("DTSTART;VALUE=DATE:20261224\r\nSUMMARY:Mitad\r\n"));
	struct buf b = { 0 };
	struct calendar *c;
	struct str what;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, ics, sizeof(ics) - 1), sizeof(ics) - 1);
	close(fd);
	buf_printf(&b, OFFICE "2026-12-24 = 09:00-13:00\nholidays = %s\n",
	    path);
	c = said(b.s, "");
	assert_false(is_open(c, at("2026-09-18T15:00:00Z")));
	assert_int_equal(calendar_closed_why(c, at("2026-09-18T15:00:00Z"),
			     &what),
	    CLOSED_HOLIDAY);
	assert_string_equal(what.s, "Patria");
	assert_true(is_open(c, at("2026-12-24T15:00:00Z")));
	assert_int_equal(calendar_closed_why(c, at("2026-12-24T20:00:00Z"),
			     NULL),
	    CLOSED_DATE);
	assert_int_equal(calendar_closed_why(c, at("2026-12-23T23:30:00Z"),
			     NULL),
	    CLOSED_HOURS);
	calendar_free(c);
	unlink(path);
	buf_done(&b);
}

/* As most open days of the week are, whatever one date is. */
static void
a_working_day_is_as_most_are(void **state)
{
	static const struct {
		const char *week;
		msec is;
	} rows[] = {
		{ "mon-fri = 09:00-18:00\n", HOURS(9) },
		{ "mon-fri = 09:00-14:00 15:30-18:30\nsat = 09:00-13:00\n",
		    HOURS(8) },
		{ "mon-sun = 00:00-24:00\n", HOURS(24) },
		{ "mon-wed = 09:00-13:00\nthu-sat = 09:00-18:00\n"
		  "2026-03-10 = 09:00-10:00\n",
		    HOURS(9) },
		{ "2026-03-10 = 09:00-10:00\n", HOURS(24) },
	};

	(void)state;
	for (size_t i = 0; i < countof(rows); i++) {
		char text[200];
		struct calendar *c;

		snprintf(text, sizeof(text),
		    "[calendar x]\nzone = America/Santiago\n%s", rows[i].week);
		c = said(text, "");
		assert_int_equal(calendar_day(c, at("2026-03-10T15:00:00Z")),
		    rows[i].is);
		calendar_free(c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_named_alone_in_ranges_and_lists),
		cmocka_unit_test(what_is_wrong_is_told_with_its_line),
		cmocka_unit_test(lines_are_never_cut),
		cmocka_unit_test(one_of_several_is_named),
		cmocka_unit_test(each_version_holds_in_its_time),
		cmocka_unit_test(what_is_never_open_says_so),
		cmocka_unit_test(any_order_of_questions_gives_the_same),
		cmocka_unit_test(events_become_days),
		cmocka_unit_test(series_are_followed),
		cmocka_unit_test(what_is_no_icalendar_is_refused),
		cmocka_unit_test(the_files_of_the_world_are_read),
		cmocka_unit_test(a_holiday_closes_its_day),
		cmocka_unit_test(a_working_day_is_as_most_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
