/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_diff.c - what changed between two scripts, by meaning: steps, ways,
 * words, fields; whatever was only moved is not told.
 */
#include "cmd/script_verbs.h"
#include "script/check.h"
#include "script/edge.h"
#include "script/load.h"

struct pair {
	struct cmd_ctx *cx;
	const struct script *old, *new;
};

static void
tell(struct pair *p, const char *what, struct str where, struct str was,
    struct str is)
{
	struct reply *r = p->cx->reply;

	reply_line(r);
	reply_text(r, "change", str_of(what));
	reply_text(r, "where", where);
	reply_text(r, "was", was);
	reply_text(r, "is", is);
}

/* ---- words -------------------------------------------------------------- */

struct text {
	struct str where, source;
};
struct texts {
	struct arena *arena;
	const struct script *script;
	VEC(struct text) v;
};

static void
take_text(void *u, int part, struct str what, const struct script_words *w)
{
	struct texts *t = u;
	struct text *x = vec_push(t->arena, &t->v);

	x->where = str_printf(t->arena, "%s/%s", t->script->parts[part].name.s,
	    what.s);
	x->source = w->source;
}

static const struct text *
find_text(const struct texts *t, struct str where)
{
	for (size_t i = 0; i < t->v.n; i++)
		if (str_eq(t->v.v[i].where, where))
			return &t->v.v[i];
	return NULL;
}

static void
diff_texts(struct pair *p)
{
	struct texts x = { .arena = p->cx->arena, .script = p->old };
	struct texts y = { .arena = p->cx->arena, .script = p->new };

	script_texts(p->old, take_text, &x);
	script_texts(p->new, take_text, &y);
	for (size_t i = 0; i < x.v.n; i++) {
		const struct text *is = find_text(&y, x.v.v[i].where);

		if (is == NULL)
			tell(p, "no longer said", x.v.v[i].where,
			    x.v.v[i].source, STR_NONE);
		else if (!str_eq(is->source, x.v.v[i].source))
			tell(p, "other words", is->where, x.v.v[i].source,
			    is->source);
	}
	for (size_t i = 0; i < y.v.n; i++)
		if (find_text(&x, y.v.v[i].where) == NULL)
			tell(p, "new words", y.v.v[i].where, STR_NONE,
			    y.v.v[i].source);
}

/* ---- steps and ways ----------------------------------------------------- */

static struct str
way_name(const struct pair *p, const struct script *s,
    const struct script_edge *e)
{
	const struct script_step *k = &s->steps.v[e->from];

	if (e->way == WAY_OPTION)
		return k->options.v[e->i].key;
	return e->way == WAY_WHEN
	    ? str_printf(p->cx->arena, "when %zu", e->i + 1)
	    : STR("->");
}

/* Where the same way of the same step leads in another script. */
static int
same_way(const struct pair *p, const struct script *s,
    const struct script *other, const struct script_edge *e)
{
	struct arena *a = p->cx->arena;
	int step = script_step_of(other, script_step_path(a, s, e->from));
	struct str name = way_name(p, s, e);
	size_t n = 0;
	const struct script_edge *v =
	    step != SCRIPT_NONE ? script_edges(other, step, &n) : NULL;

	for (size_t i = 0; i < n; i++)
		if (str_eq(way_name(p, other, &v[i]), name))
			return v[i].to;
	return SCRIPT_NONE;
}

static void
diff_ways(struct pair *p, const struct script *s, const struct script *other,
    bool forward)
{
	struct arena *a = p->cx->arena;

	for (size_t i = 0; i < s->edges.n; i++) {
		const struct script_edge *e = &s->edges.v[i];
		struct str from = script_step_path(a, s, e->from);
		struct str to = script_step_path(a, s, e->to), there;
		int is = same_way(p, s, other, e);

		if (script_step_of(other, from) == SCRIPT_NONE)
			continue; /* the whole step is told */
		there = is != SCRIPT_NONE ? script_step_path(a, other, is)
					  : STR_NONE;
		from = str_printf(a, "%s %s", from.s, way_name(p, s, e).s);
		if (is == SCRIPT_NONE)
			tell(p, forward ? "way gone" : "new way", from,
			    forward ? to : STR_NONE, forward ? STR_NONE : to);
		else if (forward && !str_eq(there, to))
			tell(p, "leads elsewhere", from, to, there);
	}
}

