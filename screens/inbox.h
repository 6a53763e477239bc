/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox.h - the inbox: what is loaded, its rows, and how it is drawn.
 */
#ifndef SCREENS_INBOX_H
#define SCREENS_INBOX_H

#include "screens/asked.h"
#include "screens/legs.h"
#include "screens/owed.h"
#include "screens/peek.h"

enum { INBOX_ALL, INBOX_MINE, INBOX_WAITING, INBOX_LENT, INBOX_PARTS };

struct inbox_state {
	int part;
	struct list list[INBOX_PARTS];
	struct id touched; /* the cursor was put on it already */
	struct peek whose; /* the customer of the row under the cursor */
	struct buf view;   /* the saved view that was opened, */
	struct buf called; /* and what is shown of it now; "": none */
};

struct inbox_model {
	struct owed_rows all, mine;
	struct rows_interaction_rows waiting;
	struct leg_rows lent;
	struct rows_message_last last;
	struct asked asked;
	struct str only; /* what it is filtered by, without the columns */
	struct str name; /* of the view that says just this, or "" */
	struct str text; /* and of that what contacts are found by */
};

/* screen_def.load: the text is what was typed after `/`. */
MUST_CHECK enum err inbox_load(struct core *, const struct screen_arg *,
    struct arena *, void **model);

/* The rows of one part as they were loaded, and in the order that was chosen. */
struct rows inbox_rows_of(const struct inbox_model *, int part);
struct rows inbox_shown(const struct screen *, int part);
/* The orders of the loaded rows, behind those that all that fit may have. */
const struct order *inbox_orders(const struct inbox_model *);
/* More fit than are loaded: they are counted. */
long long inbox_count(const struct inbox_model *, int part);
/* What the cursor is on; NULL: it is something else, or nothing. */
const struct owed *inbox_ticket(const struct screen *);
const struct leg_row *inbox_leg(const struct screen *);
const struct row_interaction_rows *inbox_contact(const struct screen *);
struct subject inbox_subject(const struct screen *);

/* A screen's draw(). */
void inbox_draw(struct screen *, const struct pane *);

#endif
