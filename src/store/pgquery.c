/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgquery.c - statements are run and their rows handed over.
 *
 * Rows come as text. A query of kind :each is read through a cursor in slices,
 * so that no result is ever whole in memory and one that is left early costs
 * nothing more.
 */
#include "store/pgquery.h"

#include "store/pgbind.h"
#include "store/pgpipe.h"

#define SLICE	  "500" /* rows of a cursor at a time */
#define PIPELINED 200	/* statements sent before their answers */

/* ---- rows --------------------------------------------------------------- */

static enum err
read_value(const struct query *q, const PGresult *r, int row, int col,
    struct value *out, struct fault *f)
{
	bool null = PQgetisnull(r, row, col);
	struct str s = { PQgetvalue(r, row, col),
		(size_t)PQgetlength(r, row, col) };

	*out = (struct value){ null ? VALUE_NULL : VALUE_TEXT, 0, s };
	if (null || q == NULL || !pg_is_number(q->cols[col].type))
		return OK;
	out->type = VALUE_INT;
	if (!str_int(s, &out->i))
		return fail(f, ERR_DB, _("%s: column %s is not a number"),
		    q->name, q->cols[col].name);
	return OK;
}

enum err
pg_rows(const struct query *q, const PGresult *r, row_fn *fn, void *u,
    struct fault *f)
{
	int n = PQnfields(r);
	struct value v[PG_ARGS_MAX];
	enum err rc = OK;

	if (fn == NULL || PQresultStatus(r) != PGRES_TUPLES_OK)
		return OK;
	if (n > PG_ARGS_MAX || (q != NULL && n != q->ncols))
		return fail(f, ERR_DB, _("%s gives %d columns, not %d"),
		    q != NULL ? q->name : "script", n,
		    q != NULL ? q->ncols : 0);
	for (int row = 0; rc == OK && row < PQntuples(r); row++) {
		for (int i = 0; rc == OK && i < n; i++)
			rc = read_value(q, r, row, i, &v[i], f);
		if (rc == OK)
			rc = fn(u, v, (size_t)n);
	}
	return rc;
}

/* Rows inserted, updated or deleted; those of a SELECT are not changes. */
static int64_t
count_changed(PGresult *r)
{
	int64_t n = 0;

	if (strncmp(PQcmdStatus(r), "SELECT", 6) != 0)
		(void)!str_int(str_of(PQcmdTuples(r)), &n);
	return n;
}

/* ---- one query ---------------------------------------------------------- */

/* Outside a transaction a write must be alone: what goes wrong when it is
 * committed comes after its answer. */
static bool
goes_together(const struct pg *p, const struct query *q)
{
	if (!p->in_tx)
		return q->reads && !pg_knows(p, q);
	return pg_waiting(p) || !pg_knows(p, q) || pg_turns(p, q);
}

static enum err
run_alone(struct pg *p, const struct query *q, const struct value *args,
    PGresult **out, struct fault *f)
{
	struct pg_bound b;
	enum err rc;

	if ((rc = pg_bind(&b, q, args, f)) != OK ||
	    (rc = pg_prepare(p, q, &b, f)) != OK || (rc = pg_start(p, f)) != OK)
		return rc;
	return pg_result(p, pg_send_prepared(p, q, &b), q->name, out, f);
}

static enum err
run(struct pg *p, const struct query *q, const struct value *args, row_fn *fn,
    void *u, int64_t *changed, struct fault *f)
{
	const PGresult *known = NULL;
	PGresult *r = NULL;
	enum err rc;

	if (!q->reads)
		pg_forget(p, PG_ANSWERS);
	else if ((rc = pg_foreseen(p, q, args, &known, f)) != OK)
		return rc;
	if (known != NULL)
		return pg_rows(q, known, fn, u, f);
	rc = goes_together(p, q) ? pg_together(p, q, args, &r, f)
				 : run_alone(p, q, args, &r, f);
	if (rc != OK)
		return rc;
	rc = pg_rows(q, r, fn, u, f);
	if (rc == OK && changed != NULL)
		*changed = count_changed(r);
	PQclear(r);
	return rc;
}

/* ---- :each, through a cursor -------------------------------------------- */

static enum err
declare(struct pg *p, const struct query *q, const struct pg_bound *b,
    unsigned cursor, struct fault *f)
{
	struct buf sql = { 0 };
	enum err rc;

	if ((rc = pg_start(p, f)) != OK)
		return rc;
	buf_printf(&sql, "DECLARE each_%u NO SCROLL CURSOR FOR %s", cursor,
	    q->sql[ENGINE_POSTGRES]);
	rc = pg_result(p,
	    PQsendQueryParams(p->c, sql.s, q->nparams, b->types, b->v, b->len,
		b->binary, 0),
	    q->name, NULL, f);
	buf_done(&sql);
	return rc;
}

