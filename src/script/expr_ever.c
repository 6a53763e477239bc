/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expr_ever.c - can a condition ever be true, ever be false? Every name in it
 * is given each value that could tell: those it is compared with, their
 * neighbours, another one, and none.
 */
#include "script/expr.h"

#include <math.h>

#include "base/clock.h"
#include "script/script.h"

enum { NAMES_MOST = 8, TRIES_MOST = 50000 };

struct range {
	struct str name;
	const struct script_expr *of;
	VEC(struct str) values; /* "" is unknown */
	bool empty;		/* it is never known here */
	size_t now;
};

struct world {
	struct arena arena;
	const struct script *script;
	const struct script_place *place;
	struct range ranges[NAMES_MOST];
	size_t n;
	bool many; /* too many names to try */
};

static void
offer(struct world *w, struct range *r, struct str v)
{
	for (size_t i = 0; i < r->values.n; i++)
		if (str_eq(r->values.v[i], v))
			return;
	*vec_push(&w->arena, &r->values) = v;
}

static const struct script_field *
field_of(const struct world *w, const struct script_expr *e)
{
	return e->field != SCRIPT_NONE ? &w->script->fields[e->field] : NULL;
}

/* A number, as far as the field or the name allows it. */
static void
offer_number(struct world *w, struct range *r, const struct script_expr *e,
    double y)
{
	const struct script_field *f = field_of(w, e);

	if (f != NULL &&
	    ((f->has_low && y < f->low) || (f->has_high && y > f->high)))
		return;
	if (e->of != NULL && e->type == SCRIPT_NUMBER &&
	    (y < 0 || (e->of->most > 0 && y > e->of->most)))
		return;
	offer(w, r, str_printf(&w->arena, "%.10g", y));
}

/* It and its neighbours. */
static void
offer_near(struct world *w, struct range *r, const struct script_expr *e,
    struct str v)
{
	for (int d = -1; d <= 1; d++)
		offer_number(w, r, e, strtod(v.s, NULL) + d);
}

/* What is typed may have a point: what lies between two of them. */
static void
offer_between(struct world *w, struct range *r)
{
	size_t n = r->values.n;

	if (r->of->type != SCRIPT_NUMBER || r->of->of != NULL)
		return;
	for (size_t i = 0; i < n; i++) {
		double x = strtod(r->values.v[i].s, NULL), next = INFINITY;

		for (size_t k = 0; k < n; k++) {
			double y = strtod(r->values.v[k].s, NULL);

			if (r->values.v[k].len > 0 && y > x && y < next)
				next = y;
		}
		if (r->values.v[i].len > 0 && next < INFINITY)
			offer_number(w, r, r->of, (x + next) / 2);
	}
}

static void
offer_day(struct world *w, struct range *r, struct str v)
{
	int64_t day;

	if (!clock_day(v, &day))
		return;
	for (int d = -1; d <= 1; d++)
		offer(w, r, clock_day_text(&w->arena, day + d));
}

static void
offer_listed(struct world *w, struct range *r, const struct script_expr *e)
{
	const struct script_field *f = field_of(w, e);

	for (size_t i = 0; f != NULL && i < f->nvalues; i++)
		offer(w, r, f->values[i]);
	if (f == NULL && e->type == SCRIPT_YESNO) {
		offer(w, r, STR("yes"));
		offer(w, r, STR("no"));
	}
	for (const char *s = f == NULL && e->of != NULL ? e->of->values : NULL;
	     s != NULL && *s != '\0';) {
		size_t n = strcspn(s, "|");

		offer(w, r, str_copyn(&w->arena, s, n));
		s += n + (s[n] == '|');
	}
}

/* Is the field's bit in the set? A name that is no field: as said. */
static bool
holds(const struct script_expr *e, uint64_t set, bool other)
{
	return e->field == SCRIPT_NONE ? other
				       : (set & UINT64_C(1) << e->field) != 0;
}

