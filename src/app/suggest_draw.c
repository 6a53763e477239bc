/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * suggest_draw.c - what could be typed next, as it is drawn above the prompt.
 */
#include "app/app.h"

static int
shown(const struct app *app)
{
	int most = app->rows / 4 - 2, n = (int)app->prompt.hints.v.n;

	return n < most ? n : most;
}

int
hints_rows(const struct app *app)
{
	const struct hints *o = &app->prompt.hints;
	int n = shown(app);

	return n == 0 && o->usage.len == 0 ? 0
					   : 2 + n + (o->usage.len > 0 ? 3 : 0);
}

static void
draw_head_line(const struct hints *o, const struct pane *p, bool filter)
{
	const struct arg_def *d = o->spot.arg;
	struct arena a = { 0 };
	struct str count;

	if (o->v.n == 0)
		return;
	count = o->begun.len > 0 ? str_printf(&a, _("%zu of %zu fit \"%s\""),
				       o->v.n, o->of, o->begun.s)
				 : str_printf(&a, "%zu", o->v.n);
	pane_right(p, 1, p->columns, LOOK_MUTED, count);
	if (d != NULL)
		pane_field(p, 1, 1, p->columns - cell_columns(count) - 4,
		    LOOK_HEAD,
		    str_printf(&a, "%s=  %s", d->name.s, _(d->type->help)));
	else if (filter)
		pane_z(p, 1, 1, LOOK_HEAD, _("Words of a filter"));
	else if (o->spot.row == NULL && o->usage.len == 0)
		pane_z(p, 1, 1, LOOK_HEAD, _("Commands"));
	else
		pane_z(p, 1, 1, LOOK_HEAD, _("Arguments"));
	arena_done(&a);
}

/* The width of the longest word, so that hints stand in a column. */
static int
word_width(const struct hints *o, int most)
{
	int wide = 8;

	for (size_t i = 0; i < o->v.n; i++) {
		int w = cell_columns(o->v.v[i].word);

		wide = w > wide ? w : wide;
	}
	return wide < most ? wide : most;
}

static void
draw_one(const struct hints *o, const struct pane *p, int row, size_t i,
    int wide)
{
	enum look look = i == o->at ? LOOK_FOCUS : LOOK_TEXT;

	if (i == o->at) {
		pane_fill(p, row, 0, p->columns, look);
		pane_text(p, row, 0, look,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	}
	pane_field(p, row, 3, wide, look, o->v.v[i].word);
	pane_field(p, row, 5 + wide, p->columns - 6 - wide, look,
	    o->v.v[i].hint);
}

/* The key that says the same words; the column it begins in. */
static int
draw_key(struct app *app, const struct pane *p, int row)
{
	const struct cmd_def *d = app->prompt.hints.spot.row;
	struct arena a = { 0 };
	struct str key = d != NULL ? app_key_for(app, &a, d->name) : STR_NONE;
	int at = p->columns;

	if (key.len > 0)
		at = pane_right(p, row, p->columns, LOOK_MUTED,
		    str_printf(&a, _("same as %s"), key.s));
	arena_done(&a);
	return at;
}

void
hints_draw(struct app *app, const struct pane *p)
{
	struct hints *o = &app->prompt.hints;
	int n = shown(app), wide = word_width(o, p->columns / 3), at;

	for (int row = 0; row < p->rows; row++)
		pane_fill(p, row, 0, p->columns, LOOK_TEXT);
	draw_head_line(o, p, app->prompt.kind == PROMPT_FILTER);
	if (o->at < o->top)
		o->top = o->at;
	if (n > 0 && o->at >= o->top + (size_t)n)
		o->top = o->at - (size_t)n + 1;
	for (int i = 0; i < n; i++)
		draw_one(o, p, 2 + i, o->top + (size_t)i, wide);
	if (o->usage.len == 0)
		return;
	at = draw_key(app, p, n + 3);
	pane_field(p, n + 3, 1, at - 2, LOOK_TEXT, o->usage);
	pane_field(p, n + 4, 1, p->columns - 2, LOOK_MUTED, o->help);
}
