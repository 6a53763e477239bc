/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run.c - the moves of a script that is gone through.
 */
#include "script/run.h"

#include "base/utf8.h"
#include "script/edge.h"
#include "script/po.h"
#include "script/wish.h"

/* ---- entering ----------------------------------------------------------- */

static void
work_sets(struct script_run *r, const struct script_step *k)
{
	struct script_state *st = &script_run_visit(r)->state;

	for (size_t i = 0; i < k->sets.n; i++) {
		const struct script_set *set = &k->sets.v[i];
		struct buf b = { 0 };
		struct str v = STR_NONE;

		if (set->field == SCRIPT_NONE)
			continue;
		script_words_say(&set->value, script_run_look, r, &b);
		if (script_field_value(r->arena, &r->script->fields[set->field],
			r->host, buf_view(&b), &v, NULL) == OK)
			st->values[set->field] = str_copy(r->arena, v);
		buf_done(&b);
	}
}

/* Where a silent step, or a `return`, leads; SCRIPT_NONE: it is shown. */
static int
pass_on(struct script_run *r, int at)
{
	const struct script_step *k = &r->script->steps.v[at];
	struct script_state *st = &script_run_visit(r)->state;

	for (size_t i = 0; i < k->whens.n; i++)
		if (k->whens.v[i].guard != NULL &&
		    script_run_holds(r, k->whens.v[i].guard)) {
			if (r->pass != NULL)
				r->pass(r->u, at, i);
			return k->whens.v[i].to.step;
		}
	work_sets(r, k);
	if (script_step_stops(k))
		return SCRIPT_NONE;
	script_run_wish(r, st);
	if (r->pass != NULL)
		r->pass(r->u, at, SIZE_MAX);
	if (k->close == SCRIPT_RETURN && st->depth > 0) {
		struct script_frame f = st->stack[--st->depth];

		return f.call ? f.to : f.step;
	}
	if (k->callee != SCRIPT_NONE && st->depth < SCRIPT_STACK_MAX) {
		st->stack[st->depth++] =
		    (struct script_frame){ at, true, k->next.step };
		return r->script->parts[k->callee].start.step;
	}
	return k->next.step;
}

/* Enter `at` from the last visit's state, through what passes on. */
static enum err
enter(struct script_run *r, const struct script_state *from, int at,
    struct fault *f)
{
	struct script_visit *v = vec_push(r->arena, &r->visits);
	int hops = 0, next;

	v->state = *from;
	v->move = MOVE_NONE;
	while (at != SCRIPT_NONE && hops++ < SCRIPT_HOPS_MAX) {
		script_run_visit(r)->state.step = at;
		if ((next = pass_on(r, at)) == SCRIPT_NONE) {
			if (!script_step_stops(&r->script->steps.v[at]))
				break;
			return OK;
		}
		at = next;
	}
	r->visits.n--;
	return fail(f, ERR_INVALID,
	    _("the script leads nowhere from here; finish by hand"));
}

enum err
script_run_start(struct script_run *r, struct fault *f)
{
	struct script_state none = { .step = SCRIPT_NONE };

	for (size_t i = 0; i < SCRIPT_FIELDS_MAX; i++)
		none.values[i] = STR_NONE;
	r->visits.n = 0;
	if (r->script->nparts == 0)
		return fail(f, ERR_INVALID, _("there is no script"));
	return enter(r, &none, r->script->parts[0].start.step, f);
}

void
script_run_resume(struct script_run *r, const struct script_state *st)
{
	struct script_visit *v;

	r->visits.n = 0;
	v = vec_push(r->arena, &r->visits);
	v->state = *st;
}

/* ---- leaving ------------------------------------------------------------ */

static enum err
leave(struct script_run *r, enum script_move move, struct str key,
    struct str value, int to, struct fault *f)
{
	const struct script_step *k = script_run_step(r);
	struct script_visit *v = script_run_visit(r);
	struct script_state old = v->state, st;
	enum err rc;

	if ((value.len > 0 || move == MOVE_OPTION) && k->field != SCRIPT_NONE)
		v->state.values[k->field] = value;
	st = v->state;
	if (move != MOVE_OBJECTION)
		script_run_wish(r, &st);
	v->state = old;
	if (move != MOVE_OBJECTION && k->callee != SCRIPT_NONE) {
		if (st.depth == SCRIPT_STACK_MAX)
			return fail(f, ERR_INVALID,
			    _("too deep inside one another"));
		st.stack[st.depth++] =
		    (struct script_frame){ st.step, true, to };
		to = r->script->parts[k->callee].start.step;
	}
	v->move = move;
	v->key = key;
	v->value = k->secure ? STR_NONE : value;
	if (k->secure && k->field != SCRIPT_NONE)
		st.values[k->field] = STR_NONE;
	if ((rc = enter(r, &st, to, f)) != OK)
		script_run_visit(r)->move = MOVE_NONE;
	return rc;
}

/* Is the key one of the values of the step's field? Then it is the answer. */
static struct str
key_value(const struct script_run *r, const struct script_step *k,
    struct str key)
{
	const struct script_field *f;

	if (k->field == SCRIPT_NONE)
		return STR_NONE;
	f = &r->script->fields[k->field];
	for (size_t i = 0; i < f->nvalues; i++)
		if (str_eq(f->values[i], key))
			return f->values[i];
	return STR_NONE;
}

enum err
script_run_option(struct script_run *r, size_t option, struct fault *f)
{
	const struct script_step *k = script_run_step(r);
	const struct script_option *o;

	if (option >= k->options.n ||
	    !script_run_holds(r, k->options.v[option].guard))
		return fail(f, ERR_INVALID, _("there is no such option here"));
	o = &k->options.v[option];
	return leave(r, MOVE_OPTION, o->key, key_value(r, k, o->key),
	    o->to.name.len > 0 ? o->to.step : k->next.step, f);
}

