/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * work.c - the store thread: jobs in, results out.
 */
#include "app/work.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include "base/log.h"
#include "core/presence.h"
#include "core/veil.h"

#define BELL_MS	 250	     /* how often SQLite is asked for others' commits */
#define LOST_MS	 SECONDS(30) /* and a server that cannot be listened to */
#define REST_MS	 SECONDS(15) /* without a question: memory is given back */
#define DEADLINE SECONDS(10) /* a person waits for it */
#define STACK	 (512u << 10) /* bytes */

struct queue {
	struct job *first, **last;
};

struct lane {
	struct lane_options o;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t over; /* the thread is gone */
	int call[2];	     /* a pipe: there is something to do */
	struct queue todo, finished;
	struct job *running;
	struct db *db; /* owned by the thread; db_cancel from the loop */
	bool stop, rung, came, gone;
	msec rest_at; /* the thread's own; 0: at rest */
	/* The loop's own. */
	size_t sent, done;
	msec oldest;
};

struct job *
job_new(size_t size)
{
	struct job *j = calloc(1, size);

	if (j == NULL)
		die("out of memory");
	return j;
}

void
job_free(struct job *j)
{
	arena_done(&j->arena);
	arena_done(&j->own);
	free(j);
}

static void
put(struct queue *q, struct job *j)
{
	j->next = NULL;
	*q->last = j;
	q->last = &j->next;
}

static struct job *
take(struct queue *q)
{
	struct job *j = q->first;

	if (j != NULL && (q->first = j->next) == NULL)
		q->last = &q->first;
	return j;
}

/* ---- the lane's thread -------------------------------------------------- */

static void
set_db(struct lane *l, struct db *db)
{
	pthread_mutex_lock(&l->lock);
	l->db = db;
	pthread_mutex_unlock(&l->lock);
}

/* A server that somebody else is at is left before it is entered. */
static bool
is_open(struct lane *l, struct house *h, const struct job *j)
{
	struct db *db = h->core.db;

	if (db == NULL)
		return false;
	if (j->user.len == 0 || db_engine(db) == ENGINE_SQLITE ||
	    str_eq(db_session_role(db), j->user))
		return true;
	set_db(l, NULL);
	house_close(h);
	return false;
}

static enum err
open_once(struct lane *l, struct house *h, struct job *j)
{
	enum err rc;

	if (is_open(l, h, j))
		return OK;
	if (j->user.len > 0) {
		h->how.user = j->user.s;
		h->how.password = j->password.s;
	}
	rc = house_open(h, h->how.as != NULL ? HOUSE_WORK : HOUSE_DOOR);
	h->how.user = h->how.password = NULL;
	if (rc == OK) {
		db_deadline(h->core.db, DEADLINE);
		set_db(l, h->core.db);
	} else {
		j->fault = h->core.fault;
	}
	return rc;
}

static void
run(struct lane *l, struct house *h, struct job *j)
{
	struct core *c = &h->core;
	msec began = clock_mono();

	j->rc = open_once(l, h, j);
	j->closed = j->rc != OK;
	if (h->slow > 0)
		(void)poll(NULL, 0, (int)h->slow);
	if (j->rc == OK) {
		c->fault = (struct fault){ .code = OK };
		j->rc = j->run(c, j);
		j->fault = c->fault;
		core_rest(c);
	}
	j->took = clock_mono() - began;
}

static void
listen(struct lane *l, struct core *c)
{
	bool rung = false, came = false;

	if (c->db == NULL || db_bell(c->db, &rung) != OK)
		return;
	came = presence_came(c, rung);
	if (!rung && !came)
		return;
	pthread_mutex_lock(&l->lock);
	l->rung |= rung;
	l->came |= came;
	pthread_mutex_unlock(&l->lock);
	l->o.wake(l->o.u);
}

static struct job *
next(struct lane *l)
{
	struct job *j;

	pthread_mutex_lock(&l->lock);
	j = l->running = take(&l->todo);
	pthread_mutex_unlock(&l->lock);
	return j;
}

/* How long nothing may happen, and the socket the doorbell comes on. Jobs that
 * were done may have read it already: it is asked before we wait. */
static int
patience(const struct lane *l, struct core *c, int *fd)
{
	msec left = l->rest_at - clock_mono();

	*fd = -1;
	if (c->db == NULL)
		return -1;
	if (db_engine(c->db) == ENGINE_SQLITE)
		return BELL_MS;
	*fd = db_bell_fd(c->db);
	if (l->rest_at == 0)
		left = *fd >= 0 ? -1 : LOST_MS;
	else if (left < 0)
		left = 0;
	return (int)left;
}

/* Whoever looks at a screen for long needs no pages of the database, and what
 * the last answers were made of is gone. */
