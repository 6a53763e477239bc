/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calendar_store.h - the calendars of the database: all versions of a name as
 * one timeline, worked out once and kept until the setup changes. A version
 * begins with each text and with each approval of its holidays.
 */
#ifndef CORE_CALENDAR_STORE_H
#define CORE_CALENDAR_STORE_H

#include "core/calendar.h"
#include "core/core.h"

/*
 * The calendar of that name, and (may be NULL) which version of it holds at
 * `at`. It belongs to the core and lives until the next call that sees a
 * changed setup, at the latest until core_done(). ERR_NOT_FOUND.
 */
MUST_CHECK enum err calendar_in_force(struct core *, struct str name, msec at,
    struct calendar **, struct calendar_version *);
/* Is there one of that name? For checks of texts that refer to it. */
MUST_CHECK enum err calendar_known(struct core *, struct str name, bool *);

/* Forget the calendars that were read: their memory goes with the core. */
void calendar_store_done(struct core *);

#endif
