/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket.h - the life of a ticket: made, worked on, resolved, closed.
 *
 * Which move leads where is the table in ticket_state.c. Each state is a row
 * of `stay` of kind "ticket"; its holder is the owner's id, else the team's
 * code, and "customer" or "third-party" while it waits for them.
 *
 * Reading is MAY_TICKET_READ. What lies outside the person's scope is
 * ERR_NOT_FOUND. Every writing function makes one event and leaves what came
 * of it in c->done. `version` is the one that was read, or 0 to save whatever
 * it is now; ERR_CONFLICT names who saved first.
 */
#ifndef CORE_TICKET_H
#define CORE_TICKET_H

#include "core/field.h"

struct ticket_new {
	struct id customer;	 /* required */
	struct id requester;	 /* who asks, when another customer */
	struct id interaction;	 /* or none */
	struct id asset;	 /* which of the customer's things; or none */
	struct str typification; /* a leaf's code, required */
	struct str subject;	 /* 1..200 bytes, required */
	struct str body;	 /* the first message; may be empty */
	int64_t priority;	 /* 1..4; 0: the leaf's */
	struct str team;	 /* empty: the leaf's */
	struct str external;
	struct id incident;	   /* it is a case of this one; or none */
	struct id follows;	   /* by follow.h alone: it goes on with this */
	struct str reason;	   /* one, for this reason */
	const struct pair *fields; /* what the leaf requires, and more */
	size_t nfields;
};

/*
 * MAY_TICKET_CREATE, event ticket.create. *id and *number get the ticket (the
 * first one's, on a replay). ERR_NEED_ARG names the fields that the leaf
 * requires and that are missing.
 */
MUST_CHECK enum err ticket_create(struct core *, const struct ticket_new *,
    struct id *id, int64_t *number);

/* What a person calls it: "T-1042", "t-1042", "1042" or the id.
 * ERR_NOT_FOUND when there is none or one may not see it. */
MUST_CHECK enum err ticket_id(struct core *, struct str ref, struct id *);
MUST_CHECK enum err ticket_get(struct core *, struct arena *, struct id,
    struct row_ticket_get *);
/* The values of its custom fields. */
MUST_CHECK enum err ticket_fields(struct core *, struct arena *, struct id,
    struct rows_field_value_list *);

struct ticket_filter {
	struct str states;	       /* "new,open"; "undone"; empty: any */
	struct str team, typification; /* empty: any */
	struct id owner, customer;     /* none: any */
	int64_t limit;		       /* 0: 50; most 500 */
	msec before_at;		       /* the last row's created_at and id: */
	struct id before;	       /* the page after it */
};
/* Newest first. */
MUST_CHECK enum err ticket_list(struct core *, struct arena *,
    const struct ticket_filter *, struct rows_ticket_rows *);
/* Rows come in the order of the database: the one of `id`, NULL when it is not
 * among them. */
const struct row_ticket_rows *ticket_row_of(const struct rows_ticket_rows *,
    struct id id);

/* An internal note: MAY_TICKET_EDIT, event ticket.note. Also on closed ones. */
MUST_CHECK enum err ticket_note(struct core *, struct id, struct str text);
/*
 * Before anybody writes a word: may the acting person change the ticket, which
 * was read, by this right? ERR_DENIED says whose it is. Nothing is changed.
 */
MUST_CHECK enum err ticket_may(struct core *, const struct row_ticket_get *,
    enum may);
/* The same of the rights to edit, assign, resolve and refer: why not, by the
 * right; "" where they may. */
struct ticket_reach {
	struct str why[MAY_COUNT];
};
MUST_CHECK enum err ticket_reach(struct core *, struct arena *,
    const struct row_ticket_get *, struct ticket_reach *);
/* The same of the rows of a list, n pointers: NULL where nothing is beyond. At
 * most one query for each reach. */
MUST_CHECK enum err ticket_reaches(struct core *, struct arena *,
    const struct rows_ticket_rows *, const struct ticket_reach **);
/* May it be given to another team or person? ERR_DENIED also to who was only
 * lent it; ERR_INVALID names the one it was joined into. */
MUST_CHECK enum err ticket_may_assign(struct core *,
    const struct row_ticket_get *);
/* Is it within the reach of the right to edit it, and not joined into another?
 * ERR_INVALID names that one. */
MUST_CHECK enum err ticket_may_work(struct core *,
    const struct row_ticket_get *);
/* And may it be resolved as it is? ERR_INVALID and ERR_DENIED say what is in
 * the way and what to do about it; what a resolution can give is none of it. */
MUST_CHECK enum err ticket_may_resolve(struct core *,
    const struct row_ticket_get *);

/* What was told to the customer, public, on a channel of interaction_new. */
MUST_CHECK enum err ticket_reply(struct core *, struct id, struct str channel,
    struct str text);

