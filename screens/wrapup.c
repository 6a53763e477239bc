/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrapup.c - close the contact with the right code, in four keys.
 */
#include "base/utf8.h"
#include "core/interaction.h"
#include "core/typification.h"
#include "screens/screen.h"

struct state {
	struct form form;
	bool begun;
};

struct model {
	struct row_interaction_get i;
	struct rows_matter_list matters;
	struct choice *types, *outcomes;
	size_t ntypes, noutcomes;
};

static const struct {
	const char *code, *text;
} outcomes[] = {
	{ "resolved", N_("Resolved in this contact") },
	{ "pending", N_("Left in progress") },
	{ "referred", N_("Referred to another team") },
	{ "not-for-us", N_("Not for us, or wrong number") },
	{ "cut-off", N_("Cut off") },
	{ "no-answer", N_("Nobody answered") },
};

static const struct field_def fields[] = {
	{ .name = "outcome",
	    .label = N_("Outcome"),
	    .kind = FIELD_CHOICE,
	    .required = true },
	{ .name = "typification",
	    .label = N_("Type"),
	    .kind = FIELD_CHOICE,
	    .hint = N_("what it was about: code, words or number") },
	{ .name = "note",
	    .label = N_("Note"),
	    .kind = FIELD_LINES,
	    .rows = 4,
	    .max = 20000 },
	{ 0 },
};

static struct form *
form_of(struct screen *s)
{
	struct state *t = s->state;

	if (!t->begun)
		form_init(&t->form, fields);
	t->begun = true;
	return &t->form;
}

static void
choice(struct arena *a, struct choice *c, struct str code, struct str text,
    int number)
{
	c->code = code;
	c->text = text;
	c->fold = utf8_fold(a, text);
	c->number = number < 10 ? number : 0;
}

static enum err
add_choices(struct core *c, struct arena *a, struct model *m)
{
	struct rows_typification_list rows;
	enum err rc = typification_list(c, a, false, &rows);

	if (rc != OK)
		return rc;
	m->outcomes = NEWN(a, struct choice, countof(outcomes));
	for (; m->noutcomes < countof(outcomes); m->noutcomes++)
		choice(a, &m->outcomes[m->noutcomes],
		    str_of(outcomes[m->noutcomes].code),
		    str_of(_(outcomes[m->noutcomes].text)),
		    (int)m->noutcomes + 1);
	m->types = NEWN(a, struct choice, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].leaf) {
			choice(a, &m->types[m->ntypes], rows.v[i].code,
			    str_printf(a, "%s  %s", rows.v[i].code.s,
				rows.v[i].name.s),
			    (int)m->ntypes + 1);
			m->ntypes++;
		}
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = interaction_get(c, a, arg->id, &m->i)) != OK ||
	    (rc = interaction_matters(c, a, arg->id, &m->matters)) != OK ||
	    (rc = add_choices(c, a, m)) != OK)
		return rc;
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	const struct model *m = s->model;

	form_choices(form_of(s), "outcome", m->outcomes, m->noutcomes);
	form_choices(form_of(s), "typification", m->types, m->ntypes);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in = pane_part(p, 3, 1, p->rows - 5, p->columns - 2);

	draw_head(p, 0, false, _("WRAP UP THE CONTACT"), -1);
	if (m != NULL) {
		pane_right(p, 0, p->columns - 1, LOOK_TEXT, m->i.customer_name);
		for (size_t i = 0; i < m->matters.n && i < 1; i++)
			pane_printf(p, 1, 3, LOOK_MUTED, _("about %s"),
			    m->matters.v[i].name.s);
	}
	form_draw(form_of(s), &in, 14);
	pane_z(p, p->rows - 1, 1, LOOK_MUTED,
	    _("F10 saves the note, the type and the outcome, and closes."));
}

static void
words(struct screen *s, struct buf *say)
{
	const struct form *f = form_of(s);
	struct str note = form_get(f, "note");
	struct str type = form_get(f, "typification");

	if (note.len > 0) {
		buf_printf(say, "interaction note %s text=\"", s->arg.id.s);
		for (size_t i = 0; i < note.len; i++) {
			if (note.s[i] == '"' || note.s[i] == '\\')
				buf_c(say, '\\');
			buf_c(say, note.s[i]);
		}
		buf_printf(say, "\"%c", SAY_NEXT);
	}
	if (type.len > 0)
		buf_printf(say, "interaction typify %s typification=%s%c",
		    s->arg.id.s, type.s, SAY_NEXT);
	buf_printf(say, "interaction close %s outcome=%s", s->arg.id.s,
	    form_get(f, "outcome").s);
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
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("save and close") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_wrapup = {
	.name = "wrapup",
	.title = N_("Wrap up"),
	.once = true,
	.state_size = sizeof(struct state),
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.typing = typing,
	.done = done,
};
