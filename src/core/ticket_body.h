/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_body.h - what other bodies do to the ticket they belong to.
 */
#ifndef CORE_TICKET_BODY_H
#define CORE_TICKET_BODY_H

#include "core/ticket.h"
#include "core/typification.h"

/* The sentence for ERR_NOT_FOUND of a ticket; else core_db(). */
enum err ticket_found(struct core *, enum err rc);
/* In a body: the row to change, locked, through w->scope. What one may read
 * and not change is ERR_DENIED and says with whom it is. */
MUST_CHECK enum err ticket_take(struct core *, const struct write *, struct id,
    struct row_ticket_take *);
/* A team in use, an active agent: or ERR_INVALID. */
MUST_CHECK enum err ticket_check_team(struct core *, struct str code);
MUST_CHECK enum err ticket_check_owner(struct core *, struct id agent);
/* The sentence for one that nobody works on; it says whether it can be opened
 * again. */
enum err ticket_over(struct core *, const struct row_ticket_take *);
/* "resolved (Ana Soto, today 11:48)": with who brought the ticket, or its leg
 * (entity "referral"), there and when, where it was another; else `is`. */
const char *ticket_state_by(struct core *, struct id ticket, const char *entity,
    const char *is);
/* A refusal for the state that a thing is in: not what was typed is wrong, and
 * whoever shows it says that it is kept. ERR_INVALID. */
enum err ticket_refused_by_state(struct core *);
/* All that the leaf requires is among `old` or given: or ERR_NEED_ARG. */
MUST_CHECK enum err ticket_check_fields(struct core *,
    const struct row_typification_get *leaf,
    const struct rows_field_value_list *old, const struct pair *, size_t n);
/* Of what is given empty nothing is required by the typification: or
 * ERR_INVALID. */
MUST_CHECK enum err ticket_check_emptied(struct core *, struct str typification,
    const struct pair *, size_t n);
/* The same of the write's own ticket; ERR_CONFLICT when `version` is not 0 and
 * another was saved. */
MUST_CHECK enum err ticket_take_at(struct core *, struct write *,
    int64_t version, struct row_ticket_take *);
/* What differs is told and saved; another state is a stay with that reason. */
MUST_CHECK enum err ticket_put(struct core *, struct write *,
    const struct row_ticket_take *was, const struct row_ticket_take *now,
    struct str reason);
/* Has it already what its leaf demands at the end? ERR_NEED_ARG says what is
 * missing. */
MUST_CHECK enum err ticket_check_closing(struct core *,
    const struct row_ticket_take *);
MUST_CHECK enum err ticket_check_priority(struct core *, int64_t priority);

#endif
