/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgquery.h - what the driver's query, batch and script need; outside of them
 * the bracket and the transaction.
 */
#ifndef STORE_PGQUERY_H
#define STORE_PGQUERY_H

#include "store/pg.h"

/* One query, its rows to `fn`. *changed (may be NULL, which lets a write wait
 * for the next statement): rows written. */
MUST_CHECK enum err pg_query(struct pg *, const struct query *q,
    const struct value *args, row_fn *, void *u, int64_t *changed,
    struct fault *);
/* The same `n` times; `args` has the parameters of each, one after another. */
MUST_CHECK enum err pg_batch(struct pg *, const struct query *q,
    const struct value *args, size_t n, int64_t *changed, struct fault *);
/* A result's rows. `q` NULL: a script's, whose values are all text. */
MUST_CHECK enum err pg_rows(const struct query *q, const PGresult *, row_fn *,
    void *u, struct fault *);

#endif
