/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notice.h - what the team must know: said by a supervisor, or by the program
 * (an escalation, a promise at risk), and who has seen it.
 *
 * A notice is for one person, a team, a branch or everybody, until an instant
 * or until withdrawn. Sending is MAY_NOTICE_SEND (team and branch within its
 * scope; everybody needs "all"); reading what is for oneself needs no right.
 * Events notice.add, notice.withdraw, notice.seen.
 */
#ifndef CORE_NOTICE_H
#define CORE_NOTICE_H

#include "core/core.h"
#include "queries.h"

enum { NOTICE_NOTE = 1, NOTICE_WARN, NOTICE_URGENT };

struct notice_new {
	struct str text;	 /* 1..1000 bytes */
	int64_t severity;	 /* NOTICE_…; 0: NOTE */
	struct str team, branch; /* at most one of the three; */
	struct id agent;	 /* none of them: everybody */
	msec until;		 /* 0: until it is withdrawn */
};
/* *id gets it. ERR_INVALID; ERR_DENIED beyond one's scope. */
MUST_CHECK enum err notice_add(struct core *, const struct notice_new *,
    struct id *id);
/* Its author, or who may send to everybody. It ends now. */
MUST_CHECK enum err notice_withdraw(struct core *, struct id);

/* row_notice_list: id, kind, severity, text, at, until_at, author,
 * author_name, to_team, to_branch, to_agent, entity, entity_id, number (of a
 * ticket or contact), seen_at, answered. For the acting person and in force,
 * unseen first, then latest; `all` also those that ended, and those that asked
 * for what somebody answered. limit 0: 20, most 200. */
MUST_CHECK enum err notice_list(struct core *, struct arena *, bool all,
    int64_t limit, struct rows_notice_list *);
/* How many in force are unseen, and the worst of their severities (0). */
MUST_CHECK enum err notice_unseen(struct core *, int64_t *n, int64_t *severity);
/* Seen by the acting person; ID_NONE: all that notice_list() gives. One
 * event. ERR_INVALID when there was nothing left to see. */
MUST_CHECK enum err notice_seen(struct core *, struct id);
/* row_notice_readers: agent, login, name, at. For its author, or who may send
 * to everybody. */
MUST_CHECK enum err notice_readers(struct core *, struct arena *, struct id,
    struct rows_notice_readers *);

#endif
