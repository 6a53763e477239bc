/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * enter.c - acting as somebody: who, with which rights, reading what in clear.
 */
#include "core/agent.h"

#define VEILED                                                                 \
	(1u << CLASS_PERSONAL | 1u << CLASS_SENSITIVE | 1u << CLASS_SECRET)

/* What a person may, read whole before anything of it counts. */
struct rights {
	struct me me;
	unsigned char grants[MAY_COUNT];
	unsigned clear;
};

static enum err
read_rights(struct core *c, struct rights *r)
{
	struct rows_agent_grants grants;
	struct rows_agent_clears clears;
	enum err rc;

	rc = q_agent_grants(c->db, &c->scratch, r->me.role, &grants);
	if (rc == OK)
		rc = q_agent_clears(c->db, &c->scratch, r->me.role, &clears);
	if (rc != OK)
		return core_db(c, rc);
	for (size_t i = 0; i < grants.n; i++) {
		enum may may = may_find(grants.v[i].verb);

		if (may < MAY_COUNT)
			r->grants[may] = (unsigned char)grants.v[i].scope;
	}
	r->clear = 1u << CLASS_OPEN;
	for (size_t i = 0; i < clears.n; i++)
		r->clear |= 1u << clears.v[i].class;
	r->clear &= ~(1u << CLASS_SECRET);
	return OK;
}

static enum err
read_me(struct core *c, struct str login, struct me *me)
{
	struct row_agent_by_login row;
	enum err rc;

	rc = q_agent_by_login(c->db, &c->scratch, login, &row);
	if (rc == ERR_NOT_FOUND || (rc == OK && !row.active))
		return fail(&c->fault, ERR_DENIED,
		    _("'%.*s' is no active agent; an administrator "
		      "can see the staff with 'agent list'"),
		    STR_ARG(login));
	if (rc != OK)
		return core_db(c, rc);
	*me = (struct me){ row.id, row.login, row.name, row.role, row.branch,
		row.lang, row.zone };
	return OK;
}

/* Copies what is new only: a refresh each minute must not fill the arena. */
static void
keep(struct core *c, struct str *was, struct str now)
{
	if (!str_eq(*was, now))
		*was = str_copy(&c->arena, now);
}

static void
keep_me(struct core *c, struct me *was, const struct me *now)
{
	was->id = now->id;
	keep(c, &was->login, now->login);
	keep(c, &was->name, now->name);
	keep(c, &was->role, now->role);
	keep(c, &was->branch, now->branch);
	keep(c, &was->lang, now->lang);
	keep(c, &was->zone, now->zone);
}

static void
act(struct core *c, const struct rights *r)
{
	keep_me(c, &c->me, &r->me);
	memcpy(c->grants, r->grants, sizeof(c->grants));
	c->clear = r->clear;
	if (c->held) {
		memset(c->grants, SCOPE_NONE, sizeof(c->grants));
		c->clear = 1u << CLASS_OPEN;
	}
	db_veil(c->db, VEILED & ~c->clear);
}

static enum err
read_person(struct core *c, struct str login, struct rights *r)
{
	enum err rc;

	*r = (struct rights){ .clear = 0 };
	if ((rc = read_me(c, login, &r->me)) != OK)
		return rc;
	return read_rights(c, r);
}

enum err
agent_enter_as(struct core *c, struct str login)
{
	struct rights r;
	enum err rc;

	if ((rc = read_person(c, login, &r)) != OK)
		return rc;
	c->held = false;
	c->since = clock_now(c->clock);
	act(c, &r);
	return OK;
}

enum err
agent_enter(struct core *c, struct str login)
{
	enum err rc;

	if ((rc = agent_enter_as(c, login)) == OK)
		c->real = c->me;
	return rc;
}

static enum err
role_is_agent(struct core *c, struct str role, struct rights *r)
{
	enum err rc = read_person(c, role, r);

	if (rc != ERR_DENIED)
		return rc;
	return fail(&c->fault, ERR_DENIED,
	    _("the database role '%.*s' is no active agent here; ask "
	      "an administrator for 'agent add login=%.*s'"),
	    STR_ARG(role), STR_ARG(role));
}

enum err
agent_enter_role(struct core *c)
{
	struct rights me, real;
	enum err rc;

	if (db_engine(c->db) != ENGINE_POSTGRES)
		return fail(&c->fault, ERR_INVALID,
		    _("this database has no roles of its own; sign in"));
	if ((rc = role_is_agent(c, db_role(c->db), &me)) != OK)
		return rc;
	if ((rc = role_is_agent(c, db_session_role(c->db), &real)) != OK)
		return rc;
	c->held = false;
	c->since = clock_now(c->clock);
	act(c, &me);
	keep_me(c, &c->real, &real.me);
	return OK;
}

enum err
agent_enter_setup(struct core *c)
{
	struct rights r = { .clear = VEILED | 1u << CLASS_OPEN };
	struct row_agent_count n;
	enum err rc;

	rc = q_agent_count(c->db, &c->scratch, STR_NONE, &n);
	if (rc != OK)
		return core_db(c, rc);
	if (n.total > 0)
		return fail(&c->fault, ERR_DENIED,
		    _("this database has agents already; act as one of them"));
	r.clear &= ~(1u << CLASS_SECRET);
	memset(r.grants, SCOPE_ALL, sizeof(r.grants));
	r.me = (struct me){ ID_NONE, STR("cabina"), STR("cabina"), STR_NONE,
		STR_NONE, STR_NONE, STR_NONE };
	c->held = false;
	act(c, &r);
	c->real = c->me;
	return OK;
}

/* Their role is most likely the one they had. */
static enum err
read_again(struct core *c, void *u)
{
	q_agent_grants_ahead(c->db, c->me.role);
	q_agent_clears_ahead(c->db, c->me.role);
	return read_person(c, c->me.login, u);
}

enum err
agent_refresh(struct core *c)
{
	struct rights r;
	enum err rc;

	if (id_none(c->me.id))
		return OK;
	if ((rc = core_read(c, read_again, &r)) == OK)
		act(c, &r);
	else if (rc == ERR_DENIED)
		agent_leave(c);
	return rc;
}

void
agent_leave(struct core *c)
{
	memset(c->grants, SCOPE_NONE, sizeof(c->grants));
	c->clear = 1u << CLASS_OPEN;
	c->held = false;
	c->me = (struct me){ ID_NONE, STR_NONE, STR_NONE, STR_NONE, STR_NONE,
		STR_NONE, STR_NONE };
	c->real = c->me;
	db_veil(c->db, VEILED);
}
