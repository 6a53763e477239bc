/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_side.c - whose move it is on a leg: the team that was asked, or
 * the one that sent it; and what the acting person may answer now.
 */
#include "core/list.h"
#include "core/referral_own.h"

static enum err
is_of(struct core *c, struct str team, bool *yes)
{
	struct row_referral_side row = { 0 };
	enum err rc = OK;

	if (team.len > 0)
		rc = core_db(c,
		    q_referral_side(c->db, &c->scratch, c->me.id, team, &row));
	*yes = rc == OK && row.n > 0;
	return rc;
}

/* Whose reach is a branch speaks for the teams of that branch. */
static enum err
is_of_branch(struct core *c, const struct scope *scope, struct str team,
    bool *yes)
{
	struct row_team_get t;
	enum err rc;

	*yes = false;
	if (scope->level != SCOPE_BRANCH || c->me.branch.len == 0 ||
	    team.len == 0)
		return OK;
	rc = q_team_get(c->db, &c->scratch, team, &t);
	if (rc == OK)
		*yes = str_eq(t.branch, c->me.branch);
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

enum err
referral_is_side(struct core *c, const struct scope *scope,
    const struct referral_sides *s, enum referral_side side, bool *mine)
{
	bool receiver = side == REFERRAL_RECEIVER;
	struct id owner = receiver ? s->to_owner : s->from_owner;
	struct str team = receiver ? s->to_team : s->from_team;
	enum err rc;

	*mine = scope->level > SCOPE_BRANCH || id_eq(owner, c->me.id) ||
	    (!receiver && id_eq(s->sent_by, c->me.id));
	if (*mine || (rc = is_of_branch(c, scope, team, mine)) != OK || *mine)
		return *mine ? OK : rc;
	return is_of(c, team, mine);
}

/* With this right: is the ticket within reach, and is it this side's? */
static enum err
may_move(struct core *c, struct id ticket, const struct referral_sides *s,
    const struct referral_move *m, bool *mine)
{
	struct row_ticket_get row;
	struct scope scope;
	enum err rc;

	*mine = false;
	if ((rc = core_allow(c, m->may, &scope)) == OK)
		rc = q_ticket_get(c->db, &c->scratch, &scope, ticket,
		    list_lang(c), &row);
	if (rc == OK)
		return referral_is_side(c, &scope, s, m->side, mine);
	if (rc != ERR_DENIED && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	c->fault = (struct fault){ .code = OK };
	return OK;
}

/* What is parked is taken up again before it is sent again. */
static bool
is_parked(const struct row_ticket_get *t, const struct referral_move *m)
{
	return strcmp(m->verb, "resend") == 0 && !str_is(t->state, "open");
}

static enum err
add_answers(struct core *c, struct arena *a, const struct row_ticket_get *t,
    const struct referral_sides *s, struct str state,
    struct referral_answers *out)
{
	enum err rc = OK;
	bool mine;

	for (size_t i = 0; i < nreferral_moves && rc == OK; i++) {
		const struct referral_move *m = &referral_moves[i];

		if (!str_is(state, m->from) || is_parked(t, m))
			continue;
		rc = may_move(c, t->id, s, m, &mine);
		if (rc == OK && mine)
			*vec_push(a, out) = m;
	}
	return rc;
}

static struct referral_turn
turn_of(const struct rows_referral_turns *rows, struct id ticket)
{
	for (size_t i = 0; i < rows->n; i++)
		if (id_eq(rows->v[i].ticket, ticket))
			return (struct referral_turn){ rows->v[i].state,
				rows->v[i].owner, rows->v[i].asked,
				rows->v[i].sent };
	return (struct referral_turn){ .state = STR_NONE };
}

enum err
referral_turns(struct core *c, const struct id *tickets, size_t n,
    struct referral_turn *out)
{
	int level = c->grants[MAY_TICKET_EDIT];
	struct rows_referral_turns rows = { 0 };
	enum err rc = OK;

	if (n > 0)
		rc = core_db(c,
		    q_referral_turns(c->db, &c->scratch,
			list_ids(&c->scratch, tickets, n, sizeof(*tickets)),
			c->me.id,
			level == SCOPE_BRANCH ? c->me.branch : STR_NONE,
			level > SCOPE_BRANCH, &rows));
	for (size_t i = 0; rc == OK && i < n; i++)
		out[i] = turn_of(&rows, tickets[i]);
	return rc;
}

enum err
referral_answers(struct core *c, struct arena *a,
    const struct row_ticket_get *t, const struct row_referral_chain *leg,
    struct referral_answers *out)
{
	struct referral_sides s = { .to_team = leg->to_team,
		.from_team = t->team,
		.to_owner = leg->owner,
		.from_owner = t->owner,
		.sent_by = leg->sent_by };
	struct referral_answers made = { 0 };
	enum err rc = OK;

	if (leg->ended_at == 0 && !ticket_state_done(t->state))
		rc = add_answers(c, a, t, &s, leg->state, &made);
	if (rc == OK)
		*out = made;
	return rc;
}
