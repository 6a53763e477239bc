/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figures.h - the figures of the board of promises: four of what is at risk
 * now, four of how honest the last 30 days were. Each opens its tickets.
 */
#ifndef SCREENS_FIGURES_H
#define SCREENS_FIGURES_H

#include "core/board.h"
#include "screens/screen.h"

enum { FIGURES = 8 };

/* What the board shows. */
struct figures {
	struct board_promises due;
	struct board_honesty honest;
};

int64_t figure_number(const struct figures *, int i);
struct str figure_title(int i);
/* What is counted, in words; and with its numbers. */
struct str figure_formula(int i);
void figure_say(const struct figures *, int i, struct buf *say);
/* The tickets behind it. */
struct board_ask figure_ask(const struct figures *, int i);
/* Arrows among them; false: another key. */
bool figure_key(const struct key *, int *at, bool stacked);

/* Rows of the two blocks, one below the other or side by side. */
int figures_rows(bool stacked);
/* In as many; `chosen`, or -1, has the cursor. */
void figures_draw(const struct figures *, const struct pane *, int chosen);

#endif
