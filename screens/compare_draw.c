/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compare_draw.c - before, mine and theirs beside each other, what will be
 * there, and why.
 */
#include "screens/compare_draw.h"

#include "screens/say.h"

static struct arena draw_arena; /* emptied at each draw */

struct rows
compare_rows(const struct screen *s)
{
	const struct compare_model *m = s->model;

	return ROWS(m->cmp.v, m->cmp.n);
}

/* ---- what was chosen ---------------------------------------------------- */

struct compare_chosen *
compare_chosen_of(const struct screen *s, struct id key, bool make)
{
	struct compare_state *t = s->state;

	for (size_t i = 0; i < t->n; i++)
		if (id_eq(t->v[i].key, key))
			return &t->v[i];
	if (!make || t->n == countof(t->v))
		return NULL;
	t->v[t->n] = (struct compare_chosen){ .key = key };
	return &t->v[t->n++];
}

enum compare_take
compare_take_of(const struct screen *s, const struct compare_field *f)
{
	const struct compare_chosen *c = compare_chosen_of(s, f->key, false);

	if (c != NULL && c->take != TAKE_NOTHING)
		return c->take;
	switch (f->how) {
	case COMPARE_MINE:
		return TAKE_MINE;
	case COMPARE_BOTH:
		return TAKE_NOTHING;
	default:
		return TAKE_THEIRS;
	}
}

size_t
compare_undecided(const struct screen *s)
{
	const struct compare_model *m = s->model;
	size_t n = 0;

	for (size_t i = 0; i < m->cmp.n; i++)
		n += compare_take_of(s, &m->cmp.v[i]) == TAKE_NOTHING;
	return n;
}

struct str
compare_will_be(const struct screen *s, const struct compare_field *f)
{
	switch (compare_take_of(s, f)) {
	case TAKE_MINE:
		return f->mine_text;
	case TAKE_BEFORE:
		return f->before_text;
	case TAKE_OTHER:
		return str_of(compare_chosen_of(s, f->key, false)->other);
	case TAKE_THEIRS:
		return f->theirs_text;
	default:
		return STR_NONE;
	}
}

/* ---- drawing ------------------------------------------------------------ */

static const struct {
	const char *field, *text;
} names[] = {
	{ "typification", N_("Type") },
	{ "subject", N_("Subject") },
	{ "priority", N_("Priority") },
	{ "state", N_("State") },
	{ "team", N_("Team") },
	{ "owner", N_("With") },
	{ "name", N_("Name") },
	{ "segment", N_("Segment") },
	{ "national_id", N_("RUT") },
	{ "born", N_("Born") },
	{ "lang", N_("Language") },
};

static const char *
name_of(const struct screen *s, const struct compare_field *f)
{
	const struct compare_model *m = s->model;

	for (size_t i = 0; i < countof(names); i++)
		if (str_is(f->name, names[i].field))
			return _(names[i].text);
	return str_starts(f->name, STR("field."))
	    ? field_named_word(&m->fields, str_of(f->name.s + 6))
	    : f->name.s;
}

static struct str
shown(const struct compare_field *f, struct str text)
{
	if (str_is(f->name, "state"))
		return str_of(state_word(text));
	return text.len > 0 ? text : STR("-");
}

bool
compare_saves(const struct screen *s, const struct compare_field *f,
    struct str *value)
{
	enum compare_take take = compare_take_of(s, f);

	*value = take == TAKE_MINE ? f->mine
	    : take == TAKE_BEFORE  ? f->before
				   : compare_will_be(s, f);
	return take != TAKE_THEIRS && !str_eq(*value, f->theirs);
}

bool
compare_theirs(const struct screen *s)
{
	const struct compare_model *m = s->model;
	struct str value;

	for (size_t i = 0; i < m->cmp.n; i++)
		if (compare_take_of(s, &m->cmp.v[i]) == TAKE_NOTHING ||
		    compare_saves(s, &m->cmp.v[i], &value))
			return false;
	return true;
}

#define NAME_WIDTH 12
#define WHOLE_ROWS 8 /* at the foot, kept for the values of one row */

static int
value_width(const struct pane *p)
{
	return (p->columns - NAME_WIDTH - 4) / 3;
}

/* Theirs; where they are several, with whose it is. */
static struct str
shown_theirs(const struct screen *s, const struct compare_field *f)
{
	const struct compare_model *m = s->model;
	struct str text = shown(f, f->theirs_text);

	return m->cmp.others == 0 || f->who.len == 0
	    ? text
	    : str_printf(&draw_arena, "%s (%s)", text.s, f->who.s);
}

