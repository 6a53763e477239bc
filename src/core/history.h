/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history.h - the readable trail of a ticket, contact or customer, out of the
 * event log: who, when, what, from, to.
 *
 * Who may read the thing may read its trail. A value of a class that the
 * person does not read in clear is veiled; ids of people and customers become
 * names.
 */
#ifndef CORE_HISTORY_H
#define CORE_HISTORY_H

#include "core/core.h"
#include "queries.h"

struct history_row {
	int64_t n; /* the event; several rows may share it */
	msec at, recorded_at;
	struct str who;	 /* "" for the program itself */
	struct str real; /* who sat at the keyboard, when another */
	struct str kind; /* "ticket.assign" */
	int64_t version; /* of the thing, after */
	struct str entity, field, old, new; /* "" for an event without */
	/* What a team, a typification or an outcome is called, where old and
	 * new are its code; else "". */
	struct str old_name, new_name;
	struct str text; /* what was written: a note, a reply; or "" */
	bool withdrawn;	 /* that text was taken back */
	bool undone;	 /* the event is undone now */
	int64_t undoes;	 /* of an undo: the event it takes back */
	bool mine;	 /* the acting person did it */
};

struct history_rows {
	struct history_row *v;
	size_t n;
};

/* Readline's library has a history_list, and calls it by that name: the
 * program's own must not stand in its place. */
#define history_list history_trail

/* Newest first; `before` is an event's number, 0 for the newest; `limit`
 * counts events, 0: 100, most 1000. entity is "ticket", "interaction" or
 * "customer". */
MUST_CHECK enum err history_list(struct core *, struct arena *,
    const char *entity, struct id, int64_t before, int64_t limit,
    struct history_rows *);

/* For ERR_CONFLICT: who saved last, "Ana Soto" or "somebody". */
struct str history_last(struct core *, struct id);

#endif
