/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * check.c - every named query prepares and gives the columns it declares.
 *
 * usage: sqlcheck [postgresql://…]
 *
 * Without an argument on SQLite, in memory, as a step of the build. With one
 * on that server too: in a database that has our schema already, or, when it
 * has none, with the schema made and undone in one transaction. What is wrong
 * is told on stderr as file:line: sentence, and the exit status is 1.
 */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdarg.h>

#include "queries.h"

#define OID_TEXT 25
#define OID_INT8 20
#define OID_INT4 23 /* a literal 1; read as text it fits as well */

static int mistakes;

static void PRINTF(3, 4)
    wrong(const struct query *q, const char *engine, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: %s (%s): ", q->file, q->line, q->name, engine);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	mistakes++;
}

static bool
is_int(const struct query_col *c)
{
	return c->type != COL_TEXT && c->type != COL_UUID &&
	    c->type != COL_JSON;
}

/* ---- SQLite ------------------------------------------------------------- */

static void
compare_sqlite(const struct query *q, sqlite3_stmt *st)
{
	int n = sqlite3_column_count(st);

	if (sqlite3_bind_parameter_count(st) != q->nparams)
		wrong(q, "sqlite", "it takes %d parameters, not %d",
		    sqlite3_bind_parameter_count(st), q->nparams);
	if (n != q->ncols && q->kind != 'x')
		wrong(q, "sqlite",
		    "it gives %d columns, the -- col: lines "
		    "say %d",
		    n, q->ncols);
	if (q->kind != 'x' && q->reads != (sqlite3_stmt_readonly(st) != 0))
		wrong(q, "sqlite", "embed.py says that it %s",
		    q->reads ? "only reads" : "writes");
	for (int i = 0; i < n && i < q->ncols; i++) {
		const char *name = sqlite3_column_name(st, i);

		if (strcmp(name, q->cols[i].name) != 0)
			wrong(q, "sqlite",
			    "column %d is %s, the -- col: line "
			    "says %s",
			    i + 1, name, q->cols[i].name);
	}
}

static void
check_sqlite(sqlite3 *db, const struct query *q)
{
	const char *tail = "";
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(db, q->sql[ENGINE_SQLITE], -1, &st, &tail) !=
	    SQLITE_OK)
		wrong(q, "sqlite", "%s", sqlite3_errmsg(db));
	else if (st == NULL || *tail != '\0')
		wrong(q, "sqlite", "a query is one statement");
	else
		compare_sqlite(q, st);
	sqlite3_finalize(st);
}

static bool
run_sqlite(sqlite3 *db, const char *name, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	fprintf(stderr, "db/migrate/%s.sql:1: (sqlite) %s\n", name,
	    sqlite3_errmsg(db));
	mistakes++;
	return false;
}

/* As strict as the program: no "text" in double quotes, foreign keys on. */
static bool
make_sqlite(sqlite3 *db)
{
	const struct query *own = &queries[Q_SCHEMA_CREATE];
	bool ok;

	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, (int *)NULL);
	ok = run_sqlite(db, "schema_migration", own->sql[ENGINE_SQLITE]);
	for (size_t i = 0; i < nmigrations && ok; i++)
		ok = run_sqlite(db, migrations[i].name,
		    migrations[i].sql[ENGINE_SQLITE]);
	return ok;
}

static void
all_sqlite(void)
{
	sqlite3 *db;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK) {
		fprintf(stderr,
		    "sqlcheck: SQLite cannot open a database in "
		    "memory\n");
		mistakes++;
	} else if (make_sqlite(db)) {
		for (size_t i = 0; i < nqueries; i++)
			check_sqlite(db, &queries[i]);
	}
	sqlite3_close(db);
}

/* ---- PostgreSQL --------------------------------------------------------- */

static bool
run_postgres(PGconn *c, const char *what, const char *sql)
{
	PGresult *r = PQexec(c, sql);
	ExecStatusType status = PQresultStatus(r);
	bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

	if (!ok) {
		fprintf(stderr, "%s: (postgresql) %s", what, PQerrorMessage(c));
		mistakes++;
	}
	PQclear(r);
	return ok;
}

