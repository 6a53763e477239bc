/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * driver.h - what a backend must provide.
 *
 * db.c keeps the retry policy, the veil and the row mapping; a driver moves
 * statements and values. `impl` is the driver's own. Every function that fails
 * leaves a sentence in *f and returns ERR_BUSY (try the transaction again),
 * ERR_CANCELLED, ERR_UNKNOWN (a commit whose outcome is unknown), ERR_CONFLICT
 * (unique key), ERR_INVALID (a CHECK, a foreign key, NOT NULL), ERR_DENIED
 * (no grant, row-level security), ERR_NOT_FOUND, ERR_DB (also a server that
 * cannot be reached), ERR_DISK or ERR_IO.
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store/db.h"

struct driver {
	const char *name;
	int engine;

	enum err (*open)(void **impl, const char *url,
	    const struct db_options *, struct fault *f);
	void (*close)(void *impl);
	/* See db_beside; NULL where the same one serves. */
	enum err (*beside)(void *impl, void **other, struct fault *f);

	/* Bind, run, hand over rows. `q` is prepared on first use and kept. */
	enum err (*query)(void *impl, const struct query *q,
	    const struct value *args, size_t nargs, row_fn *, void *u,
	    int64_t *changed, struct fault *f);
	/* n times the same statement; rows, if any, are dropped. */
	enum err (*batch)(void *impl, const struct query *q,
	    const struct value *args, size_t nargs, size_t n, int64_t *changed,
	    struct fault *f);
	/* See db_ahead, db_count; NULL where a statement waits for nobody. */
	void (*ahead)(void *impl, const struct query *q,
	    const struct value *args);
	int64_t (*trips)(const void *impl);
	/* Several statements as text, no values; rows as text to `row`. */
	enum err (*script)(void *impl, const char *sql, row_fn *row, void *u,
	    struct fault *f);

	enum err (*begin)(void *impl, enum tx_kind, struct fault *f);
	enum err (*commit)(void *impl, struct fault *f);
	void (*rollback)(void *impl);
	/* After a lost connection: true when it is usable again. */
	bool (*revive)(void *impl, struct fault *f);

	void (*cancel)(void *impl); /* from any thread */
	void (*deadline)(void *impl, msec span);
	/* Nobody has asked for a while: give back what can be read again.
	 * NULL where there is nothing of the kind. */
	void (*rest)(void *impl);
	enum err (*bell)(void *impl, bool *rung, struct fault *f);
	int (*bell_fd)(void *impl);
	struct str (*role)(const void *impl, bool session);
	/* See db_verifier; NULL where the engine knows no roles. */
	enum err (*verifier)(void *impl, struct str role, struct str password,
	    struct buf *, struct fault *f);
};

extern const struct driver driver_sqlite;
/* In the module `postgres`, loaded for a postgresql URL only. */
extern const struct driver driver_postgres;
/* Loads that module; ERR_IO when it is not installed. */
MUST_CHECK enum err driver_load(const struct driver **, struct fault *);

#endif
