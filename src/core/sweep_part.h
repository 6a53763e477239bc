/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_part.h - between the sweep and how its words reach people.
 */
#ifndef CORE_SWEEP_PART_H
#define CORE_SWEEP_PART_H

#include "core/sweep.h"

struct sweep {
	struct core *c; /* acting as the program */
	const struct sweep_options *o;
	struct sweep_done d;
	struct arena page;
};

bool sweep_going(const struct sweep *);
MUST_CHECK enum err sweep_thing(struct sweep *, enum err rc);
enum { SWEEP_PAGE = 100 };
/* The rows of a page, one by one; *more when it was full and some were done. */
MUST_CHECK enum err sweep_page(struct sweep *, const void *rows, size_t n,
    size_t size, enum err (*one)(struct sweep *, const void *row), bool *more);
/* Clocks go by the setup that is in force. */
MUST_CHECK enum err sweep_renew(struct sweep *, bool *more);
/* Approvals that are over or forgotten, promised calls that come due. */
MUST_CHECK enum err sweep_approvals(struct sweep *, bool *more);
MUST_CHECK enum err sweep_reminders(struct sweep *, bool *more);
MUST_CHECK enum err sweep_callbacks(struct sweep *, bool *more);
/* Tickets that end by themselves, and the words before it. */
MUST_CHECK enum err sweep_closings(struct sweep *, bool *more);
/* Words that nobody looked at in time. */
MUST_CHECK enum err sweep_held(struct sweep *, bool *more);
/* Deliveries whose time has come; files for those that were told. */
MUST_CHECK enum err sweep_deliver(struct sweep *, bool *more);
MUST_CHECK enum err sweep_spool(struct sweep *, bool *more);
MUST_CHECK enum err sweep_letters(struct sweep *, bool *more);
/* Appointments that begin soon. */
MUST_CHECK enum err sweep_dates(struct sweep *, bool *more);
/* The customers' own word of it; a file each. */
MUST_CHECK enum err sweep_date_letters(struct sweep *, bool *more);
/* What people choose, counted once a day. */
MUST_CHECK enum err sweep_count_uses(struct sweep *, bool *more);
/* A file of the spool, whole or not there: NAME.json. */
MUST_CHECK enum err sweep_file(struct sweep *, const char *name,
    struct str text);
/* Files that nobody will finish. */
void sweep_tidy(const char *spool);

#endif
