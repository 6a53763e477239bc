/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_own.h - what the files of referrals share.
 */
#ifndef CORE_REFERRAL_OWN_H
#define CORE_REFERRAL_OWN_H

#include "core/referral.h"
#include "core/ticket_body.h"

/* One change of a leg, from what is asked to its rows. */
struct referral_work {
	const char *verb;
	const struct referral_new *new;	      /* send, transfer */
	const struct referral_answer *answer; /* the others */
	int64_t version;
	struct id id; /* of the new leg */

	/* in the body */
	struct row_ticket_take was, now;
	struct row_promise_case is;
	struct policies *policies;
	struct str words; /* what goes to the ticket as a message */
};

/* ---- the road of a change (referral_write.c) ---------------------------- */

/* The ticket as it is, its promises and the policies. */
MUST_CHECK enum err referral_begin(struct core *, struct write *,
    struct referral_work *);
/* All that goes with a leg: the ticket, its story, its clocks, the notice. */
MUST_CHECK enum err referral_finish(struct core *, struct write *,
    struct referral_work *, const struct row_referral_take *leg,
    struct str reason);
MUST_CHECK enum err referral_write(struct core *, struct id ticket,
    struct referral_work *, enum err (*body)(struct core *, struct write *));
/* A code of the verb's reasons; a text people wrote: or the sentence. */
MUST_CHECK enum err referral_reason(struct core *, const char *verb,
    struct str code);
MUST_CHECK enum err referral_words(struct core *, struct str in, bool optional,
    struct str *out);

/* The open leg, and where the verb leads, when it is the acting person's move
 * (referral_answer.c). */
MUST_CHECK enum err referral_answering(struct core *, struct write *,
    struct referral_work *, struct row_referral_take *was,
    struct row_referral_take *now);

/* Into other hands of the same team: a body (referral_hand.c). */
MUST_CHECK enum err referral_hand(struct core *, struct write *);

/* The words stand in the ticket's story; the other side hears of the answer;
 * the supervisors, that it goes to and fro (referral_tell.c). */
MUST_CHECK enum err referral_say(struct core *, struct write *,
    const struct referral_work *);
MUST_CHECK enum err referral_news(struct core *, struct write *,
    const struct referral_work *, const struct row_referral_take *leg);
MUST_CHECK enum err referral_bounced(struct core *, struct write *,
    const struct referral_work *, int64_t leg);
/* Who had it and who has it now hear of it, but for the acting person. */
MUST_CHECK enum err referral_handed(struct core *, struct write *,
    const struct referral_work *, const struct row_referral_take *was,
    const struct row_referral_take *now);

/* Told and saved; a new one is added. Its state is a stay. */
MUST_CHECK enum err referral_put(struct core *, struct write *,
    const char *entity, const struct row_referral_take *was,
    const struct row_referral_take *now);
struct row_referral_take referral_none(void);

/* Who stands on either side of a leg (referral_side.c). */
struct referral_sides {
	struct str to_team, from_team;
	struct id to_owner, from_owner, sent_by;
};
/* Is it the acting person's move? It is of who stands on that side: who has it,
 * sent it, is of the team, or supervises the team's branch. A right over all
 * tickets speaks for either, so that what waits for nobody goes on. */
MUST_CHECK enum err referral_is_side(struct core *, const struct scope *,
    const struct referral_sides *, enum referral_side, bool *mine);

/*
 * Is it going to and fro: with a team that passed it on within two working
 * days, or with more than three legs in this cycle? `to` is who gets it now.
 */
MUST_CHECK enum err referral_ping_pong(struct core *, struct policies *,
    const struct row_promise_case *, const struct rows_referral_path *,
    struct str to, bool new_leg, msec at, bool *yes);

#endif
