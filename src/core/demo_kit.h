/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_kit.h - what the parts of the demo share: dice, ids, days, people, and
 * the state of one load. Only demo*.c include it.
 *
 * Whatever is asked about the i-th customer, contact or ticket is answered
 * from the seed and i alone, so nothing has to be remembered: a million
 * customers take no more memory than a thousand.
 */
#ifndef CORE_DEMO_KIT_H
#define CORE_DEMO_KIT_H

#include "base/secret.h"
#include "core/core.h"
#include "core/demo.h"
#include "core/demo_data.h"

/* ---- dice (demo_kit.c) -------------------------------------------------- */

/* Streams of dice: one for each kind of thing, so that they do not disturb one
 * another. */
enum {
	DICE_ID,
	DICE_SHAPE,
	DICE_STAFF,
	DICE_CUSTOMER,
	DICE_NAME,
	DICE_REACH,
	DICE_ASSET,
	DICE_PURCHASE,
	DICE_CONTACT,
	DICE_TICKET,
	DICE_TEXT,
	DICE_DAY,
	DICE_CARE,
	DICE_DESK,
	DICE_CHAIN,
	DICE_DATE,
	DICE_ANSWER,
	DICE_GUIDE
};

struct dice {
	uint64_t s;
};

struct demo;

struct dice dice_of(const struct demo *, int stream, int64_t i);
uint64_t dice_next(struct dice *);
int64_t dice_below(struct dice *, int64_t n); /* 0 … n-1 */
bool dice_chance(struct dice *, int percent);
/* An index whose first values come most often, as names do. */
size_t dice_common(struct dice *, size_t n);
/* An index by weights. */
size_t dice_weight(struct dice *, const int *weights, size_t n);
/* A value from its deciles: q[0] least, q[10] most. */
int64_t dice_curve(struct dice *, const int q[11]);

/* An id with the shape of UUIDv7, from the seed. */
struct id demo_id(const struct demo *, int kind, int64_t i, msec at);
/* The i-th of n different numbers of 0 … range-1, n <= range. */
int64_t demo_number(const struct demo *, int salt, int64_t i, int64_t n,
    int64_t range);

/* ---- days --------------------------------------------------------------- */

/* n things over whole local days; cum[k] of them before the k-th day. */
struct spread {
	int64_t first; /* days since 1970 */
	int64_t days;
	int64_t *cum;
};

/* The local day of an instant, and when a local day begins. */
int64_t demo_day(msec at);
msec demo_midnight(int64_t day);
int demo_month(int64_t day); /* 0 is January */
/* The j-th of n instants of a day, by the hours people call at. */
msec demo_time(struct dice *, int64_t day, int64_t j, int64_t n);
/* Not before `at`, in office hours. */
msec demo_office(struct dice *, msec at);
void spread_make(struct arena *, struct spread *, int64_t first, int64_t days,
    int64_t n, int64_t (*weight)(const struct demo *, int64_t day),
    const struct demo *);
/* The day of the i-th; *j is its place in the day, *n how many the day has. */
int64_t spread_day(const struct spread *, int64_t i, int64_t *j, int64_t *n);

/* ---- staff (demo_people.c) ---------------------------------------------- */

struct person {
	struct id id;
	struct str login, name, role;
	int team;   /* index in teams */
	int branch; /* index, or -1 */
	bool leads;
	int busy; /* live contacts */
};

struct squad { /* a team's people */
	struct str code, name;
	int branch; /* or -1 */
	int *v;	    /* index in staff */
	size_t n, cap;
};

/* Passwords and database roles (demo_seats.c): made, written, told. */
MUST_CHECK enum err demo_seats_make(struct demo *);
MUST_CHECK enum err demo_seats_add(struct demo *);
/* This seat's agent was there before the demo. */
void demo_seat_keep(struct demo *, size_t i);
bool demo_seat_kept(const struct demo *, size_t i);
void demo_seats_tell(struct demo *);

/* ---- customers (demo_client.c) ------------------------------------------ */

/* What is known of the i-th customer without a look into the database. */
struct client {
	int64_t i;
	struct id id;
	msec created_at;
	bool company, man, young;
	int64_t number; /* of the RUT */
	int64_t born;	/* days since 1970 */
	int branch;
	int good;	/* GOOD_… of the first thing */
	size_t product; /* in demo_goods[good] */
	bool owns;	/* has that thing */
	bool bought;	/* from us */
	int year;	/* of the thing */
	int64_t mobile; /* eight digits after +56 9 */
};

struct client demo_client(const struct demo *, int64_t i);
/* How many customers there were at the end of the day before. */
int64_t demo_clients_at(const struct demo *, msec at);
struct str demo_name(const struct demo *, struct arena *,
    const struct client *);
/* The given name alone, of who speaks for a company. */
struct str demo_given_name(const struct demo *, const struct client *);
/* Who is at home with the i-th: the i-th, or the one before, whose surname,
 * address and telephone they share. */
int64_t demo_home(const struct demo *, int64_t i);
/* The first surname of a person. */
struct str demo_surname(const struct demo *, const struct client *);
/* The id of what `owns` says. */
struct id demo_asset_id(const struct demo *, const struct client *);
/* "" when the thing has none. */
struct str demo_plate(const struct demo *, struct arena *,
    const struct client *);
