/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callback_rule.h - what callback.c, callback_list.c and callback_rule.c share.
 */
#ifndef CORE_CALLBACK_RULE_H
#define CORE_CALLBACK_RULE_H

#include "core/callback.h"

/* A callback about to be written. */
struct callback_row {
	struct id id, customer, owner, interaction, ticket, previous;
	struct str who, phone, reason, team, override, zone;
	msec due_at, until_at;
};

/*
 * In a body: fills phone, zone, due_at and until_at from the customer and what
 * was said, and refuses what may not be promised, unless k->override says why
 * all the same. Errors as callback_add() has them.
 */
MUST_CHECK enum err callback_rule(struct core *, msec now, struct str when,
    struct str until, struct callback_row *k);

/* What reading one came to: ERR_NOT_FOUND is told in words. */
MUST_CHECK enum err callback_found(struct core *, enum err rc);

#endif
