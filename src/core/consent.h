/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * consent.h - what a customer allows: by which channel, for which purpose,
 * since when, and what proves it.
 *
 * Channels are phone email whatsapp sms letter, purposes service and sales.
 * A change closes the row in force and opens the next; nothing is overwritten.
 * Where nothing was said, service is allowed and sales is not.
 */
#ifndef CORE_CONSENT_H
#define CORE_CONSENT_H

#include "core/core.h"
#include "queries.h"

/* MAY_CUSTOMER_READ. What is in force, by channel and purpose; with `past`
 * also what was, newest first (until_at tells when it ended). */
MUST_CHECK enum err consent_list(struct core *, struct arena *,
    struct id customer, bool past, struct rows_consent_list *);

struct consent_new {
	struct str channel, purpose;
	bool allowed;
	struct str source; /* 1..40 bytes: "contract", "call" … */
	struct str proof;  /* up to 200 bytes: where it can be seen */
};

/* MAY_CUSTOMER_EDIT; event consent.set of the customer. ERR_INVALID for an
 * unknown channel or purpose, or when it is so already. */
MUST_CHECK enum err consent_set(struct core *, struct id customer,
    const struct consent_new *);

/* May they be contacted by this channel for this purpose now? */
struct consent_answer {
	bool may;
	struct str why;	 /* "consent" "no-consent" "unsaid" "alert" "hours" */
	struct str text; /* a sentence for people, translated */
};
/*
 * MAY_CUSTOMER_READ. Refused by a consent that says no, by none for sales, by
 * an open alert no-contact (anything) or bereaved (sales), and, for
 * sales by phone, whatsapp or sms, between 21:00 and 9:00 and on Sundays where
 * the customer's branch is.
 */
MUST_CHECK enum err consent_may(struct core *, struct arena *,
    struct id customer, struct str channel, struct str purpose,
    struct consent_answer *);

#endif
