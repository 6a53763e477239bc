/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint_own.h - between the files of complaints.
 */
#ifndef CORE_COMPLAINT_OWN_H
#define CORE_COMPLAINT_OWN_H

#include "core/complaint.h"

/* Does it need the word of others still, by the rule of the setup? */
MUST_CHECK enum err complaint_needs_word(struct core *, struct id ticket,
    int64_t redress, bool *needs);
/* "$ 60.000", as a sentence says it; redress is in whole pesos. In scratch. */
const char *complaint_sum(struct core *, int64_t amount);
/* May the acting person, within whose reach it is, answer what was asked for?
 * ERR_DENIED, and ERR_INVALID while words are to be given before it is granted.
 */
MUST_CHECK enum err complaint_may_answer(struct core *, struct id ticket,
    struct id asked_by, int64_t redress, bool grant);
/* Those whose limit reaches hear that `amount` was asked for, and by whom. */
MUST_CHECK enum err complaint_call(struct core *, struct write *,
    struct id asker, int64_t amount);

#endif
