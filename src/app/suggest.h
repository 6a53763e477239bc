/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * suggest.h - what could stand where the prompt's cursor is: words of commands
 * and arguments at once, values of the database when the lane has them.
 */
#ifndef APP_SUGGEST_H
#define APP_SUGGEST_H

#include "base/vec.h"
#include "cmd/complete.h"
#include "ui/pane.h"

struct app;

struct hint {
	struct str word; /* "repuestos", "text=" */
	struct str hint; /* what tells it from the others */
};

struct hints {
	struct arena arena;
	VEC(struct hint) v;
	size_t of;	   /* how many there are whatever was begun */
	size_t at, top;	   /* the marked one, and the first shown */
	bool picked;	   /* marked by hand: Enter takes it */
	struct str before; /* what was typed up to the cursor */
	size_t from, to;   /* bytes of the line that a candidate replaces */
	struct str begun;
	struct complete_spot spot;
	struct str usage, help;
	bool asking, stale; /* a lane's job runs; and is out of date */
	bool wanted;	    /* Tab was typed before it answered */
};

/* The line or its cursor changed: look anew. */
void hints_look(struct app *);
void hints_done(struct hints *);
/* Move the mark by one; false when there is nothing to mark. */
bool hints_move(struct app *, int by);
/* Put the marked one, or what all have in common, into the line. */
void hints_take(struct app *);
/* How many rows of the body they want, and drawing them in so many. */
int hints_rows(const struct app *);
void hints_draw(struct app *, const struct pane *);

#endif
