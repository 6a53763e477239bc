/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing_own.h - between the plan of an end (closing.c), its coming
 * (closing_tick.c) and what the customer is told (closing_letter.c).
 */
#ifndef CORE_CLOSING_OWN_H
#define CORE_CLOSING_OWN_H

#include "core/closing.h"
#include "core/due.h"
#include "core/news.h"
#include "core/policy.h"

struct closing_plan {
	struct str calendar;
	msec close_at, warn[POLICY_WARNS];
	size_t n; /* warnings */
};
/* ERR_NOT_FOUND, without a sentence: nothing ends by itself in that state. */
MUST_CHECK enum err closing_plan(struct core *, const struct policy *,
    struct str state, msec since, struct closing_plan *);

/* In a body: the customer is told that the ticket will end at close_at, or
 * (0) that it has. *letter is the message, none when they are not reached, or
 * do not want it. */
MUST_CHECK enum err closing_letter(struct core *, struct write *,
    struct str state, msec close_at, struct id *letter);

/* What a notice says of a ticket that could not end: its sentence and parts. */
MUST_CHECK enum err closing_why(struct core *, const struct row_ticket_take *,
    enum news_own why, struct news *);

#endif
