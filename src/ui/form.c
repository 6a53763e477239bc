/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * form.c - fields, choices, checks.
 */
#include "ui/form.h"

#include "ui/choice.h"
#include "ui/term.h"

#define MAX_BYTES  200
#define LEAST	   12 /* columns a field keeps beside what is wrong */
#define LINES_ROWS 3

void
form_init(struct form *f, const struct field_def *defs)
{
	*f = (struct form){ .n = 0 };
	for (; defs->name != NULL; defs++) {
		struct field *d = &f->v[f->n++];

		if (f->n > FORM_FIELDS)
			die("a form has more than %d fields", FORM_FIELDS);
		d->def = defs;
		d->edit.max = defs->max > 0 ? defs->max : MAX_BYTES;
		d->edit.over =
		    defs->kind == FIELD_LINE || defs->kind == FIELD_LINES;
		d->edit.lines = defs->kind == FIELD_LINES;
		d->value = STR_NONE;
	}
}

void
form_done(struct form *f)
{
	for (size_t i = 0; i < f->n; i++) {
		edit_done(&f->v[i].edit);
		choice_forget(&f->v[i]);
	}
	f->n = 0;
}

static struct field *
find(struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].def->name, name) == 0)
			return &f->v[i];
	return NULL;
}

void
form_refit(struct form *f, const struct field_def *defs)
{
	struct form was = *f;
	const char *at = was.n > 0 ? was.v[was.at].def->name : "";

	form_init(f, defs);
	f->led = was.led;
	for (size_t i = 0; i < f->n; i++) {
		struct field *d = &f->v[i], *old = find(&was, d->def->name);

		if (strcmp(d->def->name, at) == 0)
			f->at = i;
		if (old == NULL || old->def->kind != d->def->kind)
			continue;
		old->def = d->def;
		*d = *old;
		*old = (struct field){ .def = d->def, .value = STR_NONE };
	}
	form_done(&was);
}

struct field *
form_field(struct form *f, const char *name)
{
	struct field *d = find(f, name);

	if (d == NULL)
		die("form has no field '%s'", name);
	return d;
}

struct str
form_get(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].def->name, name) == 0)
			return f->v[i].def->kind == FIELD_CHOICE
			    ? f->v[i].value
			    : edit_text(&f->v[i].edit);
	die("form has no field '%s'", name);
}

bool
form_empty(const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (edit_text(&f->v[i].edit).len > 0 || f->v[i].value.len > 0)
			return false;
	return true;
}

/* ---- values ------------------------------------------------------------- */

/* A reload in the middle of typing moves nothing. The old choices are gone. */
void
form_choices(struct form *f, const char *name, const struct choice *v, size_t n)
{
	struct field *d = form_field(f, name);
	const struct choice *c;

	d->choices = v;
	d->nchoices = n;
	c = choice_with_code(d, d->value);
	if (d->value.len > 0 && c == NULL)
		choice_clear(d);
	else if (c != NULL && !str_eq(edit_text(&d->edit), c->text))
		choice_take(d, c);
	if (choice_nth(d, d->picked) == NULL) {
		d->picked = 0;
		d->moved = false;
	}
}

void
form_set(struct form *f, const char *name, struct str value)
{
	struct field *d = form_field(f, name);
	const struct choice yet_unknown = { .code = value, .text = value };
	const struct choice *c = choice_with_code(d, value);

	*d->wrong = '\0';
	if (d->def->kind != FIELD_CHOICE)
		edit_set(&d->edit, value);
	else if (c != NULL || (d->nchoices == 0 && value.len > 0))
		choice_take(d, c != NULL ? c : &yet_unknown);
	else
		choice_clear(d);
}

/* ---- checks -----------------------------------------------------------------
 */

static bool
is_blank(struct str s)
{
	return strspn(s.s, " \n") == s.len;
}

static void
say(struct field *d, const char *what)
{
	struct str s = str_of(what);

	if (s.len >= sizeof(d->wrong)) {
		s.len = sizeof(d->wrong) - 1;
		while (s.len > 0 && ((unsigned char)s.s[s.len] & 0xc0) == 0x80)
			s.len--;
	}
	memcpy(d->wrong, s.s, s.len);
	d->wrong[s.len] = '\0';
}

/* All that was typed or pasted is there to be shortened: nothing is cut and
 * saved as if it were whole. */
static bool
is_long(struct field *d)
{
	struct arena a = { 0 };
	struct str more = edit_long(&d->edit, &a);

	if (more.len > 0)
		say(d, more.s);
	arena_done(&a);
	return more.len > 0;
}

