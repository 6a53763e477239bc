/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view.c - the open screens: tabs, their stacks, loading models and swapping
 * them in whole.
 */
#include "app/app.h"

#include "app/expand.h"
#include "screens/sheet.h"

struct load_job {
	struct job job;
	struct app *app;
	struct view *view; /* the loop's; not to be touched on the lane */
	uint64_t number;   /* of this load: a view that is gone may have
			    * left its address to another */
	const struct screen_def *def;
	struct screen_arg arg;
	void *model;
};

bool
view_is_open(const struct app *app, const struct view *v)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *x = app->tabs[i]; x != NULL; x = x->below)
			if (x == v)
				return true;
	return false;
}

struct view *
app_view(const struct app *app)
{
	return app->ntabs > 0 ? app->tabs[app->tab] : NULL;
}

/* ---- loading ------------------------------------------------------------ */

static enum err
load(struct core *c, struct job *j)
{
	struct load_job *l = (struct load_job *)j;

	return l->def->load(c, &l->arg, &j->arena, &l->model);
}

/* The cursor is on a row before anything is drawn: keys typed ahead need it. */
static void
settle(struct view *v)
{
	struct rows rows = { NULL, 0, 1 };
	struct list *l;

	if (v->s.def->arrange != NULL)
		v->s.def->arrange(&v->s);
	if (v->s.def->list == NULL)
		return;
	/* A sorted copy is of the model before. */
	list_renew(v->s.def->list(&v->s, &rows));
	l = v->s.def->list(&v->s, &rows);
	if (!id_none(v->place.at)) {
		l->at = v->place.at;
		l->index = v->place.index;
		l->top = v->place.top;
		v->place.at = ID_NONE;
	}
	list_settle(l, rows, v->s.arg.rows);
}

void
view_undraft(struct view *v, struct str typed)
{
	buf_reset(&v->typed);
	buf_str(&v->typed, typed);
	view_typed(v);
}

/* A form may be made by its first drawing only: tried until it has it. */
void
view_typed(struct view *v)
{
	const struct screen_def *d = v->s.def;
	struct buf b = { 0 };

	if (v->typed.len == 0 ||
	    (d->load != NULL && v->s.model == NULL && !d->undraft_early))
		return;
	if (d->draft == NULL || d->undraft == NULL) {
		buf_reset(&v->typed);
		return;
	}
	d->undraft(&v->s, buf_view(&v->typed));
	d->draft(&v->s, &b);
	if (b.len > 0)
		buf_reset(&v->typed);
	buf_done(&b);
}

bool
view_early(const struct app *app, struct view *v)
{
	if (!sheet_early(&v->s) ||
	    (app->offline.link == LINK_UP && !v->again) || v->loading)
		return false;
	if (v->typed.len > 0 && v->s.def->undraft != NULL) {
		v->s.def->undraft(&v->s, buf_view(&v->typed));
		buf_reset(&v->typed);
	}
	return true;
}

/* Whether it has yet to look for what had been typed: it was loaded without. */
static bool
swap(struct view *v, struct load_job *l)
{
	struct arena old = v->arena;
	bool typed = v->typed.len > 0;

	if (!typed)
		sheet_early_end(&v->s, &v->typed);
	v->arena = l->job.arena;
	l->job.arena = old;
	v->s.model = l->model;
	v->s.fault = NULL;
	settle(v);
	if (v->s.def->loaded != NULL)
		v->s.def->loaded(&v->s);
	view_typed(v);
	return typed && v->typed.len == 0 &&
	    (v->s.def->seeks || !str_eq(v->s.arg.text, l->arg.text));
}

/* Its row: what the event of one's own wrote there, else the thing's. */
static struct id
back_row(const struct app *app, const struct view *v)
{
	return v->s.def->made != NULL && v->s.model != NULL && app->wrote > 0
	    ? v->s.def->made(&v->s, app->wrote)
	    : app->back;
}

/* The cursor goes to what was changed or brought back, where it is among the
 * rows. */
