/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * needs.h - a form whose fields follow the type that is chosen in it: what the
 * leaf asks for appears as "field.ID", and goes when another is chosen.
 */
#ifndef SCREENS_NEEDS_H
#define SCREENS_NEEDS_H

#include "screens/sheet.h"
#include "screens/types.h"

#define NEEDS_MOST 8 /* fields of a leaf that fit into a form */

/* In the state of a screen whose state begins with a struct sheet that has a
 * field "typification". */
struct needs {
	struct arena arena[2]; /* of the fields in use, and of those before */
	int use;
	char type[80];	  /* what the fields were made for */
	struct buf later; /* a draft that waits for the model */
	/* Makes of what a leaf asks for what this form asks for; how many.
	 * NULL: as it is. */
	size_t (*sift)(const struct screen *, struct need *, size_t n);
};

/* One such field, made of `a`; and its choices, where it has some. */
struct field_def needs_field(struct arena *, const struct need *);
void needs_offer(struct arena *a, struct form *,
    const struct row_field_named *);

/* The arena of the next fields, emptied: for hints made for them. */
struct arena *needs_begin(struct needs *);
/* After needs_begin(): `first`, what the chosen type asks for, `last`. Gives
 * the choices of all but first's and last's own. */
void needs_refit(struct needs *, struct screen *, const struct types *,
    const struct field_def *first, size_t nfirst, const struct field_def *last,
    size_t nlast);
struct str needs_type(const struct screen *);
/* Another type was chosen: refit. */
bool needs_changed(const struct needs *, const struct screen *);
bool needs_has(const struct screen *, const char *field);
/* Are all fields as they should be? The cursor goes to the first that is not.
 */
bool needs_right(struct screen *);

/* ` name="value"` of all fields, `field="ID=value"` of those asked for, but
 * for `skip` (may be NULL). */
void needs_say(const struct screen *, const char *skip, struct buf *say);
void needs_say_field(struct buf *say, const char *id, struct str value);

/* A draft that came before the model, and when both are there. */
void needs_later(struct needs *, struct str draft);
bool needs_undraft(struct needs *, struct screen *,
    void (*refit)(struct screen *));
void needs_done(struct needs *);

#endif
