/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock.c - clocks, and instants and spans as text.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

static msec
read_clock(clockid_t which)
{
	struct timespec t;

	if (clock_gettime(which, &t) != 0)
		die("the system has no clock %d", (int)which);
	return SECONDS(t.tv_sec) + t.tv_nsec / 1000000;
}

/* Not CLOCK_MONOTONIC: that one stands while a laptop sleeps. */
msec
clock_mono(void)
{
	return read_clock(CLOCK_BOOTTIME);
}

static msec
now_system(struct clock *c)
{
	return c->wall + (clock_mono() - c->mono);
}

struct clock
clock_system(void)
{
	return (struct clock){ .now = now_system,
		.wall = read_clock(CLOCK_REALTIME),
		.mono = clock_mono() };
}

static msec
now_fixed(struct clock *c)
{
	return c->fixed;
}

struct clock
clock_fixed(msec at)
{
	return (struct clock){ .now = now_fixed, .fixed = at };
}

static bool
read_instant(const char *path, msec *out)
{
	char text[64];
	ssize_t n;
	int fd;

	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return false;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	while (n > 0 && isspace((unsigned char)text[n - 1]))
		n--;
	if (n <= 0)
		return false;
	text[n] = '\0';
	return str_int(str_of(text), out) ||
	    clock_parse(str_of(text), out, NULL) == OK;
}

/* `fixed` keeps the last instant read, for the moment in which a test has
 * emptied the file and not yet written it. */
static msec
now_file(struct clock *c)
{
	if (!read_instant(c->file, &c->fixed) && c->fixed == 0)
		die("the clock file %s holds no instant: write one such as "
		    "2026-03-06T15:30:00Z into it",
		    c->file);
	return c->fixed;
}

struct clock
clock_file(const char *path)
{
	return (struct clock){ .now = now_file, .file = path };
}

msec
clock_now(struct clock *c)
{
	return c->now(c) + c->offset;
}

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool
clock_date_ok(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] + (month == 2 && is_leap(year));
}

/*
 * Counting years from 1 March puts the leap day last, so a month's start is a
 * straight line: (153 m + 2) / 5 days after 1 March. 400 years always have
 * 146,097 days, and 1970-01-01 is day 719,468 from 0000-03-01.
 */
enum { DAYS_400 = 146097, DAYS_TO_1970 = 719468 };

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
clock_days(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t m = (month + 9) % 12;

	y -= era * 400;
	return era * DAYS_400 + y * 365 + y / 4 - y / 100 + (153 * m + 2) / 5 +
	    day - 1 - DAYS_TO_1970;
}

