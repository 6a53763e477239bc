/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_route.h - who works on a ticket, decided by who answers for the work:
 * taken from somebody, given back to its team, sent to another team.
 *
 * All three are MAY_TICKET_ASSIGN and ask for the reason (1..200 bytes), which
 * stays in the history. No clock is touched: the customer's promise goes on.
 * ERR_INVALID where nobody works on it any more, or nothing would change;
 * ERR_CONFLICT when `version` is not 0 and another was saved.
 */
#ifndef CORE_TICKET_ROUTE_H
#define CORE_TICKET_ROUTE_H

#include "core/ticket.h"

/* The acting person has it from now on, whoever had it. Event ticket.take. */
MUST_CHECK enum err ticket_claim(struct core *, struct id, struct str reason,
    int64_t version);
/* Nobody has it: it waits in its team's inbox. Event ticket.return. */
MUST_CHECK enum err ticket_give_back(struct core *, struct id,
    struct str reason, int64_t version);
/* It is another team's, and nobody's there. Event ticket.route. */
MUST_CHECK enum err ticket_reroute(struct core *, struct id, struct str team,
    struct str reason, int64_t version);

/* ticket_reopen() of what its policy's window has closed on, or never opens:
 * MAY_SLA_KEEP besides. */
MUST_CHECK enum err ticket_reopen_late(struct core *, struct id,
    struct str reason, int64_t version);

#endif
