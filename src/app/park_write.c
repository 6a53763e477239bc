/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * park_write.c - what is typed is written down: when, to the journal, and to
 * the database.
 */
#include "app/app.h"

#include "base/log.h"
#include "core/draft.h"

#define KEY STR("console")

struct store_job {
	struct job job;
	struct app *app;
	struct str json; /* "": nothing is to be kept */
	msec at;
};

static enum err
store(struct core *c, struct job *j)
{
	struct store_job *s = (struct store_job *)j;

	if (s->json.len == 0)
		return draft_drop(c, KEY, s->at);
	return draft_save(c, KEY, s->at, s->json, NULL);
}

static void
stored(struct job *j)
{
	struct store_job *s = (struct store_job *)j;
	struct app *app = s->app;

	app->park.storing = false;
	if (j->rc != OK) {
		log_warn("park.store result=%s", err_name(j->rc));
		buf_reset(&app->park.stored);
		offline_trouble(app, &j->fault);
	}
	job_free(j);
}

static void
send(struct app *app, struct str json)
{
	struct store_job *s = (struct store_job *)job_new(sizeof(*s));

	s->job.run = store;
	s->job.done = stored;
	s->job.quiet = true;
	s->app = app;
	s->json = str_copy(&s->job.arena, json);
	s->at = app->park.at;
	app->park.storing = true;
	lane_send(app->lane, &s->job);
}

/* The same text but for count and time is not written again. */
static bool
is_new(struct draft *d, struct buf *was)
{
	struct buf now = { 0 };
	bool same;

	draft_print(d, &now);
	same = str_eq(buf_view(&now), buf_view(was));
	if (same) {
		buf_done(&now);
	} else {
		buf_done(was);
		*was = now;
	}
	return !same;
}

static void
print(struct app *app, struct draft *d, struct buf *out)
{
	struct park *p = &app->park;
	msec now = clock_now(app->clock);

	d->at = p->at = now > p->at ? now : p->at + 1;
	draft_print(d, out);
}

static void
write_down(struct app *app)
{
	struct park *p = &app->park;
	struct draft *d = calloc(1, sizeof(*d));
	struct arena a = { 0 };
	struct buf b = { 0 };

	p->first = 0;
	if (d == NULL)
		die("out of memory");
	park_take(app, &a, d);
	if (p->journal != NULL && is_new(d, &p->written)) {
		print(app, d, &b);
		if (journal_state(p->journal, buf_view(&b)) != OK)
			app_note(app, LOOK_LATE,
			    _("this machine's disk takes no more: what you "
			      "type is kept in the database alone"));
	}
	buf_done(&b);
	arena_done(&a);
	free(d);
}

static void
store_it(struct app *app)
{
	struct park *p = &app->park;
	struct draft *d = calloc(1, sizeof(*d));
	struct arena a = { 0 };
	struct buf b = { 0 };

	p->unstored = 0;
	p->step = false;
	if (d == NULL)
		die("out of memory");
	park_take(app, &a, d);
	if (is_new(d, &p->stored)) {
		print(app, d, &b);
		send(app, buf_view(&b));
	}
	buf_done(&b);
	arena_done(&a);
	free(d);
}

void
park_touch(struct app *app, bool step)
{
	struct park *p = &app->park;

	if (!p->on)
		return;
	if (p->first == 0)
		p->first = clock_mono();
	if (p->unstored == 0)
		p->unstored = clock_mono();
	p->step = p->step || step;
}

static msec
store_due(const struct app *app)
{
	const struct park *p = &app->park;

	if (p->unstored == 0 || p->storing || app->moving ||
	    app->offline.link != LINK_UP)
		return -1;
	return p->step ? p->unstored : p->unstored + PARK_STORE;
}

msec
park_wait(const struct app *app, msec mono)
{
	const struct park *p = &app->park;
	msec due = p->first != 0 ? p->first + PARK_WRITE : -1;
	msec other = store_due(app);

	if (!p->on)
		return -1;
	if (due < 0 || (other >= 0 && other < due))
		due = other;
	if (due < 0)
		return -1;
	return due > mono ? due - mono : 0;
}

void
park_run(struct app *app, msec mono)
{
	struct park *p = &app->park;
	msec due;

	if (!p->on)
		return;
	if (p->first != 0 && mono >= p->first + PARK_WRITE)
		write_down(app);
	due = store_due(app);
	if (due >= 0 && mono >= due)
		store_it(app);
}

void
park_now(struct app *app)
{
	if (app->park.on)
		write_down(app);
}

void
park_send(struct app *app)
{
	if (app->park.on && app->offline.link == LINK_UP && !app->moving)
		store_it(app);
}

void
park_leave(struct app *app)
{
	struct park *p = &app->park;
	struct draft *d;
	struct arena a = { 0 };

	if (!p->on)
		return;
	d = calloc(1, sizeof(*d));
	if (d == NULL)
		die("out of memory");
	park_take(app, &a, d);
	if (!draft_matters(d) && p->journal != NULL) {
		if (journal_state(p->journal, STR_NONE) != OK)
			log_warn("park.leave");
	} else {
		write_down(app);
	}
	if (draft_matters(d))
		park_send(app);
	else
		send(app, STR_NONE);
	free(d);
	arena_done(&a);
}
