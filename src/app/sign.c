/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sign.c - from the sign-in screen to the first screen of the day, and out
 * again.
 */
#include "app/app.h"

#include "app/speak.h"
#include "base/log.h"
#include "base/secret.h"
#include "core/agent.h"
#include "core/bulletin.h"
#include "core/draft.h"
#include "core/interaction.h"
#include "core/sign.h"
#include "screens/others.h"
#include "screens/say.h"

struct sign_job {
	struct job job;
	struct app *app;
	struct str login, password, code;
	struct sign_result result;
	struct me me;
	bool held;	 /* a new password or codes come first */
	struct str totp; /* secret and address, a line each; or "" */
	struct id contact;
	struct str draft; /* what the database kept */
	int64_t head;	  /* the last event's number */
	int64_t unread;	  /* bulletins */
};

/* The server asked already who connects, with what was typed; somebody else's
 * name is not taken on trust. */
static enum err
enter_role(struct core *c, struct str login)
{
	struct str role = db_role(c->db);
	enum err rc;

	if (login.len > 0 && !str_eq(login, role))
		return fail(&c->fault, ERR_DENIED,
		    _("the database knows you as %s: to be %s, name that "
		      "user in the database's address"),
		    role.s, login.s);
	if ((rc = agent_enter_role(c)) != OK)
		return rc;
	/* One may read where nothing can be written. */
	if (sign_came(c) != OK)
		log_warn("sign.came result=%s", err_name(c->fault.code));
	c->fault = (struct fault){ .code = OK };
	return OK;
}

static enum err
prove(struct core *c, struct sign_job *s)
{
	if (!id_none(c->me.id) && s->login.len == 0)
		return OK; /* --as: the lane acts already */
	if (db_engine(c->db) != ENGINE_SQLITE)
		return enter_role(c, s->login);
	return sign_in(c, s->login, s->password, s->code, &s->result);
}

/* Without rights until one has a password of one's own, and codes where the
 * role wants them. */
static enum err
hold(struct core *c, struct sign_job *s)
{
	struct str secret, uri;
	enum err rc;

	s->held = c->held;
	if (!c->held || s->result.must_change)
		return OK;
	rc = sign_totp_start(c, &s->job.arena, &secret, &uri);
	if (rc == OK)
		s->totp = str_printf(&s->job.arena, "%s\n%s", secret.s, uri.s);
	return rc;
}

/* The contact that is open: whatever happened to the console, it is found. */
static void
find_contact(struct core *c, struct sign_job *s)
{
	struct rows_interaction_open rows;

	if (interaction_open(c, &s->job.arena, &rows) == OK && rows.n > 0)
		s->contact = rows.v[0].id;
}

/* Where they were. What cannot be had stops nobody from signing in. */
static void
find_past(struct core *c, struct sign_job *s)
{
	struct row_draft_get draft;
	char hash[65];

	s->draft = STR_NONE;
	if (draft_get(c, &s->job.arena, STR("console"), &draft) == OK)
		s->draft = draft.body;
	find_contact(c, s);
	if (event_head(c->db, &s->head, hash) != OK)
		s->head = 0;
	if (bulletin_unread(c, &s->unread) != OK)
		s->unread = 0;
}

static enum err
run(struct core *c, struct job *j)
{
	struct sign_job *s = (struct sign_job *)j;
	enum err rc = prove(c, s);

	if (rc == OK)
		rc = hold(c, s);
	if (rc != OK)
		return rc;
	s->me.id = c->me.id;
	s->me.login = str_copy(&j->arena, c->me.login);
	s->me.name = str_copy(&j->arena, c->me.name);
	s->me.role = str_copy(&j->arena, c->me.role);
	s->me.branch = str_copy(&j->arena, c->me.branch);
	s->me.lang = str_copy(&j->arena, c->me.lang);
	s->me.zone = str_copy(&j->arena, c->me.zone);
	if (!s->held)
		find_past(c, s);
	return OK;
}

/* Whose journal: a copy of a database has the same people. */
static struct str
journal_of(struct app *app, struct arena *a)
{
	return str_printf(a, "%s\n%s", app->me.id.s,
	    house_shown(a, str_of(app->url)).s);
}

static bool
at_home(struct app *app)
{
	return strcmp(app_view(app)->s.def->name, "home") == 0;
}

/* Before the first call: it may be about just that. What went wrong is told
 * first; who comes back to something else is told that, and home has the
 * count. */
static void
tell_unread(struct app *app, int64_t n)
{
	const struct note *last =
	    &app->notes[(app->nnotes + MESSAGES - 1) % MESSAGES];

	if (n > 0 && (!app->fresh || last->look == LOOK_GOOD))
		app_note(app, LOOK_NEW,
		    ngettext("Welcome, %s. You have %lld bulletin to read: gu "
			     "opens it.",
			"Welcome, %s. You have %lld bulletins to read: gu "
			"opens them.",
			(unsigned long)n),
		    app->me.name.s, (long long)n);
}

static void
welcome(struct app *app)
{
	view_open(app, "home", ID_NONE, STR_NONE, false);
	if (!app->fresh)
		app_note(app, LOOK_GOOD,
		    _("Welcome, %s. F2 finds a customer, "
		      "F3 opens your inbox, F1 explains each screen."),
		    app->me.name.s);
}

