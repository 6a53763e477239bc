/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * holiday.h - the days of an iCalendar file. libical reads it, in the loadable
 * module `calendar` (with ICU and libstdc++ it brings 3 MB), which comes in
 * when the first such file is read.
 *
 * All-day events close their days, several for an event of several days;
 * rules are followed (RRULE, RDATE, EXDATE) to the end of 2099. Cancelled
 * events and events with a time of day close nothing.
 */
#ifndef CORE_HOLIDAY_H
#define CORE_HOLIDAY_H

#include "base/err.h"
#include "base/vec.h"

struct holiday {
	int64_t day;	 /* since 1970-01-01 */
	struct str name; /* the event's summary, one line */
	struct str kind; /* what its description begins with, before " - " */
	struct str categories; /* by commas */
};
struct holidays {
	struct holiday *v;
	size_t n, cap;
	size_t timed; /* events with a time of day, which were left out */
};

#define HOLIDAY_FILE_MAX ((size_t)4 << 20)

/* By day, then by name. ERR_INVALID: not iCalendar, or not to be believed
 * (over 20,000 days); `of` names the text in the sentence. ERR_IO: the module
 * cannot be loaded. */
MUST_CHECK enum err holiday_read(struct arena *, struct str text,
    const char *of, struct holidays *, struct fault *);
/* Is it of one of these kinds or categories? "" is every one. */
bool holiday_is(const struct holiday *, struct str only);

#endif
