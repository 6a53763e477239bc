/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * frame.c - what never moves: top line, tabs, message line; the key line is
 * keyline.c's.
 */
#include "app/app.h"

#include "cmd/render.h"
#include "screens/left.h"
#include "screens/others.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "ui/tabs.h"

#define QUIET 150 /* ms before it is said that data is on its way */

struct str
view_label(const struct view *v)
{
	if (v->s.model == NULL && v->name.len > 0)
		return buf_view(&v->name);
	return v->s.def->label != NULL ? v->s.def->label(&v->s)
				       : str_of(_(v->s.def->title));
}

/* Where the parts of the top line begin, in columns from the right edge: the
 * wider the screen, the more of them. */
static const struct budget {
	int from; /* columns of the screen */
	int who, who_width;
	int state, state_width;
	int attention, attention_width;
} budgets[] = {
	{ 200, 79, 34, 43, 20, 21, 13 },
	{ 120, 0, 0, 40, 18, 20, 12 },
	{ 0, 0, 0, 38, 18, 19, 12 },
};

static const struct budget *
budget_of(int columns)
{
	const struct budget *b = budgets;

	while (columns < b->from)
		b++;
	return b;
}

static void
draw_clock(struct app *app, const struct pane *p)
{
	struct zone_time t = say_local(clock_now(app->clock));

	pane_printf(p, 0, p->columns - 6, LOOK_BAR, "%02d:%02d", t.hour,
	    t.minute);
}

/* At work all the same: whoever looks after others' states, or may take no
 * contact, is not "offline" for not waiting for one. */
static bool
takes_nothing(const struct app *app)
{
	return strcmp(app->state, "offline") == 0 &&
	    (app->grants[MAY_INTERACTION_HANDLE] == SCOPE_NONE ||
		app->grants[MAY_STATE_SET] > SCOPE_OWN);
}

static struct str
role_of(const struct app *app)
{
	const char *word = render_word("agent list", "role", app->me.role);

	return word != NULL ? str_of(word) : app->me.role;
}

/* "READY 15 min"; who takes no contacts shows the role. */
static void
top_state(struct app *app, const struct pane *p, const struct budget *b)
{
	msec minutes = (clock_now(app->clock) - app->state_since) / MINUTES(1);
	const char *word = agent_state_word(str_of(app->state));
	struct arena a = { 0 };
	struct str text = STR_NONE;

	if (app->offline.link == LINK_DOWN)
		text = str_of(_("NO DATA"));
	else if (word[0] == '\0' || takes_nothing(app))
		text = role_of(app);
	else if (strcmp(app->state, "offline") == 0 || minutes < 0)
		text = str_of(word);
	else if (minutes < 600)
		text = str_printf(&a, "%s %d min", word, (int)minutes);
	else
		text = str_printf(&a, "%s %d h", word, (int)(minutes / 60));
	pane_field(p, 0, p->columns - b->state, b->state_width, LOOK_BAR, text);
	arena_done(&a);
}

/* "! 2  * 3": what of mine is late, and notices not yet seen; nothing when
 * there is none. */
static void
draw_attention(struct app *app, const struct pane *p, const struct budget *b)
{
	struct buf text = { 0 };

	if (app->late > 0)
		buf_printf(&text, "%s %lld",
		    theme_sign(term_symbols(), SIGN_LATE).s,
		    (long long)app->late);
	if (app->unseen > 0)
		buf_printf(&text, "%s%s %lld", text.len > 0 ? "  " : "",
		    theme_sign(term_symbols(), SIGN_NEW).s,
		    (long long)app->unseen);
	pane_field(p, 0, p->columns - b->attention, b->attention_width,
	    LOOK_BAR, buf_view(&text));
	buf_done(&text);
}

static void
draw_who(struct app *app, const struct pane *p, const struct budget *b)
{
	struct arena a = { 0 };

	if (b->who_width > 0)
		pane_field(p, 0, p->columns - b->who, b->who_width, LOOK_BAR,
		    app->me.branch.len > 0
			? str_printf(&a, "%s, %s", app->me.name.s,
			      app->me.branch.s)
			: app->me.name);
	arena_done(&a);
}

static void
draw_top(struct app *app, const struct pane *p)
{
	const struct budget *b = budget_of(p->columns);
	struct view *v = app_view(app);
	struct str what = view_label(v);
	const char *title = v->s.def->heading != NULL ? v->s.def->heading(&v->s)
						      : _(v->s.def->title);
	int at = 1, end = p->columns - (b->who > 0 ? b->who : b->state) - 1;

	pane_fill(p, 0, 0, p->columns, LOOK_BAR);
	at += pane_z(p, 0, at, LOOK_BAR, title);
	if (!str_is(what, title) && what.len > 0) {
		at += pane_z(p, 0, at, LOOK_BAR, " ");
		at += pane_text(p, 0, at, LOOK_BAR,
		    theme_sign(term_symbols(), SIGN_INTO));
		pane_field(p, 0, at + 1, end - at - 1, LOOK_BAR, what);
	}
	if (!id_none(app->me.id)) {
		draw_who(app, p, b);
		top_state(app, p, b);
		draw_attention(app, p, b);
	}
	draw_clock(app, p);
}

