/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sheet.c - what the screens that are forms share: words, sending, drafts.
 */
#include "screens/sheet.h"

#include "base/json.h"
#include "core/undo_table.h"

#define LABEL 15  /* where fields begin */
#define WIDE  100 /* columns a form takes at most */

/* ---- words -------------------------------------------------------------- */

void
say_arg(struct buf *say, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_printf(say, " %s=", name);
	buf_quoted(say, value);
}

void
say_fields(struct buf *say, const struct form *f)
{
	for (size_t i = 0; i < f->n; i++)
		say_arg(say, f->v[i].def->name, form_get(f, f->v[i].def->name));
}

void
sheet_say(struct screen *s, struct buf *say)
{
	buf_printf(say, "%s %s", s->def->sheet->command, s->arg.id.s);
	say_fields(say, &((struct sheet *)s->state)->form);
}

void
sheet_say_seen(struct screen *s, struct buf *say)
{
	sheet_say(s, say);
	buf_printf(say, " seen=%lld",
	    (long long)((struct sheet *)s->state)->seen);
}

/* ---- the form ----------------------------------------------------------- */

struct form *
sheet_form(struct screen *s, const struct field_def *defs)
{
	struct sheet *t = s->state;

	if (!t->begun)
		form_init(&t->form, defs);
	t->begun = true;
	return &t->form;
}

struct form *
sheet_own(struct screen *s)
{
	return sheet_form(s, s->def->sheet->fields);
}

void
sheet_loaded(struct screen *s)
{
	(void)sheet_own(s);
}

struct str
sheet_get(const struct screen *s, const char *name)
{
	return form_get(&((const struct sheet *)s->state)->form, name);
}

enum screen_key
sheet_key(struct screen *s, const struct key *k, struct buf *say,
    void (*words)(struct screen *, struct buf *))
{
	struct sheet *t = s->state;

	t->wrong = false;
	switch (form_key(&t->form, k, 60)) {
	case FORM_SEND:
		words(s, say);
		return SCREEN_SAY;
	case FORM_WRONG:
		t->wrong = true;
		return SCREEN_TAKEN;
	case FORM_IGNORED:
		return SCREEN_IGNORED;
	default:
		return SCREEN_TAKEN;
	}
}

/* The field is marked when it is empty. */
static bool
lacks(struct screen *s, const char *name)
{
	struct sheet *t = s->state;
	struct field *d = form_field(&t->form, name);

	if (sheet_get(s, name).len > 0)
		return false;
	snprintf(d->wrong, sizeof(d->wrong), "%s", _("needed"));
	t->form.at = (size_t)(d - t->form.v);
	t->wrong = true;
	return true;
}

enum screen_key
sheet_send(struct screen *s, const struct key *k, struct buf *say)
{
	const struct sheet_def *d = s->def->sheet;
	enum screen_key did;
	const char *also;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	did = sheet_key(s, k, say, d->words != NULL ? d->words : sheet_say);
	also = did == SCREEN_SAY && d->also != NULL ? d->also(s) : NULL;
	if (also == NULL || !lacks(s, also))
		return did;
	buf_reset(say);
	return SCREEN_TAKEN;
}

/* ---- what a refusal asks for -------------------------------------------- */

const struct field_def sheet_override = {
	.name = "override",
	.label = N_("Why even so"),
	.kind = FIELD_LINE, /* or what the rule is about is changed */
};

static const struct field_def *
one_more(const struct screen *s)
{
	return s->def->sheet != NULL ? s->def->sheet->more : NULL;
}

static bool
has_more(const struct screen *s)
{
	const struct sheet *t = s->state;

	return one_more(s) != NULL && t->begun && t->defs[0].name != NULL;
}

static void
show_more(struct screen *s)
{
	const struct field_def *d = s->def->sheet->fields;
	struct sheet *t = s->state;
	size_t n = 0;

	if (has_more(s))
		return;
	for (; d->name != NULL; d++)
		t->defs[n++] = *d;
	t->defs[n] = *one_more(s);
	form_refit(&t->form, t->defs);
}

struct str
sheet_more(const struct screen *s)
{
	return has_more(s) ? sheet_get(s, one_more(s)->name) : STR_NONE;
}

bool
sheet_refused(struct screen *s, const struct fault *f)
{
	const struct field_def *more = one_more(s);
	struct sheet *t = s->state;
	struct field *d;

	if (more == NULL || !t->begun || f->asks == NULL ||
	    strcmp(more->name, f->asks) != 0)
		return false;
	show_more(s);
	d = form_field(&t->form, more->name);
	snprintf(d->wrong, sizeof(d->wrong), "%.*s", (int)f->said, f->text);
	t->form.at = (size_t)(d - t->form.v);
	t->form.idle = false;
	return true;
}

