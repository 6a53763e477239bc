/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test_sqlite.c - what only the embedded engine promises: whose file it is,
 * on which disk, how it is set up, and what happens when others write.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/db.h"
#include "store/wait.h"
#include "test.h"

static char dir[128];
static struct buf path, url;
static struct clock now;
static struct arena a;
static struct fault f;
static unsigned disk; /* what statfs shall say; 0: the truth */

/* In front of libc's, so that no network file system is needed here. */
int
statfs(const char *file, struct statfs *out)
{
	int rc = (int)syscall(SYS_statfs, file, out);

	if (rc == 0 && disk != 0)
		out->f_type = (__fsword_t)disk;
	return rc;
}

static int
set_up(void **state)
{
	(void)state;
	now = clock_fixed(1);
	disk = 0;
	unsetenv("CABINA_ALLOW_FS");
	test_folder(dir, sizeof(dir), "lite");
	buf_reset(&path);
	buf_printf(&path, "%s/a.db", dir);
	buf_reset(&url);
	buf_printf(&url, "sqlite:%s", path.s);
	return 0;
}

static void
drop(const char *tail)
{
	struct buf b = { 0 };

	buf_printf(&b, "%s%s", path.s, tail);
	unlink(b.s);
	buf_done(&b);
}

static int
tear_down(void **state)
{
	struct wait w;

	(void)state;
	arena_done(&a);
	if (wait_open(&w, path.s, NULL) == OK && w.sem >= 0)
		semctl(w.sem, 0, IPC_RMID);
	drop("");
	drop("-wal");
	drop("-shm");
	drop("-journal");
	return rmdir(dir);
}

static enum err
try(bool create, struct db **out)
{
	struct db_options o = { .clock = &now, .create = create };

	*out = NULL;
	return db_open(out, url.s, &o, &f);
}

static struct db *
opened(void)
{
	struct db *db;

	if (try(true, &db) != OK)
		fail_msg("db_open: %s", f.text);
	return db;
}

static void
refused(bool create, enum err rc, const char *why)
{
	struct db *db;

	assert_int_equal(try(create, &db), rc);
	assert_null(db);
	if (strstr(f.text, why) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", f.text, why);
}

static struct str
ask(struct db *db, const char *sql)
{
	struct str s = STR_NONE;

	if (db_ask(db, &a, sql, &s) != OK)
		fail_msg("%s: %s", sql, db_fault(db)->text);
	return s;
}

static void
do_sql(struct db *db, const char *sql)
{
	if (db_script(db, sql) != OK)
		fail_msg("%s: %s", sql, db_fault(db)->text);
}

static void
write_file(const char *text, mode_t mode)
{
	int fd = open(path.s, O_CREAT | O_WRONLY | O_TRUNC, mode);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

/* ---- the file ----------------------------------------------------------- */

static mode_t
mode_of(const char *tail)
{
	struct buf b = { 0 };
	struct stat st = { 0 };

	buf_printf(&b, "%s%s", path.s, tail);
	assert_int_equal(stat(b.s, &st), 0);
	buf_done(&b);
	return st.st_mode & 07777;
}

static void
a_new_file_is_its_makers_alone(void **state)
{
	mode_t old = umask(0);
	struct db *db = opened();

	(void)state;
	do_sql(db, "CREATE TABLE t (n INTEGER)");
	assert_int_equal(mode_of(""), 0600);
	assert_int_equal(mode_of("-wal"), 0600);
	assert_int_equal(mode_of("-shm"), 0600);
	umask(old);
	db_close(db);
}

static void
a_missing_file_is_not_made_by_itself(void **state)
{
	(void)state;
	refused(false, ERR_NOT_FOUND, "cabina init");
	assert_int_equal(access(path.s, F_OK), -1);
}

static void
a_missing_folder_is_told(void **state)
{
	(void)state;
	buf_reset(&url);
	buf_printf(&url, "sqlite:%s/none/a.db", dir);
	refused(true, ERR_NOT_FOUND, "folder");
	refused(false, ERR_NOT_FOUND, "cabina init");
}

static void
what_is_not_a_database_is_left_alone(void **state)
{
	const char *words = "Estimada señora: le escribo por la moto. ";
	struct buf text = { 0 };
	struct stat st;

	(void)state;
	for (int i = 0; i < 50; i++)
		buf_z(&text, words);
	write_file(text.s, 0600);
	refused(true, ERR_INVALID, "not a database");
	assert_int_equal(stat(path.s, &st), 0);
	assert_int_equal(st.st_size, text.len);
	buf_done(&text);
	buf_reset(&url);
	buf_printf(&url, "sqlite:%s", dir);
	refused(false, ERR_INVALID, "not a file");
}

static sqlite3 *
raw(void)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path.s, &db), SQLITE_OK);
	return db;
}

