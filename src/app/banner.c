/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * banner.c - the line of a mass incident. It is read with what the top line
 * counts (mine.c), so that it costs no question of its own.
 */
#include "app/banner.h"

#include "ui/term.h"

enum { LEAST = 8 }; /* rows of a body that can spare one */

void
banner_set(struct banner *b, const struct rows_incident_told *rows)
{
	*b = (struct banner){ .n = rows->n };
	if (rows->n == 0)
		return;
	b->number = rows->v[0].number;
	snprintf(b->words, sizeof(b->words), "%s", rows->v[0].words.s);
}

int
banner_draw(const struct banner *b, const struct pane *p)
{
	struct arena a = { 0 };
	int end;

	if (b->n == 0 || p->rows < LEAST)
		return 0;
	end = pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    b->n > 1 ? str_printf(&a, _("%zu more: gI"), b->n - 1) : STR("gI"));
	pane_text(p, 0, 1, LOOK_ALERT, theme_sign(term_symbols(), SIGN_LATE));
	pane_field(p, 0, 3, end - 5, LOOK_ALERT,
	    str_printf(&a, _("INCIDENT T-%lld  %s"), (long long)b->number,
		b->words));
	arena_done(&a);
	return 1;
}
