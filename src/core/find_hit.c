/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find_hit.c - of those found: how well they fit, which comes first, and what
 * a row of the answer shows.
 */
#include "core/find.h"
#include "base/utf8.h"
#include "core/list.h"
#include "queries.h"

/* The slot that has the id, or the empty one where it would be. The ends of
 * ids differ. */
static unsigned short *
slot_of(struct ask *q, const struct id *id)
{
	uint64_t a, b;
	size_t i;

	memcpy(&a, id->s + 20, sizeof(a));
	memcpy(&b, id->s + 28, sizeof(b));
	i = (size_t)((a * 31 ^ b) * 0x9e3779b97f4a7c15u >> 40) % FOUND_SLOTS;
	while (q->slots[i] != 0 && !id_eq(q->found.v[q->slots[i] - 1].id, *id))
		i = (i + 1) % FOUND_SLOTS;
	return &q->slots[i];
}

/* A second reason for one who was found. */
static void
note_again(struct found *f, const struct found *in)
{
	struct found was = *f;

	if (in->rank < was.rank) {
		*f = *in;
		f->also = was.why;
		f->also_part = was.part;
	} else if (f->also.len == 0) {
		f->also = in->why;
		f->also_part = in->part;
	}
	f->ticket = id_none(was.ticket) ? in->ticket : was.ticket;
	if (str_eq(f->also, f->why))
		f->also = f->also_part = STR_NONE;
}

void
find_note(struct ask *q, const struct found *in)
{
	unsigned short *slot = slot_of(q, &in->id);
	struct found *f;

	if (*slot != 0) {
		note_again(&q->found.v[*slot - 1], in);
		return;
	}
	if (q->found.n == FOUND_MOST)
		return;
	f = vec_push(q->a, &q->found);
	*slot = (unsigned short)q->found.n;
	*f = *in;
	f->name_sort = list_given(in->name_sort);
	f->also = list_given(in->also);
	f->also_part = list_given(in->also_part);
}

/* They stand in another order now. */
static void
find_again(struct ask *q)
{
	memset(q->slots, 0, sizeof(q->slots));
	for (size_t i = 0; i < q->found.n; i++)
		*slot_of(q, &q->found.v[i].id) = (unsigned short)(i + 1);
}

/* The place in `found` of a customer, or found.n. */
static size_t
place_in(struct ask *q, const struct id *id)
{
	unsigned short at = *slot_of(q, id);

	return at > 0 ? at - 1u : q->found.n;
}

/* ---- names -------------------------------------------------------------- */

/* The word of the name that fits best: ahead of the last one and whole. */
static size_t
pick(const struct words *name, struct str word, size_t next)
{
	size_t at = name->n;
	int best = 0;

	for (size_t k = 0; k < name->n; k++) {
		int score = 1 + 2 * (k >= next) + str_eq(name->v[k], word);

		if (score > best && str_starts(name->v[k], word)) {
			best = score;
			at = k;
		}
	}
	return at;
}

/* How the words asked fit those of a name: 1 best … 6, 0 not at all. */
static int
fit(const struct words *ask, const struct words *name)
{
	bool whole = true, order = true, first = false;
	size_t at, next = 0;

	for (size_t i = 0; i < ask->n; i++) {
		at = pick(name, ask->v[i], next);
		if (at == name->n)
			return 0;
		whole &= str_eq(name->v[at], ask->v[i]);
		order &= at >= next;
		first |= i == 0 && at == 0;
		next = at + 1;
	}
	if (whole)
		return !order ? 3 : ask->n == name->n ? 1 : 2;
	return !order ? 6 : first ? 4 : 5;
}

int
find_rank(struct arena *a, const struct words *ask, struct str name)
{
	struct words w;
	int one, two;

	words_of(a, name, false, &w);
	one = fit(ask, &w);
	if (!words_may_join(name))
		return one;
	words_of(a, name, true, &w);
	two = fit(ask, &w);
	return one == 0 || (two != 0 && two < one) ? two : one;
}

/* ---- the answer --------------------------------------------------------- */

static int
by_rank(const void *x, const void *y)
{
	const struct found *a = x, *b = y;
	int c;

	if (a->rank != b->rank)
		return a->rank - b->rank;
	c = str_cmp(list_given(a->name_sort), list_given(b->name_sort));
	return c != 0 ? c : strcmp(a->id.s, b->id.s);
}

/* Of the first n found: the hit of each, NULL for who is out of sight. */
struct hits_at {
	struct customer_hit **at;
	size_t n;
};

/* The hit of a customer; NULL when there is none. */
static struct customer_hit *
hit_of(struct ask *q, const struct hits_at *h, const struct id *id)
{
	size_t i = place_in(q, id);

	return i < h->n ? h->at[i] : NULL;
}

