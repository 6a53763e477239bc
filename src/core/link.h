/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * link.h - how tickets belong together: links of a kind, parents and
 * children, one joined into another, one split off another.
 *
 * What a kind of link means is the table in link.c. A ticket has one parent at
 * most ("part-of" or "incident"), and its column `parent` says the same. Every
 * function makes one event of the ticket that points (the child, what is
 * joined, what was split off) and can be undone (undo.h).
 *
 * MAY_TICKET_EDIT on the ticket that points and MAY_TICKET_READ on the other;
 * joining and splitting change both. Out of sight is ERR_NOT_FOUND.
 */
#ifndef CORE_LINK_H
#define CORE_LINK_H

#include "core/promise.h"

struct link_kind {
	const char *name;
	const char *forth, *back; /* N_(): "part of", "has the part" */
	bool tree;		  /* the other is its parent */
	bool made;		  /* only by joining or splitting */
	bool both;		  /* says the same both ways */
};
extern const struct link_kind link_kinds[];
extern const size_t nlink_kinds;
const struct link_kind *link_kind_find(struct str name);
/* "part of", translated; `forth` from the ticket that points. */
const char *link_says(struct str kind, bool forth);

/* Event ticket.link. ERR_INVALID: to itself, twice, a second parent, a circle,
 * a parent in which nothing is owed any more, a kind that is not made by hand.
 */
MUST_CHECK enum err ticket_link(struct core *, struct id from, struct str kind,
    struct id to);
/* Event ticket.unlink; `kind` may be empty where there is one link only. It may
 * be said from either end. */
MUST_CHECK enum err ticket_unlink(struct core *, struct id, struct str kind,
    struct id other);
/* Of a ticket, both ways, those whose other end one may see. */
MUST_CHECK enum err link_list(struct core *, struct arena *, struct id,
    struct rows_link_list *);

/* In a body: ERR_INVALID naming what must be done before this ticket is
 * resolved or closed: its open parts, and what it waits for. */
MUST_CHECK enum err link_blocks(struct core *, const struct row_ticket_take *);
/* In a body: ERR_INVALID naming the ticket that a merged one was joined into;
 * OK for any other. */
MUST_CHECK enum err link_points_on(struct core *,
    const struct row_ticket_take *);

/* In a body: one row of a link of w->id, with its value in the event. */
MUST_CHECK enum err link_put(struct core *, struct write *, const char *kind,
    struct id to, int64_t to_number);

/* ---- joined (merge.c) ----------------------------------------------------- */

/*
 * Event ticket.merge: `from` is merged and points on to `into`, which goes on
 * and keeps the earlier start of each promise that both owe; what only `from`
 * owed is owed by `into`. Both must be of one customer (or requester), owe
 * something, and `from` may have no children and lie with nobody on referral;
 * a complaint goes into a complaint alone, where it is answered.
 */
MUST_CHECK enum err ticket_merge(struct core *, struct id from, struct id into,
    struct str reason, int64_t version);

/* What ticket_merge() would do to the promises, without doing it. */
struct merge_promise {
	enum promise_kind kind;
	int64_t number; /* of the ticket whose start counts */
	msec due_was;	/* the nearer of both now; 0: neither has one */
	msec due;	/* after; 0: it stands still */
	bool late;	/* missed already, or by this */
};
struct merge_promises {
	struct merge_promise *v;
	size_t n, cap;
	struct str complaint; /* what becomes of its folio; "" for no one's */
};
MUST_CHECK enum err merge_foresee(struct core *, struct arena *, struct id from,
    struct id into, struct merge_promises *);

/* Words of what was joined into a ticket, oldest first, and the joining itself
 * (direction "joined", the body its subject); MAY_TICKET_READ. */
MUST_CHECK enum err message_of_merged(struct core *, struct arena *, struct id,
    struct rows_message_of_merged *);

/* ---- split off (split.c) -------------------------------------------------- */

struct ticket_split {
	const struct id *messages; /* 1..100 of the ticket's own */
	size_t n;
	struct str typification, subject; /* as for a new ticket */
	struct str team;		  /* empty: the leaf's */
	const struct pair *fields;
	size_t nfields;
};
/*
 * Event ticket.split: a new ticket of the same customer with these messages;
 * its promises begin when the first of them was said. The old one's stay as
 * they are. MAY_TICKET_EDIT on it, and MAY_TICKET_CREATE.
 */
MUST_CHECK enum err ticket_split_off(struct core *, struct id from,
    const struct ticket_split *, struct id *id, int64_t *number);

#endif
