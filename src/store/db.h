/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * db.h - rows and transactions on either engine; no words from the business.
 *
 * One struct db is one connection and belongs to one thread (its lane); only
 * db_cancel may be called from another. Calls block, until the deadline.
 * Errors leave a sentence in *db_fault(db). ERR_BUSY, and a lost connection
 * before COMMIT, have been retried by db_tx already.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "store/query.h"

struct db;

struct db_options {
	struct clock *clock; /* required */
	bool create;	     /* sqlite: make the file (0600) if missing */
	bool sync_normal;    /* sqlite: synchronous=NORMAL instead of FULL */
	bool no_queue;	     /* sqlite: without the fair writer queue (tests) */
	const char *as;	     /* postgres: SET ROLE to this person */
	/* postgres: who connects and their password, in place of the URL's;
	 * NULL: as the URL says. Kept as long as it is open. */
	const char *user, *password;
};

/*
 * Open `sqlite:PATH`, `sqlite::memory:` or `postgresql://…` (also
 * `postgres://…` and `host=… dbname=…`).
 *
 * Returns ERR_NOT_FOUND (no such file or database), ERR_DENIED (file
 * permissions, password), ERR_INVALID (not a database URL; not a cabina
 * database; a network file system), ERR_DB, ERR_DISK, ERR_IO.
 */
MUST_CHECK enum err db_open(struct db **, const char *url,
    const struct db_options *, struct fault *);
void db_close(struct db *);
/* Without opening it: a file that is there and may not be written is
 * ERR_DENIED; of all else db_open tells. */
MUST_CHECK enum err db_writable(const char *url, struct fault *);
/*
 * A database for what may be lost, of many small writes: on SQLite a file of
 * its own beside this one, without a queue and without waiting for the disk
 * (an empty one: whoever uses it makes its tables); on a server *out is `db`
 * itself, so close it only when it is another.
 */
MUST_CHECK enum err db_beside(struct db *, struct db **out);
/* Is this the address of a server, which asks itself who connects? */
bool db_is_server(const char *url);

struct fault *db_fault(struct db *);
int db_engine(const struct db *);	       /* ENGINE_… */
const char *db_engine_name(const struct db *); /* "sqlite", "postgresql" */
struct str db_version(struct db *, struct arena *);
/* The database role that is acting; "" on SQLite. Session and current. */
struct str db_session_role(const struct db *);
struct str db_role(const struct db *);
/* PostgreSQL: appends what CREATE ROLE takes in place of the password, so that
 * the password is in no log of the server. Letters, digits, "$:+/=-" alone.
 * ERR_INVALID on SQLite, which has no roles. */
MUST_CHECK enum err db_verifier(struct db *, struct str role,
    struct str password, struct buf *);

/* ---- values ------------------------------------------------------------- */

struct value {
	enum { VALUE_NULL, VALUE_INT, VALUE_TEXT } type;
	int64_t i;
	struct str s; /* borrowed until the row function returns */
};

/* A row's values in the order of the columns; not OK stops and is returned. */
typedef enum err row_fn(void *u, const struct value *, size_t n);

/*
 * Run one query. `changed` (may be NULL) gets the rows inserted, updated or
 * deleted. Prepared once per connection. What queries.h generates calls this.
 */
MUST_CHECK enum err db_query(struct db *, const struct query *,
    const struct value *args, size_t nargs, row_fn *, void *u,
    int64_t *changed);
/* The same statement for n rows of nargs values each: one prepare, pipelined
 * where the engine can. Inside db_tx only. */
MUST_CHECK enum err db_batch(struct db *, const struct query *,
    const struct value *args, size_t nargs, size_t n, int64_t *changed);

/*
 * Round trips to a server are what its time goes into, so two kinds of query
 * say in db/query that they need not wait for one each:
 *
 *   ahead	`q_X_ahead(db, …)` tells that q_X() with these arguments will be
 *		called in this transaction: it goes to the server with the next
 *		statement, and q_X() finds the answer there. A write makes the
 *		answers that are there old, and they are asked anew.
 *   later	q_X() with `changed` NULL returns OK at once, in a transaction;
 *		it goes with the next statement, at the latest with the commit,
 *		and so does what is wrong with it.
 *
 * The engine in the same process does neither.
 *
 * And what a server takes to plan a statement is often more than what it takes
 * to run it. It plans one for its values the first five times, and for good
 * where that looks cheaper. A query that says
 *
 *   general	has one plan that is good for all values (rows are found by an
 *		id, or by a list of ids): in a transaction it is planned once
 *		in a connection.
 */
