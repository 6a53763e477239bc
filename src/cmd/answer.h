/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answer.h - answers that several nouns share.
 */
#ifndef CMD_ANSWER_H
#define CMD_ANSWER_H

#include "cmd/cmd.h"

/* The history of a ticket, contact or customer; args before:int? limit:int? */
MUST_CHECK enum err answer_trail(struct cmd_ctx *, const struct args *,
    const char *entity, struct id);

/* A write was done, and reading the thing again gave `rc`: one that lies out
 * of the person's sight by now answers with its id alone. */
MUST_CHECK enum err answer_unseen(struct cmd_ctx *, struct id, enum err rc);
/* The ticket as it is now, after a write; its id alone when it is unseen. */
MUST_CHECK enum err answer_ticket(struct cmd_ctx *, struct id);

#endif
