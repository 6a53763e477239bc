/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * house.h - opening, founding and upgrading a database, and who acts in it
 * when a command comes from a shell.
 *
 * On SQLite only the account that owns the file opens it, and acts as `admin`
 * or as the person it names; on PostgreSQL the database role is the person.
 */
#ifndef CORE_HOUSE_H
#define CORE_HOUSE_H

#include "core/agent.h"
#include "core/core.h"
#include "store/migrate.h"

struct house_options {
	const char *url;
	const char *as;		/* act as this login; NULL: the usual one */
	const char *clock_file; /* time comes from there; twins only */
	/* Who connects to a server; NULL: as the URL says. */
	const char *user, *password;
	const char *slow; /* ms that each job of a console takes longer;
				 * twins only; NULL: none */
	const char
	    *via; /* "shell", "console": told with each event; NULL: no */
	bool sync_normal;
};

enum { TERMINAL_MAX = 64 };

struct house {
	struct house_options how;
	struct clock clock;
	struct core core; /* core.db is NULL while closed */
	msec slow;	  /* once somebody acts in a twin */
	char terminal[TERMINAL_MAX];
};

enum house_use {
	HOUSE_WORK, /* the schema fits and a person acts */
	HOUSE_DOOR, /* the schema fits, and nobody acts before they signed in */
	HOUSE_LOOK, /* any schema, nobody acts */
	HOUSE_MAKE, /* the same, and made when it is missing */
};

void house_init(struct house *, const struct house_options *);
/*
 * Open it. The sentence of a failure is in h->core.fault:
 *   ERR_DENIED   another account's file; no such person; a clock file for a
 *                database that is not a twin
 *   ERR_INVALID  not initialised, or a schema that does not fit (says what to
 *                do), and what db_open() says
 */
MUST_CHECK enum err house_open(struct house *, enum house_use);
void house_close(struct house *);

/* The path of a SQLite URL's file; NULL for any other database. */
const char *house_file(const struct house *);

/* A database URL without its password: for people and for logs. */
struct str house_shown(struct arena *, struct str url);

struct house_new {
	struct str name; /* the administrator's, to be shown */
	bool twin;	 /* training or test: its clock may be a file */
};

/*
 * Make a new database of what HOUSE_MAKE opened: schema, roles, first
 * administrator, who then acts. out->password is shown once. ERR_INVALID when
 * people work in it already; an interrupted founding is finished.
 */
MUST_CHECK enum err house_found(struct house *, struct arena *,
    const struct house_new *, struct agent_done *out);
/* How the schema compares, and bringing it up to date. */
MUST_CHECK enum err house_schema(struct house *, struct migrate_state *);
MUST_CHECK enum err house_migrate(struct house *, struct migrate_state *was);

#endif
