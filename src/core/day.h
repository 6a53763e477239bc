/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * day.h - my day, in one call: what home shows.
 *
 * "Today" is the acting person's: from midnight of their zone. Everything is
 * cut by scope as the lists are; a part that one has no right to is empty.
 */
#ifndef CORE_DAY_H
#define CORE_DAY_H

#include "core/callback.h"
#include "core/core.h"
#include "core/notice.h"
#include "core/state.h"
#include "queries.h"

struct day {
	msec now, from; /* `from`: today's midnight */

	/* row_day_tickets: id, number, subject, state, priority, customer,
	 * customer_name, typification, team, owner, created_at, updated_at,
	 * due_at (0: no clock). Mine and open: what is due first, then by
	 * priority and age. At most `limit`; ntickets is how many there are. */
	struct rows_day_tickets tickets;
	int64_t ntickets;

	/* Mine and open, due until the end of tomorrow or late, at most
	 * `limit`; ncallbacks all that are open and mine, nlate those due. */
	struct rows_callback_rows callbacks;
	int64_t ncallbacks, nlate;

	/* Contacts of mine begun or closed today: all, those that ended, those of them with
	 * a typification, and the mean of talk and hold of the ended ones. */
	int64_t contacts, ended, typified;
	msec talk_mean;
	msec hold_mean;

	/* row_day_waiting: team, name, n, oldest_at (since when). Teams of
	 * mine where somebody waits, the longest wait first. */
	struct rows_day_waiting waiting;
	int64_t nwaiting;
	msec oldest_at;

	struct rows_notice_list notices; /* in force, unseen first */
	int64_t unseen;
	struct row_state_list state; /* what I am doing, since when */
};

/* The midnight before this session began. Lists in the order of one's own use
 * count what came before it: they stay all day, however often one signs in. */
msec day_began(const struct core *);

/* limit 0: 5; most 50. */
MUST_CHECK enum err day_get(struct core *, struct arena *, int64_t limit,
    struct day *);

/* What the top line counts: open tickets and promised calls of mine that are
 * late now, and notices in force that I have not seen. Until next_at (0: for
 * good) none more grows late by itself. */
struct attention {
	int64_t late, unseen;
	msec next_at;
};

/* Of the acting person. ERR_DB. */
MUST_CHECK enum err day_attention(struct core *, struct attention *);

#endif
