/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain.c - the ledger of a clock.
 *
 * The events are played once more; the clock in question tells of each stretch
 * as it ends. A stretch is cut where the holder changes and where its calendar
 * opens and closes.
 */
#include "core/explain.h"

#include "core/list.h"
#include "core/rebuild.h"

struct hold {
	msec from, at; /* at: of the event, which may be told late */
	struct str holder, team;
	int64_t event;
	struct str reason;
};
struct stretch {
	msec from, to;
	enum clock_state state;
	struct calendar *calendar;
};
struct telling {
	struct core *c;
	struct arena *a;
	struct ledger *l;
	VEC(struct hold) holds;
	VEC(struct stretch) stretches;
	enum promise_kind kind;
	int64_t round;
	struct policies *policies;
	const struct clock_event *event; /* that is being played */
	enum err rc;			 /* of a life that was joined */
};

/* ---- who held it -------------------------------------------------------- */

static bool
party(struct str holder)
{
	return str_is(holder, "customer") || str_is(holder, "third-party");
}

static struct str
party_of(struct str state)
{
	if (str_is(state, "pending-customer"))
		return STR("customer");
	if (str_is(state, "pending-third-party"))
		return STR("third-party");
	return STR_NONE;
}

/* A person's name, a team's name, or the word itself. */
static struct str
name_of(struct telling *t, struct str holder)
{
	struct rows_history_names names;
	struct row_ticket_team team;
	struct id id;

	if (id_parse(holder, &id)) {
		struct str ids = list_ids(&t->c->scratch, &id, 1, sizeof(id));

		if (q_history_names(t->c->db, t->a, ids, &names) == OK &&
		    names.n == 1)
			return names.v[0].name;
	} else if (holder.len > 0 &&
	    q_ticket_team(t->c->db, t->a, holder, &team) == OK) {
		return team.name;
	}
	return holder;
}

static void
add_hold(struct telling *t, msec from, struct str holder, struct str team,
    const struct clock_event *e)
{
	struct hold *last = t->holds.n > 0 ? &t->holds.v[t->holds.n - 1] : NULL;
	struct hold h = { from, e->at, holder, team, e->n, e->reason };

	if (last != NULL && from < last->from)
		h.from = last->from;
	*vec_push(t->a, &t->holds) = h;
}

/* Names instead of ids and codes, each looked up once. */
struct known {
	VEC(struct hold) v; /* holder: the name of reason */
};

static struct str
known_name(struct telling *t, struct known *known, struct str raw)
{
	struct hold *h;

	for (size_t k = 0; k < known->v.n; k++)
		if (str_eq(known->v.v[k].reason, raw))
			return known->v.v[k].holder;
	h = vec_push(&t->c->scratch, &known->v);
	*h = (struct hold){ .holder = name_of(t, raw), .reason = raw };
	return h->holder;
}

static void
name_holds(struct telling *t)
{
	struct known known = { { 0 } };

	for (size_t i = 0; i < t->holds.n; i++) {
		struct hold *h = &t->holds.v[i];

		h->holder = known_name(t, &known, h->holder);
		h->team = known_name(t, &known, h->team);
	}
}

/* Who has it after each event: a person or a team, and of which team; the
 * other party while it waits for that, who was asked while it is lent. */
struct hands {
	struct str state, base, team, lent_to, lent_owner;
};

static void
hand_on(struct hands *h, const struct clock_event *e)
{
	struct id who;

	if (e->team.len > 0)
		h->team = e->team;
	if (e->lent_told)
		h->lent_to = e->lent_to;
	if (e->lent_told || e->lent_owner_told)
		h->lent_owner = list_given(e->lent_owner);
	if (e->state.len > 0)
		h->state = e->state;
	if (e->holder.len == 0 || party(e->holder))
		return;
	if (!str_is(h->state, "referred"))
		h->base = e->holder;
	if (e->n == 0 && !str_is(h->state, "referred") &&
	    !id_parse(e->holder, &who))
		h->team = e->holder;
}

