/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_check.c - the vectors of SLA.md 4.10, and working one out.
 */
#include "base/clock.h"
#include "core/sla_check.h"

static const char calendars[] =
    "[calendar OFF]\nzone = Europe/Madrid\nmon-fri = 09:00-18:00\n"
    "[calendar OFFX]\nzone = Europe/Madrid\nmon-fri = 09:00-18:00\n"
    "2026-12-24 = 09:00-13:00\n2026-12-25 = closed\n"
    "[calendar SPLIT]\nzone = Europe/Madrid\n"
    "mon-fri = 09:00-14:00 15:30-18:30\n"
    "[calendar FULL]\nzone = Europe/Madrid\nmon-sun = 00:00-24:00\n"
    "[calendar NIGHT]\nzone = Europe/Madrid\n"
    "mon-sun = 00:00-06:00 22:00-24:00\n"
    "[calendar NYC]\nzone = America/New_York\nmon-fri = 08:00-17:00\n"
    "[calendar SCF]\nzone = America/Santiago\nmon-sun = 00:00-24:00\n"
    "[calendar SCL]\nzone = America/Santiago\nmon-sat = 08:00-20:00\n"
    "2026-09-18 = closed\n2026-09-19 = closed\n"
    "[calendar KOL]\nzone = Asia/Kolkata\nmon-fri = 09:00-18:00\n"
    "[calendar C8]\nzone = Europe/Madrid\nmon-fri = 08:00-18:00\n";

#define V(i, w, cal, st, ta, ...)                                              \
	{                                                                      \
		.id = i, .what = w, .calendar = cal, .start = st "Z",          \
		.target = ta, __VA_ARGS__                                      \
	}

