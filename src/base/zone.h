/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone.h - what the clock on the wall shows in a place.
 *
 * Read from the system's zone files (TZif, RFC 9636) themselves: the C library
 * knows one zone at a time for the whole process, and libical's zones were
 * measured against it and are wrong, as packaged (3.0.16), for 11 of 418
 * places between 2000 and 2037, Pacific/Easter among them, and for others
 * beyond. An offset is a search in memory, so it may be asked at each drawing.
 * A zone is immutable; any thread may use it. Open hours are core/calendar's
 * business.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/err.h"
#include "base/str.h"

struct zone;

/*
 * "America/Santiago". An empty name is the machine's own zone; one that is not
 * known is UTC. Never NULL, never freed.
 */
const struct zone *zone_get(struct str name);
/* The same for those who must not be wrong: ERR_INVALID when there is no such
 * zone, or its file is not one. The zone lives in the arena. */
MUST_CHECK enum err zone_load(struct arena *, struct str name,
    const struct zone **, struct fault *);
/* From a file's bytes; `of` names it in the sentence. */
MUST_CHECK enum err zone_read(struct arena *, struct str bytes, const char *of,
    const struct zone **, struct fault *);

/* Milliseconds east of UTC at an instant. */
msec zone_offset(const struct zone *, msec at);
/* The same, and from when until when it holds (INT64_MIN, INT64_MAX where
 * there is no end); not for the machine's own zone. */
msec zone_span(const struct zone *, msec at, msec *from, msec *to);
/* The first instant whose local time is at or after this one, in ms since
 * 1970-01-01 00:00 local: an hour that is repeated is meant the first time,
 * one that is skipped is where the gap ends. Not for the machine's own. */
msec zone_instant(const struct zone *, msec local);

struct zone_time {
	int64_t day; /* local days since 1970-01-01: two are compared by it */
	int year, month, mday, wday; /* month 1..12, wday 0 is Sunday */
	int hour, minute, second;
	int offset; /* minutes east of UTC */
};
struct zone_time zone_time(const struct zone *, msec at);

#define ZONE_TEXT 24 /* "2026-03-06 12:30 -03:00" and NUL */

/* Local time with its offset, the same in every language. */
const char *zone_text(const struct zone *, msec at, char out[ZONE_TEXT]);

/* The version of the zone data on this machine, "2025b"; "unknown". It lives
 * as long as the thread. */
struct str zone_version(void);
/* TZDIR, or where the system keeps it. */
const char *zone_folder(void);

#endif
