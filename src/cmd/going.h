/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * going.h - a service script on its way in a contact, as the files that go
 * through it share it: what is read (going.c), what is asked for on the way
 * (going_acts.c), the verbs (script_go.c).
 */
#ifndef CMD_GOING_H
#define CMD_GOING_H

#include "cmd/cmd.h"
#include "core/script_known.h"
#include "script/run.h"

struct going {
	struct cmd_ctx *cx;
	struct id contact;
	struct row_script_run_of row;
	bool applied; /* this op was, before */
	struct script_known known;
	struct script_host host;
	struct script_run run;
};

/* ---- going.c ------------------------------------------------------------ */

/* What is known of the contact; there may be no run yet. */
MUST_CHECK enum err going_prepare(struct going *, struct cmd_ctx *,
    struct id contact);
/* The text of a version into g->run. */
MUST_CHECK enum err going_read_script(struct going *, struct id version);
/* The run as it stands, at its open step. */
MUST_CHECK enum err going_open(struct going *, struct cmd_ctx *,
    const struct args *);
/* The open step, its options and the answers so far into the reply. */
void going_answer(struct going *);
/* The same, read anew. */
MUST_CHECK enum err going_answer_step(struct cmd_ctx *, const struct args *);

/* ---- going_acts.c ------------------------------------------------------- */

/* Those to be done at once, or those that wait for the end. */
void going_take_acts(struct going *, bool now, struct script_acts *);
/* Leaves those that were not done before. */
MUST_CHECK enum err going_only_new(struct going *, struct script_acts *);
/* What was refused and left, with the reason, into the reply. */
void going_tell_undone(struct cmd_ctx *, const struct script_acts *);

/* What ended with `rc`: names the act that was refused in its fault. */
MUST_CHECK enum err going_refused(struct cmd_ctx *, const struct script_acts *,
    enum err rc);

#endif
