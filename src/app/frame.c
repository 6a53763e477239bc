/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frame.c - what never moves: top line, tabs, message line, key line.
 */
#include "app/app.h"

#include "screens/say.h"
#include "ui/tabs.h"

#define QUIET 150 /* ms before it is said that data is on its way */

static struct str
label(const struct view *v)
{
	return v->s.def->label != NULL ? v->s.def->label(&v->s)
				       : str_of(_(v->s.def->title));
}

static void
draw_clock(struct app *app, const struct pane *p)
{
	struct zone_time t = say_local(clock_now(app->clock));

	pane_printf(p, 0, p->columns - 6, LOOK_BAR, "%02d:%02d", t.hour,
	    t.minute);
}

static void
draw_top(struct app *app, const struct pane *p)
{
	struct view *v = app_view(app);
	struct str what = label(v);
	int at = 1, end = p->columns >= 120 ? 52 : 40;

	pane_fill(p, 0, 0, p->columns, LOOK_BAR);
	at += pane_z(p, 0, at, LOOK_BAR, _(v->s.def->title));
	if (!str_is(what, _(v->s.def->title))) {
		at += pane_z(p, 0, at, LOOK_BAR, " ");
		at += pane_text(p, 0, at, LOOK_BAR,
		    theme_sign(term_symbols(), SIGN_INTO));
		pane_field(p, 0, at + 1, end - at - 1, LOOK_BAR, what);
	}
	if (!id_none(app->me.id))
		pane_field(p, 0, p->columns - 38, 18, LOOK_BAR, app->me.name);
	draw_clock(app, p);
}

static void
draw_tabs(struct app *app, const struct pane *p)
{
	struct tab tabs[TABS] = { { .name = STR_NONE } };

	for (size_t i = 0; i < app->ntabs; i++)
		tabs[i] = (struct tab){ .name = label(app->tabs[i]),
			.sign = STR_NONE };
	tabs_draw(p, 1, tabs, app->ntabs, app->tab);
}

static void
draw_prompt(struct app *app, const struct pane *p, int row)
{
	struct prompt *q = &app->prompt;
	struct pane in;
	int at = 0;

	if (q->kind == PROMPT_ARG)
		at = pane_printf(p, row, 0, LOOK_LABEL, " %s: ", q->label);
	else
		at = pane_z(p, row, 0, LOOK_LABEL,
		    q->kind == PROMPT_FILTER ? "/" : ":");
	in = pane_part(p, row, at, 1, p->columns - at - 1);
	edit_draw(&q->edit, &in, true, false);
}

static void
draw_message(struct app *app, const struct pane *p, int row)
{
	size_t kept = (app->waiting.len - app->waiting_at) / sizeof(struct key);
	msec oldest;

	if (app->prompt.kind != PROMPT_OFF) {
		draw_prompt(app, p, row);
		return;
	}
	if (kept > 0)
		pane_printf(p, row, 1, LOOK_SOON,
		    app->refused
			? _("%zu keys kept: Enter plays them, Esc drops them")
			: _("%zu keys wait"),
		    kept);
	else if (app->fresh && app->nnotes > 0)
		pane_z(p, row, 1, app->notes[(app->nnotes - 1) % MESSAGES].look,
		    app->notes[(app->nnotes - 1) % MESSAGES].text);
	if (lane_busy(app->lane, &oldest) > 0 && oldest > QUIET) {
		if (oldest > 1000)
			pane_printf(p, row, 51, LOOK_MUTED,
			    _("%lld s  Ctrl-C stops"),
			    (long long)(oldest / 1000));
		else
			pane_right(p, row, p->columns - 1, LOOK_MUTED,
			    str_of(_("loading")));
	}
}

/* Does the screen's own map say these words too? */
static bool
is_said(const struct key_def *own, const char *words)
{
	for (; own != NULL && own->keys != NULL; own++)
		if (own->label != NULL && strcmp(own->words, words) == 0)
			return true;
	return false;
}

/* The entries of one map, but for those in `own`; the column after them. */
static int
draw_map(const struct pane *p, int at, int end, const struct key_def *d,
    const struct key_def *own)
{
	for (; d != NULL && d->keys != NULL; d++) {
		struct str keys = str_of(d->keys);
		char name[16] = "";
		int wide;

		if (d->label == NULL || is_said(own, d->words))
			continue;
		if (keys.s[0] == '<')
			snprintf(name, sizeof(name), "%.*s", (int)keys.len - 2,
			    keys.s + 1);
		else
			snprintf(name, sizeof(name), "%s", d->keys);
		wide = cell_columns(str_of(name)) + 1 +
		    cell_columns(str_of(_(d->label)));
		if (at + wide >= end)
			break;
		at += pane_z(p, p->rows - 1, at, LOOK_KEY, name) + 1;
		at += pane_z(p, p->rows - 1, at, LOOK_KEYS, _(d->label)) + 2;
	}
	return at;
}

static void
draw_keys(struct app *app, const struct pane *p)
{
	struct view *v = app_view(app);
	bool typing = v->s.def->typing != NULL && v->s.def->typing(&v->s);
	const char *help = typing ? "F1 " : "? ";
	int end = p->columns - 1 - (int)strlen(help) -
	    cell_columns(str_of(_("help")));
	const struct key_def *own = v->s.def->line_keys != NULL
	    ? v->s.def->line_keys(&v->s)
	    : v->s.def->keys;
	int at = draw_map(p, 1, end - 1, own, NULL);

	if (!typing && !id_none(app->me.id))
		draw_map(p, at, end - 1, global_keys, own);
	end += pane_z(p, p->rows - 1, end, LOOK_KEY, help);
	pane_z(p, p->rows - 1, end, LOOK_KEYS, _("help"));
}

static void
draw_body(struct app *app, const struct pane *p)
{
	struct view *v = app_view(app);
	struct pane body = *p;

	v->s.scene = (struct scene){ .now = clock_now(app->clock),
		.me = &app->me,
		.focus = app->prompt.kind == PROMPT_OFF,
		.loading = v->loading && clock_mono() - v->asked > QUIET };
	v->s.def->draw(&v->s, &body);
}

void
app_draw(struct app *app)
{
	struct pane all = { 0, 0, app->rows, app->columns };

	app->draw = false;
	term_erase();
	term_cursor(-1, -1);
	if (app->rows < 10 || app->columns < 40) {
		pane_printf(&all, 0, 0, LOOK_TEXT,
		    _("Terminal too small: %dx%d, needs 40x10. Nothing is "
		      "lost."),
		    app->columns, app->rows);
	} else if (app->rows < 16 || app->columns < 60) {
		struct pane body =
		    pane_part(&all, 0, 0, all.rows - 1, all.columns);

		draw_body(app, &body);
		draw_message(app, &all, all.rows - 1);
	} else {
		struct pane body =
		    pane_part(&all, 2, 0, all.rows - 4, all.columns);

		draw_body(app, &body);
		draw_top(app, &all);
		if (!id_none(app->me.id))
			draw_tabs(app, &all);
		draw_message(app, &all, all.rows - 2);
		draw_keys(app, &all);
	}
	term_flush();
}
