/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_rows.h - the rows of one transaction of contacts and tickets.
 */
#ifndef CORE_DEMO_ROWS_H
#define CORE_DEMO_ROWS_H

#include "core/demo_kit.h"
#include "queries.h"

struct work_rows {
	VEC(struct par_demo_contact_add) contacts;
	VEC(struct par_demo_ticket_add) tickets;
	VEC(struct par_demo_matter_add) matters;
	VEC(struct par_demo_message_add) messages;
	VEC(struct par_demo_value_add) values;
	VEC(struct par_load_stay_add) stays;
};

/* A channel, with what its contacts take, in seconds, by deciles. */
struct channel {
	const char *name;
	int weight;
	bool written;  /* the customer's words are kept */
	bool gives_up; /* a customer may leave while waiting */
	int wait[11], talk[11];
};

#endif
