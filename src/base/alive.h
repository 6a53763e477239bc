/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alive.h - is a process of this machine still there? By a number that another
 * process may keep and ask about later, and that no later process has.
 */
#ifndef BASE_ALIVE_H
#define BASE_ALIVE_H

#include "base/base.h"

/* This process; 0 where the system does not tell. */
int64_t alive_mark(void);
/* False only when it is sure that it is gone: not for 0, nor for a process of
 * another container, whose numbers say nothing here. */
bool alive_is(int64_t mark);

#endif
