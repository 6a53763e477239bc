/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flow.c - which fields are surely known at each step, on every path; and what
 * is said of those that are not.
 */
#include "script/check.h"
#include "script/edge.h"

struct flow {
	struct script *script;
	struct script_problems *problems;
	uint64_t *in;  /* known on entering, on all paths */
	uint64_t *may; /* … on some path */
	uint64_t may_back[SCRIPT_PARTS_MAX];
	uint64_t back[SCRIPT_PARTS_MAX]; /* known on returning */
	uint64_t ever;			 /* set anywhere at all */
	const unsigned char *seen;
	bool changed;
};

static uint64_t
sets_of(const struct script_step *k)
{
	uint64_t m = 0;

	for (size_t i = 0; i < k->sets.n; i++)
		if (k->sets.v[i].field != SCRIPT_NONE)
			m |= UINT64_C(1) << k->sets.v[i].field;
	return m;
}

/* What is known once the answer is there, whichever it was. */
static uint64_t
answered(const struct flow *f, int step)
{
	const struct script_step *k = &f->script->steps.v[step];
	uint64_t m = UINT64_MAX;
	size_t n, ways = 0;
	const struct script_edge *e = script_edges(f->script, step, &n);

	for (size_t i = 0; i < n; i++)
		if (e[i].way != WAY_WHEN) {
			m &= e[i].sets;
			ways++;
		}
	return f->in[step] | sets_of(k) | (ways > 0 ? m : 0);
}

static void
meet(struct flow *f, uint64_t *at, uint64_t known)
{
	if ((*at & known) != *at) {
		*at &= known;
		f->changed = true;
	}
}

/* A way out of the question leaves its field empty, also if it was not. */
static uint64_t
unset_by(const struct script_step *k, const struct script_edge *e)
{
	return e->way == WAY_OPTION && k->field != SCRIPT_NONE
	    ? UINT64_C(1) << k->field
	    : 0;
}

static void
flow_step(struct flow *f, int i)
{
	const struct script *s = f->script;
	const struct script_step *k = &s->steps.v[i];
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	size_t n;
	const struct script_edge *e = script_edges(s, i, &n);

	for (size_t j = 0; j < n; j++) {
		uint64_t known = (f->in[i] & ~unset_by(k, &e[j])) | e[j].sets;

		if (e[j].way != WAY_WHEN && k->callee != SCRIPT_NONE)
			known |= f->back[k->callee];
		meet(f, &f->in[e[j].to], known);
	}
	if (k->callee != SCRIPT_NONE &&
	    s->parts[k->callee].start.step != SCRIPT_NONE)
		meet(f, &f->in[s->parts[k->callee].start.step], answered(f, i));
	if (k->close == SCRIPT_RETURN)
		meet(f, &f->back[k->part], f->in[i] | sets_of(k));
	n = script_step_stops(k) ? script_objections(s, i, o) : 0;
	for (size_t j = 0; j < n; j++)
		if (o[j]->to.step != SCRIPT_NONE)
			meet(f, &f->in[o[j]->to.step], f->in[i] | sets_of(k));
}

static void
settle(struct flow *f)
{
	const struct script *s = f->script;

	memset(f->in, 0xff, s->steps.n * sizeof(*f->in));
	memset(f->back, 0xff, sizeof(f->back));
	if (s->nparts > 0 && s->parts[0].start.step != SCRIPT_NONE)
		f->in[s->parts[0].start.step] = 0;
	do {
		f->changed = false;
		for (size_t i = 0; i < s->steps.n; i++)
			if (f->seen[i] != 0)
				flow_step(f, (int)i);
	} while (f->changed);
}

/* ---- what may be known -------------------------------------------------- */

static void
join(struct flow *f, uint64_t *at, uint64_t known)
{
	if ((*at | known) != *at) {
		*at |= known;
		f->changed = true;
	}
}

