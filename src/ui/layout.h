/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout.h - split a rectangle by rules; what hides first when it is small.
 *
 * A screen declares its panes with a minimum, a wish and a rank. First the
 * body is cut into columns by its shape and width (layout_columns), then the
 * parts of each column get their rows (layout). Panes are apart by blank
 * columns, never by lines. Pure: the same question has the same answer, so a
 * screen lays out at each drawing and keeps nothing.
 *
 *	struct pane side[LAYOUT_COLUMNS];
 *	size_t n = layout_columns(body, SHAPE_LIST, side);
 *	struct part parts[] = {
 *		{ .rank = 1, .least = 3, .wish = LAYOUT_ALL },
 *		{ .column = n > 1, .rank = 2, .least = 2,
 *		  .wish = n > 1 ? LAYOUT_ALL : 2 },
 *	};
 *	layout(side, n, parts, countof(parts));
 *	if (parts[1].pane.rows > 0) ...
 */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "ui/pane.h"

#define LAYOUT_COLUMNS 3
#define LAYOUT_ALL     10000 /* rows: whatever is left */

/* Which columns a body of 80, 120 and 200 has (layout.c has the widths). */
enum shape {
	SHAPE_LIST,	/* list | list, detail | list, detail, customer */
	SHAPE_CUSTOMER, /* one | 57, 62 | 58, 84, 52 */
	SHAPE_CONTACT,	/* one | customer, script | customer, script, ticket */
	SHAPE_TICKET,	/* one | fields, timeline | the same, customer */
	SHAPE_FORM,	/* one | fields, explanation | the same, customer */
	SHAPE_BOARD,	/* one | table, people | table, people, rest */
	SHAPES
};

/* The panes side by side, from the left; returns how many there are: 1 below
 * 120 columns, 2 below 200, else 3. The others get no columns. */
size_t layout_columns(const struct pane *, enum shape,
    struct pane out[LAYOUT_COLUMNS]);

/* One pane that a screen wants. */
struct part {
	int column;	  /* which of the columns; one that is not there hides
			   * the part */
	int rank;	  /* 1 is served first; equal ranks from the top */
	int least;	  /* rows without which it is not shown */
	int wish;	  /* rows it would fill; LAYOUT_ALL for all */
	int most;	  /* rows it takes when all wishes were met, or 0 */
	bool apart;	  /* a blank row before it when there is room */
	struct pane pane; /* out; no rows: it is hidden */
};

/*
 * Rows for the parts, stacked in each column in the order given. Minima are
 * given by rank; a part whose minimum is no longer there is hidden (a part of
 * a later rank may still fit). Then wishes by rank, then the blank rows from
 * the top, then what is left up to `most`, by rank. Returns how many parts are hidden.
 */
size_t layout(const struct pane *columns, size_t ncolumns, struct part *,
    size_t n);

#endif
