/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form.c - fields, choices, checks.
 */
#include "ui/form.h"

#include "base/utf8.h"
#include "ui/term.h"

#define MAX_BYTES 200
#define SHOWN	  5	/* choices shown below their field */

void
form_init(struct form *f, const struct field_def *defs)
{
	*f = (struct form){ .n = 0 };
	for (; defs->name != NULL && f->n < FORM_FIELDS; defs++) {
		struct field *d = &f->v[f->n++];

		d->def = defs;
		d->edit.max = defs->max > 0 ? defs->max : MAX_BYTES;
		d->edit.lines = defs->kind == FIELD_LINES;
		d->value = STR_NONE;
	}
}

static void
forget(struct field *d)
{
	if (d->value.len > 0)
		free((void *)(uintptr_t)d->value.s);
	d->value = STR_NONE;
}

void
form_done(struct form *f)
{
	for (size_t i = 0; i < f->n; i++) {
		edit_done(&f->v[i].edit);
		forget(&f->v[i]);
	}
	f->n = 0;
}

struct field *
form_field(struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].def->name, name) == 0)
			return &f->v[i];
	die("form has no field '%s'", name);
}

void
form_choices(struct form *f, const char *name, const struct choice *v,
    size_t n)
{
	struct field *d = form_field(f, name);

	d->choices = v;
	d->nchoices = n;
}

struct str
form_get(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].def->name, name) == 0)
			return f->v[i].def->kind == FIELD_CHOICE
			    ? f->v[i].value : edit_text(&f->v[i].edit);
	die("form has no field '%s'", name);
}

bool
form_empty(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (edit_text(&f->v[i].edit).len > 0 ||
		    f->v[i].value.len > 0)
			return false;
	return true;
}

/* ---- choices -------------------------------------------------------------- */

/* Every typed word begins a word of the choice, or is part of its code. */
static bool
fits(const struct choice *c, struct str typed)
{
	struct arena a = { 0 };
	struct str rest = utf8_fold(&a, typed), word;
	bool all = true;

	while (all && str_next(&a, &rest, ' ', &word)) {
		const char *at = c->fold.s;
		bool found = word.len == 0;

		while (!found && (at = strstr(at, word.s)) != NULL) {
			found = at == c->fold.s ||
			    strchr(" -/.", at[-1]) != NULL;
			at++;
		}
		all = found;
	}
	arena_done(&a);
	return all;
}

static const struct choice *
nth_fit(const struct field *d, size_t n)
{
	struct str typed = edit_text(&d->edit);

	for (size_t i = 0; i < d->nchoices; i++)
		if (fits(&d->choices[i], typed) && n-- == 0)
			return &d->choices[i];
	return NULL;
}

static void
choose(struct field *d, const struct choice *c)
{
	char *copy;

	forget(d);
	if (c == NULL)
		return;
	copy = strndup(c->code.s, c->code.len);
	if (copy == NULL)
		die("out of memory");
	d->value = (struct str){ copy, c->code.len };
	edit_set(&d->edit, c->text);
}

/* A digit on an empty field picks the numbered choice. */
static bool
by_number(struct field *d, uint32_t code)
{
	if (edit_text(&d->edit).len > 0 || code < '1' || code > '9')
		return false;
	for (size_t i = 0; i < d->nchoices; i++)
		if (d->choices[i].number == (int)(code - '0')) {
			choose(d, &d->choices[i]);
			return true;
		}
	return false;
}

void
form_set(struct form *f, const char *name, struct str value)
{
	struct field *d = form_field(f, name);

	if (d->def->kind != FIELD_CHOICE) {
		edit_set(&d->edit, value);
		return;
	}
	for (size_t i = 0; i < d->nchoices; i++)
		if (str_eq(d->choices[i].code, value))
			choose(d, &d->choices[i]);
}

static bool
choice_key(struct field *d, const struct key *k, int width)
{
	if (d->value.len > 0 && (k->code == KEY_BACKSPACE ||
	    (k->code >= ' ' && k->code < KEY_NONE))) {
		forget(d);
		edit_set(&d->edit, STR_NONE);
	}
	if (by_number(d, k->code))
		return true;
	if (k->code == KEY_DOWN && nth_fit(d, d->picked + 1) != NULL) {
		d->picked++;
		return true;
	}
	if (k->code == KEY_UP && d->picked > 0) {
		d->picked--;
		return true;
	}
	if (!edit_key(&d->edit, k, width))
		return false;
	d->picked = 0;
	return true;
}

