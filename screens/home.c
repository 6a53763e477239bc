/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * home.c - my day: what I have open, and the contacts I had today.
 */
#include "core/interaction.h"
#include "screens/tickets.h"

struct state {
	struct list list;
};

struct model {
	struct rows_ticket_rows tickets;
	struct rows_interaction_rows contacts;
	int64_t today;
	msec talk;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct ticket_filter t = { .states = STR("undone"), .owner = c->me.id };
	struct interaction_filter i = { .owner = c->me.id, .limit = 200 };
	struct model *m = NEW(a, struct model);
	msec day = clock_now(c->clock) - HOURS(14);
	enum err rc;

	(void)arg;
	t.team = t.typification = STR_NONE;
	i.states = i.channel = i.queue = STR_NONE;
	if ((rc = ticket_list(c, a, &t, &m->tickets)) != OK ||
	    (rc = interaction_list(c, a, &i, &m->contacts)) != OK)
		return rc;
	for (size_t n = 0; n < m->contacts.n; n++)
		if (m->contacts.v[n].started_at > day) {
			m->today++;
			m->talk += m->contacts.v[n].talk_ms;
		}
	*model = m;
	return OK;
}

static void
draw_contacts(const struct model *m, const struct pane *p, int row, msec now)
{
	struct arena a = { 0 };

	draw_head(p, row, false, _("MY LAST CONTACTS"), (int64_t)m->contacts.n);
	for (size_t i = 0; i < m->contacts.n && row + 1 + (int)i < p->rows - 2;
	     i++) {
		const struct row_interaction_rows *x = &m->contacts.v[i];
		int at = row + 1 + (int)i;

		pane_text(p, at, 3, LOOK_TEXT,
		    when_text(&a, x->started_at, now, STR_NONE));
		pane_field(p, at, 14, 10, LOOK_TEXT,
		    str_of(channel_word(x->channel)));
		pane_field(p, at, 25, 26, LOOK_TEXT,
		    x->customer_name.len > 0 ? x->customer_name : x->caller);
		pane_field(p, at, 52, p->columns - 53, LOOK_MUTED,
		    x->subject.len > 0 ? x->subject : x->outcome);
	}
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int rows = (p->rows - 6) / 2, n;
	struct state *st = s->state;
	struct pane in;
	char mean[24];

	if (m == NULL)
		return;
	n = (int)m->tickets.n < rows ? (int)m->tickets.n : rows;
	in = pane_part(p, 1, 0, n > 0 ? n : 1, p->columns);
	draw_head(p, 0, true, _("MY OPEN TICKETS"), (int64_t)m->tickets.n);
	if (m->tickets.n == 0)
		pane_z(p, 1, 3, LOOK_MUTED,
		    _("None is yours. F3 shows what "
		      "waits for your team; t takes one."));
	list_draw(&st->list, &in, ticket_columns,
	    ROWS(m->tickets.v, m->tickets.n), s->scene.focus, s->scene.now);
	draw_contacts(m, p, 3 + (n > 0 ? n : 1), s->scene.now);
	clock_span_text(m->today > 0 ? m->talk / m->today : 0, mean);
	pane_printf(p, p->rows - 1, 1, LOOK_MUTED,
	    _("MY DAY   %lld contacts   talking %s on average"),
	    (long long)m->today, mean);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->tickets.v, m->tickets.n);
	return &((struct state *)s->state)->list;
}

static struct subject
subject(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *st = s->state;

	return ticket_subject(list_pick(&st->list,
	    ROWS(m->tickets.v, m->tickets.n)));
}

static void
done(struct screen *s)
{
	list_done(&((struct state *)s->state)->list);
}

static const struct key_def keys[] = {
	{ "<Enter>", "open ticket", N_("open") },
	{ "n", "ticket note", N_("note") },
	{ "r", "ticket resolve", N_("resolve") },
	{ 0 },
};

const struct screen_def screen_home = {
	.name = "home",
	.title = N_("Home"),
	.state_size = sizeof(struct state),
	.watches = "ticket interaction",
	.keys = keys,
	.load = load,
	.draw = draw,
	.list = list,
	.subject = subject,
	.done = done,
};