static uint64_t
field_of(const struct flow *f, const struct script_step *k)
{
	return k->field != SCRIPT_NONE && !f->script->fields[k->field].secret
	    ? UINT64_C(1) << k->field
	    : 0;
}

static void
may_step(struct flow *f, int i)
{
	const struct script *s = f->script;
	const struct script_step *k = &s->steps.v[i];
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	uint64_t out = f->may[i] | sets_of(k) | field_of(f, k);
	size_t n;
	const struct script_edge *e = script_edges(s, i, &n);

	if (k->close == SCRIPT_RETURN)
		join(f, &f->may_back[k->part], out);
	if (k->callee != SCRIPT_NONE) {
		out |= f->may_back[k->callee];
		if (s->parts[k->callee].start.step != SCRIPT_NONE)
			join(f, &f->may[s->parts[k->callee].start.step], out);
	}
	for (size_t j = 0; j < n; j++)
		join(f, &f->may[e[j].to],
		    e[j].way == WAY_WHEN ? f->may[i] : out);
	n = script_step_stops(k) ? script_objections(s, i, o) : 0;
	for (size_t j = 0; j < n; j++)
		if (o[j]->to.step != SCRIPT_NONE)
			join(f, &f->may[o[j]->to.step], out);
	if (n > 0) /* and comes back, with whatever was asked there */
		join(f, &f->may[i], f->may_back[k->part]);
}

static void
settle_may(struct flow *f)
{
	do {
		f->changed = false;
		for (size_t i = 0; i < f->script->steps.n; i++)
			if (f->seen[i] != 0)
				may_step(f, (int)i);
	} while (f->changed);
}

/* ---- what is said ------------------------------------------------------- */

static struct str
near_name(struct script *s, struct str name)
{
	struct str *all =
	    NEWN(&s->arena, struct str, s->nfields + nscript_names);
	size_t n = 0;

	for (size_t i = 0; i < s->nfields; i++)
		all[n++] = s->fields[i].name;
	for (size_t i = 0; i < nscript_names; i++)
		all[n++] = str_of(script_names[i].name);
	return script_meant(&s->arena, all, n, name);
}

/* A word after '|' that is no name is said as it is; one that looks like a
 * name, or nearly is one, was meant as a name. */
bool
script_ref_is_text(const struct script *s, const struct script_ref *r,
    bool first)
{
	if (r->literal)
		return true;
	return !first && script_field_find(s, r->name) == SCRIPT_NONE &&
	    script_name_find(r->name) == NULL && !script_name_like(r->name);
}

static void
check_ref(struct flow *f, const struct script_ref *r, uint64_t known,
    bool *sure, const struct script_ref **unsure)
{
	int field = script_field_find(f->script, r->name);

	if (field == SCRIPT_NONE) {
		if (script_name_find(r->name) == NULL && r->name.len > 0)
			script_wrong(f->problems, r->at,
			    _("'%s' is not a field and not a known name%s"),
			    r->name.s, near_name(f->script, r->name).s);
		*sure = true; /* told, or known from the customer */
		return;
	}
	if (f->script->fields[field].secret)
		script_wrong(f->problems, r->at,
		    _("'%s' is asked in a secure step and is never said or "
		      "written"),
		    r->name.s);
	if ((known & UINT64_C(1) << field) != 0)
		*sure = true;
	else if (*unsure == NULL)
		*unsure = r;
}

static void
check_words(struct flow *f, const struct script_words *w, uint64_t known)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct script_ref *unsure = NULL;
		const struct script_piece *p = &w->v[i];
		bool sure = false;

		for (size_t k = 0; k < p->nrefs; k++) {
			if (script_ref_is_text(f->script, &p->refs[k],
				k == 0)) {
				p->refs[k].literal = true;
				sure = true;
			} else {
				check_ref(f, &p->refs[k], known, &sure,
				    &unsure);
			}
		}
		if (unsure == NULL || sure)
			continue;
		if ((f->ever &
			UINT64_C(1)
			    << script_field_find(f->script, unsure->name)) == 0)
			script_wrong(f->problems, unsure->at,
			    _("nothing ever asks for '%s'"), unsure->name.s);
		else
			script_wrong(f->problems, unsure->at,
			    _("on some path '%s' is not known here yet: ask "
			      "for it before, or say what instead: {{%s|…}}"),
			    unsure->name.s, unsure->name.s);
	}
}

