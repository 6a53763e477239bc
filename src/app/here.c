/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * here.c - presence, from the screens to the database and back.
 */
#include "app/here.h"

#include "app/app.h"
#include "core/handover.h"
#include "core/interaction.h"
#include "screens/others.h"

#define LOOK_MOST  80 /* things asked about: those told, and rows in sight */
#define REST_AFTER MINUTES(1)

struct here_job {
	struct job job;
	struct app *app;
	struct id session;
	struct presence_thing things[HERE_MOST];
	size_t nthings;
	bool say;   /* all again, not a heartbeat alone */
	bool holds; /* a contact is in hand */
	msec next;  /* until another one */
	struct id look[LOOK_MOST];
	size_t nlook;
	struct presences others;
};

/* ---- what there is to tell ----------------------------------------------- */

static void
add(struct presence_thing *v, size_t *n, const char *entity, struct id id,
    enum presence_mode mode)
{
	for (size_t i = 0; i < *n; i++)
		if (id_eq(v[i].id, id)) {
			if (mode > v[i].mode)
				v[i].mode = mode;
			return;
		}
	if (*n < HERE_MOST && !id_none(id))
		v[(*n)++] = (struct presence_thing){ entity, id, mode };
}

/* The forms of a ticket's verbs: whoever has one open writes in it. */
static bool
writes(const struct screen_def *d)
{
	return d->once && feed_watches(d->watches, STR("ticket"));
}

static void
add_view(const struct app *app, const struct view *v, bool shown,
    struct presence_thing *things, size_t *n)
{
	const char *name = v->s.def->name;

	(void)app;
	if (writes(v->s.def))
		add(things, n, "ticket", v->s.arg.id, PRESENCE_WRITES);
	else if (shown && strcmp(name, "ticket") == 0)
		add(things, n, "ticket", v->s.arg.id, PRESENCE_SEES);
	else if (shown && strcmp(name, "customer") == 0)
		add(things, n, "customer", v->s.arg.id, PRESENCE_SEES);
}

static size_t
wanted(const struct app *app, struct presence_thing things[HERE_MOST])
{
	size_t n = 0;

	for (size_t i = 0; i < app->ntabs; i++)
		for (const struct view *v = app->tabs[i]; v; v = v->below)
			add_view(app, v, v == app_view(app), things, &n);
	add(things, &n, "interaction", app->contact, PRESENCE_HOLDS);
	return n;
}

static bool
changed(const struct here *h, const struct presence_thing *v, size_t n)
{
	if (n != h->nsaid)
		return true;
	for (size_t i = 0; i < n; i++)
		if (!id_eq(v[i].id, h->said[i].id) ||
		    v[i].mode != h->said[i].mode)
			return true;
	return false;
}

/* The rows in sight of a list of tickets. */
static void
look_at_rows(struct app *app, struct here_job *j)
{
	struct view *v = app_view(app);
	struct rows rows;
	struct subject s = app_subject(app);
	const struct list *l = view_list(v, &rows);

	if (s.kind == NULL || strcmp(s.kind, "ticket") != 0 || l == NULL ||
	    strcmp(v->s.def->name, "ticket") == 0)
		return;
	for (size_t i = l->top; i < rows.n && i < l->top + l->height; i++)
		if (j->nlook < LOOK_MOST)
			memcpy(&j->look[j->nlook++],
			    (const char *)rows.v + i * rows.size,
			    sizeof(struct id));
}

/* ---- the job ------------------------------------------------------------ */

/* Who is in a contact has those on hold, too: with this console they would
 * all be left. */
static enum err
add_others_in_hand(struct core *c, struct here_job *j)
{
	struct rows_interaction_open rows = { 0 };
	enum err rc = OK;

	if (j->holds)
		rc = interaction_open(c, &j->job.arena, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		add(j->things, &j->nthings, "interaction", rows.v[i].id,
		    PRESENCE_HOLDS);
	return rc;
}

static enum err
run(struct core *c, struct job *job)
{
	struct here_job *j = (struct here_job *)job;
	bool known = true;
	enum err rc = OK;

	if (!j->say)
		rc = presence_beat(c, j->session, j->next, &known);
	if (rc == OK && (j->say || !known))
		rc = add_others_in_hand(c, j);
	if (rc == OK && (j->say || !known))
		rc = presence_say(c, j->session, j->things, j->nthings);
	if (rc != OK)
		return rc;
	job->silent = !j->say && known && j->nlook == 0;
	return presence_on(c, &job->arena, j->session, j->look, j->nlook,
	    &j->others);
}

static bool
same(const struct presences *a, const struct presences *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!id_eq(a->v[i].entity, b->v[i].entity) ||
		    !id_eq(a->v[i].agent, b->v[i].agent) ||
		    a->v[i].mode != b->v[i].mode)
			return false;
	return true;
}

