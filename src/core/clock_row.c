/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock_row.c - one clock of a ticket: it begins, runs, stands and ends, in
 * the calendar that its policy names.
 */
#include "core/clock_own.h"

#include "base/zone.h"

static const char *const state_names[] = { [CLOCK_RUNNING] = "running",
	[CLOCK_PAUSED] = "paused",
	[CLOCK_MET] = "met",
	[CLOCK_CANCELLED] = "cancelled" };

const char *
clock_state_name(enum clock_state state)
{
	return state_names[state];
}

enum clock_state
clock_state_find(struct str name)
{
	int i = 0;

	while (i < CLOCK_CANCELLED && !str_is(name, state_names[i]))
		i++;
	return (enum clock_state)i;
}

bool
clock_owed(const struct clock_row *r)
{
	return r->state == CLOCK_RUNNING || r->state == CLOCK_PAUSED;
}

/* ---- calendars ---------------------------------------------------------- */

static struct str
calendar_of(struct clock_set *s, const struct clock_row *r)
{
	const char *at = strrchr(r->calendar.s, '@');
	const struct policy *p;

	if (at != NULL)
		return str_copyn(s->arena, r->calendar.s,
		    (size_t)(at - r->calendar.s));
	p = policy_find(s->policies, r->policy);
	return p != NULL ? p->calendar[r->kind] : STR_NONE;
}

enum err
clock_look(struct clock_set *s, struct str name, msec at, struct calendar **c,
    struct str *ref)
{
	int known;
	enum err rc;

	rc = policy_calendar(s->policies, name, at, c, &known, s->fault);
	if (rc == OK && ref != NULL)
		*ref = str_printf(s->arena, "%s@%d", name.s, known);
	return rc;
}

enum err
clock_calendar(struct clock_set *s, const struct clock_row *r, msec at,
    struct calendar **c)
{
	return clock_look(s, calendar_of(s, r), at, c, NULL);
}

enum err
clock_used(struct clock_set *s, const struct clock_row *r, msec at, msec *used)
{
	struct calendar *c;
	enum err rc;

	*used = r->used_ms;
	if (r->state != CLOCK_RUNNING || at <= r->since_at)
		return OK;
	if ((rc = clock_calendar(s, r, at, &c)) == OK)
		*used += calendar_between(c, r->since_at, at);
	return rc;
}

/* ---- stretches ---------------------------------------------------------- */

/* A clock's own time never goes back, whatever an event says. */
msec
clock_not_before(const struct clock_row *r, msec at)
{
	return at > r->since_at ? at : r->since_at;
}

/* What ran until `at` is measured; a due that has passed is missed. */
enum err
clock_run_to(struct clock_set *s, struct clock_row *r, msec at)
{
	struct calendar *c;
	enum err rc;

	r->dirty = true;
	if ((rc = clock_look(s, calendar_of(s, r), at, &c, &r->calendar)) != OK)
		return rc;
	r->zones = zone_version();
	if (s->stretch != NULL)
		s->stretch(s->u, r, c, at);
	if (r->state == CLOCK_RUNNING) {
		r->used_ms += calendar_between(c, r->since_at, at);
		if (at > r->due_at && r->due_at != 0 && r->breached_at == 0)
			r->breached_at = r->due_at;
	}
	if (r->state == CLOCK_PAUSED)
		r->paused_ms += calendar_between(c, r->since_at, at);
	r->since_at = at;
	return OK;
}

/* A target of days that falls on an opening is due then, not when the day
 * before closes (SLA.md 4.3): its open time is the same. */
static enum err
at_opening(struct clock_set *s, const struct clock_row *r, bool *opening)
{
	const struct policy *p = policy_find(s->policies, r->policy);
	struct calendar *c;
	msec target;
	enum err rc;

	*opening = false;
	if (p == NULL || !p->has[r->kind] ||
	    p->target[r->kind].by != SLA_SAME_TIME)
		return OK;
	rc = clock_calendar(s, r, r->start_at, &c);
	if (rc == OK)
		rc = sla_target_open(c, r->start_at, &p->target[r->kind],
		    &target, opening, s->fault);
	*opening = *opening && target == r->target_ms;
	return rc;
}

/* From since_at on it runs again: when is it due? */
enum err
clock_set_due(struct clock_set *s, struct clock_row *r)
{
	struct calendar *c;
	msec left = r->target_ms - r->used_ms;
	bool opening;
	enum err rc;

	r->state = CLOCK_RUNNING;
	r->until_at = 0;
	if (left <= 0 && r->breached_at != 0) {
		r->due_at = r->breached_at;
		return clock_next(s, r);
	}
	if ((rc = clock_look(s, calendar_of(s, r), r->since_at, &c,
		 &r->calendar)) != OK)
		return rc;
	rc = calendar_advance(c, r->since_at, left > 0 ? left : 0, &r->due_at,
	    s->fault);
	if (rc == OK)
		rc = at_opening(s, r, &opening);
	if (rc == OK && opening)
		rc = calendar_next_open(c, r->due_at, &r->due_at, s->fault);
	return rc == OK ? clock_next(s, r) : rc;
}

