/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_order.c - pages of tickets in an order that no index has of them.
 *
 * What fits is gathered by the index that leads to it and put in order by the
 * database; of more than that, each value in turn is read (ticket_groups.c,
 * ticket_customers.c), or all are looked through. What words lead to is put in
 * order first, and its text compared as far as the page goes. A page begins
 * behind the key of the ticket before it, wherever that stands now.
 */
#include "core/ticket_asked.h"

#include "core/list.h"

#define SPOTS(w, r)                                                            \
	for (size_t i = 0; i < (r).n; i++)                                     \
		*vec_push((w)->a, &(w)->spots) = (struct ticket_spot)          \
		{                                                              \
			.id = (r).v[i].id                                      \
		}

size_t ticket_gather_most = TICKET_COUNT_MOST;

enum {
	CHANGED = 2, /* `by`, as the query has it */
	STATE = 3,
	WIDER = 4,    /* the next part of what words lead to */
	LITTLE = 1000 /* of more, what leads value by value is faster */
};

static enum err
read_key(struct ticket_walk *w, struct id after, struct ticket_key *k)
{
	const struct ticket_asked *q = w->q;
	struct rows_ticket_order_these r;
	enum err rc;

	*k = (struct ticket_key){ .key = INT64_MIN, .name = STR_NONE };
	if (id_none(after))
		return OK;
	rc = core_db(w->c,
	    q_ticket_order_these(w->c->db, w->a, &w->scope, q->by, q->sign,
		INT64_MIN, STR_NONE, 0, ID_NONE,
		list_ids(w->a, &after, 1, sizeof(after)), 1, &r));
	if (rc == OK && r.n == 0)
		return fail(&w->c->fault, ERR_NOT_FOUND,
		    _("the page cannot go on: the ticket before it is no "
		      "longer in sight; begin again"));
	if (rc == OK)
		*k = (struct ticket_key){ r.v[0].key, r.v[0].made, r.v[0].name,
			r.v[0].id };
	return rc;
}

/* By ticket_changed; no id sorts after "~". */
static enum err
pick_changed(struct ticket_walk *w, const struct ticket_key *k)
{
	bool first = id_none(k->id), last = w->q->sign < 0;
	struct id id = first ? (struct id){ "~" } : k->id;
	msec at = first ? (last ? INT64_MAX : 0) : w->q->sign * k->key;
	struct rows_ticket_order_changed c;
	struct rows_ticket_order_unchanged u;
	enum err rc;

	if (last) {
		rc = q_ticket_order_changed(w->c->db, w->a, &w->scope, at, id,
		    w->limit, &w->q->fits, &c);
		if (rc == OK)
			SPOTS(w, c);
		return core_db(w->c, rc);
	}
	rc = q_ticket_order_unchanged(w->c->db, w->a, &w->scope, at, id,
	    w->limit, &w->q->fits, &u);
	if (rc == OK)
		SPOTS(w, u);
	return core_db(w->c, rc);
}

static enum err
pick_any(struct ticket_walk *w, const struct ticket_key *k)
{
	struct rows_ticket_order_any r;
	enum err rc = core_db(w->c,
	    q_ticket_order_any(w->c->db, w->a, &w->scope, w->q->by, w->q->sign,
		k->key, k->name, k->made, k->id, w->limit, &w->q->fits, &r));

	if (rc == OK)
		SPOTS(w, r);
	return rc;
}

/* Of very many. Who sees few customers sees their tickets all the same. */
static enum err
pick_many(struct ticket_walk *w, const struct ticket_key *k)
{
	bool full = false;
	enum err rc = OK;

	if (w->q->by == CHANGED)
		return pick_changed(w, k);
	if (ticket_groups_has(w->q->by))
		return ticket_groups_pick(w, k);
	if (w->c->grants[MAY_CUSTOMER_READ] == SCOPE_ALL)
		rc = ticket_customers_pick(w, k, &full);
	return rc == OK && !full ? pick_any(w, k) : rc;
}

static enum err
pick_these(struct ticket_walk *w, const struct ticket_key *k, struct str ids)
{
	struct rows_ticket_order_these r;
	enum err rc = core_db(w->c,
	    q_ticket_order_these(w->c->db, w->a, &w->scope, w->q->by,
		w->q->sign, k->key, k->name, k->made, k->id, ids, w->limit,
		&r));

	if (rc == OK)
		SPOTS(w, r);
	return rc;
}

/* The next of them behind *k, which goes on to the last. */
static enum err
pick_led(struct ticket_walk *w, struct ticket_key *k, int64_t limit, bool *end)
{
	struct rows_ticket_order_of r;
	enum err rc = core_db(w->c,
	    q_ticket_order_of(w->c->db, w->a, &w->scope, w->q->by, w->q->sign,
		k->key, k->name, k->made, k->id, w->q->ids, limit, &w->q->fits,
		&r));

	if (rc != OK)
		return rc;
	w->spots.n = 0;
	SPOTS(w, r);
	*end = (int64_t)r.n < limit;
	if (!*end)
		*k = (struct ticket_key){ r.v[r.n - 1].key, r.v[r.n - 1].made,
			r.v[r.n - 1].name, r.v[r.n - 1].id };
	return ticket_keep_text(w);
}

/* Most of what the words lead to has the text. */
static enum err
pick_text(struct ticket_walk *w, struct ticket_key *k)
{
	struct ticket_walk page = *w;
	bool end = false;
	enum err rc = OK;

	for (int64_t n = w->limit;
	     rc == OK && !end && (int64_t)w->spots.n < w->limit; n *= WIDER)
		if ((rc = pick_led(&page, k, n, &end)) == OK)
			for (size_t i = 0;
			     i < page.spots.n && (int64_t)w->spots.n < w->limit;
			     i++)
				*vec_push(w->a, &w->spots) = page.spots.v[i];
	return rc;
}

enum err
ticket_order_pick(struct ticket_walk *w, struct id after, bool *more)
{
	bool text = w->q->text.n + w->q->text_not.n > 0;
	size_t most =
	    !text && ticket_gather_most > LITTLE ? LITTLE : ticket_gather_most;
	struct str ids;
	struct ticket_key k;
	size_t n;
	enum err rc;

	*more = false;
	if ((rc = read_key(w, after, &k)) != OK)
		return rc;
	if (text && ticket_pick_words(w))
		return pick_text(w, &k);
	/* A state at a time it is gathered, too. */
	if (!text && w->q->by == STATE)
		return pick_many(w, &k);
	if ((rc = ticket_gather(w->c, w->q, most, &ids, &n, more)) != OK)
		return rc;
	if (*more && !text) {
		*more = false;
		return pick_many(w, &k);
	}
	return pick_these(w, &k, ids);
}
