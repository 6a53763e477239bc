/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history.c - who did what to a ticket, a contact or a customer, and when; the
 * event under the cursor is shown whole.
 */
#include "core/history.h"
#include "core/customer.h"
#include "core/interaction.h"
#include "core/message.h"
#include "core/ticket.h"
#include "screens/say.h"
#include "screens/screen.h"
#include "ui/layout.h"

#define PAGE 200 /* events read at once */

/* An event and its values; the id first, as lists want it. */
struct entry {
	struct id id;
	const struct history_row *first;
	size_t n;	/* rows */
	size_t changes; /* of them, said in `what` */
	struct str what;
};

struct state {
	struct list list;
	char want[24]; /* how many events: arg.text */
};

struct model {
	struct str name; /* of the thing */
	struct history_rows rows;
	struct entry *v;
	size_t n;
	bool more;
};

/* ---- loading ------------------------------------------------------------ */

static void
group(struct arena *a, struct model *m)
{
	const struct history_rows *h = &m->rows;

	m->v = NEWN(a, struct entry, h->n);
	for (size_t i = 0; i < h->n; i++) {
		struct entry *e = m->n > 0 ? &m->v[m->n - 1] : NULL;
		struct str change = event_change(a, &h->v[i]);

		if (e == NULL || e->first->n != h->v[i].n) {
			e = &m->v[m->n++];
			e->first = &h->v[i];
			snprintf(e->id.s, sizeof(e->id.s), "n%lld",
			    (long long)h->v[i].n);
			e->what = str_of(event_word(h->v[i].kind));
		}
		e->n++;
		if (change.len > 0)
			e->what = str_printf(a, "%s%s %s", e->what.s,
			    e->changes++ > 0 ? "," : ":", change.s);
	}
}

/* What it is the history of, by asking for each kind. */
static enum err
find_thing(struct core *c, struct arena *a, struct id id, const char **kind,
    struct str *name)
{
	struct row_ticket_get t;
	struct row_customer_get w;
	struct row_interaction_get i;
	enum err rc;

	if ((rc = ticket_get(c, a, id, &t)) == OK) {
		*kind = "ticket";
		*name = str_printf(a, "T-%lld  %s", (long long)t.number,
		    t.subject.s);
	} else if ((rc = customer_get(c, a, id, &w)) == OK) {
		*kind = "customer";
		*name = w.name;
	} else if ((rc = interaction_get(c, a, id, &i)) == OK) {
		*kind = "interaction";
		*name = str_printf(a, "I-%lld  %s", (long long)i.number,
		    i.customer_name.s);
	}
	return rc;
}

/* ---- a thing that came without events ------------------------------------ */

static void
add_made(struct model *m, msec at, struct str who, struct str what)
{
	struct history_row *r = &m->rows.v[m->rows.n++];
	struct entry *e = &m->v[m->n];

	*r = (struct history_row){ .at = at, .recorded_at = at, .who = who };
	*e = (struct entry){ .first = r, .n = 1, .what = what };
	snprintf(e->id.s, sizeof(e->id.s), "m%zu", m->n++);
}

static int
newest(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	return (a->first->at < b->first->at) - (a->first->at > b->first->at);
}

/* A ticket that was loaded in bulk: its own instants and what was written. */
static enum err
tell_ticket(struct core *c, struct arena *a, struct id id, struct model *m)
{
	struct rows_message_of_ticket words;
	struct row_ticket_get t;
	enum err rc;

	if ((rc = ticket_get(c, a, id, &t)) != OK ||
	    (rc = message_of_ticket(c, a, id, &words)) != OK)
		return rc;
	m->rows.v = NEWN(a, struct history_row, words.n + 3);
	m->v = NEWN(a, struct entry, words.n + 3);
	if (t.closed_at > 0)
		add_made(m, t.closed_at, t.owner_name, str_of(_("closed it")));
	if (t.resolved_at > 0)
		add_made(m, t.resolved_at, t.owner_name,
		    str_of(_("resolved it")));
	for (size_t i = words.n; i-- > 0;)
		add_made(m, words.v[i].at,
		    words.v[i].author_name.len > 0 ? words.v[i].author_name
			: str_is(words.v[i].direction, "in")
			? str_of(_("the customer"))
			: STR_NONE,
		    words.v[i].body);
	add_made(m, t.created_at, t.created_by_name, str_of(_("opened it")));
	qsort(m->v, m->n, sizeof(*m->v), newest);
	return OK;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	const char *kind = NULL;
	int64_t want = PAGE;
	enum err rc;

	if (arg->text.len > 0 && !str_int(arg->text, &want))
		want = PAGE;
	if ((rc = find_thing(c, a, arg->id, &kind, &m->name)) != OK ||
	    (rc = history_list(c, a, kind, arg->id, 0, want, &m->rows)) != OK)
		return rc;
	group(a, m);
	if (m->n == 0 && strcmp(kind, "ticket") == 0 &&
	    (rc = tell_ticket(c, a, arg->id, m)) != OK)
		return rc;
	m->more = (int64_t)m->n >= want;
	*model = m;
	return OK;
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static void
when(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct entry *e = item;

	(void)width;
	pane_text(p, row, at, look,
	    say_instant(&draw_arena, e->first->at, now));
}

static void
who(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct history_row *r = ((const struct entry *)item)->first;

	(void)now;
	pane_field(p, row, at, width, look,
	    r->who.len > 0 ? r->who : str_of(_("the program")));
}

static void
what(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look, ((const struct entry *)item)->what);
}

