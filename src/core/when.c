/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * when.c - reads a time as people say it, in English and in Spanish.
 */
#include "core/when.h"

#include <ctype.h>

#include "base/utf8.h"

enum { USUAL_HOUR = 10 };

/* ---- local time --------------------------------------------------------- */

msec
when_at(const struct zone *z, int64_t day, int hour, int minute)
{
	msec local = DAYS(day) + HOURS(hour) + MINUTES(minute);
	msec before = zone_offset(z, local - DAYS(1));
	msec after = zone_offset(z, local + DAYS(1));

	if (zone_offset(z, local - before) == before)
		return local - before;
	if (zone_offset(z, local - after) == after)
		return local - after;
	return local - before; /* the clocks skip it */
}

/* ---- words -------------------------------------------------------------- */

static const char *const days[][2] = {
	{ "domingo", "sunday" },
	{ "lunes", "monday" },
	{ "martes", "tuesday" },
	{ "miercoles", "wednesday" },
	{ "jueves", "thursday" },
	{ "viernes", "friday" },
	{ "sabado", "saturday" },
};

static const char *const month_names[][2] = {
	{ "enero", "january" },
	{ "febrero", "february" },
	{ "marzo", "march" },
	{ "abril", "april" },
	{ "mayo", "may" },
	{ "junio", "june" },
	{ "julio", "july" },
	{ "agosto", "august" },
	{ "septiembre", "september" },
	{ "octubre", "october" },
	{ "noviembre", "november" },
	{ "diciembre", "december" },
};

static const char *const fillers[] = { "el", "la", "las", "los", "a", "de",
	"por", "en", "on", "at", "the", "in", "next", "proximo", "h", "hrs",
	"horas", "hour", "hours" };

struct say {
	const struct zone *zone;
	struct zone_time now;
	int64_t day;
	int hour, minute;
	bool has_day, has_hour, weekday;
	char half; /* 'a' or 'p' that was said, or 0 */
};

static bool
is_filler(struct str w)
{
	for (size_t i = 0; i < countof(fillers); i++)
		if (str_is(w, fillers[i]))
			return true;
	return false;
}

static bool
set_day(struct say *s, int64_t day)
{
	if (s->has_day)
		return false;
	s->has_day = true;
	s->day = day;
	return true;
}

/* Three letters are enough; the next such day, never today. */
static bool
read_weekday(struct say *s, struct str w)
{
	for (int i = 0; i < 7; i++)
		for (int k = 0; k < 2; k++) {
			int ahead = (i - s->now.wday + 7) % 7;

			if (w.len < 3 || !str_starts(str_of(days[i][k]), w))
				continue;
			s->weekday = true;
			return set_day(s,
			    s->now.day + (ahead == 0 ? 7 : ahead));
		}
	return false;
}

static bool
read_day_word(struct say *s, struct str w, struct str before)
{
	if (str_is(w, "today") || str_is(w, "hoy"))
		return set_day(s, s->now.day);
	if (str_is(w, "tomorrow"))
		return set_day(s, s->now.day + 1);
	if (str_is(w, "yesterday") || str_is(w, "ayer"))
		return set_day(s, s->now.day - 1);
	if (!str_is(w, "manana"))
		return false;
	if (str_is(before, "pasado"))
		return set_day(s, s->now.day + 2);
	if (str_is(before, "la") && s->has_hour) /* "a las 9 de la mañana" */
		return true;
	return set_day(s, s->now.day + 1);
}

/* Of this year, or the next one where that day is over and no year was said.
 * A weekday before it must be its own. */
static bool
put_date(struct say *s, int64_t year, int month, int mday)
{
	int64_t y = year != 0 ? year : s->now.year, day;

	if (!clock_date_ok((int)y, month, mday))
		return false;
	day = clock_days((int)y, month, mday);
	if (year == 0 && day < s->now.day &&
	    clock_date_ok((int)y + 1, month, mday))
		day = clock_days((int)y + 1, month, mday);
	if (s->weekday && (s->day - day) % 7 == 0)
		s->has_day = s->weekday = false;
	return set_day(s, day);
}

/* 2026-03-12, 12-03, 12/03, 12/03/2026 */
static bool
read_date(struct say *s, struct str w)
{
	int a, b, y, end = 0;

	if (sscanf(w.s, "%4d-%2d-%2d%n", &y, &a, &b, &end) == 3 &&
	    (size_t)end == w.len && y > 1000)
		return put_date(s, y, a, b);
	if (sscanf(w.s, "%2d%*1[-/]%2d%*1[-/]%4d%n", &b, &a, &y, &end) == 3 &&
	    (size_t)end == w.len && y > 0)
		return put_date(s, y, a, b);
	return sscanf(w.s, "%2d%*1[-/]%2d%n", &b, &a, &end) == 2 &&
	    (size_t)end == w.len && put_date(s, 0, a, b);
}

