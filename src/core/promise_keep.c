/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promise_keep.c - clocks follow their ticket in the transaction that changes
 * it.
 */
#include "core/promise_keep.h"

#include "core/follow.h"
#include "core/rebuild.h"

/* ---- rows --------------------------------------------------------------- */

void
clock_of_row(struct clock_row *r, const struct row_clock_of *in)
{
	int kind = 0;

	while (kind < PROMISE_KINDS - 1 &&
	    !str_is(in->kind, promise_kind_name(kind)))
		kind++;
	*r = (struct clock_row){ .kind = kind,
		.round = in->round,
		.cycle = in->cycle,
		.leg = in->leg,
		.state = clock_state_find(in->state),
		.policy = in->policy,
		.calendar = in->calendar,
		.zones = in->zones,
		.start_at = in->start_at,
		.target_ms = in->target_ms,
		.used_ms = in->used_ms,
		.since_at = in->since_at,
		.due_at = in->due_at,
		.until_at = in->until_at,
		.met_at = in->met_at,
		.breached_at = in->breached_at,
		.by_change = in->by_change != 0,
		.first_met = (int)in->first_met,
		.level = in->level,
		.next_level = in->next_level,
		.next_level_at = in->next_level_at,
		.paused_ms = in->paused_ms,
		.pauses = in->pauses,
		.late_pauses = in->late_pauses };
}

enum err
clocks_load(struct core *c, struct policies *p,
    const struct row_promise_case *t, struct id ticket, struct clock_set *s)
{
	struct rows_clock_of rows;
	enum err rc;

	*s = (struct clock_set){ .policies = p,
		.arena = &c->scratch,
		.fault = &c->fault,
		.state = t->state,
		.policy = t->policy,
		.leg_state = t->leg_state };
	rc = core_db(c, q_clock_of(c->db, &c->scratch, ticket, &rows));
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		clock_of_row(vec_push(&c->scratch, &s->rows), &rows.v[i]);
	return rc;
}

enum err
clocks_hear(struct core *c, const struct row_promise_case *t, struct id ticket,
    struct clock_set *s)
{
	struct clock_set played = { .policies = s->policies,
		.arena = s->arena,
		.fault = s->fault,
		.state = STR_NONE,
		.policy = STR_NONE };
	struct clock_events life = { 0 };
	enum err rc = promise_events(c, s->arena, ticket, t, &life);

	if (rc == OK && (rc = promise_play(&played, &life)) == OK)
		s->words = played.words;
	return rc;
}

static void
put(struct par_clock_put *p, struct id ticket, const struct clock_row *r)
{
	*p = (struct par_clock_put){ .ticket = ticket,
		.kind = str_of(promise_kind_name(r->kind)),
		.round = r->round,
		.cycle = r->cycle,
		.leg = r->leg,
		.state = str_of(clock_state_name(r->state)),
		.policy = r->policy,
		.calendar = r->calendar,
		.zones = r->zones,
		.start_at = r->start_at,
		.target_ms = r->target_ms,
		.used_ms = r->used_ms,
		.since_at = r->since_at,
		.due_at = r->due_at,
		.until_at = r->until_at,
		.met_at = r->met_at,
		.breached_at = r->breached_at,
		.by_change = r->by_change,
		.first_met = r->first_met,
		.level = r->level,
		.next_level = r->next_level,
		.next_level_at = r->next_level_at,
		.paused_ms = r->paused_ms,
		.pauses = r->pauses,
		.late_pauses = r->late_pauses };
}

enum err
clocks_save(struct core *c, struct id ticket, msec created_at,
    struct clock_set *s)
{
	VEC(struct par_clock_put) rows = { 0 };
	bool legs = false;
	enum err rc = OK;

	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].dirty) {
			put(vec_push(&c->scratch, &rows), ticket,
			    &s->rows.v[i]);
			legs = legs || s->rows.v[i].leg.len > 0;
		}
	if (rows.n > 0)
		rc = q_clock_put_batch(c->db, &c->scratch, rows.v, rows.n);
	if (rc == OK && legs && clock_first_leg(s) != NULL)
		rc = q_referral_rank(c->db, ticket,
		    clock_leg_rank(s, created_at), NULL);
	if (rc == OK)
		rc = q_promise_set(c->db, ticket, clock_rank(s, created_at),
		    s->policy, NULL);
	return core_db(c, rc);
}

/* ---- which policy ------------------------------------------------------- */

/* ",leaf,parent,", and the nearest one's own policy: read only where some
 * policy asks or some leaf names one. */
