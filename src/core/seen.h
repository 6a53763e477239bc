/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * seen.h - what others changed since one looked is not written over.
 *
 * A form, and a preview, know the last event that there was when they were
 * read. Their write says so (core.seen; seen= in words), and is refused when
 * another has changed a field since that it would change, too. What only others
 * changed is no matter, nor is what was taken back. A state is guarded by its
 * moves, and a policy follows.
 */
#ifndef CORE_SEEN_H
#define CORE_SEEN_H

#include "core/core.h"

/* The last event there is: before what is to be seen is read. */
MUST_CHECK enum err seen_now(struct core *, int64_t *n);
/* In a write's transaction, behind its body. ERR_CONFLICT says who changed it,
 * when, and to what. */
MUST_CHECK enum err seen_check(struct core *, const struct write *);

#endif
