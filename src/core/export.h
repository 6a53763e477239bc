/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export.h - a list of tickets as a file: CSV that no spreadsheet takes for
 * formulas, or JSON.
 */
#ifndef CORE_EXPORT_H
#define CORE_EXPORT_H

#include "core/ticket_query.h"

#define EXPORT_MOST 100000

enum export_form { EXPORT_CSV, EXPORT_JSON };

/*
 * All that fit, in their order, as text; *n of them. MAY_EXPORT, and of each
 * ticket what the person may see. Instants are ISO 8601 with the offset of the
 * person's zone. ERR_INVALID when there are more than EXPORT_MOST.
 */
MUST_CHECK enum err export_text(struct core *, const struct ticket_asked *,
    enum export_form, struct buf *out, int64_t *n);

/* The same of these, as many as they are, in their order: those that the person
 * may see. `words` are their numbers, in the arena. */
MUST_CHECK enum err export_these(struct core *, struct arena *,
    const struct id *tickets, size_t many, enum export_form, struct buf *out,
    int64_t *n, struct str *words);

/* Written down before it leaves the house: event list.export, with the words,
 * how many, and where to ("" for standard output). */
MUST_CHECK enum err export_tell(struct core *, const struct ticket_asked *,
    enum export_form, int64_t n, struct str where, struct id *);
MUST_CHECK enum err export_tell_words(struct core *, struct str words,
    enum export_form, int64_t n, struct str where, struct id *);

/* Something stands there. Who told it before and was cut off, or had no room,
 * writes the file when the same op is said again. */
bool export_there(struct str path);

/* A new file that only its owner reads; never over one that is there. */
MUST_CHECK enum err export_write(struct core *, struct str path,
    const struct buf *);

#endif
