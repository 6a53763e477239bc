/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_pick.c - which index leads to the tickets that fit a filter: the rows
 * of each that does, from the same key on. ticket_query.c puts them together.
 */
#include "core/ticket_asked.h"

enum { LEADS_MOST = 60 }; /* pages put together; more are read as one */

/* ---- one index ------------------------------------------------------------ */

static int64_t
until(const struct ticket_walk *w)
{
	const struct part_ticket_fits *f = &w->q->fits;

	if (w->cut)
		return w->stop;
	if (w->q->order == TICKET_NEW)
		return f->created_from;
	return w->q->order == TICKET_OLD ? f->created_to : f->rank_to;
}

#define PICK(query, ...)                                                       \
	do {                                                                   \
		struct rows_##query r;                                         \
		enum err rc =                                                  \
		    q_##query(w->c->db, w->a, &w->scope, __VA_ARGS__, w->from, \
			w->after, until(w), w->limit, &w->q->fits, &r);        \
                                                                               \
		for (size_t i = 0; rc == OK && i < r.n; i++)                   \
			*vec_push(w->a, &w->spots) =                           \
			    (struct ticket_spot){ r.v[i].id, r.v[i].key };     \
		return rc;                                                     \
	} while (0)

#define PICK_ANY(query)                                                        \
	do {                                                                   \
		struct rows_##query r;                                         \
		enum err rc = q_##query(w->c->db, w->a, &w->scope, w->from,    \
		    w->after, until(w), w->limit, &w->q->fits, &r);            \
                                                                               \
		for (size_t i = 0; rc == OK && i < r.n; i++)                   \
			*vec_push(w->a, &w->spots) =                           \
			    (struct ticket_spot){ r.v[i].id, r.v[i].key };     \
		return rc;                                                     \
	} while (0)

static enum err
pick_word(struct ticket_walk *w)
{
	switch (w->q->order) {
	case TICKET_DUE:
		PICK(ticket_due_of, w->q->ids);
	case TICKET_OLD:
		PICK(ticket_old_of, w->q->ids);
	default:
		PICK(ticket_new_of, w->q->ids);
	}
}

static enum err
pick_resolved(struct ticket_walk *w)
{
	const struct part_ticket_fits *f = &w->q->fits;

	if (w->q->order == TICKET_OLD)
		PICK(ticket_old_resolved, f->resolved_from, f->resolved_to);
	PICK(ticket_new_resolved, f->resolved_from, f->resolved_to);
}

static enum err
pick_segment(struct ticket_walk *w)
{
	switch (w->q->order) {
	case TICKET_DUE:
		PICK(ticket_due_segment, w->q->ids);
	case TICKET_OLD:
		PICK(ticket_old_segment, w->q->ids);
	default:
		PICK(ticket_new_segment, w->q->ids);
	}
}

static enum err
pick_type(struct ticket_walk *w, struct str type)
{
	if (w->q->order == TICKET_OLD)
		PICK(ticket_old_type, type);
	PICK(ticket_new_type, type);
}

static enum err
pick_any(struct ticket_walk *w)
{
	switch (w->q->order) {
	case TICKET_DUE:
		PICK_ANY(ticket_due_any);
	case TICKET_OLD:
		PICK_ANY(ticket_old_any);
	default:
		PICK_ANY(ticket_new_any);
	}
}

static enum err
pick_state(struct ticket_walk *w, struct str state)
{
	if (w->q->order == TICKET_OLD)
		PICK(ticket_old_state, state);
	PICK(ticket_new_state, state);
}

static enum err
pick_team(struct ticket_walk *w, struct str team, struct str state)
{
	switch (w->q->order) {
	case TICKET_DUE:
		PICK(ticket_due_team, team);
	case TICKET_OLD:
		PICK(ticket_old_team, team, state);
	default:
		PICK(ticket_new_team, team, state);
	}
}

static enum err
pick_owner(struct ticket_walk *w, struct str owner, struct str state)
{
	struct id id;

	if (!id_parse(owner, &id))
		return OK;
	switch (w->q->order) {
	case TICKET_DUE:
		PICK(ticket_due_owner, id);
	case TICKET_OLD:
		PICK(ticket_old_owner, id, state);
	default:
		PICK(ticket_new_owner, id, state);
	}
}

