/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgfault.c - what a server or a connection says, as our codes and sentences.
 *
 * The log gets the SQLSTATE and the statement's name, never the server's words,
 * which may quote a value.
 */
#include "store/pg.h"

#include "base/log.h"

/* By SQLSTATE or its first digits; the first row that fits counts. */
static const struct {
	const char *state;
	enum err code;
	const char *text;
} states[] = {
	{ "40001", ERR_BUSY, N_("somebody saved at the same time; try again") },
	{ "40P01", ERR_BUSY,
	    N_("two people waited for each other; try again") },
	{ "55P03", ERR_BUSY, N_("somebody holds this just now; try again") },
	{ "53300", ERR_BUSY, N_("the database has no free place; try again") },
	{ "23505", ERR_CONFLICT, N_("this exists already (%s)") },
	{ "23503", ERR_INVALID,
	    N_("this refers to something that does not "
	       "exist, or is still in use (%s)") },
	{ "23502", ERR_INVALID, N_("a value is missing (%s)") },
	{ "23", ERR_INVALID, N_("the database does not accept this (%s)") },
	{ "22", ERR_INVALID, N_("a value does not fit its column (%s)") },
	{ "42501", ERR_DENIED,
	    N_("the database does not allow you this: ask who administers "
	       "it") },
	{ "3D000", ERR_NOT_FOUND, N_("no such database: %s") },
	{ "53100", ERR_DISK,
	    N_("the server's disk is full, nothing was written: tell who "
	       "administers it") },
	{ "58030", ERR_DISK,
	    N_("the server's disk failed, nothing was written: tell who "
	       "administers it") },
	{ "53200", ERR_DB,
	    N_("the server has no memory left, nothing was written: try again "
	       "later") },
	{ "", ERR_DB, N_("the database failed: %s") },
};

/* The server is going, or is no longer the one that may be written to: what
 * only reads says so itself. */
static bool
closing(const struct pg *p, const char *state)
{
	static const char *const ends[] = { "08", "57P01", "57P02", "57P03" };

	for (size_t i = 0; i < countof(ends); i++)
		if (strncmp(state, ends[i], strlen(ends[i])) == 0)
			return true;
	return strcmp(state, "25006") == 0 && !p->reading;
}

bool
pg_lost(const struct pg *p)
{
	return p->c == NULL || p->cut || PQstatus(p->c) == CONNECTION_BAD;
}

enum err
pg_gone(const struct pg *p, struct fault *f)
{
	if (p->saving)
		return fail(f, ERR_UNKNOWN,
		    _("the connection was lost while "
		      "saving; repeat the same op to learn whether it "
		      "was saved"));
	if (p->stop == PG_CANCELLED)
		return fail(f, ERR_CANCELLED,
		    _("stopped; nothing was changed"));
	if (p->stop == PG_LATE)
		return fail(f, ERR_DB,
		    _("the database does not answer; nothing "
		      "was changed, try again later"));
	return fail(f, ERR_BUSY,
	    _("the connection to the database was lost; "
	      "nothing was changed, try again"));
}

enum err
pg_stopped(const struct pg *p, struct fault *f)
{
	if (p->stop == PG_LATE)
		return fail(f, ERR_DB,
		    _("the database took longer than %lld "
		      "seconds; nothing was changed, try again later"),
		    (long long)(p->deadline / SECONDS(1)));
	if (p->stop == PG_CANCELLED)
		return fail(f, ERR_CANCELLED,
		    _("stopped; nothing was changed"));
	return fail(f, ERR_CANCELLED,
	    _("the server's administrator stopped "
	      "this; nothing was changed"));
}

/* What the sentence names: the broken rule if there is one, because the
 * server's own words may quote a value. */
static const char *
named(const PGresult *r)
{
	static const int fields[] = { PG_DIAG_CONSTRAINT_NAME,
		PG_DIAG_COLUMN_NAME, PG_DIAG_MESSAGE_PRIMARY };

	for (size_t i = 0; i < countof(fields); i++)
		if (PQresultErrorField(r, fields[i]) != NULL)
			return PQresultErrorField(r, fields[i]);
	return "?";
}

static enum err
explain(struct pg *p, const PGresult *r, const char *what, struct fault *f)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	size_t i = 0;

	if (state == NULL)
		state = pg_lost(p) ? "08006" : "XX000";
	log_warn("pg.error state=%s at=%s", state, what);
	if (strcmp(state, "57014") == 0)
		return pg_stopped(p, f);
	if (pg_lost(p) || closing(p, state)) {
		/* A demoted server still answers: leave it all the same. */
		p->cut = true;
		return pg_gone(p, f);
	}
	while (strncmp(state, states[i].state, strlen(states[i].state)) != 0)
		i++;
	return fail(f, states[i].code, _(states[i].text), named(r));
}

enum err
pg_check(struct pg *p, const PGresult *r, const char *what, struct fault *f)
{
	if (r == NULL)
		return pg_gone(p, f);
	switch (PQresultStatus(r)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
	case PGRES_EMPTY_QUERY:
	case PGRES_PIPELINE_SYNC:
		break;
	default:
		return explain(p, r, what, f);
	}
	return OK;
}

enum err
pg_confirmed(const struct pg *p, struct fault *f)
{
	if (!p->unconfirmed)
		return OK;
	return fail(f, ERR_UNKNOWN,
	    _("saved here, but not replicated: the "
	      "standby did not confirm it; repeat the same op to learn "
	      "more"));
}
