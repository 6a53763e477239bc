/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * story.h - what happened to a ticket and what was said, in one list with the
 * newest on top.
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
	struct str where; /* "in the console, Maipú (pts/3)", or "" */
	bool words;	  /* a message, not an event */
	bool public;
	bool out;	    /* it left the house */
	struct str channel; /* of a message */
};

struct story {
	struct entry *v;
	size_t n;
};

MUST_CHECK enum err story_of_ticket(struct core *, struct arena *,
    struct id ticket, struct story *);
/* With its heading; an event takes a row, words two or, in a pane that stands
 * beside another, up to four. The entry with the cursor is always in sight. */
void story_draw(const struct story *, struct list *, const struct pane *,
    bool focus, msec now);
/* An entry in full, to be read. */
void story_whole(const struct entry *, msec now, struct buf *);

#endif
