/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * db.c - what both engines share: opening by URL, the road of a query's rows,
 * transactions with their retries, the veil and cancelling.
 *
 * Moving statements and values is a driver's work (driver.h).
 */
#include <assert.h>
#include <pthread.h>

#include "base/log.h"
#include "base/secret.h"
#include "queries.h"
#include "store/driver.h"

#define RETRIES	   5
#define RETRY_WAIT 20	       /* ms, doubled each time */
#define RETRY_FOR  SECONDS(10) /* no new try later than this */
#define DEADLINE   SECONDS(30)

struct db {
	const struct driver *driver;
	void *impl;
	struct clock *clock;
	struct fault fault;
	unsigned veil;
	bool in_tx;
	bool in_rows;	 /* a row function is running */
	enum err spoilt; /* what the engine refused in this transaction */
	int64_t asked;	 /* statements so far */

	pthread_mutex_t lock; /* guards the two below */
	bool running;
	bool cancelled;
};

/* ---- opening ------------------------------------------------------------ */

bool
db_is_server(const char *url)
{
	return strncmp(url, "postgresql://", 13) == 0 ||
	    strncmp(url, "postgres://", 11) == 0 ||
	    strncmp(url, "host=", 5) == 0 || strncmp(url, "dbname=", 7) == 0 ||
	    strstr(url, " host=") != NULL || strstr(url, " dbname=") != NULL;
}

static enum err
driver_for(const char *url, const struct driver **out, struct fault *f)
{
	if (strncmp(url, "sqlite:", 7) == 0) {
		*out = &driver_sqlite;
		return OK;
	}
	if (db_is_server(url))
		return driver_load(out, f);
	/* The text itself may hold a password: it is not repeated. */
	return fail(f, ERR_INVALID,
	    _("that is not a database: write sqlite:PATH or "
	      "postgresql://HOST/NAME"));
}

static struct db *
wrap(const struct driver *driver, void *impl, struct clock *clock)
{
	struct db *db = calloc(1, sizeof(*db));

	if (db == NULL)
		die(_("out of memory"));
	db->driver = driver;
	db->impl = impl;
	db->clock = clock;
	db->veil = ~(1u << CLASS_OPEN);
	pthread_mutex_init(&db->lock, NULL);
	driver->deadline(impl, DEADLINE);
	return db;
}

enum err
db_open(struct db **out, const char *url, const struct db_options *o,
    struct fault *f)
{
	const struct driver *driver;
	void *impl;
	enum err rc;

	if ((rc = driver_for(url, &driver, f)) != OK)
		return rc;
	if ((rc = driver->open(&impl, url, o, f)) != OK)
		return rc;
	*out = wrap(driver, impl, o->clock);
	return OK;
}

enum err
db_beside(struct db *db, struct db **out)
{
	void *impl;
	enum err rc;

	if (db->driver->beside == NULL) {
		*out = db;
		return OK;
	}
	if ((rc = db->driver->beside(db->impl, &impl, &db->fault)) != OK)
		return rc;
	*out = wrap(db->driver, impl, db->clock);
	return OK;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	db->driver->close(db->impl);
	pthread_mutex_destroy(&db->lock);
	free(db);
}

struct fault *
db_fault(struct db *db)
{
	return &db->fault;
}

int
db_engine(const struct db *db)
{
	return db->driver->engine;
}

const char *
db_engine_name(const struct db *db)
{
	return db->driver->name;
}

struct str
db_version(struct db *db, struct arena *a)
{
	struct row_db_engine_version row;

	return q_db_engine_version(db, a, &row) == OK ? row.version : STR_NONE;
}

struct str
db_session_role(const struct db *db)
{
	return db->driver->role(db->impl, true);
}

struct str
db_role(const struct db *db)
{
	return db->driver->role(db->impl, false);
}

enum err
db_verifier(struct db *db, struct str role, struct str password,
    struct buf *out)
{
	if (db->driver->verifier == NULL)
		return fail(&db->fault, ERR_INVALID,
		    _("this database has no roles of its own"));
	return db->driver->verifier(db->impl, role, password, out, &db->fault);
}

bool
db_in_tx(const struct db *db)
{
	return db->in_tx;
}

unsigned
db_veil(struct db *db, unsigned classes)
{
	unsigned old = db->veil;

	db->veil = classes;
	return old;
}

unsigned
db_veiled(const struct db *db)
{
	return db->veil;
}

/* ---- cancelling --------------------------------------------------------- */

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

void
db_deadline(struct db *db, msec span)
{
	db->driver->deadline(db->impl, span);
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

/* ---- trying again ------------------------------------------------------- */

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

/* ---- queries ---------------------------------------------------------------
 */

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

struct db_count
db_count(const struct db *db)
{
	const struct driver *d = db->driver;

	return (struct db_count){ db->asked,
		d->trips != NULL ? d->trips(db->impl) : 0 };
}

/* ---- transactions ---------------------------------------------------------
 */

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

/* ---- the rest --------------------------------------------------------------
 */

enum err
db_bell(struct db *db, bool *rung)
{
	return db->driver->bell(db->impl, rung, &db->fault);
}

int
db_bell_fd(struct db *db)
{
	return db->driver->bell_fd(db->impl);
}

void
db_rest(struct db *db)
{
	if (!db->in_tx && db->driver->rest != NULL)
		db->driver->rest(db->impl);
}

/* The server read its clock about half way between ours. */
enum err
db_clock_offset(struct db *db, msec *offset)
{
	msec before = clock_now(db->clock);
	struct row_db_server_clock row;
	struct arena a = { 0 };
	enum err rc;

	if (db_engine(db) == ENGINE_SQLITE) {
		*offset = 0;
		return OK;
	}
	rc = q_db_server_clock(db, &a, &row);
	if (rc == OK)
		*offset = row.at - (before + clock_now(db->clock)) / 2;
	arena_done(&a);
	return rc;
}

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
