/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock_step.c - the clocks of a ticket, event by event: another promise,
 * another state, words of either side, another ticket joined.
 */
#include "core/clock_own.h"

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

static enum err
begin_all(struct clock_set *s, const struct clock_event *e,
    const struct policy *p)
{
	enum err rc = OK;

	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++)
		if (k == PROMISE_FIRST_RESPONSE || whole_life(k))
			rc = clock_start_kind(s, p, k, e->at, e->until);
	/* Without a first response to wait for, news are due at once. */
	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++)
		if (is_update(k) && p != NULL &&
		    !p->has[PROMISE_FIRST_RESPONSE])
			rc = clock_start_kind(s, p, k, e->at, e->until);
	return rc;
}

/* ---- another promise ---------------------------------------------------- */

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

	at = clock_not_before(r, at);
	if ((rc = clock_run_to(s, r, at)) != OK ||
	    (rc = clock_look(s, p->calendar[r->kind], at, &c, &r->calendar)) !=
		OK ||
	    (rc = sla_target_open(c,
		 p->change == SLA_RESTART ? at : r->start_at,
		 &p->target[r->kind], &target, &opening, s->fault)) != OK)
		return rc;
	if (p->change == SLA_PROPORTIONAL)
		r->used_ms = clock_share(r->used_ms, r->target_ms, target);
	if (p->change == SLA_RESTART) {
		r->start_at = at;
		r->used_ms = r->level = r->breached_at = 0;
		r->by_change = false;
		r->cycle++;
		clock_forget_pauses(r);
	}
	r->target_ms = target > 0 ? target : 1;
	r->policy = p->ref;
	if (r->used_ms > r->target_ms && r->breached_at == 0) {
		r->breached_at = at;
		r->by_change = true;
	}
	if (was == CLOCK_PAUSED)
		return clock_set_paused(s, r, until);
	if (clock_stands(s, r))
		return clock_pause_begins(s, r, until);
	return clock_set_due(s, r);
}

/* The law's term is as long as before when the law is: whoever promises the
 * rest by now, and also where a join brought it. */
static bool
same_law(const struct clock_row *r, const struct policy *was,
    const struct policy *p)
{
	if (r->kind != PROMISE_STATUTORY)
		return false;
	if (p == NULL || !p->has[r->kind])
		return was == NULL || !was->has[r->kind];
	return str_eq(r->policy, policy_for(p, r->kind)->ref);
}

/* Only the law's term came or went. */
static bool
same_service(const struct clock_row *r, const struct policy *was,
    const struct policy *p)
{
	size_t n;

	if (r->kind == PROMISE_STATUTORY || was == NULL || p == NULL)
		return false;
	n = strcspn(p->ref.s, "+");
	return strcspn(was->ref.s, "+") == n &&
	    strncmp(was->ref.s, p->ref.s, n) == 0;
}

static enum err
change_one(struct clock_set *s, struct clock_row *r, const struct policy *was,
    const struct policy *p, msec at)
{
	if (!clock_owed(r) || r->leg.len > 0 || same_law(r, was, p) ||
	    same_service(r, was, p))
		return OK;
	if (p != NULL && p->has[r->kind])
		return change(s, r, policy_for(p, r->kind), at);
	return clock_end(s, r, at, CLOCK_CANCELLED);
}

/* The law's term runs from where it began, also when it was taken off the
 * ticket in between. */
static msec
beginning(const struct clock_set *s, enum promise_kind kind,
    const struct clock_event *e)
{
	msec at = e->at;

	if (kind == PROMISE_STATUTORY && e->law_at != 0 && e->law_at < at)
		at = e->law_at;
	for (size_t i = 0; i < s->rows.n && kind == PROMISE_STATUTORY; i++)
		if (s->rows.v[i].kind == kind && s->rows.v[i].start_at < at)
			at = s->rows.v[i].start_at;
	return at;
}

/* A clock that would have run by now, through the states that were since. */
static enum err
catch_up(struct clock_set *s, struct clock_row *r, msec from, msec at)
{
	enum clock_state was;
	msec until;
	enum err rc = OK;

	for (size_t i = 0; i < s->words.turns.n && rc == OK; i++) {
		const struct clock_turn *t = &s->words.turns.v[i];

		s->state = t->state;
		if (t->at > from)
			rc = clock_settle(s, r,
			    &(struct clock_event){
				.at = t->at, .until = t->until });
	}
	was = r->state;
	until = r->until_at;
	if (rc == OK)
		rc = clock_run_to(s, r, clock_not_before(r, at));
	if (rc != OK)
		return rc;
	if (r->used_ms > r->target_ms) {
		r->breached_at = at;
		r->by_change = true;
	}
	return was == CLOCK_PAUSED ? clock_set_paused(s, r, until)
				   : clock_set_due(s, r);
}

