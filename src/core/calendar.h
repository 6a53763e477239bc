/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar.h - when a centre, a team or a person is open.
 *
 * An instant is open when its local date and minute, in the calendar's zone,
 * fall in an interval of that date (SLA.md 4.2). A calendar is compiled into a
 * sorted array of open UTC pieces [from, to), with the open time before each,
 * a block of years at a time around what is asked: the content never changes,
 * only how much of it has been worked out. It belongs to one thread.
 *
 * Several versions of one calendar make one timeline: each holds from its own
 * `valid from` until the next one's. What came before the first is measured
 * with the first; calendar_begins() tells where it says it begins.
 */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include "base/id.h"
#include "base/vec.h"
#include "base/zone.h"

struct calendar;

/* An open stretch. `before` is the open time from the array's first piece to
 * this one, so that open time between two pieces is a subtraction. */
struct piece {
	msec from, to, before;
	int32_t day;	 /* local days since 1970-01-01 */
	int32_t version; /* which of calendar_version() */
};

/* ---- the text (a calendar file) ----------------------------------------- */

/*
 * Makes the calendar of a file: FILE or FILE#NAME; without a name the file
 * has one calendar only. Errors name file and line, nothing is made then.
 * Sections of the same name are versions and differ in valid-from.
 *
 *	[calendar santiago-office]
 *	zone = America/Santiago
 *	valid-from = 2026-01-01		optional
 *	holidays = chile.ics		optional; beside the file
 *	holidays-kind = National holiday	optional: of these only
 *	mon-fri = 09:00-13:00 14:00-18:00
 *	sat,sun = closed
 *	2026-12-24 = 09:00-13:00
 */
MUST_CHECK enum err calendar_file(struct str place, struct calendar **,
    struct fault *);
/* The same from text; `name` may be empty. Holiday files are looked for in
 * `folder` ("" for the current one; NULL: they are left to the caller, see
 * calendar_closed). */
MUST_CHECK enum err calendar_text(struct str text, const char *of,
    const char *folder, struct str name, struct calendar **, struct fault *);
void calendar_free(struct calendar *);

struct str calendar_name(const struct calendar *);
/* The zone of the version in force at `at`. */
const struct zone *calendar_zone(const struct calendar *, msec at);
struct str calendar_zone_name(const struct calendar *, msec at);

/* Which version holds at `at`: 0 for the first; and what it is in the
 * database (none for a file), its number from 1 and where it begins. */
struct calendar_version {
	struct id id;
	int n;
	msec from; /* INT64_MIN: always was */
};
size_t calendar_version_at(const struct calendar *, msec at);
const struct calendar_version *calendar_version(const struct calendar *,
    size_t i);
size_t calendar_versions(const struct calendar *);
/* Where the first version says that it begins; INT64_MIN when it does not. */
msec calendar_begins(const struct calendar *);

/* ---- open time ---------------------------------------------------------- */

/* Open time between two instants; 0 when b <= a. */
msec calendar_between(struct calendar *, msec a, msec b);
/*
 * The earliest instant at which `ms` of open time have passed since `from`;
 * `from` itself for 0. ERR_INVALID when a hundred years do not have as much.
 */
MUST_CHECK enum err calendar_advance(struct calendar *, msec from, msec ms,
    msec *out, struct fault *);
/* The first open instant at or after `from`; ERR_INVALID as above. */
MUST_CHECK enum err calendar_next_open(struct calendar *, msec from, msec *out,
    struct fault *);
/* The open piece that holds `at`, else the next one; NULL when a hundred years
 * have none. Valid until the next call with this calendar. */
const struct piece *calendar_piece(struct calendar *, msec at);

/* How long a working day is, as most open days of the week in force at `at`
 * are; of as many the longer. 24 h where no day of the week is open. */
msec calendar_day(const struct calendar *, msec at);

/* Why a closed instant is closed. */
enum calendar_why {
	CLOSED_HOURS,	/* out of the day's hours */
	CLOSED_DATE,	/* the calendar closes this date */
	CLOSED_HOLIDAY, /* so does its holiday file */
};
/* *what (may be NULL): the holiday's name, or "". */
enum calendar_why calendar_closed_why(const struct calendar *, msec at,
    struct str *what);

#endif
