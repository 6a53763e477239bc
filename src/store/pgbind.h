/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgbind.h - a statement's values, and its preparation.
 */
#ifndef STORE_PGBIND_H
#define STORE_PGBIND_H

#include "store/pg.h"

enum { PG_ARGS_MAX = 255 };

/* Values as the server wants them: both types in their binary form, which for
 * text is the bytes themselves, borrowed from the arguments. */
struct pg_bound {
	const char *v[PG_ARGS_MAX];
	int len[PG_ARGS_MAX], binary[PG_ARGS_MAX];
	int64_t big[PG_ARGS_MAX];
	Oid types[PG_ARGS_MAX];
};

/* Do values of this type travel as a number? */
bool pg_is_number(enum col_type);
/* The types first, then values as often as wanted; or both. ERR_DB for a value
 * of another type than was declared. */
void pg_bind_types(struct pg_bound *, const struct query *);
MUST_CHECK enum err pg_bind_values(struct pg_bound *, const struct query *,
    const struct value *args, struct fault *);
MUST_CHECK enum err pg_bind(struct pg_bound *, const struct query *,
    const struct value *args, struct fault *);

/* Is it prepared in this connection? */
bool pg_knows(const struct pg *, const struct query *);
/* Prepare it unless it is; waits for the answer. */
MUST_CHECK enum err pg_prepare(struct pg *, const struct query *,
    const struct pg_bound *, struct fault *);
/* What was prepared, sent; libpq's answer, 0 for an error. */
int pg_send_prepared(struct pg *, const struct query *,
    const struct pg_bound *);
/* Does it want the other kind of plan than what ran last in this transaction?
 * Outside of one nothing is turned. */
bool pg_turns(const struct pg *, const struct query *);
/* Send one statement of a pipeline, and before it what it needs: PREPARE when
 * the server does not know it (`prepares`), SET when it `turns`. Each has an
 * answer of its own, in this order. ERR_DB with nothing sent. */
MUST_CHECK enum err pg_send(struct pg *, struct pg_asked *, struct fault *);

#endif
