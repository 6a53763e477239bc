/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * presence.h - who is at a console, what they look at, and where they write.
 *
 * Rows with a lease: a console says what it has and renews it each 5 s; what
 * was not renewed for 20 s is over, so whoever goes away in any manner leaves
 * nothing behind. Whoever types nothing says beforehand that the next time comes
 * later: that is enough, for each is bound to its process, on a server to its
 * connection, and is over with that.
 * No events, and no right is needed: one tells of oneself, and asks about what
 * one sees already.
 *
 * Writing in a thing is a soft lock: it tells others, and stops nobody.
 */
#ifndef CORE_PRESENCE_H
#define CORE_PRESENCE_H

#include "core/core.h"
#include "queries.h"

#define PRESENCE_BEAT  SECONDS(5)
#define PRESENCE_QUIET SECONDS(20)  /* nobody types, others wait for it */
#define PRESENCE_REST  SECONDS(210) /* nor does anybody */
#define PRESENCE_LEASE SECONDS(20)

enum presence_mode {
	PRESENCE_HERE, /* at a console; its id is the session */
	PRESENCE_SEES,
	PRESENCE_WRITES,
	PRESENCE_HOLDS, /* a contact */
};
const char *presence_mode_name(enum presence_mode); /* "sees" */

struct presence_thing {
	const char *entity; /* "ticket", "customer", "interaction" */
	struct id id;
	enum presence_mode mode;
};

/* These are all that the session has, from now on; itself is added. */
MUST_CHECK enum err presence_say(struct core *, struct id session,
    const struct presence_thing *, size_t n);
/* A heartbeat; the next comes in `next`, PRESENCE_BEAT or more, and the lease
 * is longer by what it comes later. *known is false when the session was
 * forgotten meanwhile (the machine slept): say all again. */
MUST_CHECK enum err presence_beat(struct core *, struct id session, msec next,
    bool *known);
/* It is over, now. */
MUST_CHECK enum err presence_leave(struct core *, struct id session);

struct presence {
	struct id entity, agent;
	struct str name;
	enum presence_mode mode;
	msec since_at;
};
struct presences {
	struct presence *v; /* by entity; whoever writes first, the longest */
	size_t n;
};
/* Who else has any of n things. `session` may be none: then everybody, else
 * others, and oneself where one writes at another console that lives. */
MUST_CHECK enum err presence_on(struct core *, struct arena *,
    struct id session, const struct id *things, size_t n, struct presences *);

/* For handover.h: contacts held by consoles that said nothing since, and one
 * of them forgotten. */
MUST_CHECK enum err presence_lost(struct core *, struct arena *, msec since,
    struct rows_presence_lost *);
MUST_CHECK enum err presence_drop(struct core *, struct id session,
    struct id entity);
/* Consoles that said nothing since; whoever leaves one is not among them. */
MUST_CHECK enum err presence_gone(struct core *, struct arena *, msec since,
    struct rows_presence_gone *);

/* Did anybody come or go since the last call? `rung`: the bell of the real
 * database did just now, which on a server is the same. Asked often: it costs
 * a look at the file, and reads only when somebody told something. */
bool presence_came(struct core *, bool rung);

/* Every console that is alive, with a row for each thing it has. */
struct presence_row {
	struct row_presence_list at;
	struct str login, name;
};
struct presence_rows {
	struct presence_row *v;
	size_t n;
};
MUST_CHECK enum err presence_list(struct core *, struct arena *,
    struct presence_rows *);

#endif