/* Three columns of values, with the sign of whose change it is between. */
static void
draw_row(const struct screen *s, const struct pane *p, int row,
    const struct compare_field *f, bool here)
{
	static const char *const signs[] = { [COMPARE_MINE] = ">",
		[COMPARE_THEIRS] = "<",
		[COMPARE_SAME] = "=",
		[COMPARE_BOTH] = " " };
	enum look look = here ? LOOK_FOCUS : LOOK_TEXT;
	int width = value_width(p), at = NAME_WIDTH + 2;

	pane_fill(p, row, 0, p->columns, look);
	if (here) {
		pane_text(p, row, 0, look,
		    theme_sign(term_symbols(), SIGN_FOCUS));
		pane_cursor(p, row, 1);
	}
	if (compare_take_of(s, f) == TAKE_NOTHING)
		pane_text(p, row, 1, here ? look : LOOK_LATE,
		    theme_sign(term_symbols(), SIGN_LATE));
	pane_field(p, row, 3, NAME_WIDTH - 2, look, str_of(name_of(s, f)));
	pane_field(p, row, at, width - 3, look, shown(f, f->before_text));
	pane_z(p, row, at + width - 2, look,
	    f->how == COMPARE_MINE ? signs[f->how] : " ");
	pane_field(p, row, at + width, width - 3, look, shown(f, f->mine_text));
	pane_z(p, row, at + 2 * width - 2, look,
	    f->how == COMPARE_MINE ? " " : signs[f->how]);
	pane_field(p, row, at + 2 * width, width - 1, look, shown_theirs(s, f));
}

static void
draw_titles(const struct screen *s, const struct pane *p, int row)
{
	const struct compare_model *m = s->model;
	int width = value_width(p), at = NAME_WIDTH + 2;

	pane_z(p, row, 3, LOOK_LABEL, _("Field"));
	pane_z(p, row, at, LOOK_LABEL, _("Before"));
	pane_z(p, row, at + width, LOOK_LABEL, _("Mine"));
	pane_field(p, row, at + 2 * width, width - 1, LOOK_LABEL,
	    m->cmp.others > 0 ? str_of(_("Theirs")) : m->cmp.who);
}

static const char *
why(const struct screen *s, const struct compare_field *f)
{
	const struct compare_chosen *c = compare_chosen_of(s, f->key, false);
	bool asked = c != NULL && c->take != TAKE_NOTHING;

	if (!asked && f->how == COMPARE_BOTH)
		return _("choose: 1 mine, 2 theirs, 3 as before, e another");
	if (asked)
		return c->take == TAKE_MINE  ? _("mine, as you chose")
		    : c->take == TAKE_THEIRS ? _("theirs, as you chose")
		    : c->take == TAKE_BEFORE ? _("as before, as you chose")
					     : _("as you wrote it");
	return f->how == COMPARE_MINE  ? _("only you changed it")
	    : f->how == COMPARE_THEIRS ? _("only they changed it")
				       : _("both changed it alike");
}

/* One of its values, whole, behind whose it is in `wide` columns. */
static int
draw_value(const struct pane *p, int row, int wide, struct str whose,
    struct str value)
{
	int most = p->rows - row < 4 ? p->rows - row : 4, at = wide + 4;

	if (most <= 0)
		return row;
	pane_field(p, row, 3, wide, LOOK_LABEL, whose);
	return row +
	    pane_wrap(p, row, at, p->columns - at - 1, 0, most, LOOK_TEXT,
		value);
}

static bool
is_cut(const struct screen *s, const struct compare_field *f, int width)
{
	return cell_columns(f->before_text) > width - 3 ||
	    cell_columns(f->mine_text) > width - 3 ||
	    cell_columns(shown_theirs(s, f)) > width - 1;
}

/* The row with the cursor, whole, where its columns are too narrow for it. */
static void
draw_whole(const struct screen *s, const struct compare_field *f,
    const struct pane *p, int row)
{
	const struct compare_model *m = s->model;
	struct pane in = pane_part(p, row, 0, p->rows - 2 - row, p->columns);
	struct str who = f->who.len > 0 ? f->who : m->cmp.who;
	int wide = cell_columns(who), at = 1;

	wide = wide < NAME_WIDTH - 2 ? NAME_WIDTH - 2
	    : wide > 2 * NAME_WIDTH  ? 2 * NAME_WIDTH
				     : wide;
	pane_z(&in, 0, 1, LOOK_HEAD, name_of(s, f));
	if (compare_take_of(s, f) == TAKE_OTHER)
		at = draw_value(&in, at, wide, str_of(_("It will be")),
		    compare_will_be(s, f));
	at = draw_value(&in, at, wide, str_of(_("Before")),
	    shown(f, f->before_text));
	at = draw_value(&in, at, wide, str_of(_("Mine")),
	    shown(f, f->mine_text));
	draw_value(&in, at, wide, who, shown(f, f->theirs_text));
}

