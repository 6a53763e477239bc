/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk_look.h - the rows of a preview of many: what each ticket is is known at
 * once, what it would be comes part by part.
 */
#ifndef SCREENS_BULK_LOOK_H
#define SCREENS_BULK_LOOK_H

#include "core/bulk.h"
#include "screens/screen.h"
#include "screens/types.h"

#define BULK_LOOK_FIRST 25 /* with the screen; most changes are no larger */
#define BULK_LOOK_PART	10 /* then; others come in between */

struct bulk_model {
	struct id *ids;
	size_t n;
	struct str words, why;
	struct bulk_rows b; /* all, the first of them looked at */
	size_t looked;
	int64_t seen; /* the last event before it was looked at */
	msec until;   /* with what parks; 0: nothing does */
	struct types types;
};

/* screen_def.load: the text has the ids, blanks between, then in a line of
 * their own the words. And that of its further parts: their ids only. */
MUST_CHECK enum err bulk_load(struct core *, const struct screen_arg *,
    struct arena *, void **model);
MUST_CHECK enum err bulk_load_more(struct core *, const struct screen_arg *,
    struct arena *, void **part);

/* Zeroed at first; bulk_look_done() gives back. */
struct bulk_look {
	struct bulk_rows
	    rows; /* all of them; its sums are of those looked at */
	size_t looked;
	struct arena *kept; /* of the parts, heap */
	size_t nkept;
};

/* Anew with those of a model, which must outlive them; the first `looked` of
 * them are. */
void bulk_look_begin(struct bulk_look *, const struct bulk_rows *,
    size_t looked);
/* The next ones are looked at. The arena is taken. */
void bulk_look_add(struct bulk_look *, const struct bulk_rows *,
    struct arena *);
void bulk_look_done(struct bulk_look *);

#endif
