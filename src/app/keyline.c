/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keyline.c - the last line: what works here and now, the most useful first,
 * cut at whole entries; never a key that would be refused.
 */
#include "app/app.h"

#include "app/keys.h"

#define KEY_ENTRIES 16 /* in the longest key line */

/* What is being put into it. */
struct line {
	const struct app *app;
	const struct pane *p;
	int at, end, left; /* columns, and entries that may still come */
	const struct key_def *said[KEY_ENTRIES]; /* told already */
	size_t nsaid;
	struct subject subject;
	struct view *view;
	bool marked; /* rows of its list */
};

static bool
has_marks(struct view *v)
{
	struct rows rows;
	const struct list *l = view_list(v, &rows);

	return l != NULL && l->nmarks > 0;
}

/* The words, by another key, or the key, which the screen has for its own. */
static bool
is_said(const struct line *l, const struct key_def *d)
{
	for (size_t i = 0; i < l->nsaid; i++)
		if (strcmp(l->said[i]->keys, d->keys) == 0 ||
		    (d->words[0] != '\0' &&
			strcmp(l->said[i]->words, d->words) == 0))
			return true;
	return false;
}

/* Does the first argument want a thing that the cursor is not on? */
static bool
lacks_thing(const struct line *l, const struct cmd_def *d)
{
	static const char *const kinds[] = { "ticket", "customer",
		"interaction" };
	const char *colon = strchr(d->args != NULL ? d->args : "", ':');

	if (colon == NULL || d->args[0] != '<')
		return false;
	for (size_t i = 0; i < countof(kinds); i++) {
		size_t n = strlen(kinds[i]);

		if (strncmp(colon + 1, kinds[i], n) == 0 && colon[n + 1] == '>')
			return l->subject.kind == NULL ||
			    strcmp(l->subject.kind, kinds[i]) != 0;
	}
	return false;
}

/* Would the screen tell why not? Rows that are marked are meant in place of
 * the one under the cursor; a note of the contact is never refused, and asking
 * for it begins it. */
static enum screen_key
answer_to(const struct line *l, const char *words)
{
	const struct view *v = l->view;
	enum screen_key got = SCREEN_IGNORED;
	struct buf say = { 0 };

	if (words[0] != '\0' && strcmp(words, "interaction note") != 0 &&
	    v->s.model != NULL && v->s.def->word != NULL && !l->marked)
		got = v->s.def->word(&l->view->s, str_of(words), &say);
	buf_done(&say);
	return got;
}

/* A new ticket is a customer's, unless the screen asks who it is. */
static bool
lacks_customer(const struct line *l, const char *words, enum screen_key got)
{
	return got == SCREEN_IGNORED && strcmp(words, "open newticket") == 0 &&
	    id_none(l->subject.customer);
}

/* Can these words do something here and now? */
static bool
works(const struct line *l, const char *words)
{
	struct arena a = { 0 };
	const struct cmd_def *d;
	struct words w = { 0 };
	enum screen_key got = answer_to(l, words);
	size_t used;
	bool can = true;

	if (got == SCREEN_TELL || lacks_customer(l, words, got))
		return false;
	if (strcmp(words, "open wrapup") == 0)
		return !id_none(l->app->contact) ||
		    (l->subject.kind != NULL &&
			strcmp(l->subject.kind, "interaction") == 0);
	if (words[0] != '\0' && cmd_split(&a, str_of(words), &w, NULL) == OK &&
	    w.n > 1 && app_word_find(w.v[0]) == NULL &&
	    cmd_find(&a, w.v, w.n, &d, &used, NULL) == OK)
		can = (l->app->grants[d->may] != SCOPE_NONE ||
			  d->may == MAY_ANYONE || id_none(l->app->me.id)) &&
		    !lacks_thing(l, d);
	arena_done(&a);
	return can;
}

static void
add_entry(struct line *l, const struct key_def *d)
{
	int row = l->p->rows - 1, gap = l->p->columns >= 120 ? 3 : 2;
	struct arena a = { 0 };
	struct str key = key_shown(&a, d->keys);
	int wide =
	    cell_columns(key) + 1 + cell_columns(str_of(meant(d->label)));

	if (l->left > 0 && l->at + wide <= l->end) {
		l->at += pane_text(l->p, row, l->at, LOOK_KEY, key);
		/* Blanks in the look beside them cost no change of it. */
		l->at += pane_z(l->p, row, l->at, LOOK_KEYS, " ");
		l->at += pane_z(l->p, row, l->at, LOOK_KEYS, meant(d->label));
		pane_fill(l->p, row, l->at, gap, LOOK_KEYS);
		l->at += gap;
		l->said[l->nsaid++] = d;
		l->left--;
	} else {
		l->left = 0; /* the most useful come first: none after it */
	}
	arena_done(&a);
}

static void
add_map(struct line *l, const struct key_def *d)
{
	for (; d != NULL && d->keys != NULL && l->left > 0; d++)
		if (d->label != NULL && strcmp(d->words, "none") != 0 &&
		    !is_said(l, d) && works(l, d->words))
			add_entry(l, d);
}

/* Who is in the middle of a contact and looks at something else finds the way
 * back first. */
static bool
is_away(const struct app *app, const struct view *v)
{
	const struct screen_def *d = v->s.def;

	return !id_none(app->contact) && !d->once &&
	    strcmp(d->name, "text") != 0 && !id_eq(v->s.arg.id, app->contact) &&
	    (d->typing == NULL || !d->typing(&v->s));
}

/* Where lines are written texts that are kept can be put in. */
static bool
is_prose(struct view *v)
{
	const struct screen_def *d = v->s.def;
	struct edit *e =
	    d->edit != NULL && v->s.model != NULL ? d->edit(&v->s) : NULL;

	return e != NULL && e->lines;
}

static bool
says(const struct key_def *map, const char *words)
{
	for (; map != NULL && map->keys != NULL; map++)
		if (strcmp(map->words, words) == 0)
			return true;
	return false;
}

void
app_key_line(struct app *app, const struct pane *p)
{
	static const struct key_def text = { "<C-t>", "", N_("template") };
	static const struct key_def back = { "gc", "open contact",
		N_("contact") };
	struct view *v = app_view(app);
	bool prompt = app->prompt.kind != PROMPT_OFF;
	bool typing = prompt || id_none(app->me.id) ||
	    strcmp(v->s.def->name, "home") == 0 ||
	    (v->s.def->typing != NULL && v->s.def->typing(&v->s));
	struct str help = typing ? STR("F1 ") : STR("? ");
	int end = p->columns - 1 - cell_columns(help) -
	    cell_columns(str_of(_("help")));
	const struct key_def *own = keys_in_force(v->s.def->line_keys != NULL
		? v->s.def->line_keys(&v->s)
		: v->s.def->keys);
	struct line l = { .app = app,
		.p = p,
		.at = 1,
		.end = end - 2,
		.left = p->columns >= 200 ? KEY_ENTRIES
		    : p->columns >= 120	  ? 12
					  : 8,
		.subject = app_subject(app),
		.view = v,
		.marked = has_marks(v) };

	if (!prompt && is_away(app, v) && !says(own, back.words))
		add_entry(&l, &back);
	add_map(&l, prompt ? app_prompt_keys() : own);
	if (!prompt && is_prose(v))
		add_entry(&l, &text);
	if (!prompt && !id_none(app->me.id))
		add_map(&l, keys_in_force(global_keys));
	end += pane_text(p, p->rows - 1, end, LOOK_KEY, help);
	pane_z(p, p->rows - 1, end, LOOK_KEYS, _("help"));
}