/* Three letters are enough; "set" is September, too. 0: it is none. */
static int
month_of(struct str w)
{
	if (str_is(w, "set"))
		return 9;
	for (int i = 0; i < 12 && w.len >= 3; i++)
		if (str_starts(str_of(month_names[i][0]), w) ||
		    str_starts(str_of(month_names[i][1]), w))
			return i + 1;
	return 0;
}

/* The next word, without a comma behind it. */
static bool
next_word(struct arena *a, struct str *text, struct str *w)
{
	while (str_next(a, text, ' ', w)) {
		if (w->len > 0 && w->s[w->len - 1] == ',')
			*w = str_copyn(a, w->s, w->len - 1);
		if (w->len > 0)
			return true;
	}
	return false;
}

static bool
is_of(struct str w)
{
	return str_is(w, "de") || str_is(w, "of");
}

/* "12 Mar", "12 de marzo de 2027": what follows the day is taken from *text;
 * false: no month follows. */
static bool
read_named(struct arena *a, struct str day, struct str *text, int *month,
    int64_t *year)
{
	struct str rest = *text, w = STR_NONE;

	if (day.len > 2 || !isdigit((unsigned char)day.s[0]))
		return false;
	while (next_word(a, &rest, &w) && is_of(w))
		;
	if ((*month = month_of(w)) == 0)
		return false;
	*text = rest;
	*year = 0;
	while (next_word(a, &rest, &w) && is_of(w))
		;
	if (w.len == 4 && str_int(w, year) && *year > 1900)
		*text = rest;
	else
		*year = 0;
	return true;
}

/* Before or after noon, once, and no other; 13 is none before it. */
static bool
set_half(struct say *s, char half)
{
	if (!s->has_hour || (s->half != 0 && s->half != half) ||
	    (half == 'a' && s->hour > 12))
		return false;
	s->half = half;
	if (half == 'p')
		s->hour += s->hour < 12 ? 12 : 0;
	else
		s->hour -= s->hour == 12 ? 12 : 0;
	return true;
}

/* 10, 10h, 10:30, 10.30, 3pm */
static bool
read_hour(struct say *s, struct str w)
{
	int hour, minute = 0, end = 0, more = 0;
	const char *rest;

	if (s->has_hour || !isdigit((unsigned char)w.s[0]) ||
	    sscanf(w.s, "%2d%n", &hour, &end) != 1)
		return false;
	rest = w.s + end;
	if ((*rest == ':' || *rest == '.') && isdigit((unsigned char)rest[1]) &&
	    sscanf(rest + 1, "%2d%n", &minute, &more) == 1 && more == 2)
		rest += 3;
	if (hour > 23 || minute > 59)
		return false;
	s->has_hour = true;
	s->hour = hour;
	s->minute = minute;
	if (strcmp(rest, "pm") == 0 || strcmp(rest, "am") == 0)
		return set_half(s, *rest);
	return *rest == '\0' || strcmp(rest, "h") == 0 ||
	    strcmp(rest, "hrs") == 0;
}

/* "de la tarde", "pm", "noche": after noon. */
static bool
read_half(struct say *s, struct str w)
{
	static const char *const late[] = { "tarde", "noche", "pm", "afternoon",
		"evening" };

	if (str_is(w, "am"))
		return set_half(s, 'a');
	for (size_t i = 0; i < countof(late); i++)
		if (str_is(w, late[i]))
			return set_half(s, 'p');
	return false;
}

static bool
read_word(struct say *s, struct str w, struct str before)
{
	return read_day_word(s, w, before) || str_is(w, "pasado") ||
	    read_half(s, w) || read_date(s, w) || read_hour(s, w) ||
	    read_weekday(s, w) || is_filler(w);
}

static bool
read_words(struct arena *a, struct say *s, struct str text)
{
	struct str before = STR_NONE, w;
	int64_t year;
	int month;

	while (next_word(a, &text, &w)) {
		if (read_named(a, w, &text, &month, &year)
			? !put_date(s, year, month, atoi(w.s))
			: !read_word(s, w, before))
			return false;
		before = w;
	}
	return s->has_day || s->has_hour;
}

/* ---- the instant -------------------------------------------------------- */

static msec
instant(const struct say *s, msec now)
{
	int64_t day = s->has_day ? s->day : s->now.day;
	int hour = s->has_hour ? s->hour : USUAL_HOUR;
	msec at = when_at(s->zone, day, hour, s->minute);

	if (!s->has_day && at <= now)
		at = when_at(s->zone, day + 1, hour, s->minute);
	return at;
}

