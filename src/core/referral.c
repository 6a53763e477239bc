/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral.c - a leg is sent and passed on.
 */
#include "core/list.h"
#include "core/referral_own.h"
#include "core/ticket_own.h"
#include "core/state_word.h"

/* ---- does it fit? ------------------------------------------------------- */

static struct str
hours(struct core *c, msec span)
{
	char text[24];

	return str_copy(&c->scratch,
	    str_of(clock_worked_text(span < 0 ? -span : span, text)));
}

static enum err
no_fit(struct core *c, const struct referral_work *k,
    const struct referral_guard *g)
{
	struct str by = g->nways > 0
	    ? str_printf(&c->scratch, _("; with priority %lld it would fit"),
		  (long long)g->ways[0].priority)
	    : STR_NONE;

	if (g->slack_ms < 0)
		return fail(&c->fault, ERR_INVALID,
		    _("%s would be done %s of working time after what the "
		      "customer is promised on T-%lld%s; despite=yes sends it "
		      "all the same"),
		    team_called(c, g->team), hours(c, g->slack_ms).s,
		    (long long)k->was.number, by.s);
	return fail(&c->fault, ERR_INVALID,
	    _("%s would leave %s of working time on T-%lld, and %s are to be "
	      "left%s; despite=yes sends it all the same"),
	    team_called(c, g->team), hours(c, g->slack_ms).s,
	    (long long)k->was.number, hours(c, g->reserve_ms).s, by.s);
}

/* The clocks as they are, for the guard. */
static enum err
fit(struct core *c, struct write *w, struct referral_work *k, struct str team,
    struct referral_guard *g)
{
	struct clock_set s;
	enum err rc = clocks_load(c, k->policies, &k->is, w->id, &s);

	if (rc == OK)
		rc = referral_fit(c, k->policies, &s, team, k->now.priority,
		    w->at, g);
	if (rc == OK && !g->fits && !k->new->despite)
		return no_fit(c, k, g);
	return rc;
}

static enum err
check_new(struct core *c, struct referral_work *k,
    struct row_referral_take *leg)
{
	const struct referral_new *n = k->new;
	enum err rc;

	leg->to_team = list_given(n->team);
	leg->reason = list_given(n->reason);
	if ((rc = ticket_check_team(c, leg->to_team)) != OK ||
	    (rc = referral_reason(c, "send", leg->reason)) != OK ||
	    (rc = referral_words(c, n->ask, false, &leg->ask)) != OK)
		return rc;
	if (str_eq(leg->to_team, leg->from_team) ||
	    str_eq(leg->to_team, k->was.team))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is of %s already; reject, return or complete it "
		      "to give it back, or choose another team"),
		    (long long)k->was.number, team_called(c, leg->to_team));
	if (n->priority == 0)
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK)
		return rc;
	k->now.priority = n->priority;
	return ticket_check_priority(c, n->priority);
}

/* A new leg, after those that were. */
static enum err
new_leg(struct core *c, struct write *w, struct referral_work *k,
    struct row_referral_take *leg)
{
	struct rows_referral_path path;
	struct referral_guard g;
	bool bounced;
	enum err rc;

	if ((rc = check_new(c, k, leg)) != OK ||
	    (rc = fit(c, w, k, leg->to_team, &g)) != OK)
		return rc;
	rc = core_db(c, q_referral_path(c->db, &c->scratch, w->id, &path));
	if (rc != OK ||
	    (rc = referral_ping_pong(c, k->policies, &k->is, &path,
		 leg->to_team, true, w->at, &bounced)) != OK)
		return rc;
	k->id = id_make(w->now);
	leg->id = k->id;
	leg->ticket = w->id;
	leg->leg = path.n > 0 ? path.v[path.n - 1].leg + 1 : 1;
	leg->cycle = k->is.cycle;
	leg->state = STR("sent");
	leg->policy = g.policy;
	leg->sent_by = c->me.id;
	leg->sent_at = w->at;
	leg->warned = !g.fits;
	leg->slack_ms = g.slack_ms;
	leg->ping_pong = bounced;
	leg->rank = INT64_C(8000000000000000) + w->at;
	leg->version = 1;
	k->words = leg->ask;
	return bounced ? referral_bounced(c, w, k, leg->leg) : OK;
}

/* ---- sent, or passed on ------------------------------------------------- */

static void
lend(struct referral_work *k, const struct row_referral_take *leg)
{
	k->now.lent_to = leg->to_team;
	k->now.lent_owner = leg->owner;
}

static enum err
sendable(struct core *c, int64_t number, struct str state)
{
	if (str_is(state, "new") || str_is(state, "open"))
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld is %s: only what is new or open can be "
	      "referred"),
	    (long long)number, ticket_is(state));
}

static enum err
send_body(struct core *c, struct write *w)
{
	struct referral_work *k = w->u;
	struct row_referral_take none = referral_none(), leg = none;
	enum err rc;

	if ((rc = referral_begin(c, w, k)) != OK)
		return rc;
	if (!id_none(k->is.leg))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is lent to %s already: recall it first, or let "
		      "them pass it on"),
		    (long long)k->was.number, team_called(c, k->was.lent_to));
	if ((rc = sendable(c, k->was.number, k->was.state)) != OK)
		return rc;
	leg.from_team = k->was.team;
	if ((rc = new_leg(c, w, k, &leg)) != OK ||
	    (rc = referral_put(c, w, "referral", &none, &leg)) != OK)
		return rc;
	k->now.state = STR("referred");
	lend(k, &leg);
	return referral_finish(c, w, k, &leg, leg.reason);
}

static enum err
transfer_body(struct core *c, struct write *w)
{
	struct referral_work *k = w->u;
	struct row_referral_take was, now, none = referral_none(), next = none;
	enum err rc;

	if ((rc = referral_answering(c, w, k, &was, &now)) != OK)
		return rc;
	next.previous = was.id;
	next.from_team = was.to_team;
	if ((rc = new_leg(c, w, k, &next)) != OK ||
	    (rc = referral_put(c, w, "referral", &was, &now)) != OK ||
	    (rc = referral_put(c, w, "referral.next", &none, &next)) != OK)
		return rc;
	lend(k, &next);
	return referral_finish(c, w, k, &next, next.reason);
}

/* ---- from outside ------------------------------------------------------- */

enum err
referral_may_send(struct core *c, struct id ticket)
{
	struct row_ticket_get t;
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_REFER, &scope);

	if (rc != OK)
		return rc;
	rc = q_ticket_get(c->db, &c->scratch, &scope, ticket, list_lang(c), &t);
	if (rc != OK)
		return ticket_beyond(c, ticket, rc);
	return sendable(c, t.number, t.state);
}

enum err
referral_send(struct core *c, struct id ticket, const struct referral_new *new,
    int64_t version, struct id *id)
{
	struct referral_work k = {
		.verb = "send", .new = new, .version = version
	};
	enum err rc = referral_write(c, ticket, &k, send_body);

	if (rc == OK)
		*id = k.id;
	return rc;
}

enum err
referral_transfer(struct core *c, struct id ticket,
    const struct referral_new *new, int64_t version, struct id *id)
{
	struct referral_work k = {
		.verb = "transfer", .new = new, .version = version
	};
	enum err rc = referral_write(c, ticket, &k, transfer_body);

	if (rc == OK)
		*id = k.id;
	return rc;
}
