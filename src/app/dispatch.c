/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dispatch.c - a key becomes words, words become a command, a command a job.
 *
 * After a job that moves the screen, keys wait in order and are played when
 * it is done. If it was refused they are kept and shown: Enter plays them, Esc
 * drops them. So a case can be typed blind.
 */
#include "app/app.h"

#include "app/keys.h"
#include "base/log.h"
#include "cmd/render.h"

struct say_job {
	struct job job;
	struct app *app;
	const struct cmd_def *def;
	struct args args;
	struct arena words; /* what args point into */
	struct reply reply;
	struct str line;
	struct id made; /* the entity a write was about */
	bool moves;
};

/* ---- keys that wait ----------------------------------------------------- */

static size_t
kept(const struct app *app)
{
	return (app->waiting.len - app->waiting_at) / sizeof(struct key);
}

/* Where a key lands depends on the keys before it, never on how fast the data
 * comes: a screen's first keys wait for its first model, and Enter for the
 * result of what was typed. */
static bool
must_wait(const struct app *app, const struct key *k)
{
	const struct view *v = app_view(app);

	if (app->moving || app->refused)
		return true;
	return v->loading && (v->s.model == NULL || k->code == KEY_ENTER);
}

static bool
keep(struct app *app, const struct key *k)
{
	struct key copy = *k;

	if (kept(app) == 0 && !must_wait(app, k))
		return false;
	if (k->text.len > 0) { /* a paste: its text must outlive the call */
		copy.text = (struct str){ strndup(k->text.s, k->text.len),
			k->text.len };
	}
	buf_add(&app->waiting, &copy, sizeof(copy));
	app->draw = true;
	return true;
}

static struct key
take(struct app *app)
{
	struct key k;

	memcpy(&k, app->waiting.s + app->waiting_at, sizeof(k));
	app->waiting_at += sizeof(k);
	if (app->waiting_at == app->waiting.len) {
		buf_reset(&app->waiting);
		app->waiting_at = 0;
	}
	return k;
}

static void
forget(struct key *k)
{
	if (k->text.len > 0)
		free((void *)(uintptr_t)k->text.s);
}

static void
drop(struct app *app)
{
	while (kept(app) > 0) {
		struct key k = take(app);

		forget(&k);
	}
	app->refused = false;
}

/* ---- running words ------------------------------------------------------ */

static enum err
run(struct core *c, struct job *j)
{
	struct say_job *s = (struct say_job *)j;
	struct cmd_ctx cx = {
		.core = c, .reply = &s->reply, .arena = &j->arena
	};

	enum err rc;

	reply_init(&s->reply, &j->arena);
	rc = cmd_run(&cx, s->def, &s->args);
	if (rc == OK && s->def->writes)
		s->made = c->done.id;
	return rc;
}

/* What is shown after something was made. */
static const struct {
	const char *command, *screen;
} shows[] = {
	{ "interaction start", "contact" },
	{ "interaction answer", "contact" },
	{ "ticket create", "ticket" },
	{ "customer create", "customer" },
};

static void
show(struct app *app, const struct say_job *s)
{
	struct view *v = app_view(app);

	if (strcmp(s->def->name, "interaction start") == 0 ||
	    strcmp(s->def->name, "interaction answer") == 0)
		app->contact = s->made;
	if (strncmp(s->def->name, "ticket ", 7) == 0)
		app->touched = s->made;
	if (strcmp(s->def->name, "interaction close") == 0 ||
	    strcmp(s->def->name, "interaction finish") == 0)
		app->contact = ID_NONE;
	/* A form that was sent has done its work. */
	if (v->s.def->once)
		view_back(app);
	for (size_t i = 0; i < countof(shows); i++)
		if (strcmp(s->def->name, shows[i].command) == 0)
			view_open(app, shows[i].screen, s->made, STR_NONE,
			    true);
}

/* Several lines said at once run in order; a refusal stops them. */
static void
next_line(struct app *app)
{
	struct arena a = { 0 };
	struct str rest = buf_view(&app->lines), line;

	if (app->lines.len == 0)
		return;
	str_next(&a, &rest, SAY_NEXT, &line);
	rest = str_copy(&a, rest);
	buf_reset(&app->lines);
	buf_str(&app->lines, rest);
	app_say(app, line);
	arena_done(&a);
}

