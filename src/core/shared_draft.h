/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * shared_draft.h - words that somebody began and leaves on a ticket, so that a
 * colleague goes on with them: who is called away hands the letter over.
 *
 * It is seen by whoever may write on the ticket, and taken by one. It stays
 * what it was: a note never becomes words to the customer. It is found on the
 * ticket that its own was joined into, too. What one is writing and has not
 * left for others is draft.h, and nobody else's.
 */
#ifndef CORE_SHARED_DRAFT_H
#define CORE_SHARED_DRAFT_H

#include "core/core.h"
#include "queries.h"

/*
 * MAY_TICKET_EDIT, event ticket.draft-leave; *number gets what people call it
 * by. ERR_INVALID: empty or over 20,000 bytes, or the ticket was joined into
 * another.
 */
MUST_CHECK enum err shared_draft_leave(struct core *, struct id ticket,
    bool public, struct str text, int64_t *number);
/*
 * It is the acting person's to go on with: row_shared_draft_get has its text.
 * MAY_TICKET_EDIT, event ticket.draft-take. ERR_NOT_FOUND; ERR_CONFLICT: it was
 * taken or dropped; says by whom and when.
 */
MUST_CHECK enum err shared_draft_take(struct core *, struct arena *,
    int64_t number, struct row_shared_draft_get *);
/* Nobody needs it: its author, or who may assign. Event ticket.draft-drop. */
MUST_CHECK enum err shared_draft_drop(struct core *, int64_t number);
/* Those that wait on a ticket, the latest first; `all`: also those that ended.
 * MAY_TICKET_EDIT; at most 100. */
MUST_CHECK enum err shared_draft_list(struct core *, struct arena *,
    struct id ticket, bool all, struct rows_shared_draft_list *);

#endif
