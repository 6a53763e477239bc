/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_list.h - the scripts to choose from, and the way so far.
 */
#ifndef SCREENS_SCRIPT_LIST_H
#define SCREENS_SCRIPT_LIST_H

#include "screens/runner.h"

/* Those whose title or name has what was typed; in runner_words. */
struct rows runner_choices(const struct screen *);
void runner_draw_choices(struct screen *, const struct pane *);

/* The visits as rows with words and numbers, into the model's `past`. */
void runner_past(struct arena *, struct runner_model *,
    const struct rows_script_visits *);
void runner_draw_past(struct screen *, const struct pane *);

#endif
