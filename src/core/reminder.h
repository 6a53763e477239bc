/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reminder.h - what somebody wants to be told at a time: to look at a ticket
 * again, to review a text. The sweep tells it once, as a notice; one that has
 * `every` comes again until it is done or its ticket is, and those that were
 * missed in an absence are told as one.
 *
 * MAY_TICKET_EDIT; for another person MAY_TICKET_ASSIGN as well. One sees what
 * is for oneself or was asked for by oneself. Events reminder.add, .done and
 * .told of entity "reminder"; the first two are undone.
 */
#ifndef CORE_REMINDER_H
#define CORE_REMINDER_H

#include "core/core.h"
#include "queries.h"

struct reminder_new {
	struct str text;     /* 1..200 bytes */
	struct str when;     /* as when.h reads it, of one's own clock; with a
			   * calendar also as due.h: "3bd" */
	struct id ticket;    /* or none; must be in sight */
	struct id agent;     /* none: oneself */
	struct str every;    /* "5bd", "24h" (due.h); none: once */
	struct str calendar; /* of the setup; none: every hour counts */
};
/* ERR_INVALID: no time that can be read, or none later than now,
 * or no span to come again in. */
MUST_CHECK enum err reminder_add(struct core *, const struct reminder_new *,
    int64_t *number);
/* Not needed any more, before its time or after. */
MUST_CHECK enum err reminder_done(struct core *, int64_t number);
/* The next due first; `all` has those that are done, too. limit 0: 50, most
 * 500. */
MUST_CHECK enum err reminder_list(struct core *, struct arena *, bool all,
    int64_t limit, struct rows_reminder_list *);
/* For the sweep, as the program. ERR_CONFLICT when it is no longer so. */
MUST_CHECK enum err reminder_tick(struct core *, struct id);

#endif
