/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * focus.h - how long a ticket, or the contact that is talked, has the screen
 * and somebody who works on it: time without a key counts for a bounded while.
 *
 * Counted in memory, at keys and when something happens anyway: nothing wakes
 * for it. When the focus goes elsewhere, and at the end, one row is written
 * (core/spent.h), with an id that was made when it began: repeated after a
 * fault it is still one.
 *
 * Every ten seconds that somebody types the journal of this machine is told how
 * far it is. What a console that was killed had counted is written by the next
 * one that takes its journal, up to the last such sign of life.
 */
#ifndef APP_FOCUS_H
#define APP_FOCUS_H

#include "app/focus_row.h"

#define FOCUS_IDLE MINUTES(3)  /* read, or told on the phone, without a key */
#define FOCUS_KEPT 32	       /* not written yet, while there is no database */
#define FOCUS_MARK SECONDS(10) /* with a key; at most so much is lost */

struct app;

struct focus {
	struct focus_row now; /* id none: nothing has it */
	msec since, typed;    /* counted until; the last key */
	msec marked;	      /* ms of it that the journal knows */
	struct focus_row kept[FOCUS_KEPT];
	size_t nkept;
	bool asking, leaving;
};

/* A key came. */
void focus_typed(struct app *);
/* What has the focus now? */
void focus_look(struct app *);
/* What a console before us had counted, as the journal kept it. */
void focus_back(struct app *, struct str kept);
/* We go: what was counted is written. */
void focus_leave(struct app *);

#endif
