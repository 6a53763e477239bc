/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * warned.c - what one owes to read, above the day.
 */
#include "screens/warned.h"

enum err
warned_load(struct core *c, struct warned *w)
{
	return bulletin_unread(c, &w->unread);
}

int
warned_draw(const struct warned *w, const struct pane *p)
{
	if (w->unread == 0)
		return 0;
	pane_text(p, 0, 1, LOOK_NEW, theme_sign(term_symbols(), SIGN_NEW));
	pane_printf(p, 0, 3, LOOK_TEXT,
	    ngettext("%lld bulletin must be read: gu",
		"%lld bulletins must be read: gu", (unsigned long)w->unread),
	    (long long)w->unread);
	return 2;
}
