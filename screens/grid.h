/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * grid.h - rows of numbers, as boards draw them: shade and number, the sum in
 * the last place, and one cell with the cursor.
 */
#ifndef SCREENS_GRID_H
#define SCREENS_GRID_H

#include "screens/screen.h"

/* Columns of `n` cells in `width` of them: at least 4 each. */
int grid_cell(int width, int n);
/* A number in a cell of `width` that ends before column `end`: "-" for none,
 * "9k" when it has no room. `heat`: with the shade of how much it is. */
void grid_number(const struct pane *, int row, int end, int width, enum look,
    bool heat, int64_t);
/* Left and Right, h and l, over n cells; true when it was one of them. */
bool grid_key(const struct key *, int n, int *at);

/* What a board shows of a row of its list; `here`: the cursor is in it. */
typedef void grid_row(const struct screen *, const struct pane *, int row,
    bool here, const void *item);
/* The rows of its list() that the pane has room for, and the cursor's mark where
 * the list has the `focus`. With a model only. */
void grid_rows(struct screen *, const struct pane *, struct list *, struct rows,
    bool focus, grid_row *);
/* Enter on a number that is none: SCREEN_TELL. */
enum screen_key grid_nothing(struct buf *say);

#endif
