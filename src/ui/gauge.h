/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gauge.h - how much of something is used, as cells and as a number.
 */
#ifndef UI_GAUGE_H
#define UI_GAUGE_H

#include "ui/pane.h"

/* Full cells of `width`: the share rounded down, but one as soon as there is
 * any, and all of them only at the end. */
int gauge_cells(int width, int percent);
/* `width` cells; more than 100 percent is full. Returns the columns used. */
int gauge_draw(const struct pane *, int row, int column, int width, enum look,
    int percent);
/* The same and, right-aligned in five columns after it, " 43 %"; from ten times
 * the whole on how many times, "81 x". */
int gauge_percent(const struct pane *, int row, int column, int width,
    enum look, int percent);

#endif
