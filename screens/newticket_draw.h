/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * newticket_draw.h - a ticket that is being written: what is loaded, what
 * stands against it, and how it is drawn.
 */
#ifndef SCREENS_NEWTICKET_DRAW_H
#define SCREENS_NEWTICKET_DRAW_H

#include "core/customer.h"
#include "core/explain.h"
#include "core/incident.h"
#include "core/team.h"
#include "screens/needs.h"
#include "screens/owed.h"

struct newticket_state {
	struct sheet sheet;
	struct needs needs;
	char product[40]; /* what was filled in */
	char asked[100];  /* "TYPE PRIORITY" of what is foreseen */
	int64_t case_of;  /* the incident it will be a case of, or 0 */
};

struct newticket_model {
	struct row_customer_get who;
	struct types types;
	struct rows_asset_list assets;
	struct rows_team_list teams;
	struct owed_rows open;
	struct choice *products, *team;
	struct id contact;	  /* with this customer, in progress; or none */
	struct str channel;	  /* of that contact */
	struct str talk;	  /* with whom else one talks just now; or "" */
	struct foreseens promise; /* of arg.text's type and priority */
	struct rows_incident_about known; /* incidents of that type */
};

/* An open ticket of the customer of the type that is chosen; or NULL. */
const struct row_ticket_rows *newticket_same(const struct screen *);
/* The incident that is known of that type; or NULL. What is known is told to
 * the customer, and not looked into twice. */
const struct row_incident_about *newticket_known(const struct screen *);
/* Will it be a case of that one? Another type may have another incident. */
bool newticket_is_case(const struct screen *);
/* A screen's draw(). */
void newticket_draw(struct screen *, const struct pane *);

#endif
