/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_row.h - the rows of a change of many tickets.
 */
#ifndef SCREENS_BULK_ROW_H
#define SCREENS_BULK_ROW_H

#include "core/bulk.h"
#include "screens/screen.h"

enum { BULK_WHOLE = 2 }; /* rows below them */

/* Of struct bulk_row, those that are marked being taken out; titles above them,
 * and below, in full, what the row under the cursor says. `done`: with what
 * became of each (many.h). */
void bulk_draw(struct list *, const struct pane *, struct rows, bool focus,
    bool done, msec now);

#endif
