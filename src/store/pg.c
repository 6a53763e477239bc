/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pg.c - waits for the server with a deadline, and cancels. What is said over
 * the connection is told by those above, what went wrong by pgfault.c.
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

void
pg_helper_end(struct pg *p)
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
	pg_helper_end(p);
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
