/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8_width.c - how many columns text takes, cluster by cluster.
 */
#include <utf8proc.h>
#include <wchar.h>

#include "base/utf8.h"

/* Without a UTF-8 locale wcwidth knows ASCII alone: one column is then the
 * least wrong answer. */
static int
width(uint32_t cp)
{
	int w;

	if (cp >= ' ' && cp < 0x7f)
		return 1;
	w = wcwidth((wchar_t)cp);
	return w >= 0 ? w : 1;
}

int
utf8_columns(struct str s)
{
	size_t i, n;
	int w = 0;

	for (i = 0; i < s.len; i += n)
		w += width(utf8_next(s.s + i, s.len - i, &n));
	return w;
}

/* The length of the cluster that starts at `at`, and its columns. */
static size_t
cluster(struct str s, size_t at, int *columns)
{
	utf8proc_int32_t state = 0;
	uint32_t cp, next;
	size_t end, n;

	cp = utf8_next(s.s + at, s.len - at, &n);
	*columns = width(cp);
	for (end = at + n; end < s.len; end += n) {
		next = utf8_next(s.s + end, s.len - end, &n);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)cp,
			(utf8proc_int32_t)next, &state))
			break;
		*columns += width(next);
		cp = next;
	}
	return end - at;
}

size_t
utf8_cluster(const char *s, size_t len)
{
	int columns;

	return cluster((struct str){ s, len }, 0, &columns);
}

struct str
utf8_cut(struct arena *a, struct str s, int columns)
{
	struct buf b = { 0 };
	struct str out;
	size_t at, n;
	int w, left = columns - 1; /* the … takes one */

	if (utf8_columns(s) <= columns)
		return str_copy(a, s);
	if (columns <= 0)
		return str_copy(a, STR_NONE);
	for (at = 0; at < s.len; at += n, left -= w) {
		n = cluster(s, at, &w);
		if (w > left)
			break;
	}
	buf_add(&b, s.s, at);
	buf_z(&b, "…");
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}
