/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proposals.c - when a call may be promised, as rows above a form.
 */
#include "screens/proposals.h"

#include "base/zone.h"
#include "core/when.h"
#include "screens/say.h"

static bool
is_number(struct str typed)
{
	return typed.len == 1 && typed.s[0] >= '1' &&
	    typed.s[0] < '1' + CALLBACK_CHOICES;
}

/* Whether words are a time does not hang on when they are said: any day does. */
bool
proposals_check(struct str typed, struct fault *why)
{
	msec at;

	return is_number(typed) ||
	    when_parse(typed, zone_get(STR_NONE), DAYS(20000), &at, why) == OK;
}

/* "= jue 12-03 10:00", in the customer's zone; nothing until it is a time. */
static void
draw_understood(const struct pane *p, int row, struct str typed,
    struct str zone, msec now)
{
	const struct zone *z = zone_get(zone);
	struct arena a = { 0 };
	struct fault why;
	msec at;

	if (typed.len == 0 || is_number(typed) ||
	    when_parse(typed, z, now, &at, &why) != OK)
		return;
	if (at > now)
		pane_printf(p, row, 14, LOOK_GOOD, "= %s",
		    when_print(&a, z, at, now).s);
	else
		pane_printf(p, row, 14, LOOK_ALERT, _("= %s, which has passed"),
		    when_print(&a, z, at, now).s);
	arena_done(&a);
}

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
	draw_understood(p, row, typed, n > 0 ? when[0].zone : STR_NONE,
	    s->scene.now);
	return row + 1;
}
