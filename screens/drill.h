/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drill.h - the tickets behind the number under a board's cursor, below it
 * where there is room. They are read when the cursor rests; Tab goes into them,
 * and there all keys of a ticket work.
 */
#ifndef SCREENS_DRILL_H
#define SCREENS_DRILL_H

#include "core/board.h"
#include "screens/peek.h"

/* Rows of a pane that a board leaves for it: for its heading alone where there
 * are fewer than the smallest usual terminal has. */
int drill_keeps(const struct pane *);

/* Zeroed at first; drill_done() gives back. */
struct drill {
	struct peek peek;
	struct list list;
	struct buf of; /* what is behind the number, as words */
	bool on;       /* the cursor is in it */
};

/* What the board's cursor is on; `n` the number there. Before all the others,
 * whenever it may have changed. */
void drill_set(struct drill *, const struct board_ask *, int64_t n);
/* Of the rows from `from` on: all, or, where they are too few for a list, the
 * last one. */
struct pane drill_pane(const struct pane *, int from);
/* For a screen_further; `at` is when the board was read. */
bool drill_more(struct drill *, const struct pane *, msec at, struct arena *,
    struct str *text);
MUST_CHECK enum err drill_load(struct core *, const struct screen_arg *,
    struct arena *, void **part);

/* Its rows; none, before they were read. */
struct rows drill_rows(const struct drill *);
/* Tab: the cursor goes into it when something is shown there, and out of it.
 * True: it went where it is to stay; false: to the next part of the board, for
 * `back` to that before. */
bool drill_tab(struct drill *, const struct pane *, bool back);
/* That was to the part before: into its tickets. */
void drill_into(struct drill *, const struct pane *);
void drill_draw(struct drill *, const struct screen *, const struct pane *,
    struct str title);
/* Only with the cursor in it: the ticket there, what Enter says (false: there
 * is none, or it was not read yet), and the words of a ticket's key. */
struct subject drill_subject(const struct drill *);
bool drill_enter(const struct drill *, struct buf *say);
enum screen_key drill_word(const struct drill *, const struct screen *,
    struct str words, struct buf *say);
/* Esc: out of it. */
enum screen_key drill_leave(struct drill *);
void drill_done(struct drill *);

#endif
