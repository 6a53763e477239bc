/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * simulate.c - goes through a script at random, many times.
 */
#include "script/simulate.h"

#include "script/edge.h"

/* A value that some condition compares a name with. */
struct hint {
	struct str name, value;
};

struct dice {
	uint64_t state, path;
	const struct script *script;
	struct script_trial *trial;
	struct arena arena;
	VEC(struct hint) hints;
};

static uint64_t
mix(uint64_t x)
{
	x ^= x >> 33;
	x *= UINT64_C(0xff51afd7ed558ccd);
	x ^= x >> 33;
	x *= UINT64_C(0xc4ceb9fe1a85ec53);
	return x ^ x >> 33;
}

static size_t
roll(struct dice *d, size_t n)
{
	d->state += UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(mix(d->state) % (n > 0 ? n : 1));
}

static struct str
one_of(const char *values, uint64_t r)
{
	static struct str all[16];
	size_t n = 0;

	for (const char *s = values; *s != '\0' && n < countof(all);) {
		size_t len = strcspn(s, "|");

		all[n++] = (struct str){ s, len };
		s += len + (s[len] == '|');
	}
	return all[r % n];
}

static void
add_hint(void *u, const struct script_expr *e)
{
	struct dice *d = u;

	for (size_t i = 0; i < e->nvalues; i++)
		*vec_push(&d->arena, &d->hints) =
		    (struct hint){ e->name, e->values[i] };
}

/* What conditions ask for is what is worth trying. */
static void
read_hints(struct dice *d)
{
	const struct script *s = d->script;

	for (size_t i = 0; i < s->steps.n; i++) {
		const struct script_step *k = &s->steps.v[i];

		for (size_t n = 0; n < k->whens.n; n++)
			if (k->whens.v[n].guard != NULL)
				script_expr_names(k->whens.v[n].guard, add_hint,
				    d);
		for (size_t n = 0; n < k->options.n; n++)
			if (k->options.v[n].guard != NULL)
				script_expr_names(k->options.v[n].guard,
				    add_hint, d);
	}
}

/* One of them, for half of the throws; or nothing. */
static struct str
hint_of(const struct dice *d, struct str name, uint64_t r)
{
	size_t n = 0;

	for (size_t i = 0; i < d->hints.n; i++)
		n += str_eq(d->hints.v[i].name, name);
	if (n == 0 || (r & 1) != 0)
		return STR_NONE;
	r = (r >> 1) % n;
	for (size_t i = 0; i < d->hints.n; i++)
		if (str_eq(d->hints.v[i].name, name) && r-- == 0)
			return d->hints.v[i].value;
	return STR_NONE;
}

/* The same name has the same value all through one conversation. */
static struct str
look(void *u, struct str name, bool key, bool *known)
{
	const struct dice *d = u;
	const struct script_name *of = script_name_find(name);
	struct str hint;
	uint64_t r = d->path;

	(void)key;
	for (size_t i = 0; i < name.len; i++)
		r = mix(r ^ (unsigned char)name.s[i]);
	*known = of != NULL && (r & 3) != 0;
	if (!*known)
		return STR_NONE;
	r >>= 2;
	hint = hint_of(d, name, r);
	if (hint.len > 0)
		return hint;
	r >>= 1;
	switch (of->type) {
	case SCRIPT_YESNO:
		return r % 2 != 0 ? STR("yes") : STR("no");
	case SCRIPT_ONE:
		return one_of(of->values, r);
	case SCRIPT_NUMBER:
	case SCRIPT_MONEY:
		return r % 3 == 0 ? STR("0")
		    : r % 3 == 1  ? STR("3")
				  : STR("1000000");
	case SCRIPT_DATE:
		return STR("2020-01-01");
	default:
		return STR("x");
	}
}

/* Something of that type; ranges are kept. */
static struct str
sample(struct dice *d, const struct script_field *f, struct arena *a)
{
	double low = f->has_low ? f->low : 0;
	double high = f->has_high ? f->high : low + 100;
	struct str hint = hint_of(d, f->name, roll(d, SIZE_MAX));

	if (hint.len > 0)
		return hint;
	switch (f->type) {
	case SCRIPT_NUMBER:
	case SCRIPT_MONEY:
		return str_printf(a, "%.0f",
		    low + (double)roll(d, (size_t)(high - low) + 1));
	case SCRIPT_DATE:
		return f->has_high ? STR("2020-01-01") : STR("2030-01-01");
	case SCRIPT_PHONE:
		return STR("56912345678");
	case SCRIPT_RUT:
		return STR("12345678-5");
	case SCRIPT_PLATE:
		return STR("BBCD12");
	default:
		return STR("x");
	}
}