static void
to_back(struct app *app, struct view *v)
{
	struct rows rows;
	struct list *l;

	if (v != app_view(app) || v->loading || id_none(app->back))
		return;
	if ((l = app_list(app, &rows)) != NULL) {
		struct id was = l->at;

		l->at = back_row(app, v);
		if (list_pick(l, rows) == NULL)
			l->at = was;
		list_settle(l, rows, v->s.arg.rows);
	}
	app->back = ID_NONE;
}

static void leave(struct app *);

/* Behind what is being told, such as one's own doing that took it away. */
static void
tell_unseen(struct app *app, struct str label)
{
	const struct note *was =
	    &app->notes[(app->nnotes + MESSAGES - 1) % MESSAGES];
	char said[200];

	snprintf(said, sizeof(said), _("%s is no longer in your sight."),
	    label.s);
	app_note(app, LOOK_ALERT, "%s%s%s", app->fresh ? was->text : "",
	    app->fresh ? " " : "", said);
}

/* What went out of sight is left, and not read on: but for a form, where what
 * is typed stays. Nor does one stay where there was never anything to see. */
static bool
out_of_sight(struct app *app, struct view *v, const struct job *j)
{
	bool first = v->s.model == NULL;

	if (j->rc != ERR_NOT_FOUND || v->s.def->draft != NULL ||
	    (first && v != app_view(app)))
		return false;
	if (v != app_view(app) || (v->below == NULL && app->ntabs == 1)) {
		v->s.model = NULL;
		return false;
	}
	if (first)
		app_fault(app, &j->fault);
	else
		tell_unseen(app, view_label(v));
	leave(app);
	app->refused = app_kept(app) > 0; /* they were for what was left */
	return true;
}

static void
loaded(struct job *j)
{
	struct load_job *l = (struct load_job *)j;
	struct app *app = l->app;
	struct view *v = l->view;
	bool seek = false;

	if (view_is_open(app, v) && v->number == l->number &&
	    !out_of_sight(app, v, j)) {
		v->loading = false;
		v->s.scene.me = &app->me;
		v->s.scene.now = clock_now(app->clock);
		if (j->rc == OK) {
			struct view_row was = view_row(v);

			v->loaded_at = v->s.scene.now;
			seek = swap(v, l);
			refill_look(app, v);
			v->others = v->others && !v->stale;
			view_row_gone(app, v, was);
		} else if (j->rc != ERR_CANCELLED) {
			v->fault = j->fault;
			v->s.fault = &v->fault;
			app_fault(app, &j->fault);
			offline_trouble(app, &j->fault);
		}
		v->stale = v->stale && v->again;
		if (v->again || seek)
			view_load(app, v);
		else if (j->rc == OK)
			further_load(app, v);
		app_filter_loaded(app, v);
		to_back(app, v);
		app->draw = true;
	}
	job_free(j);
	app_play(app); /* also when what was loaded is gone meanwhile */
}

/* Without a database nothing is asked for; it is when it is back. */
static void
say_dead(struct app *app, struct view *v)
{
	if (v->loading || v->s.model != NULL)
		return;
	(void)fail(&v->fault, ERR_DB,
	    _("There is no database now; this is loaded when it is back."));
	v->s.fault = &v->fault;
	app->draw = true;
}

void
view_fit(const struct app *app, struct view *v)
{
	v->s.arg.rows = app->rows - 4;
	v->s.arg.columns = app->columns;
}

void
view_load(struct app *app, struct view *v)
{
	static uint64_t last;
	struct load_job *l;

	if (v->s.def->load == NULL)
		return;
	v->again = v->loading || app->offline.link == LINK_DOWN;
	if (v->again) {
		say_dead(app, v);
		return;
	}
	l = (struct load_job *)job_new(sizeof(*l));
	l->job.run = load;
	l->job.done = loaded;
	l->app = app;
	l->view = v;
	l->number = v->number = ++last;
	l->def = v->s.def;
	view_fit(app, v);
	v->s.arg.contact = app->contact;
	v->s.arg.touched = app->touched;
	l->arg = v->s.arg;
	l->arg.text = str_copy(&l->job.own, v->s.arg.text);
	v->loading = true;
	v->others = v->itself;
	v->itself = false;
	v->asked = clock_mono();
	lane_send(app->lane, &l->job);
}