void
clock_civil(int64_t days, int *year, int *month, int *day)
{
	int64_t era, d, y, m;

	days += DAYS_TO_1970;
	era = floor_div(days, DAYS_400);
	d = days - era * DAYS_400;
	/* leap days passed so far are taken out before dividing by 365 */
	y = (d - d / 1460 + d / 36524 - d / (DAYS_400 - 1)) / 365;
	d -= y * 365 + y / 4 - y / 100;
	m = (5 * d + 2) / 153;
	*day = (int)(d - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(era * 400 + y + (*month <= 2));
}

static void
two_digits(char *out, int v)
{
	out[0] = (char)('0' + v / 10 % 10);
	out[1] = (char)('0' + v % 10);
}

const char *
clock_iso(msec at, char out[CLOCK_ISO])
{
	const msec first = DAYS(clock_days(1, 1, 1));
	const msec end = DAYS(clock_days(10000, 1, 1)) - 1;
	int64_t days;
	int y, m, d, s;

	out[0] = '\0';
	if (at == 0)
		return out;
	at = at < first ? first : at > end ? end : at;
	days = floor_div(at, DAYS(1));
	s = (int)((at - DAYS(days)) / 1000);
	clock_civil(days, &y, &m, &d);
	memcpy(out, "0000-00-00T00:00:00Z", CLOCK_ISO);
	two_digits(out, y / 100);
	two_digits(out + 2, y);
	two_digits(out + 5, m);
	two_digits(out + 8, d);
	two_digits(out + 11, s / 3600);
	two_digits(out + 14, s / 60 % 60);
	two_digits(out + 17, s % 60);
	return out;
}

/* Follows a picture: 0 is a digit, anything else is itself. */
static bool
looks_like(const char *s, size_t len, const char *picture)
{
	size_t i;

	for (i = 0; picture[i] != '\0'; i++)
		if (i >= len ||
		    (picture[i] == '0' ? !isdigit((unsigned char)s[i])
				       : s[i] != picture[i]))
			return false;
	return true;
}

static int
number(const char *s, int digits)
{
	int v = 0;

	while (digits-- > 0)
		v = v * 10 + (*s++ - '0');
	return v;
}

bool
clock_day(struct str s, int64_t *day)
{
	int y, m, d;

	if (s.len != sizeof("2026-03-06") - 1 ||
	    !looks_like(s.s, s.len, "0000-00-00"))
		return false;
	y = number(s.s, 4);
	m = number(s.s + 5, 2);
	d = number(s.s + 8, 2);
	if (!clock_date_ok(y, m, d))
		return false;
	*day = clock_days(y, m, d);
	return true;
}

struct str
clock_day_text(struct arena *a, int64_t day)
{
	int y, m, d;

	clock_civil(day, &y, &m, &d);
	return str_printf(a, "%04d-%02d-%02d", y, m, d);
}

/* Z, +HH:MM or -HH:MM, to the end. */
static bool
read_zone(const char *s, size_t len, msec *out)
{
	int h, m;

	*out = 0;
	if (len == 1 && *s == 'Z')
		return true;
	if (len != 6 || (*s != '+' && *s != '-') ||
	    !looks_like(s + 1, 5, "00:00"))
		return false;
	h = number(s + 1, 2);
	m = number(s + 4, 2);
	*out = (HOURS(h) + MINUTES(m)) * (*s == '-' ? -1 : 1);
	return h < 16 && m < 60;
}

static bool
read_moment(const char *s, msec *out)
{
	int y = number(s, 4), mo = number(s + 5, 2), d = number(s + 8, 2);
	int h = number(s + 11, 2), m = number(s + 14, 2),
	    sec = number(s + 17, 2);

	if (!clock_date_ok(y, mo, d) || h > 23 || m > 59 || sec > 59)
		return false;
	*out =
	    DAYS(clock_days(y, mo, d)) + HOURS(h) + MINUTES(m) + SECONDS(sec);
	return true;
}

enum err
clock_parse(struct str s, msec *out, struct fault *f)
{
	size_t n = sizeof("2026-03-06T15:30:00") - 1;
	msec at, zone, ms = 0;

	if (!looks_like(s.s, s.len, "0000-00-00T00:00:00"))
		return fail(f, ERR_INVALID,
		    _("\"%s\" is no instant: write it "
		      "as 2026-03-06T15:30:00Z"),
		    s.s);
	if (!read_moment(s.s, &at))
		return fail(f, ERR_INVALID,
		    _("there is no such day or time as "
		      "%s: check the calendar"),
		    s.s);
	if (looks_like(s.s + n, s.len - n, ".000")) {
		ms = number(s.s + n + 1, 3);
		n += 4;
	}
	if (!read_zone(s.s + n, s.len - n, &zone))
		return fail(f, ERR_INVALID,
		    _("%s does not end in a time zone: "
		      "add Z for UTC, or one such as -03:00"),
		    s.s);
	*out = at + ms - zone;
	return OK;
}

struct unit {
	char letter;
	msec ms;
};

static const struct unit units[] = {
	{ 'd', DAYS(1) },
	{ 'h', HOURS(1) },
	{ 'm', MINUTES(1) },
	{ 's', SECONDS(1) },
};

enum { MOST_DAYS = 36525 }; /* a hundred years: no sum can overflow */

/* One "12h" off the front; `unit` is where the search goes on, because units
 * only get smaller. */
static bool
read_part(struct str *s, size_t *unit, msec *sum)
{
	int64_t n = 0;
	size_t i, u;

	for (i = 0; i < s->len && isdigit((unsigned char)s->s[i]); i++)
		if ((n = n * 10 + (s->s[i] - '0')) > DAYS(MOST_DAYS))
			return false;
	for (u = *unit; u < countof(units); u++)
		if (i > 0 && i < s->len && units[u].letter == s->s[i])
			break;
	if (u == countof(units) || n > DAYS(MOST_DAYS) / units[u].ms)
		return false;
	*sum += n * units[u].ms;
	*unit = u + 1;
	s->s += i + 1;
	s->len -= i + 1;
	return true;
}

enum err
clock_span(struct str s, msec *out, struct fault *f)
{
	struct str rest = s;
	size_t unit = 0;
	msec sum = 0;

	do {
		if (!read_part(&rest, &unit, &sum))
			return fail(f, ERR_INVALID,
			    _("\"%s\" is no span of "
			      "time: write it as 4h, 90s, 2d or 1h30m"),
			    s.s);
	} while (rest.len > 0);
	*out = sum;
	return OK;
}

const char *
clock_worked_text(msec span, char out[24])
{
	uint64_t s = (span < 0 ? -(uint64_t)span : (uint64_t)span) / 1000;

	if (s < 86400)
		return clock_span_text(span, out);
	snprintf(out, 24, "%s%lluh%02u", span < 0 ? "-" : "",
	    (unsigned long long)(s / 3600), (unsigned)(s / 60 % 60));
	return out;
}

const char *
clock_span_text(msec span, char out[24])
{
	uint64_t s = (span < 0 ? -(uint64_t)span : (uint64_t)span) / 1000;
	const char *sign = span < 0 && s > 0 ? "-" : "";
	unsigned m = (unsigned)(s / 60 % 60), h = (unsigned)(s / 3600 % 24);

	if (s < 60)
		snprintf(out, 24, "%s%us", sign, (unsigned)s);
	else if (s < 3600)
		snprintf(out, 24, "%s%um", sign, m);
	else if (s < 86400)
		snprintf(out, 24, "%s%uh%02u", sign, h, m);
	else
		snprintf(out, 24, "%s%llud %uh", sign,
		    (unsigned long long)(s / 86400), h);
	return out;
}
