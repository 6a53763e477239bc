/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding.c - candidates of what could be typed: names of commands, arguments
 * not yet given, what the console's own words take.
 */
#include "app/finding.h"

#include "base/utf8.h"

#define MOST 400 /* candidates kept */

static bool
is_new(const struct finding *f, struct str word)
{
	for (size_t i = 0; i < f->seen.n; i++)
		if (str_eq(f->seen.v[i], word))
			return false;
	return true;
}

static void
add(struct finding *f, struct str word, struct str hint, bool fits)
{
	struct hints *o = f->to;

	if (word.len == 0 || o->v.n == MOST || !is_new(f, word))
		return;
	*vec_push(f->a, &f->seen) = str_copy(f->a, word);
	o->of++;
	if (fits)
		*vec_push(f->a, &o->v) =
		    (struct hint){ str_copy(f->a, word), str_copy(f->a, hint) };
}

/* What was typed has lost its quotes. */
static struct str
unquoted(struct arena *a, struct str word)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < word.len; i++)
		if (word.s[i] != '"')
			buf_c(&b, word.s[i]);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

void
finding_add(struct finding *f, struct str word, struct str hint)
{
	add(f, word, hint,
	    str_starts(utf8_fold(f->a, unquoted(f->a, word)), f->begun));
}

void
finding_named(struct finding *f, struct str code, struct str name)
{
	add(f, code, name,
	    str_starts(utf8_fold(f->a, code), f->begun) ||
		utf8_begins(f->a, name, f->begun));
}

void
finding_fit(struct finding *f, struct str word, struct str hint)
{
	add(f, word, hint, true);
}

void
finding_fits(void *u, struct str word)
{
	finding_fit(u, word, STR_NONE);
}

void
finding_word(void *u, struct str word)
{
	finding_add(u, word, STR_NONE);
}

/* The verbs of a noun: "create, list, note". */
static struct str
verbs_of(struct arena *a, struct str noun)
{
	struct str out = STR_NONE;

	for (cmd_each(d))
		if (!d->hidden && str_eq(cmd_noun(a, d), noun) &&
		    cmd_verb(d).len > 0)
			out = out.len == 0
			    ? cmd_verb(d)
			    : str_printf(a, "%s, %s", out.s, cmd_verb(d).s);
	return out;
}

void
finding_names(struct finding *f, const struct words *w)
{
	for (cmd_each(d)) {
		struct str noun = cmd_noun(f->a, d);
		struct str verb = cmd_verb(d);

		if (d->hidden || d->needs != NEED_DB)
			continue;
		if (w->n < 2)
			finding_add(f, noun,
			    verb.len > 0 ? verbs_of(f->a, noun)
					 : str_of(_(d->help)));
		else if (str_eq(noun, w->v[0]) && verb.len > 0)
			finding_add(f, verb, str_of(_(d->help)));
	}
	for (const struct app_word *m = app_words; w->n < 2 && m->word; m++)
		if (m->help != NULL)
			finding_add(f, str_of(m->word), str_of(_(m->help)));
}

/* A word that begins nothing: what it is near to. */
void
finding_near(struct finding *f, const struct words *w)
{
	struct str word = w->v[w->n - 1];
	struct arena a = { 0 };
	struct finding all = { .a = &a, .begun = STR_NONE };
	int least = word.len > 4 ? 3 : 2;

	if (f->to->v.n > 0 || word.len == 0)
		return;
	all.to = NEW(&a, struct hints);
	finding_names(&all, w);
	f->begun = STR_NONE;
	f->seen.n = 0;
	for (size_t i = 0; i < all.to->v.n; i++) {
		struct str name = all.to->v.v[i].word;
		int far = str_distance(word, name, least);

		if (far >= least)
			continue;
		least = far;
		f->to->v.n = f->to->of = f->seen.n = 0;
		finding_add(f, name, all.to->v.v[i].hint);
	}
	arena_done(&a);
}

/* Arguments not yet given; what was typed already is not said again. */
void
finding_args(struct finding *f, const struct words *w)
{
	const struct args *args = f->to->spot.args;

	for (size_t i = 0; i < args->n; i++) {
		const struct arg_def *d = &args->def[i];
		struct str name = str_printf(f->a, "%s=", d->name.s);
		bool given = false;

		for (size_t n = 0; n + 1 < w->n; n++)
			given = given || str_starts(w->v[n], name);
		if ((!given || d->repeats) && d != f->to->spot.arg)
			finding_add(f, name, str_of(_(d->type->help)));
	}
}

/* ---- what the console's own words take ----------------------------------- */

static void
add_range(struct finding *f, struct str option)
{
	for (size_t i = 0; i < noptions; i++) {
		struct str rest = option_range(f->a, &options[i]), one;

		if (!str_is(option, options[i].name) || options[i].max > 0)
			continue;
		while (str_next(f->a, &rest, ' ', &one)) {
			if (one.len > 0 && one.s[one.len - 1] == ',')
				one = str_copyn(f->a, one.s, one.len - 1);
			finding_add(f, one, STR_NONE);
		}
	}
}

static void
add_options(struct finding *f, const struct words *w)
{
	if (w->n == 3)
		add_range(f, w->v[1]);
	for (size_t i = 0; w->n == 2 && i < noptions; i++)
		if (options[i].console)
			finding_add(f, str_of(options[i].name),
			    str_of(_(options[i].help)));
}

static void
add_screens(struct finding *f, const struct words *w)
{
	for (size_t i = 0; w->n == 2 && i < nscreens; i++)
		if (strcmp(screens[i]->name, "login") != 0 &&
		    strcmp(screens[i]->name, "text") != 0)
			finding_add(f, str_of(screens[i]->name),
			    str_of(_(screens[i]->title)));
}

static void
add_topics(struct finding *f, const struct words *w)
{
	struct words rest = { w->v + 1, w->n - 1, w->n - 1 };

	finding_names(f, &rest);
}

static const struct {
	const char *word;
	void (*add)(struct finding *, const struct words *);
} own[] = {
	{ "set", add_options },
	{ "open", add_screens },
	{ "help", add_topics },
};

/* Is it a word of the console's own, with more to come? */
bool
finding_own(struct finding *f, const struct words *w)
{
	const struct app_word *m = w->n > 1 ? app_word_find(w->v[0]) : NULL;
	struct hints *o = f->to;

	if (m == NULL)
		return false;
	f->begun = utf8_fold(f->a, w->v[w->n - 1]);
	o->begun = w->v[w->n - 1];
	o->spot.row = NULL;
	o->spot.arg = NULL;
	o->usage = str_printf(f->a, "%s %s", m->word,
	    m->args != NULL ? _(m->args) : "");
	o->help = m->help != NULL ? str_of(_(m->help)) : STR_NONE;
	for (size_t i = 0; i < countof(own); i++)
		if (strcmp(own[i].word, m->word) == 0)
			own[i].add(f, w);
	return true;
}
