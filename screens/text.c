/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text.c - prose to read: help and messages. It is opened with its text.
 */
#include "screens/screen.h"
#include "ui/prose.h"

static void
draw(struct screen *s, const struct pane *p)
{
	prose_draw(s->state, p, s->arg.text);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	(void)say;
	return prose_key(s->state, k, s->arg.text) ? SCREEN_TAKEN
						   : SCREEN_IGNORED;
}

static bool
typing(const struct screen *s)
{
	return prose_typing(s->state);
}

static void
done(struct screen *s)
{
	prose_done(s->state);
}

static const struct key_def keys[] = {
	{ "<Space>", "", N_("page") },
	{ "/", "", NC_("key", "search") },
	{ "n", "", NC_("key", "next") },
	{ "N", "", NC_("key", "before") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_text = {
	.name = "text",
	.title = N_("Help"),
	.state_size = sizeof(struct prose),
	.keys = keys,
	.draw = draw,
	.key = key,
	.typing = typing,
	.done = done,
};
