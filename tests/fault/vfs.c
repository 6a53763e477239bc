/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * vfs.c - a disk that fails: the Nth write, sync or truncation, and for some
 * all that follow, under SQLite. Whatever fails, the file stays sound, what
 * was acknowledged is there, and repeating an op makes it happen once.
 *
 * A shim around SQLite's own VFS counts and fails; N goes through every place
 * where it can hit.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../unit/test.h"
#include "base/id.h"
#include "store/event.h"
#include "store/migrate.h"
#include "store/wait.h"

#define OPS    6   /* transactions of a run */
#define PLACES 120 /* N goes from 1 to here */

/* ---- the failing disk --------------------------------------------------- */

enum fault_kind {
	NO_FAULT,
	FAIL_EIO,
	FAIL_FULL,
	FAIL_TORN, /* half of it is written */
	FAIL_DEAD, /* half of it, and the process is gone */
};

static struct {
	enum fault_kind kind;
	bool stays; /* all that follow fail as well */
	int left;   /* operations until it hits */
	int hits;
} disk;

struct shim_file {
	sqlite3_file base;
	sqlite3_file *real;
};

static sqlite3_vfs shim, *lower;

static sqlite3_file *
real_of(sqlite3_file *f)
{
	return ((struct shim_file *)f)->real;
}

/* Whether this operation is the one. */
static bool
hit(void)
{
	if (disk.kind == NO_FAULT || --disk.left > 0)
		return false;
	if (disk.left < 0 && !disk.stays)
		return false;
	disk.hits++;
	return true;
}

static int
failure(int io_error)
{
	if (disk.kind == FAIL_DEAD)
		_exit(9);
	/* As on a real one: no room is found by what writes. */
	return disk.kind == FAIL_FULL && io_error == SQLITE_IOERR_WRITE
	    ? SQLITE_FULL
	    : io_error;
}

static int
shim_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	sqlite3_file *r = real_of(f);

	if (!hit())
		return r->pMethods->xWrite(r, p, n, at);
	if (disk.kind == FAIL_TORN || disk.kind == FAIL_DEAD)
		r->pMethods->xWrite(r, p, n / 2, at);
	return failure(SQLITE_IOERR_WRITE);
}

static int
shim_sync(sqlite3_file *f, int flags)
{
	sqlite3_file *r = real_of(f);

	return hit() ? failure(SQLITE_IOERR_FSYNC)
		     : r->pMethods->xSync(r, flags);
}

static int
shim_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	sqlite3_file *r = real_of(f);

	return hit() ? failure(SQLITE_IOERR_TRUNCATE)
		     : r->pMethods->xTruncate(r, size);
}

/* All else goes through, with the real file in place of ours. */
static int
shim_close(sqlite3_file *f)
{
	sqlite3_file *r = real_of(f);
	int rc = r->pMethods->xClose(r);

	sqlite3_free(r);
	return rc;
}

static int
shim_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int
shim_size(sqlite3_file *f, sqlite3_int64 *n)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), n);
}

static int
shim_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int
shim_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int
shim_reserved(sqlite3_file *f, int *out)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int
shim_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int
shim_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int
shim_traits(sqlite3_file *f)
{
	return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int
shim_map(sqlite3_file *f, int region, int size, int extend, void volatile **out)
{
	return real_of(f)->pMethods->xShmMap(real_of(f), region, size, extend,
	    out);
}

static int
shim_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags);
}

static void
shim_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int
shim_unmap(sqlite3_file *f, int delete)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), delete);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = shim_close,
	.xRead = shim_read,
	.xWrite = shim_write,
	.xTruncate = shim_truncate,
	.xSync = shim_sync,
	.xFileSize = shim_size,
	.xLock = shim_lock,
	.xUnlock = shim_unlock,
	.xCheckReservedLock = shim_reserved,
	.xFileControl = shim_control,
	.xSectorSize = shim_sector,
	.xDeviceCharacteristics = shim_traits,
	.xShmMap = shim_map,
	.xShmLock = shim_shm_lock,
	.xShmBarrier = shim_barrier,
	.xShmUnmap = shim_unmap,
};

static int
shim_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags,
    int *out)
{
	struct shim_file *s = (struct shim_file *)f;
	int rc;

	(void)v;
	s->base.pMethods = NULL;
	s->real = sqlite3_malloc(lower->szOsFile);
	if (s->real == NULL)
		return SQLITE_NOMEM;
	memset(s->real, 0, (size_t)lower->szOsFile);
	rc = lower->xOpen(lower, name, s->real, flags, out);
	if (rc == SQLITE_OK)
		s->base.pMethods = &methods;
	else
		sqlite3_free(s->real);
	return rc;
}

static void
install_shim(void)
{
	lower = sqlite3_vfs_find(NULL);
	shim = *lower;
	shim.pNext = NULL;
	shim.zName = "failing";
	shim.szOsFile = (int)sizeof(struct shim_file);
	shim.xOpen = shim_open;
	assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}

/* ---- a run -------------------------------------------------------------- */

static const struct query_param op_params[] = { { "op", COL_UUID, false } };

