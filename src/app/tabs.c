/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tabs.c - the open screens: tabs and their stacks, how one is opened, gone to
 * and left.
 */
#include "app/app.h"

bool
view_is_open(const struct app *app, const struct view *v)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *x = app->tabs[i]; x != NULL; x = x->below)
			if (x == v)
				return true;
	return false;
}

struct view *
app_view(const struct app *app)
{
	return app->ntabs > 0 ? app->tabs[app->tab] : NULL;
}

struct view *
view_make(const struct screen_def *def, struct id id, struct str text)
{
	struct view *v = calloc(1, sizeof(*v));

	if (v == NULL)
		die("out of memory");
	v->s.def = def;
	v->s.arg.id = id;
	v->s.arg.text = str_copy(&v->args, text);
	v->s.state = calloc(1, def->state_size > 0 ? def->state_size : 1);
	if (v->s.state == NULL)
		die("out of memory");
	return v;
}

static void
destroy(struct view *v)
{
	if (v->s.def->done != NULL)
		v->s.def->done(&v->s);
	free(v->s.state);
	buf_done(&v->typed);
	arena_done(&v->arena);
	arena_done(&v->args);
	buf_done(&v->name);
	free(v);
}

/* A screen of its own tab that is about nothing in particular: a board. */
static bool
is_board(const struct view *v)
{
	return v->s.def->tab && id_none(v->s.arg.id);
}

static bool
same_thing(const struct view *v, const struct screen_def *def, struct id id,
    struct str text)
{
	bool same = v->s.def == def && (def->single || id_eq(v->s.arg.id, id));

	return same &&
	    (text.len == 0 ||
		(is_board(v) && !def->seeks && str_eq(v->s.arg.text, text)));
}

/* The one that is open, and its tab; a board also under what was opened over
 * it. NULL: there is none. */
static struct view *
open_one(const struct app *app, const struct screen_def *def, struct id id,
    struct str text, size_t *tab)
{
	for (*tab = 0; *tab < app->ntabs; ++*tab)
		for (struct view *top = app->tabs[*tab], *v = top; v != NULL;
		     v = v->below)
			if (same_thing(v, def, id, text) &&
			    (v == top || is_board(v)))
				return v;
	return NULL;
}

void
view_uncover(struct app *app, size_t tab, const struct view *v)
{
	view_tab(app, tab);
	while (app->tabs[tab] != v) {
		app->tabs[tab]->from = NULL;
		view_back(app);
	}
}

/* The same thing is never open twice: go where it is. */
static bool
go_to(struct app *app, const struct screen_def *def, struct id id,
    struct id row, struct str text)
{
	struct view *from = app_view(app), *v;
	size_t tab;
	bool same;

	if ((v = open_one(app, def, id, text, &tab)) == NULL)
		return false;
	same = id_eq(v->s.arg.id, id);
	v->s.arg.id = id;
	v->s.arg.at = row;
	v->again = v->again || !same || !id_none(row);
	if (tab == app->tab)
		from = v;
	view_uncover(app, tab, v);
	v->from = v != from ? from : NULL;
	return true;
}

/* The first tab is home, and nothing is put over it. */
static bool
at_home(const struct app *app)
{
	return app->ntabs > 0 && app->tab == 0 &&
	    strcmp(app->tabs[0]->s.def->name, "home") == 0;
}

/* In a tab of its own while there is room, else over what is shown. */
static void
put(struct app *app, struct view *v, bool own_tab)
{
	bool home = at_home(app);

	if (app->ntabs == 0 || ((own_tab || home) && app->ntabs < TABS)) {
		v->from = app_view(app);
		app->tab = app->ntabs++;
	} else {
		v->from = home ? app_view(app) : NULL;
		app->tab = home ? app->ntabs - 1 : app->tab;
		v->below = app->tabs[app->tab];
	}
	app->tabs[app->tab] = v;
}

void
view_open(struct app *app, const char *screen, struct id id, struct str text,
    bool own_tab)
{
	view_open_at(app, screen, id, ID_NONE, text, own_tab);
}

void
view_open_at(struct app *app, const char *screen, struct id id, struct id row,
    struct str text, bool own_tab)
{
	const struct screen_def *def = screen_named(str_of(screen));
	struct view *v;

	if (def == NULL) {
		app_note(app, LOOK_NO,
		    _("There is no screen '%s': Tab "
		      "after ':open ' shows them."),
		    screen);
		return;
	}
	app->draw = true;
	if (go_to(app, def, id, row, text))
		return;
	v = view_make(def, id, text);
	v->s.arg.at = row;
	v->judge = def->mistake != NULL && text.len > 0;
	park_give(app, v);
	put(app, v, own_tab);
	park_touch(app, true);
	view_load(app, v);
	if (def->load == NULL)
		app_lay(app);
}

