/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * canvas.h - what the screen shall show, and what it shows: only the cells in
 * which these differ are given to curses, whose own drawing costs more than
 * ours.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <wchar.h>

#include "ui/cell.h"

struct spot {
	uint32_t text;	     /* a code point; 0 a blank; or CLUSTER + nth */
	unsigned char look;  /* enum look */
	unsigned char width; /* 1, 2, or what canvas.c makes of a right half */
	bool bad;	     /* something foreign was replaced */
	unsigned char none;
};

struct canvas {
	struct spot *next, *shown; /* rows x columns each, heap */
	int rows, columns;
	bool forgotten;		      /* nothing of `shown` is true */
	char (*clusters)[CELL_BYTES]; /* what is more than a code point */
	size_t nclusters, room;
};

/* Both are blank afterwards, and all of it will be told again. */
void canvas_size(struct canvas *, int rows, int columns);
void canvas_done(struct canvas *);
/* Blank in `next`. */
void canvas_erase(struct canvas *);
/* Outside of the canvas: nothing. */
void canvas_put(struct canvas *, int row, int column, const struct cell *,
    unsigned char look);
/* n plain letters, or blanks for NULL; what is outside is left out. */
void canvas_run(struct canvas *, int row, int column, const char *, int n,
    unsigned char look);
/* Somebody else drew on the screen. */
void canvas_forget(struct canvas *);
/* The characters of a spot, with a NUL; at most `room` with it. */
size_t canvas_text(const struct canvas *, const struct spot *, wchar_t *,
    size_t room);

typedef void canvas_fn(void *u, int row, int column, const struct spot *);
/* Tells each spot that differs, row by row from the left, and takes it as
 * shown. The right half of a wide one is not told. */
void canvas_changes(struct canvas *, canvas_fn *, void *u);

#endif
