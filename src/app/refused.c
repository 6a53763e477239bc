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

/* Where the words of what somebody changed while reading it end in such a word
 * and a number, before their id; NULL: they do not. */
static const char *
ends_in(struct str words, const char *word)
{
	const char *at = words.s, *end;

	while ((at = strstr(at, word)) != NULL) {
		end = at + strlen(word);
		end += strspn(end, "0123456789");
		if (*end == '\0' || strncmp(end, " op=", 4) == 0)
			return at;
		at++;
	}
	return NULL;
}

static const char *
ends_as_read(struct str words)
{
	const char *at = ends_in(words, " version=");

	return at != NULL ? at : ends_in(words, " seen=");
}

/* The same over what they saved, as another change. */
static struct str
over_theirs(struct arena *a, struct str words)
{
	const char *at = ends_as_read(words);

	return at != NULL ? str_copyn(a, words.s, (size_t)(at - words.s))
			  : words;
}

/* The words that were to be saved, as a note on the same thing. */
static void
as_note(struct app *app, struct str words)
{
	struct arena a = { 0 };
	struct words w = { 0 };
	struct buf b = { 0 }, text = { 0 };

	if (cmd_split(&a, over_theirs(&a, words), &w, NULL) == OK && w.n > 3) {
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
		app_say(app, over_theirs(&a, words));
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
	/* A choice alone says nothing as a note. */
	bool text = ends_in(whole, " version=") != NULL;
	const char *const choices[] = { _("mine over it"),
		_("theirs, mine is dropped"),
		text ? _("theirs, mine as a note") : NULL, NULL };

	if (ends_as_read(whole) == NULL)
		return false;
	if (app_compare(app, whole))
		return true;
	question_ask(app, f->text, choices, settle, whole);
	return true;
}