/* "+2h", "in 2h", "en 2 horas" is left to the words and refused there. */
static bool
read_span(struct arena *a, struct str text, msec now, msec *at)
{
	struct str rest = STR_NONE;
	msec span;

	if (text.len > 1 && text.s[0] == '+')
		rest = str_of(text.s + 1);
	else if (str_starts(text, STR("in ")) || str_starts(text, STR("en ")))
		rest = str_of(text.s + 3);
	rest = utf8_trim(a, rest);
	if (rest.len == 0 || clock_span(rest, &span, NULL) != OK || span < 0)
		return false;
	*at = now + span;
	return true;
}

/* Nobody who writes 1 means one o'clock at night. */
static bool
is_bare(struct str text)
{
	return strspn(text.s, "0123456789") == text.len;
}

enum err
when_parse(struct str in, const struct zone *z, msec now, msec *at,
    struct fault *f)
{
	struct say s = { .zone = z, .now = zone_time(z, now) };
	struct arena a = { 0 };
	struct str text = utf8_trim(&a, utf8_fold(&a, in));
	bool ok = true;

	if (clock_parse(in, at, NULL) == OK || read_span(&a, text, now, at))
		;
	else if (text.len < 100 && !is_bare(text) && read_words(&a, &s, text))
		*at = instant(&s, now);
	else
		ok = false;
	arena_done(&a);
	if (ok)
		return OK;
	return fail(f, ERR_INVALID,
	    _("'%s' is no time; say it as 15:30, +2h, 'tomorrow 10:00', "
	      "'monday 9' or '12 Mar 10:00'"),
	    in.s);
}

bool
when_day(struct str in, int64_t today, int64_t *day)
{
	const struct zone *z = zone_get(STR("UTC"));
	struct say s = { .zone = z, .now = zone_time(z, DAYS(today)) };
	struct arena a = { 0 };
	struct str text = utf8_trim(&a, utf8_fold(&a, in));
	bool ok = text.len > 0 && text.len < 100 && read_words(&a, &s, text) &&
	    s.has_day && !s.has_hour;

	arena_done(&a);
	if (ok)
		*day = s.day;
	return ok;
}

/* ---- saying it ----------------------------------------------------------- */

static const char *const weekdays[] = { NC_("day", "Sun"), NC_("day", "Mon"),
	NC_("day", "Tue"), NC_("day", "Wed"), NC_("day", "Thu"),
	NC_("day", "Fri"), NC_("day", "Sat") };
static const char *const months[] = { NC_("month", "Jan"), NC_("month", "Feb"),
	NC_("month", "Mar"), NC_("month", "Apr"), NC_("month", "May"),
	NC_("month", "Jun"), NC_("month", "Jul"), NC_("month", "Aug"),
	NC_("month", "Sep"), NC_("month", "Oct"), NC_("month", "Nov"),
	NC_("month", "Dec") };

/* w weekday, d day, m month in digits, b its name, y year; others as they
 * are. Translators put them in their order: "w d-m". */
static const char *const patterns[] = { NC_("date pattern", "w d b"),
	NC_("date pattern", "d b"), NC_("date pattern", "d b y") };
const char *
when_weekday(int wday)
{
	return meant(weekdays[wday]);
}

struct str
when_date(struct arena *a, const struct zone_time *t, int which)
{
	struct buf b = { 0 };
	struct str out;

	for (const char *p = meant(patterns[which]); *p != '\0'; p++) {
		if (*p == 'w')
			buf_z(&b, meant(weekdays[t->wday]));
		else if (*p == 'd')
			buf_printf(&b, "%02d", t->mday);
		else if (*p == 'm')
			buf_printf(&b, "%02d", t->month);
		else if (*p == 'b')
			buf_z(&b, meant(months[t->month - 1]));
		else if (*p == 'y')
			buf_printf(&b, "%04d", t->year);
		else
			buf_c(&b, *p);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

struct str
when_print(struct arena *a, const struct zone *z, msec at, msec now)
{
	struct zone_time t = zone_time(z, at), n = zone_time(z, now);
	struct str day;

	if (t.day == n.day)
		return str_printf(a, _("today %02d:%02d"), t.hour, t.minute);
	if (t.day == n.day + 1)
		return str_printf(a, _("tomorrow %02d:%02d"), t.hour, t.minute);
	day = when_date(a, &t, t.year == n.year ? WHEN_NEAR : WHEN_FAR);
	if (t.year != n.year)
		day = str_printf(a, "%s %s", meant(weekdays[t.wday]), day.s);
	return str_printf(a, "%s %02d:%02d", day.s, t.hour, t.minute);
}