static void
read_holds(struct telling *t, const struct clock_events *events, struct str own)
{
	struct hands h = { STR_NONE, STR_NONE, STR_NONE, STR_NONE, STR_NONE };

	if (events->n > 0 && events->v[0].n == 0)
		h.team = own;
	for (size_t i = 0; i < events->n; i++) {
		const struct clock_event *e = &events->v[i];
		struct str who, team;

		hand_on(&h, e);
		if (e->holder.len == 0 && e->state.len == 0 && !e->lent_told &&
		    !e->lent_owner_told)
			continue;
		who = h.base;
		team = h.team;
		if (party_of(h.state).len > 0)
			who = team = party_of(h.state);
		else if (str_is(h.state, "referred") && h.lent_to.len > 0) {
			team = h.lent_to;
			who = h.lent_owner.len > 0 ? h.lent_owner : team;
		}
		add_hold(t, e->at, who, team, e);
	}
	name_holds(t);
}

static const struct hold *
hold_at(const struct telling *t, msec at)
{
	const struct hold *h = NULL;

	for (size_t i = 0; i < t->holds.n && t->holds.v[i].from <= at; i++)
		h = &t->holds.v[i];
	return h;
}

/* Where the next holder begins, or `end`. */
static msec
hold_end(const struct telling *t, msec at, msec end)
{
	for (size_t i = 0; i < t->holds.n; i++)
		if (t->holds.v[i].from > at)
			return t->holds.v[i].from < end ? t->holds.v[i].from
							: end;
	return end;
}

/* ---- rows --------------------------------------------------------------- */

static void
add_share(struct arena *a, struct ledger_shares *to, struct str holder,
    const struct ledger_row *row)
{
	struct ledger_share *s = NULL;

	for (size_t i = 0; i < to->n && s == NULL; i++)
		if (str_eq(to->v[i].holder, holder))
			s = &to->v[i];
	if (s == NULL) {
		s = vec_push(a, to);
		*s = (struct ledger_share){ .holder = holder };
	}
	s->counted += row->counted;
	s->shown += row->grows;
}

/* What a running total grows by, in whole minutes. */
static msec
minutes(msec before, msec after)
{
	return (after / MINUTES(1) - before / MINUTES(1)) * MINUTES(1);
}

static msec
sum(const struct ledger *l)
{
	return l->rows.n > 0 ? l->rows.v[l->rows.n - 1].sum : 0;
}

static struct str
reason_of(struct telling *t, const struct sla_segment *g, const struct hold *h)
{
	return g->why == SLA_PAUSED && h != NULL ? h->reason
						 : str_copy(t->a, g->what);
}

static void
add_row(struct telling *t, const struct sla_segment *g, bool foreseen)
{
	const struct hold *h = hold_at(t, g->from);
	msec counted = g->why == SLA_OPEN ? g->to - g->from : 0;
	msec begin = t->l->rows.n > 0 ? t->l->rows.v[0].from : g->from;
	struct ledger_row row = { .from = g->from,
		.to = g->to,
		.counted = counted,
		.sum = sum(t->l) + counted,
		.grows = minutes(sum(t->l), sum(t->l) + counted),
		.length = minutes(g->from - begin, g->to - begin),
		.why = g->why,
		.foreseen = foreseen,
		.holder = h != NULL ? h->holder : STR_NONE,
		.reason = reason_of(t, g, h),
		.event = h != NULL ? h->event : 0,
		.event_at = h != NULL ? h->at : 0 };

	if (counted > 0 && !foreseen) {
		add_share(t->a, &t->l->shares, row.holder, &row);
		add_share(t->a, &t->l->teams, h != NULL ? h->team : STR_NONE,
		    &row);
	}
	*vec_push(t->a, &t->l->rows) = row;
}

static void
add_stretch(struct telling *t, const struct stretch *s, bool foreseen)
{
	struct pause whole = { s->from, s->to };
	struct pauses pauses = NO_PAUSES;
	struct sla_segments parts;
	msec at, end;

	if (s->state != CLOCK_RUNNING)
		pauses = (struct pauses){ &whole, 1 };
	for (at = s->from; at < s->to; at = end) {
		end = hold_end(t, at, s->to);
		parts = (struct sla_segments){ NULL, 0, 0 };
		sla_segments(s->calendar, at, end, pauses, &t->c->scratch,
		    &parts);
		for (size_t i = 0; i < parts.n; i++) {
			struct sla_segment *g = &parts.v[i];

			if (g->why == SLA_PAUSED && s->state == CLOCK_MET)
				g->why = SLA_DONE;
			if (g->why != SLA_BEFORE)
				add_row(t, g, foreseen);
		}
	}
}

