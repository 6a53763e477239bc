/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promise_list.c - tickets in the order of urgency.
 *
 * A ticket's rank is stored with it and leads an index for each question, so a
 * page costs what it shows. A desk is the owner's page and each team's, merged.
 */
#include "core/list.h"
#include "core/promise.h"

struct spot {
	struct id id; /* the head: list_ids() reads it */
	int64_t rank;
};
struct pick {
	struct core *c;
	const struct urgent_filter *f;
	struct scope scope;
	struct id after;
	int64_t limit;
	VEC(struct spot) spots;
};

static void
add(struct pick *p, struct id id, int64_t rank)
{
	*vec_push(&p->c->scratch, &p->spots) = (struct spot){ id, rank };
}

static enum err
pick_owner(struct pick *p, struct id owner)
{
	struct rows_ticket_urgent_owner r;
	enum err rc;

	rc = q_ticket_urgent_owner(p->c->db, &p->c->scratch, &p->scope, owner,
	    p->f->after_rank, p->after, p->limit, &r);
	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(p, r.v[i].id, r.v[i].rank);
	return rc;
}

static enum err
pick_team(struct pick *p, struct str team)
{
	struct rows_ticket_urgent_team r;
	enum err rc;

	rc = q_ticket_urgent_team(p->c->db, &p->c->scratch, &p->scope, team,
	    p->f->after_rank, p->after, p->limit, &r);
	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(p, r.v[i].id, r.v[i].rank);
	return rc;
}

static enum err
pick_any(struct pick *p)
{
	struct rows_ticket_urgent_any r;
	enum err rc;

	rc = q_ticket_urgent_any(p->c->db, &p->c->scratch, &p->scope,
	    p->f->after_rank, p->after, p->limit, &r);
	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(p, r.v[i].id, r.v[i].rank);
	return rc;
}

static enum err
pick_desk(struct pick *p)
{
	struct rows_promise_teams teams;
	enum err rc;

	if ((rc = pick_owner(p, p->c->me.id)) != OK)
		return rc;
	rc = q_promise_teams(p->c->db, &p->c->scratch, p->c->me.id, &teams);
	for (size_t i = 0; rc == OK && i < teams.n; i++)
		rc = pick_team(p, teams.v[i].team);
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

static int
rows_by_rank(const void *x, const void *y)
{
	const struct row_ticket_rows *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return strcmp(a->id.s, b->id.s);
}

/* What several pages have in common is there once. */
static void
merge(struct pick *p)
{
	size_t n = 0;

	if (p->spots.n > 1)
		qsort(p->spots.v, p->spots.n, sizeof(*p->spots.v), by_rank);
	for (size_t i = 0; i < p->spots.n; i++)
		if (n == 0 || !id_eq(p->spots.v[n - 1].id, p->spots.v[i].id))
			p->spots.v[n++] = p->spots.v[i];
	p->spots.n = n < (size_t)p->limit ? n : (size_t)p->limit;
}

enum err
ticket_urgent(struct core *c, struct arena *a, const struct urgent_filter *f,
    struct rows_ticket_rows *rows)
{
	struct pick p = { .c = c,
		.f = f,
		.after = f->after,
		.limit = list_limit(f->limit, 50, 500) };
	struct str ids;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &p.scope)) != OK)
		return rc;
	if (f->desk)
		rc = pick_desk(&p);
	else if (!id_none(f->owner))
		rc = pick_owner(&p, f->owner);
	else if (list_given(f->team).len > 0)
		rc = pick_team(&p, f->team);
	else
		rc = pick_any(&p);
	if (rc != OK)
		return core_db(c, rc);
	merge(&p);
	ids = list_ids(&c->scratch, p.spots.v, p.spots.n, sizeof(*p.spots.v));
	rc = core_db(c,
	    q_ticket_rows(c->db, a, &p.scope, ids, list_lang(c), rows));
	if (rc == OK && rows->n > 1)
		qsort(rows->v, rows->n, sizeof(*rows->v), rows_by_rank);
	return rc;
}
