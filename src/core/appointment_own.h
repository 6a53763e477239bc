/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointment_own.h - between the files of appointments: one about to be
 * written, and its time.
 */
#ifndef CORE_APPOINTMENT_OWN_H
#define CORE_APPOINTMENT_OWN_H

#include "core/appointment.h"
#include "core/news.h"

/* O'clock where the branch is: customers are written to between these. */
enum { LETTER_FROM = 9, LETTER_TO = 21 };

/* About to be written. */
struct booking {
	struct id id, customer, interaction, ticket, previous, owner;
	struct str who, phone, vehicle, note, team, override;
	struct slot_rule rule;
	struct slot slot;
};

/* ERR_DENIED: the branch does not give that service. */
MUST_CHECK enum err appointment_room(struct core *, const struct booking *);
/* Finds the slot; errors as appointment_book() tells. */
MUST_CHECK enum err appointment_when(struct core *, struct booking *, msec now,
    struct str when, struct str hour);
/* When its letter leaves; 0: there is none. */
msec appointment_letter_at(const struct booking *, msec now);
/* Is it night, when nobody is written to? */
bool appointment_quiet(struct str zone, msec at);

/* A notice about it, until it begins, to whoever booked it or else to their
 * team; told once for each `what`. Its words are the caller's. ERR_DB. */
MUST_CHECK enum err appointment_news(struct core *, const struct write *,
    const struct row_appointment_take *, const char *what, struct news *);

#endif
