/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lines.c - several lines said at once: each waits for the one before it.
 */
#include "app/lines.h"

/* The line with what the one before it made; false when nothing was made yet,
 * for the database is away. */
static bool
name_made(const struct app *app, struct arena *a, struct str *line)
{
	const char *at = strstr(line->s, SAY_MADE);

	if (at == NULL)
		return true;
	*line = str_printf(a, "%.*s%s%s", (int)(at - line->s), line->s,
	    app->made.s, at + 1);
	return !id_none(app->made);
}

/* A question is all of it: what its choices say has lines of its own. */
static struct str
first_line(struct arena *a, struct str *rest)
{
	struct str line = str_copy(a, *rest);

	if (str_starts(line, STR("choose ")))
		*rest = STR_NONE;
	else
		str_next(a, rest, SAY_NEXT, &line);
	return line;
}

/* The next of the lines said at once; the console's own words are done when
 * they were said, and the one behind them follows. */
static bool
one_line(struct app *app, bool done)
{
	struct arena a = { 0 };
	struct str rest = buf_view(&app->lines), line;
	bool own = false;

	if (app->lines.len == 0)
		return false;
	line = first_line(&a, &rest);
	rest = str_copy(&a, rest);
	buf_reset(&app->lines);
	buf_str(&app->lines, rest);
	/* What is shown instead of a form that was sent takes its place. */
	if (done && strncmp(line.s, "open ", 5) == 0 &&
	    app_view(app)->s.def->once)
		view_sent(app);
	if (!name_made(app, &a, &line))
		buf_reset(&app->lines);
	else if (!(own = app_move(app, line)))
		app_say(app, line);
	arena_done(&a);
	return own;
}

/* Several lines said at once run in order; a refusal stops them. `done`: one of
 * them was done just now. */
void
lines_next(struct app *app, bool done)
{
	for (; one_line(app, done); done = false)
		app->draw = true;
}

void
app_lines(struct app *app, struct str lines)
{
	buf_reset(&app->lines);
	buf_str(&app->lines, lines);
	lines_next(app, false);
}
