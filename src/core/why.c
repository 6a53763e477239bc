/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * why.c - why a person may or may not do something, step by step.
 *
 * It walks the same road as core_allow and db/scope.sql and says at each step
 * what it finds; it stops at the first "no".
 */
#include "core/why.h"

#include "base/vec.h"
#include "core/agent.h"
#include "core/role.h"
#include "queries.h"

/* What an entity's word must be, by the first part of the verb. */
static const struct kind {
	const char *verb, *kind;
	enum { BY_NUMBER, BY_ID, BY_LOGIN } by;
} kinds[] = {
	{ "ticket.", "ticket", BY_NUMBER },
	{ "interaction.", "interaction", BY_NUMBER },
	{ "customer.", "customer", BY_ID },
	{ "agent.", "agent", BY_LOGIN },
	{ "state.", "agent", BY_LOGIN },
};

struct asking {
	struct core *c;
	struct arena *arena;
	VEC(struct why_row) rows;
	struct row_agent_by_login who;
	enum may verb;
	int level;
	bool may;
};

/* Adds a step; false when it says no. */
static bool
step(struct asking *q, const char *name, bool yes, struct str reason)
{
	struct why_row *row = vec_push(q->arena, &q->rows);

	row->step = str_copy(q->arena, str_of(name));
	row->answer = str_copy(q->arena, str_of(yes ? _("yes") : _("no")));
	row->reason = reason;
	q->may = yes;
	return yes;
}

static bool
step_active(struct asking *q)
{
	return step(q, _("active"), q->who.active,
	    str_printf(q->arena,
		q->who.active ? _("%s is an active agent")
			      : _("%s is disabled"),
		q->who.login.s));
}

static enum err
step_right(struct asking *q)
{
	struct row_role_grant_get grant = { 0 };
	const char *verb = may_name(q->verb);
	enum err rc;

	rc = q_role_grant_get(q->c->db, &q->c->scratch, q->who.role,
	    str_of(verb), &grant);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(q->c, rc);
	q->level = (int)grant.scope;
	step(q, _("role"), true,
	    str_printf(q->arena, _("%s has the role %s"), q->who.login.s,
		q->who.role.s));
	if (q->level == SCOPE_NONE)
		step(q, _("right"), false,
		    str_printf(q->arena,
			_("the role %s does not have the right %s"),
			q->who.role.s, verb));
	else
		step(q, _("right"), true,
		    str_printf(q->arena,
			_("the role %s has the right %s with the scope '%s'"),
			q->who.role.s, verb, scope_name(q->level)));
	return OK;
}

/* The first rule of db/scope.sql that holds, in its order; none: empty. */
static struct str
reached_by(struct asking *q, const struct row_why_entity *e)
{
	bool team = q->level == SCOPE_TEAM || q->level == SCOPE_BRANCH;

	if (q->level == SCOPE_ALL)
		return str_of(_("the scope 'all' covers everything"));
	if (e->owner)
		return str_of(_("it is theirs"));
	if (e->creator)
		return str_of(_("they made it"));
	if (team && e->member)
		return str_printf(q->arena, _("they belong to the team '%s'"),
		    e->team.s);
	if (team && e->lent)
		return str_of(_("it is lent to a team of theirs"));
	if (q->level == SCOPE_BRANCH && e->local)
		return str_printf(q->arena, _("they work in the branch '%s'"),
		    e->branch.s);
	return STR_NONE;
}

/* What one had to do with stays to be read, with its contacts. */
static enum err
beside(struct asking *q, const struct row_why_entity *e, struct str *reason)
{
	struct row_why_beside row;
	enum err rc;

	if (q->verb != MAY_TICKET_READ && q->verb != MAY_INTERACTION_READ)
		return OK;
	rc = q_why_beside(q->c->db, &q->c->scratch, e->id, q->who.id, &row);
	if (rc == OK && row.n > 0)
		*reason = str_of(q->verb == MAY_TICKET_READ
			? _("they, or a team of theirs, were asked for it or "
			    "sent it")
			: _("it is of a ticket that they may read"));
	return rc;
}

