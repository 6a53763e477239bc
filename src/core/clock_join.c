/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock_join.c - another ticket is joined into this one: of each kind the clock
 * that began earlier counts, with all that it used and stood still, and owes
 * what this ticket's policy promises from then on (SLA.md 4.9).
 *
 * It is another matter to warn of, so its cycle is one that was none before:
 * what was told while they were joined is told of that, and taken back the
 * levels are those of before.
 */
#include "core/clock_own.h"

/* A first answer that was given here stays given: who asked elsewhere later
 * waits for the next one. */
static enum promise_kind
kind_here(const struct clock_set *s, const struct clock_row *x)
{
	if (x->kind != PROMISE_FIRST_RESPONSE)
		return x->kind;
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct clock_row *r = &s->rows.v[i];

		if (r->kind == x->kind && r->state == CLOCK_MET &&
		    r->start_at <= x->start_at)
			return PROMISE_NEXT_RESPONSE;
	}
	return x->kind;
}

/* What the policy promises for a kind; a next answer as long as the first. */
static const struct sla_target *
promised(const struct policy *p, enum promise_kind kind)
{
	if (p != NULL && p->has[kind])
		return &p->target[kind];
	return p != NULL && kind == PROMISE_NEXT_RESPONSE &&
		p->has[PROMISE_FIRST_RESPONSE] && p->calendar[kind].len > 0
	    ? &p->target[PROMISE_FIRST_RESPONSE]
	    : NULL;
}

/* Promised here from the other's beginning; of the same policy, or where none
 * is promised here, what it was. */
static enum err
retarget(struct clock_set *s, struct clock_row *r, const struct clock_row *x,
    const struct policy *p)
{
	const struct sla_target *t = promised(p, r->kind);
	struct calendar *c;
	bool opening;
	enum err rc;

	r->target_ms = x->target_ms;
	r->policy = x->policy;
	r->calendar = x->calendar;
	if (t == NULL || str_eq(p->ref, x->policy))
		return OK;
	r->policy = p->ref;
	rc = clock_look(s, p->calendar[r->kind], r->since_at, &c, &r->calendar);
	if (rc == OK)
		rc = sla_target_open(c, r->start_at, t, &r->target_ms, &opening,
		    s->fault);
	if (r->target_ms <= 0)
		r->target_ms = 1;
	return rc;
}

static void
take_life(struct clock_row *r, const struct clock_row *x)
{
	r->start_at = x->start_at;
	r->used_ms = x->used_ms;
	r->paused_ms = x->paused_ms;
	r->pauses = x->pauses;
	r->late_pauses = x->late_pauses;
	if (x->breached_at != 0 &&
	    (r->breached_at == 0 || x->breached_at < r->breached_at)) {
		r->breached_at = x->breached_at;
		r->by_change = x->by_change;
	}
}

/* The row that takes it: the one that is owed, measured, or a new round. */
static enum err
taker(struct clock_set *s, const struct clock_row *x, enum promise_kind kind,
    int64_t unjoined, struct clock_row **out)
{
	struct clock_row *r = clock_find_owed(s, kind);

	enum err rc = OK;

	if (r != NULL) {
		rc = clock_run_to(s, r, clock_not_before(r, x->since_at));
	} else {
		int64_t round = clock_rounds(s, kind) + 1;

		r = vec_push(s->arena, &s->rows);
		*r = *x;
		r->kind = kind;
		r->round = round;
		r->cycle = 1;
	}
	r->cycle += 1 + unjoined;
	r->level = 0;
	*out = r;
	return rc;
}

/* It runs, or stands as this ticket does; a pause that went on there is no
 * other one. */
static enum err
go(struct clock_set *s, struct clock_row *r, bool stood, msec until)
{
	if (r->used_ms > r->target_ms && r->breached_at == 0) {
		r->breached_at = r->since_at;
		r->by_change = true;
	}
	if (!clock_stands(s, r))
		return clock_set_due(s, r);
	return stood ? clock_set_paused(s, r, until)
		     : clock_pause_begins(s, r, until);
}

static enum err
adopt(struct clock_set *s, const struct clock_row *other, msec at,
    int64_t unjoined)
{
	enum promise_kind kind = kind_here(s, other);
	const struct policy *p =
	    policy_for(policy_find(s->policies, s->policy), kind);
	struct clock_row x = *other, *r = clock_find_owed(s, kind);
	struct clock_set quiet = *s;
	enum err rc;

	if (r != NULL && x.start_at >= r->start_at)
		return OK;
	quiet.stretch = NULL;
	if ((rc = clock_run_to(&quiet, &x, clock_not_before(&x, at))) != OK ||
	    (rc = taker(s, &x, kind, unjoined, &r)) != OK)
		return rc;
	take_life(r, &x);
	if ((rc = retarget(s, r, &x, p)) != OK)
		return rc;
	if (s->taken != NULL)
		s->taken(s->u, r, other);
	return go(s, r, x.state == CLOCK_PAUSED, r->until_at);
}

enum err
clock_adopt(struct clock_set *s, const struct clock_row *v, size_t n, msec at,
    int64_t unjoined)
{
	enum err rc = OK;

	for (size_t i = 0; i < n && rc == OK; i++)
		if (clock_owed(&v[i]) && v[i].leg.len == 0)
			rc = adopt(s, &v[i], at, unjoined);
	return rc;
}
