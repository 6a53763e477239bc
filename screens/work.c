/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * work.c - the open work by who has it, in which state and how old. Every
 * number opens its tickets.
 */
#include "core/board.h"
#include "screens/behind.h"
#include "screens/grid.h"
#include "screens/say.h"
#include "screens/still.h"

enum { BY_TEAM, BY_PERSON, PARTS };
enum { AGES = BOARD_STATES, SUM = AGES + BOARD_AGES, CELLS };
enum { NAME_WIDTH = 19, NAME_WIDE = 28, WIDE = 100 };

struct state {
	int part, cell;
	struct list list[PARTS];
	struct still still[PARTS];
};

struct model {
	struct board_works v[PARTS];
};

static struct arena draw_arena; /* emptied at each draw */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc;

	(void)arg;
	if ((rc = board_work(c, a, false, &m->v[BY_TEAM])) != OK ||
	    (rc = board_work(c, a, true, &m->v[BY_PERSON])) != OK)
		return rc;
	*model = m;
	return OK;
}

static void
arrange(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	for (int i = 0; i < PARTS; i++) {
		const struct board_works *b = &m->v[i];

		still_order(&t->still[i], b->v, b->n, sizeof(*b->v), b->at);
		still_hold(&t->list[i], b->v, b->n, sizeof(*b->v));
	}
}

static struct rows
rows_of(const struct screen *s)
{
	const struct model *m = s->model;
	int part = ((const struct state *)s->state)->part;

	return ROWS(m->v[part].v, m->v[part].n);
}

static const char *
name_of(const struct board_work *w)
{
	if (w->by_person)
		return w->name.len > 0 ? w->name.s : _("nobody yet");
	return w->name.len > 0 ? w->name.s
	    : w->team.len > 0  ? w->team.s
			       : _("of no team");
}

static int64_t
number_of(const struct board_work *w, int cell)
{
	if (cell == SUM)
		return w->sum;
	return cell < AGES ? w->state[cell] : w->age[cell - AGES];
}

/* ---- drawing ------------------------------------------------------------ */

/* At most four columns each, and what they are in a sentence. */
static const struct {
	const char *title, *text;
} cells[CELLS] = {
	{ NC_("tickets, a column", "new"), N_("new") },
	{ NC_("tickets, a column", "open"), N_("in progress") },
	{ NC_("tickets, a column", "cust"), N_("waiting for the customer") },
	{ NC_("tickets, a column", "3rd"), N_("waiting for somebody outside") },
	{ NC_("tickets, a column", "date"), N_("put off to a day") },
	{ NC_("tickets, a column", "ref"), N_("referred to another team") },
	{ "<1d", N_("opened within a day") },
	{ "<3d", N_("one to three days old") },
	{ "<7d", N_("three to seven days old") },
	{ "<30", N_("seven to thirty days old") },
	{ "30+", N_("older than thirty days") },
	{ NC_("column", "sum"), N_("all that is open") },
};

static int
name_width(const struct pane *p)
{
	return p->columns >= WIDE ? NAME_WIDE : NAME_WIDTH;
}

/* States have names and take a column more than ages. */
static int
cell_end(const struct pane *p, int cell, int *width)
{
	/* All of them, a column more for each state, and two for the sum. */
	int each =
	    grid_cell(p->columns - name_width(p) - BOARD_STATES - 4, CELLS);
	int states = cell < AGES ? cell + 1 : BOARD_STATES;

	*width = cell < AGES ? each + 1 : cell == SUM ? each + 2 : each;
	return name_width(p) + 1 + (cell + 1) * each + states +
	    (cell == SUM ? 2 : 0);
}

static void
draw_row(const struct pane *p, int row, const struct board_work *w, int chosen)
{
	for (int i = 0; i < CELLS; i++) {
		int width, end = cell_end(p, i, &width);

		grid_number(p, row, end, width,
		    i == chosen ? LOOK_FOCUS : LOOK_TEXT, i >= AGES && i < SUM,
		    number_of(w, i));
	}
}

