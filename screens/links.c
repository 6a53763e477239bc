/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * links.c - what a ticket belongs to; and joining it into another of the same
 * customer, with the promises that survive said before it is done.
 */
#include "core/link.h"
#include "screens/around.h"
#include "screens/column.h"
#include "screens/owed.h"
#include "screens/peek.h"
#include "screens/say.h"

struct state {
	struct list list;
};

static struct arena draw_arena; /* emptied at each draw */

static void
draw_ticket(const struct row_ticket_get *t, const struct pane *p,
    const char *title)
{
	draw_head(p, 0, false, title, -1);
	pane_printf(p, 1, 1, LOOK_HEAD, "T-%lld", (long long)t->number);
	pane_field(p, 1, 10, p->columns - 32, LOOK_TEXT, t->subject);
	pane_right(p, 1, p->columns - 1, LOOK_TEXT,
	    str_of(state_word(t->state)));
}

/* ---- links -------------------------------------------------------------- */

/* A row of the list: its id comes first. */
struct link_row {
	struct id id;
	const struct row_link_list *x;
};

struct links {
	struct row_ticket_get t;
	struct rows_link_list all;
	struct link_row *v;
};

static enum err
links_load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct links *m = NEW(a, struct links);
	enum err rc;

	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK ||
	    (rc = link_list(c, a, arg->id, &m->all)) != OK)
		return rc;
	m->v = NEWN(a, struct link_row, m->all.n);
	for (size_t i = 0; i < m->all.n; i++)
		m->v[i] = (struct link_row){ m->all.v[i].id, &m->all.v[i] };
	*model = m;
	return OK;
}

static void
says(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_link_list *x = ((const struct link_row *)item)->x;

	(void)now;
	pane_field(p, row, at, width, look,
	    str_of(link_says(x->kind, x->forth != 0)));
}

static void
number(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_link_list *x = ((const struct link_row *)item)->x;

	(void)now;
	pane_field(p, row, at, width, look,
	    str_printf(&draw_arena, "T-%lld", (long long)x->number));
}

COLUMN_TEXT(subject_of, struct link_row, x->subject)

static void
state_of(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look,
	    str_of(state_word(((const struct link_row *)item)->x->state)));
}

static const struct column link_columns[] = {
	{ "", 22, 0, says },
	{ "", 9, 0, number },
	{ "", 0, 0, subject_of },
	{ "", 14, 60, state_of },
	{ 0 },
};

static void
links_draw(struct screen *s, const struct pane *p)
{
	const struct links *m = s->model;
	struct pane in = pane_part(p, 3, 0, p->rows - 3, p->columns);

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_ticket(&m->t, p, _("WHAT IT BELONGS TO"));
	if (m->all.n == 0)
		draw_empty(&in, 0, _("It stands alone."),
		    _("J joins it into another of the customer; :link add "
		      "says how it belongs to one."));
	else
		screen_rows(s, &in, link_columns);
	arena_reset(&draw_arena);
}

static struct list *
links_list(struct screen *s, struct rows *rows)
{
	const struct links *m = s->model;

	*rows = ROWS(m->v, m->all.n);
	return &((struct state *)s->state)->list;
}

/* Of a join and of a part that was split off the link is the least: the whole
 * of it is taken back. */
static void
take_away(const struct links *m, const struct link_row *r, struct buf *say)
{
	bool whole =
	    str_is(r->x->kind, "merged") || str_is(r->x->kind, "split");

	if (whole && r->x->event > 0)
		buf_printf(say, "undo event=%lld", (long long)r->x->event);
	else
		buf_printf(say, "link drop %s to=%s kind=%s", m->t.id.s,
		    r->id.s, r->x->kind.s);
}

static enum screen_key
links_key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct links *m = s->model;
	const struct link_row *r = screen_picked(s);

	if (m != NULL && k->code == 'J') {
		buf_printf(say, "open join %s", m->t.id.s);
		return SCREEN_SAY;
	}
	if (m == NULL || (k->code != KEY_ENTER && k->code != 'x'))
		return SCREEN_IGNORED;
	if (r == NULL)
		return screen_tell(say, _("There is no link here."));
	if (k->code == KEY_ENTER)
		buf_printf(say, "open ticket %s", r->id.s);
	else
		take_away(m, r, say);
	return SCREEN_SAY;
}

