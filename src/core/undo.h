/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undo.h - taking back what one did: the inverse of an event, written on the
 * normal road as an event "undo" of the same entity, whose body names what it
 * undoes. Undoing that event again is redo.
 *
 * What can be undone is the table in undo_table.c, with the right of the
 * original write. An event is undone by who made it, or with MAY_UNDO_OTHERS
 * (supervisors), who must name it; for thirty days, and only while nobody
 * changed the same fields after it: another's later work is never overwritten.
 */
#ifndef CORE_UNDO_H
#define CORE_UNDO_H

#include "core/core.h"

/* What was undone. */
struct undo_done {
	int64_t event; /* the event undone */
	struct str kind, entity;
	struct id id;
	struct str what; /* "a note, T-1042", translated; in the arena */
	bool redo;	 /* it was an undo itself */
	/* Of a change of many: its tickets; of this part, those that it had
	 * changed and are as they were, and those that somebody changed since,
	 * which stay; and those behind the part. */
	size_t all, changed, stayed, left;
	const struct bulk_stay *stays; /* those that stay, and why (bulk.h) */
	/* Of an answer that was called back, or by a redo leaves after all:
	 * what was written; else "". */
	struct str channel, text, files;
};

/*
 * event 0: the acting person's last undoable event since they signed in
 * (c->since), that is not undone. Else that event.
 *
 * ERR_NOT_FOUND: nothing to undo in this session (the sentence names the last
 * one before it, if any), or no such event. ERR_INVALID: it cannot be undone;
 * says why and what to do instead. ERR_CONFLICT: changed later; says by whom.
 * ERR_DENIED: somebody else's, or the right is gone.
 */
MUST_CHECK enum err undo_event(struct core *, struct arena *, int64_t event,
    struct undo_done *);
/* The same; of a change of many tickets only those from the `from`th (0 is the
 * first), at most `most`. The next part is said with the event and the same
 * op; the event is undone with the last one (left is 0), and one that was cut
 * off is gone on with by undoing it once more. */
MUST_CHECK enum err undo_part(struct core *, struct arena *, int64_t event,
    size_t from, size_t most, struct undo_done *);
/* For bulk_back.c, which says itself of which ticket it is: a refusal has only
 * its reason. */
MUST_CHECK enum err undo_step(struct core *, int64_t event);
/* What `u` would undo now, without doing it: for the message line. */
MUST_CHECK enum err undo_next(struct core *, struct arena *,
    struct undo_done *);

/* ---- for who adds a kind (a row of undo_table.c) -------------------------------- */

struct undo_value {
	struct str entity, field, old, new;
};

/* The event to take back. In a redo old and new are exchanged. */
struct undo_of {
	int64_t n;
	struct str kind, entity, body; /* the event's; body is its JSON */
	struct id id;
	msec at;
	const struct undo_value *v;
	size_t nv;
	bool redo;
};

/*
 * In the body of the undo's write: take it back by writing rows and
 * write_set()ting what changed, through w->scope. w->version is to be set.
 */
typedef enum err undo_fn(struct core *, struct write *, const struct undo_of *);
/* The hands there are. */
undo_fn bulk_undo, message_undo, callback_undo, callback_move_undo, ticket_undo;
undo_fn merge_undo, split_undo, create_undo, follow_undo;
undo_fn appointment_undo, appointment_move_undo;
undo_fn reply_undo, lapse_undo, courtesy_undo, mail_undo;
undo_fn notice_add_undo, bulletin_write_undo;
/* The legs that an event of a ticket told of; a part of ticket_undo. */
undo_fn referral_undo;
/* For all that image.h told: the rows as they were, the words the other way
 * round. ERR_CONFLICT when a row changed since. */
undo_fn image_undo;
/* In another hand: the rows alone. */
undo_fn image_rows_back;
/* The event that the undo of this body took back; 0: none. */
int64_t undo_undoes(struct str body);
/* The message that the event of this body wrote, or no id. */
struct id undo_message(struct str body);
/* The value of a field of the event; NULL when it has none. */
const struct undo_value *undo_get(const struct undo_of *, const char *entity,
    const char *field);

#endif
