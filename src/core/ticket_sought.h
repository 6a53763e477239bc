/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_sought.h - a word of free text, what it may mean, and the tickets it
 * leads to; for ticket_sift.c alone.
 */
#ifndef CORE_TICKET_SOUGHT_H
#define CORE_TICKET_SOUGHT_H

#include "core/ticket_asked.h"

/* An id, short: there may be hundreds of thousands. */
struct ticket_no {
	uint64_t hi, lo;
};

struct sought {
	struct str word, piece,
	    piece_any;	   /* patterns: of folded text, of any */
	struct str lo, hi; /* words that begin so */
	struct names types, owners, teams, states;
	VEC(struct ticket_no) ids; /* in order, each once */
	bool whole;		   /* no other ticket can have the word */
	bool named;		   /* a customer with a ticket is called so */
};

/* The folded word, with nothing looked up. */
struct sought sought_word(struct arena *, struct str word);

/*
 * In a transaction: fills in what it may mean and, in `g`, up to `most` of the
 * tickets. One that means a team, a state or many types is not `whole`, for
 * what those have is never little. *owed: there are tickets whose words are
 * not filled, and no word leads.
 */
MUST_CHECK enum err sought_find(struct looking *, struct arena *g,
    struct sought *, size_t most, bool *owed);

/* Of two that are whole: `s` keeps what both have. */
void sought_both(struct sought *s, const struct sought *other);
/* Its tickets, as JSON. */
struct str sought_list(struct arena *, const struct sought *);

#endif
