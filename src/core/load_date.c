/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_date.c - reads days by a written format, times of day, zones and spans.
 */
#include <strings.h>

#include "core/load_date.h"

/* Three letters settle a month, in English and in Spanish. */
static const char months[][12][4] = {
	{ "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
	    "nov", "dec" },
	{ "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct",
	    "nov", "dic" },
};

static const struct load_dates iso = {
	.v = { { 'Y', 4, true }, { '-', 1, false }, { 'M', 2, true },
	    { '-', 1, false }, { 'D', 2, true } },
	.n = 5,
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
part_fits(char what, size_t len)
{
	if (what == 'Y')
		return len == 2 || len == 4;
	return (what == 'M' || what == 'D') && len <= 2;
}

bool
load_dates_parse(struct str text, struct load_dates *out)
{
	struct load_dates d = { .n = 0 };
	int seen[128] = { 0 };
	size_t len;

	for (size_t i = 0; i < text.len; i += len) {
		char c = text.s[i];

		len = 1;
		if (d.n == countof(d.v) || (unsigned char)c > 127)
			return false;
		while (is_letter(c) && text.s[i + len] == c)
			len++;
		if (str_starts((struct str){ text.s + i, text.len - i },
			STR("MON"))) {
			c = 'B';
			len = 3;
		} else if (is_letter(c) && !part_fits(c, len)) {
			return false;
		}
		seen[(int)c]++;
		d.v[d.n].what = c;
		d.v[d.n].len = (unsigned char)len;
		d.v[d.n++].fixed = c == 'Y' || (is_letter(c) && len > 1);
	}
	/* Letters side by side: only their count says where one ends. */
	for (int i = 0; i + 1 < d.n; i++)
		if (is_letter(d.v[i].what) && is_letter(d.v[i + 1].what) &&
		    !d.v[i].fixed && d.v[i].what != 'B')
			return false;
	if (seen['Y'] != 1 || seen['M'] + seen['B'] != 1 || seen['D'] != 1)
		return false;
	*out = d;
	return true;
}

/* Digits at s: `want` of them when fixed, else 1 to `want`. */
static size_t
digits(const char *s, size_t want, bool fixed, int *n)
{
	size_t k = 0;

	for (*n = 0; k < want && is_digit(s[k]); k++)
		*n = *n * 10 + (s[k] - '0');
	return fixed && k != want ? 0 : k;
}

static size_t
month_name(const char *s, size_t left, int *month)
{
	for (size_t lang = 0; lang < countof(months); lang++)
		for (int m = 0; m < 12; m++)
			if (left >= 3 &&
			    strncasecmp(s, months[lang][m], 3) == 0) {
				size_t k = 3;

				while (k < left && is_letter(s[k]))
					k++;
				*month = m + 1;
				return k + (k < left && s[k] == '.');
			}
	return 0;
}

static int
century(int year)
{
	return year + (year < 70 ? 2000 : 1900);
}

static bool
read_day(const struct load_dates *d, struct str s, int64_t *days, size_t *used)
{
	int part[3] = { 0, 0, 0 }; /* year, month, day */
	size_t at = 0, k;

	for (int i = 0; i < d->n; i++) {
		char what = d->v[i].what;
		bool fixed = d->v[i].fixed;
		int *to = &part[what == 'Y' ? 0 : what == 'D' ? 2 : 1];

		if (what == 'B')
			k = month_name(s.s + at, s.len - at, &part[1]);
		else if (is_letter(what))
			k = digits(s.s + at, what == 'Y' ? d->v[i].len : 2,
			    fixed, to);
		else
			k = at < s.len && s.s[at] == what;
		if (k == 0)
			return false;
		if (what == 'Y' && d->v[i].len == 2)
			*to = century(*to);
		at += k;
	}
	if (!clock_date_ok(part[0], part[1], part[2]) || is_digit(s.s[at]))
		return false;
	*days = clock_days(part[0], part[1], part[2]);
	*used = at;
	return true;
}

bool
load_day(const struct load_dates *d, struct str s, int64_t *days, size_t *used)
{
	return (d->n > 0 && read_day(d, s, days, used)) ||
	    read_day(&iso, s, days, used);
}

/* ---- times of day ------------------------------------------------------- */

static bool
colon_part(const char **s, int max, int *n)
{
	size_t k;

	if (**s != ':')
		return false;
	k = digits(*s + 1, 2, true, n);
	*s += 1 + k;
	return k == 2 && *n <= max;
}

static bool
half_day(const char **s, int *hour)
{
	const char *p = *s + (**s == ' ');
	bool pm = strncasecmp(p, "pm", 2) == 0;

	if (!pm && strncasecmp(p, "am", 2) != 0)
		return true;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (pm ? 12 : 0);
	*s = p + 2;
	return true;
}

/* H:MM, H:MM:SS, H:MM:SS.mmm, with AM or PM. */
static bool
time_of_day(const char **s, msec *out)
{
	int h, m, sec = 0, ms = 0, n;
	size_t k = digits(*s, 2, false, &h);

	*s += k;
	if (k == 0 || !colon_part(s, 59, &m))
		return false;
	if (**s == ':' && !colon_part(s, 59, &sec))
		return false;
	if (**s == '.' && is_digit((*s)[1])) {
		for (*s += 1, n = 100; is_digit(**s); (*s)++, n /= 10)
			ms += (**s - '0') * n;
	}
	if (!half_day(s, &h) || h > 23)
		return false;
	*out = HOURS(h) + MINUTES(m) + SECONDS(sec) + ms;
	return true;
}

static bool
offset(const char **s, msec *east)
{
	int h, m = 0, sign = **s == '-' ? -1 : 1;
	size_t k;

	if (**s != '+' && **s != '-')
		return false;
	k = digits(*s + 1, 2, false, &h);
	*s += 1 + k;
	if (k == 0 || h > 14)
		return false;
	if (**s == ':' && !colon_part(s, 59, &m))
		return false;
	*east = sign * (HOURS(h) + MINUTES(m));
	return true;
}

bool
load_zone(struct str text, msec *east)
{
	const char *s = text.s;

	if (str_is(text, "UTC") || str_is(text, "Z")) {
		*east = 0;
		return true;
	}
	return offset(&s, east) && *s == '\0';
}

bool
load_instant(const struct load_dates *d, struct str text, msec east, msec *at)
{
	msec time = 0;
	int64_t days;
	const char *s;
	size_t used;

	if (!load_day(d, text, &days, &used))
		return false;
	s = text.s + used;
	if (*s == 'T' || *s == ' ') {
		while (*s == 'T' || *s == ' ')
			s++;
		if (!time_of_day(&s, &time))
			return false;
		if (*s == 'Z') {
			east = 0;
			s++;
		} else if (*s == '+' || *s == '-') {
			if (!offset(&s, &east))
				return false;
		}
	}
	if (*s != '\0')
		return false;
	*at = DAYS(days) + time - east;
	return true;
}

/* ---- spans -------------------------------------------------------------- */

static bool
seconds(struct str s, msec *span)
{
	msec ms = 0, unit = 100;
	size_t i = 0;

	while (i < s.len && i < 10 && is_digit(s.s[i]))
		ms = ms * 10 + (s.s[i++] - '0');
	ms *= 1000;
	if (i > 0 && s.s[i] == '.')
		for (i++; is_digit(s.s[i]); i++, unit /= 10)
			ms += (s.s[i] - '0') * unit;
	*span = ms;
	return s.len > 0 && is_digit(s.s[0]) && i == s.len;
}

static bool
clock_like(struct str s, msec *span)
{
	int h, m, sec;
	size_t k = digits(s.s, 4, false, &h);
	const char *p = s.s + k;

	if (k == 0 || !colon_part(&p, 59, &m) || !colon_part(&p, 59, &sec) ||
	    *p != '\0')
		return false;
	*span = HOURS(h) + MINUTES(m) + SECONDS(sec);
	return true;
}

bool
load_span(struct str s, msec *span)
{
	struct fault why;
	msec got;

	if (!seconds(s, &got) && !clock_like(s, &got) &&
	    (clock_span(s, &got, &why) != OK || got < 0))
		return false;
	*span = got;
	return true;
}
