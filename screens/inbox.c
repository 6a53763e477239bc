/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox.c - what waits for me and my team; what may be done about it is
 * decided in core/.
 */
#include "base/utf8.h"
#include "screens/tickets.h"

struct inbox {
	struct list list;
};

struct model {
	struct rows_ticket_rows all, shown;
};

/* Every word typed is in the subject, the customer or the number. */
static bool
fits(struct arena *a, const struct row_ticket_rows *t, struct str filter)
{
	struct str hay = utf8_fold(a,
	    str_printf(a, "t-%lld %s %s %s %s", (long long)t->number,
		t->subject.s, t->customer_name.s, t->typification_name.s,
		t->state.s));
	struct str rest = utf8_fold(a, filter), word;

	while (str_next(a, &rest, ' ', &word))
		if (strstr(hay.s, word.s) == NULL)
			return false;
	return true;
}

static int
urgency(const struct row_ticket_rows *t)
{
	if (str_is(t->state, "new") || str_is(t->state, "open"))
		return (int)t->priority;
	return str_is(t->state, "referred") ? 5 : 6;
}

static int
by_urgency(const void *a, const void *b)
{
	const struct row_ticket_rows *x = a, *y = b;
	int d = urgency(x) - urgency(y);

	if (d == 0)
		d = x->created_at < y->created_at
		    ? -1
		    : x->created_at > y->created_at;
	return d != 0 ? d : strcmp(x->id.s, y->id.s);
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct ticket_filter f = { .states = STR("undone"), .limit = 500 };
	struct model *m = NEW(a, struct model);
	enum err rc;

	f.team = f.typification = STR_NONE;
	if ((rc = ticket_list(c, a, &f, &m->all)) != OK)
		return rc;
	m->shown.v = NEWN(a, struct row_ticket_rows, m->all.n);
	for (size_t i = 0; i < m->all.n; i++)
		if (fits(a, &m->all.v[i], arg->text))
			m->shown.v[m->shown.n++] = m->all.v[i];
	qsort(m->shown.v, m->shown.n, sizeof(*m->shown.v), by_urgency);
	*model = m;
	return OK;
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);
	struct inbox *b = s->state;

	draw_head(p, 0, false,
	    _("Inbox: mine and my team's, most urgent first"),
	    m != NULL ? (int64_t)m->shown.n : -1);
	if (m == NULL)
		return;
	if (m->shown.n == 0)
		draw_empty(p, 3,
		    s->arg.text.len > 0
			? _("No open ticket fits the filter.")
			: _("No open tickets: nothing waits for you."),
		    _("/ changes the filter, F2 finds a customer"));
	list_draw(&b->list, &in, ticket_columns, ROWS(m->shown.v, m->shown.n),
	    s->scene.focus, s->scene.now);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;
	struct inbox *b = s->state;

	*rows = ROWS(m->shown.v, m->shown.n);
	return &b->list;
}

static struct subject
subject(const struct screen *s)
{
	const struct model *m = s->model;
	const struct inbox *b = s->state;

	return ticket_subject(list_pick(&b->list,
	    ROWS(m->shown.v, m->shown.n)));
}

static void
done(struct screen *s)
{
	list_done(&((struct inbox *)s->state)->list);
}

static const struct key_def keys[] = {
	{ "<Enter>", "open ticket", N_("open") },
	{ "t", "ticket start", N_("take") },
	{ "n", "ticket note", N_("note") },
	{ "r", "ticket resolve", N_("resolve") },
	{ "a", "ticket assign", N_("assign") },
	{ "C", "ticket close", NULL },
	{ "R", "ticket reopen", NULL },
	{ "p", "ticket park", N_("park") },
	{ "/", "filter", N_("filter") },
	{ 0 },
};

const struct screen_def screen_inbox = {
	.name = "inbox",
	.title = N_("Inbox"),
	.state_size = sizeof(struct inbox),
	.watches = "ticket",
	.keys = keys,
	.load = load,
	.draw = draw,
	.subject = subject,
	.list = list,
	.done = done,
};
