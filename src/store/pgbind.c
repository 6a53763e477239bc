/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgbind.c - values as the server wants them, and statements that it knows:
 * each is prepared once in a connection, with its types declared. Parameters
 * are never logged.
 */
#include "store/pgbind.h"

#include <assert.h>
#include <endian.h>

#define OID_INT	 20
#define OID_TEXT 25

bool
pg_is_number(enum col_type t)
{
	return t == COL_INT || t == COL_AT || t == COL_SPAN || t == COL_BOOL;
}

void
pg_bind_types(struct pg_bound *b, const struct query *q)
{
	assert(q->nparams <= PG_ARGS_MAX);
	for (size_t i = 0; i < q->nparams; i++) {
		b->types[i] =
		    pg_is_number(q->params[i].type) ? OID_INT : OID_TEXT;
		b->binary[i] = 1;
	}
}

enum err
pg_bind_values(struct pg_bound *b, const struct query *q,
    const struct value *args, struct fault *f)
{
	for (size_t i = 0; i < q->nparams; i++) {
		bool number = pg_is_number(q->params[i].type);

		b->v[i] = NULL;
		b->len[i] = 0;
		if (args[i].type == VALUE_NULL)
			continue;
		if (number != (args[i].type == VALUE_INT))
			return fail(f, ERR_DB,
			    _("%s: parameter %s has the "
			      "wrong type"),
			    q->name, q->params[i].name);
		b->big[i] = (int64_t)htobe64((uint64_t)args[i].i);
		b->v[i] = number ? (char *)&b->big[i] : args[i].s.s;
		b->len[i] = number ? 8 : (int)args[i].s.len;
	}
	return OK;
}

enum err
pg_bind(struct pg_bound *b, const struct query *q, const struct value *args,
    struct fault *f)
{
	pg_bind_types(b, q);
	return pg_bind_values(b, q, args, f);
}

/* ---- prepared statements ------------------------------------------------ */

/* Its number in this connection, or nprepared. */
static size_t
find_prepared(const struct pg *p, const struct query *q)
{
	size_t i = 0;

	while (i < p->nprepared && p->prepared[i] != q)
		i++;
	return i;
}

static void
note_prepared(struct pg *p, const struct query *q)
{
	if (p->nprepared == p->room) {
		p->room = p->room == 0 ? 64 : p->room * 2;
		p->prepared =
		    realloc(p->prepared, p->room * sizeof(*p->prepared));
		if (p->prepared == NULL)
			die("%s", _("out of memory"));
	}
	p->prepared[p->nprepared++] = q;
}

/* The statement's name on the server: the query's, and a number because two
 * tables of queries may use one name. */
static const char *
statement(char out[80], const struct query *q, size_t i)
{
	snprintf(out, 80, "%.60s.%zu", q->name, i);
	return out;
}

bool
pg_knows(const struct pg *p, const struct query *q)
{
	return find_prepared(p, q) < p->nprepared;
}

static int
send_prepare(struct pg *p, const struct query *q, const struct pg_bound *b)
{
	char name[80];

	return PQsendPrepare(p->c, statement(name, q, p->nprepared),
	    q->sql[ENGINE_POSTGRES], q->nparams, b->types);
}

enum err
pg_prepare(struct pg *p, const struct query *q, const struct pg_bound *b,
    struct fault *f)
{
	enum err rc;

	if (pg_knows(p, q))
		return OK;
	if ((rc = pg_start(p, f)) != OK)
		return rc;
	rc = pg_result(p, send_prepare(p, q, b), q->name, NULL, f);
	if (rc == OK)
		note_prepared(p, q);
	return rc;
}

int
pg_send_prepared(struct pg *p, const struct query *q, const struct pg_bound *b)
{
	char name[80];

	return PQsendQueryPrepared(p->c,
	    statement(name, q, find_prepared(p, q)), q->nparams, b->v, b->len,
	    b->binary, 0);
}

bool
pg_turns(const struct pg *p, const struct query *q)
{
	return p->in_tx && q->general != p->general;
}

/* Until the transaction ends. */
static int
send_turn(struct pg *p, bool general)
{
	p->general = general;
	return PQsendQueryParams(p->c,
	    general ? "SET LOCAL plan_cache_mode = force_generic_plan"
		    : "SET LOCAL plan_cache_mode TO DEFAULT",
	    0, NULL, NULL, NULL, NULL, 0);
}

enum err
pg_send(struct pg *p, struct pg_asked *x, struct fault *f)
{
	const struct query *q = x->q;
	struct pg_bound b;
	enum err rc;

	if ((rc = pg_bind(&b, q, x->args, f)) != OK)
		return rc;
	x->prepares = !pg_knows(p, q);
	x->turns = pg_turns(p, q);
	if (x->prepares && !send_prepare(p, q, &b))
		return pg_check(p, NULL, q->name, f);
	if (x->prepares)
		note_prepared(p, q);
	if ((x->turns && !send_turn(p, q->general)) ||
	    !pg_send_prepared(p, q, &b))
		return pg_check(p, NULL, q->name, f);
	return OK;
}
