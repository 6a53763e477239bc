/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer_360.h - everything that is shown of a customer, in one snapshot.
 *
 * All in the arena, veiled by class, bounded: lists are cut where their
 * comment says, counts stop at 1000 (`tickets`: 2000).
 */
#ifndef CORE_CUSTOMER_360_H
#define CORE_CUSTOMER_360_H

#include "core/alert.h"
#include "core/consent.h"
#include "core/customer.h"
#include "core/household.h"
#include "core/message.h"
#include "core/offer.h"
#include "core/slot.h"
#include "core/ticket.h"
#include "core/veil.h"
#include "core/verify.h"

/* Tickets and purchases of one line of products by one channel. */
struct matrix_cell {
	struct str line;    /* car motorcycle power part service other; "" for
			     * a ticket that names no product */
	struct str channel; /* of the contact, or where it was bought */
	int64_t tickets, open, value;
};

/* What was bought in each month of a year, minor units. */
struct cycle_year {
	int year;
	int64_t amount[12];
};

struct customer_360 {
	struct row_customer_get who;
	msec since_at;	     /* customer since: made or first purchase */
	msec contact_at;     /* the last contact; 0: none */
	int64_t worth;	     /* purchases of three years, minor units, of */
	struct str currency; /* the newest purchase's; "" without any */

	struct rows_contact_list points;
	struct rows_field_value_list fields;
	struct rows_field_named names;
	/* of the fields */	       /* the centre's own */
	struct rows_alert_list alerts; /* open, worst first */
	struct verify verify; /* of the person's open contact; no questions */
	struct rows_consent_list consents;
	struct household household;

	struct rows_ticket_rows tickets; /* open ones first; at most 50 */
	int64_t open, done;
	struct rows_whole_contacts contacts; /* newest first; at most 50 */
	int64_t ncontacts;
	struct rows_whole_appointments dates;  /* to come, the next first */
	struct services services;	       /* their names; empty without */
	struct rows_asset_list assets;	       /* at most 200 */
	struct rows_whole_purchases purchases; /* newest first; at most 1000 */
	struct rows_message_of_customer notes; /* newest first; at most 100 */
	struct offers offers;
	struct rows_look_list looks;

	struct matrix_cell *matrix; /* by line and channel, no empty cell */
	size_t nmatrix;
	struct cycle_year *cycle; /* the last four years, oldest first */
	size_t ncycle;
	msec every_ms; /* mean time between days of purchase; 0: fewer than 2 */
};

/* MAY_CUSTOMER_READ; parts whose right the person lacks (tickets, contacts)
 * are empty. A `ticket` of theirs (or none) is among those shown, however old
 * it is. Notes the look (veil.h). ERR_NOT_FOUND. */
MUST_CHECK enum err customer_360(struct core *, struct arena *, struct id,
    struct id ticket, struct customer_360 *);

/* In passing, for whoever goes through a list: no look is noted, and what
 * identifies or reaches them (RUT, birth, contact points, fields, notes) is
 * left out. */
MUST_CHECK enum err customer_glance(struct core *, struct arena *, struct id,
    struct customer_360 *);

#endif