static void
hear(void *u, const struct clock_row *r, struct calendar *c, msec at)
{
	struct telling *t = u;

	if (r->kind != t->kind || r->round != t->round || at <= r->since_at)
		return;
	*vec_push(&t->c->scratch, &t->stretches) =
	    (struct stretch){ r->since_at, at, r->state, c };
}

/* ---- the life of a ticket that was joined --------------------------------- */

/* From the join on it is in this ticket's hands. */
static void
holds_from(struct telling *t, const struct telling *other, msec at)
{
	const struct hold *h = hold_at(t, at);
	struct telling made = *t;

	made.holds.v = NULL;
	made.holds.n = made.holds.cap = 0;
	for (size_t i = 0; i < other->holds.n; i++)
		if (other->holds.v[i].from < at)
			*vec_push(t->a, &made.holds) = other->holds.v[i];
	if (h != NULL) {
		*vec_push(t->a, &made.holds) = *h;
		made.holds.v[made.holds.n - 1].from = at;
	}
	for (size_t i = 0; i < t->holds.n; i++)
		if (t->holds.v[i].from > at)
			*vec_push(t->a, &made.holds) = t->holds.v[i];
	t->holds = made.holds;
}

static void take(void *u, const struct clock_row *, const struct clock_row *);

/* A ticket's life, of which one clock tells its stretches. */
static enum err
live(struct telling *t, const struct clock_events *events, struct str team,
    struct clock_set *s)
{
	enum err rc = OK;

	*s = (struct clock_set){ .policies = t->policies,
		.arena = &t->c->scratch,
		.fault = &t->c->fault,
		.state = STR_NONE,
		.policy = STR_NONE,
		.stretch = hear,
		.taken = take,
		.u = t };
	read_holds(t, events, team);
	for (size_t i = 0; i < events->n && rc == OK; i++) {
		t->event = &events->v[i];
		rc = clock_step(s, t->event);
		if (rc == OK)
			rc = t->rc;
	}
	return rc;
}

/* What was told until here is not its life any more: the other's is. */
static void
take(void *u, const struct clock_row *r, const struct clock_row *x)
{
	struct telling *t = u;
	struct telling other = { .c = t->c,
		.a = t->a,
		.l = t->l,
		.kind = x->kind,
		.round = x->round,
		.policies = t->policies };
	struct stretch last = { x->since_at, r->since_at, x->state, NULL };
	struct clock_set s;

	if (r->kind != t->kind || r->round != t->round)
		return;
	t->rc = live(&other, t->event->joined_life, t->event->joined_team, &s);
	if (t->rc == OK)
		t->rc = clock_calendar(&s, x, r->since_at, &last.calendar);
	if (t->rc != OK)
		return;
	t->stretches.v = other.stretches.v;
	t->stretches.n = other.stretches.n;
	t->stretches.cap = other.stretches.cap;
	if (last.to > last.from)
		*vec_push(&t->c->scratch, &t->stretches) = last;
	holds_from(t, &other, t->event->at);
}

/* ---- which clock -------------------------------------------------------- */

static const struct clock_row *
choose(const struct clock_set *s, struct str kind)
{
	const struct clock_row *r = NULL;

	if (kind.len == 0 && (r = clock_first(s)) != NULL)
		return r;
	for (size_t i = 0; i < s->rows.n; i++)
		if (kind.len == 0
			? r == NULL || s->rows.v[i].since_at >= r->since_at
			: str_is(kind, promise_kind_name(s->rows.v[i].kind)))
			r = &s->rows.v[i];
	return r;
}