/* Somebody else writes in what we began to write in, and did so before. */
static void
warn(struct app *app, const struct presences *was, const struct presences *is)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < app->here.nsaid; i++) {
		const struct presence_thing *t = &app->here.said[i];
		const struct presence *p = others_writer(is, t->id);

		if (t->mode == PRESENCE_WRITES && p != NULL &&
		    others_writer(was, t->id) == NULL)
			app_note(app, LOOK_WRITES,
			    id_eq(p->agent, app->me.id)
				? _("%s: you write here at another terminal, "
				    "too, since %s. Both may save: what both "
				    "changed is asked.")
				: _("%s writes here too, since %s. Both may "
				    "save: "
				    "what both changed is asked."),
			    p->name.s,
			    others_since(&a, p, clock_now(app->clock)).s);
	}
	arena_done(&a);
}

static void
done(struct job *job)
{
	struct here_job *j = (struct here_job *)job;
	struct app *app = j->app;
	struct here *h = &app->here;

	h->asking = false;
	if (job->rc == OK && id_eq(h->session, j->session)) {
		struct arena old = h->arena;

		if (!same(&h->others, &j->others)) {
			warn(app, &h->others, &j->others);
			app->draw = true;
		}
		h->others = j->others;
		h->arena = job->arena;
		job->arena = old;
		others_are(&h->others);
	} else if (job->rc != OK) {
		offline_trouble(app, &job->fault);
	}
	job_free(job);
}

/* Another screen is shown, or its rows came. */
static bool
moved(const struct app *app)
{
	const struct view *v = app_view(app);

	return app->here.view != v ||
	    (app->here.model == NULL) != (v->s.model == NULL);
}

static bool
ready(const struct app *app)
{
	return !id_none(app->me.id) && !app->here.asking &&
	    app->offline.link == LINK_UP && app_view(app) != NULL &&
	    strcmp(app_view(app)->s.def->name, "login") != 0 &&
	    strcmp(app_view(app)->s.def->name, "password") != 0;
}

static bool
has(const struct presences *others, struct id thing)
{
	for (size_t i = 0; i < others->n; i++)
		if (id_eq(others->v[i].entity, thing))
			return true;
	return false;
}

/* Others are in what is here, or may wait for it. */
static bool
matters(const struct here *h)
{
	for (size_t i = 0; i < h->nsaid; i++)
		if (h->said[i].mode >= PRESENCE_WRITES ||
		    has(&h->others, h->said[i].id))
			return true;
	return false;
}

/* How soon the next beat comes: the less happens here, the later. */
static msec
pace(const struct here *h, msec mono)
{
	if (mono - h->typed < REST_AFTER)
		return PRESENCE_BEAT;
	return matters(h) ? PRESENCE_QUIET : PRESENCE_REST;
}

msec
here_wait(const struct app *app, msec mono)
{
	const struct here *h = &app->here;
	struct presence_thing things[HERE_MOST];
	msec at = h->told + h->next;

	if (!ready(app))
		return -1;
	if (h->rung || moved(app) || changed(h, things, wanted(app, things)))
		at = h->told + HERE_SOON;
	else if (h->next == PRESENCE_REST && pace(h, mono) == PRESENCE_REST)
		return mono - h->told > PRESENCE_REST - MINUTES(1) ? 0 : -1;
	else if (pace(h, mono) < h->next)
		at = h->told + pace(h, mono);
	return at > mono ? at - mono : 0;
}

void
here_run(struct app *app, msec mono)
{
	struct here *h = &app->here;
	struct here_job *j;

	if (here_wait(app, mono) != 0)
		return;
	j = (struct here_job *)job_new(sizeof(*j));
	j->job.run = run;
	j->job.done = done;
	j->job.quiet = true;
	j->app = app;
	j->holds = !id_none(app->contact);
	j->nthings = wanted(app, j->things);
	j->say = id_none(h->session) || changed(h, j->things, j->nthings);
	if (id_none(h->session))
		h->session = id_make(clock_now(app->clock));
	j->session = h->session;
	j->next = j->say ? PRESENCE_BEAT : pace(h, mono);
	h->next = j->next;
	for (size_t i = 0; i < j->nthings; i++)
		j->look[j->nlook++] = j->things[i].id;
	look_at_rows(app, j);
	memcpy(h->said, j->things, sizeof(h->said));
	h->nsaid = j->nthings;
	h->view = app_view(app);
	h->model = app_view(app)->s.model;
	h->asking = true;
	h->rung = false;
	h->told = mono;
	lane_send(app->lane, &j->job);
}

void
here_typed(struct app *app, msec mono)
{
	app->here.typed = mono;
}

void
here_rung(struct app *app)
{
	app->here.rung = true;
}

/* ---- going -------------------------------------------------------------- */

static enum err
leave(struct core *c, struct job *job)
{
	return handover_leave(c, ((struct here_job *)job)->session);
}

static void
left(struct job *job)
{
	job_free(job);
}

void
here_leave(struct app *app)
{
	struct here_job *j;

	if (id_none(app->here.session) || app->offline.link != LINK_UP)
		return;
	j = (struct here_job *)job_new(sizeof(*j));
	j->job.run = leave;
	j->job.done = left;
	j->job.quiet = true;
	j->session = app->here.session;
	app->here.session = ID_NONE;
	lane_send(app->lane, &j->job);
}

void
here_done(struct app *app)
{
	others_are(NULL);
	arena_done(&app->here.arena);
}
