/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident.h - mass incidents: one ticket that stands for many.
 *
 * Its cases are tickets linked to it by "incident" (link.h). While it goes on,
 * its words are before every agent, also those who may not see the ticket: who
 * answers the phone must know. What is told or done to its cases is a bulk
 * change (bulk.h): each once, a retry goes on where it was cut off, one undo.
 */
#ifndef CORE_INCIDENT_H
#define CORE_INCIDENT_H

#include "core/bulk.h"

#define INCIDENT_WORDS 500 /* bytes */

/*
 * The ticket becomes an incident, or one again. `typification`: a node; a new
 * ticket of it or below it is offered the incident; "" none. MAY_TICKET_EDIT of
 * the ticket, event incident.begin. ERR_INVALID: nobody works on the ticket, it
 * is a case of another, or goes on already.
 */
MUST_CHECK enum err incident_begin(struct core *, struct id ticket,
    struct str words, struct str typification);
/* Other words (""; as they are) and another node ("": as it is, "-": none).
 * Event incident.say. */
MUST_CHECK enum err incident_say(struct core *, struct id ticket,
    struct str words, struct str typification);
/* Agents are warned no more; its cases stay as they are. Event incident.end. */
MUST_CHECK enum err incident_end(struct core *, struct id ticket);

/* Of anybody, those going on first; `all` also what ended. Needs no right but
 * to be somebody; who began it is told to those who may see its ticket.
 * limit 0: 50. */
MUST_CHECK enum err incident_list(struct core *, struct arena *, bool all,
    int64_t limit, struct rows_incident_list *);
/* What stands before the acting person, the latest first, at most 20: those
 * whose ticket they may see, all for who opens tickets. Needs no right. */
MUST_CHECK enum err incident_told(struct core *, struct arena *,
    struct rows_incident_told *);
/* What the cases are about and of which branches, of those one may see. */
MUST_CHECK enum err incident_parts(struct core *, struct arena *,
    struct id ticket, struct rows_incident_parts *);
/* Those going on about this leaf. */
MUST_CHECK enum err incident_about(struct core *, struct arena *,
    struct str typification, struct rows_incident_about *);
/* One that goes on, by its ticket's number ("T-1042", "1042"), also when one
 * may not see the ticket. ERR_NOT_FOUND names those there are. */
MUST_CHECK enum err incident_find(struct core *, struct str ref, struct id *);

/* Another case of it. MAY_TICKET_EDIT of the case alone; event ticket.link. */
MUST_CHECK enum err incident_join(struct core *, struct id ticket,
    struct id incident);
/* In the body of a ticket.create: the new ticket is a case. */
MUST_CHECK enum err incident_case(struct core *, struct write *,
    struct id incident);
/* Its cases that are not done (`all`: every one), whoever's they are: what one
 * may not change is refused one by one. MAY_TICKET_READ of the incident. */
MUST_CHECK enum err incident_cases(struct core *, struct arena *,
    struct id ticket, bool all, struct id **out, size_t *n);
/* Only those of the n stay to whom nobody told these very words yet; the others
 * come behind them. ERR_CONFLICT when nobody stays. */
MUST_CHECK enum err incident_untold(struct core *, struct str text,
    bool to_customer, struct id *v, size_t *n);

#endif
