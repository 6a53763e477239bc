/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * db_run.c - the road of a query's rows, transactions with their retries, and
 * cancelling.
 *
 * Moving statements and values is a driver's work (driver.h).
 */
#include "store/db_own.h"

#include <assert.h>

#include "base/log.h"
#include "base/secret.h"

#define RETRIES	   5
#define RETRY_WAIT 20	       /* ms, doubled each time */
#define RETRY_FOR  SECONDS(10) /* no new try later than this */

static void
set_running(struct db *db, bool running)
{
	pthread_mutex_lock(&db->lock);
	db->running = running;
	db->cancelled = false;
	pthread_mutex_unlock(&db->lock);
}

static bool
is_cancelled(struct db *db)
{
	bool is;

	pthread_mutex_lock(&db->lock);
	is = db->cancelled;
	pthread_mutex_unlock(&db->lock);
	return is;
}

static enum err
say_cancelled(struct db *db)
{
	return fail(&db->fault, ERR_CANCELLED,
	    _("stopped; nothing was changed"));
}

/* The lock is held meanwhile, so what runs now cannot end and the next begin:
 * a cancel never hits what came after. */
void
db_cancel(struct db *db)
{
	pthread_mutex_lock(&db->lock);
	if (db->running) {
		db->cancelled = true;
		db->driver->cancel(db->impl);
	}
	pthread_mutex_unlock(&db->lock);
}

/* Every call on the database begins here and ends in leave(). */
static enum err
enter(struct db *db)
{
	if (db->in_rows)
		return fail(&db->fault, ERR_INVALID,
		    _("a query was started among the rows of another: read "
		      "those first"));
	if (!db->in_tx) {
		set_running(db, true);
		return OK;
	}
	if (db->spoilt != OK)
		return db->spoilt; /* with the first sentence */
	return is_cancelled(db) ? say_cancelled(db) : OK;
}

static void
leave(struct db *db)
{
	if (!db->in_tx)
		set_running(db, false);
}

/* ---- trying again -------------------------------------------------------- */

/* In small sleeps, to notice a cancel. */
static void
rest(struct db *db, msec span)
{
	struct timespec nap = { 0, 5 * 1000000L };
	msec until = clock_mono() + span;

	while (clock_mono() < until && !is_cancelled(db))
		nanosleep(&nap, NULL);
}

/* Half to one and a half of the wait, so that two do not meet again. */
static msec
jitter(msec span)
{
	uint32_t r;

	secret_random(&r, sizeof(r));
	return span / 2 + (msec)(r % (uint32_t)(span + 1));
}

/* Waits, and mends the connection; false when it is time to give up. */
static bool
again(struct db *db, int *tries, msec since)
{
	while (*tries < RETRIES && clock_mono() - since < RETRY_FOR) {
		rest(db, jitter((msec)RETRY_WAIT << (*tries)++));
		if (is_cancelled(db))
			return false;
		if (db->driver->revive(db->impl, &db->fault))
			return true;
	}
	return false;
}

/* ---- queries ------------------------------------------------------------- */

/* A caller's row function, and whether it was the one that stopped. */
struct handover {
	struct db *db;
	row_fn *fn;
	void *u;
	bool any, stopped;
};

static enum err
hand_over(void *u, const struct value *v, size_t n)
{
	struct handover *h = u;
	enum err rc;

	h->any = true;
	if (h->fn == NULL)
		return OK;
	h->db->in_rows = true;
	rc = h->fn(h->u, v, n);
	h->db->in_rows = false;
	h->stopped = rc != OK;
	return rc;
}

/* Whatever the engine refuses ends the transaction, on both engines alike:
 * PostgreSQL would run nothing more, SQLite would. */
static enum err
note(struct db *db, enum err rc)
{
	if (rc != OK && db->in_tx)
		db->spoilt = rc;
	return rc;
}

