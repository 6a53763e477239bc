/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * out.h - what a command takes out of the house: told first, then written to a
 * new file or, in a shell that names none, to standard output.
 */
#ifndef CMD_OUT_H
#define CMD_OUT_H

#include "cmd/cmd.h"
#include "core/export.h"

struct out {
	enum export_form form;
	struct buf text;
	int64_t n;	  /* rows of it */
	const char *of;	  /* what these are called in the answer */
	struct str words; /* which they were, as it stays written down */
};

/* With the `file` of the arguments. Answers id, file, and how many. */
MUST_CHECK enum err out_hand(struct cmd_ctx *, const struct args *,
    const struct out *);

/* The arguments of whatever goes out by out_reply(). */
#define OUT_ARGS "format:choice(csv|text)? file:newfile?"
bool out_is_text(const struct args *);
/* An answer goes out: as people read it; or the table "rows" as CSV, where each
 * instant has a column in UTC and, behind it, one on the clock of whoever
 * exports it. */
MUST_CHECK enum err out_reply(struct cmd_ctx *, const struct args *,
    const struct reply *, const char *command, struct str words);

#endif
