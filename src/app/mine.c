/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mine.c - what the frame tells of the person at the console: the state and
 * since when, what this person may do, and what waits for attention. Asked of
 * the lane after sign-in, whenever something changed, and when the next thing
 * has grown late by itself; one question at a time.
 */
#include "app/app.h"

#include "core/day.h"
#include "core/state.h"
#include "core/sweep.h"

#define AGAIN MINUTES(10) /* at the latest: notices end by themselves */

struct mine_job {
	struct job job;
	struct app *app;
	struct row_state_list state;
	struct attention attention;
	struct rows_incident_told told;
	unsigned char grants[MAY_COUNT];
	bool sweeps;
};

static enum err
look(struct core *c, void *u)
{
	struct mine_job *m = u;
	enum err rc;

	state_ahead(c);
	if ((rc = day_attention(c, &m->attention)) != OK)
		return rc;
	if ((rc = state_get(c, &m->job.arena, ID_NONE, &m->state)) != OK)
		return rc;
	return incident_told(c, &m->job.arena, &m->told);
}

static enum err
ask(struct core *c, struct job *j)
{
	struct mine_job *m = (struct mine_job *)j;

	memcpy(m->grants, c->grants, sizeof(m->grants));
	m->sweeps = sweep_may(c, true);
	return core_read(c, look, m);
}

static void
answered(struct job *j)
{
	struct mine_job *m = (struct mine_job *)j;
	struct app *app = m->app;
	bool again = app->mine_again;

	app->mine_asked = app->mine_again = false;
	app->mine_at = clock_now(app->clock) + AGAIN;
	if (j->rc == OK) {
		if (m->attention.next_at > 0 &&
		    m->attention.next_at < app->mine_at)
			app->mine_at = m->attention.next_at;
		snprintf(app->state, sizeof(app->state), "%s",
		    m->state.shown.s);
		app->state_since = m->state.shown_at;
		app->late = m->attention.late;
		app->unseen = m->attention.unseen;
		banner_set(&app->banner, &m->told);
		memcpy(app->grants, m->grants, sizeof(app->grants));
		app->warn.may = m->sweeps;
		app->draw = true;
	}
	job_free(j);
	if (again)
		app_mine(app);
}

void
app_mine(struct app *app)
{
	struct mine_job *m;

	app->mine_again = app->mine_asked;
	if (app->mine_asked || id_none(app->me.id))
		return;
	m = (struct mine_job *)job_new(sizeof(*m));
	m->job.run = ask;
	m->job.done = answered;
	m->app = app;
	m->job.quiet = true;
	app->mine_asked = true;
	lane_send(app->lane, &m->job);
}
