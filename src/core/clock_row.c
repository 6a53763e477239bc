/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock_row.c - the clocks of a ticket, event by event.
 */
#include "core/clock_row.h"

#include "base/zone.h"

/* A level beyond all repeats. */
#define HUSHED 1000000

/* Ten years in ms, squared, are more than 64 bits hold. */
__extension__ typedef __int128 wide;

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

/* Begun at the ticket's creation and done when it is resolved. */
static bool
whole_life(enum promise_kind kind)
{
	return kind == PROMISE_RESOLUTION || kind == PROMISE_REQUESTER_WAIT ||
	    kind == PROMISE_WORK_TIME || kind == PROMISE_STATUTORY;
}

static bool
is_update(enum promise_kind kind)
{
	return kind == PROMISE_PERIODIC_UPDATE ||
	    kind == PROMISE_PAUSABLE_UPDATE;
}

static bool
owed(const struct clock_row *r)
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

static enum err
look(struct clock_set *s, struct str name, msec at, struct calendar **c,
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
	return look(s, calendar_of(s, r), at, c, NULL);
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
static msec
not_before(const struct clock_row *r, msec at)
{
	return at > r->since_at ? at : r->since_at;
}

/* What ran until `at` is measured; a due that has passed is missed. */
static enum err
run_to(struct clock_set *s, struct clock_row *r, msec at)
{
	struct calendar *c;
	enum err rc;

	r->dirty = true;
	if ((rc = look(s, calendar_of(s, r), at, &c, &r->calendar)) != OK)
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

/* From since_at on it runs again: when is it due? */
static enum err
set_due(struct clock_set *s, struct clock_row *r)
{
	struct calendar *c;
	msec left = r->target_ms - r->used_ms;
	enum err rc;

	r->state = CLOCK_RUNNING;
	r->until_at = 0;
	if (left <= 0 && r->breached_at != 0) {
		r->due_at = r->breached_at;
		return clock_next(s, r);
	}
	if ((rc = look(s, calendar_of(s, r), r->since_at, &c, &r->calendar)) !=
	    OK)
		return rc;
	rc = calendar_advance(c, r->since_at, left > 0 ? left : 0, &r->due_at,
	    s->fault);
	return rc == OK ? clock_next(s, r) : rc;
}

static enum err
set_paused(struct clock_set *s, struct clock_row *r, msec until)
{
	r->state = CLOCK_PAUSED;
	r->due_at = 0;
	r->until_at = until;
	return clock_next(s, r);
}

/* It stood not and will: a pause begins. */
static enum err
pause_begins(struct clock_set *s, struct clock_row *r, msec until)
{
	r->pauses++;
	if (r->used_ms >= r->target_ms - r->target_ms / 10)
		r->late_pauses++;
	return set_paused(s, r, until);
}

static void
forget_pauses(struct clock_row *r)
{
	r->paused_ms = r->pauses = r->late_pauses = 0;
}

static bool
pauses(const struct clock_set *s, const struct clock_row *r)
{
	const struct policy *p = policy_find(s->policies, r->policy);

	/* Given back for information, the time is the sender's. */
	if (r->kind == PROMISE_LEG_COMPLETE && s->leg_state.len > 0 &&
	    str_is(s->leg_state, "returned"))
		return true;
	return p != NULL && (p->pauses[r->kind] & policy_state(s->state)) != 0;
}

static enum err
end(struct clock_set *s, struct clock_row *r, msec at, enum clock_state state)
{
	enum err rc;

	at = not_before(r, at);
	if ((rc = run_to(s, r, at)) != OK)
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

static int64_t
rounds(const struct clock_set *s, enum promise_kind kind)
{
	int64_t n = 0;

	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == kind && s->rows.v[i].round > n)
			n = s->rows.v[i].round;
	return n;
}

static struct clock_row *
find_owed(struct clock_set *s, enum promise_kind kind)
{
	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == kind && owed(&s->rows.v[i]))
			return &s->rows.v[i];
	return NULL;
}

static enum err
begin(struct clock_set *s, const struct policy *p, enum promise_kind kind,
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

	r.round = rounds(s, kind) + 1;
	if ((rc = look(s, p->calendar[kind], at, &c, &r.calendar)) != OK ||
	    (rc = sla_target_open(c, at, target, &r.target_ms, &opening,
		 s->fault)) != OK)
		return rc;
	if (r.target_ms <= 0)
		r.target_ms = 1;
	*vec_push(s->arena, &s->rows) = r;
	if (pauses(s, &s->rows.v[s->rows.n - 1]))
		return pause_begins(s, &s->rows.v[s->rows.n - 1], until);
	return set_due(s, &s->rows.v[s->rows.n - 1]);
}

static enum err
begin_kind(struct clock_set *s, const struct policy *p, enum promise_kind kind,
    msec at, msec until)
{
	if (p == NULL || !p->has[kind] || find_owed(s, kind) != NULL)
		return OK;
	return begin(s, p, kind, &p->target[kind], at, until);
}

static enum err
begin_all(struct clock_set *s, const struct clock_event *e,
    const struct policy *p)
{
	enum err rc = OK;

	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++)
		if (k == PROMISE_FIRST_RESPONSE || whole_life(k))
			rc = begin_kind(s, p, k, e->at, e->until);
	/* Without a first response to wait for, news are due at once. */
	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++)
		if (is_update(k) && p != NULL &&
		    !p->has[PROMISE_FIRST_RESPONSE])
			rc = begin_kind(s, p, k, e->at, e->until);
	return rc;
}

