/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgrole.h - on PostgreSQL an agent is a database role; see pgrole.c.
 *
 * Each function appends to *sql what it takes, and nothing on SQLite.
 */
#ifndef CORE_PGROLE_H
#define CORE_PGROLE_H

#include "core/core.h"

/* A role that may sign in, with this password ("" for one that exists and
 * keeps its own), as member of our groups. `login` passed login_check. */
MUST_CHECK enum err pgrole_add(struct core *, struct buf *sql, struct str login,
    struct str password, bool exists);
MUST_CHECK enum err pgrole_password(struct core *, struct buf *sql,
    struct str login, struct str password);
void pgrole_login(struct core *, struct buf *sql, struct str login, bool may);
void pgrole_admin(struct core *, struct buf *sql, struct str login, bool is);

MUST_CHECK enum err pgrole_exists(struct core *, struct str login, bool *);
/* In a body: run it when the acting role may make roles, else leave it in
 * *left (copied into the arena; "" when it was run) for a person who may. */
MUST_CHECK enum err pgrole_run(struct core *, struct arena *,
    const struct buf *sql, struct str *left);

#endif
