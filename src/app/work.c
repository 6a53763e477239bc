/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * work.c - the store thread: jobs in, results out.
 */
#include "app/work.h"

#include <errno.h>
#include <pthread.h>

#include "base/log.h"
#include "core/veil.h"

#define BELL_MS 200 /* how often SQLite is asked for others' commits */

struct queue {
	struct job *first, **last;
};

struct lane {
	struct lane_options o;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct queue todo, finished;
	struct job *running;
	struct db *db; /* owned by the thread; db_cancel from the loop */
	bool stop, rung, gone;
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

static enum err
open_once(struct lane *l, struct house *h, struct fault *f)
{
	enum err rc;

	if (h->core.db != NULL)
		return OK;
	rc = house_open(h, h->how.as != NULL ? HOUSE_WORK : HOUSE_LOOK);
	if (rc == OK)
		set_db(l, h->core.db);
	else
		*f = h->core.fault;
	return rc;
}

static void
run(struct lane *l, struct house *h, struct job *j)
{
	struct core *c = &h->core;
	msec began = clock_mono();

	j->rc = open_once(l, h, &j->fault);
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
	bool rung = false;

	if (c->db == NULL || db_bell(c->db, &rung) != OK || !rung)
		return;
	pthread_mutex_lock(&l->lock);
	l->rung = true;
	pthread_mutex_unlock(&l->lock);
	l->o.wake(l->o.u);
}

/* The next job; NULL when the bell is to be asked. */
static struct job *
await(struct lane *l)
{
	struct timespec until;
	struct job *j;
	int late = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += BELL_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_mutex_lock(&l->lock);
	while (l->todo.first == NULL && !l->stop && late == 0)
		late = l->db == NULL
		    ? pthread_cond_wait(&l->wake, &l->lock)
		    : pthread_cond_timedwait(&l->wake, &l->lock, &until);
	j = l->running = take(&l->todo);
	pthread_mutex_unlock(&l->lock);
	return j;
}

static void
finish(struct lane *l, struct job *j)
{
	pthread_mutex_lock(&l->lock);
	l->running = NULL;
	put(&l->finished, j);
	pthread_mutex_unlock(&l->lock);
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
	while (!stopped(l)) {
		if ((j = await(l)) == NULL) {
			listen(l, &h.core);
			continue;
		}
		run(l, &h, j);
		finish(l, j);
		if (h.core.nlooked > 0)
			customer_looks(&h.core); /* nobody waits for it */
	}
	set_db(l, NULL);
	house_close(&h);
	pthread_mutex_lock(&l->lock);
	l->gone = true;
	pthread_cond_broadcast(&l->wake);
	pthread_mutex_unlock(&l->lock);
	return NULL;
}

/* ---- the loop's side ---------------------------------------------------- */

enum err
lane_open(struct lane **out, const struct lane_options *o, struct fault *f)
{
	struct lane *l = calloc(1, sizeof(*l));
	pthread_condattr_t attr;

	if (l == NULL)
		die("out of memory");
	l->o = *o;
	l->todo.last = &l->todo.first;
	l->finished.last = &l->finished.first;
	pthread_mutex_init(&l->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&l->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&l->thread, NULL, work, l) != 0) {
		free(l);
		return fail(f, ERR_IO, _("no thread for the database: %s"),
		    strerror(errno));
	}
	*out = l;
	return OK;
}

void
lane_send(struct lane *l, struct job *j)
{
	j->sent = clock_mono();
	if (l->sent == l->done)
		l->oldest = j->sent;
	l->sent++;
	pthread_mutex_lock(&l->lock);
	put(&l->todo, j);
	pthread_cond_broadcast(&l->wake);
	pthread_mutex_unlock(&l->lock);
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
		l->done++;
		l->oldest = clock_mono();
		j->done(j);
	}
	return rung;
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
	pthread_cond_broadcast(&l->wake);
	while (!l->gone && late == 0)
		late = pthread_cond_timedwait(&l->wake, &l->lock, &until);
	gone = l->gone;
	pthread_mutex_unlock(&l->lock);
	if (!gone) { /* a stuck database: the process ends without it */
		pthread_detach(l->thread);
		log_warn("work.stuck ms=%lld", (long long)limit);
		return;
	}
	pthread_join(l->thread, NULL);
	pthread_cond_destroy(&l->wake);
	pthread_mutex_destroy(&l->lock);
	free(l);
}
