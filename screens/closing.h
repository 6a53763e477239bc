/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing.h - what is asked in place when a ticket is resolved: the fields
 * that its leaf and the table of moves demand at the end, and of a complaint the outcome, the root
 * cause and the redress. Money is named before it is given or asked for.
 */
#ifndef SCREENS_CLOSING_H
#define SCREENS_CLOSING_H

#include "core/approval_desk.h"
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
	/* Of redress: what I may give, whose word it takes, and how much of it
	 * has been agreed to. */
	int64_t most, agreed;
	struct approval_rules rules;
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

/* The name of a choice by its code; `none` where there is no code. */
const char *closing_word(const struct choice *, size_t n, struct str code,
    const char *none);
/* ` rule=redress amount=… reason="Complaint, folio 12: upheld, delay"`: what
 * others are asked for; outcome and cause "": as they are known. */
void closing_request(const struct closing *, int64_t redress,
    struct str outcome, struct str cause, struct buf *say);

/* What a form with a redress says: `does` as it stands, and where others speak
 * first `asks`, behind which they are asked. What the answers to the question
 * are called. */
struct closing_way {
	const char *does, *asks;
	const char *give, *ask;
};
/* Money is given or asked for after a question that names it; all else is
 * said at once. */
void closing_say(const struct screen *, const struct row_ticket_get *,
    const struct closing *, const struct closing_way *, struct buf *say);

#endif
