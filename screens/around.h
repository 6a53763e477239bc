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
#include "core/agent.h"
#include "screens/sheet.h"

/* Number, subject, state; the customer; who else is here: three rows. */
void around_head(const struct row_ticket_get *, const struct pane *, msec now);
/* With its heading, the newest on top. */
void around_said(const struct rows_message_of_ticket *, const struct pane *,
    msec now);
/* What may go along with a letter, by its number; what `typed` ("1,3") names is
 * marked. From this row on; returns the one after. */
int around_files(const struct rows_attachment_list *, struct str typed,
    const struct pane *, int row);
/* A form about a ticket: the head and the fields, beside them what was said
 * where there is room; `in` becomes the fields' part of the pane. Returns the
 * row after them. */
int around_form(struct screen *, const struct pane *,
    const struct row_ticket_get *, const struct rows_message_of_ticket *said,
    struct pane *in);
/* The same, and below the fields what will happen. */
int around_will(struct screen *, const struct pane *,
    const struct row_ticket_get *, const struct rows_message_of_ticket *said,
    struct pane *in);
/* What was said below a form, from `row` on: where it is not beside it. */
void around_below(const struct pane *, const struct pane *in, int row,
    const struct rows_message_of_ticket *, msec now);
/* For struct screen_def, of a screen whose model begins with a struct
 * row_ticket_get: "T-1042", or the title until it is loaded. */
struct str around_label(const struct screen *);
/* Likewise: that ticket, its customer and contact. */
struct subject around_subject(const struct screen *);
/* Likewise: the verbs on a ticket ask in their forms, as everywhere. */
enum screen_key around_word(struct screen *, struct str words, struct buf *say);
/* For struct screen_def, of a form about a ticket: is it within the reach of
 * the right to edit it, or to assign it, and not joined into another? */
enum err around_may_edit(struct core *, const struct screen_arg *);
enum err around_may_assign(struct core *, const struct screen_arg *);

/* ---- choices ------------------------------------------------------------ */

struct around_row {
	const char *code, *text; /* text: N_() */
};

/* A choice of a field, with what typing is compared with. */
struct choice around_choice(struct arena *, const char *code, struct str text,
    int number);
/* Numbered from 1. */
struct choice *around_choices(struct arena *, const struct around_row *,
    size_t n);
/* The priorities, numbered as they are: AROUND_PRIORITIES of them. */
enum { AROUND_PRIORITIES = 4 };
struct choice *around_priorities(struct arena *);
/* People by name and sign-in, without `but`; *n stays 0 with an error. */
enum err around_people(struct core *, struct arena *,
    const struct agent_filter *, struct id but, struct choice **v, size_t *n);
/* Why a leg is sent, rejected or returned, numbered; none for other verbs. */
enum err around_reasons(struct core *, struct arena *, const char *verb,
    struct choice **v, size_t *n);

#endif
