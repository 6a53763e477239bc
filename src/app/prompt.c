/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prompt.c - the bottom line while something is typed in it: a command after
 * `:`, a filter after `/`, an argument that was missing.
 */
#include "app/app.h"

void
app_ask(struct app *app, struct str line, const struct arg_def *missing)
{
	struct prompt *q = &app->prompt;
	static char label[64];

	snprintf(label, sizeof(label), "%s", missing->name.s);
	buf_reset(&q->words);
	buf_printf(&q->words, "%s %s=", line.s, missing->name.s);
	edit_set(&q->edit, STR_NONE);
	q->label = label;
	q->kind = PROMPT_ARG;
}

static void
filter(struct app *app)
{
	struct view *v = app_view(app);

	arena_reset(&v->args);
	v->s.arg.text = str_copy(&v->args, edit_text(&app->prompt.edit));
	view_load(app, v);
}

static void
prompt_done(struct app *app)
{
	struct prompt *q = &app->prompt;
	struct str text = edit_text(&q->edit);
	struct buf line = { 0 };
	int kind = q->kind;

	q->kind = PROMPT_OFF;
	if (kind == PROMPT_ARG) {
		buf_str(&line, buf_view(&q->words));
		buf_c(&line, '"');
		for (size_t i = 0; i < text.len; i++) {
			if (strchr("\"\\", text.s[i]) != NULL)
				buf_c(&line, '\\');
			buf_c(&line, text.s[i]);
		}
		buf_c(&line, '"');
		app_say(app, buf_view(&line));
	} else if (kind == PROMPT_WORDS && text.len > 0) {
		buf_str(&line, text);
		app_say(app, buf_view(&line));
	}
	buf_done(&line);
}

void
app_prompt_key(struct app *app, const struct key *k)
{
	struct prompt *q = &app->prompt;

	if (k->code == KEY_ESC) {
		if (q->kind == PROMPT_FILTER) {
			edit_set(&q->edit, STR_NONE);
			filter(app);
		}
		q->kind = PROMPT_OFF;
	} else if (k->code == KEY_ENTER) {
		prompt_done(app);
	} else if (edit_key(&q->edit, k, app->columns) &&
	    q->kind == PROMPT_FILTER) {
		filter(app);
	}
}
