/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help.c - the verbs about the program itself: help, the manual, completion.
 */
#include "cmd/help.h"

#include "base/utf8.h"
#include "cmd/complete.h"
#include "cmd/manual.h"
#include "core/house.h"
#include "core/undo_table.h"

#define WIDTH  78
#define COLUMN 24

/* Bytes are not columns in every language. */
static void
row(struct buf *b, struct str name, const char *what, const char *more)
{
	int wide = utf8_columns(name);

	buf_printf(b, "  " STR_FMT "%*s %s%s\n", STR_ARG(name),
	    wide < COLUMN ? COLUMN - wide : 0, "", what, more);
}

static void
list_row(struct buf *b, const struct cmd_def *d)
{
	if (!d->hidden)
		row(b, str_of(d->name), _(d->help), "");
}

static void
all(struct buf *b)
{
	buf_printf(b, "%s\n\n", _("usage: cabina COMMAND [NAME=VALUE ...]"));
	for (cmd_each(d))
		list_row(b, d);
	buf_printf(b, "\n%s\n",
	    _("'cabina help COMMAND' says more. Words may "
	      "be cut short while they are clear."));
}

static void
noun(struct arena *a, struct str name, struct buf *b)
{
	for (cmd_each(d))
		if (str_eq(cmd_noun(a, d), name))
			list_row(b, d);
}

/* Words in lines of at most 78 columns, the later ones indented. */
static void
wrap_line(struct arena *a, struct str rest, const char *indent, struct buf *b)
{
	struct str word;
	int at = 0;

	while (str_next(a, &rest, ' ', &word)) {
		int wide = utf8_columns(word);

		if (at > 0 && at + 1 + wide > WIDTH) {
			buf_printf(b, "\n%s", indent);
			at = (int)strlen(indent);
		} else if (at > 0) {
			buf_c(b, ' ');
			at++;
		}
		buf_str(b, word);
		at += wide;
	}
	buf_c(b, '\n');
}

/* An example, which begins with a blank, is shown as it is written. */
static void
wrap(struct arena *a, const char *text, const char *indent, struct buf *b)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		if (*text == ' ')
			buf_printf(b, "%.*s\n", (int)n, text);
		else
			wrap_line(a, str_copyn(a, text, n), indent, b);
		text += n + (text[n] == '\n');
	}
}

static void
arguments(struct arena *a, const struct args *args, struct buf *b)
{
	for (size_t i = 0; i < args->n; i++) {
		const struct arg_def *d = &args->def[i];

		row(b, arg_usage(a, d), _(d->type->help),
		    d->optional ? "" : _(" (needed)"));
	}
}

/* What cannot be taken back says so before it is done. */
static void
final(struct arena *a, const struct cmd_def *d, struct buf *b)
{
	const char *instead = d->writes ? undo_never(d->name) : NULL;

	if (instead == NULL)
		return;
	buf_c(b, '\n');
	wrap(a,
	    str_printf(a, _("It cannot be undone. Instead: %s."), instead).s,
	    "", b);
}

enum err
help_row(struct arena *a, const struct cmd_def *d, struct buf *b,
    struct fault *f)
{
	struct args *args = NEW(a, struct args);
	enum err rc = args_spec(a, d->args, d->writes, args, f);

	if (rc != OK)
		return rc;
	wrap(a, str_printf(a, "cabina %s %s", d->name, args_usage(a, args).s).s,
	    "    ", b);
	buf_printf(b, "\n%s.\n", _(d->help));
	if (args->n > 0)
		buf_c(b, '\n');
	arguments(a, args, b);
	if (d->more != NULL) {
		buf_c(b, '\n');
		wrap(a, _(d->more), "", b);
	}
	final(a, d, b);
	if (d->may != MAY_ANYONE)
		buf_printf(b, _("\nNeeds the right '%s'.\n"), may_name(d->may));
	return OK;
}

/* A noun alone, which is not a row. */
static bool
only_noun(struct arena *a, const struct words *w, struct str *name)
{
	const struct cmd_def *d;
	struct words two = { 0 };
	size_t used;

	if (w->n != 1)
		return false;
	for (cmd_each(i)) {
		*name = cmd_noun(a, i);
		if (cmd_verb(i).len == 0 || !str_starts(*name, w->v[0]))
			continue;
		two.n = 0;
		*vec_push(a, &two) = w->v[0];
		*vec_push(a, &two) = cmd_verb(i);
		if (cmd_find(a, two.v, two.n, &d, &used, NULL) == OK)
			return true;
	}
	return false;
}

static enum err
topic(struct cmd_ctx *cx, struct str text, struct buf *b)
{
	struct fault *f = &cx->core->fault;
	const struct cmd_def *d;
	struct words w = { 0 };
	struct str name;
	size_t used;
	enum err rc;

	if ((rc = cmd_split(cx->arena, text, &w, f)) != OK)
		return rc;
	if (w.n == 0) {
		all(b);
		return OK;
	}
	if (only_noun(cx->arena, &w, &name)) {
		noun(cx->arena, name, b);
		return OK;
	}
	if ((rc = cmd_find(cx->arena, w.v, w.n, &d, &used, f)) != OK)
		return rc;
	return help_row(cx->arena, d, b, f);
}

static enum err
help(struct cmd_ctx *cx, const struct args *a)
{
	struct buf b = { 0 };
	enum err rc = topic(cx, arg_str(a, "command"), &b);

	if (rc == OK)
		reply_page(cx->reply, buf_view(&b));
	buf_done(&b);
	return rc;
}

static enum err
manual(struct cmd_ctx *cx, const struct args *a)
{
	struct fault *f = &cx->core->fault;
	struct buf b = { 0 };
	enum err rc;

	if (arg_given(a, "folder"))
		return manual_write(cx->arena, arg_str(a, "folder"), f);
	rc = manual_page(cx->arena, STR_NONE, &b, f);
	if (rc == OK)
		reply_page(cx->reply, buf_view(&b));
	buf_done(&b);
	return rc;
}

static enum err
completion(struct cmd_ctx *cx, const struct args *a)
{
	(void)a;
	reply_page(cx->reply, str_of(complete_bash));
	return OK;
}

static void
offer(void *u, struct str candidate)
{
	buf_str(u, candidate);
	buf_c(u, '\n');
}

static enum err
complete(struct cmd_ctx *cx, const struct args *a)
{
	struct buf b = { 0 };

	/* Without a database only names are offered, which is no failure. */
	if (house_open(cx->house, HOUSE_WORK) != OK)
		core_rest(cx->core);
	complete_line(cx->core, cx->arena, arg_get(a, "word")->all.v,
	    arg_get(a, "word")->all.n, offer, &b);
	reply_page(cx->reply, buf_view(&b));
	buf_done(&b);
	return OK;
}

const struct cmd_def cmd_help[] = {
	{ .name = "help",
	    .run = help,
	    .needs = NEED_NONE,
	    .args = "<command:words>?",
	    .help = N_("List the commands, or explain one") },
	{ .name = "manual",
	    .run = manual,
	    .needs = NEED_NONE,
	    .args = "<folder:newfile>?",
	    .help =
		N_("Print the manual page, or write them all to a folder") },
	{ .name = "completion",
	    .run = completion,
	    .needs = NEED_NONE,
	    .args = "<shell:choice(bash)>",
	    .help = N_("Print the script that completes words in a shell"),
	    .more = N_("source <(cabina completion bash)") },
	{ .name = "complete",
	    .run = complete,
	    .needs = NEED_NONE,
	    .hidden = true,
	    .args = "<word:text>*",
	    .help = N_("List what could stand in place of the last word") },
	{ 0 },
};
