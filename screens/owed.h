/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * owed.h - tickets with what is promised on each, as rows of a list: sign and
 * time left stand in the same columns on every screen.
 */
#ifndef SCREENS_OWED_H
#define SCREENS_OWED_H

#include "core/promise.h"
#include "core/ticket.h"
#include "screens/tickets.h"

/* A row of a list: its id comes first. */
struct owed {
	struct row_ticket_rows t;
	struct promise p;
	msec spent; /* worked on it, where that is shown: owed_spent() */
	const struct ticket_reach *reach; /* owed_reach(); NULL: not beyond */
	enum ticket_leg leg;		  /* as in ticket_facts */
};
struct owed_rows {
	struct owed *v;
	size_t n;
};

/* The most urgent promise of each ticket, in their order; one query. */
MUST_CHECK enum err owed_of(struct core *, struct arena *,
    const struct rows_ticket_rows *, struct owed_rows *);

/* What of each is not the person's to change, in the order of owed_of(): for
 * lists that may have others' tickets. */
MUST_CHECK enum err owed_reach(struct core *, struct arena *,
    const struct rows_ticket_rows *, struct owed_rows *);
/* What the verbs need to know of one. */
struct ticket_facts owed_facts(const struct owed *);

/* The most urgent on top, as in the inbox; what is done stays below. */
void owed_urgent(struct owed_rows *);

/* What was worked on each; one query. */
MUST_CHECK enum err owed_spent(struct core *, struct owed_rows *);

/* Sign, time left, number, subject, customer (from 60 columns on), who has it
 * (from 110 on), state. */
extern const struct column owed_columns[];
/* The same without the customer: of one customer, narrower. */
extern const struct column owed_own_columns[];
/* Those with the columns of `show` (TICKET_SHOWS_…) before the state; *out is
 * filled and ends with a zero row. */
enum { OWED_COLUMNS = 12 };
const struct column *owed_columns_with(unsigned show,
    struct column out[OWED_COLUMNS]);
/* As many of them as the pane has room for: on a wide one the names whole, team
 * and person, and when it was opened. */
const struct column *owed_columns_in(const struct pane *, unsigned show,
    struct column out[OWED_COLUMNS]);
/* By what is owed (as given), customer, number, age, change; and time spent,
 * where that is shown. */
extern const struct order owed_orders[], owed_orders_spent[];
/* By time spent alone. */
extern const struct order owed_order_spent[];
struct subject owed_subject(const struct owed *);

/* Sign and time left in eight columns from `column` on: "!   -42m". What is
 * late stands out as a block; in a row with the focus (look LOOK_FOCUS) all
 * is as the row. `state` is the ticket's, for one without a promise. */
void owed_draw(const struct pane *, int row, int column, enum look,
    const struct promise *, struct str state, msec now);
enum look owed_look(enum promise_sign);
enum sign owed_sign(enum promise_sign);
/* "due Tue 17:15", "late since 11:00", "paused until …"; "" without one. */
struct str owed_due(struct arena *, const struct promise *, msec now);

#endif
