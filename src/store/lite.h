/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lite.h - what the two files of the SQLite driver share: a connection, and a
 * statement's way through it. For them only.
 */
#ifndef STORE_LITE_H
#define STORE_LITE_H

#include <pthread.h>
#include <sqlite3.h>
#include <sys/types.h>

#include "store/driver.h"
#include "store/wait.h"

#define LITE_BUSY SECONDS(5) /* in the queue, and again for the lock */

struct lite {
	sqlite3 *db;
	sqlite3_stmt **kept; /* by place in queries[] */
	sqlite3_stmt *look;  /* PRAGMA data_version */
	int64_t seen;	     /* what it said last */
	struct wait wait;
	dev_t disk; /* where the file is, */
	ino_t file; /* and which one; 0 in memory */
	bool queue; /* whether writers stand in line */
	bool late;  /* the deadline stopped it */
	msec span;  /* the deadline; 0 is never */
	msec until; /* for what runs now */
	msec busy_since;

	pthread_mutex_t lock; /* guards running */
	bool running;
	int cancel; /* atomic: a person wants it stopped */
};

/* Says what SQLite did not like, and what to do. */
enum err lite_trouble(struct lite *, struct fault *);
/* For what failed while saving. What the disk did not take (ERR_DISK) is not
 * in the file; any other commit that failed may be, when the file is opened
 * next time: only its op can tell (ERR_UNKNOWN). */
enum err lite_doubt(struct lite *, enum err, struct fault *);

/* Which file it is that was opened; before anything else. */
void lite_mark(struct lite *, const char *path);
/* It is there still, under its name: what is written to one that was moved,
 * deleted or replaced is seen by nobody else, and lost. ERR_DISK says so. */
MUST_CHECK enum err lite_there(struct lite *, struct fault *);

/* SQLite's callbacks: whether to go on. */
int lite_on_progress(void *lite);
int lite_on_busy(void *lite, int count);

/* Between these two a cancel hits; before and after it does nothing. */
void lite_begin(struct lite *);
void lite_end(struct lite *);

MUST_CHECK enum err lite_prepare(struct lite *, const struct query *,
    sqlite3_stmt **, struct fault *);
void lite_put_back(const struct query *, sqlite3_stmt *);
void lite_bind(sqlite3_stmt *, const struct value *, size_t n);
MUST_CHECK enum err lite_run(struct lite *, sqlite3_stmt *, bool as_text,
    row_fn *, void *u, struct fault *);
/* Whoever writes outside a transaction, or begins one (st NULL), stands in
 * line; *mine tells that it is for the caller to leave. */
MUST_CHECK enum err lite_line_up(struct lite *, sqlite3_stmt *st, bool *mine,
    struct fault *);

#endif