static const struct key_def links_keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "x", "", N_("take the link away") },
	{ "J", "", N_("join") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

/* The first two are for a link. */
static const struct key_def *
links_line(const struct screen *s)
{
	return screen_picked(s) == NULL ? links_keys + 2 : links_keys;
}

const struct screen_def screen_links = {
	.name = "links",
	.title = N_("Links"),
	.about = N_("What this ticket belongs to: parts, causes, the same "
		    "thing told twice. Joining shows which promise survives."),
	.of = OF_TICKET,
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.label = around_label,
	.keys = links_keys,
	.line_keys = links_line,
	.load = links_load,
	.draw = links_draw,
	.list = links_list,
	.key = links_key,
	.done = screen_done,
};

/* ---- joining ------------------------------------------------------------ */

struct joining {
	struct row_ticket_get t;
	struct owed *v; /* the other open tickets of the customer */
	size_t n;
};

/* What joining it into one of them would do: read when the cursor rests. */
struct will {
	struct merge_promises promises;
	struct str why; /* why not; or empty */
};

struct join_state {
	struct list list; /* first: screen_picked() */
	struct peek will;
};

static enum err
foresee(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **part)
{
	struct will *w = NEW(a, struct will);
	struct id into;
	enum err rc = id_parse(arg->text, &into)
	    ? merge_foresee(c, a, arg->id, into, &w->promises)
	    : ERR_NOT_FOUND;

	w->why = STR_NONE;
	if (rc == ERR_INVALID) {
		w->why = str_copy(a, str_of(c->fault.text));
		c->fault = (struct fault){ .code = OK };
		rc = OK;
	}
	if (rc == OK)
		*part = w;
	return rc;
}

static bool
join_more(const struct screen *s, struct arena *a, struct str *text)
{
	const struct owed *o = screen_picked(s);

	if (o == NULL ||
	    !peek_wants(&((struct join_state *)s->state)->will,
		id_str(&o->t.id)))
		return false;
	*text = str_copy(a, id_str(&o->t.id));
	return true;
}

static void
join_add(struct screen *s, void *part, struct arena *a)
{
	peek_take(&((struct join_state *)s->state)->will, part, a);
}

static const struct screen_further join_further = { join_more, foresee,
	join_add };

/* NULL: not known yet. */
static const struct will *
will_of(const struct screen *s, const struct owed *o)
{
	const struct join_state *t = s->state;

	return o != NULL ? peek_part(&t->will, id_str(&o->t.id)) : NULL;
}

/* Those of its type, or the rest: the same thing told twice is on top. */
static void
add_others(struct joining *m, const struct owed_rows *owed, bool alike)
{
	for (size_t i = 0; i < owed->n; i++) {
		const struct row_ticket_rows *t = &owed->v[i].t;

		if (!id_eq(t->id, m->t.id) &&
		    str_eq(t->typification, m->t.typification) == alike)
			m->v[m->n++] = owed->v[i];
	}
}

static enum err
join_load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct ticket_filter f = { .states = STR("undone"), .limit = 20 };
	struct joining *m = NEW(a, struct joining);
	struct rows_ticket_rows rows;
	struct owed_rows owed;
	enum err rc;

	f.team = f.typification = STR_NONE;
	if ((rc = ticket_get(c, a, arg->id, &m->t)) != OK)
		return rc;
	f.customer = m->t.customer;
	if ((rc = ticket_list(c, a, &f, &rows)) != OK ||
	    (rc = owed_of(c, a, &rows, &owed)) != OK)
		return rc;
	owed_urgent(&owed);
	m->v = NEWN(a, struct owed, owed.n + 1);
	add_others(m, &owed, true);
	add_others(m, &owed, false);
	*model = m;
	return OK;
}

static void
join_loaded(struct screen *s)
{
	peek_renew(&((struct join_state *)s->state)->will);
}

/* Something nearer was promised already. */
static bool
is_later(const struct merge_promise *w)
{
	return w->due != 0 && w->due_was != 0 && w->due > w->due_was;
}

static struct str
due_text(const struct merge_promise *w, msec now)
{
	struct str due;

	if (w->due == 0)
		return str_of(_("stands still"));
	due = say_due(&draw_arena, w->due, now);
	return is_later(w) ? str_printf(&draw_arena, _("! %s, promised %s"),
				 due.s, say_due(&draw_arena, w->due_was, now).s)
			   : str_printf(&draw_arena, _("due %s"), due.s);
}

/* Its rows. */
static int
draw_mind(const struct pane *p, int row, int most, struct str text)
{
	pane_text(p, row, 1, LOOK_SOON, theme_sign(term_symbols(), SIGN_SOON));
	return pane_wrap(p, row, 3, p->columns - 4, 0, most, LOOK_SOON, text);
}

