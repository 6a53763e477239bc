/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * left.h - the things on which one left something half-written, as lists and
 * tabs show it: nothing of any model, for it is in no database yet.
 */
#ifndef SCREENS_LEFT_H
#define SCREENS_LEFT_H

#include "base/id.h"
#include "base/str.h"
#include "ui/theme.h"

/* What is drawn from now on; lives until the next call. */
void left_are(const struct id *, size_t n);
/* The sign of a draft of one's own on it: false for none. */
bool left_sign(struct id, struct str *sign, enum look *);

#endif