static void
tell(struct app *app, const struct say_job *s)
{
	if (s->job.rc != OK)
		app_fault(app, &s->job.fault);
	else if (s->def->writes)
		app_note(app, LOOK_GOOD, _("%s: done"), s->line.s);
	log_info("say command=%s result=%s ms=%lld", s->def->name,
	    err_name(s->job.rc), (long long)s->job.took);
}

/* What a reading command answered, to be read. */
static void
read_reply(struct app *app, const struct say_job *s)
{
	struct render how = { .form = RENDER_PEOPLE,
		.width = app->columns - 2,
		.columns = s->def->columns };
	struct buf b = { 0 };

	render(&s->reply, &how, &b);
	if (b.len == 0)
		app_note(app, LOOK_NO, _("%s: nothing found"), s->line.s);
	else
		view_open(app, "text", ID_NONE, buf_view(&b), false);
	buf_done(&b);
}

static void
said(struct job *j)
{
	struct say_job *s = (struct say_job *)j;
	struct app *app = s->app;

	tell(app, s);
	if (s->moves) {
		app->moving = false;
		app->refused = j->rc != OK && kept(app) > 0;
	}
	if (j->rc == OK && s->def->writes && app->lines.len == 0)
		show(app, s);
	if (j->rc == OK && s->def->writes)
		view_changed(app);
	else if (j->rc == OK)
		read_reply(app, s);
	if (j->rc != OK)
		buf_reset(&app->lines);
	app->draw = true;
	arena_done(&s->words);
	job_free(j);
	next_line(app);
	app_play(app);
}

/* A row whose first positional is a thing of this kind takes the one under
 * the cursor. */
static void
add_subject(struct app *app, struct arena *a, const struct args *spec,
    struct words *words)
{
	struct view *v = app_view(app);
	struct subject s = { .kind = NULL };

	if (v == NULL || v->s.def->subject == NULL || spec->n == 0 ||
	    !spec->def[0].positional)
		return;
	s = v->s.def->subject(&v->s);
	if (s.kind == NULL || !str_is(str_of(spec->def[0].type->name), s.kind))
		return;
	*vec_push(a, words) =
	    str_printf(a, "%s=%s", spec->def[0].name.s, s.id.s);
}

static enum err
bind(struct app *app, struct say_job *s, struct str line, struct fault *f)
{
	struct words words = { 0 }, given = { 0 };
	struct arena *a = &s->words;
	size_t used = 0;
	enum err rc;

	if ((rc = cmd_split(a, line, &words, f)) != OK)
		return rc;
	if ((rc = cmd_find(a, words.v, words.n, &s->def, &used, f)) != OK)
		return rc;
	rc = args_spec(a, s->def->args, s->def->writes, &s->args, f);
	if (rc != OK)
		return rc;
	if (words.n == used || strchr(words.v[used].s, '=') != NULL)
		add_subject(app, a, &s->args, &given);
	for (size_t i = used; i < words.n; i++)
		*vec_push(a, &given) = words.v[i];
	s->line = str_of(s->def->name);
	return args_bind(a, &s->args, given.v, given.n, clock_now(app->clock),
	    f);
}

void
app_say(struct app *app, struct str line)
{
	struct say_job *s;
	struct fault f = { .code = OK };
	enum err rc;

	app->draw = true;
	if (app_move(app, line))
		return;
	s = (struct say_job *)job_new(sizeof(*s));
	s->app = app;
	s->job.run = run;
	s->job.done = said;
	rc = bind(app, s, line, &f);
	if (rc == OK) {
		s->moves = s->def->moves || s->def->writes;
		app->moving = app->moving || s->moves;
		lane_send(app->lane, &s->job);
		return;
	}
	if (rc == ERR_NEED_ARG && s->args.missing != NULL)
		app_ask(app, line, s->args.missing);
	else
		app_fault(app, &f);
	arena_done(&s->words);
	job_free(&s->job);
}

/* ---- keys --------------------------------------------------------------- */

