/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proposals.c - when a call may be promised, as rows above a form.
 */
#include "screens/proposals.h"

#include "screens/say.h"

int
proposals_draw(const struct screen *s, const struct pane *p, int row,
    const struct callback_choice *when, size_t n)
{
	struct str typed = sheet_get(s, "when");

	for (size_t i = 0; i < n; i++, row++) {
		bool here = str_eq(typed, when[i].when);
		enum look look = here ? LOOK_SELECTED : LOOK_TEXT;

		pane_printf(p, row, 16, look, "%s  %s", when[i].when.s,
		    when[i].text.s);
		if (here)
			pane_text(p, row, 14, LOOK_GOOD,
			    theme_sign(term_symbols(), SIGN_MET));
	}
	return row + 1;
}
