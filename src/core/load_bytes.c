/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * load_bytes.c - a file's bytes as UTF-8, and back.
 */
#include "base/utf8.h"
#include "core/load_scan.h"

static const char *const encodings[] = {
	[ENC_AUTO] = "auto",
	[ENC_UTF8] = "utf-8",
	[ENC_LATIN1] = "latin-1",
	[ENC_1252] = "windows-1252",
};

const char *
load_encoding_name(enum load_encoding e)
{
	return encodings[e];
}

/* 0x80 to 0x9f of windows-1252; 0 where it has nothing. */
static const uint16_t upper[32] = { 0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026,
	0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
	0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
	0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178 };

static uint32_t
character(enum load_encoding e, unsigned char c)
{
	if (e == ENC_1252 && c >= 0x80 && c < 0xa0)
		return upper[c - 0x80];
	return c;
}

static const char *
from_bytes(enum load_encoding e, struct arena *a, struct str raw,
    struct str *out)
{
	char *to = arena_take(a, raw.len * 3 + 1);
	size_t n = 0;

	for (size_t i = 0; i < raw.len; i++) {
		uint32_t cp = character(e, (unsigned char)raw.s[i]);

		if (cp == 0 && raw.s[i] != 0)
			return e == ENC_1252
			    ? _("has a byte that windows-1252 does not have")
			    : _("has a byte that Latin-1 does not have");
		n += utf8_put(cp, to + n);
	}
	*out = (struct str){ to, n };
	return NULL;
}

bool
load_is_ascii(struct str s)
{
	size_t i = 0;

	while (i < s.len && (unsigned char)s.s[i] < 0x80)
		i++;
	return i == s.len;
}

static bool
has_control(struct str s)
{
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		uint32_t cp = utf8_next(s.s + i, s.len - i, &n);

		if (cp == '\n' || cp == '\r' || cp == '\t')
			continue;
		if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			return true;
	}
	return false;
}

const char *
load_csv_text(const struct load_sheet *sheet, struct arena *a, struct str raw,
    struct str *out)
{
	struct str text = raw;
	const char *why;

	if (load_is_ascii(raw) || sheet->encoding == ENC_UTF8) {
		if (!utf8_ok(raw))
			return _("has bytes that are not UTF-8");
	} else if ((why = from_bytes(sheet->encoding, a, raw, &text)) != NULL) {
		return why;
	}
	if (has_control(text))
		return _("has a control character");
	*out = utf8_trim(a, text);
	return NULL;
}

static char
to_byte(enum load_encoding e, uint32_t cp)
{
	if (cp < 0x80 || (cp >= 0xa0 && cp < 0x100))
		return (char)cp;
	for (size_t i = 0; e == ENC_1252 && i < countof(upper); i++)
		if (upper[i] == cp)
			return (char)(0x80 + i);
	return '?';
}

struct str
load_csv_raw(const struct load_sheet *sheet, struct arena *a, struct str s)
{
	char *to;
	size_t n = 0, k;

	if (sheet->encoding == ENC_UTF8 || load_is_ascii(s))
		return s;
	to = arena_take(a, s.len + 1);
	for (size_t i = 0; i < s.len; i += k)
		to[n++] =
		    to_byte(sheet->encoding, utf8_next(s.s + i, s.len - i, &k));
	return (struct str){ to, n };
}
