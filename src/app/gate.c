/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gate.c - what would be refused in the end is told at once: before such a
 * screen is opened the domain is asked whether it may be.
 */
#include "app/app.h"

struct gate_job {
	struct job job;
	struct app *app;
	const struct screen_def *def;
	struct screen_arg arg; /* its text in the job's own arena */
};

static enum err
run(struct core *c, struct job *j)
{
	struct gate_job *g = (struct gate_job *)j;

	return g->def->may(c, &g->arg);
}

/* Without a database it is opened all the same: what is typed is kept. */
static void
done(struct job *j)
{
	struct gate_job *g = (struct gate_job *)j;
	struct app *app = g->app;
	bool opens = j->rc == OK || offline_is(&j->fault);

	app->moving = false;
	app->draw = true;
	if (j->rc != OK)
		offline_trouble(app, &j->fault);
	if (opens)
		view_open(app, g->def->name, g->arg.id, g->arg.text,
		    g->def->tab);
	else
		app_fault(app, &j->fault);
	app->refused = !opens && app_kept(app) > 0;
	job_free(j);
	app_play(app);
}

bool
app_gate(struct app *app, const struct screen_def *def, struct id id,
    struct str text)
{
	struct gate_job *g;

	if (def == NULL || def->may == NULL || app->offline.link == LINK_DOWN)
		return false;
	g = (struct gate_job *)job_new(sizeof(*g));
	g->job.run = run;
	g->job.done = done;
	g->app = app;
	g->def = def;
	g->arg = (struct screen_arg){ .id = id,
		.text = str_copy(&g->job.own, text) };
	app->moving = true; /* keys behind it are for it */
	lane_send(app->lane, &g->job);
	return true;
}
