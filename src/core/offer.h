/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * offer.h - what may be offered to a customer, why, and what they said.
 *
 * An offer rests, and `blocked` says why: "complaint" while a complaint of
 * theirs is open, "consent" without consent for sales by the channel in use,
 * "alert" (no-contact, bereaved), "later" until again_at, "cap" when two were
 * answered in the last 30 days. A blocked offer is shown and not made.
 */
#ifndef CORE_OFFER_H
#define CORE_OFFER_H

#include "core/core.h"
#include "queries.h"

struct offer {
	struct id id;
	struct str code, title, why;
	int64_t amount; /* minor units */
	struct str currency;
	msec until_at, again_at;
	struct str outcome;	 /* "" later accepted rejected */
	struct str blocked;	 /* "" may be made; else as above */
	struct str blocked_text; /* in words, translated */
};

struct offers {
	struct offer *v;
	size_t n;
	size_t blocked; /* how many of them rest */
};

/* MAY_CUSTOMER_READ. Open ones (also "later"), those that may be made first;
 * with `all` the answered ones and the expired too. `channel` is the one in
 * use; empty: phone. */
MUST_CHECK enum err offer_list(struct core *, struct arena *,
    struct id customer, struct str channel, bool all, struct offers *);

struct offer_new {
	struct str code, title, why; /* title 1..200 bytes */
	int64_t amount;
	struct str currency; /* empty: CLP */
	msec until_at;	     /* 0: no end */
};
/* MAY_CUSTOMER_EDIT; event offer.add of the customer. */
MUST_CHECK enum err offer_add(struct core *, struct id customer,
    const struct offer_new *, struct id *id);

/*
 * MAY_INTERACTION_HANDLE; event offer.answer of the customer.
 *
 *   outcome      accepted, rejected, later
 *   again_at     for later; 0: in 30 days
 *   interaction  where it was said; or none
 *
 * ERR_INVALID when it was answered, has expired or is blocked (a rejection is
 * always taken).
 */
MUST_CHECK enum err offer_answer(struct core *, struct id offer,
    struct str outcome, msec again_at, struct id interaction);

#endif
