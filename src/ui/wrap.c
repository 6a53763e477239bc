/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrap.c - rows of an editor.
 */
#include "ui/wrap.h"

#include "base/utf8.h"
#include "ui/cell.h"

static bool
is_ascii(char c)
{
	return c >= ' ' && c < 0x7f;
}

size_t
wrap_next(struct str s, size_t at)
{
	if (at >= s.len)
		return at;
	if (is_ascii(s.s[at]) && (at + 1 == s.len || is_ascii(s.s[at + 1])))
		return at + 1;
	return at + utf8_cluster(s.s + at, s.len - at);
}

int
wrap_columns(struct str s, size_t from, size_t to)
{
	return cell_columns((struct str){ s.s + from, to - from });
}

size_t
wrap_end(struct str s, size_t from, int width, size_t *after)
{
	int room = width > 1 ? width - 1 : 1, used = 0;
	size_t i, n, word = from;

	for (i = from; i < s.len && s.s[i] != '\n'; i = n) {
		n = wrap_next(s, i);
		used += wrap_columns(s, i, n);
		if (used > room + (s.s[i] == ' ') && i > from)
			break;
		if (s.s[i] == ' ')
			word = n;
	}
	*after = i + 1;
	if (i < s.len && s.s[i] != '\n')
		i = *after = word > from ? word : i;
	return i;
}

struct wrap_place
wrap_place(struct str s, size_t at, int width)
{
	struct wrap_place p = { .row = 0 };

	wrap_end(s, 0, width, &p.after);
	while (p.after <= at) {
		p.from = p.after;
		p.row++;
		wrap_end(s, p.from, width, &p.after);
	}
	p.column = wrap_columns(s, p.from, at);
	if (p.column >= width)
		p.column = width - 1;
	return p;
}

size_t
wrap_at(struct str s, int width, int row, int column)
{
	size_t from = 0, after, end = wrap_end(s, 0, width, &after), i, n;
	int used = 0;

	while (row-- > 0 && after <= s.len) {
		from = after;
		end = wrap_end(s, from, width, &after);
	}
	for (i = from; i < end; i = n) {
		n = wrap_next(s, i);
		used += wrap_columns(s, i, n);
		if (used > column || n == after)
			break; /* the end of a wrapped row is the next's */
	}
	return i;
}
