/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction.h - one conversation on any channel: start, hold, wrap up,
 * outcome; and the matters it was about.
 *
 * waiting -> talking <-> held -> wrap-up -> closed. A contact that ends while
 * it waits is closed at once as "abandoned". Each state is a row of `stay` of
 * kind "interaction"; wait, talk, hold and wrap are sums of those spans.
 *
 * Reading is MAY_INTERACTION_READ, writing MAY_INTERACTION_HANDLE. A move that
 * the state does not allow is ERR_INVALID and says which are possible.
 */
#ifndef CORE_INTERACTION_H
#define CORE_INTERACTION_H

#include "core/core.h"
#include "queries.h"

struct interaction_new {
	struct id customer;   /* or none, and then: */
	struct str caller;    /* number or name of who calls; 0..200 bytes */
	struct str channel;   /* phone whatsapp email chat web branch letter */
	struct str direction; /* "in" (also when empty), "out" */
	struct str queue, subject; /* may be empty; 60, 200 bytes */
	bool waiting; /* in a queue; else the acting person talks */
};

/* Event interaction.start; *id gets the contact. */
MUST_CHECK enum err interaction_start(struct core *,
    const struct interaction_new *, struct id *id);
/* waiting -> talking, by the acting person. */
MUST_CHECK enum err interaction_answer(struct core *, struct id);
MUST_CHECK enum err interaction_hold(struct core *, struct id);
MUST_CHECK enum err interaction_resume(struct core *, struct id);
/* The conversation is over: wrap-up begins. */
MUST_CHECK enum err interaction_end(struct core *, struct id);
/* Closed with its outcome (1..60 bytes, "resolved", "callback" …). One that
 * is still talked or held ends first, with no wrap-up. */
MUST_CHECK enum err interaction_close(struct core *, struct id,
    struct str outcome);

/* Words about it; while it is open or afterwards. */
MUST_CHECK enum err interaction_note(struct core *, struct id, struct str text);
/* It was about this leaf too; `ticket` may be none. Closed or not. */
MUST_CHECK enum err interaction_typify(struct core *, struct id,
    struct str typification, struct id ticket);
/* It is with this customer. */
MUST_CHECK enum err interaction_attach(struct core *, struct id,
    struct id customer);

MUST_CHECK enum err interaction_get(struct core *, struct arena *, struct id,
    struct row_interaction_get *);
/* What a person calls it: "I-1042", "1042" or the id. ERR_NOT_FOUND. */
MUST_CHECK enum err interaction_id(struct core *, struct str ref, struct id *);
MUST_CHECK enum err interaction_matters(struct core *, struct arena *,
    struct id, struct rows_matter_list *);

struct interaction_filter {
	struct id customer, owner; /* none: any */
	struct str states;	   /* "talking,held"; empty: any */
	struct str channel, queue; /* empty: any */
	int64_t limit;		   /* 0: 50; most 500 */
	msec before_at;		   /* the last row's started_at and id: */
	struct id before;	   /* the page after it */
};
/* Newest first. */
MUST_CHECK enum err interaction_list(struct core *, struct arena *,
    const struct interaction_filter *, struct rows_interaction_rows *);

#endif
