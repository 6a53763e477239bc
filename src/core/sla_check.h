/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_check.h - the published vectors of SLA.md, worked out on this machine.
 *
 * They are part of the program, so that a centre can see on its own machine,
 * with its own zone data, that promises are computed as published.
 */
#ifndef CORE_SLA_CHECK_H
#define CORE_SLA_CHECK_H

#include "core/sla.h"

struct sla_vector {
	const char *id;	      /* "10b" */
	const char *what;     /* for people, to be translated */
	const char *calendar; /* one of the published ones: "OFF" */
	const char *start, *target, *pauses; /* "FROM/TO FROM/TO" */
	/* what is asked; NULL: when it is due */
	const char *until; /* open time up to here, in minutes */
	const char *level; /* when this level is reached */
	/* a change on the way: when, to what, how */
	const char *change, *to_target, *to_calendar;
	enum sla_change how;
	const char *expect; /* an instant, or minutes */
	const char *breach; /* what a breach is stamped, when it is not due */
};

struct sla_checked {
	const struct sla_vector *vector;
	struct str got; /* in the form of `expect` */
	struct str got_breach;
	bool good;
};

size_t sla_vectors(const struct sla_vector **);
/* The text of the published calendars. */
struct str sla_vector_calendars(void);
/* `c` is the calendar that the vector names, `to` the one it changes to (NULL
 * unless it has one). Never fails: what went wrong is in `got`. */
struct sla_checked sla_check(struct arena *, const struct sla_vector *,
    struct calendar *c, struct calendar *to);

#endif
