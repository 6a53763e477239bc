/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * courtesy.h - the customer writes on a ticket that is done: is it a thank-you,
 * or did it not hold? (SLA.md 4.8)
 *
 * Within the window of reopening the words wait to be looked at, as long as
 * the policy holds them (courtesy = 2h, in the hours of its resolution; none:
 * it is opened again at once). Somebody marks them as a courtesy, and nothing
 * changes; or opens the ticket. When nobody does, it is open again by itself
 * when the hold ends. Either way it is open from the instant the customer
 * wrote: the promises of the answer run from then on (ticket.reopen,
 * happened_at), however late anybody looked or swept.
 *
 * Meanwhile the ticket neither closes by itself nor by hand.
 */
#ifndef CORE_COURTESY_H
#define CORE_COURTESY_H

#include "core/ticket_body.h"
#include "core/undo.h"

/* MAY_TICKET_EDIT, event ticket.courtesy: it was only that. ERR_INVALID when
 * nothing waits to be looked at. */
MUST_CHECK enum err courtesy_mark(struct core *, struct id ticket);

/* What waits, of one ticket or (none) of all in sight, the next to be opened
 * first: MAY_TICKET_READ. limit 0: 50, most 500. */
MUST_CHECK enum err courtesy_list(struct core *, struct arena *,
    struct id ticket, int64_t limit, struct rows_held_list *);
MUST_CHECK enum err courtesy_count(struct core *, size_t *);

/* For the sweep, as the program: nobody looked in time. ERR_CONFLICT when it
 * is no longer so. */
MUST_CHECK enum err courtesy_tick(struct core *, struct id ticket);

/* ---- in bodies of a ticket ------------------------------------------------ */

/* Until when words said at w->at are held; 0: not at all. */
MUST_CHECK enum err courtesy_until(struct core *, const struct write *,
    const struct row_ticket_take *, msec *until);
MUST_CHECK enum err courtesy_hold(struct core *, struct write *,
    const struct row_ticket_take *, struct id message, msec until);
/* Another state: nothing is held any more. */
MUST_CHECK enum err courtesy_follow(struct core *, struct write *,
    const struct row_ticket_take *was, const struct row_ticket_take *now);
/* ERR_INVALID while something is held. */
MUST_CHECK enum err courtesy_blocks(struct core *,
    const struct row_ticket_take *);
/* When the words that are held were said; 0: none are. */
MUST_CHECK enum err courtesy_at(struct core *, struct id ticket, msec *at);
/* What an event told of it, the other way round; what was over begins anew. */
undo_fn courtesy_back;

#endif
