/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spent.h - how long people worked on a ticket or a contact.
 *
 * Three kinds: "focus", what a console counted while it had the thing on its
 * screen and somebody typed (app/focus.h), one row when that ends; "by-hand",
 * what somebody adds or takes away with a reason; "wrap-up", what the contacts
 * of a ticket took after the talk, read from them and written by nobody twice.
 *
 * It is seen by whoever sees the ticket.
 */
#ifndef CORE_SPENT_H
#define CORE_SPENT_H

#include "core/core.h"
#include "queries.h"

#define SPENT_LEAST SECONDS(5) /* what is shorter was only passed by */
#define SPENT_MOST  HOURS(24)  /* of one row */

struct spent_new {
	const char *entity; /* "ticket" or "interaction" */
	struct id id;
	msec from, to; /* the thing was on the screen */
	msec ms;       /* and worked on so long of it */
};
/*
 * One's own, of something in sight: MAY_TICKET_EDIT or MAY_INTERACTION_HANDLE
 * (who only reads handles nothing), event spent.focus of entity "spent", so
 * that no screen of a ticket wakes.
 * ERR_INVALID: shorter than SPENT_LEAST, longer than from here to there or
 * than SPENT_MOST, or not over yet.
 */
MUST_CHECK enum err spent_focus(struct core *, const struct spent_new *);

/*
 * MAY_TICKET_EDIT, event ticket.time: `ms` more, or less when negative, for
 * oneself or (MAY_TICKET_ASSIGN) for another person. ERR_INVALID: nothing, more
 * than SPENT_MOST, or less than nothing would be left.
 */
MUST_CHECK enum err spent_add(struct core *, struct id ticket, struct id agent,
    msec ms, struct str reason);

/* Of a ticket, newest first; limit 0: 50, most 500. MAY_TICKET_READ. */
MUST_CHECK enum err spent_list(struct core *, struct arena *, struct id ticket,
    int64_t limit, struct rows_spent_list *);
/* In all, of each of those in sight; as many as are given: ms[i] of ids[i]. */
MUST_CHECK enum err spent_each(struct core *, const struct id *ids, size_t n,
    msec *ms);
/* By person and kind. */
MUST_CHECK enum err spent_sums(struct core *, struct arena *, struct id ticket,
    struct rows_spent_sums *);

/* Of a contact: how long it had the screen while somebody worked on it; 0
 * when nobody did. MAY_INTERACTION_READ. */
MUST_CHECK enum err spent_talk(struct core *, struct id interaction, msec *ms);

/* What began in [from, to) on tickets in sight, the most first. */
MUST_CHECK enum err spent_people(struct core *, struct arena *, msec from,
    msec to, int64_t limit, struct rows_spent_people *);
MUST_CHECK enum err spent_tickets(struct core *, struct arena *, msec from,
    msec to, int64_t limit, struct rows_spent_tickets *);
MUST_CHECK enum err spent_types(struct core *, struct arena *, msec from,
    msec to, int64_t limit, struct rows_spent_types *);

#endif
