/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dbtest.h - a fresh database for a test, on the engine of the run.
 *
 * CABINA_TEST_DB unset or "sqlite": files in a temporary folder. Else a
 * postgresql:// URL of somebody who may create databases. What was made goes
 * away when the program ends. A failure here ends the program.
 */
#ifndef DBTEST_H
#define DBTEST_H

#include "store/db.h"

/* Stands at 2026-03-02T12:00:00Z until a test moves it. */
extern struct clock dbtest_clock;

bool dbtest_postgres(void);

/* A new database each time: with our schema, or without any table. */
struct db *dbtest_open(void);
struct db *dbtest_empty(void);
/* Another connection to the database made last; and its URL. A connection
 * must not cross a fork: close it before, and let the child call this. */
struct db *dbtest_more(void);
const char *dbtest_url(void);
/* The SQLite file of the database made last; NULL on PostgreSQL. */
const char *dbtest_path(void);

/* One answer in free SQL, "" for none; for looking behind the store's back. */
struct str dbtest_ask(struct db *, struct arena *, const char *sql);
/* Free SQL that must succeed. */
void dbtest_do(struct db *, const char *sql);

#endif
