/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lists.c - what a command that reads costs beside its own SQL.
 *
 *	lists time URL AS ROUNDS	commands on standard input, one a line
 *	lists plan URL AS		what the engine does for each of them
 *	lists busy URL AS N		a ticket "quinientos" of N events
 *
 * Each command is run once, and every query it asks is written down (db_query
 * is wrapped by the linker). Then the command and those statements, prepared
 * on a bare connection of the engine's own library, are run in turn; the raw
 * ones read each value and keep none. A line of name=value words for each;
 * `trips` is how often a server was waited for. The times are those of the
 * fastest tenth: what is interrupted by others is interrupted the more the
 * longer it takes, and on a busy machine a median tells of that.
 */
#include <libpq-fe.h>
#include <sqlite3.h>

#include "cmd/cmd.h"
#include "cmd/reply.h"
#include "core/house.h"

enum {
	ASKED = 400,
	ARGS = 64,
	MOST = 400,
	FASTEST = 10,
	PATIENCE_US = 20000000
};

struct asked {
	const struct query *q;
	struct value args[ARGS];
	size_t nargs;
	bool prepared;
	sqlite3_stmt *lite;
};

static struct {
	bool on;
	struct arena arena;
	struct asked v[ASKED];
	size_t n;
} book;

static struct bare {
	sqlite3 *lite;
	PGconn *pg;
	int64_t bytes; /* of all values, so that they are read */
} bare;

static void
stop(const char *what, const char *why)
{
	fprintf(stderr, "lists: %s: %s\n", what, why);
	exit(1);
}

/* ---- writing down what is asked --------------------------------------------- */

enum err __real_db_query(struct db *, const struct query *,
    const struct value *, size_t, row_fn *, void *, int64_t *);
enum err __wrap_db_query(struct db *, const struct query *,
    const struct value *, size_t, row_fn *, void *, int64_t *);

enum err
__wrap_db_query(struct db *db, const struct query *q, const struct value *args,
    size_t nargs, row_fn *fn, void *u, int64_t *changed)
{
	if (book.on && book.n < ASKED && nargs <= ARGS &&
	    strncmp(q->sql[0], "INSERT", 6) != 0) {
		struct asked *a = &book.v[book.n++];

		*a = (struct asked){ .q = q, .nargs = nargs };
		for (size_t i = 0; i < nargs; i++) {
			a->args[i] = args[i];
			if (args[i].type == VALUE_TEXT)
				a->args[i].s = str_copy(&book.arena, args[i].s);
		}
	}
	return __real_db_query(db, q, args, nargs, fn, u, changed);
}

static void
forget(void)
{
	for (size_t i = 0; i < book.n; i++)
		sqlite3_finalize(book.v[i].lite);
	book.n = 0;
	arena_reset(&book.arena);
}

/* ---- the same, raw -------------------------------------------------------- */

static void
open_bare(const char *url)
{
	if (db_is_server(url)) {
		bare.pg = PQconnectdb(url);
		if (PQstatus(bare.pg) != CONNECTION_OK)
			stop(url, PQerrorMessage(bare.pg));
	} else if (sqlite3_open_v2(strchr(url, ':') + 1, &bare.lite,
		       SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
		       NULL) != SQLITE_OK) {
		stop(url, sqlite3_errmsg(bare.lite));
	}
}

static void
bind_lite(sqlite3_stmt *st, const struct asked *a)
{
	for (size_t i = 0; i < a->nargs; i++) {
		const struct value *v = &a->args[i];

		if (v->type == VALUE_INT)
			sqlite3_bind_int64(st, (int)i + 1, v->i);
		else if (v->type == VALUE_TEXT)
			sqlite3_bind_text64(st, (int)i + 1, v->s.s, v->s.len,
			    SQLITE_STATIC, SQLITE_UTF8);
		else
			sqlite3_bind_null(st, (int)i + 1);
	}
}

static void
raw_lite(struct asked *a)
{
	if (a->lite == NULL &&
	    sqlite3_prepare_v2(bare.lite, a->q->sql[ENGINE_SQLITE], -1,
		&a->lite, NULL) != SQLITE_OK)
		stop(a->q->name, sqlite3_errmsg(bare.lite));
	bind_lite(a->lite, a);
	while (sqlite3_step(a->lite) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(a->lite); i++) {
			(void)sqlite3_column_text(a->lite, i);
			bare.bytes += sqlite3_column_bytes(a->lite, i);
		}
	sqlite3_reset(a->lite);
}

