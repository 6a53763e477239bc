/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shared.h - words that a colleague left half written on a ticket: told on the
 * ticket, and gone on with in the form of their kind.
 */
#ifndef SCREENS_SHARED_H
#define SCREENS_SHARED_H

#include "core/shared_draft.h"
#include "screens/screen.h"

/* Those that wait; none for who may not write on tickets. */
MUST_CHECK enum err shared_load(struct core *, struct arena *, struct id ticket,
    struct rows_shared_draft_list *);
/* The latest of one kind, or NULL. */
const struct row_shared_draft_list *
shared_of(const struct rows_shared_draft_list *, bool public);
/* On the ticket, a row for each kind: who left it; the rows used. */
int shared_line(const struct rows_shared_draft_list *, const struct pane *,
    int row, msec now);
/* Under the form, from `row` on: who left it and how it begins; the rows used.
 */
int shared_draw(const struct row_shared_draft_list *, const struct pane *,
    int row, msec now);
/* F4 in the form: goes on with `x` (NULL: none waits), or leaves `typed` for a
 * colleague; asks which when there are both. */
enum screen_key shared_key(const struct row_shared_draft_list *x,
    struct id ticket, bool public, struct str typed, struct buf *say);

#endif
