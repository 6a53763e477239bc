/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command.c - words become a command, a command a job, its reply what is
 * shown.
 *
 * A person's writes go through the queue of offline.c, whole and with their op,
 * so that they are done once whatever happens to the database; all else goes
 * straight to the lane.
 */
#include "app/app.h"

#include "app/tell.h"
#include "base/log.h"
#include "cmd/render.h"
#include "core/agent.h"
#include "core/undo.h"
#include "screens/desk.h"

#define TRIES 3 /* of a write that fails on a database that lives */

struct say_job {
	struct job job;
	struct app *app;
	const struct cmd_def *def;
	struct args args; /* point into the job's own arena */
	struct reply reply;
	struct str whole; /* the words, with their subject */
	struct id made;	  /* the entity a write was about */
	int64_t event;	  /* its number */
	bool undoes;	  /* u would take it back */
	bool moves;
	bool queued; /* the first of the queue */
	bool shown;  /* somebody waits for it */
};

/* What it was about, and whether u takes it back. */
static void
look_back(struct core *c, struct say_job *s)
{
	struct undo_done next;

	s->made = c->done.id;
	s->event = c->done.n;
	s->undoes = s->shown && s->event > 0 &&
	    undo_next(c, &s->job.arena, &next) == OK &&
	    next.event == s->event && !next.redo;
}

/* Rights count as they are now, not as they were at the sign-in. */
static enum err
with_rights_of_now(struct say_job *s, struct cmd_ctx *cx)
{
	enum err rc = s->def->writes ? agent_refresh(cx->core) : OK;

	return rc == OK ? cmd_run(cx, s->def, &s->args) : rc;
}

static enum err
run(struct core *c, struct job *j)
{
	struct say_job *s = (struct say_job *)j;
	struct cmd_ctx cx = {
		.core = c, .reply = &s->reply, .arena = &j->arena
	};
	enum err rc;

	reply_init(&s->reply, &j->arena);
	rc = with_rights_of_now(s, &cx);
	if (rc == OK && s->def->writes)
		look_back(c, s);
	return rc;
}

/* ---- what comes of it --------------------------------------------------- */

/* What is shown after something was made. */
static const struct {
	const char *command, *screen;
} shows[] = {
	{ "interaction start", "contact" },
	{ "interaction answer", "contact" },
	{ "ticket create", "ticket" },
	{ "ticket follow", "ticket" },
	{ "customer create", "customer" },
	{ "interaction attach", "contact" },
};

/* Whoever said it talks to nobody any more. */
static bool
ends_contact(const char *name)
{
	static const char *const all[] = { "interaction close",
		"interaction transfer", "interaction finish", "script end" };

	for (size_t i = 0; i < countof(all); i++)
		if (strcmp(name, all[i]) == 0)
			return true;
	return false;
}

/* Which contact is in progress, and which ticket was written last. */
static void
note_contact(struct app *app, const struct say_job *s)
{
	const char *name = s->def->name;

	if (strcmp(name, "interaction start") == 0 ||
	    strcmp(name, "interaction answer") == 0)
		app->contact = s->made;
	if (strcmp(name, "interaction answer") == 0)
		app_take_desk(app, s->made);
	if (strcmp(name, "interaction transfer") == 0)
		desk_forget(s->made); /* it went along */
	if (ends_contact(name) && id_eq(s->made, app->contact))
		app->contact = ID_NONE;
	if (strncmp(s->def->name, "ticket ", 7) == 0)
		app->touched = s->made;
}

/* A guide of a contact that was closed by hand has nobody to talk to. */
static void
leave_guide(struct app *app, const struct say_job *s)
{
	const struct view *v = app_view(app);

	if (ends_contact(s->def->name) &&
	    strcmp(v->s.def->name, "script") == 0 &&
	    id_eq(v->s.arg.id, s->made))
		view_sent(app);
}

static void
show(struct app *app, const struct say_job *s)
{
	/* A form that was sent has done its work. */
	if (app_view(app)->s.def->once)
		view_sent(app);
	leave_guide(app, s);
	/* Who it is was asked by a script, which goes on. */
	if (strcmp(s->def->name, "interaction attach") == 0 &&
	    strcmp(app_view(app)->s.def->name, "script") == 0 &&
	    id_eq(app_view(app)->s.arg.id, s->made))
		return;
	for (size_t i = 0; i < countof(shows); i++)
		if (strcmp(s->def->name, shows[i].command) == 0)
			view_open(app, shows[i].screen, s->made, STR_NONE,
			    true);
}

/* The line with what the one before it made; false when nothing was made yet,
 * for the database is away. */
