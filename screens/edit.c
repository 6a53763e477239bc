/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edit.c - a ticket's type, subject, priority, and what its type asks for, as
 * they are kept. Another type brings its own fields; only what was changed is
 * said.
 */
#include "screens/around.h"
#include "screens/needs.h"
#include "screens/say.h"

struct state {
	struct sheet sheet;
	struct needs needs;
	struct arena arena; /* of what was read into the form */
	int64_t version;    /* the ticket's then; 0: nothing yet */
	struct pair *was;   /* what each field had then */
	size_t nwas;
};

struct model {
	struct row_ticket_get t;
	struct rows_field_value_list has;
	struct rows_message_of_ticket said;
	struct types types;
	struct choice *priorities;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = ticket_fields(c, a, arg->id, &m->has)) != OK ||
	    (rc = message_of_ticket(c, a, arg->id, &m->said)) != OK ||
	    (rc = types_load(c, a, &m->types)) != OK)
		return rc;
	types_keep(a, &m->types, m->t.typification, m->t.typification_name);
	m->priorities = around_priorities(a);
	*model = m;
	return OK;
}

/* ---- what it had -------------------------------------------------------- */

static struct str
priority_code(const struct model *m)
{
	return m->t.priority >= 1 && m->t.priority <= AROUND_PRIORITIES
	    ? m->priorities[m->t.priority - 1].code
	    : STR_NONE;
}

static void
had(struct state *t, const char *name, struct str value)
{
	t->was[t->nwas++] = (struct pair){ str_copy(&t->arena, str_of(name)),
		str_copy(&t->arena, value) };
}

static struct pair *
was(const struct state *t, const char *name)
{
	for (size_t i = 0; i < t->nwas; i++)
		if (str_is(t->was[i].name, name))
			return &t->was[i];
	return NULL;
}

static struct str
was_value(const struct state *t, const char *name)
{
	const struct pair *p = was(t, name);

	return p != NULL ? p->value : STR_NONE;
}

static void
remember(struct state *t, const struct model *m)
{
	t->was = NEWN(&t->arena, struct pair, m->has.n + 3);
	had(t, "typification", m->t.typification);
	had(t, "subject", m->t.subject);
	had(t, "priority", priority_code(m));
	for (size_t i = 0; i < m->has.n; i++)
		had(t, str_printf(&t->arena, "field.%s", m->has.v[i].field.s).s,
		    m->has.v[i].text);
	t->sheet.base = t->version = m->t.version;
}

/* ---- the fields --------------------------------------------------------- */

static const struct field_def edit_fields[] = {
	SHEET_CHOICE("typification", N_("Type"), 0, 0),
	{ .name = "subject",
	    .label = N_("Subject"),
	    .kind = FIELD_LINE,
	    .required = true },
	SHEET_CHOICE("priority", N_("Priority"), 0, 0),
	{ 0 },
};

/* A type that is out of use asks for nothing: its fields are those that the
 * ticket has. */
static size_t
add_had(const struct screen *s, struct need *v, size_t n)
{
	const struct model *m = s->model;

	if (types_leaf(&m->types, m->t.typification) != NULL)
		return n;
	for (size_t i = 0; i < m->has.n && n < NEEDS_MOST; i++) {
		const struct row_field_named *f =
		    types_field(&m->types, m->has.v[i].field);

		if (f != NULL)
			v[n++] = (struct need){ f, false };
	}
	return n;
}

/* What may not be seen is not written over. What the type always lacked holds
 * up no other change; only another type asks for it. */
static size_t
sift(const struct screen *s, struct need *v, size_t n)
{
	const struct state *t = s->state;
	bool same = str_eq(needs_type(s), was_value(t, "typification"));
	size_t k = 0;

	n = same ? add_had(s, v, n) : n;
	for (size_t i = 0; i < n; i++) {
		struct arena a = { 0 };
		struct str kept = was_value(t,
		    str_printf(&a, "field.%s", v[i].field->id.s).s);

		arena_done(&a);
		v[i].required = v[i].required && (!same || kept.len > 0);
		if (!say_veiled(kept))
			v[k++] = v[i];
	}
	return k;
}