/* Instants are UTC; local times are in SLA.md. */
static const struct sla_vector vectors[] = {
	V("1", N_("overnight and a weekend"), "OFF", "2026-03-06T15:30:00",
	    "240m", .expect = "2026-03-09T10:30:00Z"),
	V("2a", N_("ends exactly at closing time"), "OFF",
	    "2026-03-06T16:00:00", "60m", .expect = "2026-03-06T17:00:00Z"),
	V("2b", N_("starts exactly at closing time"), "OFF",
	    "2026-03-06T17:00:00", "60m", .expect = "2026-03-09T09:00:00Z"),
	V("3", N_("half day, holiday and a weekend"), "OFFX",
	    "2026-12-23T15:00:00", "600m", .expect = "2026-12-28T12:00:00Z"),
	V("4", N_("the hour that is skipped in spring"), "FULL",
	    "2026-03-28T21:00:00", "480m", .expect = "2026-03-29T05:00:00Z"),
	V("5", N_("the hour that is repeated in autumn, night shift"), "NIGHT",
	    "2026-10-24T21:00:00", "480m", .expect = "2026-10-25T05:00:00Z"),
	V("5 autumn", N_("that night shift lasts nine hours"), "NIGHT",
	    "2026-10-24T20:00:00", "0m", .until = "2026-10-25T05:00:00Z",
	    .expect = "540"),
	V("5 spring", N_("and seven in spring"), "NIGHT", "2026-03-28T21:00:00",
	    "0m", .until = "2026-03-29T04:00:00Z", .expect = "420"),
	V("6", N_("office hours over a change of the clock"), "NYC",
	    "2026-03-06T21:00:00", "120m", .expect = "2026-03-09T13:00:00Z"),
	V("7", N_("a pause over a weekend"), "OFF", "2026-05-08T08:00:00",
	    "480m", .pauses = "2026-05-08T10:00:00Z/2026-05-11T09:00:00Z",
	    .expect = "2026-05-11T15:00:00Z"),
	V("7 pause", N_("the open time in that pause"), "OFF",
	    "2026-05-08T10:00:00", "0m", .until = "2026-05-11T09:00:00Z",
	    .expect = "480"),
	V("7 wrong", N_("what the pause as wall time would have given"), "OFF",
	    "2026-05-08T08:00:00", "4740m", .expect = "2026-05-20T15:00:00Z"),
	V("8", N_("a pause out of hours"), "OFF", "2026-05-04T14:00:00", "240m",
	    .pauses = "2026-05-04T17:00:00Z/2026-05-05T05:00:00Z",
	    .expect = "2026-05-05T09:00:00Z"),
	V("9", N_("overlapping pauses and lunch"), "SPLIT",
	    "2026-06-02T11:00:00", "180m",
	    .pauses = "2026-06-02T11:30:00Z/2026-06-02T12:30:00Z "
		      "2026-06-02T12:00:00Z/2026-06-02T14:00:00Z",
	    .expect = "2026-06-02T16:30:00Z"),

	V("10a used", N_("used when the priority is raised"), "OFF",
	    "2026-06-08T07:00:00", "0m", .until = "2026-06-09T08:00:00Z",
	    .expect = "600"),
	V("10a old", N_("due before it is raised"), "OFF",
	    "2026-06-08T07:00:00", "960m", .expect = "2026-06-09T14:00:00Z"),
	V("10a", N_("priority raised, already past"), "OFF",
	    "2026-06-08T07:00:00", "960m", .change = "2026-06-09T08:00:00Z",
	    .to_target = "480m", .how = SLA_CARRY,
	    .expect = "2026-06-08T15:00:00Z", .breach = "2026-06-09T08:00:00Z"),
#define PAUSE_10 .pauses = "2026-06-08T12:00:00Z/2026-06-08T15:00:00Z"
	V("10b used", N_("used when it is raised, with a pause"), "OFF",
	    "2026-06-08T07:00:00", "0m", PAUSE_10,
	    .until = "2026-06-09T08:00:00Z", .expect = "420"),
	V("10b old", N_("due before it is raised, with a pause"), "OFF",
	    "2026-06-08T07:00:00", "960m", PAUSE_10,
	    .expect = "2026-06-10T08:00:00Z"),
	V("10b", N_("priority raised after a pause: carry"), "OFF",
	    "2026-06-08T07:00:00", "960m", PAUSE_10,
	    .change = "2026-06-09T08:00:00Z", .to_target = "480m",
	    .how = SLA_CARRY, .expect = "2026-06-09T09:00:00Z"),
	V("10c share", N_("priority raised after a pause: proportional"), "OFF",
	    "2026-06-08T07:00:00", "960m", PAUSE_10,
	    .change = "2026-06-09T08:00:00Z", .to_target = "480m",
	    .how = SLA_PROPORTIONAL, .expect = "2026-06-09T12:30:00Z"),
	V("10c restart", N_("priority raised after a pause: restart"), "OFF",
	    "2026-06-08T07:00:00", "960m", PAUSE_10,
	    .change = "2026-06-09T08:00:00Z", .to_target = "480m",
	    .how = SLA_RESTART, .expect = "2026-06-09T16:00:00Z"),

	V("11 used", N_("used when it was resolved"), "OFF",
	    "2026-07-01T07:00:00", "0m", .until = "2026-07-01T13:00:00Z",
	    .expect = "360"),
	V("11", N_("reopened inside the window"), "OFF", "2026-07-01T07:00:00",
	    "600m", .pauses = "2026-07-01T13:00:00Z/2026-07-03T08:00:00Z",
	    .expect = "2026-07-03T12:00:00Z"),
	V("11 over", N_("late by this when resolved again"), "OFF",
	    "2026-07-03T12:00:00", "0m", .until = "2026-07-03T13:00:00Z",
	    .expect = "60"),
	V("11 restart", N_("reopened, from nothing"), "OFF",
	    "2026-07-03T08:00:00", "600m", .expect = "2026-07-06T09:00:00Z"),
	V("11 never", N_("reopened, never stopped"), "OFF",
	    "2026-07-01T07:00:00", "600m", .expect = "2026-07-02T08:00:00Z"),

	V("12a", N_("the customer's clock beside a referral"), "OFF",
	    "2026-10-19T08:00:00", "960m", .expect = "2026-10-20T15:00:00Z"),
	V("12b accept", N_("a half-hour zone: accept"), "KOL",
	    "2026-10-19T14:00:00", "60m", .expect = "2026-10-20T04:30:00Z"),
	V("12b", N_("a half-hour zone: complete"), "KOL", "2026-10-19T14:00:00",
	    "240m", .expect = "2026-10-20T07:30:00Z"),
	V("12c used", N_("used when it was returned"), "KOL",
	    "2026-10-19T14:00:00", "0m", .until = "2026-10-20T06:30:00Z",
	    .expect = "180"),
	V("12c", N_("returned and sent again"), "KOL", "2026-10-19T14:00:00",
	    "240m", .pauses = "2026-10-20T06:30:00Z/2026-10-20T11:00:00Z",
	    .expect = "2026-10-20T12:00:00Z"),
	V("12c slack", N_("what the customer's clock has left then"), "OFF",
	    "2026-10-20T12:00:00", "0m", .until = "2026-10-20T15:00:00Z",
	    .expect = "180"),
	V("12d", N_("a leg that ends after the customer's clock"), "KOL",
	    "2026-10-19T14:00:00", "900m", .expect = "2026-10-21T09:30:00Z"),

	V("13a", N_("a day without midnight"), "SCF", "2026-09-06T03:30:00",
	    "60m", .expect = "2026-09-06T04:30:00Z"),
	V("13a day", N_("that day has 23 hours"), "SCF", "2026-09-06T04:00:00",
	    "0m", .until = "2026-09-07T03:00:00Z", .expect = "1380"),
	V("13b", N_("an hour repeated before midnight"), "SCF",
	    "2026-04-05T01:30:00", "120m", .expect = "2026-04-05T03:30:00Z"),
	V("13b day", N_("that day has 25 hours"), "SCF", "2026-04-04T03:00:00",
	    "0m", .until = "2026-04-05T04:00:00Z", .expect = "1500"),
	V("14", N_("two holidays beside a Sunday"), "SCL",
	    "2026-09-17T21:00:00", "300m", .expect = "2026-09-21T14:00:00Z"),

	V("15 50%", N_("levels across a night: half"), "C8",
	    "2026-03-09T16:00:00", "240m", .level = "50%",
	    .expect = "2026-03-10T08:00:00Z"),
	V("15 75%", N_("levels across a night: three quarters"), "C8",
	    "2026-03-09T16:00:00", "240m", .level = "75%",
	    .expect = "2026-03-10T09:00:00Z"),
	V("15 -60", N_("levels across a night: an hour before"), "C8",
	    "2026-03-09T16:00:00", "240m", .level = "-60m",
	    .expect = "2026-03-10T09:00:00Z"),
	V("15 90%", N_("levels across a night: nine tenths"), "C8",
	    "2026-03-09T16:00:00", "240m", .level = "90%",
	    .expect = "2026-03-10T09:36:00Z"),
	V("15", N_("levels across a night: due"), "C8", "2026-03-09T16:00:00",
	    "240m", .level = "100%", .expect = "2026-03-10T10:00:00Z"),
	V("15 +60", N_("levels across a night: an hour after"), "C8",
	    "2026-03-09T16:00:00", "240m", .level = "+60m",
	    .expect = "2026-03-10T11:00:00Z"),

	V("16", N_("the calendar changes on the way"), "OFF",
	    "2026-05-08T13:00:00", "480m", .change = "2026-05-08T18:00:00Z",
	    .to_target = "480m", .to_calendar = "FULL", .how = SLA_CARRY,
	    .expect = "2026-05-08T23:00:00Z"),
	V("16 used", N_("used before that change"), "OFF",
	    "2026-05-08T13:00:00", "0m", .until = "2026-05-08T18:00:00Z",
	    .expect = "180"),
	V("16 new", N_("wrong: all of it in the new calendar"), "FULL",
	    "2026-05-08T13:00:00", "480m", .expect = "2026-05-08T21:00:00Z"),
	V("16 old", N_("wrong: all of it in the old calendar"), "OFF",
	    "2026-05-08T13:00:00", "480m", .expect = "2026-05-11T12:00:00Z"),

	V("17", N_("business days, one of them half"), "OFFX",
	    "2026-12-23T15:00:00", "2bd end_of_day",
	    .expect = "2026-12-28T17:00:00Z"),
	V("17 late", N_("the same, begun after closing time"), "OFFX",
	    "2026-12-23T19:00:00", "2bd end_of_day",
	    .expect = "2026-12-29T17:00:00Z"),
	V("17 same", N_("the same time next day, begun after closing time"),
	    "OFF", "2026-05-04T17:30:00", "1bd same_time",
	    .expect = "2026-05-06T07:00:00Z"),
};

