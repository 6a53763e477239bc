/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell.h - bytes become safe cells: the one road from data to the terminal.
 *
 * A cell is a base and its marks, composed (NFC), one or two columns wide by
 * the same wcwidth that ncurses uses; a cluster that takes more columns (two
 * letters of a flag, a vowel sign with its own room) is several cells. What
 * may not reach a terminal (utf8_hidden(): C0, DEL, C1, bidi and zero-width
 * controls, tags, private use, bytes that are not UTF-8) becomes a `?` with
 * `bad` set, or sets `bad` on the cell it would have joined, so that a person
 * sees that something was there; marks beyond four or CELL_BYTES do the same.
 * A joined emoji shows its base alone, so that every terminal agrees on its
 * width.
 */
#ifndef UI_CELL_H
#define UI_CELL_H

#include "base/str.h"

#define CELL_BYTES 16

struct cell {
	char s[CELL_BYTES]; /* UTF-8, ends in NUL */
	unsigned char len;
	unsigned char width; /* 1 or 2 */
	bool bad;	     /* something was replaced or left out here */
};

/*
 * The cell at the start of s[0..len), len > 0. Returns the bytes it stands
 * for, at least 1. A tab or newline is a blank.
 */
size_t cell_next(const char *s, size_t len, struct cell *out);

/* How many bytes from s on are letters, digits and signs of ASCII that stand
 * alone: each is its own cell, one column wide. */
size_t cell_plain(const char *s, size_t len);

/* Columns of the whole text as cells. */
int cell_columns(struct str);

/* Does it fit? As fast for a megabyte as for a line. */
bool cell_fits(struct str, int columns);

#endif
