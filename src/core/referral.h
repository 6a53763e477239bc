/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral.h - a ticket lent to another team: legs, their answers, and what a
 * ticket's way through the house has cost.
 *
 * A leg is one loan. The team that sends it keeps the ticket and the promise
 * to the customer; the team that is asked sees and works on the ticket, and
 * promises two things of its own, in its own hours: to accept and to complete
 * (a policy with `team =`). One leg is open on a ticket at a time; parallel
 * work is a child ticket. While it is with the other team the ticket is
 * `referred`; returned for information it is `open` again and the time is the
 * sender's; parked, it waits for whom it was parked for.
 *
 * Which answer leads where, and whose it is, is the table in referral_state.c.
 * Every function writes one event of the ticket, kind referral.VERB, and can
 * be undone. ERR_INVALID: no leg is open, the move is not in the table, a
 * reason that is none, an empty text where words are due. ERR_DENIED: the
 * answer is the other side's. ERR_CONFLICT as in ticket.h.
 */
#ifndef CORE_REFERRAL_H
#define CORE_REFERRAL_H

#include "core/explain.h"
#include "core/ticket.h"

/* ---- the table of moves (referral_state.c) -------------------------------- */

enum referral_side {
	REFERRAL_SENDER,  /* the ticket's team or owner */
	REFERRAL_RECEIVER /* the team that was asked */
};
struct referral_move {
	const char *verb, *from, *to; /* states of a leg */
	enum referral_side side;
	enum may may;
};
extern const struct referral_move referral_moves[];
extern const size_t nreferral_moves;

const struct referral_move *referral_move_find(const char *verb,
    struct str from);
/* "accept, return, transfer": what is possible from this state; "" for a leg
 * that is over. */
struct str referral_move_list(struct arena *, struct str from);
/* Rejected, completed, recalled or transferred. */
bool referral_over(struct str state);

/* row_referral_reasons: verb, code, name, position. `verb` is "send" (also for
 * transfers), "reject" or "return". */
MUST_CHECK enum err referral_reasons(struct core *, struct arena *,
    const char *verb, struct rows_referral_reasons *);

/* ---- will it fit? --------------------------------------------------------- */

#define REFERRAL_RESERVE MINUTES(60) /* where the team's policy says none */
#define REFERRAL_WAYS	 3

struct referral_way { /* with another priority it would */
	int64_t priority;
	msec complete_at, complete_ms;
	msec slack_ms;
};
struct referral_guard {
	struct str team, team_name;
	bool promised;	     /* the team has a policy; without, all fits */
	struct str policy;   /* NAME@DIGEST, or "" */
	struct str calendar; /* its name */
	struct str zone;     /* the receiver's */
	msec accept_at;	     /* 0: not promised */
	msec accept_ms;	     /* open time of the receiver */
	msec complete_at, complete_ms;
	msec customer_at; /* what the customer is promised; 0: nothing */
	enum promise_kind customer_kind;
	struct str customer_zone;
	msec reserve_ms; /* to be left, in the customer's working time */
	/* Between the two, in the customer's working time; negative: late. */
	msec slack_ms;
	bool fits;	/* slack_ms >= reserve_ms */
	msec latest_at; /* completed by then it fits; 0: it cannot */
	msec latest_ms; /* the receiver's open time from now until then */
	struct referral_way ways[REFERRAL_WAYS];
	size_t nways; /* higher priorities with which it fits */
};
/* MAY_TICKET_READ: what would be, if this team got the ticket now with this
 * priority (0: as it is). Nothing is saved. The promise looked at is the first
 * due of those that end with the ticket. */
MUST_CHECK enum err referral_guard(struct core *, struct arena *,
    struct id ticket, struct str team, int64_t priority,
    struct referral_guard *);
/* The same for n teams at once: out[i][0] with the priority as it is, [1] to
 * [4] with that one. The teams' names are not told. */
MUST_CHECK enum err referral_guards(struct core *, struct arena *,
    struct id ticket, const struct str *teams, size_t n,
    struct referral_guard (*out)[5]);
/* The same within a body or a what-if. */
MUST_CHECK enum err referral_fit(struct core *, struct policies *,
    struct clock_set *, struct str team, int64_t priority, msec at,
    struct referral_guard *);

/* ---- to send and to answer ------------------------------------------------ */

struct referral_new {
	struct str team;   /* a code, not the team that has it */
	struct str reason; /* a code of "send" */
	struct str ask;	   /* 1..2000 bytes: what they are to do */
	int64_t priority;  /* 0: as it is; MAY_TICKET_EDIT for another */
	bool despite;	   /* though it does not fit: kept with the leg */
};
/*
 * MAY_TICKET_REFER; the ticket is new or open. The team hears of it. *id gets
 * the leg. ERR_INVALID with the sentence of the guard when it does not fit and
 * `despite` is not said.
 */
MUST_CHECK enum err referral_send(struct core *, struct id ticket,
    const struct referral_new *, int64_t version, struct id *id);
/* Would it be refused, whatever is asked? For a form, before it is filled in. */
MUST_CHECK enum err referral_may_send(struct core *, struct id ticket);
/* The team that was asked passes it on: its leg ends and another begins, with
 * that team's own targets. */
MUST_CHECK enum err referral_transfer(struct core *, struct id ticket,
    const struct referral_new *, int64_t version, struct id *id);

/* Would this answer be refused, whatever is said with it? The verb is one of
 * referral_moves. */
MUST_CHECK enum err referral_may(struct core *, struct id ticket,
    const char *verb);

