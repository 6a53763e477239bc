/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fit.c - whether the pane at 80x24 shows every text of a script whole, in
 * every language.
 */
#include "base/utf8.h"
#include "script/check.h"
#include "script/po.h"

/* ---- how long it is ----------------------------------------------------- */

static int
name_columns(const struct script *s, const struct script_ref *r)
{
	const struct script_name *n = script_name_find(r->name);
	int f = script_field_find(s, r->name);

	if (f != SCRIPT_NONE)
		return s->fields[f].type == SCRIPT_TEXT &&
			s->fields[f].most < 16
		    ? (int)s->fields[f].most
		    : 16;
	return n != NULL ? n->columns : utf8_columns(r->name);
}

/* The text as long as it usually gets: a name is so many x. */
static struct str
usual(const struct script *s, struct arena *a, const struct script_words *w)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < w->n; i++) {
		if (w->v[i].nrefs == 0) {
			buf_str(&b, w->v[i].text);
			continue;
		}
		for (int n = name_columns(s, &w->v[i].refs[0]); n > 0; n--)
			buf_c(&b, 'x');
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static int
columns_of(const struct script *s, const struct script_words *w)
{
	struct arena a = { 0 };
	int n = utf8_columns(usual(s, &a, w));

	arena_done(&a);
	return n;
}

/* Lines that a text takes at `columns`, a blank or a long word breaks. A
 * placeholder counts as what it stands for usually takes. */
static int
lines_of(const struct script *s, const struct script_words *w, int columns)
{
	struct arena a = { 0 };
	struct str rest = usual(s, &a, w), word;
	int lines = 0, at = columns;

	while (str_next(&a, &rest, ' ', &word)) {
		int n = utf8_columns(word);

		if (n == 0)
			continue;
		if (at + 1 + n > columns) {
			lines += n > columns ? 1 + (n - 1) / columns : 1;
			at = n > columns ? (n - 1) % columns + 1 : n;
		} else {
			at += 1 + n;
		}
	}
	arena_done(&a);
	return lines;
}

/* ---- the pane ----------------------------------------------------------- */

/* A text in a language: its own, or what the translation says. */
static const struct script_words *
in_lang(struct script *s, int part, struct str lang, const char *step,
    const char *what, size_t nth, const struct script_words *own)
{
	struct str where = str_printf(&s->arena, "%s/%s", step, what);

	if (nth > 0)
		where = str_printf(&s->arena, "%s-%zu", where.s, nth + 1);
	return script_po_words(s, part, lang, where, own);
}

static void
too_long(struct script_problems *p, const struct script_words *w,
    struct str lang, const char *what, int n, int most)
{
	script_wrong(p, w->at,
	    _("too long for the pane (%s): %s takes %d, %d fit; say it "
	      "shorter, or in two steps"),
	    lang.s, what, n, most);
}

static void
fit_speech(struct script *s, const struct script_step *k, struct str lang,
    struct script_problems *p)
{
	const struct script_words *w = NULL;
	int lines = 0, notes = 0;

	for (size_t i = 0; i < k->say.n; i++) {
		w = in_lang(s, k->part, lang, k->name.s, "say", i,
		    &k->say.v[i]);
		lines += lines_of(s, w, SCRIPT_PANE);
	}
	if (k->ask.source.len > 0) {
		w = in_lang(s, k->part, lang, k->name.s, "ask", 0, &k->ask);
		lines += lines_of(s, w, SCRIPT_PANE);
	}
	if (lines > SCRIPT_SPEECH)
		too_long(p, w, lang, _("what is said (lines)"), lines,
		    SCRIPT_SPEECH);
	for (size_t i = 0; i < k->note.n; i++) {
		w = in_lang(s, k->part, lang, k->name.s, "note", i,
		    &k->note.v[i]);
		notes += lines_of(s, w, SCRIPT_PANE);
	}
	if (notes > SCRIPT_NOTES)
		too_long(p, w, lang, _("the note (lines)"), notes,
		    SCRIPT_NOTES);
}

static void
fit_objection(struct script *s, struct script_problems *p, struct str lang,
    const struct script_words *w)
{
	int n = columns_of(s, w);

	if (n > SCRIPT_OBJECTION)
		too_long(p, w, lang, _("the objection (columns)"), n,
		    SCRIPT_OBJECTION);
}

static void
fit_choices(struct script *s, const struct script_step *k, struct str lang,
    struct script_problems *p)
{
	for (size_t i = 0; i < k->options.n; i++) {
		const struct script_option *o = &k->options.v[i];
		const struct script_words *w =
		    in_lang(s, k->part, lang, k->name.s, o->key.s, 0, &o->text);
		int n = columns_of(s, w);

		if (n > SCRIPT_OPTION)
			too_long(p, w, lang, _("the option (columns)"), n,
			    SCRIPT_OPTION);
	}
	for (size_t i = 0; i < k->objections.n; i++) {
		const struct script_objection *o = &k->objections.v[i];

		fit_objection(s, p, lang,
		    in_lang(s, k->part, lang, k->name.s,
			str_printf(&s->arena, "objection-%s", o->key.s).s, 0,
			&o->text));
	}
}

void
script_check_fit(struct script *s, struct script_problems *p)
{
	for (size_t i = 0; i < s->nparts; i++) {
		const struct script_part *part = &s->parts[i];

		for (size_t l = 0; l < part->nlangs; l++)
			for (int k = part->first;
			     k < part->first + part->nsteps; k++) {
				fit_speech(s, &s->steps.v[k], part->langs[l],
				    p);
				fit_choices(s, &s->steps.v[k], part->langs[l],
				    p);
			}
		for (size_t l = 0; l < part->nlangs; l++)
			for (size_t k = 0; k < part->objections.n; k++)
				fit_objection(s, p, part->langs[l],
				    in_lang(s, (int)i, part->langs[l],
					"objection",
					part->objections.v[k].key.s, 0,
					&part->objections.v[k].text));
	}
}