/* What a type requires has a name of the house: it is read whole. */
static int
label_width(const struct form *f)
{
	int widest = LABEL;

	for (size_t i = 0; i < f->n; i++) {
		int n = 4 + cell_columns(str_of(_(f->v[i].def->label)));

		widest = n > widest ? n : widest;
	}
	return widest < LABEL + 10 ? widest : LABEL + 10;
}

int
sheet_draw(struct screen *s, const struct pane *p, int row)
{
	struct sheet *t = s->state;
	int width = p->columns - 2 < WIDE ? p->columns - 2 : WIDE;
	struct pane in = pane_part(p, row, 0, p->rows - row - 2, width);
	const struct field *d = &t->form.v[t->form.at];
	int used = form_draw(&t->form, &in, label_width(&t->form));

	if (t->wrong) {
		pane_text(p, p->rows - 2, 1, LOOK_LATE,
		    theme_sign(term_symbols(), SIGN_LATE));
		pane_printf(p, p->rows - 2, 3, LOOK_TEXT,
		    _("Nothing was sent: look at %s. What you wrote is kept."),
		    _(d->def->label));
	}
	return row + used;
}

struct str
sheet_will_of(struct arena *a, const struct screen *s, const char *command)
{
	const struct sheet_def *d = s->def->sheet;
	struct str will = str_of(d->will != NULL ? _(d->will) : "");
	const char *instead = undo_never(command);

	return instead == NULL
	    ? will
	    : str_printf(a, "%s%s%s", will.s, will.len > 0 ? " " : "",
		  str_printf(a, _("It cannot be undone: %s."), instead).s);
}

struct str
sheet_will(struct arena *a, const struct screen *s)
{
	return sheet_will_of(a, s, s->def->sheet->command);
}

struct pane
sheet_under(const struct screen *s, const struct pane *p)
{
	const struct sheet *t = s->state;

	return pane_part(p, 0, 0, p->rows - (t->wrong ? 2 : 0), p->columns);
}

bool
sheet_typing(const struct screen *s)
{
	return !((const struct sheet *)s->state)->form.idle;
}

struct edit *
sheet_edit(struct screen *s)
{
	struct sheet *t = s->state;
	struct field *d = &t->form.v[t->form.at];

	return t->begun && !t->form.idle &&
		(d->def->kind == FIELD_LINES || d->def->kind == FIELD_LINE)
	    ? &d->edit
	    : NULL;
}

void
sheet_done(struct screen *s)
{
	struct sheet *t = s->state;

	if (t->begun)
		form_done(&t->form);
	t->begun = false;
	buf_done(&t->given);
}

/* ---- drafts ------------------------------------------------------------- */

static struct json *
field_json(const struct field *d)
{
	struct json *o = json_object_new();

	if (d->def->kind == FIELD_CHOICE && d->value.len > 0)
		json_set_str(o, "value", d->value);
	json_set_str(o, "text", edit_text(&d->edit));
	json_set_int(o, "at", (int64_t)d->edit.at);
	return o;
}

/* What was read into a form and is empty now was emptied by hand. */
static bool
is_kept(const struct sheet *t, const struct field *d)
{
	return t->base > 0 || edit_text(&d->edit).len > 0 || d->value.len > 0;
}

static void
values(const struct form *f, struct buf *out)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct field *d = &f->v[i];

		if (d->def->kind != FIELD_SECRET)
			buf_printf(out, "%s=%s=%s\n", d->def->name, d->value.s,
			    edit_text(&d->edit).s);
	}
}

void
sheet_given(struct screen *s)
{
	struct sheet *t = s->state;

	buf_reset(&t->given);
	values(&t->form, &t->given);
}

static bool
is_given(const struct sheet *t)
{
	struct buf now = { 0 };
	bool same;

	values(&t->form, &now);
	same = str_eq(buf_view(&now), buf_view(&t->given));
	buf_done(&now);
	return same;
}

void
sheet_draft(const struct screen *s, struct buf *out)
{
	const struct sheet *t = s->state;
	struct json *o;

	if (!t->begun || form_empty(&t->form) || is_given(t))
		return;
	o = json_object_new();
	json_set_str(o, "focus", str_of(t->form.v[t->form.at].def->name));
	if (t->base > 0)
		json_set_int(o, "version", t->base);
	if (t->seen > 0)
		json_set_int(o, "seen", t->seen);
	for (size_t i = 0; i < t->form.n; i++) {
		const struct field *d = &t->form.v[i];

		if (d->def->kind != FIELD_SECRET && is_kept(t, d))
			json_set(o, d->def->name, field_json(d));
	}
	json_print(o, out, false);
	json_free(o);
}

