/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding.h - what fits a begun word is found.
 */
#ifndef APP_FINDING_H
#define APP_FINDING_H

#include "app/app.h"

struct finding {
	struct arena *a;
	struct words seen; /* whatever it begins with */
	struct hints *to;
	struct str begun; /* folded */
};

/* A candidate and what it is; only once, and only what begins as was typed.
 * finding_word: without a hint, as a callback. */
void finding_add(struct finding *, struct str word, struct str hint);
void finding_word(void *finding, struct str word);
/* A code that people know by a name: also found by a word of that. */
void finding_named(struct finding *, struct str code, struct str name);
/* One that is known to fit, with what it is; finding_fits: without. */
void finding_fit(struct finding *, struct str word, struct str hint);
void finding_fits(void *finding, struct str word);
/* Nouns, verbs and the console's own words, for the last of `words`; when none
 * fits, the one it is nearest to. */
void finding_names(struct finding *, const struct words *);
void finding_near(struct finding *, const struct words *);
/* The arguments that are not given yet. */
void finding_args(struct finding *, const struct words *);
/* What the console's own word takes; false: it is none. */
bool finding_own(struct finding *, const struct words *);

/* The values of the argument at the spot. `c` may be NULL for those that need
 * no database: finding_local(). */
void finding_values(struct core *c, struct finding *, const struct subject *);
bool finding_local(const struct arg_def *);

#endif