struct str demo_serial(struct arena *, const struct client *);
/* Of the n-th car or motorcycle of demo_things(): the first are the customers'
 * own, DEMO_FLEET places for each company's others follow. */
enum { DEMO_FLEET = 5 };
int64_t demo_things(const struct demo *);
struct str demo_plate_of(const struct demo *, struct arena *, int64_t n,
    int year);
struct str demo_vin(struct arena *, int64_t n, int good, size_t product,
    int year);
struct str demo_model(struct arena *, int good, size_t product);

/* ---- texts (demo_fill.c) ------------------------------------------------ */

struct slots {
	const struct client *who;
	struct dice dice;
	msec at;
	struct str order; /* the number that all texts of a case share */
};

/* A pattern with its slots filled. */
struct str demo_fill(const struct demo *, struct arena *, const char *pattern,
    struct slots *);
/* One of the texts for this occasion that fits the customer; never NULL. */
const char *demo_opening(struct dice *, char voice, bool plate);
const char *demo_step(struct dice *, char when, char voice, bool plate);

/* Who signs in as `login`; NULL when nobody does. */
const struct person *demo_desk_of(const struct demo *, const char *login);
/* The customer of the i-th call that is promised on a desk, and whose it is. */
struct client demo_desk_client(const struct demo *, int64_t i,
    const struct person **);

/* ---- contacts and tickets ----------------------------------------------- */

struct work_rows; /* demo_rows.h */

struct contact {
	int64_t k;
	struct id id;
	const struct channel *channel;
	struct client who;
	bool known; /* who it is */
	bool out, abandoned;
	const struct demo_type *type;
	int team;		    /* index in squads */
	const struct person *owner; /* NULL: nobody yet */
	int64_t ticket;		    /* that came of it, or -1 */
	msec started_at, answered_at, ended_at, closed_at;
	msec wait_ms, talk_ms, hold_ms, wrap_ms;
	struct slots slots;
	struct str subject;
};

int64_t demo_contacts(const struct demo *);
msec demo_contact_start(const struct demo *, int64_t k);
/* The contact a ticket came of, and back: -1 when none came of it. */
int64_t demo_ticket_contact(const struct demo *, int64_t t);
int64_t demo_contact_ticket(const struct demo *, int64_t k);
int64_t demo_tickets(const struct demo *);
/* Repeats the ticket before it, and is merged into that. */
bool demo_ticket_merged(const struct demo *, int64_t t);
struct id demo_ticket_id(const struct demo *, int64_t t);
/* The ticket of a contact, with all that belongs to it. */
void demo_ticket(struct demo *, struct work_rows *, const struct contact *);
int demo_squad(const struct demo *, const char *code);

/* ---- one load ----------------------------------------------------------- */

struct demo_size_of {
	const char *name;
	int64_t customers, interactions, tickets, staff;
};

struct demo {
	struct core *c;
	struct demo_options o;
	const struct demo_size_of *size;
	msec now;      /* cut to ten minutes */
	int64_t today; /* local day */

	struct arena arena; /* lives as long as the load */
	struct arena batch; /* one transaction */

	struct person *staff;
	size_t nstaff, nseats; /* the seats come first */
	struct seat *seats;
	struct squad *squads;
	size_t nsquads;
	int *branch_weights, *leaf_weights;

	struct spread clients, contacts;
	/* Contacts: the days' before today, today's of so many in a whole day,
	 * and those of the last minutes. */
	int64_t npast, ntoday, nwhole, nlive;

	struct sha256 digest; /* of this phase, */
	int64_t rows;	      /* and what it wrote */
	int64_t from, to;     /* of this transaction */
	struct demo_result *result;
	struct arena *out;
	struct id last_open, next_open; /* demo_promise: page by page */
};

enum { CUSTOMER_DAYS = 1126, CONTACT_DAYS = 365 };

/* A row that is written, for the phase's event. */
void demo_count(struct demo *, struct str id, struct str text);
/* One transaction; the body may run again, with an empty batch arena and the
 * count as it was. */
MUST_CHECK enum err demo_tx(struct demo *, enum err (*body)(struct demo *));
/* The same for 0 … n-1, `step` at a time: from d->from up to before d->to. */
MUST_CHECK enum err demo_each(struct demo *, const char *what, int64_t n,
    int64_t step, enum err (*body)(struct demo *));

/* The phases; each is a run of transactions. */
MUST_CHECK enum err demo_setup(struct demo *);	   /* demo_setup.c */
MUST_CHECK enum err demo_people(struct demo *);	   /* demo_people.c */
MUST_CHECK enum err demo_customers(struct demo *); /* demo_customers.c */
MUST_CHECK enum err demo_care(struct demo *);	   /* demo_care.c */
MUST_CHECK enum err demo_work(struct demo *);	   /* demo_work.c */
MUST_CHECK enum err demo_rules(struct demo *);	   /* demo_promise.c */
MUST_CHECK enum err demo_chain(struct demo *);	   /* demo_chain.c */
MUST_CHECK enum err demo_promise(struct demo *);   /* demo_promise.c */
MUST_CHECK enum err demo_desks(struct demo *);	   /* demo_desks.c */
MUST_CHECK enum err demo_states(struct demo *);	   /* demo_states.c */
MUST_CHECK enum err demo_dates(struct demo *);	   /* demo_dates.c */

#endif
