/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla.h - due instants, time used and what counted: SLA.md 4.2 to 4.8.
 *
 * Pure arithmetic: no clock and no database. Instants are UTC milliseconds,
 * spans are milliseconds of open time of the calendar.
 */
#ifndef CORE_SLA_H
#define CORE_SLA_H

#include "core/calendar.h"

/* [from, to); `to` 0: nobody knows yet. Lists may be in any order, overlap and
 * repeat: what counts is their union. */
struct pause {
	msec from, to;
};
struct pauses {
	const struct pause *v;
	size_t n;
};
#define NO_PAUSES ((struct pauses){ NULL, 0 })

/* The union, sorted, without empty ones, in the arena. Calls with many
 * questions about one list are quicker with this done once. */
struct pauses sla_union(struct arena *, struct pauses);

/* ---- targets ------------------------------------------------------------ */

enum sla_by {
	SLA_SPAN,	/* "240m", "4h": open time */
	SLA_END_OF_DAY, /* "2bd end_of_day" */
	SLA_SAME_TIME,	/* "1bd same_time" */
};
struct sla_target {
	enum sla_by by;
	msec ms;      /* SLA_SPAN */
	int64_t days; /* the others */
};
/* ERR_INVALID says what it may be. */
MUST_CHECK enum err sla_target_parse(struct str, struct sla_target *,
    struct fault *);
struct str sla_target_text(struct arena *, const struct sla_target *);

/* ---- one calendar, one target ------------------------------------------- */

struct sla_due {
	msec at;	/* 0: paused without an end before it is reached */
	msec target;	/* the target as open time */
	msec remaining; /* of it, at the pause that has no end; else 0 */
	bool opening;	/* a day target that falls on an opening edge */
};

/* When a target is reached. ERR_INVALID when a hundred years do not have as
 * much open time. */
MUST_CHECK enum err sla_due(struct calendar *, msec start,
    const struct sla_target *, struct pauses, struct sla_due *, struct fault *);
/* The earliest instant at which `ms` of open, unpaused time have passed since
 * `start`; 0 in *out and *remaining (may be NULL) when a pause has no end. */
MUST_CHECK enum err sla_advance(struct calendar *, msec start, msec ms,
    struct pauses, msec *out, msec *remaining, struct fault *);
/* Open and unpaused time in [a, b). */
msec sla_elapsed(struct calendar *, msec a, msec b, struct pauses);
/* A target as open time, from its start, without pauses. */
MUST_CHECK enum err sla_target_open(struct calendar *, msec start,
    const struct sla_target *, msec *out, bool *opening, struct fault *);

/* ---- a promise through its changes (4.5) -------------------------------- */

enum sla_change {
	SLA_CARRY,	  /* what was used stays used */
	SLA_RESTART,	  /* from nothing, at the change */
	SLA_PROPORTIONAL, /* the share that was used stays */
};

/* From `from` on, this calendar and this target. The first begins the
 * promise; the others are changes, in order of time. */
struct sla_term {
	msec from;
	struct calendar *calendar;
	struct sla_target target;
	enum sla_change how; /* of the first: not looked at */
};

struct sla_state {
	msec due;	/* 0: paused without an end before it is reached */
	msec target;	/* the last term's, as open time */
	msec used;	/* at the last change (0 when there was none) */
	msec from;	/* the last change, or the start */
	msec begin;	/* the start, or the last restart */
	msec remaining; /* when due is 0 */
	bool opening;	/* as in sla_due */
	bool by_change; /* the last change put the due into the past */
	msec breach; /* what a breach would be stamped: due, or that change */
	msec missed_at; /* an earlier term's due that passed before its change;
			    0: none */
	size_t term;	/* the last term's index */
};

/* `n` is at least 1. */
MUST_CHECK enum err sla_follow(const struct sla_term *, size_t n, struct pauses,
    struct sla_state *, struct fault *);
/* Used up to `at`: what a gauge shows. */
msec sla_used(const struct sla_term *, size_t n, const struct sla_state *,
    struct pauses, msec at);

/* ---- levels (4.7) -------------------------------------------------------- */

/* A share of the target and open time beyond it: 75 % is { 750, 0 }, "+60
 * working minutes" is { 1000, MINUTES(60) }, "60 before" is { 1000, -… }. */
struct sla_level {
	int64_t permille;
	msec more;
};
/* "75%", "+60m", "-60m", "12.5%". */
MUST_CHECK enum err sla_level_parse(struct str, struct sla_level *,
    struct fault *);
/*
 * When the level is reached, on the promise as sla_follow() left it; 0 while
 * a pause without an end holds it back. One that a change overtook is reached
 * at that change. 100 % is the due instant itself.
 */
MUST_CHECK enum err sla_level_at(const struct sla_term *, size_t n,
    const struct sla_state *, struct pauses, struct sla_level, msec *out,
    struct fault *);

/* ---- why ----------------------------------------------------------------- */

enum sla_why {
	SLA_OPEN,    /* counts */
	SLA_PAUSED,  /* open, and paused */
	SLA_DONE,    /* open, and the ticket was resolved */
	SLA_CLOSED,  /* out of hours */
	SLA_DATE,    /* closed by a date of the calendar */
	SLA_HOLIDAY, /* closed by its holiday file */
	SLA_BEFORE,  /* open, before the start */
	SLA_WHYS
};
const char *sla_why_name(enum sla_why); /* "open", for JSON */
const char *sla_why_text(enum sla_why); /* translated */

struct sla_segment {
	msec from, to;
	msec counted; /* to - from, or 0 */
	msec sum;     /* counted up to its end */
	enum sla_why why;
	struct str what; /* the holiday's name, or "" */
	size_t version;	 /* calendar_version() */
};
struct sla_segments {
	struct sla_segment *v;
	size_t n, cap;
};

/* [start, end) in segments that touch; and, before them, the open time of that
 * day that lay before the start. Borders are where a reason or a version
 * changes. */
void sla_segments(struct calendar *, msec start, msec end, struct pauses,
    struct arena *, struct sla_segments *);

#endif
