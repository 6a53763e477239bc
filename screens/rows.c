/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * rows.c - what screens with a list do alike.
 */
#include "screens/screen.h"

const void *
screen_picked(const struct screen *s)
{
	struct screen at = *s;
	const struct list *l;
	struct rows rows;

	if (s->model == NULL)
		return NULL;
	l = s->def->list(&at, &rows);
	return list_pick(l, rows);
}

void
screen_rows(struct screen *s, const struct pane *p,
    const struct column *columns)
{
	struct rows rows;
	struct list *l = s->def->list(s, &rows);

	list_draw(l, p, columns, rows, s->scene.focus, s->scene.now);
}

void
screen_done(struct screen *s)
{
	list_done(s->state);
}

void
screen_beyond(const struct pane *p, int row, const struct list *l, size_t n,
    int height)
{
	size_t seen = l->top + (size_t)(height > 0 ? height : 0);
	size_t below = seen < n ? n - seen : 0;
	struct str text = STR_NONE;
	struct arena a = { 0 };

	if (l->top > 0)
		text = str_printf(&a, _("%zu more above"), l->top);
	if (below > 0)
		text = str_printf(&a, _("%s%s%zu more below"), text.s,
		    l->top > 0 ? ", " : "", below);
	if (text.len > 0)
		pane_printf(p, row, 1, LOOK_MUTED, "%s %s",
		    theme_sign(term_symbols(), SIGN_MORE).s, text.s);
	arena_done(&a);
}

int
draw_numbered(const struct pane *p, int at, int nth, bool on, const char *name,
    int64_t count)
{
	enum look look = on ? LOOK_HEAD : LOOK_TEXT;

	if (on)
		pane_text(p, 0, at - 1, look,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	at += pane_printf(p, 0, at, look, "%d %s", nth + 1, name);
	if (count >= 0)
		at += pane_printf(p, 0, at, look, " %lld", (long long)count);
	return at + 3;
}