static bool
name_made(const struct app *app, struct arena *a, struct str *line)
{
	const char *at = strstr(line->s, SAY_MADE);

	if (at == NULL)
		return true;
	*line = str_printf(a, "%.*s%s%s", (int)(at - line->s), line->s,
	    app->made.s, at + 1);
	return !id_none(app->made);
}

/* The next of the lines said at once; the console's own words are done when
 * they were said, and the one behind them follows. */
static bool
one_line(struct app *app, bool done)
{
	struct arena a = { 0 };
	struct str rest = buf_view(&app->lines), line;
	bool own = false;

	if (app->lines.len == 0)
		return false;
	str_next(&a, &rest, SAY_NEXT, &line);
	rest = str_copy(&a, rest);
	buf_reset(&app->lines);
	buf_str(&app->lines, rest);
	/* What is shown instead of a form that was sent takes its place. */
	if (done && strncmp(line.s, "open ", 5) == 0 &&
	    app_view(app)->s.def->once)
		view_sent(app);
	if (!name_made(app, &a, &line))
		buf_reset(&app->lines);
	else if (!(own = app_move(app, line)))
		app_say(app, line);
	arena_done(&a);
	return own;
}

/* Several lines said at once run in order; a refusal stops them. `done`: one of
 * them was done just now. */
static void
next_line(struct app *app, bool done)
{
	for (; one_line(app, done); done = false)
		app->draw = true;
}

void
app_lines(struct app *app, struct str lines)
{
	buf_reset(&app->lines);
	buf_str(&app->lines, lines);
	next_line(app, false);
}

void
app_accepted(struct app *app)
{
	app->moving = false;
	if (app->lines.len == 0 && app_view(app)->s.def->once)
		view_sent(app);
	if (app->lines.len == 0)
		app_note(app, LOOK_SOON,
		    _("No database. Go on: what you write waits here (%zu) and "
		      "will be sent."),
		    app->offline.n);
	park_touch(app, false);
	app->made = ID_NONE;
	next_line(app, true);
}

/* Words that go out by the site's mailer. */
static bool
leaves(const struct say_job *s)
{
	return args_def(&s->args, STR("send")) != NULL &&
	    arg_bool(&s->args, "send");
}

static void
tell(struct app *app, const struct say_job *s)
{
	struct buf b = { 0 };

	if (s->job.rc == ERR_DENIED && app_view(app)->s.def->once) {
		app_note(app, LOOK_LATE,
		    _("%s. Nothing was written; your text stays."),
		    s->job.fault.text);
	} else if (s->job.rc != OK) {
		app_fault(app, &s->job.fault);
	} else if (s->def->writes && s->shown) {
		tell_done(s->def, &s->reply, &b);
		if (leaves(s) && option_get(app->options, "spool").len == 0)
			buf_printf(&b, " %s",
			    _("It waits: no folder 'spool' is set."));
		if (s->undoes)
			buf_printf(&b, " %s", _("u undoes."));
		app_note(app, LOOK_GOOD, "%s", b.s);
	}
	buf_done(&b);
	log_info("say command=%s result=%s ms=%lld", s->def->name,
	    err_name(s->job.rc), (long long)s->job.took);
}

/* A list of nothing is told, not opened. */
static bool
is_nothing(const struct reply *r)
{
	return r->thing.n == 0 && r->page.len == 0 && r->tables.n == 1 &&
	    r->tables.v[0].lines.n == 0;
}

/* What a reading command answered, to be read. */
static void
read_reply(struct app *app, const struct say_job *s)
{
	struct render how = { .form = RENDER_PEOPLE,
		.width = app->columns - 2,
		.columns = s->def->columns,
		.command = s->def->name,
		.zone = zone_get(app->me.zone) };
	struct buf b = { 0 };

	render(&s->reply, &how, &b);
	if (b.len == 0 || is_nothing(&s->reply))
		app_note(app, LOOK_NO, _("%s: nothing found"), s->def->name);
	else
		app_read(app, s->def->name, &b);
	buf_done(&b);
}

/* ---- refused ------------------------------------------------------------ */

/* What waited was refused after all: nobody may have to type it again. */
static void
again(struct app *app, int choice, struct str words)
{
	if (choice != 1)
		return;
	app_prompt(app, PROMPT_WORDS, words);
}

static void
refused_late(struct app *app, const struct say_job *s)
{
	const char *const choices[] = { _("change it and say it again"),
		_("drop it"), NULL };
	char text[240];

	snprintf(text, sizeof(text), _("%s, sent late: %s"), s->def->name,
	    s->job.fault.text);
	question_ask(app, text, choices, again, s->whole);
}

