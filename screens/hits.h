/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hits.h - customers that a search found, as lists tell of them, and what is
 * wrong with a number that finds nobody.
 */
#ifndef SCREENS_HITS_H
#define SCREENS_HITS_H

#include "core/search.h"
#include "ui/pane.h"

/* Why this one fits: "name; phone …4321". */
struct str hit_reason(struct arena *, const struct customer_hit *);

/* What is wrong with a RUT or a telephone that was looked for, as a sentence:
 * "The check digit of 16.365.805 is 3, not 5."; "" for all else. */
struct str hits_mistake(struct arena *, struct str asked);
/* Who has the RUT that was written with another digit than its own. */
MUST_CHECK enum err hits_meant(struct core *, struct arena *, struct str asked,
    int64_t limit, struct customer_hits *);
/* The sentence, in row `row`. */
void hits_draw_mistake(const struct pane *, int row, struct str mistake);

#endif
