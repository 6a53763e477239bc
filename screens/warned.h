/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * warned.h - what one owes to read, above the day: how many bulletins. Incidents stand in the frame (app/banner.h).
 */
#ifndef SCREENS_WARNED_H
#define SCREENS_WARNED_H

#include "core/bulletin.h"
#include "screens/screen.h"

struct warned {
	int64_t unread;
};

MUST_CHECK enum err warned_load(struct core *, struct warned *);
/* In the first row, and one apart; how many it takes: 0 when there is nothing
 * to read. */
int warned_draw(const struct warned *, const struct pane *);

#endif
