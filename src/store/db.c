/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * db.c - a database is opened by its URL, says what it is, and closed; the
 * veil, the bell and the server's clock.
 */
#include "store/db_own.h"
#include "store/place.h"

#include "queries.h"

#define DEADLINE SECONDS(30)

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

enum err
db_writable(const char *url, struct fault *f)
{
	const char *path = url + strlen("sqlite:");

	if (strncmp(url, "sqlite:", strlen("sqlite:")) != 0 ||
	    place_check(path, false, f) != ERR_DENIED)
		return OK;
	return ERR_DENIED;
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

void
db_deadline(struct db *db, msec span)
{
	db->driver->deadline(db->impl, span);
}

struct db_count
db_count(const struct db *db)
{
	const struct driver *d = db->driver;

	return (struct db_count){ db->asked,
		d->trips != NULL ? d->trips(db->impl) : 0 };
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
