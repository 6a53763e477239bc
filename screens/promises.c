/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promises.c - when what is open is due, by team; where it will burn, and
 * whether the figures are true. Every number opens its tickets.
 */
#include "screens/behind.h"
#include "screens/drill.h"
#include "screens/figures.h"
#include "screens/grid.h"
#include "screens/say.h"
#include "screens/still.h"
#include "screens/tickets.h"

enum { TABLE, FIGURE, PARTS };
enum { SUM = BOARD_CELLS, CELLS }; /* the grid: cells, and their sum */
enum { TEAM_WIDTH = 19, TEAM_WIDE = 28, WIDE = 100 };
/* From so many columns on the figures stand beside the table. */
enum { WIDEST = 200, TABLE_WIDTH = 132, FIGURES_WIDTH = 110 };

struct state {
	struct list list;
	struct still still;
	struct drill drill;
	int part, cell, figure;
};

static struct arena draw_arena; /* emptied at each draw */

/* ---- loading ------------------------------------------------------------ */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct figures *m = NEW(a, struct figures);
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
	const struct figures *m = s->model;
	struct state *t = s->state;

	still_order(&t->still, m->due.v, m->due.n, sizeof(*m->due.v),
	    m->due.edges.at);
	still_hold(&t->list, m->due.v, m->due.n, sizeof(*m->due.v));
}

static struct rows
teams_of(const struct screen *s)
{
	const struct figures *m = s->model;

	return ROWS(m->due.v, m->due.n);
}

/* The team under the cursor, or NULL. */
static const struct board_promise *
team_at(const struct screen *s)
{
	const struct state *t = s->state;

	return s->model != NULL ? list_pick(&t->list, teams_of(s)) : NULL;
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
	const struct figures *m = s->model;
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
	const struct figures *m = s->model;
	struct state *t = s->state;
	struct pane in = pane_part(p, 2, 0, p->rows - 4, p->columns);

	pane_z(p, 0, 1, LOOK_HEAD, _("PROMISES DUE"));
	pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    str_of(_("open tickets, by your clock")));
	draw_titles(s, p);
	grid_rows(s, &in, &t->list, teams_of(s),
	    s->scene.focus && !t->drill.on && t->part == TABLE, draw_team);
	pane_z(p, p->rows - 2, 1, LOOK_HEAD, _("All"));
	draw_row(p, p->rows - 2, &m->due.all, -1);
	screen_beyond(p, p->rows - 1, &t->list, m->due.n, in.rows);
}

/* ---- what is behind a number --------------------------------------------- */

/* What the cursor is on, as it is asked for. */
static struct board_ask
ask_of(const struct screen *s)
{
	const struct figures *m = s->model;
	const struct state *t = s->state;
	const struct board_promise *b = team_at(s);
	struct board_ask q = { .cell = BOARD_ANY, .at = m->due.edges.at };

	if (t->part == FIGURE)
		return figure_ask(m, t->figure);
	if (b != NULL) {
		q.one_team = true;
		q.team = b->team;
		q.cell = t->cell == SUM ? BOARD_ANY : t->cell;
	}
	return q;
}

static int64_t
number_at(const struct screen *s)
{
	const struct state *t = s->state;
	const struct board_promise *b = team_at(s);

	if (t->part == FIGURE)
		return figure_number(s->model, t->figure);
	return b != NULL ? number_of(b, t->cell) : 0;
}

static struct drill *
drill_of(const struct screen *s)
{
	struct state *t = s->state;
	struct board_ask q = ask_of(s);

	drill_set(&t->drill, &q, number_at(s));
	return &t->drill;
}

static struct str
title_at(const struct screen *s)
{
	const struct figures *m = s->model;
	const struct state *t = s->state;
	const struct board_promise *b = team_at(s);

	if (t->part == FIGURE)
		return figure_formula(t->figure);
	return b == NULL ? STR_NONE
			 : str_printf(&draw_arena, "%s, %s: %lld", team_name(b),
			       cell_text(&m->due.edges, t->cell).s,
			       (long long)number_of(b, t->cell));
}

/* ---- where everything is ------------------------------------------------- */

struct places {
	struct pane table, figures, behind;
};

static struct places
place(const struct screen *s, const struct pane *p)
{
	bool beside = p->columns >= WIDEST;
	int own = figures_rows(beside), rows = (int)teams_of(s).n + 3, at;
	int foot = (beside ? 0 : own + 1) + 1 + drill_keeps(p);
	struct places x;

	if (beside && rows < own)
		rows = own;
	if (rows > p->rows - foot)
		rows = p->rows - foot;
	x.table =
	    pane_part(p, 0, 0, rows + 1, beside ? TABLE_WIDTH : p->columns);
	x.figures = beside
	    ? pane_part(p, 0, TABLE_WIDTH + 2, rows,
		  p->columns - TABLE_WIDTH - 2)
	    : pane_part(p, rows + 1, 0, own,
		  p->columns < FIGURES_WIDTH ? p->columns : FIGURES_WIDTH);
	at = rows + 1 + (beside ? 0 : own + 1);
	x.behind = drill_pane(p, at);
	return x;
}

