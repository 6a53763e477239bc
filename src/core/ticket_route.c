/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_route.c - a ticket taken, given back, sent to another team.
 */
#include "core/ticket_route.h"

#include "core/list.h"
#include "core/referral.h"
#include "core/state_word.h"
#include "core/ticket_body.h"

enum { REASON_MAX = 200 };

struct route {
	const char *kind;
	struct str team, reason;
	int64_t version;
	enum err (*make)(struct core *, const struct route *,
	    struct row_ticket_take *now);
};

static enum err
to_me(struct core *c, const struct route *r, struct row_ticket_take *now)
{
	(void)r;
	now->owner = c->me.id;
	return OK;
}

static enum err
to_nobody(struct core *c, const struct route *r, struct row_ticket_take *now)
{
	(void)c, (void)r;
	now->owner = ID_NONE;
	return OK;
}

static enum err
to_team(struct core *c, const struct route *r, struct row_ticket_take *now)
{
	now->team = r->team;
	now->owner = ID_NONE;
	return ticket_check_team(c, r->team);
}

static enum err
check(struct core *c, const struct write *w, const struct row_ticket_take *was,
    struct row_ticket_take *now)
{
	const struct route *r = w->u;
	enum err rc;

	if (ticket_state_done(was->state))
		return ticket_over(c, was);
	if ((rc = referral_keeps(c, w, was)) != OK ||
	    (rc = r->make(c, r, now)) != OK)
		return rc;
	if (str_eq(was->team, now->team) && id_eq(was->owner, now->owner))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is like that already; nothing was changed"),
		    (long long)was->number);
	return OK;
}

static enum err
body(struct core *c, struct write *w)
{
	const struct route *r = w->u;
	struct row_ticket_take was, now;
	struct str reason;
	enum err rc;

	if ((rc = ticket_take_at(c, w, r->version, &was)) != OK)
		return rc;
	now = was;
	if ((rc = check(c, w, &was, &now)) != OK ||
	    (rc = core_text(c, _("the reason"), list_given(r->reason),
		 REASON_MAX, false, false, &reason)) != OK)
		return rc;
	write_set(c, w, "reason", STR_NONE, reason);
	return ticket_put(c, w, &was, &now, reason);
}

static enum err
go(struct core *c, struct id id, const struct route *r)
{
	struct write w = { .may = MAY_TICKET_ASSIGN,
		.kind = r->kind,
		.entity = "ticket",
		.id = id,
		.body = body,
		.u = (void *)r };

	return core_write(c, &w);
}

enum err
ticket_claim(struct core *c, struct id id, struct str reason, int64_t version)
{
	struct route r = { "ticket.take", STR_NONE, reason, version, to_me };

	return go(c, id, &r);
}

enum err
ticket_give_back(struct core *c, struct id id, struct str reason,
    int64_t version)
{
	struct route r = { "ticket.return", STR_NONE, reason, version,
		to_nobody };

	return go(c, id, &r);
}

enum err
ticket_reroute(struct core *c, struct id id, struct str team, struct str reason,
    int64_t version)
{
	struct route r = { "ticket.route", list_given(team), reason, version,
		to_team };

	return go(c, id, &r);
}
