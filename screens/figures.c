/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figures.c - what is at risk now, and whether the figures are true.
 */
#include "screens/figures.h"

#include "screens/grid.h"
#include "screens/say.h"

enum { HALF = FIGURES / 2 };

static struct arena draw_arena; /* emptied at each draw */

/* The first four are of now, the others of the last 30 days. */
static const struct row {
	const char *title, *honest, *formula;
	int cell;
} rows[FIGURES] = {
	{ N_("late now"), NULL,
	    N_("open tickets whose most urgent promise was due before now"),
	    BOARD_LATE },
	{ N_("due within 1 h"), NULL,
	    N_("open tickets whose most urgent promise is due within the next "
	       "60 minutes"),
	    BOARD_SOON },
	{ N_("paused"), NULL,
	    N_("open tickets all of whose promises stand still"),
	    BOARD_PAUSED },
	{ N_("parked past the end said"), NULL,
	    N_("open tickets that were parked until an instant that has "
	       "passed"),
	    BOARD_OVER },
	{ N_("met only thanks to a pause"), "thanks",
	    N_("promises to resolve that were met, and whose time used and "
	       "time paused are together over the target"),
	    0 },
	{ N_("paused in the last tenth"), "tenth",
	    N_("promises to resolve that were stopped with nine tenths or more "
	       "of the target used"),
	    0 },
	{ N_("paused 3 times or more"), "flips",
	    N_("promises to resolve that were stopped three times or more"),
	    0 },
	{ N_("missed only by a change"), "changed",
	    N_("promises to resolve that a new priority, type or policy put "
	       "into the past"),
	    0 },
};
int64_t
figure_number(const struct figures *m, int i)
{
	const struct row_board_honesty *h = &m->honest.v;
	const int64_t numbers[] = { m->due.all.cell[BOARD_LATE],
		m->due.all.soon, m->due.all.cell[BOARD_PAUSED], m->due.all.over,
		h->thanks, h->tenth, h->flips, h->changed };

	return numbers[i];
}

/* Tenths of a percent, to the nearest: of all that ended, which is some. */
static int64_t
share(int64_t n, int64_t done)
{
	return (n * 2000 + done) / (done * 2);
}

/* Late are those that were missed and those that are late and open: what was
 * met and what is late add up. */
static struct str
met_text(const struct figures *m)
{
	const struct row_board_honesty *h = &m->honest.v;
	int64_t late = board_counted(h) - h->kept;
	struct str met = say_rate(&draw_arena, board_met(h)),
		   n = say_number(&draw_arena, board_counted(h));

	if (board_counted(h) == 0)
		return str_of(_("none ended"));
	if (late == 0)
		return str_printf(&draw_arena, _("met %s of %s"), met.s, n.s);
	return str_printf(&draw_arena, _("met %s of %s, %s late"), met.s, n.s,
	    say_number(&draw_arena, late).s);
}

/* Where both have no room, the days stay out. */
static void
draw_honesty(const struct figures *m, const struct pane *p)
{
	int end = pane_right(p, 0, p->columns - 1, LOOK_MUTED, met_text(m));
	const char *head = _("HONESTY, 30 days");

	if (cell_columns(str_of(head)) + 2 > end)
		head = _("HONESTY");
	pane_z(p, 0, 1, LOOK_HEAD, head);
}

static void
draw_figure(const struct figures *m, const struct pane *p, int row, int i,
    bool here)
{
	int64_t n = figure_number(m, i), done = m->honest.v.done;
	enum look look = here ? LOOK_FOCUS : LOOK_TEXT;
	int width = p->columns - 2;

	if (here) {
		pane_fill(p, row, 0, width, look);
		pane_text(p, row, 0, LOOK_HEAD,
		    theme_sign(term_symbols(), SIGN_FOCUS));
		pane_cursor(p, row, 0);
	}
	if (i == 0 && n > 0 && !here)
		look = LOOK_LATE;
	pane_field(p, row, 1, width - 12, here ? look : LOOK_TEXT,
	    str_of(_(rows[i].title)));
	pane_right(p, row, width - 7, look, say_number(&draw_arena, n));
	if (rows[i].honest != NULL && done > 0)
		pane_right(p, row, width, here ? look : LOOK_MUTED,
		    say_rate(&draw_arena, share(n, done)));
}

int
figures_rows(bool stacked)
{
	return stacked ? FIGURES + 3 : HALF + 1;
}

void
figures_draw(const struct figures *m, const struct pane *p, int chosen)
{
	bool stacked = p->rows >= figures_rows(true);
	int wide = stacked ? p->columns : p->columns / 2;
	struct pane risk = pane_part(p, 0, 0, HALF + 1, wide);
	struct pane honesty = stacked
	    ? pane_part(p, HALF + 2, 0, HALF + 1, p->columns)
	    : pane_part(p, 0, p->columns / 2 - 1, HALF + 1,
		  p->columns - p->columns / 2 + 1);

	pane_z(&risk, 0, 1, LOOK_HEAD, _("RISK NOW"));
	draw_honesty(m, &honesty);
	honesty.columns = wide;
	for (int i = 0; i < HALF; i++) {
		draw_figure(m, &risk, i + 1, i, i == chosen);
		draw_figure(m, &honesty, i + 1, i + HALF, i + HALF == chosen);
	}
	arena_reset(&draw_arena);
}

/* ---- keys, and what is asked ---------------------------------------------- */

bool
figure_key(const struct key *k, int *at, bool stacked)
{
	int half = stacked ? FIGURES : HALF;
	int row = *at % half, side = *at / half;

	if (k->code == KEY_DOWN || k->code == 'j')
		row = row + 1 < half ? row + 1 : row;
	else if (k->code == KEY_UP || k->code == 'k')
		row = row > 0 ? row - 1 : row;
	else if (!grid_key(k, stacked ? 1 : 2, &side))
		return false;
	*at = side * half + row;
	return true;
}

struct board_ask
figure_ask(const struct figures *m, int i)
{
	const struct row *f = &rows[i];
	struct board_ask q = { .cell = BOARD_ANY, .at = m->due.edges.at };

	if (f->honest == NULL) {
		q.cell = f->cell;
		return q;
	}
	q.honest = str_of(f->honest);
	q.at = m->honest.at;
	return q;
}

struct str
figure_title(int i)
{
	return str_of(_(rows[i].title));
}

struct str
figure_formula(int i)
{
	return str_of(_(rows[i].formula));
}

/* What the rate of the heading is made of. */
static void
say_met(const struct figures *m, struct buf *say)
{
	const struct row_board_honesty *h = &m->honest.v;

	buf_z(say, "; ");
	buf_printf(say,
	    _("met: %lld of %lld, which are these and %lld late and open"),
	    (long long)h->kept, (long long)board_counted(h),
	    (long long)h->late);
}

void
figure_say(const struct figures *m, int i, struct buf *say)
{
	int64_t n = figure_number(m, i), done = m->honest.v.done;

	if (rows[i].honest == NULL) {
		buf_printf(say, "%s: %lld", _(rows[i].formula), (long long)n);
		return;
	}
	buf_printf(say,
	    ngettext("%s: %lld of %lld that ended since %s",
		"%s: %lld of %lld that ended since %s", (unsigned long)done),
	    _(rows[i].formula), (long long)n, (long long)done,
	    say_when(&draw_arena, m->honest.since, m->honest.at).s);
	say_met(m, say);
	arena_reset(&draw_arena);
}