/* The same before it is drawn. */
static struct pane
behind_pane(const struct screen *s)
{
	struct pane body = { 0, 0, s->arg.rows, s->arg.columns };

	return place(s, &body).behind;
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct figures *m = s->model;
	struct state *t = s->state;
	struct places x;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	if (m->due.n == 0) {
		draw_empty(p, 2, _("Nothing that you may see is open."),
		    _("gi has what waits for you; gh goes home."));
		return;
	}
	x = place(s, p);
	draw_table(s, &x.table);
	drill_draw(drill_of(s), s, &x.behind, title_at(s));
	figures_draw(m, &x.figures,
	    s->scene.focus && !t->drill.on && t->part == FIGURE ? t->figure
								: -1);
	arena_reset(&draw_arena);
}

static bool
more(const struct screen *s, struct arena *a, struct str *text)
{
	struct pane in = behind_pane(s);

	return drill_more(drill_of(s), &in, ask_of(s).at, a, text);
}

static void
add(struct screen *s, void *part, struct arena *a)
{
	peek_take(&((struct state *)s->state)->drill.peek, part, a);
}

static const struct screen_further further = { more, drill_load, add };

static void
loaded(struct screen *s)
{
	peek_renew(&((struct state *)s->state)->drill.peek);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct state *t = s->state;

	*rows = t->drill.on ? drill_rows(drill_of(s)) : teams_of(s);
	return t->drill.on ? &t->drill.list : &t->list;
}

/* All of them, on a screen of their own. */
static enum screen_key
open_number(const struct screen *s, struct buf *say)
{
	const struct figures *m = s->model;
	const struct state *t = s->state;
	const struct board_promise *b = team_at(s);
	struct board_ask q = ask_of(s);

	if (number_at(s) == 0)
		return t->part == TABLE
		    ? grid_nothing(say)
		    : screen_tell(say, _("None: there is nothing to open."));
	behind_say(&q,
	    t->part == FIGURE ? figure_title(t->figure)
			      : str_printf(&draw_arena, "%s, %s", team_name(b),
				    cell_text(&m->due.edges, t->cell).s),
	    say);
	return SCREEN_SAY;
}

/* Table and figures, after each its tickets. */
static void
next_part(struct screen *s, bool back)
{
	struct state *t = s->state;
	struct pane in = behind_pane(s);

	if (drill_tab(drill_of(s), &in, back))
		return;
	t->part = (t->part + 1) % PARTS;
	if (back)
		drill_into(drill_of(s), &in);
}

static enum screen_key
formula(const struct screen *s, struct buf *say)
{
	const struct figures *m = s->model;
	const struct state *t = s->state;
	const struct board_promise *b = team_at(s);

	if (t->part == TABLE && b != NULL)
		buf_printf(say,
		    ngettext("%s: %lld of %lld open ticket of %s",
			"%s: %lld of %lld open tickets of %s",
			(unsigned long)b->sum),
		    cell_text(&m->due.edges, t->cell).s,
		    (long long)number_of(b, t->cell), (long long)b->sum,
		    team_name(b));
	else
		figure_say(m, t->figure, say);
	return SCREEN_TELL;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;

	if (s->model == NULL || ((const struct figures *)s->model)->due.n == 0)
		return SCREEN_IGNORED;
	switch (k->code) {
	case KEY_TAB:
	case KEY_BACKTAB:
		next_part(s, k->code == KEY_BACKTAB);
		return SCREEN_TAKEN;
	case KEY_ENTER:
		return drill_enter(drill_of(s), say) ? SCREEN_SAY
						     : open_number(s, say);
	case KEY_ESC:
		return drill_leave(&t->drill);
	case 'F':
		return formula(s, say);
	default:
		break;
	}
	if (t->drill.on)
		return SCREEN_IGNORED;
	if (t->part == TABLE
		? grid_key(k, CELLS, &t->cell)
		: figure_key(k, &t->figure, s->arg.columns >= WIDEST))
		return SCREEN_TAKEN;
	return SCREEN_IGNORED;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	return drill_word(drill_of(s), s, words, say);
}

static struct subject
subject(const struct screen *s)
{
	return drill_subject(drill_of(s));
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	list_done(&t->list);
	still_done(&t->still);
	drill_done(&t->drill);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "h", "", NULL },
	{ "<Left>", "", NULL },
	{ "l", "", NULL },
	{ "<Right>", "", N_("number") },
	{ "<Tab>", "", N_("parts") },
	{ "F", "", N_("formula") },
	{ "x", "board export", N_("export") },
	{ "P", "open people", N_("people") },
	{ 0 },
};

/* In the tickets, those of a ticket. */
static const struct key_def *
line_keys(const struct screen *s)
{
	const struct state *t = s->state;

	return t->drill.on ? ticket_work_keys(s) : keys;
}

const struct screen_def screen_promises = {
	.name = "promises",
	.title = N_("Promises"),
	.tab = true,
	.about =
	    N_("Open tickets by team and by when they are due. Arrows choose "
	       "a number, Enter shows the tickets behind it, Tab goes "
	       "into those below, F tells its formula."),
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.minutely = true,
	.unfiltered = true,
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.arrange = arrange,
	.loaded = loaded,
	.further = &further,
	.draw = draw,
	.subject = subject,
	.list = list,
	.key = key,
	.word = word,
	.done = done,
};
