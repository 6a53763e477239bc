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
	struct id *aside;      /* marked until list_put_aside(), heap */
	size_t naside;

	int lines;	 /* rows of the screen for each; 0 is 1 */
	const void *was; /* the rows settled last */
	size_t was_n;
	size_t news;   /* rows that came above those seen since then */
	size_t height; /* items seen, when settled last */

	struct list_order { /* order.c */
		int by;	    /* the nth column that compares; 0: as given */
		bool down;  /* the greatest first */
		int n;	    /* orders there are, as told last */
		void *v;    /* the sorted copy, heap */
		const void *of;
		size_t of_n, size;
		int of_by;
		bool of_down;
	} order;
};

/* What a column shows of a row: draws at most `width` columns. */
typedef void column_fn(const struct pane *, int row, int column, int width,
    enum look, const void *item, msec now);

#define RIGHT(width) (-(width))
struct column {
	const char *title; /* N_(); may be "" */
	int width;	   /* 0: takes what is left (one such column); RIGHT(7):
			    * of numbers, with the title at the right, too */
	int from;	   /* shown when the pane has so many columns; a
			    * column that does not fit is left out whole */
	column_fn *draw;
};

void list_done(struct list *);
/* The titles of the columns, where the columns are. */
void list_titles(const struct pane *, int row, const struct column *);
/* How many rows came above what is seen, since the cursor was last moved: for
 * the heading ("3 new, Ctrl-R"). list_catch_up() shows them; the cursor stays
 * on its row. */
size_t list_news(const struct list *);
void list_catch_up(struct list *, struct rows);
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
void list_mark_all(struct list *, struct rows);
/* What was meant by the marks was done: none is marked, until they are taken
 * up again. Without marks, or with none put aside, nothing happens. */
void list_put_aside(struct list *);
void list_take_up(struct list *);

/* ---- order.c ------------------------------------------------------------ */

/* An order that a list can be put in; tables end with a zero row. */
struct order {
	const char *title; /* N_(): "by customer" */
	int (*compare)(const void *, const void *);
};

/* The rows in the order that was chosen: `rows` itself, or a sorted copy that
 * lives until the next call or list_done(). Equal rows stay as given. Use the
 * result in all calls above. */
struct rows list_ordered(struct list *, struct rows, const struct order *);
/* The rows belong to a new model, perhaps at the same address: of use to a
 * screen with lists that it does not draw each time. */
void list_renew(struct list *);
/* The next order: by each of the table, up and down, then as given. False
 * when there is none. */
bool list_reorder(struct list *);
/* The title of the order, translated; "" for that in which they came. */
const char *list_order_text(const struct list *, const struct order *);

#endif
