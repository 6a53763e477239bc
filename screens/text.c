/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text.c - prose to read: help and messages. It is opened with its text.
 */
#include "screens/screen.h"
#include "ui/prose.h"

/* The text without its title. */
static struct str
body(const struct screen *s)
{
	struct str text = s->arg.text;
	const char *end =
	    text.len > 0 && (text.s[0] == TEXT_TITLE || text.s[0] == TEXT_HELP)
	    ? memchr(text.s, '\n', text.len)
	    : NULL;

	if (end != NULL) {
		text.len -= (size_t)(end + 1 - text.s);
		text.s = end + 1;
	}
	return text;
}

static struct str
label(const struct screen *s)
{
	struct str text = s->arg.text, rest = body(s);

	if (rest.len == text.len)
		return str_of(_(s->def->title));
	return (struct str){ text.s + 1, text.len - rest.len - 2 };
}

static const char *
heading(const struct screen *s)
{
	struct str text = s->arg.text;

	return text.len > 0 && text.s[0] == TEXT_TITLE ? _("Reading")
						       : _(s->def->title);
}

static void
draw(struct screen *s, const struct pane *p)
{
	prose_draw(s->state, p, body(s));
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	(void)say;
	return prose_key(s->state, k, body(s)) ? SCREEN_TAKEN : SCREEN_IGNORED;
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
	.label = label,
	.heading = heading,
	.typing = typing,
	.done = done,
};
