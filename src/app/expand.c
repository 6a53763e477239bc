/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expand.c - short codes and templates, into what is typed.
 */
#include "app/expand.h"

#include <ctype.h>

#include "core/template.h"

struct expand_job {
	struct job job;
	struct app *app;
	struct template_for about;
	struct str about_text, code;
	struct template_filled filled;
};

/* ---- what it is about --------------------------------------------------- */

/* The kind of what a screen is about, of which a text is filled in; "": none. */
static const char *
kind_of(const struct screen_def *d)
{
	if (d->many)
		return "";
	switch (d->of) {
	case OF_TICKET:
		return "ticket";
	case OF_CUSTOMER:
		return "customer";
	case OF_TALK:
	case OF_CONTACT:
		return "interaction";
	default:
		return "";
	}
}

/* "ticket ID", or "" where nothing is known. */
static struct str
about_of(struct arena *a, const struct screen *s, struct template_for *about)
{
	const char *kind = kind_of(s->def);

	*about = (struct template_for){ .lang = STR_NONE };
	if (id_none(s->arg.id) || kind[0] == '\0')
		return STR_NONE;
	if (kind[0] == 't')
		about->ticket = s->arg.id;
	else if (kind[0] == 'c')
		about->customer = s->arg.id;
	else
		about->interaction = s->arg.id;
	return str_printf(a, "%s %s", kind, s->arg.id.s);
}

/* The word that ends at the cursor, when it may be a code. */
static struct str
code_before(struct arena *a, const struct edit *e)
{
	struct str text = edit_text(e);
	size_t from = e->at;

	while (from > 0 &&
	    (isalnum((unsigned char)text.s[from - 1]) ||
		strchr("-_.", text.s[from - 1]) != NULL))
		from--;
	return e->at - from <= 12 ? str_copyn(a, text.s + from, e->at - from)
				  : STR_NONE;
}

static struct edit *
taking_text(struct app *app)
{
	struct view *v = app_view(app);

	return v->s.def->edit != NULL ? v->s.def->edit(&v->s) : NULL;
}

/* ---- into the text ------------------------------------------------------ */

void
expand_insert(struct app *app, struct str arg)
{
	struct key back = { .code = KEY_BACKSPACE };
	struct arena a = { 0 };
	struct str rest = arg, code = STR_NONE;
	struct edit *e;

	if (strcmp(app_view(app)->s.def->name, "templates") == 0)
		view_back(app);
	e = taking_text(app);
	str_next(&a, &rest, '\n', &code);
	if (e == NULL) {
		app_note(app, LOOK_NO,
		    _("Nothing here takes a text: open a form first."));
		arena_done(&a);
		return;
	}
	if (code.len > 0 && str_eq(code, code_before(&a, e)))
		for (size_t i = 0; i < code.len; i++)
			(void)edit_key(e, &back, 60);
	edit_insert(e, rest);
	if (e->full)
		app_note(app, LOOK_NO,
		    _("There is no room for all of it here; nothing was put "
		      "in."));
	app->draw = true;
	view_typed(app_view(app));
	arena_done(&a);
}

/* ---- the code ----------------------------------------------------------- */

static enum err
run(struct core *c, struct job *j)
{
	struct expand_job *x = (struct expand_job *)j;

	return template_fill(c, &j->arena, &x->about, x->code, NULL, 0,
	    &x->filled);
}

static void
show(struct app *app, struct str about, struct str words)
{
	struct arena a = { 0 };

	view_open(app, "templates", ID_NONE,
	    str_printf(&a, "%s\n%s", about.s, words.s), false);
	arena_done(&a);
}

/* A name is no code: who types a word of a sentence and hits the key wants to
 * look, and so does who is asked for something. */
static void
done(struct job *j)
{
	struct expand_job *x = (struct expand_job *)j;
	struct app *app = x->app;

	app->moving = false;
	app->draw = true;
	if (j->rc == OK && x->filled.missing == 0)
		expand_insert(app,
		    str_printf(&j->arena, "%s\n%s", x->code.s,
			x->filled.text.s));
	else
		show(app, x->about_text, j->rc == OK ? x->code : STR_NONE);
	job_free(j);
	app_play(app);
}

bool
expand_key(struct app *app)
{
	struct edit *e = taking_text(app);
	struct expand_job *x;

	if (e == NULL)
		return false;
	x = (struct expand_job *)job_new(sizeof(*x));
	x->job.run = run;
	x->job.done = done;
	x->app = app;
	x->about_text = about_of(&x->job.own, &app_view(app)->s, &x->about);
	x->code = code_before(&x->job.own, e);
	if (x->code.len == 0) {
		show(app, x->about_text, STR_NONE);
		job_free(&x->job);
		return true;
	}
	app->moving = true; /* keys wait for it */
	lane_send(app->lane, &x->job);
	return true;
}
