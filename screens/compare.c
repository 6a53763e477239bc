/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * compare.c - somebody saved first: before, mine and theirs beside each other.
 * What decides itself is said; what does not is asked, field by field; F10
 * saves what stands below. arg.text is the change that was refused, as JSON:
 * entity, id, version, command, fields [[name, value]…].
 */
#include "screens/compare_draw.h"

#include "base/json.h"
#include "screens/say.h"

/* ---- loading ------------------------------------------------------------ */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct compare_model *m = NEW(a, struct compare_model);
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
	if (rc == OK && str_starts(m->command, STR("ticket")))
		rc = field_named(c, a, STR("ticket"), &m->fields);
	if (rc == OK)
		*model = m;
	return rc;
}

/* The cursor begins where something is asked. */
static void
loaded(struct screen *s)
{
	const struct compare_model *m = s->model;
	struct compare_state *t = s->state;

	for (size_t i = 0; i < m->cmp.n && !t->placed; i++)
		if (m->cmp.v[i].how == COMPARE_BOTH) {
			t->list.at = m->cmp.v[i].key;
			t->list.index = i;
			t->placed = true;
		}
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	*rows = compare_rows(s);
	return &((struct compare_state *)s->state)->list;
}

/* What I chose against what is there now, as the words of the same command. */
static void
say_mine(const struct screen *s, struct buf *say)
{
	const struct compare_model *m = s->model;
	struct arena a = { 0 };
	struct str value;

	for (size_t i = 0; i < m->cmp.n; i++) {
		const struct compare_field *f = &m->cmp.v[i];

		if (!compare_saves(s, f, &value))
			continue;
		if (str_starts(f->name, STR("field.")))
			say_arg(say, "field",
			    str_printf(&a, "%s=%s", f->name.s + 6, value.s));
		else
			say_arg(say, f->name.s, value);
	}
	arena_done(&a);
}

static enum screen_key
save(struct screen *s, struct buf *say)
{
	const struct compare_model *m = s->model;

	if (compare_undecided(s) > 0)
		return screen_tell(say,
		    _("A field is not decided yet: the row with ! asks."));
	if (compare_theirs(s)) {
		buf_z(say, "theirs");
		return SCREEN_SAY;
	}
	buf_printf(say, "%s %s", m->command.s, m->id.s);
	say_mine(s, say);
	buf_printf(say, " version=%lld", (long long)m->cmp.version);
	return SCREEN_SAY;
}

static enum screen_key
choose(struct screen *s, enum compare_take take, struct buf *say)
{
	const struct compare_field *f = screen_picked(s);
	struct compare_chosen *c;
	struct rows rows = compare_rows(s);

	if (f == NULL)
		return SCREEN_IGNORED;
	if (!f->asked)
		return screen_tell(say,
		    _("Only they changed this, and you did not: it stays as "
		      "they left it."));
	if (take == TAKE_BEFORE && say_veiled(f->before))
		return screen_tell(say,
		    _("You may not see what was there before."));
	if ((c = compare_chosen_of(s, f->key, true)) == NULL)
		return screen_tell(say,
		    _("Too many fields to decide at once."));
	c->take = take;
	list_move(&((struct compare_state *)s->state)->list, rows, 1);
	return SCREEN_TAKEN;
}

/* What was written there before goes on. */
static struct str
begun(const struct screen *s, const struct compare_field *f)
{
	const struct compare_chosen *c = compare_chosen_of(s, f->key, false);

	return c != NULL && c->other[0] != '\0' ? str_of(c->other) : f->mine;
}

static enum screen_key
write_other(struct screen *s, struct buf *say)
{
	const struct compare_field *f = screen_picked(s);
	struct compare_state *t = s->state;

	if (f == NULL || !f->asked)
		return choose(s, TAKE_OTHER, say);
	if (str_is(f->name, "typification"))
		return screen_tell(say,
		    _("A type is chosen in the form: Esc goes back to it."));
	edit_set(&t->edit, begun(s, f));
	t->edit.max = sizeof(t->v[0].other) - 1;
	t->writing = true;
	return SCREEN_TAKEN;
}

