/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweeptest.h - one sweep with nothing that fails, for tests of what comes by
 * itself.
 */
#ifndef SWEEPTEST_H
#define SWEEPTEST_H

#include "tickettest.h"

#include "core/sweep.h"

static inline struct sweep_done
sweep(struct world *w)
{
	struct sweep_options o = { .holder = id_of(ANA) };
	struct sweep_done d;

	fine(w, sweep_run(&w->c, &o, &d));
	assert_int_equal(d.failed, 0);
	return d;
}

#endif
