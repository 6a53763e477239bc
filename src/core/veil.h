/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * veil.h - one veiled value in clear, once; and who looked at a customer.
 */
#ifndef CORE_VEIL_H
#define CORE_VEIL_H

#include "core/core.h"
#include "queries.h"

/*
 * One value of a customer, in clear: "rut", "born", the id of a contact point,
 * or a field of the centre's own. MAY_UNVEIL; event customer.unveil with the
 * field and the reason, never the value.
 *
 *   reason  3..200 bytes; may be empty while the caller is verified in the
 *           acting person's open contact
 *
 * ERR_DENIED for a field of class secret, ERR_INVALID without a reason,
 * ERR_NOT_FOUND when the customer has no such value. A repeated op gives an
 * empty value: it was given once.
 */
MUST_CHECK enum err customer_unveil(struct core *, struct arena *,
    struct id customer, struct str field, struct str reason, struct str *value);

/*
 * Who looked at a customer: one row per person and customer, kept thirty days
 * after the last look, and no event. customer_360() and `customer show` note
 * the look in the core; customer_looks() writes what was noted, when nothing
 * waits for the database. A look within ten minutes of the last is the same.
 */
void customer_look(struct core *, struct id customer);
void customer_looks(struct core *);
/* MAY_CUSTOMER_READ; newest first. */
void customer_looked_ahead(struct core *, const struct scope *,
    struct id customer);
MUST_CHECK enum err customer_looked(struct core *, struct arena *,
    struct id customer, struct rows_look_list *);

#endif