static void
count_way(struct script_trial *t, const struct script *s, int step,
    enum script_way way, size_t i)
{
	size_t n;
	const struct script_edge *e = script_edges(s, step, &n);

	for (size_t k = 0; k < n; k++)
		if (e[k].way == way && (way == WAY_NEXT || e[k].i == i))
			t->ways[&e[k] - s->edges.v]++;
}

/* A way without a stop: a condition's, or through a silent step. */
static void
passed(void *u, int step, size_t when)
{
	struct dice *d = u;

	d->trial->passes[step] += when == SIZE_MAX;
	count_way(d->trial, d->script, step,
	    when == SIZE_MAX ? WAY_NEXT : WAY_WHEN, when);
}

/* One move; false when there is none. Objections are raised now and then. */
static bool
step_on(struct script_run *r, struct dice *d, struct script_trial *t)
{
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	size_t offered[SCRIPT_OPTIONS_MAX];
	int at = script_run_at(r);
	size_t n = script_run_options(r, offered), objections;
	bool type = script_run_typed(r);
	size_t pick = roll(d, n + type);

	objections = script_objections(r->script, at, o);
	if (objections > 0 && script_run_visit(r)->state.depth == 0 &&
	    roll(d, 12) == 0 &&
	    script_run_object(r, roll(d, objections), NULL) == OK)
		return true;
	if (pick < n) {
		count_way(t, r->script, at, WAY_OPTION, offered[pick]);
		return script_run_option(r, offered[pick], NULL) == OK;
	}
	count_way(t, r->script, at, WAY_NEXT, 0);
	if (type)
		return script_run_put(r,
			   sample(d,
			       &r->script->fields[script_run_step(r)->field],
			       r->arena)) == OK;
	return script_run_next(r, NULL) == OK;
}

static void
walk(struct script_run *r, struct dice *d, struct script_trial *t, int *lengths)
{
	int n = 1;

	if (script_run_start(r, NULL) != OK) {
		t->stuck++;
		return;
	}
	for (;; n++) {
		int at = script_run_at(r);

		t->visits[at]++;
		t->steps++;
		if (script_run_ended(r)) {
			t->ends[at]++;
			t->ended++;
			lengths[n]++;
			return;
		}
		if (n == SIMULATE_LONGEST) {
			t->endless++;
			return;
		}
		if (!step_on(r, d, t)) {
			/* A sub-script by itself ends by returning. */
			if (script_run_step(r)->close == SCRIPT_RETURN &&
			    r->script->parts[0].sub) {
				t->ends[at]++;
				t->ended++;
				lengths[n]++;
			} else {
				t->stucks[at]++;
				t->stuck++;
			}
			return;
		}
	}
}

static void
measure(struct script_trial *t, const int *lengths)
{
	int64_t seen = 0;

	for (int i = 1; i <= SIMULATE_LONGEST; i++) {
		if (lengths[i] == 0)
			continue;
		if (t->shortest == 0)
			t->shortest = i;
		t->longest = i;
		if (seen * 2 <= t->ended)
			t->median = i;
		seen += lengths[i];
	}
}

void
script_simulate(const struct script *s, struct arena *a, int64_t paths,
    uint64_t seed, struct script_trial *t)
{
	struct arena scratch = { 0 };
	int lengths[SIMULATE_LONGEST + 1] = { 0 };
	struct dice d = { .state = seed, .script = s, .trial = t };

	*t = (struct script_trial){ .paths = paths };
	read_hints(&d);
	t->passes = NEWN(a, int64_t, s->steps.n + 1);
	t->visits = NEWN(a, int64_t, s->steps.n + 1);
	t->ends = NEWN(a, int64_t, s->steps.n + 1);
	t->stucks = NEWN(a, int64_t, s->steps.n + 1);
	t->ways = NEWN(a, int64_t, s->edges.n + 1);
	for (int64_t i = 0; i < paths; i++) {
		struct script_run r = { .script = s,
			.arena = &scratch,
			.lang = STR("es"),
			.look = look,
			.pass = passed,
			.u = &d };

		d.path = mix(seed + (uint64_t)i);
		walk(&r, &d, t, lengths);
		arena_reset(&scratch);
	}
	measure(t, lengths);
	arena_done(&scratch);
	arena_done(&d.arena);
}
