/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * contact.h - what customer.c and contact.c do for each other, in bodies.
 */
#ifndef CORE_CONTACT_H
#define CORE_CONTACT_H

#include "core/customer.h"

/* Checks, stores and makes findable one contact point of `customer`. */
MUST_CHECK enum err contact_put(struct core *, struct write *,
    struct id customer, struct id id, const struct contact_new *);
/* The customer's row, locked, through the write's scope; ERR_NOT_FOUND. */
MUST_CHECK enum err customer_take(struct core *, const struct scope *,
    struct id, struct row_customer_take *);
/* The sentence for ERR_NOT_FOUND of a customer; else core_db(). */
enum err customer_found(struct core *, enum err rc);
/* Is there one that the acting person may see? ERR_NOT_FOUND. */
MUST_CHECK enum err customer_exists(struct core *, struct id);
/* It changed by a row of its own: the next version, told to the write. */
MUST_CHECK enum err customer_touch(struct core *, struct write *,
    const struct row_customer_take *);
/* A write of its own for a row of a customer: asset.add and the like. */
MUST_CHECK enum err customer_write(struct core *, const char *kind,
    struct id customer, enum err (*body)(struct core *, struct write *),
    void *u);
/* The id of a row that a write adds, the same when the op is repeated. Makes
 * the op if there is none. */
struct id customer_row_id(struct core *, const char *kind);

#endif
