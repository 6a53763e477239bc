/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mark.c - rows that are meant together. All are all that the list would show:
 * what is not loaded of it is asked for.
 */
#include "app/app.h"
#include "core/bulk.h"
#include "screens/many.h"

struct mark_job {
	struct job job;
	struct app *app;
	struct view *view; /* the loop's */
	struct str words;
	struct id *ids;
	size_t n;
};

static enum err
find(struct core *c, struct job *j)
{
	struct mark_job *m = (struct mark_job *)j;

	return bulk_found(c, &j->arena, m->words, &m->ids, &m->n);
}

static void
tell(struct app *app, size_t n, bool most)
{
	if (most)
		app_note(app, LOOK_SELECTED,
		    _("The first %zu are marked, for no more are changed at "
		      "once; - unmarks all"),
		    n);
	else
		app_note(app, LOOK_SELECTED,
		    ngettext("%zu marked; - unmarks it",
			"%zu marked; - unmarks all", n),
		    n);
}

static void
found(struct job *j)
{
	struct mark_job *m = (struct mark_job *)j;
	struct app *app = m->app;
	struct rows rows;
	struct list *l = app_list(app, &rows);
	size_t n = m->n < BULK_MOST ? m->n : BULK_MOST;

	app->moving = false;
	app->draw = true;
	if (j->rc != OK) {
		app_fault(app, &j->fault);
	} else if (app_view(app) == m->view && l != NULL) {
		for (size_t i = 0; i < n; i++)
			list_mark(l, m->ids[i], true);
		tell(app, l->nmarks, m->n > BULK_MOST);
	}
	job_free(j);
	app_play(app);
}

/* The keys behind it are for what will be marked. */
static bool
seek(struct app *app)
{
	struct view *v = app_view(app);
	struct mark_job *m;

	if (v->s.def->found == NULL)
		return false;
	m = (struct mark_job *)job_new(sizeof(*m));
	m->words = v->s.def->found(&v->s, &m->job.own);
	if (m->words.len == 0) {
		job_free(&m->job);
		return false;
	}
	m->job.run = find;
	m->job.done = found;
	m->app = app;
	m->view = v;
	app->moving = true;
	lane_send(app->lane, &m->job);
	return true;
}

/* The list of a view in which tickets may be marked; NULL: it has none. */
static struct list *
list_of(struct view *v)
{
	struct rows rows;

	return strcmp(v->s.def->name, "bulk") != 0 ? view_list(v, &rows) : NULL;
}

void
app_marks_done(struct app *app, struct id bulk, bool back)
{
	if (back && !id_eq(bulk, app->marked))
		return;
	app->marked = back ? ID_NONE : bulk;
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below) {
			struct list *l = list_of(v);

			if (l != NULL && back)
				list_take_up(l);
			else if (l != NULL && l->nmarks > 0 &&
			    many_of(l->marks[0]) != NULL)
				list_put_aside(l);
		}
}

void
app_mark(struct app *app, struct str arg)
{
	struct rows rows;
	struct list *l = app_list(app, &rows);

	if (l == NULL || rows.n == 0) {
		app_note(app, LOOK_NO, _("There is no list to mark here."));
		return;
	}
	if (str_is(arg, "all") && app_mistake(app_view(app)).len > 0) {
		app_note(app, LOOK_NO, _("Nothing is marked: %s"),
		    app_mistake(app_view(app)).s);
		return;
	}
	if (str_is(arg, "all") && seek(app))
		return;
	if (str_is(arg, "all")) {
		list_mark_all(l, rows);
	} else if (str_is(arg, "none")) {
		list_unmark(l);
	} else if (list_pick(l, rows) != NULL) {
		list_mark(l, l->at, !list_marked(l, l->at));
		list_move(l, rows, 1);
	}
	if (l->nmarks > 0 && strcmp(app_view(app)->s.def->name, "bulk") == 0)
		app_note(app, LOOK_SELECTED,
		    ngettext("%zu taken out; Space puts it back",
			"%zu taken out; Space puts one back", l->nmarks),
		    l->nmarks);
	else if (l->nmarks > 0)
		tell(app, l->nmarks, false);
}
