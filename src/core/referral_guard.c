/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_guard.c - before a ticket is lent: does what the other team promises
 * fit in what is left of the promise to the customer?
 */
#include "core/list.h"
#include "core/referral.h"
#include "core/ticket_body.h"

/* What ends with the ticket itself; an answer can be given without the other
 * team. */
static const enum promise_kind kinds[] = { PROMISE_RESOLUTION,
	PROMISE_REQUESTER_WAIT, PROMISE_STATUTORY };

struct fitting {
	struct core *c;
	struct policies *p;
	struct clock_set *s;
	msec at;
	struct referral_guard *g;
	struct calendar *customer; /* of the promise; NULL without one */
};

/* ---- the promise to the customer ---------------------------------------- */

static bool
looked_at(const struct clock_row *r)
{
	for (size_t i = 0; i < countof(kinds); i++)
		if (r->kind == kinds[i])
			return clock_owed(r);
	return false;
}

/* One that stands is taken as going on now. */
static enum err
due_of(struct fitting *f, const struct clock_row *r, struct calendar **c,
    msec *due)
{
	enum err rc = clock_calendar(f->s, r, f->at, c);

	*due = r->due_at;
	if (rc != OK || r->state == CLOCK_RUNNING)
		return rc;
	return calendar_advance(*c, f->at,
	    r->target_ms > r->used_ms ? r->target_ms - r->used_ms : 0, due,
	    &f->c->fault);
}

static enum err
customer(struct fitting *f)
{
	struct referral_guard *g = f->g;
	enum err rc = OK;

	for (size_t i = 0; i < f->s->rows.n && rc == OK; i++) {
		const struct clock_row *r = &f->s->rows.v[i];
		struct calendar *c;
		msec due;

		if (!looked_at(r) || (rc = due_of(f, r, &c, &due)) != OK ||
		    (g->customer_at != 0 && due >= g->customer_at))
			continue;
		g->customer_at = due;
		g->customer_kind = r->kind;
		g->customer_zone = calendar_zone_name(c, due);
		f->customer = c;
	}
	return rc;
}

/* ---- the receiver ------------------------------------------------------- */

static enum err
leg(struct fitting *f, const struct policy *p, enum promise_kind kind, msec *at,
    msec *ms, struct calendar **out)
{
	struct calendar *c;
	struct sla_due due;
	int known;
	enum err rc;

	*at = *ms = 0;
	if (!p->has[kind])
		return OK;
	rc = policy_calendar(f->p, p->calendar[kind], f->at, &c, &known,
	    &f->c->fault);
	if (rc == OK)
		rc = sla_due(c, f->at, &p->target[kind], NO_PAUSES, &due,
		    &f->c->fault);
	if (rc != OK)
		return rc;
	*at = due.at;
	*ms = due.target;
	if (out != NULL)
		*out = c;
	return OK;
}

static msec
slack(const struct fitting *f, msec complete_at)
{
	msec due = f->g->customer_at;

	return complete_at <= due
	    ? calendar_between(f->customer, complete_at, due)
	    : -calendar_between(f->customer, due, complete_at);
}

/* ---- what would fit ----------------------------------------------------- */

/* The last instant with the reserve still before the customer's due. */
static void
latest(struct fitting *f, struct calendar *receiver)
{
	struct referral_guard *g = f->g;
	msec low = f->at, high = g->customer_at;

	if (low >= high || slack(f, low) < g->reserve_ms)
		return;
	while (high - low > 1) {
		msec mid = low + (high - low) / 2;

		if (slack(f, mid) >= g->reserve_ms)
			low = mid;
		else
			high = mid;
	}
	g->latest_at = slack(f, high) >= g->reserve_ms ? high : low;
	g->latest_ms = calendar_between(receiver, f->at, g->latest_at);
}

static enum err
ways(struct fitting *f, int64_t priority)
{
	struct referral_guard *g = f->g;
	enum err rc = OK;

	for (int64_t n = priority - 1; n >= 1 && rc == OK; n--) {
		const struct policy *p = policy_of_leg(f->p, g->team, n, f->at);
		struct referral_way way = { .priority = n };

		if (p == NULL || g->nways == REFERRAL_WAYS ||
		    str_eq(p->ref, g->policy))
			continue;
		rc = leg(f, p, PROMISE_LEG_COMPLETE, &way.complete_at,
		    &way.complete_ms, NULL);
		if (rc != OK || way.complete_at == 0)
			continue;
		way.slack_ms = slack(f, way.complete_at);
		if (way.slack_ms >= p->reserve)
			g->ways[g->nways++] = way;
	}
	return rc;
}

