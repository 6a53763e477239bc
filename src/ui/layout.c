/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * layout.c - widths of the shapes, and rows for the parts of a column.
 */
#include "ui/layout.h"

#define WIDE   120 /* columns from which two panes stand side by side */
#define WIDEST 200 /* and three */

/* Columns of each pane; 0 is the one that takes what is left. */
static const struct {
	int two[2], three[LAYOUT_COLUMNS];
} shapes[SHAPES] = {
	[SHAPE_LIST] = { { 70, 0 }, { 86, 0, 52 } },
	[SHAPE_CUSTOMER] = { { 57, 0 }, { 58, 0, 52 } },
	[SHAPE_CONTACT] = { { 57, 0 }, { 58, 0, 52 } },
	[SHAPE_TICKET] = { { 57, 0 }, { 70, 0, 52 } },
	[SHAPE_FORM] = { { 78, 0 }, { 80, 0, 52 } },
	[SHAPE_BOARD] = { { 78, 0 }, { 80, 0, 52 } },
};

static size_t
place(const struct pane *p, const int *widths, size_t n, int gap,
    struct pane *out)
{
	int rest = p->columns - (int)(n - 1) * gap, at = 0;

	for (size_t i = 0; i < n; i++)
		rest -= widths[i];
	for (size_t i = 0; i < n; i++) {
		int width = widths[i] > 0 ? widths[i] : rest;

		out[i] = pane_part(p, 0, at, p->rows, width);
		at += width + gap;
	}
	return n;
}

size_t
layout_columns(const struct pane *p, enum shape shape,
    struct pane out[LAYOUT_COLUMNS])
{
	for (int i = 0; i < LAYOUT_COLUMNS; i++)
		out[i] = (struct pane){ p->row, p->column, 0, 0 };
	if (p->columns >= WIDEST)
		return place(p, shapes[shape].three, 3, 2, out);
	if (p->columns >= WIDE)
		return place(p, shapes[shape].two, 2, 1, out);
	out[0] = *p;
	return 1;
}

/* The part that is served after the one at `rank`, `at`; n at the end. */
static size_t
next_part(const struct part *parts, size_t n, int *rank, size_t at)
{
	size_t best = n;

	for (size_t i = at + 1; i < n; i++)
		if (parts[i].rank == *rank)
			return i;
	for (size_t i = 0; i < n; i++)
		if (parts[i].rank > *rank &&
		    (best == n || parts[i].rank < parts[best].rank))
			best = i;
	if (best < n)
		*rank = parts[best].rank;
	return best;
}

static int
least_of(int a, int b)
{
	return a < b ? a : b;
}

enum { LEAST, WISH, MOST };

static int
goal(const struct part *p, int stage)
{
	return stage == LEAST ? p->least : stage == WISH ? p->wish : p->most;
}

/* Minima, or what is wanted beyond them, by rank; returns what is left. */
static int
serve(int column, struct part *parts, size_t n, int left, int stage)
{
	int rank = -1;

	for (size_t i = next_part(parts, n, &rank, n); i < n;
	     i = next_part(parts, n, &rank, i)) {
		struct part *p = &parts[i];
		int more = goal(p, stage) - p->pane.rows;

		if (p->column != column ||
		    (stage != LEAST && p->pane.rows == 0))
			continue;
		if (stage == LEAST && more > left)
			continue;
		more = least_of(more, left);
		if (more <= 0)
			continue;
		p->pane.rows += more;
		left -= more;
	}
	return left;
}

/* Blank rows that are wanted between the parts of a column. */
static int
blanks(int column, const struct part *parts, size_t n)
{
	bool first = true;
	int rows = 0;

	for (size_t i = 0; i < n; i++)
		if (parts[i].column == column && parts[i].pane.rows > 0) {
			rows += parts[i].apart && !first;
			first = false;
		}
	return rows;
}

/* From the top, with as many blank rows as there are. */
static void
stack(const struct pane *column, int nth, struct part *parts, size_t n,
    int left)
{
	int row = 0;

	for (size_t i = 0; i < n; i++) {
		struct part *p = &parts[i];

		if (p->column != nth || p->pane.rows == 0)
			continue;
		if (p->apart && row > 0 && left > 0) {
			row++;
			left--;
		}
		p->pane =
		    pane_part(column, row, 0, p->pane.rows, column->columns);
		row += p->pane.rows;
	}
}

size_t
layout(const struct pane *columns, size_t ncolumns, struct part *parts,
    size_t n)
{
	size_t hidden = 0;

	for (size_t i = 0; i < n; i++)
		parts[i].pane = (struct pane){ 0, 0, 0, 0 };
	for (size_t c = 0; c < ncolumns; c++) {
		int left = columns[c].rows, nth = (int)c, apart;

		left = serve(nth, parts, n, left, LEAST);
		left = serve(nth, parts, n, left, WISH);
		apart = least_of(blanks(nth, parts, n), left);
		serve(nth, parts, n, left - apart, MOST);
		stack(&columns[c], nth, parts, n, apart);
	}
	for (size_t i = 0; i < n; i++)
		hidden += parts[i].pane.rows == 0;
	return hidden;
}
