/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_query.c - pages and counts of the tickets that fit a filter.
 *
 * The page of every index that leads to some of them (each owner and state,
 * each team, ...) is read from the same key on; put together they are the
 * page. Text is compared here, a slice of what fits the other words at a time.
 */
#include "core/ticket_asked.h"

#include "core/list.h"
#include "store/row.h"

enum {
	SLICE = 200, /* rows compared at a time, then more */
	SLICE_MOST = 3200,
	LOOK_MOST = 20000,
	WINDOWS = 3, /* that are looked through for a page */
	WIDER = 2    /* times that one is four times the last */
};

int64_t ticket_window = 25000;

/* ---- put together ------------------------------------------------------------ */

static int
rising(const void *x, const void *y)
{
	const struct ticket_spot *a = x, *b = y;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return strcmp(a->id.s, b->id.s);
}

static int
falling(const void *x, const void *y)
{
	return rising(y, x);
}

/* Text that nothing leads to is looked for in a window of all tickets at a
 * time, for the engine would go on to the last of millions by itself. */
static enum err
open_window(struct ticket_walk *w)
{
	size_t wide = w->windows < WIDER ? w->windows : WIDER;
	int64_t skip = ticket_window << (2 * wide);
	struct db *db = w->c->db;
	struct row_ticket_window_new new;
	struct row_ticket_window_old old;
	struct row_ticket_window_due due;
	enum err rc;

	if (w->q->order == TICKET_NEW)
		rc = q_ticket_window_new(db, w->a, w->from, skip, &new);
	else if (w->q->order == TICKET_OLD)
		rc = q_ticket_window_old(db, w->a, w->from, skip, &old);
	else
		rc = q_ticket_window_due(db, w->a, w->from, skip, &due);
	w->windows++;
	w->cut = rc == OK;
	w->last = rc == ERR_NOT_FOUND;
	if (rc == OK)
		w->stop = w->q->order == TICKET_NEW ? new.key
		    : w->q->order == TICKET_OLD	    ? old.key
						    : due.key;
	return w->last ? OK : rc;
}

/* Behind the window, and not in it again. */
static void
close_window(struct ticket_walk *w)
{
	w->cut = w->end = false;
	w->from = w->stop;
	w->after = w->q->order == TICKET_NEW ? ID_NONE : (struct id){ "~" };
}

/* The next page of spots: what several pages have in common is there once. */
static enum err
step(struct ticket_walk *w)
{
	size_t n = 0;
	enum err rc;

	w->spots.n = w->spots.cap = 0;
	w->spots.v = NULL;
	if ((rc = ticket_pick(w)) != OK)
		return core_db(w->c, rc);
	if (w->spots.n > 1)
		qsort(w->spots.v, w->spots.n, sizeof(*w->spots.v),
		    w->q->order == TICKET_NEW ? falling : rising);
	for (size_t i = 0; i < w->spots.n; i++)
		if (n == 0 || !id_eq(w->spots.v[n - 1].id, w->spots.v[i].id))
			w->spots.v[n++] = w->spots.v[i];
	w->end = n < (size_t)w->limit;
	w->spots.n = n < (size_t)w->limit ? n : (size_t)w->limit;
	if (w->spots.n > 0) {
		w->from = w->spots.v[w->spots.n - 1].key;
		w->after = w->spots.v[w->spots.n - 1].id;
	}
	if (w->end && w->cut)
		close_window(w);
	return OK;
}

/* ---- where it begins ------------------------------------------------------------ */

/* At the end of the range that comes first; no id sorts after "~". */
static void
at_start(struct ticket_walk *w)
{
	const struct part_ticket_fits *f = &w->q->fits;

	if (w->q->order == TICKET_NEW) {
		w->from = f->created_to;
		w->after = (struct id){ "~" };
		return;
	}
	w->from = w->q->order == TICKET_OLD ? f->created_from : f->rank_from;
	w->after = ID_NONE;
}

static enum err
start(struct ticket_walk *w, struct core *c, const struct ticket_asked *q,
    struct id after)
{
	struct row_ticket_key key;
	enum err rc;

	*w = (struct ticket_walk){ .c = c, .q = q, .a = &c->scratch };
	if ((rc = core_allow(c, MAY_TICKET_READ, &w->scope)) != OK)
		return rc;
	at_start(w);
	if (id_none(after))
		return OK;
	rc = q_ticket_key(c->db, &c->scratch, &w->scope, after, &key);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("the page cannot go on: the ticket before it is no "
		      "longer in sight; begin again"));
	w->from = q->order == TICKET_DUE ? key.rank : key.created_at;
	w->after = after;
	return core_db(c, rc);
}

/* ---- rows ------------------------------------------------------------------------- */