size_t
sla_vectors(const struct sla_vector **out)
{
	*out = vectors;
	return countof(vectors);
}

struct str
sla_vector_calendars(void)
{
	return str_of(calendars);
}

/* ---- working one out --------------------------------------------------------
 */

struct check {
	struct arena *a;
	const struct sla_vector *v;
	struct calendar *c, *to;
	struct pauses pauses;
	struct sla_term terms[2];
	size_t n;
	struct fault fault;
};

static enum err
read_pauses(struct check *k)
{
	struct str rest = str_of(k->v->pauses), one, from;
	VEC(struct pause) v = { 0 };
	enum err rc = OK;

	while (rc == OK && str_next(k->a, &rest, ' ', &one)) {
		struct pause *p = vec_push(k->a, &v);

		if (!str_next(k->a, &one, '/', &from))
			continue;
		if ((rc = clock_parse(from, &p->from, &k->fault)) == OK)
			rc = clock_parse(one, &p->to, &k->fault);
	}
	k->pauses = (struct pauses){ v.v, v.n };
	return rc;
}

static enum err
read_terms(struct check *k)
{
	const struct sla_vector *v = k->v;
	struct sla_term *t = k->terms;
	enum err rc;

	t[0].calendar = k->c;
	k->n = 1;
	if ((rc = clock_parse(str_of(v->start), &t[0].from, &k->fault)) != OK ||
	    (rc = sla_target_parse(str_of(v->target), &t[0].target,
		 &k->fault)) != OK ||
	    v->change == NULL)
		return rc;
	t[1].calendar = k->to != NULL ? k->to : k->c;
	t[1].how = v->how;
	k->n = 2;
	if ((rc = clock_parse(str_of(v->change), &t[1].from, &k->fault)) == OK)
		rc = sla_target_parse(str_of(v->to_target), &t[1].target,
		    &k->fault);
	return rc;
}