static enum err
count_open(struct ask *q, struct str ids, const struct hits_at *h)
{
	struct rows_search_open rows;
	struct customer_hit *hit;
	struct scope seen;
	enum err rc;

	if (q->c->grants[MAY_TICKET_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(q->c, MAY_TICKET_READ, &seen)) != OK)
		return rc;
	rc = q_search_open(q->c->db, q->a, &seen, ids, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		if ((hit = hit_of(q, h, &rows.v[i].customer)) != NULL)
			hit->open = rows.v[i].n;
	return core_db(q->c, rc);
}

static enum err
last_contacts(struct ask *q, struct str ids, const struct hits_at *h)
{
	struct rows_search_last rows;
	struct customer_hit *hit;
	struct scope seen;
	enum err rc;

	if (q->c->grants[MAY_INTERACTION_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(q->c, MAY_INTERACTION_READ, &seen)) != OK)
		return rc;
	rc = q_search_last(q->c->db, q->a, &seen, ids, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		if ((hit = hit_of(q, h, &rows.v[i].customer)) != NULL)
			hit->contact_at = rows.v[i].at;
	return core_db(q->c, rc);
}

/* Which word of a name it was. Of three words or more the last two are
 * surnames, of two the last. */
static struct str
place_of(struct arena *a, const struct found *f,
    const struct row_search_rows *r)
{
	struct words w;
	size_t at = 0;

	if (!str_is(f->why, "name"))
		return STR_NONE;
	if (str_is(r->kind, "company"))
		return STR("company");
	words_of(a, r->name, true, &w);
	while (at < w.n && !str_starts(w.v[at], f->part))
		at++;
	if (w.n < 2 || at >= w.n)
		return STR("given");
	if (w.n == 2 || at + 2 == w.n)
		return at + 1 >= w.n || w.n > 2 ? STR("surname") : STR("given");
	return at + 1 == w.n ? STR("surname2") : STR("given");
}

static struct customer_hit
hit(struct arena *a, const struct found *f, const struct row_search_rows *r)
{
	return (struct customer_hit){
		.id = r->id,
		.ticket = f->ticket,
		.name = r->name,
		.kind = r->kind,
		.segment = r->segment,
		.why = f->why,
		.part = str_copy(a, list_given(f->part)),
		.place = place_of(a, f, r),
		.also = list_given(f->also),
		.also_part = str_copy(a, list_given(f->also_part)),
		.phone = r->phone,
		.rut = r->national_id,
		.branch = r->branch,
		.city = r->city,
		.asset = utf8_trim(a, r->asset),
		.rank = f->rank,
	};
}

/* The hits in the order of those found. */
static void
fill(struct ask *q, struct arena *a, const struct rows_search_rows *rows,
    struct hits_at *h, struct customer_hits *hits)
{
	const struct row_search_rows **of =
	    NEWN(q->a, const struct row_search_rows *, h->n);

	for (size_t i = 0; i < rows->n; i++) {
		size_t k = place_in(q, &rows->v[i].id);

		if (k < h->n)
			of[k] = &rows->v[i];
	}
	for (size_t k = 0; k < h->n; k++) {
		if (of[k] == NULL)
			continue;
		h->at[k] = &hits->v[hits->n++];
		*h->at[k] = hit(a, &q->found.v[k], of[k]);
	}
}

/* All that a row shows, in one round trip. */
static void
ahead(struct ask *q, struct str ids)
{
	const struct core *c = q->c;
	struct scope seen;

	q_search_rows_ahead(c->db, &q->scope, ids);
	if (c->grants[MAY_TICKET_READ] != SCOPE_NONE &&
	    core_allow(q->c, MAY_TICKET_READ, &seen) == OK)
		q_search_open_ahead(c->db, &seen, ids);
	if (c->grants[MAY_INTERACTION_READ] != SCOPE_NONE &&
	    core_allow(q->c, MAY_INTERACTION_READ, &seen) == OK)
		q_search_last_ahead(c->db, &seen, ids);
}

enum err
find_answer(struct ask *q, struct arena *a, int64_t limit,
    struct customer_hits *hits)
{
	struct rows_search_rows rows;
	size_t n = q->found.n;
	struct hits_at h;
	struct str ids;
	enum err rc;

	if (n == 0) {
		*hits = (struct customer_hits){ NULL, 0 };
		return OK;
	}
	qsort(q->found.v, n, sizeof(*q->found.v), by_rank);
	find_again(q);
	if ((int64_t)n > limit)
		n = (size_t)limit;
	ids = list_ids(q->a, q->found.v, n, sizeof(*q->found.v));
	ahead(q, ids);
	rc = q_search_rows(q->c->db, a, &q->scope, ids, &rows);
	if (rc != OK)
		return core_db(q->c, rc);
	*hits = (struct customer_hits){ NEWN(a, struct customer_hit, n), 0 };
	h = (struct hits_at){ NEWN(q->a, struct customer_hit *, n), n };
	fill(q, a, &rows, &h, hits);
	rc = count_open(q, ids, &h);
	return rc == OK ? last_contacts(q, ids, &h) : rc;
}
