/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prose.h - wrapped text to read: scrolled by rows and pages, searched.
 *
 * The text is borrowed and may be long: it is wrapped once for each width. A
 * hit is found without regard to case and marks, and shown in the look
 * `match`; the row of the hit is drawn near the top.
 */
#ifndef UI_PROSE_H
#define UI_PROSE_H

#include "ui/edit.h"

struct prose {
	size_t top;	   /* first row shown */
	size_t rows;	   /* of the text at this width */
	int width, height; /* as drawn last */
	size_t *starts;	   /* where each row begins, heap; rows + 1 of them */
	size_t cap;
	const char *of; /* the text they are of */
	size_t of_len;

	struct edit find; /* what is looked for */
	bool asking;	  /* ... is being typed */
	size_t hit;	  /* row of the hit, and */
	size_t from, to;  /* its bytes; none when equal */
	bool missed;	  /* nothing was found */
	bool round;	  /* found beyond the end: from the other side */
};

void prose_done(struct prose *);
/* Draws the text; the last row says what is below, or is the line in which a
 * search is typed. */
void prose_draw(struct prose *, const struct pane *, struct str text);
/* j k and arrows, page keys, Home, End, G; `/`, n, N; false: not a key of the
 * viewer's. Call after it was drawn once. */
bool prose_key(struct prose *, const struct key *, struct str text);
/* Letters are text just now. */
bool prose_typing(const struct prose *);

#endif
