/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canvas.c - two screens of cells, and where they differ.
 */
#include "ui/canvas.h"

#include <stdlib.h>
#include <string.h>

#include <wchar.h>

#include "base/err.h"
#include "base/utf8.h"

#define TAIL	0xff	    /* width of the right half of a wide spot */
#define CLUSTER 0x80000000u /* text: the nth cluster */
#define MOST	4096	    /* clusters kept before they are forgotten */

static size_t
size(const struct canvas *c)
{
	return (size_t)c->rows * (size_t)c->columns;
}

void
canvas_size(struct canvas *c, int rows, int columns)
{
	canvas_done(c);
	c->rows = rows > 0 ? rows : 1;
	c->columns = columns > 0 ? columns : 1;
	c->next = calloc(size(c), sizeof(*c->next));
	c->shown = calloc(size(c), sizeof(*c->shown));
	if (c->next == NULL || c->shown == NULL)
		die("out of memory");
	c->forgotten = true;
}

void
canvas_done(struct canvas *c)
{
	free(c->next);
	free(c->shown);
	free(c->clusters);
	*c = (struct canvas){ .rows = 0 };
}

void
canvas_erase(struct canvas *c)
{
	memset(c->next, 0, size(c) * sizeof(*c->next));
	if (c->nclusters > MOST) {
		c->nclusters = 0;
		c->forgotten = true;
	}
}

/* The same cluster always has the same number. */
static uint32_t
cluster(struct canvas *c, const struct cell *in)
{
	for (size_t i = 0; i < c->nclusters; i++)
		if (strcmp(c->clusters[i], in->s) == 0)
			return CLUSTER + (uint32_t)i;
	if (c->nclusters == c->room) {
		c->room = c->room > 0 ? c->room * 2 : 64;
		c->clusters =
		    realloc(c->clusters, c->room * sizeof(*c->clusters));
		if (c->clusters == NULL)
			die("out of memory");
	}
	memset(c->clusters[c->nclusters], 0, CELL_BYTES);
	memcpy(c->clusters[c->nclusters], in->s, in->len);
	return CLUSTER + (uint32_t)c->nclusters++;
}

static uint32_t
text_of(struct canvas *c, const struct cell *in)
{
	uint32_t code;
	size_t used;

	if (in->len <= 1)
		return (unsigned char)in->s[0];
	code = utf8_next(in->s, in->len, &used);
	return used == in->len ? code : cluster(c, in);
}

size_t
canvas_text(const struct canvas *c, const struct spot *spot, wchar_t *out,
    size_t room)
{
	const char *s;
	size_t n = 0, at = 0, used, len;

	if ((spot->text & CLUSTER) == 0) {
		out[n++] = (wchar_t)spot->text;
	} else {
		s = c->clusters[spot->text - CLUSTER];
		len = strlen(s);
		for (; at < len && n + 1 < room; at += used)
			out[n++] = (wchar_t)utf8_next(s + at, len - at, &used);
	}
	out[n] = L'\0';
	return n;
}

void
canvas_put(struct canvas *c, int row, int column, const struct cell *in,
    unsigned char look)
{
	struct spot *s;

	if (row < 0 || row >= c->rows || column < 0 ||
	    column + in->width > c->columns)
		return;
	s = &c->next[(size_t)row * (size_t)c->columns + (size_t)column];
	*s = (struct spot){ .text = text_of(c, in),
		.look = look,
		.width = in->width,
		.bad = in->bad };
	if (in->width == 2)
		s[1] = (struct spot){ .width = TAIL };
}

/* Most of a screen is written by these two: a spot goes as one word. */
static void
put_blanks(struct spot *to, int n, struct spot one)
{
	one.text = ' ';
	for (int i = 0; i < n; i++)
		to[i] = one;
}

static void
put_letters(struct spot *to, const char *s, int n, struct spot one)
{
	for (int i = 0; i < n; i++) {
		one.text = (unsigned char)s[i];
		to[i] = one;
	}
}

void
canvas_run(struct canvas *c, int row, int column, const char *s, int n,
    unsigned char look)
{
	struct spot *to, one = { .look = look, .width = 1 };

	if (row < 0 || row >= c->rows || column < 0 || column >= c->columns)
		return;
	n = n < c->columns - column ? n : c->columns - column;
	to = &c->next[(size_t)row * (size_t)c->columns + (size_t)column];
	if (s != NULL)
		put_letters(to, s, n, one);
	else
		put_blanks(to, n, one);
}

void
canvas_forget(struct canvas *c)
{
	c->forgotten = true;
}

static bool
same(const struct spot *a, const struct spot *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

static void
row_changes(struct canvas *c, int row, canvas_fn *fn, void *u)
{
	size_t at = (size_t)row * (size_t)c->columns;
	struct spot *next = c->next + at, *shown = c->shown + at;
	size_t width = (size_t)c->columns * sizeof(*next);

	if (!c->forgotten && memcmp(next, shown, width) == 0)
		return;
	for (int i = 0; i < c->columns; i++) {
		/* A wide one of which a half was overwritten is gone whole. */
		bool halved = next[i].width == 2 && i + 1 < c->columns &&
		    !same(&next[i + 1], &shown[i + 1]);

		if (next[i].width != TAIL &&
		    (c->forgotten || halved || !same(&next[i], &shown[i])))
			fn(u, row, i, &next[i]);
	}
	memcpy(shown, next, width);
}

void
canvas_changes(struct canvas *c, canvas_fn *fn, void *u)
{
	for (int row = 0; row < c->rows; row++)
		row_changes(c, row, fn, u);
	c->forgotten = false;
}
