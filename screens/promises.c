/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promises.c - when what is open is due, by team; where it will burn, and
 * whether the figures are true. Every number opens its tickets.
 */
#include "core/board.h"
#include "screens/behind.h"
#include "screens/grid.h"
#include "screens/say.h"
#include "screens/still.h"
#include "ui/layout.h"

enum { TABLE, FIGURES, PARTS };
enum { SUM = BOARD_CELLS, CELLS }; /* the grid: cells, and their sum */
enum { TEAM_WIDTH = 19, TEAM_WIDE = 28, WIDE = 100 };

struct state {
	struct list list;
	struct still still;
	int part, cell, figure;
};

struct model {
	struct board_promises due;
	struct board_honesty honest;
};

static struct arena draw_arena; /* emptied at each draw */

/* ---- loading ------------------------------------------------------------ */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	(void)arg;
	if ((rc = board_promises(c, a, &m->due)) != OK ||
	    (rc = board_honesty(c, a, &m->honest)) != OK)
		return rc;
	*model = m;
	return OK;
}

/* The new model is nobody's but this screen's until it is drawn. */
static void
arrange(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	still_order(&t->still, m->due.v, m->due.n, sizeof(*m->due.v),
	    m->due.edges.at);
	still_hold(&t->list, m->due.v, m->due.n, sizeof(*m->due.v));
}

static int64_t
number_of(const struct board_promise *b, int cell)
{
	return cell == SUM ? b->sum : b->cell[cell];
}

static const char *
team_name(const struct board_promise *b)
{
	return b->name.len > 0 ? b->name.s
	    : b->team.len > 0  ? b->team.s
			       : _("of no team");
}

/* ---- figures ------------------------------------------------------------ */

/* The first four are of now, the others of the last 30 days. */
static const struct figure {
	const char *title, *honest, *formula;
	int cell;
} figures[] = {
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
#define NFIGURES ((int)countof(figures))

static int64_t
figure_number(const struct model *m, int i)
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

static struct str
met_text(const struct model *m)
{
	const struct row_board_honesty *h = &m->honest.v;

	if (h->done == 0)
		return str_of(_("none ended"));
	return str_printf(&draw_arena, _("met %s of %s"),
	    say_rate(&draw_arena, share(h->kept, h->done)).s,
	    say_number(&draw_arena, h->done).s);
}

static void
draw_figure(const struct screen *s, const struct pane *p, int row, int at,
    int i)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	bool here = s->scene.focus && t->part == FIGURES && t->figure == i;
	int64_t n = figure_number(m, i), done = m->honest.v.done;
	enum look look = here ? LOOK_FOCUS : LOOK_TEXT;
	int width = p->columns / 2 - 2;

	if (here) {
		pane_fill(p, row, at, width, look);
		pane_cursor(p, row, at);
	}
	if (i == 0 && n > 0 && !here)
		look = LOOK_LATE;
	pane_field(p, row, at + 1, width - 12, here ? look : LOOK_TEXT,
	    str_of(_(figures[i].title)));
	pane_right(p, row, at + width - 7, look, say_number(&draw_arena, n));
	if (figures[i].honest != NULL && done > 0)
		pane_right(p, row, at + width, here ? look : LOOK_MUTED,
		    say_rate(&draw_arena, share(n, done)));
}

static void
draw_figures(const struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int half = p->columns / 2;

	pane_z(p, 0, 1, LOOK_HEAD, _("RISK NOW"));
	pane_z(p, 0, half, LOOK_HEAD, _("HONESTY, 30 days"));
	pane_right(p, 0, p->columns - 1, LOOK_MUTED, met_text(m));
	for (int i = 0; i < NFIGURES / 2; i++) {
		draw_figure(s, p, i + 1, 0, i);
		draw_figure(s, p, i + 1, half - 1, i + NFIGURES / 2);
	}
}

/* ---- the table ---------------------------------------------------------- */

static const char *const days[] = { N_("Sun"), N_("Mon"), N_("Tue"), N_("Wed"),
	N_("Thu"), N_("Fri"), N_("Sat") };

