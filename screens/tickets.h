/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tickets.h - the columns of a list of tickets, alike on every screen.
 */
#ifndef SCREENS_TICKETS_H
#define SCREENS_TICKETS_H

#include "core/ticket.h"
#include "screens/screen.h"

extern const struct column ticket_columns[];
struct subject ticket_subject(const struct row_ticket_rows *);

#endif
