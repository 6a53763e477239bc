/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * row.h - values of a result row into a C struct, by the query's columns.
 */
#ifndef STORE_ROW_H
#define STORE_ROW_H

#include "store/db.h"

/* Text is copied into the arena; a column whose class bit is in `veil` is
 * replaced. `row` has q->row_size bytes. ERR_DB when a value does not fit. */
MUST_CHECK enum err row_fill(const struct query *, const struct value *,
    size_t n, unsigned veil, struct arena *, void *row, struct fault *);
/* The row is to stay when the arena that it was filled from does not: all its
 * texts are copied into this one. */
void row_keep(const struct query *, struct arena *, void *row);
/* One column of a filled row as text for people and JSON's sake. */
const void *row_at(const struct query_col *, const void *row);

#endif
