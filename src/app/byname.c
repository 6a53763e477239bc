/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * byname.c - a screen asked for by the number people say: "T-10417".
 */
#include "app/app.h"

#include "core/ticket.h"

struct byname_job {
	struct job job;
	struct app *app;
	struct str ref; /* in the job's own arena */
	struct id id;
};

static enum err
run(struct core *c, struct job *j)
{
	struct byname_job *b = (struct byname_job *)j;

	return ticket_id(c, b->ref, &b->id);
}

static void
done(struct job *j)
{
	struct byname_job *b = (struct byname_job *)j;
	struct app *app = b->app;

	app->moving = false;
	app->draw = true;
	if (j->rc == OK)
		view_open(app, "ticket", b->id, STR_NONE, true);
	else
		app_fault(app, &j->fault);
	app->refused = j->rc != OK && app_kept(app) > 0;
	if (j->rc != OK)
		offline_trouble(app, &j->fault);
	job_free(j);
	app_play(app);
}

void
app_open_ticket(struct app *app, struct str ref)
{
	struct byname_job *b = (struct byname_job *)job_new(sizeof(*b));

	b->job.run = run;
	b->job.done = done;
	b->app = app;
	b->ref = str_copy(&b->job.own, ref);
	app->moving = true; /* keys behind it are for the ticket */
	lane_send(app->lane, &b->job);
}
