/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mouse.c - a click chooses a tab or a row, the wheel scrolls; nothing that a
 * key does not do.
 */
#include "app/app.h"

#define NOTCH 3 /* rows of one step of the wheel */

static void
wheel(struct view *v, bool up)
{
	struct key k = { .code = up ? KEY_UP : KEY_DOWN, .text = STR_NONE };
	struct rows rows;
	struct list *l = view_list(v, &rows);
	struct buf say = { 0 };

	if (l != NULL)
		list_move(l, rows, up ? -NOTCH : NOTCH);
	else if (v->s.def->key != NULL)
		for (int i = 0; i < NOTCH; i++)
			(void)v->s.def->key(&v->s, &k, &say);
	buf_done(&say);
}

/* The cursor is on the row with the mark: the others stand round it. */
static void
choose(struct view *v, int row)
{
	struct rows rows;
	struct list *l = view_list(v, &rows);
	int at, column, lines;
	long by;

	if (l == NULL || !term_where(&at, &column))
		return;
	lines = l->lines > 0 ? l->lines : 1;
	by = row >= at ? (row - at) / lines : -((at - row + lines - 1) / lines);
	if ((long)l->index + by < (long)l->top ||
	    (long)l->index + by >= (long)(l->top + l->height))
		return;
	/* A step at a time: a longer one is a page, and scrolls. */
	for (; by != 0; by -= by < 0 ? -1 : 1)
		list_move(l, rows, by < 0 ? -1 : 1);
}

void
app_mouse(struct app *app, const struct key *k)
{
	struct view *v = app_view(app);
	size_t tab;

	app->draw = true;
	if (app->prompt.kind != PROMPT_OFF)
		return;
	if (k->code != KEY_CLICK)
		wheel(v, k->code == KEY_WHEEL_UP);
	else if (k->row == 1 && app_tab_at(app, k->column, &tab))
		view_tab(app, tab);
	else if (k->row > 1)
		choose(v, k->row);
}
