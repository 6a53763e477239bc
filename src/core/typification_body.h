/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification_body.h - what typification.c and typification_search.c
 * share.
 */
#ifndef CORE_TYPIFICATION_BODY_H
#define CORE_TYPIFICATION_BODY_H

#include "core/setup.h"
#include "core/typification.h"

/* "Reclamo › Taller › Demora", of a tree that was read whole. */
struct str typification_path_of(struct arena *,
    const struct rows_typification_list *,
    const struct row_typification_list *leaf);

/* A short code out of the names of a new leaf and of what is above it. */
MUST_CHECK enum err typification_short(struct core *,
    const struct typification_new *, struct str *out);

/* A short code as it is kept; what it cannot have is left out. */
struct str typification_capitals(struct arena *, struct str);
/* "there is no typification ..." */
enum err typification_missing(struct core *, enum err code, struct str what);
/* In a body: the node is as its text says, with its names. */
MUST_CHECK enum err typification_hold(struct core *, struct write *,
    const struct setup_item *);

#endif
