/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep.c - one sweep: the lease, then what is due, thing by thing.
 */
#include "core/sweep.h"

#include "base/log.h"
#include "core/handover.h"
#include "core/list.h"
#include "core/sweep_part.h"
#include "core/ticket_body.h"

/* ---- the lease ---------------------------------------------------------- */

struct lease {
	struct core *c;
	struct id holder;
	msec now;
	int64_t mine;
};

static enum err
take_lease(void *u)
{
	struct lease *l = u;

	return q_sweep_lease(l->c->db, l->holder, l->now, l->now + SWEEP_LEASE,
	    &l->mine);
}

static enum err
hold(struct sweep *s, bool *held)
{
	struct lease l = { s->c, s->o->holder, clock_now(s->c->clock), 0 };
	enum err rc = core_db(s->c, db_tx(s->c->db, TX_WRITE, take_lease, &l));

	*held = rc == OK && l.mine > 0;
	return rc;
}

void
sweep_leave(struct core *c, struct id holder)
{
	if (c->db != NULL && q_sweep_leave(c->db, holder, NULL) != OK)
		log_warn("sweep.leave why=%s", db_fault(c->db)->text);
}

/* ---- tickets that come back --------------------------------------------- */

static enum err
resume(struct sweep *s, const void *due)
{
	const struct row_sweep_parked *row = due;
	enum err rc;

	s->c->at = row->until_at;
	rc = ticket_resume(s->c, row->id, row->version);
	s->c->at = 0;
	if (rc == OK)
		s->d.resumed++;
	return rc;
}

static enum err
parked(struct sweep *s, bool *more)
{
	struct rows_sweep_parked page;
	enum err rc = q_sweep_parked(s->c->db, &s->page, clock_now(s->c->clock),
	    SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), resume, more);
}

/* ---- levels ------------------------------------------------------------- */

struct level {
	struct id ticket;
	struct str kind;
	int64_t round;
	bool made;
};

static struct clock_row *
find(struct clock_set *s, const struct level *l)
{
	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].round == l->round &&
		    str_is(l->kind, promise_kind_name(s->rows.v[i].kind)))
			return &s->rows.v[i];
	return NULL;
}

/* The highest level that is reached by now: after an absence those below it
 * are not told any more. */
static enum err
highest(struct clock_set *s, struct clock_row *r, msec now, msec *reached)
{
	enum err rc = OK;

	while (rc == OK && r->next_level_at != 0 && r->next_level_at <= now) {
		r->level = r->next_level;
		*reached = r->next_level_at;
		rc = clock_next(s, r);
	}
	r->dirty = true;
	return rc;
}

static void
describe(const struct policy *p, const struct clock_row *r,
    const struct row_promise_case *t, struct escalation *e)
{
	const struct policy_level *l;

	e->level = r->level <= p->nlevels ? r->level : p->nlevels;
	e->again = r->level - e->level;
	l = &p->levels[e->level - 1];
	e->kind = str_of(promise_kind_name(r->kind));
	e->round = r->round;
	e->cycle = r->cycle;
	e->share = l->share;
	e->reason = e->to_team = e->to_skill = STR_NONE;
	e->tell = l->tell;
	e->loud = t->priority <= p->urgent && l->at.permille >= 1000;
}

/* A leg's levels are told to who was asked, not to who sent it. */
static struct row_promise_case
told_to(const struct row_promise_case *t, const struct clock_row *r)
{
	struct row_promise_case to = *t;

	if (r->leg.len > 0) {
		to.owner = t->lent_owner;
		to.team = t->lent_to;
	}
	return to;
}

/* Told before its moment came, it was not told: it makes room. */
static enum err
make_room(struct core *c, const struct escalation *e)
{
	enum err rc = q_delivery_before(c->db, e->ticket, e->kind, e->round,
	    e->cycle, e->level, e->again, e->reached_at, NULL);

	if (rc == OK)
		rc = q_escalation_before(c->db, e->ticket, e->kind, e->round,
		    e->cycle, e->level, e->again, e->reached_at, NULL);
	return core_db(c, rc);
}

static enum err
tell_level(struct core *c, struct write *w, struct clock_set *s,
    const struct row_promise_case *t, struct clock_row *r, struct level *l)
{
	const struct policy *p = policy_find(s->policies, r->policy);
	struct escalation e = { .id = id_make(w->now), .ticket = w->id };
	struct row_promise_case to = told_to(t, r);
	enum err rc;

	if (p == NULL)
		return fail(&c->fault, ERR_CONFLICT, "%s", r->policy.s);
	if ((rc = highest(s, r, w->now, &e.reached_at)) != OK)
		return rc;
	describe(p, r, t, &e);
	write_set(c, w, "level", STR_NONE, e.share);
	write_set(c, w, "clock", STR_NONE, e.kind);
	if ((rc = make_room(c, &e)) != OK ||
	    (rc = escalation_make(c, w, s->policies, &to, &e, &l->made)) != OK)
		return rc;
	return clocks_save(c, w->id, t->created_at, s);
}