static void
a_database_of_another_program_is_left_alone(void **state)
{
	sqlite3 *db = raw();

	(void)state;
	sqlite3_exec(db, "CREATE TABLE bookmark (url TEXT)", NULL, NULL, NULL);
	sqlite3_close(db);
	refused(true, ERR_INVALID, "another program");
	db = raw();
	sqlite3_exec(db, "PRAGMA application_id = 7", NULL, NULL, NULL);
	sqlite3_close(db);
	refused(true, ERR_INVALID, "another program");
}

static void
a_relative_path_is_a_path(void **state)
{
	char before[4096];
	struct db *db;

	(void)state;
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(dir), 0);
	buf_reset(&url);
	buf_z(&url, "sqlite:a.db");
	db = opened();
	assert_int_equal(access(path.s, F_OK), 0);
	db_close(db);
	assert_int_equal(chdir(before), 0);
}

static void
a_network_file_system_is_refused(void **state)
{
	static const unsigned remote[] = { 0x6969, 0xff534d42, 0xfe534d42,
		0x01021997, 0x65735546 };
	struct db *db;

	(void)state;
	disk = remote[0];
	refused(true, ERR_INVALID, "disk of this machine");
	assert_int_equal(access(path.s, F_OK), -1);
	disk = 0;
	db_close(opened());
	for (size_t i = 0; i < countof(remote); i++) {
		disk = remote[i];
		refused(false, ERR_INVALID, "disk of this machine");
	}
	setenv("CABINA_ALLOW_FS", "1", 1);
	assert_int_equal(try(false, &db), OK);
	db_close(db);
	disk = 0xef53; /* ext4 */
	unsetenv("CABINA_ALLOW_FS");
	assert_int_equal(try(false, &db), OK);
	db_close(db);
}

/* ---- how it is set up --------------------------------------------------- */

static void
settings_are_those_of_the_house(void **state)
{
	struct db_options o = { .clock = &now, .sync_normal = true };
	struct db *db = opened();

	(void)state;
	assert_string_equal(ask(db, "PRAGMA journal_mode").s, "wal");
	assert_string_equal(ask(db, "PRAGMA synchronous").s, "2");
	assert_string_equal(ask(db, "PRAGMA foreign_keys").s, "1");
	assert_string_equal(ask(db, "PRAGMA trusted_schema").s, "0");
	assert_string_equal(ask(db, "PRAGMA cache_size").s, "-2000");
	assert_string_equal(ask(db, "PRAGMA application_id").s, "1667395169");
	assert_int_equal(db_script(db, "SELECT \"no such column\""), ERR_DB);
	db_close(db);
	assert_int_equal(db_open(&db, url.s, &o, &f), OK);
	assert_string_equal(ask(db, "PRAGMA synchronous").s, "1");
	db_close(db);
}

static void
temporary_files_stay_beside_the_database(void **state)
{
	struct db *db = opened();

	(void)state;
	/* Set by the first database of this process, and never changed. */
	assert_non_null(sqlite3_temp_directory);
	assert_non_null(strstr(sqlite3_temp_directory, "/cabina-lite-"));
	db_close(db);
}

static void
memory_is_a_database_too(void **state)
{
	struct db *db;

	(void)state;
	db_close(opened());
	buf_reset(&url);
	buf_z(&url, "sqlite::memory:");
	assert_int_equal(try(false, &db), OK);
	do_sql(db, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (3)");
	assert_string_equal(ask(db, "SELECT n FROM t").s, "3");
	db_close(db);
}

/* ---- among others ------------------------------------------------------- */

static struct db *mine;

static enum err
add_one(void *u)
{
	return db_script(u, "UPDATE t SET n = n + 1");
}

/* A child outlives no failed test. */
static pid_t
start(void)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0)
		alarm(40);
	return pid;
}

static void
child(int rounds)
{
	struct db *db = opened();

	for (int i = 0; i < rounds; i++) {
		if (db_tx(db, TX_WRITE, add_one, db) != OK)
			_exit(1);
	}
	db_close(db);
	_exit(0);
}

