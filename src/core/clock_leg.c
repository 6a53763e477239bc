/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock_leg.c - the two clocks of a leg: accept and complete, as the team that
 * is asked promises them, in its own hours (SLA.md 4.6).
 *
 * Both begin when the leg is sent. The first ends with any answer. The second
 * stands while the leg is returned or its policy's states say so, and ends
 * with the leg: met when it is completed, else cancelled.
 */
#include "core/clock_own.h"

#define RANK_NONE INT64_C(8000000000000000)

void
clock_leg_value(struct clock_event *e, struct str entity, struct str field,
    struct str new)
{
	struct leg_event *l = &e->legs[str_is(entity, "referral.next")];

	if (!str_is(entity, "referral") && !str_is(entity, "referral.next"))
		return;
	if (str_is(field, "leg"))
		l->leg = new;
	else if (str_is(field, "state"))
		l->state = new;
	else if (str_is(field, "policy"))
		l->policy = new;
}

/* How the clocks are when a leg is in a state; the leg is over without RUNNING
 * or PAUSED for `complete`. */
static const struct {
	const char *state;
	enum clock_state accept, complete;
} wanted[] = {
	{ "sent", CLOCK_RUNNING, CLOCK_RUNNING },
	{ "accepted", CLOCK_MET, CLOCK_RUNNING },
	{ "returned", CLOCK_MET, CLOCK_RUNNING },
	{ "resent", CLOCK_MET, CLOCK_RUNNING },
	{ "rejected", CLOCK_MET, CLOCK_CANCELLED },
	{ "completed", CLOCK_MET, CLOCK_MET },
	{ "recalled", CLOCK_CANCELLED, CLOCK_CANCELLED },
	{ "transferred", CLOCK_MET, CLOCK_CANCELLED },
};

static int
find_wanted(struct str state)
{
	for (size_t i = 0; i < countof(wanted); i++)
		if (str_is(state, wanted[i].state))
			return (int)i;
	return -1;
}

static bool
is_open(const struct leg_event *l)
{
	int i = l->leg.len > 0 ? find_wanted(l->state) : -1;

	return i >= 0 && wanted[i].complete == CLOCK_RUNNING;
}

static struct clock_row *
find(struct clock_set *s, enum promise_kind kind, struct str leg)
{
	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == kind && str_eq(s->rows.v[i].leg, leg))
			return &s->rows.v[i];
	return NULL;
}

/* One clock comes to what its leg's state says; an answer that was given
 * before stays given. */
static enum err
come_to(struct clock_set *s, const struct clock_event *e,
    const struct leg_event *l, enum promise_kind kind, enum clock_state state)
{
	struct clock_row *r = find(s, kind, l->leg);
	const struct policy *p;

	if (r == NULL) {
		p = policy_find(s->policies, l->policy);
		if (state != CLOCK_RUNNING || p == NULL || !p->has[kind])
			return OK;
		return clock_begin(s, p, kind, l->leg, e->at);
	}
	if (state == CLOCK_RUNNING)
		return clock_settle(s, r, e);
	return clock_owed(r) ? clock_end(s, r, e->at, state) : OK;
}

static enum err
step(struct clock_set *s, const struct clock_event *e,
    const struct leg_event *l)
{
	int i = find_wanted(l->state);
	enum err rc;

	if (i < 0)
		return OK;
	rc = come_to(s, e, l, PROMISE_LEG_ACCEPT, wanted[i].accept);
	if (rc == OK)
		rc = come_to(s, e, l, PROMISE_LEG_COMPLETE, wanted[i].complete);
	return rc;
}

enum err
clock_legs(struct clock_set *s, const struct clock_event *e)
{
	enum err rc = OK;

	/* Only its hands are others: the clocks go on. */
	if (e->legs[0].leg.len == 0 || e->legs[0].state.len == 0)
		return OK;
	s->leg_state = STR_NONE;
	for (size_t i = 0; i < countof(e->legs); i++)
		if (is_open(&e->legs[i]))
			s->leg_state = str_copy(s->arena, e->legs[i].state);
	for (size_t i = 0; i < countof(e->legs) && rc == OK; i++)
		if (e->legs[i].leg.len > 0)
			rc = step(s, e, &e->legs[i]);
	return rc;
}

const struct clock_row *
clock_first_leg(const struct clock_set *s)
{
	const struct clock_row *best = NULL;

	for (size_t i = 0; i < s->rows.n; i++) {
		const struct clock_row *r = &s->rows.v[i];

		if (r->leg.len > 0 && clock_owed(r) &&
		    (best == NULL || clock_place(r) < clock_place(best)))
			best = r;
	}
	return best;
}

int64_t
clock_leg_rank(const struct clock_set *s, msec sent_at)
{
	const struct clock_row *r = clock_first_leg(s);

	return r != NULL ? clock_place(r) : RANK_NONE + sent_at;
}
