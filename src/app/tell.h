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
/* What the tab of a reading command's answer is called: the thing by its own
 * number or name, else the command's title. */
struct str tell_title(struct arena *, const struct cmd_def *,
    const struct reply *);

#endif