/* Owed since then, though only now promised. */
static enum err
take_up(struct clock_set *s, const struct policy *p, enum promise_kind kind,
    msec from, msec at)
{
	struct str state = s->state;
	size_t n = s->rows.n;
	enum err rc;

	if (from == 0)
		return OK;
	for (size_t i = 0; i < s->words.turns.n; i++)
		if (i == 0 || s->words.turns.v[i].at <= from)
			s->state = s->words.turns.v[i].state;
	rc = clock_start_kind(s, p, kind, from, 0);
	if (rc == OK && s->rows.n > n)
		rc = catch_up(s, &s->rows.v[s->rows.n - 1], from, at);
	s->state = state;
	return rc;
}

/* An answer from the words that wait for one, news from the last that were
 * given. */
static enum err
take_up_words(struct clock_set *s, const struct policy *p, msec at)
{
	enum err rc = OK;

	if (clock_find_owed(s, PROMISE_FIRST_RESPONSE) == NULL)
		rc =
		    take_up(s, p, PROMISE_NEXT_RESPONSE, s->words.asked_at, at);
	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++)
		if (is_update(k))
			rc = take_up(s, p, k, s->words.told_at, at);
	return rc;
}

static enum err
begin_whole(struct clock_set *s, const struct policy *p, enum promise_kind kind,
    const struct clock_event *e)
{
	msec from = beginning(s, kind, e);

	return from < e->at ? take_up(s, p, kind, from, e->at)
			    : clock_start_kind(s, p, kind, e->at, e->until);
}

static enum err
change_all(struct clock_set *s, const struct clock_event *e)
{
	const struct policy *p = policy_find(s->policies, e->policy);
	const struct policy *was = policy_find(s->policies, s->policy);
	enum err rc = OK;

	/* What changed it was undone: it never was another. */
	if (p != NULL && str_eq(p->ref, s->policy))
		return OK;
	s->policy = p != NULL ? p->ref : STR_NONE;
	for (size_t i = 0; i < s->rows.n && rc == OK; i++)
		rc = change_one(s, &s->rows.v[i], was, p, e->at);
	for (int k = 0; k < PROMISE_KINDS && rc == OK && p != NULL; k++)
		if (whole_life(k) && policy_state(s->state) != 0)
			rc = begin_whole(s, p, k, e);
	return rc == OK && p != NULL ? take_up_words(s, p, e->at) : rc;
}

/* ---- states ------------------------------------------------------------- */

static void
turn(struct clock_set *s, const struct clock_event *e)
{
	s->state = str_copy(s->arena, e->state);
	*vec_push(s->arena, &s->words.turns) =
	    (struct clock_turn){ e->at, e->until, s->state };
}

/* What only words to the customer keep. */
static bool
is_answer(enum promise_kind kind)
{
	return kind == PROMISE_FIRST_RESPONSE ||
	    kind == PROMISE_NEXT_RESPONSE || is_update(kind);
}

/* Cancelled or merged: all is off. */
static bool
is_off(struct str state)
{
	return str_is(state, "cancelled") || str_is(state, "merged");
}

/* What another promise ended was neither met nor not. */
bool
clock_unanswered(const struct clock_set *s, const struct clock_row *r)
{
	return r->state == CLOCK_CANCELLED && is_answer(r->kind) &&
	    r->first_met == 0 && !is_off(s->state);
}

/* Resolved: what was to be done is done; an answer that nobody gave is not
 * given by that: it is owed no more. News that nobody gave are none that were
 * not met, unless they were due. */
static enum err
settle(struct clock_set *s, struct clock_row *r, const struct clock_event *e)
{
	bool given = !is_answer(r->kind) || e->reply;
	enum err rc =
	    clock_end(s, r, e->at, given ? CLOCK_MET : CLOCK_CANCELLED);

	if (rc == OK && !given && (r->breached_at != 0 || !is_update(r->kind)))
		r->first_met = 0;
	return rc;
}

static enum err
leave(struct clock_set *s, const struct clock_event *e)
{
	bool off = is_off(e->state);
	enum err rc = OK;

	for (size_t i = 0; i < s->rows.n && rc == OK; i++) {
		struct clock_row *r = &s->rows.v[i];

		if (clock_owed(r))
			rc = off ? clock_end(s, r, e->at, CLOCK_CANCELLED)
				 : settle(s, r, e);
	}
	return rc;
}

/* The law's term runs from the complaint on, answered in between or not. */
static enum err
never_stopped(struct clock_set *s, struct clock_row *r, msec at)
{
	enum err rc;

	if ((rc = clock_set_due(s, r)) != OK ||
	    (rc = clock_run_to(s, r, clock_not_before(r, at))) != OK)
		return rc;
	r->met_at = 0;
	r->cycle++;
	return clock_set_due(s, r);
}

