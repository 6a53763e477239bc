/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgpipe.c - several statements in one round trip: what was asked ahead, what
 * may come later, and the BEGIN that both belong to. db.h tells what callers
 * may rely on.
 *
 * All of it is sent before the first answer is read (libpq's pipeline). What
 * the server refuses ends the transaction, so the first error is the answer of
 * all that came after.
 */
#include "store/pgpipe.h"

#include "base/vec.h"
#include "store/pgbind.h"

/* ---- what is asked ------------------------------------------------------ */

static void
note_asked(struct pg *p, const struct query *q, const struct value *args)
{
	struct pg_asked *x = vec_push(&p->asked_arena, &p->asked);
	struct value *v = NEWN(&p->asked_arena, struct value, q->nparams + 1);

	for (size_t i = 0; i < q->nparams; i++) {
		v[i] = args[i];
		if (v[i].type == VALUE_TEXT)
			v[i].s = str_copy(&p->asked_arena, v[i].s);
	}
	*x = (struct pg_asked){ .q = q, .args = v };
}

static bool
same_args(const struct pg_asked *x, const struct value *args)
{
	for (size_t i = 0; i < x->q->nparams; i++)
		if (x->args[i].type != args[i].type ||
		    (args[i].type == VALUE_INT && x->args[i].i != args[i].i) ||
		    (args[i].type == VALUE_TEXT &&
			!str_eq(x->args[i].s, args[i].s)))
			return false;
	return true;
}

static struct pg_asked *
find_asked(struct pg *p, const struct query *q, const struct value *args)
{
	for (size_t i = 0; i < p->asked.n; i++)
		if (p->asked.v[i].q == q && same_args(&p->asked.v[i], args))
			return &p->asked.v[i];
	return NULL;
}

void
pg_ahead(struct pg *p, const struct query *q, const struct value *args)
{
	if (find_asked(p, q, args) == NULL)
		note_asked(p, q, args);
}

void
pg_later(struct pg *p, const struct query *q, const struct value *args)
{
	pg_forget(p, PG_ANSWERS);
	note_asked(p, q, args);
}

static bool
outlives(const struct pg_asked *x, enum pg_stale what)
{
	return !x->sent &&
	    (what == PG_ANSWERS || (what == PG_READS && !x->q->reads));
}

void
pg_forget(struct pg *p, enum pg_stale what)
{
	size_t n = 0;

	for (size_t i = 0; i < p->asked.n; i++)
		if (outlives(&p->asked.v[i], what))
			p->asked.v[n++] = p->asked.v[i];
		else
			PQclear(p->asked.v[i].answer);
	p->asked.n = n;
	if (n > 0)
		return;
	arena_reset(&p->asked_arena);
	p->asked.v = NULL;
	p->asked.cap = 0;
}

bool
pg_waiting(const struct pg *p)
{
	bool any = p->owed != NULL;

	for (size_t i = 0; i < p->asked.n; i++)
		any = any || !p->asked.v[i].sent;
	return any;
}

/* ---- one round trip ------------------------------------------------------ */

/* The next answer: between two there is one NULL, and after the last more. */
static PGresult *
answer(struct pg *p)
{
	PGresult *r = pg_next(p);

	return r != NULL ? r : pg_next(p);
}

/* OK: it was an answer without an error. It is dropped unless wanted. */
static enum err
take(struct pg *p, const char *what, PGresult **out, struct fault *f)
{
	PGresult *r = answer(p);
	enum err rc = pg_check(p, r, what, f);

	if (rc == OK && out != NULL)
		*out = r;
	else
		PQclear(r);
	return rc;
}

/* What is not sent yet, in the order in which it goes: a read that was asked
 * ahead is wanted after the writes that came meanwhile. Reads of one kind of
 * plan go together. */
struct line {
	struct pg_asked **v;
	size_t n;
};

static int
turn_of(const struct query *q)
{
	return !q->reads ? 0 : q->general ? 1 : 2;
}

static struct line
line_up(struct pg *p)
{
	struct line l = {
		NEWN(&p->asked_arena, struct pg_asked *, p->asked.n + 1), 0
	};

	for (int turn = 0; turn < 3; turn++)
		for (size_t i = 0; i < p->asked.n; i++) {
			struct pg_asked *x = &p->asked.v[i];

			if (!x->sent && turn_of(x->q) == turn)
				l.v[l.n++] = x;
		}
	return l;
}

static enum err
send_all(struct pg *p, const struct line *l, struct fault *f)
{
	enum err rc = OK;

	if (p->owed != NULL &&
	    !PQsendQueryParams(p->c, p->owed, 0, NULL, NULL, NULL, NULL, 0))
		return pg_check(p, NULL, "begin", f);
	for (size_t i = 0; rc == OK && i < l->n; i++) {
		struct pg_asked *x = l->v[i];

		rc = pg_send(p, x, f);
		x->sent = rc == OK;
	}
	return rc;
}

/* `known`: what was prepared before; more only when the server says so. */
static enum err
take_one(struct pg *p, struct pg_asked *x, size_t *known, struct fault *f)
{
	enum err rc;

	if (x->prepares) {
		if ((rc = take(p, x->q->name, NULL, f)) != OK)
			return rc;
		(*known)++;
	}
	if (x->turns && (rc = take(p, "plan", NULL, f)) != OK)
		return rc;
	return take(p, x->q->name, &x->answer, f);
}

static enum err
take_all(struct pg *p, const struct line *l, size_t *known, struct fault *f)
{
	enum err rc = OK;

	if (p->owed != NULL)
		rc = take(p, "begin", NULL, f);
	if (rc == OK)
		p->owed = NULL;
	for (size_t i = 0; rc == OK && i < l->n && l->v[i]->sent; i++)
		rc = take_one(p, l->v[i], known, f);
	return rc;
}

/* What is left after an error, up to the end of the pipeline. */
static void
drain(struct pg *p)
{
	PGresult *r;
	bool end = false;

	while (!end && (r = answer(p)) != NULL) {
		end = PQresultStatus(r) == PGRES_PIPELINE_SYNC;
		PQclear(r);
	}
}

/* COMMIT of a transaction that failed answers ROLLBACK and no error. */
static enum err
take_commit(struct pg *p, struct fault *f)
{
	PGresult *r = NULL;
	enum err rc = take(p, "commit", &r, f);

	if (rc == OK && strcmp(PQcmdStatus(r), "COMMIT") != 0)
		rc = fail(f, ERR_DB,
		    _("a statement had failed before; nothing "
		      "was changed"));
	PQclear(r);
	return rc;
}

static enum err
round_trip(struct pg *p, bool commit, struct fault *f)
{
	struct line l = line_up(p);
	size_t known = p->nprepared;
	enum err rc, sent;

	if ((rc = pg_start(p, f)) != OK)
		return rc;
	if (!PQenterPipelineMode(p->c))
		return fail(f, ERR_DB, _("the connection is not idle"));
	sent = send_all(p, &l, f);
	if (sent == OK && commit &&
	    !PQsendQueryParams(p->c, "COMMIT", 0, NULL, NULL, NULL, NULL, 0))
		sent = pg_check(p, NULL, "commit", f);
	if (PQpipelineSync(p->c)) {
		rc = take_all(p, &l, &known, sent == OK ? f : NULL);
		if (rc == OK && sent == OK && commit)
			rc = take_commit(p, f);
		drain(p);
	} else {
		rc = pg_check(p, NULL, "pipeline", sent == OK ? f : NULL);
	}
	(void)PQexitPipelineMode(p->c);
	p->nprepared = known;
	pg_finish(p);
	return sent != OK ? sent : rc;
}

enum err
pg_together(struct pg *p, const struct query *q, const struct value *args,
    PGresult **out, struct fault *f)
{
	struct pg_asked *mine;
	size_t n = p->asked.n;
	enum err rc;

	note_asked(p, q, args);
	rc = round_trip(p, false, f);
	mine = &p->asked.v[n];
	if (rc == OK) {
		*out = mine->answer;
		mine->answer = NULL;
	}
	p->asked.n--;
	if (!p->in_tx)
		pg_forget(p, PG_ALL);
	return rc;
}

enum err
pg_flush(struct pg *p, struct fault *f)
{
	return pg_waiting(p) ? round_trip(p, false, f) : OK;
}

/* What was only read needs no answer to its COMMIT: it is taken when something
 * is asked again. Sent it must be, or the server would keep the snapshot and
 * the doorbell would not ring. */
static enum err
end_read(struct pg *p, struct fault *f)
{
	if (pg_lost(p) ||
	    !PQsendQueryParams(p->c, "COMMIT", 0, NULL, NULL, NULL, NULL, 0))
		return pg_check(p, NULL, "commit", f);
	(void)PQflush(p->c);
	p->ending = true;
	return OK;
}

enum err
pg_commit(struct pg *p, struct fault *f)
{
	enum err rc;

	pg_forget(p, PG_READS);
	if (p->owed != NULL && p->asked.n == 0)
		return OK; /* nothing was asked */
	if (p->reading && !pg_waiting(p))
		return end_read(p, f);
	p->saving = !p->reading;
	rc = round_trip(p, true, f);
	return rc == OK ? pg_confirmed(p, f) : rc;
}

enum err
pg_foreseen(struct pg *p, const struct query *q, const struct value *args,
    const PGresult **out, struct fault *f)
{
	struct pg_asked *x = find_asked(p, q, args);
	enum err rc;

	if (x == NULL)
		return OK;
	if (!x->sent && (rc = pg_flush(p, f)) != OK)
		return rc;
	*out = x->answer;
	return OK;
}
