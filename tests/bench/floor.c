/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * floor.c - the least that creating a ticket costs in C on SQLite: five rows a
 * transaction behind a System V semaphore, no log, no rules, no ids.
 *
 *	floor make FILE CUSTOMERS
 *	floor run FILE WRITERS SECONDS
 *
 * journal_mode=WAL, synchronous=FULL, as the storm beside it.
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <unistd.h>

#include "race.h"

static const char schema[] =
    "CREATE TABLE interaction (id INTEGER PRIMARY KEY, customer INT NOT NULL,"
    " at INT NOT NULL, ticket INT, summary TEXT);"
    "CREATE TABLE ticket (id INTEGER PRIMARY KEY, customer INT NOT NULL,"
    " queue INT NOT NULL, status INT NOT NULL, priority INT, owner INT,"
    " subject TEXT, created INT, updated INT, due INT);"
    "CREATE TABLE event (id INTEGER PRIMARY KEY, ticket INT NOT NULL, at INT,"
    " agent INT, kind INT, data TEXT);"
    "CREATE TABLE sla (ticket INT, kind INT, due INT, state INT,"
    " PRIMARY KEY (ticket, kind)) WITHOUT ROWID;"
    "CREATE INDEX i1 ON interaction (customer, at);"
    "CREATE INDEX t1 ON ticket (customer) WHERE status < 3;"
    "CREATE INDEX t2 ON ticket (queue, status, due);"
    "CREATE INDEX e1 ON event (ticket);"
    "CREATE INDEX s1 ON sla (due) WHERE state = 0;";

static const char *const texts[] = {
	"BEGIN IMMEDIATE",
	("INSERT INTO ticket (customer, queue, status, priority, subject,"
	 " created, updated, due) VALUES (?1, ?2, 0, 1,"
	 " 'customer called about an invoice', ?3, ?3, ?4)"),
	("INSERT INTO event (ticket, at, agent, kind, data)"
	 " VALUES (?1, ?2, 1, 1, 'created')"),
	"UPDATE interaction SET ticket = ?1 WHERE id = ?2",
	"INSERT INTO sla VALUES (?1, ?2, ?3, 0)",
	"COMMIT",
};
enum { BEGIN, TICKET, EVENT, CONTACT, SLA, COMMIT, TEXTS };

struct writer {
	sqlite3 *db;
	sqlite3_stmt *st[TEXTS];
	int sem;
	long contacts, n;
};

static void
must(sqlite3 *db, int bad, const char *what)
{
	if (!bad)
		return;
	fprintf(stderr, "floor: %s: %s\n", what, sqlite3_errmsg(db));
	exit(1);
}

static sqlite3 *
open_file(const char *path)
{
	sqlite3 *db;

	must(NULL, sqlite3_open(path, &db), path);
	sqlite3_busy_timeout(db, 20000);
	must(db,
	    sqlite3_exec(db,
		"PRAGMA journal_mode=WAL;"
		"PRAGMA synchronous=FULL; PRAGMA cache_size=-256",
		NULL, NULL, NULL),
	    "pragma");
	return db;
}

static int
make(const char *path, const char *customers)
{
	char fill[256];
	sqlite3 *db = open_file(path);

	snprintf(fill, sizeof(fill),
	    "INSERT INTO interaction (customer, at,"
	    " summary) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
	    " FROM n WHERE i < %d) SELECT i / 2, i * 1000, 'a call' FROM n",
	    atoi(customers) * 2);
	must(db, sqlite3_exec(db, schema, NULL, NULL, NULL), "schema");
	must(db, sqlite3_exec(db, fill, NULL, NULL, NULL), "rows");
	sqlite3_close(db);
	return 0;
}

static void *
ready(void *path)
{
	struct writer *w = calloc(1, sizeof(*w));
	sqlite3_stmt *n;

	if (w == NULL)
		exit(1);
	w->db = open_file(path);
	w->sem = semget(ftok(path, 'q'), 1, 0600);
	for (int i = 0; i < TEXTS; i++)
		must(w->db,
		    sqlite3_prepare_v2(w->db, texts[i], -1, &w->st[i], NULL),
		    texts[i]);
	must(w->db,
	    sqlite3_prepare_v2(w->db, "SELECT max(id) FROM interaction", -1, &n,
		NULL),
	    "max");
	sqlite3_step(n);
	w->contacts = (long)sqlite3_column_int64(n, 0);
	sqlite3_finalize(n);
	w->n = getpid();
	return w;
}

static void
go(struct writer *w, int which)
{
	must(w->db, sqlite3_step(w->st[which]) != SQLITE_DONE, texts[which]);
	sqlite3_reset(w->st[which]);
}

static void
down_or_up(struct writer *w, short by)
{
	struct sembuf op = { 0, by, SEM_UNDO };

	while (semop(w->sem, &op, 1) < 0 && errno == EINTR)
		;
}

static void
step(void *mine)
{
	struct writer *w = mine;
	sqlite3_int64 id, contact = 1 + w->n++ * 7919 % w->contacts;

	down_or_up(w, -1);
	go(w, BEGIN);
	sqlite3_bind_int64(w->st[TICKET], 1, contact / 2);
	sqlite3_bind_int64(w->st[TICKET], 2, w->n % 12);
	sqlite3_bind_int64(w->st[TICKET], 3, 1800000000 + w->n);
	sqlite3_bind_int64(w->st[TICKET], 4, 1800000000 + w->n * 31 % 100000);
	go(w, TICKET);
	id = sqlite3_last_insert_rowid(w->db);
	sqlite3_bind_int64(w->st[EVENT], 1, id);
	sqlite3_bind_int64(w->st[EVENT], 2, 1800000000 + w->n);
	go(w, EVENT);
	sqlite3_bind_int64(w->st[CONTACT], 1, id);
	sqlite3_bind_int64(w->st[CONTACT], 2, contact);
	go(w, CONTACT);
	for (int kind = 0; kind < 2; kind++) {
		sqlite3_bind_int64(w->st[SLA], 1, id);
		sqlite3_bind_int(w->st[SLA], 2, kind);
		sqlite3_bind_int64(w->st[SLA], 3,
		    1800000000 + w->n * 37 % 100000);
		go(w, SLA);
	}
	go(w, COMMIT);
	down_or_up(w, 1);
}

static void
done(void *mine)
{
	struct writer *w = mine;

	for (int i = 0; i < TEXTS; i++)
		sqlite3_finalize(w->st[i]);
	sqlite3_close(w->db);
}

static int
run(char *path, int writers, double seconds)
{
	struct racer r = { ready, step, done, path };
	int sem = semget(ftok(path, 'q'), 1, 0600 | IPC_CREAT), rc;

	if (sem < 0 || semctl(sem, 0, SETVAL, 1) < 0)
		return 1;
	rc = race(&r, writers, seconds);
	semctl(sem, 0, IPC_RMID);
	return rc;
}

int
main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "make") == 0)
		return make(argv[2], argv[3]);
	if (argc == 5 && strcmp(argv[1], "run") == 0)
		return run(argv[2], atoi(argv[3]), atof(argv[4]));
	fprintf(stderr, "usage: floor make|run FILE …\n");
	return 2;
}