/* The same, and it is sent there (email, whatsapp): it waits LETTER_WAIT,
 * while an undo calls it back and the clocks go on as if it never was. `to`
 * empty: where the customer is reached. */
MUST_CHECK enum err ticket_send(struct core *, struct id, struct str channel,
    struct str to, struct str text);
/* And files of the ticket go along, by their numbers: "1,3" (letter.h). */
MUST_CHECK enum err ticket_send_files(struct core *, struct id,
    struct str channel, struct str to, struct str text, struct str files);

/*
 * What the customer said, at c->at or now: MAY_TICKET_EDIT, event
 * ticket.contact. What was parked is open again from then on; what was
 * resolved waits within its policy's window to be looked at (courtesy.h), or
 * is opened again at once: where the policy holds nothing, or with `again`.
 * A courtesy ("thank you") changes nothing. ERR_INVALID when the window has
 * closed.
 */
struct ticket_contact {
	struct str channel, text;
	bool courtesy;
	bool again; /* who writes it down read it: it did not hold */
};
MUST_CHECK enum err ticket_contact(struct core *, struct id,
    const struct ticket_contact *);

/* MAY_TICKET_ASSIGN, event ticket.assign: to a team, an agent or both. A team
 * alone takes the agent away. */
struct ticket_assign {
	struct str team; /* empty: as it is */
	struct id owner; /* none: as it is */
};
MUST_CHECK enum err ticket_assign(struct core *, struct id,
    const struct ticket_assign *, int64_t version);

/* MAY_TICKET_EDIT, event ticket.edit. A new leaf's required fields must be
 * there or given: ERR_NEED_ARG. */
struct ticket_edit {
	struct str subject, typification; /* empty: as it is */
	int64_t priority;		  /* 0: as it is */
	const struct pair *fields;
	size_t nfields;
};
MUST_CHECK enum err ticket_edit(struct core *, struct id,
    const struct ticket_edit *, int64_t version);

/* ---- moves, events ticket.VERB; rights are in the table --------------------
 */

/* The acting person works on it and, if nobody has it, owns it. */
MUST_CHECK enum err ticket_start(struct core *, struct id, int64_t version);
/* `to` is pending-customer, pending-third-party or scheduled; `reason` says
 * what it waits for, 1..200 bytes; until an instant (0: nobody knows) it comes
 * back by itself then, and its promises go on. Parked as it is already:
 * another end. */
MUST_CHECK enum err ticket_park(struct core *, struct id, struct str to,
    struct str reason, msec until, int64_t version);
MUST_CHECK enum err ticket_resume(struct core *, struct id, int64_t version);
/* `text` is what was done, kept as an internal message. Whoever resolves what
 * nobody has, owns it. */
MUST_CHECK enum err ticket_resolve(struct core *, struct id, struct str text,
    int64_t version);
/* The same with what its leaf's `closing` demands: fields, and of a complaint
 * the outcome, cause and redress (complaint.h). ERR_NEED_ARG names what is
 * missing; nothing is changed then. */
struct ticket_resolution {
	struct str text;
	struct str outcome, cause;
	int64_t redress; /* -1: as it is */
	const struct pair *fields;
	size_t nfields;
	/* Of one that is lent: "recall" or "complete", and its leg ends so in
	 * the same step. Without, ERR_INVALID says so. */
	struct str leg;
};
MUST_CHECK enum err ticket_resolve_with(struct core *, struct id,
    const struct ticket_resolution *, int64_t version);
MUST_CHECK enum err ticket_close(struct core *, struct id, int64_t version);
/* Another cycle begins. `reason` 1..200 bytes. */
MUST_CHECK enum err ticket_reopen(struct core *, struct id, struct str reason,
    int64_t version);
MUST_CHECK enum err ticket_cancel(struct core *, struct id, struct str reason,
    int64_t version);

/* ---- the table of moves (ticket_state.c) -------------------------------- */

struct ticket_move {
	const char *verb; /* "park" */
	const char *from, *to;
	enum may may;
};
extern const struct ticket_move ticket_moves[];
extern const size_t nticket_moves;

/* The move `verb` from this state (to `to`, or the only one when empty); NULL
 * when there is none. */
const struct ticket_move *ticket_move_find(const char *verb, struct str from,
    struct str to);
/* What has to be done first, so that the verb is possible then: what is new is
 * begun before it is parked. NULL: nothing, or nothing helps. */
const struct ticket_move *ticket_move_before(const char *verb, struct str from,
    struct str to);
/* "start, park, resolve": what is possible from this state, without one verb; ""
 * for nothing. */
struct str ticket_move_list(struct arena *, struct str from, const char *but);
bool ticket_state_ok(struct str state);
/* Resolved, closed, merged or cancelled: nothing more is owed. */
bool ticket_state_done(struct str state);
/* The states in which something is owed, as words of a filter. */
struct str ticket_state_undone(struct arena *);

#endif
