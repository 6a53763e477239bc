/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_list.c - the scripts a contact can begin, those that fit it first,
 * and the way that an open one went so far.
 */
#include "screens/script_list.h"

#include "base/utf8.h"
#include "screens/column.h"
#include "screens/say.h"
#include "script/po.h"

static const void *first; /* of the rows that are drawn, for their numbers */

/* ---- scripts to choose from --------------------------------------------- */

static bool
has(struct str text, struct str want)
{
	return strstr(utf8_fold(&runner_words, text).s, want.s) != NULL;
}

struct rows
runner_choices(const struct screen *s)
{
	const struct runner_model *m = s->model;
	const struct runner *t = s->state;
	struct str want = utf8_fold(&runner_words, edit_text(&t->filter));
	struct script_choice *v =
	    NEWN(&runner_words, struct script_choice, m->choices.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < m->choices.n; i++)
		if (want.len == 0 || has(m->choices.v[i].v.title, want) ||
		    has(m->choices.v[i].v.name, want))
			v[n++] = m->choices.v[i];
	return ROWS(v, n);
}

static void
number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	long i = (const struct script_choice *)item -
	    (const struct script_choice *)first;

	(void)width, (void)now;
	if (i < 9)
		pane_printf(p, row, at, look, "%ld", i + 1);
}

COLUMN_TEXT(title, struct script_choice, v.title)

static void
name(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct script_choice *k = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    str_printf(&runner_words, "%s v%lld", k->v.name.s,
		(long long)k->v.n));
}

static void
fit(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct script_choice *k = item;

	(void)now;
	if (k->fits >= 0)
		pane_field(p, row, at, width,
		    look == LOOK_TEXT ? LOOK_GOOD : look, str_of(_("fits")));
}

static const struct column choice_columns[] = {
	{ "", 2, 0, number },
	{ "", 0, 0, title },
	{ "", 22, 70, name },
	{ "", 12, 0, fit },
	{ 0 },
};

void
runner_draw_choices(struct screen *s, const struct pane *p)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	struct rows rows = runner_choices(s);
	struct pane box = pane_part(p, 1, 12, 1, p->columns - 14);
	struct pane in = pane_part(p, 3, 0, p->rows - 3, p->columns);

	if (runner_closed(m)) {
		draw_empty(p, 1,
		    _("This contact is closed: no script begins in it."),
		    _("Esc goes back; F9 takes the next."));
		return;
	}
	draw_head(p, 0, false, _("SCRIPTS"), (int64_t)rows.n);
	if (m->choices.n == 0) {
		draw_empty(p, 2, _("No script is published."),
		    _("A supervisor publishes one: script publish FILE"));
		return;
	}
	pane_field(p, 1, 1, 10, LOOK_LABEL, str_of(_("Only those")));
	edit_draw(&t->filter, &box, true, false);
	if (rows.n == 0)
		draw_empty(p, 3, _("No script has these letters."),
		    _("Backspace takes them away."));
	first = rows.v;
	list_draw(&t->choices, &in, choice_columns, rows, s->scene.focus,
	    s->scene.now);
}

/* ---- the way so far ----------------------------------------------------- */

static int
step_of(struct arena *a, const struct script *s, struct str path)
{
	for (size_t i = 0; i < s->steps.n; i++)
		if (str_eq(script_step_path(a, s, (int)i), path))
			return (int)i;
	return -1;
}

/* A text of the step in the language that is spoken. */
static struct str
spoken(struct arena *a, const struct runner_model *m,
    const struct script_step *k, const char *where,
    const struct script_words *own)
{
	struct str at = strchr(where, '/') != NULL
	    ? str_of(where)
	    : str_printf(a, "%s/%s", k->name.s, where);

	return script_po_words(m->script, k->part, m->row.lang, at, own)
	    ->source;
}

