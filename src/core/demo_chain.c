/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_chain.c - what departments do together in the demo: tickets that lie
 * with another team, refunds that wait for a word, tickets that belong
 * together, views that are shared. Only what is open is taken.
 */
#include "core/clock_row.h"
#include "core/demo_kit.h"
#include "core/policy.h"
#include "queries.h"

enum { FIRST_NUMBER = 1001, FIRST_FOLIO = 1, MOST = 400, LENT = 24 };
enum { TAKES = MINUTES(2), COMES_BACK = MINUTES(40), AWAY = HOURS(3) };

/* A ticket's legs so far; the last one is open. */
struct path {
	struct demo *d;
	const struct row_demo_owing *t;
	const struct policies *rules;
	int64_t i; /* which ticket */
	struct row_referral_take leg;
};

/* ---- legs ---------------------------------------------------------------- */

static const struct person *
one_of(const struct demo *d, struct str team, int64_t i)
{
	for (size_t k = 0; k < d->nsquads; k++)
		if (str_eq(d->squads[k].code, team) && d->squads[k].n > 0)
			return &d->staff[d->squads[k]
					     .v[(size_t)i % d->squads[k].n]];
	return NULL;
}

static enum err
stay(struct path *p, const char *state, msec from, msec to)
{
	const struct row_referral_take *leg = &p->leg;
	struct demo *d = p->d;
	struct par_load_stay_add s = {
		demo_id(d, DICE_CHAIN, (p->i * 16 + leg->leg) * 128 + state[0],
		    from),
		STR("referral"), leg->id, str_of(state), STR_NONE,
		id_none(leg->owner) ? leg->to_team : id_str(&leg->owner), from,
		to
	};

	return q_load_stay_add_batch(d->c->db, &d->batch, &s, 1);
}

/* The next leg of the ticket, sent by whoever has it. */
static void
send_on(struct path *p, struct str to, const char *reason, const char *ask,
    msec at)
{
	struct row_referral_take was = p->leg;
	const struct policy *y = policy_of_leg(p->rules, to, 0, at);

	p->leg = (struct row_referral_take){ .ticket = p->t->id,
		.leg = was.leg + 1,
		.cycle = p->t->cycle,
		.previous = was.id,
		.state = STR("sent"),
		.from_team = was.leg > 0 ? was.to_team : p->t->team,
		.to_team = to,
		.owner = ID_NONE,
		.reason = str_of(reason),
		.ask = str_of(ask),
		.why = STR(""),
		.answer = STR(""),
		.policy = y == NULL ? STR("") : y->ref,
		.sent_by = was.leg > 0 ? was.owner : p->t->owner,
		.sent_at = at,
		.rank = CLOCK_RANK_NONE + at,
		.version = 1 };
	p->leg.id = demo_id(p->d, DICE_CHAIN, 100000 + p->i * 8 + was.leg, at);
}

static enum err
put_leg(struct path *p)
{
	const struct row_referral_take *r = &p->leg;

	demo_count(p->d, id_str(&r->id), r->ask);
	return q_referral_add(p->d->c->db, r->id, r->ticket, r->leg, r->cycle,
	    r->previous, r->state, r->from_team, r->to_team, r->owner,
	    r->reason, r->ask, r->why, r->answer, r->policy, r->sent_by,
	    r->sent_at, r->accepted_at, r->ended_at, r->returns, r->warned,
	    r->slack_ms, r->ping_pong, r->rank, r->version, NULL);
}

/* Somebody of theirs takes it, answers `then` a while later, or has it; what
 * went to them just now waits still. */
static enum err
answered(struct path *p, const char *then, msec after)
{
	const struct person *who = one_of(p->d, p->leg.to_team, p->i);
	msec at = p->leg.sent_at + TAKES, end = at + after;
	bool has = then == NULL || end > p->d->now;
	enum err rc = stay(p, "sent", p->leg.sent_at, at > p->d->now ? 0 : at);

	if (at > p->d->now)
		return rc;
	p->leg.owner = who == NULL ? ID_NONE : who->id;
	p->leg.accepted_at = at;
	p->leg.version = has ? 2 : 3;
	p->leg.state = STR("accepted");
	if (rc == OK)
		rc = stay(p, "accepted", at, has ? 0 : end);
	if (has || rc != OK)
		return rc;
	p->leg.state = str_of(then);
	if (!str_is(p->leg.state, "returned"))
		p->leg.ended_at = end;
	else
		p->leg.returns = 1;
	return stay(p, then, end, 0);
}

static enum err
waiting(struct path *p)
{
	send_on(p, p->t->holder, "workshop",
	    "Revisar y decir cuánto cuesta y para cuándo estaría.",
	    p->t->from_at);
	return stay(p, "sent", p->leg.sent_at, 0);
}

static enum err
taken(struct path *p)
{
	send_on(p, p->t->holder, "specialist",
	    "¿Se puede ofrecer lo que pide el cliente?", p->t->from_at);
	return answered(p, NULL, 0);
}

/* Each passed it on to the other, as far as it came by now: the last leg is
 * the open one. */
