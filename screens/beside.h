/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * beside.h - what stands beside a list of tickets where there is room: the one
 * under the cursor.
 */
#ifndef SCREENS_BESIDE_H
#define SCREENS_BESIDE_H

#include "core/message.h"
#include "screens/owed.h"

/* `last` is what was said last, or NULL. */
void beside_ticket(const struct owed *, const struct row_message_last *last,
    const struct pane *, msec now);

#endif
