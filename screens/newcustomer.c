/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * newcustomer.c - a customer who is not there yet: the name and how to reach
 * them. What was looked for is filled in where it belongs, and who may be the
 * same is told while it is written. A contact in progress with nobody becomes
 * theirs in the same breath.
 */
#include "base/utf8.h"
#include "core/interaction.h"
#include "core/rut.h"
#include "core/search.h"
#include "screens/hits.h"
#include "screens/say.h"
#include "screens/sheet.h"

enum { ALIKE = 5, NUMBER = 6 /* digits from which a text is a telephone */ };

struct state {
	struct sheet sheet;
	size_t at; /* the field with the focus when it was last looked */
};

struct model {
	struct row_interaction_get contact; /* with nobody; or id none */
	struct customer_hits alike;
	struct choice kinds[2];
};

static bool
rut_fits(struct str text, struct fault *why)
{
	return text.len == 0 || rut_right(text, why);
}

static bool
phone_fits(struct str text, struct fault *why)
{
	return text.len == 0 || phone_right(text, why);
}

static const struct field_def fields[] = {
	{ .name = "name",
	    .label = N_("Name"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .hint = N_("given names and family names; or of the company") },
	{ .name = "rut",
	    .label = N_("RUT"),
	    .kind = FIELD_LINE,
	    .columns = 20,
	    .check = rut_fits,
	    .hint = N_("12.345.678-5, written in any way") },
	{ .name = "phone",
	    .label = N_("Phone"),
	    .kind = FIELD_LINE,
	    .columns = 20,
	    .check = phone_fits,
	    .hint = N_("nine digits, or + and all of them") },
	{ .name = "email", .label = N_("E-mail"), .kind = FIELD_LINE },
	{ .name = "kind",
	    .label = N_("Kind"),
	    .kind = FIELD_CHOICE,
	    .columns = 20,
	    .rows = 2,
	    .hint = N_("none: a person") },
	{ 0 },
};

/* ---- loading ------------------------------------------------------------ */

static enum err
load_contact(struct core *c, struct arena *a, struct id id, struct model *m)
{
	struct row_interaction_get row;
	enum err rc;

	if (id_none(id))
		return OK;
	rc = interaction_get(c, a, id, &row);
	if (rc == OK && id_none(row.customer))
		m->contact = row;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = load_contact(c, a, arg->contact, m);

	m->kinds[0] = (struct choice){ .code = STR("person"),
		.text = str_of(meant(NC_("customer", "a person"))),
		.number = 1 };
	m->kinds[1] = (struct choice){ .code = STR("company"),
		.text = str_of(meant(NC_("customer", "a company"))),
		.number = 2 };
	if (rc == OK && arg->text.len > 1)
		rc = customer_find(c, a, arg->text, ALIKE, &m->alike);
	*model = m;
	return rc;
}

/* ---- filling ------------------------------------------------------------ */

/* What was looked for says by its look which field it is. */
static const char *
field_of(struct arena *a, struct str text)
{
	char out[RUT_MAX];

	if (memchr(text.s, '@', text.len) != NULL)
		return "email";
	if (rut_parse(text, out) || rut_mistaken(text, out))
		return "rut";
	return phone_digits(a, text).len >= NUMBER ? "phone" : "name";
}

static void
fill(struct screen *s, struct form *f)
{
	const struct model *m = s->model;
	struct str text = s->arg.text;
	struct arena a = { 0 };
	const char *name;

	if (m->contact.caller.len > 0)
		form_set(f, "phone", say_phone(&a, m->contact.caller));
	if (text.len > 0) {
		name = field_of(&a, text);
		/* "álvaro soto", typed to look, is written as a name is. */
		form_set(f, name,
		    strcmp(name, "name") == 0 ? utf8_capital(&a, text, true)
					      : text);
	}
	arena_done(&a);
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_own(s);
	const struct model *m = s->model;
	struct state *t = s->state;

	form_choices(f, "kind", m->kinds, countof(m->kinds));
	if (!t->sheet.filled && form_empty(f)) {
		fill(s, f);
		sheet_given(s);
	}
	t->sheet.filled = true;
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw_alike(const struct model *m, const struct pane *p, int row)
{
	struct arena a = { 0 };

	if (m->alike.n == 0 || row + 1 >= p->rows - 2)
		return;
	draw_head(p, row++, false,
	    _("IS IT ONE OF THESE? Esc, and Enter on it"), (int64_t)m->alike.n);
	for (size_t i = 0; i < m->alike.n && row < p->rows - 2; i++, row++) {
		const struct customer_hit *h = &m->alike.v[i];

		pane_field(p, row, 1, 34, LOOK_TEXT, h->name);
		pane_field(p, row, 36, 17, LOOK_TEXT, say_phone(&a, h->phone));
		pane_field(p, row, 54, p->columns - 55, LOOK_MUTED,
		    hit_reason(&a, h));
	}
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct arena a = { 0 };
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("NEW CUSTOMER"), -1);
	if (!id_none(m->contact.id))
		pane_right(p, 0, p->columns - 1, LOOK_TEXT,
		    str_of(_("becomes who you are talking with")));
	row = sheet_draw(s, p, 2);
	if (row < p->rows - 2)
		row += pane_wrap(p, row, 15, p->columns - 16, 0, 2, LOOK_MUTED,
		    sheet_will(&a, s));
	draw_alike(m, p, row + 1);
	arena_done(&a);
}

/* ---- words -------------------------------------------------------------- */

static void
words(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;

	buf_z(say, "customer create");
	say_fields(say, &((struct state *)s->state)->sheet.form);
	if (!id_none(m->contact.id))
		buf_printf(say, "%cinteraction attach %s customer=%s", SAY_NEXT,
		    m->contact.id.s, SAY_MADE);
}

/* A field that was left is looked for: they may be there already. */
static enum screen_key
look(struct screen *s)
{
	static const char *const by[] = { "rut", "phone", "email", "name" };
	struct state *t = s->state;
	struct str text = STR_NONE;

	for (size_t i = 0; i < countof(by) && text.len == 0; i++)
		text = sheet_get(s, by[i]);
	s->arg.text = text;
	if (t->at == t->sheet.form.at)
		return SCREEN_TAKEN;
	t->at = t->sheet.form.at;
	return SCREEN_RELOAD;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	enum screen_key did = sheet_send(s, k, say);

	return did == SCREEN_TAKEN ? look(s) : did;
}

const struct screen_def screen_newcustomer = {
	SHEET(newcustomer, N_("New customer"), fields, "customer create", NULL,
	    words),
	.about =
	    N_("A customer who is not there yet. With a contact in progress "
	       "with nobody, it is theirs at once; F10 makes them."),
	.unfiltered = true,
	.state_size = sizeof(struct state),
	.keys = SHEET_KEYS(N_("make the customer")),
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.undraft = sheet_undraft,
	.done = sheet_done,
};
