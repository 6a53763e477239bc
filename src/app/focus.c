/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * focus.c - counting who works on what, and one row when it ends.
 */
#include "app/app.h"

#include "base/log.h"

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
	return rc == ERR_DB || rc == ERR_DISK || rc == ERR_BUSY ||
	    rc == ERR_UNKNOWN || rc == ERR_CANCELLED;
}

/* The journal holds what is not written, whatever happens to us. */
static void
mark(struct app *app)
{
	struct focus *f = &app->focus;
	struct focus_row all[FOCUS_KEPT + 1];
	struct buf b = { 0 };
	size_t n = f->nkept;

	if (app->park.journal == NULL)
		return;
	memcpy(all, f->kept, n * sizeof(*all));
	if (!id_none(f->now.spent.id) && f->now.spent.ms >= SPENT_LEAST) {
		all[n] = f->now;
		all[n++].spent.to = clock_now(app->clock);
	}
	f->marked = f->now.spent.ms;
	focus_rows_print(all, n, &b);
	if (journal_focus(app->park.journal, buf_view(&b)) != OK)
		log_warn("focus.journal");
	buf_done(&b);
}

static void
drop(struct app *app, struct id op)
{
	struct focus *f = &app->focus;
	size_t n = 0;

	for (size_t i = 0; i < f->nkept; i++)
		if (!id_eq(f->kept[i].op, op))
			f->kept[n++] = f->kept[i];
	f->nkept = n;
	mark(app);
}

static void
done(struct job *job)
{
	struct focus_job *j = (struct focus_job *)job;
	struct app *app = j->app;
	struct focus *f = &app->focus;
	enum err rc = job->rc;

	f->asking = false;
	if (!again(rc))
		drop(app, j->row.op);
	job_free(job);
	if (!again(rc) && !f->leaving)
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
count(struct focus *f, msec now)
{
	msec end = f->typed + FOCUS_IDLE < now ? f->typed + FOCUS_IDLE : now;

	if (end > f->since)
		f->now.spent.ms += end - f->since;
	f->since = now;
}

static void
finish(struct app *app)
{
	struct focus *f = &app->focus;
	struct spent_new *s = &f->now.spent;

	if (id_none(s->id))
		return;
	s->to = clock_now(app->clock);
	count(f, s->to);
	if (s->ms > s->to - s->from)
		s->ms = s->to - s->from;
	if (s->ms > SPENT_MOST)
		s->ms = SPENT_MOST;
	if (s->ms >= SPENT_LEAST && f->nkept < FOCUS_KEPT)
		f->kept[f->nkept++] = f->now;
	s->id = ID_NONE;
	if (f->marked > 0 || f->nkept > 0)
		mark(app);
	send(app);
}

void
focus_typed(struct app *app)
{
	struct focus *f = &app->focus;
	msec now = clock_now(app->clock);

	if (!id_none(f->now.spent.id)) {
		count(f, now);
		if (f->now.spent.ms >= f->marked + FOCUS_MARK)
			mark(app);
	}
	f->typed = now;
}

void
focus_look(struct app *app)
{
	struct focus *f = &app->focus;
	const char *entity;
	struct id id;

	find(app, &entity, &id);
	if (id_eq(id, f->now.spent.id) &&
	    (id_none(id) || id_eq(app->me.id, f->now.agent)))
		return;
	finish(app);
	if (id_none(id))
		return;
	f->now = (struct focus_row){ .agent = app->me.id,
		.spent = { .entity = entity,
		    .id = id,
		    .from = clock_now(app->clock) } };
	f->now.op = id_make(f->now.spent.from);
	f->since = f->typed = f->now.spent.from;
	f->marked = 0;
}

void
focus_leave(struct app *app)
{
	struct focus *f = &app->focus;

	finish(app);
	/* The first is on its way; nobody comes back to send the others. */
	f->leaving = true;
	for (size_t i = 1; i < f->nkept && app->offline.link == LINK_UP; i++)
		lane_send(app->lane, job_of(app, &f->kept[i]));
}

void
focus_back(struct app *app, struct str kept)
{
	struct focus *f = &app->focus;

	f->nkept +=
	    focus_rows_read(kept, f->kept + f->nkept, FOCUS_KEPT - f->nkept);
	send(app);
}
