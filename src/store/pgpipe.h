/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgpipe.h - several statements in one round trip.
 */
#ifndef STORE_PGPIPE_H
#define STORE_PGPIPE_H

#include "store/pg.h"

/* The read will be asked in this transaction: send it with the next one. */
void pg_ahead(struct pg *, const struct query *, const struct value *args);
/* The write may go with the next statement; so may what is wrong with it. */
void pg_later(struct pg *, const struct query *, const struct value *args);
/* The answer of a read that was asked ahead, still ours; NULL: it was not. */
MUST_CHECK enum err pg_foreseen(struct pg *, const struct query *,
    const struct value *args, const PGresult **out, struct fault *);
/* A write makes answers old; before what must go alone, reads are not sent
 * either; the end of a transaction makes all of it old. */
enum pg_stale { PG_ANSWERS, PG_READS, PG_ALL };
void pg_forget(struct pg *, enum pg_stale);
/* Is anything to be sent before the next statement? */
bool pg_waiting(const struct pg *);
/* All that waits, and `q` with it: its answer is the caller's. */
MUST_CHECK enum err pg_together(struct pg *, const struct query *q,
    const struct value *args, PGresult **out, struct fault *);
/* All that waits; and COMMIT after it. */
MUST_CHECK enum err pg_flush(struct pg *, struct fault *);
MUST_CHECK enum err pg_commit(struct pg *, struct fault *);

#endif
