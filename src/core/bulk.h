/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk.h - one change of many tickets: what it would do to each, doing it, and
 * one undo for all of it.
 *
 * What is to be done is said in words, read as a filter is (filter.h):
 *
 *	team:repuestos priority:2 note:"llegó el repuesto" resolve:"se cambió"
 *
 * Each ticket is changed by the functions that change one, with its own right,
 * event and operation id; all its steps are done or none, and a refusal stops
 * that ticket alone. The id of each is
 * made of the whole's, so the same whole again changes nothing twice and goes
 * on where it was cut off.
 */
#ifndef CORE_BULK_H
#define CORE_BULK_H

#include "core/filter.h"
#include "core/promise.h"

#define BULK_MOST 2000

/* team owner priority type subject field note reply channel send incident, and one of start resume close
 * resolve (with outcome and cause) reopen cancel wait-customer wait-third schedule (these with until) */
extern const struct filter_def bulk_words[];

struct bulk_do {
	struct str team, typification, subject, note;
	struct id owner;
	bool nobody;		   /* taken from who has it */
	int64_t priority;	   /* 0: as it is */
	struct str reply, channel; /* to each customer; "": phone */
	bool sends;		   /* and it leaves by the channel */
	struct pair *fields;
	size_t nfields;
	const char *move; /* a verb of ticket_moves, or NULL */
	struct str state; /* with park, which wants until */
	msec until;
	struct str text;	   /* a resolution or a reason */
	struct str outcome, cause; /* of a complaint, with resolve */
	struct id incident;	   /* it is a case of it */
};

#define BULK_NOTHING                                                           \
	(struct bulk_do)                                                       \
	{                                                                      \
		.team = STR_NONE, .typification = STR_NONE,                    \
		.subject = STR_NONE, .note = STR_NONE, .reply = STR_NONE,      \
		.channel = STR_NONE, .state = STR_NONE, .text = STR_NONE,      \
		.outcome = STR_NONE, .cause = STR_NONE,                        \
	}

/* ERR_INVALID with the column; also when it says nothing to do, twice the
 * same, or two moves. */
MUST_CHECK enum err bulk_read(struct core *, struct arena *, struct str words,
    struct bulk_do *);

/* The tickets that the words of a filter find, in their order: at most
 * BULK_MOST and one, which tells that there are more. MAY_TICKET_READ. */
MUST_CHECK enum err bulk_found(struct core *, struct arena *, struct str words,
    struct id **, size_t *n);

/* A field of the centre's, before and after; "" for none. */
struct bulk_field {
	struct str name; /* as the person says it */
	struct str was, now;
};

struct bulk_row {
	struct id id;
	struct row_ticket_rows was, now; /* as seen by the person */
	struct promise due_was, due_now;
	struct bulk_field *fields; /* that are to be changed, once looked at */
	size_t nfields;
	bool looked;	/* false: only what it was is known */
	enum err rc;	/* OK: is changed, or would be */
	bool same;	/* it is like that already */
	struct str why; /* what forbids it, when not OK */
};

struct bulk_rows {
	struct bulk_row *v;
	size_t n;
	size_t good, same, bad; /* as their rc */
	size_t earlier, later;	/* their due moves */
	size_t late_at_once;	/* and lies behind us then */
	size_t left;		/* bulk_part: tickets behind this part */
	struct id bulk;		/* bulk_run: what history calls it */
};

/* What they are, now being the same: a row for each, not looked at. */
MUST_CHECK enum err bulk_before(struct core *, struct arena *,
    const struct id *tickets, size_t n, struct bulk_rows *);

/* What would be; nothing is changed. At most BULK_MOST tickets. */
MUST_CHECK enum err bulk_preview(struct core *, struct arena *,
    const struct bulk_do *, const struct id *tickets, size_t n,
    struct bulk_rows *);

/*
 * MAY_TICKET_EDIT, and for each ticket the right of its change. Event
 * ticket.bulk of the whole, then each ticket's own; none, and no `bulk`, where
 * not one would change: all rows are told then. With an op that was applied
 * before: the tickets of then, whatever is passed. Undone by its event.
 */
MUST_CHECK enum err bulk_run(struct core *, struct arena *,
    const struct bulk_do *, struct str words, const struct id *tickets,
    size_t n, struct bulk_rows *);

/* The same, only the tickets from the `from`th (0 is the first), at most `most`
 * of them; the next part is said with the same op, and needs no tickets. It is
 * for whoever has others waiting: they come in between. */
MUST_CHECK enum err bulk_part(struct core *, struct arena *,
    const struct bulk_do *, struct str words, const struct id *tickets,
    size_t n, size_t from, size_t most, struct bulk_rows *);

/* A ticket that stays as it is when many are taken back. */
struct bulk_stay {
	struct id id;
	int64_t number; /* 0: out of sight */
	struct str why;
};

/* What is taken back of many: in parts, so that others come in between. */
struct bulk_back {
	size_t from, most; /* the tickets from the `from`th (0: first) */
	/* Answered. Of this part those that are as they were, and that stayed;
	 * whom the change refused is neither. left: behind this part. */
	size_t changed, stayed, all, left;
	struct bulk_stay *v; /* those that stayed */
};

/* For undo.c: takes back (or does again) those tickets of the bulk whose event
 * has this op and body, with ids made of c->op. stayed: those of the part that
 * somebody changed since, told in the arena. */
MUST_CHECK enum err bulk_back(struct core *, struct arena *, struct str body,
    struct id op, bool redo, struct bulk_back *);

#endif