static const struct column columns[] = {
	{ N_("When"), 18, 0, when },
	{ N_("Who"), 20, 60, who },
	{ N_("What"), 0, 0, what },
	{ 0 },
};

/* ---- the event in full --------------------------------------------------- */

static const struct entry *
picked(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *t = s->state;

	return m != NULL ? list_pick(&t->list, ROWS(m->v, m->n)) : NULL;
}

/* As the log has it: nothing is put into other words. */
static void
whole(const struct entry *e, struct buf *b)
{
	char at[CLOCK_ISO], recorded[CLOCK_ISO];
	const struct history_row *r = e->first;

	if (r->n == 0) {
		buf_str(b, e->what);
		return;
	}
	buf_printf(b, "%s %lld   %s\n", _("Event"), (long long)r->n, r->kind.s);
	buf_printf(b, "%s %s\n", _("Happened"), clock_iso(r->at, at));
	buf_printf(b, "%s %s\n", _("Recorded"),
	    clock_iso(r->recorded_at, recorded));
	buf_printf(b, "%s %s", _("By"),
	    r->who.len > 0 ? r->who.s : _("the program"));
	if (r->real.len > 0)
		buf_printf(b, " (%s)", r->real.s);
	buf_printf(b, "\n%s %lld\n\n", _("Version"), (long long)r->version);
	for (size_t i = 0; i < e->n && r[i].field.len > 0; i++)
		buf_printf(b, "%s.%s\n   - %s\n   + %s\n", r[i].entity.s,
		    r[i].field.s, r[i].old.s, r[i].new.s);
}

static void
draw_whole(const struct screen *s, const struct pane *p)
{
	const struct entry *e = picked(s);
	struct buf b = { 0 };

	if (e == NULL)
		return;
	whole(e, &b);
	draw_head(p, 0, false, _("THE EVENT"), -1);
	pane_wrap(p, 1, 2, p->columns - 3, 0, p->rows - 1, LOOK_TEXT,
	    buf_view(&b));
	buf_done(&b);
}

/* ---- the screen --------------------------------------------------------- */

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct pane side[LAYOUT_COLUMNS], in;
	size_t n = layout_columns(p, SHAPE_LIST, side);
	bool one = n == 1;
	int rows = one ? p->rows - 3 : p->rows - 1;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(&side[0], 0, true, _("HISTORY"), (int64_t)m->n);
	pane_field(&side[0], 0, 12, side[0].columns - 22, LOOK_TEXT, m->name);
	in = pane_part(&side[0], 1, 0, rows, side[0].columns);
	list_draw(&t->list, &in, columns, ROWS(m->v, m->n), s->scene.focus,
	    s->scene.now);
	if (m->n == 0)
		draw_empty(p, 3, _("Nothing was written down yet."),
		    _("Esc goes back"));
	if (one && picked(s) != NULL)
		pane_wrap(p, p->rows - 2, 3, p->columns - 5, 0, 2, LOOK_MUTED,
		    picked(s)->what);
	else if (!one)
		draw_whole(s, &side[1]);
	arena_reset(&draw_arena);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->v, m->n);
	return &((struct state *)s->state)->list;
}

/* At the last row older events are read. */
static bool
wants_more(const struct screen *s, const struct key *k)
{
	const struct model *m = s->model;
	const struct state *t = s->state;

	return (k->code == 'j' || k->code == KEY_DOWN || k->code == KEY_PGDN ||
		   k->code == 'G' || k->code == KEY_END) &&
	    m->more && t->list.index + 1 >= m->n;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	if (m == NULL)
		return SCREEN_IGNORED;
	if (wants_more(s, k)) {
		snprintf(t->want, sizeof(t->want), "%zu", m->n + PAGE);
		s->arg.text = str_of(t->want);
		return SCREEN_RELOAD;
	}
	if (k->code != KEY_ENTER || picked(s) == NULL)
		return SCREEN_IGNORED;
	buf_z(say, "open text ");
	whole(picked(s), say);
	return SCREEN_SAY;
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;

	return m != NULL ? m->name : str_of(_("History"));
}

static void
done(struct screen *s)
{
	list_done(&((struct state *)s->state)->list);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("the event as it is kept") },
	{ "<PgDn>", "move page-down", N_("older") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_history = {
	.name = "history",
	.title = N_("History"),
	.state_size = sizeof(struct state),
	.watches = "ticket message customer interaction",
	.keys = keys,
	.load = load,
	.draw = draw,
	.list = list,
	.key = key,
	.label = label,
	.done = done,
};
