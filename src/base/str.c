/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * str.c - views, copies and growing text.
 */
#include <ctype.h>
#include <errno.h>

#include "base/err.h"
#include "base/str.h"

struct str
str_of(const char *z)
{
	return z != NULL ? (struct str){ z, strlen(z) } : STR_NONE;
}

struct str
str_copyn(struct arena *a, const char *s, size_t len)
{
	char *p = arena_take(a, len + 1);

	if (len != 0)
		memcpy(p, s, len);
	return (struct str){ p, len };
}

struct str
str_copy(struct arena *a, struct str s)
{
	return str_copyn(a, s.s, s.len);
}

struct str
str_printf(struct arena *a, const char *fmt, ...)
{
	struct buf b = { 0 };
	struct str out;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}

bool
str_is(struct str s, const char *z)
{
	return str_eq(s, str_of(z));
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && memcmp(s.s, prefix.s, prefix.len) == 0;
}

int
str_cmp(struct str a, struct str b)
{
	int c = memcmp(a.s, b.s, a.len < b.len ? a.len : b.len);

	return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

bool
str_next(struct arena *a, struct str *rest, char sep, struct str *piece)
{
	const char *end;
	size_t n;

	if (rest->len == 0)
		return false;
	end = memchr(rest->s, sep, rest->len);
	n = end != NULL ? (size_t)(end - rest->s) : rest->len;
	*piece = str_copyn(a, rest->s, n);
	n += end != NULL;
	rest->s += n;
	rest->len -= n;
	return true;
}

bool
str_int(struct str s, int64_t *out)
{
	size_t sign = s.len > 0 && s.s[0] == '-';
	long long v;
	char *end;

	if (s.len == sign || !isdigit((unsigned char)s.s[sign]))
		return false;
	errno = 0;
	v = strtoll(s.s, &end, 10);
	if (errno != 0 || end != s.s + s.len)
		return false;
	*out = v;
	return true;
}

enum { WORD = 64 }; /* longer texts are no typo of a word */

static int
least(int a, int b, int c)
{
	int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Edits are: a byte more, less or other, or two neighbours swapped. */
int
str_distance(struct str a, struct str b, int max)
{
	int row[WORD + 1][WORD + 1];
	size_t i, j;

	if (a.len > WORD || b.len > WORD)
		return str_eq(a, b) ? 0 : max + 1;
	for (i = 0; i <= a.len; i++)
		row[i][0] = (int)i;
	for (j = 0; j <= b.len; j++)
		row[0][j] = (int)j;
	for (i = 1; i <= a.len; i++)
		for (j = 1; j <= b.len; j++) {
			row[i][j] = least(row[i - 1][j] + 1, row[i][j - 1] + 1,
			    row[i - 1][j - 1] + (a.s[i - 1] != b.s[j - 1]));
			if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] &&
			    a.s[i - 2] == b.s[j - 1])
				row[i][j] = least(row[i][j],
				    row[i - 2][j - 2] + 1, row[i][j]);
		}
	return row[a.len][b.len] <= max ? row[a.len][b.len] : max + 1;
}

void
buf_done(struct buf *b)
{
	free(b->s);
	*b = (struct buf){ 0 };
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->s != NULL)
		b->s[0] = '\0';
}

/* Room for n more bytes and the NUL. */
static void
make_room(struct buf *b, size_t n)
{
	size_t cap = b->cap != 0 ? b->cap : 64;

	if (b->cap - b->len > n)
		return;
	if (n > SIZE_MAX / 4 - b->len)
		die("out of memory: %zu bytes", n);
	while (cap - b->len <= n)
		cap *= 2;
	if ((b->s = realloc(b->s, cap)) == NULL)
		die("out of memory: %zu bytes", cap);
	b->cap = cap;
}

void
buf_add(struct buf *b, const void *s, size_t len)
{
	make_room(b, len);
	if (len != 0)
		memcpy(b->s + b->len, s, len);
	b->len += len;
	b->s[b->len] = '\0';
}

void
buf_after(struct buf *b, struct str s)
{
	bool twice = b->len > 0 && b->s[b->len - 1] == '.' && s.len > 0 &&
	    s.s[0] == '.' && !str_starts(s, STR(".."));

	buf_add(b, s.s + twice, s.len - twice);
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.s, s.len);
}

void
buf_z(struct buf *b, const char *z)
{
	buf_str(b, str_of(z));
}

void
buf_c(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_quoted(struct buf *b, struct str s)
{
	buf_c(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] == '"' || s.s[i] == '\\')
			buf_c(b, '\\');
		buf_c(b, s.s[i]);
	}
	buf_c(b, '"');
}

void
buf_markup(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		switch (s.s[i]) {
		case '<':
			buf_z(b, "&lt;");
			break;
		case '>':
			buf_z(b, "&gt;");
			break;
		case '&':
			buf_z(b, "&amp;");
			break;
		case '"':
			buf_z(b, "&quot;");
			break;
		default:
			buf_c(b, s.s[i]);
		}
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	make_room(b, 100); /* most texts fit at the first try */
	va_copy(again, ap);
	n = vsnprintf(b->s + b->len, b->cap - b->len, fmt, ap);
	if (n >= 0 && (size_t)n >= b->cap - b->len) {
		make_room(b, (size_t)n);
		n = vsnprintf(b->s + b->len, b->cap - b->len, fmt, again);
	}
	va_end(again);
	if (n < 0)
		die("text cannot be printed with \"%s\"", fmt);
	b->len += (size_t)n;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

struct str
buf_view(const struct buf *b)
{
	return b->s != NULL ? (struct str){ b->s, b->len } : STR_NONE;
}

struct str
buf_copy(struct arena *a, const struct buf *b)
{
	return str_copy(a, buf_view(b));
}
