/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rebuild.h - the clocks made anew from the events, and whether they are what
 * is stored.
 */
#ifndef CORE_REBUILD_H
#define CORE_REBUILD_H

#include "core/promise_keep.h"

struct rebuild {
	int64_t tickets, clocks;
	int64_t
	    differ; /* clocks, or a ticket's place, that were not the same */
	int64_t frozen; /* done and measured with other zone data: left alone */
	int64_t first;	/* the first ticket that differs; 0: none */
	struct str what; /* "resolution 1: due_at"; in the core's arena */
};

/*
 * MAY_SLA_KEEP. Every promise of the centre, or of one ticket: what differs is
 * put right unless `dry`. Event sla.rebuild when something was. Runs in slices;
 * progress (may be NULL) is told after each.
 */
MUST_CHECK enum err promise_rebuild(struct core *, struct id ticket, bool dry,
    void (*progress)(void *u, int64_t done), void *u, struct rebuild *);

/* In a transaction: one ticket's clocks put right. */
MUST_CHECK enum err promise_renew(struct core *, struct id ticket, bool *moved);

/* A ticket's clocks out of its events alone, levels told included. */
MUST_CHECK enum err promise_again(struct core *, struct policies *,
    struct id ticket, const struct row_promise_case *, struct clock_set *);

#endif
