/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_ask.c - reads a question about a promise, and has it worked out.
 */
#include "cmd/sla_ask.h"

#include "base/clock.h"

/* ---- calendars that were read ---------------------------------------------
 */

struct shelf_entry {
	struct shelf_entry *next;
	struct str place;
	struct calendar *calendar; /* NULL: refused */
	struct fault why;
};

/* What is asked for often comes to stand in front. */
static struct shelf_entry *
look(struct shelf *s, struct str place)
{
	struct shelf_entry **at = &s->first, *e;

	while (*at != NULL && !str_eq((*at)->place, place))
		at = &(*at)->next;
	if ((e = *at) == NULL || e == s->first)
		return e;
	*at = e->next;
	e->next = s->first;
	s->first = e;
	return e;
}

enum err
shelf_get(struct shelf *s, struct str place, struct calendar **out,
    struct fault *f)
{
	struct shelf_entry *e = look(s, place);

	if (e == NULL) {
		e = NEW(&s->arena, struct shelf_entry);
		e->place = str_copy(&s->arena, place);
		if (calendar_file(e->place, &e->calendar, &e->why) != OK)
			e->calendar = NULL;
		e->next = s->first;
		s->first = e;
	}
	if (e->calendar == NULL)
		return fail(f, ERR_INVALID, "%s", e->why.text);
	*out = e->calendar;
	return OK;
}

void
shelf_done(struct shelf *s)
{
	for (struct shelf_entry *e = s->first; e != NULL; e = e->next)
		calendar_free(e->calendar);
	arena_done(&s->arena);
	s->first = NULL;
}

/* ---- a question -----------------------------------------------------------
 */

enum err
sla_ask_at(struct str s, msec *out, struct fault *f)
{
	msec at;

	if (clock_parse(s, &at, NULL) != OK)
		return fail(f, ERR_INVALID,
		    _("'%.*s' is no instant: write it as "
		      "2026-03-06T15:30:00Z"),
		    STR_ARG(s));
	if (at <= 0 || at >= DAYS(clock_days(9000, 1, 1)))
		return fail(f, ERR_INVALID,
		    _("'%.*s' is out of reach: years from 1970 to 8999 are "
		      "known"),
		    STR_ARG(s));
	*out = at;
	return OK;
}

static enum err
read_pause(struct arena *a, struct str s, struct pause *p, struct fault *f)
{
	struct str rest = s, from;
	enum err rc;

	if (memchr(s.s, '/', s.len) == NULL)
		return fail(f, ERR_INVALID,
		    _("'%.*s' is no pause: write FROM/TO, or FROM/ while it "
		      "lasts"),
		    STR_ARG(s));
	str_next(a, &rest, '/', &from);
	if ((rc = sla_ask_at(from, &p->from, f)) != OK)
		return rc;
	p->to = 0;
	if (rest.len > 0 && (rc = sla_ask_at(rest, &p->to, f)) != OK)
		return rc;
	if (p->to != 0 && p->to < p->from)
		return fail(f, ERR_INVALID,
		    _("the pause '%.*s' ends before it begins"), STR_ARG(s));
	return OK;
}

enum err
sla_ask_pauses(struct arena *a, const struct str *v, size_t n,
    struct pauses *out, struct fault *f)
{
	struct pause *p = NEWN(a, struct pause, n);
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < n; i++)
		rc = read_pause(a, v[i], &p[i], f);
	if (rc == OK)
		*out = sla_union(a, (struct pauses){ p, n });
	return rc;
}

enum err
sla_ask_begun(const struct calendar *c, msec at, struct fault *f)
{
	char iso[CLOCK_ISO];

	if (at >= calendar_begins(c))
		return OK;
	return fail(f, ERR_INVALID,
	    _("calendar '%.*s' is valid from %s on: nothing is known of "
	      "before"),
	    STR_ARG(calendar_name(c)), clock_iso(calendar_begins(c), iso));
}

enum err
sla_ask(struct shelf *s, struct arena *a, const struct sla_question *q,
    struct sla_answer *out, struct fault *f)
{
	struct sla_answer w = { .calendar = NULL };
	enum err rc;

	if ((rc = sla_ask_at(q->start, &w.start, f)) == OK &&
	    (rc = sla_target_parse(q->target, &w.target, f)) == OK &&
	    (rc = sla_ask_pauses(a, q->pauses, q->npauses, &w.pauses, f)) ==
		OK &&
	    (rc = shelf_get(s, q->calendar, &w.calendar, f)) == OK &&
	    (rc = sla_ask_begun(w.calendar, w.start, f)) == OK)
		rc = sla_due(w.calendar, w.start, &w.target, w.pauses, &w.due,
		    f);
	if (rc == OK)
		*out = w;
	return rc;
}

struct str
sla_ask_span(struct arena *a, msec ms)
{
	const struct sla_target t = { .by = SLA_SPAN, .ms = ms };

	return sla_target_text(a, &t);
}
