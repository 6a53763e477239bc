/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help.c - help built from the key and command tables, and the messages so
 * far; both are read in the same screen.
 */
#include "app/app.h"

#include "base/utf8.h"

static void
add_map(struct buf *b, const struct key_def *d)
{
	for (; d != NULL && d->keys != NULL; d++) {
		size_t from = b->len;

		if (*d->words == '\0')
			continue;
		buf_printf(b, "   %s", d->keys);
		while (b->len - from < 13)
			buf_c(b, ' ');
		if (d->label != NULL)
			buf_printf(b, "%s  ", _(d->label));
		buf_printf(b, ":%s\n", d->words);
	}
}

static void
add_commands(struct buf *b)
{
	for (cmd_each(d)) {
		size_t from = b->len;

		if (d->hidden || d->needs != NEED_DB)
			continue;
		buf_printf(b, "   :%s", d->name);
		while (b->len - from < 27)
			buf_c(b, ' ');
		buf_printf(b, " %s\n", _(d->help));
	}
}

void
app_help(struct app *app, struct str arg)
{
	struct view *v = app_view(app);
	struct buf b = { 0 };

	(void)arg;
	if (strcmp(v->s.def->name, "text") == 0)
		return;
	buf_printf(&b, _("THIS SCREEN: %s\n"), _(v->s.def->title));
	add_map(&b, v->s.def->keys);
	buf_printf(&b, _("\nEVERYWHERE\n"));
	add_map(&b, global_keys);
	if (v->s.def->list != NULL) {
		buf_printf(&b, _("\nLISTS\n"));
		add_map(&b, list_keys);
	}
	buf_printf(&b, _("\nCOMMANDS, after the : key\n"));
	add_commands(&b);
	view_open(app, "text", ID_NONE, buf_view(&b), false);
	buf_done(&b);
}

void
app_messages(struct app *app, struct str arg)
{
	size_t n = app->nnotes < MESSAGES ? app->nnotes : MESSAGES;
	struct buf b = { 0 };
	char at[CLOCK_ISO];

	(void)arg;
	for (size_t i = 0; i < n; i++) {
		const struct note *one =
		    &app->notes[(app->nnotes - 1 - i) % MESSAGES];

		buf_printf(&b, "%s  %s\n", clock_iso(one->at, at), one->text);
	}
	if (n == 0)
		buf_printf(&b, _("No messages so far.\n"));
	view_open(app, "text", ID_NONE, buf_view(&b), false);
	buf_done(&b);
}
