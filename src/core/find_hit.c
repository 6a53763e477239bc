/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find_hit.c - of those found: how well they fit, which comes first, and what
 * a row of the answer shows.
 */
#include "core/find.h"
#include "core/list.h"
#include "queries.h"

void
find_note(struct ask *q, const struct found *in)
{
	struct found *f, was;

	for (size_t i = 0; i < q->found.n; i++) {
		f = &q->found.v[i];
		if (!id_eq(f->id, in->id))
			continue;
		was = *f;
		if (in->rank < was.rank) {
			*f = *in;
			f->also = was.why;
			f->also_part = was.part;
		} else if (f->also.len == 0) {
			f->also = in->why;
			f->also_part = in->part;
		}
		if (str_eq(f->also, f->why))
			f->also = f->also_part = STR_NONE;
		return;
	}
	f = vec_push(q->a, &q->found);
	*f = *in;
	f->name_sort = list_given(in->name_sort);
	f->also = list_given(in->also);
	f->also_part = list_given(in->also_part);
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

static enum err
count_open(struct ask *q, struct str ids, struct customer_hits *hits)
{
	struct rows_search_open rows;
	struct scope seen;
	enum err rc;

	if (q->c->grants[MAY_TICKET_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(q->c, MAY_TICKET_READ, &seen)) != OK)
		return rc;
	rc = q_search_open(q->c->db, q->a, &seen, ids, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		for (size_t k = 0; k < hits->n; k++)
			if (id_eq(rows.v[i].customer, hits->v[k].id))
				hits->v[k].open = rows.v[i].n;
	return core_db(q->c, rc);
}

static enum err
last_contacts(struct ask *q, struct str ids, struct customer_hits *hits)
{
	struct rows_search_last rows;
	struct scope seen;
	enum err rc;

	if (q->c->grants[MAY_INTERACTION_READ] == SCOPE_NONE)
		return OK;
	if ((rc = core_allow(q->c, MAY_INTERACTION_READ, &seen)) != OK)
		return rc;
	rc = q_search_last(q->c->db, q->a, &seen, ids, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		for (size_t k = 0; k < hits->n; k++)
			if (id_eq(rows.v[i].customer, hits->v[k].id))
				hits->v[k].contact_at = rows.v[i].at;
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

static void
fill(struct arena *a, struct customer_hits *hits, const struct found *f,
    const struct rows_search_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct row_search_rows *r = &rows->v[i];

		if (!id_eq(r->id, f->id))
			continue;
		hits->v[hits->n++] = (struct customer_hit){
			.id = r->id,
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
			.asset = str_trim(a, r->asset),
			.rank = f->rank,
		};
	}
}

/* ---- the answer --------------------------------------------------------- */

enum err
find_answer(struct ask *q, struct arena *a, int64_t limit,
    struct customer_hits *hits)
{
	struct rows_search_rows rows;
	size_t n = q->found.n;
	struct str ids;
	enum err rc;

	if (n == 0) {
		*hits = (struct customer_hits){ NULL, 0 };
		return OK;
	}
	qsort(q->found.v, n, sizeof(*q->found.v), by_rank);
	if ((int64_t)n > limit)
		n = (size_t)limit;
	ids = list_ids(q->a, q->found.v, n, sizeof(*q->found.v));
	rc = q_search_rows(q->c->db, a, &q->scope, ids, &rows);
	if (rc != OK)
		return core_db(q->c, rc);
	*hits = (struct customer_hits){ NEWN(a, struct customer_hit, n), 0 };
	for (size_t i = 0; i < n; i++)
		fill(a, hits, &q->found.v[i], &rows);
	rc = count_open(q, ids, hits);
	return rc == OK ? last_contacts(q, ids, hits) : rc;
}
