/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction_read.h - the rows of `interaction` that only read.
 */
#ifndef CMD_INTERACTION_READ_H
#define CMD_INTERACTION_READ_H

#include "cmd/cmd.h"

MUST_CHECK enum err interaction_open_answer(struct cmd_ctx *,
    const struct args *);
MUST_CHECK enum err interaction_show_answer(struct cmd_ctx *,
    const struct args *);
MUST_CHECK enum err interaction_list_answer(struct cmd_ctx *,
    const struct args *);
MUST_CHECK enum err interaction_history_answer(struct cmd_ctx *,
    const struct args *);

#endif
