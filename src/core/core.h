/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * core.h - what every domain function is handed: the database, the clock, who
 * is acting with which grants, and the one road a change travels.
 *
 * A struct core belongs to one thread, like its connection. Domain functions
 * return rows in the arena they are given and leave their sentence in
 * c->fault. They check permission themselves: nobody else has to.
 */
#ifndef CORE_CORE_H
#define CORE_CORE_H

#include "base/clock.h"
#include "base/err.h"
#include "base/id.h"
#include "base/str.h"
#include "core/may.h"
#include "store/db.h"
#include "store/event.h"

/* A person, as far as acting goes. */
struct me {
	struct id id;
	struct str login, name, role, branch, lang, zone;
};

/* The outcome of the last core_write() that was OK. */
struct done {
	struct id op;	  /* also when it was made here */
	struct id id;	  /* the entity */
	int64_t n;	  /* the event's number; 0 when replayed */
	const char *kind; /* the event's; NULL before there was one */
	bool replayed;	  /* this op had been applied before */
};

struct core {
	struct db *db;
	struct db *live;   /* presence.c's: NULL until asked for, or `db` */
	int64_t live_mark; /* of what others told there, as seen last */
	struct clock *clock;
	struct fault fault;
	struct arena arena;   /* lives as long as the core: `me`, `real` */
	struct arena scratch; /* ends with the command: core_rest() */

	struct me me;	 /* who is acting; id none: nobody yet */
	struct me real;	 /* who is at the keyboard (--as) */
	struct str lang; /* names are read in it; "": that of the words */
	/* Where their words come from: "console", "shell", "sweep"; which
	 * terminal, "pts/3". Told with each event; "" is not. */
	struct str via, terminal;
	unsigned char grants[MAY_COUNT]; /* SCOPE_… by right */
	unsigned clear;			 /* bit per CLASS_… read in clear */
	msec since; /* when they began to act: this session */
	bool held;  /* no rights before a new password (sign.h) */

	struct policies *policies; /* policy.h: until another is applied */

	struct id op;	   /* id of the next write; none: made */
	struct id bulk;	   /* writes are part of this; their events say so */
	struct id reached; /* what the person reached when a change of several
			    * steps began: so far its later ones reach */
	bool trying;	   /* within core_try() */
	int64_t seen;	   /* the last event that was seen (seen.h); 0: none */
	msec at;	   /* when it happened; 0: now */
	msec said;    /* when it was typed, of what waited (late.h); 0: now */
	msec read_at; /* one instant for all that is read together; 0: now */
	struct done done;
	struct calendar_store *calendars; /* calendar_store.h */

	bool together; /* in core_together(): one transaction for all */

	struct id looked[8]; /* customers seen, not yet written (veil.h) */
	size_t nlooked;
};

void core_init(struct core *, struct db *, struct clock *);
void core_done(struct core *);
/* The instant of what is read now: the clock's, but for who reads many things
 * together and has set read_at. */
msec core_now(const struct core *);
/* Between two commands: gives back scratch, forgets op, seen, at, said and
 * fault. */
void core_rest(struct core *);

/* The store's fault becomes ours; returns rc. For `return core_db(c, rc)`. */
enum err core_db(struct core *, enum err rc);

/*
 * May the acting person do this? *scope (may be NULL) gets the rows it covers.
 * ERR_DENIED with the sentence otherwise. MAY_ANYONE is always allowed, with
 * SCOPE_ALL.
 */
MUST_CHECK enum err core_allow(struct core *, enum may, struct scope *scope);
const char *may_name(enum may);	    /* "ticket.create" */
const char *may_what(enum may);	    /* translated, after "may not" */
enum may may_find(struct str name); /* MAY_COUNT when there is none */

/* ---- the one road a change travels -------------------------------------- */