enum err
script_run_type(struct script_run *r, struct str text, struct fault *f)
{
	const struct script_step *k = script_run_step(r);
	struct str value;
	enum err rc;

	if (!script_run_typed(r))
		return fail(f, ERR_INVALID,
		    _("nothing is typed here: choose an option"));
	rc = script_field_value(r->arena, &r->script->fields[k->field], r->host,
	    text, &value, f);
	if (rc != OK)
		return rc;
	return leave(r, MOVE_TYPED, STR_NONE, str_copy(r->arena, value),
	    k->next.step, f);
}

enum err
script_run_put(struct script_run *r, struct str value)
{
	return leave(r, MOVE_TYPED, STR_NONE, value,
	    script_run_step(r)->next.step, NULL);
}

enum err
script_run_next(struct script_run *r, struct fault *f)
{
	const struct script_step *k = script_run_step(r);
	struct script_state *st = &script_run_visit(r)->state;
	size_t offered[SCRIPT_OPTIONS_MAX];

	if (k->close == SCRIPT_END)
		return fail(f, ERR_INVALID,
		    _("this is the end: wrap up with F8"));
	if (script_run_typed(r))
		return fail(f, ERR_INVALID, _("an answer is missing: %s"),
		    script_type_hint(r->script->fields[k->field].type));
	if (script_run_options(r, offered) > 0)
		return fail(f, ERR_INVALID, _("choose an option"));
	if (k->close == SCRIPT_RETURN) {
		struct script_state back = *st;
		struct script_frame fr;
		enum err rc;

		if (st->depth == 0)
			return fail(f, ERR_INVALID,
			    _("there is nowhere to return to"));
		script_run_wish(r, &back);
		fr = back.stack[--back.depth];
		script_run_visit(r)->move = MOVE_NEXT;
		rc = enter(r, &back, fr.call ? fr.to : fr.step, f);
		if (rc != OK)
			script_run_visit(r)->move = MOVE_NONE;
		return rc;
	}
	return leave(r, MOVE_NEXT, STR_NONE, STR_NONE, k->next.step, f);
}

enum err
script_run_object(struct script_run *r, size_t i, struct fault *f)
{
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	size_t n = script_objections(r->script, script_run_at(r), o);
	struct script_visit *v = script_run_visit(r);
	struct script_state st = v->state;
	enum err rc;

	if (i >= n)
		return fail(f, ERR_INVALID,
		    _("there is no such objection here"));
	if (st.depth == SCRIPT_STACK_MAX)
		return fail(f, ERR_INVALID, _("too deep inside one another"));
	st.stack[st.depth++] = (struct script_frame){ st.step, false, 0 };
	v->move = MOVE_OBJECTION;
	v->key = o[i]->key;
	if ((rc = enter(r, &st, o[i]->to.step, f)) != OK)
		script_run_visit(r)->move = MOVE_NONE;
	return rc;
}

void
script_run_close(struct script_run *r)
{
	script_run_wish(r, &script_run_visit(r)->state);
}

bool
script_run_back(struct script_run *r)
{
	struct script_visit *v;

	if (r->visits.n < 2)
		return false;
	r->visits.n--;
	v = script_run_visit(r);
	v->move = MOVE_NONE;
	v->key = v->value = STR_NONE;
	return true;
}

/* ---- saying ------------------------------------------------------------- */

struct str
script_run_say(const struct script_run *r, const struct script_words *own,
    const char *what, size_t nth, bool *foreign)
{
	const struct script_step *k = script_run_step(r);
	struct str where =
	    str_printf(r->arena, nth > 0 ? "%s-%zu" : "%s", what, nth + 1);
	struct buf b = { 0 };
	struct str out;

	if (strchr(what, '/') == NULL)
		where = str_printf(r->arena, "%s/%s", k->name.s, where.s);
	if (foreign != NULL)
		*foreign =
		    !script_po_has(r->script, k->part, r->lang, where, own);
	script_words_say(script_po_words(r->script, k->part, r->lang, where,
			     own),
	    script_run_look, (void *)(uintptr_t)r, &b);
	out = buf_copy(r->arena, &b);
	buf_done(&b);
	return out;
}

struct str
script_run_objection(const struct script_run *r,
    const struct script_objection *o)
{
	const struct script_step *k = script_run_step(r);
	bool own = k->objections.n > 0 && o >= k->objections.v &&
	    o < k->objections.v + k->objections.n;

	return script_run_say(r, &o->text,
	    str_printf(r->arena, own ? "objection-%s" : "objection/%s",
		o->key.s)
		.s,
	    0, NULL);
}

int
script_run_left(const struct script_run *r)
{
	const struct script *s = r->script;
	int *far = calloc(s->steps.n + 1, sizeof(int)), n;
	bool more = true;

	if (far == NULL)
		die(_("out of memory"));
	for (size_t i = 0; i < s->steps.n; i++)
		far[i] = s->steps.v[i].close != SCRIPT_OPEN ? 1 : 100000;
	while (more) {
		more = false;
		for (size_t i = s->edges.n; i-- > 0;) {
			const struct script_edge *e = &s->edges.v[i];
			int via = far[e->to] +
			    script_step_stops(&s->steps.v[e->from]);

			if (via < far[e->from]) {
				far[e->from] = via;
				more = true;
			}
		}
	}
	n = far[script_run_at(r)];
	for (size_t i = 0; i < script_run_visit(r)->state.depth; i++)
		n += far[script_run_visit(r)->state.stack[i].step];
	free(far);
	return n;
}
