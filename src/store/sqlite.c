/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sqlite.c - the embedded engine: one file, many processes, one writer.
 *
 * Writers stand in the fair queue (wait.h) before they ask SQLite for its
 * lock; SQLite's lock is what guards. Whether the file may be used at all is
 * decided in place.c.
 */
#include "base/log.h"
#include "store/lite.h"
#include "store/place.h"

#define APPLICATION 0x63626e61 /* "cbna" in the file's header */
#define LOOK_EVERY  4000       /* steps of a statement between two looks */

/* ---- statements ------------------------------------------------------------
 */

static enum err
sqlite_query(void *impl, const struct query *q, const struct value *args,
    size_t nargs, row_fn *fn, void *u, int64_t *changed, struct fault *f)
{
	struct lite *c = impl;
	bool alone = sqlite3_get_autocommit(c->db), mine = false, writes;
	sqlite3_stmt *st;
	enum err rc;

	if (alone && (rc = lite_there(c, f)) != OK)
		return rc;
	if ((rc = lite_prepare(c, q, &st, f)) != OK)
		return rc;
	writes = !sqlite3_stmt_readonly(st);
	lite_begin(c);
	if ((rc = lite_line_up(c, st, &mine, f)) == OK) {
		lite_bind(st, args, nargs);
		rc = lite_run(c, st, false, fn, u, f);
	}
	if (rc == OK && changed != NULL)
		*changed = writes ? sqlite3_changes64(c->db) : 0;
	if (rc == ERR_DISK && writes && alone)
		rc = lite_doubt(c, rc, f);
	lite_put_back(q, st);
	if (mine)
		wait_leave(&c->wait);
	lite_end(c);
	return rc;
}

static enum err
sqlite_batch(void *impl, const struct query *q, const struct value *args,
    size_t nargs, size_t n, int64_t *changed, struct fault *f)
{
	struct lite *c = impl;
	int64_t sum = 0;
	sqlite3_stmt *st;
	enum err rc;

	if ((rc = lite_prepare(c, q, &st, f)) != OK)
		return rc;
	lite_begin(c);
	for (size_t i = 0; i < n && rc == OK; i++) {
		lite_bind(st, args + i * nargs, nargs);
		rc = lite_run(c, st, false, NULL, NULL, f);
		sum += rc == OK ? sqlite3_changes64(c->db) : 0;
		sqlite3_reset(st);
	}
	if (rc == OK && changed != NULL)
		*changed = sum;
	lite_put_back(q, st);
	lite_end(c);
	return rc;
}

static enum err
script(struct lite *c, const char *sql, row_fn *fn, void *u, bool *mine,
    struct fault *f)
{
	sqlite3_stmt *st;
	enum err rc = OK;

	while (rc == OK && *sql != '\0') {
		if (sqlite3_prepare_v2(c->db, sql, -1, &st, &sql) != SQLITE_OK)
			return lite_trouble(c, f);
		if (st == NULL)
			continue; /* only blanks or a comment */
		if ((rc = lite_line_up(c, st, mine, f)) == OK)
			rc = lite_run(c, st, true, fn, u, f);
		sqlite3_finalize(st);
	}
	return rc;
}

static enum err
sqlite_script(void *impl, const char *sql, row_fn *fn, void *u, struct fault *f)
{
	struct lite *c = impl;
	bool mine = false;
	enum err rc;

	if (sqlite3_get_autocommit(c->db) && (rc = lite_there(c, f)) != OK)
		return rc;
	lite_begin(c);
	rc = script(c, sql, fn, u, &mine, f);
	if (mine)
		wait_leave(&c->wait);
	lite_end(c);
	return rc;
}

/* One of our own words, no rows. */
static enum err
say(struct lite *c, const char *words, struct fault *f)
{
	if (sqlite3_exec(c->db, words, NULL, NULL, NULL) != SQLITE_OK)
		return lite_trouble(c, f);
	return OK;
}

/* ---- transactions ------------------------------------------------------- */