static int
by_id(const void *x, const void *y)
{
	const struct row_ticket_rows *a = x, *b = y;

	return strcmp(a->id.s, b->id.s);
}

/* The rows of the spots, in their order. */
static enum err
read_rows(struct ticket_walk *w, struct arena *a, struct rows_ticket_rows *out)
{
	struct rows_ticket_rows r;
	struct str ids = list_ids(&w->c->scratch, w->spots.v, w->spots.n,
	    sizeof(*w->spots.v));
	enum err rc = core_db(w->c,
	    q_ticket_rows(w->c->db, a, &w->scope, ids, list_lang(w->c), &r));

	if (rc != OK)
		return rc;
	out->v = NEWN(a, struct row_ticket_rows, r.n + 1);
	out->n = 0;
	if (r.n > 1)
		qsort(r.v, r.n, sizeof(*r.v), by_id);
	for (size_t i = 0; i < w->spots.n; i++) {
		struct row_ticket_rows key = { .id = w->spots.v[i].id };
		const struct row_ticket_rows *t = r.n == 0
		    ? NULL
		    : bsearch(&key, r.v, r.n, sizeof(*r.v), by_id);

		if (t != NULL)
			out->v[out->n++] = *t;
	}
	return OK;
}

static bool
wants_text(const struct ticket_asked *q)
{
	return q->text.n + q->text_not.n > 0;
}

/* Hands over every row that has the text, until `full` of them. */
struct found {
	struct arena *a;	   /* of the rows */
	struct row_ticket_rows *v; /* NULL: not kept */
	struct id *ids;		   /* NULL: not kept */
	size_t n, full;
};

enum err
ticket_keep_text(struct ticket_walk *w)
{
	struct rows_ticket_rows r;
	size_t n = 0;
	enum err rc = read_rows(w, w->a, &r);

	for (size_t i = 0, k = 0; rc == OK && i < r.n; i++, k++) {
		while (!id_eq(w->spots.v[k].id, r.v[i].id))
			k++;
		if (ticket_has_text(w->a, w->q, &r.v[i]))
			w->spots.v[n++] = w->spots.v[k];
	}
	w->spots.n = n;
	return rc;
}

static enum err
look(struct ticket_walk *w, struct found *f, size_t *looked)
{
	struct arena_mark mark = arena_mark(&w->c->scratch);
	struct rows_ticket_rows r;
	enum err rc;

	if (!w->cut && !w->last && ticket_pick_wide(w) &&
	    (rc = open_window(w)) != OK)
		return core_db(w->c, rc);
	if ((rc = step(w)) != OK ||
	    (rc = read_rows(w, &w->c->scratch, &r)) != OK)
		return rc;
	*looked += r.n;
	for (size_t i = 0; i < r.n && f->n < f->full; i++)
		if (ticket_has_text(&w->c->scratch, w->q, &r.v[i])) {
			if (f->v != NULL) {
				f->v[f->n] = r.v[i];
				row_keep(&queries[Q_TICKET_ROWS], f->a,
				    &f->v[f->n]);
			}
			if (f->ids != NULL)
				f->ids[f->n] = r.v[i].id;
			f->n++;
		}
	arena_back(&w->c->scratch, mark);
	return OK;
}

static enum err
look_through(struct ticket_walk *w, struct found *f, size_t most, bool *more)
{
	size_t looked = 0;
	enum err rc = OK;

	/* Whatever a word leads to is gathered anew for each slice. */
	for (w->limit = SLICE; rc == OK && !w->end && f->n < f->full;
	     w->limit = w->limit < SLICE_MOST ? w->limit * 4 : w->limit) {
		if (looked >= most ||
		    (most < SIZE_MAX && !w->cut && w->windows == WINDOWS))
			break;
		rc = look(w, f, &looked);
	}
	*more = !w->end || f->n == f->full;
	return rc;
}

/* In an order that no index has: the spots come in it. */
static enum err
page_by(struct core *c, struct arena *a, const struct ticket_asked *q,
    struct id after, size_t n, struct rows_ticket_rows *rows, bool *more)
{
	struct ticket_walk w = { .c = c, .q = q, .a = &c->scratch };
	enum err rc = core_allow(c, MAY_TICKET_READ, &w.scope);

	w.limit = (int64_t)n + 1;
	if (rc != OK || (rc = ticket_order_pick(&w, after, more)) != OK)
		return rc;
	*more = *more || w.spots.n > n;
	w.spots.n = w.spots.n < n ? w.spots.n : n;
	return read_rows(&w, a, rows);
}

