/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * base.h - the few words every file uses.
 *
 * Spans and instants are milliseconds; an instant (*_at) is UTC since 1970 and
 * 0 means "not yet". Text is UTF-8.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <libintl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int64_t msec;

/* Borrowed UTF-8: `s` is never NULL and s[len] is always 0. */
struct str {
	const char *s;
	size_t len;
};

/* A UUID in lower case, or "" for none. */
struct id {
	char s[37];
};

#define ID_NONE	   ((struct id){ "" })
#define STR(lit)   ((struct str){ "" lit, sizeof(lit) - 1 })
#define STR_NONE   ((struct str){ "", 0 })
#define STR_FMT	   "%.*s"
#define STR_ARG(x) (int)(x).len, (x).s

#define countof(a)     (sizeof(a) / sizeof((a)[0]))
#define _(text)	       gettext(text)
#define N_(text)       (text)	      /* translated where it is shown */
#define NP_(one, more) (one), (more)  /* for ngettext(), as N_() for _() */
#define NC_(of, text)  of "\004" text /* one of its meanings: see meant() */

#define SECONDS(n) ((msec)(n)*1000)
#define MINUTES(n) SECONDS((msec)(n)*60)
#define HOURS(n)   MINUTES((msec)(n)*60)
#define DAYS(n)	   HOURS((msec)(n)*24)

#define MUST_CHECK   __attribute__((warn_unused_result))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))
#define NORETURN     __attribute__((noreturn))

/* The translation of an NC_() or N_() text. */
static inline const char *
meant(const char *id)
{
	const char *text = gettext(id), *end = strchr(id, '\004');

	return text == id && end != NULL ? end + 1 : text;
}

/* Unsafe or zone-dependent: use buf, str and clock instead. Their headers are
 * included above, because a poisoned name may not even be declared. */
#pragma GCC poison strcpy strcat sprintf vsprintf strtok gmtime localtime

#endif
