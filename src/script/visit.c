/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * visit.c - where a run stands: the step that is shown, what may be done there,
 * and what its names are worth.
 */
#include "script/visit.h"

#include "script/po.h"

struct script_visit *
script_run_visit(const struct script_run *r)
{
	return &r->visits.v[r->visits.n - 1];
}

int
script_run_at(const struct script_run *r)
{
	return script_run_visit(r)->state.step;
}

const struct script_step *
script_run_step(const struct script_run *r)
{
	return &r->script->steps.v[script_run_at(r)];
}

bool
script_run_ended(const struct script_run *r)
{
	return script_run_step(r)->close == SCRIPT_END;
}

size_t
script_run_options(const struct script_run *r, size_t *out)
{
	const struct script_step *k = script_run_step(r);
	size_t n = 0;

	for (size_t i = 0; i < k->options.n && n < SCRIPT_OPTIONS_MAX; i++)
		if (script_run_holds(r, k->options.v[i].guard))
			out[n++] = i;
	return n;
}

bool
script_run_typed(const struct script_run *r)
{
	const struct script_step *k = script_run_step(r);

	return k->field != SCRIPT_NONE &&
	    r->script->fields[k->field].nvalues == 0;
}

/* ---- values ------------------------------------------------------------- */

/* The text of the option that gives a field this value, wherever it is asked:
 * what people call it. */
static struct str
option_text(const struct script_run *r, int field, struct str value)
{
	const struct script *s = r->script;

	for (size_t i = 0; i < s->steps.n; i++) {
		const struct script_step *k = &s->steps.v[i];

		for (size_t o = 0; k->field == field && o < k->options.n; o++)
			if (str_eq(k->options.v[o].key, value) &&
			    k->options.v[o].text.n == 1)
				return script_po_words(s, k->part, r->lang,
				    str_printf(r->arena, "%s/%s", k->name.s,
					value.s),
				    &k->options.v[o].text)
				    ->source;
	}
	return value;
}

struct str
script_run_value(const struct script_run *r, int field, bool key)
{
	const struct script_field *f = &r->script->fields[field];
	struct str v = script_run_visit(r)->state.values[field];

	if (key || v.len == 0)
		return v;
	if (f->type == SCRIPT_ONE)
		return option_text(r, field, v);
	return script_value_say(r->arena, f->type, v, script_spanish(r->lang));
}

struct str
script_run_look(void *u, struct str name, bool key, bool *known)
{
	const struct script_run *r = u;
	int field = script_field_find(r->script, name);

	if (field != SCRIPT_NONE) {
		struct str v = script_run_value(r, field, key);

		*known = v.len > 0;
		return v;
	}
	/* Behind a '|' any word may stand, and is said: what is no name at all
	 * is one of them, for nothing else passes the check. */
	*known = script_name_find(name) == NULL && !script_name_like(name);
	if (*known)
		return name;
	return r->look != NULL ? r->look(r->u, name, key, known) : STR_NONE;
}

bool
script_run_holds(const struct script_run *r, const struct script_expr *e)
{
	return e == NULL ||
	    script_expr_true(e, script_run_look, (void *)(uintptr_t)r);
}
