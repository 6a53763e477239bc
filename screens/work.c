/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * work.c - the open work by who has it, in which state and how old. Every
 * number opens its tickets.
 */
#include "core/board.h"
#include "screens/behind.h"
#include "screens/drill.h"
#include "screens/grid.h"
#include "screens/say.h"
#include "screens/still.h"
#include "screens/tickets.h"

enum { BY_TEAM, BY_PERSON, PARTS };
enum { AGES = BOARD_STATES, SUM = AGES + BOARD_AGES, CELLS };
enum { NAME_WIDTH = 19, NAME_WIDE = 28, WIDE = 100 };
/* From so many columns on both stand side by side. */
enum { WIDEST = 200, GAP = 2 };

struct state {
	int part, cell;
	struct list list[PARTS];
	struct still still[PARTS];
	struct drill drill;
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
rows_of(const struct screen *s, int part)
{
	const struct model *m = s->model;

	return ROWS(m->v[part].v, m->v[part].n);
}

/* Whose row has the cursor, or NULL. */
static const struct board_work *
whose_at(const struct screen *s)
{
	const struct state *t = s->state;

	return s->model != NULL
	    ? list_pick(&t->list[t->part], rows_of(s, t->part))
	    : NULL;
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

static const char *const titles[PARTS] = { N_("By team"), N_("By person") };

/* Those that are drawn, by their digits. */
static void
draw_parts(const struct screen *s, const struct pane *p, int first, int last)
{
	const struct state *t = s->state;
	const struct model *m = s->model;
	int at = 1;

	for (int i = first; i <= last; i++)
		at = draw_numbered(p, at, i, i == t->part && !t->drill.on,
		    _(titles[i]), (int64_t)m->v[i].n);
	pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    str_of(_("open tickets: state, age, sum")));
}

static void
draw_titles(const struct pane *p, int part)
{
	pane_z(p, 1, 1, LOOK_LABEL, part == BY_TEAM ? _("Team") : _("Person"));
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
draw_table(struct screen *s, const struct pane *p, int part)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct rows all = rows_of(s, part);
	int rows = (int)all.n < p->rows - 4 ? (int)all.n : p->rows - 4;
	struct pane in = pane_part(p, 2, 0, rows, p->columns);

	draw_titles(p, part);
	grid_rows(s, &in, &t->list[part], all,
	    s->scene.focus && !t->drill.on && part == t->part, draw_whose);
	pane_z(p, rows + 2, 1, LOOK_HEAD, _("All"));
	draw_row(p, rows + 2, &m->v[part].all, -1);
	screen_beyond(p, rows + 3, &t->list[part], all.n, rows);
}

/* ---- what is behind a number --------------------------------------------- */

/* What the cursor is on, as it is asked for. */
static struct board_ask
ask_of(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	const struct board_work *w = whose_at(s);
	struct board_ask q = { .cell = BOARD_ANY, .at = m->v[t->part].at };

	if (w == NULL)
		return q;
	q.one_team = !w->by_person;
	q.team = w->team;
	q.one_owner = w->by_person;
	q.owner = w->owner;
	if (t->cell < AGES)
		q.state = str_of(board_states[t->cell]);
	else if (t->cell < SUM)
		q.age = t->cell - AGES + 1;
	return q;
}

static struct drill *
drill_of(const struct screen *s)
{
	struct state *t = s->state;
	const struct board_work *w = whose_at(s);
	struct board_ask q = ask_of(s);

	drill_set(&t->drill, &q, w != NULL ? number_of(w, t->cell) : 0);
	return &t->drill;
}

static struct str
title_at(const struct screen *s)
{
	const struct state *t = s->state;
	const struct board_work *w = whose_at(s);

	return w == NULL
	    ? STR_NONE
	    : str_printf(&draw_arena, "%s, %s: %lld", name_of(w),
		  _(cells[t->cell].text), (long long)number_of(w, t->cell));
}

/* ---- where everything is ------------------------------------------------- */

struct places {
	struct pane table[PARTS]; /* no columns: not drawn */
	struct pane behind;
};

static struct places
place(const struct screen *s, const struct pane *p)
{
	const struct state *t = s->state;
	bool both = p->columns >= WIDEST;
	int half = (p->columns - GAP) / PARTS, most = 0, at;
	struct places x = { .behind = { 0 } };

	for (int i = 0; i < PARTS; i++)
		if ((both || i == t->part) && (int)rows_of(s, i).n > most)
			most = (int)rows_of(s, i).n;
	at = most + 3 < p->rows - 1 - drill_keeps(p)
	    ? most + 3
	    : p->rows - 1 - drill_keeps(p);
	for (int i = 0; i < PARTS; i++)
		if (both)
			x.table[i] =
			    pane_part(p, 0, i * (half + GAP), at + 1, half);
	if (!both)
		x.table[t->part] = pane_part(p, 0, 0, at + 1, p->columns);
	x.behind = drill_pane(p, at + 1);
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
	const struct model *m = s->model;
	struct state *t = s->state;
	struct places x;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	x = place(s, p);
	if (p->columns < WIDEST)
		draw_parts(s, &x.table[t->part], 0, PARTS - 1);
	if (m->v[t->part].n == 0) {
		draw_empty(p, 3, _("Nothing that you may see is open."),
		    _("gi has what waits for you; gh goes home."));
		return;
	}
	for (int i = 0; i < PARTS; i++) {
		if (p->columns >= WIDEST)
			draw_parts(s, &x.table[i], i, i);
		if (x.table[i].columns > 0)
			draw_table(s, &x.table[i], i);
	}
	drill_draw(drill_of(s), s, &x.behind, title_at(s));
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

	*rows = t->drill.on ? drill_rows(drill_of(s)) : rows_of(s, t->part);
	return t->drill.on ? &t->drill.list : &t->list[t->part];
}

/* All of them, on a screen of their own. */
static enum screen_key
open_cell(const struct screen *s, struct buf *say)
{
	const struct state *t = s->state;
	const struct board_work *w = whose_at(s);
	struct board_ask q = ask_of(s);

	if (w == NULL || number_of(w, t->cell) == 0)
		return grid_nothing(say);
	behind_say(&q,
	    str_printf(&draw_arena, "%s, %s", name_of(w),
		_(cells[t->cell].text)),
	    say);
	return SCREEN_SAY;
}

static void
to_part(struct screen *s, int part)
{
	struct state *t = s->state;

	t->part = part;
	t->drill.on = false;
	list_settle(&t->list[part], rows_of(s, part), s->arg.rows);
}

/* Teams and people, after each the tickets. Where none are listed it stays: a
 * digit opens the other part. */
static enum screen_key
next_part(struct screen *s, bool back, struct buf *say)
{
	struct state *t = s->state;
	struct pane in = behind_pane(s);
	bool was = t->drill.on;

	if (drill_tab(drill_of(s), &in, back))
		return SCREEN_TAKEN;
	if (!was && !back)
		return t->drill.of.len == 0
		    ? grid_nothing(say)
		    : screen_tell(say,
			  _("There is no room to list them here; Enter "
			    "opens them."));
	to_part(s, (t->part + 1) % PARTS);
	in = behind_pane(s);
	if (back)
		drill_into(drill_of(s), &in);
	return SCREEN_TAKEN;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;
	int part = (int)k->code - '1';

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (k->code == KEY_TAB || k->code == KEY_BACKTAB)
		return next_part(s, k->code == KEY_BACKTAB, say);
	if (part >= 0 && part < PARTS) {
		to_part(s, part);
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER)
		return drill_enter(drill_of(s), say) ? SCREEN_SAY
						     : open_cell(s, say);
	if (k->code == KEY_ESC)
		return drill_leave(&t->drill);
	return !t->drill.on && grid_key(k, CELLS, &t->cell) ? SCREEN_TAKEN
							    : SCREEN_IGNORED;
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

	for (int i = 0; i < PARTS; i++) {
		list_done(&t->list[i]);
		still_done(&t->still[i]);
	}
	drill_done(&t->drill);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "h", "", NULL },
	{ "<Left>", "", NULL },
	{ "l", "", NULL },
	{ "<Right>", "", N_("number") },
	{ "1", "", N_("by team") },
	{ "2", "", N_("by person") },
	{ "<Tab>", "", N_("tickets") },
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

const struct screen_def screen_work = {
	.name = "work",
	.title = N_("Work"),
	.tab = true,
	.about =
	    N_("Open tickets by team or by person: their state and their age. "
	       "Arrows choose a number, Enter shows what is behind it, Tab "
	       "goes into the tickets below."),
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
