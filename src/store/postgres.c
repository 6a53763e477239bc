/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * postgres.c - the network backend: transactions, the doorbell, the clock, and
 * the table that db.c calls.
 */
#include <assert.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "store/pgconnect.h"
#include "store/pgpipe.h"
#include "store/pgquery.h"

/* ---- transactions ------------------------------------------------------- */

static void rollback(void *);

/* Nothing is sent yet: BEGIN goes with the first statement. */
static enum err
begin(void *impl, enum tx_kind kind, struct fault *f)
{
	static const char *const words[] = {
		[TX_READ] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
		[TX_WRITE] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
	};
	struct pg *p = impl;
	enum err rc;

	assert(!p->in_tx);
	if (pg_lost(p) && (rc = pg_connect(p, f)) != OK)
		return rc;
	pg_enter(p);
	p->in_tx = true;
	p->general = false;
	p->reading = kind == TX_READ;
	p->owed = words[kind];
	return OK;
}

static void
end_tx(struct pg *p)
{
	p->in_tx = p->reading = p->saving = false;
	p->cursors = 0;
	p->owed = NULL;
	pg_forget(p, PG_ALL);
	pg_leave(p);
}

static enum err
commit(void *impl, struct fault *f)
{
	struct pg *p = impl;
	enum err rc = pg_commit(p, f);

	if (rc != OK)
		rollback(p);
	end_tx(p);
	return rc;
}

/* Never fails: a connection on which it does is cut, and the server rolls back
 * by itself. */
static void
rollback(void *impl)
{
	struct pg *p = impl;
	msec deadline = p->deadline;

	if (!p->in_tx)
		return;
	end_tx(p);
	pg_ended(p);
	p->deadline = SECONDS(5);
	if (!pg_lost(p) && PQtransactionStatus(p->c) != PQTRANS_IDLE &&
	    pg_simple(p, "ROLLBACK", NULL) != OK)
		pg_disconnect(p);
	p->deadline = deadline;
}

/* ---- queries ------------------------------------------------------------ */

/* Outside a transaction a lost connection is made again first, and what a
 * statement writes is committed with it. */
static enum err
enter(struct pg *p, bool writes, struct fault *f)
{
	enum err rc;

	if (p->in_tx)
		return OK;
	if (pg_lost(p) && (rc = pg_connect(p, f)) != OK)
		return rc;
	pg_enter(p);
	p->saving = writes;
	return OK;
}

static void
leave(struct pg *p)
{
	if (p->in_tx)
		return;
	p->saving = false;
	pg_leave(p);
}

static enum err
query(void *impl, const struct query *q, const struct value *args, size_t nargs,
    row_fn *fn, void *u, int64_t *changed, struct fault *f)
{
	struct pg *p = impl;
	bool own = q->kind == 'e' && !p->in_tx; /* a cursor needs one */
	enum err rc;

	assert(nargs == q->nparams);
	(void)nargs;
	if (own && (rc = begin(p, TX_READ, f)) != OK)
		return rc;
	if ((rc = enter(p, q->kind == 'x', f)) != OK)
		return rc;
	rc = pg_query(p, q, args, fn, u, changed, f);
	leave(p);
	if (own)
		rollback(p);
	return rc;
}

static void
ahead(void *impl, const struct query *q, const struct value *args)
{
	struct pg *p = impl;

	if (p->in_tx)
		pg_ahead(p, q, args);
}

static enum err
batch(void *impl, const struct query *q, const struct value *args, size_t nargs,
    size_t n, int64_t *changed, struct fault *f)
{
	struct pg *p = impl;
	enum err rc;

	assert(nargs == q->nparams);
	(void)nargs;
	if ((rc = enter(p, true, f)) != OK)
		return rc;
	rc = pg_batch(p, q, args, n, changed, f);
	leave(p);
	return rc;
}

static enum err
script(void *impl, const char *sql, row_fn *row, void *u, struct fault *f)
{
	struct pg *p = impl;
	PGresult *r;
	enum err rc, one;

	if ((rc = enter(p, row == NULL, f)) != OK)
		return rc;
	pg_forget(p, PG_READS);
	if ((rc = pg_flush(p, f)) == OK && (rc = pg_start(p, f)) == OK &&
	    !PQsendQuery(p->c, sql))
		rc = pg_check(p, NULL, "script", f);
	while (!pg_lost(p) && (r = pg_next(p)) != NULL) {
		one = pg_check(p, r, "script", rc == OK ? f : NULL);
		if (one == OK && rc == OK)
			one = pg_rows(NULL, r, row, u, f);
		rc = rc == OK ? one : rc;
		PQclear(r);
	}
	pg_finish(p);
	leave(p);
	return rc == OK ? pg_confirmed(p, f) : rc;
}

