/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agent.h - people who work here, and acting as one of them.
 *
 * A login is lower case, [a-z][a-z0-9._-]{0,59}, and never changes. On SQLite
 * an agent signs in (sign.h); on PostgreSQL the agent with login X is the
 * database role X, and every change below that touches the role either does it
 * or, when the acting role may not (no CREATEROLE), hands back the SQL for
 * whoever may, in out->sql.
 */
#ifndef CORE_AGENT_H
#define CORE_AGENT_H

#include "core/core.h"
#include "queries.h"

/* ---- acting (enter.c) --------------------------------------------------- */

/*
 * Act as this agent from now on: c->me, c->real, grants, what is read in
 * clear (and the store's veil). No proof is asked for: for the SQLite file's
 * owner (`--as`), scripts' own lanes and tests. ERR_DENIED, the same sentence
 * for all: no such agent, or disabled.
 */
MUST_CHECK enum err agent_enter(struct core *, struct str login);
/* The same, but who is at the keyboard (c->real) stays. */
MUST_CHECK enum err agent_enter_as(struct core *, struct str login);
/*
 * PostgreSQL: act as the agent of the current database role; c->real is the
 * agent of the session's role. A role that is no active agent is ERR_DENIED
 * with what to do; being owner or superuser does not help, because `init` made
 * the installer's role an agent.
 */
MUST_CHECK enum err agent_enter_role(struct core *);
/* The program itself, with every right: to make a database's first rows.
 * ERR_DENIED as soon as there is an agent. */
MUST_CHECK enum err agent_enter_setup(struct core *);
/* Read rights and name again (an event says that roles or people changed).
 * ERR_DENIED, and nobody acts, when the agent was disabled meanwhile. */
MUST_CHECK enum err agent_refresh(struct core *);
void agent_leave(struct core *);

/* ---- people ------------------------------------------------------------- */

struct agent_new {
	struct str login;
	struct str name; /* 1..200 bytes */
	struct str role;
	struct str branch;     /* may be "" */
	struct str teams;      /* codes with commas; may be "" */
	struct str lang, zone; /* "": the branch's, or es, America/Santiago */
	struct str password;   /* "": one is made */
	bool no_password;      /* signs nobody in until sign_reset */
	bool keep;	       /* need not be changed at the first sign-in */
};

/* What a change of a person hands back; texts are in the arena. */
struct agent_done {
	struct id id;
	struct str password; /* to hand over, once; "" if none, or replayed */
	struct str sql;	     /* PostgreSQL: for a DBA to run; "" if done */
	bool kept; /* PostgreSQL had that role; its password is as it was */
	bool replayed;
};

/*
 * MAY_AGENT_ADMIN; event agent.add. ERR_CONFLICT: the login exists.
 * ERR_INVALID: a text, language, zone or password that is not right.
 * ERR_NOT_FOUND: no such role, branch or team.
 *
 * On PostgreSQL a role of that name that exists already is only given its
 * membership; its password stays.
 */
MUST_CHECK enum err agent_add(struct core *, struct arena *,
    const struct agent_new *, struct agent_done *out);
/* The first administrator of a new database, after agent_enter_setup: `admin`
 * on SQLite; on PostgreSQL the agent of the session's role, which keeps its
 * password. Then the core acts as that agent. */
MUST_CHECK enum err agent_first(struct core *, struct arena *, struct str name,
    struct agent_done *out);

/* What is empty stays; the branch "-" is none. */
struct agent_change {
	struct str name, role, branch, lang, zone;
	int64_t version; /* 0: do not compare */
};

/* MAY_AGENT_ADMIN; event agent.edit. ERR_CONFLICT: somebody saved first.
 * ERR_INVALID: nothing to change; the last administrator would go. */
MUST_CHECK enum err agent_edit(struct core *, struct arena *, struct str login,
    const struct agent_change *, struct agent_done *out);
/* Nobody signs in as them; what they did stays. Also sets them offline.
 * Events agent.disable, agent.enable. ERR_INVALID: it is so already; the last
 * active administrator; oneself. */
MUST_CHECK enum err agent_disable(struct core *, struct arena *,
    struct str login, struct agent_done *out);
MUST_CHECK enum err agent_enable(struct core *, struct arena *,
    struct str login, struct agent_done *out);

struct agent_filter {
	struct str role, branch, team; /* "": any */
	struct str text;	       /* part of the login or of the name */
	bool all;		       /* disabled ones as well */
	int64_t limit;		       /* 1..5000; 0 is 1000 */
};

/* row_agent_list: id, login, name, role, branch, lang, zone, active, state,
 * since_at (of the state), teams (codes with commas), created_at, version; by
 * name. MAY_AGENT_READ, its scope applied. */
MUST_CHECK enum err agent_list(struct core *, struct arena *,
    const struct agent_filter *, struct rows_agent_list *);
/* One of them, by login or id; disabled too. Oneself needs no right. */
MUST_CHECK enum err agent_get(struct core *, struct arena *, struct str who,
    struct row_agent_list *);
/* Is this how a login looks? ERR_INVALID says how it should. */
MUST_CHECK enum err login_check(struct core *, struct str login);

/* In a body, or in one's own read: the bare row by login, whatever the scope.
 * row_agent_by_login: id, login, name, role, branch, lang, zone, active,
 * version. ERR_NOT_FOUND with the sentence. */
MUST_CHECK enum err agent_by_login(struct core *, struct arena *,
    struct str login, struct row_agent_by_login *);

#endif