static enum err
compare(struct fitting *f, const struct policy *p, int64_t priority)
{
	struct referral_guard *g = f->g;
	struct calendar *receiver = NULL;
	enum err rc;

	if ((rc = leg(f, p, PROMISE_LEG_ACCEPT, &g->accept_at, &g->accept_ms,
		 &receiver)) != OK ||
	    (rc = leg(f, p, PROMISE_LEG_COMPLETE, &g->complete_at,
		 &g->complete_ms, &receiver)) != OK)
		return rc;
	if (receiver != NULL) {
		g->calendar = calendar_name(receiver);
		g->zone = calendar_zone_name(receiver, f->at);
	}
	if (g->complete_at == 0 || f->customer == NULL)
		return OK;
	g->slack_ms = slack(f, g->complete_at);
	g->fits = g->slack_ms >= g->reserve_ms;
	latest(f, receiver);
	return g->fits ? OK : ways(f, priority);
}

enum err
referral_fit(struct core *c, struct policies *policies, struct clock_set *s,
    struct str team, int64_t priority, msec at, struct referral_guard *out)
{
	const struct policy *p = policy_of_leg(policies, team, priority, at);
	struct referral_guard g = { .team = team,
		.team_name = STR_NONE,
		.promised = p != NULL,
		.policy = p != NULL ? p->ref : STR_NONE,
		.calendar = STR_NONE,
		.zone = STR_NONE,
		.customer_zone = STR_NONE,
		.reserve_ms = p != NULL ? p->reserve : REFERRAL_RESERVE,
		.fits = true };
	struct fitting f = { c, policies, s, at, &g, NULL };
	enum err rc;

	if ((rc = customer(&f)) == OK && p != NULL)
		rc = compare(&f, p, priority);
	if (rc == OK)
		*out = g;
	return rc;
}

/* The ticket's clocks as they are now. */
static enum err
open_guard(struct core *c, struct id ticket, struct row_promise_case *is,
    struct policies **p, struct clock_set *s)
{
	struct row_ticket_get seen;
	enum err rc;

	if ((rc = ticket_get(c, &c->scratch, ticket, &seen)) != OK ||
	    (rc = policies_now(c, p)) != OK)
		return rc;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, ticket, is));
	return rc == OK ? clocks_load(c, *p, is, ticket, s) : rc;
}

/* What was found lives in the scratch: it is told in `a`. */
static void
keep(struct arena *a, struct str team, struct referral_guard *g)
{
	g->team = str_copy(a, team);
	g->policy = str_copy(a, g->policy);
	g->calendar = str_copy(a, g->calendar);
	g->zone = str_copy(a, g->zone);
	g->customer_zone = str_copy(a, g->customer_zone);
}

enum err
referral_guard(struct core *c, struct arena *a, struct id ticket,
    struct str team, int64_t priority, struct referral_guard *out)
{
	struct row_promise_case is;
	struct row_ticket_team row;
	struct policies *p;
	struct clock_set s;
	enum err rc;

	team = list_given(team);
	if ((rc = open_guard(c, ticket, &is, &p, &s)) != OK ||
	    (rc = ticket_check_team(c, team)) != OK ||
	    (priority != 0 && (rc = ticket_check_priority(c, priority)) != OK))
		return rc;
	rc = core_db(c, q_ticket_team(c->db, a, team, &row));
	if (rc == OK)
		rc = referral_fit(c, p, &s, team,
		    priority != 0 ? priority : is.priority, clock_now(c->clock),
		    out);
	if (rc != OK)
		return rc;
	keep(a, team, out);
	out->team_name = row.name;
	return OK;
}

enum err
referral_guards(struct core *c, struct arena *a, struct id ticket,
    const struct str *teams, size_t n, struct referral_guard (*out)[5])
{
	msec now = clock_now(c->clock);
	struct row_promise_case is;
	struct policies *p;
	struct clock_set s;
	enum err rc = open_guard(c, ticket, &is, &p, &s);

	for (size_t i = 0; i < n && rc == OK; i++)
		for (int64_t k = 0; k <= 4 && rc == OK; k++) {
			rc = referral_fit(c, p, &s, teams[i],
			    k != 0 ? k : is.priority, now, &out[i][k]);
			if (rc == OK)
				keep(a, teams[i], &out[i][k]);
		}
	return rc;
}
