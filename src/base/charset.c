/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * charset.c - letters for a terminal that said it has no UTF-8.
 */
#include "base/charset.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

/* Signs the screens' sentences use, and what reads like them. */
static const struct {
	uint32_t cp;
	char plain;
} signs[] = {
	{ 0x2190, '<' }, /* arrow to the left */
	{ 0x2192, '>' },
	{ 0x2191, '^' },
	{ 0x2193, 'v' },
	{ 0x2500, '-' }, /* rules of a picture */
	{ 0x2502, '|' },
	{ 0x2013, '-' }, /* dashes */
	{ 0x2014, '-' },
	{ 0x2026, '.' }, /* three dots in one */
	{ 0x00b7, '.' },
	{ 0x00d7, 'x' },
	{ 0x221a, 'v' },
	{ 0x25ba, '>' },
	{ 0x2039, '<' }, /* quotation marks */
	{ 0x203a, '>' },
	{ 0x00ab, '<' },
	{ 0x00bb, '>' },
	{ 0x2018, '\'' },
	{ 0x2019, '\'' },
	{ 0x201c, '"' },
	{ 0x201d, '"' },
};

const char *
charset_named(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < countof(names); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return NULL;
}

bool
charset_is_utf8(void)
{
	const char *name = charset_named(), *set;

	if (name == NULL)
		return true;
	if (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
		return false;
	set = strchr(name, '.');
	return set == NULL || strncasecmp(set, ".utf8", 5) == 0 ||
	    strncasecmp(set, ".utf-8", 6) == 0;
}

char
charset_plain(uint32_t cp)
{
	char plain;

	if (cp < 0x80)
		return (char)cp;
	for (size_t i = 0; i < countof(signs); i++)
		if (signs[i].cp == cp)
			return signs[i].plain;
	plain = utf8_base(cp);
	return plain != '\0' ? plain : '?';
}
