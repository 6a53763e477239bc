/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * moves.h - what a centre makes of the table of moves (ticket_state.c): as text
 * of the setup it says who may make a move and what must be filled in before.
 *
 *	[moves ticket]
 *	open > cancelled = supervisor, administrator
 *	new > cancelled = nobody
 *	resolved > closed = everybody
 *	needs open > resolved = plate, invoice
 *
 * A move that is not named is as the table has it: whoever has its right. A
 * text may narrow the table and never widens it, so what the clocks, referrals
 * and merges rely on stays true. Refused: states and moves there are not, roles
 * and fields there are not, and a text after which nobody could leave a state,
 * or a ticket could not be closed any more.
 */
#ifndef CORE_MOVES_H
#define CORE_MOVES_H

#include "core/setup.h"
#include "core/ticket.h"

extern const struct setup_kind setup_moves;

/* "agent, supervisor" who may by the setup; "" everybody who has the right,
 * "nobody". */
MUST_CHECK enum err moves_who(struct core *, struct arena *,
    const struct ticket_move *, struct str *who, struct str *needs);
/* In a body: may the acting person make this move of this ticket, as it is and
 * with the `n` fields that are given along? ERR_DENIED says who may;
 * ERR_NEED_ARG which fields are empty. */
MUST_CHECK enum err moves_check(struct core *, const struct ticket_move *,
    const struct row_ticket_take *, const struct pair *, size_t n);

#endif
