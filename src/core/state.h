/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state.h - what an agent is doing: one state at a time, every second of it
 * kept in a stay of kind "agent".
 *
 *	offline -> paused <-> ready -> reserved -> engaged -> wrap-up -> ready
 *
 * state.c has the allowed moves as a table, with who may make each: the person
 * (or a supervisor for them), or the flow of work alone. An agent without a
 * row is offline.
 */
#ifndef CORE_STATE_H
#define CORE_STATE_H

#include "core/core.h"
#include "queries.h"

/*
 * Set the state of an agent; ID_NONE is oneself. MAY_STATE_SET, whose scope
 * must reach the agent. `reason` is needed for "paused" and for anybody else's
 * state, 1..200 bytes; otherwise it may be "". Event agent.state.
 *
 * ERR_INVALID: no such state, no reason, or a move that is not in the table
 * (the sentence says where one can go). ERR_NOT_FOUND: no such agent or out of
 * scope.
 */
MUST_CHECK enum err state_set(struct core *, struct id agent, struct str state,
    struct str reason);

/* A pause after this contact: while engaged or in wrap-up, the reason is kept
 * and the next close leads to "paused" with it, not to "ready". Empty takes it
 * back. MAY_STATE_SET of oneself; event agent.pause-next. ERR_INVALID when one
 * is neither. */
MUST_CHECK enum err state_pause_next(struct core *, struct str reason);

/* In a body of another write (a contact begins, ends): the flow of work moves
 * an agent. Appends to that write's values. ERR_INVALID as above. */
MUST_CHECK enum err state_move(struct core *, struct write *, struct id agent,
    struct str state, struct str reason);
/* In a body: an agent talks or holds contacts (`live`), or wraps some up, or
 * has none left; the state follows, if it has to. */
MUST_CHECK enum err state_work(struct core *, struct write *, struct id agent,
    bool live, bool wraps);
/* In a body: a new agent's first state, offline. */
MUST_CHECK enum err state_begin(struct core *, struct write *, struct id agent);
/* In a body: offline, from wherever (the agent was disabled). */
MUST_CHECK enum err state_end(struct core *, struct write *, struct id agent,
    struct str reason);
/* Their console is gone, and they left it not: whoever was ready for contacts or
 * wrapped one up is offline now, and is told. For the sweep; event agent.state.
 * ERR_CONFLICT when they did neither. */
MUST_CHECK enum err state_lost(struct core *, struct id agent);
/* The same of oneself, who left in order: nobody needs to be told.
 * MAY_STATE_SET. */
MUST_CHECK enum err state_left(struct core *);

/* In core_read(), of oneself: what state_get will ask goes ahead of it. */
void state_ahead(struct core *);
/* row_state_list: agent, login, name, state, reason, since_at, team (its
 * first), branch, version, pause_next (reason, or ""). ID_NONE is oneself.
 * MAY_AGENT_READ, except for oneself. */
MUST_CHECK enum err state_get(struct core *, struct arena *, struct id agent,
    struct row_state_list *);
/* Of a team, or with "" of everybody in sight; active agents by name. */
MUST_CHECK enum err state_list(struct core *, struct arena *, struct str team,
    struct rows_state_list *);

#endif
