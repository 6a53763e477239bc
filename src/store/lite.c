/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lite.c - a statement's way through SQLite: bound, run, stopped when a person
 * or the deadline says so, and its failure put in words.
 */
#include <sys/stat.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/secret.h"
#include "store/lite.h"

#define MAX_COLS 256

/* ---- saying what went wrong --------------------------------------------- */

static enum err
stopped(struct lite *c, struct fault *f)
{
	if (!c->late)
		return fail(f, ERR_CANCELLED,
		    _("stopped; nothing was changed"));
	return fail(f, ERR_DB,
	    _("the database took longer than %d s: ask for less, or try again "
	      "later"),
	    (int)(c->span / 1000));
}

static const struct {
	int code; /* an extended code, or a primary one */
	enum err err;
	const char *text;
} says[] = {
	{ SQLITE_CONSTRAINT_UNIQUE, ERR_CONFLICT,
	    N_("that exists already (%s): use another") },
	{ SQLITE_CONSTRAINT_PRIMARYKEY, ERR_CONFLICT,
	    N_("that exists already (%s): use another") },
	{ SQLITE_CONSTRAINT_ROWID, ERR_CONFLICT,
	    N_("that exists already (%s): use another") },
	{ SQLITE_CONSTRAINT, ERR_INVALID,
	    N_("the database refuses these values (%s): correct them") },
	{ SQLITE_MISMATCH, ERR_INVALID,
	    N_("the database refuses these values (%s): correct them") },
	{ SQLITE_TOOBIG, ERR_INVALID,
	    N_("a text is too long for the database (%s): shorten it") },
	{ SQLITE_BUSY, ERR_BUSY,
	    N_("somebody else is writing to the database: try again") },
	{ SQLITE_FULL, ERR_DISK,
	    N_("the disk of the database is full, nothing was written: make "
	       "room") },
	{ SQLITE_IOERR_WRITE, ERR_DISK,
	    N_("the disk of the database failed, nothing was written: check "
	       "it") },
	{ SQLITE_IOERR, ERR_DISK,
	    N_("the disk of the database failed: check it") },
	{ SQLITE_CANTOPEN, ERR_DISK,
	    N_("the database cannot be opened: check its folder") },
	{ SQLITE_READONLY, ERR_DENIED,
	    N_("the database may only be read: check who owns it") },
	{ SQLITE_PERM, ERR_DENIED,
	    N_("the database is not yours: check who owns it") },
	{ SQLITE_AUTH, ERR_DENIED, N_("the database does not allow that") },
	{ SQLITE_NOTADB, ERR_INVALID,
	    N_("that file is not a database: name another") },
	{ SQLITE_CORRUPT, ERR_DB,
	    N_("the database is damaged: restore a backup") },
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
enum err
lite_trouble(struct lite *c, struct fault *f)
{
	int code = sqlite3_extended_errcode(c->db);
	const char *why = sqlite3_errmsg(c->db);

	if ((code & 0xff) == SQLITE_INTERRUPT ||
	    __atomic_load_n(&c->cancel, __ATOMIC_SEQ_CST))
		return stopped(c, f);
	log_warn("sqlite.error code=%d why=\"%s\"", code, why);
	for (size_t i = 0; i < countof(says); i++) {
		if (says[i].code == code || says[i].code == (code & 0xff))
			return fail(f, says[i].err, _(says[i].text), why);
	}
	return fail(f, ERR_DB, _("the database failed (%s, %d): see the log"),
	    why, code);
}
#pragma GCC diagnostic pop

/* The last page of a transaction makes it count: where the disk did not take
 * all of them, nothing of it is in the file. */
static bool
never_written(int code)
{
	return (code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_WRITE;
}

enum err
lite_doubt(struct lite *c, enum err rc, struct fault *f)
{
	if (rc == OK || rc == ERR_BUSY || rc == ERR_INVALID)
		return rc;
	if (rc == ERR_DISK && never_written(sqlite3_extended_errcode(c->db)))
		return rc;
	return fail(f, ERR_UNKNOWN,
	    _("the disk failed while saving; it is not known whether this was "
	      "kept: check the disk, then repeat it with the same op"));
}

/* ---- is it there still? ------------------------------------------------- */

void
lite_mark(struct lite *c, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0) {
		c->disk = st.st_dev;
		c->file = st.st_ino;
	}
}

enum err
lite_there(struct lite *c, struct fault *f)
{
	const char *path;
	struct stat st;

	if (c->file == 0)
		return OK;
	path = sqlite3_db_filename(c->db, "main");
	if (stat(path, &st) != 0)
		return fail(f, ERR_DISK,
		    _("the file of the database is gone: put %s back where it "
		      "was"),
		    path);
	if (st.st_dev != c->disk || st.st_ino != c->file)
		return fail(f, ERR_DISK,
		    _("another file stands in the place of the database: put "
		      "the old one back as %s, or start the program again"),
		    path);
	return OK;
}

/* ---- what may stop a statement ---------------------------------------------
 */

static bool
must_stop(struct lite *c)
{
	if (__atomic_load_n(&c->cancel, __ATOMIC_SEQ_CST))
		return true;
	c->late = c->span > 0 && clock_mono() > c->until;
	return c->late;
}

int
lite_on_progress(void *u)
{
	return must_stop(u);
}

/* SQLite's own handler sleeps up to 100 ms, always the same: whoever comes
 * later wins. Ours is short and random, and ends. */
int
lite_on_busy(void *u, int count)
{
	struct lite *c = u;
	struct timespec nap = { 0, 0 };
	msec now = clock_mono();
	uint32_t r;

	if (count == 0)
		c->busy_since = now;
	if (now - c->busy_since >= LITE_BUSY || must_stop(c))
		return 0;
	secret_random(&r, sizeof(r));
	nap.tv_nsec = (long)(1000000 + r % 9000000);
	nanosleep(&nap, NULL);
	return 1;
}

/* From here to lite_end() a cancel hits; before and after it does nothing. */
void
lite_begin(struct lite *c)
{
	pthread_mutex_lock(&c->lock);
	c->running = true;
	c->late = false;
	c->until = clock_mono() + c->span;
	pthread_mutex_unlock(&c->lock);
}

void
lite_end(struct lite *c)
{
	pthread_mutex_lock(&c->lock);
	c->running = false;
	__atomic_store_n(&c->cancel, 0, __ATOMIC_SEQ_CST);
	pthread_mutex_unlock(&c->lock);
}

/* ---- statements --------------------------------------------------------- */

enum err
lite_prepare(struct lite *c, const struct query *q, sqlite3_stmt **out,
    struct fault *f)
{
	uintptr_t at = (uintptr_t)q - (uintptr_t)queries;
	sqlite3_stmt **kept = NULL;

	if (at < nqueries * sizeof(*q))
		kept = &c->kept[at / sizeof(*q)];
	if (kept != NULL && *kept != NULL) {
		*out = *kept;
		return OK;
	}
	if (sqlite3_prepare_v3(c->db, q->sql[ENGINE_SQLITE], -1,
		SQLITE_PREPARE_PERSISTENT, out, NULL) != SQLITE_OK)
		return lite_trouble(c, f);
	if (kept != NULL)
		*kept = *out;
	return OK;
}

/* Ends the use of a statement; one that is not in the table goes. */
void
lite_put_back(const struct query *q, sqlite3_stmt *st)
{
	uintptr_t at = (uintptr_t)q - (uintptr_t)queries;

	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
	if (at >= nqueries * sizeof(*q))
		sqlite3_finalize(st);
}

void
lite_bind(sqlite3_stmt *st, const struct value *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int at = (int)i + 1;

		if (v[i].type == VALUE_INT)
			sqlite3_bind_int64(st, at, v[i].i);
		else if (v[i].type == VALUE_TEXT)
			sqlite3_bind_text64(st, at, v[i].s.s, v[i].s.len,
			    SQLITE_STATIC, SQLITE_UTF8);
		else
			sqlite3_bind_null(st, at);
	}
}

