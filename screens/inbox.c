/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox.c - what waits: mine and my teams', mine alone, the contacts that
 * nobody has taken yet, and what other teams referred to mine. What may be done about it is decided in core/.
 */
#include "base/utf8.h"
#include "screens/beside.h"
#include "screens/inbox.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "screens/tickets.h"
#include "screens/waits.h"
#include "screens/whose.h"
#include "ui/layout.h"

enum { ALL, MINE, WAITING, LENT, PARTS };

struct state {
	int part;
	struct list list[PARTS];
	struct id touched; /* the cursor was put on it already */
	struct peek whose; /* the customer of the row under the cursor */
	struct buf view;   /* the saved view that was opened, */
	struct buf called; /* and what is shown of it now; "": none */
};

static struct rows
rows_of(const struct inbox_model *m, int part)
{
	if (part == WAITING)
		return ROWS(m->waiting.v, m->waiting.n);
	if (part == LENT)
		return ROWS(m->lent.v, m->lent.n);
	return part == MINE ? ROWS(m->mine.v, m->mine.n)
			    : ROWS(m->all.v, m->all.n);
}

static const struct order *
orders_of(const struct inbox_model *m)
{
	static const struct order none[] = { { 0 } };

	return m->asked.show & TICKET_SHOWS_SPENT ? owed_order_spent : none;
}

/* ... in the order that was chosen. */
static struct rows
shown(const struct screen *s, int part)
{
	struct state *t = s->state;
	struct rows rows = rows_of(s->model, part);

	return part >= WAITING
	    ? rows
	    : list_ordered(&t->list[part], rows, orders_of(s->model));
}

/* A view whose words were changed keeps its name, which says so; without any
 * words it is the inbox again. */
static void
keep_name(struct state *t, const struct inbox_model *m)
{
	if (m->name.len > 0 || m->asked.held.len == 0) {
		buf_reset(&t->view);
		buf_str(&t->view, m->name);
	}
	buf_reset(&t->called);
	if (m->name.len > 0 || t->view.len == 0)
		buf_str(&t->called, m->name);
	else
		buf_printf(&t->called, _("%s, changed"), buf_view(&t->view).s);
}

/* The ticket touched last is what one comes to see. */
static void
loaded(struct screen *s)
{
	const struct inbox_model *m = s->model;
	struct state *t = s->state;

	for (int i = 0; i < PARTS; i++)
		list_renew(&t->list[i]);
	peek_renew(&t->whose);
	keep_name(t, m);
	if (id_none(s->arg.touched) || id_eq(s->arg.touched, t->touched))
		return;
	for (size_t i = 0; i < m->all.n; i++)
		if (id_eq(m->all.v[i].t.id, s->arg.touched)) {
			t->part = t->part >= WAITING ? ALL : t->part;
			t->list[t->part].at = s->arg.touched;
			t->touched = s->arg.touched;
			list_settle(&t->list[t->part], shown(s, t->part),
			    s->arg.rows);
		}
}

static const struct {
	const char *title;
	const struct column *columns;
} parts[PARTS] = {
	[ALL] = { N_("Mine and my teams'"), owed_columns },
	[MINE] = { N_("Mine"), owed_columns },
	[WAITING] = { N_("Contacts that wait"), waits_columns },
	[LENT] = { N_("Lent to us"), leg_columns },
};

/* ---- drawing ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static const struct owed *
ticket(const struct screen *s)
{
	const struct state *t = s->state;

	return t->part >= WAITING ? NULL : screen_picked(s);
}

static const struct leg_row *
leg(const struct screen *s)
{
	const struct state *t = s->state;

	return t->part != LENT ? NULL : screen_picked(s);
}

static const struct row_interaction_rows *
contact(const struct screen *s)
{
	const struct state *t = s->state;

	return t->part != WAITING ? NULL : screen_picked(s);
}

static struct subject
subject(const struct screen *s)
{
	const struct row_interaction_rows *i = contact(s);

	if (i != NULL)
		return (struct subject){ .kind = "interaction",
			.id = i->id,
			.customer = i->customer,
			.interaction = i->id };
	if (leg(s) != NULL)
		return leg_subject(leg(s));
	return owed_subject(ticket(s));
}

static const struct row_message_last *
last_of(const struct inbox_model *m, struct id ticket)
{
	for (size_t i = 0; i < m->last.n; i++)
		if (id_eq(m->last.v[i].ticket, ticket))
			return &m->last.v[i];
	return NULL;
}

/* More fit than are loaded: they are counted. */
static long long
count_of(const struct inbox_model *m, int part)
{
	return part == ALL ? (long long)m->asked.n
			   : (long long)rows_of(m, part).n;
}

