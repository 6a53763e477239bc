/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find_draw.h - a search that is on the screen: what is loaded, what is typed,
 * and how it is drawn.
 */
#ifndef SCREENS_FIND_DRAW_H
#define SCREENS_FIND_DRAW_H

#include "core/find.h"
#include "core/search.h"
#include "screens/screen.h"

enum { FIND_HITS = 100 }; /* customers at most */

struct find_state {
	struct edit box;
	struct list list;
	enum { FIND_BOX, FIND_WAYS, FIND_BELOW } at; /* what has the focus */
	int way;
	bool stale; /* what is in the box has served: typing begins anew */
};

struct find_model {
	struct customer_hits hits;
	struct str asked;
	struct id ticket;   /* whose number it is, of a customer out of sight */
	struct str near;    /* what was meant, when nobody fits */
	struct str number;  /* in full, when nobody has it; hits are those who
			    * may be calling all the same */
	struct str mistake; /* in the number that fits nobody; hits are of the
			     * one that was meant */
};

/* The ways on, from the first. */
enum { FIND_MAKE, FIND_BELOW_OR_BOX, FIND_WITHOUT, FIND_NWAYS };

/* The hit under the cursor, or NULL. */
const struct customer_hit *find_picked(const struct screen *);
/* A screen's draw(). */
void find_draw(struct screen *, const struct pane *);

#endif
