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

/* Whoever types on after these words types into what they open: a screen, or
 * the form that asks for the rest; a verb that is no command has a form. */
static bool
leads(struct str words)
{
	const struct cmd_def *d;
	struct arena a = { 0 };
	struct words w = { 0 };
	size_t used;
	bool asks;

	asks = cmd_split(&a, words, &w, NULL) == OK && w.n > 1 &&
	    (cmd_find(&a, w.v, w.n, &d, &used, NULL) != OK ||
		(d->args != NULL && strchr(d->args, ' ') != NULL));
	arena_done(&a);
	return asks;
}

void
app_bar(struct app *app, struct str words)
{
	if (leads(words))
		app->barred = true;
}

void
app_bar_seen(struct app *app)
{
	if (app->barred)
		app->refused = app_kept(app) > 0;
	app->barred = false;
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
