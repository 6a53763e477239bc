/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lent.c - the referrals behind a number of the board, with all the verbs of
 * their tickets: take, give to a person, pass on to another team.
 */
#include "screens/legs.h"
#include "screens/say.h"
#include "screens/tickets.h"

enum { MOST = 500 };

struct state {
	struct list list;
};

struct model {
	struct leg_rows legs;
	struct str title;
};

static struct arena draw_arena; /* emptied at each draw */

/* "AT KIND TEAM", and on the next line what to call it. */
static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct referral_filter f = { .limit = MOST };
	struct str rest = str_copy(a, arg->text), line = STR_NONE;
	struct str at = STR_NONE;
	enum err rc;

	f.to = f.from = f.kind = STR_NONE;
	str_next(a, &rest, '\n', &line);
	m->title = rest;
	str_next(a, &line, ' ', &at);
	str_next(a, &line, ' ', &f.kind);
	str_next(a, &line, ' ', &f.to);
	(void)str_int(at, &f.at);
	if ((rc = legs_load(c, a, &f, &m->legs)) != OK)
		return rc;
	*model = m;
	return OK;
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in = pane_part(p, 2, 0, p->rows - 5, p->columns);

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false,
	    m->title.len > 0 ? m->title.s : _("REFERRALS UNDER WAY"),
	    m->legs.n < MOST ? (int64_t)m->legs.n : -1);
	draw_most(p, 0, m->legs.n, MOST);
	list_titles(p, 1, leg_columns);
	if (m->legs.n == 0)
		draw_empty(p, 4, _("None of them is left."),
		    _("Esc goes back to the board, with the figures of now."));
	screen_rows(s, &in, leg_columns);
	if (screen_picked(s) != NULL)
		pane_wrap(p, p->rows - 2, 1, p->columns - 2, 0, 2, LOOK_MUTED,
		    leg_preview(&draw_arena, screen_picked(s), s->scene.now));
	arena_reset(&draw_arena);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->legs.v, m->legs.n);
	return &((struct state *)s->state)->list;
}

static enum screen_key
word(struct screen *s, struct str words, struct buf *say)
{
	const struct leg_row *l = screen_picked(s);

	if (l == NULL)
		return SCREEN_IGNORED;
	return leg_word(l, s->scene.me, words, say);
}

static struct subject
subject(const struct screen *s)
{
	return leg_subject(screen_picked(s));
}

static struct str
label(const struct screen *s)
{
	const struct model *m = s->model;

	return m != NULL && m->title.len > 0 ? m->title
					     : str_of(_(s->def->title));
}

static const struct key_def keys[] = {
	{ "<Enter>", "open ticket", N_("open") },
	TICKET_KEYS,
	{ 0 },
};

const struct screen_def screen_lent = {
	.name = "lent",
	.title = N_("Referrals"),
	.about = N_("The referrals behind a number of the board: take, give to "
		    "a person, pass on."),
	.state_size = sizeof(struct state),
	.watches = "ticket",
	.minutely = true,
	.unfiltered = true,
	.keys = keys,
	.line_keys = ticket_work_keys,
	.load = load,
	.draw = draw,
	.list = list,
	.word = word,
	.subject = subject,
	.label = label,
	.done = screen_done,
};
