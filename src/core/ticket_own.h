/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_own.h - what the files that change tickets share.
 */
#ifndef CORE_TICKET_OWN_H
#define CORE_TICKET_OWN_H

#include "core/ticket.h"
#include "core/ticket_body.h"

struct ticket_change {
	const char *verb;
	int64_t version;
	struct str text, to;	   /* a reason or a resolution; a state */
	struct str leg;		   /* what becomes of an open leg: referral.h */
	const void *in;		   /* what the caller asks for */
	const struct pair *fields; /* given along with a move */
	size_t nfields;
	msec until;	   /* parked: it comes back by itself then */
	bool says;	   /* also when nothing of the row changes */
	struct str reason; /* set by `make`: why the state is so */
	enum err (*make)(struct core *, struct write *, struct ticket_change *,
	    const struct row_ticket_take *was, struct row_ticket_take *now);
};

/* One write of the ticket, event ticket.VERB. */
MUST_CHECK enum err ticket_write(struct core *, enum may, struct id,
    const char *verb, enum err (*body)(struct core *, struct write *),
    const void *u);
/* ... in which `make` makes the new row out of the old one. */
MUST_CHECK enum err ticket_change(struct core *, enum may, struct id,
    struct ticket_change *);
/* The two halves of ticket_put(). */
void ticket_tell(struct core *, struct write *,
    const struct row_ticket_take *was, const struct row_ticket_take *now);
MUST_CHECK enum err ticket_save(struct core *, struct write *,
    const struct row_ticket_take *was, const struct row_ticket_take *now,
    struct str reason);

/* ---- moves (ticket_move.c) ------------------------------------------------ */

/* The right that the table has for a verb; and one write with it. */
enum may ticket_move_right(const char *verb);
MUST_CHECK enum err ticket_go(struct core *, struct id, struct ticket_change);
/* The move of the verb, when nothing of the ticket forbids it; ERR_NEED_ARG
 * last, for what can be given along with it. */
MUST_CHECK enum err ticket_check_move(struct core *,
    const struct ticket_change *, const struct row_ticket_take *,
    const struct ticket_move **);
/* A `make`: the state that the verb leads to, when nothing forbids it. */
MUST_CHECK enum err ticket_make_move(struct core *, struct write *,
    struct ticket_change *, const struct row_ticket_take *was,
    struct row_ticket_take *now);
/* The instants and the owner that go with the new state. */
void ticket_settle(struct core *, const struct write *, const char *verb,
    struct row_ticket_take *now);

/* The sentence for a ticket that a write did not find (rc): what one may read
 * and not change is not "no such ticket". Any other rc as it is. */
/* ... in these words: `who` has it, "" being nobody. */
struct str ticket_with(struct arena *, int64_t number, struct str who);
MUST_CHECK enum err ticket_beyond(struct core *, struct id, enum err rc);

#endif
