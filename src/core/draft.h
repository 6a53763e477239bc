/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draft.h - what somebody is writing and has not saved yet: the database's
 * copy of the console's journal, so that another terminal finds it.
 *
 * Drafts are no events: one comes each second that somebody types, nobody but their author
 * may read them, and what they become is an event anyway. So they do not go
 * through core_write(); the acting person's id is the whole right.
 *
 * `stamp` is a counter of the console that only grows (its clock's
 * milliseconds do): what comes late never replaces what is newer, also after
 * draft_drop(), and also when the two come from different terminals.
 */
#ifndef CORE_DRAFT_H
#define CORE_DRAFT_H

#include "core/core.h"
#include "queries.h"

enum { DRAFT_KEY_MAX = 200, DRAFT_MAX = 256 * 1024, DRAFTS_MAX = 200 };

/*
 * Keep a text under a key ("newticket/0190…", "tabs"). `*newer` (may be NULL)
 * says that the database has a newer one, which stays.
 *
 * ERR_INVALID: not JSON, a key that is empty or over DRAFT_KEY_MAX bytes, a
 * body over DRAFT_MAX bytes, or more than DRAFTS_MAX keys. ERR_DENIED: nobody
 * is signed in.
 */
MUST_CHECK enum err draft_save(struct core *, struct str key, int64_t stamp,
    struct str json, bool *newer);
/* ERR_NOT_FOUND when there is none under this key. */
MUST_CHECK enum err draft_get(struct core *, struct arena *, struct str key,
    struct row_draft_get *);
/* It was saved, or thrown away. None there is OK. */
MUST_CHECK enum err draft_drop(struct core *, struct str key, int64_t stamp);

#endif