static PGresult *
good(PGresult *r, const char *what)
{
	if (PQresultStatus(r) != PGRES_TUPLES_OK &&
	    PQresultStatus(r) != PGRES_COMMAND_OK)
		stop(what, PQerrorMessage(bare.pg));
	return r;
}

static bool
is_number(enum col_type t)
{
	return t == COL_INT || t == COL_AT || t == COL_SPAN || t == COL_BOOL;
}

/* The statement `sql` with the parameters of `a`, as text. */
static PGresult *
exec_pg(const struct asked *a, const char *name, const char *sql)
{
	const char *v[ARGS];
	Oid types[ARGS];
	char number[ARGS][24];

	for (size_t i = 0; i < a->nargs; i++) {
		snprintf(number[i], sizeof(number[i]), "%lld",
		    (long long)a->args[i].i);
		types[i] = is_number(a->q->params[i].type) ? 20 : 25;
		v[i] = a->args[i].type == VALUE_NULL ? NULL
		    : a->args[i].type == VALUE_INT   ? number[i]
						     : a->args[i].s.s;
	}
	if (sql != NULL)
		PQclear(good(PQprepare(bare.pg, name, sql, (int)a->nargs,
				 types),
		    a->q->name));
	return good(PQexecPrepared(bare.pg, name, (int)a->nargs, v, NULL, NULL,
			0),
	    a->q->name);
}

static void
raw_pg(struct asked *a)
{
	char name[24];
	PGresult *r;

	snprintf(name, sizeof(name), "s%zu", (size_t)(a - book.v));
	if (!a->prepared) {
		char close[40];

		snprintf(close, sizeof(close), "DEALLOCATE %s", name);
		PQclear(PQexec(bare.pg, close));
	}
	r = exec_pg(a, name, a->prepared ? NULL : a->q->sql[ENGINE_POSTGRES]);
	a->prepared = true;
	for (int y = 0; y < PQntuples(r); y++)
		for (int x = 0; x < PQnfields(r); x++)
			bare.bytes += PQgetlength(r, y, x);
	PQclear(r);
}

static void
raw(void)
{
	for (size_t i = 0; i < book.n; i++)
		if (bare.pg != NULL)
			raw_pg(&book.v[i]);
		else
			raw_lite(&book.v[i]);
}

/* ---- the command ---------------------------------------------------------- */

/* False when it was refused. */
static bool
run(struct core *c, const char *words, size_t *rows)
{
	struct arena a = { 0 };
	struct reply reply;
	struct cmd_ctx cx = { .core = c, .reply = &reply, .arena = &a };
	bool done;

	reply_init(&reply, &a);
	done = cmd_do(&cx, str_of(words)) == OK;
	*rows = done && reply.tables.n > 0 ? reply.tables.v[0].lines.n : 0;
	core_rest(c);
	arena_done(&a);
	return done;
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int
by_size(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return a < b ? -1 : a > b;
}

static bool
write_down(struct core *c, const char *words, size_t *rows)
{
	bool done;

	forget();
	book.on = true;
	done = run(c, words, rows);
	book.on = false;
	if (done)
		raw();
	return done;
}

/* What takes long is not run as often. */
static int
rounds_of(int most, int64_t first_us)
{
	int64_t n = first_us > 0 ? PATIENCE_US / first_us : most;

	return n < 3 ? 3 : n < most ? (int)n : most;
}

static void
time_one(struct core *c, const char *words, int rounds)
{
	static int64_t ours[MOST], theirs[MOST];
	int64_t began = now_us(), trips;
	size_t rows = 0;

	if (!write_down(c, words, &rows)) {
		printf("refused=1 words=%s: %s\n", words, c->fault.text);
		return;
	}
	rounds = rounds_of(rounds, now_us() - began);
	trips = db_count(c->db).trips;
	run(c, words, &rows); /* once more: all is prepared now */
	trips = db_count(c->db).trips - trips;
	for (int i = 0; i < rounds; i++) {
		int64_t at = now_us(), then;

		run(c, words, &rows);
		then = now_us();
		ours[i] = then - at;
		raw();
		theirs[i] = now_us() - then;
	}
	qsort(ours, (size_t)rounds, sizeof(*ours), by_size);
	qsort(theirs, (size_t)rounds, sizeof(*theirs), by_size);
	printf("rows=%zu statements=%zu trips=%lld ours_us=%lld raw_us=%lld "
	       "words=%s\n",
	    rows, book.n, (long long)trips, (long long)ours[rounds / FASTEST],
	    (long long)theirs[rounds / FASTEST], words);
	fflush(stdout);
}

/* ---- plans ------------------------------------------------------------------ */

static void
plan_lite(struct asked *a)
{
	struct str sql = str_printf(&book.arena, "EXPLAIN QUERY PLAN %s",
	    a->q->sql[ENGINE_SQLITE]);
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(bare.lite, sql.s, -1, &st, NULL) != SQLITE_OK)
		stop(a->q->name, sqlite3_errmsg(bare.lite));
	bind_lite(st, a);
	while (sqlite3_step(st) == SQLITE_ROW)
		printf("    %s\n", (const char *)sqlite3_column_text(st, 3));
	sqlite3_finalize(st);
}