static struct str
instant(struct check *k, msec at)
{
	char iso[CLOCK_ISO];

	return str_copy(k->a, str_of(clock_iso(at, iso)));
}

static enum err
answer(struct check *k, struct sla_checked *out)
{
	struct sla_state s;
	struct sla_level level;
	msec at;
	enum err rc;

	if (k->v->until != NULL) {
		rc = clock_parse(str_of(k->v->until), &at, &k->fault);
		if (rc == OK)
			out->got = str_printf(k->a, "%lld",
			    (long long)(sla_elapsed(k->c, k->terms[0].from, at,
					    k->pauses) /
				MINUTES(1)));
		return rc;
	}
	rc = sla_follow(k->terms, k->n, k->pauses, &s, &k->fault);
	if (rc != OK)
		return rc;
	at = s.due;
	if (k->v->level != NULL &&
	    ((rc = sla_level_parse(str_of(k->v->level), &level, &k->fault)) !=
		    OK ||
		(rc = sla_level_at(k->terms, k->n, &s, k->pauses, level, &at,
		     &k->fault)) != OK))
		return rc;
	out->got = instant(k, at);
	if (s.by_change)
		out->got_breach = instant(k, s.breach);
	return OK;
}

struct sla_checked
sla_check(struct arena *a, const struct sla_vector *v, struct calendar *c,
    struct calendar *to)
{
	struct check k = { .a = a, .v = v, .c = c, .to = to };
	struct sla_checked out = { v, STR_NONE, STR_NONE, false };

	if (read_pauses(&k) != OK || read_terms(&k) != OK ||
	    answer(&k, &out) != OK)
		out.got = str_copy(a, str_of(k.fault.text));
	out.good = str_is(out.got, v->expect) &&
	    str_is(out.got_breach, v->breach != NULL ? v->breach : "");
	return out;
}
