/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * newticket_draw.c - a new ticket as it is drawn: whose it is, what is promised
 * with it, and the open one or the incident that it should rather go to.
 */
#include "screens/newticket_draw.h"

#include "screens/say.h"
#include "ui/layout.h"

const struct row_ticket_rows *
newticket_same(const struct screen *s)
{
	const struct newticket_model *m = s->model;
	struct str type = needs_type(s);

	for (size_t i = 0; type.len > 0 && i < m->open.n; i++)
		if (str_eq(m->open.v[i].t.typification, type))
			return &m->open.v[i].t;
	return NULL;
}

/* Say so before there are two. */
static void
draw_same(const struct screen *s, const struct pane *p, int row)
{
	const struct row_ticket_rows *t = newticket_same(s);

	if (t == NULL)
		return;
	pane_text(p, row, 1, LOOK_SOON, theme_sign(term_symbols(), SIGN_SOON));
	pane_printf(p, row, 3, LOOK_TEXT,
	    _("There is an open one of this type: T-%lld. F4 adds this to it "
	      "instead."),
	    (long long)t->number);
}

const struct row_incident_about *
newticket_known(const struct screen *s)
{
	const struct newticket_model *m = s->model;

	return needs_type(s).len > 0 && s->arg.text.len > 0 && m->known.n > 0
	    ? &m->known.v[0]
	    : NULL;
}

bool
newticket_is_case(const struct screen *s)
{
	const struct newticket_state *t = s->state;

	return newticket_known(s) != NULL &&
	    t->case_of == newticket_known(s)->number;
}

static void
draw_known(const struct screen *s, const struct pane *p, int row)
{
	const struct row_incident_about *x = newticket_known(s);
	struct arena a = { 0 };

	if (x == NULL)
		return;
	pane_text(p, row, 1, LOOK_ALERT, theme_sign(term_symbols(), SIGN_LATE));
	pane_field(p, row, 3, p->columns - 4, LOOK_ALERT,
	    str_printf(&a,
		newticket_is_case(s)
		    ? _("It will be a case of incident T-%lld: %s")
		    : _("F7 makes it a case of incident T-%lld: %s"),
		(long long)x->number, x->words.s));
	arena_done(&a);
}

/* What the customer is promised with it, and when each is due. */
static int
draw_promise(const struct screen *s, const struct pane *p, int row)
{
	const struct foreseens *f =
	    &((const struct newticket_model *)s->model)->promise;
	struct arena a = { 0 };

	if (needs_type(s).len == 0 || s->arg.text.len == 0)
		return row;
	pane_field(p, row, 3, 12, LOOK_LABEL, str_of(_("Promise")));
	if (f->n == 0)
		pane_z(p, row++, 15, LOOK_MUTED, _("none: no policy fits"));
	for (size_t i = 0; i < f->n && row < p->rows - 3; i++, row++) {
		pane_field(p, row, 15, 24, LOOK_TEXT,
		    str_of(promise_kind_text(f->v[i].kind)));
		pane_text(p, row, 40, LOOK_TEXT,
		    say_due(&a, f->v[i].due_at, s->scene.now));
	}
	arena_done(&a);
	return row;
}

static void
draw_open(const struct newticket_model *m, const struct pane *p, msec now)
{
	struct list none = { .nmarks = 0 };
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);

	draw_head(p, 0, false, _("OPEN TICKETS OF THE CUSTOMER"),
	    (int64_t)m->open.n);
	if (m->open.n == 0)
		pane_z(p, 1, 3, LOOK_MUTED, _("none"));
	list_draw(&none, &in, owed_own_columns, ROWS(m->open.v, m->open.n),
	    false, now);
	list_done(&none);
}

static void
draw_who(const struct newticket_model *m, const struct pane *p)
{
	struct arena a = { 0 };
	struct str rut = say_rut(&a, m->who.national_id);

	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_printf(&a, "%s%s%s", m->who.name.s, rut.len > 0 ? "   " : "",
		rut.s));
	arena_done(&a);
}

/* From a list the cursor says whose it is: that is easily somebody else. */
static void
draw_talk(const struct newticket_model *m, const struct pane *p)
{
	struct arena a = { 0 };

	if (m->talk.len > 0) {
		pane_text(p, 1, 1, LOOK_SOON,
		    theme_sign(term_symbols(), SIGN_SOON));
		pane_field(p, 1, 3, p->columns - 4, LOOK_SOON,
		    str_printf(&a,
			_("Not of %s, with whom you talk: gc, then F4, is."),
			m->talk.s));
	}
	arena_done(&a);
}

void
newticket_draw(struct screen *s, const struct pane *p)
{
	const struct newticket_model *m = s->model;
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_FORM, side);
	int row;

	draw_head(&side[0], 0, false, _("NEW TICKET"), -1);
	if (m == NULL) {
		if (s->fault != NULL)
			pane_z(p, 2, 3, LOOK_TEXT, s->fault->text);
		return;
	}
	draw_who(m, &side[0]);
	draw_talk(m, &side[0]);
	row = draw_promise(s, &side[0], sheet_draw(s, &side[0], 2));
	if (row + 1 < p->rows - 2)
		draw_same(s, &side[0], row + 1);
	if (row + 2 < p->rows - 1)
		draw_known(s, &side[0], row + 2);
	pane_z(&side[0], p->rows - 1, 1, LOOK_MUTED,
	    _("* needed. The other fields are asked for by the type."));
	if (n > 1)
		draw_open(m, &side[1], s->scene.now);
}
