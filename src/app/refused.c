/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * refused.c - what is asked when words were refused: somebody saved first, or
 * what waited for the database is refused after all. Nothing typed is lost.
 */
#include "app/refused.h"

/* What waited was refused after all: nobody may have to type it again. */
static void
again(struct app *app, int choice, struct str words)
{
	if (choice != 1)
		return;
	app_prompt(app, PROMPT_WORDS, words);
}

void
refused_late(struct app *app, const struct cmd_def *d, struct str whole,
    const struct fault *f)
{
	const char *const choices[] = { _("change it and say it again"),
		_("drop it"), NULL };
	char text[240];

	snprintf(text, sizeof(text), _("%s, sent late: %s"), d->name, f->text);
	question_ask(app, text, choices, again, whole);
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
bool
refused_conflict(struct app *app, struct str whole, const struct fault *f)
{
	const char *const choices[] = { _("mine over it"),
		_("theirs, mine is dropped"), _("theirs, mine as a note"),
		NULL };

	if (strstr(whole.s, " version=") == NULL)
		return false;
	if (app_compare(app, whole))
		return true;
	question_ask(app, f->text, choices, settle, whole);
	return true;
}
