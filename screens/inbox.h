/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox.h - what an inbox shows.
 */
#ifndef SCREENS_INBOX_H
#define SCREENS_INBOX_H

#include "screens/asked.h"
#include "screens/legs.h"
#include "screens/owed.h"

struct inbox_model {
	struct owed_rows all, mine;
	struct rows_interaction_rows waiting;
	struct leg_rows lent;
	struct rows_message_last last;
	struct asked asked;
	struct str only; /* what it is filtered by, without the columns */
	struct str name; /* of the view that says just this, or "" */
	struct str text; /* and of that what contacts are found by */
};

/* screen_def.load: the text is what was typed after `/`. */
MUST_CHECK enum err inbox_load(struct core *, const struct screen_arg *,
    struct arena *, void **model);

#endif
