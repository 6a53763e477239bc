/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar_def.h - what a calendar's text says, between the reader of texts
 * (calendar_text.c) and what is worked out of it (calendar.c). Nobody else
 * includes it.
 */
#ifndef CORE_CALENDAR_DEF_H
#define CORE_CALENDAR_DEF_H

#include "base/conf.h"
#include "core/calendar.h"

/* Minutes of a local day, half-open, sorted and apart; none: closed. */
struct interval {
	int from, to;
};
struct hours {
	struct interval *v;
	size_t n, cap;
};

/* A date that is not as its weekday. */
struct dated {
	int64_t day; /* since 1970-01-01 */
	int line;    /* of the file, for "is given twice" */
	bool holiday;
	struct str what;
	struct hours hours;
};

struct version {
	struct calendar_version is;
	const struct zone *zone;
	struct str zone_name;
	bool dated;	     /* it has a valid-from: … */
	int64_t valid_from;  /* … the local day */
	int line;	     /* of its section */
	struct str holidays; /* the file's name, or "" */
	int holidays_line;
	struct str only;      /* kinds of holidays, by commas; "": all */
	struct hours week[7]; /* 0 is Monday */
	struct {
		struct dated *v;
		size_t n, cap;
	} dates; /* sorted by day */
};

struct calendar {
	struct arena arena; /* what is said; the calendar itself */
	struct str name;
	VEC(struct version) versions; /* sorted by where they begin */
	VEC(struct calendar *) parts; /* whose memory the versions use */
	msec ends;		      /* nothing is open from here on */

	struct piece *piece; /* what was worked out of it: [lo, hi) */
	size_t n, cap;
	msec lo, hi;
};

struct calendar *calendar_new(struct str name);
/* Sorts what was said; after this only looking is allowed. */
void calendar_ready(struct calendar *);
/* The reader of a text that has one or many calendars: each is handed over,
 * and then the caller's to free. Not OK: none is left to anybody. */
struct calendars {
	struct calendar **v;
	size_t n, cap;
};
MUST_CHECK enum err calendar_sections(struct arena *, struct str text,
    const char *of, struct calendars *, struct fault *);
/* "09:00-13:00 14:00-18:00" or "closed": sorted, apart, of that day alone. */
MUST_CHECK enum err calendar_hours(struct arena *, struct conf_at,
    struct str value, struct hours *, struct fault *);
struct calendar *calendar_named(const struct calendars *, struct str name);
struct holiday;
void calendar_close(struct calendar *, struct version *, const struct holiday *,
    size_t n);

#endif