/* At most four columns; to be given to meant(). */
static const char *
cell_title(const struct board_edges *e, int cell)
{
	if (cell >= BOARD_HOUR && cell < BOARD_TODAY)
		return str_printf(&draw_arena, "%02d",
		    (e->hour + cell - BOARD_HOUR) % 24)
		    .s;
	if (cell == BOARD_TOMORROW || cell == BOARD_AFTER)
		return days[(e->wday + cell - BOARD_TODAY) % 7];
	switch (cell) {
	case BOARD_LATE:
		return NC_("due, a column", "late");
	case BOARD_TODAY:
		return NC_("rest of it, a column", "day");
	case BOARD_LATER:
		return ">";
	case BOARD_PAUSED:
		return theme_sign(term_symbols(), SIGN_PAUSED).s;
	case BOARD_NONE:
		return NC_("promise, a column", "no");
	default:
		return NC_("column", "sum");
	}
}

/* What a cell is, in a heading: "due 12:00 to 13:00". */
static struct str
cell_text(const struct board_edges *e, int cell)
{
	if (cell > BOARD_LATE && cell < BOARD_LATER)
		return str_printf(&draw_arena, _("due %s to %s"),
		    say_when(&draw_arena, e->edge[cell], e->at).s,
		    say_when(&draw_arena, e->edge[cell + 1], e->at).s);
	switch (cell) {
	case BOARD_LATE:
		return str_of(_("late"));
	case BOARD_LATER:
		return str_printf(&draw_arena, _("due after %s"),
		    say_when(&draw_arena, e->edge[cell], e->at).s);
	case BOARD_PAUSED:
		return str_of(_("paused"));
	case BOARD_NONE:
		return str_of(_("without a promise"));
	default:
		return str_of(_("all that is open"));
	}
}

static int
team_width(const struct pane *p)
{
	return p->columns >= WIDE ? TEAM_WIDE : TEAM_WIDTH;
}

static int
cells_at(const struct pane *p, int *width)
{
	*width = grid_cell(p->columns - team_width(p) - 8, BOARD_CELLS);
	return team_width(p) + 1;
}

static void
draw_row(const struct pane *p, int row, const struct board_promise *b,
    int chosen)
{
	int width, at = cells_at(p, &width);

	for (int i = 0; i < CELLS; i++) {
		enum look look = i == chosen ? LOOK_FOCUS : LOOK_TEXT;
		int end = at + (i + 1) * width + (i == SUM ? 2 : 0);

		if (i == BOARD_LATE && b->cell[i] > 0 && i != chosen)
			look = LOOK_LATE;
		grid_number(p, row, end, i == SUM ? width + 2 : width, look,
		    i > BOARD_LATE && i < BOARD_LATER, number_of(b, i));
	}
}

static void
draw_titles(const struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int width, at = cells_at(p, &width);

	pane_z(p, 1, 1, LOOK_LABEL, _("Team"));
	for (int i = 0; i < CELLS; i++)
		pane_right(p, 1, at + (i + 1) * width + (i == SUM ? 2 : 0),
		    LOOK_LABEL, str_of(meant(cell_title(&m->due.edges, i))));
}

static void
draw_team(const struct screen *s, const struct pane *p, int row, bool here,
    const void *item)
{
	const struct board_promise *b = item;
	int cell = ((const struct state *)s->state)->cell;

	pane_field(p, row, 1, team_width(p) - 1, here ? LOOK_HEAD : LOOK_TEXT,
	    str_of(team_name(b)));
	draw_row(p, row, b, here ? cell : -1);
}

static void
draw_table(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	struct pane in = pane_part(p, 2, 0, p->rows - 3, p->columns);

	pane_z(p, 0, 1, LOOK_HEAD, _("PROMISES DUE"));
	pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    str_of(_("open tickets, by your clock")));
	draw_titles(s, p);
	grid_rows(s, &in, s->scene.focus && t->part == TABLE, draw_team);
	pane_z(p, p->rows - 1, 1, LOOK_HEAD, _("All"));
	draw_row(p, p->rows - 1, &m->due.all, -1);
}

static void
draw_what(const struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	const struct board_promise *b = screen_picked(s);
	struct str text = STR_NONE;

	if (t->part == FIGURES)
		text = str_of(_(figures[t->figure].formula));
	else if (b != NULL)
		text = str_printf(&draw_arena, "%s, %s: %lld", team_name(b),
		    cell_text(&m->due.edges, t->cell).s,
		    (long long)number_of(b, t->cell));
	pane_field(p, p->rows - 1, 1, p->columns - 2, LOOK_MUTED, text);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int foot = NFIGURES / 2 + 3, rows;
	struct pane in;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	if (m->due.n == 0) {
		draw_empty(p, 2, _("Nothing that you may see is open."),
		    _("gi has what waits for you; gh goes home."));
		return;
	}
	rows = (int)m->due.n + 3;
	if (rows > p->rows - foot)
		rows = p->rows - foot;
	in = pane_part(p, 0, 0, rows, p->columns);
	draw_table(s, &in);
	in = pane_part(p, rows + 1, 0, NFIGURES / 2 + 1,
	    p->columns < 110 ? p->columns : 110);
	draw_figures(s, &in);
	draw_what(s, p);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->due.v, m->due.n);
	return &((struct state *)s->state)->list;
}

