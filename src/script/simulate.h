/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * simulate.h - many conversations at random: what is ever reached, where they
 * end, how long they are. The same seed gives the same conversations.
 */
#ifndef SCRIPT_SIMULATE_H
#define SCRIPT_SIMULATE_H

#include "script/run.h"

enum { SIMULATE_LONGEST = 500 }; /* steps; then it counts as endless */

struct script_trial {
	int64_t paths, ended, stuck, endless;
	int64_t steps;		       /* of all together */
	int shortest, longest, median; /* steps of those that ended */
	int64_t *visits;	       /* by step: shown */
	int64_t *passes;	       /* by step: passed without a stop */
	int64_t *ends;		       /* by step: ended there */
	int64_t *stucks;	       /* by step: no way on */
	int64_t *ways;		       /* by edge, as script->edges */
};

/* So many conversations at random, the same ones for the same seed; the
 * figures live in the arena. */
void script_simulate(const struct script *, struct arena *, int64_t paths,
    uint64_t seed, struct script_trial *);

#endif
