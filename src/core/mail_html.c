/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mail_html.c - the words of a mail that came as HTML only.
 */
#include <ctype.h>

#include "core/mail_html.h"

#include "base/utf8.h"

/* Where a new line begins. */
static const char *const breaks[] = { "br", "p", "/p", "div", "/div", "tr",
	"li", "h1", "h2", "h3", "/h1", "/h2", "/h3", "blockquote",
	"/blockquote", "hr", "/table" };
/* What stands between these is not read by people. */
static const char *const mute[] = { "script", "style", "head", "title" };

/* The names that mails of our customers have; others stay as they are. */
static const struct {
	const char *name;
	uint32_t code;
} entities[] = {
	{ "amp", '&' },
	{ "lt", '<' },
	{ "gt", '>' },
	{ "quot", '"' },
	{ "apos", '\'' },
	{ "nbsp", ' ' },
	{ "aacute", 0xe1 },
	{ "eacute", 0xe9 },
	{ "iacute", 0xed },
	{ "oacute", 0xf3 },
	{ "uacute", 0xfa },
	{ "ntilde", 0xf1 },
	{ "uuml", 0xfc },
	{ "Aacute", 0xc1 },
	{ "Eacute", 0xc9 },
	{ "Iacute", 0xcd },
	{ "Oacute", 0xd3 },
	{ "Uacute", 0xda },
	{ "Ntilde", 0xd1 },
	{ "Uuml", 0xdc },
	{ "iquest", 0xbf },
	{ "iexcl", 0xa1 },
	{ "ordm", 0xba },
	{ "deg", 0xb0 },
	{ "euro", 0x20ac },
	{ "ndash", 0x2013 },
	{ "mdash", 0x2014 },
	{ "hellip", 0x2026 },
	{ "bull", 0x2022 },
	{ "ldquo", 0x201c },
	{ "rdquo", 0x201d },
	{ "lsquo", 0x2018 },
	{ "rsquo", 0x2019 },
};

static bool
is_one(const char *const *words, size_t n, struct str tag)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(words[i]) == tag.len &&
		    strncasecmp(words[i], tag.s, tag.len) == 0)
			return true;
	return false;
}

/* One blank between words, at most one empty line between lines. */
static void
put(struct buf *out, char c)
{
	size_t n = out->len;
	bool line = n == 0 || out->s[n - 1] == '\n';

	if (c == '\n') {
		while (n > 0 && out->s[n - 1] == ' ')
			n--;
		out->len = n;
		if (n == 0 ||
		    (n > 1 && out->s[n - 1] == '\n' && out->s[n - 2] == '\n'))
			return;
	} else if (c == ' ' && (line || out->s[n - 1] == ' ')) {
		return;
	}
	buf_c(out, c);
}

/* "amp", "#241", "#xf1"; 0: none that is known. */
static uint32_t
entity_of(struct str name)
{
	char digits[12];
	bool hex = name.len > 1 && (name.s[1] == 'x' || name.s[1] == 'X');
	unsigned long code;

	for (size_t i = 0; i < countof(entities); i++)
		if (str_is(name, entities[i].name))
			return entities[i].code;
	if (name.len < 2 || name.len >= sizeof(digits) || name.s[0] != '#')
		return 0;
	memcpy(digits, name.s + 1 + hex, name.len - 1 - hex);
	digits[name.len - 1 - hex] = '\0';
	code = strtoul(digits, NULL, hex ? 16 : 10);
	return code > 0x10ffff || (code >= 0xd800 && code < 0xe000)
	    ? 0
	    : (uint32_t)code;
}

/* Past the entity at `at`, which is put; or past its '&'. */
static size_t
entity(struct str s, size_t at, struct buf *out)
{
	size_t end = at + 1;
	char bytes[4];
	uint32_t code;

	while (end < s.len && end - at < 12 &&
	    (isalnum((unsigned char)s.s[end]) || s.s[end] == '#'))
		end++;
	code = end < s.len && s.s[end] == ';'
	    ? entity_of((struct str){ s.s + at + 1, end - at - 1 })
	    : 0;
	if (code == 0) {
		buf_c(out, '&');
		return at + 1;
	}
	if (code <= ' ')
		put(out, ' ');
	else
		buf_add(out, bytes, utf8_put(code, bytes));
	return end + 1;
}

/* Past what a mute element has in it: its end tag, or the end. */
static size_t
skip(struct str s, size_t at, struct str tag)
{
	for (; at + tag.len + 2 < s.len; at++)
		if (s.s[at] == '<' && s.s[at + 1] == '/' &&
		    strncasecmp(s.s + at + 2, tag.s, tag.len) == 0)
			return at;
	return s.len;
}

/* Past the tag or comment that begins at `at`. */
static size_t
tag(struct str s, size_t at, struct buf *out)
{
	struct str name = { s.s + at + 1, 0 };
	const char *end;

	if (s.len - at > 3 && memcmp(s.s + at, "<!--", 4) == 0) {
		end = memmem(s.s + at, s.len - at, "-->", 3);
		return end == NULL ? s.len : (size_t)(end - s.s) + 3;
	}
	while (at + 1 + name.len < s.len &&
	    (isalnum((unsigned char)name.s[name.len]) ||
		(name.len == 0 && *name.s == '/')))
		name.len++;
	end = memchr(s.s + at, '>', s.len - at);
	at = end == NULL ? s.len : (size_t)(end - s.s) + 1;
	if (is_one(breaks, countof(breaks), name))
		put(out, '\n');
	return is_one(mute, countof(mute), name) ? skip(s, at, name) : at;
}

struct str
mail_html(struct arena *a, struct str html)
{
	struct buf out = { 0 };
	struct str text;
	size_t at = 0;

	while (at < html.len) {
		char c = html.s[at];

		if (c == '<')
			at = tag(html, at, &out);
		else if (c == '&')
			at = entity(html, at, &out);
		else {
			put(&out, isspace((unsigned char)c) ? ' ' : c);
			at++;
		}
	}
	text = utf8_trim(a, buf_copy(a, &out));
	buf_done(&out);
	return text;
}