static struct range *
new_range(struct world *w, const struct script_expr *e)
{
	const struct script_place *at = w->place;
	struct range *r;

	if (w->n == NAMES_MOST) {
		w->many = true;
		return NULL;
	}
	r = &w->ranges[w->n++];
	r->name = e->name;
	r->of = e;
	r->empty = at != NULL && at->told && !holds(e, at->some, true);
	if (at == NULL || !at->told || r->empty || !holds(e, at->always, false))
		offer(w, r, STR_NONE);
	if (r->empty)
		return r;
	offer_listed(w, r, e);
	if (e->type != SCRIPT_ONE && e->type != SCRIPT_YESNO &&
	    e->type != SCRIPT_NUMBER && e->type != SCRIPT_MONEY &&
	    e->type != SCRIPT_DATE)
		offer(w, r, STR("\x01other"));
	return r;
}

static bool
has_value(const struct range *r)
{
	for (size_t i = 0; i < r->values.n; i++)
		if (r->values.v[i].len > 0)
			return true;
	return false;
}

/* Whatever a field of its type may be. */
static void
offer_any(struct world *w, struct range *r, const struct script_expr *e)
{
	const struct script_field *f = field_of(w, e);

	offer(w, r,
	    f == NULL || !(f->has_low || f->has_high)
		? STR("1")
		: str_printf(&w->arena, "%.10g",
		      f->has_low ? f->low : f->high));
}

static void
add_name(void *u, const struct script_expr *e)
{
	struct world *w = u;
	struct range *r = NULL;

	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->ranges[i].name, e->name))
			r = &w->ranges[i];
	if (r == NULL)
		r = new_range(w, e);
	if (r == NULL || r->empty)
		return;
	for (size_t i = 0; i < e->nvalues; i++) {
		if (e->type == SCRIPT_NUMBER || e->type == SCRIPT_MONEY)
			offer_near(w, r, e, e->values[i]);
		else if (e->type == SCRIPT_DATE)
			offer_day(w, r, e->values[i]);
		else if (e->type != SCRIPT_ONE && e->type != SCRIPT_YESNO)
			offer(w, r, e->values[i]);
	}
	if (!has_value(r)) /* is known; or compared with what it cannot be */
		offer_any(w, r, e);
}

static struct str
look(void *u, struct str name, bool key, bool *known)
{
	struct world *w = u;

	(void)key;
	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->ranges[i].name, name)) {
			struct range *r = &w->ranges[i];

			*known = r->values.v[r->now].len > 0;
			return r->values.v[r->now];
		}
	*known = false;
	return STR_NONE;
}

/* The next combination; false after the last. */
static bool
turn(struct world *w)
{
	for (size_t i = 0; i < w->n; i++) {
		if (++w->ranges[i].now < w->ranges[i].values.n)
			return true;
		w->ranges[i].now = 0;
	}
	return false;
}

/* Was one of those before it true? Then it is not come to. */
static bool
passed_by(struct world *w)
{
	const struct script_place *at = w->place;

	for (size_t i = 0; at != NULL && i < at->nbefore; i++)
		if (at->before[i] != NULL &&
		    script_expr_true(at->before[i], look, w))
			return true;
	return false;
}

static bool
too_many(struct world *w)
{
	double tries = 1;

	for (size_t i = 0; i < w->n; i++) {
		offer_between(w, &w->ranges[i]);
		tries *= (double)w->ranges[i].values.n;
	}
	return w->many || tries > TRIES_MOST;
}

enum script_ever
script_expr_ever(const struct script *s, const struct script_expr *e,
    const struct script_place *at)
{
	struct world w = { .script = s, .place = at };
	bool yes = false, no = false;

	script_expr_names(e, add_name, &w);
	for (size_t i = 0; at != NULL && i < at->nbefore; i++)
		if (at->before[i] != NULL)
			script_expr_names(at->before[i], add_name, &w);
	if (too_many(&w)) {
		yes = no = true;
	} else {
		do {
			if (!passed_by(&w))
				*(script_expr_true(e, look, &w) ? &yes : &no) =
				    true;
		} while (!(yes && no) && turn(&w));
	}
	arena_done(&w.arena);
	return yes && no ? EVER_SOMETIMES : yes ? EVER_ALWAYS : EVER_NEVER;
}
