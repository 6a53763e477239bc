/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pgconnect.h - a connection begins and ends.
 */
#ifndef STORE_PGCONNECT_H
#define STORE_PGCONNECT_H

#include "store/pg.h"

/*
 * Connect with the options kept and set the session up; also after a lost
 * connection, whose transaction and prepared statements are gone. ERR_DENIED,
 * ERR_NOT_FOUND or ERR_DB with the sentence, and then not connected.
 */
MUST_CHECK enum err pg_connect(struct pg *, struct fault *);
/* Also one that is not connected. */
void pg_disconnect(struct pg *);

#endif