/* By its rows, or by all that fit. */
static struct str
order_text(const struct screen *s)
{
	const struct inbox_model *m = s->model;
	const struct state *t = s->state;
	const char *own = list_order_text(&t->list[t->part], orders_of(m));

	if (t->part >= WAITING)
		return STR_NONE;
	return str_of(*own != '\0' ? own : asked_order_text(m->asked.order));
}

/* The words that hold, in what room there is. */
static void
draw_filter(const struct screen *s, const struct pane *p, int at)
{
	const struct inbox_model *m = s->model;
	struct str order = order_text(s);
	struct str text = str_printf(&draw_arena, _("only \"%s\""), m->only.s);

	if (order.len > 0) /* whole, whatever room is left for the words */
		text = str_printf(&draw_arena, "%s, %s", order.s, text.s);
	if (p->columns - 1 - at >= cell_columns(text))
		pane_right(p, 0, p->columns - 1, LOOK_SELECTED, text);
	else
		pane_field(p, 0, at, p->columns - 1 - at, LOOK_SELECTED, text);
}

/* What is wrong in what was typed, over whatever stands there. */
static void
draw_mistake(const struct screen *s, const struct pane *p)
{
	const struct inbox_model *m = s->model;

	if (m->asked.why.len == 0)
		return;
	pane_fill(p, p->rows - 1, 0, p->columns, LOOK_TEXT);
	pane_text(p, p->rows - 1, 1, LOOK_SOON,
	    theme_sign(term_symbols(), SIGN_SOON));
	pane_field(p, p->rows - 1, 3, p->columns - 4, LOOK_TEXT, m->asked.why);
}

/* At the right edge, cut rather than over the parts. */
static void
draw_order(const struct pane *p, int at, struct str order)
{
	int room = p->columns - 1 - at, wide = cell_columns(order);

	pane_field(p, 0, wide < room ? p->columns - 1 - wide : at, room,
	    LOOK_MUTED, order);
}

enum { NAME_MOST = 28 }; /* columns of a view's name in the heading */

/* Words may lead beyond what the part is called: it says so. */
static const char *
title_of(const struct screen *s, int part)
{
	const struct inbox_model *m = s->model;
	const struct state *t = s->state;

	if (part == ALL && t->called.len > 0)
		return utf8_cut(&draw_arena, buf_view(&t->called), NAME_MOST).s;
	return part == ALL && m->asked.beyond ? _("Everything I may see")
					      : _(parts[part].title);
}

/* One part; of that which is shown, how many of all are listed. */
static int
draw_part(const struct screen *s, const struct pane *p, int at, int part)
{
	const struct state *t = s->state;
	long long n = count_of(s->model, part);
	size_t listed = rows_of(s->model, part).n;
	bool on = part == t->part, cut = on && n > (long long)listed;

	at = draw_numbered(p, at, part, on, title_of(s, part),
	    cut ? (long long)listed : n);
	return cut ? at + pane_printf(p, 0, at - 3, LOOK_HEAD, _(" of %lld"), n)
		   : at;
}

/* The parts with their counts: digits choose among them. Where there is no room
 * for all their names, those that are not shown are told by number and count.
 */
static void
draw_parts(struct screen *s, const struct pane *p)
{
	const struct inbox_model *m = s->model;
	const struct state *t = s->state;
	struct str order = order_text(s);
	bool whole = (m->only.len == 0 && order.len == 0) || p->columns >= 120;
	int at = 1;

	for (int i = 0; i < PARTS; i++)
		at = i == t->part || whole ? draw_part(s, p, at, i)
					   : at + 3 +
			pane_printf(p, 0, at, LOOK_TEXT, "%d (%lld)", i + 1,
			    count_of(m, i));
	if (m->only.len > 0)
		draw_filter(s, p, at);
	else
		draw_order(p, at, order);
}

/* Who lent it, why, what they ask for. */
static void
draw_asked(const struct screen *s, const struct pane *p)
{
	if (leg(s) != NULL)
		pane_wrap(p, 0, 1, p->columns - 2, 0, p->rows, LOOK_MUTED,
		    leg_preview(&draw_arena, leg(s), s->scene.now));
}