/* ---- another promise ---------------------------------------------------- */

static msec
share(msec used, msec from, msec to)
{
	return (msec)((wide)used * to / from);
}

/* The clock goes on under another policy: what was used, and what is left. */
static enum err
change(struct clock_set *s, struct clock_row *r, const struct policy *p,
    msec at)
{
	enum clock_state was = r->state;
	msec target, until = r->until_at;
	struct calendar *c;
	bool opening;
	enum err rc;

	at = not_before(r, at);
	if ((rc = run_to(s, r, at)) != OK ||
	    (rc = look(s, p->calendar[r->kind], at, &c, &r->calendar)) != OK ||
	    (rc = sla_target_open(c,
		 p->change == SLA_RESTART ? at : r->start_at,
		 &p->target[r->kind], &target, &opening, s->fault)) != OK)
		return rc;
	if (p->change == SLA_PROPORTIONAL)
		r->used_ms = share(r->used_ms, r->target_ms, target);
	if (p->change == SLA_RESTART) {
		r->start_at = at;
		r->used_ms = r->level = r->breached_at = 0;
		r->by_change = false;
		r->cycle++;
		forget_pauses(r);
	}
	r->target_ms = target > 0 ? target : 1;
	r->policy = p->ref;
	if (r->used_ms > r->target_ms && r->breached_at == 0) {
		r->breached_at = at;
		r->by_change = true;
	}
	if (was == CLOCK_PAUSED)
		return set_paused(s, r, until);
	if (pauses(s, r))
		return pause_begins(s, r, until);
	return set_due(s, r);
}

static enum err
change_all(struct clock_set *s, const struct clock_event *e)
{
	const struct policy *p = policy_find(s->policies, e->policy);
	enum err rc = OK;

	s->policy = p != NULL ? p->ref : STR_NONE;
	for (size_t i = 0; i < s->rows.n && rc == OK; i++) {
		struct clock_row *r = &s->rows.v[i];

		if (!owed(r) || r->leg.len > 0)
			continue;
		if (p != NULL && p->has[r->kind])
			rc = change(s, r, p, e->at);
		else
			rc = end(s, r, e->at, CLOCK_CANCELLED);
	}
	for (int k = 0; k < PROMISE_KINDS && rc == OK && p != NULL; k++)
		if (whole_life(k) && policy_state(s->state) != 0)
			rc = begin_kind(s, p, k, e->at, e->until);
	return rc;
}

/* ---- states ------------------------------------------------------------- */

static enum err
move(struct clock_set *s, struct clock_row *r, const struct clock_event *e)
{
	bool stands = pauses(s, r);
	enum err rc;

	if (stands == (r->state == CLOCK_PAUSED)) {
		if (stands && r->until_at != e->until) {
			r->until_at = e->until;
			r->dirty = true;
		}
		return OK;
	}
	if ((rc = run_to(s, r, not_before(r, e->at))) != OK)
		return rc;
	return stands ? pause_begins(s, r, e->until) : set_due(s, r);
}

static enum err
end_all(struct clock_set *s, msec at, enum clock_state state)
{
	enum err rc = OK;

	for (size_t i = 0; i < s->rows.n && rc == OK; i++)
		if (owed(&s->rows.v[i]))
			rc = end(s, &s->rows.v[i], at, state);
	return rc;
}

/* Resolved: everything owed is done. Cancelled or merged: it is off. */
static enum err
leave(struct clock_set *s, const struct clock_event *e)
{
	bool off = str_is(e->state, "cancelled") || str_is(e->state, "merged");

	return end_all(s, e->at, off ? CLOCK_CANCELLED : CLOCK_MET);
}

/* The last clock of a kind goes on; the time it was done counts as a pause. */
static enum err
go_on(struct clock_set *s, const struct policy *p, enum promise_kind kind,
    msec at)
{
	struct clock_row *r = NULL;

	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == kind && s->rows.v[i].leg.len == 0)
			r = &s->rows.v[i];
	if (r == NULL || r->state != CLOCK_MET)
		return begin_kind(s, p, kind, at, 0);
	r->since_at = not_before(r, at);
	r->met_at = 0;
	r->cycle++;
	r->level = 0;
	r->dirty = true;
	if (p->reopen == REOPEN_RESTART) {
		r->start_at = r->since_at;
		r->used_ms = r->breached_at = 0;
		r->by_change = false;
		forget_pauses(r);
	}
	return set_due(s, r);
}