static const struct query op_apply = { .name = "op_apply",
	.file = "vfs.c",
	.kind = 'x',
	.nparams = 1,
	.params = op_params,
	.sql = { "INSERT INTO applied_op (op, kind, entity, entity_id, at) "
		 "VALUES (?1, 'test', 'test', ?1, 1) ON CONFLICT DO NOTHING",
	    "" } };

static char dir[200];
static struct buf path, url;
static struct buf fresh; /* the bytes of a migrated database */
static struct clock now;
static struct id ops[OPS];
static struct {
	enum err told[OPS];
	int unknown, failed, full;
} * seen;

struct job {
	struct db *db;
	struct arena a;
	struct id op;
};

/* As core does it: the op first; one that is there already changes nothing. */
static enum err
apply(void *u)
{
	struct job *j = u;
	struct value v = { VALUE_TEXT, 0, id_str(&j->op) };
	struct event e = { .id = id_make(1),
		.recorded_at = 1,
		.kind = STR("test.op"),
		.entity = STR("test"),
		.entity_id = j->op,
		.version = 1,
		.op = j->op };
	int64_t changed, n;
	enum err rc;

	rc = db_query(j->db, &op_apply, &v, 1, NULL, NULL, &changed);
	if (rc != OK || changed == 0)
		return rc;
	*vec_push(&j->a, &e.values) = (struct event_value){ STR("test"),
		STR("text"), STR_NONE, STR("motor que no parte"), true, false };
	return event_append(j->db, &j->a, &e, &n);
}

static enum err
open_again(struct db **db)
{
	struct db_options o = { .clock = &now, .create = true };
	struct fault f;

	return db_open(db, url.s, &o, &f);
}

static void
do_ops(struct db *db)
{
	struct job j = { .db = db };

	for (int i = 0; i < OPS; i++) {
		enum err rc;

		j.op = ops[i];
		rc = db_tx(db, TX_WRITE, apply, &j);
		seen->told[i] = rc;
		seen->unknown += rc == ERR_UNKNOWN;
		seen->failed += rc != OK;
		seen->full += rc == ERR_DISK &&
		    strstr(db_fault(db)->text, "is full") != NULL;
		assert_true(rc == OK || rc == ERR_UNKNOWN || rc == ERR_DISK ||
		    rc == ERR_DB || rc == ERR_BUSY);
	}
	arena_done(&j.a);
}

