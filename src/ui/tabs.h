/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tabs.h - the line that says what is open: " N name sign", the active one
 * reversed, in mono also between [ ].
 */
#ifndef UI_TABS_H
#define UI_TABS_H

#include "ui/pane.h"

#define TABS_MOST 9

struct tab {
	struct str name;
	struct str sign; /* one column, or "" */
	enum look look;	 /* of the sign */
};

/* Draws at most TABS_MOST. Names are cut to 16 columns below 120, to 24 below
 * 200, else to 32; when they do not fit, the tabs farthest from the active one
 * shrink to their number. */
void tabs_draw(const struct pane *, int row, const struct tab *, size_t n,
    size_t active);
/* The tab that is drawn at this column; n for none. */
size_t tabs_at(const struct pane *, const struct tab *, size_t n, size_t active,
    int column);

#endif
