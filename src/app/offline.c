/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * offline.c - the writes that wait for the database.
 */
#include "app/app.h"

#include "base/log.h"
#include "queries.h"
#include "screens/say.h"

#define PAUSE_FIRST SECONDS(1)
#define PAUSE_MOST  SECONDS(30)
#define LONG	    SECONDS(5) /* who lets us wait so long is not there */
#define TRIES	    3	       /* of a write that fails while it lives */

static void go_down(struct app *, enum link);
static void ask_after(struct app *);

bool
offline_is(const struct fault *f)
{
	return f->code == ERR_BUSY || f->code == ERR_UNKNOWN ||
	    f->code == ERR_DB || f->code == ERR_DISK;
}

bool
offline_keeps(const struct app *app)
{
	return app->offline.link >= LINK_READS;
}

static struct pending *
first(struct app *app)
{
	return app->offline.n > 0 ? &app->offline.v[0] : NULL;
}

/* ---- the list ----------------------------------------------------------- */

static struct pending *
add(struct app *app, struct id op, msec at, struct str words)
{
	struct offline *o = &app->offline;
	struct pending *p;

	if (o->n == o->cap) {
		o->cap = o->cap > 0 ? o->cap * 2 : 8;
		o->v = realloc(o->v, o->cap * sizeof(*o->v));
		if (o->v == NULL)
			die("out of memory");
	}
	p = &o->v[o->n++];
	*p = (struct pending){ .op = op,
		.at = at,
		.name = "",
		.words = strndup(words.s, words.len) };
	if (p->words == NULL)
		die("out of memory");
	offline_relist(app);
	return p;
}

static void
strike(struct app *app)
{
	struct offline *o = &app->offline;

	if (app->park.journal != NULL &&
	    journal_done(app->park.journal, o->v[0].op) != OK)
		log_warn("offline.journal");
	free(o->v[0].words);
	o->n--;
	memmove(o->v, o->v + 1, o->n * sizeof(*o->v));
	offline_relist(app);
}

static void
write_down(struct app *app, const struct pending *p)
{
	struct journal_write w = {
		.op = p->op, .at = p->at, .words = str_of(p->words)
	};

	if (app->park.journal != NULL &&
	    journal_sent(app->park.journal, &w) != OK)
		app_note(app, LOOK_LATE,
		    _("this machine's disk takes no more: a write that has no "
		      "answer is lost if the program ends"));
}

/* Sends the first, if nothing stands in its way. */
static void
send_first(struct app *app)
{
	struct offline *o = &app->offline;
	struct arena a = { 0 };

	o->sending = true;
	if (!app_send(app, str_copy(&a, str_of(o->v[0].words)), &o->v[0]))
		/* A word that an older version knew. */
		offline_answered(app, true);
	arena_done(&a);
}

static void
pump(struct app *app)
{
	struct offline *o = &app->offline;

	if (o->link == LINK_UP && !o->sending && o->n > 0)
		send_first(app);
}

void
offline_post(struct app *app, const char *name, struct str words, struct id op)
{
	struct arena a = { 0 };
	struct pending *p = add(app, op, clock_now(app->clock),
	    str_printf(&a, "%s op=%s", words.s, op.s));

	p->name = name;
	p->late = offline_keeps(app);
	p->shown = !p->late;
	write_down(app, p);
	park_now(app);
	arena_done(&a);
	if (offline_keeps(app))
		app_accepted(app);
	else
		pump(app);
}

void
offline_again(struct app *app, const struct journal_write *w)
{
	add(app, w->op, w->at, w->words)->late = true;
	app->offline.back = true;
	pump(app);
}

static void
all_sent(struct app *app)
{
	struct offline *o = &app->offline;

	o->back = false;
	app_note(app, o->refused > 0 ? LOOK_LATE : LOOK_GOOD,
	    _("Database back. Writes done: %zu, refused: %zu."), o->done,
	    o->refused);
	o->done = o->refused = 0;
}

