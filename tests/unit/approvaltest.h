/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approvaltest.h - a rule of refunds and the people whose word it takes: two
 * supervisors, jefa and jefe, and one administrator.
 */
#ifndef APPROVALTEST_H
#define APPROVALTEST_H

#include "promisetest.h"

#include "core/approval.h"

#define BOSS  "00000000-0000-7000-8000-0000000000b1"
#define CHIEF "00000000-0000-7000-8000-0000000000b2"
#define ADMIN "00000000-0000-7000-8000-0000000000b3"

#define RULE                                                                   \
	"[approval refund]\n"                                                  \
	"currency = CLP\n"                                                     \
	"expires = 48h\n"                                                      \
	"up-to 50000 = none\n"                                                 \
	"up-to 200000 = 1 of supervisor, administrator\n"                      \
	"above = 2 of supervisor, administrator\n"

static inline void
add_person(struct world *w, const char *id, const char *login, const char *role)
{
	struct arena a = { 0 };

	dbtest_do(w->db,
	    str_printf(&a,
		"INSERT INTO agent (id, login, name, name_fold, name_sort,"
		" role, branch, lang, zone, active, created_at, version)"
		" VALUES ('%s', '%s', '%s', '%s', '%s', '%s', 'centro', 'es',"
		" 'America/Santiago', 1, 1, 1);",
		id, login, login, login, login, role)
		.s);
	arena_done(&a);
}

/* How far a role sees tickets: 3 branch, 4 all. */
static inline void
reaches(struct world *w, const char *role, int scope)
{
	struct arena a = { 0 };

	dbtest_do(w->db,
	    str_printf(&a,
		"DELETE FROM role_grant WHERE role = '%s';"
		"INSERT INTO role_grant (role, verb, scope)"
		" VALUES ('%s', 'ticket.read', %d);",
		role, role, scope)
		.s);
	arena_done(&a);
}

static inline struct id
ready(struct world *w)
{
	reaches(w, "agent", SCOPE_ALL);
	reaches(w, "supervisor", SCOPE_ALL);
	reaches(w, "administrator", SCOPE_ALL);
	add_person(w, BOSS, "jefa", "supervisor");
	add_person(w, CHIEF, "jefe", "supervisor");
	add_person(w, ADMIN, "admina", "administrator");
	apply(w, "approval", "refund", RULE);
	return make(w, question(w));
}

static inline enum err
ask(struct world *w, struct id ticket, int64_t amount, int64_t *number)
{
	struct approval_new in = { .ticket = ticket,
		.rule = STR("refund"),
		.reason = STR("cobro doble"),
		.amount = amount };

	return approval_ask(&w->c, &in, number);
}

static inline const char *
state_of(struct world *w, int64_t number)
{
	return dbtest_ask(w->db, &w->c.arena,
	    str_printf(&w->c.arena,
		"SELECT state FROM approval WHERE number = %lld",
		(long long)number)
		.s)
	    .s;
}

static inline void
as(struct world *w, const char *id, const char *login)
{
	act(w, id, login, SCOPE_ALL);
}

#endif
