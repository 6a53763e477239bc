/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * escalation.c - levels told by the sweep or by hand, and acknowledged.
 */
#include "core/escalation.h"
#include "core/image.h"

#include "core/list.h"
#include "core/state_word.h"
#include "core/ticket_body.h"

enum { REASON_MAX = 200, STANDS_IN = 5, GROUPS = 4, PEOPLE = 64, SKILLED = 10 };
enum { NEAREST = 3 }; /* to a ticket: escalate_people */

#define FUNCTIONAL "functional"

/* ---- whom, and when ----------------------------------------------------- */

struct crowd {
	struct core *c;
	struct write *w;
	struct policies *p;
	struct par_delivery_add v[PEOPLE];
	size_t n;
	bool found; /* somebody of those looked for last, told already or not */
	const struct escalation *e;
};

/* Who is there in place of one who is not: at most a chain of five. */
static enum err
present(struct crowd *k, struct id *agent)
{
	struct row_substitute_of row;
	enum err rc = OK;

	for (int i = 0; i < STANDS_IN && rc == OK; i++) {
		rc = q_substitute_of(k->c->db, &k->c->scratch, *agent,
		    k->w->now, &row);
		if (rc == OK)
			*agent = row.instead;
	}
	if (rc == OK) /* they all stand in for each other: nobody is there */
		*agent = ID_NONE;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* Not before the person's own hours. */
static enum err
hours(struct crowd *k, struct id agent, msec *at)
{
	struct row_quiet_of quiet;
	struct calendar *cal;
	struct fault none;
	int known;
	enum err rc;

	*at = k->w->now;
	rc = q_quiet_of(k->c->db, &k->c->scratch, agent, &quiet);
	if (rc == ERR_NOT_FOUND || k->e->loud)
		return OK;
	if (rc != OK)
		return rc;
	/* A calendar that is gone keeps nobody from hearing. */
	if (policy_calendar(k->p, quiet.calendar, k->w->now, &cal, &known,
		&none) != OK ||
	    calendar_next_open(cal, k->w->now, at, &none) != OK)
		*at = k->w->now;
	return OK;
}

static enum err
add(struct crowd *k, struct id agent)
{
	struct par_delivery_add *d = &k->v[k->n];
	enum err rc;

	if ((rc = present(k, &agent)) != OK || id_none(agent))
		return rc;
	k->found = true;
	for (size_t i = 0; i < k->n; i++)
		if (id_eq(k->v[i].agent, agent))
			return OK;
	if (k->n == PEOPLE)
		return OK;
	d->escalation = k->e->id;
	d->agent = agent;
	if ((rc = hours(k, agent, &d->at)) == OK)
		k->n++;
	return rc;
}

/* Those who are nearest to the ticket and there, or who stands in for them. */
static enum err
add_group(struct crowd *k, const struct rows_escalate_people *rows,
    unsigned group)
{
	enum err rc = OK;

	k->found = false;
	for (int near = NEAREST; near >= 0 && !k->found; near--)
		for (size_t i = 0; i < rows->n && rc == OK; i++)
			if (rows->v[i].tell == group && rows->v[i].near == near)
				rc = add(k, rows->v[i].agent);
	return rc;
}

/* A group in which nobody is there passes it on to the next higher. */
static enum err
choose(struct crowd *k, const struct row_promise_case *t)
{
	struct rows_escalate_people rows;
	unsigned tell = k->e->tell;
	enum err rc;

	rc = q_escalate_people(k->c->db, &k->c->scratch, t->owner, t->team,
	    t->branch, t->lent_to, &rows);
	for (int g = 0; g < GROUPS && rc == OK; g++) {
		if ((tell & 1u << g) == 0)
			continue;
		rc = add_group(k, &rows, 1u << g);
		if (!k->found)
			tell |= 2u << g;
	}
	return rc;
}

/* Who knows, whatever their rank. */
static enum err
choose_those(struct crowd *k, const struct row_promise_case *t)
{
	struct rows_escalate_people to = { .n = 0 };
	struct rows_escalate_those rows;
	enum err rc;

	rc = q_escalate_those(k->c->db, &k->c->scratch, k->e->to_team,
	    k->e->to_skill, t->branch, PEOPLE, &rows);
	if (rc != OK)
		return rc;
	to.v = NEWN(&k->c->scratch, struct row_escalate_people, rows.n);
	for (; to.n < rows.n; to.n++)
		to.v[to.n] = (struct row_escalate_people){ 1,
			rows.v[to.n].agent, rows.v[to.n].near };
	rc = add_group(k, &to, 1);
	if (k->e->to_skill.len > 0 && k->n > SKILLED)
		k->n = SKILLED;
	return rc;
}

/* Both kinds of rows, so that what a person caused can be taken back. */
static enum err
tell_rows(struct crowd *k)
{
	const struct escalation *e = k->e;
	enum err rc = image_made(k->c, k->w, "escalation", id_str(&e->id),
	    STR_NONE, STR_NONE);

	for (size_t i = 0; i < k->n && rc == OK; i++)
		rc = image_made(k->c, k->w, "delivery", id_str(&e->id),
		    id_str(&k->v[i].agent), STR_NONE);
	return rc;
}

static bool
functional(const struct escalation *e)
{
	return e->to_team.len > 0 || e->to_skill.len > 0;
}

static enum err
nobody(struct core *c, const struct escalation *e)
{
	return fail(&c->fault, ERR_INVALID,
	    e->to_team.len > 0
		? _("nobody of the team '%s' is there to be called; name "
		    "another team or a skill")
		: _("nobody who has the skill '%s' is there to be called; name "
		    "another skill or a team"),
	    e->to_team.len > 0 ? team_called(c, e->to_team) : e->to_skill.s);
}

enum err
escalation_make(struct core *c, struct write *w, struct policies *p,
    const struct row_promise_case *t, const struct escalation *e, bool *made)
{
	struct crowd *k = NEW(&c->scratch, struct crowd);
	int64_t added;
	enum err rc;

	*k = (struct crowd){ .c = c, .w = w, .p = p, .e = e };
	rc = q_escalation_add(c->db, e->id, e->ticket, e->kind, e->round,
	    e->cycle, e->level, e->again, e->share, e->reason, e->reached_at,
	    w->now, e->to_team, e->to_skill, &added);
	*made = rc == OK && added > 0;
	if (rc == OK && *made)
		rc = functional(e) ? choose_those(k, t) : choose(k, t);
	if (rc == OK && *made && functional(e) && k->n == 0)
		return nobody(c, e);
	if (rc == OK && *made && k->n > 0)
		rc = q_delivery_add_batch(c->db, &c->scratch, k->v, k->n);
	if (rc == OK && *made &&
	    (e->kind.len == 0 || functional(e) || str_is(e->kind, "ping_pong")))
		rc = tell_rows(k);
	return core_db(c, rc);
}

/* ---- by hand ------------------------------------------------------------ */

struct asked {
	struct str reason;
	int64_t version, level;
	struct escalate_to to;
};

static enum err
take(struct core *c, struct write *w, int64_t version,
    struct row_promise_case *t)
{
	struct row_ticket_take row;
	enum err rc;

	rc = ticket_take(c, w, w->id, &row);
	if (rc != OK)
		return rc;
	if (version != 0 && version != row.version)
		return fail(&c->fault, ERR_CONFLICT,
		    _("T-%lld was changed meanwhile; read it again"),
		    (long long)row.number);
	w->version = row.version;
	return core_db(c, q_promise_case(c->db, &c->scratch, w->id, t));
}

/* Is there such a team, such a skill? */
static enum err
check_to(struct core *c, const struct escalate_to *to)
{
	struct row_skill_get known;
	enum err rc;

	if (to->team.len > 0 && to->skill.len > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("say a team or a skill, not both"));
	if (to->team.len > 0)
		return ticket_check_team(c, to->team);
	if (to->skill.len == 0)
		return OK;
	rc = q_skill_get(c->db, &c->scratch, to->skill, &known);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_INVALID,
		    _("there is no skill '%s'; 'skill list' has them"),
		    to->skill.s);
	return core_db(c, rc);
}