static void
head(struct telling *t, const struct clock_row *r,
    const struct row_promise_case *is)
{
	struct ledger *l = t->l;

	l->number = is->number;
	l->kind = r->kind;
	l->round = r->round;
	l->cycle = r->cycle;
	l->state = r->state;
	l->policy = str_copy(t->a, r->policy);
	l->calendar = str_copy(t->a, r->calendar);
	l->zones = str_copy(t->a, r->zones);
	l->start_at = r->start_at;
	l->target_ms = r->target_ms;
	l->due_at = r->due_at;
	l->met_at = r->met_at;
	l->breached_at = r->breached_at;
	l->ended_at = r->state == CLOCK_CANCELLED ? r->since_at : 0;
	l->by_change = r->by_change;
	l->missed_by = STR_NONE;
}

static enum err
finish(struct telling *t, struct clock_set *s, const struct clock_row *r)
{
	struct ledger *l = t->l;
	struct stretch last = { r->since_at, l->now, r->state, NULL };
	const struct hold *h;
	msec missed;
	enum err rc;

	if ((rc = clock_used(s, r, l->now, &l->used_ms)) != OK ||
	    (rc = clock_calendar(s, r, l->now, &last.calendar)) != OK)
		return rc;
	l->left_ms = l->target_ms - l->used_ms;
	for (size_t i = 0; i < t->stretches.n; i++)
		add_stretch(t, &t->stretches.v[i], false);
	if (r->state == CLOCK_RUNNING || r->state == CLOCK_PAUSED)
		add_stretch(t, &last, false);
	l->adjusted = l->used_ms - sum(l);
	missed = l->breached_at;
	if (missed == 0 && r->state == CLOCK_RUNNING && l->now > r->due_at)
		missed = r->due_at;
	if (missed != 0 && (h = hold_at(t, missed)) != NULL)
		l->missed_by = h->holder;
	last =
	    (struct stretch){ l->now, r->due_at, CLOCK_RUNNING, last.calendar };
	if (r->state == CLOCK_RUNNING && r->due_at > l->now)
		add_stretch(t, &last, true);
	return OK;
}

/* Played from the events, and compared with what is stored. */
static enum err
play(struct telling *t, struct policies *p, const struct row_promise_case *is,
    const struct clock_row *stored, struct id ticket)
{
	struct clock_events events;
	const struct clock_row *r = NULL;
	struct clock_set s;
	enum err rc;

	t->kind = stored->kind;
	t->round = stored->round;
	t->policies = p;
	rc = promise_events(t->c, &t->c->scratch, ticket, is, &events);
	if (rc != OK || (rc = live(t, &events, is->team, &s)) != OK)
		return rc;
	for (size_t i = 0; i < s.rows.n; i++)
		if (s.rows.v[i].kind == t->kind &&
		    s.rows.v[i].round == t->round)
			r = &s.rows.v[i];
	if (r == NULL)
		r = stored;
	head(t, r, is);
	t->l->unanswered = clock_unanswered(&s, r);
	t->l->same = r != stored && r->due_at == stored->due_at &&
	    r->used_ms == stored->used_ms && r->state == stored->state &&
	    r->breached_at == stored->breached_at;
	return finish(t, &s, r);
}

enum err
promise_explain(struct core *c, struct arena *a, struct id ticket,
    struct str kind, struct ledger *out)
{
	struct ledger made = { .now = clock_now(c->clock) };
	struct telling t = { .c = c, .a = a, .l = &made };
	const struct clock_row *r;
	struct row_promise_case is;
	struct row_ticket_get seen;
	struct policies *p;
	struct clock_set s;
	enum err rc;

	if ((rc = ticket_get(c, &c->scratch, ticket, &seen)) != OK ||
	    (rc = policies_now(c, &p)) != OK)
		return rc;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, ticket, &is));
	if (rc != OK || (rc = clocks_load(c, p, &is, ticket, &s)) != OK)
		return rc;
	if ((r = choose(&s, list_given(kind))) == NULL)
		return fail(&c->fault, ERR_NOT_FOUND,
		    kind.len > 0 ? _("T-%lld has no clock '%s'")
				 : _("nothing is promised on T-%lld%s"),
		    (long long)is.number, list_given(kind).s);
	if ((rc = play(&t, p, &is, r, ticket)) == OK)
		*out = made;
	return rc;
}
