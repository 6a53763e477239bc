/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * alert.h - what to mind before a word is said to a customer.
 *
 * Kinds are vip legal fraud no-contact bereaved product other. Severity 3 is
 * the worst. An alert is open from from_at until until_at (0: no end) or until
 * somebody ends it. One that must be acknowledged is asked of each person
 * once, before their script starts.
 */
#ifndef CORE_ALERT_H
#define CORE_ALERT_H

#include "core/core.h"
#include "queries.h"

struct alert_new {
	struct str kind;  /* empty: other */
	struct str text;  /* 1..300 bytes */
	int64_t severity; /* 1..3; 0: 1 */
	int class;	  /* CLASS_OPEN … CLASS_SENSITIVE: who reads it */
	bool must_ack;
	msec from_at;  /* 0: now */
	msec until_at; /* 0: no end */
};

/* MAY_CUSTOMER_EDIT; event alert.add of the customer. */
MUST_CHECK enum err alert_add(struct core *, struct id customer,
    const struct alert_new *, struct id *id);

/* MAY_CUSTOMER_READ. The open ones, worst first; with `all` also those to
 * come and gone. acked_at is the acting person's (0: not yet). The text of one
 * whose class they do not read is veiled. */
MUST_CHECK enum err alert_list(struct core *, struct arena *,
    struct id customer, bool all, struct rows_alert_list *);

/* "I have seen it": MAY_INTERACTION_HANDLE; event alert.ack of the customer.
 * ERR_INVALID when it was acknowledged already or has ended. */
MUST_CHECK enum err alert_ack(struct core *, struct id alert);
/* MAY_CUSTOMER_EDIT; event alert.end. ERR_INVALID when it has ended. */
MUST_CHECK enum err alert_end(struct core *, struct id alert);

#endif
