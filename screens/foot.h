/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * foot.h - what stands under a clock's ledger: who had the ticket, who worked
 * on it, and whether the sums are right.
 */
#ifndef SCREENS_FOOT_H
#define SCREENS_FOOT_H

#include "core/explain.h"
#include "core/spent.h"
#include "ui/pane.h"

/* Working time in hours, whatever a day of it is: "18h30", "-0h42". */
struct str foot_hours(struct arena *, msec);

/* How many rows it takes in so many columns. */
int foot_rows(const struct ledger *, const struct rows_spent_sums *,
    int columns);
/* `spent`: by person, then kind. */
void foot_draw(const struct ledger *, const struct rows_spent_sums *spent,
    const struct pane *);

#endif
