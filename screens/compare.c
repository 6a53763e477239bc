/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compare.c - somebody saved first: before, mine and theirs beside each other.
 * What decides itself is said; what does not is asked, field by field; F10
 * saves what stands below. arg.text is the change that was refused, as JSON:
 * entity, id, version, command, fields [[name, value]…].
 */
#include "core/compare.h"

#include "base/json.h"
#include "screens/say.h"
#include "screens/sheet.h"

enum take { NOTHING, MINE, THEIRS, BEFORE, OTHER };

struct chosen {
	struct id key;
	enum take take;
	char other[512];
};

struct state {
	struct list list;
	struct chosen v[16];
	size_t n;
	bool writing; /* another value of the row with the cursor */
	struct edit edit;
};

struct model {
	struct compare cmp;
	struct str command, id;
};

static struct arena draw_arena; /* emptied at each draw */

/* ---- loading ------------------------------------------------------------ */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	const struct json *fields;
	struct pair *mine;
	struct json *j;
	struct id id;
	size_t n;
	enum err rc;

	if ((rc = json_parse(arg->text, &j, &c->fault)) != OK)
		return rc;
	fields = json_get(j, "fields");
	n = json_len(fields);
	mine = NEWN(a, struct pair, n);
	for (size_t i = 0; i < n; i++) {
		const struct json *one = json_at(fields, i);

		mine[i].name = str_copy(a, json_str(json_at(one, 0)));
		mine[i].value = str_copy(a, json_str(json_at(one, 1)));
	}
	m->command = str_copy(a, json_str(json_get(j, "command")));
	m->id = str_copy(a, json_str(json_get(j, "id")));
	rc = id_parse(m->id, &id)
	    ? compare_get(c, a, str_copy(a, json_str(json_get(j, "entity"))).s,
		  id, json_int(json_get(j, "version")), mine, n, &m->cmp)
	    : fail(&c->fault, ERR_INVALID, _("this is no change to compare"));
	json_free(j);
	if (rc == OK)
		*model = m;
	return rc;
}

static struct rows
rows_of(const struct screen *s)
{
	const struct model *m = s->model;

	return ROWS(m->cmp.v, m->cmp.n);
}

/* ---- what was chosen ---------------------------------------------------- */

static struct chosen *
chosen_of(const struct screen *s, struct id key, bool make)
{
	struct state *t = s->state;

	for (size_t i = 0; i < t->n; i++)
		if (id_eq(t->v[i].key, key))
			return &t->v[i];
	if (!make || t->n == countof(t->v))
		return NULL;
	t->v[t->n] = (struct chosen){ .key = key };
	return &t->v[t->n++];
}

static enum take
take_of(const struct screen *s, const struct compare_field *f)
{
	const struct chosen *c = chosen_of(s, f->key, false);

	if (c != NULL && c->take != NOTHING)
		return c->take;
	switch (f->how) {
	case COMPARE_MINE:
		return MINE;
	case COMPARE_BOTH:
		return NOTHING;
	default:
		return THEIRS;
	}
}

static size_t
undecided(const struct screen *s)
{
	const struct model *m = s->model;
	size_t n = 0;

	for (size_t i = 0; i < m->cmp.n; i++)
		n += take_of(s, &m->cmp.v[i]) == NOTHING;
	return n;
}

/* The value that will be there, as people read it. */
static struct str
will_be(const struct screen *s, const struct compare_field *f)
{
	switch (take_of(s, f)) {
	case MINE:
		return f->mine_text;
	case BEFORE:
		return f->before_text;
	case OTHER:
		return str_of(chosen_of(s, f->key, false)->other);
	case THEIRS:
		return f->theirs_text;
	default:
		return STR_NONE;
	}
}

