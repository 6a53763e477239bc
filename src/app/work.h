/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * work.h - a lane: one thread, one connection, jobs in order. The only file
 * with a lock.
 *
 * Whole jobs and whole results cross: a job's `run` is called on the lane's
 * thread with the lane's core, its `done` on the loop thread. A job belongs to
 * the lane from lane_send() until `done`, which frees it. Nothing else is
 * shared.
 */
#ifndef APP_WORK_H
#define APP_WORK_H

#include "core/house.h"

struct lane;

struct job {
	/* On the lane: c's database may be slow; results go into `arena`. */
	enum err (*run)(struct core *c, struct job *);
	/* On the loop: rc, fault and arena are final. Must free the job. */
	void (*done)(struct job *);
	void *u;	    /* the sender's own */
	struct arena arena; /* may go on to the model: then it is emptied */
	struct arena own;   /* what goes in, freed with the job */
	enum err rc;
	struct fault fault;
	msec sent, took; /* monotonic */
	/* Who connects to a server, as they typed it: not open yet, or open as
	 * somebody else, it is opened so. NULL: as it is. */
	struct str user, password;
	bool closed; /* there was no database to do it in */
	bool quiet;  /* nobody waits for it: not counted as busy */
	bool
	    silent; /* nor is the loop woken when it went well; run may say so */
	struct job *next;
};

struct job *job_new(size_t size); /* zeroed; struct job is its start */
void job_free(struct job *);

struct lane_options {
	struct house_options house; /* `as` NULL: nobody acts yet */
	/* Called on the lane's thread when something waits for lane_finish. */
	void (*wake)(void *u);
	void *u;
};

/* Starts the thread; the database is opened by it, at the first job. */
MUST_CHECK enum err lane_open(struct lane **, const struct lane_options *,
    struct fault *);
void lane_send(struct lane *, struct job *);
/* Loop thread: run `done` of what is finished. True when the doorbell rang
 * since the last call: somebody else committed. */
bool lane_finish(struct lane *);
/* Did others come to a console or go, since the last call? */
bool lane_came(struct lane *);
/* Stop the job that runs and drop those behind it; each is `done` with
 * ERR_CANCELLED. */
void lane_cancel(struct lane *);
/* Jobs sent and not yet done, and how long the oldest waits (ms). */
size_t lane_busy(const struct lane *, msec *oldest);
/* Waits at most `limit` ms for what was sent, then leaves the thread. */
void lane_close(struct lane *, msec limit);

#endif