/* ---- checks ----------------------------------------------------------------- */

static bool
check(struct field *d)
{
	struct str s = edit_text(&d->edit);
	struct fault why = { .code = OK };
	const char *wrong = "";

	if (d->def->kind == FIELD_CHOICE && d->value.len == 0 && s.len > 0)
		choose(d, nth_fit(d, d->picked));
	if (d->def->required && s.len == 0)
		wrong = _("needed");
	else if (d->def->kind == FIELD_CHOICE && s.len > 0 &&
	    d->value.len == 0)
		wrong = _("none fits");
	else if (d->def->check != NULL && s.len > 0 &&
	    !d->def->check(s, &why))
		wrong = why.text;
	snprintf(d->wrong, sizeof(d->wrong), "%s", wrong);
	return *d->wrong == '\0';
}

static enum form_key
send(struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (!check(&f->v[i])) {
			f->at = i;
			return FORM_WRONG;
		}
	return FORM_SEND;
}

static enum form_key
go(struct form *f, int by)
{
	check(&f->v[f->at]);
	f->at = (f->at + f->n + (size_t)(by + (int)f->n)) % f->n;
	return FORM_TAKEN;
}

enum form_key
form_key(struct form *f, const struct key *k, int width)
{
	struct field *d = &f->v[f->at];
	bool last = f->at + 1 == f->n;

	if (k->code == KEY_F(10) || k->code == KEY_CTRL('S'))
		return send(f);
	if (k->code == KEY_TAB)
		return go(f, 1);
	if (k->code == KEY_BACKTAB)
		return go(f, -1);
	if (k->code == KEY_ENTER && d->def->kind != FIELD_LINES)
		return last ? send(f) : go(f, 1);
	if (d->def->kind == FIELD_CHOICE)
		return choice_key(d, k, width) ? FORM_TAKEN : FORM_IGNORED;
	if (edit_key(&d->edit, k, width))
		return FORM_TAKEN;
	if (k->code == KEY_DOWN)
		return go(f, 1);
	return k->code == KEY_UP ? go(f, -1) : FORM_IGNORED;
}

/* ---- drawing ------------------------------------------------------------------ */

static int
draw_choices(struct field *d, const struct pane *p, int row, int column)
{
	size_t from = d->picked >= SHOWN ? d->picked - SHOWN + 1 : 0;
	int shown = 0;

	if (d->value.len > 0)
		return 0;
	for (; shown < SHOWN; shown++) {
		size_t i = from + (size_t)shown;
		const struct choice *c = nth_fit(d, i);
		enum look look = i == d->picked ? LOOK_FOCUS : LOOK_TEXT;
		int at = column;

		if (c == NULL)
			break;
		pane_fill(p, row + shown, at, p->columns - at - 1, look);
		if (c->number > 0)
			pane_printf(p, row + shown, at, look, "%d",
			    c->number);
		at += 2;
		pane_field(p, row + shown, at, p->columns - at - 1, look,
		    c->text);
	}
	return shown;
}

static int
draw_field(struct form *f, size_t i, const struct pane *p, int row, int label)
{
	struct field *d = &f->v[i];
	bool focus = i == f->at;
	int wrong = cell_columns(str_of(d->wrong));
	int width = p->columns - label - 2 - (wrong > 0 ? wrong + 3 : 0);
	int rows = d->def->kind == FIELD_LINES ? d->def->rows : 1;
	struct pane in = pane_part(p, row, label + 1, rows, width);

	if (focus)
		pane_text(p, row, 0, LOOK_HEAD,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	pane_field(p, row, 1, label - 1, LOOK_LABEL,
	    str_of(_(d->def->label)));
	edit_draw(&d->edit, &in, focus, d->def->kind == FIELD_SECRET);
	if (edit_text(&d->edit).len == 0 && d->def->hint != NULL)
		pane_text(&in, 0, 0, LOOK_MUTED, str_of(_(d->def->hint)));
	if (wrong > 0) {
		pane_text(p, row, label + width + 2, LOOK_LATE,
		    theme_sign(term_symbols(), SIGN_NO));
		pane_z(p, row, label + width + 4, LOOK_TEXT, d->wrong);
	}
	if (focus && d->def->kind == FIELD_CHOICE)
		rows += draw_choices(d, p, row + 1, label + 1);
	return rows;
}

int
form_draw(struct form *f, const struct pane *p, int label)
{
	int row = 0;

	for (size_t i = 0; i < f->n && row < p->rows; i++)
		row += draw_field(f, i, p, row, label);
	return row;
}
