/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * zone.h - what the clock on the wall shows in a place, for printing.
 *
 * Reads the system's zone data (TZif, RFC 8536) once for each name and keeps
 * it: an offset is a search in memory, so it may be asked at each drawing. The
 * process's own TZ is never touched. Open hours are core/calendar's business.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/str.h"

struct zone;

/*
 * "America/Santiago". An empty name is the machine's own zone; one that is not
 * known is UTC. Never NULL, never freed; from any thread. The data are in
 * TZDIR or /usr/share/zoneinfo.
 */
const struct zone *zone_get(struct str name);
/* Was there data for it? */
bool zone_known(const struct zone *);
/* Milliseconds east of UTC at an instant. */
msec zone_offset(const struct zone *, msec at);

struct zone_time {
	int64_t day; /* local days since 1970-01-01: two are compared by it */
	int year, month, mday, wday; /* month 1..12, wday 0 is Sunday */
	int hour, minute, second;
	int offset; /* minutes east of UTC */
};
struct zone_time zone_time(const struct zone *, msec at);

#endif