static void
draw_preview(const struct screen *s, const struct pane *p)
{
	const struct owed *o = ticket(s);
	const struct row_ticket_rows *t = &o->t;
	const struct row_message_last *x;
	struct str due;

	draw_asked(s, p);
	if (o == NULL)
		return;
	x = last_of(s->model, t->id);
	due = owed_due(&draw_arena, &o->p, s->scene.now);
	pane_field(p, 0, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena, _("T-%lld   %s%spriority %lld   %s   %s"),
		(long long)t->number, due.s, due.len > 0 ? "   " : "",
		(long long)t->priority,
		t->owner_name.len > 0 ? t->owner_name.s : t->team_name.s,
		t->typification_name.s));
	if (x != NULL)
		pane_field(p, 1, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&draw_arena, _("last, %s: %s"),
			say_when(&draw_arena, x->at, s->scene.now).s,
			x->body.s));
}

static void
draw_none(const struct screen *s, const struct pane *p)
{
	const struct state *t = s->state;
	const struct inbox_model *m = s->model;
	struct str next = str_of(_("F2 finds a customer, F9 takes a call"));
	struct str only = t->part == WAITING ? m->text : m->only;

	if (only.len > 0)
		next = t->part == ALL
		    ? str_printf(&draw_arena,
			  _("There are %lld without the filter. / changes it, "
			    "Esc takes it away."),
			  (long long)m->asked.whole)
		    : str_of(_("/ changes the filter, Esc takes it away."));
	draw_empty(p, 4,
	    only.len > 0	  ? _("Nothing fits the filter.")
		: t->part == MINE ? _("No open ticket is yours.")
		: t->part == ALL  ? _("No open tickets: nothing waits for you.")
		: t->part == LENT ? _("No other team asks yours for anything.")
				  : _("Nobody waits to be answered."),
	    next.s);
}

static const struct column *
columns_of(const struct screen *s, struct column shows[OWED_COLUMNS])
{
	const struct inbox_model *m = s->model;
	const struct state *t = s->state;

	return t->part >= WAITING ? parts[t->part].columns
				  : owed_columns_with(m->asked.show, shows);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct inbox_model *m = s->model;
	struct column shows[OWED_COLUMNS];
	const struct column *columns;
	struct pane side[LAYOUT_COLUMNS], in;
	size_t n = layout_columns(p, SHAPE_LIST, side);
	struct state *t = s->state;
	struct rows rows;
	int foot = n == 1 && t->part != WAITING ? 2 : 0;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	rows = shown(s, t->part);
	draw_parts(s, p);
	in =
	    pane_part(&side[0], 2, 0, side[0].rows - 2 - foot, side[0].columns);
	columns = columns_of(s, shows);
	list_titles(&side[0], 1, columns);
	if (rows.n == 0)
		draw_none(s, p);
	list_draw(&t->list[t->part], &in, columns, rows, s->scene.focus,
	    s->scene.now);
	if (n == 1) {
		in = pane_part(p, p->rows - foot, 0, foot, p->columns);
		draw_preview(s, &in);
	} else {
		in = pane_part(&side[1], 2, 0, p->rows - 2, side[1].columns);
		draw_asked(s, &in);
		if (ticket(s) != NULL)
			beside_ticket(ticket(s), last_of(m, ticket(s)->t.id),
			    &in, s->scene.now);
	}
	if (n > 2) {
		in = pane_part(&side[2], 2, 0, p->rows - 2, side[2].columns);
		whose_draw(s, &t->whose, subject(s).customer, &in);
	}
	draw_mistake(s, p);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct state *t = s->state;

	*rows = shown(s, t->part);
	return &t->list[t->part];
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;
	int part = (int)k->code - '1';

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (part >= 0 && part < PARTS) {
		t->part = part;
		list_settle(&t->list[part], shown(s, part), s->arg.rows);
		return SCREEN_TAKEN;
	}
	if (k->code == 'O' && t->part < WAITING)
		return asked_show_next(s, say);
	if (contact(s) != NULL && k->code == '0') {
		buf_printf(say, "open nobody %s", contact(s)->id.s);
		return SCREEN_SAY;
	}
	if (contact(s) == NULL ||
	    (k->code != KEY_ENTER && k->code != KEY_F(9) && k->code != 't'))
		return SCREEN_IGNORED;
	buf_printf(say, "interaction answer %s", contact(s)->id.s);
	return SCREEN_SAY;
}

/* All that fit is put in the next order; what was worked, which no list is
 * found by, orders its rows behind the last of those. */
static enum screen_key
reorder(struct screen *s, struct buf *say)
{
	const struct inbox_model *m = s->model;
	struct state *t = s->state;
	struct list *l = &t->list[t->part];

	if (t->part >= WAITING || m == NULL || l->order.by > 0)
		return SCREEN_IGNORED;
	if (asked_order_last(m->asked.order))
		(void)list_reorder(l);
	return asked_order_next(s, say);
}

