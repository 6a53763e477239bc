/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * due.h - when something comes due that is no clock of a ticket: a reopening's
 * window, an automatic close and the words before it, an approval, a reminder.
 *
 * All ask here, so all count as the promises do: in the hours of a calendar of
 * the setup, its holidays and versions included (sla.h). Without a calendar a
 * span is plain time.
 */
#ifndef CORE_DUE_H
#define CORE_DUE_H

#include "core/core.h"
#include "core/sla.h"

/* "4h", "90m", "2bd" (the end of that day), "1bd same_time". ERR_INVALID says
 * what it may be. */
MUST_CHECK enum err due_parse(struct arena *, struct str, struct sla_target *,
    struct fault *);
/* The instant, counted from `from`. `calendar` empty: plain time, and
 * ERR_INVALID for business days. */
MUST_CHECK enum err due_at(struct core *, struct str calendar, msec from,
    const struct sla_target *, msec *out);
/* Open time in [a, b); without a calendar all of it. */
MUST_CHECK enum err due_between(struct core *, struct str calendar, msec a,
    msec b, msec *out);

#endif
