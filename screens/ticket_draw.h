/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_draw.h - one ticket: what is loaded of it, and how it is drawn.
 */
#ifndef SCREENS_TICKET_DRAW_H
#define SCREENS_TICKET_DRAW_H

#include "core/courtesy.h"
#include "core/field.h"
#include "core/follow.h"
#include "core/spent.h"
#include "core/watch.h"
#include "screens/peek.h"
#include "screens/shared.h"
#include "screens/story.h"
#include "screens/tickets.h"

struct ticket_state {
	struct list list;
	struct id newest; /* of the story, when it was loaded last */
	bool open;	  /* also what was before it was reopened */
	struct peek whose;
};

struct ticket_model {
	struct row_ticket_get t;
	struct rows_field_value_list values;
	struct rows_field_named names;
	struct str path; /* of its type */
	struct promises promises;
	struct story story;
	struct follower next; /* goes on with it */
	struct rows_spent_sums spent;
	struct rows_held_list held;	    /* what the customer wrote since */
	struct rows_shared_draft_list left; /* half written */
	struct rows_watch_list watch;
	bool mine;		   /* the person looking follows it */
	struct ticket_reach reach; /* of that person */
	enum ticket_leg leg;
	struct str holder; /* who has it now, while it is lent */
};

/* A screen's draw(). */
void ticket_draw(struct screen *, const struct pane *);

#endif