/* " version=N" ends the words of what somebody changed while reading it. */
static struct str
without_version(struct arena *a, struct str words)
{
	const char *at = strstr(words.s, " version=");
	size_t n;

	if (at == NULL)
		return words;
	n = strspn(at + 9, "0123456789");
	return str_printf(a, "%.*s%s", (int)(at - words.s), words.s,
	    at + 9 + n);
}

/* The words that were to be saved, as a note on the same thing. */
static void
as_note(struct app *app, struct str words)
{
	struct arena a = { 0 };
	struct words w = { 0 };
	struct buf b = { 0 }, text = { 0 };

	if (cmd_split(&a, without_version(&a, words), &w, NULL) == OK &&
	    w.n > 3) {
		for (size_t i = 3; i < w.n; i++)
			buf_printf(&text, "%s%s", i > 3 ? "\n" : "", w.v[i].s);
		buf_printf(&b, "%s note %s text=", w.v[0].s, w.v[2].s);
		buf_quoted(&b, buf_view(&text));
		app_say(app, buf_view(&b));
	}
	buf_done(&b);
	buf_done(&text);
	arena_done(&a);
}

static void
settle(struct app *app, int choice, struct str words)
{
	struct arena a = { 0 };

	if (choice == 1)
		app_say(app, without_version(&a, words));
	if (choice == 2 && app_view(app)->s.def->once)
		view_sent(app);
	if (choice == 3)
		as_note(app, words);
	if (choice == 2)
		view_load(app, app_view(app));
	if (choice == 0)
		app_drop(app);
	arena_done(&a);
	app_play(app);
}

/* Somebody saved first: nothing of either is lost. */
static bool
conflict(struct app *app, const struct say_job *s)
{
	const char *const choices[] = { _("mine over it"),
		_("theirs, mine is dropped"), _("theirs, mine as a note"),
		NULL };

	if (s->job.rc != ERR_CONFLICT ||
	    strstr(s->whole.s, " version=") == NULL)
		return false;
	if (app_compare(app, s->whole))
		return true;
	question_ask(app, s->job.fault.text, choices, settle, s->whole);
	return true;
}

static void
refused(struct app *app, const struct say_job *s)
{
	buf_reset(&app->lines);
	if (s->reply.keep && s->shown) /* the lines that are to be mended */
		read_reply(app, s);
	if (s->queued && !s->shown)
		refused_late(app, s);
	else if (!conflict(app, s))
		app->refused = s->moves && app_kept(app) > 0;
}

static void
done(struct app *app, const struct say_job *s)
{
	if (!s->def->writes) {
		read_reply(app, s);
		return;
	}
	app->made = s->made;
	note_contact(app, s);
	if (strcmp(s->def->name, "undo") == 0)
		app->undone = s->event;
	if (s->shown && app->lines.len == 0)
		show(app, s);
	view_stale(app, NULL, 0);
	app_view(app)->stale = app_view(app)->loading;
	park_touch(app, true);
}

/* The database may be gone: it is kept, and sent again. */
static bool
stays(struct app *app, const struct say_job *s)
{
	const struct job *j = &s->job;
	bool lives = j->rc == ERR_DB || j->rc == ERR_IO;

	if (!s->queued || j->rc == OK || !offline_is(&j->fault) ||
	    (lives && app->offline.v[0].tries >= TRIES))
		return false;
	log_info("say command=%s result=%s waits=1", s->def->name,
	    err_name(j->rc));
	offline_failed(app, &j->fault, j->took);
	return true;
}

static void
said(struct job *j)
{
	struct say_job *s = (struct say_job *)j;
	struct app *app = s->app;

	app->draw = true;
	if (stays(app, s)) {
		job_free(&s->job);
		return;
	}
	if (s->queued && j->rc != OK)
		view_refused(app, app->offline.v[0].op);
	if (s->queued)
		offline_answered(app, j->rc != OK);
	tell(app, s);
	if (s->moves)
		app->moving = false;
	if (j->rc == OK)
		done(app, s);
	else
		refused(app, s);
	if (j->rc != OK && !s->queued)
		offline_trouble(app, &j->fault);
	if (s->shown || !s->queued)
		next_line(app, true);
	job_free(&s->job);
	app_play(app);
}

/* ---- saying ------------------------------------------------------------- */

/* A row whose first positional is a thing of this kind takes the one under
 * the cursor. */
static void
add_subject(struct app *app, struct arena *a, const struct args *spec,
    struct words *words)
{
	struct view *v = app_view(app);
	struct subject s = { .kind = NULL };