/* Which promise survives, and when it is due then. */
static void
draw_will(const struct joining *m, const struct owed *o, const struct will *x,
    const struct pane *p, msec now)
{
	int row = 1;

	pane_printf(p, 0, 1, LOOK_LABEL,
	    _("T-%lld goes into T-%lld, which goes on with"),
	    (long long)m->t.number, (long long)o->t.number);
	if (x == NULL)
		return;
	if (x->why.len > 0) {
		draw_mind(p, 1, 2, x->why);
		return;
	}
	if (x->promises.complaint.len > 0)
		row += draw_mind(p, row, 3, x->promises.complaint);
	if (x->promises.n == 0)
		pane_z(p, row, 3, LOOK_MUTED, _("no promise: none fits"));
	for (size_t i = 0; i < x->promises.n && row < p->rows; i++, row++) {
		const struct merge_promise *w = &x->promises.v[i];

		pane_field(p, row, 3, 22, LOOK_TEXT,
		    str_of(promise_kind_text(w->kind)));
		pane_printf(p, row, 26, LOOK_TEXT, _("since T-%lld"),
		    (long long)w->number);
		pane_field(p, row, 40, p->columns - 41,
		    w->late	      ? LOOK_LATE
			: is_later(w) ? LOOK_SOON
				      : LOOK_TEXT,
		    due_text(w, now));
	}
}

static void
join_draw(struct screen *s, const struct pane *p)
{
	const struct joining *m = s->model;
	struct pane in, foot;
	int rows, under = 10; /* the rows of what it would do */

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	under += str_is(m->t.kind, "complaint") ? 3 : 0;
	rows = p->rows > under + 2 ? p->rows - under : 3;
	in = pane_part(p, 3, 0, rows, p->columns);
	foot = pane_part(p, 3 + rows, 0, p->rows - 3 - rows, p->columns);
	draw_ticket(&m->t, p, _("JOIN INTO ANOTHER"));
	if (m->n == 0) {
		draw_empty(&in, 0, _("The customer has no other open ticket."),
		    _("Only tickets of one customer are joined; :link add "
		      "links others."));
		return;
	}
	screen_rows(s, &in, owed_own_columns);
	if (screen_picked(s) != NULL)
		draw_will(m, screen_picked(s), will_of(s, screen_picked(s)),
		    &foot, s->scene.now);
	arena_reset(&draw_arena);
}

static struct list *
join_list(struct screen *s, struct rows *rows)
{
	const struct joining *m = s->model;

	*rows = ROWS(m->v, m->n);
	return &((struct join_state *)s->state)->list;
}

static enum screen_key
join_key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct joining *m = s->model;
	const struct owed *o = screen_picked(s);
	const struct will *x = will_of(s, o);

	if (m == NULL || (k->code != KEY_F(10) && k->code != KEY_ENTER))
		return SCREEN_IGNORED;
	if (o == NULL || (x != NULL && x->why.len > 0))
		return screen_tell(say,
		    o == NULL ? _("There is no other open ticket to join it "
				  "into.")
			      : x->why.s);
	buf_printf(say, "ticket merge %s into=%s version=%lld%copen ticket %s",
	    m->t.id.s, o->t.id.s, (long long)m->t.version, SAY_NEXT, o->t.id.s);
	return SCREEN_SAY;
}

static const struct key_def join_keys[] = {
	{ "<F10>", "", N_("join") },
	{ "<Enter>", "", NULL },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def *
join_line(const struct screen *s)
{
	const struct owed *o = screen_picked(s);
	const struct will *x = will_of(s, o);

	return o == NULL || (x != NULL && x->why.len > 0) ? join_keys + 1
							  : join_keys;
}

static void
join_done(struct screen *s)
{
	struct join_state *t = s->state;

	list_done(&t->list);
	peek_done(&t->will);
}

const struct screen_def screen_join = {
	.name = "join",
	.title = N_("Join"),
	.about = N_("Which ticket this one is joined into. What will be of its "
		    "promises is shown before."),
	.of = OF_TICKET,
	.once = true,
	.state_size = sizeof(struct join_state),
	.watches = "ticket",
	.label = around_label,
	.keys = join_keys,
	.line_keys = join_line,
	.may = around_may_edit,
	.load = join_load,
	.loaded = join_loaded,
	.further = &join_further,
	.draw = join_draw,
	.list = join_list,
	.key = join_key,
	.done = join_done,
};
