/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_draw.c - one ticket as it is drawn: its fields, its promises, the
 * people, and the story of it with the newest on top.
 */
#include "screens/ticket_draw.h"

#include "screens/clocks.h"
#include "screens/others.h"
#include "screens/owed.h"
#include "screens/say.h"
#include "screens/whose.h"
#include "ui/layout.h"

static struct arena draw_arena; /* emptied at each draw */

/* That of the most urgent clock, as in lists; without one, of its state. */
static void
draw_urgency(const struct ticket_model *m, const struct pane *p, int column,
    msec now)
{
	enum promise_sign sign;

	for (size_t i = 0; i < m->promises.n; i++) {
		sign = promise_sign(&m->promises.v[i], now);
		if (sign > PROMISE_PAUSED || !id_none(m->promises.v[i].leg))
			continue;
		pane_text(p, 0, column, owed_look(sign),
		    theme_sign(term_symbols(), owed_sign(sign)));
		return;
	}
	draw_sign(p, 0, column, m->t.state);
}

static void
draw_number(const struct ticket_model *m, const struct pane *p, msec now)
{
	const struct row_ticket_get *t = &m->t;
	struct str state = t->cycle > 1
	    ? str_printf(&draw_arena, _("%s, cycle %lld"), state_word(t->state),
		  (long long)t->cycle)
	    : str_of(state_word(t->state));
	int end = pane_right(p, 0, p->columns - 1, LOOK_TEXT, state);
	int at;

	draw_urgency(m, p, end - 2, now);
	at =
	    3 + pane_printf(p, 0, 1, LOOK_HEAD, "T-%lld", (long long)t->number);
	pane_field(p, 0, at, end - 3 - at, LOOK_HEAD, t->subject);
}

/* What the type asked for, on one row. */
static int
draw_values(const struct ticket_model *m, const struct pane *p, int row)
{
	int at = 1;

	for (size_t i = 0; i < m->values.n && at < p->columns - 12; i++) {
		const struct row_field_value_list *v = &m->values.v[i];

		at += pane_printf(p, row, at, LOOK_LABEL, "%s ",
		    field_named_word(&m->names, v->field));
		at += pane_printf(p, row, at, LOOK_TEXT, "%s   ", v->text.s);
	}
	return m->values.n > 0 ? row + 1 : row;
}

/* How long was worked on it, and by whom or how many. */
static int
draw_spent(const struct ticket_model *m, const struct pane *p, int row)
{
	msec all = 0;
	size_t people = 0;
	int at;

	for (size_t i = 0; i < m->spent.n; i++) {
		all += m->spent.v[i].ms;
		people += i == 0 ||
		    !id_eq(m->spent.v[i].agent, m->spent.v[i - 1].agent);
	}
	if (all < MINUTES(1))
		return 0;
	at = 1 + pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Worked"));
	pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT,
	    people == 1
		? str_printf(&draw_arena, "%s  %s",
		      say_span(&draw_arena, all).s, m->spent.v[0].name.s)
		: str_printf(&draw_arena, _("%s by %zu people"),
		      say_span(&draw_arena, all).s, people));
	return 1;
}

/* Each once, whether by this ticket or by one that it took in. */
static int
draw_watch(const struct ticket_model *m, const struct pane *p, int row)
{
	struct buf b = { 0 };
	int at;

	for (size_t i = 0; i < m->watch.n; i++) {
		size_t k = 0;

		while (k < i &&
		    !id_eq(m->watch.v[k].agent, m->watch.v[i].agent))
			k++;
		if (k == i)
			buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
			    m->watch.v[i].name.s);
	}
	if (b.len > 0) {
		at = 1 +
		    pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Followed by"));
		pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT,
		    buf_view(&b));
	}
	buf_done(&b);
	return m->watch.n > 0;
}

/* With whom it is by its leg; parked, it is with whom it waits for. */
static void
draw_lent(const struct ticket_model *m, const struct pane *p, int row)
{
	const struct row_ticket_get *t = &m->t;
	bool back = str_is(t->leg_state, "returned");
	bool there = str_is(t->state, "referred");
	struct str who = t->lent_owner_name.len > 0
	    ? str_printf(&draw_arena, "%s, %s", t->lent_name.s,
		  t->lent_owner_name.s)
	    : t->lent_name;
	int at = 1 +
	    pane_printf(p, row, 1, LOOK_LABEL, "%s ",
		back	    ? _("Sent back by")
		    : there ? _("Held by")
			    : _("Lent to"));

	if (!back && !there)
		who = str_printf(&draw_arena, "%s; %s", who.s,
		    str_printf(&draw_arena, _("with %s now"),
			holder_word(m->holder))
			.s);
	pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT, who);
}