static void
draw_titles(const struct screen *s, const struct pane *p)
{
	static const char *const titles[PARTS] = { N_("By team"),
		N_("By person") };
	const struct state *t = s->state;
	const struct model *m = s->model;
	int at = 1;

	for (int i = 0; i < PARTS; i++)
		at = draw_numbered(p, at, i, i == t->part, _(titles[i]),
		    (int64_t)m->v[i].n);
	pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    str_of(_("open tickets: state, age, sum")));
	pane_z(p, 1, 1, LOOK_LABEL,
	    t->part == BY_TEAM ? _("Team") : _("Person"));
	for (int i = 0; i < CELLS; i++) {
		int width, end = cell_end(p, i, &width);

		pane_right(p, 1, end, LOOK_LABEL,
		    str_of(meant(cells[i].title)));
	}
}

static void
draw_whose(const struct screen *s, const struct pane *p, int row, bool here,
    const void *item)
{
	const struct board_work *w = item;
	int cell = ((const struct state *)s->state)->cell;

	pane_field(p, row, 1, name_width(p) - 1, here ? LOOK_HEAD : LOOK_TEXT,
	    str_of(name_of(w)));
	draw_row(p, row, w, here ? cell : -1);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	const struct board_work *w = screen_picked(s);
	struct pane in;
	int rows;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_titles(s, p);
	if (m->v[t->part].n == 0) {
		draw_empty(p, 3, _("Nothing that you may see is open."),
		    _("gi has what waits for you; gh goes home."));
		return;
	}
	rows = (int)m->v[t->part].n < p->rows - 5 ? (int)m->v[t->part].n
						  : p->rows - 5;
	in = pane_part(p, 2, 0, rows, p->columns);
	grid_rows(s, &in, s->scene.focus, draw_whose);
	pane_z(p, rows + 2, 1, LOOK_HEAD, _("All"));
	draw_row(p, rows + 2, &m->v[t->part].all, -1);
	if ((w = screen_picked(s)) != NULL)
		pane_field(p, p->rows - 1, 1, p->columns - 2, LOOK_MUTED,
		    str_printf(&draw_arena, "%s, %s: %lld", name_of(w),
			_(cells[t->cell].text),
			(long long)number_of(w, t->cell)));
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct state *t = s->state;

	*rows = rows_of(s);
	return &t->list[t->part];
}

static enum screen_key
open_cell(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	const struct board_work *w = screen_picked(s);
	struct board_ask q = { .cell = BOARD_ANY, .at = m->v[t->part].at };

	if (w == NULL || number_of(w, t->cell) == 0)
		return grid_nothing(say);
	q.one_team = !w->by_person;
	q.team = w->team;
	q.one_owner = w->by_person;
	q.owner = w->owner;
	if (t->cell < AGES)
		q.state = str_of(board_states[t->cell]);
	else if (t->cell < SUM)
		q.age = t->cell - AGES + 1;
	behind_say(&q,
	    str_printf(&draw_arena, "%s, %s", name_of(w),
		_(cells[t->cell].text)),
	    say);
	return SCREEN_SAY;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;
	int part = (int)k->code - '1';

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (k->code == KEY_TAB || k->code == KEY_BACKTAB)
		part = (t->part + 1) % PARTS;
	if (part >= 0 && part < PARTS) {
		t->part = part;
		list_settle(&t->list[part], rows_of(s), s->arg.rows);
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER)
		return open_cell(s, say);
	return grid_key(k, CELLS, &t->cell) ? SCREEN_TAKEN : SCREEN_IGNORED;
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	for (int i = 0; i < PARTS; i++) {
		list_done(&t->list[i]);
		still_done(&t->still[i]);
	}
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "h", "", NULL },
	{ "<Left>", "", NULL },
	{ "l", "", NULL },
	{ "<Right>", "", N_("number") },
	{ "1", "", N_("by team") },
	{ "2", "", N_("by person") },
	{ "P", "open people", N_("people") },
	{ 0 },
};

const struct screen_def screen_work = {
	.name = "work",
	.title = N_("Work"),
	.about =
	    N_("Open tickets by team or by person: their state and their age. "
	       "Arrows choose a number, Enter shows what is behind it."),
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
