/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction_body.h - what the files of interaction.h share, in bodies.
 */
#ifndef CORE_INTERACTION_BODY_H
#define CORE_INTERACTION_BODY_H

#include "core/interaction.h"

/* The sentence for ERR_NOT_FOUND of a contact; else core_db(). */
enum err interaction_found(struct core *, enum err rc);
/* The row to change, locked, through the write's scope. */
MUST_CHECK enum err interaction_take(struct core *, struct write *,
    struct row_interaction_take *);
/* One write "interaction.VERB" of a contact. */
MUST_CHECK enum err interaction_write(struct core *, const char *verb,
    struct id, enum err (*body)(struct core *, struct write *), void *u);
/* ERR_NOT_FOUND when the person does not see it; none is OK. */
MUST_CHECK enum err interaction_see_customer(struct core *, struct id);
MUST_CHECK enum err interaction_see_ticket(struct core *, struct id);

/* The time in the present state is added to its sum; *at is not before that
 * state began. */
MUST_CHECK enum err interaction_span(struct core *,
    struct row_interaction_take *now, msec *at);
/* Tells what differs and saves it, if nobody was faster. */
MUST_CHECK enum err interaction_save(struct core *, struct write *,
    const struct row_interaction_take *was,
    const struct row_interaction_take *now);
/* The stay of its new state, and the state of whose contact it is. */
MUST_CHECK enum err interaction_settle(struct core *, struct write *,
    const struct row_interaction_take *now, msec at);
/* The state of `owner` (none: nobody's) follows what they have in hand, of
 * which `id` is in `state`. */
MUST_CHECK enum err interaction_flow(struct core *, struct write *,
    struct id id, struct id owner, struct str state);
/* ERR_INVALID: which moves its state allows. */
enum err interaction_no_move(struct core *,
    const struct row_interaction_take *);

/* It is about this leaf too; `skip` passes over what it is about already. */
MUST_CHECK enum err interaction_matter(struct core *, struct write *,
    const struct row_interaction_take *, struct str code, struct id ticket,
    bool skip);
/* The number is this customer's (forgets that it was said not to be), or not
 * (remembered). A caller that is no number is passed over. */
MUST_CHECK enum err caller_mark(struct core *, struct write *,
    struct str caller, struct id customer, bool theirs);

#endif