/* Whose it is: who works on it, who holds it, who opened it and asked. */
static int
draw_whose(const struct ticket_model *m, const struct pane *p, int row,
    msec now)
{
	const struct row_ticket_get *t = &m->t;
	bool other =
	    !id_none(t->requester) && !id_eq(t->requester, t->customer);
	int at;

	at = 1 + pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("With"));
	pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT,
	    str_printf(&draw_arena, "%s%s%s",
		t->owner_name.len > 0 ? t->owner_name.s : _("nobody yet"),
		t->team_name.len > 0 ? ", " : "", t->team_name.s));
	row++;
	if (t->lent_name.len > 0)
		draw_lent(m, p, row++);
	at = 1 + pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Opened"));
	pane_field(p, row, at, p->columns - at - 1, LOOK_TEXT,
	    str_printf(&draw_arena, "%s  %s",
		say_instant(&draw_arena, t->created_at, now).s,
		t->created_by_name.s));
	row++;
	if (other) {
		at = 1 +
		    pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Asked by"));
		pane_text(p, row++, at, LOOK_TEXT, t->requester_name);
	}
	return row;
}

static int
draw_people(const struct ticket_model *m, const struct pane *p, int row,
    msec now)
{
	int at;

	row = draw_whose(m, p, row, now);
	row += draw_spent(m, p, row);
	row += draw_watch(m, p, row);
	if (m->next.number != 0) {
		at = 1 +
		    pane_printf(p, row, 1, LOOK_LABEL, "%s ", _("Goes on in"));
		pane_printf(p, row++, at, LOOK_TEXT,
		    str_is(m->t.state, "merged") ? _("T-%lld (J opens it)")
						 : _("T-%lld (L opens it)"),
		    (long long)m->next.number);
	}
	if (m->held.n > 0)
		pane_field(p, row++, 1, p->columns - 2, LOOK_SOON,
		    str_printf(&draw_arena,
			_("The customer wrote: K courtesy, R opens it; by "
			  "itself at %s"),
			say_when(&draw_arena, m->held.v[0].until_at, now).s));
	row += shared_line(&m->left, p, row, now);
	if (others_draw(p, row, 1, m->t.id, now) > 0)
		row++;
	return row;
}

static int
draw_fields(const struct ticket_model *m, const struct pane *p, msec now)
{
	struct str into = str_printf(&draw_arena, _("priority %lld"),
	    (long long)m->t.priority);
	int end;

	draw_number(m, p, now);
	end = pane_right(p, 1, p->columns - 1, LOOK_TEXT, into);
	pane_field(p, 1, 1, end - 3, LOOK_TEXT, m->path);
	pane_field(p, 2, 1, p->columns - 2, LOOK_TEXT,
	    say_customer(m->t.customer_name));
	return draw_values(m, p, draw_people(m, p, 3, now));
}

void
ticket_draw(struct screen *s, const struct pane *p)
{
	const struct ticket_model *m = s->model;
	struct ticket_state *t = s->state;
	struct pane side[LAYOUT_COLUMNS], in;
	size_t n = layout_columns(p, SHAPE_TICKET, side);
	struct story shown;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	row = draw_fields(m, &side[0], s->scene.now);
	in = pane_part(&side[0], row + 1, 0, n > 1 ? p->rows : 6,
	    side[0].columns);
	if (m->promises.n > 0)
		row += 1 + clocks_draw(&m->promises, &in, s->scene.now);
	in = n > 1 ? side[1]
		   : pane_part(p, row + 1, 0, p->rows - row - 1, p->columns);
	shown = story_shown(&m->story, t->open);
	story_draw(&shown, &t->list, &in, s->scene.focus, s->scene.now);
	if (n > 2)
		whose_draw(s, &t->whose, m->t.customer, &side[2]);
	arena_reset(&draw_arena);
}
