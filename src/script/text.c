/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text.c - every text of a script, and where it is: what translators and
 * comparisons walk through.
 */
#include "script/check.h"

struct walk {
	script_text_fn *fn;
	void *u;
	struct arena arena;
};

static void
one(struct walk *w, int part, struct str step, const char *what, size_t nth,
    const struct script_words *words)
{
	struct str where;

	if (words->source.len == 0)
		return;
	where = step.len > 0 ? str_printf(&w->arena, "%s/%s", step.s, what)
			     : str_of(what);
	if (nth > 0)
		where = str_printf(&w->arena, "%s-%zu", where.s, nth + 1);
	w->fn(w->u, part, where, words);
}

static void
step_texts(struct walk *w, const struct script_step *k)
{
	one(w, k->part, k->name, "title", 0, &k->title);
	for (size_t i = 0; i < k->say.n; i++)
		one(w, k->part, k->name, "say", i, &k->say.v[i]);
	one(w, k->part, k->name, "ask", 0, &k->ask);
	for (size_t i = 0; i < k->note.n; i++)
		one(w, k->part, k->name, "note", i, &k->note.v[i]);
	for (size_t i = 0; i < k->options.n; i++)
		if (k->options.v[i].key.len > 0)
			one(w, k->part, k->name, k->options.v[i].key.s, 0,
			    &k->options.v[i].text);
	for (size_t i = 0; i < k->objections.n; i++)
		one(w, k->part, k->name,
		    str_printf(&w->arena, "objection-%s",
			k->objections.v[i].key.s)
			.s,
		    0, &k->objections.v[i].text);
}

void
script_texts(const struct script *s, script_text_fn *fn, void *u)
{
	struct walk w = { fn, u, { 0 } };

	for (size_t i = 0; i < s->nparts; i++) {
		const struct script_part *p = &s->parts[i];

		one(&w, (int)i, STR_NONE, "title", 0, &p->title);
		for (size_t k = 0; k < p->objections.n; k++)
			one(&w, (int)i, STR("objection"),
			    p->objections.v[k].key.s, 0,
			    &p->objections.v[k].text);
		for (int k = p->first; k < p->first + p->nsteps; k++)
			step_texts(&w, &s->steps.v[k]);
	}
	arena_done(&w.arena);
}