/* The cursor begins where something is asked. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	for (size_t i = 0; i < m->cmp.n && id_none(t->list.at); i++)
		if (m->cmp.v[i].how == COMPARE_BOTH) {
			t->list.at = m->cmp.v[i].key;
			t->list.index = i;
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
name_of(const struct compare_field *f)
{
	for (size_t i = 0; i < countof(names); i++)
		if (str_is(f->name, names[i].field))
			return _(names[i].text);
	return str_starts(f->name, STR("field.")) ? f->name.s + 6 : f->name.s;
}

static struct str
shown(const struct compare_field *f, struct str text)
{
	if (str_is(f->name, "state"))
		return str_of(state_word(text));
	return text.len > 0 ? text : STR("-");
}

#define NAME_WIDTH 12

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
	int width = (p->columns - NAME_WIDTH - 4) / 3, at = NAME_WIDTH + 2;

	pane_fill(p, row, 0, p->columns, look);
	if (here) {
		pane_text(p, row, 0, look,
		    theme_sign(term_symbols(), SIGN_FOCUS));
		pane_cursor(p, row, 1);
	}
	if (take_of(s, f) == NOTHING)
		pane_text(p, row, 1, here ? look : LOOK_LATE,
		    theme_sign(term_symbols(), SIGN_LATE));
	pane_field(p, row, 3, NAME_WIDTH - 2, look, str_of(name_of(f)));
	pane_field(p, row, at, width - 3, look, shown(f, f->before_text));
	pane_z(p, row, at + width - 2, look,
	    f->how == COMPARE_MINE ? signs[f->how] : " ");
	pane_field(p, row, at + width, width - 3, look, shown(f, f->mine_text));
	pane_z(p, row, at + 2 * width - 2, look,
	    f->how == COMPARE_MINE ? " " : signs[f->how]);
	pane_field(p, row, at + 2 * width, width - 1, look,
	    shown(f, f->theirs_text));
}

static void
draw_titles(const struct screen *s, const struct pane *p, int row)
{
	const struct model *m = s->model;
	int width = (p->columns - NAME_WIDTH - 4) / 3, at = NAME_WIDTH + 2;

	pane_z(p, row, 3, LOOK_LABEL, _("Field"));
	pane_z(p, row, at, LOOK_LABEL, _("Before"));
	pane_z(p, row, at + width, LOOK_LABEL, _("Mine"));
	pane_field(p, row, at + 2 * width, width - 1, LOOK_LABEL, m->cmp.who);
}

static const char *
why(const struct screen *s, const struct compare_field *f)
{
	const struct chosen *c = chosen_of(s, f->key, false);
	bool asked = c != NULL && c->take != NOTHING;

	if (!asked && f->how == COMPARE_BOTH)
		return _("choose: 1 mine, 2 theirs, 3 as before, e another");
	if (asked)
		return c->take == MINE	? _("mine, as you chose")
		    : c->take == THEIRS ? _("theirs, as you chose")
		    : c->take == BEFORE ? _("as before, as you chose")
					: _("as you wrote it");
	return f->how == COMPARE_MINE  ? _("only you changed it")
	    : f->how == COMPARE_THEIRS ? _("only they changed it")
				       : _("both changed it alike");
}

static int
draw_outcome(struct screen *s, const struct pane *p, int row)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	pane_z(p, row++, 1, LOOK_HEAD, _("It will be"));
	for (size_t i = 0; i < m->cmp.n && row < p->rows - 2; i++, row++) {
		const struct compare_field *f = &m->cmp.v[i];
		bool here = t->writing && screen_picked(s) == f;
		int half = p->columns / 2 - NAME_WIDTH;

		pane_field(p, row, 3, NAME_WIDTH - 2, LOOK_LABEL,
		    str_of(name_of(f)));
		if (here) {
			struct pane in = pane_part(p, row, NAME_WIDTH + 2, 1,
			    p->columns - NAME_WIDTH - 3);

			edit_draw(&t->edit, &in, true, false);
			continue;
		}
		if (take_of(s, f) == NOTHING) {
			pane_field(p, row, NAME_WIDTH + 2,
			    p->columns - NAME_WIDTH - 3, LOOK_SOON,
			    str_of(why(s, f)));
			continue;
		}
		pane_field(p, row, NAME_WIDTH + 2, half, LOOK_TEXT,
		    shown(f, will_be(s, f)));
		pane_field(p, row, NAME_WIDTH + 3 + half,
		    p->columns - NAME_WIDTH - half - 4, LOOK_MUTED,
		    str_of(why(s, f)));
	}
	return row;
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct rows rows;
	size_t left;
	int most;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	rows = rows_of(s);
	pane_field(p, 0, 1, p->columns - 2, LOOK_SOON,
	    str_printf(&draw_arena,
		m->cmp.others > 0 ? _("%s and others saved this, last at %s, "
				      "while you were writing.")
				  : _("%s saved this at %s, while you were "
				      "writing."),
		m->cmp.who.len > 0 ? m->cmp.who.s : _("Somebody"),
		say_when(&draw_arena, m->cmp.at, s->scene.now).s));
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
	draw_outcome(s, p, 5 + most);
	left = undecided(s);
	pane_z(p, p->rows - 1, 1, left > 0 ? LOOK_SOON : LOOK_GOOD,
	    left > 0 ? str_printf(&draw_arena,
			   _("%zu to be decided. Nothing is saved before F10."),
			   left)
			   .s
		     : _("All is decided. F10 saves it."));
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	*rows = rows_of(s);
	return &((struct state *)s->state)->list;
}

/* What I chose against what is there now, as the words of the same command. */
static enum screen_key
save(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	size_t n = 0;

	if (undecided(s) > 0)
		return screen_tell(say,
		    _("A field is not decided yet: the row with ! asks."));
	buf_printf(say, "%s %s", m->command.s, m->id.s);
	for (size_t i = 0; i < m->cmp.n; i++) {
		const struct compare_field *f = &m->cmp.v[i];
		enum take take = take_of(s, f);
		struct str value = take == MINE ? f->mine
		    : take == BEFORE		? f->before
						: will_be(s, f);

		if (take == THEIRS || str_eq(value, f->theirs))
			continue;
		n++;
		if (str_starts(f->name, STR("field.")))
			say_arg(say, "field",
			    str_printf(&draw_arena, "%s=%s", f->name.s + 6,
				value.s));
		else
			say_arg(say, f->name.s, value);
	}
	buf_printf(say, " version=%lld", (long long)m->cmp.version);
	if (n > 0)
		return SCREEN_SAY;
	buf_reset(say);
	return screen_tell(say,
	    _("All is as they saved it: nothing of yours is left to save. Esc "
	      "goes back to what you wrote."));
}

