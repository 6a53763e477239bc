/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * letters.c - signs by what the terminal can show, letters for one that said
 * it has ASCII alone.
 */
#include "ui/letters.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/charset.h"
#include "base/utf8.h"

enum symbols
letters_pick(int wanted, bool *plain)
{
	const char *name = getenv("TERM");

	*plain = false;
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 || wcwidth(L'─') != 1)
		return SYMBOLS_ASCII;
	*plain = !charset_is_utf8() && (wanted < 0 || wanted == SYMBOLS_ASCII);
	if (*plain)
		return SYMBOLS_ASCII;
	if (wanted >= 0)
		return (enum symbols)wanted;
	return name != NULL && strncmp(name, "linux", 5) == 0 ? SYMBOLS_PLAIN
							      : SYMBOLS_FULL;
}

void
letters_plain(const struct cell *c, struct cell out[2])
{
	size_t n;

	out[0] =
	    (struct cell){ .s = { charset_plain(utf8_next(c->s, c->len, &n)) },
		    .len = 1,
		    .width = 1,
		    .bad = c->bad };
	out[1] = (struct cell){ .s = " ", .len = 1, .width = 1 };
}
