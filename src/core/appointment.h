/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointment.h - a place in a branch at a time: who comes, for what service,
 * with which vehicle, and what became of it.
 *
 *	booked -> confirmed   they said that they will come
 *	booked, confirmed -> kept       they came
 *	                  -> missed     they did not
 *	                  -> moved      another replaces it (row.previous there)
 *	                  -> cancelled  nobody comes
 *
 * People call it A-1042. Where the branch has slots (slot.h) it takes one of
 * them, and gives it back when it is moved, cancelled or missed; a slot that is
 * full is refused, also to two who take the last place at once. Each state is a
 * `stay` of kind "appointment". Before it the sweep reminds who booked it, and
 * writes to the customer where they allow it, by day, in their language: once
 * each, as long before as the service says (slot.h). The letter is ID.json of
 * the spool; without any way that they allow, who booked it is told to call.
 *
 * Reading is MAY_INTERACTION_READ; writing MAY_INTERACTION_HANDLE, which
 * reaches one's branch's appointments at least. One event each, of entity
 * "appointment": .book, .confirm, .kept, .missed, .move, .cancel, and .remind
 * and .letter of the sweep.
 */
#ifndef CORE_APPOINTMENT_H
#define CORE_APPOINTMENT_H

#include "core/slot.h"
#include "queries.h"

struct appointment_new {
	struct id customer;    /* or none, and then: */
	struct str who;	       /* in whose name; 1..200 bytes */
	struct str phone;      /* 0..60 bytes; empty: the contact's caller */
	struct str branch;     /* as slot_rule() takes it */
	struct str service;    /* a code */
	struct str when;       /* as when.h reads it, on the branch's clock */
	struct str hour;       /* empty: that of `when`; "10", "h10", "10:30";
				* first, morning, afternoon: the first that is
				* free on that day */
	struct str vehicle;    /* 0..60 bytes */
	struct str note;       /* 0..500 bytes */
	struct id interaction; /* that it was booked in; may be none */
	struct id ticket;      /* that it is about; may be none */
	struct str override;   /* why although hours or room say no */
};

/*
 * *id and *number get it (the first one's, on a replay).
 *
 * ERR_INVALID: no such branch or service; no time that can be read, one in the
 * past or more than a year ahead; nobody in whose name. ERR_DENIED: no slot of
 * the branch, or a full one; the sentence says which are free that day, and
 * that override=REASON books it all the same.
 */
MUST_CHECK enum err appointment_book(struct core *,
    const struct appointment_new *, struct id *id, int64_t *number);

enum appointment_end {
	APPOINTMENT_CONFIRM,
	APPOINTMENT_KEPT,
	APPOINTMENT_MISSED,
	APPOINTMENT_CANCEL, /* `result` is needed: 1..200 bytes */
};
/* `result` 0..200 bytes. ERR_INVALID when it is over already, or kept or
 * missed before it begins. */
MUST_CHECK enum err appointment_end(struct core *, struct id,
    enum appointment_end, struct str result);

struct appointment_move {
	struct str branch, when, hour; /* empty branch: the same */
	struct str override;
};
/* Another time or place: this one is "moved", *id and *number get the one that
 * replaces it. */
MUST_CHECK enum err appointment_move(struct core *, struct id,
    const struct appointment_move *, struct id *id, int64_t *number);

/* row_appointment_rows; the service's name is services_load()'s. */
MUST_CHECK enum err appointment_get(struct core *, struct arena *, struct id,
    struct row_appointment_rows *);
/* "A-1042", "1042" or the id. ERR_NOT_FOUND. */
MUST_CHECK enum err appointment_id(struct core *, struct str ref, struct id *);

struct appointment_filter {
	struct id customer; /* none: any */
	struct str branch;  /* empty: any; as people write it */
	struct str state;   /* empty: those that are to come; "all": any */
	msec from, to;	    /* 0: now less a day; whenever */
	int64_t limit;	    /* 0: 50; most 500 */
};
/* The next first. */
MUST_CHECK enum err appointment_list(struct core *, struct arena *,
    const struct appointment_filter *, struct rows_appointment_rows *);

/* "booked", "hecha": translated; NULL for what is no state. */
const char *appointment_state_word(struct str state);
/* Is it still to come? */
bool appointment_open(struct str state);

/* ---- for undo and the sweep --------------------------------------------- */

/* In a body: the row to change, through the scope of the write. */
MUST_CHECK enum err appointment_take(struct core *, const struct write *,
    struct id, struct row_appointment_take *);
/* In a body: into that state; its slot is given back or taken again. */
MUST_CHECK enum err appointment_set(struct core *, struct write *,
    const struct row_appointment_take *, struct str state, struct str result);

#endif
