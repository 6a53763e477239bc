/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * here.h - this console tells what it has on the screen and writes in, and
 * learns who else is there.
 *
 * One small job when that changes, and a heartbeat each 5 s while somebody
 * types; others are asked for with it, and when their bell rings. On its own
 * lane, quietly: nobody waits for it, and nothing is drawn unless somebody came
 * or went. A console that nobody touches beats each 20 s where something is held
 * or written or others are in the same, else each third minute, with the clock on
 * the screen, so that nothing wakes it for that alone.
 */
#ifndef APP_HERE_H
#define APP_HERE_H

#include "core/presence.h"

#define HERE_SOON 300 /* ms after a change, for those that follow it */
#define HERE_MOST 16  /* things told */

struct app;

struct here {
	struct id session; /* none until somebody signed in */
	bool asking, rung;
	msec told;	  /* monotonic, the last job */
	msec typed, next; /* the last key; what was told of the next beat */
	struct presence_thing said[HERE_MOST];
	size_t nsaid;
	const void *view, *model; /* shown when it was told */
	struct presences others;
	struct arena arena; /* theirs */
};

/* A key came. */
void here_typed(struct app *, msec mono);
/* Others came or went. */
void here_rung(struct app *);
void here_run(struct app *, msec mono);
msec here_wait(const struct app *, msec mono);
/* We go: told at once, so that nobody waits for the lease. */
void here_leave(struct app *);
void here_done(struct app *);

#endif
