/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch.h - who follows a ticket without working on it.
 *
 * Whoever watches a ticket gets a notice (news.h) of what others do to it: words
 * written, another state, another holder, a leg of a referral. Not of what they
 * do themselves, and not of a ticket they see no longer; once they see it again
 * they hear of it again. A ticket that took in another is watched by the
 * watchers of both, what was split off by those of the whole.
 *
 * Whoever gets a ticket from another, and whoever loses it to one, is told so,
 * watching it or not; of a change of many tickets in one notice.
 *
 * One may watch what one sees (MAY_TICKET_READ); to make another person watch,
 * or to end that, takes MAY_TICKET_ASSIGN, and that person must see the ticket.
 */
#ifndef CORE_WATCH_H
#define CORE_WATCH_H

#include "core/core.h"
#include "queries.h"

/* Event ticket.watch; `who` ID_NONE is oneself. ERR_INVALID: watches it
 * already, or does not see it. */
MUST_CHECK enum err ticket_watch(struct core *, struct id ticket,
    struct id who);
/* Event ticket.unwatch. Oneself also on a ticket that is out of sight by now.
 * ERR_INVALID: does not watch it, or only by the ticket it is part of. */
MUST_CHECK enum err ticket_unwatch(struct core *, struct id ticket,
    struct id who);
/* MAY_TICKET_READ; at most 100. */
MUST_CHECK enum err watch_list(struct core *, struct arena *, struct id ticket,
    struct rows_watch_list *);
/* Does the acting person watch it, by itself? */
bool watch_is_mine(const struct core *, const struct rows_watch_list *);

/* In the body of a change of the ticket: tells those who watch it, before
 * anything of it is changed. A kind that nobody is told of is nothing. */
MUST_CHECK enum err watch_tell(struct core *, const struct write *,
    struct id ticket, int64_t number);

/* In the body that gives it to another owner: who had it, before it is saved,
 * and who has it now, after. Neither hears of what they do themselves, nor of
 * what they do not see. Instead of what a watcher is told of the same. */
MUST_CHECK enum err watch_lost(struct core *, const struct write *,
    const struct row_ticket_take *was, const struct row_ticket_take *now);
MUST_CHECK enum err watch_gained(struct core *, const struct write *,
    const struct row_ticket_take *was, const struct row_ticket_take *now);

/* In the body that takes back a change: what they were told of it goes. `op`:
 * its operation, or of a change of many its id. */
MUST_CHECK enum err watch_untell(struct core *, struct id op);

#endif
