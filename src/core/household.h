/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * household.h - who belongs together, and why.
 *
 * The rule suggests: two people with two of surname, address and telephone in
 * common. A person confirms by joining them. A customer is in one household at
 * most.
 */
#ifndef CORE_HOUSEHOLD_H
#define CORE_HOUSEHOLD_H

#include "core/core.h"
#include "queries.h"

struct household_member {
	struct id customer;
	struct str name;
	struct str relation; /* "spouse" …, as somebody wrote it; or "" */
	struct str reason;   /* "surname,address,phone" or "person" */
	int64_t products, open, value; /* value: minor units, three years */
};

struct household {
	struct id id;		    /* none: in no household */
	struct str name;	    /* "Rojas Fuentes" */
	struct household_member *v; /* the customer among them, first */
	size_t n;
	int64_t products, open, value; /* sums over them */
	struct str reason;	       /* why they are together, all reasons */
	/* Not confirmed yet: whom the rule would join; at most 10. */
	struct household_member *maybe;
	size_t nmaybe;
};

/* MAY_CUSTOMER_READ. Members out of the person's sight are left out. */
MUST_CHECK enum err household_get(struct core *, struct arena *,
    struct id customer, struct household *);

/* The same of a customer who was read already. */
/* In core_read(): household_of will be called. */
void household_ahead(struct core *, const struct scope *, struct id customer);
MUST_CHECK enum err household_of(struct core *, struct arena *,
    const struct row_customer_get *, struct household *);

/* MAY_CUSTOMER_EDIT; event household.join of `customer`, who comes into the
 * household of `with`; a new one is made when that has none. relation: up to
 * 40 bytes. ERR_INVALID when they are together already, or `customer` is in
 * another household, which must be left first. */
MUST_CHECK enum err household_join(struct core *, struct id customer,
    struct id with, struct str relation);
/* MAY_CUSTOMER_EDIT; event household.leave. Of two, the other is alone then,
 * and leaves too. */
MUST_CHECK enum err household_leave(struct core *, struct id customer);

#endif
