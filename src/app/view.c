/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view.c - how an open screen is loaded: a model is swapped in whole, with what
 * was typed before it came.
 */
#include "app/app.h"

#include "app/expand.h"
#include "screens/sheet.h"

struct load_job {
	struct job job;
	struct app *app;
	struct view *view; /* the loop's; not to be touched on the lane */
	uint64_t number;   /* of this load: a view that is gone may have
			    * left its address to another */
	const struct screen_def *def;
	struct screen_arg arg;
	void *model;
};

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

	if (v->s.def->arrange != NULL)
		v->s.def->arrange(&v->s);
	if (v->s.def->list == NULL)
		return;
	/* A sorted copy is of the model before. */
	list_renew(v->s.def->list(&v->s, &rows));
	l = v->s.def->list(&v->s, &rows);
	if (!id_none(v->place.at)) {
		l->at = v->place.at;
		l->index = v->place.index;
		l->top = v->place.top;
		v->place.at = ID_NONE;
	}
	list_settle(l, rows, v->s.arg.rows);
}

struct list *
view_list(struct view *v, struct rows *rows)
{
	*rows = (struct rows){ NULL, 0, 1 };
	return v->s.def->list != NULL &&
		(v->s.model != NULL || v->s.def->load == NULL)
	    ? v->s.def->list(&v->s, rows)
	    : NULL;
}

void
view_undraft(struct view *v, struct str typed)
{
	buf_reset(&v->typed);
	buf_str(&v->typed, typed);
	view_typed(v);
}

/* A form may be made by its first drawing only: tried until it has it. */
void
view_typed(struct view *v)
{
	const struct screen_def *d = v->s.def;
	struct buf b = { 0 };

	if (v->typed.len == 0 ||
	    (d->load != NULL && v->s.model == NULL && !d->undraft_early))
		return;
	if (d->draft == NULL || d->undraft == NULL) {
		buf_reset(&v->typed);
		return;
	}
	d->undraft(&v->s, buf_view(&v->typed));
	d->draft(&v->s, &b);
	if (b.len > 0)
		buf_reset(&v->typed);
	buf_done(&b);
}

bool
view_early(const struct app *app, struct view *v)
{
	if (!sheet_early(&v->s) ||
	    (app->offline.link == LINK_UP && !v->again) || v->loading)
		return false;
	if (v->typed.len > 0 && v->s.def->undraft != NULL) {
		v->s.def->undraft(&v->s, buf_view(&v->typed));
		buf_reset(&v->typed);
	}
	return true;
}

/* Whether it has yet to look for what had been typed: it was loaded without. */
static bool
swap(struct view *v, struct load_job *l)
{
	struct arena old = v->arena;
	bool typed = v->typed.len > 0;

	if (!typed)
		sheet_early_end(&v->s, &v->typed);
	v->arena = l->job.arena;
	l->job.arena = old;
	v->s.model = l->model;
	v->s.fault = NULL;
	settle(v);
	if (v->s.def->loaded != NULL)
		v->s.def->loaded(&v->s);
	view_typed(v);
	return typed && v->typed.len == 0 &&
	    (v->s.def->seeks || !str_eq(v->s.arg.text, l->arg.text));
}

/* Its row: what the event of one's own wrote there, else the thing's. */
static struct id
back_row(const struct app *app, const struct view *v)
{
	return v->s.def->made != NULL && v->s.model != NULL && app->wrote > 0
	    ? v->s.def->made(&v->s, app->wrote)
	    : app->back;
}

/* The cursor goes to what was changed or brought back, where it is among the
 * rows. */
static void
to_back(struct app *app, struct view *v)
{
	struct rows rows;
	struct list *l;

	if (v != app_view(app) || v->loading || id_none(app->back))
		return;
	if ((l = app_list(app, &rows)) != NULL) {
		struct id was = l->at;

		l->at = back_row(app, v);
		if (list_pick(l, rows) == NULL)
			l->at = was;
		list_settle(l, rows, v->s.arg.rows);
	}
	app->back = ID_NONE;
}

/* Behind what is being told, such as one's own doing that took it away. */
static void
tell_unseen(struct app *app, struct str label)
{
	const struct note *was =
	    &app->notes[(app->nnotes + MESSAGES - 1) % MESSAGES];
	char said[200];

	snprintf(said, sizeof(said), _("%s is no longer in your sight."),
	    label.s);
	app_note(app, LOOK_ALERT, "%s%s%s", app->fresh ? was->text : "",
	    app->fresh ? " " : "", said);
}