/* What was answered or objected, as it was read on the screen. */
static struct str
chosen(struct arena *a, const struct runner_model *m,
    const struct row_script_visits *v)
{
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	int at = step_of(a, m->script, v->step);
	const struct script_step *k;
	size_t n;

	if (at < 0)
		return v->key;
	k = &m->script->steps.v[at];
	for (size_t i = 0; i < k->options.n && str_is(v->move, "option"); i++)
		if (str_eq(k->options.v[i].key, v->key))
			return spoken(a, m, k, v->key.s, &k->options.v[i].text);
	n = script_objections(m->script, at, o);
	for (size_t i = 0; i < n && str_is(v->move, "objection"); i++)
		if (str_eq(o[i]->key, v->key))
			return spoken(a, m, k,
			    str_printf(a, "objection/%s", v->key.s).s,
			    &o[i]->text);
	return v->key;
}

/* How a step was left, in words. */
static struct str
how_left(struct arena *a, const struct runner_model *m,
    const struct row_script_visits *v)
{
	static const struct {
		const char *move, *word;
	} words[] = {
		{ "next", N_("went on") },
		{ "option", N_("option") },
		{ "text", N_("typed") },
		{ "objection", N_("objection") },
		{ "back", N_("went back") },
		{ "end", N_("the end") },
		{ "left", N_("left") },
	};

	for (size_t i = 0; i < countof(words); i++)
		if (str_is(v->move, words[i].move))
			return v->key.len > 0
			    ? str_printf(a, "%s: %s", _(words[i].word),
				  chosen(a, m, v).s)
			    : str_of(_(words[i].word));
	return str_of(_("here"));
}

static struct str
step_title(struct arena *a, const struct runner_model *m, struct str path)
{
	int at = step_of(a, m->script, path);
	const struct script_step *k;

	if (at < 0)
		return path;
	k = &m->script->steps.v[at];
	return k->title.source.len > 0 ? spoken(a, m, k, "title", &k->title)
				       : k->name;
}

/* Numbers the way from its beginning, along the steps that Backspace would
 * go: those that one went back from are left out. The oldest of a way longer
 * than what was read counts as it was visited. */
static void
number_way(struct runner_model *m)
{
	int64_t prior = m->npast > 0 ? m->past[0].v.seq : 0, n = 0;

	for (size_t i = 0; i < m->npast; i++)
		if (m->past[i].v.seq == prior) {
			prior = m->past[i].v.prior;
			m->past[i].number = --n;
		}
	for (size_t i = 0; i < m->npast; i++)
		if (m->past[i].number < 0)
			m->past[i].number += prior - n + 1;
	m->number = prior - n;
}

void
runner_past(struct arena *a, struct runner_model *m,
    const struct rows_script_visits *v)
{
	m->past = NEWN(a, struct runner_step, v->n + 1);
	m->npast = v->n;
	for (size_t i = 0; i < v->n; i++) {
		struct runner_step *k = &m->past[i];

		k->v = v->v[i];
		snprintf(k->id.s, sizeof(k->id.s), "%036lld",
		    (long long)k->v.seq);
		k->title = step_title(a, m, k->v.step);
		k->how = how_left(a, m, &k->v);
	}
	number_way(m);
}

/* Blank where one went back from: it is no part of the way any more. */
static void
past_number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct runner_step *k = item;

	(void)now;
	if (k->number > 0)
		pane_right(p, row, at + width, look,
		    str_printf(&runner_words, "%lld", (long long)k->number));
}

COLUMN_TEXT(past_title, struct runner_step, title)
COLUMN_TEXT(past_how, struct runner_step, how)

static void
past_long(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct runner_step *k = item;
	char text[24];

	say_clock((k->v.left_at > 0 ? k->v.left_at : now) - k->v.entered_at,
	    text);
	pane_right(p, row, at + width, look, str_of(text));
}

static const struct column past_columns[] = {
	{ N_("Step"), 5, 0, past_number },
	{ "", 0, 0, past_title },
	{ N_("How it was left"), 34, 0, past_how },
	{ N_("Time"), 8, 0, past_long },
	{ 0 },
};

void
runner_draw_past(struct screen *s, const struct pane *p)
{
	const struct runner_model *m = s->model;
	struct runner *t = s->state;
	struct pane in = pane_part(p, 2, 0, p->rows - 2, p->columns);

	draw_head(p, 0, false, _("THE WAY SO FAR, the newest first"),
	    (int64_t)m->npast);
	list_titles(p, 1, past_columns);
	list_draw(&t->steps, &in, past_columns, ROWS(m->past, m->npast),
	    s->scene.focus, s->scene.now);
}
