/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_draw.h - above the rows of a change of many tickets: what it would do,
 * what it did, and the words it is said in.
 */
#ifndef SCREENS_BULK_DRAW_H
#define SCREENS_BULK_DRAW_H

#include "screens/bulk_look.h"

/* How many of those looked at F10 would change, and how many nobody has looked
 * at; those that are marked in `out` are taken out. */
size_t bulk_would(const struct bulk_look *, const struct list *out);
size_t bulk_unknown(const struct bulk_look *, const struct list *out);

/* From that row on, returning the next free one: what would become of all, and
 * how far it is and what became of them (many.h). */
int bulk_draw_would(const struct bulk_look *, const struct list *out,
    const struct pane *, int row);
int bulk_draw_done(const struct pane *, int row);
/* The words that a change may be said in. */
void bulk_draw_words(const struct pane *, int row);

#endif
