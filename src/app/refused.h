/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * refused.h - questions about words that were refused.
 */
#ifndef APP_REFUSED_H
#define APP_REFUSED_H

#include "app/app.h"

/* What waited and was sent late was refused: it may be said again. */
void refused_late(struct app *, const struct cmd_def *, struct str whole,
    const struct fault *);
/* Somebody saved first: both are shown, or it is asked whose counts. False
 * when the words name no version. */
bool refused_conflict(struct app *, struct str whole, const struct fault *);

#endif
