/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulletin.h - what the people of a team must read: dated, written by who may
 * send notices, and who has read it when.
 *
 * A bulletin is for a team or for everybody, until it is retired or its time
 * is over. Who wrote it need not read it. It is owed by each until they say
 * that they read it; reading needs no right.
 * Events bulletin.write, bulletin.read, bulletin.retire.
 */
#ifndef CORE_BULLETIN_H
#define CORE_BULLETIN_H

#include "core/core.h"
#include "queries.h"

struct bulletin_new {
	struct str title; /* 1..120 bytes */
	struct str text;  /* 1..8000 bytes, several lines */
	struct str team;  /* empty: everybody, which needs the scope "all" */
	msec until;	  /* 0: until it is retired */
};
/* MAY_NOTICE_SEND, for a team within its scope. *number is what people say. */
MUST_CHECK enum err bulletin_write(struct core *, const struct bulletin_new *,
    struct id *id, int64_t *number);
/* Its author, or who may send to everybody: nobody has to read it any more. */
MUST_CHECK enum err bulletin_retire(struct core *, int64_t number);
/* Read by the acting person. ERR_INVALID: it was read, or is not theirs. */
MUST_CHECK enum err bulletin_read(struct core *, int64_t number);

/* For the acting person, unread first; `all` also what ended. Who may send to
 * everybody sees those of all teams. limit 0: 50. */
MUST_CHECK enum err bulletin_list(struct core *, struct arena *, bool all,
    int64_t limit, struct rows_bulletin_list *);
/* ERR_NOT_FOUND: there is none, or it is none of one's. */
MUST_CHECK enum err bulletin_get(struct core *, struct arena *, int64_t number,
    struct row_bulletin_list *);
/* How many the acting person owes to read. */
MUST_CHECK enum err bulletin_unread(struct core *, int64_t *n);
/* Who must read it and when they did, those who have not first. Its author, or
 * who may send to everybody. */
MUST_CHECK enum err bulletin_people(struct core *, struct arena *,
    int64_t number, struct rows_bulletin_people *);

#endif
