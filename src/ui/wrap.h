/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrap.h - text being written, as rows of a width: where each begins and ends,
 * and where in it a place is.
 *
 * A row ends after a blank if it has one. The last column is left to the
 * cursor; a blank may hang there. Places are bytes at cluster edges.
 */
#ifndef UI_WRAP_H
#define UI_WRAP_H

#include "base/str.h"

struct wrap_place {
	int row, column;
	size_t from, after; /* its row, and the next; past the end: none */
};

/* The next cluster edge; `at` itself at the end. */
size_t wrap_next(struct str, size_t at);
/* Columns between two edges. */
int wrap_columns(struct str, size_t from, size_t to);
/* Where the row that begins at `from` ends, and where the next one begins:
 * past the end when there is none. */
size_t wrap_end(struct str, size_t from, int width, size_t *after);
struct wrap_place wrap_place(struct str, size_t at, int width);
/* The place nearest to a row and column; in the last row for one below it. */
size_t wrap_at(struct str, int width, int row, int column);

#endif
