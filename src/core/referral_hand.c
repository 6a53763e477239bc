/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_hand.c - a leg changes hands inside the team that was asked: who
 * had it goes on holiday, and another of the team goes on with it.
 *
 * Whoever is of the team takes it. To another person it is given by who has
 * it, by who leads the team, and by who assigns tickets in a whole branch. The
 * leg stays as it is, and so do its clocks.
 */
#include "core/list.h"
#include "core/referral_own.h"
#include "core/state_word.h"

static enum err
member(struct core *c, struct id who, struct str team,
    struct row_referral_side *row)
{
	return core_db(c, q_referral_side(c->db, &c->scratch, who, team, row));
}

/* From somebody else's hands into those of a third one. */
static enum err
may_give(struct core *c, const struct row_referral_take *leg, bool *yes)
{
	struct row_referral_side me;
	struct scope scope;
	enum err rc;

	if (id_eq(leg->owner, c->me.id)) {
		*yes = true;
		return OK;
	}
	if ((rc = member(c, c->me.id, leg->to_team, &me)) != OK)
		return rc;
	*yes = me.leads > 0;
	if (*yes)
		return OK;
	rc = core_allow(c, MAY_TICKET_ASSIGN, &scope);
	*yes = rc == OK && scope.level >= SCOPE_BRANCH;
	return rc == ERR_DENIED ? OK : rc;
}

static enum err
check_giver(struct core *c, const struct referral_work *k,
    const struct row_referral_take *leg, struct id who)
{
	bool yes = true;
	enum err rc = OK;

	if (!id_eq(who, c->me.id))
		rc = may_give(c, leg, &yes);
	if (rc != OK || yes)
		return rc;
	return fail(&c->fault, ERR_DENIED,
	    _("T-%lld is given to another by who has it, who leads %s or a "
	      "supervisor; without agent= you take it yourself"),
	    (long long)k->was.number, team_called(c, leg->to_team));
}

/* Who has it from now on. */
static enum err
choose(struct core *c, const struct referral_work *k,
    const struct row_referral_take *leg, struct id *who)
{
	struct row_referral_side row;
	enum err rc;

	*who = id_none(k->answer->agent) ? c->me.id : k->answer->agent;
	if (id_none(leg->owner))
		return fail(&c->fault, ERR_INVALID,
		    _("nobody has taken T-%lld yet: 'referral accept' takes "
		      "it"),
		    (long long)k->was.number);
	if (id_eq(*who, leg->owner))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is with that person already; nothing was "
		      "changed"),
		    (long long)k->was.number);
	if ((rc = check_giver(c, k, leg, *who)) != OK ||
	    (rc = ticket_check_owner(c, *who)) != OK ||
	    (rc = member(c, *who, leg->to_team, &row)) != OK || row.n > 0)
		return rc;
	return fail(&c->fault, ERR_INVALID,
	    _("only who is of %s, the team that was asked, can have T-%lld"),
	    team_called(c, leg->to_team), (long long)k->was.number);
}

enum err
referral_hand(struct core *c, struct write *w)
{
	struct referral_work *k = w->u;
	struct row_referral_take was, now;
	enum err rc;

	if ((rc = referral_answering(c, w, k, &was, &now)) != OK)
		return rc;
	now.state = was.state;
	if ((rc = choose(c, k, &was, &now.owner)) != OK ||
	    (rc = referral_words(c, k->answer->text, true, &k->words)) != OK)
		return rc;
	k->now.lent_owner = now.owner;
	if ((rc = referral_put(c, w, "referral", &was, &now)) != OK ||
	    (rc = referral_handed(c, w, k, &was, &now)) != OK)
		return rc;
	return referral_finish(c, w, k, &now, STR("hand"));
}
