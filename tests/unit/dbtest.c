/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dbtest.c - makes and drops the databases of tests.
 *
 * Our schema is applied once a program, to a database that then serves as
 * template for the others: a copy takes a tenth of the time.
 */
#include <fcntl.h>
#include <sys/sem.h>
#include <unistd.h>

#include "dbtest.h"
#include "store/migrate.h"
#include "store/wait.h"

#define NOON 1772452800000 /* 2026-03-02T12:00:00Z */

struct clock dbtest_clock;

static struct {
	pid_t owner;	  /* a forked child drops nothing */
	char *dir;	  /* SQLite: where the files are */
	struct db *admin; /* PostgreSQL: the maintenance database */
	bool template;
	struct buf fresh; /* SQLite: the bytes of the template */
	int made;
	struct buf url; /* of the database made last */
} rig;

static const char *
server(void)
{
	const char *url = getenv("CABINA_TEST_DB");

	return url != NULL && strcmp(url, "sqlite") != 0 ? url : NULL;
}

bool
dbtest_postgres(void)
{
	return server() != NULL;
}

static void
must(enum err rc, const struct fault *f, const char *what)
{
	if (rc != OK)
		die("dbtest: %s (%s): %s", f->text, err_name(rc), what);
}

/* The server's URL with another database. */
static void
url_of(struct buf *out, const char *name)
{
	const char *url = server(), *at = strstr(url, "//");
	const char *slash, *query;

	if (at == NULL)
		die("dbtest: CABINA_TEST_DB must be a postgresql:// URL");
	query = strchr(url, '?');
	if (query == NULL)
		query = url + strlen(url);
	slash = memchr(at + 2, '/', (size_t)(query - at - 2));
	buf_reset(out);
	buf_add(out, url, (size_t)((slash != NULL ? slash : query) - url));
	buf_printf(out, "/%s%s", name, query);
}

static struct db *
connect(const char *url)
{
	struct db_options o = { .clock = &dbtest_clock, .create = true };
	struct fault f = { 0 };
	struct db *db = NULL;

	must(db_open(&db, url, &o, &f), &f, "db_open");
	return db;
}

void
dbtest_do(struct db *db, const char *sql)
{
	must(db_script(db, sql), db_fault(db), sql);
}

struct str
dbtest_ask(struct db *db, struct arena *a, const char *sql)
{
	struct str out = STR_NONE;

	must(db_ask(db, a, sql, &out), db_fault(db), sql);
	return out;
}

static void
admin(const char *verb, const char *name, const char *more)
{
	struct buf sql = { 0 };

	if (rig.admin == NULL)
		rig.admin = connect(server());
	buf_printf(&sql, "%s cabina_test_%d_%s%s", verb, (int)rig.owner, name,
	    more);
	dbtest_do(rig.admin, sql.s);
	buf_done(&sql);
}

static void
drop_databases(void)
{
	struct buf name = { 0 };

	for (int i = 0; i <= rig.made; i++) {
		buf_reset(&name);
		buf_printf(&name, "%d", i);
		admin("DROP DATABASE IF EXISTS", name.s, " WITH (FORCE)");
	}
	admin("DROP DATABASE IF EXISTS", "t", " WITH (FORCE)");
	buf_done(&name);
	db_close(rig.admin);
	rig.admin = NULL;
}

/* The queue's semaphore outlives its file. */
static void
drop_queue(const char *path)
{
	struct wait w;

	if (wait_open(&w, path, NULL) == OK && w.sem >= 0)
		semctl(w.sem, 0, IPC_RMID);
}

static void
drop_files(void)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	struct buf path = { 0 };

	for (int i = 0; i <= rig.made; i++) {
		for (size_t t = 0; t < countof(tails); t++) {
			buf_reset(&path);
			buf_printf(&path, "%s/%d.db%s", rig.dir, i, tails[t]);
			if (t == 0)
				drop_queue(path.s);
			unlink(path.s);
		}
	}
	rmdir(rig.dir);
	buf_done(&rig.fresh);
	buf_done(&path);
	free(rig.dir);
}

