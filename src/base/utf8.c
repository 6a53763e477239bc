/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * utf8.c - every question about code points; with utf8_width.c the only user of
 * utf8proc.
 */
#include <utf8proc.h>

#include "base/err.h"
#include "base/utf8.h"

#define BAD 0xfffdu
/* A private code point above every letter a folded text keeps: it makes ñ
 * sort as "n and then beyond", after nz and before o. */
#define BEYOND 0xf8ffu
#define TILDE  0x303u

typedef uint32_t map_fn(uint32_t cp);

static bool
between(unsigned char c, unsigned char lo, unsigned char hi)
{
	return c >= lo && c <= hi;
}

static bool
between_cp(uint32_t cp, uint32_t lo, uint32_t hi)
{
	return cp >= lo && cp <= hi;
}

/* How many bytes of a bad sequence could have begun a character: they are
 * replaced together, as the Unicode standard (3.9) advises. */
static size_t
bad_len(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	unsigned char lo = 0x80, hi = 0xbf;

	if (len < 2 || !between(s[0], 0xe0, 0xf4))
		return 1;
	if (s[0] == 0xe0)
		lo = 0xa0;
	else if (s[0] == 0xed)
		hi = 0x9f;
	else if (s[0] == 0xf0)
		lo = 0x90;
	else if (s[0] == 0xf4)
		hi = 0x8f;
	if (!between(s[1], lo, hi))
		return 1;
	return s[0] >= 0xf0 && len > 2 && between(s[2], 0x80, 0xbf) ? 3 : 2;
}

static bool
decode(const char *s, size_t len, uint32_t *cp, size_t *n)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t k;

	if ((unsigned char)s[0] < 0x80) {
		*cp = (unsigned char)s[0];
		*n = 1;
		return true;
	}
	k = utf8proc_iterate((const utf8proc_uint8_t *)s,
	    len < 4 ? (utf8proc_ssize_t)len : 4, &c);
	*cp = k > 0 ? (uint32_t)c : BAD;
	*n = k > 0 ? (size_t)k : bad_len(s, len);
	return k > 0;
}

uint32_t
utf8_next(const char *s, size_t len, size_t *n)
{
	uint32_t cp;

	decode(s, len, &cp, n);
	return cp;
}

size_t
utf8_put(uint32_t cp, char out[4])
{
	if (cp > 0x10ffff || !utf8proc_codepoint_valid((utf8proc_int32_t)cp))
		cp = BAD;
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp,
	    (utf8proc_uint8_t *)out);
}

/* How many bytes at the start are ASCII. */
static size_t
ascii_len(struct str s)
{
	const uint64_t high = 0x8080808080808080u;
	uint64_t w;
	size_t i;

	for (i = 0; i + sizeof(w) <= s.len; i += sizeof(w)) {
		memcpy(&w, s.s + i, sizeof(w));
		if ((w & high) != 0)
			break;
	}
	while (i < s.len && (unsigned char)s.s[i] < 0x80)
		i++;
	return i;
}

/* Printable ASCII alone: nearly everything, and nothing to be done for it. */
static bool
is_plain(struct str s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!between((unsigned char)s.s[i], ' ', '~'))
			return false;
	return true;
}

bool
utf8_ok(struct str s)
{
	uint32_t cp;
	size_t i, n;

	for (i = ascii_len(s); i < s.len; i += n)
		if (!decode(s.s + i, s.len - i, &cp, &n))
			return false;
	return true;
}

/* Each code point through `fn`; bad bytes arrive as U+FFFD. */
static struct str
map_each(struct arena *a, struct str s, map_fn *fn)
{
	struct str out = STR_NONE;
	char put[4], *p;
	size_t i, n;

	for (i = 0; i < s.len; i += n)
		out.len += utf8_put(fn(utf8_next(s.s + i, s.len - i, &n)), put);
	out.s = p = arena_take(a, out.len + 1);
	for (i = 0; i < s.len; i += n) {
		size_t k;

		k = utf8_put(fn(utf8_next(s.s + i, s.len - i, &n)), put);
		memcpy(p, put, k);
		p += k;
	}
	return out;
}

static uint32_t
same(uint32_t cp)
{
	return cp;
}

struct str
utf8_mend(struct arena *a, struct str s)
{
	return utf8_ok(s) ? s : map_each(a, s, same);
}

