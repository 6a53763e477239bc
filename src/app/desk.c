/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * desk.c - what is on the screen of a contact goes with it when it is handed
 * over, and comes back where it is answered.
 */
#include "app/app.h"

#include "app/expand.h"
#include "core/handover.h"

/* ---- giving ------------------------------------------------------------- */

struct str
app_with_desk(struct app *app, struct arena *a, struct str words)
{
	struct buf desk = { 0 }, b = { 0 };
	struct str out = words;

	park_desk(app, &desk);
	if (desk.len > 0) {
		buf_str(&b, words);
		buf_z(&b, " desk=");
		buf_quoted(&b, buf_view(&desk));
		out = buf_copy(a, &b);
	}
	buf_done(&desk);
	buf_done(&b);
	return out;
}

struct view *
view_of(const struct app *app, struct str screen, struct id id)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (str_is(screen, v->s.def->name) &&
			    id_eq(v->s.arg.id, id))
				return v;
	return NULL;
}

/* What was written on since stays: nobody else has that. */
static void
give_view(struct app *app, const struct draft_view *gave)
{
	struct view *v = view_of(app, gave->screen, gave->id);

	if (v != NULL && v != app_view(app) && v->s.def->once &&
	    gave->typed.len > 0 && park_reads(v, gave->typed))
		view_drop(app, v);
}

void
app_desk_given(struct app *app, struct str desk)
{
	struct draft *d = calloc(1, sizeof(*d));
	struct arena a = { 0 };

	if (d == NULL)
		die("out of memory");
	if (desk.len > 0 && draft_parse(desk, &a, d) == OK) {
		for (size_t i = 0; i < d->nforms; i++)
			if (park_same(app, &d->forms[i]))
				park_sent(app, d->forms[i].screen.s,
				    d->forms[i].id);
		for (size_t i = 0; i < d->ntabs; i++)
			for (size_t n = 0; n < d->tabs[i].n; n++)
				give_view(app, &d->tabs[i].v[n]);
	}
	arena_done(&a);
	free(d);
}

/* ---- taking ------------------------------------------------------------- */

struct desk_job {
	struct job job;
	struct app *app;
	struct id contact;
	struct row_handover_get row;
};

static enum err
run(struct core *c, struct job *j)
{
	struct desk_job *d = (struct desk_job *)j;

	return handover_get(c, &j->arena, d->contact, &d->row);
}

static void
lay_out(struct app *app, const struct draft_view *v)
{
	struct view *open = view_of(app, v->screen, v->id);

	if (screen_named(v->screen) == NULL || str_is(v->screen, "transfer") ||
	    !id_none(v->sent))
		return;
	if (open == NULL) {
		view_open(app, v->screen.s, v->id, v->text, true);
		open = app_view(app);
	}
	view_undraft(open, v->typed);
}

static void
done(struct job *j)
{
	struct desk_job *d = (struct desk_job *)j;
	struct app *app = d->app;
	struct draft *draft = calloc(1, sizeof(*draft));

	if (draft == NULL)
		die("out of memory");
	if (j->rc == OK && d->row.desk.len > 0 &&
	    draft_parse(d->row.desk, &j->arena, draft) == OK) {
		for (size_t i = 0; i < draft->ntabs; i++)
			for (size_t n = 0; n < draft->tabs[i].n; n++)
				lay_out(app, &draft->tabs[i].v[n]);
		for (size_t i = 0; i < draft->nforms; i++)
			park_lay(app, &draft->forms[i]);
		refill_back(app, draft);
		view_open(app, "contact", d->contact, STR_NONE, true);
	}
	if (j->rc == OK && d->row.from_name.len > 0)
		app_note(app, LOOK_NEW, _("From %s: %s"), d->row.from_name.s,
		    d->row.note.len > 0	      ? d->row.note.s
			: d->row.desk.len > 0 ? _("what was on their desk")
					      : _("their words did not come "
						  "along"));
	app->draw = true;
	free(draft);
	job_free(j);
}

void
app_take_desk(struct app *app, struct id contact)
{
	struct desk_job *d = (struct desk_job *)job_new(sizeof(*d));

	d->job.run = run;
	d->job.done = done;
	d->job.quiet = true;
	d->app = app;
	d->contact = contact;
	lane_send(app->lane, &d->job);
}