static enum err
reopen(struct clock_set *s, const struct clock_event *e)
{
	const struct policy *p = policy_find(s->policies, s->policy);
	enum promise_kind answer = PROMISE_NEXT_RESPONSE;
	enum err rc = OK;

	if (p == NULL)
		return OK;
	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++)
		if (whole_life(k) && p->has[k])
			rc = go_on(s, p, k, e->at);
	if (rc != OK || find_owed(s, answer) != NULL)
		return rc;
	if (p->has[answer])
		return begin(s, p, answer, &p->target[answer], e->at, 0);
	/* As long as the first answer may take; measured in its calendar. */
	if (!p->has[PROMISE_FIRST_RESPONSE] || p->calendar[answer].len == 0)
		return OK;
	return begin(s, p, answer, &p->target[PROMISE_FIRST_RESPONSE], e->at,
	    0);
}

static enum err
enter(struct clock_set *s, const struct clock_event *e)
{
	bool was = policy_state(s->state) != 0, is;
	enum err rc = OK;

	s->state = str_copy(s->arena, e->state);
	is = policy_state(s->state) != 0;
	if (!is)
		return leave(s, e);
	if (!was && !e->created)
		return reopen(s, e);
	for (size_t i = 0; i < s->rows.n && rc == OK; i++)
		if (owed(&s->rows.v[i]))
			rc = move(s, &s->rows.v[i], e);
	return rc;
}

/* ---- words -------------------------------------------------------------- */

/* The customer was told something: answers and news are given, the next news
 * are owed from now on. */
static enum err
reply(struct clock_set *s, const struct clock_event *e)
{
	const struct policy *p = policy_find(s->policies, s->policy);
	enum err rc = OK;

	for (size_t i = 0; i < s->rows.n && rc == OK; i++) {
		struct clock_row *r = &s->rows.v[i];

		if (owed(r) &&
		    (r->kind == PROMISE_FIRST_RESPONSE ||
			r->kind == PROMISE_NEXT_RESPONSE || is_update(r->kind)))
			rc = end(s, r, e->at, CLOCK_MET);
	}
	if (p == NULL || policy_state(s->state) == 0)
		return rc;
	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++)
		if (is_update(k))
			rc = begin_kind(s, p, k, e->at, 0);
	return rc;
}

/* The customer said something: an answer is owed, unless the first still is. */
static enum err
contact(struct clock_set *s, const struct clock_event *e)
{
	const struct policy *p = policy_find(s->policies, s->policy);

	if (policy_state(s->state) == 0 ||
	    find_owed(s, PROMISE_FIRST_RESPONSE) != NULL)
		return OK;
	return begin_kind(s, p, PROMISE_NEXT_RESPONSE, e->at, 0);
}

/* Parked as before, but until another instant. */
static void
until(struct clock_set *s, msec at)
{
	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].state == CLOCK_PAUSED) {
			s->rows.v[i].until_at = at;
			s->rows.v[i].dirty = true;
		}
}

/* ---- joined ------------------------------------------------------------- */

static enum err
adopt(struct clock_set *s, const struct clock_row *other, msec at)
{
	struct clock_row x = *other, *r = find_owed(s, x.kind);
	msec until;
	enum err rc;

	if (r != NULL && x.start_at >= r->start_at)
		return OK;
	if ((rc = run_to(s, &x, not_before(&x, at))) != OK)
		return rc;
	if (r == NULL) {
		x.round = rounds(s, x.kind) + 1;
		x.cycle = 1;
		x.level = 0;
		*vec_push(s->arena, &s->rows) = x;
		r = &s->rows.v[s->rows.n - 1];
	} else if ((rc = run_to(s, r, not_before(r, at))) != OK) {
		return rc;
	}
	until = r->until_at;
	r->start_at = x.start_at;
	r->used_ms = x.used_ms;
	if (r->breached_at == 0) {
		r->breached_at = x.breached_at;
		r->by_change = x.by_change;
	}
	if (r->used_ms > r->target_ms && r->breached_at == 0) {
		r->breached_at = r->since_at;
		r->by_change = true;
	}
	return pauses(s, r) ? set_paused(s, r, until) : set_due(s, r);
}

enum err
clock_adopt(struct clock_set *s, const struct clock_row *v, size_t n, msec at)
{
	enum err rc = OK;

	for (size_t i = 0; i < n && rc == OK; i++)
		if (owed(&v[i]) && v[i].leg.len == 0)
			rc = adopt(s, &v[i], at);
	return rc;
}

