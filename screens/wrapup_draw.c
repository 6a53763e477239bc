/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrapup_draw.c - the end of a contact as it is drawn: what it was about, the
 * outcome, what comes next, the note, and what F10 will do.
 */
#include "screens/wrapup_draw.h"

#include "screens/desk.h"
#include "screens/say.h"

int
wrapup_rows(const struct wrapup_model *m, enum wrapup_area area)
{
	size_t n = area == WRAPUP_OUTCOME ? m->ways.n : 1 + m->ncalls;

	return n > 9 ? 9 : (int)n;
}

static struct arena draw_arena; /* emptied at each draw */

static void
draw_head_line(const struct wrapup_model *m, const struct pane *p, msec now)
{
	const struct row_interaction_get *i = &m->i;
	struct interaction_spans spans = INTERACTION_SPANS(i, now);

	draw_head(p, 0, false, _("WRAP UP THE CONTACT"), -1);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_printf(&draw_arena, "%s, %s, %s",
		i->customer_name.len > 0 ? i->customer_name.s
		    : i->caller.len > 0	 ? i->caller.s
					 : _("unknown caller"),
		channel_word(i->channel),
		say_span(&draw_arena, spans.talk_ms).s));
}

static int
draw_matters(const struct wrapup_model *m, const struct pane *p, int row)
{
	for (size_t i = 0; i < m->matters.n && i < 3; i++, row++) {
		const struct row_matter_list *x = &m->matters.v[i];

		pane_field(p, row, 3, 11, LOOK_LABEL, str_of(_("About")));
		pane_field(p, row, 16, p->columns - 17, LOOK_TEXT,
		    x->number > 0 ? str_printf(&draw_arena, "%s   T-%lld",
					x->name.s, (long long)x->number)
				  : x->name);
	}
	return row;
}

static int
draw_type(struct screen *s, const struct pane *p, int row)
{
	struct wrapup_state *t = s->state;
	struct form *f = &t->sheet.form;
	int wide = p->columns < 100 ? p->columns : 100;
	struct pane in = pane_part(p, row, 0, p->rows - row - 2, wide);

	f->idle = t->area != WRAPUP_TYPE;
	return row + form_draw(f, &in, 15);
}

/* What comes next, without a further call: that of before, or none. */
static struct str
nothing_more(const struct screen *s)
{
	const struct wrapup_model *m = s->model;

	return m->promised_at == 0
	    ? str_of(_("Nothing"))
	    : str_printf(&draw_arena, _("The call promised: %s"),
		  say_when(&draw_arena, m->promised_at, s->scene.now).s);
}

static void
draw_choice(const struct screen *s, const struct pane *p, enum wrapup_area area,
    int row)
{
	const struct wrapup_state *t = s->state;
	const struct wrapup_model *m = s->model;
	int chosen = area == WRAPUP_OUTCOME ? t->outcome : t->next;

	pane_field(p, 0, 3, p->columns - 3,
	    t->area == area ? LOOK_HEAD : LOOK_LABEL,
	    str_of(area == WRAPUP_OUTCOME ? _("Outcome")
					  : _("What comes next")));
	for (int i = 0; i < wrapup_rows(m, area) && row < p->rows; i++, row++) {
		bool here =
		    t->area == area && t->at[area - WRAPUP_OUTCOME] == i;
		enum look look = here ? LOOK_FOCUS : LOOK_TEXT;
		struct str text = area == WRAPUP_OUTCOME ? m->ways.v[i].o.name
		    : i == 0				 ? nothing_more(s)
			     : str_printf(&draw_arena, _("Call: %s"),
				   m->calls[i - 1].text.s);

		pane_fill(p, row, 0, p->columns - 1, look);
		if (here) {
			pane_text(p, row, 0, look,
			    theme_sign(term_symbols(), SIGN_FOCUS));
			pane_cursor(p, row, 4);
		}
		pane_printf(p, row, 3, look, "%d", i + 1);
		pane_field(p, row, 6, p->columns - 9, look, text);
		if (chosen == i)
			pane_text(p, row, p->columns - 2,
			    here ? look : LOOK_GOOD,
			    theme_sign(term_symbols(), SIGN_MET));
	}
}

static int
draw_choices(const struct screen *s, const struct pane *p, int row)
{
	const struct wrapup_model *m = s->model;
	int n = wrapup_rows(m, WRAPUP_OUTCOME), half = p->columns / 2;
	int rows =
	    wrapup_rows(m, WRAPUP_NEXT) > n ? wrapup_rows(m, WRAPUP_NEXT) : n;
	struct pane left, right;

	if (half > 50)
		half = 50;
	left = pane_part(p, row, 0, rows + 1, half);
	right = pane_part(p, row, half, rows + 1, half);
	draw_choice(s, &left, WRAPUP_OUTCOME, 1);
	draw_choice(s, &right, WRAPUP_NEXT, 1);
	return row + rows + 1;
}

static void
draw_note(struct screen *s, const struct pane *p, int row)
{
	const struct wrapup_state *t = s->state;
	struct pane in = pane_part(p, row, 16, 3, p->columns - 18);
	struct edit *e = desk_note(s->arg.id);

	if (t->area == WRAPUP_NOTE)
		pane_text(p, row, 0, LOOK_HEAD,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	pane_field(p, row, 3, 11, LOOK_LABEL, str_of(_("Note")));
	if (edit_text(e).len == 0 && t->area != WRAPUP_NOTE)
		pane_z(&in, 0, 0, LOOK_MUTED, _("n writes one"));
	edit_draw(e, &in, t->area == WRAPUP_NOTE, false);
}

/* What F10 will do, or why it did not. */
static void
draw_end(const struct screen *s, const struct pane *p)
{
	const struct wrapup_state *t = s->state;
	const struct wrapup_model *m = s->model;
	const char *call = m->promised_at > 0 ? _(", moves the call")
					      : _(", promises the call");
	int row = p->rows - 1;

	pane_fill(p, row, 0, p->columns, LOOK_TEXT); /* over a note's end */
	if (t->missing[0] != '\0') {
		pane_text(p, row, 1, LOOK_LATE,
		    theme_sign(term_symbols(), SIGN_LATE));
		pane_printf(p, row, 3, LOOK_TEXT,
		    _("Not closed yet. Missing: %s."), t->missing);
		return;
	}
	pane_field(p, row, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena, "%s%s%s%s", _("F10 closes it for good"),
		edit_text(desk_note(s->arg.id)).len > 0 ? _(", writes the note")
							: "",
		t->next > 0 ? call : "", _(" and you are free.")));
}

void
wrapup_draw(struct screen *s, const struct pane *p)
{
	const struct wrapup_model *m = s->model;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head_line(m, p, s->scene.now);
	if (m->guide.len > 0)
		pane_field(p, 1, 3, p->columns - 4, LOOK_ALERT,
		    str_printf(&draw_arena,
			_("Script open: F5 goes on, and its end writes what it "
			  "noted. %s"),
			m->guide.s));
	row = draw_matters(m, p, 2);
	row = draw_type(s, p, row);
	row = draw_choices(s, p, row + 1);
	if (row + 1 < p->rows - 1)
		draw_note(s, p, row + 1);
	draw_end(s, p);
	arena_reset(&draw_arena);
}
