/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * migrate.c - compares a database with the program's migrations and applies
 * what is missing, one transaction each.
 */
#include "queries.h"
#include "store/migrate.h"

/* ---- comparing ------------------------------------------------------------
 */

static enum err
no_table(struct db *db, int64_t tables, struct migrate_state *out)
{
	if (tables > 0)
		return fail(db_fault(db), ERR_INVALID,
		    _("this database has tables that are not cabina's: give an "
		      "empty database"));
	out->have = 0;
	return OK;
}

/* One applied migration against ours of the same place. */
static enum err
compare(struct db *db, const struct row_schema_list *have, size_t i,
    const struct migration *want, size_t n)
{
	struct fault *f = db_fault(db);

	if (have->number != (int64_t)i + 1)
		return fail(f, ERR_INVALID,
		    _("migration %d is missing in this database, though %d is "
		      "there: restore a backup"),
		    (int)i + 1, (int)have->number);
	if (i >= n)
		return fail(f, ERR_INVALID,
		    _("this database has schema %d (%s) and this program knows "
		      "up to %d: install a newer cabina"),
		    (int)have->number, have->name.s, (int)n);
	if (!str_is(have->checksum, want[i].checksum))
		return fail(f, ERR_INVALID,
		    _("migration %s was changed after this database got it: "
		      "put the old file back and write the change as a new "
		      "migration"),
		    want[i].name);
	return OK;
}

static enum err
read_state(struct db *db, struct arena *a, const struct migration *want,
    size_t n, struct migrate_state *out)
{
	struct rows_schema_list rows = { 0 };
	struct row_schema_state state;
	enum err rc;

	if ((rc = q_schema_state(db, a, &state)) != OK)
		return rc;
	out->want = (int)n;
	if (state.ours == 0)
		return no_table(db, state.tables, out);
	if ((rc = q_schema_list(db, a, &rows)) != OK)
		return rc;
	if (rows.n == 0)
		return no_table(db, state.tables - 1, out);
	for (size_t i = 0; i < rows.n && rc == OK; i++)
		rc = compare(db, &rows.v[i], i, want, n);
	out->have = (int)rows.n;
	return rc;
}

enum err
migrate_check_from(struct db *db, const struct migration *want, size_t n,
    struct migrate_state *out)
{
	struct migrate_state state = { 0, 0 };
	struct arena a = { 0 };
	enum err rc;

	rc = read_state(db, &a, want, n, &state);
	if (rc == OK)
		*out = state;
	arena_done(&a);
	return rc;
}

/* ---- applying --------------------------------------------------------------
 */

struct step {
	struct db *db;
	const struct migration *want;
	size_t n;
	struct clock *clock;
	struct migrate_state state;
};

/* One migration, the next that is missing. What is missing is read again
 * behind the lock: another process may have been quicker. */
static enum err
apply_next(void *u)
{
	struct step *s = u;
	struct row_schema_lock lock;
	const struct migration *m;
	struct arena a = { 0 };
	enum err rc;

	if ((rc = q_schema_lock(s->db, &a, &lock)) != OK ||
	    (rc = read_state(s->db, &a, s->want, s->n, &s->state)) != OK)
		goto out;
	if (s->state.have == s->state.want)
		goto out;
	m = &s->want[s->state.have];
	if ((rc = q_schema_create(s->db, NULL)) != OK ||
	    (rc = db_script(s->db, m->sql[db_engine(s->db)])) != OK)
		goto out;
	rc = q_schema_record(s->db, m->number, str_of(m->name),
	    str_of(m->checksum), clock_now(s->clock), NULL);
	s->state.have++;
out:
	arena_done(&a);
	return rc;
}

enum err
migrate_run_from(struct db *db, const struct migration *want, size_t n,
    struct clock *clock)
{
	struct step s = { .db = db, .want = want, .n = n, .clock = clock };
	enum err rc;

	rc = migrate_check_from(db, want, n, &s.state);
	while (rc == OK && s.state.have < s.state.want)
		rc = db_tx(db, TX_WRITE, apply_next, &s);
	return rc;
}

enum err
migrate_check(struct db *db, struct migrate_state *out)
{
	return migrate_check_from(db, migrations, nmigrations, out);
}

enum err
migrate_run(struct db *db, struct clock *clock)
{
	return migrate_run_from(db, migrations, nmigrations, clock);
}
