/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * focus.h - how long a ticket, or the contact that is talked, has the screen
 * and somebody who works on it: time without a key counts for a bounded while.
 *
 * Counted in memory, at keys and when something happens anyway: nothing wakes
 * for it. When the focus goes elsewhere, and at the end, one row is written
 * (core/spent.h), with an id that was made when it began: repeated after a
 * fault it is still one.
 */
#ifndef APP_FOCUS_H
#define APP_FOCUS_H

#include "core/spent.h"

#define FOCUS_IDLE MINUTES(3) /* read, or told on the phone, without a key */
#define FOCUS_KEPT 32	      /* not written yet, while there is no database */

struct app;

/* One row to write. */
struct focus_row {
	struct id op, agent;
	struct spent_new spent;
};

struct focus {
	struct focus_row now; /* id none: nothing has it */
	msec since, typed;    /* monotonic: counted until; the last key */
	struct focus_row kept[FOCUS_KEPT];
	size_t nkept;
	bool asking;
};

/* A key came. */
void focus_typed(struct app *, msec mono);
/* What has the focus now? */
void focus_look(struct app *, msec mono);
/* We go: what was counted is written. */
void focus_leave(struct app *);

#endif
