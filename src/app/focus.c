/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * focus.c - counting who works on what, and one row when it ends.
 */
#include "app/app.h"

/* ---- what has it -------------------------------------------------------- */

/* The ticket that the whole screen is about, and no row of a list. */
static bool
on_ticket(struct app *app, const struct view *v, struct id *id)
{
	struct subject s;

	if (v->s.def->once && v->s.def->of == OF_TICKET) {
		*id = v->s.arg.id;
		return !id_none(*id);
	}
	if (v->s.def->subject == NULL || v->s.model == NULL)
		return false;
	s = app_subject(app);
	*id = s.id;
	return s.kind != NULL && strcmp(s.kind, "ticket") == 0 &&
	    id_eq(s.id, v->s.arg.id);
}

static bool
on_contact(const struct app *app, const struct view *v)
{
	enum screen_of of = v->s.def->of;

	return (of == OF_TALK || of == OF_CONTACT || of == OF_CONTACT_OR_NEW) &&
	    !id_none(app->contact);
}

static void
find(struct app *app, const char **entity, struct id *id)
{
	const struct view *v = app_view(app);

	*id = ID_NONE;
	*entity = "";
	if (v == NULL || id_none(app->me.id))
		return;
	if (on_contact(app, v)) {
		*entity = "interaction";
		*id = app->contact;
	} else if (on_ticket(app, v, id)) {
		*entity = "ticket";
	} else {
		*id = ID_NONE;
	}
}

/* ---- writing ------------------------------------------------------------ */

struct focus_job {
	struct job job;
	struct app *app;
	struct focus_row row;
};

static enum err
run(struct core *c, struct job *job)
{
	struct focus_job *j = (struct focus_job *)job;

	if (!id_eq(c->me.id, j->row.agent))
		return OK; /* somebody else signed in meanwhile */
	c->op = j->row.op;
	return spent_focus(c, &j->row.spent);
}

static void send(struct app *);
static struct job *job_of(struct app *, const struct focus_row *);

/* The database is away: it is said again with the next; anything else is no
 * fault of the person who works. */
static bool
again(enum err rc)
{
	return rc == ERR_DB || rc == ERR_IO || rc == ERR_BUSY ||
	    rc == ERR_UNKNOWN || rc == ERR_CANCELLED;
}

static void
done(struct job *job)
{
	struct focus_job *j = (struct focus_job *)job;
	struct app *app = j->app;
	struct focus *f = &app->focus;
	enum err rc = job->rc;

	f->asking = false;
	job_free(job);
	if (again(rc) || f->nkept == 0)
		return;
	memmove(f->kept, f->kept + 1, --f->nkept * sizeof(*f->kept));
	send(app);
}

static void
send(struct app *app)
{
	struct focus *f = &app->focus;

	if (f->asking || f->nkept == 0 || app->offline.link != LINK_UP)
		return;
	f->asking = true;
	lane_send(app->lane, job_of(app, &f->kept[0]));
}

static struct job *
job_of(struct app *app, const struct focus_row *row)
{
	struct focus_job *j = (struct focus_job *)job_new(sizeof(*j));

	j->job.run = run;
	j->job.done = done;
	j->job.quiet = true;
	j->app = app;
	j->row = *row;
	return &j->job;
}

/* ---- counting ----------------------------------------------------------- */

static void
count(struct focus *f, msec mono)
{
	msec end = f->typed + FOCUS_IDLE < mono ? f->typed + FOCUS_IDLE : mono;

	if (end > f->since)
		f->now.spent.ms += end - f->since;
	f->since = mono;
}

static void
finish(struct app *app, msec mono)
{
	struct focus *f = &app->focus;
	struct spent_new *s = &f->now.spent;

	if (id_none(s->id))
		return;
	count(f, mono);
	s->to = clock_now(app->clock);
	if (s->ms > s->to - s->from)
		s->ms = s->to - s->from;
	if (s->ms > SPENT_MOST)
		s->ms = SPENT_MOST;
	if (s->ms >= SPENT_LEAST && f->nkept < FOCUS_KEPT)
		f->kept[f->nkept++] = f->now;
	s->id = ID_NONE;
	send(app);
}

void
focus_typed(struct app *app, msec mono)
{
	if (!id_none(app->focus.now.spent.id))
		count(&app->focus, mono);
	app->focus.typed = mono;
}

void
focus_look(struct app *app, msec mono)
{
	struct focus *f = &app->focus;
	const char *entity;
	struct id id;

	find(app, &entity, &id);
	if (id_eq(id, f->now.spent.id) &&
	    (id_none(id) || id_eq(app->me.id, f->now.agent)))
		return;
	finish(app, mono);
	if (id_none(id))
		return;
	f->now = (struct focus_row){ .agent = app->me.id,
		.spent = { .entity = entity,
		    .id = id,
		    .from = clock_now(app->clock) } };
	f->now.op = id_make(f->now.spent.from);
	f->since = f->typed = mono;
}

void
focus_leave(struct app *app)
{
	struct focus *f = &app->focus;

	finish(app, clock_mono());
	/* The first is on its way; nobody comes back to send the others. */
	for (size_t i = 1; i < f->nkept && app->offline.link == LINK_UP; i++)
		lane_send(app->lane, job_of(app, &f->kept[i]));
	f->nkept = 0;
}