enum err
clock_set_paused(struct clock_set *s, struct clock_row *r, msec until)
{
	r->state = CLOCK_PAUSED;
	r->due_at = 0;
	r->until_at = until;
	return clock_next(s, r);
}

/* It stood not and will: a pause begins. */
enum err
clock_pause_begins(struct clock_set *s, struct clock_row *r, msec until)
{
	r->pauses++;
	if (r->used_ms >= r->target_ms - r->target_ms / 10)
		r->late_pauses++;
	return clock_set_paused(s, r, until);
}

void
clock_forget_pauses(struct clock_row *r)
{
	r->paused_ms = r->pauses = r->late_pauses = 0;
}

bool
clock_stands(const struct clock_set *s, const struct clock_row *r)
{
	const struct policy *p = policy_find(s->policies, r->policy);

	/* Given back for information, the time is the sender's. */
	if (r->kind == PROMISE_LEG_COMPLETE && s->leg_state.len > 0 &&
	    str_is(s->leg_state, "returned"))
		return true;
	return p != NULL && (p->pauses[r->kind] & policy_state(s->state)) != 0;
}

enum err
clock_end(struct clock_set *s, struct clock_row *r, msec at,
    enum clock_state state)
{
	enum err rc;

	at = clock_not_before(r, at);
	if ((rc = clock_run_to(s, r, at)) != OK)
		return rc;
	r->state = state;
	r->until_at = 0;
	if (state == CLOCK_MET) {
		r->met_at = at;
		if (r->first_met < 0)
			r->first_met = r->breached_at == 0;
	} else {
		r->due_at = 0;
	}
	return clock_next(s, r);
}

/* ---- beginning ---------------------------------------------------------- */

int64_t
clock_rounds(const struct clock_set *s, enum promise_kind kind)
{
	int64_t n = 0;

	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == kind && s->rows.v[i].round > n)
			n = s->rows.v[i].round;
	return n;
}

struct clock_row *
clock_find_owed(struct clock_set *s, enum promise_kind kind)
{
	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == kind && clock_owed(&s->rows.v[i]))
			return &s->rows.v[i];
	return NULL;
}

enum err
clock_start(struct clock_set *s, const struct policy *p, enum promise_kind kind,
    const struct sla_target *target, msec at, msec until)
{
	struct clock_row r = { .kind = kind,
		.cycle = 1,
		.leg = STR_NONE,
		.policy = p->ref,
		.start_at = at,
		.since_at = at,
		.first_met = -1,
		.zones = zone_version(),
		.dirty = true };
	struct calendar *c;
	bool opening;
	enum err rc;

	r.round = clock_rounds(s, kind) + 1;
	if ((rc = clock_look(s, p->calendar[kind], at, &c, &r.calendar)) !=
		OK ||
	    (rc = sla_target_open(c, at, target, &r.target_ms, &opening,
		 s->fault)) != OK)
		return rc;
	if (r.target_ms <= 0)
		r.target_ms = 1;
	*vec_push(s->arena, &s->rows) = r;
	if (clock_stands(s, &s->rows.v[s->rows.n - 1]))
		return clock_pause_begins(s, &s->rows.v[s->rows.n - 1], until);
	return clock_set_due(s, &s->rows.v[s->rows.n - 1]);
}

enum err
clock_start_kind(struct clock_set *s, const struct policy *p,
    enum promise_kind kind, msec at, msec until)
{
	p = policy_for(p, kind);
	if (p == NULL || !p->has[kind] || clock_find_owed(s, kind) != NULL)
		return OK;
	return clock_start(s, p, kind, &p->target[kind], at, until);
}

enum err
clock_begin(struct clock_set *s, const struct policy *p, enum promise_kind kind,
    struct str leg, msec at)
{
	enum err rc = clock_start(s, p, kind, &p->target[kind], at, 0);

	if (rc == OK)
		s->rows.v[s->rows.n - 1].leg = leg;
	return rc;
}

enum err
clock_settle(struct clock_set *s, struct clock_row *r,
    const struct clock_event *e)
{
	bool stands = clock_stands(s, r);
	enum err rc;

	if (!clock_owed(r))
		return OK;
	if (stands == (r->state == CLOCK_PAUSED)) {
		if (stands && r->until_at != e->until) {
			r->until_at = e->until;
			r->dirty = true;
		}
		return OK;
	}
	if ((rc = clock_run_to(s, r, clock_not_before(r, e->at))) != OK)
		return rc;
	return stands ? clock_pause_begins(s, r, e->until)
		      : clock_set_due(s, r);
}
