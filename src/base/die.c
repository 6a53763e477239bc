/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * die.c - stopping when nothing sensible is left. Apart from err.c, because
 * what gives memory dies too, and stands on nothing.
 */
#include <stdarg.h>
#include <unistd.h>

#include "base/err.h"

static void (*before_death)(void);

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