struct referral_answer {
	struct str reason; /* of reject and return: a code */
	struct str text;   /* needed but for accept, recall and hand */
	struct id agent;   /* accept, hand: who takes it; none: oneself */
};
/*
 * `verb` is accept, reject, return, resend, complete, recall or hand, on the
 * leg that is open.
 *
 * hand: what was accepted goes on in other hands of its team, with the clocks
 * it has. Anybody of the team takes it; it is given to a third person by who
 * has it, who leads the team, or MAY_TICKET_ASSIGN over a branch or more (else
 * ERR_DENIED). ERR_INVALID: nobody has it yet, that person has it, or is not of
 * the team. Who had it and who gets it hear of it.
 */
MUST_CHECK enum err referral_do(struct core *, const char *verb,
    struct id ticket, const struct referral_answer *, int64_t version);

/* ---- to look at ----------------------------------------------------------- */

struct referral_filter {
	bool desk;	    /* asked of the acting person's teams */
	struct str to;	    /* asked of this team */
	struct str from;    /* sent by this team */
	struct str kind;    /* open ones of a figure of the board, to `to` or
			     * any: one of referral_kinds */
	msec at;	    /* with kind: late as of then; 0: now */
	bool past;	    /* also those that are over, newest first */
	bool ping_pong;	    /* only those that went to and fro; past too */
	int64_t limit;	    /* 0: 50; most 500 */
	int64_t after_rank; /* the last row's rank (past: sent_at) and id */
	struct id after;
};
/* Open legs, the most urgent first. MAY_TICKET_READ. row_referral_rows. */
MUST_CHECK enum err referral_list(struct core *, struct arena *,
    const struct referral_filter *, struct rows_referral_rows *);
/* The board: how many open legs each team has, by what they wait for. `key` is
 * made of the team's code. The kinds in the order of the figures. */
#define REFERRAL_KINDS 5
extern const char *const referral_kinds[REFERRAL_KINDS];
struct board_referral {
	struct id key;
	struct str team, name;
	int64_t kind[REFERRAL_KINDS], sum;
	msec oldest_at;
};
struct board_referrals {
	msec at;
	struct board_referral *v; /* the most late on top, then by sum */
	size_t n;
	struct board_referral all;
};
/* MAY_TICKET_READ (board_referral.c). */
MUST_CHECK enum err board_referrals(struct core *, struct arena *,
    struct board_referrals *);

/* The most urgent clock of the open leg of each of n tickets, as promise_of()
 * does it. */
MUST_CHECK enum err promise_of_legs(struct core *, struct arena *,
    const struct id *tickets, size_t n, struct promise *);

struct referral_share {
	struct str holder; /* a team's name, "customer" or "third-party" */
	msec counted;	   /* adds up to the clock's used_ms - adjusted */
	msec shown;	   /* in whole minutes, as its ledger shows it */
	int permille;	   /* adds up to 1000 */
};
/* Moves of the table, in its order. */
struct referral_answers {
	const struct referral_move **v;
	size_t n, cap;
};
struct referral_chain {
	struct rows_referral_chain legs;
	struct promises clocks;		 /* accept and complete of each leg */
	struct referral_answers answers; /* what one may do now */
	enum promise_kind kind;		 /* of the clock that is shared out */
	struct str calendar; /* it is measured in; "": nothing is promised */
	msec used_ms;
	struct referral_share *shares;
	size_t nshares;
	struct str holder; /* who has it now */
};
/* MAY_TICKET_READ: every leg of a ticket, and what each holder has cost. */
MUST_CHECK enum err referral_chain(struct core *, struct arena *,
    struct id ticket, struct referral_chain *);

/* MAY_TICKET_READ: the ticket that was lent, by the id of a leg in sight; else
 * `ref` is taken for a ticket's own number. */
MUST_CHECK enum err referral_ticket(struct core *, struct str ref,
    struct id *ticket);

/* What the acting person may answer on a leg: nothing when it is over, or the
 * others' turn. */
MUST_CHECK enum err referral_answers(struct core *, struct arena *,
    const struct row_ticket_get *, const struct row_referral_chain *,
    struct referral_answers *);

/* Whose turn it is on the open leg of a ticket; no state: none is open. */
struct referral_turn {
	struct str state; /* of the leg; in the core's scratch */
	struct id owner;  /* who is to do it, or has it */
	bool asked, sent; /* the acting person answers for that side */
};
/* The same of many, tickets in sight: one query, none for none. */
MUST_CHECK enum err referral_turns(struct core *, const struct id *tickets,
    size_t n, struct referral_turn *);

/* ---- in bodies ------------------------------------------------------------ */

/* A ticket that came back for information is its own team's to go on with:
 * ERR_DENIED to who was asked. */
MUST_CHECK enum err referral_theirs(struct core *, const struct write *,
    const struct row_ticket_take *);
/* Whose a ticket is that is lent, its own team says: ERR_DENIED to who was
 * asked. */
MUST_CHECK enum err referral_keeps(struct core *, const struct write *,
    const struct row_ticket_take *);
/* A ticket that was parked goes on: referred, when it is with another team. */
MUST_CHECK enum err referral_resumes(struct core *, struct row_ticket_take *);
/* A ticket that is lent does not end: ERR_INVALID says who ends its leg. */
MUST_CHECK enum err referral_blocks(struct core *, const struct write *,
    const struct row_ticket_take *);
/* A ticket is about to end: its open leg ends as `how` says ("recall",
 * "complete"), or ERR_INVALID when nothing is said. */
MUST_CHECK enum err referral_release(struct core *, struct write *,
    struct row_ticket_take *, struct str how);

#endif
