/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gone.c - the row with the cursor went out of the list because of somebody
 * else: the next key would be for its neighbour, and that is told.
 */
#include "app/app.h"

struct view_row
view_row(struct view *v)
{
	struct rows rows;
	struct view_row row = { .list = view_list(v, &rows) };

	if (row.list != NULL && list_pick(row.list, rows) != NULL)
		row.at = row.list->at;
	return row;
}

/* Another list than it was in says nothing of it. */
static bool
is_gone(struct view *v, struct view_row was)
{
	struct rows rows;
	const struct list *l = view_list(v, &rows);
	struct list there;

	if (l == NULL || l != was.list || id_none(was.at) || rows.n == 0)
		return false;
	there = *l;
	there.at = was.at;
	return list_pick(&there, rows) == NULL;
}

void
view_row_gone(struct app *app, struct view *v, struct view_row was)
{
	if (v == app_view(app) && v->others && !app->fresh &&
	    app->prompt.kind == PROMPT_OFF && !question_open(app) &&
	    is_gone(v, was))
		app_note(app, LOOK_SOON,
		    _("The row you were on is no longer in this list: the "
		      "cursor is on another now."));
}
