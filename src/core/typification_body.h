/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification_body.h - what typification.c and typification_search.c share:
 * walking a tree that was read whole.
 */
#ifndef CORE_TYPIFICATION_BODY_H
#define CORE_TYPIFICATION_BODY_H

#include "core/find.h"
#include "core/typification.h"

/* NULL when it is not among them. */
const struct row_typification_list *
typification_node(const struct rows_typification_list *, struct str code);
/* "Reclamo › Taller › Demora" */
struct str typification_path_of(struct arena *,
    const struct rows_typification_list *,
    const struct row_typification_list *leaf);
/* Each word asked begins a word of the code or the path. */
bool typification_fits(struct arena *, const struct words *ask, struct str code,
    struct str path);

#endif
