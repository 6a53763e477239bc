/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_ticket.c - what a ticket's own moves mean for the leg that is open
 * on it: it goes on with the other team, or ends with the ticket.
 */
#include "core/list.h"
#include "core/referral_own.h"
#include "core/state_word.h"

static enum err
is_senders(struct core *c, const struct write *w,
    const struct row_ticket_take *t, const struct row_referral_open_of *leg,
    bool *mine)
{
	struct referral_sides s = { .to_team = t->lent_to,
		.from_team = t->team,
		.to_owner = t->lent_owner,
		.from_owner = t->owner,
		.sent_by = leg->sent_by };

	return referral_is_side(c, &w->scope, &s, REFERRAL_SENDER, mine);
}

enum err
referral_theirs(struct core *c, const struct write *w,
    const struct row_ticket_take *t)
{
	struct row_referral_open_of leg;
	bool mine = true;
	enum err rc;

	if (t->lent_to.len == 0 || str_is(t->state, "referred"))
		return OK;
	rc = q_referral_open_of(c->db, &c->scratch, t->id, &leg);
	if (rc == ERR_NOT_FOUND || (rc == OK && !str_is(leg.state, "returned")))
		return OK;
	if (rc == OK)
		rc = is_senders(c, w, t, &leg, &mine);
	if (rc != OK || mine)
		return core_db(c, rc);
	return fail(&c->fault, ERR_DENIED,
	    _("T-%lld came back to %s for information: they go on with it; "
	      "what you know goes into a note"),
	    (long long)t->number, team_called(c, t->team));
}

enum err
referral_keeps(struct core *c, const struct write *w,
    const struct row_ticket_take *t)
{
	struct row_referral_open_of leg;
	bool mine = true;
	enum err rc;

	if (t->lent_to.len == 0)
		return OK;
	rc = q_referral_open_of(c->db, &c->scratch, t->id, &leg);
	if (rc == OK)
		rc = is_senders(c, w, t, &leg, &mine);
	if (rc == ERR_NOT_FOUND || (rc == OK && mine))
		return OK;
	if (rc != OK)
		return core_db(c, rc);
	return fail(&c->fault, ERR_DENIED,
	    _("T-%lld is only lent to %s and stays with %s; who of your team "
	      "works on it is changed by b, or 'referral hand'"),
	    (long long)t->number, leg.to_name.s, team_called(c, t->team));
}

enum err
referral_resumes(struct core *c, struct row_ticket_take *now)
{
	struct row_referral_open_of leg;
	enum err rc;

	if (now->lent_to.len == 0)
		return OK;
	rc = q_referral_open_of(c->db, &c->scratch, now->id, &leg);
	if (rc == OK && !str_is(leg.state, "returned"))
		now->state = STR("referred");
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

/* Who lent it ends it; who was asked gives it back with what they did. */
static enum err
may_release(struct core *c, const struct write *w,
    const struct row_ticket_take *t, const struct row_referral_open_of *leg)
{
	bool mine = true;
	enum err rc = is_senders(c, w, t, leg, &mine);

	if (rc != OK || mine)
		return core_db(c, rc);
	return fail(&c->fault, ERR_DENIED,
	    _("T-%lld is only lent to %s: %s ends it. Give it back "
	      "with what you did (b, complete); they do the rest"),
	    (long long)t->number, leg->to_name.s, team_called(c, t->team));
}

static enum err
say_how(struct core *c, const struct row_ticket_take *t,
    const struct row_referral_open_of *leg, struct str how)
{
	if (how.len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is lent to %s: B takes it back first; in a "
		      "command, leg=recall or leg=complete ends it in the same "
		      "step"),
		    (long long)t->number, leg->to_name.s);
	return fail(&c->fault, ERR_INVALID,
	    _("leg= is recall or complete, not '%s'"), how.s);
}

enum err
referral_blocks(struct core *c, const struct write *w,
    const struct row_ticket_take *t)
{
	struct row_referral_open_of leg;
	enum err rc;

	if (t->lent_to.len == 0)
		return OK;
	rc = q_referral_open_of(c->db, &c->scratch, t->id, &leg);
	if (rc == OK && (rc = may_release(c, w, t, &leg)) == OK)
		return say_how(c, t, &leg, STR_NONE);
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

enum err
referral_release(struct core *c, struct write *w, struct row_ticket_take *t,
    struct str how)
{
	struct row_referral_open_of leg;
	struct row_referral_take was, now;
	enum err rc;

	if (t->lent_to.len == 0)
		return OK;
	rc = q_referral_open_of(c->db, &c->scratch, t->id, &leg);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc == OK)
		rc = q_referral_take(c->db, &c->scratch, leg.id, &was);
	if (rc != OK || (rc = may_release(c, w, t, &leg)) != OK)
		return core_db(c, rc);
	now = was;
	if (str_is(how, "recall"))
		now.state = STR("recalled");
	else if (str_is(how, "complete"))
		now.state = STR("completed");
	else
		return say_how(c, t, &leg, how);
	now.ended_at = w->at;
	t->lent_to = STR_NONE;
	t->lent_owner = ID_NONE;
	return referral_put(c, w, "referral", &was, &now);
}
