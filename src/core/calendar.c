/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar.c - works a calendar out into open pieces, and looks things up in
 * them.
 *
 * The array covers [lo, hi) and grows at either end, doubling; a question far
 * from it starts it anew there, so that it stays small.
 */
#include <assert.h>

#include "base/clock.h"
#include "core/calendar_def.h"

#define BLOCK  DAYS(400)      /* the least that is worked out */
#define MARGIN HOURS(27)      /* no zone is further from UTC */
#define FAR    DAYS(366 * 40) /* the array is never longer, nor is a jump */
#define NEVER  DAYS(36525)    /* a hundred years */

static int64_t
day_of(msec local)
{
	return local / DAYS(1) - (local % DAYS(1) != 0 && local < 0);
}

/* Monday is 0. */
static int
weekday(int64_t day) /* 1970-01-01 was a Thursday */
{
	return (int)(((day + 3) % 7 + 7) % 7);
}

static const struct dated *
dated(const struct version *v, int64_t day)
{
	size_t lo = 0, hi = v->dates.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->dates.v[mid].day < day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < v->dates.n && v->dates.v[lo].day == day ? &v->dates.v[lo]
							    : NULL;
}

static const struct hours *
hours_of(const struct version *v, int64_t day)
{
	const struct dated *d = dated(v, day);

	return d != NULL ? &d->hours : &v->week[weekday(day)];
}

/* ---- life -------------------------------------------------------------------
 */

struct calendar *
calendar_new(struct str name)
{
	struct calendar *c = calloc(1, sizeof(*c));

	if (c == NULL)
		die("out of memory");
	c->name = str_copy(&c->arena, name);
	return c;
}

void
calendar_free(struct calendar *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->parts.n; i++)
		calendar_free(c->parts.v[i]);
	arena_done(&c->arena);
	free(c->piece);
	free(c);
}

static int
by_start(const void *a, const void *b)
{
	const struct version *x = a, *y = b;

	return (x->is.from > y->is.from) - (x->is.from < y->is.from);
}

static bool
has_week(const struct version *v)
{
	for (size_t i = 0; i < 7; i++)
		if (v->week[i].n > 0)
			return true;
	return false;
}

void
calendar_ready(struct calendar *c)
{
	const struct version *last;

	qsort(c->versions.v, c->versions.n, sizeof(*c->versions.v), by_start);
	for (size_t i = 0; i < c->versions.n; i++)
		c->versions.v[i].is.n = (int)i + 1;
	last = &c->versions.v[c->versions.n - 1];
	c->ends = INT64_MAX;
	if (!has_week(last)) {
		c->ends = last->is.from;
		for (size_t i = 0; i < last->dates.n; i++)
			if (last->dates.v[i].hours.n > 0 &&
			    DAYS(last->dates.v[i].day + 3) > c->ends)
				c->ends = DAYS(last->dates.v[i].day + 3);
	}
}

/* ---- working it out --------------------------------------------------------
 */

/* One version between two instants, on its way into the array. */
struct work {
	struct calendar *c;
	const struct version *v;
	int32_t index;
	msec from, to;	      /* wanted */
	msec zfrom, zto, off; /* the offset that held last */
};

static struct piece *
room(struct calendar *c)
{
	if (c->n == c->cap) {
		c->cap = c->cap > 0 ? c->cap * 2 : 1024;
		c->piece = realloc(c->piece, c->cap * sizeof(*c->piece));
		if (c->piece == NULL)
			die("out of memory");
	}
	return &c->piece[c->n++];
}

/* What of the interval falls in the stretch with this offset. */
static void
emit(struct work *w, int64_t day, const struct interval *i)
{
	msec from = DAYS(day) + MINUTES(i->from) - w->off;
	msec to = DAYS(day) + MINUTES(i->to) - w->off;
	struct piece *last = w->c->n > 0 ? &w->c->piece[w->c->n - 1] : NULL;

	from = from > w->zfrom ? from : w->zfrom;
	from = from > w->from ? from : w->from;
	to = to < w->zto ? to : w->zto;
	to = to < w->to ? to : w->to;
	if (from >= to)
		return;
	if (last != NULL && last->to == from && last->day == day &&
	    last->version == w->index)
		last->to = to;
	else
		*room(w->c) =
		    (struct piece){ from, to, 0, (int32_t)day, w->index };
}