/* The reasons stand below each other; the values have what is left. */
static int
why_at(const struct screen *s, const struct pane *p)
{
	const struct compare_model *m = s->model;
	int widest = 0;

	for (size_t i = 0; i < m->cmp.n; i++) {
		const struct compare_field *f = &m->cmp.v[i];
		int wide = cell_columns(str_of(why(s, f)));

		if (compare_take_of(s, f) != TAKE_NOTHING && wide > widest)
			widest = wide;
	}
	return p->columns - 1 - widest;
}

/* A value as it will be saved, and why, in at most so many rows. */
static int
draw_decided(const struct screen *s, const struct pane *p, int row, int most,
    const struct compare_field *f)
{
	int at = why_at(s, p), wide = at - NAME_WIDTH - 4;
	struct str value = shown(f, compare_will_be(s, f));

	pane_z(p, row, at, LOOK_MUTED, why(s, f));
	if (pane_wrapped(wide, value) > most)
		pane_text(p, row + most - 1, at - 2, LOOK_MUTED,
		    theme_sign(term_symbols(), SIGN_MORE));
	return pane_wrap(p, row, NAME_WIDTH + 2, wide, 0, most, LOOK_TEXT,
	    value);
}

static int
draw_will_be(const struct screen *s, const struct pane *p, int row, int most,
    const struct compare_field *f)
{
	struct compare_state *t = s->state;
	struct pane in =
	    pane_part(p, row, NAME_WIDTH + 2, 1, p->columns - NAME_WIDTH - 3);

	pane_field(p, row, 3, NAME_WIDTH - 2, LOOK_LABEL,
	    str_of(name_of(s, f)));
	if (t->writing && screen_picked(s) == f)
		edit_draw(&t->edit, &in, true, false);
	else if (compare_take_of(s, f) == TAKE_NOTHING)
		pane_field(&in, 0, 0, in.columns, LOOK_SOON, str_of(why(s, f)));
	else
		return draw_decided(s, p, row, most, f);
	return 1;
}

/* Whole, as F10 saves it, as long as each has a row. */
static int
draw_outcome(struct screen *s, const struct pane *p, int row, int end)
{
	const struct compare_model *m = s->model;

	pane_z(p, row++, 1, LOOK_HEAD, _("It will be"));
	for (size_t i = 0; i < m->cmp.n && row < end; i++) {
		int most = end - row - (int)(m->cmp.n - i - 1);

		row +=
		    draw_will_be(s, p, row, most > 1 ? most : 1, &m->cmp.v[i]);
	}
	return row;
}

/* What is left to do. */
static void
draw_foot(const struct screen *s, const struct pane *p)
{
	size_t left = compare_undecided(s);
	const char *text = _("All is decided. F10 saves it.");

	if (left > 0)
		text = str_printf(&draw_arena,
		    _("%zu to be decided. Nothing is saved before F10."), left)
			   .s;
	else if (compare_theirs(s))
		text = _("All stays as they saved it. F10 drops what you "
			 "wrote.");
	pane_z(p, p->rows - 1, 1, left > 0 ? LOOK_SOON : LOOK_GOOD, text);
}

/* The time of the last stands first: there is not always room for all names. */
static void
draw_who(const struct compare_model *m, const struct pane *p, msec now)
{
	const char *when = say_when(&draw_arena, m->cmp.at, now).s;

	pane_field(p, 0, 1, p->columns - 2, LOOK_SOON,
	    m->cmp.others > 0
		? str_printf(&draw_arena,
		      _("While you were writing, the last at %s: %s saved "
			"this."),
		      when, m->cmp.who.s)
		: str_printf(&draw_arena,
		      _("%s saved this at %s, while you were writing."),
		      m->cmp.who.s, when));
}

void
compare_draw(struct screen *s, const struct pane *p)
{
	const struct compare_model *m = s->model;
	struct compare_state *t = s->state;
	const struct compare_field *f;
	struct rows rows;
	int most;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	rows = compare_rows(s);
	draw_who(m, p, s->scene.now);
	pane_z(p, 1, 1, LOOK_TEXT,
	    _("Nothing of yours is lost. Choose, and save with F10."));
	draw_titles(s, p, 3);
	most = (p->rows - 8) / 2;
	list_settle(&t->list, rows, most);
	for (int i = 0; i < most && t->list.top + (size_t)i < rows.n; i++) {
		size_t at = t->list.top + (size_t)i;

		draw_row(s, p, 4 + i, &m->cmp.v[at],
		    s->scene.focus && !t->writing && at == t->list.index);
	}
	most = (int)rows.n < most ? (int)rows.n : most;
	f = screen_picked(s);
	if (f == NULL || !is_cut(s, f, value_width(p)))
		(void)draw_outcome(s, p, 5 + most, p->rows - 2);
	else
		draw_whole(s, f, p,
		    draw_outcome(s, p, 5 + most, p->rows - WHOLE_ROWS) + 1);
	draw_foot(s, p);
	arena_reset(&draw_arena);
}
