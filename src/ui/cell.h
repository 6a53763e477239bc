/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell.h - bytes become safe cells: the one road from data to the terminal.
 *
 * A cell is one grapheme cluster, one or two columns wide by the same wcwidth
 * that ncurses uses. What may not reach a terminal (C0, DEL, C1, bidi and
 * zero-width controls, tags, private use, bytes that are not UTF-8) becomes a
 * `?` with `bad` set, so that a person sees that something was there. At most
 * CELL_BYTES bytes of marks are kept; a joined emoji shows its base alone, so
 * that every terminal agrees on its width.
 */
#ifndef UI_CELL_H
#define UI_CELL_H

#include "base/str.h"

#define CELL_BYTES 16

struct cell {
	char s[CELL_BYTES];	/* UTF-8, ends in NUL */
	unsigned char len;
	unsigned char width;	/* 1 or 2 */
	bool bad;		/* stands for something that was replaced */
};

/*
 * The cell at the start of s[0..len), len > 0. Returns the bytes it stands
 * for, at least 1. A tab or newline is a blank.
 */
size_t cell_next(const char *s, size_t len, struct cell *out);

/* Columns of the whole text as cells. */
int cell_columns(struct str);

#endif
