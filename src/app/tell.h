/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tell.h - what is said of a write that was done: a sentence about the thing,
 * from what the command answered.
 */
#ifndef APP_TELL_H
#define APP_TELL_H

#include "cmd/cmd.h"

/* One sentence, appended. */
void tell_done(const struct cmd_def *, const struct reply *, struct buf *);

#endif
