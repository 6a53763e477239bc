/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_desk.h - requests as whoever looks meets them: those that wait for
 * one's own word, those one asked for, and the words given so far.
 */
#ifndef CORE_APPROVAL_DESK_H
#define CORE_APPROVAL_DESK_H

#include "core/approval.h"

/* A row of a list: its id comes first. */
struct approval_row {
	struct row_approval_list a;
	bool mine;    /* it waits for the acting person's word */
	bool asked;   /* by the acting person */
	bool redress; /* no request: what a complaint's ticket, which is its
		       * id, waits for (complaint.h); it does not expire */
	struct str why_not; /* of redress: why it is not, as a sentence */
	struct str title;   /* what its rule is called */
	struct rows_approval_votes votes;
};
struct approval_desk {
	struct approval_row *v; /* mine first, each by when it expires */
	size_t n, nmine;
};
/* MAY_TICKET_READ. Of a ticket with all that was decided, or (none) all that
 * wait and are in sight; at most 200. */
MUST_CHECK enum err approval_desk(struct core *, struct arena *,
    struct id ticket, struct approval_desk *);
/* How many wait for the acting person's word; 0 for who may not read. */
MUST_CHECK enum err approval_waiting(struct core *, size_t *n);
/* The rules in force, by name. */
struct approval_rules {
	struct approval_rule *v;
	size_t n, cap;
};
MUST_CHECK enum err approval_rules(struct core *, struct arena *,
    struct approval_rules *);
/* "supervisors or managers": whose word that much takes by the rule of this
 * name; "" for nobody's. */
struct str approval_whose(struct arena *, const struct approval_rules *,
    struct str rule, int64_t amount);

#endif
