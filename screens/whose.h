/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * whose.h - the customer beside a ticket or a list, where there is room for
 * three columns (layout.h). It is read when the cursor rests.
 */
#ifndef SCREENS_WHOSE_H
#define SCREENS_WHOSE_H

#include "screens/peek.h"

/* more(): the text is the customer that is to be read. */
bool whose_more(struct peek *, const struct screen *, struct id customer,
    struct arena *, struct str *text);
/* load(): of a ticket that is open, with their data, and the look is noted; in
 * passing through a list neither. */
MUST_CHECK enum err whose_of_ticket(struct core *, const struct screen_arg *,
    struct arena *, void **part);
MUST_CHECK enum err whose_of_row(struct core *, const struct screen_arg *,
    struct arena *, void **part);
void whose_draw(const struct screen *, const struct peek *, struct id customer,
    const struct pane *);

#endif
