/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undo_table.h - for each kind of event that people write: how it is taken
 * back, or the sentence why not. test_rows fails on a kind without an answer.
 */
#ifndef CORE_UNDO_TABLE_H
#define CORE_UNDO_TABLE_H

#include "core/undo.h"

/* A right that says who, and the hand that does it. */
struct undo_def {
	const char *kind;
	enum may may;
	undo_fn *undo;
	const char *what; /* "a note", not translated */
};

/* How a kind is taken back; NULL when it is not. */
const struct undo_def *undo_def_of(struct str kind);
/* How long it can be; 0: as long as any. */
msec undo_within(struct str kind);
/* Why not, and what to do instead, translated; NULL when it can be, or nobody
 * said. */
const char *undo_why_not(struct str kind);
/* The same of a command, by its words: "approval give". */
const char *undo_never(const char *command);
/* Of a kind that cannot be: does taking back what one did last go past it, to
 * what was done before? Steps on the way do (a caller held, a state); what a
 * person would mean does not. */
bool undo_passes(struct str kind);

#endif