/* The last clock of a kind goes on; the time it was done counts as a pause. */
static enum err
go_on(struct clock_set *s, const struct policy *p, enum promise_kind kind,
    msec at)
{
	struct clock_row *r = NULL;
	enum err rc;

	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == kind && s->rows.v[i].leg.len == 0)
			r = &s->rows.v[i];
	if (r == NULL || r->state != CLOCK_MET)
		return clock_start_kind(s, p, kind, at, 0);
	if (kind == PROMISE_STATUTORY)
		return never_stopped(s, r, at);
	if ((rc = clock_run_to(s, r, clock_not_before(r, at))) != OK)
		return rc;
	r->met_at = 0;
	r->cycle++;
	r->level = 0;
	if (p->reopen == REOPEN_RESTART) {
		r->start_at = r->since_at;
		r->used_ms = r->breached_at = 0;
		r->by_change = false;
		clock_forget_pauses(r);
	}
	return clock_set_due(s, r);
}

static enum err
reopen(struct clock_set *s, const struct clock_event *e)
{
	const struct policy *p = policy_find(s->policies, s->policy);
	enum promise_kind answer = PROMISE_NEXT_RESPONSE;
	enum err rc = OK;

	s->words.asked_at = e->at;
	/* The law's goes on where it was, also when a join brought it. */
	for (int k = 0; k < PROMISE_KINDS && rc == OK; k++)
		if (k == PROMISE_STATUTORY ||
		    (whole_life(k) && p != NULL && p->has[k]))
			rc = go_on(s, p, k, e->at);
	if (rc != OK || p == NULL || clock_find_owed(s, answer) != NULL)
		return rc;
	if (p->has[answer])
		return clock_start(s, p, answer, &p->target[answer], e->at, 0);
	/* As long as the first answer may take; measured in its calendar. */
	if (!p->has[PROMISE_FIRST_RESPONSE] || p->calendar[answer].len == 0)
		return OK;
	return clock_start(s, p, answer, &p->target[PROMISE_FIRST_RESPONSE],
	    e->at, 0);
}

static enum err
enter(struct clock_set *s, const struct clock_event *e)
{
	bool was = policy_state(s->state) != 0, is;
	enum err rc = OK;

	turn(s, e);
	is = policy_state(s->state) != 0;
	if (!is) {
		s->words = (struct clock_words){ .asked_at = 0 };
		return leave(s, e);
	}
	if (!was && !e->created)
		return reopen(s, e);
	for (size_t i = 0; i < s->rows.n && rc == OK; i++)
		if (clock_owed(&s->rows.v[i]))
			rc = clock_settle(s, &s->rows.v[i], e);
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

		if (clock_owed(r) && is_answer(r->kind))
			rc = clock_end(s, r, e->at, CLOCK_MET);
	}
	if (policy_state(s->state) == 0)
		return rc;
	s->words.asked_at = 0;
	s->words.told_at = e->at;
	for (int k = 0; k < PROMISE_KINDS && rc == OK && p != NULL; k++)
		if (is_update(k))
			rc = clock_start_kind(s, p, k, e->at, 0);
	return rc;
}

/* The customer said something: an answer is owed, unless the first still is. */
static enum err
contact(struct clock_set *s, const struct clock_event *e)
{
	const struct policy *p = policy_find(s->policies, s->policy);

	if (policy_state(s->state) == 0)
		return OK;
	if (s->words.asked_at == 0)
		s->words.asked_at = e->at;
	if (clock_find_owed(s, PROMISE_FIRST_RESPONSE) != NULL)
		return OK;
	return clock_start_kind(s, p, PROMISE_NEXT_RESPONSE, e->at, 0);
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
	if (s->words.turns.n > 0)
		s->words.turns.v[s->words.turns.n - 1].until = at;
}

/* Another ticket's, with all that is waited for there. */
static enum err
join(struct clock_set *s, const struct clock_event *e)
{
	const struct clock_row *r;
	enum err rc;

	rc = clock_adopt(s, e->joined, e->njoined, e->at, e->unjoined);
	r = clock_find_owed(s, PROMISE_NEXT_RESPONSE);
	if (r != NULL &&
	    (s->words.asked_at == 0 || r->start_at < s->words.asked_at))
		s->words.asked_at = r->start_at;
	return rc;
}

enum err
clock_step(struct clock_set *s, const struct clock_event *e)
{
	enum err rc = OK;

	if (e->created) {
		turn(s, e);
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
		rc = join(s, e);
	return rc;
}
