/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export.h - what leaves the house as a file: a list of tickets as CSV that no
 * spreadsheet takes for formulas, or JSON; and what every such file shares.
 */
#ifndef CORE_EXPORT_H
#define CORE_EXPORT_H

#include "base/zone.h"
#include "core/ticket_query.h"

#define EXPORT_MOST 100000

enum export_form { EXPORT_CSV, EXPORT_JSON, EXPORT_TEXT };
/* "csv", "json", "txt": as it is told, and as the file's name ends. */
const char *export_form_name(enum export_form);

/* A cell of CSV, quoted where it must be, and never a formula. */
void export_cell(struct buf *, struct str);
/* "2026-03-06T12:30:00-03:00"; "" for none. */
struct str export_instant(struct arena *, const struct zone *, msec at);

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
MUST_CHECK enum err export_tell(struct core *, struct str words,
    enum export_form, int64_t n, struct str where, struct id *);

/* Something stands there. Who told it before and was cut off, or had no room,
 * writes the file when the same op is said again. */
bool export_there(struct str path);

/* A new file that only its owner reads; never over one that is there. */
MUST_CHECK enum err export_write(struct core *, struct str path,
    const struct buf *);

#endif
