/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find.h - what the files of the search share: how search.c (keys) and find.c
 * (questions) cut text the same way, and what was found so far.
 */
#ifndef CORE_FIND_H
#define CORE_FIND_H

#include "base/vec.h"
#include "core/search.h"

#define WORDS_MAX  40 /* of one name; more are not keys */
#define PHONE_LAST 4  /* last digits that are a key of their own */

struct words {
	struct str v[WORDS_MAX];
	size_t n;
};

void words_of(struct arena *, struct str text, bool join, struct words *);
/* Would `join` make other words of it? */
bool words_may_join(struct str text);
struct str squeeze_code(struct arena *, struct str);

/* ---- one question ------------------------------------------------------- */

enum {
	CANDIDATES = 200, /* of each place asked, before ranking */
	ASKED = 6,	  /* words that a query takes */
	SHORT = 4,	  /* a prefix of digits or codes begins here */
	/* ranks: */
	WHOLE = 0,
	TAIL_FITS = 1,
	PREFIX = 7, /* names have 1..6 */
	NEAR = 8,   /* somebody of the household */
	BEFORE = 9, /* called from there */

	FOUND_MOST = 2047, /* more are passed over */
	FOUND_SLOTS = 4096
};

struct found {
	struct id id, ticket; /* ticket: whose number it was, or none */
	struct str name_sort, why, part, also, also_part;
	int rank;
};

struct ask {
	struct core *c;
	struct arena *a; /* scratch */
	struct scope scope;
	struct str text; /* trimmed */
	bool clear;	 /* personal data are read in clear */
	bool mixed;	 /* answered by words and digits together */
	VEC(struct found) found;
	unsigned short slots[FOUND_SLOTS]; /* by id: 1 + the place in found */
};

/* A customer fits; a better reason comes first, the other second. */
void find_note(struct ask *, const struct found *);
/* Those found, best first, with what a row shows. */
MUST_CHECK enum err find_answer(struct ask *, struct arena *, int64_t limit,
    struct customer_hits *);
/* How well the words asked fit those of a name: 1 best … 6, 0 not at all. */
int find_rank(struct arena *, const struct words *, struct str name);

/* Keys of a kind that begin with `key`, or with `whole` are it (find.c). */
MUST_CHECK enum err find_value(struct ask *, const char *kind, struct str key,
    bool whole, int rank);
/* Words of a name beside one with digits (find_mix.c). */
MUST_CHECK enum err find_mixed(struct ask *);
/* The last digits of a telephone, alone (find_mix.c). */
MUST_CHECK enum err find_last_digits(struct ask *, struct str digits);

#endif
