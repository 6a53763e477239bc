/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chain_leg.h - one leg of a ticket's way: who asked whom for what, the answer,
 * and its two clocks.
 */
#ifndef SCREENS_CHAIN_LEG_H
#define SCREENS_CHAIN_LEG_H

#include "core/referral.h"
#include "screens/screen.h"

enum { CHAIN_LEG_LINES = 4 }; /* of a row, a blank one with them */

/* A row of the list: its id comes first. */
struct chain_leg {
	struct id id;
	const struct row_referral_chain *x;
	const struct promise *accept, *complete; /* or NULL */
};

/* A list of them has this one column; its list says .lines. */
extern const struct column chain_leg_columns[];
/* What opens a leg in full, to be read. */
void chain_leg_read(const struct chain_leg *, msec now, struct buf *say);

#endif