/*
 * One writing command: permission, transaction, idempotency, one event.
 *
 * core_write() checks `may`, begins, claims the op, runs `body` (which checks
 * the rules, writes rows and tells what changed), appends exactly one event
 * and commits. The body may run again (see db_tx): core_write empties what
 * write_set() collected before each run, the body resets its own.
 *
 * When the op was applied before, the body does not run: `replayed` is true,
 * `id` is the first outcome's, and nothing changes. ERR_CONFLICT when the op
 * belongs to another kind of write or another person; ERR_INVALID when it is
 * older than 90 days and unknown.
 */
struct write {
	enum may may;
	const char *kind;   /* "ticket.create": the event's kind */
	const char *entity; /* "ticket" */
	struct id id;	    /* the entity; made by the caller */
	enum err (*body)(struct core *, struct write *);
	/* What the body reads first, asked ahead (db.h); may be NULL. */
	void (*ahead)(struct core *, const struct write *);
	void *u; /* the caller's own */

	/* for the body */
	struct id op;	      /* its operation */
	struct scope scope;   /* what `may` covers */
	msec now;	      /* recorded_at */
	msec at;	      /* happened_at: use it for the row's instants */
	int64_t version;      /* set by the body: the entity's, after */
	struct str body_json; /* set by the body: ids and counts; or empty */
	struct id beside;     /* set by the body: another's trail has it, too */
	int64_t beside_of; /* ... or each that has this event beside its own */

	/* the outcome */
	struct event event;
	int64_t n; /* the event's number */
	bool replayed;
};

MUST_CHECK enum err core_write(struct core *, struct write *);
/*
 * Several writes in one transaction: each core_write() in `body` has its own
 * op and event, and all are committed or none. The body may run again, as in
 * db_tx(); it returns the first error that stops it. Not to be nested.
 */
MUST_CHECK enum err core_together(struct core *,
    enum err (*body)(struct core *, void *u), void *u);

/*
 * Several reads of one snapshot, in the transaction that is open or else in
 * one of their own. What they ask ahead (db.h) costs one round trip together.
 * The body may run again and then starts anew.
 */
MUST_CHECK enum err core_read(struct core *,
    enum err (*body)(struct core *, void *u), void *u);

/*
 * What would happen? `body` calls functions that write and looks at what they
 * did, all within one transaction that is then taken back, whatever it
 * returned; no event is written. Returns what the body did.
 */
MUST_CHECK enum err core_try(struct core *,
    enum err (*body)(struct core *, void *), void *u);

/*
 * Was c->op applied before, by the acting person, to an `entity`? Then *id is
 * it: a retry must find what it was about, though it may no longer be seen.
 */
bool core_applied(struct core *, const char *entity, struct id *id);

/* In the body: `field` of the entity changed. Equal texts are left out. Empty
 * `old` with `made` means that there was none. */
void write_set(struct core *, struct write *, const char *field, struct str old,
    struct str new);
void write_set_int(struct core *, struct write *, const char *field,
    int64_t old, int64_t new);
/* The same for another entity touched by this write ("contact_point"). */
void write_set_of(struct core *, struct write *, const char *entity,
    const char *field, struct str old, struct str new);

/* In a body: `n` numbers of a counter ("ticket"); the first in *first. */
MUST_CHECK enum err core_numbers(struct core *, const char *counter, int64_t n,
    int64_t *first);

/*
 * In a body: `entity` is in another state from `at` on. Closes the open stay
 * of that kind and opens the next. `holder` is the team's code, the agent's id
 * or a party ("customer"). An `at` before the open stay's start is moved to it.
 */
MUST_CHECK enum err core_stay(struct core *, const char *kind, struct id entity,
    struct str state, struct str reason, struct str holder, msec at);

/* A rule that yields to a reason: ERR_DENIED with why, and that override=REASON
 * does it all the same; a form asks for it in a field. */
enum err core_override(struct core *, const char *why);

/* Text a person typed, checked and made storable: NFC, trimmed. ERR_INVALID
 * names `what` when it has a control character other than newline and tab
 * (with `lines`), is empty (unless `optional`) or over `max` bytes. */
MUST_CHECK enum err core_text(struct core *, const char *what, struct str in,
    size_t max, bool lines, bool optional, struct str *out);

#endif