static enum err
sqlite_begin(void *impl, enum tx_kind kind, struct fault *f)
{
	struct lite *c = impl;
	bool mine = false;
	enum err rc = lite_there(c, f);

	if (rc != OK)
		return rc;
	lite_begin(c);
	if (kind == TX_WRITE)
		rc = lite_line_up(c, NULL, &mine, f);
	if (rc == OK)
		rc = say(c, kind == TX_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", f);
	if (rc != OK)
		wait_leave(&c->wait);
	lite_end(c);
	return rc;
}

/* Nothing may stop a commit half way, so no cancel and no deadline. */
static enum err
sqlite_commit(void *impl, struct fault *f)
{
	struct lite *c = impl;
	msec span = c->span;
	enum err rc;

	if (sqlite3_get_autocommit(c->db))
		return fail(f, ERR_DB,
		    _("the database gave the transaction up: try again"));
	c->span = 0;
	rc = lite_doubt(c, say(c, "COMMIT", f), f);
	c->span = span;
	if (rc == OK)
		wait_leave(&c->wait);
	return rc;
}

static void
sqlite_rollback(void *impl)
{
	struct lite *c = impl;
	struct fault f;

	if (!sqlite3_get_autocommit(c->db) && say(c, "ROLLBACK", &f) != OK)
		log_error("sqlite.rollback why=\"%s\"", f.text);
	wait_leave(&c->wait);
}

static bool
sqlite_revive(void *impl, struct fault *f)
{
	(void)impl;
	(void)f;
	return true;
}

/* ---- from other threads ---------------------------------------------------
 */

static void
sqlite_cancel(void *impl)
{
	struct lite *c = impl;

	pthread_mutex_lock(&c->lock);
	if (c->running) {
		__atomic_store_n(&c->cancel, 1, __ATOMIC_SEQ_CST);
		sqlite3_interrupt(c->db);
		wait_wake(&c->wait);
	}
	pthread_mutex_unlock(&c->lock);
}

static void
sqlite_deadline(void *impl, msec span)
{
	struct lite *c = impl;

	c->span = span;
}

/* Pages of the file: the system has them still. */
static void
sqlite_rest(void *impl)
{
	struct lite *c = impl;

	sqlite3_db_release_memory(c->db);
}

/* ---- small answers ------------------------------------------------------ */

static enum err
sqlite_bell(void *impl, bool *rung, struct fault *f)
{
	struct lite *c = impl;
	int64_t now;

	if (sqlite3_step(c->look) != SQLITE_ROW) {
		sqlite3_reset(c->look);
		return lite_trouble(c, f);
	}
	now = sqlite3_column_int64(c->look, 0);
	sqlite3_reset(c->look);
	*rung = now != c->seen;
	c->seen = now;
	return OK;
}

static int
sqlite_bell_fd(void *impl)
{
	(void)impl;
	return -1;
}

static struct str
sqlite_role(const void *impl, bool session)
{
	(void)impl;
	(void)session;
	return STR_NONE;
}

/* ---- opening ----------------------------------------------------------------
 */

/* A rule for the whole process, so it is set once: sorts and the like that do
 * not fit in memory go beside the first database, not to a shared folder. */
static void
set_temp_folder(const char *path)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	const char *slash = strrchr(path, '/');

	pthread_mutex_lock(&lock);
	if (sqlite3_temp_directory == NULL && slash != NULL)
		sqlite3_temp_directory = sqlite3_mprintf("%.*s",
		    slash == path ? 1 : (int)(slash - path), path);
	pthread_mutex_unlock(&lock);
}

static void
configure(struct lite *c)
{
	static const struct {
		int option, value;
	} config[] = {
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
	};

	sqlite3_extended_result_codes(c->db, 1);
	for (size_t i = 0; i < countof(config); i++)
		sqlite3_db_config(c->db, config[i].option, config[i].value,
		    (int *)NULL);
	sqlite3_busy_handler(c->db, lite_on_busy, c);
	sqlite3_progress_handler(c->db, LOOK_EVERY, lite_on_progress, c);
}

/* The number a pragma answers with. */
static enum err
ask(struct lite *c, const char *pragma, int64_t *out, struct fault *f)
{
	sqlite3_stmt *st;
	enum err rc = OK;

	if (sqlite3_prepare_v2(c->db, pragma, -1, &st, NULL) != SQLITE_OK)
		return lite_trouble(c, f);
	if (sqlite3_step(st) == SQLITE_ROW)
		*out = sqlite3_column_int64(st, 0);
	else
		rc = lite_trouble(c, f);
	sqlite3_finalize(st);
	return rc;
}

/* An empty file becomes ours; somebody else's database stays as it is. */
static enum err
claim_new(struct lite *c, const char *path, struct fault *f)
{
	int64_t application, schema;
	enum err rc;

	if ((rc = ask(c, "PRAGMA application_id", &application, f)) != OK ||
	    application == APPLICATION)
		return rc;
	if ((rc = ask(c, "PRAGMA schema_version", &schema, f)) != OK)
		return rc;
	if (application != 0 || schema != 0)
		return fail(f, ERR_INVALID,
		    _("%s is a database of another program: name another file"),
		    path);
	return say(c,
	    "PRAGMA journal_mode = WAL; "
	    "PRAGMA application_id = 0x63626e61",
	    f);
}

/* Many may start on a new file at once: those stand in line. On a file that is
 * ours already nobody waits for a writer. */
