/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * escalation.h - levels: what was reached, who is told of it and when, who
 * took notice.
 *
 * A level is told once in a clock's cycle. Whom: the policy's level says it;
 * who is away is stood in for by a substitute, and when nobody is left the
 * next higher are told. When: at once, or when the person's own hours begin
 * (quiet hours), except from 100 % on for an urgent priority. Acknowledging a
 * level stops its repeats, nothing else.
 */
#ifndef CORE_ESCALATION_H
#define CORE_ESCALATION_H

#include "core/promise_keep.h"

/* Whom to call beside the ladder (kind "functional"): who leads a team, or
 * without such all of it; or who has a skill, of the ticket's branch where there
 * is somebody, the best ten. Both may be empty: then it is the ladder. */
struct escalate_to {
	struct str team, skill;
};

/*
 * By hand: MAY_TICKET_EDIT, event ticket.escalate. With `to` NULL the team's
 * lead is told, the next time the supervisor, then the manager; no clock is
 * touched. `reason` 1..200 bytes. ERR_INVALID on a ticket in which nothing is
 * owed, and when there is nobody to call.
 */
MUST_CHECK enum err ticket_escalate(struct core *, struct id,
    const struct escalate_to *to, struct str reason, int64_t version);

struct escalation_filter {
	struct id ticket; /* none: all that one may see */
	bool open;	  /* not acknowledged */
	msec before_at;	  /* 0: from the newest */
	int64_t limit;	  /* 0: 50; most 500 */
};
/* MAY_TICKET_READ; the newest first. */
MUST_CHECK enum err escalation_list(struct core *, struct arena *,
    const struct escalation_filter *, struct rows_escalation_list *);
/* MAY_TICKET_EDIT, event ticket.ack: one level of a ticket, or all (0).
 * ERR_INVALID when there is none that waits for it. */
MUST_CHECK enum err escalation_ack(struct core *, struct id ticket,
    int64_t level);

/* Who is away from `from` until `to`, and who stands in. MAY_STATE_SET, beyond
 * own for another person. Event agent.substitute. */
MUST_CHECK enum err substitute_set(struct core *, struct id agent,
    struct id instead, msec from, msec to);
MUST_CHECK enum err substitute_list(struct core *, struct arena *,
    struct rows_substitute_list *);
/* In which calendar's hours a person is told of levels; empty: at any. The
 * same right, event agent.quiet. */
MUST_CHECK enum err quiet_set(struct core *, struct id agent,
    struct str calendar);

/* Whom the next call by hand is told to: TELL_LEAD, _SUPERVISOR, _MANAGER.
 * MAY_TICKET_READ. */
MUST_CHECK enum err escalation_next(struct core *, struct id ticket,
    unsigned *tell);

/* ---- for the sweep, in bodies ------------------------------------------------ */

struct escalation {
	struct id id, ticket;
	struct str kind; /* of the clock; "" by hand, "functional" */
	int64_t round, cycle, level, again;
	struct str share, reason;
	msec reached_at;
	unsigned tell;
	bool loud; /* at any hour */
	/* Functional: whom instead of `tell`; both STR_NONE otherwise. */
	struct str to_team, to_skill;
};
/* A row and its deliveries; *made is false when that level was told before. */
MUST_CHECK enum err escalation_make(struct core *, struct write *,
    struct policies *, const struct row_promise_case *,
    const struct escalation *, bool *made);

#endif
