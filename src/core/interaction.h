/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction.h - one conversation on any channel: start, hold, wrap up,
 * outcome; and the matters it was about.
 *
 * waiting -> talking <-> held -> wrap-up -> closed. A contact that ends while
 * it waits is closed at once as "abandoned". Each state is a row of `stay` of
 * kind "interaction"; wait, talk, hold and wrap are sums of those spans.
 *
 * Reading is MAY_INTERACTION_READ, writing MAY_INTERACTION_HANDLE. A move that
 * the state does not allow is ERR_INVALID and says which are possible.
 */
#ifndef CORE_INTERACTION_H
#define CORE_INTERACTION_H

#include "core/field.h"
#include "queries.h"

struct interaction_new {
	struct id customer;   /* or none, and then: */
	struct str caller;    /* number or name of who calls; 0..200 bytes */
	struct str channel;   /* phone whatsapp email chat web branch letter */
	struct str direction; /* "in" (also when empty), "out" */
	struct str queue, subject; /* may be empty; 60, 200 bytes */
	struct str campaign;	   /* that it belongs to: a code, or empty */
	bool waiting; /* in a queue; else the acting person talks */
	bool meet;    /* theirs that waits is answered, and none begun */
};

/* Event interaction.start; *id gets the contact. Who speaks with one on the
 * phone or at the counter speaks with nobody else there: what begins to be
 * talked (start, answer, resume) holds the others in the same transaction. */
MUST_CHECK enum err interaction_start(struct core *,
    const struct interaction_new *, struct id *id);
/* Of those that wait and may be answered, the customer's most urgent one; or
 * none. */
MUST_CHECK enum err interaction_waiting_of(struct core *, struct id customer,
    struct id *);
/* waiting -> talking, by the acting person. */
MUST_CHECK enum err interaction_answer(struct core *, struct id);
MUST_CHECK enum err interaction_hold(struct core *, struct id);
MUST_CHECK enum err interaction_resume(struct core *, struct id);
/* The conversation is over: wrap-up begins. */
MUST_CHECK enum err interaction_end(struct core *, struct id);
/* Closed with its outcome (1..60 bytes, "resolved", "callback" …). One that
 * is still talked or held ends first, with no wrap-up. */
MUST_CHECK enum err interaction_close(struct core *, struct id,
    struct str outcome);

/* Words about it; while it is open or afterwards. */
MUST_CHECK enum err interaction_note(struct core *, struct id, struct str text);
/* It was about this leaf too; `ticket` may be none. Closed or not. */
MUST_CHECK enum err interaction_typify(struct core *, struct id,
    struct str typification, struct id ticket);
/* It is with this customer; who it was with before stays in the event, and is
 * remembered as not being who calls from that number. */
MUST_CHECK enum err interaction_attach(struct core *, struct id,
    struct id customer);

/* In core_read(): interaction_get will be called. */
void interaction_ahead(struct core *, struct id);
MUST_CHECK enum err interaction_get(struct core *, struct arena *, struct id,
    struct row_interaction_get *);
/* Would a change of it be refused, as others have it or nobody yet does?
 * ERR_DENIED, ERR_INVALID; nothing is written. */
MUST_CHECK enum err interaction_may(struct core *, struct id);
/* What a person calls it: "I-1042", "1042" or the id. ERR_NOT_FOUND. */
MUST_CHECK enum err interaction_id(struct core *, struct str ref, struct id *);
MUST_CHECK enum err interaction_matters(struct core *, struct arena *,
    struct id, struct rows_matter_list *);

struct interaction_filter {
	struct id customer, owner; /* none: any */
	struct str states;	   /* "talking,held"; empty: any */
	struct str channel, queue; /* empty: any */
	int64_t limit;		   /* 0: 50; most 500 */
	msec before_at;		   /* the last row's started_at and id: */
	struct id before;	   /* the page after it */
	bool waiting; /* who waits, of what one may answer; all that one
		       * reads, for who takes no contacts */
};
/* Newest first; those that wait the most urgent first: calls and who came,
 * then chats, then letters, and of each who waits longest. */
MUST_CHECK enum err interaction_list(struct core *, struct arena *,
    const struct interaction_filter *, struct rows_interaction_rows *);

/* ---- the agent's hand -----------------------------------------------------
 *
 * A contact moves the state of whose it is, in the same transaction: engaged
 * when it starts or is answered, wrap-up when the last one that is talked or
 * held ends, ready (or paused, if that was asked for: state_pause_next()) when
 * the last one closes.
 */

/* row_interaction_open: as row_interaction_get, with since_at (when its
 * present state began). Mine and not closed, the one talked to first: what a
 * console finds again at sign-in. */
MUST_CHECK enum err interaction_open(struct core *, struct arena *,
    struct rows_interaction_open *);

/* How long a contact has been in each state, counted on to `now`. */
struct interaction_spans {
	msec wait_ms, talk_ms, hold_ms, wrap_ms;
	msec whole_ms; /* of all four */
	msec since_ms; /* in the present state */
};
/* From a row with state, since_at and the four sums; pure. */
struct interaction_spans interaction_spans(struct str state, msec since_at,
    msec wait_ms, msec talk_ms, msec hold_ms, msec wrap_ms, msec now);
#define INTERACTION_SPANS(row, now)                                            \
	interaction_spans((row)->state, (row)->since_at, (row)->wait_ms,       \
	    (row)->talk_ms, (row)->hold_ms, (row)->wrap_ms, (now))

struct callback_new;
struct interaction_finish {
	struct str outcome; /* code or key of outcome.h; required */
	const struct str *typifications; /* codes or short codes */
	size_t ntypifications;
	struct str note;  /* may be empty */
	struct id ticket; /* the matters belong to it; may be none */
	bool note_ticket; /* the note goes on the ticket, not the contact */
	const struct pair *fields; /* what the leaves require, for the ticket;
				    * without one they stay with the contact */
	size_t nfields;
	const struct callback_new *callback; /* or NULL */
};
/*
 * Wrap-up in one: note, matters, callback, end and close; one event
 * interaction.finish with all values. Ends with the agent ready (or paused).
 *
 * ERR_NEED_ARG names what the outcome demands or a leaf requires and is
 * missing, before anything is written; ERR_INVALID as the single calls say it.
 * What was typified or noted before counts.
 */
MUST_CHECK enum err interaction_finish(struct core *, struct id,
    const struct interaction_finish *);

/* ---- who is it? caller_find() of search.h has the candidates ------------ */

/* It is with this customer, and the caller's number is theirs from now on
 * (a contact point, verified). Needs MAY_CUSTOMER_EDIT as well. */
MUST_CHECK enum err interaction_attach_number(struct core *, struct id,
    struct id customer);
/* Not this person: with nobody known from now on, and the number is
 * remembered as not theirs. Event interaction.detach. */
MUST_CHECK enum err interaction_detach(struct core *, struct id);

#endif