static void
nothing_here(struct app *app, const struct key *k)
{
	char name[16];

	if (k->code == KEY_PASTE) {
		app_note(app, LOOK_NO,
		    _("%zu characters pasted, and no field "
		      "to put them in; nothing was done"),
		    k->text.len);
		return;
	}
	if (k->code == KEY_BAD) {
		app_note(app, LOOK_NO,
		    _("the terminal sends bytes that are "
		      "not UTF-8; in PuTTY set Window, Translation to UTF-8"));
		return;
	}
	app_note(app, LOOK_NO, _("%s does nothing here; ? shows what works"),
	    key_name(k->code, name).s);
}

/* What a screen made of a key or of its words. */
static void
heed(struct app *app, enum screen_key got, const struct buf *say)
{
	if (got == SCREEN_RELOAD) {
		view_load(app, app_view(app));
	} else if (got == SCREEN_SAY) {
		buf_reset(&app->lines);
		buf_str(&app->lines, buf_view(say));
		next_line(app);
	} else if (got == SCREEN_TELL) {
		app_note(app, LOOK_NO, "%s", buf_view(say).s);
	}
}

/* The words of a key; the screen may have a form for them, or a reason. */
static void
hit(struct app *app, struct str words)
{
	const struct view *v = app_view(app);
	enum screen_key got = SCREEN_IGNORED;
	struct buf say = { 0 };

	if (v->s.def->word != NULL && v->s.model != NULL)
		got = v->s.def->word(&app_view(app)->s, words, &say);
	heed(app, got, &say);
	if (got == SCREEN_IGNORED)
		app_say_keyed(app, words);
	buf_done(&say);
}

static void
mapped(struct app *app, const struct key *k, bool typing)
{
	struct view *v = app_view(app);
	const struct key_def *maps[KEYS_MAPS];
	const struct key_def *row = NULL;

	keys_maps(&v->s, typing, app_subject(app).kind, maps);
	if (typing && k->code >= ' ' && k->code < KEY_NONE)
		return;
	switch (keymap_key(&app->map, maps, k->code, &row)) {
	case KEYMAP_HIT:
		if (strcmp(row->words, "none") == 0)
			nothing_here(app, k);
		else
			hit(app, str_of(row->words));
		break;
	case KEYMAP_NONE:
		nothing_here(app, k);
		break;
	case KEYMAP_MORE:
		break;
	}
}

static void
play(struct app *app, const struct key *k)
{
	struct view *v = app_view(app);
	struct buf say = { 0 };
	enum screen_key got = SCREEN_IGNORED;
	bool typing = v->s.def->typing != NULL && v->s.def->typing(&v->s);

	app->draw = true;
	app->fresh = false;
	if (app->prompt.kind != PROMPT_OFF && app_prompt_key(app, k))
		return;
	if (v->s.def->key != NULL && app->map.n == 0)
		got = v->s.def->key(&v->s, k, &say);
	heed(app, got, &say);
	if (got == SCREEN_IGNORED)
		mapped(app, k, typing);
	buf_done(&say);
}

void
app_key(struct app *app, const struct key *k)
{
	if (k->code == KEY_CTRL('C')) { /* never waits */
		lane_cancel(app->lane);
		drop(app);
		app_note(app, LOOK_NO, _("stopped"));
		return;
	}
	if (app->refused && k->code == KEY_ESC) {
		drop(app);
		app_note(app, LOOK_NO, _("the keys that waited were dropped"));
		return;
	}
	if (app->refused && k->code == KEY_ENTER) {
		app->refused = false;
		app_play(app);
		return;
	}
	if (k->code >= KEY_CLICK && k->code <= KEY_WHEEL_DOWN) {
		if (kept(app) == 0) /* never before keys that wait */
			app_mouse(app, k);
		return;
	}
	if (!keep(app, k))
		play(app, k);
}

void
app_play(struct app *app)
{
	while (kept(app) > 0) {
		struct key k;

		memcpy(&k, app->waiting.s + app->waiting_at, sizeof(k));
		if (must_wait(app, &k))
			return;
		k = take(app);
		play(app, &k);
		forget(&k);
	}
}
