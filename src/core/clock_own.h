/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock_own.h - what the files of clocks share.
 *
 * A function that changes a row leaves it measured, with its due and its next
 * level as they are from then on.
 */
#ifndef CORE_CLOCK_OWN_H
#define CORE_CLOCK_OWN_H

#include "core/clock_row.h"

/* The clock of a kind that is owed; NULL for none. */
struct clock_row *clock_find_owed(struct clock_set *, enum promise_kind);
/* How many rounds of a kind there were. */
int64_t clock_rounds(const struct clock_set *, enum promise_kind);
/* `of`, of which `from` is the whole, when `to` is. */
msec clock_share(msec of, msec from, msec to);
/* The calendar of that name as known at `at`; ref, if any: NAME@N. */
MUST_CHECK enum err clock_look(struct clock_set *, struct str name, msec at,
    struct calendar **, struct str *ref);
/* A clock's own time never goes back, whatever an event says. */
msec clock_not_before(const struct clock_row *, msec at);

/* What ran until `at` is measured; a due that has passed is missed. */
MUST_CHECK enum err clock_run_to(struct clock_set *, struct clock_row *,
    msec at);
/* From since_at on it runs; stands; stands anew: that is a pause more. */
MUST_CHECK enum err clock_set_due(struct clock_set *, struct clock_row *);
MUST_CHECK enum err clock_set_paused(struct clock_set *, struct clock_row *,
    msec until);
MUST_CHECK enum err clock_pause_begins(struct clock_set *, struct clock_row *,
    msec until);
void clock_forget_pauses(struct clock_row *);
/* Do the ticket's state, or its leg's, make it stand? */
bool clock_stands(const struct clock_set *, const struct clock_row *);

MUST_CHECK enum err clock_start(struct clock_set *, const struct policy *,
    enum promise_kind, const struct sla_target *, msec at, msec until);
/* The same, if it is promised and not owed yet. */
MUST_CHECK enum err clock_start_kind(struct clock_set *, const struct policy *,
    enum promise_kind, msec at, msec until);
/* Of a leg. */
MUST_CHECK enum err clock_begin(struct clock_set *, const struct policy *,
    enum promise_kind, struct str leg, msec at);
MUST_CHECK enum err clock_end(struct clock_set *, struct clock_row *, msec at,
    enum clock_state);
/* One that is owed runs or stands, as the states say; measured until the event
 * when it did not before. */
MUST_CHECK enum err clock_settle(struct clock_set *, struct clock_row *,
    const struct clock_event *);
/* The place among the urgent of one that is owed. */
int64_t clock_place(const struct clock_row *);

#endif
