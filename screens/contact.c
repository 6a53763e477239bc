/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * contact.c - one conversation: who, for how long, what about, what was said.
 */
#include "core/interaction.h"
#include "core/message.h"
#include "screens/screen.h"

struct state {
	struct list list;
};

struct model {
	struct row_interaction_get i;
	struct rows_matter_list matters;
	struct rows_message_of_interaction notes;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	if ((rc = interaction_get(c, a, arg->id, &m->i)) != OK ||
	    (rc = interaction_matters(c, a, arg->id, &m->matters)) != OK ||
	    (rc = message_of_interaction(c, a, arg->id, &m->notes)) != OK)
		return rc;
	*model = m;
	return OK;
}

/* What is said of the time in each state; the one that runs counts on. */
static void
draw_times(const struct model *m, const struct pane *p, int row)
{
	const struct row_interaction_get *i = &m->i;
	const struct {
		const char *label;
		msec span;
	} times[] = {
		{ N_("waited"), i->wait_ms },
		{ N_("talked"), i->talk_ms },
		{ N_("held"), i->hold_ms },
		{ N_("wrap-up"), i->wrap_ms },
	};
	int at = 1;

	for (size_t n = 0; n < countof(times); n++) {
		char text[24];

		clock_span_text(times[n].span, text);
		at += pane_printf(p, row, at, LOOK_LABEL, "%s ",
		    _(times[n].label));
		at += pane_printf(p, row, at, LOOK_TEXT, "%s   ", text);
	}
}

static int
draw_matters(const struct model *m, const struct pane *p, int row)
{
	draw_head(p, row++, false, _("ABOUT"), (int64_t)m->matters.n);
	for (size_t n = 0; n < m->matters.n; n++) {
		const struct row_matter_list *x = &m->matters.v[n];

		pane_field(p, row, 3, p->columns - 20, LOOK_TEXT, x->name);
		if (x->number > 0)
			pane_printf(p, row, p->columns - 14, LOOK_TEXT,
			    "T-%lld", (long long)x->number);
		row++;
	}
	if (m->matters.n == 0)
		pane_z(p, row++, 3, LOOK_MUTED,
		    _("not said yet; F8 asks, or :interaction typify"));
	return row + 1;
}

static void
draw_notes(const struct model *m, const struct pane *p, int row, msec now)
{
	struct arena a = { 0 };

	draw_head(p, row++, true, _("NOTES"), (int64_t)m->notes.n);
	for (size_t n = 0; n < m->notes.n && row < p->rows; n++) {
		const struct row_message_of_interaction *x = &m->notes.v[n];

		pane_printf(p, row, 3, LOOK_MUTED, "%s %s",
		    when_text(&a, x->at, now, STR_NONE).s, x->author_name.s);
		row += 1 +
		    pane_wrap(p, row + 1, 5, p->columns - 8, 0,
			p->rows - row - 1, LOOK_TEXT, x->body);
	}
	if (m->notes.n == 0)
		pane_z(p, row, 3, LOOK_MUTED, _("none; n writes one"));
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct row_interaction_get *i;
	struct arena a = { 0 };

	if (m == NULL) {
		if (s->fault != NULL)
			pane_z(p, 1, 1, LOOK_TEXT, s->fault->text);
		return;
	}
	i = &m->i;
	pane_field(p, 0, 1, p->columns - 30, LOOK_HEAD,
	    i->customer_name.len > 0 ? i->customer_name
		: i->caller.len > 0  ? i->caller
				     : str_of(_("unknown caller")));
	draw_sign(p, 0, p->columns - 14, i->state, 0);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_of(state_word(i->state)));
	pane_printf(p, 1, 1, LOOK_TEXT, "I-%lld   %s %s   %s",
	    (long long)i->number, channel_word(i->channel),
	    str_is(i->direction, "in") ? _("in") : _("out"), i->subject.s);
	pane_right(p, 1, p->columns - 1, LOOK_MUTED,
	    when_text(&a, i->started_at, s->scene.now, STR_NONE));
	draw_times(m, p, 2);
	draw_notes(m, p, draw_matters(m, p, 4), s->scene.now);
	arena_done(&a);
}

static struct subject
subject(const struct screen *s)
{
	const struct model *m = s->model;

	return (struct subject){ .kind = "interaction",
		.id = m->i.id,
		.customer = m->i.customer,
		.interaction = m->i.id };
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;

	if (m == NULL)
		return str_of(_("contact"));
	return m->i.customer_name.len > 0 ? m->i.customer_name : m->i.caller;
}

static const struct key_def keys[] = {
	{ "n", "interaction note", N_("note") },
	{ "p", "interaction hold", N_("hold") },
	{ "P", "interaction resume", N_("take back") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "<F8>", "open wrapup", N_("wrap up") },
	{ "v", "open customer", N_("customer") },
	{ 0 },
};

const struct screen_def screen_contact = {
	.name = "contact",
	.title = N_("Contact"),
	.state_size = sizeof(struct state),
	.watches = "interaction message",
	.keys = keys,
	.load = load,
	.draw = draw,
	.subject = subject,
	.label = label,
};
