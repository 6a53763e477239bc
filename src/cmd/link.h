/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * link.h - verbs of "ticket" that are about two of them; link.c has them, the
 * rows are in ticket.c.
 */
#ifndef CMD_LINK_H
#define CMD_LINK_H

#include "cmd/cmd.h"

MUST_CHECK enum err link_merge(struct cmd_ctx *, const struct args *);
MUST_CHECK enum err link_split(struct cmd_ctx *, const struct args *);

#endif
