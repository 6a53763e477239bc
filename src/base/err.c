/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * err.c - noting a sentence.
 */
#include <stdarg.h>

#include "base/err.h"
#include "base/utf8.h"

/* The longest start of `s` that fits and ends between characters. */
static size_t
cut_at(struct str s, size_t max)
{
	if (s.len <= max)
		return s.len;
	while (max > 0 && ((unsigned char)s.s[max] & 0xc0) == 0x80)
		max--;
	return max;
}

enum err
fail(struct fault *f, enum err code, const char *fmt, ...)
{
	struct arena a = { 0 };
	struct str safe;
	char raw[sizeof(f->text) * 2]; /* fmt may print f->text itself */
	va_list ap;

	if (f == NULL)
		return code;
	va_start(ap, fmt);
	vsnprintf(raw, sizeof(raw), fmt, ap);
	va_end(ap);
	safe = utf8_safe(&a, str_of(raw), false);
	safe.len = cut_at(safe, sizeof(f->text) - 1);
	memcpy(f->text, safe.s, safe.len);
	f->text[safe.len] = '\0';
	f->code = code;
	f->asks = NULL;
	f->state = false;
	f->said = 0;
	arena_done(&a);
	return code;
}

const char *
err_name(enum err code)
{
	static const char *const names[] = {
		[OK] = "ok",
		[ERR_NOT_FOUND] = "not-found",
		[ERR_INVALID] = "invalid",
		[ERR_DENIED] = "denied",
		[ERR_CONFLICT] = "conflict",
		[ERR_NEED_ARG] = "need-arg",
		[ERR_USAGE] = "usage",
		[ERR_BUSY] = "busy",
		[ERR_CANCELLED] = "cancelled",
		[ERR_UNKNOWN] = "unknown",
		[ERR_DB] = "db",
		[ERR_IO] = "io",
		[ERR_DISK] = "disk",
	};

	return (size_t)code < countof(names) ? names[code] : "unknown";
}
