/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promise.h - what is promised on a ticket, as far as it is read: how much
 * working time is left, whether it runs, and what is most urgent.
 *
 * A clock's row is a cache of the ticket's events (clock.h); here it is put
 * together with its calendar as of one instant. Spans are working time of the
 * clock's own calendar. Without a policy there are no clocks and no promise.
 */
#ifndef CORE_PROMISE_H
#define CORE_PROMISE_H

#include "core/ticket.h"

/* How a promise stands. The order is that of urgency, the worst first. */
enum promise_sign {
	PROMISE_LATE, /* past its due, still owed */
	PROMISE_SOON, /* a quarter or less is left */
	PROMISE_HALF, /* half or more is used */
	PROMISE_OK,
	PROMISE_CLOSED,	    /* not late; its calendar is closed just now */
	PROMISE_PAUSED,	    /* stands still: due_at is 0 */
	PROMISE_MISSED,	    /* done, but late; or never given: met_at is 0 */
	PROMISE_MET,	    /* done in time */
	PROMISE_UNANSWERED, /* off: resolved in time, without an answer */
	PROMISE_NONE	    /* nothing is promised, or it was cancelled */
};

enum promise_kind {
	PROMISE_FIRST_RESPONSE,
	PROMISE_NEXT_RESPONSE,
	PROMISE_PERIODIC_UPDATE,
	PROMISE_PAUSABLE_UPDATE,
	PROMISE_RESOLUTION,
	PROMISE_REQUESTER_WAIT,
	PROMISE_WORK_TIME,
	PROMISE_STATUTORY,
	PROMISE_LEG_ACCEPT,
	PROMISE_LEG_COMPLETE,
	PROMISE_KINDS
};

struct promise {
	struct id ticket;
	bool given;    /* false: nothing is promised */
	int64_t round; /* of this kind on the ticket, from 1 */
	struct id leg; /* of a referral's clocks, else none */
	enum promise_kind kind;
	enum promise_sign sign; /* as of as_of */
	int64_t cycle;
	msec as_of;	  /* when this was read */
	msec target_ms;	  /* working time promised, > 0 */
	msec used_ms;	  /* working time used until as_of */
	msec left_ms;	  /* target - used; negative when late */
	bool runs;	  /* working time passes just now */
	msec day_ms;	  /* a working day of its calendar; 0: not known */
	msec edge_at;	  /* when that changes by itself; 0: never */
	msec start_at;	  /* when it began to count */
	msec due_at;	  /* 0 while paused */
	msec met_at;	  /* when it was done, or 0 */
	msec breached_at; /* when it was missed, or 0 */
	msec until_at;	  /* paused: when it goes on by itself, or 0 */
	bool by_change;	  /* missed only because the promise was changed */
	struct str zone;  /* its calendar's: "America/Santiago" */
	struct str policy, calendar; /* their names */
};

/*
 * The most urgent running clock towards the customer, for each of n tickets
 * and in their order; sign PROMISE_NONE where there is none. One query for all
 * of them; a ticket out of scope has none. MAY_TICKET_READ.
 */
MUST_CHECK enum err promise_of(struct core *, struct arena *,
    const struct id *tickets, size_t n, struct promise *out);

/* Every clock of a ticket: those owed first, the most urgent on top, then the
 * last of each kind that is done, or that a resolution left unanswered. */
struct promises {
	struct promise *v;
	size_t n, cap;
};
MUST_CHECK enum err promise_clocks(struct core *, struct arena *,
    struct id ticket, struct promises *out);
/* The same, with the last of each kind that was cancelled. */
MUST_CHECK enum err promise_had(struct core *, struct arena *, struct id ticket,
    struct promises *out);
/* The accept and complete of every leg it was lent with, as they began; the
 * sign of one that was cancelled is PROMISE_NONE. */
MUST_CHECK enum err promise_leg_clocks(struct core *, struct arena *,
    struct id ticket, struct promises *out);

/* Pure, for drawing between two loads. Right until edge_at, then stands. */
msec promise_left(const struct promise *, msec now);
/* In whole minutes, as it is shown: what is left of the target when the whole
 * minutes used are taken from it. A late one is below 0 at once. */
msec promise_left_shown(const struct promise *, msec now);
msec promise_used(const struct promise *, msec now);
enum promise_sign promise_sign(const struct promise *, msec now);
/* Percent used, 0 and up; above 100 when late. */
int promise_percent(const struct promise *, msec now);

const char *promise_kind_name(enum promise_kind); /* "first_response" */
const char *promise_kind_word(enum promise_kind); /* N_(): "Resolution" */
const char *promise_kind_text(enum promise_kind); /* the same, translated */

/* ---- lists by urgency --------------------------------------------------- */

/*
 * Tickets in which something is owed, the most urgent first: late, then by
 * due, then paused, then without a promise, the oldest first. Of one owner,
 * one team, or both none: whatever the person may see; `desk` is all of the
 * acting person and of the person's teams. Each is a read of one index (desk:
 * one for each team).
 */
struct urgent_filter {
	bool desk;
	struct id owner;
	struct str team;
	int64_t limit;	    /* 0: 50; most 500 */
	int64_t after_rank; /* the last row's `rank` and id: */
	struct id after;    /* the page after it */
};
MUST_CHECK enum err ticket_urgent(struct core *, struct arena *,
    const struct urgent_filter *, struct rows_ticket_rows *);

#endif
