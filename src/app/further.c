/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * further.c - screens whose model comes part by part: each is a job of its own,
 * behind whatever waits by then, and no key waits for it. What depends on the
 * cursor is asked for when it rests.
 */
#include "app/app.h"

#define REST  150  /* ms without a key */
#define AGAIN 3000 /* ms behind one that failed */

struct further_job {
	struct job job;
	struct app *app;
	struct view *view; /* the loop's; not to be touched on the lane */
	uint64_t number;   /* of the load that this goes on with */
	const struct screen_further *how;
	struct screen_arg arg;
	void *part;
};

static enum err
load(struct core *c, struct job *j)
{
	struct further_job *l = (struct further_job *)j;

	return l->how->load(c, &l->arg, &j->arena, &l->part);
}

/* One that failed ends it: what is there stays, and tells how far it is. What
 * the database could not give now is asked for once more; what one may not have
 * is not. */
static void
failed(struct app *app, const struct view *v, const struct job *j)
{
	offline_trouble(app, &j->fault);
	if (v == app_view(app) && j->rc != ERR_DENIED &&
	    j->rc != ERR_NOT_FOUND && j->rc != ERR_INVALID)
		app->rests_at = clock_mono() + AGAIN;
}

static void
loaded(struct job *j)
{
	struct further_job *l = (struct further_job *)j;
	struct app *app = l->app;
	struct view *v = l->view;

	bool open = view_is_open(app, v) && v->s.def->further == l->how;
	bool same = open && v->number == l->number && !v->loading;

	if (open)
		v->further = false;
	if (same && j->rc == OK) {
		struct view_row was = view_row(v);

		l->how->add(&v->s, l->part, &j->arena);
		view_row_gone(app, v, was);
		app->draw = true;
	}
	if (j->rc != OK && j->rc != ERR_CANCELLED)
		failed(app, v, j);
	else if (open && !v->loading)
		further_load(app, v);
	job_free(j);
}

void
further_load(struct app *app, struct view *v)
{
	const struct screen_further *how = v->s.def->further;
	struct further_job *l;
	struct str text;

	if (how == NULL || v->further || v->s.model == NULL ||
	    app->offline.link == LINK_DOWN)
		return;
	view_fit(app, v);
	l = (struct further_job *)job_new(sizeof(*l));
	if (!how->more(&v->s, &l->job.own, &text)) {
		job_free(&l->job);
		return;
	}
	l->job.run = load;
	l->job.done = loaded;
	l->job.quiet = true;
	l->app = app;
	l->view = v;
	l->number = v->number;
	l->how = how;
	l->arg = v->s.arg;
	l->arg.text = text;
	v->further = true;
	lane_send(app->lane, &l->job);
}

void
further_typed(struct app *app)
{
	const struct view *v = app_view(app);

	app->rests_at =
	    v != NULL && v->s.def->further != NULL ? clock_mono() + REST : 0;
}

msec
further_wait(const struct app *app, msec mono)
{
	if (app->rests_at == 0)
		return -1;
	return app->rests_at > mono ? app->rests_at - mono : 0;
}

void
further_run(struct app *app, msec mono)
{
	if (further_wait(app, mono) != 0)
		return;
	app->rests_at = 0;
	if (!app_view(app)->loading) /* else that goes on with it */
		further_load(app, app_view(app));
}
