/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep.h - what happens because time passes: parked tickets come back, tickets
 * end by themselves, approvals expire, calls come due, levels are told, notices
 * reach those whose hours begin, and files are left for the site's mailer.
 *
 * Whoever calls this most often does it: one holder at a time has the lease in
 * the database, and a holder that is gone loses it after a minute. Each thing
 * is a transaction of its own that looks again whether it is still so, so it
 * is done once however many sweep and wherever one is stopped. What is due is
 * found by index: the cost is that of what is due. After an absence only the
 * highest level of a clock is told.
 */
#ifndef CORE_SWEEP_H
#define CORE_SWEEP_H

#include "core/escalation.h"

#define SWEEP_LEASE MINUTES(1)

struct sweep_options {
	struct id holder;  /* who: one id for a console or a service's life */
	const char *spool; /* a folder for the site's mailer, or NULL */
	bool console;	   /* for a person who may not: nothing, quietly */
	int64_t most;	   /* things done in one call; 0: all */
};

struct sweep_done {
	bool held; /* false: somebody else sweeps, until: */
	msec until;
	int64_t lost;	 /* contacts whose console was gone */
	int64_t resumed; /* tickets that came back */
	int64_t levels;	 /* told of for the first time */
	int64_t told;	 /* people */
	int64_t over;	 /* not told: it was no longer so */
	int64_t expired; /* approvals nobody decided in time */
	int64_t warned;	 /* customers, before their ticket ends */
	int64_t ended;	 /* tickets, by themselves; or that could not */
	int64_t calls;	 /* promised calls that came due, or are late */
	int64_t moved;	 /* tickets, by setup that was applied */
	int64_t dates;	 /* appointments reminded of */
	int64_t spooled; /* files */
	int64_t failed;	 /* things that the log says more about */
	msec next_at;	 /* when something is due next, not before the
			  * sweep; 0: nothing is */
};

/*
 * When setup was applied since the last sweep, every open ticket gets the
 * policy that fits it now (event ticket.promise) and the hours of the changed
 * calendars, in slices.
 *
 * MAY_SLA_KEEP; on SQLite a console sweeps as the program itself. A file of
 * the spool has one notice: ESCALATION-LOGIN.json, written beside and renamed,
 * so that a reader never sees half of one; it may come again, under the same
 * name, when the program was stopped between the file and its mark.
 */
MUST_CHECK enum err sweep_run(struct core *, const struct sweep_options *,
    struct sweep_done *);
/* Would it do anything, for a console or for a service? */
bool sweep_may(const struct core *, bool console);
/* How many things were done. */
int64_t sweep_count(const struct sweep_done *);
/* Gives the lease back, for the next one at once. */
void sweep_leave(struct core *, struct id holder);

#endif
