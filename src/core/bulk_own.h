/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_own.h - between the whole of a bulk change and the steps on one ticket.
 */
#ifndef CORE_BULK_OWN_H
#define CORE_BULK_OWN_H

#include "core/bulk.h"

enum { BULK_STEPS = 7 };
/* The steps in the order they are done in; the op of each has its number. */
extern const int bulk_order[BULK_STEPS];

/* A refusal of one ticket is its own; what ails the database ends all. */
bool bulk_is_own(enum err);
/* The tickets of a bulk, out of its event's body; in the scratch arena. */
MUST_CHECK enum err bulk_ids(struct core *, struct str body, struct id **,
    size_t *n);
/* The op of a step: always the same for the same whole, ticket and step; as
 * old as the whole. */
struct id bulk_part_op(struct id op, struct id ticket, int step);
/* The steps on one ticket; with an op, each has its own of it. *same: it was
 * like that already, and nothing was done. */
MUST_CHECK enum err bulk_steps(struct core *, const struct bulk_do *,
    const struct row_ticket_rows *, struct id op, bool *same);

/* The same words, times that are spoken behind a word that parks in quotes. */
struct str bulk_quote_times(struct core *, struct arena *, struct str words);
/* A time to come. */
MUST_CHECK enum err bulk_read_until(struct core *, struct str typed,
    msec *until);
/* Who parks says until when: alone, in place of the reason, is enough. */
MUST_CHECK enum err bulk_check_park(struct core *, struct bulk_do *);

#endif
