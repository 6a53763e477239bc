/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referrals.c - the board of referrals under way, by the team that was asked;
 * every number opens its legs, and below stand those behind the number under
 * the cursor: Tab goes into them.
 */
#include "core/referral.h"
#include "screens/grid.h"
#include "screens/legs.h"
#include "screens/say.h"
#include "screens/still.h"

#include <stdlib.h>

enum { SUM = REFERRAL_KINDS, CELLS, NAME_WIDTH = 26, TEAMS_MOST = 400 };

struct state {
	int cell;
	struct list list;
	struct still still;
	bool on; /* the cursor is in the legs behind the number */
	struct list legs;
	struct leg_row *v; /* those, heap */
	struct id of;	   /* the team they are of, and the number */
	int of_cell;
};

struct model {
	struct board_referrals b;
	struct leg_rows legs;
};

static struct arena draw_arena; /* emptied at each draw */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct referral_filter f = { .limit = TEAMS_MOST };
	enum err rc;

	(void)arg;
	f.to = f.from = f.kind = STR_NONE;
	if ((rc = board_referrals(c, a, &m->b)) != OK ||
	    (rc = legs_load(c, a, &f, &m->legs)) != OK)
		return rc;
	*model = m;
	return OK;
}

static void
arrange(struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	still_order(&t->still, m->b.v, m->b.n, sizeof(*m->b.v), m->b.at);
	still_hold(&t->list, m->b.v, m->b.n, sizeof(*m->b.v));
}

static int64_t
number_of(const struct board_referral *b, int cell)
{
	return cell == SUM ? b->sum : b->kind[cell];
}

/* ---- drawing ------------------------------------------------------------ */

static const struct {
	const char *title, *text;
} cells[CELLS] = {
	{ NC_("referrals, a column", "sent"), N_("not accepted yet") },
	{ NC_("referrals, a column", "work"), N_("in work") },
	{ NC_("referrals, a column", "back"), N_("returned") },
	{ NC_("referrals, a column", "late"), N_("late") },
	{ NC_("referrals, a column", "to-fro"), N_("to and fro") },
	{ NC_("column", "sum"), N_("all that is under way") },
};

static int
cell_end(const struct pane *p, int cell, int *width)
{
	int each = grid_cell(p->columns - NAME_WIDTH - 16, CELLS);

	*width = each;
	return NAME_WIDTH + 1 + (cell + 1) * (each + 1);
}

/* Beside the sum, however wide the screen. */
static int
oldest_end(const struct pane *p)
{
	int width, end = cell_end(p, SUM, &width) + 12;

	return end < p->columns - 1 ? end : p->columns - 1;
}

static void
draw_row(const struct pane *p, int row, const struct board_referral *b,
    int chosen)
{
	for (int i = 0; i < CELLS; i++) {
		int width, end = cell_end(p, i, &width);
		bool late = i == 3 && number_of(b, i) > 0;

		grid_number(p, row, end, width,
		    i == chosen ? LOOK_FOCUS
			: late	? LOOK_LATE
				: LOOK_TEXT,
		    false, number_of(b, i));
	}
}

static void
draw_titles(const struct model *m, const struct pane *p)
{
	draw_head(p, 0, false, _("REFERRALS UNDER WAY"), -1);
	pane_right(p, 0, p->columns - 1, LOOK_MUTED,
	    str_printf(&draw_arena, _("%lld, as of %s"),
		(long long)m->b.all.sum, say_hour(&draw_arena, m->b.at).s));
	pane_z(p, 1, 1, LOOK_LABEL, _("Asked team"));
	for (int i = 0; i < CELLS; i++) {
		int width, end = cell_end(p, i, &width);

		pane_right(p, 1, end, LOOK_LABEL,
		    str_of(meant(cells[i].title)));
	}
	pane_right(p, 1, oldest_end(p), LOOK_LABEL,
	    str_of(meant(NC_("referrals, a column", "oldest"))));
}

static void
draw_team(const struct screen *s, const struct pane *p, int row, bool here,
    const void *item)
{
	const struct board_referral *b = item;
	int cell = ((const struct state *)s->state)->cell;
	char text[24];

	pane_field(p, row, 1, NAME_WIDTH - 1, here ? LOOK_HEAD : LOOK_TEXT,
	    b->name);
	draw_row(p, row, b, here ? cell : -1);
	pane_right(p, row, oldest_end(p), LOOK_TEXT,
	    str_of(age_text(s->scene.now - b->oldest_at, text)));
}

static bool
counted(const struct leg_row *l, int cell, msec at)
{
	switch (cell) {
	case 0:
		return str_is(l->x.state, "sent") ||
		    str_is(l->x.state, "resent");
	case 1:
		return str_is(l->x.state, "accepted");
	case 2:
		return str_is(l->x.state, "returned");
	case 3:
		return l->x.rank < at;
	case 4:
		return l->x.ping_pong;
	default:
		return true;
	}
}

/* The team under the cursor, or NULL. */
static const struct board_referral *
team_at(const struct screen *s)
{
	const struct model *m = s->model;
	const struct state *t = s->state;

	return m != NULL ? list_pick(&t->list, ROWS(m->b.v, m->b.n)) : NULL;
}

/* Behind another number the cursor begins at the top. */
static void
from_top(struct state *t, struct id team)
{
	if (id_eq(t->of, team) && t->of_cell == t->cell)
		return;
	t->of = team;
	t->of_cell = t->cell;
	list_unmark(&t->legs);
	t->legs.at = ID_NONE;
	t->legs.index = t->legs.top = 0;
}

