/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulletins.c - what must be read: the one under the cursor whole, who has
 * read it for who may know, and one key that says it was read.
 */
#include "core/bulletin.h"
#include "screens/column.h"
#include "screens/say.h"
#include "screens/screen.h"

struct state {
	struct list list;
};

struct model {
	struct rows_bulletin_list rows;
};

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = bulletin_list(c, a, true, 200, &m->rows);

	(void)arg;
	if (rc == OK)
		*model = m;
	return rc;
}

/* ---- columns ------------------------------------------------------------ */

static struct arena draw_arena; /* emptied at each draw */

static bool
owed(const struct row_bulletin_list *x, msec now)
{
	return x->mine && x->read_at == 0 && x->retired_at == 0 &&
	    (x->until_at == 0 || x->until_at > now);
}

static void
sign(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)width;
	if (owed(item, now))
		pane_text(p, row, at, look == LOOK_TEXT ? LOOK_NEW : look,
		    theme_sign(term_symbols(), SIGN_NEW));
}

COLUMN_WHEN(when, struct row_bulletin_list, at)

static void
title(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_bulletin_list *x = item;

	if (look == LOOK_TEXT && !owed(x, now))
		look = LOOK_MUTED;
	pane_field(p, row, at, width, look, x->title);
}

static void
team(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_bulletin_list *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    x->team_name.len > 0 ? x->team_name : str_of(_("everybody")));
}

static void
readers(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_bulletin_list *x = item;

	(void)now;
	pane_right(p, row, at + width, look,
	    str_printf(&draw_arena, "%lld/%lld", (long long)x->readers,
		(long long)x->people));
}

static void
stands(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct row_bulletin_list *x = item;

	(void)now;
	pane_field(p, row, at, width, look,
	    str_of(x->retired_at != 0 ? meant(NC_("bulletin", "retired"))
		    : x->read_at != 0 ? meant(NC_("bulletin", "read"))
				      : ""));
}

static const struct column columns[] = {
	{ "", 1, 0, sign },
	{ N_("When"), 11, 0, when },
	{ NC_("column", "Bulletin"), 0, 0, title },
	{ N_("For"), 18, 70, team },
	{ NC_("column", "Read"), 8, 0, readers },
	{ "", 8, 0, stands },
	{ 0 },
};

/* ---- the screen --------------------------------------------------------- */

static struct list *
list(struct screen *s, struct rows *rows)
{
	const struct model *m = s->model;

	*rows = ROWS(m->rows.v, m->rows.n);
	return &((struct state *)s->state)->list;
}

static void
draw_whole(const struct row_bulletin_list *x, const struct pane *p, msec now)
{
	draw_head(p, 0, false,
	    str_printf(&draw_arena, "%lld  %s  %s", (long long)x->number,
		say_instant(&draw_arena, x->at, now).s, x->author_name.s)
		.s,
	    -1);
	pane_wrap(p, 1, 1, p->columns - 2, 0, p->rows - 1, LOOK_TEXT, x->text);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int top = p->rows / 2;
	struct pane in = pane_part(p, 2, 0, top - 3, p->columns);
	struct pane whole = pane_part(p, top, 0, p->rows - top, p->columns);
	const struct row_bulletin_list *x;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("BULLETINS"), (int64_t)m->rows.n);
	list_titles(p, 1, columns);
	if (m->rows.n == 0)
		draw_empty(p, 4, _("No bulletins."),
		    _("What your teams must read appears here."));
	screen_rows(s, &in, columns);
	if ((x = screen_picked(s)) != NULL)
		draw_whole(x, &whole, s->scene.now);
	arena_reset(&draw_arena);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct row_bulletin_list *x = screen_picked(s);

	if (x == NULL || k->code != KEY_ENTER)
		return SCREEN_IGNORED;
	buf_printf(say, "open text %c%s\n%s", TEXT_TITLE, x->title.s,
	    x->text.s);
	return SCREEN_SAY;
}

/* Whom it is for is no small thing: all the centre is reminded, or a team. */
static enum screen_key
ask_whose(struct buf *say)
{
	buf_printf(say,
	    "choose %s%c%s%cask bulletin write team=%c%s%cbulletin write",
	    _("Who must read the new bulletin?"), SAY_CHOICE, _("one team"),
	    SAY_CHOICE, SAY_CHOICE, _("everybody"), SAY_CHOICE);
	return SCREEN_SAY;
}

static enum screen_key
word(struct screen *s, struct str said, struct buf *say)
{
	const struct row_bulletin_list *x = screen_picked(s);

	if (!str_starts(said, STR("bulletin ")))
		return SCREEN_IGNORED;
	if (str_is(said, "bulletin write"))
		return ask_whose(say);
	if (x == NULL)
		return screen_tell(say, _("There is no bulletin here."));
	buf_printf(say, "%s %lld", said.s, (long long)x->number);
	return SCREEN_SAY;
}

static const struct key_def keys[] = {
	{ "x", "bulletin read", N_("I have read it") },
	{ "<Enter>", "", N_("whole") },
	{ "w", "bulletin readers", N_("who has") },
	{ "D", "bulletin retire", N_("retire") },
	{ "N", "bulletin write", N_("new") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_bulletins = {
	.name = "bulletins",
	.title = N_("Bulletins"),
	.tab = true,
	.about = N_("What your team must read; x says that you did."),
	.state_size = sizeof(struct state),
	.watches = "bulletin",
	.keys = keys,
	.load = load,
	.draw = draw,
	.list = list,
	.key = key,
	.word = word,
	.done = screen_done,
};