static enum screen_key
open_cell(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	const struct board_promise *b = screen_picked(s);
	struct board_ask q = { .one_team = true,
		.cell = t->cell == SUM ? BOARD_ANY : t->cell,
		.at = m->due.edges.at };

	if (b == NULL || number_of(b, t->cell) == 0)
		return grid_nothing(say);
	q.team = b->team;
	behind_say(&q,
	    str_printf(&draw_arena, "%s, %s", team_name(b),
		cell_text(&m->due.edges, t->cell).s),
	    say);
	return SCREEN_SAY;
}

static enum screen_key
open_figure(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	const struct figure *f = &figures[t->figure];
	struct board_ask q = { .cell = BOARD_ANY,
		.at = f->honest != NULL ? m->honest.at : m->due.edges.at };

	if (figure_number(m, t->figure) == 0)
		return screen_tell(say, _("None: there is nothing to open."));
	if (f->honest != NULL)
		q.honest = str_of(f->honest);
	else
		q.cell = f->cell;
	behind_say(&q, str_of(_(f->title)), say);
	return SCREEN_SAY;
}

static bool
move_figure(const struct key *k, int *at)
{
	int half = NFIGURES / 2, row = *at % half, side = *at / half;

	if (k->code == KEY_DOWN || k->code == 'j')
		row = row + 1 < half ? row + 1 : row;
	else if (k->code == KEY_UP || k->code == 'k')
		row = row > 0 ? row - 1 : row;
	else if (!grid_key(k, 2, &side))
		return false;
	*at = side * half + row;
	return true;
}

static enum screen_key
formula(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	const struct board_promise *b = screen_picked(s);
	int64_t n = figure_number(m, t->figure);

	if (t->part == TABLE && b != NULL) {
		buf_printf(say, _("%s: %lld of %lld open tickets of %s"),
		    cell_text(&m->due.edges, t->cell).s,
		    (long long)number_of(b, t->cell), (long long)b->sum,
		    team_name(b));
	} else if (figures[t->figure].honest != NULL) {
		buf_printf(say, _("%s: %lld of %lld that ended since %s"),
		    _(figures[t->figure].formula), (long long)n,
		    (long long)m->honest.v.done,
		    say_when(&draw_arena, m->honest.since, m->honest.at).s);
	} else {
		buf_printf(say, "%s: %lld", _(figures[t->figure].formula),
		    (long long)n);
	}
	return SCREEN_TELL;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;

	if (s->model == NULL || ((const struct model *)s->model)->due.n == 0)
		return SCREEN_IGNORED;
	switch (k->code) {
	case KEY_TAB:
	case KEY_BACKTAB:
		t->part = (t->part + 1) % PARTS;
		return SCREEN_TAKEN;
	case KEY_ENTER:
		return t->part == TABLE ? open_cell(s, say)
					: open_figure(s, say);
	case 'F':
		return formula(s, say);
	default:
		break;
	}
	if (t->part == TABLE ? grid_key(k, CELLS, &t->cell)
			     : move_figure(k, &t->figure))
		return SCREEN_TAKEN;
	return SCREEN_IGNORED;
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	list_done(&t->list);
	still_done(&t->still);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "h", "", NULL },
	{ "<Left>", "", NULL },
	{ "l", "", NULL },
	{ "<Right>", "", N_("number") },
	{ "<Tab>", "", N_("figures") },
	{ "F", "", N_("formula") },
	{ "P", "open people", N_("people") },
	{ 0 },
};

const struct screen_def screen_promises = {
	.name = "promises",
	.title = N_("Promises"),
	.about =
	    N_("Open tickets by team and by when they are due. Arrows choose "
	       "a number, Enter shows the tickets behind it, F its "
	       "formula."),
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.minutely = true,
	.unfiltered = true,
	.keys = keys,
	.load = load,
	.arrange = arrange,
	.draw = draw,
	.list = list,
	.key = key,
	.done = done,
};