static enum err
pick_customer(struct ticket_walk *w, struct str customer)
{
	struct id id;

	if (!id_parse(customer, &id))
		return OK;
	switch (w->q->order) {
	case TICKET_DUE:
		PICK(ticket_due_customer, id);
	case TICKET_OLD:
		PICK(ticket_old_customer, id);
	default:
		PICK(ticket_new_customer, id);
	}
}

/* ---- which lead, put together ------------------------------------------------- */

static const struct names *
states_of(const struct ticket_walk *w, struct names *one)
{
	static struct str whatever[] = { { "", 0 } };

	if (w->q->order != TICKET_DUE)
		return &w->q->set[SET_STATE].in;
	*one = (struct names){ whatever, 1, 1 };
	return one;
}

static enum err
pick_each(struct ticket_walk *w, const struct names *v,
    enum err (*pick)(struct ticket_walk *, struct str, struct str))
{
	struct names one;
	const struct names *states = states_of(w, &one);
	enum err rc = OK;

	for (size_t i = 0; rc == OK && i < v->n; i++)
		for (size_t k = 0; rc == OK && k < states->n; k++)
			rc = pick(w, v->v[i], states->v[k]);
	return rc;
}

static enum err
pick_desk(struct ticket_walk *w)
{
	struct str me = id_str(&w->q->fits.desk);
	struct names owner = { &me, 1, 1 };
	enum err rc = pick_each(w, &owner, pick_owner);

	return rc == OK ? pick_each(w, &w->q->desk, pick_team) : rc;
}

/* Few enough to be read one by one? */
static bool
leads(const struct ticket_walk *w, const struct names *v)
{
	struct names one;

	return v->n * states_of(w, &one)->n <= LEADS_MOST;
}

/* The newest of a type are the newest of its states, too; the oldest are done. */
static bool
leads_type(const struct ticket_walk *w)
{
	const struct set *set = w->q->set;

	return set[SET_TYPE].given && set[SET_TYPE].in.n <= LEADS_MOST &&
	    (w->q->order == TICKET_NEW ||
		(w->q->order == TICKET_OLD && !set[SET_STATE].given));
}

/* Behind people, teams and customers. */
static enum err
pick_rest(struct ticket_walk *w)
{
	const struct set *set = w->q->set;
	enum err rc = OK;

	if (leads_type(w)) {
		for (size_t i = 0; rc == OK && i < set[SET_TYPE].in.n; i++)
			rc = pick_type(w, set[SET_TYPE].in.v[i]);
		return rc;
	}
	if (!set[SET_STATE].given || w->q->order == TICKET_DUE)
		return pick_any(w);
	for (size_t i = 0; rc == OK && i < set[SET_STATE].in.n; i++)
		rc = pick_state(w, set[SET_STATE].in.v[i]);
	return rc;
}

static bool
by_customer(const struct ticket_walk *w)
{
	const struct set *s = &w->q->set[SET_CUSTOMER];

	return s->given && s->in.n <= LEADS_MOST;
}

static bool
by_owner(const struct ticket_walk *w)
{
	const struct set *s = &w->q->set[SET_OWNER];

	return s->given && leads(w, &s->in);
}

bool
ticket_pick_wide(const struct ticket_walk *w)
{
	return w->q->lead == LEAD_NONE && !by_customer(w) && !by_owner(w);
}

bool
ticket_pick_words(const struct ticket_walk *w)
{
	return w->q->lead == LEAD_WORD_FIRST ||
	    (w->q->lead == LEAD_WORD && !by_customer(w) && !by_owner(w));
}

enum err
ticket_pick(struct ticket_walk *w)
{
	const struct set *set = w->q->set;
	enum err rc = OK;

	if (w->q->lead == LEAD_WORD_FIRST)
		return pick_word(w);
	if (by_customer(w)) {
		for (size_t i = 0; rc == OK && i < set[SET_CUSTOMER].in.n; i++)
			rc = pick_customer(w, set[SET_CUSTOMER].in.v[i]);
		return rc;
	}
	if (by_owner(w))
		return pick_each(w, &set[SET_OWNER].in, pick_owner);
	if (w->q->lead == LEAD_WORD)
		return pick_word(w);
	if (w->q->lead == LEAD_SEGMENT)
		return pick_segment(w);
	if (!id_none(w->q->fits.desk) && leads(w, &w->q->desk))
		return pick_desk(w);
	if (w->q->lead == LEAD_RESOLVED)
		return pick_resolved(w);
	if (set[SET_TEAM].given && leads(w, &set[SET_TEAM].in))
		return pick_each(w, &set[SET_TEAM].in, pick_team);
	return pick_rest(w);
}