/* What is told, and how far up: the next one by hand. */
static enum err
prepare(struct core *c, struct write *w, const struct asked *a,
    const struct row_promise_case *t, struct escalation *e)
{
	struct row_escalation_by_hand row;
	enum err rc;

	if (ticket_state_done(t->state))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s and nothing is owed; reopen it first"),
		    (long long)t->number, ticket_is(t->state));
	if ((rc = core_text(c, _("the reason"), list_given(a->reason),
		 REASON_MAX, false, false, &e->reason)) != OK ||
	    (rc = check_to(c, &a->to)) != OK)
		return rc;
	e->to_team = a->to.team;
	e->to_skill = a->to.skill;
	if (functional(e))
		e->kind = STR(FUNCTIONAL);
	rc = core_db(c,
	    q_escalation_by_hand(c->db, &c->scratch, w->id, e->kind, &row));
	if (rc == OK)
		e->level = row.level;
	return rc;
}

/* The ladder of those who are called by hand. */
static unsigned
told_by_hand(int64_t level)
{
	return level == 1 ? TELL_LEAD
	    : level == 2  ? TELL_SUPERVISOR
			  : TELL_MANAGER;
}

enum err
escalation_next(struct core *c, struct id ticket, unsigned *tell)
{
	struct row_escalation_by_hand row;
	struct row_ticket_get seen;
	enum err rc;

	if ((rc = ticket_get(c, &c->scratch, ticket, &seen)) != OK)
		return rc;
	rc = core_db(c,
	    q_escalation_by_hand(c->db, &c->scratch, ticket, STR_NONE, &row));
	if (rc == OK)
		*tell = told_by_hand(row.level);
	return rc;
}