/* What is behind the number under the cursor, the most urgent first. */
static struct rows
behind(const struct screen *s)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	const struct board_referral *b = team_at(s);
	size_t n = 0;

	free(t->v);
	if ((t->v = calloc(m->legs.n + 1, sizeof(*t->v))) == NULL)
		die("out of memory");
	for (size_t i = 0; b != NULL && i < m->legs.n; i++)
		if (str_eq(m->legs.v[i].x.to_team, b->team) &&
		    counted(&m->legs.v[i], t->cell, m->b.at))
			t->v[n++] = m->legs.v[i];
	from_top(t, b != NULL ? b->key : ID_NONE);
	return ROWS(t->v, n);
}

/* The leg under the cursor, when that is among them. */
static const struct leg_row *
leg_at(const struct screen *s)
{
	struct state *t = s->state;

	return s->model != NULL && t->on ? list_pick(&t->legs, behind(s))
					 : NULL;
}

static void
draw_behind(const struct screen *s, const struct pane *p)
{
	struct state *t = s->state;
	const struct board_referral *b = team_at(s);
	struct pane in = pane_part(p, 1, 0, p->rows - 1, p->columns);

	if (b == NULL || p->rows < 2)
		return;
	pane_field(p, 0, 1, p->columns - 2, LOOK_HEAD,
	    str_printf(&draw_arena, "%s, %s: %lld", b->name.s,
		_(cells[t->cell].text), (long long)number_of(b, t->cell)));
	list_draw(&t->legs, &in, leg_columns, behind(s),
	    s->scene.focus && t->on, s->scene.now);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	struct pane in;
	int rows;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_titles(m, p);
	if (m->b.n == 0) {
		draw_empty(p, 3, _("No ticket is with another team."),
		    _("F6 on a ticket lends it; gh goes home."));
		arena_reset(&draw_arena);
		return;
	}
	rows = (int)m->b.n < p->rows / 2 ? (int)m->b.n : p->rows / 2;
	in = pane_part(p, 2, 0, rows, p->columns);
	grid_rows(s, &in, &t->list, ROWS(m->b.v, m->b.n),
	    s->scene.focus && !t->on, draw_team);
	pane_z(p, rows + 2, 1, LOOK_HEAD, _("All"));
	draw_row(p, rows + 2, &m->b.all, -1);
	in = pane_part(p, rows + 4, 0, p->rows - rows - 4, p->columns);
	draw_behind(s, &in);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	*rows = t->on ? behind(s) : ROWS(m->b.v, m->b.n);
	return t->on ? &t->legs : &t->list;
}

static enum screen_key
open_cell(const struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	const struct state *t = s->state;
	const struct board_referral *b = team_at(s);

	if (b == NULL || number_of(b, t->cell) == 0)
		return grid_nothing(say);
	buf_printf(say, "open lent %lld %s %s\n%s, %s", (long long)m->b.at,
	    t->cell == SUM ? "any" : referral_kinds[t->cell], b->team.s,
	    b->name.s, _(cells[t->cell].text));
	return SCREEN_SAY;
}

static enum screen_key
enter(const struct screen *s, struct buf *say)
{
	const struct leg_row *l = leg_at(s);

	if (l == NULL)
		return open_cell(s, say);
	buf_printf(say, "open ticket %s", l->x.ticket.s);
	return SCREEN_SAY;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;

	if (s->model == NULL)
		return SCREEN_IGNORED;
	switch (k->code) {
	case KEY_ENTER:
		return enter(s, say);
	case KEY_TAB:
	case KEY_BACKTAB:
		t->on = !t->on && behind(s).n > 0;
		return SCREEN_TAKEN;
	case KEY_ESC:
		if (!t->on)
			return SCREEN_IGNORED;
		t->on = false;
		return SCREEN_TAKEN;
	default:
		return !t->on && grid_key(k, CELLS, &t->cell) ? SCREEN_TAKEN
							      : SCREEN_IGNORED;
	}
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct leg_row *l = leg_at(s);

	return l != NULL ? leg_word(l, s->scene.me, words, say)
			 : SCREEN_IGNORED;
}

static struct subject
subject(const struct screen *s)
{
	return leg_subject(leg_at(s));
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	list_done(&t->list);
	list_done(&t->legs);
	still_done(&t->still);
	free(t->v);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "h", "", NULL },
	{ "<Left>", "", NULL },
	{ "l", "", NULL },
	{ "<Right>", "", N_("number") },
	{ "<Tab>", "", N_("tickets") },
	{ "P", "open people", N_("people") },
	{ "gd", "open promises", N_("promises") },
	{ 0 },
};

/* In the legs, those of a ticket. */
static const struct key_def *
line_keys(const struct screen *s)
{
	const struct state *t = s->state;

	return t->on ? ticket_work_keys(s) : keys;
}

const struct screen_def screen_referrals = {
	.name = "referrals",
	.title = N_("Referrals"),
	.tab = true,
	.about =
	    N_("What teams asked of one another and how it goes. Arrows choose "
	       "a number, Enter shows the tickets behind it."),
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.minutely = true,
	.unfiltered = true,
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.arrange = arrange,
	.draw = draw,
	.subject = subject,
	.list = list,
	.key = key,
	.word = word,
	.done = done,
};
