/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * setup_own.h - between the files of setup.h.
 */
#ifndef CORE_SETUP_OWN_H
#define CORE_SETUP_OWN_H

#include "core/holiday.h"
#include "core/setup.h"

#define SETUP_DEPTH 8 /* of objects that hang on others */

/* Objects sorted by kind and name, into files of a folder. */
MUST_CHECK enum err setup_write(struct core *, struct arena *, struct str dir,
    const struct setup_items *, size_t *n);

/* In a body: one version more. */
MUST_CHECK enum err setup_add(struct core *, struct write *, const char *kind,
    struct str name, struct str old, struct str text, msec valid_from);

/* The days of a file that were approved by an instant, as they read then. */
MUST_CHECK enum err setup_approved(struct core *, struct arena *,
    struct str file, msec at, struct holidays *);
/* From when each approval of a file holds, ascending. */
struct msecs {
	msec *v;
	size_t n, cap;
};
MUST_CHECK enum err setup_approvals(struct core *, struct arena *,
    struct str file, struct msecs *);

#endif