/* The disk takes writes again: the first of those that waited tells. */
static void
writes_again(struct app *app)
{
	struct offline *o = &app->offline;

	if (o->link != LINK_READS)
		return;
	o->link = LINK_UP;
	o->back = true;
	o->retry_at = 0;
	ask_after(app);
}

void
offline_answered(struct app *app, bool refused)
{
	struct offline *o = &app->offline;

	o->sending = false;
	o->pause = 0;
	writes_again(app);
	if (o->back && !o->v[0].shown)
		refused ? o->refused++ : o->done++;
	strike(app);
	if (o->n == 0 && o->back)
		all_sent(app);
	pump(app);
}

void
offline_goes_on(struct app *app, struct str words)
{
	struct offline *o = &app->offline;
	struct pending p = o->v[0];

	free(p.words);
	if ((p.words = strndup(words.s, words.len)) == NULL)
		die("out of memory");
	p.shown = false;
	p.tries = 0;
	memmove(o->v, o->v + 1, (o->n - 1) * sizeof(*o->v));
	o->v[o->n - 1] = p;
	offline_relist(app);
	o->sending = false;
	o->pause = 0;
	writes_again(app);
	pump(app);
}

/* ---- does it live? ------------------------------------------------------ */

static enum err
probe(struct core *c, struct job *j)
{
	struct row_event_head_get head;

	return core_db(c, q_event_head_get(c->db, &j->arena, &head));
}

static void
go_on(struct app *app, int choice, struct str about)
{
	(void)about;
	if (choice == 0)
		app_drop(app);
	if (choice == 2)
		offline_retry(app);
	app_play(app);
}

/* "Try now" answers nothing any more; the keys behind it are for who sees that
 * it is back. */
static void
after_it(struct app *app, int choice, struct str about)
{
	(void)about;
	if (choice != 1)
		app_drop(app);
	app_play(app);
}

static void
ask_after(struct app *app)
{
	const char *const choices[] = { _("go on with the keys kept"),
		_("drop them"), NULL };

	if (question_end(app, go_on) && app_kept(app) > 0)
		question_ask(app,
		    _("The database is back; what you sent goes now."), choices,
		    after_it, STR_NONE);
}

static void
back_up(struct app *app)
{
	struct offline *o = &app->offline;
	bool was = offline_keeps(app);
	struct view *v = app_view(app);

	o->link = LINK_UP;
	if (id_none(app->me.id)) {
		if (was && app->as != NULL)
			app_enter(app);
		return;
	}
	o->retry_at = 0;
	if (was)
		ask_after(app);
	if (was && o->n == 0) {
		o->pause = 0;
		app_note(app, LOOK_GOOD, _("Database back."));
	}
	o->back = o->back || was;
	if (o->n == 0)
		o->back = false;
	if (v != NULL && (v->again || v->s.model == NULL))
		view_load(app, v);
	else
		view_stale(app, NULL, 0);
	pump(app);
	app_play(app);
}

/* The disk refused a write, and yet it can be read. */
static bool
full(const struct offline *o)
{
	return o->link == LINK_DOUBT && o->why.code != OK && o->n > 0;
}

static void
probed(struct job *j)
{
	struct app *app = *(struct app **)(j + 1);

	app->offline.asking = false;
	app->draw = true;
	if (j->rc != OK)
		go_down(app, LINK_DOWN);
	else if (full(&app->offline))
		go_down(app, LINK_READS);
	else
		back_up(app);
	job_free(j);
}

static void
ask(struct app *app)
{
	struct offline *o = &app->offline;
	struct job *j;

	if (o->asking || o->sending)
		return;
	o->retry_at = 0;
	if (o->link == LINK_READS && o->n > 0) {
		send_first(app); /* only a write tells whether it takes any */
		return;
	}
	j = job_new(sizeof(*j) + sizeof(app));
	*(struct app **)(j + 1) = app;
	j->run = probe;
	j->done = probed;
	j->quiet = offline_keeps(app);
	o->asking = true;
	lane_send(app->lane, j);
}