static enum err
fetch(struct pg *p, const struct query *q, unsigned cursor, row_fn *fn, void *u,
    bool *more, struct fault *f)
{
	char sql[64];
	PGresult *r;
	enum err rc;

	snprintf(sql, sizeof(sql), "FETCH " SLICE " FROM each_%u", cursor);
	if ((rc = pg_start(p, f)) != OK)
		return rc;
	if ((rc = pg_result(p, PQsendQuery(p->c, sql), q->name, &r, f)) != OK)
		return rc;
	*more = PQntuples(r) == atoi(SLICE);
	rc = pg_rows(q, r, fn, u, f);
	PQclear(r);
	return rc;
}

static enum err
run_each(struct pg *p, const struct query *q, const struct pg_bound *b,
    row_fn *fn, void *u, struct fault *f)
{
	unsigned cursor = ++p->cursors;
	char sql[64];
	bool more = true;
	enum err rc = declare(p, q, b, cursor, f);

	while (rc == OK && more)
		rc = fetch(p, q, cursor, fn, u, &more, f);
	snprintf(sql, sizeof(sql), "CLOSE each_%u", cursor);
	/* After a database error the cursor is gone with its transaction. */
	if (!pg_lost(p) && PQtransactionStatus(p->c) == PQTRANS_INTRANS) {
		enum err end = pg_simple(p, sql, rc == OK ? f : NULL);

		rc = rc == OK ? end : rc;
	}
	if (p->cursors > 0)
		p->cursors--;
	return rc;
}

enum err
pg_query(struct pg *p, const struct query *q, const struct value *args,
    row_fn *fn, void *u, int64_t *changed, struct fault *f)
{
	struct pg_bound b;
	enum err rc;

	if (q->later && p->in_tx && changed == NULL) {
		pg_later(p, q, args);
		return OK;
	}
	if (q->kind != 'e')
		return run(p, q, args, fn, u, changed, f);
	if ((rc = pg_bind(&b, q, args, f)) != OK || (rc = pg_flush(p, f)) != OK)
		return rc;
	return run_each(p, q, &b, fn, u, f);
}

/* ---- the same statement many times -------------------------------------- */

/* The answers to what was sent up to the sync; the first error is kept. */
static enum err
read_answers(struct pg *p, const struct query *q, int64_t *changed,
    struct fault *f)
{
	enum err rc = OK;
	unsigned empty = 0;
	PGresult *r;
	bool sync = false;

	while (!sync && empty < 2) {
		if ((r = pg_next(p)) == NULL) {
			empty++; /* between two statements: one */
			continue;
		}
		empty = 0;
		sync = PQresultStatus(r) == PGRES_PIPELINE_SYNC;
		if (rc == OK)
			rc = pg_check(p, r, q->name, f);
		if (rc == OK && !sync)
			*changed += count_changed(r);
		PQclear(r);
	}
	if (rc == OK && !sync)
		rc = pg_check(p, NULL, q->name, f);
	return rc;
}

static enum err
send_slice(struct pg *p, const struct query *q, struct pg_bound *b,
    const struct value *args, size_t n, int64_t *changed, struct fault *f)
{
	enum err rc, end;

	if ((rc = pg_start(p, f)) != OK)
		return rc;
	if (!PQenterPipelineMode(p->c))
		return fail(f, ERR_DB, _("the connection is not idle"));
	for (size_t i = 0; rc == OK && i < n; i++)
		if ((rc = pg_bind_values(b, q, args + i * q->nparams, f)) ==
			OK &&
		    !pg_send_prepared(p, q, b))
			rc = pg_check(p, NULL, q->name, f);
	if (PQpipelineSync(p->c)) {
		end = read_answers(p, q, changed, rc == OK ? f : NULL);
		rc = rc == OK ? end : rc;
	}
	(void)PQexitPipelineMode(p->c);
	pg_finish(p);
	return rc;
}

enum err
pg_batch(struct pg *p, const struct query *q, const struct value *args,
    size_t n, int64_t *changed, struct fault *f)
{
	struct pg_bound b;
	int64_t sum = 0;
	enum err rc;

	pg_bind_types(&b, q);
	pg_forget(p, PG_READS);
	if ((rc = pg_flush(p, f)) == OK)
		rc = pg_prepare(p, q, &b, f);
	for (size_t i = 0; rc == OK && i < n; i += PIPELINED)
		rc = send_slice(p, q, &b, args + i * q->nparams,
		    n - i < PIPELINED ? n - i : PIPELINED, &sum, f);
	if (rc == OK && changed != NULL)
		*changed = sum;
	return rc;
}
