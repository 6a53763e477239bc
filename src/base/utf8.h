/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8.h - code points, columns, folding (utf8proc).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* The code point at s[0..len), its length in *n (>= 1). Bad bytes give 0xFFFD;
 * those that could have begun one character count together, as Unicode 3.9
 * advises (e1 80 then an e2: two bytes). */
uint32_t utf8_next(const char *s, size_t len, size_t *n);
size_t utf8_put(uint32_t cp, char out[4]);
bool utf8_ok(struct str);
/* Bad bytes become U+FFFD, counted as above; good text is returned as it is. */
struct str utf8_mend(struct arena *, struct str);
/* NFC; bad bytes are mended first. What we store. */
struct str utf8_nfc(struct arena *, struct str);
/* For finding: NFKD, case fold, no marks: "Muñoz" -> "munoz". */
struct str utf8_fold(struct arena *, struct str);
/* Does the text, or a word of it, begin so? Neither marks nor case count. */
bool utf8_begins(struct arena *, struct str text, struct str begun);
/* For ordering by bytes: folded, but ñ sorts after n and before o, and marks
 * break ties last. */
struct str utf8_sort(struct arena *, struct str);
/* The ASCII letter or sign that the code point's parts begin with: N for Ñ;
 * NUL when that is none. */
char utf8_base(uint32_t cp);
/* With a capital first: "ñandú" -> "Ñandú"; of each word if `words`. */
struct str utf8_capital(struct arena *, struct str, bool words);
/* Terminal columns of clean text, with the widths libc's wcwidth gives. */
int utf8_columns(struct str);
/* At most `columns`, cut at a cluster, ending in … when something was cut. */
struct str utf8_cut(struct arena *, struct str, int columns);
/* For a terminal, log or error sentence outside the cell function: bad bytes
 * and what utf8_hidden() says become U+FFFD; tab and newline a blank unless
 * `lines` (then they stay). */
struct str utf8_safe(struct arena *, struct str, bool lines);
/* Never shown: controls, marks of direction, what takes no room or is blank
 * but not a blank, private use, unassigned. Cells, logs and error sentences
 * all replace these (a cell lets selectors and joiners go inside an emoji). */
bool utf8_hidden(uint32_t cp);
/* Composes (NFC) the few code points of one cluster in place when the result
 * takes at most `max` bytes; returns the length. Adds no NUL. */
size_t utf8_compose(char *s, size_t len, size_t max);
/* Bytes of the grapheme cluster at the start of s[0..len), len > 0. */
size_t utf8_cluster(const char *s, size_t len);
/* The first code point after all that start with this one: the end of a
 * prefix range; "" when there is none. */
struct str utf8_after(struct arena *, struct str prefix);
/* Without white space at both ends, not of ASCII only; a view when it ends at
 * the same byte, else a copy in the arena, so that s[len] stays 0. */
struct str utf8_trim(struct arena *, struct str);

#endif
