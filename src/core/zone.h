/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone.h - a time zone of the system: which offset holds at an instant.
 *
 * Read from the zone files themselves (RFC 9636). libical's zones were measured
 * against the C library's and are not used: as packaged (3.0.16) it is wrong
 * for 11 of 418 zones between 2000 and 2037, Pacific/Easter among them, and
 * for others beyond. The C library itself knows one zone at a time for the
 * whole process.
 *
 * A zone is immutable and may be shared.
 */
#ifndef CORE_ZONE_H
#define CORE_ZONE_H

#include "base/err.h"
#include "base/str.h"

struct zone;

/* ERR_INVALID: no such zone here, or its file is not one. The zone lives in
 * the arena. */
MUST_CHECK enum err zone_load(struct arena *, struct str name,
    const struct zone **, struct fault *);
/* The same from bytes; the file's name is for the fault. */
MUST_CHECK enum err zone_read(struct arena *, struct str bytes, const char *of,
    const struct zone **, struct fault *);

/* East of UTC, in ms, at an instant; and how long it holds: *from..*to (may
 * be NULL), INT64_MIN and INT64_MAX where there is no end. */
msec zone_offset(const struct zone *, msec at, msec *from, msec *to);

/* The first instant whose local time is at or after this one, in ms since
 * 1970-01-01 00:00 local: an hour that is repeated is meant the first time,
 * one that is skipped is where the gap ends. */
msec zone_instant(const struct zone *, msec local);

/* The version of the zone data on this machine, "2025b"; "unknown". The text
 * lives as long as the program. */
struct str zone_version(void);
/* Where the zone data is. */
const char *zone_folder(void);

#define ZONE_TEXT 26 /* "2026-03-06 12:30 -03:00" and NUL */

/* Local time with its offset. */
const char *zone_text(const struct zone *, msec at, char out[ZONE_TEXT]);

#endif
