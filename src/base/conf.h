/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * conf.h - option and setup files: `[section]`, `key = value`, `#` and `;`
 * comments on their own lines. Values are taken as typed, to the line's end.
 *
 * Refused with file and line: a line that is neither, an indented line, one
 * over 4,000 bytes, bytes that are not UTF-8, a key before its value.
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include "base/err.h"
#include "base/str.h"

struct conf_at {
	const char *file;
	int line;
};

/* Called for each key in order (key empty for a section's own line); not OK
 * stops the reading and is returned. */
typedef enum err conf_fn(void *u, struct conf_at, struct str section,
    struct str key, struct str value, struct fault *);

MUST_CHECK enum err conf_read(const char *path, conf_fn *, void *u,
    struct fault *);
MUST_CHECK enum err conf_text(struct str text, const char *name, conf_fn *,
    void *u, struct fault *);
/* ERR_INVALID with "FILE:LINE: " before the sentence. */
enum err conf_refuse(struct conf_at, struct fault *, const char *fmt, ...)
    PRINTF(3, 4);
/* The whole file, at most `max` bytes; ERR_NOT_FOUND, ERR_IO, ERR_INVALID. */
MUST_CHECK enum err file_read(const char *path, size_t max, struct arena *,
    struct str *out, struct fault *);

#endif
