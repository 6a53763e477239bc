/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pg.h - one PostgreSQL connection that never blocks past its deadline.
 *
 * pg.c waits and pgfault.c tells what went wrong; above them pgbind.c binds
 * values and prepares, pgpipe.c sends several statements in one round trip,
 * pgquery.c runs one, pgconnect.c connects, and postgres.c is the driver on
 * top. Only these see libpq, inside the module `postgres`.
 *
 * A connection belongs to its lane's thread. pg_cancel alone may be called
 * from another: it sets a flag and rings an eventfd, and the lane, which waits
 * on the socket and the eventfd at once, does the rest.
 */
#ifndef STORE_PG_H
#define STORE_PG_H

#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>

#include "store/driver.h"

/* Why a wait was cut short. */
enum pg_stop { PG_GO, PG_CANCELLED, PG_LATE };

/* A statement that goes to the server with the next one: a read whose answer
 * will be wanted, or a write nobody waits for. */
struct pg_asked {
	const struct query *q;
	const struct value *args; /* in asked_arena */
	PGresult *answer;	  /* of a read that was sent */
	bool sent;
	bool prepares, turns; /* what else was sent before it */
};

struct pg {
	PGconn *c;
	bool cut;		     /* given up: connect again */
	PQconninfoOption *options;   /* as given, to connect again */
	char *as;		     /* SET ROLE to this person, or NULL */
	struct str session, current; /* roles, on the heap */
	msec deadline;		     /* of one statement; 0 is never */

	int wake;	      /* eventfd: somebody called pg_cancel */
	pthread_mutex_t lock; /* for the two below */
	bool active;	      /* a statement or transaction runs */
	atomic_bool wanted;   /* …and somebody wants it stopped */

	enum pg_stop stop; /* of the statement that runs */
	msec until;	   /* when to give up; 0 is never */
	pthread_t helper;  /* sends the cancel request */
	bool helping;

	bool in_tx, reading; /* in a transaction; a read-only one */
	bool general;	     /* in it: plans are made for any values */
	bool saving;	     /* what runs now commits */
	bool unconfirmed;    /* the standby did not confirm it */
	bool listening;	     /* redo LISTEN after a reconnect */
	bool missed;	     /* a reconnect may have lost a bell */
	unsigned cursors;    /* open now: names them apart */
	const struct query **prepared;
	size_t nprepared, room;

	const char *owed; /* BEGIN, which goes with the first statement */
	bool ending; /* COMMIT of a read was sent, its answer is not read */
	struct {
		struct pg_asked *v;
		size_t n, cap;
	} asked; /* of this transaction */
	struct arena asked_arena;
	int64_t trips; /* times that the server was waited for */
};

/* Brackets what one pg_cancel may stop: a transaction, or a statement outside
 * one. */
void pg_enter(struct pg *);
void pg_leave(struct pg *);
void pg_cancel(struct pg *);

/*
 * Before a statement is sent: ERR_CANCELLED when the transaction was stopped
 * meanwhile, ERR_BUSY when the connection is lost. Starts the deadline.
 */
MUST_CHECK enum err pg_start(struct pg *, struct fault *);
/* The next result of what was sent, or NULL at its end. Waits, at most until
 * the deadline and a little; a connection that hangs longer is cut. */
PGresult *pg_next(struct pg *);
/* Drain what is left and wait for the cancel request, if one is under way. */
void pg_finish(struct pg *);
/* The cancel request alone: so that a late one cannot hit what comes next. */
void pg_helper_end(struct pg *);
/* Take the answer to a COMMIT that nobody waited for. */
void pg_ended(struct pg *);

/* Wait for the result of what was just sent (`sent` is libpq's answer), check
 * it and drop all after it. *out (may be NULL) is the caller's to clear. */
MUST_CHECK enum err pg_result(struct pg *, int sent, const char *what,
    PGresult **out, struct fault *);

/* OK for a result without an error, else its code and sentence. `what` names
 * the statement in the log. */
MUST_CHECK enum err pg_check(struct pg *, const PGresult *, const char *what,
    struct fault *);
bool pg_lost(const struct pg *);
/* The connection is gone, and the statement was stopped: what that means for
 * what was under way. */
MUST_CHECK enum err pg_gone(const struct pg *, struct fault *);
MUST_CHECK enum err pg_stopped(const struct pg *, struct fault *);
/* After all results: ERR_UNKNOWN when the standby did not confirm a commit. */
MUST_CHECK enum err pg_confirmed(const struct pg *, struct fault *);
/* Run one statement or script without values; drops its rows. */
MUST_CHECK enum err pg_simple(struct pg *, const char *sql, struct fault *);

#endif