/* A server that is away says nothing that helps; a disk does, and in a file it
 * is always the disk. */
static bool
is_disk(const struct app *app, const struct fault *f)
{
	return f->code == ERR_DISK ||
	    (f->code == ERR_UNKNOWN && !db_is_server(app->url));
}

static void
note_why(struct app *app, const struct fault *f)
{
	struct offline *o = &app->offline;

	o->why = (struct fault){ .code = OK };
	if (is_disk(app, f))
		o->why = *f;
}

static void
doubt(struct app *app, const struct fault *f)
{
	note_why(app, f);
	if (app->offline.link == LINK_UP)
		app->offline.link = LINK_DOUBT;
	ask(app);
}

void
offline_trouble(struct app *app, const struct fault *f)
{
	if (offline_is(f) && app->offline.link == LINK_UP)
		doubt(app, f);
}

void
offline_retry(struct app *app)
{
	app->offline.pause = 0;
	if (app->offline.link != LINK_UP)
		ask(app);
}

/* ---- it does not -------------------------------------------------------- */

/* Who waited for an answer gets none now; the keys behind were typed for a
 * screen that will not come. */
static void
release(struct app *app)
{
	static const char *choices[3];
	struct offline *o = &app->offline;
	bool waited = o->n > 0 && o->v[0].shown;

	for (size_t i = 0; i < o->n; i++) {
		o->v[i].shown = false;
		o->v[i].late = true;
	}
	if (!waited)
		return;
	app_accepted(app);
	if (app_kept(app) == 0)
		return;
	choices[0] = _("go on without it");
	choices[1] = _("try now");
	choices[2] = NULL;
	question_ask(app,
	    o->link == LINK_READS
		? _("The database takes no writes: what you sent waits and "
		    "goes by itself.")
		: _("No database: what you sent waits and goes by itself."),
	    choices, go_on, STR_NONE);
}

static void
go_down(struct app *app, enum link link)
{
	struct offline *o = &app->offline;
	bool was = offline_keeps(app);

	o->pause = o->pause == 0	? PAUSE_FIRST
	    : o->pause * 2 < PAUSE_MOST ? o->pause * 2
					: PAUSE_MOST;
	o->retry_at = clock_mono() + o->pause;
	o->link = link;
	if (o->since == 0 || (!was && !o->back))
		o->since = clock_now(app->clock);
	if (!was)
		log_warn("offline.down waiting=%zu", o->n);
	app->draw = true;
	release(app);
	app->moving = false;
	app_play(app);
}

void
offline_failed(struct app *app, const struct fault *f, msec took)
{
	struct offline *o = &app->offline;
	struct pending *p = first(app);
	bool late = took > LONG;

	o->sending = false;
	note_why(app, f);
	p->tries += late ? 0 : 1;
	if (o->link == LINK_READS)
		go_down(app, o->why.code != OK ? LINK_READS : LINK_DOWN);
	else if (late || p->tries > TRIES ||
	    (f->code == ERR_BUSY && p->tries > 1))
		go_down(app, LINK_DOWN);
	else
		doubt(app, f);
}

/* ---- when ---------------------------------------------------------------- */

void
offline_run(struct app *app, msec mono)
{
	struct offline *o = &app->offline;

	if (offline_keeps(app))
		app->draw = true; /* the seconds to the next try */
	if (o->retry_at != 0 && mono >= o->retry_at && !o->asking &&
	    !o->sending)
		ask(app);
}

msec
offline_wait(const struct app *app, msec mono)
{
	const struct offline *o = &app->offline;
	msec left = o->retry_at - mono;

	if (o->retry_at == 0 || o->asking || o->sending)
		return -1;
	if (left <= 0)
		return 0;
	return left % SECONDS(1) > 0 ? left % SECONDS(1) : SECONDS(1);
}

void
offline_done(struct app *app)
{
	struct offline *o = &app->offline;

	for (size_t i = 0; i < o->n; i++)
		free(o->v[i].words);
	free(o->v);
	*o = (struct offline){ .n = 0 };
}
