/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox_draw.c - the inbox as it is drawn: its parts with their counts, the
 * words that hold, the rows, and the one under the cursor beside or below.
 */
#include "base/utf8.h"
#include "screens/beside.h"
#include "screens/inbox.h"
#include "screens/say.h"
#include "screens/waits.h"
#include "screens/whose.h"
#include "ui/layout.h"

static const struct {
	const char *title;
	const struct column *columns;
} parts[INBOX_PARTS] = {
	[INBOX_ALL] = { N_("Mine and my teams'"), owed_columns },
	[INBOX_MINE] = { N_("Mine"), owed_columns },
	[INBOX_WAITING] = { N_("Contacts that wait"), waits_columns },
	[INBOX_LENT] = { N_("Lent to us"), leg_columns },
};

static struct arena draw_arena; /* emptied at each draw */

static const struct row_message_last *
last_of(const struct inbox_model *m, struct id ticket)
{
	for (size_t i = 0; i < m->last.n; i++)
		if (id_eq(m->last.v[i].ticket, ticket))
			return &m->last.v[i];
	return NULL;
}

/* By its rows, or by all that fit. */
static struct str
order_text(const struct screen *s)
{
	const struct inbox_model *m = s->model;
	const struct inbox_state *t = s->state;
	const char *own = list_order_text(&t->list[t->part], inbox_orders(m));

	if (t->part >= INBOX_WAITING)
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
	const struct inbox_state *t = s->state;

	if (part == INBOX_ALL && t->called.len > 0)
		return utf8_cut(&draw_arena, buf_view(&t->called), NAME_MOST).s;
	return part == INBOX_ALL && m->asked.beyond ? _("Everything I may see")
						    : _(parts[part].title);
}

/* One part; of that which is shown, how many of all are listed. */
static int
draw_part(const struct screen *s, const struct pane *p, int at, int part)
{
	const struct inbox_state *t = s->state;
	long long n = inbox_count(s->model, part);
	size_t listed = inbox_rows_of(s->model, part).n;
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
	const struct inbox_state *t = s->state;
	struct str order = order_text(s);
	bool whole = (m->only.len == 0 && order.len == 0) || p->columns >= 120;
	int at = 1;

	for (int i = 0; i < INBOX_PARTS; i++)
		at = i == t->part || whole ? draw_part(s, p, at, i)
					   : at + 3 +
			pane_printf(p, 0, at, LOOK_TEXT, "%d (%lld)", i + 1,
			    inbox_count(m, i));
	if (m->only.len > 0)
		draw_filter(s, p, at);
	else
		draw_order(p, at, order);
}

/* Who lent it, why, what they ask for. */
static void
draw_asked(const struct screen *s, const struct pane *p)
{
	if (inbox_leg(s) != NULL)
		pane_wrap(p, 0, 1, p->columns - 2, 0, p->rows, LOOK_MUTED,
		    leg_preview(&draw_arena, inbox_leg(s), s->scene.now));
}

static void
draw_preview(const struct screen *s, const struct pane *p)
{
	const struct owed *o = inbox_ticket(s);
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
	const struct inbox_state *t = s->state;
	const struct inbox_model *m = s->model;
	struct str next = str_of(_("F2 finds a customer, F9 takes a call"));
	struct str only = t->part == INBOX_WAITING ? m->text : m->only;

	if (only.len > 0)
		next = t->part == INBOX_ALL
		    ? str_printf(&draw_arena,
			  _("There are %lld without the filter. / changes it, "
			    "Esc takes it away."),
			  (long long)m->asked.whole)
		    : str_of(_("/ changes the filter, Esc takes it away."));
	draw_empty(p, 4,
	    only.len > 0		? _("Nothing fits the filter.")
		: t->part == INBOX_MINE ? _("No open ticket is yours.")
		: t->part == INBOX_ALL
		? _("No open tickets: nothing waits for you.")
		: t->part == INBOX_LENT
		? _("No other team asks yours for anything.")
		: _("Nobody waits to be answered."),
	    next.s);
}

static const struct column *
columns_of(const struct screen *s, struct column shows[OWED_COLUMNS])
{
	const struct inbox_model *m = s->model;
	const struct inbox_state *t = s->state;

	return t->part >= INBOX_WAITING
	    ? parts[t->part].columns
	    : owed_columns_with(m->asked.show, shows);
}

void
inbox_draw(struct screen *s, const struct pane *p)
{
	const struct inbox_model *m = s->model;
	struct column shows[OWED_COLUMNS];
	const struct column *columns;
	struct pane side[LAYOUT_COLUMNS], in;
	size_t n = layout_columns(p, SHAPE_LIST, side);
	struct inbox_state *t = s->state;
	struct rows rows;
	int foot = n == 1 && t->part != INBOX_WAITING ? 2 : 0;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	rows = inbox_shown(s, t->part);
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
		if (inbox_ticket(s) != NULL)
			beside_ticket(inbox_ticket(s),
			    last_of(m, inbox_ticket(s)->t.id), &in,
			    s->scene.now);
	}
	if (n > 2) {
		in = pane_part(&side[2], 2, 0, p->rows - 2, side[2].columns);
		whose_draw(s, &t->whose, inbox_subject(s).customer, &in);
	}
	draw_mistake(s, p);
	arena_reset(&draw_arena);
}
