/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_own.h - what the files of referrals share.
 */
#ifndef CORE_REFERRAL_OWN_H
#define CORE_REFERRAL_OWN_H

#include "core/referral.h"

/* What differs between two rows of a leg, told as values of `entity`; a leg
 * that is not there is a row with no id. */
void referral_tell(struct core *, struct write *, const char *entity,
    const struct row_referral_take *was, const struct row_referral_take *now);
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
/* Is it the acting person's move? Who may do as much for a whole branch may do
 * it for either side. */
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
