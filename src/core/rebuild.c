/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rebuild.c - plays every ticket's events and compares with what is stored.
 */
#include "core/rebuild.h"

#include "core/audit.h"
#include "base/zone.h"

enum { PAGE = 200 };

/* ---- one ticket --------------------------------------------------------- */

static struct clock_row *
clock_told(struct clock_set *s, const struct row_escalation_levels *told)
{
	for (size_t i = 0; i < s->rows.n; i++) {
		struct clock_row *r = &s->rows.v[i];

		if (str_is(told->kind, promise_kind_name(r->kind)) &&
		    told->round == r->round && told->cycle == r->cycle)
			return r;
	}
	return NULL;
}

static bool
while_unmade(const struct clock_events *e, msec at)
{
	for (size_t i = 0; i < e->unmade.n; i++)
		if (at >= e->unmade.v[i].from && at <= e->unmade.v[i].to)
			return true;
	return false;
}

/* A level that was told while something counted which is undone by now counts
 * only if the clock had come to it without that, too: else it was told too
 * soon, and is told at its own moment. */
static enum err
still_told(const struct clock_set *now, const struct clock_events *events,
    const struct row_escalation_levels *told, bool *so)
{
	struct clock_set s = { .policies = now->policies,
		.arena = now->arena,
		.fault = now->fault,
		.state = STR_NONE,
		.policy = STR_NONE };
	struct clock_events then = { 0 };
	const struct clock_row *r;
	enum err rc;

	*so = !while_unmade(events, told->told_at);
	if (*so)
		return OK;
	for (size_t i = 0; i < events->n; i++)
		if (events->v[i].at <= told->told_at)
			*vec_push(s.arena, &then) = events->v[i];
	if ((rc = promise_play(&s, &then)) != OK ||
	    (r = clock_told(&s, told)) == NULL)
		return rc;
	return clock_reached(&s, r, told->level, told->told_at, so);
}

static enum err
set_level(struct clock_set *s, const struct clock_events *events,
    const struct row_escalation_levels *told)
{
	struct clock_row *r = clock_told(s, told);
	const struct policy *p;
	bool so;
	enum err rc;

	if (r == NULL)
		return OK;
	rc = still_told(s, events, told, &so);
	if (rc != OK || !so)
		return rc;
	if (told->level > r->level)
		r->level = told->level;
	p = policy_find(s->policies, r->policy);
	if (p != NULL && told->acked >= p->nlevels)
		clock_hush(r);
	return OK;
}

static enum err
set_levels(struct core *c, struct id ticket, const struct clock_events *events,
    struct clock_set *s)
{
	struct rows_escalation_levels told;
	enum err rc;

	rc = core_db(c, q_escalation_levels(c->db, &c->scratch, ticket, &told));
	for (size_t i = 0; i < s->rows.n; i++)
		s->rows.v[i].level = 0;
	for (size_t i = 0; rc == OK && i < told.n; i++)
		rc = set_level(s, events, &told.v[i]);
	for (size_t i = 0; rc == OK && i < s->rows.n; i++)
		rc = clock_next(s, &s->rows.v[i]);
	return rc;
}

/* Which calendars a clock was measured with in its life. */
struct measure {
	enum promise_kind kind;
	int64_t round;
	struct str calendar; /* its name */
};
struct measures {
	struct arena *arena;
	struct measure *v;
	size_t n, cap;
};

static void
note(void *u, const struct clock_row *r, struct calendar *c, msec at)
{
	struct measures *m = u;
	const char *end = strrchr(r->calendar.s, '@');
	size_t len =
	    end != NULL ? (size_t)(end - r->calendar.s) : r->calendar.len;

	*vec_push(m->arena, m) = (struct measure){ r->kind, r->round,
		str_copyn(m->arena, r->calendar.s, len) };
	(void)c;
	(void)at;
}

static enum err
again(struct core *c, struct policies *p, struct id ticket,
    const struct row_promise_case *t, struct clock_set *s, struct measures *m)
{
	struct clock_events events;
	enum err rc;

	*s = (struct clock_set){ .policies = p,
		.arena = &c->scratch,
		.fault = &c->fault,
		.state = STR_NONE,
		.policy = STR_NONE,
		.stretch = m != NULL ? note : NULL,
		.u = m };
	if ((rc = promise_events(c, &c->scratch, ticket, t, &events)) != OK ||
	    (rc = promise_play(s, &events)) != OK)
		return rc;
	return set_levels(c, ticket, &events, s);
}