static void
clean_up(void)
{
	if (rig.owner != getpid())
		return;
	if (rig.admin != NULL)
		drop_databases();
	if (rig.dir != NULL)
		drop_files();
	buf_done(&rig.url);
}

static void
start(void)
{
	struct buf dir = { 0 };
	const char *tmp = getenv("TMPDIR");

	if (rig.owner != 0)
		return;
	rig.owner = getpid();
	dbtest_clock = clock_fixed(NOON);
	if (!dbtest_postgres()) {
		buf_printf(&dir, "%s/cabina-test-XXXXXX",
		    tmp != NULL && *tmp == '/' ? tmp : "/tmp");
		if (mkdtemp(dir.s) == NULL)
			die("dbtest: mkdtemp %s failed", dir.s);
		rig.dir = dir.s;
	}
	atexit(clean_up);
}

/* Groups belong to the whole server, so one program at a time makes them. */
static void
make_template(void)
{
	struct buf name = { 0 }, url = { 0 };
	struct db *db;

	if (rig.template)
		return;
	admin("CREATE DATABASE", "t", "");
	buf_printf(&name, "cabina_test_%d_t", rig.owner);
	url_of(&url, name.s);
	db = connect(url.s);
	dbtest_do(rig.admin, "SELECT pg_advisory_lock(1667395169)");
	must(migrate_run(db, &dbtest_clock), db_fault(db), "migrate_run");
	dbtest_do(rig.admin, "SELECT pg_advisory_unlock(1667395169)");
	db_close(db);
	rig.template = true;
	buf_done(&name);
	buf_done(&url);
}

/* A migrated file, closed, so that nothing of it is left in a log. */
static void
make_bytes(void)
{
	struct db *db = connect(rig.url.s);
	const char *path = dbtest_path();
	char block[1 << 16];
	size_t n;
	FILE *f;

	must(migrate_run(db, &dbtest_clock), db_fault(db), "migrate_run");
	db_close(db);
	if ((f = fopen(path, "r")) == NULL)
		die("dbtest: %s cannot be read", path);
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_add(&rig.fresh, block, n);
	fclose(f);
}

static void
put_bytes(void)
{
	const char *path = dbtest_path();
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

	if (fd < 0 ||
	    write(fd, rig.fresh.s, rig.fresh.len) != (ssize_t)rig.fresh.len)
		die("dbtest: %s cannot be written", path);
	close(fd);
}

static struct db *
make_file(bool schema)
{
	buf_printf(&rig.url, "sqlite:%s/%d.db", rig.dir, rig.made);
	if (schema && rig.fresh.len == 0)
		make_bytes();
	else if (schema)
		put_bytes();
	return connect(rig.url.s);
}

static struct db *
make(bool schema)
{
	struct buf name = { 0 }, from = { 0 };

	start();
	rig.made++;
	buf_reset(&rig.url);
	if (!dbtest_postgres())
		return make_file(schema);
	if (schema)
		make_template();
	if (schema)
		buf_printf(&from, " TEMPLATE cabina_test_%d_t", rig.owner);
	buf_printf(&name, "%d", rig.made);
	admin("CREATE DATABASE", name.s, schema ? from.s : "");
	buf_done(&from);
	buf_reset(&name);
	buf_printf(&name, "cabina_test_%d_%d", rig.owner, rig.made);
	url_of(&rig.url, name.s);
	buf_done(&name);
	return connect(rig.url.s);
}

struct db *
dbtest_empty(void)
{
	return make(false);
}

struct db *
dbtest_open(void)
{
	struct db *db = make(true);

	/* A copy of the template has everything already. */
	must(migrate_run(db, &dbtest_clock), db_fault(db), "migrate_run");
	return db;
}

struct db *
dbtest_more(void)
{
	return connect(dbtest_url());
}

const char *
dbtest_url(void)
{
	return rig.url.s;
}

const char *
dbtest_path(void)
{
	return dbtest_postgres() ? NULL : rig.url.s + strlen("sqlite:");
}
