/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hits.h - customers that a search found, as lists tell of them.
 */
#ifndef SCREENS_HITS_H
#define SCREENS_HITS_H

#include "core/search.h"

/* Why this one fits: "name; phone …4321". */
struct str hit_reason(struct arena *, const struct customer_hit *);

#endif