enum err
promise_again(struct core *c, struct policies *p, struct id ticket,
    const struct row_promise_case *t, struct clock_set *s)
{
	return again(c, p, ticket, t, s, NULL);
}

/* ---- the comparison ----------------------------------------------------- */

static const char *
difference(const struct clock_row *a, const struct clock_row *b)
{
	const struct {
		const char *name;
		int64_t a, b;
	} numbers[] = { { "cycle", a->cycle, b->cycle },
		{ "state", a->state, b->state },
		{ "start_at", a->start_at, b->start_at },
		{ "target_ms", a->target_ms, b->target_ms },
		{ "used_ms", a->used_ms, b->used_ms },
		{ "since_at", a->since_at, b->since_at },
		{ "due_at", a->due_at, b->due_at },
		{ "until_at", a->until_at, b->until_at },
		{ "met_at", a->met_at, b->met_at },
		{ "breached_at", a->breached_at, b->breached_at },
		{ "by_change", a->by_change, b->by_change },
		{ "first_met", a->first_met, b->first_met },
		{ "level", a->level, b->level },
		{ "next_level", a->next_level, b->next_level },
		{ "next_level_at", a->next_level_at, b->next_level_at },
		{ "paused_ms", a->paused_ms, b->paused_ms },
		{ "pauses", a->pauses, b->pauses },
		{ "late_pauses", a->late_pauses, b->late_pauses } };

	for (size_t i = 0; i < countof(numbers); i++)
		if (numbers[i].a != numbers[i].b)
			return numbers[i].name;
	if (!str_eq(a->policy, b->policy))
		return "policy";
	return str_eq(a->calendar, b->calendar) ? NULL : "calendar";
}

static const struct clock_row *
twin(const struct clock_set *s, const struct clock_row *r)
{
	for (size_t i = 0; i < s->rows.n; i++)
		if (s->rows.v[i].kind == r->kind &&
		    s->rows.v[i].round == r->round)
			return &s->rows.v[i];
	return NULL;
}

/* The id just before this one in the order of ids: a page from there begins
 * with it. */
static struct id
before(struct id id)
{
	size_t i = strlen(id.s);

	while (i-- > 0)
		if (id.s[i] != '0' && id.s[i] != '-') {
			id.s[i] = id.s[i] == 'a' ? '9' : (char)(id.s[i] - 1);
			break;
		}
	for (i++; i < strlen(id.s); i++)
		if (id.s[i] != '-')
			id.s[i] = 'f';
	return id;
}

struct work {
	struct core *c;
	struct rebuild r, before;
	struct id from, next, one; /* a slice is after `from`, up to `next` */
	bool dry, end;
};

static void
differs(struct work *w, const struct row_promise_case *t,
    const struct clock_row *r, const char *what)
{
	if (w->r.differ++ > 0)
		return;
	w->r.first = t->number;
	w->r.what = r == NULL
	    ? str_printf(&w->c->arena, "%s", what)
	    : str_printf(&w->c->arena, "%s %lld: %s",
		  promise_kind_name(r->kind), (long long)r->round, what);
}

/* Done, and measured with other zone data, or before a holiday or a version of
 * one of its calendars came in: it stays as it was. */
static bool
frozen(const struct policies *p, const struct clock_row *r,
    const struct measures *m)
{
	if (r->state != CLOCK_MET && r->state != CLOCK_CANCELLED)
		return false;
	if (!str_eq(r->zones, zone_version()))
		return true;
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].kind == r->kind && m->v[i].round == r->round &&
		    policies_changed(p, m->v[i].calendar) > r->since_at)
			return true;
	return false;
}

static void
compare(struct work *w, const struct row_promise_case *t, int64_t rank,
    const struct clock_set *old, struct clock_set *new,
    const struct measures *m)
{
	for (size_t i = 0; i < new->rows.n; i++) {
		struct clock_row *r = &new->rows.v[i];
		const struct clock_row *was = twin(old, r);
		const char *what = was == NULL ? "missing" : difference(was, r);

		w->r.clocks++;
		r->dirty = false;
		if (what == NULL)
			continue;
		if (was != NULL && frozen(new->policies, was, m)) {
			w->r.frozen++;
			continue;
		}
		r->dirty = true;
		differs(w, t, r, what);
	}
	for (size_t i = 0; i < old->rows.n; i++)
		if (twin(new, &old->rows.v[i]) == NULL)
			differs(w, t, &old->rows.v[i], "not in the events");
	if (clock_rank(new, t->created_at) != rank)
		differs(w, t, NULL, "rank");
	else if (!str_eq(new->policy, t->policy))
		differs(w, t, NULL, "policy");
}

