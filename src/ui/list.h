/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list.h - rows with a cursor that follows an id, not a line number.
 *
 * Rows are an array of any struct whose first member is its struct id. The
 * list keeps state only; rows belong to the screen's model and may be another
 * array at each call. Only visible rows are drawn.
 *
 * When the rows change, the cursor's row keeps its line on the screen and the
 * others flow round it; when it is gone, the cursor stays at its position.
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "base/clock.h"
#include "base/id.h"
#include "ui/pane.h"

struct rows {
	const void *v;
	size_t n, size;
};
#define ROWS(list, count) ((struct rows){ (list), (count), sizeof(*(list)) })

struct list {
	struct id at;	   /* the row with the cursor */
	size_t index, top; /* where it was, and the first row drawn */
	struct id *marks;  /* marked rows, heap, in no order */
	size_t nmarks, marks_cap;
	size_t *slots, nslots; /* where in marks an id is: place + 1 */
};

/* What a column shows of a row: draws at most `width` columns. */
typedef void column_fn(const struct pane *, int row, int column, int width,
    enum look, const void *item, msec now);

struct column {
	const char *title; /* N_(); may be "" */
	int width;	   /* 0: takes what is left (one such column) */
	int from;	   /* shown when the pane has so many columns; a
			    * column that does not fit is left out whole */
	column_fn *draw;
};

void list_done(struct list *);
/* Put the cursor where it belongs for these rows. Call before drawing. */
void list_settle(struct list *, struct rows, int height);
/* Draw; `columns` ends with a zero row. `focus` draws the focus mark. */
void list_draw(struct list *, const struct pane *, const struct column *,
    struct rows, bool focus, msec now);
/* The row under the cursor, or NULL when it is not among these: a key typed
 * ahead never acts on the row that took its place. */
const void *list_pick(const struct list *, struct rows);
/* Move by rows; by = ±height pages, and the cursor keeps its line on the
 * screen; ±SIZE_MAX/2 to the ends. False when it was there already. */
bool list_move(struct list *, struct rows, long by);
bool list_marked(const struct list *, struct id);
void list_mark(struct list *, struct id, bool on);
void list_unmark(struct list *); /* all */

#endif
