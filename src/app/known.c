/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * known.c - an answer is looked at when it is given: what does not read, or
 * names nothing that there is, stays in its line before anything else is asked.
 */
#include "app/app.h"

#include "app/suggest.h"

struct known_job {
	struct job job;
	struct app *app;
	struct arg_def def;
	struct str text; /* in the job's own arena */
};

static enum err
run(struct core *c, struct job *j)
{
	struct known_job *k = (struct known_job *)j;

	return arg_type_known(k->def.type)(c, &j->arena, &k->def, k->text);
}

/* Without a database it is known when it is done. */
static void
done(struct job *j)
{
	struct known_job *k = (struct known_job *)j;
	struct app *app = k->app;
	bool wrong = j->rc != OK && !offline_is(&j->fault);

	app->moving = false;
	app->draw = true;
	if (wrong)
		app_wrong(app, j->fault.text);
	else if (app->prompt.kind == PROMPT_ARG)
		app_answered(app, k->text);
	app->refused = wrong && app_kept(app) > 0;
	job_free(j);
	app_play(app);
}

static void
ask(struct app *app, const struct arg_def *d, struct str text)
{
	struct known_job *k = (struct known_job *)job_new(sizeof(*k));

	k->job.run = run;
	k->job.done = done;
	k->app = app;
	k->def = (struct arg_def){ .name = str_copy(&k->job.own, d->name),
		.type = d->type };
	k->text = str_copy(&k->job.own, text);
	app->moving = true; /* keys behind it are for what is asked next */
	lane_send(app->lane, &k->job);
}

bool
app_known(struct app *app, struct arena *a, struct str text)
{
	const struct arg_def *d = app->prompt.hints.spot.arg;
	struct fault f = { .code = OK };
	struct arg v = { .given = true, .text = text };

	if (d == NULL || app->prompt.secret)
		return true;
	if (d->type->parse != NULL &&
	    d->type->parse(a, d, &v, clock_now(app->clock), &f) != OK) {
		app_wrong(app, text.len == 0 ? _("needed") : f.text);
		return false;
	}
	if (arg_type_known(d->type) == NULL || id_none(app->me.id) ||
	    app->offline.link == LINK_DOWN)
		return true;
	ask(app, d, text);
	return false;
}
