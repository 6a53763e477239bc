/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * beside.c - a ticket in full beside its list.
 */
#include "screens/beside.h"

#include "screens/say.h"

static struct arena draw_arena; /* emptied at each draw */

/* What a field of the ticket is, and the field. */
static int
line(const struct pane *p, int row, const char *name, struct str value)
{
	if (value.len == 0)
		return row;
	pane_field(p, row, 1, 11, LOOK_LABEL, str_of(name));
	return row +
	    pane_wrap(p, row, 12, p->columns - 13, 0, 3, LOOK_TEXT, value);
}

void
beside_ticket(const struct owed *o, const struct row_message_last *x,
    const struct pane *p, msec now)
{
	const struct row_ticket_rows *t = &o->t;
	int row = 2;

	draw_head(p, 0, false,
	    str_printf(&draw_arena, "T-%lld", (long long)t->number).s, -1);
	pane_right(p, 0, p->columns - 1, LOOK_TEXT,
	    str_of(state_word(t->state)));
	row = line(p, row, _("Subject"), t->subject);
	row = line(p, row, _("Customer"), say_customer(t->customer_name));
	row = line(p, row, _("Type"), t->typification_name);
	row = line(p, row, _("Priority"),
	    str_printf(&draw_arena, "%lld", (long long)t->priority));
	row = line(p, row, _("With"), t->owner_name);
	row = line(p, row, _("Team"), t->team_name);
	row = line(p, row, _("Promise"), owed_due(&draw_arena, &o->p, now));
	row = line(p, row, _("Opened"),
	    say_instant(&draw_arena, t->created_at, now));
	row = line(p, row, _("Changed"),
	    say_instant(&draw_arena, t->updated_at, now));
	if (x == NULL) {
		arena_reset(&draw_arena);
		return;
	}
	draw_head(p, row + 1, false, _("LAST WORDS"), -1);
	pane_field(p, row + 2, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena, "%s  %s",
		say_instant(&draw_arena, x->at, now).s, x->author_name.s));
	pane_wrap(p, row + 3, 1, p->columns - 2, 0, p->rows - row - 3,
	    LOOK_TEXT, x->body);
	arena_reset(&draw_arena);
}