static void
plan_pg(struct asked *a)
{
	struct str sql = str_printf(&book.arena,
	    "EXPLAIN (ANALYZE, BUFFERS, SUMMARY OFF) %s",
	    a->q->sql[ENGINE_POSTGRES]);
	PGresult *r;

	PQclear(PQexec(bare.pg, "DEALLOCATE ALL"));
	r = exec_pg(a, "plan", sql.s);
	for (int y = 0; y < PQntuples(r); y++)
		printf("    %s\n", PQgetvalue(r, y, 0));
	PQclear(r);
}

static void
plan_one(struct core *c, const char *words)
{
	size_t rows = 0;

	printf("== %s%s\n", words,
	    write_down(c, words, &rows) ? "" : " (refused)");
	for (size_t i = 0; i < book.n; i++) {
		printf("  %s\n", book.v[i].q->name);
		if (bare.pg != NULL)
			plan_pg(&book.v[i]);
		else
			plan_lite(&book.v[i]);
	}
}

/* ---- a ticket on which much happened ----------------------------------------- */

static void
say(struct core *c, struct reply *reply, struct arena *a, const char *words)
{
	struct cmd_ctx cx = { .core = c, .reply = reply, .arena = a };

	reply_init(reply, a);
	if (cmd_do(&cx, str_of(words)) != OK)
		stop(words, c->fault.text);
	core_rest(c);
}

/* The cell `name` of the first row, or of the thing. */
static struct str
cell(const struct reply *r, const char *name)
{
	const struct cells *line =
	    r->tables.n > 0 ? &r->tables.v[0].lines.v[0] : &r->thing;

	for (size_t i = 0; i < line->n; i++)
		if (strcmp(line->v[i].name, name) == 0)
			return line->v[i].s;
	stop(name, "not in the answer");
	return STR_NONE;
}

static void
make_busy(struct core *c, int n)
{
	struct arena a = { 0 };
	struct reply r;
	struct str id;

	say(c, &r, &a, "customer list limit=1");
	say(c, &r, &a,
	    str_printf(&a,
		"ticket create customer=%s typification=consulta-general "
		"subject=\"Con quinientos eventos\"",
		cell(&r, "id").s)
		.s);
	id = cell(&r, "id");
	for (int i = 1; i < n; i++) {
		struct arena note = { 0 };

		say(c, &r, &note,
		    str_printf(&note, "ticket note %s text=\"Llamada %d\"",
			id.s, i)
			.s);
		arena_done(&note);
	}
	arena_done(&a);
}

static void
measure(struct core *c, int rounds)
{
	char line[400];

	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (rounds > 0)
			time_one(c, line, rounds < MOST ? rounds : MOST);
		else
			plan_one(c, line);
	}
}

int
main(int argc, char **argv)
{
	const char *verb = argc > 3 ? argv[1] : "";
	bool plan = argc == 4 && strcmp(verb, "plan") == 0;
	bool timed = argc == 5 && strcmp(verb, "time") == 0;
	bool busy = argc == 5 && strcmp(verb, "busy") == 0;
	struct house h;

	if (!plan && !timed && !busy) {
		fprintf(stderr, "usage: lists time|plan|busy URL AS [N]\n");
		return 2;
	}
	house_init(&h,
	    &(struct house_options){
		.url = argv[2], .as = db_is_server(argv[2]) ? NULL : argv[3] });
	if (house_open(&h, HOUSE_WORK) != OK)
		stop(argv[2], h.core.fault.text);
	open_bare(argv[2]);
	if (busy)
		make_busy(&h.core, atoi(argv[4]));
	else
		measure(&h.core, timed ? atoi(argv[4]) : 0);
	forget();
	arena_done(&book.arena);
	house_close(&h);
	sqlite3_close(bare.lite);
	PQfinish(bare.pg);
	return 0;
}
