/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * err.c - noting a sentence, and stopping when nothing sensible is left.
 */
#include <stdarg.h>
#include <unistd.h>

#include "base/err.h"
#include "base/utf8.h"

static void (*before_death)(void);

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
	};

	return (size_t)code < countof(names) ? names[code] : "unknown";
}

void
die_hook(void (*hook)(void))
{
	before_death = hook;
}

/* Out of memory comes here: nothing below may allocate. */
void
die(const char *fmt, ...)
{
	void (*hook)(void) = before_death;
	char text[512];
	va_list ap;
	char *p;

	before_death = NULL; /* a hook that dies must not come back */
	if (hook != NULL)
		hook();
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (p = text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	dprintf(STDERR_FILENO, "%s\n", text);
	abort();
}
