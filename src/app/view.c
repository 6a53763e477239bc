/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view.c - the open screens: tabs, their stacks, loading models and swapping
 * them in whole.
 */
#include "app/app.h"

struct load_job {
	struct job job;
	struct app *app;
	struct view *view; /* the loop's; not to be touched on the lane */
	const struct screen_def *def;
	struct screen_arg arg;
	struct arena args;
	void *model;
};

static bool
is_open(const struct app *app, const struct view *v)
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

/* ---- loading ------------------------------------------------------------ */

static enum err
load(struct core *c, struct job *j)
{
	struct load_job *l = (struct load_job *)j;

	return l->def->load(c, &l->arg, &j->arena, &l->model);
}

/* The cursor is on a row before anything is drawn: keys typed ahead need it. */
static void
settle(struct view *v)
{
	struct rows rows = { NULL, 0, 1 };
	struct list *l;

	if (v->s.def->list == NULL)
		return;
	l = v->s.def->list(&v->s, &rows);
	list_settle(l, rows, v->s.arg.rows);
}

static void
swap(struct view *v, struct load_job *l)
{
	struct arena old = v->arena;

	v->arena = l->job.arena;
	l->job.arena = old;
	v->s.model = l->model;
	v->s.fault = NULL;
	settle(v);
	if (v->s.def->loaded != NULL)
		v->s.def->loaded(&v->s);
}

static void
loaded(struct job *j)
{
	struct load_job *l = (struct load_job *)j;
	struct app *app = l->app;
	struct view *v = l->view;

	if (is_open(app, v)) {
		v->loading = false;
		v->s.scene.me = &app->me;
		v->s.scene.now = clock_now(app->clock);
		if (j->rc == OK) {
			swap(v, l);
		} else if (j->rc != ERR_CANCELLED) {
			v->fault = j->fault;
			v->s.fault = &v->fault;
			app_fault(app, &j->fault);
		}
		if (v->again)
			view_load(app, v);
		app->draw = true;
		app_play(app);
	}
	arena_done(&l->args);
	job_free(j);
}

void
view_load(struct app *app, struct view *v)
{
	struct load_job *l;

	if (v->s.def->load == NULL)
		return;
	v->again = v->loading;
	if (v->loading)
		return;
	l = (struct load_job *)job_new(sizeof(*l));
	l->job.run = load;
	l->job.done = loaded;
	l->app = app;
	l->view = v;
	l->def = v->s.def;
	v->s.arg.rows = app->rows - 4;
	v->s.arg.columns = app->columns;
	v->s.arg.contact = app->contact;
	v->s.arg.touched = app->touched;
	l->arg = v->s.arg;
	l->arg.text = str_copy(&l->args, v->s.arg.text);
	v->loading = true;
	v->asked = clock_mono();
	lane_send(app->lane, &l->job);
}

void
view_changed(struct app *app)
{
	struct view *v = app_view(app);

	app_mine(app);
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *x = app->tabs[i]; x != NULL; x = x->below)
			x->again = x != v;
	if (v != NULL)
		view_load(app, v);
}

/* ---- opening and leaving ------------------------------------------------ */

static struct view *
make(const struct screen_def *def, struct id id, struct str text)
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
	arena_done(&v->arena);
	arena_done(&v->args);
	free(v);
}

/* The same thing is never open twice: go where it is. */
static bool
go_to(struct app *app, const struct screen_def *def, struct id id)
{
	for (size_t i = 0; i < app->ntabs; i++) {
		struct view *v = app->tabs[i];

		if (v->s.def == def && id_eq(v->s.arg.id, id)) {
			view_tab(app, i);
			return true;
		}
	}
	return false;
}

void
view_open(struct app *app, const char *screen, struct id id, struct str text,
    bool own_tab)
{
	const struct screen_def *def = screen_named(str_of(screen));
	struct view *v;

	if (def == NULL) {
		app_note(app, LOOK_NO, _("there is no screen '%s'"), screen);
		return;
	}
	app->draw = true;
	if (text.len == 0 && go_to(app, def, id))
		return;
	v = make(def, id, text);
	if (app->ntabs == 0 || (own_tab && app->ntabs < TABS)) {
		app->tab = app->ntabs++;
	} else {
		v->below = app->tabs[app->tab];
	}
	app->tabs[app->tab] = v;
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

void
view_back(struct app *app)
{
	struct view *v = app_view(app);

	if (v == NULL || (v->below == NULL && app->ntabs == 1))
		return;
	app->tabs[app->tab] = v->below;
	if (v->below == NULL)
		close_tab(app);
	destroy(v);
	app->draw = true;
	v = app_view(app);
	if (v->again || v->s.model == NULL)
		view_load(app, v);
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
}

void
view_tab(struct app *app, size_t tab)
{
	struct view *v;

	if (tab >= app->ntabs)
		return;
	app->tab = tab;
	app->draw = true;
	v = app_view(app);
	if (v->again || v->s.model == NULL)
		view_load(app, v);
}
