/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell.c - the only place where foreign bytes become something to draw.
 */
#include "ui/cell.h"

#include <wchar.h>

#include "base/utf8.h"

#define NBSP	     0xa0u
#define JOINER	     0x200du
#define MARKS	     4 /* curses keeps one base and four marks */
#define SELECTOR(cp) ((cp) >= 0xfe00 && (cp) <= 0xfe0f)
#define SKIN(cp)     ((cp) >= 0x1f3fb && (cp) <= 0x1f3ff)
#define LETTER(b)    ((b) >= 0xc3 && (b) <= 0xc5) /* first of U+00C0-U+017F */
#define MARK(b)	     ((b) >= 0xcc) /* U+0300 and up: might join it */

/* What a selector or skin tone may follow unnoticed: pictures, key caps. */
static bool
is_picture(uint32_t cp)
{
	return cp >= 0x203c || cp == '#' || cp == '*' ||
	    (cp >= '0' && cp <= '9') || cp == 0xa9 || cp == 0xae;
}

static bool
put(struct cell *c, uint32_t cp)
{
	char s[4];
	size_t n = utf8_put(cp, s);

	if (c->len + n >= sizeof(c->s))
		return false;
	memcpy(c->s + c->len, s, n);
	c->len = (unsigned char)(c->len + n);
	c->s[c->len] = '\0';
	return true;
}

static void
compose(struct cell *c)
{
	struct cell was = *c;
	size_t n = utf8_compose(c->s, c->len, sizeof(c->s) - 1), first;

	c->len = (unsigned char)n;
	c->s[n] = '\0';
	if (wcwidth((wchar_t)utf8_next(c->s, n, &first)) != was.width)
		*c = was;
}

/* Is the code point at `at` joined to the one before: the next of a family? */
static bool
has_partner(const char *s, size_t at, size_t end)
{
	size_t n;

	return at < end &&
	    wcwidth((wchar_t)utf8_next(s + at, end - at, &n)) > 0;
}

/*
 * Marks join the base; a picture joined to it is passed over, any other thing
 * that has columns of its own gets its own cell. Returns where the cell ends.
 */
static size_t
join(struct cell *c, uint32_t base, const char *s, size_t at, size_t end,
    int marks)
{
	bool joined = false;
	size_t n;

	for (; at < end; at += n) {
		uint32_t cp = utf8_next(s + at, end - at, &n);
		int w = wcwidth((wchar_t)cp);

		if (cp == JOINER) {
			joined = has_partner(s, at + n, end);
			c->bad |= !joined;
		} else if (SELECTOR(cp) || SKIN(cp)) {
			c->bad |= !is_picture(base);
		} else if (utf8_hidden(cp) || w < 0) {
			c->bad = true;
		} else if (w > 0 && !joined) {
			break;
		} else if (w > 0) {
			joined = false;
		} else if (marks == MARKS || !put(c, cp)) {
			c->bad = true;
		} else {
			marks++;
		}
	}
	if (marks > 0)
		compose(c);
	return at;
}

/* The letters with accents of the West, which every other name has: nothing of
 * them is hidden or to be composed, and what follows does not join. */
static bool
latin(const char *s, size_t len, struct cell *out)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t used;

	if (len < 2 || !LETTER(u[0]) || (len > 2 && MARK(u[2])) ||
	    wcwidth((wchar_t)utf8_next(s, 2, &used)) != 1 || used != 2)
		return false;
	*out = (struct cell){ .s = { s[0], s[1] }, .len = 2, .width = 1 };
	return true;
}

size_t
cell_next(const char *s, size_t len, struct cell *out)
{
	unsigned char b = (unsigned char)s[0];
	size_t first;
	uint32_t cp;
	int w;

	if (b == '\n' || b == '\t') {
		*out = (struct cell){ .s = " ", .len = 1, .width = 1 };
		return 1;
	}
	if (b >= ' ' && b < 0x7f && (len == 1 || !MARK((unsigned char)s[1]))) {
		*out = (struct cell){ .s = { (char)b }, .len = 1, .width = 1 };
		return 1;
	}
	if (latin(s, len, out))
		return 2;
	cp = utf8_next(s, len, &first);
	w = wcwidth((wchar_t)cp);
	if (utf8_hidden(cp) || w < 0) {
		*out = (struct cell){
			.s = "?", .len = 1, .width = 1, .bad = true
		};
		return first;
	}
	*out = (struct cell){ .width = (unsigned char)(w > 0 ? w : 1) };
	if (w == 0)
		put(out, NBSP); /* a mark that stands alone */
	put(out, cp);
	return join(out, cp, s, first, utf8_cluster(s, len), w == 0);
}

size_t
cell_plain(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] >= ' ' && s[n] <= '~')
		n++;
	/* A mark may follow the last and join it. */
	return n < len && n > 0 && MARK((unsigned char)s[n]) ? n - 1 : n;
}

int
cell_columns(struct str s)
{
	struct cell c;
	int w = 0;

	for (size_t i = 0; i < s.len;) {
		size_t plain = cell_plain(s.s + i, s.len - i);

		i += plain;
		w += (int)plain;
		if (i < s.len) {
			i += cell_next(s.s + i, s.len - i, &c);
			w += c.width;
		}
	}
	return w;
}

bool
cell_fits(struct str s, int columns)
{
	struct cell c;

	for (size_t i = 0; i < s.len && columns >= 0;) {
		size_t most = (size_t)columns + 1;
		size_t left = s.len - i;
		size_t plain = cell_plain(s.s + i, left < most ? left : most);

		i += plain;
		columns -= (int)plain;
		if (i < s.len && columns >= 0) {
			i += cell_next(s.s + i, s.len - i, &c);
			columns -= c.width;
		}
	}
	return columns >= 0;
}
