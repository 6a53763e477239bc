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
	free(l->slots);
	free(l->aside);
	list_renew(l);
	*l = (struct list){ .index = 0 };
}

/* Near where it was first: reloads move rows by a few places. */
static size_t
find(const struct list *l, struct rows rows)
{
	size_t near = l->index < rows.n ? l->index : rows.n - 1;

	if (id_none(l->at))
		return rows.n;
	for (size_t d = 0; d < rows.n; d++) {
		if (near >= d && id_eq(id_of(rows, near - d), l->at))
			return near - d;
		if (near + d < rows.n && id_eq(id_of(rows, near + d), l->at))
			return near + d;
	}
	return rows.n;
}

/* To the row that has the cursor now; it keeps its line on the screen. When
 * it is gone: to the row that took its place. */
static void
follow(struct list *l, struct rows rows)
{
	size_t line = l->index - l->top, i = find(l, rows);

	if (i == rows.n)
		i = l->index < rows.n ? l->index : rows.n - 1;
	l->index = i;
	l->at = id_of(rows, i);
	line = i > line ? i - line : 0; /* the first row drawn, now */
	if (l->was != NULL && (l->was != rows.v || l->was_n != rows.n) &&
	    line > l->top)
		l->news += line - l->top;
	l->top = line;
	l->was = rows.v;
	l->was_n = rows.n;
}

void
list_settle(struct list *l, struct rows rows, int height)
{
	size_t lines = l->lines > 1 ? (size_t)l->lines : 1;
	size_t h = height > 0 ? (size_t)height / lines : 1;

	h = h > 0 ? h : 1;
	if (rows.n == 0) {
		l->index = l->top = 0;
		return;
	}
	follow(l, rows);
	if (l->index - l->top >= h)
		l->top = l->index - (h - 1);
	if (rows.n - l->top < h)
		l->top = rows.n > h ? rows.n - h : 0;
	if (l->news > l->top)
		l->news = l->top;
	l->height = h;
}

size_t
list_news(const struct list *l)
{
	return l->news;
}

void
list_catch_up(struct list *l, struct rows rows)
{
	size_t h = l->height > 0 ? l->height : 1;

	l->news = 0;
	if (rows.n == 0)
		return;
	follow(l, rows);
	l->news = 0;
	l->top = l->index >= h ? l->index - (h - 1) : 0;
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
	size_t step = by < 0 ? 0 - (size_t)by : (size_t)by;
	size_t old, line;

	if (rows.n == 0)
		return false;
	follow(l, rows);
	old = l->index;
	line = old - l->top;
	if (by < 0)
		l->index = old > step ? old - step : 0;
	else
		l->index = rows.n - 1 - old > step ? old + step : rows.n - 1;
	l->at = id_of(rows, l->index);
	l->news = 0;
	if (step > 1)
		l->top = l->index > line ? l->index - line : 0;
	if (l->top > l->index)
		l->top = l->index;
	return l->index != old;
}

/* ---- marks: an array, and a table that finds a place in it ------------------
 */

