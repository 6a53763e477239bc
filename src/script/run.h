/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * run.h - going through a script: a pure machine. It is told what the agent
 * did and says what is shown next; it runs no command, reads no clock and
 * keeps nothing outside its arena.
 *
 * A step is entered (its `when` and `set` lines are worked, silent steps passed
 * through) and shown; then one of the moves leaves it. Each step that was shown
 * is a visit and keeps the state in which it was entered, so that going back
 * restores every value, and a run can go on from a saved state elsewhere.
 */
#ifndef SCRIPT_RUN_H
#define SCRIPT_RUN_H

#include "script/visit.h"

/* Enter the first step. ERR_INVALID when the script cannot be run. */
MUST_CHECK enum err script_run_start(struct script_run *, struct fault *);
/* Go on from a saved state. */
void script_run_resume(struct script_run *, const struct script_state *);

/* The moves. ERR_INVALID with the sentence; the step stays. */
MUST_CHECK enum err script_run_option(struct script_run *, size_t option,
    struct fault *);
MUST_CHECK enum err script_run_type(struct script_run *, struct str text,
    struct fault *);
/* The same with a stored value that is not looked at. */
MUST_CHECK enum err script_run_put(struct script_run *, struct str value);
MUST_CHECK enum err script_run_next(struct script_run *, struct fault *);
MUST_CHECK enum err script_run_object(struct script_run *, size_t objection,
    struct fault *);
/* What the open step itself asks for joins the rest: the end is near. */
void script_run_close(struct script_run *);
/* One step back, with its values; false at the first. */
bool script_run_back(struct script_run *);

/* A text with its values, in the run's language; *foreign (may be NULL) tells
 * that it is not translated and stands in the script's own. */
struct str script_run_say(const struct script_run *,
    const struct script_words *, const char *what, size_t nth, bool *foreign);
/* An objection, of the step or of its whole script. */
struct str script_run_objection(const struct script_run *,
    const struct script_objection *);
/* Steps from here to the nearest end, this one counted. */
int script_run_left(const struct script_run *);

/* The state as one line of JSON, steps and fields by name; and back, for a
 * script of the same version. */
struct str script_state_write(const struct script_run *, struct arena *);
MUST_CHECK enum err script_state_read(const struct script *, struct arena *,
    struct str json, struct script_state *, struct fault *);

#endif
