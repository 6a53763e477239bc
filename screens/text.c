/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text.c - prose to read: help and messages. It is opened with its text.
 */
#include "screens/screen.h"

struct reading {
	int top, rows, height;
};

static void
draw(struct screen *s, const struct pane *p)
{
	struct reading *r = s->state;

	r->height = p->rows;
	r->rows = pane_wrapped(p->columns - 2, s->arg.text);
	pane_wrap(p, 0, 1, p->columns - 2, r->top, p->rows, LOOK_TEXT,
	    s->arg.text);
	if (r->rows > r->top + p->rows)
		pane_printf(p, p->rows - 1, p->columns - 18, LOOK_MUTED,
		    _(" %d more rows "), r->rows - r->top - p->rows);
}

static const struct {
	uint32_t code;
	int rows, pages;
} steps[] = {
	{ 'j', 1, 0 },
	{ KEY_DOWN, 1, 0 },
	{ 'k', -1, 0 },
	{ KEY_UP, -1, 0 },
	{ ' ', 0, 1 },
	{ KEY_PGDN, 0, 1 },
	{ KEY_PGUP, 0, -1 },
	{ 'G', 100000, 0 },
	{ KEY_END, 100000, 0 },
	{ KEY_HOME, -100000, 0 },
};

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct reading *r = s->state;
	int last = r->rows > r->height ? r->rows - r->height : 0;

	(void)say;
	for (size_t i = 0; i < countof(steps); i++) {
		if (steps[i].code != k->code)
			continue;
		r->top += steps[i].rows + steps[i].pages * (r->height - 1);
		r->top = r->top < 0 ? 0 : r->top > last ? last : r->top;
		return SCREEN_TAKEN;
	}
	return SCREEN_IGNORED;
}

static const struct key_def keys[] = {
	{ "<Space>", "", N_("page") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_text = {
	.name = "text",
	.title = N_("Help"),
	.state_size = sizeof(struct reading),
	.keys = keys,
	.draw = draw,
	.key = key,
};
