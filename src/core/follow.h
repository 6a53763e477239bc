/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * follow.h - what becomes of a ticket that was done when its matter comes back
 * (SLA.md 4.8): within its policy's window it is opened again; after it a new
 * one goes on with it, with promises of its own, and the old one says where.
 */
#ifndef CORE_FOLLOW_H
#define CORE_FOLLOW_H

#include "core/ticket.h"

/* Whether a resolved or closed ticket may still be opened again. */
struct follow_window {
	bool never; /* its policy says so */
	bool anew;  /* its promises begin from nothing; else they go on */
	msec until; /* the last instant; 0: any, or never */
};
/* In the hours of its policy's resolution, by the version of then. Where no
 * policy speaks it may be opened at any time. */
MUST_CHECK enum err follow_window(struct core *, struct id ticket,
    msec resolved_at, struct follow_window *);
/* Is it over at that instant? */
bool follow_over(const struct follow_window *, msec at);

struct ticket_follow {
	struct str reason;	 /* 1..200 bytes: why it comes back */
	struct str text;	 /* the customer's words; may be empty */
	struct str typification; /* empty: as the old one */
	struct id interaction;	 /* or none */
	const struct pair *fields;
	size_t nfields;
};
/*
 * Event ticket.follow: a new ticket with the customer, typification, team,
 * priority, fields and subject of `from`, linked to it as "follows".
 * MAY_TICKET_CREATE, and MAY_TICKET_EDIT on `from`. ERR_INVALID: it is not
 * done, its window is open, or another goes on with it already (named).
 */
MUST_CHECK enum err ticket_follow(struct core *, struct id from,
    const struct ticket_follow *, struct id *id, int64_t *number);

/* The one that goes on with it, or took it in; number 0 for none.
 * MAY_TICKET_READ. */
struct follower {
	struct id id;
	int64_t number;
};
MUST_CHECK enum err ticket_follower(struct core *, struct id,
    struct follower *);

/* In the body of a ticket.follow: may the new one, and its link. */
MUST_CHECK enum err follow_begin(struct core *, struct write *, struct id from,
    struct str reason);
/* In a body: ERR_INVALID when another goes on with this one. */
MUST_CHECK enum err follow_points_on(struct core *,
    const struct row_ticket_take *);

#endif