static enum err
by_hand(struct core *c, struct write *w)
{
	struct asked *a = w->u;
	struct row_promise_case t;
	struct escalation e = { .kind = STR_NONE, .share = STR_NONE };
	struct policies *p;
	bool made;
	enum err rc;

	if ((rc = take(c, w, a->version, &t)) != OK ||
	    (rc = policies_now(c, &p)) != OK ||
	    (rc = prepare(c, w, a, &t, &e)) != OK)
		return rc;
	e.id = id_make(w->now);
	e.ticket = w->id;
	e.round = e.cycle = 1;
	e.reached_at = w->at;
	e.tell = told_by_hand(e.level);
	e.loud = t.priority == 1;
	if (functional(&e))
		write_set(c, w, "called", STR_NONE,
		    e.to_team.len > 0 ? e.to_team : e.to_skill);
	else
		write_set_int(c, w, "level", e.level - 1, e.level);
	write_set(c, w, "reason", STR_NONE, e.reason);
	return escalation_make(c, w, p, &t, &e, &made);
}

enum err
ticket_escalate(struct core *c, struct id id, const struct escalate_to *to,
    struct str reason, int64_t version)
{
	struct asked a = { reason, version, 0, { STR_NONE, STR_NONE } };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.escalate",
		.entity = "ticket",
		.id = id,
		.body = by_hand,
		.u = &a };

	if (to != NULL)
		a.to = (struct escalate_to){ list_given(to->team),
			list_given(to->skill) };
	return core_write(c, &w);
}

/* ---- acknowledged ------------------------------------------------------- */

/* The level that repeats was acknowledged: its clock is quiet from now on. */
static enum err
hush(struct core *c, struct write *w, struct policies *p,
    const struct row_promise_case *t, const struct rows_escalation_open *open)
{
	struct clock_set s;
	enum err rc;

	if ((rc = clocks_load(c, p, t, w->id, &s)) != OK)
		return rc;
	for (size_t i = 0; i < s.rows.n; i++) {
		struct clock_row *r = &s.rows.v[i];
		const struct policy *policy = policy_find(p, r->policy);

		for (size_t k = 0; policy != NULL && k < open->n; k++)
			if (str_is(open->v[k].kind,
				promise_kind_name(r->kind)) &&
			    open->v[k].round == r->round &&
			    open->v[k].cycle == r->cycle &&
			    open->v[k].level >= policy->nlevels)
				clock_hush(r);
	}
	return clocks_save(c, w->id, t->created_at, &s);
}

static enum err
ack(struct core *c, struct write *w)
{
	const struct asked *a = w->u;
	struct rows_escalation_open open;
	struct row_promise_case t;
	struct policies *p;
	enum err rc;

	if ((rc = take(c, w, 0, &t)) != OK || (rc = policies_now(c, &p)) != OK)
		return rc;
	rc = core_db(c,
	    q_escalation_open(c->db, &c->scratch, w->id, a->level, &open));
	if (rc != OK)
		return rc;
	if (open.n == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("no level of T-%lld waits to be acknowledged"),
		    (long long)t.number);
	rc = core_db(c,
	    q_escalation_ack(c->db, w->id, a->level, w->at, c->me.id, NULL));
	write_set_int(c, w, "acknowledged", 0, (int64_t)open.n);
	return rc == OK ? hush(c, w, p, &t, &open) : rc;
}

enum err
escalation_ack(struct core *c, struct id ticket, int64_t level)
{
	struct asked a = { STR_NONE, 0, level, { STR_NONE, STR_NONE } };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.ack",
		.entity = "ticket",
		.id = ticket,
		.body = ack,
		.u = &a };

	return core_write(c, &w);
}

enum err
escalation_list(struct core *c, struct arena *a,
    const struct escalation_filter *f, struct rows_escalation_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_escalation_list(c->db, a, &scope, f->ticket, f->open,
		f->before_at != 0 ? f->before_at : INT64_MAX,
		list_limit(f->limit, 50, 500), rows));
}
