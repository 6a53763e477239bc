/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history.h - the readable trail of a ticket, contact or customer, out of the
 * event log: who, when, from where, what, from, to.
 *
 * A customer's trail has also what happened on their tickets, contacts and
 * promised calls, as far as the person sees those. What came without events (a
 * load, the demo centre) has its past from its stays and messages.
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
	int64_t n; /* the event; several rows may share it. 0: from a stay */
	msec at, recorded_at;
	struct str who;	 /* "" for the program itself */
	struct str real; /* who sat at the keyboard, when another */
	/* "console", "shell", "sweep"; the branch; the terminal; or "". */
	struct str via, branch, terminal;
	struct str kind;  /* "ticket.assign" */
	int64_t version;  /* of the thing, after */
	struct str thing; /* what it happened to: "ticket" */
	struct id thing_id;
	struct str number; /* "T-1042", in a trail of several things; or "" */
	/* What it happened to, when that is another than the trail is of: what
	 * was joined, split off or linked. Then it has no values. Else "". */
	struct str beside;
	struct str entity, field, old, new; /* "" for an event without */
	/* What a team, a typification or an outcome is called, where old and
	 * new are its code; else "". */
	struct str old_name, new_name;
	struct str field_name; /* of a field of the centre's own; else "" */
	struct str text;       /* what was written: a note, a reply; or "" */
	bool withdrawn;	       /* that text was taken back */
	bool undone;	       /* the event is undone now */
	int64_t undoes;	       /* of an undo: the event it takes back */
	struct str undid;      /* of an undo: the first event's kind; or "" */
	bool redo; /* of an undo: that is done again, not taken back */
	bool mine; /* the acting person did it */
	/* Of a story: this and how many like it, told by the program between
	 * two other events, and when the first of them was. */
	int64_t times;
	msec since;
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

/* The same of a ticket for its story: `limit` events, and what the program told
 * of its promises between two of them shortened, so that months of lateness
 * leave room for all the rest. */
MUST_CHECK enum err history_story(struct core *, struct arena *,
    struct id ticket, int64_t limit, struct history_rows *);

/* For ERR_CONFLICT: who saved last, "Ana Soto" or "somebody". */
struct str history_last(struct core *, struct id);

/* May the person see events as the log keeps them: auditors, and supervisors
 * (whoever sets everybody's state). */
bool history_raw(const struct core *);

/* ---- for history.c ------------------------------------------------------- */

/* What a trail is of: the thing, and what hangs on it. */
struct history_thing {
	struct id id;
	struct str kind;
	struct str number; /* "T-1042"; "" for the thing itself */
};
struct history_things {
	struct history_thing *v;
	size_t n, cap;
};

/* history_names.c: fills old_name and new_name, in the person's language, and
 * turns the code of `branch` into its name. */
MUST_CHECK enum err history_name_codes(struct core *, struct arena *,
    struct history_rows *);

/* history_past.c: rows for what has no events, or came before its first;
 * appended to `rows`, at most `limit`. */
MUST_CHECK enum err history_past(struct core *, struct arena *,
    const struct history_things *, int64_t limit, struct history_rows *);

#endif