/* ---- the doorbell and the clock ----------------------------------------- */

static enum err
listen_once(struct pg *p, struct fault *f)
{
	enum err rc;

	if (pg_lost(p) && (rc = pg_connect(p, f)) != OK)
		return rc;
	if (p->listening)
		return OK;
	if ((rc = pg_simple(p, "LISTEN cabina", f)) == OK) {
		p->listening = true;
		p->missed = false;
	}
	return rc;
}

static enum err
bell(void *impl, bool *rung, struct fault *f)
{
	struct pg *p = impl;
	PGnotify *n;
	bool heard;
	enum err rc;

	if ((rc = listen_once(p, f)) != OK)
		return rc;
	pg_ended(p);
	if (!PQconsumeInput(p->c))
		return pg_check(p, NULL, "bell", f);
	heard = p->missed;
	p->missed = false;
	while ((n = PQnotifies(p->c)) != NULL) {
		heard |= n->be_pid != PQbackendPID(p->c);
		PQfreemem(n);
	}
	*rung = heard;
	return OK;
}

static int
bell_fd(void *impl)
{
	struct pg *p = impl;

	return pg_lost(p) ? -1 : PQsocket(p->c);
}

/* ---- opening ------------------------------------------------------------ */

static void
close_pg(void *impl)
{
	struct pg *p = impl;

	if (p == NULL)
		return;
	pg_disconnect(p);
	PQconninfoFree(p->options);
	if (p->wake >= 0)
		close(p->wake);
	pthread_mutex_destroy(&p->lock);
	free((char *)p->session.s);
	free((char *)p->current.s);
	free(p->prepared);
	arena_done(&p->asked_arena);
	free(p->as);
	free(p);
}

/* In place of what the address says, also when it connects again. */
static void
say_who(struct pg *p, const char *key, const char *value)
{
	for (PQconninfoOption *o = p->options; o->keyword != NULL; o++) {
		if (value == NULL || strcmp(o->keyword, key) != 0)
			continue;
		free(o->val);
		o->val = strdup(value);
	}
}

static enum err
open_pg(void **impl, const char *url, const struct db_options *o,
    struct fault *f)
{
	struct pg *p = calloc(1, sizeof(*p));
	char *why = NULL;
	enum err rc;

	if (p == NULL)
		die("%s", _("out of memory"));
	pthread_mutex_init(&p->lock, NULL);
	p->deadline = SECONDS(30);
	p->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	p->as = o->as != NULL && *o->as != '\0' ? strdup(o->as) : NULL;
	p->options = PQconninfoParse(url, &why);
	if (p->options == NULL)
		rc = fail(f, ERR_INVALID, _("not a database address: %s"),
		    why != NULL ? why : "");
	else if (p->wake < 0)
		rc = fail(f, ERR_IO, _("the system has no more handles"));
	else {
		say_who(p, "user", o->user);
		say_who(p, "password", o->password);
		rc = pg_connect(p, f);
	}
	PQfreemem(why);
	if (rc == OK)
		*impl = p;
	else
		close_pg(p);
	return rc;
}

static bool
revive(void *impl, struct fault *f)
{
	struct pg *p = impl;

	rollback(p);
	return !pg_lost(p) || pg_connect(p, f) == OK;
}

static void
cancel(void *impl)
{
	pg_cancel(impl);
}

static void
deadline(void *impl, msec span)
{
	struct pg *p = impl;

	p->deadline = span;
}

static int64_t
trips(const void *impl)
{
	const struct pg *p = impl;

	return p->trips;
}

static struct str
role(const void *impl, bool session)
{
	const struct pg *p = impl;

	return session ? p->session : p->current;
}

/* The algorithm is named: without a name libpq asks the server and waits. */
static enum err
verifier(void *impl, struct str who, struct str password, struct buf *out,
    struct fault *f)
{
	struct pg *p = impl;
	char *text =
	    PQencryptPasswordConn(p->c, password.s, who.s, "scram-sha-256");

	if (text == NULL)
		return fail(f, ERR_DB,
		    _("the password could not be encrypted (%s): try again"),
		    PQerrorMessage(p->c));
	buf_z(out, text);
	PQfreemem(text);
	return OK;
}

const struct driver driver_postgres = {
	.name = "postgresql",
	.engine = ENGINE_POSTGRES,
	.open = open_pg,
	.close = close_pg,
	.query = query,
	.batch = batch,
	.ahead = ahead,
	.trips = trips,
	.script = script,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.revive = revive,
	.cancel = cancel,
	.deadline = deadline,
	.bell = bell,
	.bell_fd = bell_fd,
	.role = role,
	.verifier = verifier,
};
