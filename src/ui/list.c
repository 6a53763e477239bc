/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list.c - the one list engine of all screens.
 */
#include "ui/list.h"

#include "ui/term.h"

static const void *
row_at(struct rows rows, size_t i)
{
	return (const char *)rows.v + i * rows.size;
}

static struct id
id_of(struct rows rows, size_t i)
{
	struct id id;

	memcpy(&id, row_at(rows, i), sizeof(id));
	return id;
}

void
list_done(struct list *l)
{
	free(l->marks);
	*l = (struct list){ .index = 0 };
}

/* Near where it was first: reloads move rows by a few places. */
static size_t
find(const struct list *l, struct rows rows)
{
	if (id_none(l->at))
		return rows.n;
	for (size_t d = 0; d < rows.n; d++) {
		if (l->index >= d && l->index - d < rows.n &&
		    id_eq(id_of(rows, l->index - d), l->at))
			return l->index - d;
		if (l->index + d < rows.n &&
		    id_eq(id_of(rows, l->index + d), l->at))
			return l->index + d;
	}
	return rows.n;
}

void
list_settle(struct list *l, struct rows rows, int height)
{
	size_t line = l->index - l->top, i = find(l, rows);
	size_t h = height > 0 ? (size_t)height : 1;

	if (rows.n == 0) {
		l->index = l->top = 0;
		return;
	}
	if (i == rows.n)	/* gone: the row that took its place */
		i = l->index < rows.n ? l->index : rows.n - 1;
	l->index = i;
	l->at = id_of(rows, i);
	if (line >= h)
		line = h - 1;
	l->top = i > line ? i - line : 0;
	if (l->top + h > rows.n)
		l->top = rows.n > h ? rows.n - h : 0;
}

const void *
list_pick(const struct list *l, struct rows rows)
{
	size_t i = find(l, rows);

	return i < rows.n ? row_at(rows, i) : NULL;
}

bool
list_move(struct list *l, struct rows rows, long by)
{
	size_t old = l->index, last = rows.n - 1;
	size_t step = by < 0 ? (size_t)-by : (size_t)by;

	if (rows.n == 0)
		return false;
	if (by < 0)
		l->index = old > step ? old - step : 0;
	else
		l->index = last - old > step ? old + step : last;
	l->at = id_of(rows, l->index);
	if (l->index < l->top)
		l->top = l->index;
	return l->index != old;
}

bool
list_marked(const struct list *l, struct id id)
{
	for (size_t i = 0; i < l->nmarks; i++)
		if (id_eq(l->marks[i], id))
			return true;
	return false;
}

void
list_mark(struct list *l, struct id id, bool on)
{
	if (on == list_marked(l, id))
		return;
	if (!on) {
		size_t i = 0;

		while (!id_eq(l->marks[i], id))
			i++;
		l->marks[i] = l->marks[--l->nmarks];
		return;
	}
	if (l->nmarks == l->marks_cap) {
		l->marks_cap = l->marks_cap * 2 + 8;
		l->marks = realloc(l->marks,
		    l->marks_cap * sizeof(*l->marks));
		if (l->marks == NULL)
			die("out of memory");
	}
	l->marks[l->nmarks++] = id;
}

/* What the column that takes the rest may have. */
static int
left_over(const struct column *columns, int width)
{
	for (const struct column *c = columns; c->draw != NULL; c++)
		if (width >= 0 && c->width > 0 && c->from <= width)
			width -= c->width + 1;
	return width;
}

static void
draw_row(struct list *l, const struct pane *p, const struct column *columns,
    struct rows rows, size_t i, int row, bool focus, msec now)
{
	bool here = i == l->index;
	enum look look = here && focus ? LOOK_FOCUS : LOOK_TEXT;
	int rest = left_over(columns, p->columns - 1), at = 1;
	enum sign sign = here ? SIGN_FOCUS : SIGN_MARKED;

	pane_fill(p, row, 0, p->columns, look);
	if ((here && focus) || list_marked(l, id_of(rows, i)))
		pane_text(p, row, 0, look, theme_sign(term_symbols(), sign));
	for (const struct column *c = columns; c->draw != NULL; c++) {
		int width = c->width > 0 ? c->width : rest;

		if (c->from > p->columns - 1 || width <= 0)
			continue;
		c->draw(p, row, at, width, look, row_at(rows, i), now);
		at += width + 1;
	}
}

void
list_draw(struct list *l, const struct pane *p, const struct column *columns,
    struct rows rows, bool focus, msec now)
{
	size_t height = (size_t)p->rows;

	list_settle(l, rows, p->rows);
	for (size_t i = 0; i < height && l->top + i < rows.n; i++)
		draw_row(l, p, columns, rows, l->top + i, (int)i, focus, now);
	if (rows.n > 0 && focus)
		pane_cursor(p, (int)(l->index - l->top), 1);
}
