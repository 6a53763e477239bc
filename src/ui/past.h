/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * past.h - the lines typed before, in memory and in a file. For prompt.c.
 */
#ifndef UI_PAST_H
#define UI_PAST_H

#include "ui/prompt.h"

size_t past_count(void);
const char *past_line(size_t n); /* the oldest is 0 */

#endif