static enum err
types_of(struct core *c, struct str code, struct str *out, struct str *named)
{
	struct rows_promise_types rows;
	struct buf b = { 0 };
	enum err rc;

	rc = core_db(c, q_promise_types(c->db, &c->scratch, code, &rows));
	if (rc != OK)
		return rc;
	buf_c(&b, ',');
	for (size_t i = 0; i < rows.n; i++) {
		buf_printf(&b, "%s,", rows.v[i].code.s);
		if (named->len == 0)
			*named = rows.v[i].policy;
	}
	*out = buf_copy(&c->scratch, &b);
	buf_done(&b);
	return OK;
}

enum err
promise_case(struct core *c, struct policies *p,
    const struct row_promise_case *t, struct policy_case *out)
{
	*out = (struct policy_case){ .types = STR_NONE,
		.segment = t->segment,
		.channel = t->channel,
		.branch = t->branch,
		.priority = t->priority,
		.named = STR_NONE };
	return policies_by_type(p)
	    ? types_of(c, t->typification, &out->types, &out->named)
	    : OK;
}

static const struct event_value *
value(const struct write *w, const char *field)
{
	for (size_t i = w->event.values.n; i-- > 0;) {
		const struct event_value *v = &w->event.values.v[i];

		if (str_is(v->entity, "ticket") && str_is(v->field, field))
			return v;
	}
	return NULL;
}

static bool
lawful(const struct policy *p)
{
	return p != NULL && p->has[PROMISE_STATUTORY];
}

enum err
promise_law(struct core *c, struct policies *p,
    const struct row_promise_case *t, struct id ticket,
    const struct policy_case *k, const struct policy *found,
    struct clock_event *e)
{
	struct row_promise_complaint since;
	enum err rc;

	if (!lawful(found) || lawful(policy_find(p, t->policy)))
		return OK;
	rc =
	    core_db(c, q_promise_complaint(c->db, &c->scratch, ticket, &since));
	/* No law is older than itself. */
	if (rc == OK && lawful(policy_match(p, k, since.at)))
		e->law_at = since.at;
	return rc;
}

/* What it is about now is from now on. */
static enum err
tell_law(struct core *c, struct write *w, struct policies *p,
    const struct row_promise_case *t, const struct policy_case *k,
    const struct policy *found, struct clock_event *e)
{
	char iso[CLOCK_ISO];
	enum err rc;

	if (e->created || value(w, "typification") != NULL)
		return OK;
	rc = promise_law(c, p, t, w->id, k, found, e);
	if (rc == OK && e->law_at != 0)
		write_set_of(c, w, "ticket", "law", STR_NONE,
		    str_of(clock_iso(e->law_at, iso)));
	return rc;
}

static enum err
choose(struct core *c, struct write *w, struct policies *p,
    const struct row_promise_case *t, struct clock_event *e)
{
	const struct policy *found;
	struct policy_case k;
	enum err rc;

	if ((rc = promise_case(c, p, t, &k)) != OK)
		return rc;
	found = policy_match(p, &k, w->at);
	if (found == NULL && t->policy.len == 0)
		return OK;
	if (found != NULL && str_eq(found->ref, t->policy))
		return OK;
	if (found != NULL)
		e->policy = found->ref;
	else
		e->no_policy = true;
	write_set_of(c, w, "ticket", "policy", t->policy, e->policy);
	return tell_law(c, w, p, t, &k, found, e);
}

/* ---- following ---------------------------------------------------------- */

static bool
is_split(const struct write *w)
{
	return strcmp(w->kind, "ticket.split") == 0;
}

/* What the write tells of legs. */
static bool
told_legs(const struct write *w, struct clock_event *e)
{
	for (size_t i = 0; i < countof(e->legs); i++)
		e->legs[i] = (struct leg_event){ STR_NONE, STR_NONE, STR_NONE };
	for (size_t i = 0; i < w->event.values.n; i++) {
		const struct event_value *v = &w->event.values.v[i];

		clock_leg_value(e, v->entity, v->field, v->new);
	}
	return e->legs[0].leg.len > 0;
}