/* The tab is empty now, and is taken out. */
static void
close_tab(struct app *app)
{
	app->ntabs--;
	for (size_t i = app->tab; i < app->ntabs; i++)
		app->tabs[i] = app->tabs[i + 1];
	app->tabs[app->ntabs] = NULL;
	app->tab = app->tab > 0 ? app->tab - 1 : 0;
}

/* Where the one who leaves came from, when it is still there; nobody goes back
 * to what is gone. */
static void
go_back(struct app *app, const struct view *gone)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below) {
			if (v == gone->from)
				app->tab = i;
			if (v->from == gone)
				v->from = NULL;
		}
}

/* To the front: read again when it is old, as what was found always is. What
 * stands beside it depends on a screen that may have grown meanwhile. */
static void
come(struct app *app)
{
	struct view *v = app_view(app);

	app->draw = true;
	park_touch(app, true);
	v->stale = v->again;
	if (v->again || v->s.def->seeks || v->s.model == NULL)
		view_load(app, v);
	further_typed(app);
}

/* The tab is gone, and is not the one that is shown. */
static void
lose_tab(struct app *app, size_t tab)
{
	size_t shown = app->tab > tab ? app->tab - 1 : app->tab;

	app->tab = tab;
	close_tab(app);
	app->tab = shown;
}

static void
unlink_view(struct view **top, const struct view *v)
{
	struct view **at = top;

	while (*at != NULL && *at != v)
		at = &(*at)->below;
	if (*at == v)
		*at = v->below;
	for (struct view *x = *top; x != NULL; x = x->below)
		if (x->from == v)
			x->from = NULL;
}

void
view_drop(struct app *app, struct view *v)
{
	for (size_t i = app->ntabs; i-- > 0;) {
		unlink_view(&app->tabs[i], v);
		if (app->tabs[i] == NULL)
			lose_tab(app, i);
	}
	destroy(v);
	park_touch(app, true);
}

/* ---- what a change of many came to -------------------------------------- */

static bool
is_result(const struct view *v)
{
	return v->s.def->result != NULL && v->s.model != NULL &&
	    v->s.def->result(&v->s);
}

static void
drop_result(struct app *app)
{
	if (app->result != NULL)
		destroy(app->result);
	app->result = NULL;
}

/* What is still on its way for it is for nobody. */
static void
keep_result(struct app *app, struct view *v)
{
	drop_result(app);
	v->loading = v->further = v->again = false;
	v->number = 0;
	v->below = v->from = NULL;
	app->result = v;
}

struct view *
view_result(const struct app *app)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (is_result(v))
				return v;
	return app->result != NULL && is_result(app->result) ? app->result
							     : NULL;
}

static size_t
tab_of(const struct app *app, const struct view *v)
{
	size_t i = 0;

	for (struct view *x = app->tabs[0]; x != v;)
		x = x->below != NULL ? x->below : app->tabs[++i];
	return i;
}

bool
view_to_result(struct app *app)
{
	struct view *v = view_result(app);

	if (v != NULL && v != app->result) {
		view_uncover(app, tab_of(app, v), v);
	} else if (v != NULL) {
		app->result = NULL;
		view_fit(app, v);
		put(app, v, false);
		park_touch(app, true);
	}
	return v != NULL;
}

/* ---- leaving ------------------------------------------------------------ */

void
view_leave(struct app *app)
{
	struct view *v = app_view(app);

	app->tabs[app->tab] = v->below;
	if (v->below == NULL)
		close_tab(app);
	go_back(app, v);
	if (is_result(v))
		keep_result(app, v);
	else
		destroy(v);
	come(app);
}

/* The last tab, and home, which is always the first. */
static bool
stays(const struct app *app)
{
	return app->ntabs == 1 || at_home(app);
}

void
view_back(struct app *app)
{
	struct view *v = app_view(app);

	if (v == NULL || (v->below == NULL && stays(app)))
		return;
	if (park_keep(app, v))
		app_note(app, LOOK_DRAFT,
		    _("%s: kept as a draft; open it again and go on."),
		    _(v->s.def->title));
	view_leave(app);
}

void
view_refused(struct app *app, struct id op)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (id_eq(v->sent, op))
				v->sent = ID_NONE;
	park_touch(app, false);
	park_now(app);
}

void
view_sent(struct app *app)
{
	struct view *v = app_view(app);

	bool compared = strcmp(v->s.def->name, "compare") == 0;

	park_sent(app, v->s.def->name, v->s.arg.id);
	if (v->below != NULL || app->ntabs > 1)
		view_leave(app);
	/* The form whose change it was has done its work, too. */
	if (compared && app_view(app)->s.def->once)
		view_sent(app);
}

void
view_close_all(struct app *app)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i], *next; v; v = next) {
			next = v->below;
			destroy(v);
		}
	app->ntabs = app->tab = 0;
	drop_result(app);
}

void
view_tab(struct app *app, size_t tab)
{
	if (tab >= app->ntabs)
		return;
	app->tab = tab;
	app_view(app)->from = NULL; /* came by itself */
	come(app);
}