static bool
make_postgres(PGconn *c)
{
	const struct query *own = &queries[Q_SCHEMA_CREATE];
	PGresult *r = PQexec(c,
	    "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = "
	    "current_schema() AND tablename = 'schema_migration'");
	bool there = PQntuples(r) > 0, ok;

	PQclear(r);
	if (there)
		return true;
	ok = run_postgres(c, own->file, own->sql[ENGINE_POSTGRES]);
	for (size_t i = 0; i < nmigrations && ok; i++)
		ok = run_postgres(c, migrations[i].name,
		    migrations[i].sql[ENGINE_POSTGRES]);
	return ok;
}

static void
compare_col(const struct query *q, const PGresult *r, int i)
{
	const struct query_col *c = &q->cols[i];
	Oid type = PQftype(r, i);

	if (strcmp(PQfname(r, i), c->name) != 0)
		wrong(q, "postgresql",
		    "column %d is %s, the -- col: line "
		    "says %s",
		    i + 1, PQfname(r, i), c->name);
	else if (is_int(c) && type != OID_INT8 && type != OID_INT4)
		wrong(q, "postgresql",
		    "column %s is no bigint (type %u): "
		    "CAST it",
		    c->name, type);
	else if (!is_int(c) && type != OID_TEXT)
		wrong(q, "postgresql",
		    "column %s is no text (type %u): "
		    "CAST it",
		    c->name, type);
}

static void
compare_postgres(const struct query *q, const PGresult *r)
{
	int n = PQnfields(r);

	if (PQnparams(r) != q->nparams)
		wrong(q, "postgresql", "it takes %d parameters, not %d",
		    PQnparams(r), q->nparams);
	if (n != q->ncols && q->kind != 'x')
		wrong(q, "postgresql",
		    "it gives %d columns, the -- col: "
		    "lines say %d",
		    n, q->ncols);
	for (int i = 0; i < n && i < q->ncols; i++)
		compare_col(q, r, i);
}

/* The first line of the server's words. */
static void
refused(PGconn *c, const struct query *q)
{
	const char *why = PQerrorMessage(c);

	wrong(q, "postgresql", "%.*s", (int)strcspn(why, "\n"), why);
}

static void
check_postgres(PGconn *c, const struct query *q)
{
	Oid types[UINT8_MAX];
	PGresult *r;

	for (int i = 0; i < q->nparams; i++) {
		struct query_col like = { .type = q->params[i].type };

		types[i] = is_int(&like) ? OID_INT8 : OID_TEXT;
	}
	PQclear(PQexec(c, "SAVEPOINT one"));
	r = PQprepare(c, q->name, q->sql[ENGINE_POSTGRES], q->nparams, types);
	if (PQresultStatus(r) == PGRES_COMMAND_OK) {
		PQclear(r);
		r = PQdescribePrepared(c, q->name);
	}
	if (PQresultStatus(r) == PGRES_COMMAND_OK)
		compare_postgres(q, r);
	else
		refused(c, q);
	PQclear(r);
	PQclear(PQexec(c, "ROLLBACK TO one"));
}

static void
all_postgres(const char *url)
{
	PGconn *c = PQconnectdb(url);

	if (PQstatus(c) != CONNECTION_OK) {
		fprintf(stderr, "sqlcheck: %s", PQerrorMessage(c));
		mistakes++;
	} else {
		PQclear(PQexec(c,
		    "SET client_min_messages = warning; "
		    "SET search_path = public, pg_temp; BEGIN"));
		if (make_postgres(c)) {
			for (size_t i = 0; i < nqueries; i++)
				check_postgres(c, &queries[i]);
		}
		PQclear(PQexec(c, "ROLLBACK"));
	}
	PQfinish(c);
}

int
main(int argc, char **argv)
{
	if (argc > 2) {
		fprintf(stderr, "usage: sqlcheck [postgresql://…]\n");
		return 2;
	}
	all_sqlite();
	if (argc == 2)
		all_postgres(argv[1]);
	if (mistakes == 0)
		printf("%zu queries fit\n", nqueries);
	return mistakes == 0 ? 0 : 1;
}