static enum err
level_body(struct core *c, struct write *w)
{
	struct level *l = w->u;
	struct row_ticket_take row;
	struct row_promise_case t;
	struct clock_set s;
	struct clock_row *r;
	struct policies *p;
	enum err rc;

	l->made = false;
	rc = q_ticket_take(c->db, &c->scratch, &w->scope, w->id, &row);
	if (rc != OK)
		return ticket_found(c, rc);
	w->version = row.version;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, w->id, &t));
	if (rc != OK || (rc = policies_now(c, &p)) != OK ||
	    (rc = clocks_load(c, p, &t, w->id, &s)) != OK)
		return rc;
	r = find(&s, l);
	/* It is looked at again here: it may have been done meanwhile. */
	if (r == NULL || r->state != CLOCK_RUNNING || r->next_level_at == 0 ||
	    r->next_level_at > w->now)
		return fail(&c->fault, ERR_CONFLICT,
		    _("T-%lld is no longer so"), (long long)t.number);
	return tell_level(c, w, &s, &t, r, l);
}

static enum err
level(struct sweep *s, const void *due)
{
	const struct row_sweep_due *row = due;
	struct level l = { row->ticket, row->kind, row->round, false };
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "ticket.level",
		.entity = "ticket",
		.id = row->ticket,
		.body = level_body,
		.u = &l };
	enum err rc = core_write(s->c, &w);

	if (rc == OK && l.made)
		s->d.levels++;
	return rc;
}

static enum err
levels(struct sweep *s, bool *more)
{
	struct rows_sweep_due page;
	enum err rc = q_sweep_due(s->c->db, &s->page, clock_now(s->c->clock),
	    SWEEP_PAGE, &page);

	return rc != OK
	    ? core_db(s->c, rc)
	    : sweep_page(s, page.v, page.n, sizeof(*page.v), level, more);
}

/* ---- all of it ---------------------------------------------------------- */

static enum err
each(struct sweep *s, enum err (*part)(struct sweep *, bool *more))
{
	bool more = true, held;
	enum err rc = OK;

	while (rc == OK && more && sweep_going(s)) {
		more = false;
		rc = part(s, &more);
		arena_reset(&s->page);
		if (rc == OK && more && (rc = hold(s, &held)) == OK && !held)
			return OK;
	}
	return rc;
}

/* Contacts whose console is gone wait for others again. */
static enum err
lost(struct sweep *s)
{
	return sweep_thing(s, handover_lost(s->c, &s->d.lost));
}

/* What could not be done is due at once, not in the past. */
static enum err
next_due(struct sweep *s)
{
	msec now = clock_now(s->c->clock);
	struct row_sweep_next next;
	enum err rc = core_db(s->c,
	    q_sweep_next(s->c->db, &s->page, s->o->spool != NULL, &next));

	if (rc == OK)
		s->d.next_at = next.at != 0 && next.at < now ? now : next.at;
	return rc;
}

/* What is due, in this order: first what changes things, then who is told. */
static enum err (*const parts[])(struct sweep *, bool *) = { sweep_renew,
	parked, sweep_held, levels, sweep_closings, sweep_approvals,
	sweep_callbacks, sweep_reminders, sweep_deliver, sweep_dates,
	sweep_count_uses };

static enum err
all(struct sweep *s)
{
	enum err rc;

	rc = lost(s);
	for (size_t i = 0; i < countof(parts) && rc == OK; i++)
		rc = each(s, parts[i]);
	if (rc == OK && s->o->spool != NULL) {
		sweep_tidy(s->o->spool);
		if ((rc = each(s, sweep_spool)) == OK)
			rc = each(s, sweep_letters);
		if (rc == OK)
			rc = each(s, sweep_date_letters);
	}
	return rc == OK ? next_due(s) : rc;
}

/* The program itself, and nobody: in whose hands it was is told beside it. */
static void
act(struct core *program, const struct core *c)
{
	core_init(program, c->db, c->clock);
	program->real = c->real;
	program->policies = c->policies;
	program->live = c->live;
	memset(program->grants, SCOPE_ALL, sizeof(program->grants));
	program->clear = c->clear;
	program->via = STR("sweep");
}

bool
sweep_may(const struct core *c, bool console)
{
	return (console && db_engine(c->db) == ENGINE_SQLITE) ||
	    c->grants[MAY_SLA_KEEP] == SCOPE_ALL;
}

enum err
sweep_run(struct core *c, const struct sweep_options *o, struct sweep_done *out)
{
	struct sweep s = { .o = o };
	struct row_sweep_seen seen;
	struct core program;
	unsigned veil;
	enum err rc;

	if (!sweep_may(c, o->console)) {
		*out = s.d;
		return o->console ? OK : core_allow(c, MAY_SLA_KEEP, NULL);
	}
	veil = db_veil(c->db, 0);
	act(&program, c);
	s.c = &program;
	if ((rc = hold(&s, &s.d.held)) == OK && s.d.held)
		rc = all(&s);
	if (rc == OK &&
	    (rc = core_db(&program, q_sweep_seen(c->db, &s.page, 1, &seen))) ==
		OK)
		s.d.until = seen.until_at;
	db_veil(c->db, veil);
	c->policies = program.policies;
	program.policies = NULL;
	c->live = program.live;
	program.live = NULL;
	if (rc == OK)
		*out = s.d;
	else
		c->fault = program.fault;
	arena_done(&s.page);
	core_done(&program);
	return rc;
}
