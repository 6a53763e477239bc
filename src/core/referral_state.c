/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_state.c - the life of a leg as a table: which answer leads from
 * where to where, whose it is and with which right; the reasons; and what
 * going to and fro is.
 */
#include "core/list.h"
#include "core/referral_own.h"

/* Whose answer it is: of who sent it or has the ticket, its team and who
 * supervises that; of who was asked, in the same way. None is of both, but for
 * who has the right over all tickets (referral_side.c). */
#define SENDER	 REFERRAL_SENDER
#define RECEIVER REFERRAL_RECEIVER

const struct referral_move referral_moves[] = {
	{ "accept", "sent", "accepted", RECEIVER, MAY_TICKET_EDIT },
	{ "accept", "resent", "accepted", RECEIVER, MAY_TICKET_EDIT },

	{ "reject", "sent", "rejected", RECEIVER, MAY_TICKET_REFER },
	{ "reject", "resent", "rejected", RECEIVER, MAY_TICKET_REFER },

	{ "return", "sent", "returned", RECEIVER, MAY_TICKET_REFER },
	{ "return", "accepted", "returned", RECEIVER, MAY_TICKET_REFER },
	{ "return", "resent", "returned", RECEIVER, MAY_TICKET_REFER },

	{ "resend", "returned", "resent", SENDER, MAY_TICKET_REFER },

	{ "complete", "accepted", "completed", RECEIVER, MAY_TICKET_EDIT },
	{ "complete", "resent", "completed", RECEIVER, MAY_TICKET_EDIT },

	{ "transfer", "sent", "transferred", RECEIVER, MAY_TICKET_REFER },
	{ "transfer", "accepted", "transferred", RECEIVER, MAY_TICKET_REFER },
	{ "transfer", "resent", "transferred", RECEIVER, MAY_TICKET_REFER },

	{ "recall", "sent", "recalled", SENDER, MAY_TICKET_REFER },
	{ "recall", "accepted", "recalled", SENDER, MAY_TICKET_REFER },
	{ "recall", "returned", "recalled", SENDER, MAY_TICKET_REFER },
	{ "recall", "resent", "recalled", SENDER, MAY_TICKET_REFER },

	{ "hand", "accepted", "accepted", RECEIVER, MAY_TICKET_EDIT },
	{ "hand", "resent", "resent", RECEIVER, MAY_TICKET_EDIT },
};
const size_t nreferral_moves = countof(referral_moves);

const struct referral_move *
referral_move_find(const char *verb, struct str from)
{
	for (size_t i = 0; i < nreferral_moves; i++)
		if (strcmp(referral_moves[i].verb, verb) == 0 &&
		    str_is(from, referral_moves[i].from))
			return &referral_moves[i];
	return NULL;
}

struct str
referral_move_list(struct arena *a, struct str from)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < nreferral_moves; i++)
		if (str_is(from, referral_moves[i].from))
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    referral_moves[i].verb);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

bool
referral_over(struct str state)
{
	for (size_t i = 0; i < nreferral_moves; i++)
		if (str_is(state, referral_moves[i].from))
			return false;
	return true;
}

enum err
referral_reasons(struct core *c, struct arena *a, const char *verb,
    struct rows_referral_reasons *rows)
{
	enum err rc = core_allow(c, MAY_TICKET_READ, NULL);

	if (strcmp(verb, "transfer") == 0)
		verb = "send";
	return rc != OK ? rc
			: core_db(c,
			      q_referral_reasons(c->db, a, str_of(verb),
				  list_lang(c), rows));
}

/* ---- to and fro --------------------------------------------------------- */

enum { LEGS_MOST = 3, DAYS_BACK = 2 };

/* Where it was, from when: the next one's `at` is when it was passed on. */
struct touch {
	struct str team;
	msec at;
};
struct touches {
	struct touch *v;
	size_t n, cap;
};

static void
touch(struct arena *a, struct touches *t, struct str team, msec at)
{
	if (t->n > 0 && str_eq(t->v[t->n - 1].team, team))
		return;
	*vec_push(a, t) = (struct touch){ team, at };
}

/* What was done does not count as coming back: the way begins anew. */
static void
follow(struct arena *a, struct touches *t, const struct row_referral_path *r)
{
	touch(a, t, r->from_team, r->sent_at);
	touch(a, t, r->to_team, r->sent_at);
	if (str_is(r->state, "rejected"))
		touch(a, t, r->from_team, r->ended_at);
	if (str_is(r->state, "completed"))
		t->n = 0;
}

/* Until when it counts as coming back, passed on at `left`. */
static enum err
limit(struct core *c, struct policies *p, const struct row_promise_case *is,
    msec left, msec *at)
{
	const struct policy *policy = policy_find(p, is->policy);
	struct sla_target two = { .by = SLA_SAME_TIME, .days = DAYS_BACK };
	struct sla_due due;
	struct calendar *cal;
	int known;
	enum err rc;

	*at = left + DAYS(DAYS_BACK);
	if (policy == NULL || policy->calendar[PROMISE_RESOLUTION].len == 0)
		return OK;
	rc = policy_calendar(p, policy->calendar[PROMISE_RESOLUTION], left,
	    &cal, &known, &c->fault);
	if (rc == OK)
		rc = sla_due(cal, left, &two, NO_PAUSES, &due, &c->fault);
	if (rc == OK)
		*at = due.at;
	return rc;
}

enum err
referral_ping_pong(struct core *c, struct policies *p,
    const struct row_promise_case *is, const struct rows_referral_path *legs,
    struct str to, bool new_leg, msec at, bool *yes)
{
	struct touches t = { NULL, 0, 0 };
	int64_t n = new_leg;
	msec until;
	enum err rc;

	for (size_t i = 0; i < legs->n; i++) {
		if (legs->v[i].cycle != is->cycle)
			continue;
		n++;
		follow(&c->scratch, &t, &legs->v[i]);
	}
	*yes = n > LEGS_MOST;
	/* The one before the last is the latest it can come back to. */
	for (size_t i = 0; i + 1 < t.n && !*yes; i++) {
		if (!str_eq(t.v[i].team, to))
			continue;
		if ((rc = limit(c, p, is, t.v[i + 1].at, &until)) != OK)
			return rc;
		*yes = at <= until;
	}
	return OK;
}
