/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * search.h - finding customers from one box, and the keys they are found by.
 *
 * The keys are rows of search_key, made here only: customer.c, the loader and
 * the demo all call search_add_*(). A name's keys have the customer as their
 * source, a contact point's or asset's keys that row.
 */
#ifndef CORE_SEARCH_H
#define CORE_SEARCH_H

#include "core/core.h"

struct search_key {
	const char *kind; /* name phone email rut plate vin external */
	struct str key;	  /* folded */
};

struct search_keys {
	struct search_key *v;
	size_t n, cap;
};

/* Each adds the keys of one value, none twice; an empty value adds none. */
void search_add_name(struct arena *, struct search_keys *, struct str name);
/* `digits` as phone_digits() gives them: all, the last nine, the last eight,
 * the last four. */
void search_add_phone(struct arena *, struct search_keys *, struct str digits);
/* kind email, rut (stored form), plate, vin (also other serials), external. */
void search_add(struct arena *, struct search_keys *, const char *kind,
    struct str value);
/* In a body: the keys of `source` are these from now on. */
MUST_CHECK enum err search_save(struct core *, const struct search_keys *,
    struct id customer, struct id source);

/* A customer found, and by what. */
struct customer_hit {
	struct id id;
	struct id ticket; /* the one whose number it was, or none */
	struct str name, kind, segment;
	struct str why;	 /* "name", "phone", "rut", "ticket" … */
	struct str part; /* what fitted: "rojas", "…4321"; or "" */
	struct str
	    place;	 /* of a name: "surname" "surname2" "given" "company" */
	struct str also; /* a second reason ("phone" beside "name"), or "" */
	struct str also_part;
	struct str phone; /* the first; veiled by class */
	struct str rut;	  /* veiled by class */
	struct str branch, city;
	struct str asset; /* the newest product: "Andes Sedán KXRT-42" */
	int64_t open;	  /* tickets not done, of those one may see */
	msec contact_at;  /* the last contact, of those one may see; or 0 */
	int rank;	  /* 0 is best */
};

struct customer_hits {
	struct customer_hit *v;
	size_t n;
};

/*
 * Who fits `text`, best first, at most `limit` (0: 20, most: 200). The shape
 * of the text decides where to look: an e-mail, a RUT with its check digit, a
 * plate, a ticket's number, a telephone (6 digits or more, or its last ones),
 * else words of the name, each the beginning of a word of theirs, and serial
 * numbers and keys of other systems. Words of a name and one with digits
 * combine: `rojas 4321` is a Rojas with such last digits of a telephone, such
 * a beginning of a RUT, or such a plate. Whoever does not read personal data in
 * clear finds phones, e-mails and RUTs by the whole value only.
 *
 * OK with no rows for a text that fits nobody; ERR_INVALID for an empty one;
 * ERR_DENIED.
 */
MUST_CHECK enum err customer_find(struct core *, struct arena *, struct str,
    int64_t limit, struct customer_hits *);

/* The ticket that `text` names ("T-1042"), whoever its customer is: who reads a
 * ticket may not see the customer. None when there is none in sight. */
MUST_CHECK enum err ticket_named(struct core *, struct str, struct id *ticket);

/*
 * Who may be calling from `number`, best first: those who have it, whose
 * household has it, and who called from it before. Whoever was said not to be
 * the caller (caller_not) is left out. OK with no rows.
 */
MUST_CHECK enum err caller_find(struct core *, struct arena *,
    struct str number, int64_t limit, struct customer_hits *);
/* "It is not this one": MAY_INTERACTION_HANDLE; event caller.not of the
 * customer. */
MUST_CHECK enum err caller_not(struct core *, struct str number,
    struct id customer);

#endif