static void
come_in(struct app *app, struct sign_job *s)
{
	struct arena old = app->arena;
	bool back;

	app->arena = s->job.arena;
	s->job.arena = old;
	app->me = s->me;
	app->signed_in = app->as == NULL;
	speak_as(app->me.lang);
	app_past(app);
	app_mine(app);
	say_zone(app->me.zone);
	arg_wall(zone_get(app->me.zone));
	app->contact = s->contact;
	app->feed.seen = s->head;
	app->fresh = false;
	view_close_all(app);
	back = park_open(app, journal_of(app, &app->arena), s->draft);
	if (!back || at_home(app))
		tell_unread(app, s->unread);
	if (!back)
		welcome(app);
}

/* Whom the address alone does not let in is asked by the form; a password in
 * it that is wrong is told. */
static bool
nobody_was_named(struct app *app, const struct sign_job *s)
{
	struct str url = str_of(app->url);

	return s->login.len == 0 && app->as == NULL &&
	    s->job.rc == ERR_DENIED &&
	    (!db_is_server(app->url) ||
		str_eq(house_shown(&app->arena, url), url));
}

/* Nobody is asked for a password where none would help: a schema of another
 * version, no such database. Found out again whenever it is tried. */
static void
shut_door(struct app *app, const struct job *j)
{
	const struct fault *f = &j->fault;
	struct view *v = app_view(app);
	bool shut =
	    j->closed && (f->code == ERR_INVALID || f->code == ERR_NOT_FOUND);

	if (v == NULL || strcmp(v->s.def->name, "login") != 0)
		return;
	(void)fail(&v->fault, f->code, "%s",
	    app_sentence(&app->arena, str_of(f->text)).s);
	v->s.fault = shut ? &v->fault : NULL;
}

static void
stay_out(struct app *app, const struct sign_job *s)
{
	const struct fault *f = &s->job.fault;
	struct view *v = app_view(app);

	shut_door(app, &s->job);
	if (nobody_was_named(app, s))
		return;
	if (v == NULL || v->s.fault == NULL)
		app_fault(app, f);
	offline_trouble(app, f);
}

static void
done(struct job *j)
{
	struct sign_job *s = (struct sign_job *)j;
	struct app *app = s->app;

	app->moving = false;
	app->draw = true;
	secret_wipe((void *)(uintptr_t)s->password.s, s->password.len);
	if (j->rc == OK && s->held) {
		speak_as(s->me.lang);
		view_close_all(app);
		view_open(app, "password", ID_NONE, s->totp, false);
	} else if (j->rc == OK) {
		come_in(app, s);
	} else {
		stay_out(app, s);
	}
	job_free(j);
	app_play(app);
}

static void
send(struct app *app, struct str login, struct str password, struct str code)
{
	struct sign_job *s = (struct sign_job *)job_new(sizeof(*s));

	s->job.run = run;
	s->job.done = done;
	s->app = app;
	s->login = str_copy(&s->job.arena, login);
	s->password = str_copy(&s->job.arena, password);
	s->code = str_copy(&s->job.arena, code);
	s->job.user = s->login;
	s->job.password = s->password;
	app->moving = true;
	lane_send(app->lane, &s->job);
}

void
app_sign_in(struct app *app, struct str login, struct str password,
    struct str code)
{
	send(app, login, password, code);
}

void
app_enter(struct app *app)
{
	send(app, STR_NONE, STR_NONE, STR_NONE);
}

/* ---- out ---------------------------------------------------------------- */

static enum err
leave(struct core *c, struct job *job)
{
	(void)job;
	return sign_out(c);
}

static void
left(struct job *job)
{
	if (job->rc != OK)
		log_warn("sign.out result=%s", err_name(job->rc));
	job_free(job);
}

void
app_sign_out(struct app *app)
{
	struct job *j;

	if (!app->signed_in || app->offline.link != LINK_UP)
		return;
	app->signed_in = false;
	j = job_new(sizeof(*j));
	j->run = leave;
	j->done = left;
	j->quiet = true;
	lane_send(app->lane, j);
}

/* ---- put out ------------------------------------------------------------ */

/* What is typed is in the journal of this machine, for whoever comes back. */
static void
forget_person(struct app *app)
{
	park_now(app);
	park_done(app);
	here_leave(app);
	others_are(NULL);
	app_prompt_done(app);
	question_done(app);
	app_drop(app);
	view_close_all(app);
	app->me = (struct me){ .name = STR_NONE, .login = STR_NONE };
	app->signed_in = false;
	app->contact = ID_NONE;
	app->state[0] = '\0';
	app->late = app->unseen = 0;
}

bool
app_put_out(struct app *app)
{
	if (app->moving || app->offline.n > 0)
		return false;
	forget_person(app);
	view_open(app, "login", ID_NONE,
	    str_of(db_is_server(app->url) ? LOGIN_SERVER : ""), false);
	app_note(app, LOOK_BAD,
	    _("You were signed out: your user was disabled. Once it is enabled "
	      "again, sign in here; what you typed comes back."));
	app->draw = true;
	return true;
}
