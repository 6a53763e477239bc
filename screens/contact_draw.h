/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * contact_draw.h - a conversation that is on the screen: what is loaded, what
 * is typed, and how it is drawn.
 */
#ifndef SCREENS_CONTACT_DRAW_H
#define SCREENS_CONTACT_DRAW_H

#include "core/alert.h"
#include "core/customer.h"
#include "core/handover.h"
#include "core/interaction.h"
#include "core/message.h"
#include "core/verify.h"
#include "screens/aside.h"
#include "screens/owed.h"
#include "screens/screen.h"
#include "screens/script_told.h"

struct contact_state {
	struct list list; /* the customer's open tickets */
	bool writing;	  /* the note has the focus */
	bool begun;	  /* desk_note() was asked for */
};

struct contact_model {
	struct row_interaction_get i;
	struct str outcome; /* in words, once it is closed */
	struct rows_matter_list matters;
	struct rows_message_of_interaction said;
	struct row_customer_get who;
	struct rows_contact_list points;
	struct rows_alert_list alerts;
	struct verify verify;
	struct owed_rows open;
	struct aside aside;
	struct script_told script;
	struct rows_interaction_open
	    mine;			/* all in hand; none: not its owner */
	struct row_handover_get handed; /* when it did; none: not mine */
	struct str theirs; /* why one may not go on with it; or "" */
	msec worked;	   /* on the screen, with somebody typing */
};

/* Emptied at each draw. */
extern struct arena contact_words;

/* Where gc goes from it: round all that one has in hand, the one talked to first,
 * those on hold, those to wrap up. None: nothing else is in hand. */
struct id contact_next(const struct contact_model *);

bool contact_closed(const struct contact_model *);
/* It is closed, and what was typed for its end was not written with it. */
bool contact_left(const struct screen *);
/* A screen's draw(). */
void contact_draw(struct screen *, const struct pane *);

#endif
