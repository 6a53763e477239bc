/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clocks.c - gauges of promises.
 */
#include "screens/clocks.h"

#include "screens/owed.h"
#include "screens/say.h"
#include "screens/screen.h"
#include "ui/gauge.h"

#define WIDE	70 /* columns from which there is room for all */
#define LONGEST 19 /* "mié 11-03 09:42 -03", which is never cut */

/* "mar 17:15 -03" */
static struct str
due(struct arena *a, const struct promise *o, msec now)
{
	if (o->met_at > 0)
		return str_printf(a,
		    promise_sign(o, now) == PROMISE_MISSED ? _("done late %s")
							   : _("met %s"),
		    say_when(a, o->met_at, now).s);
	if (promise_sign(o, now) == PROMISE_UNANSWERED)
		return str_of(_("nobody answered"));
	if (promise_sign(o, now) == PROMISE_MISSED)
		return str_of(_("never given"));
	if (o->due_at == 0)
		return o->until_at > 0 ? str_printf(a, _("paused until %s"),
					     say_when(a, o->until_at, now).s)
				       : str_of(_("paused"));
	return str_printf(a, "%s %s", say_due(a, o->due_at, now).s,
	    say_offset(a, o->due_at).s);
}

/* "mié 11-03 09:42 -03" is never cut: what it is called gives way. */
static int
longest(const struct promises *o, msec now)
{
	struct arena a = { 0 };
	int most = 0;

	for (size_t i = 0; i < o->n; i++) {
		int n = cell_columns(due(&a, &o->v[i], now));

		if (n > most)
			most = n;
	}
	arena_done(&a);
	return most;
}

static void
draw_row(const struct promise *o, const struct pane *p, int row, int most,
    msec now)
{
	bool wide = p->columns >= WIDE;
	int gauge = wide ? 10 : 3, at = p->columns - (wide ? 27 : 17);
	int when = at - most - 1, name = wide ? 20 : 16;
	enum promise_sign sign = promise_sign(o, now);
	enum look look = owed_look(sign);
	struct arena a = { 0 };
	char left[24];

	pane_text(p, row, 1, look, theme_sign(term_symbols(), owed_sign(sign)));
	if (when > name + 4)
		when = name + 4;
	pane_field(p, row, 3, when - 4, LOOK_TEXT,
	    str_of(promise_kind_text(o->kind)));
	pane_field(p, row, when, at - when - 1, LOOK_TEXT, due(&a, o, now));
	if (sign == PROMISE_UNANSWERED) {
		pane_right(p, row, p->columns - 1, look,
		    str_of(_("cancelled")));
	} else if (sign < PROMISE_MISSED) {
		gauge_percent(p, row, at, gauge, look, promise_percent(o, now));
		pane_right(p, row, p->columns - 1, look,
		    str_of(say_left(promise_left_shown(o, now), o->day_ms,
			left)));
	} else {
		pane_right(p, row, p->columns - 1, LOOK_MUTED,
		    str_printf(&a, _("used %s"),
			say_worked(&a, promise_used(o, now)).s));
	}
	arena_done(&a);
}

int
clocks_draw(const struct promises *o, const struct pane *p, msec now)
{
	int row = 1, most = longest(o, now);

	if (o->n == 0 || p->rows < 2)
		return 0;
	draw_head(p, 0, false, _("CLOCKS"), -1);
	pane_right(p, 0, p->columns - 1, LOOK_MUTED, str_of(_("used    left")));
	for (size_t i = 0; i < o->n && row < p->rows; i++, row++)
		draw_row(&o->v[i], p, row, most, now);
	return row;
}
