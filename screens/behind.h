/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * behind.h - the tickets behind a number of a board, with all their verbs.
 */
#ifndef SCREENS_BEHIND_H
#define SCREENS_BEHIND_H

#include "core/board.h"
#include "screens/screen.h"

/* The words that open them: what was asked, and what to call it. */
void behind_say(const struct board_ask *, struct str title, struct buf *say);

#endif
