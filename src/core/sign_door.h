/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sign_door.h - what sign*.c share: somebody at the door, and what is known of
 * them. Secrets are read and written in these files alone.
 */
#ifndef CORE_SIGN_DOOR_H
#define CORE_SIGN_DOOR_H

#include "base/secret.h"
#include "core/sign.h"
#include "queries.h"

struct door {
	struct row_agent_by_login who;
	struct row_secret_get secret;
	bool counts;		  /* the try was let in and counted */
	int64_t step;		  /* of the one-time code */
	char rehash[SECRET_HASH]; /* "" unless parameters changed */
	bool must_change, must_totp;
};

/* A door for whoever acts; ERR_DENIED when nobody does. */
MUST_CHECK enum err door_me(struct core *, struct door *);
/* Count a try, then check the password, real or decoy, always once: ERR_DENIED
 * with the one sentence. */
MUST_CHECK enum err door_try(struct core *, struct door *);
MUST_CHECK enum err door_password(struct core *, struct door *,
    struct str password);
/* Read them again; when nothing is left, the rights are there. */
MUST_CHECK enum err door_lift(struct core *, struct door *);
/* ERR_INVALID on PostgreSQL, which does this itself. */
MUST_CHECK enum err door_ours(struct core *);
/* A fact of the database, "" when there is none; the name of totp.ROLE. */
MUST_CHECK enum err door_fact(struct core *, const char *key, struct str *out);
/* It is that from now on, told so that it can be taken back. */
MUST_CHECK enum err door_fact_set(struct core *, struct write *,
    const char *key, struct str now);
const char *door_totp(struct core *, struct str role);

#endif
