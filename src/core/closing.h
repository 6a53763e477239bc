/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing.h - tickets that nobody waits for any more end by themselves.
 *
 * A policy says it of two states (policy.h): close.resolved, and the ticket is
 * closed; close.pending-customer, and it is resolved because the customer did
 * not answer. Before that the customer is written to at each time of warn.…,
 * and at the end once more, by e-mail or WhatsApp as they are reached and allow
 * it. All is counted in the hours of the policy's resolution, from the instant
 * the state began, by the policy as it was then. Whatever ends the state ends
 * this, too. A policy that is given such a line later reaches who waits for the
 * customer already, as it reaches open clocks (SLA.md 4.5): from the beginning
 * of their wait, or from the change when that would be over. What is resolved
 * is done, and stays as it was.
 *
 * The customer always has the time between the last warning and the end: when
 * nobody swept for days, the warning goes out first and the end moves. Of
 * several warnings that were slept over only the last is sent.
 *
 * Events: ticket.warn, ticket.lapse (undone like any other move, and it then
 * begins anew), ticket.lapse-stopped when the ticket may not end so: its type
 * demands something, parts are open, it is lent. Who has it is told why.
 */
#ifndef CORE_CLOSING_H
#define CORE_CLOSING_H

#include "core/ticket_body.h"

/* In a body, when the state changed: what ends by itself now. */
MUST_CHECK enum err closing_follow(struct core *, struct write *,
    const struct row_ticket_take *was, const struct row_ticket_take *now);

/* In the body of ticket.promise, after the promises: who waits for the customer
 * ends by itself now, when its policy says so and did not before. */
MUST_CHECK enum err closing_renew(struct core *, struct write *,
    const struct row_ticket_take *);

/* When, and to which state; ERR_NOT_FOUND: it does not. MAY_TICKET_READ. */
MUST_CHECK enum err closing_get(struct core *, struct arena *, struct id ticket,
    struct row_closing_get *);
/* MAY_TICKET_EDIT, event ticket.keep: not before that instant, which is later
 * than now. ERR_INVALID when nothing would end by itself. */
MUST_CHECK enum err closing_keep(struct core *, struct id ticket, msec until,
    struct str reason);

/* For the sweep, as the program: what is due of a ticket. ERR_CONFLICT when it
 * is no longer so. */
enum closing_did { CLOSING_WARNED, CLOSING_ENDED, CLOSING_STOPPED };
MUST_CHECK enum err closing_tick(struct core *, struct id ticket,
    enum closing_did *);

#endif
