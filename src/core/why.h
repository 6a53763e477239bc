/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * why.h - why a person may or may not do something, step by step.
 */
#ifndef CORE_WHY_H
#define CORE_WHY_H

#include "core/core.h"

/* One step: "role" / "yes" or "no" / the reason, translated. */
struct why_row {
	struct str step, answer, reason;
};

struct why {
	struct why_row *v;
	size_t n;
	bool may; /* the last word */
};

/*
 * Explain whether `login` may do `verb` ("ticket.edit"), to `entity` unless it
 * is "": a ticket's number for ticket.…, a contact's number for interaction.…,
 * a customer's id for customer.…, a login for agent.… and state.….
 *
 * About oneself, or with MAY_AGENT_ADMIN; ERR_DENIED otherwise. ERR_NOT_FOUND:
 * no such agent. ERR_INVALID: no such verb, or an entity that does not go with
 * it. An entity that does not exist is a step that says no.
 */
MUST_CHECK enum err why_explain(struct core *, struct arena *, struct str login,
    struct str verb, struct str entity, struct why *);

#endif