struct guard_names {
	struct flow *flow;
	struct script_at at;
};

static void
check_guard_name(void *u, const struct script_expr *e)
{
	struct guard_names *g = u;

	if (e->field != SCRIPT_NONE && g->flow->script->fields[e->field].secret)
		script_wrong(g->flow->problems, e->at,
		    _("'%s' is asked in a secure step and not kept: nothing "
		      "can depend on it"),
		    e->name.s);
	if (e->field != SCRIPT_NONE && e->op != EXPR_KNOWN &&
	    e->op != EXPR_UNKNOWN &&
	    (g->flow->ever & UINT64_C(1) << e->field) == 0)
		script_wrong(g->flow->problems, e->at,
		    _("nothing ever asks for '%s'"), e->name.s);
}

/* Is it known what is known here? */
static bool
is_sound(const struct flow *f, int i)
{
	return f->seen[i] != 0 && !f->script->broken;
}

/* Tells a condition that is never true, or always: by itself, for what is
 * known at the step, or for those that stand before it. */
static void
check_ever(struct flow *f, const struct script_expr *e, bool option,
    struct script_at at, const struct script_place *here)
{
	struct script_place alone = *here;
	enum script_ever ever = script_expr_ever(f->script, e, NULL);

	alone.nbefore = 0;
	if (ever == EVER_NEVER)
		script_wrong(f->problems, at, "%s",
		    option ? _("this option is never offered: its condition "
			       "can never be true")
			   : _("this condition can never be true"));
	else if (ever == EVER_ALWAYS)
		script_wrong(f->problems, at, "%s",
		    option ? _("this condition is always true: leave it out")
			   : _("this condition is always true: the rest of the "
			       "step is never reached"));
	else if ((ever = script_expr_ever(f->script, e, &alone)) == EVER_NEVER)
		script_wrong(f->problems, at,
		    _("this condition is never true here: look at what was "
		      "asked before, on every path"));
	else if (ever == EVER_ALWAYS)
		script_wrong(f->problems, at,
		    _("this condition is always true here: look at what was "
		      "asked before, on every path"));
	else if (script_expr_ever(f->script, e, here) == EVER_NEVER)
		script_wrong(f->problems, at,
		    _("this is never reached: the conditions before it leave "
		      "nothing over"));
}

static void
check_guard(struct flow *f, const struct script_expr *e, bool option,
    struct script_at at, const struct script_place *here)
{
	struct guard_names g = { .flow = f };
	size_t told = f->problems->errors;

	if (e == NULL)
		return;
	script_expr_names(e, check_guard_name, &g);
	if (f->problems->errors == told)
		check_ever(f, e, option, at, here);
}

static void
check_guards(struct flow *f, int i)
{
	const struct script_step *k = &f->script->steps.v[i];
	struct script_place here = {
		.told = is_sound(f, i), .always = f->in[i], .some = f->may[i]
	};

	for (size_t n = 0; n < k->whens.n; n++) {
		check_guard(f, k->whens.v[n].guard, false, k->whens.v[n].at,
		    &here);
		if (here.nbefore < countof(here.before))
			here.before[here.nbefore++] = k->whens.v[n].guard;
	}
	here.always |= sets_of(k);
	here.some |= sets_of(k);
	here.nbefore = 0;
	for (size_t n = 0; n < k->options.n; n++)
		check_guard(f, k->options.v[n].guard, true, k->options.v[n].at,
		    &here);
}

