/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drill.c - what is behind a number of a board.
 */
#include "screens/drill.h"

#include "screens/behind.h"
#include "screens/owed.h"
#include "screens/tickets.h"

/* Rows without which it is not shown: a heading, and some tickets. */
enum { LEAST = 4, SMALL = 20, TALL = 30, KEPT = 10 };

int
drill_keeps(const struct pane *p)
{
	return p->rows < SMALL ? 1 : p->rows < TALL ? LEAST : KEPT;
}

static bool
fits(const struct pane *p)
{
	return p->rows >= LEAST;
}

struct pane
drill_pane(const struct pane *p, int from)
{
	struct pane x = pane_part(p, from, 0, p->rows - from, p->columns);

	return fits(&x) ? x : pane_part(p, p->rows - 1, 0, 1, p->columns);
}

void
drill_into(struct drill *d, const struct pane *p)
{
	d->on = d->of.len > 0 && fits(p);
}

bool
drill_tab(struct drill *d, const struct pane *p, bool back)
{
	bool was = d->on;

	d->on = false;
	if (!was && !back)
		drill_into(d, p);
	return d->on || (was && back);
}

void
drill_set(struct drill *d, const struct board_ask *q, int64_t n)
{
	struct buf now = { 0 };

	if (n > 0)
		behind_ask(q, &now);
	if (!str_eq(buf_view(&now), buf_view(&d->of))) { /* from the top */
		list_unmark(&d->list);
		d->list.at = ID_NONE;
		d->list.index = d->list.top = 0;
		buf_reset(&d->of);
		buf_str(&d->of, buf_view(&now));
	}
	buf_done(&now);
}

bool
drill_more(struct drill *d, const struct pane *p, msec at, struct arena *a,
    struct str *text)
{
	if (!fits(p) || !peek_wants(&d->peek, buf_view(&d->of)))
		return false;
	*text =
	    str_printf(a, "as-of=%lld %s", (long long)at, buf_view(&d->of).s);
	return true;
}

enum err
drill_load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **part)
{
	struct owed_rows *out = NEW(a, struct owed_rows);
	struct rows_ticket_rows rows;
	struct board_ask q;
	unsigned show = 0;
	enum err rc;

	behind_read(a, str_copy(a, arg->text), &q, &show);
	q.limit = arg->rows;
	if ((rc = board_tickets(c, a, &q, &rows, NULL)) != OK ||
	    (rc = owed_of(c, a, &rows, out)) != OK ||
	    (rc = owed_reach(c, a, &rows, out)) != OK)
		return rc;
	*part = out;
	return OK;
}

struct rows
drill_rows(const struct drill *d)
{
	const struct owed_rows *o = peek_part(&d->peek, buf_view(&d->of));

	if (d->of.len == 0 || o == NULL)
		return (struct rows){ NULL, 0, sizeof(struct owed) };
	return ROWS(o->v, o->n);
}

void
drill_draw(struct drill *d, const struct screen *s, const struct pane *p,
    struct str title)
{
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);
	struct column columns[OWED_COLUMNS];

	d->on = d->on && fits(p);
	pane_field(p, 0, 1, p->columns - 2, fits(p) ? LOOK_HEAD : LOOK_MUTED,
	    title);
	if (fits(p))
		list_draw(&d->list, &in, owed_columns_in(p, 0, columns),
		    drill_rows(d), s->scene.focus && d->on, s->scene.now);
}

static const struct owed *
picked(const struct drill *d)
{
	return d->on ? list_pick(&d->list, drill_rows(d)) : NULL;
}

struct subject
drill_subject(const struct drill *d)
{
	return owed_subject(picked(d));
}

bool
drill_enter(const struct drill *d, struct buf *say)
{
	const struct owed *o = picked(d);

	if (o != NULL)
		buf_printf(say, "open ticket %s", o->t.id.s);
	return o != NULL;
}

enum screen_key
drill_word(const struct drill *d, const struct screen *s, struct str words,
    struct buf *say)
{
	const struct owed *o = picked(d);
	struct ticket_facts facts;

	if (!d->on && str_starts(words, STR("mark")))
		return screen_tell(say,
		    _("Only tickets are marked: Tab goes into those below, "
		      "Enter opens them all."));
	if (o == NULL)
		return SCREEN_IGNORED;
	facts = owed_facts(o);
	return ticket_word(&facts, s->scene.me, words, say);
}

enum screen_key
drill_leave(struct drill *d)
{
	if (!d->on)
		return SCREEN_IGNORED;
	d->on = false;
	return SCREEN_TAKEN;
}

void
drill_done(struct drill *d)
{
	peek_done(&d->peek);
	list_done(&d->list);
	buf_done(&d->of);
}