static bool
concerns(const struct view *v, const struct str *kinds, size_t n)
{
	const char *watches = v->s.def->watches;
	bool any = kinds == NULL && watches != NULL;

	for (size_t i = 0; i < n && !any; i++)
		any = feed_watches(watches, kinds[i]);
	return any;
}

void
view_stale(struct app *app, const struct str *kinds, size_t n)
{
	struct view *shown = app_view(app);

	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (v != shown && concerns(v, kinds, n))
				v->again = true;
	if (shown != NULL && concerns(shown, kinds, n)) {
		shown->itself = true;
		view_load(app, shown);
	}
	app_mine(app); /* behind what is looked at */
}

/* Things grow late by themselves: what counts them is read again. */
void
view_minute(struct app *app)
{
	struct view *v = app_view(app);

	if (clock_now(app->clock) >= app->mine_at)
		app_mine(app);
	if (v != NULL &&
	    (v->s.def->minutely ||
		(v->s.def->waits != NULL && v->s.model != NULL &&
		    v->s.def->waits(&v->s))))
		view_load(app, v);
}

/* ---- opening and leaving ------------------------------------------------ */

struct view *
view_make(const struct screen_def *def, struct id id, struct str text)
{
	struct view *v = calloc(1, sizeof(*v));

	if (v == NULL)
		die("out of memory");
	v->s.def = def;
	v->s.arg.id = id;
	v->s.arg.text = str_copy(&v->args, text);
	v->s.state = calloc(1, def->state_size > 0 ? def->state_size : 1);
	if (v->s.state == NULL)
		die("out of memory");
	return v;
}

static void
destroy(struct view *v)
{
	if (v->s.def->done != NULL)
		v->s.def->done(&v->s);
	free(v->s.state);
	buf_done(&v->typed);
	arena_done(&v->arena);
	arena_done(&v->args);
	buf_done(&v->name);
	free(v);
}

/* A screen of its own tab that is about nothing in particular: a board. */
static bool
is_board(const struct view *v)
{
	return v->s.def->tab && id_none(v->s.arg.id);
}

static bool
same_thing(const struct view *v, const struct screen_def *def, struct id id,
    struct str text)
{
	bool same = v->s.def == def && (def->single || id_eq(v->s.arg.id, id));

	return same &&
	    (text.len == 0 ||
		(is_board(v) && !def->seeks && str_eq(v->s.arg.text, text)));
}

/* The one that is open, and its tab; a board also under what was opened over
 * it. NULL: there is none. */
static struct view *
open_one(const struct app *app, const struct screen_def *def, struct id id,
    struct str text, size_t *tab)
{
	for (*tab = 0; *tab < app->ntabs; ++*tab)
		for (struct view *top = app->tabs[*tab], *v = top; v != NULL;
		     v = v->below)
			if (same_thing(v, def, id, text) &&
			    (v == top || is_board(v)))
				return v;
	return NULL;
}

void
view_uncover(struct app *app, size_t tab, const struct view *v)
{
	view_tab(app, tab);
	while (app->tabs[tab] != v) {
		app->tabs[tab]->from = NULL;
		view_back(app);
	}
}

/* The same thing is never open twice: go where it is. */
static bool
go_to(struct app *app, const struct screen_def *def, struct id id,
    struct id row, struct str text)
{
	struct view *from = app_view(app), *v;
	size_t tab;
	bool same;

	if ((v = open_one(app, def, id, text, &tab)) == NULL)
		return false;
	same = id_eq(v->s.arg.id, id);
	v->s.arg.id = id;
	v->s.arg.at = row;
	v->again = v->again || !same || !id_none(row);
	if (tab == app->tab)
		from = v;
	view_uncover(app, tab, v);
	v->from = v != from ? from : NULL;
	return true;
}

/* The first tab is home, and nothing is put over it. */
static bool
at_home(const struct app *app)
{
	return app->ntabs > 0 && app->tab == 0 &&
	    strcmp(app->tabs[0]->s.def->name, "home") == 0;
}