static void
rest(struct lane *l, struct core *c)
{
	if (l->rest_at == 0 || clock_mono() < l->rest_at)
		return;
	l->rest_at = 0;
	if (c->db != NULL)
		db_rest(c->db);
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

/* Until there is a job or the bell is to be asked. */
static void
await(struct lane *l, struct core *c)
{
	struct pollfd on[2] = { { .fd = l->call[0], .events = POLLIN } };
	char sink[64];
	int ms;

	if (c->db != NULL && db_engine(c->db) != ENGINE_SQLITE)
		listen(l, c);
	ms = patience(l, c, &on[1].fd);
	on[1].events = POLLIN;
	if (poll(on, on[1].fd >= 0 ? 2 : 1, ms) > 0 && on[0].revents != 0)
		while (read(l->call[0], sink, sizeof(sink)) > 0)
			;
}

static void
finish(struct lane *l, struct job *j)
{
	bool silent;

	pthread_mutex_lock(&l->lock);
	l->running = NULL;
	silent = j->silent && j->rc == OK; /* ours no more once it is there */
	put(&l->finished, j);
	pthread_mutex_unlock(&l->lock);
	if (!silent)
		l->o.wake(l->o.u);
}

static bool
stopped(struct lane *l)
{
	bool stop;

	pthread_mutex_lock(&l->lock);
	stop = l->stop;
	pthread_mutex_unlock(&l->lock);
	return stop;
}

static void *
work(void *u)
{
	struct lane *l = u;
	struct house h;
	struct job *j;

	house_init(&h, &l->o.house);
	for (;;) {
		if ((j = next(l)) == NULL && stopped(l))
			break;
		if (j == NULL) {
			await(l, &h.core);
			if (h.core.db != NULL &&
			    db_engine(h.core.db) == ENGINE_SQLITE)
				listen(l, &h.core);
			rest(l, &h.core);
			continue;
		}
		if (!j->quiet)
			l->rest_at = clock_mono() + REST_MS;
		run(l, &h, j);
		finish(l, j);
		if (h.core.nlooked > 0)
			customer_looks(&h.core); /* nobody waits for it */
	}
	set_db(l, NULL);
	house_close(&h);
	pthread_mutex_lock(&l->lock);
	l->gone = true;
	pthread_cond_broadcast(&l->over);
	pthread_mutex_unlock(&l->lock);
	return NULL;
}

/* ---- the loop's side ---------------------------------------------------- */

static void
call(struct lane *l)
{
	ssize_t n = write(l->call[1], "", 1);

	(void)n; /* full: it has been called already */
}

static void
init_lock(struct lane *l)
{
	pthread_condattr_t attr;

	pthread_mutex_init(&l->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&l->over, &attr);
	pthread_condattr_destroy(&attr);
}

/* A small stack: a console is one of a hundred on its machine. */
static int
start(struct lane *l)
{
	pthread_attr_t attr;
	int rc;

	if (pipe2(l->call, O_CLOEXEC | O_NONBLOCK) != 0)
		return errno;
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	rc = pthread_create(&l->thread, &attr, work, l);
	pthread_attr_destroy(&attr);
	return rc;
}

enum err
lane_open(struct lane **out, const struct lane_options *o, struct fault *f)
{
	struct lane *l = calloc(1, sizeof(*l));
	int rc;

	if (l == NULL)
		die("out of memory");
	l->o = *o;
	l->todo.last = &l->todo.first;
	l->finished.last = &l->finished.first;
	init_lock(l);
	if ((rc = start(l)) != 0) {
		free(l);
		return fail(f, ERR_IO, _("no thread for the database: %s"),
		    strerror(rc));
	}
	*out = l;
	return OK;
}

void
lane_send(struct lane *l, struct job *j)
{
	j->sent = clock_mono();
	if (!j->quiet && l->sent == l->done)
		l->oldest = j->sent;
	l->sent += j->quiet ? 0 : 1;
	pthread_mutex_lock(&l->lock);
	put(&l->todo, j);
	pthread_mutex_unlock(&l->lock);
	call(l);
}

bool
lane_finish(struct lane *l)
{
	struct job *j, *next;
	bool rung;

	pthread_mutex_lock(&l->lock);
	j = l->finished.first;
	l->finished.first = NULL;
	l->finished.last = &l->finished.first;
	rung = l->rung;
	l->rung = false;
	pthread_mutex_unlock(&l->lock);
	for (; j != NULL; j = next) {
		next = j->next;
		if (!j->quiet) {
			l->done++;
			l->oldest = clock_mono();
		}
		j->done(j);
	}
	return rung;
}

bool
lane_came(struct lane *l)
{
	bool came;

	pthread_mutex_lock(&l->lock);
	came = l->came;
	l->came = false;
	pthread_mutex_unlock(&l->lock);
	return came;
}

void
lane_cancel(struct lane *l)
{
	struct job *j;

	pthread_mutex_lock(&l->lock);
	while ((j = take(&l->todo)) != NULL) {
		j->rc = fail(&j->fault, ERR_CANCELLED,
		    _("stopped; nothing was changed"));
		put(&l->finished, j);
	}
	if (l->running != NULL && l->db != NULL)
		db_cancel(l->db);
	pthread_mutex_unlock(&l->lock);
	l->o.wake(l->o.u);
}

size_t
lane_busy(const struct lane *l, msec *oldest)
{
	*oldest = l->sent == l->done ? 0 : clock_mono() - l->oldest;
	return l->sent - l->done;
}

/* What came back after the loop had stopped, or was never begun. */
static void
drop(struct queue *q)
{
	for (struct job *j; (j = take(q)) != NULL;)
		job_free(j);
}

void
lane_close(struct lane *l, msec limit)
{
	struct timespec until;
	bool gone;
	int late = 0;

	if (l == NULL)
		return;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += limit / 1000;
	until.tv_nsec += limit % 1000 * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_mutex_lock(&l->lock);
	l->stop = true;
	call(l);
	while (!l->gone && late == 0)
		late = pthread_cond_timedwait(&l->over, &l->lock, &until);
	gone = l->gone;
	pthread_mutex_unlock(&l->lock);
	if (!gone) { /* a stuck database: the process ends without it */
		pthread_detach(l->thread);
		log_warn("work.stuck ms=%lld", (long long)limit);
		return;
	}
	pthread_join(l->thread, NULL);
	drop(&l->todo);
	drop(&l->finished);
	pthread_cond_destroy(&l->over);
	close(l->call[0]);
	close(l->call[1]);
	pthread_mutex_destroy(&l->lock);
	free(l);
}
