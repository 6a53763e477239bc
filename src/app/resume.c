/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * resume.c - signing in again: the newer of the journal's draft and the
 * database's, opened as it was. Nothing of it is shown before.
 */
#include "app/app.h"

#include "app/expand.h"
#include "app/option.h"
#include "base/log.h"
#include "screens/desk.h"

static struct view *
make_view(const struct draft_view *from, struct view *below)
{
	const struct screen_def *def = screen_named(from->screen);
	struct view *v;

	/* Sent: done, or among the writes that are sent again. */
	if (!id_none(from->sent))
		return below;
	if (def == NULL || str_is(from->screen, "login") ||
	    str_is(from->screen, "password") || str_is(from->screen, "text"))
		return below;
	v = view_make(def, from->id, from->text);
	v->below = below;
	view_undraft(v, from->typed);
	buf_str(&v->name, from->name);
	v->place = (struct list){
		.at = from->at, .index = from->index, .top = from->top
	};
	return v;
}

static void
open_tabs(struct app *app, const struct draft *d)
{
	for (size_t i = 0; i < d->ntabs; i++) {
		struct view *top = NULL;

		for (size_t n = 0; n < d->tabs[i].n; n++)
			top = make_view(&d->tabs[i].v[n], top);
		if (top == NULL)
			continue;
		if (i <= d->tab)
			app->tab = app->ntabs;
		app->tabs[app->ntabs++] = top;
	}
}

static void
open_line(struct app *app, const struct draft_line *l)
{
	struct prompt *q = &app->prompt;

	if (l->text.len == 0)
		return;
	if (str_is(l->kind, "words")) {
		app_prompt(app, PROMPT_WORDS, l->text);
	} else if (str_is(l->kind, "filter")) {
		app_prompt(app, PROMPT_FILTER, l->text);
	} else if (str_is(l->kind, "argument")) {
		buf_reset(&q->words);
		buf_str(&q->words, l->words);
		snprintf(q->label, sizeof(q->label), "%s", l->label.s);
		app_prompt(app, PROMPT_ARG, l->text);
	} else {
		return;
	}
	prompt_move(l->at);
	q->back = true;
}

static void
open_forms(struct app *app, const struct draft *d)
{
	struct park *p = &app->park;

	for (size_t i = 0; i < d->nforms; i++) {
		const struct screen_def *def = screen_named(d->forms[i].screen);

		if (str_eq(d->forms[i].screen, PARK_NOTE))
			desk_undraft(d->forms[i].id, d->forms[i].typed);
		if (def == NULL || d->forms[i].typed.len == 0)
			continue;
		p->forms[p->nforms] = (struct left_form){ .screen = def->name,
			.id = d->forms[i].id,
			.typed = strndup(d->forms[i].typed.s,
			    d->forms[i].typed.len) };
		if (p->forms[p->nforms++].typed == NULL)
			die("out of memory");
	}
}

static void
take_writes(struct app *app, const struct journal_past *past)
{
	for (size_t i = 0; i < past->writes.n; i++)
		offline_again(app, &past->writes.v[i]);
}

static void
tell(struct app *app, const struct draft *d, const struct journal_past *past)
{
	if (past->aside.len > 0)
		app_note(app, LOOK_LATE,
		    _("What was kept on this machine could not be read; it "
		      "lies in %s and nothing of it was used."),
		    past->aside.s);
	else if (past->writes.n > 0)
		app_note(app, LOOK_SOON,
		    _("Back where you were, %s. Writes without an answer, sent "
		      "again: %zu."),
		    app->me.name.s, past->writes.n);
	else if (d != NULL)
		app_note(app, LOOK_GOOD,
		    _("Back where you were, %s. gh goes home."),
		    app->me.name.s);
}

static bool
open_all(struct app *app, const struct draft *d)
{
	if (d == NULL || (d->ntabs == 0 && d->nforms == 0))
		return false;
	app->park.at = d->at;
	open_forms(app, d);
	refill_back(app, d);
	open_tabs(app, d);
	if (app->ntabs == 0)
		return false;
	open_line(app, &d->line);
	view_load(app, app_view(app));
	for (size_t i = 0; i < app->ntabs; i++) /* their names are needed */
		if (i != app->tab)
			view_load(app, app->tabs[i]);
	return true;
}

static struct journal *
open_journal(struct app *app, struct str key, struct arena *a,
    struct journal_past *past)
{
	struct str file = option_path(a, "XDG_STATE_HOME", ".local/state", "x");
	struct journal *j = NULL;
	struct fault f;

	*past = (struct journal_past){
		.state = STR_NONE, .focus = STR_NONE, .aside = STR_NONE
	};
	if (file.len == 0)
		return NULL;
	if (journal_open(&j, str_copyn(a, file.s, file.len - 2).s, key, a, past,
		&f) != OK) {
		log_warn("resume.journal result=%s", err_name(f.code));
		app_fault(app, &f);
	}
	return j;
}

bool
park_open(struct app *app, struct str key, struct str stored)
{
	struct park *p = &app->park;
	struct draft *both = calloc(2, sizeof(*both));
	const struct draft *mine = NULL, *theirs = NULL, *d;
	struct journal_past past;
	struct arena a = { 0 };
	bool opened;

	if (both == NULL)
		die("out of memory");
	p->journal = open_journal(app, key, &a, &past);
	if (draft_parse(past.state, &a, &both[0]) == OK)
		mine = &both[0];
	if (draft_parse(stored, &a, &both[1]) == OK)
		theirs = &both[1];
	d = draft_newer(mine, theirs);
	opened = open_all(app, d);
	p->on = true;
	tell(app, opened ? d : NULL, &past);
	take_writes(app, &past);
	focus_back(app, past.focus);
	free(both);
	arena_done(&a);
	return opened;
}