/* Invisible or blank, though their category does not say so; in order. */
static const struct {
	uint32_t from, to;
} invisible[] = {
	{ 0x034f, 0x034f },   /* grapheme joiner */
	{ 0x115f, 0x1160 },   /* Hangul fillers */
	{ 0x17b4, 0x17b5 },   /* Khmer inherent vowels */
	{ 0x180b, 0x180f },   /* Mongolian selectors */
	{ 0x2800, 0x2800 },   /* blank Braille */
	{ 0x3164, 0x3164 },   /* Hangul filler */
	{ 0xfe00, 0xfe0f },   /* selectors */
	{ 0xffa0, 0xffa0 },   /* Hangul filler, half wide */
	{ 0xfffc, 0xfffd },   /* object, replacement */
	{ 0xe0000, 0xe0fff }, /* tags, more selectors */
};

static bool
is_invisible(uint32_t cp)
{
	size_t i = 0;

	while (i < countof(invisible) && invisible[i].to < cp)
		i++;
	return i < countof(invisible) && cp >= invisible[i].from;
}

/* Cf is Unicode's own word for invisible (bidi, joiners, soft hyphen); the
 * separators would break a line; of the rest nobody knows the width. */
bool
utf8_hidden(uint32_t cp)
{
	if (cp < 0x300)
		return cp < ' ' || between_cp(cp, 0x7f, 0x9f) || cp == 0xad;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return is_invisible(cp);
	}
}

static uint32_t
safe_lines(uint32_t cp)
{
	return cp != '\t' && cp != '\n' && utf8_hidden(cp) ? BAD : cp;
}

static uint32_t
safe_line(uint32_t cp)
{
	return cp == '\t' || cp == '\n' ? ' ' : safe_lines(cp);
}

struct str
utf8_safe(struct arena *a, struct str s, bool lines)
{
	if (is_plain(s))
		return str_copy(a, s);
	return map_each(a, s, lines ? safe_lines : safe_line);
}

/* utf8proc's map of mended text, copied into the arena. */
static struct str
map_all(struct arena *a, struct str s, unsigned options)
{
	utf8proc_uint8_t *p = NULL;
	utf8proc_ssize_t n;
	struct str out;

	s = utf8_mend(a, s);
	n = utf8proc_map((const utf8proc_uint8_t *)s.s, (utf8proc_ssize_t)s.len,
	    &p, (utf8proc_option_t)options);
	if (n < 0)
		die("text cannot be normalised: %s", utf8proc_errmsg(n));
	out = str_copyn(a, (const char *)p, (size_t)n);
	free(p);
	return out;
}

