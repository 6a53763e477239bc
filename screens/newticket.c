/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * newticket.c - the fewest fields that make a good ticket.
 */
#include "base/utf8.h"
#include "core/customer.h"
#include "core/typification.h"
#include "screens/screen.h"

struct newticket {
	struct form form;
	bool begun;
};

struct model {
	struct row_customer_get who;
	struct choice *types;
	size_t ntypes;
};

static bool
is_priority(struct str s, struct fault *why)
{
	if (s.len == 1 && s.s[0] >= '1' && s.s[0] <= '4')
		return true;
	fail(why, ERR_INVALID, _("1 to 4"));
	return false;
}

static const struct field_def fields[] = {
	{ .name = "typification",
	    .label = N_("Type"),
	    .kind = FIELD_CHOICE,
	    .required = true,
	    .hint = N_("code, words or number") },
	{ .name = "subject",
	    .label = N_("Subject"),
	    .kind = FIELD_LINE,
	    .required = true },
	{ .name = "body",
	    .label = N_("Detail"),
	    .kind = FIELD_LINES,
	    .rows = 4,
	    .max = 20000 },
	{ .name = "priority",
	    .label = N_("Priority"),
	    .kind = FIELD_LINE,
	    .hint = N_("the type proposes it"),
	    .max = 1,
	    .check = is_priority },
	{ 0 },
};

static struct form *
form_of(struct screen *s)
{
	struct newticket *t = s->state;

	if (!t->begun)
		form_init(&t->form, fields);
	t->begun = true;
	return &t->form;
}

static enum err
add_types(struct core *c, struct arena *a, struct model *m)
{
	struct rows_typification_list rows;
	enum err rc = typification_list(c, a, false, &rows);

	if (rc != OK)
		return rc;
	m->types = NEWN(a, struct choice, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		struct choice *t = &m->types[m->ntypes];
		struct str path;

		if (!rows.v[i].leaf)
			continue;
		rc = typification_path(c, a, rows.v[i].code, &path);
		if (rc != OK)
			return rc;
		t->code = rows.v[i].code;
		t->text = str_printf(a, "%s  %s", rows.v[i].code.s, path.s);
		t->fold = utf8_fold(a, t->text);
		t->number = (int)++m->ntypes < 10 ? (int)m->ntypes : 0;
	}
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = customer_get(c, a, arg->id, &m->who)) != OK)
		return rc;
	if ((rc = add_types(c, a, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	const struct model *m = s->model;

	form_choices(form_of(s), "typification", m->types, m->ntypes);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in = pane_part(p, 2, 1, p->rows - 4, p->columns - 2);

	draw_head(p, 0, false, _("NEW TICKET"), -1);
	if (m != NULL)
		pane_right(p, 0, p->columns - 1, LOOK_TEXT, m->who.name);
	form_draw(form_of(s), &in, 14);
	pane_z(p, p->rows - 1, 1, LOOK_MUTED,
	    _("* needed. The type asks for the rest."));
}

static void
quoted(struct buf *b, const char *name, struct str s)
{
	buf_printf(b, " %s=\"", name);
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] == '"' || s.s[i] == '\\')
			buf_c(b, '\\');
		buf_c(b, s.s[i]);
	}
	buf_c(b, '"');
}

static void
words(struct screen *s, struct buf *say)
{
	const struct form *f = form_of(s);

	buf_printf(say, "ticket create customer=%s typification=%s",
	    s->arg.id.s, form_get(f, "typification").s);
	quoted(say, "subject", form_get(f, "subject"));
	if (form_get(f, "body").len > 0)
		quoted(say, "body", form_get(f, "body"));
	if (form_get(f, "priority").len > 0)
		buf_printf(say, " priority=%s", form_get(f, "priority").s);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	switch (form_key(form_of(s), k, 60)) {
	case FORM_SEND:
		words(s, say);
		return SCREEN_SAY;
	case FORM_IGNORED:
		return SCREEN_IGNORED;
	default:
		return SCREEN_TAKEN;
	}
}

static bool
typing(const struct screen *s)
{
	(void)s;
	return true;
}

static void
done(struct screen *s)
{
	form_done(form_of(s));
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("take") },
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("create") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_newticket = {
	.name = "newticket",
	.title = N_("New ticket"),
	.once = true,
	.state_size = sizeof(struct newticket),
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.typing = typing,
	.done = done,
};
