/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * whatif.c - a ticket's clocks as one more event would leave them; nothing is
 * saved.
 */
#include "core/explain.h"
#include "core/list.h"
#include "core/referral.h"
#include "core/state_word.h"
#include "core/ticket_body.h"

struct asking {
	struct core *c;
	struct policies *p;
	struct id ticket;
	struct row_promise_case is;
	const struct whatif *w;
	msec now;
};

static enum err
copy(struct asking *q, const struct clock_set *from, struct clock_set *to)
{
	*to = *from;
	to->rows.v = NULL;
	to->rows.n = to->rows.cap = 0;
	for (size_t i = 0; i < from->rows.n; i++)
		*vec_push(&q->c->scratch, &to->rows) = from->rows.v[i];
	return OK;
}

/* Parked now, and back again then. */
static enum err
park(struct asking *q, struct clock_set *s)
{
	struct clock_event e = { .at = q->now,
		.state = STR("scheduled"),
		.policy = STR_NONE,
		.until = q->w->park_until };
	enum err rc;

	if (q->w->park_until <= q->now)
		return fail(&q->c->fault, ERR_INVALID,
		    _("that time is over; say a later one"));
	if ((rc = clock_step(s, &e)) != OK)
		return rc;
	e = (struct clock_event){
		.at = q->w->park_until, .state = STR("open"), .policy = STR_NONE
	};
	return clock_step(s, &e);
}

static enum err
raise(struct asking *q, struct clock_set *s)
{
	struct clock_event e = {
		.at = q->now, .state = STR_NONE, .policy = STR_NONE
	};
	struct row_promise_case is = q->is;
	const struct policy *found;
	struct policy_case k;
	enum err rc;

	if ((rc = ticket_check_priority(q->c, q->w->priority)) != OK)
		return rc;
	is.priority = q->w->priority;
	if ((rc = promise_case(q->c, q->p, &is, &k)) != OK)
		return rc;
	found = policy_match(q->p, &k, q->now);
	if (found != NULL && str_eq(found->ref, s->policy))
		return OK;
	if (found != NULL)
		e.policy = found->ref;
	else
		e.no_policy = true;
	if ((rc = promise_law(q->c, q->p, &q->is, q->ticket, &k, found, &e)) !=
		OK ||
	    (rc = clocks_hear(q->c, &q->is, q->ticket, s)) != OK)
		return rc;
	return clock_step(s, &e);
}

/* The team's own hours, and what is left to answer the customer; a team
 * without promises of its own changes nothing of what is promised. */
static enum err
refer(struct asking *q, struct clock_set *s, struct whatifs *out)
{
	struct referral_guard g;
	enum err rc;

	if ((rc = ticket_check_team(q->c, q->w->refer)) != OK)
		return rc;
	rc = referral_fit(q->c, q->p, s, q->w->refer,
	    q->w->priority != 0 ? q->w->priority : q->is.priority, q->now, &g);
	if (rc != OK)
		return rc;
	out->refers = true;
	out->leg_accept_at = g.accept_at;
	out->leg_complete_at = g.complete_at;
	out->reserve_ms = g.slack_ms;
	out->latest_at = g.latest_at;
	out->latest_ms = g.latest_ms;
	out->tight = !g.fits;
	return OK;
}

static void
compare(struct asking *q, struct arena *a, const struct clock_set *is,
    const struct clock_set *would, struct whatifs *out)
{
	for (size_t i = 0; i < would->rows.n; i++) {
		const struct clock_row *n = &would->rows.v[i], *o = NULL;
		struct whatif_row *row;

		for (size_t k = 0; k < is->rows.n; k++)
			if (is->rows.v[k].kind == n->kind &&
			    is->rows.v[k].round == n->round)
				o = &is->rows.v[k];
		if (o != NULL && !clock_owed(o))
			continue;
		row = vec_push(a, out);
		row->kind = n->kind;
		row->due_at = o != NULL ? o->due_at : 0;
		row->would_at = n->due_at;
		row->begins = o == NULL;
		row->ends = !clock_owed(n);
		row->late_at_once = n->breached_at != 0 &&
		    (o == NULL || o->breached_at == 0) &&
		    n->breached_at <= q->now;
	}
}

enum err
promise_whatif(struct core *c, struct arena *a, struct id ticket,
    const struct whatif *w, struct whatifs *out)
{
	struct asking q = {
		.c = c, .ticket = ticket, .w = w, .now = clock_now(c->clock)
	};
	struct whatifs made = { .v = NULL };
	struct clock_set is, would;
	struct row_ticket_get seen;
	enum err rc;

	if ((rc = ticket_get(c, &c->scratch, ticket, &seen)) != OK ||
	    (rc = policies_now(c, &q.p)) != OK)
		return rc;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, ticket, &q.is));
	if (rc != OK || (rc = clocks_load(c, q.p, &q.is, ticket, &is)) != OK ||
	    (rc = copy(&q, &is, &would)) != OK)
		return rc;
	if (ticket_state_done(q.is.state))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s and nothing is owed; reopen it first"),
		    (long long)q.is.number, ticket_is(q.is.state));
	if (w->park_until != 0)
		rc = park(&q, &would);
	if (rc == OK && w->priority != 0)
		rc = raise(&q, &would);
	if (rc == OK && list_given(w->refer).len > 0)
		rc = refer(&q, &would, &made);
	if (rc != OK)
		return rc;
	compare(&q, a, &is, &would, &made);
	*out = made;
	return OK;
}
