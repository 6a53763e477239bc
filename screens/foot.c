/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * foot.c - the sums under a clock's ledger. Holding is not working: a ticket
 * may lie with a team for days of which somebody worked ten minutes.
 */
#include "screens/foot.h"

#include "screens/say.h"
#include "screens/screen.h"

enum { MOST = 3 }; /* rows of one sum */

static struct arena draw_arena; /* emptied at each draw */

struct str
foot_hours(struct arena *a, msec ms)
{
	msec m = (ms < 0 ? -ms : ms) / MINUTES(1);

	return str_printf(a, "%s%lldh%02lld", ms < 0 ? "-" : "",
	    (long long)(m / 60), (long long)(m % 60));
}

/* The sums are the check: who had it adds up to what was used. */
static struct str
had_text(const struct ledger *l)
{
	struct str had = str_of("");
	msec sum = l->used_ms - l->adjusted;

	for (size_t i = 0; i < l->shares.n; i++)
		had = str_printf(&draw_arena, "%s%s %s   ", had.s,
		    holder_word(l->shares.v[i].holder),
		    foot_hours(&draw_arena, l->shares.v[i].shown).s);
	if (l->adjusted != 0)
		had = str_printf(&draw_arena, _("%sby changes %s   "), had.s,
		    foot_hours(&draw_arena, say_part(l->adjusted, &sum)).s);
	return str_printf(&draw_arena, _("%ssum %s"), had.s,
	    foot_hours(&draw_arena, l->used_ms).s);
}

/* One entry for each person, of all kinds. */
static struct str
worked_text(const struct rows_spent_sums *x)
{
	struct str text = str_of("");
	msec all = 0, own = 0;

	for (size_t i = 0; i < x->n; i++) {
		all += x->v[i].ms;
		own += x->v[i].ms;
		if (i + 1 < x->n && id_eq(x->v[i].agent, x->v[i + 1].agent))
			continue;
		text = str_printf(&draw_arena, "%s%s %s   ", text.s,
		    x->v[i].name.s, say_span(&draw_arena, own).s);
		own = 0;
	}
	return str_printf(&draw_arena, _("%ssum %s"), text.s,
	    say_span(&draw_arena, all).s);
}

static int
text_at(const char *head)
{
	return 1 + cell_columns(str_of(head)) + 3;
}

static int
sum_rows(const char *head, struct str text, int columns)
{
	int n = pane_wrapped(columns - text_at(head) - 1, text);

	return n < MOST ? n : MOST;
}

static int
draw_sum(const struct pane *p, int row, const char *head, struct str text)
{
	int at = text_at(head);

	pane_z(p, row, 1, LOOK_HEAD, head);
	return row +
	    pane_wrap(p, row, at, p->columns - at - 1, 0, MOST, LOOK_TEXT,
		text);
}

static struct str
missed_text(const struct ledger *l)
{
	if (l->by_change)
		return str_of(_("It was missed because the promise was "
				"changed."));
	return l->missed_by.len == 0
	    ? STR_NONE
	    : str_printf(&draw_arena, _("When it was missed it was with: %s"),
		  holder_word(l->missed_by));
}

int
foot_rows(const struct ledger *l, const struct rows_spent_sums *spent,
    int columns)
{
	int n = 1 + (l->by_change || l->missed_by.len > 0);

	n += sum_rows(_("WHO HAD IT"), had_text(l), columns);
	if (spent->n > 0)
		n += sum_rows(_("WORKED ON IT"), worked_text(spent), columns);
	arena_reset(&draw_arena);
	return n;
}

void
foot_draw(const struct ledger *l, const struct rows_spent_sums *spent,
    const struct pane *p)
{
	struct str missed = missed_text(l);
	int row = draw_sum(p, 0, _("WHO HAD IT"), had_text(l));

	if (spent->n > 0)
		row = draw_sum(p, row, _("WORKED ON IT"), worked_text(spent));
	if (missed.len > 0)
		pane_text(p, row++, 1, LOOK_TEXT, missed);
	pane_printf(p, row, 1, LOOK_MUTED,
	    l->same ? _("Worked out with zone data %s. The stored clock is the "
			"same.")
		    : _("Worked out with zone data %s. The stored clock is "
			"another: sla rebuild."),
	    l->zones.s);
	arena_reset(&draw_arena);
}
