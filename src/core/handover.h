/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * handover.h - a live contact goes to another agent or team, with a word and
 * with what was on the desk; and comes back to its queue when whoever held it
 * is gone.
 *
 * A contact that is handed over waits again (its stays and sums go on), first
 * for one person or for anybody of a team, and is answered as ever: nobody has
 * to be there for it not to be lost. Whoever answers gets the desk.
 */
#ifndef CORE_HANDOVER_H
#define CORE_HANDOVER_H

#include "core/interaction.h"

struct handover_new {
	struct id agent; /* to whom; or none: */
	struct str team; /* to anybody of it */
	struct str note; /* 0..500 bytes, for who takes it */
	struct str desk; /* the console's JSON, at most 64 kB; or "" */
};
/*
 * MAY_INTERACTION_HANDLE, event interaction.transfer; whoever it goes to is
 * told. ERR_INVALID: it is neither talked nor held, to nobody, to oneself, to
 * a team or person out of use. ERR_NEED_ARG: to whom?
 */
MUST_CHECK enum err interaction_transfer(struct core *, struct id,
    const struct handover_new *);

/* The last handover of a contact that one may see; the desk only for who took
 * it. ERR_NOT_FOUND when it never changed hands. */
MUST_CHECK enum err handover_get(struct core *, struct arena *, struct id,
    struct row_handover_get *);

/* The contacts that wait because they were given to who acts, by name. */
MUST_CHECK enum err handover_mine(struct core *, struct arena *,
    struct rows_handover_mine *);

/* A console is left in order: whoever was ready there or wrapped up, and is at no
 * other, is offline. What they hold waits for them. */
MUST_CHECK enum err handover_leave(struct core *, struct id session);

/* How long a console may be silent before its contact is given to others: it
 * may come back, and the caller talks on without it. */
#define HANDOVER_LOST MINUTES(3)
/*
 * Contacts whose console is gone wait in their queue again, and their agent is
 * told; event interaction.lost. Whoever was ready there is offline, too. For the
 * sweep: acts as the program. *n counts the contacts.
 */
MUST_CHECK enum err handover_lost(struct core *, int64_t *n);

#endif
