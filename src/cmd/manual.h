/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * manual.h - manual pages made from the rows.
 */
#ifndef CMD_MANUAL_H
#define CMD_MANUAL_H

#include "cmd/cmd.h"

/* The page of a noun, or of the program for "". */
MUST_CHECK enum err manual_page(struct arena *, struct str noun, struct buf *,
    struct fault *);
/* cabina.1 and cabina-NOUN.1 into an existing folder. */
MUST_CHECK enum err manual_write(struct arena *, struct str folder,
    struct fault *);

#endif
