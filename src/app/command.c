/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * command.c - words become a command, a command a job; after.c has what comes
 * of it.
 *
 * A person's writes go through the queue of offline.c, whole and with their op,
 * so that they are done once whatever happens to the database; all else goes
 * straight to the lane.
 */
#include "app/app.h"

#include <ctype.h>

#include "app/after.h"
#include "app/lines.h"
#include "app/parts.h"
#include "core/agent.h"
#include "core/interaction.h"
#include "core/undo.h"
#include "core/undo_table.h"

/* What it was about, and whether u takes it back. */
static void
look_back(struct core *c, struct say_job *s)
{
	const struct undo_def *def = undo_def_of(str_of(c->done.kind));
	struct undo_done next;

	s->made = c->done.id;
	s->event = c->done.n;
	s->changes =
	    s->event > 0 && (def != NULL || !undo_passes(str_of(c->done.kind)));
	/* Whatever is never taken back needs no question. */
	s->within = undo_within(str_of(c->done.kind));
	s->undoes = s->shown && s->event > 0 && def != NULL &&
	    undo_next(c, &s->job.arena, &next) == OK &&
	    next.event == s->event && !next.redo;
}

/* Whoever said it is out of this contact. */
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

/* Of two contacts one ended: the other is in progress. What was done stays
 * done though this cannot be read. */
static void
find_still(struct core *c, struct say_job *s)
{
	struct rows_interaction_open rows;

	s->ends = ends_contact(s->def->name);
	if (!s->ends)
		return;
	if (interaction_open(c, &s->job.arena, &rows) != OK) {
		c->fault = (struct fault){ .code = OK };
		return;
	}
	for (size_t i = rows.n; i > 0; i--)
		if (!id_eq(rows.v[i - 1].id, s->made))
			s->still = rows.v[i - 1].id;
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
	struct cmd_ctx cx = { .core = c,
		.reply = &s->reply,
		.arena = &j->arena,
		.said = s->said };
	enum err rc;

	reply_init(&s->reply, &j->arena);
	rc = with_rights_of_now(s, &cx);
	if (rc == OK && s->def->writes) {
		look_back(c, s);
		find_still(c, s);
	}
	return rc;
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
bind(struct app *app, struct say_job *s, struct str line, msec now,
    struct fault *f)
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
	return args_bind(a, &s->args, given.v, given.n, now, f);
}

static struct say_job *
make(struct app *app)
{
	struct say_job *s = (struct say_job *)job_new(sizeof(*s));

	s->app = app;
	s->job.run = run;
	s->job.done = after_said;
	return s;
}

bool
app_go_on(struct app *app, struct str words)
{
	struct say_job *s = make(app);
	struct fault f = { .code = OK };

	s->job.quiet = true;
	if (bind(app, s, words, clock_now(app->clock), &f) != OK) {
		app_fault(app, &f);
		job_free(&s->job);
		return false;
	}
	lane_send(app->lane, &s->job);
	return true;
}

bool
app_send(struct app *app, struct str words, const struct pending *p)
{
	struct say_job *s = make(app);
	struct fault f = { .code = OK };

	s->queued = true;
	s->shown = s->moves = p->shown;
	s->job.quiet = !p->shown;
	s->said = p->late ? p->at : 0;
	if (bind(app, s, words, p->at, &f) != OK) {
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

/* A step of a guide is answered once: until the database has the answer, its
 * next step is not known, and what is typed is for none. */
static bool
waits_already(const struct app *app, struct str words)
{
	const char *seq = strstr(words.s, " seq=");
	size_t n;

	if (!offline_keeps(app) || !str_starts(words, STR("script ")) ||
	    seq == NULL)
		return false;
	n = (size_t)(seq - words.s) + 5;
	n += strspn(words.s + n, "0123456789");
	for (size_t i = 0; i < app->offline.n; i++)
		if (strncmp(app->offline.v[i].words, words.s, n) == 0 &&
		    !isdigit((unsigned char)app->offline.v[i].words[n]))
			return true;
	return false;
}

static void
post(struct app *app, struct say_job *s)
{
	struct id op = arg_given(&s->args, "op")
	    ? arg_id(&s->args, "op")
	    : id_make(clock_now(app->clock));

	if (waits_already(app, s->whole)) {
		app_note(app, LOOK_SOON,
		    _("What you answered waits for the database; the guide "
		      "goes on when it is back."));
		job_free(&s->job);
		return;
	}
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
	struct buf parts = { 0 };
	enum err rc;

	app->draw = true;
	if (app_move(app, line))
		return;
	s = make(app);
	rc = bind(app, s, line, clock_now(app->clock), &f);
	if (rc == OK && parts_of_undo(app, s, &parts)) {
		job_free(&s->job);
		app_say(app, buf_view(&parts));
		buf_done(&parts);
		return;
	}
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

void
app_accepted(struct app *app)
{
	app->moving = false;
	if (app->lines.len == 0 && app_view(app)->s.def->once)
		view_sent(app);
	if (app->lines.len == 0)
		app_note(app, LOOK_SOON,
		    app->offline.link == LINK_READS
			? _("No writes just now. Go on: what you write "
			    "waits here (%zu) and will be sent.")
			: _("No database. Go on: what you write waits here "
			    "(%zu) and will be sent."),
		    app->offline.n);
	park_touch(app, false);
	app->made = ID_NONE;
	lines_next(app, true);
}