static enum err
to_and_fro(struct path *p)
{
	struct str other = str_is(p->t->holder, "finanzas") ? STR("garantias")
							    : STR("finanzas");
	msec at = p->t->from_at;
	enum err rc = OK;

	for (int k = 0; k < 2 && rc == OK; k++) {
		send_on(p, k == 0 ? p->t->holder : other, "answer",
		    "Responder al cliente qué valor corresponde.", at);
		rc = answered(p, "transferred", MINUTES(15));
		if (p->leg.ended_at == 0)
			return rc;
		p->leg.why = STR("");
		p->leg.answer = STR("Esto lo ve el otro equipo.");
		at += MINUTES(17);
		if (rc == OK)
			rc = put_leg(p);
	}
	if (rc != OK)
		return rc;
	send_on(p, p->t->holder, "answer",
	    "Volvió a ustedes: la respuesta es de quien tiene los precios.",
	    at);
	p->leg.ping_pong = true;
	return stay(p, "sent", at, 0);
}

/* Of today, so that what was before is the same at any hour of the day. */
static msec
sent_today(const struct path *p)
{
	return p->d->now - AWAY - MINUTES(7) * p->i;
}

/* While it was away it was with their team, then with who took it; since then
 * it is here again. */
static enum err
was_away(struct path *p)
{
	const struct row_referral_take *leg = &p->leg;
	msec from = leg->sent_at, at = leg->accepted_at, end = at + COMES_BACK;
	struct str id = STR("ticket"), lent = STR("referred");
	struct str who =
	    id_none(leg->owner) ? leg->to_team : id_str(&leg->owner);
	struct demo *d = p->d;
	int64_t n = 500000 + p->i * 4;
	struct par_load_stay_add v[] = {
		{ demo_id(d, DICE_CHAIN, n, from), id, leg->ticket, lent,
		    STR_NONE, leg->to_team, from, at },
		{ demo_id(d, DICE_CHAIN, n + 1, at), id, leg->ticket, lent,
		    STR_NONE, who, at, end },
		{ demo_id(d, DICE_CHAIN, n + 2, end), id, leg->ticket,
		    p->t->state, STR_NONE, p->t->holder, end, 0 },
	};
	enum err rc = q_stay_close(d->c->db, id, leg->ticket, from, NULL);

	return rc == OK
	    ? q_load_stay_add_batch(d->c->db, &d->batch, v, countof(v))
	    : rc;
}

static enum err
came_back(struct path *p)
{
	struct str to =
	    str_is(p->t->team, "servicio") ? STR("garantias") : STR("servicio");
	enum err rc;

	send_on(p, to, "approval", "¿Lo cubre la garantía?", sent_today(p));
	rc = answered(p, "returned", COMES_BACK);
	p->leg.why = STR("document");
	p->leg.answer = STR("Falta la boleta y el kilometraje.");
	return rc == OK ? was_away(p) : rc;
}

static enum err
lend(struct path *p, enum err (*body)(struct path *))
{
	enum err rc = body(p);

	if (rc == OK)
		rc = put_leg(p);
	return rc == OK ? q_ticket_lend(p->d->c->db, p->t->id, p->leg.to_team,
			      p->leg.owner, NULL)
			: rc;
}

/* A complaint of a team that nobody of the seats is of: their desks are as
 * they were. */
static bool
elsewhere(const struct demo *d, const struct row_demo_owing *t)
{
	if (!str_is(t->state, "open") || id_none(t->owner))
		return false;
	for (size_t i = 0; i < d->nseats; i++)
		if (id_eq(d->staff[i].id, t->owner))
			return false;
	return !str_is(t->team, "atencion") && !str_is(t->team, "back-office");
}

static enum err
add_legs(struct demo *d, const struct rows_demo_owing *all)
{
	static enum err (*const ways[])(struct path *) = { to_and_fro, taken,
		waiting };
	struct path p = { .d = d };
	struct policies *rules;
	size_t lent = 0, back = 0;
	enum err rc = policies_now(d->c, &rules);

	p.rules = rules;
	for (size_t i = 0; i < all->n && rc == OK && p.i < LENT; i++) {
		p.t = &all->v[i];
		p.leg = (struct row_referral_take){ .id = ID_NONE };
		if (str_is(p.t->state, "referred"))
			rc = lend(&p, (p.i++, ways[lent++ % countof(ways)]));
		else if (elsewhere(d, p.t) && back < 3 &&
		    p.t->from_at + HOURS(1) < sent_today(&p) &&
		    str_is(p.t->kind, "complaint") && ++back)
			rc = lend(&p, (p.i++, came_back));
	}
	return rc;
}

/* ---- words that are waited for ------------------------------------------- */

static const struct request {
	const char *reason;
	int64_t amount, need;
	int hours; /* ago */
} requests[] = {
	{ "Devolver el repuesto que no sirvió", 289990, 1, 5 },
	{ "Reembolso de dos días de arriendo", 512000, 2, 2 },
};

