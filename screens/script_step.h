/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_step.h - the open step as it is drawn.
 */
#ifndef SCREENS_SCRIPT_STEP_H
#define SCREENS_SCRIPT_STEP_H

#include "screens/runner.h"

/* All of the pane; a run is open. */
void runner_draw_step(struct screen *, const struct pane *);

#endif
