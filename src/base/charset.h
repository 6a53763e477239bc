/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * charset.h - what the person's environment says of the terminal's letters.
 *
 * The program itself always works in UTF-8, whatever locale is installed; this
 * is only about what may be sent to somebody who asked for another one.
 */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * The locale for letters that the environment names: LC_ALL, else LC_CTYPE,
 * else LANG; NULL when none says any. It need not be installed.
 */
const char *charset_named(void);
/* False when it names a locale without UTF-8: C, POSIX, or one with another
 * character set. Who names none gets UTF-8. */
bool charset_is_utf8(void);

/* An ASCII letter or sign that reads like the code point: a for a with an
 * acute accent, < for an arrow to the left; ? when there is none. */
char charset_plain(uint32_t cp);

#endif
