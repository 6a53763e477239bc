/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * message.h - words on a ticket, a contact or a customer: notes that stay in
 * the house and what was said with the outside.
 *
 * Each is of exactly one of the three. A note is internal; a reply is public
 * and ends the clocks of a first or next response.
 */
#ifndef CORE_MESSAGE_H
#define CORE_MESSAGE_H

#include "core/core.h"
#include "queries.h"

#define MESSAGE_MAX 20000

/* Of a ticket (MAY_TICKET_READ), oldest first. */
MUST_CHECK enum err message_of_ticket(struct core *, struct arena *,
    struct id ticket, struct rows_message_of_ticket *);
/* The last words on each of n tickets (MAY_TICKET_READ), in no order. */
MUST_CHECK enum err message_last(struct core *, struct arena *,
    const struct id *tickets, size_t n, struct rows_message_last *);
/* Of a contact (MAY_INTERACTION_READ), oldest first. */
MUST_CHECK enum err message_of_interaction(struct core *, struct arena *,
    struct id interaction, struct rows_message_of_interaction *);
/* Notes on the person (MAY_CUSTOMER_READ), newest first; limit 0: 50. */
MUST_CHECK enum err message_of_customer(struct core *, struct arena *,
    struct id customer, int64_t limit, struct rows_message_of_customer *);

/* A note on a customer: MAY_CUSTOMER_EDIT, event customer.note. Those on a
 * ticket and a contact are ticket_note() and interaction_note(). */
MUST_CHECK enum err customer_note(struct core *, struct id customer,
    struct str text);

/* How many letters should have left the building and have not; of those one
 * may see. Needs no right. */
MUST_CHECK enum err message_waiting(struct core *, int64_t *n);

/* For bodies of core: one message at w->at by the acting person, its id in
 * w->body_json. The text was checked by message_text(). */
struct message_new {
	struct id customer, interaction, ticket;
	const char *direction; /* in out internal */
	bool public;
	struct str channel; /* "note", "phone", "email" … */
	struct str body;
	bool sends;	  /* of a ticket: it leaves the building by the spool */
	struct str to;	  /* where to; empty: as the customer is reached */
	struct str files; /* of what is sent: "1,3", files of its ticket */
};

/* A message that leaves waits so long, and may be called back until then. */
#define LETTER_WAIT SECONDS(10)
MUST_CHECK enum err message_add(struct core *, struct write *,
    const struct message_new *);
/* The same, and the body says itself which message it was. */
MUST_CHECK enum err message_put(struct core *, struct write *,
    const struct message_new *, struct id *made);
MUST_CHECK enum err message_text(struct core *, struct str in, struct str *out);
/* ERR_INVALID names the channels there are. */
MUST_CHECK enum err message_channel(struct core *, struct str channel);

#endif
