/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verify.h - is the caller who they say they are? Questions out of what is
 * known of the customer, and what came of each.
 *
 * A verification belongs to one contact with one customer and ends with the
 * contact. `need` right answers verify (2), `most` wrong ones fail (2); both
 * are set for the centre. Answers are never kept.
 */
#ifndef CORE_VERIFY_H
#define CORE_VERIFY_H

#include "core/core.h"
#include "queries.h"

struct verify_question {
	struct str code;    /* "rut" "born" "plate" … */
	struct str ask;	    /* what to ask, translated */
	struct str expect;  /* the right answer; AUDIT_VEIL when the person
			     * does not read its class in clear */
	struct str outcome; /* "" right wrong skipped */
};

struct verify {
	struct id interaction, customer; /* none: no open contact with them */
	struct str state;		 /* "" not yet, "verified", "failed" */
	int64_t right, wrong, need, most;
	msec at;		   /* of the last answer */
	struct verify_question *v; /* asked first, then in the order to ask */
	size_t n;
};

/* MAY_INTERACTION_READ and MAY_CUSTOMER_READ. ERR_INVALID when the contact is
 * with nobody known. A contact that is closed has no questions left. */
MUST_CHECK enum err verify_get(struct core *, struct arena *,
    struct id interaction, struct verify *);
/* In core_read(): what verify_of will read, asked ahead; without a contact and
 * a customer what it reads of any. */
void verify_ahead(struct core *, struct id interaction, struct id customer);
/* The same without the questions, by the customer: of the acting person's own
 * open contact with them. */
MUST_CHECK enum err verify_of(struct core *, struct arena *, struct id customer,
    struct id interaction, struct verify *);

/*
 * One question was asked. MAY_INTERACTION_HANDLE; event interaction.verify of
 * the contact, with the question and the outcome.
 *
 *   outcome  right, wrong or skipped; or empty when `answer` is given, which
 *            is then compared (case, accents, signs do not count) and forgotten
 *
 * ERR_INVALID for a question that is not of this customer or was answered
 * already, for a closed contact, and after it was verified or has failed.
 */
MUST_CHECK enum err verify_answer(struct core *, struct id interaction,
    struct str question, struct str outcome, struct str answer);

/* MAY_SETUP_EDIT; event verify.rule. 1..5 each. */
MUST_CHECK enum err verify_rule(struct core *, int64_t need, int64_t most);

/* Is the person's own open contact with this customer verified? */
MUST_CHECK enum err verify_done(struct core *, struct id customer, bool *done);

#endif
