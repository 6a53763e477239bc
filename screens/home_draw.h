/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * home_draw.h - one's day: what is loaded of it, its lists, and how they are
 * drawn.
 */
#ifndef SCREENS_HOME_DRAW_H
#define SCREENS_HOME_DRAW_H

#include "core/day.h"
#include "screens/owed.h"
#include "screens/warned.h"

/* Those with a cursor first: Tab goes round them. */
enum {
	HOME_TICKETS,
	HOME_CALLBACKS,
	HOME_NOTICES,
	HOME_LISTS,
	HOME_DAY = HOME_LISTS,
	HOME_PARTS
};

struct home_state {
	struct list list[HOME_LISTS];
	int at;
};

struct home_model {
	struct owed_rows tickets;
	struct day day;
	struct warned warned;
	size_t decide; /* wait for my word */
	size_t accept; /* referred to my teams, not accepted yet */
	size_t held;   /* answers on resolved tickets, not looked at */
	bool fresh;    /* nothing was ever done today, and nothing is mine */
};

/* The rows of one of the lists. */
struct rows home_rows(const struct home_model *, int list);
/* A screen's draw(). */
void home_draw(struct screen *, const struct pane *);

#endif