static enum err
step_scope(struct asking *q, const struct row_why_entity *e)
{
	struct str reason = reached_by(q, e);
	bool yes;
	enum err rc = reason.len > 0 ? OK : beside(q, e, &reason);

	if (rc != OK)
		return rc;
	yes = reason.len > 0;
	if (!yes)
		reason = str_printf(q->arena,
		    _("the scope '%s' does not reach it: not theirs, team "
		      "'%s', branch '%s'"),
		    scope_name(q->level), e->team.len > 0 ? e->team.s : "-",
		    e->branch.len > 0 ? e->branch.s : "-");
	step(q, _("scope"), yes, str_copy(q->arena, reason));
	return OK;
}

static const struct kind *
find_kind(const char *verb)
{
	for (size_t i = 0; i < countof(kinds); i++)
		if (strncmp(verb, kinds[i].verb, strlen(kinds[i].verb)) == 0)
			return &kinds[i];
	return NULL;
}

struct entity {
	const char *kind;
	int64_t number;
	struct id id;
	struct str login;
};

/* "T-1042" and "1042" are the same ticket. */
static bool
read_number(struct str text, int64_t *number)
{
	if (text.len > 2 && (text.s[0] == 'T' || text.s[0] == 't') &&
	    text.s[1] == '-')
		text = (struct str){ text.s + 2, text.len - 2 };
	return str_int(text, number) && *number > 0;
}

static enum err
read_entity(struct asking *q, struct str text, struct entity *e)
{
	const struct kind *k = find_kind(may_name(q->verb));
	bool good = k != NULL;

	*e = (struct entity){ .login = STR_NONE };
	if (good && k->by == BY_NUMBER)
		good = read_number(text, &e->number);
	else if (good && k->by == BY_ID)
		good = id_parse(text, &e->id);
	else if (good)
		e->login = text;
	if (!good)
		return fail(&q->c->fault, ERR_INVALID,
		    _("'%.*s' is nothing that %s can be asked of: give "
		      "a number for tickets and contacts, an id for "
		      "customers, a login for agents"),
		    STR_ARG(text), may_name(q->verb));
	e->kind = k->kind;
	return OK;
}

static enum err
step_entity(struct asking *q, const struct entity *e)
{
	struct row_why_entity row;
	enum err rc;

	rc = q_why_entity(q->c->db, &q->c->scratch, str_of(e->kind), e->number,
	    e->id, e->login, q->who.id, &row);
	if (rc == ERR_NOT_FOUND) {
		step(q, _("exists"), false,
		    str_copy(q->arena, str_of(_("there is no such thing"))));
		return OK;
	}
	return core_db(q->c, rc == OK ? step_scope(q, &row) : rc);
}

static enum err
explain(struct asking *q, struct str text)
{
	struct entity e;
	enum err rc;

	if (text.len > 0 && (rc = read_entity(q, text, &e)) != OK)
		return rc;
	if (!step_active(q))
		return OK;
	if ((rc = step_right(q)) != OK)
		return rc;
	return q->may && text.len > 0 ? step_entity(q, &e) : OK;
}

enum err
why_explain(struct core *c, struct arena *a, struct str login, struct str verb,
    struct str entity, struct why *out)
{
	struct asking q = { .c = c, .arena = a, .verb = may_find(verb) };
	enum err rc;

	if ((id_none(c->me.id) || !str_eq(login, c->me.login)) &&
	    (rc = core_allow(c, MAY_AGENT_ADMIN, NULL)) != OK)
		return rc;
	if (q.verb == MAY_ANYONE || q.verb >= MAY_COUNT)
		return fail(&c->fault, ERR_INVALID,
		    _("there is no right '%.*s'; 'role grants' shows "
		      "them"),
		    STR_ARG(verb));
	if ((rc = agent_by_login(c, &c->scratch, login, &q.who)) != OK)
		return rc;
	if ((rc = explain(&q, entity)) != OK)
		return rc;
	*out = (struct why){ q.rows.v, q.rows.n, q.may };
	return OK;
}
