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

#endif
