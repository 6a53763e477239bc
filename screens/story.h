/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * story.h - what happened to a ticket and what was said, in one list with the
 * newest on top. What was before it was reopened last is one line there, which
 * opens and closes.
 */
#ifndef SCREENS_STORY_H
#define SCREENS_STORY_H

#include "screens/screen.h"

/* The id first, as lists want it. */
struct entry {
	struct id id;
	msec at;
	int64_t n; /* the event that did it; 0: not known */
	struct str who, what;
	struct str seen;  /* what lists show of it; "": all of `what` */
	struct str where; /* "in the console, Maipú (pts/3)", or "" */
	bool words;	  /* a message, not an event */
	bool mine;	  /* the person looking wrote or did it */
	bool public;
	bool out;	    /* it left the house, or */
	bool waits;	    /* ... is about to: it can be called back */
	struct str channel; /* of a message */
	bool reopens;	    /* what is older is of a period that was over */
	size_t folds;	    /* this line stands for so many older ones */
	msec since_at;	    /* ... of which this is the first instant */
};

struct story {
	struct entry *v; /* with the line, and what is behind it */
	size_t n;
	size_t folded; /* of them shown while it is closed; n: no line */
};

MUST_CHECK enum err story_of_ticket(struct core *, struct arena *,
    struct id ticket, struct story *);
/* As many as are shown. */
struct story story_shown(const struct story *, bool open);

/* ---- story_draw.c ------------------------------------------------------- */

/* With its heading; an event takes a row and words two, in a pane that stands
 * beside another up to two and four. The entry with the cursor is always in
 * sight. */
void story_draw(const struct story *, struct list *, const struct pane *,
    bool focus, msec now);
/* An entry in full, to be read. */
void story_whole(const struct entry *, msec now, struct buf *);

#endif
