/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * migrate.h - brings a database to this program's schema.
 *
 * Numbered files from db/migrate, each in its own transaction, recorded in
 * schema_migration(number, name, checksum, applied_at).
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "store/db.h"

struct migrate_state {
	int have; /* last applied; 0: an empty database */
	int want; /* the program's last */
};

/*
 * Compare the database with the program.
 * ERR_INVALID, with what to do: an applied migration was edited, one is
 * missing in between, the schema is newer than the program, or the database
 * has tables that are not ours.
 */
MUST_CHECK enum err migrate_check(struct db *, struct migrate_state *);
/* Check, then apply what is missing. ERR_CONFLICT-free when two do it at once:
 * the second finds it done. */
MUST_CHECK enum err migrate_run(struct db *, struct clock *);
/* The same from a table of the caller's own (tests of the upgrade path). */
MUST_CHECK enum err migrate_check_from(struct db *, const struct migration *,
    size_t n, struct migrate_state *);
MUST_CHECK enum err migrate_run_from(struct db *, const struct migration *,
    size_t n, struct clock *);

#endif
