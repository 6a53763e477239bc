/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proposals.h - when a call may be promised, as rows above a form.
 */
#ifndef SCREENS_PROPOSALS_H
#define SCREENS_PROPOSALS_H

#include "core/callback.h"
#include "screens/sheet.h"

/* The numbered proposals from this row on; what is typed in the form's field
 * "when" is marked. Returns the row after them and an empty one. */
int proposals_draw(const struct screen *, const struct pane *, int row,
    const struct callback_choice *, size_t n);

#endif
