/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * order.c - a list in another order than it was given.
 *
 * The rows belong to a read-only model, so they are copied and the copy is
 * sorted, once for each model and order.
 */
#include "ui/list.h"

static void
forget(struct list_order *o)
{
	free(o->v);
	o->v = NULL;
	o->of = NULL;
}

/* How many orders there are, and the nth (from 1) or NULL. */
static const struct order *
nth(const struct order *o, int by, int *n)
{
	const struct order *found = NULL;

	for (*n = 0; o->compare != NULL; o++)
		if (++*n == by)
			found = o;
	return found;
}

struct sorting {
	const struct order *by;
	size_t size;
	int sign;
};

static const char *
at(const char *v, const struct sorting *s, size_t i)
{
	return v + i * s->size;
}

/* Merges two sorted runs; the first keeps its place among equals. */
static void
merge(const struct sorting *s, const char *a, size_t na, const char *b,
    size_t nb, char *out)
{
	size_t i = 0, k = 0;

	while (i < na || k < nb) {
		bool first = k == nb ||
		    (i < na &&
			s->sign * s->by->compare(at(a, s, i), at(b, s, k)) <=
			    0);

		memcpy(out, first ? at(a, s, i++) : at(b, s, k++), s->size);
		out += s->size;
	}
}

/* Stable, n log n whatever the order before. */
static void
sort(const struct sorting *s, char *v, char *spare, size_t n)
{
	for (size_t run = 1; run < n; run *= 2) {
		for (size_t i = 0; i < n; i += 2 * run) {
			size_t na = n - i < run ? n - i : run;
			size_t nb = n - i - na < run ? n - i - na : run;

			merge(s, at(v, s, i), na, at(v, s, i + na), nb,
			    spare + i * s->size);
		}
		memcpy(v, spare, n * s->size);
	}
}

static void
fill(struct list_order *o, struct rows rows, const struct order *by)
{
	struct sorting s = { by, rows.size, o->down ? -1 : 1 };
	char *spare = malloc(rows.n * rows.size);

	forget(o);
	o->v = malloc(rows.n * rows.size);
	if (spare == NULL || o->v == NULL)
		die("out of memory");
	memcpy(o->v, rows.v, rows.n * rows.size);
	sort(&s, o->v, spare, rows.n);
	free(spare);
	o->of = rows.v;
	o->of_n = rows.n;
	o->of_by = o->by;
	o->of_down = o->down;
}

struct rows
list_ordered(struct list *l, struct rows rows, const struct order *orders)
{
	struct list_order *o = &l->order;
	const struct order *by = nth(orders, o->by, &o->n);

	if (by == NULL || rows.n == 0)
		return rows;
	if (o->of != rows.v || o->of_n != rows.n || o->of_by != o->by ||
	    o->of_down != o->down)
		fill(o, rows, by);
	return (struct rows){ o->v, rows.n, rows.size };
}

void
list_renew(struct list *l)
{
	forget(&l->order);
}

bool
list_reorder(struct list *l)
{
	struct list_order *o = &l->order;

	if (o->n == 0)
		return false;
	if (o->by > 0 && !o->down) {
		o->down = true;
		return true;
	}
	o->down = false;
	o->by = (o->by + 1) % (o->n + 1);
	return true;
}

const char *
list_order_text(const struct list *l, const struct order *orders)
{
	const struct order *by;
	int n;

	by = nth(orders, l->order.by, &n);
	return by != NULL ? meant(by->title) : "";
}