/* In a tab of its own while there is room, else over what is shown. */
static void
put(struct app *app, struct view *v, bool own_tab)
{
	bool home = at_home(app);

	if (app->ntabs == 0 || ((own_tab || home) && app->ntabs < TABS)) {
		v->from = app_view(app);
		app->tab = app->ntabs++;
	} else {
		v->from = home ? app_view(app) : NULL;
		app->tab = home ? app->ntabs - 1 : app->tab;
		v->below = app->tabs[app->tab];
	}
	app->tabs[app->tab] = v;
}

void
view_open(struct app *app, const char *screen, struct id id, struct str text,
    bool own_tab)
{
	view_open_at(app, screen, id, ID_NONE, text, own_tab);
}

void
view_open_at(struct app *app, const char *screen, struct id id, struct id row,
    struct str text, bool own_tab)
{
	const struct screen_def *def = screen_named(str_of(screen));
	struct view *v;

	if (def == NULL) {
		app_note(app, LOOK_NO,
		    _("There is no screen '%s': Tab "
		      "after ':open ' shows them."),
		    screen);
		return;
	}
	app->draw = true;
	if (go_to(app, def, id, row, text))
		return;
	v = view_make(def, id, text);
	v->s.arg.at = row;
	v->judge = def->mistake != NULL && text.len > 0;
	park_give(app, v);
	put(app, v, own_tab);
	park_touch(app, true);
	view_load(app, v);
	if (def->load == NULL)
		app_lay(app);
}

/* The tab is empty now, and is taken out. */
static void
close_tab(struct app *app)
{
	app->ntabs--;
	for (size_t i = app->tab; i < app->ntabs; i++)
		app->tabs[i] = app->tabs[i + 1];
	app->tabs[app->ntabs] = NULL;
	app->tab = app->tab > 0 ? app->tab - 1 : 0;
}

/* Where the one who leaves came from, when it is still there; nobody goes back
 * to what is gone. */
static void
go_back(struct app *app, const struct view *gone)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below) {
			if (v == gone->from)
				app->tab = i;
			if (v->from == gone)
				v->from = NULL;
		}
}

/* To the front: read again when it is old, as what was found always is. What
 * stands beside it depends on a screen that may have grown meanwhile. */
static void
come(struct app *app)
{
	struct view *v = app_view(app);

	app->draw = true;
	park_touch(app, true);
	v->stale = v->again;
	if (v->again || v->s.def->seeks || v->s.model == NULL)
		view_load(app, v);
	further_typed(app);
}

static void
leave(struct app *app)
{
	struct view *v = app_view(app);

	app->tabs[app->tab] = v->below;
	if (v->below == NULL)
		close_tab(app);
	go_back(app, v);
	destroy(v);
	come(app);
}

/* The last tab, and home, which is always the first. */
static bool
stays(const struct app *app)
{
	return app->ntabs == 1 || at_home(app);
}

void
view_back(struct app *app)
{
	struct view *v = app_view(app);

	if (v == NULL || (v->below == NULL && stays(app)))
		return;
	if (park_keep(app, v))
		app_note(app, LOOK_DRAFT,
		    _("%s: kept as a draft; open it again and go on."),
		    _(v->s.def->title));
	leave(app);
}

void
view_refused(struct app *app, struct id op)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i]; v != NULL; v = v->below)
			if (id_eq(v->sent, op))
				v->sent = ID_NONE;
	park_touch(app, false);
	park_now(app);
}

void
view_sent(struct app *app)
{
	struct view *v = app_view(app);

	bool compared = strcmp(v->s.def->name, "compare") == 0;

	park_sent(app, v->s.def->name, v->s.arg.id);
	if (v->below != NULL || app->ntabs > 1)
		leave(app);
	/* The form whose change it was has done its work, too. */
	if (compared && app_view(app)->s.def->once)
		view_sent(app);
}

void
view_close_all(struct app *app)
{
	for (size_t i = 0; i < app->ntabs; i++)
		for (struct view *v = app->tabs[i], *next; v; v = next) {
			next = v->below;
			destroy(v);
		}
	app->ntabs = app->tab = 0;
}

void
view_tab(struct app *app, size_t tab)
{
	if (tab >= app->ntabs)
		return;
	app->tab = tab;
	app_view(app)->from = NULL; /* came by itself */
	come(app);
}
