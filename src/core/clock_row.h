/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock_row.h - what an event does to the clocks of its ticket.
 *
 * The one function that both a change and `sla rebuild` go through: given a
 * ticket's clocks and what happened, the clocks after. It knows no database:
 * the same events give the same rows.
 *
 * A clock that runs has used `used_ms` until `since_at` and goes on from
 * there; whatever touches it measures the stretch with the calendar as it was
 * known then and begins the next. So pauses, changed targets and changed
 * calendars are piecewise by construction (SLA.md 4.4, 4.5).
 */
#ifndef CORE_CLOCK_ROW_H
#define CORE_CLOCK_ROW_H

#include "core/policy.h"

/* Ranks of what runs are instants, below this; of what stands, from here on. */
#define CLOCK_RANK_PAUSED INT64_C(4000000000000000)

enum clock_state { CLOCK_RUNNING, CLOCK_PAUSED, CLOCK_MET, CLOCK_CANCELLED };

struct clock_row {
	enum promise_kind kind;
	int64_t round; /* of this kind on the ticket, from 1 */
	int64_t cycle; /* begun anew (restart) or gone on (reopened) */
	struct str leg;
	enum clock_state state;
	struct str policy;   /* NAME@DIGEST */
	struct str calendar; /* NAME@N */
	struct str zones;    /* the zone data it was measured with */
	msec start_at, target_ms, used_ms, since_at;
	msec due_at; /* 0 while paused */
	msec until_at, met_at, breached_at;
	bool by_change;
	int first_met; /* -1: not yet; 0 also when it was never given */
	/* How it was paused, since it began: working time that stood still, how
	 * often it was stopped, and how often with nine tenths or more used. */
	msec paused_ms;
	int64_t pauses, late_pauses;
	int64_t level, next_level;
	msec next_level_at;
	bool dirty;
};

/* What an event tells of a leg (referral.h). */
struct leg_event {
	struct str leg;	   /* its id; empty: nothing is told */
	struct str state;  /* the new one */
	struct str policy; /* of the team, NAME@DIGEST; told when it is sent */
};

struct clock_events;

/* What happened, as its event tells it. */
struct clock_event {
	int64_t n; /* of the log; 0: being written */
	msec at;
	bool created, reply, contact;
	struct str state;	  /* the new one, or empty */
	struct str policy;	  /* the new one's ref, or empty */
	bool no_policy;		  /* it has none any more */
	msec law_at;		  /* the law's term counts from then; or 0 */
	bool reopened;		  /* another cycle began */
	msec until;		  /* of a pause, or 0 */
	bool no_until;		  /* the pause has no end any more */
	struct leg_event legs[2]; /* one, and the one it was passed on to */
	struct str holder, reason, who;	 /* for the ledger */
	struct str team;		 /* the ticket's own now, or empty */
	bool lent_told, lent_owner_told; /* lent, or back; who took it: */
	struct str lent_to, lent_owner;
	/* Another ticket was joined into this one: its clocks, or NULL. */
	const struct clock_row *joined;
	size_t njoined;
	int64_t unjoined; /* joins before it that were taken back */
	const struct clock_events *joined_life; /* its events, and its team */
	struct str joined_team;
};

/* What is in no row, but in the events: the words from which a changed promise
 * begins to count (SLA.md 4.5), and the states since then. */
struct clock_turn {
	msec at, until;
	struct str state;
};
struct clock_words {
	msec asked_at; /* since when the customer waits for an answer; or 0 */
	msec told_at;  /* when the customer was last told something; or 0 */
	VEC(struct clock_turn) turns;
};

struct clock_set {
	struct policies *policies;
	struct arena *arena;
	struct fault *fault;
	struct str state, policy; /* the ticket's, as of the last event */
	struct str leg_state;	  /* of its open leg, or empty */
	struct clock_words words; /* of a set that was played */
	VEC(struct clock_row) rows;
	/* Called before a stretch of a clock ends at `at`; may be NULL. */
	void (*stretch)(void *u, const struct clock_row *, struct calendar *,
	    msec at);
	/* A clock goes on from the beginning of another ticket's, as that was
	 * before the join; may be NULL. */
	void (*taken)(void *u, const struct clock_row *,
	    const struct clock_row *other);
	void *u;
};

/* Running or paused. */
bool clock_owed(const struct clock_row *);
/* Cancelled because the ticket was resolved, and nobody had answered; with a
 * breach it was missed before. */
bool clock_unanswered(const struct clock_set *, const struct clock_row *);
const char *clock_state_name(enum clock_state);
enum clock_state clock_state_find(struct str);

MUST_CHECK enum err clock_step(struct clock_set *, const struct clock_event *);
/*
 * Clocks of another ticket are taken over at `at`: of two of a kind that are
 * owed the one that began earlier counts, as long as the set's policy promises
 * from that beginning on; what only the other owed is owed in the set from then
 * on, a first answer as the next one where one was given (SLA.md 4.9).
 * `unjoined`: joins before this one that were taken back; none of their cycles
 * comes again.
 */
MUST_CHECK enum err clock_adopt(struct clock_set *, const struct clock_row *,
    size_t n, msec at, int64_t unjoined);
/* Working time used until `at` (a running clock counts on). */
MUST_CHECK enum err clock_used(struct clock_set *, const struct clock_row *,
    msec at, msec *used);
/* The calendar a clock is measured with, as known at `at`. */
MUST_CHECK enum err clock_calendar(struct clock_set *, const struct clock_row *,
    msec at, struct calendar **);
/* Which level is told next, and when: to be called when `level` changed. */
MUST_CHECK enum err clock_next(struct clock_set *, struct clock_row *);
/* Had the clock come to a level of its policy at `at`, not before its last
 * change? */
MUST_CHECK enum err clock_reached(struct clock_set *, const struct clock_row *,
    int64_t level, msec at, bool *reached);
/* The level that repeats was acknowledged: no more of it in this cycle. */
void clock_hush(struct clock_row *);
/* A value of an event, when it tells of a leg. */
void clock_leg_value(struct clock_event *, struct str entity, struct str field,
    struct str new);
/* What an event tells of legs: their clocks begin, stand or end. */
MUST_CHECK enum err clock_legs(struct clock_set *, const struct clock_event *);
/* The most urgent clock of a leg that is owed; NULL for none. */
const struct clock_row *clock_first_leg(const struct clock_set *);
/* The open leg's place in lists by urgency. */
int64_t clock_leg_rank(const struct clock_set *, msec sent_at);
/* The most urgent clock towards the customer; NULL for none. */
const struct clock_row *clock_first(const struct clock_set *);
/* The ranks of what stands still (and what is left of it), and of what is
 * promised nothing (and when it was made); below them it is the due. */
#define CLOCK_RANK_PAUSED INT64_C(4000000000000000)
#define CLOCK_RANK_NONE	  INT64_C(8000000000000000)
/* The ticket's place in lists by urgency. */
int64_t clock_rank(const struct clock_set *, msec created_at);

#endif