struct str
utf8_nfc(struct arena *a, struct str s)
{
	if (ascii_len(s) == s.len)
		return str_copy(a, s);
	return map_all(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static struct str
lower_ascii(struct arena *a, struct str s)
{
	char *p = arena_take(a, s.len + 1);
	size_t i;

	for (i = 0; i < s.len; i++)
		p[i] = s.s[i] >= 'A' && s.s[i] <= 'Z'
		    ? (char)(s.s[i] + ('a' - 'A'))
		    : s.s[i];
	return (struct str){ p, s.len };
}

#define FOLD                                                                   \
	(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |              \
	    UTF8PROC_CASEFOLD | UTF8PROC_IGNORE)

struct str
utf8_fold(struct arena *a, struct str s)
{
	if (ascii_len(s) == s.len)
		return lower_ascii(a, s);
	return map_all(a, s, FOLD | UTF8PROC_STRIPMARK);
}

bool
utf8_begins(struct arena *a, struct str text, struct str begun)
{
	struct str in = utf8_fold(a, text), word = utf8_fold(a, begun);
	const char *at = in.s;

	for (; (at = strstr(at, word.s)) != NULL; at++)
		if (at == in.s || strchr(" -_/.,(", at[-1]) != NULL)
			return true;
	return false;
}

static bool
is_mark(uint32_t cp)
{
	utf8proc_category_t k;

	if (cp < 0x300)
		return false;
	k = utf8proc_category((utf8proc_int32_t)cp);
	return k == UTF8PROC_CATEGORY_MN || k == UTF8PROC_CATEGORY_MC ||
	    k == UTF8PROC_CATEGORY_ME;
}

static void
put_buf(struct buf *b, uint32_t cp)
{
	char s[4];

	buf_add(b, s, utf8_put(cp, s));
}

/* Letters without marks into `b`; true when a mark other than the tilde of
 * an ñ was left out, so that ties need breaking. */
static bool
put_letters(struct buf *b, struct str full)
{
	bool after_n = false, ties = false;
	uint32_t cp;
	size_t i, n;

	for (i = 0; i < full.len; i += n) {
		cp = utf8_next(full.s + i, full.len - i, &n);
		if (cp == TILDE && after_n) {
			put_buf(b, BEYOND);
			after_n = false;
		} else if (is_mark(cp)) {
			ties = true;
		} else {
			put_buf(b, cp);
			after_n = cp == 'n';
		}
	}
	return ties;
}

/* The marks follow a byte below any text, and only where there are some:
 * "perez" < "perez\1..." (Pérez) < "perez soto". */
struct str
utf8_sort(struct arena *a, struct str s)
{
	struct buf key = { 0 };
	struct str full, out;

	if (is_plain(s))
		return lower_ascii(a, s);
	full = map_all(a, s, FOLD | UTF8PROC_STRIPCC);
	if (ascii_len(full) == full.len)
		return full;
	if (put_letters(&key, full)) {
		buf_c(&key, '\1');
		buf_str(&key, full);
	}
	out = buf_copy(a, &key);
	buf_done(&key);
	return out;
}

char
utf8_base(uint32_t cp)
{
	utf8proc_int32_t parts[32];
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp,
	    parts, countof(parts), UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL);

	return n > 0 && parts[0] > ' ' && parts[0] < 0x7f ? (char)parts[0]
							  : '\0';
}

struct str
utf8_capital(struct arena *a, struct str text, bool words)
{
	struct buf b = { 0 };
	struct str out;
	bool first = true;
	size_t n;

	for (size_t i = 0; i < text.len; i += n) {
		uint32_t cp = utf8_next(text.s + i, text.len - i, &n);
		char big[4];

		if (first)
			buf_add(&b, big,
			    utf8_put((uint32_t)
					 utf8proc_totitle((utf8proc_int32_t)cp),
				big));
		else
			buf_add(&b, text.s + i, n);
		first = words && cp == ' ';
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

#define COMPOSED 16 /* code points; a cell has far fewer */

size_t
utf8_compose(char *s, size_t len, size_t max)
{
	const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	utf8proc_int32_t cps[COMPOSED];
	utf8proc_ssize_t i, n;
	size_t out = 0;
	char put[COMPOSED * 4];

	n = utf8proc_decompose((const utf8proc_uint8_t *)s,
	    (utf8proc_ssize_t)len, cps, COMPOSED, how);
	if (n < 0 || n > COMPOSED)
		return len;
	n = utf8proc_normalize_utf32(cps, n, how);
	for (i = 0; i < n; i++)
		out += utf8_put((uint32_t)cps[i], put + out);
	if (n < 0 || out > max)
		return len;
	memcpy(s, put, out);
	return out;
}

/* Where the last character of mended text starts. */
static size_t
last_at(struct str s)
{
	size_t at = s.len - 1;

	while (at > 0 && ((unsigned char)s.s[at] & 0xc0) == 0x80)
		at--;
	return at;
}

struct str
utf8_after(struct arena *a, struct str prefix)
{
	struct buf b = { 0 };
	struct str s = utf8_mend(a, prefix), out = STR_NONE;
	uint32_t cp = 0x10ffff;
	size_t n;

	while (s.len > 0 && cp == 0x10ffff) {
		size_t at = last_at(s);

		cp = utf8_next(s.s + at, s.len - at, &n);
		s.len = at;
	}
	if (cp == 0x10ffff) /* nothing sorts after the last code point */
		return out;
	buf_str(&b, s);
	put_buf(&b, cp == 0xd7ff ? 0xe000 : cp + 1);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

/* ---- blanks ------------------------------------------------------------- */

/* Spreadsheets and web pages pad with more than ASCII blanks. */
static bool
is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 ||
	    cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) ||
	    cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	    cp == 0x3000;
}

static size_t
space_before(struct str s)
{
	size_t at = s.len, n;

	while (at > 0 && s.len - at < 3) {
		at--;
		if (((unsigned char)s.s[at] & 0xc0) != 0x80)
			break;
	}
	if (at == s.len || !is_space(utf8_next(s.s + at, s.len - at, &n)))
		return 0;
	return at + n == s.len ? n : 0;
}

struct str
utf8_trim(struct arena *a, struct str s)
{
	size_t end = s.len, n;

	while (s.len > 0 && is_space(utf8_next(s.s, s.len, &n))) {
		s.s += n;
		s.len -= n;
	}
	end = s.len;
	while ((n = space_before(s)) != 0)
		s.len -= n;
	return s.len == end ? s : str_copy(a, s);
}
