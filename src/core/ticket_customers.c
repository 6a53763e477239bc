/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_customers.c - a page in the order of the customers' names, of more
 * tickets than can be gathered: some names at a time, and what fits of theirs.
 */
#include "core/ticket_asked.h"

#include "core/list.h"

enum {
	WIDER = 4,
	LOOK_MOST = 20000 /* customers; of more it is slower than all at once */
};

/* Some customers in the order of their names. */
struct chunk {
	struct id *ids;
	size_t n;
	struct str next; /* the name that the next begins with */
	bool last;
};

static enum err
read_up(struct ticket_walk *w, struct str from, int64_t limit,
    struct rows_ticket_customers_up *r)
{
	return q_ticket_customers_up(w->c->db, w->a, from, limit, r);
}

/* The other way round; both have rows of one shape. */
static enum err
read_down(struct ticket_walk *w, struct str from, int64_t limit,
    struct rows_ticket_customers_up *r)
{
	struct rows_ticket_customers_down d;
	enum err rc = q_ticket_customers_down(w->c->db, w->a, from, limit, &d);

	if (rc != OK)
		return rc;
	r->n = d.n;
	r->v = NEWN(w->a, struct row_ticket_customers_up, d.n + 1);
	for (size_t i = 0; i < d.n; i++)
		r->v[i] =
		    (struct row_ticket_customers_up){ d.v[i].id, d.v[i].name };
	return OK;
}

/* A name that may go on behind the chunk is left for the next one. */
static void
cut(struct ticket_walk *w, const struct rows_ticket_customers_up *r,
    size_t limit, struct chunk *ch)
{
	size_t n = r->n;

	ch->last = n < limit;
	if (!ch->last) {
		ch->next = r->v[n - 1].name;
		while (n > 0 && str_eq(r->v[n - 1].name, ch->next))
			n--;
	}
	ch->n = n;
	ch->ids = NEWN(w->a, struct id, n + 1);
	for (size_t i = 0; i < n; i++)
		ch->ids[i] = r->v[i].id;
}

/* From this name on. */
static enum err
read_chunk(struct ticket_walk *w, struct str from, size_t limit,
    struct chunk *ch)
{
	struct rows_ticket_customers_up r;
	enum err rc =
	    (w->q->sign > 0 ? read_up : read_down)(w, from, (int64_t)limit, &r);

	if (rc == OK)
		cut(w, &r, limit, ch);
	return core_db(w->c, rc);
}

static enum err
take(struct ticket_walk *w, const struct ticket_key *k, const struct chunk *ch)
{
	struct rows_ticket_order_customers r;
	enum err rc = core_db(w->c,
	    q_ticket_order_customers(w->c->db, w->a, &w->scope, w->q->by,
		w->q->sign, k->key, k->name, k->made, k->id,
		list_ids(w->a, ch->ids, ch->n, sizeof(*ch->ids)),
		w->limit - (int64_t)w->spots.n, &w->q->fits, &r));

	for (size_t i = 0; rc == OK && i < r.n; i++)
		*vec_push(w->a, &w->spots) =
		    (struct ticket_spot){ .id = r.v[i].id };
	return rc;
}

/* Down, it begins with the last of all. */
static enum err
first_name(struct ticket_walk *w, const struct ticket_key *k, struct str *name)
{
	struct row_ticket_customers_last last;
	enum err rc;

	*name = k->name;
	if (!id_none(k->id) || w->q->sign > 0)
		return OK;
	rc = core_db(w->c, q_ticket_customers_last(w->c->db, w->a, &last));
	if (rc == OK)
		*name = last.name;
	return rc;
}

enum err
ticket_customers_pick(struct ticket_walk *w, const struct ticket_key *k,
    bool *full)
{
	struct chunk ch = { .last = false };
	size_t limit = (size_t)w->limit, looked = 0;
	struct str name;
	enum err rc = first_name(w, k, &name);

	*full = false;
	while (rc == OK && !*full && looked < LOOK_MOST) {
		if ((rc = read_chunk(w, name, limit, &ch)) == OK && ch.n > 0)
			rc = take(w, k, &ch);
		*full = ch.last || (int64_t)w->spots.n == w->limit;
		looked += ch.n;
		name = ch.next;
		limit *= WIDER;
	}
	if (!*full)
		w->spots.n = 0;
	return rc;
}
