/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * triage.c - what customers wrote on tickets that were done, until somebody
 * says whether it was only a courtesy: the next to be open again by itself on
 * top, its words in full below.
 */
#include "core/courtesy.h"
#include "screens/column.h"
#include "screens/say.h"
#include "screens/tickets.h"

struct state {
	struct list list;
};

struct model {
	struct rows_held_list rows;
};

static struct arena draw_arena; /* emptied at each draw */

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = courtesy_list(c, a, arg->id, 200, &m->rows);

	if (rc == OK)
		*model = m;
	return rc;
}

static struct rows
rows_of(const struct screen *s)
{
	const struct model *m = s->model;

	return ROWS(m->rows.v, m->rows.n);
}

/* ---- columns ------------------------------------------------------------ */

/* How long it waits for somebody still. */
static void
left(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_held_list *x = item;
	msec rest = x->until_at - now;
	bool soon = rest < MINUTES(30);
	char text[24];

	pane_text(p, row, at,
	    look == LOOK_FOCUS ? look
		: soon	       ? LOOK_SOON
			       : LOOK_HALF,
	    theme_sign(term_symbols(), soon ? SIGN_SOON : SIGN_HALF));
	pane_right(p, row, at + width, look, str_of(say_left(rest, 0, text)));
}

COLUMN_TICKET(number, struct row_held_list, number)
COLUMN_WHEN(said_at, struct row_held_list, at)
COLUMN_TEXT(who, struct row_held_list, customer_name)
COLUMN_TEXT(words, struct row_held_list, body)
COLUMN_EITHER(holder, struct row_held_list, owner_name, team_name)

static const struct column columns[] = {
	{ NC_("column", "  Left"), 8, 0, left },
	{ NC_("column", "Ticket"), 8, 0, number },
	{ NC_("column", "Said"), 11, 60, said_at },
	{ NC_("column", "Customer"), 18, 0, who },
	{ NC_("column", "What they wrote"), 0, 0, words },
	{ NC_("column", "With"), 18, 90, holder },
	{ 0 },
};

/* ---- drawing ------------------------------------------------------------ */

/* The words under the cursor, and what comes of them. */
static void
draw_one(const struct row_held_list *x, const struct pane *p, msec now)
{
	int row = 1;

	draw_head(p, 0, false,
	    str_printf(&draw_arena, "T-%lld", (long long)x->number).s, -1);
	pane_field(p, 0, 12, p->columns - 13, LOOK_TEXT, x->subject);
	row += pane_wrap(p, row, 1, p->columns - 2, 0, 4, LOOK_TEXT, x->body);
	pane_field(p, row, 1, p->columns - 2, LOOK_MUTED,
	    str_printf(&draw_arena,
		_("K it was only a courtesy, R opens it. By itself it is open "
		  "again at %s."),
		say_when(&draw_arena, x->until_at, now).s));
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct row_held_list *x = screen_picked(s);
	struct pane in;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("ANSWERS ON RESOLVED TICKETS"),
	    (int64_t)m->rows.n);
	list_titles(p, 1, columns);
	in = pane_part(p, 2, 0, p->rows - 9, p->columns);
	if (m->rows.n == 0)
		draw_empty(p, 3,
		    _("No customer wrote on a resolved ticket that nobody "
		      "looked at."),
		    _("Esc goes back."));
	else
		screen_rows(s, &in, columns);
	in = pane_part(p, p->rows - 7, 0, 7, p->columns);
	if (x != NULL)
		draw_one(x, &in, s->scene.now);
	arena_reset(&draw_arena);
}

/* ---- keys --------------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	*rows = rows_of(s);
	return &((struct state *)s->state)->list;
}

static enum screen_key
word(struct screen *s, struct str words_, struct buf *say)
{
	const struct row_held_list *x = screen_picked(s);
	struct ticket_facts t;

	if (x == NULL)
		return SCREEN_IGNORED;
	t = ticket_facts(x->ticket, x->owner, x->number, x->state, STR_NONE);
	return ticket_word(&t, s->scene.me, words_, say);
}

static struct subject
subject(const struct screen *s)
{
	const struct row_held_list *x = screen_picked(s);

	if (x == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "ticket", .id = x->ticket, .customer = x->customer
	};
}

static void
loaded(struct screen *s)
{
	struct list *l = &((struct state *)s->state)->list;

	list_settle(l, rows_of(s), l->height > 0 ? (int)l->height : 8);
}

static const struct key_def keys[] = {
	{ "K", "ticket courtesy", N_("courtesy") },
	{ "R", "ticket reopen", N_("reopen") },
	{ "<Enter>", "open ticket", N_("ticket") },
	{ "i", "ticket reply", N_("inform") },
	{ "l", "open customer", N_("customer") },
	{ "H", "open history", N_("history") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_triage = {
	.name = "triage",
	.title = N_("Answers"),
	.tab = true,
	.about = N_("What customers wrote on resolved tickets: K keeps one "
		    "resolved, R opens it; untouched it opens by itself."),
	.state_size = sizeof(struct state),
	.minutely = true,
	.unfiltered = true,
	.watches = "ticket message",
	.keys = keys,
	.load = load,
	.draw = draw,
	.loaded = loaded,
	.list = list,
	.word = word,
	.subject = subject,
	.done = screen_done,
};
