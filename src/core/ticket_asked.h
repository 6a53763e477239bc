/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_asked.h - what ticket_ask.c looked up and ticket_query.c reads by.
 */
#ifndef CORE_TICKET_ASKED_H
#define CORE_TICKET_ASKED_H

#include "base/zone.h"
#include "core/ticket_query.h"
#include "queries.h"

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
	SET_WATCHED, /* tickets */
	SETS
};

struct set {
	struct names in, out;
	bool given; /* only `in` */
};

/* A text that is looked for: its words, each the beginning of a word of the
 * ticket; what is more than a word stands there as it is typed, too. */
struct ticket_term {
	struct str fold;
	struct names words;
	bool whole; /* more than a word */
};

/* What leads to few enough to be read all, before anything else does. */
enum ticket_lead {
	LEAD_NONE,
	LEAD_WORD, /* the rarest word of the text, behind people and customers */
	LEAD_WORD_FIRST, /* which few tickets have */
	LEAD_RESOLVED,
	LEAD_SEGMENT /* its customers, who are few */
};

struct ticket_asked {
	struct filter filter;
	struct part_ticket_fits fits;
	enum ticket_lead lead;
	struct str
	    ids; /* as JSON: tickets that may have the words; customers */
	enum ticket_order order;
	int by, sign;	      /* with TICKET_BY */
	bool owed;	      /* nothing was said of the state: what is owed */
	unsigned show;	      /* bits: TICKET_SHOWS_… */
	struct set set[SETS]; /* what an index can lead by */
	struct names desk;    /* with fits.desk: the person's teams */
	VEC(struct ticket_term) text;
	VEC(struct ticket_term) text_not;
};

/* A list of texts as JSON; "" for none. */
struct str ticket_json(struct arena *, const struct str *v, size_t n);

/* ---- text (ticket_text.c) ------------------------------------------------------ */

struct ticket_term ticket_term(struct arena *, struct str text);
/* Is it what is looked for, by text? */
bool ticket_has_text(struct arena *, const struct ticket_asked *,
    const struct row_ticket_rows *);

/* ---- a page (ticket_pick.c, ticket_query.c) -------------------------------------- */

struct ticket_spot {
	struct id id; /* the head: list_ids() reads it */
	int64_t key;
};

struct ticket_walk {
	struct core *c;
	const struct ticket_asked *q;
	struct scope scope;
	int64_t from; /* the key behind which the page begins */
	struct id after;
	int64_t limit;
	struct arena *a; /* of spots; emptied between slices */
	VEC(struct ticket_spot) spots;
	bool end; /* nothing lies behind them */

	/* Of what no index leads to, so many tickets are read at a time: up to
	 * the key `stop`, while `cut`. */
	bool cut, last;
	int64_t stop;
	size_t windows; /* so far */
};

/* The next `limit` spots of each index that leads to some, unsorted; one may
 * be there more than once. */
MUST_CHECK enum err ticket_pick(struct ticket_walk *);
/* Does it go through whatever there is (of a state, of a team …)? */
bool ticket_pick_wide(const struct ticket_walk *);
/* Do words, or what is watched, lead (q->ids)? */
bool ticket_pick_words(const struct ticket_walk *);
/* Of the spots those whose rows have the text stay. */
MUST_CHECK enum err ticket_keep_text(struct ticket_walk *);
/* Tickets of the first window of those; the next two are four times the one
 * before, and the third is the last but for who must have them all. Tests make
 * it small. */
extern int64_t ticket_window;

/* What fits, at most so many, in no order that is told; *more: there are
 * others. Rows are read only where text has to be compared. */
MUST_CHECK enum err ticket_gather(struct core *, const struct ticket_asked *,
    size_t most, struct str *ids, size_t *n, bool *more);
/* More than so many are not gathered. Tests make it small. */
extern size_t ticket_gather_most;
/* The newest of what fits, behind a ticket made at `from` (`after` none: from
 * the beginning on): at most `limit`, as w->spots. */
MUST_CHECK enum err ticket_newest(struct core *, const struct ticket_asked *,
    msec from, struct id after, int64_t limit, struct ticket_walk *w);
/* Behind which key a page in an order of TICKET_BY begins; no id: the first. */
struct ticket_key {
	int64_t key, made;
	struct str name;
	struct id id;
};
/* An order of few values, when very many fit; spots as below
 * (ticket_groups.c). */
bool ticket_groups_has(int by);
MUST_CHECK enum err ticket_groups_pick(struct ticket_walk *,
    const struct ticket_key *);
/* The order of customers' names, the same way; !*full: too few of the first of
 * them have what fits, and there are no spots (ticket_customers.c). */
MUST_CHECK enum err ticket_customers_pick(struct ticket_walk *,
    const struct ticket_key *, bool *full);
/* The spots of a page in an order of TICKET_BY, from `after` on, one more than
 * `limit` when there is one (ticket_order.c). *more: not all was looked at. */
MUST_CHECK enum err ticket_order_pick(struct ticket_walk *, struct id after,
    bool *more);

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

/* A term of show: which columns (ticket_show.c). */
MUST_CHECK enum err ticket_show(struct looking *);
/* The term's values are added to a set, or, with `not`, kept out of it. */
void ticket_set(struct looking *, int set, const struct str *v, size_t n);
/* What has an end (its `all`) is said by what is left of it. */
void ticket_set_close(struct looking *, int set, const struct str *all,
    size_t n);
/* What leads, and the text as the database can look for it (ticket_sift.c). */
MUST_CHECK enum err ticket_sift(struct looking *);
/* A term of kind FILTER_NAME. ERR_INVALID with what was meant. */
MUST_CHECK enum err ticket_look_up(struct looking *);
/* Hands over every value that begins so. */
MUST_CHECK enum err ticket_name_offer(struct core *, struct arena *,
    const struct filter_def *, struct str begun, filter_offer *, void *u);

#endif
