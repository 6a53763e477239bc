/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_told.h - what a contact's service script has been answered so far: in
 * the runner itself and on the contact.
 */
#ifndef SCREENS_SCRIPT_TOLD_H
#define SCREENS_SCRIPT_TOLD_H

#include "core/script.h"
#include "script/run.h"

/* The script of a run, compiled once a version. Store thread only. */
MUST_CHECK enum err told_script(struct core *, struct arena *,
    const struct row_script_run_of *, const struct script **);
/* "reason: The price · detail: Too dear": each field that has a value, in the
 * words of its option. What is secret has none. */
void told_answers(const struct script_run *, struct buf *);

struct script_told {
	bool open;
	struct str title, answers; /* both "" where no script was begun */
};
/* Of the contact's script that is open, or of its last one. */
MUST_CHECK enum err told_load(struct core *, struct arena *, struct id contact,
    struct script_told *);

#endif