static bool
check(struct field *d)
{
	bool choice = d->def->kind == FIELD_CHOICE;
	struct fault why = { .code = OK };
	struct str s;

	*d->wrong = '\0';
	if (choice && choice_is_open(d) &&
	    (d->moved || !is_blank(edit_text(&d->edit))))
		choice_take(d, choice_nth(d, d->picked));
	s = edit_text(&d->edit);
	if (is_blank(s) && d->value.len == 0) {
		if (d->def->required)
			say(d, _("needed"));
	} else if (choice && d->value.len == 0) {
		say(d, _("none fits"));
	} else if (is_long(d)) {
		return false;
	} else if (d->def->check != NULL &&
	    !d->def->check(choice ? d->value : s, &why)) {
		say(d, why.text);
	}
	return *d->wrong == '\0';
}

/* ---- keys -------------------------------------------------------------------
 */

static enum form_key
send(struct form *f)
{
	size_t first = f->n;

	for (size_t i = f->n; i-- > 0;)
		if (!check(&f->v[i]))
			first = i;
	if (first == f->n)
		return FORM_SEND;
	f->at = first;
	return FORM_WRONG;
}

static enum form_key
go(struct form *f, int by)
{
	check(&f->v[f->at]);
	f->at = (f->at + (by > 0 ? 1 : f->n - 1)) % f->n;
	return FORM_TAKEN;
}

/* Into the field; what was wrong with it is so no longer. */
static bool
into(struct field *d, const struct key *k, int width)
{
	unsigned was = d->edit.changes;
	bool taken = d->def->kind == FIELD_CHOICE
	    ? choice_key(d, k, width)
	    : edit_key(&d->edit, k, width);

	if (d->edit.changes != was)
		*d->wrong = '\0';
	(void)is_long(d);
	if (d->edit.full)
		say(d, _("no room for more"));
	return taken;
}

/* A numbered choice needs no Enter: its digit leads to the next field, and on
 * the last it stays. Who types the Enter all the same goes no further. */
static enum form_key
by_number(struct form *f)
{
	if (f->at + 1 == f->n)
		return FORM_TAKEN;
	f->led = true;
	return go(f, 1);
}

enum form_key
form_key(struct form *f, const struct key *k, int width)
{
	struct field *d = &f->v[f->at];
	bool up = k->code == KEY_UP, down = k->code == KEY_DOWN;
	bool digit = k->code >= '1' && k->code <= '9', led = f->led;

	f->led = false;
	if (led && k->code == KEY_ENTER)
		return FORM_TAKEN;
	if (k->code == KEY_F(10) || k->code == KEY_CTRL('S'))
		return send(f);
	if (k->code == KEY_TAB || k->code == KEY_BACKTAB)
		return go(f, k->code == KEY_TAB ? 1 : -1);
	if (k->code == KEY_ENTER && d->def->kind != FIELD_LINES)
		return f->at + 1 == f->n ? send(f) : go(f, 1);
	if (d->def->kind == FIELD_CHOICE && (up || down))
		return choice_pick(d, k->code) ? FORM_TAKEN
					       : go(f, up ? -1 : 1);
	if (into(d, k, width))
		return digit && d->value.len > 0 ? by_number(f) : FORM_TAKEN;
	return up || down ? go(f, up ? -1 : 1) : FORM_IGNORED;
}

/* ---- drawing ------------------------------------------------------------ */

/* Where the parts of a field are, in rows and columns of the pane. */
struct plan {
	int width;   /* of the text, between its brackets */
	int rows;    /* of the text */
	int under;   /* rows that say what is wrong, 0: beside or nothing */
	int choices; /* rows of choices */
};

static bool
has_focus(const struct form *f, size_t i)
{
	return i == f->at && !f->idle;
}

static bool
is_narrow(const struct field *d, int room)
{
	return d->def->columns > 0 && d->def->columns < room;
}

static struct plan
plan(const struct form *f, size_t i, const struct pane *p, int label)
{
	const struct field *d = &f->v[i];
	const struct choice *list[CHOICE_PAGE];
	size_t from;
	bool many = d->def->kind == FIELD_LINES;
	int wrong = cell_columns(str_of(d->wrong));
	int room = p->columns - label - 2, beside = room - wrong - 4;
	bool narrow = is_narrow(d, room);
	struct plan q = { narrow ? d->def->columns : room, 1, 0, 0 };

	if (many)
		q.rows = d->def->rows > 0 ? d->def->rows : LINES_ROWS;
	if (wrong > 0 && (many || beside < (narrow ? q.width : LEAST)))
		q.under = pane_wrapped(room - 2, str_of(d->wrong));
	else if (wrong > 0 && !narrow)
		q.width = beside;
	if (!has_focus(f, i) || d->def->kind != FIELD_CHOICE)
		return q;
	q.choices = (int)choice_shown(d, &from, list);
	if (q.choices == 0 && wrong == 0 && choice_is_open(d))
		q.choices = 1; /* to say that none fits */
	return q;
}