static bool
read_value(sqlite3_stmt *st, int i, bool as_text, struct value *v)
{
	int type = sqlite3_column_type(st, i);

	*v = (struct value){ VALUE_NULL, 0, STR_NONE };
	if (type == SQLITE_NULL)
		return true;
	if (type == SQLITE_INTEGER && !as_text) {
		v->type = VALUE_INT;
		v->i = sqlite3_column_int64(st, i);
		return true;
	}
	v->type = VALUE_TEXT;
	v->s.s = (const char *)sqlite3_column_text(st, i);
	v->s.len = (size_t)sqlite3_column_bytes(st, i);
	return v->s.s != NULL && (as_text || type == SQLITE_TEXT);
}

static enum err
one_row(struct lite *c, sqlite3_stmt *st, bool as_text, row_fn *fn, void *u,
    struct fault *f)
{
	struct value v[MAX_COLS];
	int n = sqlite3_column_count(st);
	enum err rc;

	for (int i = 0; i < n && i < MAX_COLS; i++) {
		if (!read_value(st, i, as_text, &v[i]))
			return fail(f, ERR_DB,
			    _("column %s is neither text nor a whole number: "
			      "CAST it in its query"),
			    sqlite3_column_name(st, i));
	}
	rc = fn(u, v, n < MAX_COLS ? (size_t)n : MAX_COLS);
	c->until = clock_mono() + c->span; /* its reader's time is free */
	return rc;
}

enum err
lite_run(struct lite *c, sqlite3_stmt *st, bool as_text, row_fn *fn, void *u,
    struct fault *f)
{
	enum err rc = OK;
	int step;

	while ((step = sqlite3_step(st)) == SQLITE_ROW) {
		if (fn != NULL)
			rc = one_row(c, st, as_text, fn, u, f);
		if (rc != OK)
			return rc;
	}
	return step == SQLITE_DONE ? OK : lite_trouble(c, f);
}

enum err
lite_line_up(struct lite *c, sqlite3_stmt *st, bool *mine, struct fault *f)
{
	msec limit = LITE_BUSY;

	if (!c->queue || c->wait.held || !sqlite3_get_autocommit(c->db))
		return OK;
	if (st != NULL && sqlite3_stmt_readonly(st))
		return OK;
	if (c->span > 0 && c->span < limit)
		limit = c->span;
	*mine = true;
	return wait_enter(&c->wait, limit, &c->cancel, f);
}
