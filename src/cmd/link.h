/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * link.h - verbs of "ticket" that are about two of them; link.c has them, the
 * rows are in ticket.c.
 */
#ifndef CMD_LINK_H
#define CMD_LINK_H

#include "cmd/cmd.h"

/* A cmd_def's run(); errors are those of ticket_merge() and
 * ticket_split_off(). */
MUST_CHECK enum err link_merge(struct cmd_ctx *, const struct args *);
MUST_CHECK enum err link_split(struct cmd_ctx *, const struct args *);

#endif
