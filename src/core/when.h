/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * when.h - a time as people say it: "+2h", "10:00", "tomorrow 10:00", "mañana
 * 10:00", "lunes 9", "2026-03-12 15:30", "12-03 15:30", "Thu 12 Mar 15:30", or
 * an ISO instant. What when_print() says of a later day is understood.
 *
 * English and Spanish are both understood, whatever the language of the
 * screen, with and without accents. Days and hours are of the zone that is
 * passed in. Pure: no database, and `now` is given.
 */
#ifndef CORE_WHEN_H
#define CORE_WHEN_H

#include "base/clock.h"
#include "base/zone.h"

/* When the clocks of a zone show this, `day` counted since 1970-01-01 and the
 * hour perhaps over 23. A time that they skip is read with the offset before
 * the jump (02:30 becomes 03:30); one that comes twice is the first. */
msec when_at(const struct zone *, int64_t day, int hour, int minute);

/*
 * The instant, or ERR_INVALID with a sentence that shows how to say it; a bare
 * number is none. What has no day is today, or tomorrow when that hour is over;
 * a weekday is the next one, never today; a day without an hour is 10:00. The
 * result may lie in the past only for a text that says so with its date.
 */
MUST_CHECK enum err when_parse(struct str, const struct zone *, msec now,
    msec *at, struct fault *);
/* A day alone, without an hour: "tomorrow", "ayer", "12-03", "12 Mar"; days are
 * counted since 1970-01-01. */
bool when_day(struct str, int64_t today, int64_t *day);
/* "Thu"; 0 is Sunday. */
const char *when_weekday(int wday);
/* "Thu 12 Mar", "12 Mar", "12 Mar 2027"; "jue 12-03", "12-03", "12-03-2027": in
 * the order of the language. */
enum { WHEN_NEAR, WHEN_YEAR, WHEN_FAR };
struct str when_date(struct arena *, const struct zone_time *, int which);
/* "today 15:30", "mañana 10:00", "jue 12-03 10:00": short, translated, in the
 * zone; with the year when it is another. */
struct str when_print(struct arena *, const struct zone *, msec at, msec now);

#endif
