/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * str.h - borrowed text (struct str) and text being built (struct buf).
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>

#include "base/arena.h"

struct str str_of(const char *z); /* NULL gives STR_NONE */
struct str str_copy(struct arena *, struct str);
struct str str_copyn(struct arena *, const char *s, size_t len);
struct str str_printf(struct arena *, const char *fmt, ...) PRINTF(2, 3);
bool str_eq(struct str, struct str);
bool str_is(struct str, const char *z);
bool str_starts(struct str, struct str prefix);
int str_cmp(struct str, struct str); /* byte order */
/* The next piece up to `sep`; false at the end. Pieces are copied. */
bool str_next(struct arena *, struct str *rest, char sep, struct str *piece);
/* A decimal 64 bit integer and nothing else. */
bool str_int(struct str, int64_t *out);
/* How many edits apart, at most `max` + 1: for "did you mean". */
int str_distance(struct str, struct str, int max);

/* Growing text on the heap; always ends in NUL. */
struct buf {
	char *s;
	size_t len, cap;
};

void buf_done(struct buf *);
void buf_reset(struct buf *);
void buf_add(struct buf *, const void *s, size_t len);
void buf_str(struct buf *, struct str);
void buf_z(struct buf *, const char *z);
void buf_c(struct buf *, char c);
/* Goes on after what was filled in: a full stop behind "E.I.R.L." is there. */
void buf_after(struct buf *, struct str);
/* `"text"`: one word of a command, that cmd_split() reads back whole. */
void buf_quoted(struct buf *, struct str);
/* As text of HTML or SVG, also inside an attribute's quotes. */
void buf_markup(struct buf *, struct str);
void buf_printf(struct buf *, const char *fmt, ...) PRINTF(2, 3);
void buf_vprintf(struct buf *, const char *fmt, va_list) PRINTF(2, 0);
struct str buf_view(const struct buf *); /* valid until the next change */
struct str buf_copy(struct arena *, const struct buf *);

#endif