static enum err
renew(struct work *w, struct policies *p, const struct row_rebuild_page *row)
{
	struct row_promise_case t = { row->number, row->state, row->priority,
		row->typification, row->segment, row->channel, row->branch,
		row->created_at, row->cycle, row->until_at, row->team,
		row->owner, row->policy, row->lent_to, row->lent_owner,
		row->leg, row->leg_state };
	struct core *c = w->c;
	struct measures measured = { .arena = &c->scratch };
	struct clock_set old, new;
	int64_t differ = w->r.differ;
	enum err rc;

	if ((rc = clocks_load(c, p, &t, row->id, &old)) != OK ||
	    (rc = again(c, p, row->id, &t, &new, &measured)) != OK)
		return rc;
	w->r.tickets++;
	compare(w, &t, row->rank, &old, &new, &measured);
	if (w->dry || w->r.differ == differ)
		return OK;
	if (old.rows.n > new.rows.n) {
		rc = core_db(c, q_clock_drop(c->db, row->id, NULL));
		for (size_t i = 0; i < new.rows.n; i++)
			new.rows.v[i].dirty = true;
	}
	return rc == OK ? clocks_save(c, row->id, t.created_at, &new) : rc;
}

/* ---- all of them, in slices --------------------------------------------- */

static enum err
slice(void *u)
{
	struct work *w = u;
	struct core *c = w->c;
	struct rows_rebuild_page page;
	struct policies *p;
	enum err rc;

	w->r = w->before;
	c->fault = (struct fault){ .code = OK };
	if ((rc = policies_now(c, &p)) != OK)
		return rc;
	rc = core_db(c,
	    q_rebuild_page(c->db, &c->scratch, w->from,
		id_none(w->one) ? PAGE : 1, &page));
	for (size_t i = 0; i < page.n && rc == OK; i++) {
		if (!id_none(w->one) && !id_eq(page.v[i].id, w->one))
			break;
		rc = renew(w, p, &page.v[i]);
	}
	w->end = page.n < PAGE || !id_none(w->one);
	w->next = page.n > 0 ? page.v[page.n - 1].id : w->from;
	return rc;
}

enum err
promise_renew(struct core *c, struct id ticket, bool *moved)
{
	struct work w = { .c = c, .one = ticket, .from = before(ticket) };
	enum err rc;

	w.before.what = STR_NONE;
	rc = slice(&w);
	*moved = rc == OK && w.r.differ > 0;
	return rc;
}

static enum err
tell(struct core *c, struct write *w)
{
	const struct rebuild *r = w->u;

	w->version = 1;
	w->body_json = str_printf(&c->scratch,
	    "{\"tickets\":%lld,\"clocks\":%lld,\"put_right\":%lld}",
	    (long long)r->tickets, (long long)r->clocks, (long long)r->differ);
	return OK;
}

enum err
promise_rebuild(struct core *c, struct id ticket, bool dry,
    void (*progress)(void *u, int64_t done), void *u, struct rebuild *out)
{
	struct work w = { .c = c, .one = ticket, .dry = dry };
	struct write said = { .may = MAY_SLA_KEEP,
		.kind = "sla.rebuild",
		.entity = "sla",
		.id = audit_id("sla", STR("rebuild")),
		.body = tell,
		.u = &w.r };
	enum err rc;

	if ((rc = core_allow(c, MAY_SLA_KEEP, NULL)) != OK)
		return rc;
	w.before.what = STR_NONE;
	if (!id_none(ticket))
		w.from = before(ticket);
	while (rc == OK && !w.end) {
		struct arena_mark m = arena_mark(&c->scratch);
		rc = core_db(c,
		    db_tx(c->db, dry ? TX_READ : TX_WRITE, slice, &w));
		w.before = w.r;
		w.from = w.next;
		arena_back(&c->scratch, m);
		if (rc == OK && progress != NULL)
			progress(u, w.r.tickets);
	}
	if (rc == OK && !dry && w.r.differ > 0)
		rc = core_write(c, &said);
	if (rc == OK)
		*out = w.r;
	return rc;
}
