/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * around.h - what stands around a form about a ticket: whose ticket it is, who
 * else is in it, what was said.
 */
#ifndef SCREENS_AROUND_H
#define SCREENS_AROUND_H

#include "core/attachment.h"
#include "core/message.h"
#include "core/ticket.h"
#include "screens/screen.h"

/* Number, subject, state; the customer; who else is here: three rows. */
void around_head(const struct row_ticket_get *, const struct pane *, msec now);
/* With its heading, the newest on top. */
void around_said(const struct rows_message_of_ticket *, const struct pane *,
    msec now);
/* What may go along with a letter, by its number; what `typed` ("1,3") names is
 * marked. From this row on; returns the one after. */
int around_files(const struct rows_attachment_list *, struct str typed,
    const struct pane *, int row);
/* A choice of a field, with what typing is compared with. */
struct choice around_choice(struct arena *, const char *code, struct str text,
    int number);
/* "T-1042", or the screen's title while `t` is NULL. */
struct str around_label(const struct screen *, const struct row_ticket_get *t);

#endif
