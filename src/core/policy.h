/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * policy.h - promises as text: which ticket is promised what, measured in
 * which calendar, paused by which states, told to whom.
 *
 *	[policy complaint-gold]
 *	rank = 10				the lowest is asked first
 *	typification = complaint, warranty	or anything below them
 *	priority = 1, 2
 *	segment = gold
 *	channel = phone, whatsapp
 *	branch = norte
 *	calendar = santiago-office
 *	first_response = 1h
 *	resolution = 2bd end_of_day
 *	statutory = 10bd end_of_day
 *	calendar.statutory = every-day
 *	pause.resolution = pending-customer, scheduled
 *	level.75% = owner
 *	level.100% = supervisor
 *	level.+240m = manager, repeat
 *	urgent = 1
 *	change = carry
 *	reopen = continue 5bd
 *	courtesy = 2h				or none: courtesy.h
 *	close.pending-customer = 10bd
 *	warn.pending-customer = 3bd, 7bd
 *	close.resolved = 5bd
 *
 * Every line of a match must fit; the first policy that fits is the ticket's.
 * The statutory term is the law's, whoever promises the rest: where the first
 * has none, that of the next that fits and has one counts (policy_for).
 * With `team = …` it is a team's policy for referrals: leg_accept and
 * leg_complete, and nothing else; priority = chooses among a team's policies,
 * and reserve = 60m is the customer's working time that is to be left when a
 * leg is completed. What is left out: levels 50 % (told to
 * nobody: a colour), 75 % owner, 90 % owner and lead, 100 % supervisor, then
 * +60m and each +240m manager; resolution and the updates pause while pending
 * or scheduled, requester_wait not on a third party, work_time runs while new
 * or open, the others always; carry; reopen within 5bd; courtesy = 2h; urgent = 1; nothing closes by itself
 * (closing.h).
 *
 * A policy is a version in setup_version (kind "policy"), never changed and
 * known as NAME@DIGEST. Which were in use at an instant is read once and kept
 * until another is applied.
 */
#ifndef CORE_POLICY_H
#define CORE_POLICY_H

#include "core/promise.h"
#include "core/sla.h"

/* Ticket states as bits, in the order of policy_states. */
unsigned policy_state(struct str state); /* 0 for an unknown one */

enum policy_tell {
	TELL_OWNER = 1,
	TELL_LEAD = 2,
	TELL_SUPERVISOR = 4,
	TELL_MANAGER = 8
};

struct policy_level {
	struct sla_level at;
	struct str share; /* "75%" */
	unsigned tell;	  /* TELL_…; 0: nobody */
	bool repeat;	  /* again each time its `more` has passed */
};

enum policy_reopen {
	REOPEN_CONTINUE, /* what was used stays used */
	REOPEN_RESTART,	 /* from nothing */
	REOPEN_NEVER	 /* a new ticket only */
};

/* What becomes of a ticket that stays in a state: closing.h. */
enum { POLICY_WARNS = 4 };
struct policy_close {
	bool given;
	struct sla_target after;
	struct sla_target warn[POLICY_WARNS]; /* ascending in time */
	size_t nwarn;
};
enum policy_closing {
	CLOSE_RESOLVED, /* it is closed */
	CLOSE_CUSTOMER, /* pending-customer: it is resolved */
	CLOSE_STATES
};

struct policy {
	struct str name, ref; /* ref: NAME@DIGEST, with a law: …+NAME@DIGEST */
	int64_t rank;
	/* Lists of words as ",a,b,", each empty for anything. */
	struct str typification, segment, channel, branch, team;
	unsigned priorities; /* bit 1..4; 0: any */
	bool has[PROMISE_KINDS];
	struct sla_target target[PROMISE_KINDS];
	struct str calendar[PROMISE_KINDS];
	unsigned pauses[PROMISE_KINDS]; /* bits of policy_state */
	struct policy_level *levels;	/* ascending; level 1 is levels[0] */
	int64_t nlevels;
	int64_t urgent; /* priorities up to it are told at any hour */
	enum sla_change change;
	enum policy_reopen reopen;
	struct sla_target window; /* of reopening */
	struct sla_target
	    hold;     /* of words that may be a courtesy; ms 0: none */
	msec reserve; /* of a leg: left for the customer */
	struct policy_close close[CLOSE_STATES];
	const struct policy *law; /* the statutory term is its; NULL: its own */
};

/* Read one policy; errors name file (`of`) and line, and nothing is made. A
 * policy is in the arena. `ref` stays empty. */
MUST_CHECK enum err policy_parse(struct str text, const char *of,
    struct arena *, struct policy *, struct fault *);

/* Every [policy …] of a file; sections of other kinds are passed over. */
MUST_CHECK enum err policies_check(struct arena *, struct str text,
    const char *of, struct fault *);

/* For the reader: a line about closing; *mine is false when it is another.
 * The fault has no file and line yet. */
MUST_CHECK enum err policy_read_close(struct arena *, struct policy *,
    struct str key, struct str value, bool *mine, struct fault *);
/* The policy's row for a state; NULL when nothing happens by itself in it. */
const struct policy_close *policy_close_of(const struct policy *,
    struct str state);

/* ---- those in use -------------------------------------------------------- */

struct policies;

/*
 * What is in use, as of the last one applied: one small read, the texts only
 * when something was applied since. Belongs to the core; valid until the next
 * call.
 */
MUST_CHECK enum err policies_now(struct core *, struct policies **);
void policies_free(struct policies *);
/* Nothing is promised here at all. */
bool policies_none(const struct policies *);

/* What a policy is chosen by. */
struct policy_case {
	struct str types; /* the leaf and what is above: ",leaf,parent," */
	struct str segment, channel, branch;
	int64_t priority;
	struct str named; /* the leaf's own policy, before all others; or "" */
};
/* The first that fits, of those in use at `at`, with the law of the first that
 * has one; NULL for none. */
const struct policy *policy_match(struct policies *, const struct policy_case *,
    msec at);
/* The one that promises this kind where that policy is the ticket's. */
const struct policy *policy_for(const struct policy *, enum promise_kind);
/* The policy of a team for what is referred to it with this priority (0: any);
 * NULL for none. */
const struct policy *policy_of_leg(const struct policies *, struct str team,
    int64_t priority, msec at);
/* As its ref says, of any time; NULL when there is none. */
const struct policy *policy_find(struct policies *, struct str ref);
/* Does some policy look at typifications, or one of these name a policy? */
bool policies_by_type(const struct policies *);

/*
 * A calendar with its approved holidays, all its versions as one timeline, and
 * which of them holds at `at` (from 1). ERR_NOT_FOUND when there is none by
 * the name. It stays the policies'.
 */
MUST_CHECK enum err policy_calendar(struct policies *, struct str name, msec at,
    struct calendar **, int *version, struct fault *);
/* When a version of the calendar of that name, or any holiday, came in last. */
msec policies_changed(const struct policies *, struct str calendar);

#endif
