/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_may.c - what would be refused is told before anybody writes a word:
 * the checks of a change, read and not made.
 */
#include "core/approval.h"
#include "core/complaint.h"
#include "core/link.h"
#include "core/list.h"
#include "core/referral.h"
#include "core/ticket_own.h"

/* Whoever has it reaches it; else the database knows. */
enum err
ticket_may(struct core *c, const struct row_ticket_get *t, enum may may)
{
	struct row_ticket_get row;
	struct scope scope;
	enum err rc = core_allow(c, may, &scope);

	if (rc != OK || scope.level == SCOPE_ALL || id_eq(t->owner, c->me.id))
		return rc;
	return ticket_beyond(c, t->id,
	    q_ticket_get(c->db, &c->scratch, &scope, t->id, list_lang(c),
		&row));
}

static enum err
why_not(struct core *c, struct arena *a, const struct row_ticket_get *t,
    enum may may, struct str *why)
{
	enum err rc = ticket_may(c, t, may);

	*why = STR_NONE;
	if (rc != ERR_DENIED)
		return rc;
	*why = str_copy(a, str_of(c->fault.text));
	c->fault = (struct fault){ .code = OK };
	return OK;
}

static const enum may rights[] = { MAY_TICKET_EDIT, MAY_TICKET_ASSIGN,
	MAY_TICKET_RESOLVE, MAY_TICKET_REFER };

/* Rights of one reach have one answer. */
enum err
ticket_reach(struct core *c, struct arena *a, const struct row_ticket_get *t,
    struct ticket_reach *out)
{
	enum err rc = OK;

	for (size_t i = 0; i < countof(rights) && rc == OK; i++) {
		enum may may = rights[i];
		size_t k = 0;

		while (k < i &&
		    (c->grants[may] == SCOPE_NONE ||
			c->grants[rights[k]] != c->grants[may]))
			k++;
		if (k < i)
			out->why[may] = out->why[rights[k]];
		else
			rc = why_not(c, a, t, may, &out->why[may]);
	}
	return rc;
}

/* All rights of that level. */
static struct ticket_reach *
denied(struct core *c, struct arena *a, const struct row_ticket_rows *t,
    int level, const struct ticket_reach *had)
{
	struct ticket_reach *out = NEW(a, struct ticket_reach);
	struct str who = t->owner_name.len > 0 ? t->owner_name : t->team_name;
	struct str why = ticket_with(a, t->number, who);

	if (had != NULL)
		*out = *had;
	for (size_t i = 0; i < countof(rights); i++)
		if (c->grants[rights[i]] == level)
			out->why[rights[i]] = why;
	return out;
}

/* Those that a right does not reach; whoever has one reaches it. */
static enum err
beyond(struct core *c, struct arena *a, const struct rows_ticket_rows *rows,
    enum may may, const struct ticket_reach **out)
{
	struct rows_ticket_rows in;
	struct scope scope;
	enum err rc = core_allow(c, may, &scope);

	if (rc == OK)
		rc = core_db(c,
		    q_ticket_rows(c->db, &c->scratch, &scope,
			LIST_IDS(&c->scratch, *rows), list_lang(c), &in));
	for (size_t i = 0; rc == OK && i < rows->n; i++)
		if (ticket_row_of(&in, rows->v[i].id) == NULL)
			out[i] = denied(c, a, &rows->v[i], scope.level, out[i]);
	return rc;
}

enum err
ticket_reaches(struct core *c, struct arena *a,
    const struct rows_ticket_rows *rows, const struct ticket_reach **out)
{
	bool done[SCOPE_ALL + 1] = { [SCOPE_NONE] = true, [SCOPE_ALL] = true };
	enum err rc = OK;

	for (size_t i = 0; i < rows->n; i++)
		out[i] = NULL;
	for (size_t i = 0; i < countof(rights) && rc == OK; i++) {
		int level = c->grants[rights[i]];

		if (!done[level] && rows->n > 0)
			rc = beyond(c, a, rows, rights[i], out);
		done[level] = true;
	}
	return rc;
}

/* As a change takes it. */
static struct row_ticket_take
taken(const struct row_ticket_get *t)
{
	return (struct row_ticket_take){ .id = t->id,
		.number = t->number,
		.customer = t->customer,
		.typification = t->typification,
		.subject = t->subject,
		.state = t->state,
		.priority = t->priority,
		.cycle = t->cycle,
		.team = t->team,
		.branch = t->branch,
		.owner = t->owner,
		.resolved_at = t->resolved_at,
		.closed_at = t->closed_at,
		.version = t->version,
		.lent_to = t->lent_to,
		.lent_owner = t->lent_owner };
}

/* What is only missing can be given along with it. */
static enum err
unless_given(struct core *c, enum err rc)
{
	if (rc != ERR_NEED_ARG)
		return rc;
	c->fault = (struct fault){ .code = OK };
	return OK;
}

/* Redress that waits; the outcome and the cause are asked for. */
static enum err
redress_blocks(struct core *c, const struct row_ticket_take *t)
{
	struct row_typification_get leaf;
	enum err rc = core_db(c,
	    q_typification_get(c->db, &c->scratch, t->typification,
		list_lang(c), &leaf));

	return rc == OK
	    ? unless_given(c, complaint_ready(c, t->id, t->number, &leaf))
	    : rc;
}

enum err
ticket_may_work(struct core *c, const struct row_ticket_get *row)
{
	struct row_ticket_take t = taken(row);
	enum err rc = ticket_may(c, row, MAY_TICKET_EDIT);

	return rc == OK ? link_points_on(c, &t) : rc;
}

enum err
ticket_may_assign(struct core *c, const struct row_ticket_get *row)
{
	struct row_ticket_take t = taken(row);
	struct write w = { .id = t.id };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_ASSIGN, &w.scope)) != OK ||
	    (rc = ticket_may(c, row, MAY_TICKET_ASSIGN)) != OK ||
	    (rc = link_points_on(c, &t)) != OK)
		return rc;
	return referral_keeps(c, &w, &t);
}

enum err
ticket_may_resolve(struct core *c, const struct row_ticket_get *row)
{
	const struct ticket_change ch = { .verb = "resolve" };
	struct row_ticket_take t = taken(row);
	const struct ticket_move *m;
	struct write w = { .id = t.id };
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_RESOLVE, &w.scope)) != OK ||
	    (rc = ticket_may(c, row, MAY_TICKET_RESOLVE)) != OK ||
	    (rc = referral_theirs(c, &w, &t)) != OK ||
	    (rc = unless_given(c, ticket_check_move(c, &ch, &t, &m))) != OK ||
	    (rc = referral_blocks(c, &w, &t)) != OK ||
	    (rc = approval_settled(c, t.id, core_now(c))) != OK)
		return rc;
	return redress_blocks(c, &t);
}