/* Others are in what the tab shows: unless something presses more. */
static void
others_in(const struct view *v, struct tab *t)
{
	struct str sign;
	enum look look;

	if (t->sign.len == 0 && !id_none(v->s.arg.id) &&
	    others_sign(v->s.arg.id, &sign, &look)) {
		t->sign = sign;
		t->look = look;
	}
}

/* What it was opened for: the screen that all others in it stand on. */
static const struct view *
bottom(const struct view *v)
{
	while (v->below != NULL)
		v = v->below;
	return v;
}

/* Its name and the sign of what is in it: a draft, something late, or news
 * since it was looked at. A screen may make each label in the same place, so
 * that two tickets need a copy each. */
static struct tab
tab_of(const struct app *app, struct arena *a, size_t i)
{
	struct tab t = { .name = str_copy(a, view_label(bottom(app->tabs[i]))),
		.sign = STR_NONE };
	struct buf b = { 0 };
	bool news = false, late = false;
	msec now = clock_now(app->clock);

	for (const struct view *v = app->tabs[i]; v != NULL; v = v->below) {
		if (v->s.def->late != NULL && v->s.model != NULL)
			late = late || v->s.def->late(&v->s, now);
		if (v->s.def->draft != NULL && !v->s.def->seeks)
			v->s.def->draft(&v->s, &b);
		news = news || (v->again && i != app->tab);
	}
	if (b.len > 2) { /* more than "{}" */
		t.sign = theme_sign(term_symbols(), SIGN_DRAFT);
		t.look = LOOK_DRAFT;
	} else if (left_sign(app->tabs[i]->s.arg.id, &t.sign, &t.look)) {
		/* of a form that was left */
	} else if (late) {
		t.sign = theme_sign(term_symbols(), SIGN_LATE);
		t.look = LOOK_LATE;
	} else if (news) {
		t.sign = theme_sign(term_symbols(), SIGN_NEW);
		t.look = LOOK_NEW;
	}
	others_in(app->tabs[i], &t);
	buf_done(&b);
	return t;
}

static void
draw_tabs(struct app *app, const struct pane *p)
{
	struct tab tabs[TABS] = { { .name = STR_NONE } };
	struct arena a = { 0 };

	for (size_t i = 0; i < app->ntabs; i++)
		tabs[i] = tab_of(app, &a, i);
	tabs_draw(p, 1, tabs, app->ntabs, app->tab);
	arena_done(&a);
}

bool
app_tab_at(const struct app *app, int column, size_t *tab)
{
	struct pane all = { 0, 0, app->rows, app->columns };
	struct tab tabs[TABS] = { { .name = STR_NONE } };
	struct arena a = { 0 };

	for (size_t i = 0; i < app->ntabs; i++)
		tabs[i] = tab_of(app, &a, i);
	*tab = tabs_at(&all, tabs, app->ntabs, app->tab, column);
	arena_done(&a);
	return *tab < app->ntabs;
}

enum { NOTE_ROWS = 4 };

/* What takes more than a line takes the body's last ones too; gm has all. */
static void
draw_note(const struct pane *p, int row, const struct note *n)
{
	struct str text = str_of(n->text);
	int rows = pane_wrapped(p->columns - 2, text);

	if (cell_fits(text, p->columns - 2)) {
		pane_text(p, row, 1, n->look, text);
		return;
	}
	rows = rows > NOTE_ROWS ? NOTE_ROWS : rows;
	for (int i = 1; i < rows; i++)
		pane_fill(p, row - i, 0, p->columns, LOOK_TEXT);
	pane_wrap(p, row - rows + 1, 1, p->columns - 2, 0, rows, n->look, text);
}

/* The keys that wait, by name, so that nobody wonders where they went. */
static void
draw_kept(struct app *app, const struct pane *p, int row)
{
	const char *then =
	    app->refused ? _("Enter goes on with them, Esc drops them") : "";
	struct arena a = { 0 };
	int wide = cell_columns(str_of(then)) +
	    cell_columns(str_printf(&a, _("Keys kept: %s"), "")) + 4;
	struct buf names = { 0 };

	app_kept_names(app, p->columns - wide, &names);
	pane_fill(p, row, 0, p->columns, LOOK_TEXT);
	pane_printf(p, row, 1, LOOK_SOON, _("Keys kept: %s"), names.s);
	pane_right(p, row, p->columns - 1, LOOK_MUTED, str_of(then));
	buf_done(&names);
	arena_done(&a);
}

