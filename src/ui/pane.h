/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pane.h - a clipped rectangle of the screen to draw text into.
 *
 * Rows and columns count from 0 inside the pane. Nothing is drawn outside it;
 * a cluster that would stick out at the right is left out.
 */
#ifndef UI_PANE_H
#define UI_PANE_H

#include "ui/cell.h"
#include "ui/theme.h"

struct pane {
	int row, column, rows, columns;
};

/* The part of a pane that starts at row, column, never more than the pane has;
 * sizes that would be negative become 0. */
struct pane pane_part(const struct pane *, int row, int column, int rows,
    int columns);
/* Draws as much as fits; returns the columns used. */
int pane_text(const struct pane *, int row, int column, enum look, struct str);
int pane_z(const struct pane *, int row, int column, enum look, const char *);
/* At most `width` columns, ending in … when cut; padded with blanks. */
void pane_field(const struct pane *, int row, int column, int width, enum look,
    struct str);
/* Ends at the column before `end`; returns its first column. */
int pane_right(const struct pane *, int row, int end, enum look, struct str);
void pane_fill(const struct pane *, int row, int column, int width, enum look);
int pane_printf(const struct pane *, int row, int column, enum look,
    const char *fmt, ...) PRINTF(5, 6);
/* Wraps at blanks from `row` on, at most `max` rows; returns the rows used.
 * `skip` rows of the text are passed over first. */
int pane_wrap(const struct pane *, int row, int column, int width, int skip,
    int max, enum look, struct str);
/* The same without drawing: how many rows the text takes. */
int pane_wrapped(int width, struct str);
/* The bytes of the first of those rows, with the blank or newline after it. */
size_t pane_line(int width, struct str);
void pane_cell(const struct pane *, int row, int column, const struct cell *,
    enum look);
void pane_cursor(const struct pane *, int row, int column);

#endif
