/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_list.c - legs as they are looked at: a team's inbox, what it sent,
 * what went to and fro, and the way of one ticket with what it cost.
 */
#include "core/list.h"
#include "core/referral.h"

/* ---- lists -------------------------------------------------------------- */

struct spot {
	struct id id; /* the head: list_ids() reads it */
	int64_t rank;
};
struct pick {
	struct core *c;
	const struct referral_filter *f;
	struct scope scope;
	int64_t limit;
	VEC(struct spot) spots;
};

static void
add(struct pick *p, struct id id, int64_t rank)
{
	*vec_push(&p->c->scratch, &p->spots) = (struct spot){ id, rank };
}

static enum err
pick_to(struct pick *p, struct str team)
{
	struct rows_referral_pick_to r;
	enum err rc = q_referral_pick_to(p->c->db, &p->c->scratch, &p->scope,
	    team, p->f->after_rank, p->f->after, p->limit, &r);

	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(p, r.v[i].id, r.v[i].rank);
	return rc;
}

static enum err
pick_from(struct pick *p, struct str team)
{
	struct rows_referral_pick_from r;
	enum err rc = q_referral_pick_from(p->c->db, &p->c->scratch, &p->scope,
	    team, p->f->after_rank, p->f->after, p->limit, &r);

	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(p, r.v[i].id, r.v[i].rank);
	return rc;
}

static enum err
pick_open(struct pick *p)
{
	struct rows_referral_pick_open r;
	enum err rc = q_referral_pick_open(p->c->db, &p->c->scratch, &p->scope,
	    p->f->after_rank, p->f->after, p->limit, &r);

	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(p, r.v[i].id, r.v[i].rank);
	return rc;
}

static enum err
pick_kind(struct pick *p)
{
	msec at = p->f->at != 0 ? p->f->at : clock_now(p->c->clock);
	struct rows_referral_pick_kind r;
	enum err rc = q_referral_pick_kind(p->c->db, &p->c->scratch, &p->scope,
	    list_given(p->f->to), p->f->kind, at, p->f->after_rank, p->f->after,
	    p->limit, &r);

	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(p, r.v[i].id, r.v[i].rank);
	return rc;
}

static enum err
pick_all(struct pick *p)
{
	struct list_from from = list_from(p->f->after_rank, p->f->after);
	struct str team =
	    list_given(p->f->to).len > 0 ? p->f->to : list_given(p->f->from);
	struct rows_referral_pick_all r;
	enum err rc = q_referral_pick_all(p->c->db, &p->c->scratch, &p->scope,
	    p->f->ping_pong, team, from.at, from.id, p->limit, &r);

	/* Newest first, in the same order of ranks as the others. */
	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(p, r.v[i].id, -r.v[i].rank);
	return rc;
}

static enum err
pick_desk(struct pick *p)
{
	struct rows_promise_teams teams;
	enum err rc =
	    q_promise_teams(p->c->db, &p->c->scratch, p->c->me.id, &teams);

	for (size_t i = 0; rc == OK && i < teams.n; i++)
		rc = pick_to(p, teams.v[i].team);
	return rc;
}

static int
by_rank(const void *x, const void *y)
{
	const struct spot *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return strcmp(a->id.s, b->id.s);
}

/* Rows come in no order: they are put in that of the spots. */
static void
put_in_order(const struct pick *p, struct rows_referral_rows *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < p->spots.n; i++)
		for (size_t k = n; k < rows->n; k++)
			if (id_eq(rows->v[k].id, p->spots.v[i].id)) {
				struct row_referral_rows r = rows->v[k];

				rows->v[k] = rows->v[n];
				rows->v[n++] = r;
				break;
			}
}

enum err
referral_list(struct core *c, struct arena *a, const struct referral_filter *f,
    struct rows_referral_rows *rows)
{
	struct pick p = {
		.c = c, .f = f, .limit = list_limit(f->limit, 50, 500)
	};
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &p.scope)) != OK)
		return rc;
	if (f->past || f->ping_pong)
		rc = pick_all(&p);
	else if (f->desk)
		rc = pick_desk(&p);
	else if (list_given(f->kind).len > 0)
		rc = pick_kind(&p);
	else if (list_given(f->to).len > 0)
		rc = pick_to(&p, f->to);
	else if (list_given(f->from).len > 0)
		rc = pick_from(&p, f->from);
	else
		rc = pick_open(&p);
	if (rc != OK)
		return core_db(c, rc);
	/* Past ones come in their order, of one instant the later first. */
	if (p.spots.n > 1 && !f->past && !f->ping_pong)
		qsort(p.spots.v, p.spots.n, sizeof(*p.spots.v), by_rank);
	if (p.spots.n > (size_t)p.limit)
		p.spots.n = (size_t)p.limit;
	rc = core_db(c,
	    q_referral_rows(c->db, a, &p.scope,
		list_ids(&c->scratch, p.spots.v, p.spots.n, sizeof(*p.spots.v)),
		&(struct part_referral_seen){ list_lang(c) }, rows));
	if (rc == OK)
		put_in_order(&p, rows);
	return rc;
}

