/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * warned.c - what stands before every agent.
 */
#include "screens/warned.h"

enum { SHOWN = 2 };

enum err
warned_load(struct core *c, struct arena *a, struct warned *w)
{
	enum err rc = incident_list(c, a, false, 0, &w->incidents);

	return rc == OK ? bulletin_unread(c, &w->unread) : rc;
}

static void
draw_incident(const struct row_incident_list *x, const struct pane *p, int row)
{
	struct arena a = { 0 };
	int end = pane_right(p, row, p->columns - 1, LOOK_MUTED,
	    str_printf(&a,
		ngettext("%lld open case", "%lld open cases",
		    (unsigned long)x->open),
		(long long)x->open));

	pane_text(p, row, 1, LOOK_ALERT, theme_sign(term_symbols(), SIGN_LATE));
	pane_field(p, row, 3, end - 5, LOOK_ALERT,
	    str_printf(&a, _("INCIDENT T-%lld  %s"), (long long)x->number,
		x->words.s));
	arena_done(&a);
}

int
warned_draw(const struct warned *w, const struct pane *p)
{
	size_t n = w->incidents.n;
	int row = 0;

	for (size_t i = 0; i < n && i < SHOWN; i++)
		draw_incident(&w->incidents.v[i], p, row++);
	if (n > SHOWN)
		pane_printf(p, row++, 3, LOOK_MUTED,
		    _("and %zu more: 'incident list'"), n - SHOWN);
	if (w->unread > 0) {
		pane_text(p, row, 1, LOOK_NEW,
		    theme_sign(term_symbols(), SIGN_NEW));
		pane_printf(p, row++, 3, LOOK_TEXT,
		    ngettext("%lld bulletin must be read: gu",
			"%lld bulletins must be read: gu",
			(unsigned long)w->unread),
		    (long long)w->unread);
	}
	return row > 0 ? row + 1 : 0;
}
