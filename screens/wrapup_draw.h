/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wrapup_draw.h - the end of a contact that is on the screen: what is loaded,
 * what is chosen, and how it is drawn.
 */
#ifndef SCREENS_WRAPUP_DRAW_H
#define SCREENS_WRAPUP_DRAW_H

#include "core/callback.h"
#include "core/interaction.h"
#include "core/outcome.h"
#include "screens/needs.h"

enum wrapup_area {
	WRAPUP_TYPE,
	WRAPUP_OUTCOME,
	WRAPUP_NEXT,
	WRAPUP_NOTE,
	WRAPUP_AREAS
};

struct wrapup_state {
	struct sheet sheet; /* what it was about, and what that asks for */
	struct needs needs;
	enum wrapup_area area;
	int outcome, next; /* chosen, from 0; -1 none */
	int at[2]; /* the marked row of WRAPUP_OUTCOME and WRAPUP_NEXT */
	bool begun;
	char missing[120]; /* why F10 did nothing */
};

struct wrapup_model {
	struct row_interaction_get i;
	struct rows_matter_list matters;
	struct types types;
	struct outcome_rows ways;
	struct callback_choice calls[CALLBACK_CHOICES];
	size_t ncalls;
	msec promised_at; /* the call promised in it already; 0 none */
	struct str guide; /* a service script that is still open; "" none */
};

/* How many rows there are to choose from, 9 at most. */
int wrapup_rows(const struct wrapup_model *, enum wrapup_area);
/* A screen's draw(). */
void wrapup_draw(struct screen *, const struct pane *);

#endif