static void
check_step(struct flow *f, int i)
{
	const struct script_step *k = &f->script->steps.v[i];
	uint64_t known = is_sound(f, i) ? f->in[i] : UINT64_MAX;

	check_guards(f, i);
	for (size_t n = 0; n < k->sets.n; n++) {
		check_words(f, &k->sets.v[n].value, known);
		if (k->sets.v[n].field != SCRIPT_NONE)
			known |= UINT64_C(1) << k->sets.v[n].field;
	}
	for (size_t n = 0; n < k->say.n; n++)
		check_words(f, &k->say.v[n], known);
	for (size_t n = 0; n < k->note.n; n++)
		check_words(f, &k->note.v[n], known);
	check_words(f, &k->title, known);
	check_words(f, &k->ask, known);
	for (size_t n = 0; n < k->options.n; n++) {
		check_words(f, &k->options.v[n].text, known);
	}
	for (size_t n = 0; n < k->objections.n; n++)
		check_words(f, &k->objections.v[n].text, known);
	known = is_sound(f, i) ? answered(f, i) : UINT64_MAX;
	for (size_t n = 0; n < k->acts.n; n++)
		for (size_t j = 0; j < k->acts.v[n].nargs; j++)
			check_words(f, &k->acts.v[n].args[j].value, known);
}

static void
check_fields(struct flow *f)
{
	const struct script *s = f->script;

	for (size_t i = 0; i < s->nfields; i++)
		if ((f->ever & UINT64_C(1) << i) == 0 && !s->broken)
			script_warn(f->problems, s->fields[i].at,
			    _("the field '%s' is declared and never asked "
			      "for"),
			    s->fields[i].name.s);
}

/* A script that calls itself, round some corners. */
static void
check_calls(struct flow *f)
{
	const struct script *s = f->script;
	unsigned calls[SCRIPT_PARTS_MAX] = { 0 };

	for (size_t i = 0; i < s->steps.n; i++)
		if (s->steps.v[i].callee != SCRIPT_NONE)
			calls[s->steps.v[i].part] |= 1u << s->steps.v[i].callee;
	for (size_t n = 0; n < s->nparts; n++)
		for (size_t i = 0; i < s->nparts; i++)
			for (size_t k = 0; k < s->nparts; k++)
				if ((calls[i] & 1u << k) != 0)
					calls[i] |= calls[k];
	for (size_t i = 0; i < s->steps.n; i++) {
		const struct script_step *k = &s->steps.v[i];

		if (k->callee != SCRIPT_NONE &&
		    ((calls[k->callee] | 1u << k->callee) & 1u << k->part) != 0)
			script_wrong(f->problems, k->call_at,
			    _("'%s' leads back to this script, which would "
			      "call it again, for ever"),
			    k->call.s);
	}
}

void
script_check_flow(struct script *s, struct script_problems *p)
{
	unsigned char *seen = calloc(s->steps.n + 1, 1);
	struct flow f = { .script = s, .problems = p, .seen = seen };

	f.in = calloc(s->steps.n + 1, sizeof(*f.in));
	f.may = calloc(s->steps.n + 1, sizeof(*f.may));
	if (seen == NULL || f.in == NULL || f.may == NULL)
		die(_("out of memory"));
	script_reach(s, seen);
	for (size_t i = 0; i < s->steps.n; i++) {
		f.ever |= sets_of(&s->steps.v[i]);
		if (s->steps.v[i].field != SCRIPT_NONE)
			f.ever |= UINT64_C(1) << s->steps.v[i].field;
	}
	settle(&f);
	settle_may(&f);
	for (size_t i = 0; i < s->steps.n; i++)
		check_step(&f, (int)i);
	for (size_t i = 0; i < s->nparts; i++)
		for (size_t k = 0; k < s->parts[i].objections.n; k++)
			check_words(&f, &s->parts[i].objections.v[k].text, 0);
	check_fields(&f);
	check_calls(&f);
	free(f.in);
	free(f.may);
	free(seen);
}