/* ---- the way of one ticket ----------------------------------------------- */

/* Thousandths that add up: what rounding leaves goes to the largest rests. */
static void
permille(struct referral_share *s, size_t n, msec all)
{
	int given = 0;

	for (size_t i = 0; i < n; i++) {
		s[i].permille = all > 0
		    ? (int)((double)s[i].counted * 1000 / (double)all)
		    : 0;
		given += s[i].permille;
	}
	for (; all > 0 && given < 1000; given++) {
		size_t best = 0;
		double most = -1;

		for (size_t i = 0; i < n; i++) {
			double rest =
			    (double)s[i].counted * 1000 / (double)all -
			    s[i].permille;

			if (rest > most) {
				most = rest;
				best = i;
			}
		}
		s[best].permille++;
	}
}

static void
share_out(struct arena *a, const struct ledger *l, struct referral_chain *out)
{
	msec all = 0;

	out->kind = l->kind;
	out->calendar = l->calendar;
	out->used_ms = l->used_ms;
	out->nshares = l->teams.n;
	out->shares = NEWN(a, struct referral_share, l->teams.n);
	for (size_t i = 0; i < l->teams.n; i++) {
		out->shares[i].holder = l->teams.v[i].holder;
		out->shares[i].counted = l->teams.v[i].counted;
		out->shares[i].shown = l->teams.v[i].shown;
		all += l->teams.v[i].counted;
	}
	permille(out->shares, out->nshares, all);
}

/* The longest of those that end with the ticket, else whatever there is. */
static enum err
measure(struct core *c, struct arena *a, struct id ticket,
    struct referral_chain *out)
{
	static const char *const kinds[] = { "resolution", "requester_wait",
		"statutory", "" };
	struct ledger l;
	enum err rc = ERR_NOT_FOUND;

	for (size_t i = 0; i < countof(kinds) && rc == ERR_NOT_FOUND; i++) {
		c->fault = (struct fault){ .code = OK };
		rc = promise_explain(c, a, ticket, str_of(kinds[i]), &l);
	}
	/* A leg's own clock is not what the customer was promised. */
	if (rc == OK && l.kind < PROMISE_LEG_ACCEPT)
		share_out(a, &l, out);
	if (rc != ERR_NOT_FOUND)
		return rc;
	c->fault = (struct fault){ .code = OK };
	return OK;
}

static struct str
holder_of(const struct row_ticket_get *t)
{
	if (str_is(t->state, "pending-customer"))
		return STR("customer");
	if (str_is(t->state, "pending-third-party"))
		return STR("third-party");
	if (str_is(t->state, "referred") && t->lent_name.len > 0)
		return t->lent_owner_name.len > 0 ? t->lent_owner_name
						  : t->lent_name;
	return t->owner_name.len > 0 ? t->owner_name : t->team_name;
}

enum err
referral_chain(struct core *c, struct arena *a, struct id ticket,
    struct referral_chain *out)
{
	struct referral_chain made = { .calendar = STR_NONE };
	struct row_ticket_get t;
	struct scope scope;
	enum err rc;

	if ((rc = ticket_get(c, a, ticket, &t)) != OK ||
	    (rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	made.holder = holder_of(&t);
	rc = core_db(c,
	    q_referral_chain(c->db, a, &scope, ticket,
		&(struct part_referral_seen){ list_lang(c) }, &made.legs));
	if (rc == OK)
		rc = measure(c, a, ticket, &made);
	if (rc == OK)
		rc = promise_leg_clocks(c, a, ticket, &made.clocks);
	if (rc == OK && made.legs.n > 0)
		rc = referral_answers(c, a, &t, &made.legs.v[made.legs.n - 1],
		    &made.answers);
	if (rc == OK)
		*out = made;
	return rc;
}

enum err
referral_ticket(struct core *c, struct str ref, struct id *ticket)
{
	struct rows_referral_rows rows = { 0 };
	struct scope scope;
	struct id id;
	enum err rc;

	if (!id_parse(ref, &id))
		return ticket_id(c, ref, ticket);
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = core_db(c,
	    q_referral_rows(c->db, &c->scratch, &scope,
		list_ids(&c->scratch, &id, 1, sizeof(id)),
		&(struct part_referral_seen){ list_lang(c) }, &rows));
	if (rc == OK && rows.n == 0)
		rc = fail(&c->fault, ERR_NOT_FOUND,
		    _("there is no such referral, or none that you may see"));
	if (rc == OK)
		*ticket = rows.v[0].ticket;
	return rc;
}
