/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proposals.c - when a call may be promised, as rows above a form.
 */
#include "screens/proposals.h"

#include "base/zone.h"
#include "core/when.h"
#include "screens/say.h"

bool
proposals_number(struct str typed)
{
	return typed.len > 0 && strspn(typed.s, "0123456789") == typed.len;
}

/* Nobody who types 1 means one o'clock at night. */
static bool
no_number(struct str typed, struct fault *why)
{
	return fail(why, ERR_INVALID, _("there is no time number %s"),
		   typed.s) == OK;
}

static bool
offered(struct str typed, const struct callback_choice *when, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(typed, when[i].when))
			return true;
	return false;
}

/* Whether words are a time does not hang on when they are said: any day does. */
bool
proposals_check(struct str typed, struct fault *why)
{
	msec at;

	if (proposals_number(typed)) /* which there are is seen when sent */
		return (typed.len == 1 && typed.s[0] >= '1' &&
			   typed.s[0] < '1' + CALLBACK_CHOICES) ||
		    no_number(typed, why);
	return when_parse(typed, zone_get(STR_NONE), DAYS(20000), &at, why) ==
	    OK;
}

enum screen_key
proposals_send(struct screen *s, const struct key *k, struct buf *say,
    const struct callback_choice *when, size_t n)
{
	enum screen_key did = sheet_send(s, k, say);
	struct sheet *t = s->state;
	struct str typed;
	struct fault why;
	struct field *d;

	if (did != SCREEN_SAY)
		return did;
	typed = sheet_get(s, "when");
	if (!proposals_number(typed) || offered(typed, when, n) ||
	    no_number(typed, &why))
		return did;
	d = form_field(&t->form, "when");
	snprintf(d->wrong, sizeof(d->wrong), "%.*s", (int)sizeof(d->wrong) - 1,
	    why.text);
	t->form.at = (size_t)(d - t->form.v);
	t->wrong = true;
	buf_reset(say);
	return SCREEN_TAKEN;
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

	if (typed.len == 0)
		return;
	if (proposals_number(typed)) {
		(void)no_number(typed, &why);
		pane_z(p, row, 14, LOOK_ALERT, why.text);
		return;
	}
	if (when_parse(typed, z, now, &at, &why) != OK)
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
	if (!offered(typed, when, n))
		draw_understood(p, row, typed,
		    when[0].zone.len > 0 ? when[0].zone : STR_NONE,
		    s->scene.now);
	return row + 1;
}