/* The choice is no longer one: it stays as it is until another is taken. */
static void
fill(struct state *t, const char *name)
{
	struct pair *p = was(t, name);

	if (p == NULL)
		return;
	form_set(&t->sheet.form, name, p->value);
	if (form_get(&t->sheet.form, name).len == 0)
		p->value = STR_NONE;
}

/* The fields of the type that is chosen. */
static void
fit(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	needs_begin(&t->needs);
	t->needs.sift = sift;
	needs_refit(&t->needs, s, &m->types, edit_fields, 2, edit_fields + 2,
	    1);
	form_choices(&t->sheet.form, "priority", m->priorities,
	    AROUND_PRIORITIES);
}

/* Those that come have what the ticket had in them. */
static void
refit(struct screen *s)
{
	struct state *t = s->state;
	struct form *f = &t->sheet.form;
	const char *before[FORM_FIELDS];
	size_t n = f->n;

	for (size_t i = 0; i < n; i++)
		before[i] = f->v[i].def->name;
	fit(s);
	for (size_t i = 0; i < f->n; i++) {
		const char *name = f->v[i].def->name;
		size_t k = 0;

		while (k < n && strcmp(before[k], name) != 0)
			k++;
		if (k == n)
			fill(t, name);
	}
}

static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct form *f = sheet_own(s);
	bool first = t->version == 0;

	if (first) {
		remember(t, m);
		for (const struct field_def *d = edit_fields; d->name; d++)
			form_set(f, d->name, was_value(t, d->name));
		f->at = 1;
	}
	refit(s);
	if (first)
		sheet_given(s);
	(void)needs_undraft(&t->needs, s, refit);
}

/* ---- keys --------------------------------------------------------------- */

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;
	enum screen_key got = sheet_send(s, k, say);

	if (s->model == NULL || !needs_changed(&t->needs, s))
		return got;
	refit(s);
	if (got != SCREEN_SAY || needs_right(s))
		return got;
	buf_reset(say); /* sent with the type: what that asks for comes first */
	t->sheet.wrong = true;
	return SCREEN_TAKEN;
}

/* Against what was read into the form, however often the ticket was saved by
 * others since. Of an older draft that is not known: all is said, and what
 * nobody changed is told from the log. */
static void
words(struct screen *s, struct buf *say)
{
	const struct state *t = s->state;
	const struct form *f = &t->sheet.form;
	bool known = t->sheet.base == t->version;
	struct arena a = { 0 };

	buf_printf(say, "ticket edit %s", s->arg.id.s);
	for (size_t i = 0; i < f->n; i++) {
		const char *name = f->v[i].def->name;
		struct str value = form_get(f, name);
		struct str old = was_value(t, name);

		if (known ? str_eq(value, old) : value.len + old.len == 0)
			continue;
		if (str_starts(str_of(name), STR("field.")))
			say_arg(say, "field",
			    str_printf(&a, "%s=%s", name + 6, value.s));
		else
			say_arg(say, name, value);
	}
	arena_done(&a);
	buf_printf(say, " version=%lld", (long long)t->sheet.base);
}

/* ---- the screen --------------------------------------------------------- */

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	row = around_will(s, p, &m->t, &m->said, &in);
	around_below(p, &in, row + 2, &m->said, s->scene.now);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct state *t = s->state;

	if (s->model == NULL) {
		sheet_undraft(s, draft);
		return;
	}
	needs_later(&t->needs, draft);
	loaded(s);
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	sheet_done(s);
	needs_done(&t->needs);
	arena_done(&t->arena);
}

const struct screen_def screen_edit = {
	SHEET(edit, N_("Edit"), edit_fields, "ticket edit",
	    N_("Only what you change is saved."), words),
	.of = OF_TICKET,
	.state_size = sizeof(struct state),
	.watches = "ticket message",
	.keys = SHEET_KEYS(N_("save")),
	.may = around_may_edit,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.label = around_label,
	.undraft = undraft,
	.done = done,
};
