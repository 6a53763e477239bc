/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify_ask.h - between the files of verification: the questions.
 */
#ifndef CORE_VERIFY_ASK_H
#define CORE_VERIFY_ASK_H

#include "core/verify.h"

enum { VERIFY_QUESTIONS = 16 }; /* of one customer, at most */

/* How an answer that was heard is compared. */
enum verify_compare { VERIFY_EXACT, VERIFY_DAY, VERIFY_WORDS };

struct verify_ask {
	const char *code;
	int class;
	enum verify_compare compare;
	struct str ask, expect;
};

struct verify_asks {
	struct verify_ask v[VERIFY_QUESTIONS];
	size_t n;
};

/* What this customer can be asked, with the answers we have: MAY_CUSTOMER_READ;
 * ERR_NOT_FOUND for a customer that is none or out of reach. */
MUST_CHECK enum err verify_know(struct core *, struct arena *,
    struct id customer, struct verify_asks *);
/* Another one first in each contact, always the same within one. */
void verify_turn(struct verify_asks *, struct id interaction);
/* Is what was heard the answer? */
bool verify_fits(struct arena *, const struct verify_ask *, struct str answer);

#endif
