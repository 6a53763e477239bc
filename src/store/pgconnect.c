/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgconnect.c - a connection is made, made ours, and left: the options, what a
 * session needs, whom it acts as.
 */
#include "store/pgconnect.h"

#include "base/log.h"
#include "store/pgpipe.h"

#define MAX_OPTIONS 64
/* Events, values and their order were tried with this release and later. */
#define OLDEST 150000

/* Only what the caller's string (or its environment) leaves open. */
static const struct {
	const char *key, *env, *value;
} defaults[] = {
	{ "connect_timeout", "PGCONNECT_TIMEOUT", "5" },
	{ "tcp_user_timeout", NULL, "10000" },
	{ "keepalives_idle", NULL, "10" },
	{ "keepalives_interval", NULL, "3" },
	{ "keepalives_count", NULL, "3" },
	{ "application_name", "PGAPPNAME", "cabina" },
};

/*
 * What a session needs: our tables and nobody's in front of them, warnings
 * (the standby's refusal is one), bytes as we sent them. Many short questions
 * with the rights of each row in them look dear to the planner: compiling one
 * takes seconds, running it milliseconds. A server that works for a console
 * that is gone finds out, where its system can tell; of a machine that is gone
 * it knows within 20 s. No query of db/query: it runs before any may, on a bare
 * connection, and again on each that is made anew.
 */
static const char setup_sql[] = "SET search_path = public, pg_temp;"
				"SET client_min_messages = warning;"
				"SET standard_conforming_strings = on;"
				"SET cursor_tuple_fraction = 1;"
				"SET jit = off;"
				"SET tcp_keepalives_idle = 8;"
				"SET tcp_keepalives_interval = 4;"
				"SET tcp_keepalives_count = 3;"
				"SELECT set_config('client_connection_"
				"check_interval', CASE WHEN version() LIKE "
				"'%linux%' THEN '2s' ELSE '0' END, false);"
				"SET TIME ZONE 'UTC'";

/*
 * A commit whose wait for the standby was cancelled looks like a success with
 * a warning. The warning's words are translated, so any 01000 counts.
 */
static void
notice(void *u, const PGresult *r)
{
	struct pg *p = u;
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);

	if (state == NULL)
		return;
	log_debug("pg.notice state=%s", state);
	if (p->saving && strcmp(state, "01000") == 0)
		p->unconfirmed = true;
}

/* The caller's options as they are, ours where it says nothing. */
static void
fill_options(const struct pg *p, const char **keys, const char **values)
{
	size_t n = 0;

	for (const PQconninfoOption *o = p->options; o->keyword != NULL; o++) {
		if (o->val == NULL || n >= MAX_OPTIONS - countof(defaults) - 2)
			continue;
		keys[n] = o->keyword;
		values[n++] = o->val;
	}
	for (size_t i = 0; i < countof(defaults); i++) {
		bool given = defaults[i].env && getenv(defaults[i].env);

		for (size_t k = 0; k < n && !given; k++)
			given = strcmp(keys[k], defaults[i].key) == 0;
		if (given)
			continue;
		keys[n] = defaults[i].key;
		values[n++] = defaults[i].value;
	}
	keys[n] = "client_encoding";
	values[n++] = "UTF8";
	keys[n] = NULL;
}

/* What to do about it; what libpq said goes to the log, and stands here where
 * its words are not known. */
static const char *
unreached(const char *why)
{
	static const struct {
		const char *said, *text;
	} known[] = {
		{ "refused",
		    N_("no server runs there; start it, or correct "
		       "the address") },
		{ "No such file",
		    N_("no server runs there; start it, or "
		       "correct the address") },
		{ "translate host",
		    N_("no host has that name; correct the "
		       "address") },
		{ "timeout", N_("it does not answer; check the network") },
		{ "unreachable", N_("it does not answer; check the network") },
		{ "No route", N_("it does not answer; check the network") },
		{ "starting up", N_("it is just starting; try again") },
		{ "shutting down", N_("it is being stopped; try again later") },
		{ "accepting conn",
		    N_("it lets nobody in just now; ask who "
		       "administers it") },
	};

	for (size_t i = 0; i < countof(known); i++)
		if (strstr(why, known[i].said) != NULL)
			return _(known[i].text);
	return why;
}

