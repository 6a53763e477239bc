/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla.c - targets reached and time used, on one calendar; and why. What a
 * change does to a promise is in sla_change.c, texts are in sla_text.c.
 */
#include "core/sla.h"

/* ---- pauses ---------------------------------------------------------------
 */

static msec
end_of(const struct pause *p)
{
	return p->to != 0 ? p->to : INT64_MAX;
}

static int
by_from(const void *a, const void *b)
{
	const struct pause *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static bool
is_union(struct pauses in)
{
	for (size_t i = 0; i < in.n; i++)
		if (end_of(&in.v[i]) <= in.v[i].from ||
		    (i > 0 && in.v[i].from <= end_of(&in.v[i - 1])))
			return false;
	return true;
}

struct pauses
sla_union(struct arena *a, struct pauses in)
{
	struct pause *v;
	size_t n = 0;

	if (is_union(in))
		return in;
	v = NEWN(a, struct pause, in.n);
	for (size_t i = 0; i < in.n; i++)
		if (end_of(&in.v[i]) > in.v[i].from)
			v[n++] = in.v[i];
	qsort(v, n, sizeof(*v), by_from);
	in = (struct pauses){ v, 0 };
	for (size_t i = 0; i < n; i++) {
		struct pause *last = in.n > 0 ? &v[in.n - 1] : NULL;

		if (last == NULL || v[i].from > end_of(last))
			v[in.n++] = v[i];
		else if (end_of(&v[i]) > end_of(last))
			last->to = v[i].to;
	}
	return in;
}

/* ---- due ------------------------------------------------------------------
 */

/* `u` is a union. */
static enum err
advance_over(struct calendar *c, msec at, msec ms, struct pauses u, msec *out,
    msec *remaining, struct fault *f)
{
	msec due = 0;
	enum err rc;

	*remaining = 0;
	*out = at;
	if (ms <= 0)
		return OK;
	for (size_t i = 0; i < u.n; i++) {
		if (end_of(&u.v[i]) <= at)
			continue;
		rc = calendar_advance(c, at, ms, &due, f);
		if (rc == OK && due <= u.v[i].from) {
			*out = due;
			return OK;
		}
		if (rc != OK && u.v[i].from > at + DAYS(36525))
			return rc;
		ms -= calendar_between(c, at, u.v[i].from);
		at = u.v[i].to;
		if (at == 0) {
			*out = 0;
			*remaining = ms;
			return OK;
		}
	}
	return calendar_advance(c, at, ms, out, f);
}

enum err
sla_advance(struct calendar *c, msec start, msec ms, struct pauses in,
    msec *out, msec *remaining, struct fault *f)
{
	struct arena a = { 0 };
	msec due, left;
	enum err rc;

	rc = advance_over(c, start, ms, sla_union(&a, in), &due, &left, f);
	arena_done(&a);
	if (rc != OK)
		return rc;
	*out = due;
	if (remaining != NULL)
		*remaining = left;
	return OK;
}

msec
sla_elapsed(struct calendar *c, msec a, msec b, struct pauses in)
{
	struct arena arena = { 0 };
	struct pauses u = sla_union(&arena, in);
	msec sum = calendar_between(c, a, b);

	for (size_t i = 0; i < u.n; i++) {
		msec from = u.v[i].from, to = end_of(&u.v[i]);

		sum -=
		    calendar_between(c, from > a ? from : a, to < b ? to : b);
	}
	arena_done(&arena);
	return sum;
}

/* The first open instant at or after `at` that no pause covers; 0 when one
 * without an end does. */
static enum err
next_running(struct calendar *c, msec at, struct pauses u, msec *out,
    struct fault *f)
{
	enum err rc = calendar_next_open(c, at, &at, f);

	for (size_t i = 0; rc == OK && i < u.n; i++) {
		if (u.v[i].from > at || end_of(&u.v[i]) <= at)
			continue;
		if (u.v[i].to == 0) {
			at = 0;
			break;
		}
		rc = calendar_next_open(c, u.v[i].to, &at, f);
	}
	if (rc == OK)
		*out = at;
	return rc;
}

/* ---- targets of days --------------------------------------------------------
 */

static enum err
nothing_open(struct fault *f)
{
	return fail(f, ERR_INVALID,
	    _("the calendar does not have that many open days in a hundred "
	      "years: give it more days, or set a shorter target"));
}

/* From a piece of day 0 to the first piece of the n-th open day after it. */
static bool
to_day(struct calendar *c, int64_t n, struct piece *p)
{
	const struct piece *next;
	int32_t day = p->day;

	while (n > 0) {
		if ((next = calendar_piece(c, p->to)) == NULL)
			return false;
		*p = *next;
		if (p->day > day) {
			day = p->day;
			n--;
		}
	}
	return true;
}

/* The next piece of the same day. Where clocks go back over midnight, a day
 * begins, the one before it comes once more, and then it goes on: either of
 * the two is looked for over the other. */
static const struct piece *
more_of_day(struct calendar *c, const struct piece *p)
{
	const struct piece *next = calendar_piece(c, p->to);
	int32_t day = p->day;

	while (next != NULL && (next->day == day + 1 || next->day == day - 1))
		next = calendar_piece(c, next->to);
	return next != NULL && next->day == day ? next : NULL;
}

/* The wall clock's `time` on the day that begins with `p`, clamped into the
 * day's intervals; in a gap between two it is where the first of them ends. */
static msec
same_time(struct calendar *c, struct piece p, msec time)
{
	msec at = zone_instant(calendar_zone(c, p.from), DAYS(p.day) + time);
	const struct piece *next;

	if (at <= p.from)
		return p.from;
	while (at > p.to) {
		next = more_of_day(c, &p);
		if (next == NULL || next->from > at)
			return p.to;
		p = *next;
	}
	/* An interval that opens where the last one ended, after a gap. */
	return at;
}

static msec
end_of_day(struct calendar *c, struct piece p)
{
	const struct piece *next;

	while ((next = more_of_day(c, &p)) != NULL)
		p = *next;
	return p.to;
}

static enum err
day_due(struct calendar *c, msec start, const struct sla_target *t, msec *out,
    struct fault *f)
{
	const struct piece *first = calendar_piece(c, start);
	struct piece p;
	msec begin, time;

	if (first == NULL)
		return nothing_open(f);
	p = *first;
	begin = p.from > start ? p.from : start;
	time =
	    begin + zone_offset(calendar_zone(c, begin), begin) - DAYS(p.day);
	if (t->days == 0 && t->by == SLA_SAME_TIME) {
		*out = begin;
		return OK;
	}
	if (!to_day(c, t->days, &p))
		return nothing_open(f);
	*out =
	    t->by == SLA_END_OF_DAY ? end_of_day(c, p) : same_time(c, p, time);
	return OK;
}

enum err
sla_target_open(struct calendar *c, msec start, const struct sla_target *t,
    msec *out, bool *opening, struct fault *f)
{
	msec due = 0, ms, plain = 0;
	enum err rc;

	if (t->by == SLA_SPAN) {
		*out = t->ms;
		*opening = false;
		return OK;
	}
	if ((rc = day_due(c, start, t, &due, f)) != OK)
		return rc;
	ms = calendar_between(c, start, due);
	if ((rc = calendar_advance(c, start, ms, &plain, f)) != OK)
		return rc;
	*out = ms;
	*opening = plain != due;
	return OK;
}

enum err
sla_due(struct calendar *c, msec start, const struct sla_target *t,
    struct pauses in, struct sla_due *out, struct fault *f)
{
	struct arena a = { 0 };
	struct pauses u = sla_union(&a, in);
	struct sla_due due = { 0 };
	enum err rc;

	rc = sla_target_open(c, start, t, &due.target, &due.opening, f);
	if (rc == OK)
		rc = advance_over(c, start, due.target, u, &due.at,
		    &due.remaining, f);
	if (rc == OK && due.opening && due.at != 0)
		rc = next_running(c, due.at, u, &due.at, f);
	arena_done(&a);
	if (rc == OK)
		*out = due;
	return rc;
}

/* ---- why ------------------------------------------------------------------
 */

struct walk {
	struct calendar *c;
	struct arena *a;
	struct sla_segments *out;
};

static void
add(struct walk *w, msec from, msec to, enum sla_why why, struct str what)
{
	struct sla_segment *last =
	    w->out->n > 0 ? &w->out->v[w->out->n - 1] : NULL;
	size_t version = calendar_version_at(w->c, from);
	msec sum = last != NULL ? last->sum : 0, ms = to - from;

	if (from >= to)
		return;
	if (why != SLA_OPEN)
		ms = 0;
	if (last != NULL && last->to == from && last->why == why &&
	    last->version == version && str_eq(last->what, what)) {
		last->to = to;
		last->counted += ms;
		last->sum += ms;
		return;
	}
	*vec_push(w->a, w->out) = (struct sla_segment){ from, to, ms, sum + ms,
		why, str_copy(w->a, what), version };
}

/* Where the reason may change next: a version's start, a local midnight. */
static msec
border(struct calendar *c, msec at)
{
	const struct zone *z = calendar_zone(c, at);
	msec local = at + zone_offset(z, at);
	int64_t day = local / DAYS(1) - (local % DAYS(1) != 0 && local < 0);
	size_t i = calendar_version_at(c, at);
	msec next = zone_instant(z, DAYS(day + 1));

	if (next <= at) /* the zone went back over midnight */
		next = at + HOURS(1);
	if (i + 1 < calendar_versions(c) &&
	    calendar_version(c, i + 1)->from < next)
		next = calendar_version(c, i + 1)->from;
	return next;
}

static void
gap(struct walk *w, msec from, msec to)
{
	static const enum sla_why whys[] = { [CLOSED_HOURS] = SLA_CLOSED,
		[CLOSED_DATE] = SLA_DATE,
		[CLOSED_HOLIDAY] = SLA_HOLIDAY };
	struct str what;
	msec end;

	for (; from < to; from = end) {
		end = border(w->c, from);
		end = end < to ? end : to;
		enum calendar_why why = calendar_closed_why(w->c, from, &what);

		add(w, from, end, whys[why], what);
	}
}

static void
open_piece(struct walk *w, msec from, msec to, struct pauses u)
{
	for (size_t i = 0; i < u.n && from < to; i++) {
		msec end = end_of(&u.v[i]);

		if (end <= from || u.v[i].from >= to)
			continue;
		add(w, from, u.v[i].from, SLA_OPEN, STR_NONE);
		from = from > u.v[i].from ? from : u.v[i].from;
		end = end < to ? end : to;
		add(w, from, end, SLA_PAUSED, STR_NONE);
		from = end;
	}
	add(w, from, to, SLA_OPEN, STR_NONE);
}

void
sla_segments(struct calendar *c, msec start, msec end, struct pauses in,
    struct arena *a, struct sla_segments *out)
{
	struct pauses u = sla_union(a, in);
	struct walk w = { c, a, out };
	const struct piece *p = calendar_piece(c, start);

	if (p != NULL && p->from < start)
		add(&w, p->from, start, SLA_BEFORE, STR_NONE);
	while (start < end) {
		struct piece open = { end, end, 0, 0, 0 };

		if ((p = calendar_piece(c, start)) != NULL && p->from < end)
			open = *p;
		gap(&w, start, open.from);
		start = start > open.from ? start : open.from;
		open.to = open.to < end ? open.to : end;
		open_piece(&w, start, open.to, u);
		start = open.to;
	}
}
