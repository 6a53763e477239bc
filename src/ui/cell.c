/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cell.c - the only place where foreign bytes become something to draw.
 */
#include "ui/cell.h"

#include <wchar.h>

#include "base/utf8.h"

/* Code points that are never drawn, in order, both ends included. */
static const struct {
	uint32_t from, to;
} forbidden[] = {
	{ 0x0000, 0x001f },	/* C0 */
	{ 0x007f, 0x009f },	/* DEL, C1 */
	{ 0x00ad, 0x00ad },	/* soft hyphen */
	{ 0x034f, 0x034f },	/* grapheme joiner */
	{ 0x061c, 0x061c },	/* Arabic letter mark */
	{ 0x115f, 0x1160 },	/* Hangul fillers */
	{ 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f },	/* Mongolian selectors */
	{ 0x200b, 0x200f },	/* zero width, marks of direction */
	{ 0x2028, 0x202e },	/* separators, bidi embedding */
	{ 0x2060, 0x206f },	/* joiners, bidi isolates */
	{ 0x2800, 0x2800 },	/* blank Braille */
	{ 0x3164, 0x3164 },
	{ 0xd800, 0xf8ff },	/* surrogates, private use */
	{ 0xfeff, 0xfeff },	/* BOM */
	{ 0xffa0, 0xffa0 },
	{ 0xfff0, 0xfffd },	/* annotations, replacement */
	{ 0xe0000, 0x10ffff },	/* tags, private planes */
};

#define JOINER	 0x200du
#define SELECTOR(cp) ((cp) >= 0xfe00 && (cp) <= 0xfe0f)

static bool
is_forbidden(uint32_t cp)
{
	size_t i = 0;

	while (i < countof(forbidden) && forbidden[i].to < cp)
		i++;
	return i < countof(forbidden) && cp >= forbidden[i].from;
}

static void
put(struct cell *c, uint32_t cp)
{
	char s[4];
	size_t n = utf8_put(cp, s);

	if (c->len + n >= sizeof(c->s))
		return;
	memcpy(c->s + c->len, s, n);
	c->len = (unsigned char)(c->len + n);
	c->s[c->len] = '\0';
}

static void
ask(struct cell *c)
{
	*c = (struct cell){ .s = "?", .len = 1, .width = 1, .bad = true };
}

/* Marks join the base; whatever has a width of its own is left out. */
static void
join(struct cell *c, const char *s, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t cp = utf8_next(s + i, len - i, &n);

		if (cp == JOINER || SELECTOR(cp))
			continue;
		if (is_forbidden(cp))
			c->bad = true;
		else if (wcwidth((wchar_t)cp) == 0)
			put(c, cp);
	}
}

size_t
cell_next(const char *s, size_t len, struct cell *out)
{
	unsigned char b = (unsigned char)s[0];
	size_t first, all;
	uint32_t cp;
	int w;

	if (b == '\n' || b == '\t')
		b = ' ';
	if (b >= ' ' && b < 0x7f && (len == 1 || (signed char)s[1] >= 0)) {
		*out = (struct cell){ .s = { (char)b }, .len = 1, .width = 1 };
		return 1;
	}
	cp = utf8_next(s, len, &first);
	all = utf8_cluster(s, len);
	w = wcwidth((wchar_t)cp);
	if (is_forbidden(cp) || w < 0) {
		ask(out);
		return first;
	}
	*out = (struct cell){ .width = (unsigned char)(w > 0 ? w : 1) };
	if (w == 0)
		put(out, 0xa0);	/* a mark that stands alone */
	put(out, cp);
	join(out, s + first, all - first);
	return all;
}

int
cell_columns(struct str s)
{
	struct cell c;
	int w = 0;

	for (size_t i = 0; i < s.len;) {
		i += cell_next(s.s + i, s.len - i, &c);
		w += c.width;
	}
	return w;
}
