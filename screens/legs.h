/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * legs.h - referrals as rows of a list: sign and time left of the leg's own
 * clock stand where those of tickets stand.
 */
#ifndef SCREENS_LEGS_H
#define SCREENS_LEGS_H

#include "core/promise.h"
#include "core/referral.h"
#include "screens/screen.h"
#include "screens/tickets.h"

/* A row of a list: the leg's id comes first. */
struct leg_row {
	struct row_referral_rows x;
	struct promise p; /* the more urgent of its two clocks */
	enum ticket_leg leg;
};
struct leg_rows {
	struct leg_row *v;
	size_t n;
};

/* The legs a filter finds, with their clocks; MAY_TICKET_READ, and nothing for
 * who may not. */
MUST_CHECK enum err legs_load(struct core *, struct arena *,
    const struct referral_filter *, struct leg_rows *);
/* Of another team's to this one; what was lent to whom is told, too, from 60
 * columns on; who has it from 110 on. */
extern const struct column leg_columns[];
/* The ticket behind it. */
struct subject leg_subject(const struct leg_row *);
/* For screen_def.word: the verbs of a ticket on its leg, for who works on it:
 * taking and assigning are of the leg, not of the ticket at home. */
enum screen_key leg_word(const struct leg_row *, const struct me *,
    struct str words, struct buf *say);
/* "Customer care → Workshop, with Ana Soto, Tue 10:10: test ride needed: what
 * was asked". */
struct str leg_preview(struct arena *, const struct leg_row *, msec now);

/* The inbox's keys, and what its key line has for the row under its cursor. */
extern const struct key_def inbox_keys[];
const struct key_def *inbox_line_keys(const struct screen *,
    const struct leg_row *, bool contact);

/* Is it the state of a leg, not of a ticket? */
bool leg_state(struct str);
/* "accepted", "returned". */
const char *leg_state_word(struct str state);
void leg_state_draw(const struct pane *, int row, int column, enum look,
    struct str state);

#endif