static size_t
first_slot(const struct list *l, const struct id *id)
{
	uint64_t h = 14695981039346656037u;

	for (const char *s = id->s; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return (size_t)(h ^ h >> 32) & (l->nslots - 1);
}

/* The slot that has the id, or the empty one where it would be. */
static size_t
slot_of(const struct list *l, const struct id *id)
{
	size_t i = first_slot(l, id);

	while (l->slots[i] != 0 && !id_eq(l->marks[l->slots[i] - 1], *id))
		i = (i + 1) & (l->nslots - 1);
	return i;
}

static void
fill_slots(struct list *l)
{
	memset(l->slots, 0, l->nslots * sizeof(*l->slots));
	for (size_t i = 0; i < l->nmarks; i++)
		l->slots[slot_of(l, &l->marks[i])] = i + 1;
}

/* Room for one more; twice as many slots as marks. */
static void
grow(struct list *l)
{
	if (l->nmarks < l->marks_cap)
		return;
	l->marks_cap = l->marks_cap > 0 ? l->marks_cap * 2 : 8;
	l->nslots = l->marks_cap * 2;
	l->marks = realloc(l->marks, l->marks_cap * sizeof(*l->marks));
	l->slots = realloc(l->slots, l->nslots * sizeof(*l->slots));
	if (l->marks == NULL || l->slots == NULL)
		die("out of memory");
	fill_slots(l);
}

bool
list_marked(const struct list *l, struct id id)
{
	return l->nmarks > 0 && l->slots[slot_of(l, &id)] != 0;
}

void
list_mark(struct list *l, struct id id, bool on)
{
	if (on == list_marked(l, id))
		return;
	if (on) {
		grow(l);
		l->marks[l->nmarks++] = id;
		l->slots[slot_of(l, &id)] = l->nmarks;
	} else {
		l->marks[l->slots[slot_of(l, &id)] - 1] =
		    l->marks[l->nmarks - 1];
		l->nmarks--;
		fill_slots(l);
	}
}

void
list_unmark(struct list *l)
{
	l->nmarks = 0;
	if (l->slots != NULL)
		fill_slots(l);
}

void
list_mark_all(struct list *l, struct rows rows)
{
	for (size_t i = 0; i < rows.n; i++)
		list_mark(l, id_of(rows, i), true);
}

void
list_put_aside(struct list *l)
{
	if (l->nmarks == 0)
		return;
	free(l->aside);
	l->naside = l->nmarks;
	l->aside = calloc(l->naside, sizeof(*l->aside));
	if (l->aside == NULL)
		die("out of memory");
	memcpy(l->aside, l->marks, l->naside * sizeof(*l->aside));
	list_unmark(l);
}

void
list_take_up(struct list *l)
{
	for (size_t i = 0; i < l->naside; i++)
		list_mark(l, l->aside[i], true);
	l->naside = 0;
}

/* ---- drawing ------------------------------------------------------------ */

/* What the column that takes the rest may have. */
static int
left_over(const struct column *columns, int width)
{
	int rest = width - 1;

	for (const struct column *c = columns; c->draw != NULL; c++)
		if (c->width != 0 && c->from <= width)
			rest -= abs(c->width) + 1;
	return rest;
}

/* The focus mark stands in column 1, or + there when the row is marked. */
static void
draw_sign(const struct pane *p, int row, enum look look, bool focus,
    bool marked)
{
	enum sign sign = marked ? SIGN_MARKED : SIGN_FOCUS;

	if (focus || marked)
		pane_text(p, row, 0, look, theme_sign(term_symbols(), sign));
}

/* One column of a row, or its title. */
struct place {
	const struct column *column;
	int at, width;
};

/* The next column that has room; false at the end. `from` is NULL at first. */
static bool
next_place(struct place *at, const struct column *columns, const struct pane *p,
    int rest)
{
	const struct column *c = at->column != NULL ? at->column + 1 : columns;
	int from = at->column != NULL ? at->at + at->width + 1 : 1;

	for (; c->draw != NULL; c++) {
		int width = c->width != 0 ? abs(c->width) : rest;

		if (c->from > p->columns || width <= 0 ||
		    from + width > p->columns)
			continue;
		*at = (struct place){ c, from, width };
		return true;
	}
	return false;
}

static void
draw_row(struct list *l, const struct pane *p, const struct column *columns,
    struct rows rows, size_t i, bool focus, msec now)
{
	bool here = focus && i == l->index;
	bool marked = list_marked(l, id_of(rows, i));
	enum look look = here ? LOOK_FOCUS : marked ? LOOK_SELECTED : LOOK_TEXT;
	int rest = left_over(columns, p->columns);
	int row = (int)(i - l->top) * (l->lines > 1 ? l->lines : 1);
	struct place at = { NULL, 0, 0 };

	pane_fill(p, row, 0, p->columns, look);
	draw_sign(p, row, look, here, marked);
	while (next_place(&at, columns, p, rest))
		at.column->draw(p, row, at.at, at.width, look, row_at(rows, i),
		    now);
}

void
list_titles(const struct pane *p, int row, const struct column *columns)
{
	int rest = left_over(columns, p->columns);
	struct place at = { NULL, 0, 0 };

	while (next_place(&at, columns, p, rest)) {
		const char *title = at.column->title;
		int room;

		if (*title == '\0')
			continue;
		title = meant(title);
		room = at.width - cell_columns(str_of(title));
		if (room < 0 || at.column->width >= 0)
			room = 0;
		pane_field(p, row, at.at + room, at.width - room, LOOK_LABEL,
		    str_of(title));
	}
}

void
list_draw(struct list *l, const struct pane *p, const struct column *columns,
    struct rows rows, bool focus, msec now)
{
	size_t lines = l->lines > 1 ? (size_t)l->lines : 1;
	size_t height = (size_t)p->rows / lines;

	list_settle(l, rows, p->rows);
	for (size_t i = 0; i < height && l->top + i < rows.n; i++)
		draw_row(l, p, columns, rows, l->top + i, focus, now);
	if (rows.n > 0 && focus)
		pane_cursor(p, (int)((l->index - l->top) * lines), 1);
}
