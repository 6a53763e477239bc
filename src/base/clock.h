/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock.h - the only source of time, and its text.
 *
 * Code that needs the time takes a struct clock; tests pass a clock of their
 * own and never sleep. The system clock reads wall time once and then follows
 * the monotonic clock, so a step of the wall clock moves nothing; `offset` is
 * what a server's clock was ahead when last measured.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/arena.h"
#include "base/err.h"

struct clock {
	msec (*now)(struct clock *); /* UTC since 1970 */
	msec offset;		     /* added by clock_now */
	msec fixed;		     /* clock_fixed: the instant shown */
	const char *file;	     /* clock_file: where it is read from */
	msec wall, mono;	     /* clock_system: the pair at start */
};

struct clock clock_system(void);
/* Stands at `at`; a test moves it by adding to `fixed`. */
struct clock clock_fixed(msec at);
/* Reads an instant (ISO text or milliseconds) from a file at each call: for
 * training twins and tests only. */
struct clock clock_file(const char *path);

msec clock_now(struct clock *);
/* Monotonic milliseconds, for deadlines and measuring; never stored. */
msec clock_mono(void);

#define CLOCK_ISO 21 /* "2026-03-06T15:30:00Z" and NUL */

/* Writes YYYY-MM-DDTHH:MM:SSZ (seconds floor) and returns `out`; "" for 0. */
const char *clock_iso(msec at, char out[CLOCK_ISO]);
/* Reads 2026-03-06T15:30:00[.sss](Z|+HH:MM|-HH:MM), real dates only. */
MUST_CHECK enum err clock_parse(struct str, msec *out, struct fault *);
/* Reads a span: "4h", "240m", "90s", "2d", "1h30m". */
MUST_CHECK enum err clock_span(struct str, msec *out, struct fault *);
/* Prints a span for people: "45s", "12m", "4h33", "3d 4h"; late is "-42m". */
const char *clock_span_text(msec span, char out[24]);
/* The same of working time, whose days are of no one length: "95h00". */
const char *clock_worked_text(msec span, char out[24]);

/* Civil calendar, proleptic Gregorian, UTC. */
int64_t clock_days(int year, int month, int day); /* since 1970-01-01 */
void clock_civil(int64_t days, int *year, int *month, int *day);
bool clock_date_ok(int year, int month, int day);
/* Reads a day that exists, written in full: "2026-03-06"; and writes it so. */
bool clock_day(struct str, int64_t *day);
struct str clock_day_text(struct arena *, int64_t day);

#endif