static enum err
page(struct core *c, struct arena *a, const struct ticket_asked *q,
    struct id after, int64_t limit, size_t most, struct rows_ticket_rows *rows,
    bool *more)
{
	size_t n = (size_t)list_limit(limit, 50, 500);
	struct found f = { .a = a, .full = n + 1 };
	struct ticket_walk w;
	enum err rc;

	if (q->order == TICKET_BY)
		return page_by(c, a, q, after, n, rows, more);
	if ((rc = start(&w, c, q, after)) != OK)
		return rc;
	if (wants_text(q)) {
		f.v = NEWN(a, struct row_ticket_rows, n + 1);
		if ((rc = look_through(&w, &f, most, more)) != OK)
			return rc;
		*rows = (struct rows_ticket_rows){ f.v, f.n < n ? f.n : n };
		return OK;
	}
	w.limit = (int64_t)n + 1;
	if ((rc = step(&w)) != OK)
		return rc;
	*more = w.spots.n > n;
	w.spots.n = w.spots.n < n ? w.spots.n : n;
	return read_rows(&w, a, rows);
}

enum err
ticket_page(struct core *c, struct arena *a, const struct ticket_asked *q,
    struct id after, int64_t limit, struct rows_ticket_rows *rows, bool *more)
{
	return page(c, a, q, after, limit, LOOK_MOST, rows, more);
}

enum err
ticket_page_whole(struct core *c, struct arena *a, const struct ticket_asked *q,
    struct id after, int64_t limit, struct rows_ticket_rows *rows, bool *more)
{
	struct ticket_asked all = *q;

	all.order = q->order == TICKET_BY ? TICKET_NEW : q->order;
	return page(c, a, &all, after, limit, SIZE_MAX, rows, more);
}

/* All spots, or those of the rows that have the text. */
static enum err
gather(struct ticket_walk *w, struct found *f, size_t most, bool *more)
{
	enum err rc;

	if (wants_text(w->q))
		return look_through(w, f, most, more);
	w->limit = (int64_t)f->full;
	rc = step(w);
	f->n = w->spots.n;
	*more = f->n == f->full;
	return rc;
}

enum err
ticket_newest(struct core *c, const struct ticket_asked *q, msec from,
    struct id after, int64_t limit, struct ticket_walk *w)
{
	enum err rc = start(w, c, q, ID_NONE);

	if (rc != OK)
		return rc;
	if (!id_none(after)) {
		w->from = from;
		w->after = after;
	}
	w->limit = limit;
	return step(w);
}

enum err
ticket_gather(struct core *c, const struct ticket_asked *q, size_t most,
    struct str *ids, size_t *n, bool *more)
{
	struct ticket_asked newest = *q;
	struct found f = { .full = most + 1 };
	struct ticket_walk w;
	enum err rc;

	newest.order = TICKET_NEW;
	if (wants_text(q))
		f.ids = NEWN(&c->scratch, struct id, f.full);
	if ((rc = start(&w, c, &newest, ID_NONE)) != OK ||
	    (rc = gather(&w, &f, LOOK_MOST, more)) != OK)
		return rc;
	*n = f.n < most ? f.n : most;
	*ids = f.ids != NULL
	    ? list_ids(&c->scratch, f.ids, *n, sizeof(*f.ids))
	    : list_ids(&c->scratch, w.spots.v, *n, sizeof(*w.spots.v));
	return OK;
}

enum err
ticket_count(struct core *c, const struct ticket_asked *q, int64_t *n)
{
	struct ticket_asked any = *q;
	struct found f = { .full = TICKET_COUNT_MOST + 1 };
	struct ticket_walk w;
	bool more;
	enum err rc;

	any.order = q->order == TICKET_BY ? TICKET_NEW : q->order;
	if ((rc = start(&w, c, &any, ID_NONE)) == OK &&
	    (rc = gather(&w, &f, SIZE_MAX, &more)) == OK)
		*n = (int64_t)f.n;
	return rc;
}

/* ---- completion --------------------------------------------------------------------- */

struct offering {
	struct arena *a;
	struct str before; /* what stays */
	filter_offer *offer;
	void *u;
	bool quotes;
};

static void
hand_on(void *u, struct str candidate)
{
	const struct offering *o = u;

	if (o->quotes)
		candidate = filter_quoted(o->a, candidate);
	o->offer(o->u, str_printf(o->a, "%s%s", o->before.s, candidate.s));
}

enum err
ticket_complete(struct core *c, struct arena *a, struct str text,
    filter_offer *offer, void *u)
{
	struct offering o = { .a = a, .offer = offer, .u = u };
	const struct filter_def *def;
	struct str value;
	size_t from;

	o.before = str_copyn(a, text.s,
	    (size_t)(text.len - strlen(filter_ending(text))));
	filter_complete(a, ticket_words, text, hand_on, &o, &def, &value,
	    &from);
	if (def == NULL)
		return OK;
	o.before = str_copyn(a, text.s, from);
	o.quotes = true;
	return ticket_name_offer(c, a, def, value, hand_on, &o);
}
