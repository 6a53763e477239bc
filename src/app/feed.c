/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * feed.c - from the doorbell to the screens it concerns.
 */
#include "app/app.h"

#include "core/agent.h"
#include "queries.h"

struct feed_job {
	struct job job;
	struct app *app;
	int64_t after;
	struct rows_event_feed rows;
};

bool
feed_watches(const char *words, struct str word)
{
	for (const char *s = words; s != NULL && *s != '\0';) {
		size_t n = strcspn(s, " ");

		if (n == word.len && memcmp(s, word.s, n) == 0)
			return true;
		s += n + strspn(s + n, " ");
	}
	return false;
}

/* Who may see nothing of roles is told of them as of an unknown kind. */
static bool
rights_may_differ(const struct rows_event_feed *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].entity.len == 0 ||
		    feed_watches("role agent", rows->v[i].entity))
			return true;
	return false;
}

static enum err
run(struct core *c, struct job *j)
{
	struct feed_job *f = (struct feed_job *)j;
	enum err rc;

	if (id_none(c->me.id)) /* a write was first to find out */
		return core_allow(c, MAY_STATE_SET, NULL);
	rc = core_db(c, q_event_feed(c->db, &j->arena, f->after, &f->rows));
	return rc == OK && rights_may_differ(&f->rows) ? agent_refresh(c) : rc;
}

/* Events that this person may not see are of an unknown kind: whoever lost
 * sight of a thing must see that, too. */
static void
told(struct app *app, const struct feed_job *f)
{
	struct str kinds[64];
	int64_t head = f->after, seen = 0;
	size_t n = 0;

	for (size_t i = 0; i < f->rows.n; i++) {
		const struct row_event_feed *r = &f->rows.v[i];

		if (r->entity.len == 0) {
			head = r->events;
			continue;
		}
		seen += r->events;
		if (n < countof(kinds))
			kinds[n++] = r->entity;
	}
	if (f->after < 0 || seen < head - f->after || n == countof(kinds))
		view_stale(app, NULL, 0);
	else if (n > 0)
		view_stale(app, kinds, n);
	app->feed.seen = head;
}

static void
done(struct job *j)
{
	struct feed_job *f = (struct feed_job *)j;
	struct app *app = f->app;

	app->feed.asking = false;
	if (j->rc == OK)
		told(app, f);
	else if (j->rc == ERR_DENIED) /* nobody any more */
		app->feed.rung = !app_put_out(app);
	else
		offline_trouble(app, &j->fault);
	job_free(j);
}

static void
ask(struct app *app)
{
	struct feed_job *f = (struct feed_job *)job_new(sizeof(*f));

	f->job.run = run;
	f->job.done = done;
	f->job.quiet = true;
	f->app = app;
	f->after = app->feed.seen;
	app->feed.asking = true;
	app->feed.rung = false;
	app->feed.asked = clock_mono();
	lane_send(app->lane, &f->job);
}

void
feed_rung(struct app *app)
{
	if (id_none(app->me.id))
		return;
	app->feed.rung = true;
	feed_run(app, clock_mono());
}

msec
feed_wait(const struct app *app, msec mono)
{
	const struct feed *f = &app->feed;
	msec left = f->asked + FEED_EVERY - mono;

	if (!f->rung || f->asking || app->offline.link != LINK_UP)
		return -1;
	return left > 0 ? left : 0;
}

void
feed_run(struct app *app, msec mono)
{
	if (feed_wait(app, mono) == 0)
		ask(app);
}
