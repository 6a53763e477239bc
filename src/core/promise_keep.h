/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promise_keep.h - clocks in the database: what a change does to them, and the
 * events they are made of. For bodies of core.
 */
#ifndef CORE_PROMISE_KEEP_H
#define CORE_PROMISE_KEEP_H

#include "core/clock_row.h"

/*
 * In a body, last: the write tells what happened to a ticket (write_set), and
 * its clocks follow in the same transaction. Chooses the policy when the
 * ticket is new or its typification or priority changed, and tells it as the
 * value "policy". Nothing happens where nothing is promised.
 */
MUST_CHECK enum err promise_follow(struct core *, struct write *,
    struct id ticket);

/* In a body: may a ticket that is done be opened again at `at`? ERR_INVALID
 * when its policy's window has closed (follow.h), naming where it goes on. */
MUST_CHECK enum err promise_reopens(struct core *,
    const struct row_ticket_take *, msec at);

/* What a ticket's policy is chosen by, as it is now. */
MUST_CHECK enum err promise_case(struct core *, struct policies *,
    const struct row_promise_case *, struct policy_case *);

/* The policy that is found gives it a term of the law that it had not, though
 * it is no other ticket by that: e->law_at is since when it counts. */
MUST_CHECK enum err promise_law(struct core *, struct policies *,
    const struct row_promise_case *, struct id ticket,
    const struct policy_case *, const struct policy *found,
    struct clock_event *e);

/* A ticket's clocks as they are stored. */
MUST_CHECK enum err clocks_load(struct core *, struct policies *,
    const struct row_promise_case *, struct id ticket, struct clock_set *);
/* What is in no row of theirs, out of the events: for another policy. */
MUST_CHECK enum err clocks_hear(struct core *, const struct row_promise_case *,
    struct id ticket, struct clock_set *);
/* Those that are dirty, and the ticket's place in lists. */
MUST_CHECK enum err clocks_save(struct core *, struct id ticket,
    msec created_at, struct clock_set *);
/* A stored row as the arithmetic wants it. */
void clock_of_row(struct clock_row *, const struct row_clock_of *);

/*
 * A ticket's life in the order of the log. One that came without events (a
 * load, the demo) has its past from its stays and messages, and its policy
 * from the ticket itself.
 */
struct clock_span {
	msec from, to;
};
struct clock_events {
	struct clock_event *v;
	size_t n, cap;
	/* When something counted that is undone by now, to its end. */
	VEC(struct clock_span) unmade;
};
MUST_CHECK enum err promise_events(struct core *, struct arena *,
    struct id ticket, const struct row_promise_case *, struct clock_events *);
/* What was said publicly between two instants, for a ticket that was split off
 * with these words by an event (0: by the write that goes on); appended. */
MUST_CHECK enum err promise_split_words(struct core *, struct arena *,
    struct id ticket, int64_t event, msec from, msec to,
    struct clock_events *out);
/* Play them from nothing. `s` needs policies, arena and fault. */
MUST_CHECK enum err promise_play(struct clock_set *,
    const struct clock_events *);

#endif
