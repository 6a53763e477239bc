/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edge.c - finds the names of a script and draws the ways between its steps.
 */
#include "script/edge.h"

/* ---- names -------------------------------------------------------------- */

static struct str
near_step(struct script *s, int part, struct str name)
{
	const struct script_part *p = &s->parts[part];
	struct str *names = NEWN(&s->arena, struct str, p->nsteps);

	for (int i = 0; i < p->nsteps; i++)
		names[i] = s->steps.v[p->first + i].name;
	return script_meant(&s->arena, names, (size_t)p->nsteps, name);
}

static void
link_to(struct script *s, int part, struct script_to *to,
    struct script_problems *p)
{
	if (to->name.len == 0)
		return;
	to->step = script_step_find(s, part, to->name);
	s->broken = s->broken || to->step == SCRIPT_NONE;
	if (to->step == SCRIPT_NONE)
		script_wrong(p, to->at, _("there is no step '%s'%s"),
		    to->name.s, near_step(s, part, to->name).s);
}

static int
link_field(struct script *s, struct str name, struct script_at at,
    struct script_problems *p)
{
	int f = script_field_find(s, name);
	struct str names[SCRIPT_FIELDS_MAX];

	for (size_t i = 0; i < s->nfields; i++)
		names[i] = s->fields[i].name;
	s->broken = s->broken || f == SCRIPT_NONE;
	if (f == SCRIPT_NONE)
		script_wrong(p, at,
		    _("'%s' is not declared with 'field' in the head%s"),
		    name.s, script_meant(&s->arena, names, s->nfields, name).s);
	return f;
}

static void
link_call(struct script *s, struct script_step *k, struct script_problems *p)
{
	struct str names[SCRIPT_PARTS_MAX];
	const struct script_part *to;

	if (k->call.len == 0)
		return;
	k->callee = script_part_find(s, k->call);
	for (size_t i = 0; i < s->nparts; i++)
		names[i] = s->parts[i].name;
	if (k->callee == SCRIPT_NONE) {
		s->broken = true;
		script_wrong(p, k->call_at, _("there is no script '%s' here%s"),
		    k->call.s,
		    script_meant(&s->arena, names, s->nparts, k->call).s);
		return;
	}
	to = &s->parts[k->callee];
	if (!to->sub)
		script_wrong(p, k->call_at,
		    _("'%s' is no sub-script: it never comes back; its first "
		      "line would be 'sub-script %s'"),
		    k->call.s, k->call.s);
}

static void
link_step(struct script *s, struct script_step *k, struct script_problems *p)
{
	for (size_t i = 0; i < k->whens.n; i++)
		link_to(s, k->part, &k->whens.v[i].to, p);
	for (size_t i = 0; i < k->options.n; i++)
		link_to(s, k->part, &k->options.v[i].to, p);
	for (size_t i = 0; i < k->objections.n; i++)
		link_to(s, k->part, &k->objections.v[i].to, p);
	link_to(s, k->part, &k->next, p);
	link_call(s, k, p);
	if (k->into.len > 0)
		k->field = link_field(s, k->into, k->into_at, p);
	for (size_t i = 0; i < k->sets.n; i++)
		k->sets.v[i].field =
		    link_field(s, k->sets.v[i].name, k->sets.v[i].at, p);
	if (k->secure && k->field != SCRIPT_NONE)
		s->fields[k->field].secret = true;
}

/* ---- ways --------------------------------------------------------------- */

static bool
is_listed(const struct script_field *f, struct str key)
{
	for (size_t i = 0; i < f->nvalues; i++)
		if (str_eq(f->values[i], key))
			return true;
	return false;
}

static void
add_edge(struct script *s, struct script_edge e)
{
	if (e.to != SCRIPT_NONE)
		*vec_push(&s->arena, &s->edges) = e;
}

static uint64_t
bit(int field)
{
	return field == SCRIPT_NONE ? 0 : UINT64_C(1) << field;
}

