/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bar.h - a bar chart: a row for each value, with its name before the bar and
 * its number after it.
 */
#ifndef UI_BAR_H
#define UI_BAR_H

#include "ui/pane.h"

struct bar {
	struct str name;
	int64_t value;
	struct str text; /* what stands at the right edge; "": the value */
};

/*
 * One row each from the top of the pane, as many as it has. Names take the
 * widest of them, at most half of the pane; the longest bar takes what is left
 * beside name and number, a value above 0 at least one cell. Returns the rows
 * used.
 */
int bar_draw(const struct pane *, enum look, const struct bar *, size_t n);

#endif