static int
height(struct plan q)
{
	return q.rows + q.under + q.choices;
}

/* The marked one is what Enter takes. */
static void
draw_choices(const struct field *d, const struct pane *p, int row, int column)
{
	const struct choice *list[CHOICE_PAGE];
	size_t from, n = choice_shown(d, &from, list);
	int width = p->columns - column - 4;

	if (n == 0)
		pane_z(p, row, column, LOOK_MUTED, _("none fits"));
	for (size_t i = 0; i < n; i++, row++) {
		bool here = choice_is_open(d) && from + i == d->picked;
		enum look look = here ? LOOK_FOCUS : LOOK_TEXT;

		pane_fill(p, row, column, width + 3, look);
		if (here)
			pane_text(p, row, column - 1, LOOK_HEAD,
			    theme_sign(term_symbols(), SIGN_FOCUS));
		if (list[i]->number > 0)
			pane_printf(p, row, column, look, "%d",
			    list[i]->number);
		pane_field(p, row, column + 3, width, look, list[i]->text);
	}
}

static void
draw_label(const struct field *d, const struct pane *p, int row, int label,
    bool focus)
{
	if (focus)
		pane_text(p, row, 0, LOOK_HEAD,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	if (d->def->required)
		pane_z(p, row, 1, LOOK_TEXT, "*");
	pane_field(p, row, 3, label - 4, LOOK_LABEL, str_of(_(d->def->label)));
}

static void
draw_wrong(const struct field *d, const struct pane *p, int row, int label,
    struct plan q)
{
	int under = q.under > 0;
	int column = label + 1 + (under ? 0 : q.width + 3);

	if (*d->wrong == '\0')
		return;
	row += under ? q.rows : 0;
	pane_text(p, row, column, LOOK_LATE,
	    theme_sign(term_symbols(), SIGN_NO));
	pane_wrap(p, row, column + 2, p->columns - column - 2, 0,
	    under ? q.under : 1, LOOK_TEXT, str_of(d->wrong));
}

/* In the empty field, or beside a narrow one. */
static void
draw_hint(const struct field *d, const struct pane *p, const struct pane *in,
    int row)
{
	int after = in->column - p->column + in->columns + 3;

	if (d->def->hint == NULL)
		return;
	if (d->def->columns > in->columns || d->def->columns == 0) {
		if (edit_text(&d->edit).len == 0)
			pane_z(in, 0, 0, LOOK_MUTED, _(d->def->hint));
	} else if (*d->wrong == '\0') {
		pane_field(p, row, after, p->columns - after, LOOK_MUTED,
		    str_of(_(d->def->hint)));
	}
}

static void
draw_field(struct form *f, size_t i, const struct pane *p, int row, int label)
{
	struct field *d = &f->v[i];
	struct plan q = plan(f, i, p, label);
	struct pane in = pane_part(p, row, label + 1, q.rows, q.width);

	draw_label(d, p, row, label, has_focus(f, i));
	for (int r = 0; r < q.rows; r++) {
		pane_z(p, row + r, label, LOOK_LABEL, "[");
		pane_z(p, row + r, label + 1 + q.width, LOOK_LABEL, "]");
	}
	edit_draw(&d->edit, &in, has_focus(f, i), d->def->kind == FIELD_SECRET);
	if (d->value.len > 0) /* chosen, and never scrolled: its end is told */
		pane_field(&in, 0, 0, q.width, LOOK_FIELD, edit_text(&d->edit));
	draw_hint(d, p, &in, row);
	draw_wrong(d, p, row, label, q);
	if (q.choices > 0)
		draw_choices(d, p, row + q.rows + q.under, label + 1);
}

/* The first field to draw, so that the one with the focus is whole. */
static size_t
first_shown(const struct form *f, const struct pane *p, int label)
{
	int rows = height(plan(f, f->at, p, label));
	size_t i = f->at;

	while (i > 0 && i > f->top) {
		rows += height(plan(f, i - 1, p, label));
		if (rows > p->rows)
			break;
		i--;
	}
	return i;
}

int
form_draw(struct form *f, const struct pane *p, int label)
{
	int row = 0;

	if (f->n == 0)
		return 0;
	f->top = first_shown(f, p, label);
	for (size_t i = f->top; i < f->n && row < p->rows; i++) {
		draw_field(f, i, p, row, label);
		row += height(plan(f, i, p, label));
	}
	return row < p->rows ? row : p->rows;
}
