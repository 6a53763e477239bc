/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * around.c - the head of a form about a ticket, and what was said.
 */
#include "screens/around.h"

#include "base/utf8.h"
#include "screens/others.h"
#include "screens/say.h"

void
around_head(const struct row_ticket_get *t, const struct pane *p, msec now)
{
	pane_printf(p, 0, 1, LOOK_HEAD, "T-%lld", (long long)t->number);
	pane_field(p, 0, 10, p->columns - 24, LOOK_TEXT, t->subject);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_of(state_word(t->state)));
	pane_field(p, 1, 10, p->columns - 11, LOOK_MUTED, t->customer_name);
	others_draw(p, 2, 10, t->id, now);
}

void
around_said(const struct rows_message_of_ticket *said, const struct pane *p,
    msec now)
{
	struct arena a = { 0 };
	int row = 1;

	draw_head(p, 0, false, _("WHAT WAS SAID"), (int64_t)said->n);
	if (said->n == 0)
		pane_z(p, 1, 3, LOOK_MUTED, _("nothing yet"));
	for (size_t i = said->n; i-- > 0 && row < p->rows - 1;) {
		const struct row_message_of_ticket *x = &said->v[i];

		pane_printf(p, row, 3, LOOK_MUTED, "%s  %s",
		    say_when(&a, x->at, now).s, x->author_name.s);
		row += 2 +
		    pane_wrap(p, row + 1, 3, p->columns - 4, 0,
			p->rows - row - 1, LOOK_TEXT, x->body);
	}
	arena_done(&a);
}

struct choice
around_choice(struct arena *a, const char *code, struct str text, int number)
{
	return (struct choice){ .code = str_of(code),
		.text = text,
		.fold = utf8_fold(a, text),
		.number = number };
}

struct str
around_label(const struct screen *s, const struct row_ticket_get *t)
{
	static char text[32];

	if (t == NULL)
		return str_of(_(s->def->title));
	snprintf(text, sizeof(text), "T-%lld", (long long)t->number);
	return str_of(text);
}