static void
work_day(struct work *w, int64_t day)
{
	const struct hours *h = hours_of(w->v, day);
	msec at = DAYS(day) - MARGIN, end = DAYS(day + 1) + MARGIN;

	if (h->n == 0)
		return;
	while (at < end) {
		if (at < w->zfrom || at >= w->zto)
			w->off = zone_span(w->v->zone, at, &w->zfrom, &w->zto);
		for (size_t i = 0; i < h->n; i++)
			emit(w, day, &h->v[i]);
		at = w->zto;
	}
}

static msec
version_end(const struct calendar *c, size_t i)
{
	return i + 1 < c->versions.n ? c->versions.v[i + 1].is.from : INT64_MAX;
}

/* The first version also serves for what came before it. */
static msec
version_start(const struct calendar *c, size_t i)
{
	return i > 0 ? c->versions.v[i].is.from : INT64_MIN;
}

static int
by_from(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* Appends [from, to), which begins where the array ends. */
static void
work_out(struct calendar *c, msec from, msec to)
{
	size_t first = c->n;

	for (size_t i = 0; i < c->versions.n; i++) {
		struct work w = { c, &c->versions.v[i], (int32_t)i,
			version_start(c, i), version_end(c, i), 0, 0, 0 };

		w.from = w.from > from ? w.from : from;
		w.to = w.to < to ? w.to : to;
		if (w.from >= w.to)
			continue;
		for (int64_t d = day_of(w.from - MARGIN);
		     d <= day_of(w.to + MARGIN); d++)
			work_day(&w, d);
	}
	/* Where a zone goes back over midnight two days take turns. */
	if (c->n > first)
		qsort(c->piece + first, c->n - first, sizeof(*c->piece),
		    by_from);
	for (size_t i = first; i < c->n; i++)
		c->piece[i].before = i == 0 ? 0
					    : c->piece[i - 1].before +
			c->piece[i - 1].to - c->piece[i - 1].from;
}

static void
start_at(struct calendar *c, msec from, msec to)
{
	c->n = 0;
	c->lo = from;
	c->hi = to;
	work_out(c, from, to);
}

/* Makes the array hold `at`. */
static void
need(struct calendar *c, msec at)
{
	msec span = c->hi - c->lo, to;

	if (at >= c->lo && at < c->hi)
		return;
	if (span == 0 || at < c->lo - FAR / 2 || at >= c->hi + FAR / 2 ||
	    span > FAR) {
		start_at(c, at - DAYS(40), at + BLOCK);
		return;
	}
	span = span > BLOCK ? span : BLOCK;
	if (at < c->lo) {
		start_at(c, at - span, c->hi);
		return;
	}
	to = at + span;
	work_out(c, c->hi, to);
	c->hi = to;
}

/* ---- looking up -------------------------------------------------------------
 */

/* The first piece that ends after `at`, or n. */
static size_t
place(const struct calendar *c, msec at)
{
	size_t lo = 0, hi = c->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->piece[mid].to <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Open time in the array up to the end of piece i - 1. */
static msec
open_before(const struct calendar *c, size_t i)
{
	const struct piece *p;

	if (i == 0)
		return 0;
	p = &c->piece[i - 1];
	return p->before + p->to - p->from;
}

/* Open time in the array before `at`, which it holds. */
static msec
open_until(const struct calendar *c, msec at)
{
	size_t i = place(c, at);
	msec sum = open_before(c, i);

	if (i < c->n && c->piece[i].from < at)
		sum += at - c->piece[i].from;
	return sum;
}

msec
calendar_between(struct calendar *c, msec a, msec b)
{
	msec sum = 0, end;

	while (a < b) {
		end = b - a > FAR / 4 ? a + FAR / 4 : b;
		need(c, end);
		need(c, a);
		if (end > c->hi) /* it was started anew */
			end = c->hi;
		sum +=
		    (end == c->hi ? open_before(c, c->n) : open_until(c, end)) -
		    open_until(c, a);
		a = end;
	}
	return sum;
}

static enum err
too_long(const struct calendar *c, struct fault *f)
{
	return fail(f, ERR_INVALID,
	    _("calendar '%.*s' does not have that much open time in a hundred "
	      "years: give it more hours, or set a shorter target"),
	    STR_ARG(c->name));
}

/* The piece in which the sum of open time reaches `sum`. */
static const struct piece *
reach(const struct calendar *c, size_t lo, msec sum)
{
	size_t hi = c->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (open_before(c, mid + 1) < sum)
			lo = mid + 1;
		else
			hi = mid;
	}
	return &c->piece[lo];
}

enum err
calendar_advance(struct calendar *c, msec from, msec ms, msec *out,
    struct fault *f)
{
	msec never = from + NEVER, base, have;
	const struct piece *p;

	if (ms <= 0) {
		*out = from;
		return OK;
	}
	for (;;) {
		need(c, from);
		base = open_until(c, from);
		have = open_before(c, c->n) - base;
		if (have >= ms)
			break;
		ms -= have;
		from = c->hi;
		if (from > never || from >= c->ends)
			return too_long(c, f);
	}
	p = reach(c, 0, base + ms);
	*out = p->from + base + ms - p->before;
	return OK;
}

/* Is the piece cut off by an end of the array? Then there is more of it now. */
static bool
mended(struct calendar *c, size_t i)
{
	if (c->piece[i].to == c->hi)
		need(c, c->hi);
	else if (c->piece[i].from == c->lo)
		need(c, c->lo - 1);
	else
		return false;
	return true;
}

const struct piece *
calendar_piece(struct calendar *c, msec at)
{
	msec never = at + NEVER;
	size_t i;

	for (;;) {
		need(c, at);
		i = place(c, at);
		if (i < c->n && mended(c, i))
			continue;
		if (i < c->n)
			return &c->piece[i];
		at = c->hi;
		if (at > never || at >= c->ends)
			return NULL;
	}
}

enum err
calendar_next_open(struct calendar *c, msec from, msec *out, struct fault *f)
{
	const struct piece *p = calendar_piece(c, from);

	if (p == NULL)
		return too_long(c, f);
	*out = p->from > from ? p->from : from;
	return OK;
}

/* ---- what it is -------------------------------------------------------------
 */

struct str
calendar_name(const struct calendar *c)
{
	return c->name;
}

size_t
calendar_versions(const struct calendar *c)
{
	return c->versions.n;
}

size_t
calendar_version_at(const struct calendar *c, msec at)
{
	size_t i = 0;

	while (i + 1 < c->versions.n && c->versions.v[i + 1].is.from <= at)
		i++;
	return i;
}

const struct calendar_version *
calendar_version(const struct calendar *c, size_t i)
{
	assert(i < c->versions.n);
	return &c->versions.v[i].is;
}

msec
calendar_begins(const struct calendar *c)
{
	return c->versions.v[0].is.from;
}

const struct zone *
calendar_zone(const struct calendar *c, msec at)
{
	return c->versions.v[calendar_version_at(c, at)].zone;
}

struct str
calendar_zone_name(const struct calendar *c, msec at)
{
	return c->versions.v[calendar_version_at(c, at)].zone_name;
}

/* A date closes what its weekday would have open; else it is just late. */
enum calendar_why
calendar_closed_why(const struct calendar *c, msec at, struct str *what)
{
	const struct version *v = &c->versions.v[calendar_version_at(c, at)];
	int64_t day = day_of(at + zone_offset(v->zone, at));
	const struct dated *d = dated(v, day);

	if (what != NULL)
		*what = d != NULL ? d->what : STR_NONE;
	if (d == NULL || v->week[weekday(day)].n == 0) {
		if (what != NULL)
			*what = STR_NONE;
		return CLOSED_HOURS;
	}
	return d->holiday ? CLOSED_HOLIDAY : CLOSED_DATE;
}

/* ---- a day of it ----------------------------------------------------------- */

static msec
day_length(const struct hours *h)
{
	msec sum = 0;

	for (size_t i = 0; i < h->n; i++)
		sum += MINUTES(h->v[i].to - h->v[i].from);
	return sum;
}

msec
calendar_day(const struct calendar *c, msec at)
{
	const struct hours *week =
	    c->versions.v[calendar_version_at(c, at)].week;
	msec best = 0;
	int most = 0;

	for (int i = 0; i < 7; i++) {
		msec is = day_length(&week[i]);
		int like = 0;

		for (int k = 0; k < 7; k++)
			like += day_length(&week[k]) == is;
		if (is > 0 && (like > most || (like == most && is > best))) {
			best = is;
			most = like;
		}
	}
	return best > 0 ? best : DAYS(1);
}