static enum err
ask_for(struct demo *d, const struct row_demo_owing *t, int64_t i)
{
	const struct request *q = &requests[i];
	msec at = d->now - HOURS(q->hours);
	struct id id = demo_id(d, DICE_CHAIN, 200000 + i, at);

	demo_count(d, id_str(&id), str_of(q->reason));
	return q_approval_add(d->c->db, id, FIRST_NUMBER + i, t->id,
	    STR("refund"), str_of(q->reason), q->amount, STR("CLP"), q->need,
	    STR("[\"supervisor\",\"administrator\"]"), STR("open"), t->owner,
	    at, at + DAYS(5), 0, 0, STR_NONE, NULL);
}

/* The first asks for redress of its own; all have a folio. */
static enum err
add_complaints(struct demo *d, const struct rows_demo_owing *all)
{
	struct row_demo_complaint_next next;
	int64_t n = 0;
	enum err rc = OK;

	for (size_t i = 0; i < all->n && rc == OK && n < 4; i++) {
		const struct row_demo_owing *t = &all->v[i];

		if (!elsewhere(d, t) || !str_is(t->kind, "complaint"))
			continue;
		rc = q_complaint_add(d->c->db, t->id, FIRST_FOLIO + n, NULL);
		if (rc == OK && n < (int64_t)countof(requests))
			rc = ask_for(d, t, n);
		else if (rc == OK && n == (int64_t)countof(requests))
			rc = q_complaint_save(d->c->db, t->id, STR("partly"),
			    STR("process-delay"), 80000, STR("asked"), t->owner,
			    ID_NONE, 0, NULL);
		n++;
	}
	if (rc == OK)
		rc = q_demo_counter_set(d->c->db, STR("approval"),
		    FIRST_NUMBER + (int64_t)countof(requests), NULL);
	if (rc == OK)
		rc = q_demo_complaint_rest(d->c->db, FIRST_FOLIO + n, NULL);
	if (rc == OK)
		rc = q_demo_complaint_next(d->c->db, &d->batch, &next);
	return rc == OK
	    ? q_demo_counter_set(d->c->db, STR("folio"), next.folio, NULL)
	    : rc;
}

/* ---- tickets that belong together, views ---------------------------------- */

static enum err
tie(struct demo *d, const struct row_demo_owing *t, const char *kind,
    struct id to, int64_t i)
{
	msec at = d->now - HOURS(1);
	struct id id = demo_id(d, DICE_CHAIN, 300000 + i, at);
	struct id op = demo_id(d, DICE_CHAIN, 310000 + i, at);
	enum err rc;

	rc = q_link_add(d->c->db, id, str_of(kind), t->id, to, op, t->owner, at,
	    NULL);
	demo_count(d, id_str(&id), str_of(kind));
	if (rc == OK && strcmp(kind, "part-of") == 0)
		rc = q_ticket_parent_set(d->c->db, t->id, to, at, NULL);
	return rc;
}

/* A younger one is a part of an older one, another has to do with it. */
static enum err
add_links(struct demo *d, const struct rows_demo_owing *all)
{
	static const char *const kinds[] = { "part-of", "related" };
	const struct row_demo_owing *v[countof(kinds) + 1];
	size_t n = 0;
	enum err rc = OK;

	for (size_t i = 0; i < all->n && n < countof(v); i++)
		if (elsewhere(d, &all->v[i]) &&
		    !str_is(all->v[i].kind, "complaint"))
			v[n++] = &all->v[i];
	for (size_t i = 0; i + 1 < n && rc == OK; i++)
		rc = tie(d, v[i], kinds[i], v[n - 1]->id, (int64_t)i);
	return rc;
}

static const struct view {
	const char *login, *name, *words, *team;
} views[] = {
	{ "supervisor", "Reclamos de hoy", "type:reclamo undone due<1d",
	    "atencion" },
	{ "backoffice", "Urgentes", "undone priority<3 order:due", "" },
};

static enum err
add_views(struct demo *d)
{
	enum err rc = OK;

	for (size_t i = 0; i < countof(views) && rc == OK; i++) {
		const struct view *v = &views[i];
		struct id id =
		    demo_id(d, DICE_CHAIN, 400000 + (int64_t)i, d->now);

		for (size_t k = 0; k < d->nseats && rc == OK; k++)
			if (str_is(d->staff[k].login, v->login))
				rc = q_saved_put(d->c->db, id, STR("ticket"),
				    str_of(v->name), d->staff[k].id,
				    v->team[0] == '\0' ? STR_NONE
						       : str_of(v->team),
				    str_of(v->words), STR(""), NULL);
		demo_count(d, id_str(&id), str_of(v->name));
	}
	return rc;
}

static enum err
chain_rows(struct demo *d)
{
	struct rows_demo_owing all;
	enum err rc = q_demo_owing(d->c->db, &d->batch, MOST, &all);

	if (rc == OK)
		rc = add_legs(d, &all);
	if (rc == OK)
		rc = q_demo_lent_by(d->c->db, NULL);
	if (rc == OK)
		rc = add_complaints(d, &all);
	if (rc == OK)
		rc = add_links(d, &all);
	return rc == OK ? add_views(d) : rc;
}

enum err
demo_chain(struct demo *d)
{
	return demo_tx(d, chain_rows);
}
