/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_own.h - what the parts of approvals share, for bodies.
 */
#ifndef CORE_APPROVAL_OWN_H
#define CORE_APPROVAL_OWN_H

#include "core/approval.h"
#include "core/news.h"

enum { APPROVAL_TOLD = 60 }; /* people told of one request, at most */

/* Whose word that much takes; NULL: no band reaches so far. */
const struct approval_band *approval_band(const struct approval_rule *,
    int64_t amount);
/* Is this version of a rule the one that holds now? Of all that are stored, in
 * their order (setup_stored). */
bool approval_in_force(struct core *, const struct setup_items *,
    const struct setup_item *);
/* A notice about a ticket's approval, whose sentence `news` has; `once` keeps
 * it from coming twice. */
MUST_CHECK enum err approval_notify(struct core *, struct write *,
    struct id whom, struct id ticket, struct str once, struct news *);

#endif
