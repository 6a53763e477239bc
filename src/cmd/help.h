/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help.h - help made from the rows.
 */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "cmd/cmd.h"

/* What `--help` after a row shows. */
MUST_CHECK enum err help_row(struct arena *, const struct cmd_def *,
    struct buf *, struct fault *);

#endif