enum err
db_query(struct db *db, const struct query *q, const struct value *args,
    size_t nargs, row_fn *fn, void *u, int64_t *changed)
{
	struct handover h = { .db = db, .fn = fn, .u = u };
	const struct driver *d = db->driver;
	msec since = clock_mono();
	int tries = 0;
	enum err rc;

	assert(nargs == q->nparams);
	if ((rc = enter(db)) != OK)
		return rc;
	db->asked++;
	do {
		rc = d->query(db->impl, q, args, nargs, hand_over, &h, changed,
		    &db->fault);
	} while (rc == ERR_BUSY && !db->in_tx && !h.any && q->reads &&
	    again(db, &tries, since));
	if (!h.stopped)
		note(db, rc);
	leave(db);
	return rc;
}

enum err
db_batch(struct db *db, const struct query *q, const struct value *args,
    size_t nargs, size_t n, int64_t *changed)
{
	enum err rc;

	if (!db->in_tx)
		return fail(&db->fault, ERR_INVALID,
		    _("a batch of rows needs a transaction around it"));
	assert(nargs == q->nparams);
	if ((rc = enter(db)) != OK)
		return rc;
	db->asked += (int64_t)n;
	rc =
	    db->driver->batch(db->impl, q, args, nargs, n, changed, &db->fault);
	return note(db, rc);
}

void
db_ahead(struct db *db, const struct query *q, const struct value *args,
    size_t nargs)
{
	assert(nargs == q->nparams);
	(void)nargs;
	if (db->driver->ahead != NULL && db->in_tx && db->spoilt == OK)
		db->driver->ahead(db->impl, q, args);
}

/* ---- transactions -------------------------------------------------------- */

static enum err
tx_once(struct db *db, enum tx_kind kind, tx_fn *body, void *u)
{
	enum err rc;

	rc = db->driver->begin(db->impl, kind, &db->fault);
	if (rc != OK)
		return db->spoilt = rc;
	db->in_tx = true;
	db->spoilt = OK;
	rc = body(u);
	if (rc == OK)
		rc = db->spoilt; /* the body overlooked it */
	if (rc == OK && is_cancelled(db))
		rc = say_cancelled(db);
	if (rc == OK)
		rc = db->spoilt = db->driver->commit(db->impl, &db->fault);
	if (rc != OK)
		db->driver->rollback(db->impl);
	db->in_tx = false;
	return rc;
}

enum err
db_tx(struct db *db, enum tx_kind kind, tx_fn *body, void *u)
{
	msec since = clock_mono();
	int tries = 0;
	enum err rc;

	if (db->in_tx)
		return fail(&db->fault, ERR_INVALID,
		    _("a transaction is open already: finish that one first"));
	if ((rc = enter(db)) != OK)
		return rc;
	do {
		rc = tx_once(db, kind, body, u);
	} while (rc != OK && db->spoilt == ERR_BUSY &&
	    again(db, &tries, since));
	if (rc == ERR_BUSY && is_cancelled(db))
		rc = say_cancelled(db);
	if (tries > 0)
		log_info("db.retry tries=%d rc=%s", tries, err_name(rc));
	db->spoilt = OK;
	leave(db);
	return rc;
}

/* ---- texts of a caller --------------------------------------------------- */

enum err
db_script(struct db *db, const char *sql)
{
	enum err rc;

	if ((rc = enter(db)) != OK)
		return rc;
	rc =
	    note(db, db->driver->script(db->impl, sql, NULL, NULL, &db->fault));
	leave(db);
	return rc;
}

struct first {
	struct arena *arena;
	struct str text;
	bool have;
};

static enum err
keep_first(void *u, const struct value *v, size_t n)
{
	struct first *first = u;

	if (!first->have && n > 0)
		first->text = str_copy(first->arena, v[0].s);
	first->have = true;
	return OK;
}

enum err
db_ask(struct db *db, struct arena *a, const char *sql, struct str *out)
{
	struct first first = { a, STR_NONE, false };
	enum err rc;

	if ((rc = enter(db)) != OK)
		return rc;
	rc = note(db,
	    db->driver->script(db->impl, sql, keep_first, &first, &db->fault));
	leave(db);
	if (rc == OK)
		*out = first.text;
	return rc;
}
