/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * behind.h - the tickets behind a number of a board, with all their verbs.
 */
#ifndef SCREENS_BEHIND_H
#define SCREENS_BEHIND_H

#include "core/board.h"
#include "screens/screen.h"

/* What was asked, but not as of when, as words; and back, with the columns that
 * are shown (TICKET_SHOWS_…). */
void behind_ask(const struct board_ask *, struct buf *);
void behind_read(struct arena *, struct str, struct board_ask *,
    unsigned *show);
/* The words that open them: what was asked, and what to call it. */
void behind_say(const struct board_ask *, struct str title, struct buf *say);

#endif
