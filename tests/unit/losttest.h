/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * losttest.h - a link to the database that is cut where a test says: before a
 * statement of the next write, before its COMMIT, or after it, when only the
 * answer is missing.
 *
 * On PostgreSQL the server's process is ended by another connection, so that
 * what the console does then is what it does in a centre. On SQLite, where
 * there is no link, the store is told what a failing disk would tell it.
 */
#ifndef TESTS_UNIT_LOSTTEST_H
#define TESTS_UNIT_LOSTTEST_H

#include "store/db_own.h"

#include "dbtest.h"
#include "test.h"

enum lost_commit { LOST_NOWHERE, LOST_BEFORE, LOST_AFTER };

static struct {
	const struct driver *real;
	struct driver driver;
	struct db *other;	 /* that cuts */
	enum lost_commit commit; /* of the next write */
	int statement;		 /* of the next write, from 1; 0: none */
	int seen;		 /* statements of it so far */
	bool writing;
	int cuts; /* between statements, so far */
} lost;

/* Asked, not done: one that is going already is worth a warning only. */
static inline void
lost_cut(void)
{
	struct arena a = { 0 };

	if (dbtest_postgres())
		dbtest_ask(lost.other, &a,
		    "SELECT count(pg_terminate_backend(pid, 20000)) FROM "
		    "pg_stat_activity WHERE datname = current_database() AND "
		    "pid <> pg_backend_pid()");
	arena_done(&a);
}

static inline enum err
lost_begin(void *impl, enum tx_kind kind, struct fault *f)
{
	lost.writing = kind == TX_WRITE;
	lost.seen = 0;
	return lost.real->begin(impl, kind, f);
}

static inline enum err
lost_query(void *impl, const struct query *q, const struct value *args,
    size_t n, row_fn *fn, void *u, int64_t *changed, struct fault *f)
{
	if (!lost.writing || lost.statement == 0 ||
	    ++lost.seen != lost.statement)
		return lost.real->query(impl, q, args, n, fn, u, changed, f);
	lost.statement = 0;
	lost.cuts++;
	if (!dbtest_postgres())
		return fail(f, ERR_BUSY, "cut");
	lost_cut();
	return lost.real->query(impl, q, args, n, fn, u, changed, f);
}

static inline enum err
lost_end(void *impl, struct fault *f)
{
	enum lost_commit how = lost.writing ? lost.commit : LOST_NOWHERE;
	enum err rc;

	if (how == LOST_NOWHERE)
		return lost.real->commit(impl, f);
	lost.commit = LOST_NOWHERE;
	if (how == LOST_BEFORE && dbtest_postgres()) {
		lost_cut();
		return lost.real->commit(impl, f);
	}
	if (how == LOST_AFTER) {
		if ((rc = lost.real->commit(impl, f)) != OK)
			return rc;
		lost_cut();
	}
	return fail(f, ERR_UNKNOWN, "the answer is lost");
}

/* From now on `db` can be cut; `other` is another connection to it. */
static inline void
lost_init(struct db *db, struct db *other)
{
	lost.real = db->driver;
	lost.driver = *db->driver;
	lost.driver.begin = lost_begin;
	lost.driver.query = lost_query;
	lost.driver.commit = lost_end;
	lost.other = other;
	db->driver = &lost.driver;
}

static inline void
lost_done(struct db *db)
{
	db->driver = lost.real;
	db_close(lost.other);
	memset(&lost, 0, sizeof(lost));
}

#endif