/* Data that is late: how long and how to stop it; before, the heading that
 * waits says it, or this line where there is older data to read. */
static void
draw_late(struct app *app, const struct pane *p, int row)
{
	bool saving = app->offline.sending;
	char text[80];
	msec oldest;
	int at;

	if (lane_busy(app->lane, &oldest) == 0 || oldest <= QUIET)
		return;
	if (oldest >= 1000) {
		snprintf(text, sizeof(text),
		    saving ? _("saving %lld.%lld s, Ctrl-C stops")
			   : _("loading %lld.%lld s, Ctrl-C stops"),
		    (long long)(oldest / 1000),
		    (long long)(oldest % 1000 / 100));
		at = p->columns - 1 - cell_columns(str_of(text));
		pane_fill(p, row, at - 1, p->columns - at + 1, LOOK_TEXT);
		pane_z(p, row, at, LOOK_MUTED, text);
	} else if (app_view(app)->s.model != NULL) {
		pane_right(p, row, p->columns - 1, LOOK_MUTED,
		    str_of(_("loading")));
	}
}

static void
draw_message(struct app *app, const struct pane *p, int row)
{
	const struct note *last =
	    &app->notes[(app->nnotes + MESSAGES - 1) % MESSAGES];
	bool kept = app_kept(app) > 0;

	if (question_open(app)) {
		row -= question_draw(app, p, row);
		if (kept)
			draw_kept(app, p, row);
		return;
	}
	if (app->prompt.kind != PROMPT_OFF) {
		app_prompt_draw(app, p, row);
		return;
	}
	if (kept)
		draw_kept(app, p, row);
	else if (app->fresh && app->nnotes > 0)
		draw_note(p, row, last);
	if (app->refused) { /* why, above the keys */
		pane_fill(p, row - 1, 0, p->columns, LOOK_TEXT);
		draw_note(p, row - 1, last);
		return;
	}
	draw_late(app, p, row);
}

/* What cannot be read again tells from when it is, in place of a count. */
static void
draw_as_of(const struct app *app, const struct view *v, const struct pane *p)
{
	struct zone_time t = say_local(v->loaded_at);
	struct arena a = { 0 };
	struct str text;

	if (app->offline.link != LINK_DOWN || v->s.model == NULL)
		return;
	text = str_printf(&a, _("as of %02d:%02d"), t.hour, t.minute);
	pane_fill(p, 0, p->columns - 3 - cell_columns(text),
	    cell_columns(text) + 3, LOOK_TEXT);
	pane_right(p, 0, p->columns - 1, LOOK_MUTED, text);
	arena_done(&a);
}

static void
draw_body(struct app *app, const struct pane *p)
{
	struct view *v = app_view(app);
	int taken = offline_draw(app, p);
	struct pane body = pane_part(p, taken, 0, p->rows - taken, p->columns);

	taken = banner_draw(&app->banner, &body);
	body = pane_part(&body, taken, 0, body.rows - taken, body.columns);
	view_typed(v);
	v->s.scene = (struct scene){ .now = clock_now(app->clock),
		.me = &app->me,
		.focus = !question_open(app),
		.loading = v->loading && clock_mono() - v->asked > QUIET };
	if (view_early(app, v))
		sheet_early_draw(&v->s, &body);
	else
		v->s.def->draw(&v->s, &body);
	draw_as_of(app, v, &body);
}

void
app_lay(struct app *app)
{
	struct pane all = { 0, 0, app->rows, app->columns };
	struct pane body = pane_part(&all, 2, 0, all.rows - 4, all.columns);

	if (app->rows >= 10 && app->columns >= 40)
		draw_body(app, &body);
	app->draw = true;
}

static void
draw_small(const struct app *app, const struct pane *p)
{
	char text[200];

	snprintf(text, sizeof(text),
	    _("Terminal too small: %dx%d, needs 40x10. Nothing is "
	      "lost."),
	    app->columns, app->rows);
	pane_wrap(p, 0, 0, p->columns, 0, p->rows, LOOK_TEXT, str_of(text));
}

/* A screen that was just opened, and whose data may come before anybody has
 * read what there would be without: the picture stays, and is sent once. */
static bool
comes_soon(const struct app *app)
{
	static bool painted;
	const struct view *v = app_view(app);
	bool soon = painted && v != NULL && v->loading && v->s.model == NULL &&
	    clock_mono() - v->asked < QUIET && app->prompt.kind == PROMPT_OFF;

	painted = true;
	return soon;
}

void
app_draw(struct app *app)
{
	struct pane all = { 0, 0, app->rows, app->columns };

	app->draw = false;
	if (comes_soon(app))
		return;
	app_bar_seen(app);
	park_show(app);
	term_erase();
	term_cursor(-1, -1);
	if (app->rows < 10 || app->columns < 40) {
		draw_small(app, &all);
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
		app_key_line(app, &all);
	}
	term_flush();
}