static void
field_back(struct form *f, struct field *d, const struct json *o)
{
	struct str value = json_str(json_get(o, "value"));
	int64_t at = json_int(json_get(o, "at"));

	if (d->def->kind == FIELD_CHOICE && value.len > 0) {
		form_set(f, d->def->name, value);
		return;
	}
	form_set(f, d->def->name, STR_NONE); /* what was filled in, too */
	edit_set(&d->edit, json_str(json_get(o, "text")));
	if (at >= 0)
		edit_place(&d->edit, (size_t)at);
}

/* A draft of an older form brings back what still has a field. */
void
sheet_undraft(struct screen *s, struct str draft)
{
	struct sheet *t = s->state;
	struct fault f = { .code = OK };
	struct json *o;

	if (s->def->sheet != NULL)
		(void)sheet_own(s);
	t->filled = true;
	buf_reset(&t->given); /* what comes back was typed */
	if (!t->begun || json_parse(draft, &o, &f) != OK)
		return;
	if (one_more(s) != NULL && json_get(o, one_more(s)->name) != NULL)
		show_more(s);
	if ((t->base > 0 || s->model == NULL) &&
	    json_int(json_get(o, "version")) > 0)
		t->base = json_int(json_get(o, "version"));
	if (json_int(json_get(o, "seen")) > 0)
		t->seen = json_int(json_get(o, "seen"));
	for (size_t i = 0; i < t->form.n; i++) {
		struct field *d = &t->form.v[i];
		const struct json *v = json_get(o, d->def->name);

		if (str_is(json_str(json_get(o, "focus")), d->def->name))
			t->form.at = i;
		if (v != NULL && d->def->kind != FIELD_SECRET)
			field_back(&t->form, d, v);
	}
	json_free(o);
}

/* ---- while its data are away ---------------------------------------------- */

bool
sheet_early(const struct screen *s)
{
	return s->model == NULL && s->def->load != NULL &&
	    s->def->sheet != NULL && !s->def->sheet->part;
}

static bool
sends(const struct form *f, const struct key *k)
{
	bool last = f->at + 1 == f->n && f->v[f->at].def->kind != FIELD_LINES;

	return k->code == KEY_F(10) || k->code == KEY_CTRL('S') ||
	    (k->code == KEY_ENTER && last);
}

enum screen_key
sheet_early_key(struct screen *s, const struct key *k, struct buf *say)
{
	struct form *f = sheet_own(s);
	enum form_key did = sends(f, k) ? FORM_SEND : form_key(f, k, 60);

	for (size_t i = 0; i < f->n; i++) /* what fits is not known yet */
		*f->v[i].wrong = '\0';
	if (did == FORM_IGNORED)
		return SCREEN_IGNORED;
	return did == FORM_TAKEN
	    ? SCREEN_TAKEN
	    : screen_tell(say,
		  _("This waits for the database; what you type is kept. F10 "
		    "sends it then."));
}

void
sheet_early_draw(struct screen *s, const struct pane *p)
{
	(void)sheet_own(s);
	draw_waits(s, p);
	pane_text(p, 2, 1, LOOK_MUTED,
	    str_of(_("What you type here is kept.")));
	(void)sheet_draw(s, p, 4);
}

void
sheet_early_end(struct screen *s, struct buf *draft)
{
	if (!sheet_early(s) || !((struct sheet *)s->state)->begun)
		return;
	s->def->draft(s, draft);
	s->def->done(s);
	memset(s->state, 0, s->def->state_size);
}

/* ---- one field alone ---------------------------------------------------- */

enum screen_key
box_key(struct edit *e, const struct key *k, struct buf *say)
{
	struct arena a = { 0 };
	struct str more;
	enum screen_key did = SCREEN_TAKEN;

	if (!edit_key(e, k, 60))
		return SCREEN_IGNORED;
	more = edit_long(e, &a);
	if (e->full)
		did = screen_tell(say,
		    _("There is no room for all of it here; nothing was put "
		      "in."));
	else if (more.len > 0)
		did = screen_tell(say, more.s);
	arena_done(&a);
	return did;
}

void
box_draft(struct json *o, const char *name, const struct edit *e)
{
	struct json *box;

	if (edit_text(e).len == 0)
		return;
	box = json_object_new();
	json_set_str(box, "text", edit_text(e));
	json_set_int(box, "at", (int64_t)e->at);
	json_set(o, name, box);
}

bool
box_undraft(const struct json *o, const char *name, struct edit *e)
{
	const struct json *box = json_get(o, name);
	int64_t at = json_int(json_get(box, "at"));

	if (box == NULL || json_str(json_get(box, "text")).len == 0)
		return false;
	edit_set(e, json_str(json_get(box, "text")));
	if (at >= 0)
		edit_place(e, (size_t)at);
	return true;
}
