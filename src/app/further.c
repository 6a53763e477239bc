/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * further.c - screens whose model comes part by part: each is a job of its own,
 * behind whatever waits by then, and no key waits for it.
 */
#include "app/app.h"

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

/* One that failed ends it: what is there stays, and tells how far it is. */
static void
loaded(struct job *j)
{
	struct further_job *l = (struct further_job *)j;
	struct app *app = l->app;
	struct view *v = l->view;

	if (view_is_open(app, v) && v->number == l->number && !v->loading &&
	    j->rc == OK) {
		l->how->add(&v->s, l->part, &j->arena);
		app->draw = true;
		further_load(app, v);
	} else if (j->rc != OK && j->rc != ERR_CANCELLED) {
		offline_trouble(app, &j->fault);
	}
	job_free(j);
}

void
further_load(struct app *app, struct view *v)
{
	const struct screen_further *how = v->s.def->further;
	struct further_job *l;
	struct str text;

	if (how == NULL || app->offline.link == LINK_DOWN)
		return;
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
	lane_send(app->lane, &l->job);
}
