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

/* The word that ends at this place, when it may be a code. */
static struct str
code_at(struct arena *a, struct str text, size_t at)
{
	size_t from = at;

	while (from > 0 &&
	    (isalnum((unsigned char)text.s[from - 1]) ||
		strchr("-_.", text.s[from - 1]) != NULL))
		from--;
	return at - from <= 12 ? str_copyn(a, text.s + from, at - from)
			       : STR_NONE;
}

static struct str
code_before(struct arena *a, const struct edit *e)
{
	return code_at(a, edit_text(e), e->at);
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
	struct str rest = arg, line = STR_NONE, code = STR_NONE, names;
	struct edit *e;

	if (strcmp(app_view(app)->s.def->name, "templates") == 0)
		view_back(app);
	e = taking_text(app);
	str_next(&a, &rest, '\n', &line);
	names = line;
	str_next(&a, &names, '\t', &code);
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
	if (!e->full)
		refill_note(app, app_view(app), names, rest);
	else
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
		    str_printf(&j->arena, "%s\t%s\n%s", x->code.s,
			x->filled.name.s, x->filled.text.s));
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

/* ---- in the line at the bottom ------------------------------------------ */

/* What a verb there would be about. */
static void
about_cursor(const struct app *app, struct template_for *about)
{
	struct subject s = app_subject(app);

	*about = (struct template_for){ .lang = STR_NONE };
	if (s.kind == NULL)
		return;
	if (strcmp(s.kind, "ticket") == 0)
		about->ticket = s.id;
	else if (strcmp(s.kind, "customer") == 0)
		about->customer = s.id;
	else if (strcmp(s.kind, "interaction") == 0)
		about->interaction = s.id;
}

static void
refuse(struct app *app, const char *why)
{
	snprintf(app->prompt.refused, sizeof(app->prompt.refused), "%s", why);
}

/* Within quotation marks, as words are typed; an answer is quoted later. */
static struct str
for_line(struct arena *a, const struct app *app, struct str text)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < text.len; i++) {
		if (app->prompt.kind == PROMPT_WORDS &&
		    strchr("\"\\", text.s[i]) != NULL)
			buf_c(&b, '\\');
		buf_c(&b, text.s[i]);
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static void
into_line(struct app *app, struct expand_job *x)
{
	struct arena *a = &x->job.arena;
	struct str code = code_at(a, prompt_text(), prompt_at());
	struct str text = for_line(a, app, x->filled.text);

	if (!str_eq(code, x->code))
		return;
	if (prompt_text().len - code.len + text.len > PROMPT_MAX) {
		refuse(app,
		    _("There is no room for all of it here; nothing was put "
		      "in."));
		return;
	}
	prompt_replace(prompt_at() - code.len, prompt_at(), text);
	hints_look(app);
}

static void
line_done(struct job *j)
{
	struct expand_job *x = (struct expand_job *)j;
	struct app *app = x->app;

	app->moving = false;
	app->draw = true;
	if (app->prompt.kind == PROMPT_OFF)
		;
	else if (j->rc != OK)
		refuse(app, j->fault.text);
	else if (x->filled.missing > 0)
		refuse(app,
		    _("That text asks for something: open a form and put it "
		      "in there."));
	else
		into_line(app, x);
	job_free(j);
	app_play(app);
}

void
expand_prompt(struct app *app)
{
	struct expand_job *x = (struct expand_job *)job_new(sizeof(*x));

	x->code = code_at(&x->job.own, prompt_text(), prompt_at());
	if (x->code.len == 0) {
		refuse(app,
		    _("Type the short code of a text first, as 'sal'."));
		job_free(&x->job);
		return;
	}
	x->job.run = run;
	x->job.done = line_done;
	x->app = app;
	about_cursor(app, &x->about);
	app->moving = true; /* keys wait for it */
	lane_send(app->lane, &x->job);
}