static void
put_fresh_file(void)
{
	static const char *const tails[] = { "-wal", "-shm", "-journal" };
	struct buf b = { 0 };
	int fd = open(path.s, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(write(fd, fresh.s, fresh.len), fresh.len);
	close(fd);
	for (size_t i = 0; i < countof(tails); i++) {
		buf_reset(&b);
		buf_printf(&b, "%s%s", path.s, tails[i]);
		unlink(b.s);
	}
	buf_done(&b);
	memset(seen, 0, sizeof(*seen));
	for (int i = 0; i < OPS; i++) {
		ops[i] = id_make(1);
		seen->told[i] = ERR_UNKNOWN; /* nothing, should it die */
	}
}

static struct str
ask(struct job *j, const char *sql)
{
	struct str s = STR_NONE;

	if (db_ask(j->db, &j->a, sql, &s) != OK)
		fail_msg("%s: %s", sql, db_fault(j->db)->text);
	return s;
}

static bool
is_there(struct job *j, int i)
{
	struct str n = ask(j,
	    str_printf(&j->a, "SELECT count(*) FROM event_log WHERE op = '%s'",
		ops[i].s)
		.s);

	return str_is(n, "1");
}

static void
whole(struct job *j, int64_t n)
{
	struct event_check c;

	assert_string_equal(ask(j, "PRAGMA integrity_check").s, "ok");
	assert_int_equal(event_verify(j->db, &c), OK);
	assert_int_equal(c.bad, 0);
	if (n >= 0)
		assert_int_equal(c.n, n);
}

/* With a sound disk again: nothing torn, nothing acknowledged lost; repeated,
 * each op is there once. */
static int
look(void)
{
	struct job j = { 0 };
	int surprises = 0;

	disk.kind = NO_FAULT;
	assert_int_equal(open_again(&j.db), OK);
	whole(&j, -1);
	for (int i = 0; i < OPS; i++) {
		bool there = is_there(&j, i);

		assert_true(there || seen->told[i] != OK);
		/* Kept without a word: it was told as unknown, never as not
		 * written. */
		assert_true(!there || seen->told[i] == OK ||
		    seen->told[i] == ERR_UNKNOWN);
		surprises += there && seen->told[i] != OK;
		j.op = ops[i];
		assert_int_equal(db_tx(j.db, TX_WRITE, apply, &j), OK);
	}
	whole(&j, OPS);
	db_close(j.db);
	arena_done(&j.a);
	return surprises;
}

static void
writes(int n, enum fault_kind kind, bool stays)
{
	struct db *db;

	assert_int_equal(open_again(&db), OK);
	/* Often, so that checkpoints meet the failing disk too. */
	assert_int_equal(db_script(db, "PRAGMA wal_autocheckpoint = 4"), OK);
	disk.hits = 0;
	disk.left = n;
	disk.stays = stays;
	disk.kind = kind;
	do_ops(db);
	/* Closing would take back what failed; a machine that goes down with
	 * its disk does not get so far. */
	if (!stays)
		db_close(db);
}

static void
every_place(enum fault_kind kind, bool stays)
{
	int failed = 0, surprises = 0, unknown = 0, deaths = 0, full = 0;

	for (int n = 1; n <= PLACES; n++) {
		int status = 0;
		pid_t pid;

		put_fresh_file();
		if ((pid = fork()) == 0) {
			writes(n, kind, stays);
			_exit(0);
		}
		waitpid(pid, &status, 0);
		deaths += WIFEXITED(status) && WEXITSTATUS(status) == 9;
		assert_true(WIFEXITED(status));
		assert_true(status == 0 || kind == FAIL_DEAD);
		failed += seen->failed;
		unknown += seen->unknown;
		full += seen->full;
		surprises += look();
	}
	print_message("# %d failed, %d told as full, %d of unknown outcome, "
		      "%d of those kept, %d deaths\n",
	    failed, full, unknown, surprises, deaths);
	if (kind == FAIL_DEAD)
		assert_true(deaths > PLACES / 2);
	else
		assert_true(failed > PLACES / 4);
	if (kind == FAIL_FULL) /* most say why, those of COMMIT as well */
		assert_true(full > failed / 2);
	if (stays) /* it does happen */
		assert_true(surprises > 0);
}

static void
an_error_once_loses_nothing(void **state)
{
	(void)state;
	every_place(FAIL_EIO, false);
}

static void
an_error_that_stays_loses_nothing(void **state)
{
	(void)state;
	every_place(FAIL_EIO, true);
}

static void
a_full_disk_for_a_moment_loses_nothing(void **state)
{
	(void)state;
	every_place(FAIL_FULL, false);
}

static void
a_full_disk_loses_nothing(void **state)
{
	(void)state;
	every_place(FAIL_FULL, true);
}

static void
a_torn_write_loses_nothing(void **state)
{
	(void)state;
	every_place(FAIL_TORN, false);
}

static void
a_torn_write_and_no_more_loses_nothing(void **state)
{
	(void)state;
	every_place(FAIL_TORN, true);
}

static void
a_death_in_a_write_loses_nothing(void **state)
{
	(void)state;
	every_place(FAIL_DEAD, true);
}

/* The first start of all may meet the failing disk: the next one goes on. */
static void
a_new_database_is_made_in_the_end(void **state)
{
	struct job j = { 0 };
	struct db *db;
	int failed = 0;

	(void)state;
	for (int n = 1; n <= PLACES; n += 3) {
		put_fresh_file();
		unlink(path.s);
		disk.left = n;
		disk.stays = true;
		disk.kind = FAIL_EIO;
		if (open_again(&db) == OK) {
			failed += migrate_run(db, &now) != OK;
			db_close(db);
		} else {
			failed++;
		}
		disk.kind = NO_FAULT;
		assert_int_equal(open_again(&j.db), OK);
		assert_int_equal(migrate_run(j.db, &now), OK);
		whole(&j, 0);
		db_close(j.db);
	}
	assert_true(failed > PLACES / 12);
	arena_done(&j.a);
}

/* ---- the rest ----------------------------------------------------------- */

static void
read_fresh(void)
{
	char block[4096];
	int fd = open(path.s, O_RDONLY);
	ssize_t n;

	while ((n = read(fd, block, sizeof(block))) > 0)
		buf_add(&fresh, block, (size_t)n);
	close(fd);
}

static int
set_up(void **state)
{
	struct db *db;

	(void)state;
	install_shim();
	now = clock_fixed(1);
	test_folder(dir, sizeof(dir), "fault");
	buf_printf(&path, "%s/a.db", dir);
	buf_printf(&url, "sqlite:%s", path.s);
	seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seen == MAP_FAILED || open_again(&db) != OK ||
	    migrate_run(db, &now) != OK)
		return -1;
	db_close(db);
	read_fresh();
	return 0;
}

static int
tear_down(void **state)
{
	struct wait w;

	(void)state;
	if (wait_open(&w, path.s, NULL) == OK && w.sem >= 0)
		semctl(w.sem, 0, IPC_RMID);
	put_fresh_file();
	unlink(path.s);
	buf_done(&path);
	buf_done(&url);
	buf_done(&fresh);
	return rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_error_once_loses_nothing),
		cmocka_unit_test(an_error_that_stays_loses_nothing),
		cmocka_unit_test(a_full_disk_for_a_moment_loses_nothing),
		cmocka_unit_test(a_full_disk_loses_nothing),
		cmocka_unit_test(a_torn_write_loses_nothing),
		cmocka_unit_test(a_torn_write_and_no_more_loses_nothing),
		cmocka_unit_test(a_death_in_a_write_loses_nothing),
		cmocka_unit_test(a_new_database_is_made_in_the_end),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
