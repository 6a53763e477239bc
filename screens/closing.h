/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing.h - what is asked in place when a ticket is resolved: the fields
 * that its leaf and the table of moves demand at the end, and of a complaint the outcome, the root
 * cause and the redress.
 */
#ifndef SCREENS_CLOSING_H
#define SCREENS_CLOSING_H

#include "core/complaint.h"
#include "screens/needs.h"

/* In a model: what this ticket demands. */
struct closing {
	bool complaint;
	struct row_complaint_get k;
	struct rows_field_named fields; /* those demanded */
	struct rows_field_value_list has;
	struct choice *outcomes, *causes;
	size_t noutcomes, ncauses;
	bool asks_outcome, asks_cause;
};
MUST_CHECK enum err closing_load(struct core *, struct arena *,
    const struct row_ticket_get *, struct closing *);

/* In the state of the form, which owns what its fields are made of. */
struct closing_form {
	struct arena arena;
	bool fitted;
	struct buf later; /* a draft that came before the model */
};
/* The form's fields: `first` (which ends with a zero row), then what is
 * demanded; values that are there already are in them. Once. */
void closing_fit(struct closing_form *, struct screen *, const struct closing *,
    const struct field_def *first);
void closing_done(struct closing_form *);

#endif
