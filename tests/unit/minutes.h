/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * minutes.h - promises worked out a second time, by walking minute after
 * minute and asking the C library what the clock on the wall shows. Nothing
 * here is shared with what it checks: the library under test reads zone files
 * and never steps through minutes.
 */
#ifndef MINUTES_H
#define MINUTES_H

#include "base/base.h"
#include "base/clock.h"
#include "base/str.h"

#define DATES	  6
#define INTERVALS 3

struct plain_hours {
	int n, from[INTERVALS], to[INTERVALS]; /* minutes of the day */
};
struct plain {
	const char *zone;
	struct plain_hours week[7]; /* tm_wday: 0 is Sunday */
	int64_t date[DATES];	    /* days since 1970 */
	struct plain_hours dates[DATES];
	int ndates;
};
struct plain_pause {
	msec from, to;
};
struct plain_pauses {
	struct plain_pause v[12];
	int n;
};

/* ---- what the wall shows ------------------------------------------------ */

static inline void
plain_enter(const struct plain *p)
{
	setenv("TZ", p->zone, 1);
	tzset();
}

static inline struct tm
plain_wall(msec at)
{
	time_t t = (time_t)(at / 1000);
	struct tm tm;

	localtime_r(&t, &tm);
	return tm;
}

static inline int64_t
plain_day(msec at)
{
	struct tm tm = plain_wall(at);

	return clock_days(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

static inline bool
plain_open(const struct plain *p, msec at)
{
	struct tm tm = plain_wall(at);
	int64_t day = clock_days(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	const struct plain_hours *h = &p->week[tm.tm_wday];
	int minute = tm.tm_hour * 60 + tm.tm_min;

	for (int i = 0; i < p->ndates; i++)
		if (p->date[i] == day)
			h = &p->dates[i];
	for (int i = 0; i < h->n; i++)
		if (minute >= h->from[i] && minute < h->to[i])
			return true;
	return false;
}

static inline bool
plain_paused(const struct plain_pauses *u, msec at)
{
	for (int i = 0; i < u->n; i++)
		if (at >= u->v[i].from && at < u->v[i].to)
			return true;
	return false;
}

/* ---- the answers: minutes; 0 when not within `days` ---------------------- */

static inline int64_t
plain_elapsed(const struct plain *p, msec a, msec b,
    const struct plain_pauses *u)
{
	int64_t n = 0;

	for (; a < b; a += MINUTES(1))
		n += plain_open(p, a) && !plain_paused(u, a);
	return n;
}

static inline msec
plain_advance(const struct plain *p, msec at, int64_t minutes,
    const struct plain_pauses *u, int days)
{
	msec end = at + DAYS(days);

	for (; minutes > 0 && at < end; at += MINUTES(1))
		minutes -= plain_open(p, at) && !plain_paused(u, at);
	return minutes == 0 ? at : 0;
}

/* The first minute of the n-th open day after day 0; day 0's own first open
 * one is *begin. */
static inline msec
plain_to_day(const struct plain *p, msec at, int n, int days, msec *begin)
{
	msec end = at + DAYS(days);
	int64_t day = INT64_MIN;

	for (; at < end; at += MINUTES(1)) {
		if (!plain_open(p, at) || plain_day(at) <= day)
			continue;
		if (day == INT64_MIN)
			*begin = at;
		else
			n--;
		day = plain_day(at);
		if (n == 0)
			return at;
	}
	return 0;
}

static inline msec
plain_end_of_day(const struct plain *p, msec at)
{
	int64_t day = plain_day(at);
	msec last = at;

	for (msec m = at; m < at + HOURS(30); m += MINUTES(1))
		if (plain_day(m) == day && plain_open(p, m))
			last = m;
	return last + MINUTES(1);
}

/* The first minute of that day at or after the wall's `minute`, moved into
 * the open hours: to the first opening, or back to the last closing. */
static inline msec
plain_same_time(const struct plain *p, msec first, int minute)
{
	int64_t day = plain_day(first);
	msec wanted = first - HOURS(30), last = 0;

	while (plain_day(wanted) < day ||
	    (plain_day(wanted) == day &&
		plain_wall(wanted).tm_hour * 60 + plain_wall(wanted).tm_min <
		    minute))
		wanted += MINUTES(1);
	if (wanted <= first)
		return first;
	for (msec m = first; m < wanted; m += MINUTES(1))
		if (plain_day(m) == day && plain_open(p, m))
			last = m;
	if (plain_day(wanted) == day && plain_open(p, wanted))
		return wanted;
	return last + MINUTES(1);
}

/* ---- as the text of a calendar file -------------------------------------- */

static inline void
plain_print_hours(const struct plain_hours *h, struct buf *b)
{
	if (h->n == 0)
		buf_z(b, " closed");
	for (int i = 0; i < h->n; i++)
		buf_printf(b, " %02d:%02d-%02d:%02d", h->from[i] / 60,
		    h->from[i] % 60, h->to[i] / 60, h->to[i] % 60);
	buf_c(b, '\n');
}

static inline void
plain_print(const struct plain *p, const char *more, struct buf *b)
{
	static const char *const days[] = { "sun", "mon", "tue", "wed", "thu",
		"fri", "sat" };
	int y, m, d;

	buf_printf(b, "[calendar c]\nzone = %s\n%s", p->zone, more);
	for (int i = 0; i < 7; i++) {
		buf_printf(b, "%s =", days[i]);
		plain_print_hours(&p->week[i], b);
	}
	for (int i = 0; i < p->ndates; i++) {
		clock_civil(p->date[i], &y, &m, &d);
		buf_printf(b, "%04d-%02d-%02d =", y, m, d);
		plain_print_hours(&p->dates[i], b);
	}
}

#endif