enum err
clock_step(struct clock_set *s, const struct clock_event *e)
{
	enum err rc = OK;

	if (e->created) {
		s->state = str_copy(s->arena, e->state);
		s->policy = str_copy(s->arena, e->policy);
		rc = begin_all(s, e, policy_find(s->policies, e->policy));
	} else {
		if (e->policy.len > 0 || e->no_policy)
			rc = change_all(s, e);
		if (rc == OK)
			rc = clock_legs(s, e);
		if (rc == OK && e->state.len > 0)
			rc = enter(s, e);
	}
	if (e->state.len == 0 && (e->until != 0 || e->no_until))
		until(s, e->until);
	if (rc == OK && e->reply)
		rc = reply(s, e);
	if (rc == OK && e->contact)
		rc = contact(s, e);
	if (rc == OK && e->njoined > 0)
		rc = clock_adopt(s, e->joined, e->njoined, e->at);
	return rc;
}

/* ---- for the clocks of legs ----------------------------------------------- */

bool
clock_owed(const struct clock_row *r)
{
	return owed(r);
}

enum err
clock_begin(struct clock_set *s, const struct policy *p, enum promise_kind kind,
    struct str leg, msec at)
{
	enum err rc = begin(s, p, kind, &p->target[kind], at, 0);

	if (rc == OK)
		s->rows.v[s->rows.n - 1].leg = leg;
	return rc;
}

enum err
clock_end(struct clock_set *s, struct clock_row *r, msec at,
    enum clock_state state)
{
	return end(s, r, at, state);
}

enum err
clock_settle(struct clock_set *s, struct clock_row *r,
    const struct clock_event *e)
{
	return owed(r) ? move(s, r, e) : OK;
}

/* ---- levels ------------------------------------------------------------- */

/* Beyond the last level the one that repeats comes again and again. */
static bool
level_of(const struct policy *p, int64_t level, struct sla_level *l)
{
	const struct policy_level *last = &p->levels[p->nlevels - 1];

	if (level <= p->nlevels) {
		*l = p->levels[level - 1].at;
		return p->levels[level - 1].tell != 0;
	}
	*l = last->at;
	if (level >= HUSHED)
		return false;
	l->more += (level - p->nlevels) * last->at.more;
	return last->repeat;
}

void
clock_hush(struct clock_row *r)
{
	r->level = HUSHED;
	r->next_level = 0;
	r->next_level_at = 0;
	r->dirty = true;
}

enum err
clock_level_at(struct clock_set *s, const struct clock_row *r,
    const struct policy *p, int64_t level, msec *at)
{
	struct sla_level l;
	struct calendar *c;
	msec left;
	enum err rc;

	level_of(p, level, &l);
	if (l.permille == 1000 && l.more == 0) {
		*at = r->due_at;
		return OK;
	}
	left = share(r->target_ms, 1000, l.permille) + l.more - r->used_ms;
	*at = r->since_at;
	if (left <= 0)
		return OK;
	if ((rc = clock_calendar(s, r, r->since_at, &c)) != OK)
		return rc;
	return calendar_advance(c, r->since_at, left, at, s->fault);
}

enum err
clock_next(struct clock_set *s, struct clock_row *r)
{
	const struct policy *p = policy_find(s->policies, r->policy);
	struct sla_level l;
	int64_t level;

	r->next_level = 0;
	r->next_level_at = 0;
	if (r->state != CLOCK_RUNNING || p == NULL || p->nlevels == 0)
		return OK;
	for (level = r->level + 1; level <= p->nlevels; level++)
		if (level_of(p, level, &l))
			break;
	if (level > p->nlevels && !level_of(p, level, &l))
		return OK;
	r->next_level = level;
	return clock_level_at(s, r, p, level, &r->next_level_at);
}

/* ---- urgency ------------------------------------------------------------ */

static int64_t
rank(const struct clock_row *r)
{
	if (r->state == CLOCK_RUNNING)
		return r->due_at;
	return CLOCK_RANK_PAUSED + r->target_ms - r->used_ms;
}

int64_t
clock_place(const struct clock_row *r)
{
	return rank(r);
}

const struct clock_row *
clock_first(const struct clock_set *s)
{
	const struct clock_row *best = NULL;

	for (size_t i = 0; i < s->rows.n; i++) {
		const struct clock_row *r = &s->rows.v[i];

		if (owed(r) && r->leg.len == 0 &&
		    (best == NULL || rank(r) < rank(best)))
			best = r;
	}
	return best;
}

int64_t
clock_rank(const struct clock_set *s, msec created_at)
{
	const struct clock_row *r = clock_first(s);

	if (policy_state(s->state) == 0)
		return 0;
	return r != NULL ? rank(r) : CLOCK_RANK_NONE + created_at;
}
