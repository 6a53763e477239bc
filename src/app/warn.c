/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * warn.c - a console that is open sweeps, too: with the minute that is shown
 * anyway, on its own lane, a little at a time. One of all consoles has the
 * lease; the others ask and are told so.
 */
#include "app/app.h"
#include "core/sweep.h"

enum { EACH = 25 }; /* things done before the lane is free for keys again */

struct warn_job {
	struct job job;
	struct app *app;
	struct sweep_options how;
	struct sweep_done done;
};

static enum err
run(struct core *c, struct job *j)
{
	struct warn_job *w = (struct warn_job *)j;
	enum err rc = sweep_run(c, &w->how, &w->done);

	j->silent = sweep_count(&w->done) < EACH;
	return rc;
}

static void
done(struct job *j)
{
	struct warn_job *w = (struct warn_job *)j;

	w->app->warn.asking = false;
	if (j->rc != OK)
		offline_trouble(w->app, &j->fault);
	else if (sweep_count(&w->done) >= EACH)
		w->app->warn.asked = 0; /* there is more */
	if (j->rc == OK && sweep_count(&w->done) > 0)
		feed_rung(w->app); /* no bell rings for what oneself did */
	if (j->rc == OK && w->done.spooled > 0) /* and it has no event */
		view_stale(w->app, (struct str[]){ STR("message") }, 1);
	job_free(j);
}

/* As read when the program began: another folder is for the next one. */
static const char *
spool(const struct app *app)
{
	struct str dir = option_get(app->options, "spool");

	return dir.len > 0 ? dir.s : NULL;
}

void
warn_run(struct app *app, msec mono)
{
	struct warn_job *w;
	msec oldest;

	if (app->warn.asking || !app->warn.may || id_none(app->me.id) ||
	    app->offline.link != LINK_UP || lane_busy(app->lane, &oldest) > 0)
		return;
	if (id_none(app->warn.holder)) { /* not while one is signing in */
		app->warn.holder = id_make(clock_now(app->clock));
		app->warn.asked = mono;
	}
	if (app->warn.asked != 0 && mono - app->warn.asked < SECONDS(30))
		return;
	w = (struct warn_job *)job_new(sizeof(*w));
	w->job.run = run;
	w->job.done = done;
	w->job.quiet = true;
	w->app = app;
	w->how = (struct sweep_options){
		.holder = app->warn.holder, .console = true, .most = EACH
	};
	w->how.spool = spool(app);
	app->warn.asking = true;
	app->warn.asked = mono;
	lane_send(app->lane, &w->job);
}
