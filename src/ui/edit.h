/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edit.h - text being typed: one line or several, by clusters, with undo.
 *
 * Positions are bytes at cluster edges. Text is kept as typed; control
 * characters never enter (a pasted newline becomes a blank in a single line).
 * Several lines are wrapped at blanks, so that the cursor always has a column
 * of its own at the right edge.
 */
#ifndef UI_EDIT_H
#define UI_EDIT_H

#include "ui/key.h"
#include "ui/pane.h"

#define EDIT_UNDO 64
#define EDIT_OVER (128u << 10) /* bytes, where more than max is kept */

/* What the last change was: more of the same is one undo. */
enum edit_run { EDIT_APART, EDIT_TYPED, EDIT_RUBBED };

struct edit {
	struct buf text;
	size_t at;	   /* the cursor */
	size_t max;	   /* bytes; 0: 2,000 */
	bool over;	   /* more is kept, up to EDIT_OVER: whoever sends it
			    * refuses */
	int left;	   /* first column shown, one line */
	int top;	   /* first row shown, several */
	bool lines;	   /* Enter is a new line */
	struct buf killed; /* what Ctrl-Y puts back */
	struct edit_was {
		char *text;
		size_t len, at;
	} undo[EDIT_UNDO];
	unsigned nundo;
	enum edit_run run;
	bool chord;	  /* Ctrl-X was typed: u undoes */
	bool full;	  /* the last key or paste had no room */
	int goal;	  /* the column that Up and Down keep, plus 1 */
	int width, rows;  /* as drawn last, several; 0 before */
	unsigned changes; /* counts changes: for drafts */
};

void edit_done(struct edit *);
/* Replace all; the cursor goes to the end. Not undoable, and nothing before it
 * is. */
void edit_set(struct edit *, struct str);
/* The cursor to a place, or the edge after it: text that comes back. */
void edit_place(struct edit *, size_t at);
struct str edit_text(const struct edit *);
/* True when the key meant something here. `width` wraps several lines until
 * they were drawn once. */
bool edit_key(struct edit *, const struct key *, int width);
/* All of it or, when there is no room, nothing (`full`). */
void edit_insert(struct edit *, struct str);
/* "2,340 of 2,000: shorten it", where more than max is kept; "" when it fits. */
struct str edit_long(const struct edit *, struct arena *);
/* A word that was typed, a run of Backspaces, or one other change. */
bool edit_undo(struct edit *);
/* Draws into a row (one line) or the pane (several); places the cursor when
 * `focus`. `veil` shows a dot for each cluster. */
void edit_draw(struct edit *, const struct pane *, bool focus, bool veil);

#endif
