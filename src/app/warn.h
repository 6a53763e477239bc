/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * warn.h - a console that is open keeps the clocks, too.
 */
#ifndef APP_WARN_H
#define APP_WARN_H

#include "base/id.h"

struct app;

struct warn {
	struct id holder; /* of the lease; none before the first time */
	msec asked;
	bool may; /* as the last answer said; nobody is asked in vain */
	bool asking;
};

/* Sweep what is due, when it is time; see core/sweep.h. */
void warn_run(struct app *, msec mono);

#endif
