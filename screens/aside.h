/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * aside.h - what stands beside a contact where there is room for three
 * columns: the ticket under the cursor, the customer's earlier contacts and
 * what they own.
 */
#ifndef SCREENS_ASIDE_H
#define SCREENS_ASIDE_H

#include "core/customer.h"
#include "core/interaction.h"
#include "screens/owed.h"

struct aside {
	struct rows_interaction_rows contacts; /* the newest first */
	struct rows_asset_list assets;
};

/* What one may not read is left out. */
MUST_CHECK enum err aside_load(struct core *, struct arena *,
    struct id customer, struct aside *);
/* `at` is the ticket under the cursor, or NULL; `but` the contact that is
 * talked: it is not told twice. */
void aside_draw(const struct aside *, const struct owed *at, struct id but,
    const struct pane *, msec now);

#endif
