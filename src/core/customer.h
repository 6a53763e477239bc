/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * customer.h - who we serve: identity, ways to reach them, what they own.
 *
 * Customers are known by id. Every change keeps search_key current in the same
 * transaction. Reading is MAY_CUSTOMER_READ, writing MAY_CUSTOMER_EDIT; what
 * lies outside the person's scope is ERR_NOT_FOUND. Writing functions leave
 * what came of them in c->done.
 *
 * Who may know whom. A ticket, a contact, a promised call and an appointment
 * tell whoever may see them whose they are, also where the customer is out of
 * that person's scope: the name, and what is needed to answer and to keep the
 * promise, which is whether it is a company, the language and the segment.
 * Nothing else: the customer is not opened, not found by search, and has no
 * phone, RUT or story there. Things that somebody sees are found by the names
 * they tell. Queries read it from customer_named (db/migrate/0035_named.sql),
 * on either engine; embed.py refuses one that would read the customer itself.
 */
#ifndef CORE_CUSTOMER_H
#define CORE_CUSTOMER_H

#include "core/field.h"
#include "core/search.h"

struct contact_new {
	struct str kind;  /* phone email address whatsapp */
	struct str value; /* 1..300 bytes */
	struct str label; /* "casa", "trabajo"; may be empty */
};

struct customer_new {
	struct str kind; /* "person" (also when empty), "company" */
	struct str name; /* 1..200 bytes, required */
	struct str rut;	 /* any way of writing it; or empty */
	struct str born; /* 1980-12-31; or empty */
	struct str segment, branch, lang, external; /* each may be empty */
	const struct contact_new *contacts;
	size_t ncontacts;
};

/* Event customer.create; *id gets the new customer (the first, on a replay).
 * ERR_INVALID says which part does not fit, and that a RUT is taken. */
MUST_CHECK enum err customer_create(struct core *, const struct customer_new *,
    struct id *id);

/*
 * Field by field: kind name rut born segment branch lang external; an empty
 * value clears (not kind, name). Event customer.edit.
 *
 *   version  the one that was read, or 0 to save whatever it is now
 *
 * ERR_CONFLICT names who saved first; ERR_INVALID an unknown field, a value
 * that does not fit, or when nothing would change.
 */
MUST_CHECK enum err customer_edit(struct core *, struct id, const struct pair *,
    size_t n, int64_t version);

MUST_CHECK enum err customer_get(struct core *, struct arena *, struct id,
    struct row_customer_get *);
/* By name, after (after_sort, after) of the row before; limit 0: 50. */
MUST_CHECK enum err customer_list(struct core *, struct arena *,
    struct str after_sort, struct id after, int64_t limit,
    struct rows_customer_list *);

/* Ways to reach a customer. Events contact-point.add and .remove, both of the
 * customer's entity. ERR_INVALID when the value does not fit its kind or is
 * there already. *id gets the contact point. */
MUST_CHECK enum err contact_add(struct core *, struct id customer,
    const struct contact_new *, struct id *id);
MUST_CHECK enum err contact_remove(struct core *, struct id customer,
    struct id contact_point);
/* The way they want to be reached, and when ("afternoon"; may be empty): the
 * only one that is. Event contact-point.prefer. */
MUST_CHECK enum err contact_prefer(struct core *, struct id customer,
    struct id contact_point, struct str hours);
/* It was tried and is theirs. Event contact-point.verify. ERR_INVALID when it
 * is known already. */
MUST_CHECK enum err contact_verify(struct core *, struct id customer,
    struct id contact_point);
MUST_CHECK enum err contact_list(struct core *, struct arena *,
    struct id customer, struct rows_contact_list *);
/* What a contact point is stored and found as: the digits, the folded text.
 * STR_NONE when the value does not fit the kind. For the loader and the demo.
 */
struct str contact_norm(struct arena *, struct str kind, struct str value);
/* What search finds a customer by: the name's words, RUT and external key. */
void customer_keys(struct arena *, struct search_keys *, struct str name,
    struct str rut, struct str external);
/* Adds the keys by which a contact point is found. */
void contact_keys(struct arena *, struct search_keys *, struct str kind,
    struct str norm);

struct asset_new {
	struct str kind; /* car motorcycle power part other */
	struct str brand, model;
	int64_t year;		  /* 0: unknown */
	struct str plate, serial; /* each may be empty */
	msec bought_at;		  /* 0: unknown */
	msec warranty_at;	  /* until when; 0: without or unknown */
	struct str service;	  /* what is next, "30.000 km"; or empty */
};
/* Event asset.add. */
MUST_CHECK enum err asset_add(struct core *, struct id customer,
    const struct asset_new *, struct id *id);
MUST_CHECK enum err asset_list(struct core *, struct arena *,
    struct id customer, struct rows_asset_list *);
MUST_CHECK enum err purchase_list(struct core *, struct arena *,
    struct id customer, int64_t limit, struct rows_purchase_list *);

#endif
