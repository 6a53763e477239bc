/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * role.h - what each role may do: grants (role x verb x scope) and the field
 * classes it reads in clear. Both are data; role.c has what they start with.
 *
 * A change counts for a person from the next agent_enter or agent_refresh on.
 */
#ifndef CORE_ROLE_H
#define CORE_ROLE_H

#include "core/core.h"
#include "queries.h"

/* "own", "team", "branch", "all"; "none" for SCOPE_NONE. */
const char *scope_name(int level);
/* SCOPE_NONE when there is no such word. */
int scope_find(struct str name);
/* "open", "personal", "sensitive", "secret"; and back, -1 for another word. */
const char *class_name(int class);
int class_find(struct str name);

/* Is there such a role? ERR_NOT_FOUND. */
MUST_CHECK enum err role_check(struct core *, struct str role);

/*
 * Write the default grants of every role, once, when a database is made (after
 * agent_enter_setup). One event, role.setup. ERR_INVALID when there are grants
 * already.
 */
MUST_CHECK enum err role_setup(struct core *);

/* row_role_list: code, position, agents (active ones), classes (numbers of
 * the classes read in clear, with commas). MAY_AGENT_READ. */
MUST_CHECK enum err role_list(struct core *, struct arena *,
    struct rows_role_list *);
/* row_role_grants: role, verb, scope (SCOPE_…), of one role or, with "", of
 * all. MAY_AGENT_READ. ERR_NOT_FOUND: no such role. */
MUST_CHECK enum err role_grants(struct core *, struct arena *, struct str role,
    struct rows_role_grants *);

/*
 * Give a role a right, or change its scope; take it away; let it read a field
 * class in clear or not. MAY_AGENT_ADMIN; events role.grant, role.revoke,
 * role.clear.
 *
 * ERR_NOT_FOUND: no such role. ERR_INVALID: no such right or class; a scope
 * below "all" for a right that has no rows (agent.admin, setup.edit …);
 * agent.admin taken from the administrators, who could never give it back;
 * the class "secret", which is nobody's; nothing to change.
 */
MUST_CHECK enum err role_grant(struct core *, struct str role, struct str verb,
    int scope);
MUST_CHECK enum err role_revoke(struct core *, struct str role,
    struct str verb);
MUST_CHECK enum err role_clear(struct core *, struct str role, int class,
    bool clear);

#endif