static void
join(int n)
{
	int status;

	for (int i = 0; i < n; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
}

static void
many_writers_lose_nothing(void **state)
{
	(void)state;
	mine = opened();
	do_sql(mine, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)");
	db_close(mine);
	for (int i = 0; i < 40; i++) {
		if (start() == 0)
			child(25);
	}
	join(40);
	mine = opened();
	assert_string_equal(ask(mine, "SELECT n FROM t").s, "1000");
	db_close(mine);
}

struct comer {
	struct db *db;
	int me;
};

static enum err
sign_in(void *u)
{
	struct comer *c = u;
	struct buf sql = { 0 };
	enum err rc;

	buf_printf(&sql, "INSERT INTO t SELECT %d, count(*) FROM t", c->me);
	rc = db_script(c->db, sql.s);
	buf_done(&sql);
	return rc;
}

static void
await_sleepers(int n)
{
	struct timespec nap = { 0, 1000000L };
	struct wait w;

	assert_int_equal(wait_open(&w, path.s, NULL), OK);
	for (int i = 0; semctl(w.sem, 0, GETNCNT) != n; i++) {
		assert_true(i < 3000);
		nanosleep(&nap, NULL);
	}
}

enum { COMERS = 8 };

static int doors[COMERS][2];

/* A connection must not cross a fork: whoever comes later is made before. */
static void
start_comers(void)
{
	char c;

	for (int i = 0; i < COMERS; i++) {
		assert_int_equal(pipe(doors[i]), 0);
		if (start() == 0) {
			struct comer comer = { .me = i };

			if (read(doors[i][0], &c, 1) != 1)
				_exit(1);
			comer.db = opened();
			_exit(db_tx(comer.db, TX_WRITE, sign_in, &comer));
		}
	}
}

/* One comes after the other while this one writes. */
static enum err
let_them_come(void *u)
{
	(void)u;
	for (int i = 0; i < COMERS; i++) {
		assert_int_equal(write(doors[i][1], "x", 1), 1);
		await_sleepers(i + 1);
		close(doors[i][0]);
		close(doors[i][1]);
	}
	return OK;
}

static void
writers_are_served_in_the_order_they_came(void **state)
{
	(void)state;
	mine = opened();
	do_sql(mine, "CREATE TABLE t (me INTEGER, place INTEGER)");
	db_close(mine);
	start_comers();
	mine = opened();
	assert_int_equal(db_tx(mine, TX_WRITE, let_them_come, NULL), OK);
	join(COMERS);
	assert_string_equal(ask(mine, "SELECT count(*) FROM t WHERE me = place")
				.s,
	    "8");
	db_close(mine);
}

static void
many_make_one_new_file(void **state)
{
	(void)state;
	for (int i = 0; i < 40; i++) {
		if (start() == 0)
			child(0);
	}
	join(40);
	assert_int_equal(mode_of(""), 0600);
	mine = opened();
	assert_string_equal(ask(mine, "PRAGMA journal_mode").s, "wal");
	assert_string_equal(ask(mine, "PRAGMA integrity_check").s, "ok");
	db_close(mine);
}

/* The sqlite3 shell does not stand in line: SQLite's own lock is what holds.
 * The deadline stands for the five seconds. */
static void
a_stranger_who_writes_is_waited_for(void **state)
{
	sqlite3 *shell;
	msec since;

	(void)state;
	mine = opened();
	do_sql(mine, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)");
	shell = raw();
	assert_int_equal(sqlite3_exec(shell, "BEGIN IMMEDIATE", NULL, NULL,
			     NULL),
	    OK);
	db_deadline(mine, 100);
	since = clock_mono();
	assert_int_equal(db_tx(mine, TX_WRITE, add_one, mine), ERR_BUSY);
	assert_in_range(clock_mono() - since, 600, 8000);
	assert_non_null(strstr(db_fault(mine)->text, "try again"));
	assert_string_equal(ask(mine, "SELECT n FROM t").s, "0");
	sqlite3_exec(shell, "COMMIT", NULL, NULL, NULL);
	assert_int_equal(db_tx(mine, TX_WRITE, add_one, mine), OK);
	sqlite3_close(shell);
	db_close(mine);
}

static void *
release(void *shell)
{
	struct timespec nap = { 0, 300 * 1000000L };

	nanosleep(&nap, NULL);
	sqlite3_exec(shell, "COMMIT", NULL, NULL, NULL);
	return NULL;
}

static void
a_stranger_who_ends_is_followed(void **state)
{
	sqlite3 *shell;
	pthread_t t;

	(void)state;
	mine = opened();
	do_sql(mine, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)");
	shell = raw();
	sqlite3_exec(shell, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	assert_int_equal(pthread_create(&t, NULL, release, shell), 0);
	assert_int_equal(db_tx(mine, TX_WRITE, add_one, mine), OK);
	pthread_join(t, NULL);
	sqlite3_close(shell);
	db_close(mine);
}

/* Holds the place in line, and the lock, until it is killed. */
static enum err
stay(void *u)
{
	int *ready = u;

	assert_int_equal(write(ready[1], "x", 1), 1);
	for (;;)
		pause();
	return OK;
}

static pid_t
holder(void)
{
	int ends[2];
	char c;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	if ((pid = start()) == 0) {
		struct db *db = opened();

		_exit(db_tx(db, TX_WRITE, stay, ends));
	}
	assert_int_equal(read(ends[0], &c, 1), 1);
	close(ends[0]);
	close(ends[1]);
	return pid;
}

static void *
cancel_soon(void *u)
{
	struct timespec nap = { 0, 80 * 1000000L };

	(void)u;
	nanosleep(&nap, NULL);
	db_cancel(mine);
	return NULL;
}

static void
a_cancel_reaches_who_stands_in_line(void **state)
{
	msec since;
	pid_t pid;
	pthread_t t;

	(void)state;
	mine = opened();
	do_sql(mine, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)");
	db_close(mine);
	pid = holder();
	mine = opened();
	since = clock_mono();
	assert_int_equal(pthread_create(&t, NULL, cancel_soon, NULL), 0);
	assert_int_equal(db_tx(mine, TX_WRITE, add_one, mine), ERR_CANCELLED);
	assert_true(clock_mono() - since < 3000);
	pthread_join(t, NULL);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	assert_int_equal(db_tx(mine, TX_WRITE, add_one, mine), OK);
	db_close(mine);
}

static void
a_killed_writer_holds_nobody_up(void **state)
{
	msec since;
	pid_t pid;

	(void)state;
	mine = opened();
	do_sql(mine, "CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)");
	db_close(mine);
	for (int i = 0; i < 10; i++) {
		pid = holder();
		mine = opened();
		kill(pid, SIGKILL);
		since = clock_mono();
		assert_int_equal(db_tx(mine, TX_WRITE, add_one, mine), OK);
		assert_true(clock_mono() - since < 2000);
		waitpid(pid, NULL, 0);
		db_close(mine);
	}
	mine = opened();
	assert_string_equal(ask(mine, "SELECT n FROM t").s, "10");
	db_close(mine);
}

/* A commit that cannot be is undone, and says so: nothing is unknown. */
static enum err
orphan(void *u)
{
	return db_script(u, "INSERT INTO c VALUES (5)");
}

static void
a_deferred_key_is_refused_at_commit(void **state)
{
	(void)state;
	mine = opened();
	do_sql(mine,
	    "CREATE TABLE p (n INTEGER PRIMARY KEY); CREATE TABLE c "
	    "(n INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
	assert_int_equal(db_tx(mine, TX_WRITE, orphan, mine), ERR_INVALID);
	assert_string_equal(ask(mine, "SELECT count(*) FROM c").s, "0");
	db_close(mine);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static enum err
no_body(void *u)
{
	(void)u;
	return OK;
}

/* What is written to a file that lost its name is seen by nobody: it is refused
 * until the file is back. */
static void
a_file_that_is_gone_takes_nothing(void **state)
{
	struct db *db = opened();
	struct buf away = { 0 };

	(void)state;
	buf_printf(&away, "%s-journal", path.s); /* tear_down knows it */
	do_sql(db, "CREATE TABLE t (n INTEGER)");
	assert_int_equal(rename(path.s, away.s), 0);
	assert_int_equal(db_script(db, "INSERT INTO t VALUES (1)"), ERR_DISK);
	assert_non_null(strstr(db_fault(db)->text, "gone"));
	assert_int_equal(db_tx(db, TX_WRITE, no_body, NULL), ERR_DISK);
	write_file("another", 0600);
	assert_int_equal(db_tx(db, TX_WRITE, no_body, NULL), ERR_DISK);
	assert_non_null(strstr(db_fault(db)->text, "another file"));
	assert_int_equal(rename(away.s, path.s), 0);
	do_sql(db, "INSERT INTO t VALUES (2)");
	assert_string_equal(ask(db, "SELECT n FROM t").s, "2");
	db_close(db);
	buf_done(&away);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(a_new_file_is_its_makers_alone),
		EACH(a_missing_file_is_not_made_by_itself),
		EACH(a_missing_folder_is_told),
		EACH(what_is_not_a_database_is_left_alone),
		EACH(a_database_of_another_program_is_left_alone),
		EACH(a_relative_path_is_a_path),
		EACH(a_network_file_system_is_refused),
		EACH(settings_are_those_of_the_house),
		EACH(temporary_files_stay_beside_the_database),
		EACH(memory_is_a_database_too),
		EACH(many_writers_lose_nothing),
		EACH(writers_are_served_in_the_order_they_came),
		EACH(many_make_one_new_file),
		EACH(a_stranger_who_writes_is_waited_for),
		EACH(a_stranger_who_ends_is_followed),
		EACH(a_cancel_reaches_who_stands_in_line),
		EACH(a_killed_writer_holds_nobody_up),
		EACH(a_file_that_is_gone_takes_nothing),
		EACH(a_deferred_key_is_refused_at_commit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