/* Enter takes what was written; Esc leaves it for the next `e`. */
static enum screen_key
writing_key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct compare_field *f = screen_picked(s);
	struct compare_state *t = s->state;
	struct compare_chosen *c;

	if (f != NULL && k->code != KEY_ESC && k->code != KEY_ENTER &&
	    k->code != KEY_F(10))
		return box_key(&t->edit, k, say);
	t->writing = false;
	if (f == NULL)
		return SCREEN_TAKEN;
	if ((c = compare_chosen_of(s, f->key, true)) == NULL)
		return screen_tell(say,
		    _("Too many fields to decide at once."));
	snprintf(c->other, sizeof(c->other), "%s", edit_text(&t->edit).s);
	if (k->code != KEY_ESC)
		c->take = c->other[0] != '\0' ? TAKE_OTHER : TAKE_NOTHING;
	return SCREEN_TAKEN;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct compare_state *t = s->state;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (t->writing)
		return writing_key(s, k, say);
	switch (k->code) {
	case '1':
		return choose(s, TAKE_MINE, say);
	case '2':
		return choose(s, TAKE_THEIRS, say);
	case '3':
		return choose(s, TAKE_BEFORE, say);
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
	return ((const struct compare_state *)s->state)->writing;
}

/* Ctrl-T: nothing else is written here. */
static struct edit *
other_edit(struct screen *s)
{
	struct compare_state *t = s->state;

	return t->writing ? &t->edit : NULL;
}

/* ---- the draft ---------------------------------------------------------- */

static void
draft(const struct screen *s, struct buf *out)
{
	const struct compare_model *m = s->model;
	const struct compare_state *t = s->state;
	struct json *o, *rows;

	if (m == NULL || (t->n == 0 && !t->writing))
		return;
	o = json_object_new();
	rows = json_array_new();
	json_set_str(o, "id", m->id);
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

static const struct compare_field *
field_of(const struct screen *s, struct str key)
{
	const struct compare_model *m = s->model;

	for (size_t i = 0; i < m->cmp.n; i++)
		if (str_is(key, m->cmp.v[i].key.s))
			return &m->cmp.v[i];
	return NULL;
}

static void
chosen_back(struct screen *s, const struct json *row)
{
	const struct compare_field *f =
	    field_of(s, json_str(json_get(row, "field")));
	int64_t take = json_int(json_get(row, "take"));
	struct compare_chosen *c;

	if (take < TAKE_NOTHING || take > TAKE_OTHER || f == NULL ||
	    (c = compare_chosen_of(s, f->key, true)) == NULL)
		return;
	c->take = (enum compare_take)take;
	snprintf(c->other, sizeof(c->other), "%s",
	    json_str(json_get(row, "other")).s);
}

/* What was decided about an older version decides nothing about a newer. */
static void
undraft(struct screen *s, struct str text)
{
	const struct compare_model *m = s->model;
	struct compare_state *t = s->state;
	const struct json *rows;
	struct json *o;

	if (m == NULL || json_parse(text, &o, NULL) != OK)
		return;
	rows = json_get(o, "rows");
	if (json_int(json_get(o, "version")) == m->cmp.version &&
	    str_eq(json_str(json_get(o, "id")), m->id)) {
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
	struct compare_state *t = s->state;

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

/* Digits and letters are text in another value. */
static const struct key_def writing_keys[] = {
	{ "<Enter>", "", N_("take this") },
	{ "<Esc>", "", N_("back") },
	{ 0 },
};

static const struct key_def *
line_keys(const struct screen *s)
{
	return typing(s) ? writing_keys : keys;
}

const struct screen_def screen_compare = {
	.name = "compare",
	.title = N_("Somebody saved first"),
	.about = N_("Somebody saved first: choose field by field between "
		    "theirs, yours and what was before."),
	.of = OF_TICKET,
	.once = true,
	.state_size = sizeof(struct compare_state),
	.watches = "ticket customer",
	.unfiltered = true,
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.loaded = loaded,
	.draw = compare_draw,
	.list = list,
	.key = key,
	.typing = typing,
	.edit = other_edit,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