/* libpq tells why only in words; the password's absence it knows itself. */
static enum err
no_connection(const PGconn *c, struct fault *f)
{
	const char *said = c != NULL ? PQerrorMessage(c) : "";
	size_t n = strlen(said);
	char why[1024];

	while (n > 0 && said[n - 1] == '\n')
		n--;
	snprintf(why, sizeof(why), "%.*s", (int)n, said);
	if (c != NULL && PQconnectionNeedsPassword(c))
		return fail(f, ERR_DENIED,
		    _("the database server asks for the password of %s: the "
		      "console's sign-in takes it, a shell's command reads "
		      "~/.pgpass"),
		    PQuser(c));
	if (c != NULL && PQconnectionUsedPassword(c) &&
	    (strstr(why, "uthenti") || strstr(why, "utenti")))
		return fail(f, ERR_DENIED,
		    _("signing in failed: check user and password"));
	if (strstr(why, "database \"") && strstr(why, "does not exist"))
		return fail(f, ERR_NOT_FOUND, _("no such database: %s"), why);
	if (c != NULL &&
	    (PQconnectionUsedPassword(c) || strstr(why, "authentication") ||
		strstr(why, "role \"") || strstr(why, "pg_hba")))
		return fail(f, ERR_DENIED,
		    _("the database server does not let "
		      "you in: %s"),
		    why);
	log_warn("pg.connect why=\"%s\"", why);
	return fail(f, ERR_DB, _("the database server cannot be reached: %s"),
	    unreached(why));
}

static enum err
check_server(struct pg *p, struct fault *f)
{
	const char *enc = PQparameterStatus(p->c, "server_encoding");

	if (PQserverVersion(p->c) < OLDEST)
		return fail(f, ERR_INVALID,
		    _("the server is older than "
		      "PostgreSQL 15; upgrade it first"));
	if (enc == NULL || strcmp(enc, "UTF8") != 0)
		return fail(f, ERR_INVALID,
		    _("the database is not in UTF-8; "
		      "make it again with ENCODING 'UTF8'"));
	return OK;
}

static enum err
become(struct pg *p, struct fault *f)
{
	struct buf sql = { 0 };
	char *name;
	enum err rc;

	if (p->as == NULL)
		return OK;
	if ((name = PQescapeIdentifier(p->c, p->as, strlen(p->as))) == NULL)
		return fail(f, ERR_INVALID, _("not a name: %s"), p->as);
	buf_printf(&sql, "SET ROLE %s", name);
	rc = pg_simple(p, buf_view(&sql).s, NULL);
	if (rc == ERR_INVALID)
		rc = fail(f, ERR_NOT_FOUND,
		    _("no such person in the "
		      "database: %s"),
		    p->as);
	else if (rc == ERR_DENIED)
		rc = fail(f, ERR_DENIED,
		    _("you may not act as %s: your role "
		      "is not a member of it"),
		    p->as);
	else if (rc != OK)
		rc = fail(f, rc, _("cannot become %s"), p->as);
	PQfreemem(name);
	buf_done(&sql);
	return rc;
}

static struct str
keep(const char *z)
{
	char *s = strdup(z != NULL ? z : "");

	if (s == NULL)
		die("%s", _("out of memory"));
	return (struct str){ s, strlen(s) };
}

/* As bare as the setup: whom it acts as is known before any query may run. */
static enum err
learn_roles(struct pg *p, struct fault *f)
{
	PGresult *r;
	enum err rc;

	if ((rc = pg_start(p, f)) != OK)
		return rc;
	rc =
	    pg_result(p, PQsendQuery(p->c, "SELECT session_user, current_user"),
		"roles", &r, f);
	if (rc != OK)
		return rc;
	free((char *)p->session.s);
	free((char *)p->current.s);
	p->session = keep(PQgetvalue(r, 0, 0));
	p->current = keep(PQgetvalue(r, 0, 1));
	PQclear(r);
	return OK;
}

static enum err
setup(struct pg *p, struct fault *f)
{
	enum err rc;

	PQsetNoticeReceiver(p->c, notice, p);
	if (PQsetnonblocking(p->c, 1) != 0)
		return pg_gone(p, f);
	if ((rc = check_server(p, f)) == OK &&
	    (rc = pg_simple(p, setup_sql, f)) == OK &&
	    (rc = become(p, f)) == OK && (rc = learn_roles(p, f)) == OK &&
	    p->listening)
		rc = pg_simple(p, "LISTEN cabina", f);
	return rc;
}

enum err
pg_connect(struct pg *p, struct fault *f)
{
	const char *keys[MAX_OPTIONS], *values[MAX_OPTIONS];
	enum err rc;

	pg_disconnect(p);
	fill_options(p, keys, values);
	p->c = PQconnectdbParams(keys, values, 0);
	if (pg_lost(p))
		rc = no_connection(p->c, f);
	else
		rc = setup(p, f);
	if (rc != OK)
		pg_disconnect(p);
	return rc;
}

void
pg_disconnect(struct pg *p)
{
	pg_helper_end(p);
	PQfinish(p->c);
	p->c = NULL;
	p->cut = false;
	p->nprepared = 0;
	p->cursors = 0;
	p->in_tx = p->reading = p->saving = false;
	p->owed = NULL;
	p->ending = false;
	pg_forget(p, PG_ALL);
	p->missed = true;
}