/* What went out of sight is left, and not read on: but for a form, where what
 * is typed stays. Nor does one stay where there was never anything to see. */
static bool
out_of_sight(struct app *app, struct view *v, const struct job *j)
{
	bool first = v->s.model == NULL;

	if (j->rc != ERR_NOT_FOUND || v->s.def->draft != NULL ||
	    (first && v != app_view(app)))
		return false;
	if (v != app_view(app) || (v->below == NULL && app->ntabs == 1)) {
		v->s.model = NULL;
		return false;
	}
	if (first)
		app_fault(app, &j->fault);
	else
		tell_unseen(app, view_label(v));
	view_leave(app);
	app->refused = app_kept(app) > 0; /* they were for what was left */
	return true;
}

static void
loaded(struct job *j)
{
	struct load_job *l = (struct load_job *)j;
	struct app *app = l->app;
	struct view *v = l->view;
	bool seek = false;

	if (view_is_open(app, v) && v->number == l->number &&
	    !out_of_sight(app, v, j)) {
		v->loading = false;
		v->s.scene.me = &app->me;
		v->s.scene.now = clock_now(app->clock);
		if (j->rc == OK) {
			struct view_row was = view_row(v);

			v->loaded_at = v->s.scene.now;
			seek = swap(v, l);
			refill_look(app, v);
			v->others = v->others && !v->stale;
			view_row_gone(app, v, was);
		} else if (j->rc != ERR_CANCELLED) {
			v->fault = j->fault;
			v->s.fault = &v->fault;
			app_fault(app, &j->fault);
			offline_trouble(app, &j->fault);
		}
		v->stale = v->stale && v->again;
		if (v->again || seek)
			view_load(app, v);
		else if (j->rc == OK)
			further_load(app, v);
		app_filter_loaded(app, v);
		to_back(app, v);
		app->draw = true;
	}
	job_free(j);
	app_play(app); /* also when what was loaded is gone meanwhile */
}

/* Without a database nothing is asked for; it is when it is back. */
static void
say_dead(struct app *app, struct view *v)
{
	if (v->loading || v->s.model != NULL)
		return;
	(void)fail(&v->fault, ERR_DB,
	    _("There is no database now; this is loaded when it is back."));
	v->s.fault = &v->fault;
	app->draw = true;
}

void
view_fit(const struct app *app, struct view *v)
{
	v->s.arg.rows = app->rows - 4;
	v->s.arg.columns = app->columns;
}

void
view_load(struct app *app, struct view *v)
{
	static uint64_t last;
	struct load_job *l;

	if (v->s.def->load == NULL)
		return;
	v->again = v->loading || app->offline.link == LINK_DOWN;
	if (v->again) {
		say_dead(app, v);
		return;
	}
	l = (struct load_job *)job_new(sizeof(*l));
	l->job.run = load;
	l->job.done = loaded;
	l->app = app;
	l->view = v;
	l->number = v->number = ++last;
	l->def = v->s.def;
	view_fit(app, v);
	v->s.arg.contact = app->contact;
	v->s.arg.touched = app->touched;
	l->arg = v->s.arg;
	l->arg.text = str_copy(&l->job.own, v->s.arg.text);
	v->loading = true;
	v->others = v->itself;
	v->itself = false;
	v->asked = clock_mono();
	lane_send(app->lane, &l->job);
}

static bool
concerns(const struct view *v, const struct str *kinds, size_t n)
{
	const char *watches = v->s.def->watches;
	bool any = kinds == NULL && watches != NULL;

	for (size_t i = 0; i < n && !any; i++)
		any = feed_watches(watches, kinds[i]);
	return any;
}

void
view_stale(struct app *app, const struct str *kinds, size_t n)
{
	struct view *shown = app_view(app);

	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (v != shown && concerns(v, kinds, n))
				v->again = true;
	if (shown != NULL && concerns(shown, kinds, n)) {
		shown->itself = true;
		view_load(app, shown);
	}
	app_mine(app); /* behind what is looked at */
}

/* Things grow late by themselves: what counts them is read again. */
void
view_minute(struct app *app)
{
	struct view *v = app_view(app);

	if (clock_now(app->clock) >= app->mine_at)
		app_mine(app);
	if (v != NULL &&
	    (v->s.def->minutely ||
		(v->s.def->waits != NULL && v->s.model != NULL &&
		    v->s.def->waits(&v->s))))
		view_load(app, v);
}
