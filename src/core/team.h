/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * team.h - where people work and with whom: branches, teams, skills and who
 * belongs to them.
 *
 * Codes are lower case, [a-z0-9] and "-", 1..40 bytes, and never change. A
 * retired branch or team stays readable and takes nothing new. Writing needs
 * MAY_SETUP_EDIT; who belongs to a team or has a skill, MAY_AGENT_ADMIN,
 * because membership decides what a person sees.
 *
 * Everywhere: ERR_INVALID names the text that is wrong, ERR_CONFLICT says that
 * the code exists already (or, with a version, that somebody saved first),
 * ERR_NOT_FOUND that there is no such branch, team, skill or agent.
 */
#ifndef CORE_TEAM_H
#define CORE_TEAM_H

#include "core/core.h"
#include "queries.h"

struct pair; /* field.h */

/* A code as described above? Else ERR_INVALID; `what` is the word for it. */
MUST_CHECK enum err code_check(struct core *, const char *what, struct str);
/* "es" or "es-CL"; "America/Santiago". */
MUST_CHECK enum err lang_check(struct core *, struct str);
/* In a body: the names of a code of this kind, each checked and told. */
MUST_CHECK enum err label_add(struct core *, struct write *, const char *kind,
    struct str code, const struct pair *, size_t n);
MUST_CHECK enum err zone_check(struct core *, struct str);

#define HOME_ZONE "America/Santiago" /* where nothing else is said */
#define HOME_LANG "es"

/* Is there such a branch (not retired), such a team (retired or not; open: not
 * retired)? */
MUST_CHECK enum err branch_check(struct core *, struct str code,
    struct row_branch_get *);
MUST_CHECK enum err team_check(struct core *, struct str code);
MUST_CHECK enum err team_open(struct core *, struct str code);

struct branch_new {
	struct str code, name, city;
	struct str zone, lang; /* "": America/Santiago, es */
};

/* row_branch_list: code, name, city, zone, lang, retired_at, version, agents.
 */
MUST_CHECK enum err branch_list(struct core *, struct arena *, bool retired,
    struct rows_branch_list *);
MUST_CHECK enum err branch_add(struct core *, const struct branch_new *);
MUST_CHECK enum err branch_retire(struct core *, struct str code);

/* row_team_list: code, name, branch, retired_at, version, members. */
MUST_CHECK enum err team_list(struct core *, struct arena *, bool retired,
    struct rows_team_list *);
/* `branch` may be "". */
MUST_CHECK enum err team_add(struct core *, struct str code, struct str name,
    struct str branch);
/* Empty is unchanged, the branch "-" is none; version 0 does not compare. */
MUST_CHECK enum err team_edit(struct core *, struct str code, struct str name,
    struct str branch, int64_t version);
MUST_CHECK enum err team_retire(struct core *, struct str code);

/* row_team_members: id, login, name, leads, active, state. Of the staff that
 * the person may see. */
MUST_CHECK enum err team_members(struct core *, struct arena *, struct str team,
    struct rows_team_members *);
/* Joining again changes whether they lead. ERR_INVALID: nothing to change. */
MUST_CHECK enum err team_join(struct core *, struct str team, struct str login,
    bool leads);
MUST_CHECK enum err team_leave(struct core *, struct str team,
    struct str login);
/* In a body: a new agent joins these teams (codes with commas). */
MUST_CHECK enum err team_join_all(struct core *, struct write *,
    struct id agent, struct str teams);

/* row_skill_list: code, name, agents. */
MUST_CHECK enum err skill_list(struct core *, struct arena *,
    struct rows_skill_list *);
MUST_CHECK enum err skill_add(struct core *, struct str code, struct str name);
/* row_agent_skills: skill, name, level. */
MUST_CHECK enum err skill_of(struct core *, struct arena *, struct str login,
    struct rows_agent_skills *);
/* Level 1..5; 0 takes the skill away. */
MUST_CHECK enum err skill_set(struct core *, struct str login, struct str skill,
    int level);

#endif
