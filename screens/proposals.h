/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proposals.h - when a call may be promised, as rows above a form.
 */
#ifndef SCREENS_PROPOSALS_H
#define SCREENS_PROPOSALS_H

#include "core/callback.h"
#include "screens/sheet.h"

/* The numbered proposals from this row on; what is typed in the form's field
 * "when" is marked. Below them stands how anything else that is typed there
 * is understood. Returns the row after them and that one. */
int proposals_draw(const struct screen *, const struct pane *, int row,
    const struct callback_choice *, size_t n);

/* Digits alone: that proposal, and never a clock time. */
bool proposals_number(struct str typed);
/* For the field "when": a proposal's number, or a time that is understood. */
bool proposals_check(struct str typed, struct fault *why);
/* sheet_send(); the number of no proposal is refused in the field "when". */
enum screen_key proposals_send(struct screen *, const struct key *,
    struct buf *say, const struct callback_choice *, size_t n);

#endif
