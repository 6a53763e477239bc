/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * image.h - rows as texts, told to the log with a change, so that taking the
 * change back puts the very rows there again.
 *
 * Which rows there are: db/query/image.sql. A body takes the row before it
 * changes it, and tells it after:
 *
 *	image_take(c, "alert", id_str(&id), STR_NONE, STR_NONE, &was)
 *	... the change ...
 *	image_tell(c, w, &was)
 *
 * Its kind then is a row with image_undo in undo_table.c. The log has it as the
 * field "row KEY…" of the table, which nobody reads in clear.
 */
#ifndef CORE_IMAGE_H
#define CORE_IMAGE_H

#include "core/core.h"

struct query_image;

struct image {
	const struct query_image *of;
	struct str key[3];
	struct str old; /* JSON; "" where there was no row */
};

/* Before the change. `name` is in image.sql; a key it has not is STR_NONE. */
MUST_CHECK enum err image_take(struct core *, const char *name, struct str a,
    struct str b, struct str c, struct image *);
/* After it: what the row is now. A row that did not change is not told. */
MUST_CHECK enum err image_tell(struct core *, struct write *,
    const struct image *);
/* A row that was not there before: both at once. */
MUST_CHECK enum err image_made(struct core *, struct write *, const char *name,
    struct str a, struct str b, struct str c);

/* Is this value of an event a row, and none to be read? */
bool image_is(struct str field);
/* The key of such a value. */
struct str image_key(struct str field);

#endif
