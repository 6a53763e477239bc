/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * waits.h - contacts that nobody has taken yet, as rows of a list.
 */
#ifndef SCREENS_WAITS_H
#define SCREENS_WAITS_H

#include "core/interaction.h"
#include "screens/screen.h"

/* The longest wait first, those with every word of the filter; none for who
 * may not see contacts. */
MUST_CHECK enum err waits_load(struct core *, struct arena *, struct str filter,
    struct rows_interaction_rows *);
extern const struct column waits_columns[];
/* Where one asks who calls: without the number, phones as they are said. */
extern const struct column waits_call_columns[];

#endif
