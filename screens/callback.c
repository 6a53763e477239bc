/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callback.c - promise a call: when, why, to which number, and who keeps it.
 * Opened over a customer; a contact in progress with them is named as where it
 * was promised.
 */
#include "core/contact.h"
#include "core/customer.h"
#include "core/interaction.h"
#include "screens/proposals.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "ui/layout.h"

struct model {
	struct row_customer_get who;
	struct row_interaction_get contact; /* id none: no contact with them */
	struct rows_contact_list points;
	struct callback_choice when[CALLBACK_CHOICES];
	size_t nwhen;
	struct choice *phones, keepers[2];
	size_t nphones;
	struct rows_callback_rows promised; /* open, to this customer */
};

static const struct field_def fields[] = {
	{ .name = "when",
	    .label = N_("When"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .columns = 24,
	    .hint = N_("a number, +2h, 16:30, tomorrow 10:00"),
	    .check = proposals_check },
	{ .name = "reason",
	    .label = N_("Why"),
	    .kind = FIELD_LINE,
	    .required = true },
	{ .name = "phone",
	    .label = N_("Number"),
	    .kind = FIELD_CHOICE,
	    .columns = 24,
	    .hint = N_("none: the customer's first") },
	{ .name = "keeper",
	    .label = N_("Who calls"),
	    .kind = FIELD_CHOICE,
	    .columns = 24,
	    .hint = N_("none: you") },
	{ 0 },
};

/* ---- loading ------------------------------------------------------------ */

static void
add_phones(struct arena *a, struct model *m)
{
	m->phones = NEWN(a, struct choice, m->points.n);
	for (size_t i = 0; i < m->points.n; i++) {
		const struct row_contact_list *x = &m->points.v[i];
		bool again = false;

		for (size_t k = 0; k < m->nphones; k++)
			again = again || str_eq(m->phones[k].code, x->value);
		if (again || !str_is(x->kind, "phone"))
			continue;
		m->phones[m->nphones] = (struct choice){ .code = x->value,
			.text = say_phone(a, x->value),
			.fold = x->value,
			.number = (int)m->nphones + 1 };
		m->nphones++;
	}
	m->keepers[0] = (struct choice){ .code = STR("me"),
		.text = str_of(_("I")),
		.fold = STR("me"),
		.number = 1 };
	m->keepers[1] = (struct choice){ .code = STR("anybody"),
		.text = str_of(_("whoever of the team is free")),
		.fold = STR("anybody"),
		.number = 2 };
}

static enum err
load_contact(struct core *c, struct arena *a, const struct screen_arg *arg,
    struct model *m)
{
	struct row_interaction_get row;
	enum err rc;

	if (id_none(arg->contact))
		return OK;
	rc = interaction_get(c, a, arg->contact, &row);
	if (rc == OK && id_eq(row.customer, arg->id))
		m->contact = row;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct callback_filter f = { .customer = arg->id };
	struct model *m = NEW(a, struct model);
	enum err rc;

	f.state = f.team = STR_NONE;
	if ((rc = customer_get(c, a, arg->id, &m->who)) != OK ||
	    (rc = contact_list(c, a, arg->id, &m->points)) != OK ||
	    (rc = load_contact(c, a, arg, m)) != OK ||
	    (rc = callback_suggest(c, a, arg->id, m->when, &m->nwhen)) != OK ||
	    (rc = callback_list(c, a, &f, &m->promised)) != OK)
		return rc;
	add_phones(a, m);
	*model = m;
	return OK;
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_own(s);
	const struct model *m = s->model;
	struct sheet *t = s->state;

	form_choices(f, "phone", m->phones, m->nphones);
	form_choices(f, "keeper", m->keepers, countof(m->keepers));
	if (!t->filled && form_empty(f)) {
		form_set(f, "reason",
		    m->contact.subject.len > 0 ? m->contact.subject
					       : str_of(_("as promised")));
		sheet_given(s);
	}
	t->filled = true;
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw_promised(const struct model *m, const struct pane *p, int row, msec now)
{
	struct arena a = { 0 };

	if (m->promised.n == 0 || row + 1 >= p->rows - 1)
		return;
	draw_head(p, row++, false, _("PROMISED ALREADY"),
	    (int64_t)m->promised.n);
	for (size_t i = 0; i < m->promised.n && row < p->rows - 1; i++, row++) {
		const struct row_callback_rows *x = &m->promised.v[i];

		pane_text(p, row, 3, LOOK_TEXT,
		    say_instant(&a, x->due_at, now));
		pane_field(p, row, 22, 24, LOOK_TEXT, x->owner_name);
		pane_field(p, row, 48, p->columns - 49, LOOK_TEXT, x->reason);
	}
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("PROMISE A CALL"), -1);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT, m->who.name);
	row = proposals_draw(s, p, 2, m->when, m->nwhen);
	row = sheet_draw(s, p, row);
	draw_promised(m, p, row + 1, s->scene.now);
}

/* ---- words -------------------------------------------------------------- */

static void
words(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;

	buf_printf(say, "callback add %s", s->arg.id.s);
	say_arg(say, "when", sheet_get(s, "when"));
	say_arg(say, "reason", sheet_get(s, "reason"));
	say_arg(say, "phone", sheet_get(s, "phone"));
	if (str_is(sheet_get(s, "keeper"), "anybody"))
		buf_z(say, " agent=anybody");
	say_arg(say, "contact", str_of(m->contact.id.s));
	say_arg(say, "override", sheet_more(s));
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;

	return m == NULL ? SCREEN_IGNORED
			 : proposals_send(s, k, say, m->when, m->nwhen);
}

static struct subject
subject(const struct screen *s)
{
	return (struct subject){
		.kind = "customer", .id = s->arg.id, .customer = s->arg.id
	};
}

const struct screen_def screen_callback = {
	SHEET(callback, N_("Callback"), fields, "callback add", NULL, words,
	    .more = &sheet_override),
	.of = OF_CUSTOMER,
	.about =
	    N_("A call that is promised: when, about what, to which number. It "
	       "comes to whoever keeps it, on time."),
	SHEET_PLAIN,
	.watches = "callback",
	.keys = SHEET_KEYS(N_("promise it")),
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.subject = subject,
};