static void
diff_steps(struct pair *p)
{
	struct arena *a = p->cx->arena;

	for (size_t i = 0; i < p->old->steps.n; i++) {
		struct str path = script_step_path(a, p->old, (int)i);
		int is = script_step_of(p->new, path);
		const struct script_step *x = &p->old->steps.v[i], *y;

		if (is == SCRIPT_NONE) {
			tell(p, "step gone", path, STR_NONE, STR_NONE);
			continue;
		}
		y = &p->new->steps.v[is];
		if (!str_eq(x->outcome, y->outcome))
			tell(p, "other outcome", path, x->outcome, y->outcome);
		if (!str_eq(x->typification, y->typification))
			tell(p, "other typification", path, x->typification,
			    y->typification);
		if (!str_eq(x->into, y->into))
			tell(p, "other field", path, x->into, y->into);
		for (size_t k = 0; k < x->acts.n || k < y->acts.n; k++) {
			struct str was =
			    k < x->acts.n ? x->acts.v[k].verb : STR_NONE;
			struct str now =
			    k < y->acts.n ? y->acts.v[k].verb : STR_NONE;

			if (!str_eq(was, now))
				tell(p, "other action", path, was, now);
		}
	}
	for (size_t i = 0; i < p->new->steps.n; i++) {
		struct str path = script_step_path(a, p->new, (int)i);

		if (script_step_of(p->old, path) == SCRIPT_NONE)
			tell(p, "new step", path, STR_NONE, STR_NONE);
	}
}

static void
diff_fields(struct pair *p)
{
	for (size_t i = 0; i < p->old->nfields; i++) {
		const struct script_field *x = &p->old->fields[i];
		int is = script_field_find(p->new, x->name);

		if (is == SCRIPT_NONE)
			tell(p, "field gone", x->name, x->said, STR_NONE);
		else if (!str_eq(x->said, p->new->fields[is].said))
			tell(p, "other type", x->name, x->said,
			    p->new->fields[is].said);
	}
	for (size_t i = 0; i < p->new->nfields; i++)
		if (script_field_find(p->old, p->new->fields[i].name) ==
		    SCRIPT_NONE)
			tell(p, "new field", p->new->fields[i].name, STR_NONE,
			    p->new->fields[i].said);
}

enum err
script_cmd_diff(struct cmd_ctx *cx, const struct args *a)
{
	struct script *old = script_new(), *new = script_new();
	struct script_problems problems = { .arena = cx->arena };
	struct pair p = { cx, old, new };
	enum err rc;

	rc = script_load(old, arg_str(a, "old").s, &problems, &cx->core->fault);
	if (rc == OK)
		rc = script_load(new, arg_str(a, "new").s, &problems,
		    &cx->core->fault);
	if (rc != OK)
		goto out;
	script_link(old, &problems);
	script_link(new, &problems);
	if (problems.errors > 0) {
		script_problems_sort(&problems);
		script_answer_problems(cx, &problems);
		cx->reply->keep = true;
		rc = fail(&cx->core->fault, ERR_INVALID,
		    _("%s: mend the lines above"),
		    script_count_problems(cx->arena, &problems).s);
		goto out;
	}
	reply_table(cx->reply, "rows");
	diff_steps(&p);
	diff_ways(&p, old, new, true);
	diff_ways(&p, new, old, false);
	diff_fields(&p);
	diff_texts(&p);
	reply_thing(cx->reply);
out:
	script_free(old);
	script_free(new);
	return rc;
}