static enum screen_key
choose(struct screen *s, enum take take, struct buf *say)
{
	const struct compare_field *f = screen_picked(s);
	struct chosen *c;
	struct rows rows = rows_of(s);

	if (f == NULL)
		return SCREEN_IGNORED;
	if (!f->asked)
		return screen_tell(say,
		    _("Only they changed this, and you did not: it stays as "
		      "they left it."));
	if (take == BEFORE && say_veiled(f->before))
		return screen_tell(say,
		    _("You may not see what was there before."));
	if ((c = chosen_of(s, f->key, true)) == NULL)
		return screen_tell(say,
		    _("Too many fields to decide at once."));
	c->take = take;
	list_move(&((struct state *)s->state)->list, rows, 1);
	return SCREEN_TAKEN;
}

static enum screen_key
write_other(struct screen *s, struct buf *say)
{
	const struct compare_field *f = screen_picked(s);
	struct state *t = s->state;

	if (f == NULL || !f->asked)
		return choose(s, OTHER, say);
	if (str_is(f->name, "typification"))
		return screen_tell(say,
		    _("A type is chosen in the form: Esc goes back to it."));
	edit_set(&t->edit, f->mine);
	t->edit.max = sizeof(t->v[0].other) - 1;
	t->writing = true;
	return SCREEN_TAKEN;
}

