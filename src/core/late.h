/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * late.h - a write that waited for the database counts from when it was typed.
 *
 * Whose program kept it says so (core.said); that takes no right, and nobody
 * can say it in words: at= is another thing. The event has both instants.
 *
 * It counts so where nobody can have built on its not being there: words, what
 * happened to the contact and the customer, the work on one's own ticket. What
 * hands something to others (an owner, a team, a referral) or says what they
 * are to see (a state of a person, a setup) counts from when they could know;
 * and so does all that another event of the same thing came before, and what
 * was typed more than LATE_MOST ago.
 */
#ifndef CORE_LATE_H
#define CORE_LATE_H

#include "core/core.h"

#define LATE_MOST DAYS(3)

/* In a write's transaction, before its body: w->at becomes c->said, if it may. */
MUST_CHECK enum err late_date(struct core *, struct write *);

#endif