static enum err
claim(struct lite *c, const char *path, struct fault *f)
{
	int64_t application;
	enum err rc;

	if ((rc = ask(c, "PRAGMA application_id", &application, f)) != OK ||
	    application == APPLICATION)
		return rc;
	if (c->queue && (rc = wait_enter(&c->wait, LITE_BUSY, NULL, f)) != OK)
		return rc;
	rc = claim_new(c, path, f);
	wait_leave(&c->wait);
	return rc;
}

static enum err
set_up(struct lite *c, const char *path, const struct db_options *o,
    struct fault *f)
{
	enum err rc;

	if ((rc = claim(c, path, f)) != OK)
		return rc;
	rc = say(c,
	    o->sync_normal ? "PRAGMA synchronous = NORMAL"
			   : "PRAGMA synchronous = FULL",
	    f);
	if (rc == OK)
		rc = say(c,
		    "PRAGMA cache_size = -2000; PRAGMA mmap_size = 0; "
		    "PRAGMA temp_store = FILE; "
		    "PRAGMA journal_size_limit = 33554432",
		    f);
	if (rc == OK &&
	    sqlite3_prepare_v3(c->db, "PRAGMA data_version", -1,
		SQLITE_PREPARE_PERSISTENT, &c->look, NULL) != SQLITE_OK)
		rc = lite_trouble(c, f);
	return rc;
}

static enum err
open_file(struct lite *c, const char *path, const struct db_options *o,
    struct fault *f)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
	bool memory = strcmp(path, ":memory:") == 0, rung;
	enum err rc;

	if (!memory && (rc = place_check(path, o->create, f)) != OK)
		return rc;
	if (!memory && (rc = wait_open(&c->wait, path, f)) != OK)
		return rc;
	c->queue = !memory && !o->no_queue;
	if (!memory)
		set_temp_folder(path);
	if (sqlite3_open_v2(path, &c->db, flags, NULL) != SQLITE_OK)
		return lite_trouble(c, f);
	if (!memory)
		lite_mark(c, path);
	configure(c);
	rc = set_up(c, path, o, f);
	return rc == OK ? sqlite_bell(c, &rung, f) : rc;
}

static void
sqlite_close(void *impl)
{
	struct lite *c = impl;

	for (size_t i = 0; i < nqueries; i++)
		sqlite3_finalize(c->kept[i]);
	sqlite3_finalize(c->look);
	sqlite3_close(c->db);
	pthread_mutex_destroy(&c->lock);
	free(c->kept);
	free(c);
}

/* A path that could be read as something else is taken from here. */
static enum err
sqlite_open(void **impl, const char *url, const struct db_options *o,
    struct fault *f)
{
	const char *path = url + strlen("sqlite:");
	struct buf full = { 0 };
	struct lite *c;
	enum err rc;

	if (*path == '\0')
		return fail(f, ERR_INVALID, _("name a file: sqlite:PATH"));
	c = calloc(1, sizeof(*c));
	if (c == NULL || (c->kept = calloc(nqueries, sizeof(*c->kept))) == NULL)
		die(_("out of memory"));
	pthread_mutex_init(&c->lock, NULL);
	c->wait.sem = -1;
	if (*path != '/' && strcmp(path, ":memory:") != 0)
		buf_z(&full, "./");
	buf_z(&full, path);
	rc = open_file(c, full.s, o, f);
	buf_done(&full);
	if (rc == OK)
		*impl = c;
	else
		sqlite_close(c);
	return rc;
}

static enum err
sqlite_beside(void *impl, void **other, struct fault *f)
{
	const struct db_options o = {
		.create = true, .sync_normal = true, .no_queue = true
	};
	struct lite *c = impl;
	const char *path = sqlite3_db_filename(c->db, "main");
	struct buf url = { 0 };
	enum err rc;

	if (path == NULL || *path == '\0')
		buf_z(&url, "sqlite::memory:");
	else
		buf_printf(&url, "sqlite:%s-live", path);
	rc = sqlite_open(other, url.s, &o, f);
	buf_done(&url);
	if (rc != OK)
		return rc;
	if ((rc = say(*other, "PRAGMA synchronous = OFF", f)) != OK)
		sqlite_close(*other);
	return rc;
}

const struct driver driver_sqlite = {
	.name = "sqlite",
	.engine = ENGINE_SQLITE,
	.open = sqlite_open,
	.close = sqlite_close,
	.beside = sqlite_beside,
	.query = sqlite_query,
	.batch = sqlite_batch,
	.script = sqlite_script,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.revive = sqlite_revive,
	.cancel = sqlite_cancel,
	.deadline = sqlite_deadline,
	.rest = sqlite_rest,
	.bell = sqlite_bell,
	.bell_fd = sqlite_bell_fd,
	.role = sqlite_role,
};