/* Enter keeps what was written; Esc gives it up. */
static enum screen_key
writing_key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct compare_field *f = screen_picked(s);
	struct state *t = s->state;
	struct chosen *c;

	if (k->code == KEY_ESC || f == NULL) {
		t->writing = false;
		return SCREEN_TAKEN;
	}
	if (k->code != KEY_ENTER && k->code != KEY_F(10))
		return box_key(&t->edit, k, say);
	t->writing = false;
	if ((c = chosen_of(s, f->key, true)) == NULL)
		return screen_tell(say,
		    _("Too many fields to decide at once."));
	snprintf(c->other, sizeof(c->other), "%s", edit_text(&t->edit).s);
	c->take = c->other[0] != '\0' ? OTHER : NOTHING;
	return SCREEN_TAKEN;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (t->writing)
		return writing_key(s, k, say);
	switch (k->code) {
	case '1':
		return choose(s, MINE, say);
	case '2':
		return choose(s, THEIRS, say);
	case '3':
		return choose(s, BEFORE, say);
	case 'e':
		return write_other(s, say);
	case KEY_F(10):
	case KEY_CTRL('S'):
		return save(s, say);
	default:
		return SCREEN_IGNORED;
	}
}

static bool
typing(const struct screen *s)
{
	return ((const struct state *)s->state)->writing;
}

/* Ctrl-T: nothing else is written here. */
static struct edit *
other_edit(struct screen *s)
{
	struct state *t = s->state;

	return t->writing ? &t->edit : NULL;
}

/* ---- the draft ---------------------------------------------------------- */

static void
draft(const struct screen *s, struct buf *out)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	struct json *o, *rows;

	if (m == NULL || (t->n == 0 && !t->writing))
		return;
	o = json_object_new();
	rows = json_array_new();
	json_set_int(o, "version", m->cmp.version);
	for (size_t i = 0; i < t->n; i++) {
		struct json *row = json_object_new();

		json_set_str(row, "field", str_of(t->v[i].key.s));
		json_set_int(row, "take", (int64_t)t->v[i].take);
		json_set_str(row, "other", str_of(t->v[i].other));
		json_push(rows, row);
	}
	json_set(o, "rows", rows);
	if (t->writing)
		box_draft(o, "writing", &t->edit);
	json_print(o, out, false);
	json_free(o);
}

static void
chosen_back(struct screen *s, const struct json *row)
{
	int64_t take = json_int(json_get(row, "take"));
	struct chosen *c;
	struct id key;

	if (take <= NOTHING || take > OTHER ||
	    !id_parse(json_str(json_get(row, "field")), &key) ||
	    (c = chosen_of(s, key, true)) == NULL)
		return;
	c->take = (enum take)take;
	snprintf(c->other, sizeof(c->other), "%s",
	    json_str(json_get(row, "other")).s);
}

/* What was decided about an older version decides nothing about a newer. */
static void
undraft(struct screen *s, struct str text)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	const struct json *rows;
	struct json *o;

	if (m == NULL || json_parse(text, &o, NULL) != OK)
		return;
	rows = json_get(o, "rows");
	if (json_int(json_get(o, "version")) == m->cmp.version) {
		for (size_t i = 0; i < json_len(rows); i++)
			chosen_back(s, json_at(rows, i));
		t->edit.max = sizeof(t->v[0].other) - 1;
		t->writing = box_undraft(o, "writing", &t->edit);
	}
	json_free(o);
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	list_done(&t->list);
	edit_done(&t->edit);
}

static const struct key_def keys[] = {
	{ "1", "", N_("mine") },
	{ "2", "", N_("theirs") },
	{ "3", "", N_("as before") },
	{ "e", "", N_("another") },
	{ "<F10>", "", N_("save") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_compare = {
	.name = "compare",
	.title = N_("Somebody saved first"),
	.about = N_("Somebody saved first: choose field by field between "
		    "theirs, yours and what was before."),
	.of = OF_TICKET,
	.once = true,
	.state_size = sizeof(struct state),
	.watches = "ticket customer",
	.unfiltered = true,
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.list = list,
	.key = key,
	.typing = typing,
	.edit = other_edit,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
