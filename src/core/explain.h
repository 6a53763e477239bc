/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain.h - the ledger of a clock: every stretch of it, what counted and why,
 * who held the ticket, and the running sum, out of the events alone; and what
 * would be, if.
 */
#ifndef CORE_EXPLAIN_H
#define CORE_EXPLAIN_H

#include "core/promise_keep.h"

struct ledger_row {
	msec from, to;
	msec counted, sum; /* to - from or 0; and counted up to `to` */
	/* In whole minutes, as they are shown: what the sum grows by, and what
	 * the time since the clock began grows by. So both add up, and what is
	 * over changes no more. */
	msec grows, length;
	enum sla_why why;  /* SLA_OPEN counts */
	bool foreseen;	   /* after now: as it will be if nothing happens */
	struct str holder; /* who has it: a name, or "customer" … */
	struct str reason; /* of a pause, or the holiday's name */
	int64_t event;	   /* what began this stretch; 0: nothing of the log */
	msec event_at;	   /* when that was; 0: nothing did */
};
struct ledger_share {
	struct str holder;
	msec counted; /* shares add up to used_ms - adjusted */
	msec shown;   /* of its rows, what they grow by */
};
struct ledger_shares {
	struct ledger_share *v;
	size_t n, cap;
};
struct ledger {
	int64_t number;
	enum promise_kind kind;
	int64_t round, cycle;
	enum clock_state state;
	struct str policy, calendar, zones; /* NAME@…, zone-data version */
	msec now, start_at, target_ms, used_ms, left_ms;
	msec due_at, met_at, breached_at;
	msec ended_at;	      /* cancelled, or 0 */
	bool unanswered;      /* by a resolution without an answer */
	msec adjusted;	      /* put in or out by a changed promise; mostly 0 */
	bool by_change;	      /* missed because the promise was changed */
	bool same;	      /* the stored clock is the same */
	struct str missed_by; /* who held it when it was missed, or "" */
	VEC(struct ledger_row) rows;
	struct ledger_shares shares; /* of persons, or of teams */
	struct ledger_shares teams;  /* the same by team or party */
};

/*
 * MAY_TICKET_READ. `kind` is a promise_kind_name(), or empty for the most
 * urgent that is owed, else the last that was done. ERR_NOT_FOUND when the
 * ticket has no such clock.
 */
MUST_CHECK enum err promise_explain(struct core *, struct arena *,
    struct id ticket, struct str kind, struct ledger *);

/* ---- what if -------------------------------------------------------------- */

struct whatif {
	msec park_until;  /* or 0 */
	struct str refer; /* a team's code, or empty */
	int64_t priority; /* or 0 */
};
struct whatif_row {
	enum promise_kind kind;
	msec due_at, would_at; /* 0: paused, or no such clock */
	bool begins, ends;     /* not promised as it is; would be no more */
	bool late_at_once;
};
struct whatifs {
	struct whatif_row *v;
	size_t n, cap;
	bool refers;			     /* another team was named */
	msec leg_accept_at, leg_complete_at; /* the team's own, or 0 */
	msec reserve_ms; /* between the team's due and the customer's, in the
			    customer's working time; negative: too late */
	bool tight;	 /* refer: less than the team's reserve is left */
	msec latest_at;	 /* refer: completed by then it would fit; or 0 */
	msec latest_ms;	 /* the team's open time until then */
};
/* MAY_TICKET_READ; nothing is saved. */
MUST_CHECK enum err promise_whatif(struct core *, struct arena *,
    struct id ticket, const struct whatif *, struct whatifs *);

/* ---- before there is a ticket --------------------------------------------- */

struct foreseen {
	enum promise_kind kind;
	msec due_at; /* never 0 */
};
struct foreseens {
	struct foreseen *v;
	size_t n, cap;
	struct str policy; /* its name; "" when nothing is promised */
};
/*
 * What a ticket would be promised that is made now, of this typification,
 * priority, segment, channel and branch; the rest of the row is not looked at.
 * MAY_TICKET_CREATE; nothing is saved.
 */
MUST_CHECK enum err promise_foresee(struct core *, struct arena *,
    const struct row_promise_case *, struct foreseens *);

#endif
