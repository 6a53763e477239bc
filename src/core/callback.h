/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callback.h - calls that were promised: to whom, at which number, when, why,
 * and who keeps the promise.
 *
 *	open -> done       the customer was spoken to
 *	     -> missed     called in time and not reached, or not called at all
 *	     -> moved      another callback replaces it (row.previous there)
 *	     -> cancelled  nobody has to call any more
 *
 * People call it C-1042. A callback is an agent's own, or its team's when it
 * has no owner; one whose owner has left the centre, or that is 30 minutes
 * late, is everybody's of the team. Each state is a `stay` of kind "callback".
 *
 * Reading is MAY_INTERACTION_READ; writing MAY_INTERACTION_HANDLE, which
 * reaches one's teams' callbacks at least. One event each: callback.add, .done,
 * .move, .again, .cancel, of entity "callback".
 */
#ifndef CORE_CALLBACK_H
#define CORE_CALLBACK_H

#include "core/core.h"
#include "queries.h"

#define CALLBACK_LATE MINUTES(30) /* then the whole team may call */

struct callback_new {
	struct id customer;    /* or none, and then: */
	struct str who;	       /* whom to ask for; 0..200 bytes */
	struct str phone;      /* empty: the customer's first */
	struct str when;       /* as when.h reads it; or a number of
				* callback_suggest() */
	struct str until;      /* the end of a window; empty: a point */
	struct str reason;     /* 1..200 bytes */
	struct id interaction; /* that it was promised in; may be none */
	struct id ticket;      /* that it is about; may be none */
	struct id previous;    /* that it takes the place of; may be none */
	struct str team;       /* empty: the contact's, else one's own */
	struct id owner;       /* none: with `anybody` nobody, else oneself */
	bool anybody;
	struct str override; /* why although consent or hours say no */
	bool once; /* callback_put(): what the contact promised already stays,
		    * or is moved to this time */
};

/*
 * Promise a call; *id and *number get it (the first one's, on a replay).
 *
 * ERR_INVALID: no time that can be read, one in the past or more than a year
 * ahead; no number. ERR_DENIED: the customer does not want calls, or not at
 * that hour (theirs, or outside CALLBACK_FROM to CALLBACK_TO of their clock);
 * the sentence says which, and that override=REASON does it all the same.
 */
MUST_CHECK enum err callback_add(struct core *, const struct callback_new *,
    struct id *id, int64_t *number);
enum { CALLBACK_FROM = 8, CALLBACK_TO = 21 }; /* hours of the customer's day */

/* Called: spoken to (done) or not (missed). `result` 0..200 bytes; needed
 * when missed. */
MUST_CHECK enum err callback_done(struct core *, struct id, bool reached,
    struct str result);
struct callback_move {
	struct str when, until; /* as in callback_new; both empty: as it was */
	struct id owner;	/* none: as it was */
	bool anybody;		/* whoever of the team is free */
	struct str reason;	/* empty: as it was */
	struct str override;
	struct str missed; /* 0..200 bytes: they were called and not reached */
};
/* Another time, or another person who keeps the old one: this one is "moved",
 * *id and *number get the one that replaces it. With `missed` this one ends as
 * "missed" by that result, and the next attempt, whose time must be said,
 * follows it: event callback.again. */
MUST_CHECK enum err callback_move(struct core *, struct id,
    const struct callback_move *, struct id *id, int64_t *number);
/* `reason` 1..200 bytes. */
MUST_CHECK enum err callback_cancel(struct core *, struct id,
    struct str reason);

/* row_callback_rows: id, number, customer, customer_name, who, phone, reason,
 * state, due_at, until_at, zone, team, team_name, owner, owner_name, interaction, ticket,
 * ticket_number, override, result, created_at, done_at, version. */
MUST_CHECK enum err callback_get(struct core *, struct arena *, struct id,
    struct row_callback_rows *);
/* "C-1042", "1042" or the id. ERR_NOT_FOUND. */
MUST_CHECK enum err callback_id(struct core *, struct str ref, struct id *);

struct callback_filter {
	bool mine;	    /* that the acting person has to call */
	struct id customer; /* none: any */
	struct str state;   /* empty: "open"; "all": any */
	struct str team;    /* empty: any */
	msec until;	    /* due before this; 0: whenever */
	int64_t limit;	    /* 0: 50; most 500 */
};
/* The next due first. */
MUST_CHECK enum err callback_list(struct core *, struct arena *,
    const struct callback_filter *, struct rows_callback_rows *);

/* A numbered proposal for the form: `when` is what callback_new takes. */
struct callback_choice {
	struct str when; /* "1" … */
	struct str text; /* "in an hour, 16:20", translated */
	msec at;
	struct str zone; /* in which whatever else is typed is meant */
};
enum { CALLBACK_CHOICES = 5 };
/* In the zone of the customer's branch and within their hours: 1 soon, 2 always
 * tomorrow (at ten, or at their first hour), next working day … *n of them.
 * MAY_INTERACTION_HANDLE. */
MUST_CHECK enum err callback_suggest(struct core *, struct arena *,
    struct id customer, struct callback_choice out[CALLBACK_CHOICES],
    size_t *n);

/* "open", "hecha": translated; NULL for what is no state. */
const char *callback_state_word(struct str state);

/* What was promised to the customer in this contact and stands: when it is due;
 * 0 nothing. MAY_INTERACTION_HANDLE. */
MUST_CHECK enum err callback_promised(struct core *, struct id contact,
    struct id customer, msec *due_at);
/* For a body of another write (wrap-up): the same as callback_add(), as part
 * of that write; its values are told as entity "callback". *number 0: it was
 * promised already. */
MUST_CHECK enum err callback_put(struct core *, struct write *,
    const struct callback_new *, struct id id, int64_t *number);
/* For the same: the promise that this call of ours was made for, if there is
 * one, is done, missed or moved, as `state` says; its id, or none. */
MUST_CHECK enum err callback_called(struct core *, struct write *,
    struct id contact, const char *state, struct str result, struct id *kept);

#endif