void db_ahead(struct db *, const struct query *, const struct value *args,
    size_t nargs);
/* What this connection has asked for so far, to be compared. */
struct db_count {
	int64_t statements;
	int64_t trips; /* times that a server was waited for */
};
struct db_count db_count(const struct db *);

/* Used by the generated functions: rows into structs, with the veil. */
MUST_CHECK enum err db_read_one(struct db *, struct arena *,
    const struct query *, const struct value *, size_t nargs, void *row);
/* *v is an array of n row structs in the arena. */
MUST_CHECK enum err db_read_many(struct db *, struct arena *,
    const struct query *, const struct value *, size_t nargs, void **v,
    size_t *n);
/* Calls fn for each row; the row's memory is given back after each call. */
MUST_CHECK enum err db_read_each(struct db *, const struct query *,
    const struct value *, size_t nargs, enum err (*fn)(void *u, void *row),
    void *u);

/* Which rows a person may see, for queries that say `-- scope: agent`. */
struct scope {
	enum {
		SCOPE_NONE,
		SCOPE_OWN,
		SCOPE_TEAM,
		SCOPE_BRANCH,
		SCOPE_ALL
	} level;
	struct id agent;
	int tickets; /* of a right to read: the level for tickets; or 0 */
};

/* Bit (1 << CLASS_…) set: columns of that class are read as "•••" (a number as
 * 0). Returns the old set. Starts as all but CLASS_OPEN veiled. */
unsigned db_veil(struct db *, unsigned classes);
unsigned db_veiled(const struct db *);

/* ---- transactions ------------------------------------------------------- */

enum tx_kind { TX_READ, TX_WRITE };

/*
 * Run `body` in one transaction and commit if it returns OK, else roll back
 * and return its error. Not to be nested. TX_READ sees one snapshot. TX_WRITE
 * is BEGIN IMMEDIATE behind the writer queue, or READ COMMITTED.
 *
 * The body may run more than once: on a busy database, a deadlock or a
 * connection lost before COMMIT, at most 5 times, 20 ms x 2^n with jitter, so
 * it must reset what it builds. Any other error is returned at once. A
 * connection lost during COMMIT, or a commit that the standby did not confirm,
 * is ERR_UNKNOWN: repeat the same op to learn what happened.
 */
typedef enum err tx_fn(void *u);
MUST_CHECK enum err db_tx(struct db *, enum tx_kind, tx_fn *, void *u);
bool db_in_tx(const struct db *);

/* ---- from outside ------------------------------------------------------- */

/* Stop what runs now, from any thread; it returns ERR_CANCELLED. */
void db_cancel(struct db *);
/* Give up statements (and waits) after this long; 0 is never. Default 30 s. */
void db_deadline(struct db *, msec span);

/*
 * The doorbell: *rung tells whether somebody else's commit came since the last
 * call. SQLite asks PRAGMA data_version (poll it each 200 ms); PostgreSQL
 * LISTENs, and db_bell_fd is the socket to watch, else -1.
 */
MUST_CHECK enum err db_bell(struct db *, bool *rung);
int db_bell_fd(struct db *);
/* Nobody has asked for a while: memory that holds what can be read again is
 * given back. Not within a transaction. */
void db_rest(struct db *);
/* The server's clock minus ours, in ms; 0 on SQLite. */
MUST_CHECK enum err db_clock_offset(struct db *, msec *offset);

/* Run a script of several statements (migrations, tests). */
MUST_CHECK enum err db_script(struct db *, const char *sql);
/* Free text, one column of text per row at most: doctor and tests. */
MUST_CHECK enum err db_ask(struct db *, struct arena *, const char *sql,
    struct str *first);

#endif
