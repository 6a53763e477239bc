/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * event.h - the one append-only event log: change feed, readable history and
 * hash chain at once.
 *
 * An event's hash is SHA-256 over netstrings ("LEN:BYTES,") of, in order:
 * the hash before it, n, recorded_at, happened_at, real_actor, actor, kind,
 * entity, entity_id, version, op, body, values digest. Numbers are decimal,
 * hashes 64 hexadecimal digits; the first hash before is 64 zeros; an actor
 * that is nobody (the program itself) is the empty text. Each value
 * has its own digest: SHA-256 over netstrings of entity, field, old, new, salt
 * (NULL is "-,"); the values digest is SHA-256 over the digests joined, or ""
 * without values. Erasing a value nulls old, new and salt and leaves the chain
 * whole.
 *
 * On SQLite the chain is computed here; on PostgreSQL a trigger that nobody
 * can bypass computes the same.
 */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "base/vec.h"
#include "store/db.h"

struct event_value {
	struct str entity; /* "ticket" */
	struct str field;
	struct str old, new;
	bool old_null, new_null;
};

struct event {
	struct id id;	  /* made by the caller */
	msec recorded_at; /* in: now; never goes back in the log */
	msec happened_at;
	struct id real_actor, actor; /* ID_NONE: the program itself */
	struct str kind;	     /* "ticket.create" */
	struct str entity;	     /* "ticket" */
	struct id entity_id;
	int64_t version; /* of the entity, after */
	struct id op;
	struct str body; /* JSON, ids and counts, no personal data */
	VEC(struct event_value) values;
};

/* Append, as the last statements of the transaction (it locks the head row):
 * *n gets its number. Inside db_tx(TX_WRITE) only. */
MUST_CHECK enum err event_append(struct db *, struct arena *,
    const struct event *, int64_t *n);

struct event_check {
	int64_t n;     /* events walked */
	int64_t bad;   /* the first that does not fit, or 0 */
	char hash[65]; /* the last hash */
	char why[160]; /* what is wrong with `bad` */
};

/* Walk the whole chain. OK also when it is broken: look at `bad`. */
MUST_CHECK enum err event_verify(struct db *, struct event_check *);
/* Also that event `n` still has `hash` (what was kept elsewhere). */
MUST_CHECK enum err event_verify_anchor(struct db *, int64_t n, struct str hash,
    struct event_check *);
/* The head: last number and hash; 0 and 64 zeros when empty. */
MUST_CHECK enum err event_head(struct db *, int64_t *n, char hash[65]);

#endif
