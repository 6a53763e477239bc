/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket.c - one ticket: fields, and the story of it.
 */
#include "core/history.h"
#include "core/message.h"
#include "screens/tickets.h"

/* A line of the story; the id first, as lists want it. */
struct entry {
	struct id id;
	msec at;
	struct str who, what;
	bool words; /* a message, not an event */
	bool public;
};

struct state {
	struct list list;
};

struct model {
	struct row_ticket_get t;
	struct entry *v;
	size_t n;
};

static int
newest(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? 1 : -1;
	return strcmp(y->id.s, x->id.s);
}

static struct entry *
add(struct model *m, struct id id, msec at, struct str who, struct str what)
{
	struct entry *e = &m->v[m->n++];

	*e = (struct entry){ .id = id, .at = at, .who = who, .what = what };
	return e;
}

/* What is said in words has its own entry. */
static bool
is_words(struct str kind)
{
	return str_is(kind, "ticket.note") || str_is(kind, "ticket.reply");
}

/* "priority 3 → 2"; nothing for the fields a new ticket begins with. */
static struct str
change(struct arena *a, const struct history_row *r)
{
	if (r->field.len == 0 || r->old.len == 0)
		return STR_NONE;
	return str_printf(a, "  %s %s → %s", r->field.s, r->old.s,
	    r->new.len > 0 ? r->new.s : "-");
}

/* One entry an event: its changes on one line. */
static void
add_events(struct arena *a, struct model *m, const struct history_rows *h)
{
	struct id id = ID_NONE;

	for (size_t i = 0; i < h->n; i++) {
		const struct history_row *r = &h->v[i];
		struct entry *last = m->n > 0 ? &m->v[m->n - 1] : NULL;

		if (is_words(r->kind))
			continue;
		if (i > 0 && h->v[i - 1].n == r->n && last != NULL) {
			last->what =
			    str_printf(a, "%s%s", last->what.s, change(a, r).s);
			continue;
		}
		snprintf(id.s, sizeof(id.s), "n%lld", (long long)r->n);
		add(m, id, r->at, r->who,
		    str_printf(a, "%s%s", event_word(r->kind), change(a, r).s));
	}
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct rows_message_of_ticket words;
	struct history_rows h;
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = message_of_ticket(c, a, arg->id, &words)) != OK ||
	    (rc = history_list(c, a, "ticket", arg->id, 0, 200, &h)) != OK)
		return rc;
	m->v = NEWN(a, struct entry, words.n + h.n);
	add_events(a, m, &h);
	for (size_t i = 0; i < words.n; i++) {
		struct entry *e = add(m, words.v[i].id, words.v[i].at,
		    words.v[i].author_name, words.v[i].body);

		e->words = true;
		e->public = words.v[i].public != 0;
	}
	qsort(m->v, m->n, sizeof(*m->v), newest);
	*model = m;
	return OK;
}

static void
when(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct entry *e = item;
	struct arena a = { 0 };

	(void)width;
	pane_text(p, row, at, look, when_text(&a, e->at, now, STR_NONE));
	arena_done(&a);
}

static void
who(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct entry *e = item;

	(void)now;
	pane_field(p, row, at, width, look, e->who);
}

static void
what(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct entry *e = item;

	(void)now;
	pane_field(p, row, at, width,
	    e->words || look != LOOK_TEXT ? look : LOOK_MUTED, e->what);
}

static void
seen_by(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct entry *e = item;

	(void)now;
	if (e->words)
		pane_right(p, row, at + width, look,
		    str_of(e->public ? _("public") : _("internal")));
}

static const struct column columns[] = {
	{ "", 10, 0, when },
	{ "", 18, 60, who },
	{ "", 0, 0, what },
	{ "", 8, 70, seen_by },
	{ 0 },
};

static void
draw_fields(const struct model *m, const struct pane *p, msec now)
{
	const struct row_ticket_get *t = &m->t;
	struct arena a = { 0 };
	int at;

	at =
	    1 + pane_printf(p, 0, 1, LOOK_HEAD, "T-%lld", (long long)t->number);
	pane_field(p, 0, at + 2, p->columns - at - 26, LOOK_HEAD, t->subject);
	draw_sign(p, 0, p->columns - 14, t->state, t->priority);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_of(state_word(t->state)));
	pane_printf(p, 1, 1, LOOK_TEXT, _("%s   priority %lld   cycle %lld"),
	    t->typification_name.s, (long long)t->priority,
	    (long long)t->cycle);
	pane_right(p, 1, p->columns - 1, LOOK_TEXT, t->customer_name);
	pane_printf(p, 2, 1, LOOK_MUTED, _("With %s, %s   opened %s by %s"),
	    t->owner_name.len > 0 ? t->owner_name.s : _("nobody"),
	    t->team_name.s, when_text(&a, t->created_at, now, STR_NONE).s,
	    t->created_by_name.s);
	arena_done(&a);
}

/* The row under the cursor, whole, below the list. */
static void
draw_entry(struct screen *s, const struct pane *p, int row)
{
	const struct model *m = s->model;
	const struct state *st = s->state;
	const struct entry *e = list_pick(&st->list, ROWS(m->v, m->n));

	if (e != NULL)
		pane_wrap(p, row, 3, p->columns - 6, 0, p->rows - row,
		    LOOK_TEXT, e->what);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct state *st = s->state;
	int rows = p->rows - 10;
	struct pane in = pane_part(p, 5, 0, rows, p->columns);

	if (m == NULL) {
		if (s->fault != NULL)
			pane_z(p, 1, 1, LOOK_TEXT, s->fault->text);
		return;
	}
	draw_fields(m, p, s->scene.now);
	draw_head(p, 4, true, _("TIMELINE, newest first"), (int64_t)m->n);
	list_draw(&st->list, &in, columns, ROWS(m->v, m->n), s->scene.focus,
	    s->scene.now);
	draw_entry(s, p, 5 + rows + 1);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;
	struct state *st = s->state;

	*rows = ROWS(m->v, m->n);
	return &st->list;
}

static struct subject
subject(const struct screen *s)
{
	const struct model *m = s->model;

	return (struct subject){ .kind = "ticket",
		.id = m->t.id,
		.customer = m->t.customer,
		.interaction = m->t.interaction };
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;
	static char text[32];

	if (m == NULL)
		return str_of(_("ticket"));
	snprintf(text, sizeof(text), "T-%lld", (long long)m->t.number);
	return str_of(text);
}

static void
done(struct screen *s)
{
	list_done(&((struct state *)s->state)->list);
}

static const struct key_def keys[] = {
	{ "t", "ticket start", N_("take") },
	{ "n", "ticket note", N_("note") },
	{ "i", "ticket reply", N_("inform") },
	{ "r", "ticket resolve", N_("resolve") },
	{ "a", "ticket assign", N_("assign") },
	{ "p", "ticket park", N_("park") },
	{ "C", "ticket close", N_("close") },
	{ "R", "ticket reopen", N_("reopen") },
	{ "e", "ticket edit", NULL },
	{ "l", "open customer", N_("customer") },
	{ 0 },
};

const struct screen_def screen_ticket = {
	.name = "ticket",
	.title = N_("Ticket"),
	.state_size = sizeof(struct state),
	.watches = "ticket message",
	.keys = keys,
	.load = load,
	.draw = draw,
	.subject = subject,
	.list = list,
	.label = label,
	.done = done,
};