/* What other teams asked for: no words of a filter find it. */
static enum screen_key
export_lent(const struct inbox_model *m, const struct list *l, struct buf *say)
{
	if (m->lent.n == 0)
		return screen_tell(say, _("Nothing here to write to a file."));
	buf_z(say, "ticket export");
	for (size_t i = 0; i < m->lent.n; i++)
		if (l->nmarks == 0 || list_marked(l, m->lent.v[i].x.id))
			say_arg(say, "ticket", id_str(&m->lent.v[i].x.ticket));
	return SCREEN_SAY;
}

/* What is marked, or else all that fits what is shown. */
static enum screen_key
write_out(const struct screen *s, struct buf *say)
{
	const struct inbox_model *m = s->model;
	const struct state *t = s->state;
	const struct list *l = &t->list[t->part];
	struct arena a = { 0 };

	if (t->part == WAITING)
		return screen_tell(say,
		    _("These are contacts: only tickets are written to a "
		      "file."));
	if (t->part == LENT)
		return export_lent(m, l, say);
	buf_z(say, "ticket export");
	for (size_t i = 0; i < l->nmarks; i++)
		say_arg(say, "ticket", id_str(&l->marks[i]));
	if (l->nmarks == 0)
		say_arg(say, "filter",
		    t->part == MINE
			? str_printf(&a, "%s mine", m->asked.words.s)
			: m->asked.words);
	arena_done(&a);
	return SCREEN_SAY;
}

/* As a view to keep. */
static bool
as_view(const struct screen *s, struct str words, struct buf *say)
{
	const struct inbox_model *m = s->model;

	if (!str_is(words, "open views"))
		return false;
	buf_printf(say, "open views %s", m->asked.words.s);
	return true;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct owed *o = ticket(s);
	const struct leg_row *l = leg(s);
	struct ticket_facts facts;

	if (as_view(s, words, say))
		return SCREEN_SAY;
	if (str_is(words, "ticket export"))
		return write_out(s, say);
	if (l != NULL)
		return leg_word(l, s->scene.me, words, say);
	if (contact(s) != NULL && str_starts(words, STR("ticket ")))
		return screen_tell(say,
		    _("This is a contact that waits: Enter answers it."));
	if (o == NULL)
		return SCREEN_IGNORED;
	facts = owed_facts(o);
	return ticket_word(&facts, s->scene.me, words, say);
}

static struct str
found(const struct screen *s, struct arena *a)
{
	const struct inbox_model *m = s->model;
	const struct state *t = s->state;

	if (t->part != ALL || m->asked.n <= (int64_t)m->all.n)
		return STR_NONE;
	return str_copy(a, m->asked.words);
}

static int64_t
whole(const struct screen *s)
{
	const struct state *t = s->state;

	return count_of(s->model, t->part);
}

/* A view is known by its name among the tabs. */
static struct str
label(const struct screen *s)
{
	const struct state *t = s->state;

	return t->called.len > 0 ? buf_view(&t->called)
				 : str_of(_(s->def->title));
}

static struct str
mistake(const struct screen *s)
{
	const struct inbox_model *m = s->model;

	return m->asked.why;
}

static void
done(struct screen *s)
{
	for (int i = 0; i < PARTS; i++)
		list_done(&((struct state *)s->state)->list[i]);
	peek_done(&((struct state *)s->state)->whose);
	buf_done(&((struct state *)s->state)->view);
	buf_done(&((struct state *)s->state)->called);
}

/* ---- the customer beside ------------------------------------------------ */

static bool
more(const struct screen *s, struct arena *a, struct str *text)
{
	struct state *t = s->state;

	return whose_more(&t->whose, s, subject(s).customer, a, text);
}

static void
add(struct screen *s, void *part, struct arena *a)
{
	peek_take(&((struct state *)s->state)->whose, part, a);
}

static const struct screen_further further = { more, whose_of_row, add };

static const struct key_def *
line_keys(const struct screen *s)
{
	return inbox_line_keys(s, leg(s), contact(s) != NULL);
}

const struct screen_def screen_inbox = {
	.name = "inbox",
	.title = N_("Inbox"),
	.tab = true,
	.about = N_("Tickets that wait for you or your team, the most "
		    "urgent first."),
	.state_size = sizeof(struct state),
	.watches = "ticket message interaction",
	.keys = inbox_keys,
	.line_keys = line_keys,
	.load = inbox_load,
	.loaded = loaded,
	.further = &further,
	.draw = draw,
	.subject = subject,
	.list = list,
	.reorder = reorder,
	.found = found,
	.whole = whole,
	.mistake = mistake,
	.label = label,
	.key = key,
	.word = word,
	.done = done,
};
