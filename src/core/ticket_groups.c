/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_groups.c - a page in the order of what has few values: each priority,
 * state, team or holder in turn, its newest first, by the indexes that lead to
 * those. Of very many tickets none is looked at that the page does not show.
 */
#include "core/ticket_asked.h"

#include "core/list.h"

enum { PRIORITIES = 4 };

/* Those that are alike in the order; two people may have one name. */
struct group {
	int64_t key;
	struct str name;
	struct names codes; /* of what `which` is about */
};

struct groups {
	int which; /* SET_… */
	VEC(struct group) v;
	struct names all; /* codes: who has none of them comes last */
};

/* As ticket_order_key has them. */
static const char *const life[] = { "new", "open", "referred",
	"pending-customer", "pending-third-party", "scheduled", "resolved",
	"closed", "merged", "cancelled" };

static void
add(struct arena *a, struct groups *g, int64_t key, struct str name,
    struct str code)
{
	struct group *last = g->v.n > 0 ? &g->v.v[g->v.n - 1] : NULL;

	if (last == NULL || last->key != key || !str_eq(last->name, name)) {
		last = vec_push(a, &g->v);
		*last = (struct group){ .key = key, .name = name };
	}
	*vec_push(a, &last->codes) = code;
	*vec_push(a, &g->all) = code;
}

static enum err
by_priority(struct ticket_walk *w, struct groups *g)
{
	g->which = SET_PRIORITY;
	for (int64_t i = 1; i <= PRIORITIES; i++)
		add(w->a, g, w->q->sign * i, STR_NONE,
		    str_printf(w->a, "%lld", (long long)i));
	return OK;
}

static enum err
by_state(struct ticket_walk *w, struct groups *g)
{
	g->which = SET_STATE;
	for (size_t i = 0; i < countof(life); i++)
		add(w->a, g, w->q->sign * (int64_t)(i + 1), STR_NONE,
		    str_of(life[i]));
	return OK;
}

static enum err
by_team(struct ticket_walk *w, struct groups *g)
{
	struct rows_ticket_order_teams r;
	enum err rc = core_db(w->c, q_ticket_order_teams(w->c->db, w->a, &r));

	g->which = SET_TEAM;
	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(w->a, g, 0, r.v[i].name, r.v[i].code);
	return rc;
}

static enum err
by_holder(struct ticket_walk *w, struct groups *g)
{
	struct rows_ticket_order_holders r;
	enum err rc = core_db(w->c, q_ticket_order_holders(w->c->db, w->a, &r));

	g->which = SET_OWNER;
	for (size_t i = 0; rc == OK && i < r.n; i++)
		add(w->a, g, 0, r.v[i].name,
		    str_copy(w->a, id_str(&r.v[i].id)));
	return rc;
}

/* By what `by` stands for in ticket_order.sql. */
static enum err (*const readers[])(struct ticket_walk *, struct groups *) = {
	[1] = by_priority,
	[3] = by_state,
	[4] = by_team,
	[5] = by_holder,
};

bool
ticket_groups_has(int by)
{
	return (size_t)by < countof(readers) && readers[by] != NULL;
}

/* Down, the last first. */
static void
turn(const struct ticket_walk *w, struct groups *g)
{
	for (size_t i = 0; w->q->sign < 0 && i < g->v.n / 2; i++) {
		struct group t = g->v.v[i];

		g->v.v[i] = g->v.v[g->v.n - 1 - i];
		g->v.v[g->v.n - 1 - i] = t;
	}
}

static bool
has(const struct names *v, struct str s)
{
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(v->v[i], s))
			return true;
	return false;
}

/* What the filter asks for, and of that these alone. */
static bool
narrow(struct ticket_asked *q, const struct groups *g, const struct group *of,
    struct arena *a)
{
	struct part_ticket_fits *f = &q->fits;
	struct str *const json[] = { [SET_STATE] = &f->states,
		[SET_TEAM] = &f->teams,
		[SET_OWNER] = &f->owners,
		[SET_PRIORITY] = &f->priorities };
	struct set *s = &q->set[g->which];
	bool said = s->given || g->which == SET_STATE; /* those are always */
	struct names in = { .v = NULL };

	for (size_t i = 0; i < of->codes.n; i++)
		if (!said || has(&s->in, of->codes.v[i]))
			*vec_push(a, &in) = of->codes.v[i];
	s->in = in;
	s->given = true;
	*json[g->which] = ticket_json(a, in.v, in.n);
	return in.n > 0 && !(g->which == SET_OWNER && f->nobody == 1);
}

/* Who has no team or no holder, when that is asked for. */
static bool
narrow_none(struct ticket_asked *q, const struct groups *g, struct arena *a)
{
	if (g->which == SET_OWNER)
		q->fits.nobody = 1;
	else if (g->which == SET_TEAM)
		q->fits.teams_not = ticket_json(a, g->all.v, g->all.n);
	return (g->which == SET_OWNER || g->which == SET_TEAM) &&
	    !q->set[g->which].given;
}

/* The newest of them, after what the page has already. */
static enum err
take(struct ticket_walk *w, const struct ticket_asked *of, msec from,
    struct id after)
{
	struct ticket_walk sub;
	enum err rc = ticket_newest(w->c, of, from, after,
	    w->limit - (int64_t)w->spots.n, &sub);

	for (size_t i = 0; rc == OK && i < sub.spots.n; i++)
		*vec_push(w->a, &w->spots) = sub.spots.v[i];
	return rc;
}

/* Are all of this group before the key? */
static bool
is_before(const struct ticket_walk *w, const struct group *g,
    const struct ticket_key *k)
{
	if (g->key != k->key)
		return g->key < k->key;
	return w->q->sign * strcmp(g->name.s, k->name.s) < 0;
}

/* Of a group that the key is in, what is behind it. */
static enum err
take_group(struct ticket_walk *w, const struct groups *g,
    const struct group *of, const struct ticket_key *k)
{
	struct ticket_asked q = *w->q;
	bool on = !id_none(k->id);
	bool here = on && of->key == k->key && str_eq(of->name, k->name);

	q.order = TICKET_NEW;
	if (on && !here && is_before(w, of, k))
		return OK;
	if (of->codes.n > 0 ? !narrow(&q, g, of, w->a)
			    : !narrow_none(&q, g, w->a))
		return OK;
	return take(w, &q, here ? k->made : 0, here ? k->id : ID_NONE);
}

enum err
ticket_groups_pick(struct ticket_walk *w, const struct ticket_key *k)
{
	static const struct group nobody = { .key = 1, .name = { "", 0 } };
	struct groups g = { .which = 0 };
	enum err rc = readers[w->q->by](w, &g);

	if (rc != OK)
		return rc;
	turn(w, &g);
	for (size_t i = 0; rc == OK && i <= g.v.n; i++) {
		const struct group *of = i < g.v.n ? &g.v.v[i] : &nobody;

		if ((int64_t)w->spots.n < w->limit)
			rc = take_group(w, &g, of, k);
	}
	return rc;
}
