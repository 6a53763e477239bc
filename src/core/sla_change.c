/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_change.c - a promise through changes of calendar, target and priority:
 * each stretch is measured with what was in force then (SLA.md 4.5), and when
 * its levels are reached (4.7).
 */
#include <assert.h>

#include "core/sla.h"

/* part / whole of `ms`, rounded down. */
static msec
share(msec ms, msec part, msec whole)
{
	return (msec)((long double)ms * (long double)part / (long double)whole);
}

/* The way through the terms: what was used where each of them begins. */
struct way {
	const struct sla_term *terms;
	size_t n;
	msec *used;   /* after the change */
	size_t first; /* the term that begins it, or restarts it last */
	struct pauses pauses;
	struct fault *f;
};

/* The instant at which `ms` were used, in an earlier term than the last. */
static enum err
back(const struct way *w, msec ms, msec begin, msec *out)
{
	size_t i = w->n - 1;
	msec left;
	enum err rc;

	if (ms <= 0) {
		*out = begin;
		return OK;
	}
	while (i > w->first && w->used[i] >= ms)
		i--;
	rc = sla_advance(w->terms[i].calendar, w->terms[i].from,
	    ms - w->used[i], w->pauses, out, &left, w->f);
	if (rc == OK && i + 1 < w->n &&
	    (*out == 0 || *out > w->terms[i + 1].from))
		*out = w->terms[i + 1].from;
	return rc;
}

/* When the state's target is reached, if nothing else changes. */
static enum err
run_out(const struct way *w, struct sla_state *s)
{
	struct calendar *c = w->terms[w->n - 1].calendar;
	msec left = s->target - s->used;
	struct sla_due day;
	enum err rc;

	s->remaining = 0;
	if (w->n > 1 && left <= 0 && s->begin < s->from)
		return back(w, s->target, s->begin, &s->due);
	/* A day target from its own start may fall on an opening edge. */
	if (s->opening && s->begin == s->from) {
		rc = sla_due(c, s->from, &w->terms[w->n - 1].target, w->pauses,
		    &day, w->f);
		if (rc == OK) {
			s->due = day.at;
			s->remaining = day.remaining;
		}
		return rc;
	}
	rc = sla_advance(c, s->from, left, w->pauses, &s->due, &s->remaining,
	    w->f);
	if (rc == OK && s->opening && s->due != 0)
		rc = calendar_next_open(c, s->due, &s->due, w->f);
	return rc;
}

static void
stamp(struct sla_state *s)
{
	bool past = s->due != 0 && s->due < s->from;

	s->by_change = past && s->missed_at == 0;
	s->breach = !past ? s->due : s->by_change ? s->from : s->missed_at;
}

/* The next term takes over from the last one. */
static enum err
change(struct way *w, struct sla_state *s)
{
	const struct sla_term *was = &w->terms[w->n - 1], *is = was + 1;
	msec used =
	    s->used + sla_elapsed(was->calendar, s->from, is->from, w->pauses);
	msec target = s->target;
	enum err rc;

	if (s->missed_at == 0 && s->breach != 0 && s->breach < is->from)
		s->missed_at = s->breach;
	s->from = is->from;
	if (is->how == SLA_RESTART) {
		s->begin = is->from;
		w->first = w->n;
		used = 0;
	}
	rc = sla_target_open(is->calendar, s->begin, &is->target, &s->target,
	    &s->opening, w->f);
	if (is->how == SLA_PROPORTIONAL && target > 0)
		used = share(s->target, used, target);
	s->used = w->used[w->n++] = used;
	s->term = w->n - 1;
	return rc;
}

static enum err
begin(struct way *w, struct sla_state *s)
{
	const struct sla_term *t = w->terms;

	w->used[0] = 0;
	w->n = 1;
	s->begin = s->from = t->from;
	return sla_target_open(t->calendar, t->from, &t->target, &s->target,
	    &s->opening, w->f);
}

enum err
sla_follow(const struct sla_term *terms, size_t n, struct pauses in,
    struct sla_state *out, struct fault *f)
{
	struct arena a = { 0 };
	struct sla_state s = { 0 };
	struct way w = { terms, 0, NEWN(&a, msec, n), 0, NO_PAUSES, f };
	enum err rc;

	assert(n > 0);
	w.pauses = sla_union(&a, in);
	rc = begin(&w, &s);
	for (;;) {
		if (rc == OK && (rc = run_out(&w, &s)) == OK)
			stamp(&s);
		if (rc != OK || w.n == n)
			break;
		rc = change(&w, &s);
	}
	arena_done(&a);
	if (rc == OK)
		*out = s;
	return rc;
}

msec
sla_used(const struct sla_term *terms, size_t n, const struct sla_state *s,
    struct pauses in, msec at)
{
	struct sla_state then;

	if (at >= s->from)
		return s->used +
		    sla_elapsed(terms[n - 1].calendar, s->from, at, in);
	while (n > 1 && terms[n - 1].from > at)
		n--;
	if (terms[n - 1].from > at ||
	    sla_follow(terms, n, in, &then, NULL) != OK)
		return 0;
	return sla_used(terms, n, &then, in, at);
}

enum err
sla_level_at(const struct sla_term *terms, size_t n, const struct sla_state *s,
    struct pauses in, struct sla_level level, msec *out, struct fault *f)
{
	msec wanted = share(s->target, level.permille, 1000) + level.more;

	if (level.permille == 1000 && level.more == 0) {
		*out = s->breach;
		return OK;
	}
	if (wanted <= s->used) {
		*out = s->from;
		return OK;
	}
	return sla_advance(terms[n - 1].calendar, s->from, wanted - s->used, in,
	    out, NULL, f);
}