static void
step_edges(struct script *s, int i)
{
	const struct script_step *k = &s->steps.v[i];
	uint64_t always = 0;

	for (size_t n = 0; n < k->whens.n; n++)
		add_edge(s,
		    (struct script_edge){ WAY_WHEN, i, k->whens.v[n].to.step, n,
			k->whens.v[n].guard != NULL
			    ? script_expr_known(k->whens.v[n].guard)
			    : 0,
			k->whens.v[n].at });
	for (size_t n = 0; n < k->sets.n; n++)
		always |= bit(k->sets.v[n].field);
	for (size_t n = 0; n < k->options.n; n++) {
		const struct script_option *o = &k->options.v[n];
		uint64_t sets = always;

		if (k->field != SCRIPT_NONE &&
		    is_listed(&s->fields[k->field], o->key))
			sets |= bit(k->field);
		if (o->guard != NULL)
			sets |= script_expr_known(o->guard);
		add_edge(s,
		    (struct script_edge){ WAY_OPTION, i,
			o->to.name.len > 0 ? o->to.step : k->next.step, n, sets,
			o->at });
	}
	if (k->options.n == 0 ||
	    (k->field != SCRIPT_NONE && s->fields[k->field].nvalues == 0))
		add_edge(s,
		    (struct script_edge){ WAY_NEXT, i, k->next.step, 0,
			always | bit(k->field), k->next.at });
}

void
script_link(struct script *s, struct script_problems *p)
{
	for (size_t i = 0; i < s->nparts; i++) {
		struct script_part *part = &s->parts[i];

		link_to(s, (int)i, &part->start, p);
		if (part->start.name.len == 0 && part->nsteps > 0)
			part->start.step = part->first;
		for (size_t k = 0; k < part->objections.n; k++)
			link_to(s, (int)i, &part->objections.v[k].to, p);
	}
	for (size_t i = 0; i < s->steps.n; i++)
		link_step(s, &s->steps.v[i], p);
	s->edges.n = 0;
	for (size_t i = 0; i < s->steps.n; i++)
		step_edges(s, (int)i);
}

const struct script_edge *
script_edges(const struct script *s, int step, size_t *n)
{
	size_t low = 0, high = s->edges.n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (s->edges.v[mid].from < step)
			low = mid + 1;
		else
			high = mid;
	}
	*n = 0;
	while (low + *n < s->edges.n && s->edges.v[low + *n].from == step)
		++*n;
	return *n > 0 ? s->edges.v + low : NULL;
}

size_t
script_objections(const struct script *s, int step,
    const struct script_objection **out)
{
	const struct script_step *k = &s->steps.v[step];
	const struct script_part *p = &s->parts[k->part];
	size_t n = 0;

	for (size_t i = 0; i < k->objections.n && n < SCRIPT_OPTIONS_MAX; i++)
		out[n++] = &k->objections.v[i];
	for (size_t i = 0; i < p->objections.n && n < SCRIPT_OPTIONS_MAX; i++)
		out[n++] = &p->objections.v[i];
	return n;
}

/* ---- reaching ----------------------------------------------------------- */

struct walk {
	const struct script *script;
	unsigned char *seen;
	int *stack;
	size_t n;
};

static void
visit(struct walk *w, int step, unsigned char mode)
{
	if (step == SCRIPT_NONE || (w->seen[step] & mode) == mode)
		return;
	w->seen[step] |= mode;
	w->stack[w->n++] = step;
}

static void
visit_from(struct walk *w, int step)
{
	const struct script *s = w->script;
	const struct script_step *k = &s->steps.v[step];
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	unsigned char mode = w->seen[step];
	size_t n;
	const struct script_edge *e = script_edges(s, step, &n);

	for (size_t i = 0; i < n; i++)
		visit(w, e[i].to, mode);
	if (k->callee != SCRIPT_NONE)
		visit(w, s->parts[k->callee].start.step, REACH_SIDE);
	if (!script_step_stops(k))
		return;
	n = script_objections(s, step, o);
	for (size_t i = 0; i < n; i++)
		visit(w, o[i]->to.step, REACH_SIDE);
}

void
script_reach(const struct script *s, unsigned char *out)
{
	struct walk w = { s, out, NULL, 0 };

	memset(out, 0, s->steps.n);
	if (s->nparts == 0)
		return;
	/* Each step at most twice: once for each mode. */
	w.stack = calloc(2 * s->steps.n + 1, sizeof(int));
	if (w.stack == NULL)
		die(_("out of memory"));
	visit(&w, s->parts[0].start.step,
	    s->parts[0].sub ? REACH_SIDE : REACH_MAIN);
	while (w.n > 0)
		visit_from(&w, w.stack[--w.n]);
	free(w.stack);
}

void
script_endings(const struct script *s, bool *out)
{
	bool more = true;

	for (size_t i = 0; i < s->steps.n; i++)
		out[i] = s->steps.v[i].close != SCRIPT_OPEN;
	while (more) {
		more = false;
		for (size_t i = s->edges.n; i-- > 0;) {
			const struct script_edge *e = &s->edges.v[i];

			if (out[e->to] && !out[e->from])
				more = out[e->from] = true;
		}
	}
}
