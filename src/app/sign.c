/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sign.c - from the sign-in screen to the first screen of the day.
 */
#include "app/app.h"

#include "app/speak.h"
#include "base/secret.h"
#include "core/agent.h"
#include "core/sign.h"
#include "screens/say.h"

struct sign_job {
	struct job job;
	struct app *app;
	struct str login, password, code;
	struct sign_result result;
	struct me me;
	bool held;	 /* a new password or codes come first */
	struct str totp; /* secret and address, a line each; or "" */
};

static enum err
prove(struct core *c, struct sign_job *s)
{
	if (!id_none(c->me.id) && s->login.len == 0)
		return OK; /* --as: the lane acts already */
	if (db_engine(c->db) != ENGINE_SQLITE)
		return agent_enter_role(c);
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
	return OK;
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
		struct arena old = app->arena;

		app->arena = j->arena;
		j->arena = old;
		app->me = s->me;
		speak_as(app->me.lang);
		app_past(app);
		app_mine(app);
		say_zone(app->me.zone);
		view_close_all(app);
		view_open(app, "home", ID_NONE, STR_NONE, false);
		app_note(app, LOOK_GOOD,
		    _("Welcome, %s. F2 finds a customer, "
		      "F3 opens your inbox, F1 explains each screen."),
		    app->me.name.s);
	} else {
		app_fault(app, &j->fault);
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