	if (v == NULL || v->s.def->subject == NULL || spec->n == 0 ||
	    !spec->def[0].positional || v->s.model == NULL)
		return;
	s = v->s.def->subject(&v->s);
	if (s.kind == NULL || !str_is(str_of(spec->def[0].type->name), s.kind))
		return;
	*vec_push(a, words) =
	    str_printf(a, "%s=%s", spec->def[0].name.s, s.id.s);
}

/* The words whole, to be said again anywhere. */
static struct str
whole(struct arena *a, const struct cmd_def *d, const struct words *given)
{
	struct buf b = { 0 };
	struct str out;

	buf_z(&b, d->name);
	for (size_t i = 0; i < given->n; i++) {
		bool plain = given->v[i].len > 0 &&
		    strpbrk(given->v[i].s, " \t\n\"\\'") == NULL;

		buf_c(&b, ' ');
		if (plain)
			buf_str(&b, given->v[i]);
		else
			buf_quoted(&b, given->v[i]);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static enum err
bind(struct app *app, struct say_job *s, struct str line, struct fault *f)
{
	struct words words = { 0 }, given = { 0 };
	struct arena *a = &s->job.own;
	size_t used = 0;
	enum err rc;

	if ((rc = cmd_split(a, line, &words, f)) != OK)
		return rc;
	if ((rc = cmd_find(a, words.v, words.n, &s->def, &used, f)) != OK)
		return rc;
	rc = args_spec(a, s->def->args, s->def->writes, &s->args, f);
	if (rc != OK)
		return rc;
	if (!s->queued &&
	    (words.n == used || strchr(words.v[used].s, '=') != NULL))
		add_subject(app, a, &s->args, &given);
	for (size_t i = used; i < words.n; i++)
		*vec_push(a, &given) = words.v[i];
	s->whole = whole(a, s->def, &given);
	return args_bind(a, &s->args, given.v, given.n, clock_now(app->clock),
	    f);
}

static struct say_job *
make(struct app *app)
{
	struct say_job *s = (struct say_job *)job_new(sizeof(*s));

	s->app = app;
	s->job.run = run;
	s->job.done = said;
	return s;
}

bool
app_send(struct app *app, struct str words, bool shown)
{
	struct say_job *s = make(app);
	struct fault f = { .code = OK };

	s->queued = true;
	s->shown = s->moves = shown;
	s->job.quiet = !shown;
	if (bind(app, s, words, &f) != OK) {
		app_fault(app, &f);
		job_free(&s->job);
		return false;
	}
	lane_send(app->lane, &s->job);
	return true;
}

/* Setting up the centre is not a person's work that waits for a database, and
 * its words may hold a password; what one only may have is not promised. */
static bool
may_wait(const struct cmd_def *d)
{
	static const char *const never[] = { "agent ", "role ", "load ",
		"store ", "init", "setup ", "audit ", "field ", "undo", "redo",
		"draft take" };

	for (size_t i = 0; i < countof(never); i++)
		if (strncmp(d->name, never[i], strlen(never[i])) == 0)
			return false;
	return d->writes;
}

static void
post(struct app *app, struct say_job *s)
{
	struct id op = arg_given(&s->args, "op")
	    ? arg_id(&s->args, "op")
	    : id_make(clock_now(app->clock));

	if (strcmp(s->def->name, "interaction transfer") == 0 &&
	    !arg_given(&s->args, "desk"))
		s->whole = app_with_desk(app, &s->job.own, s->whole);
	app->moving = true;
	if (app->lines.len == 0 && app_view(app)->s.def->once)
		app_view(app)->sent = op;
	offline_post(app, s->def->name, s->whole, op);
	job_free(&s->job);
}

static void
straight(struct app *app, struct say_job *s)
{
	if (app->offline.link == LINK_DOWN && s->def->needs == NEED_DB) {
		app_note(app, LOOK_LATE,
		    _("There is no database now, and %s needs it; writes "
		      "wait, looking up does not work."),
		    s->def->name);
		job_free(&s->job);
		return;
	}
	s->shown = true;
	s->moves = s->def->moves || s->def->writes;
	app->moving = app->moving || s->moves;
	lane_send(app->lane, &s->job);
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
	s = make(app);
	rc = bind(app, s, line, &f);
	if (rc == OK && may_wait(s->def)) {
		post(app, s);
		return;
	}
	if (rc == OK) {
		straight(app, s);
		return;
	}
	if (rc == ERR_NEED_ARG && s->args.missing != NULL)
		app_ask(app, line, s->args.missing);
	else
		app_fault(app, &f);
	job_free(&s->job);
}