/* What the write tells; false when nothing of it concerns clocks. */
static bool
told(const struct write *w, struct clock_event *e, bool *choosing)
{
	const struct event_value *state = value(w, "state");
	const struct event_value *until = value(w, "until");
	const struct event_value *start = value(w, "start");
	struct fault none;

	*e = (struct clock_event){ .at = w->at,
		.created = strcmp(w->kind, "ticket.create") == 0 ||
		    strcmp(w->kind, "ticket.follow") == 0 || is_split(w),
		.reply = strcmp(w->kind, "ticket.reply") == 0,
		.contact = strcmp(w->kind, "ticket.contact") == 0,
		.state = state != NULL ? state->new : STR_NONE,
		.policy = STR_NONE };
	if (until != NULL && until->new.len > 0 &&
	    clock_parse(until->new, &e->until, &none) != OK)
		e->until = 0;
	e->no_until = until != NULL && e->until == 0;
	if (start != NULL && clock_parse(start->new, &e->at, &none) != OK)
		e->at = w->at;
	*choosing = e->created || strcmp(w->kind, "ticket.promise") == 0 ||
	    value(w, "priority") != NULL || value(w, "typification") != NULL;
	return told_legs(w, e) || *choosing || e->reply || e->contact ||
	    e->state.len > 0 || e->until != 0 || e->no_until;
}

/*
 * What was undone is as if it had not been: the clocks are played anew without
 * it, and then the policy that fits now is theirs.
 */
static enum err
follow_back(struct core *c, struct write *w, struct policies *p,
    const struct row_promise_case *t, struct clock_event *e)
{
	struct clock_set s;
	enum err rc;

	if ((rc = promise_again(c, p, w->id, t, &s)) != OK)
		return rc;
	*e = (struct clock_event){ .at = w->at,
		.state = STR_NONE,
		.policy = e->policy,
		.no_policy = e->no_policy,
		.law_at = e->law_at };
	if ((rc = clock_step(&s, e)) != OK ||
	    (rc = core_db(c, q_clock_drop(c->db, w->id, NULL))) != OK)
		return rc;
	if (s.rows.n == 0 && s.policy.len == 0 && t->policy.len == 0)
		return OK; /* it owes nothing, as before */
	for (size_t i = 0; i < s.rows.n; i++)
		s.rows.v[i].dirty = true;
	return clocks_save(c, w->id, t->created_at, &s);
}

enum err
promise_follow(struct core *c, struct write *w, struct id ticket)
{
	const struct event_value *state = value(w, "state");
	struct clock_events said = { 0 };
	struct row_promise_case t;
	struct clock_event e;
	struct clock_set s;
	struct policies *p;
	bool choosing, back = strcmp(w->kind, "undo") == 0;
	enum err rc;

	if (!told(w, &e, &choosing) && !back)
		return OK;
	if ((rc = policies_now(c, &p)) != OK || policies_none(p))
		return rc;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, ticket, &t));
	if (rc == OK && choosing)
		rc = choose(c, w, p, &t, &e);
	/* An undo may bring back the policy of a ticket that was taken back. */
	if (rc == OK && back)
		return follow_back(c, w, p, &t, &e);
	if (rc != OK ||
	    (t.policy.len == 0 && e.policy.len == 0 && id_none(t.leg) &&
		e.legs[0].leg.len == 0))
		return rc;
	if (e.created)
		s = (struct clock_set){
			.policies = p, .arena = &c->scratch, .fault = &c->fault
		};
	else if ((rc = clocks_load(c, p, &t, ticket, &s)) != OK)
		return rc;
	if (!e.created && state != NULL)
		s.state = state->old;
	if (!e.created && e.policy.len > 0 &&
	    (rc = clocks_hear(c, &t, ticket, &s)) != OK)
		return rc;
	if ((rc = clock_step(&s, &e)) != OK)
		return rc;
	if (is_split(w) &&
	    ((rc = promise_split_words(c, &c->scratch, ticket, 0, e.at, w->at,
		  &said)) != OK ||
		(rc = promise_play(&s, &said)) != OK))
		return rc;
	return clocks_save(c, ticket, t.created_at, &s);
}

enum err
promise_reopens(struct core *c, const struct row_ticket_take *t, msec at)
{
	struct follow_window window;
	enum err rc = follow_window(c, t->id, t->resolved_at, &window);

	if (rc != OK || !follow_over(&window, at))
		return rc;
	if ((rc = follow_points_on(c, t)) != OK)
		return rc;
	return window.never
	    ? fail(&c->fault, ERR_INVALID,
		  _("T-%lld is not opened again, its policy says so; 'ticket "
		    "follow %lld' opens another that goes on with it"),
		  (long long)t->number, (long long)t->number)
	    : fail(&c->fault, ERR_INVALID,
		  _("T-%lld was resolved too long ago to be opened again; "
		    "'ticket follow %lld' opens another that goes on with it"),
		  (long long)t->number, (long long)t->number);
}
