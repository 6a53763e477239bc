/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pg.c - connects, waits with a deadline, cancels. What is said over the
 * connection is postgres.c's, what went wrong is put into words by pgfault.c.
 */
#include "store/pg.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"

/* How long a server may take to act on a cancel request. */
#define GRACE_MS SECONDS(1)
#define ENDING	 SECONDS(5) /* a COMMIT of reads answers at once */
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
 * (the standby's refusal is one), bytes as we sent them.
 */
static const char setup_sql[] = "SET search_path = public, pg_temp;"
				"SET client_min_messages = warning;"
				"SET standard_conforming_strings = on;"
				"SET cursor_tuple_fraction = 1;"
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

/* ---- waiting ------------------------------------------------------------ */

void
pg_enter(struct pg *p)
{
	eventfd_t drop;

	pthread_mutex_lock(&p->lock);
	p->active = true;
	atomic_store(&p->wanted, false);
	(void)!eventfd_read(p->wake, &drop);
	pthread_mutex_unlock(&p->lock);
}

void
pg_leave(struct pg *p)
{
	pthread_mutex_lock(&p->lock);
	p->active = false;
	pthread_mutex_unlock(&p->lock);
}

void
pg_cancel(struct pg *p)
{
	pthread_mutex_lock(&p->lock);
	if (p->active) {
		atomic_store(&p->wanted, true);
		(void)!eventfd_write(p->wake, 1);
	}
	pthread_mutex_unlock(&p->lock);
}

/* PQcancel opens a connection of its own and waits: on a frozen server for
 * ever. So it runs beside us, and is left to itself when it takes too long. */
static void *
send_cancel(void *u)
{
	char why[256];

	if (!PQcancel(u, why, sizeof(why)))
		log_warn("pg.cancel failed");
	PQfreeCancel(u);
	return NULL;
}

static void
stop_now(struct pg *p, enum pg_stop why)
{
	PGcancel *c = PQgetCancel(p->c);

	p->stop = why;
	p->until = clock_mono() + GRACE_MS;
	if (c == NULL)
		return;
	p->helping = pthread_create(&p->helper, NULL, send_cancel, c) == 0;
	if (!p->helping)
		PQfreeCancel(c);
}

enum err
pg_start(struct pg *p, struct fault *f)
{
	pg_ended(p);
	p->stop = PG_GO;
	p->unconfirmed = false;
	if (p->active && atomic_load(&p->wanted)) {
		p->stop = PG_CANCELLED;
		return pg_stopped(p, f);
	}
	if (pg_lost(p))
		return pg_gone(p, f);
	p->until = p->deadline > 0 ? clock_mono() + p->deadline : 0;
	p->trips++;
	return OK;
}

static int
left_ms(const struct pg *p)
{
	msec left = p->until - clock_mono();

	if (p->until == 0)
		return -1;
	return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

/* One wait for the server, a cancel or the deadline. */
static void
pump(struct pg *p)
{
	struct pollfd fd[] = {
		{ .fd = PQsocket(p->c), .events = POLLIN },
		{ .fd = p->stop == PG_GO ? p->wake : -1, .events = POLLIN },
	};
	eventfd_t drop;

	if (PQflush(p->c) == 1)
		fd[0].events |= POLLOUT;
	(void)poll(fd, countof(fd), left_ms(p));
	if (fd[1].revents != 0 && eventfd_read(p->wake, &drop) == 0) {
		stop_now(p, PG_CANCELLED);
	} else if (p->until != 0 && clock_mono() >= p->until) {
		if (p->stop == PG_GO)
			stop_now(p, PG_LATE);
		else
			shutdown(PQsocket(p->c), SHUT_RDWR);
	}
	(void)PQconsumeInput(p->c);
}

PGresult *
pg_next(struct pg *p)
{
	while (PQisBusy(p->c))
		pump(p);
	return PQgetResult(p->c);
}

/* So that a late cancel cannot hit the next statement. */
static void
end_helper(struct pg *p)
{
	struct timespec at;

	if (!p->helping)
		return;
	p->helping = false;
	clock_gettime(CLOCK_REALTIME, &at);
	at.tv_sec += GRACE_MS / SECONDS(1);
	if (pg_lost(p) || pthread_timedjoin_np(p->helper, NULL, &at) != 0)
		pthread_detach(p->helper);
}

void
pg_finish(struct pg *p)
{
	PGresult *r;

	while (p->c != NULL && (r = pg_next(p)) != NULL)
		PQclear(r);
	end_helper(p);
}

enum err
pg_result(struct pg *p, int sent, const char *what, PGresult **out,
    struct fault *f)
{
	PGresult *r = sent ? pg_next(p) : NULL, *more;
	enum err rc = pg_check(p, r, what, f);

	/* A statement outside a transaction is committed after its result was
	 * sent: what goes wrong then comes as a second one. */
	while (r != NULL && (more = pg_next(p)) != NULL) {
		if (rc == OK)
			rc = pg_check(p, more, what, f);
		PQclear(more);
	}
	pg_finish(p);
	if (rc == OK)
		rc = pg_confirmed(p, f);
	if (rc == OK && out != NULL)
		*out = r;
	else
		PQclear(r);
	return rc;
}

void
pg_ended(struct pg *p)
{
	if (!p->ending)
		return;
	p->ending = false;
	p->stop = PG_GO;
	p->until = clock_mono() + ENDING;
	pg_finish(p);
}

enum err
pg_simple(struct pg *p, const char *sql, struct fault *f)
{
	PGresult *r;
	enum err rc, one;

	if ((rc = pg_start(p, f)) != OK)
		return rc;
	if (!PQsendQuery(p->c, sql))
		return pg_gone(p, f);
	while ((r = pg_next(p)) != NULL) {
		one = pg_check(p, r, "session", rc == OK ? f : NULL);
		rc = rc == OK ? one : rc;
		PQclear(r);
	}
	pg_finish(p);
	return rc == OK ? pg_confirmed(p, f) : rc;
}

/* ---- connecting --------------------------------------------------------- */

#define MAX_OPTIONS 64

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
	return fail(f, ERR_IO,
	    _("the database server cannot be reached; is it "
	      "running, is the address right? %s"),
	    why);
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

static enum err
learn_roles(struct pg *p, struct fault *f)
{
	PGresult *r;
	enum err rc;

	if ((rc = pg_start(p, f)) != OK)
		return rc;
	rc = pg_result(p,
	    PQsendQuery(p->c,
		"SELECT session_user, "
		"current_user"),
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
	end_helper(p);
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
