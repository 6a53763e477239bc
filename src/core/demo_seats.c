/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_seats.c - the sign-ins of the demo: a password for each seat, from the
 * system's randomness and never from the seed; none for generated staff.
 *
 * On PostgreSQL a seat is a database role. One that the server has already,
 * perhaps from another database, keeps its password, and none is told.
 */
#include "base/secret.h"
#include "core/demo_kit.h"
#include "core/pgrole.h"
#include "core/sign.h"

struct seat {
	struct str password; /* "" when it is kept */
	char hash[SECRET_HASH];
	bool there; /* the agent was there before */
	struct str sql;
};

/* Ahead of the transaction: a hash takes a tenth of a second. */
enum err
demo_seats_make(struct demo *d)
{
	enum err rc = OK;
	size_t i;

	d->seats = NEWN(&d->arena, struct seat, d->nseats);
	for (i = 0; i < d->nseats && rc == OK; i++) {
		struct seat *s = &d->seats[i];

		s->password = secret_make(d->out);
		if (db_engine(d->c->db) == ENGINE_SQLITE)
			rc = secret_hash(s->password, s->hash, &d->c->fault);
	}
	return rc;
}

void
demo_seat_keep(struct demo *d, size_t i)
{
	d->seats[i].there = true;
}

bool
demo_seat_kept(const struct demo *d, size_t i)
{
	return d->seats[i].there;
}

static enum err
make_role(struct demo *d, const struct person *p, struct seat *s)
{
	struct core *c = d->c;
	struct buf sql = { 0 };
	bool exists;
	enum err rc;

	if ((rc = pgrole_exists(c, p->login, &exists)) != OK)
		return rc;
	if (exists)
		s->password = STR_NONE;
	rc = pgrole_add(c, &sql, p->login, s->password, exists);
	if (str_is(p->role, "administrator"))
		pgrole_admin(c, &sql, p->login, true);
	if (rc == OK)
		rc = pgrole_run(c, d->out, &sql, &s->sql);
	secret_wipe(sql.s, sql.len);
	buf_done(&sql);
	return rc;
}

enum err
demo_seats_add(struct demo *d)
{
	bool sqlite = db_engine(d->c->db) == ENGINE_SQLITE;
	enum err rc = OK;
	size_t i;

	for (i = 0; i < d->nseats && rc == OK; i++) {
		struct seat *s = &d->seats[i];

		if (s->there)
			continue;
		rc = sqlite ? sign_insert(d->c, d->staff[i].id, str_of(s->hash),
				  false, d->now)
			    : make_role(d, &d->staff[i], s);
	}
	for (; i < d->nstaff && rc == OK && sqlite; i++)
		rc = sign_insert(d->c, d->staff[i].id, STR_NONE, true, d->now);
	return rc;
}

/* An agent who was there before has the password of whoever made them. */
void
demo_seats_tell(struct demo *d)
{
	size_t i;

	for (i = 0; i < d->nseats; i++) {
		struct seat *s = &d->seats[i];
		struct demo_sign_in *t;

		if (s->there)
			continue;
		t = vec_push(d->out, &d->result->sign_ins);
		t->login = str_copy(d->out, d->staff[i].login);
		t->role = str_copy(d->out, d->staff[i].role);
		t->password = s->password;
		t->sql = s->sql;
		secret_wipe(s->hash, sizeof(s->hash));
	}
}
