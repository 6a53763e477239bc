/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_asked.h - what ticket_ask.c looked up and ticket_query.c reads by.
 */
#ifndef CORE_TICKET_ASKED_H
#define CORE_TICKET_ASKED_H

#include "base/zone.h"
#include "core/ticket_query.h"
#include "queries.h"

enum ticket_order { TICKET_NEW, TICKET_OLD, TICKET_DUE };

struct names {
	struct str *v;
	size_t n, cap;
};

enum {
	SET_STATE,
	SET_TEAM,
	SET_OWNER,
	SET_TYPE,
	SET_KIND,
	SET_BRANCH,
	SET_SEGMENT,
	SET_PRIORITY,
	SET_CUSTOMER,
	SETS
};

struct set {
	struct names in, out;
	bool given; /* only `in` */
};

struct ticket_asked {
	struct filter filter;
	struct part_ticket_fits fits;
	enum ticket_order order;
	struct set set[SETS];	     /* what an index can lead by */
	struct names desk;	     /* with fits.desk: the person's teams */
	struct names text, text_not; /* folded */
};

/* A list of texts as JSON; "" for none. */
struct str ticket_json(struct arena *, const struct str *v, size_t n);

/* Its text, as the database can look for it (ticket_sift.c). */
void ticket_sift(struct arena *, struct ticket_asked *);
/* As a list says it. */
const char *ticket_state_word(struct str state);

/* ---- while the words are looked up (ticket_lookup.c, ticket_ask.c) ----------- */

struct looking {
	struct core *c;
	struct arena *a;
	struct ticket_asked *q;
	const struct filter_term *t;
	msec now;
	const struct zone *zone;
	bool undone; /* when nothing is said of the state */
};

/* The term's values are added to a set, or, with `not`, kept out of it. */
void ticket_set(struct looking *, int set, const struct str *v, size_t n);
/* What has an end (its `all`) is said by what is left of it. */
void ticket_set_close(struct looking *, int set, const struct str *all,
    size_t n);
/* A term of kind FILTER_NAME. ERR_INVALID with what was meant. */
MUST_CHECK enum err ticket_look_up(struct looking *);
/* Hands over every value that begins so. */
MUST_CHECK enum err ticket_name_offer(struct core *, struct arena *,
    const struct filter_def *, struct str begun, filter_offer *, void *u);

#endif
