/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * follow.c - a matter comes back after its ticket's window: a new one goes on.
 */
#include "core/follow.h"

#include "core/due.h"
#include "core/link.h"
#include "core/list.h"
#include "core/policy.h"
#include "core/state_word.h"
#include "core/ticket_body.h"
#include "core/undo.h"

enum { REASON_MAX = 200 };

/* ---- the window --------------------------------------------------------- */

enum err
follow_window(struct core *c, struct id ticket, msec resolved_at,
    struct follow_window *out)
{
	struct follow_window found = { 0 };
	struct row_promise_case t;
	const struct policy *policy;
	struct policies *p;
	enum err rc;

	if ((rc = policies_now(c, &p)) != OK)
		return rc;
	*out = found;
	if (policies_none(p) || resolved_at == 0)
		return OK;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, ticket, &t));
	if (rc != OK || (policy = policy_find(p, t.policy)) == NULL)
		return rc;
	found.never = policy->reopen == REOPEN_NEVER;
	found.anew = policy->reopen == REOPEN_RESTART;
	if (!found.never &&
	    (rc = due_at(c, policy->calendar[PROMISE_RESOLUTION], resolved_at,
		 &policy->window, &found.until)) != OK)
		return rc;
	*out = found;
	return OK;
}

bool
follow_over(const struct follow_window *w, msec at)
{
	return w->never || (w->until != 0 && at > w->until);
}

/* ---- who goes on -------------------------------------------------------- */

enum err
ticket_follower(struct core *c, struct id ticket, struct follower *out)
{
	struct row_link_follower row = { .number = 0 };
	enum err rc = core_allow(c, MAY_TICKET_READ, NULL);

	if (rc == OK)
		rc = q_link_follower(c->db, &c->scratch, ticket, &row);
	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	*out = (struct follower){ ID_NONE, 0 };
	if (rc == OK)
		*out = (struct follower){ row.id, row.number };
	return OK;
}

enum err
follow_points_on(struct core *c, const struct row_ticket_take *t)
{
	struct row_link_follower row;
	enum err rc = q_link_follower(c->db, &c->scratch, t->id, &row);

	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc != OK)
		return core_db(c, rc);
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld goes on in T-%lld already; work there"),
	    (long long)t->number, (long long)row.number);
}

/* ---- making ------------------------------------------------------------- */

static enum err
check(struct core *c, const struct row_ticket_take *t, msec at)
{
	struct follow_window window;
	enum err rc;

	if ((rc = link_points_on(c, t)) != OK ||
	    (rc = follow_points_on(c, t)) != OK)
		return rc;
	if (!str_is(t->state, "resolved") && !str_is(t->state, "closed"))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s: only what was resolved or closed is "
		      "followed by another"),
		    (long long)t->number, ticket_is(t->state));
	if ((rc = follow_window(c, t->id, t->resolved_at, &window)) != OK)
		return rc;
	if (!follow_over(&window, at))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld may still be opened again itself: 'ticket "
		      "reopen %lld'"),
		    (long long)t->number, (long long)t->number);
	return OK;
}

enum err
follow_begin(struct core *c, struct write *w, struct id from, struct str reason)
{
	struct write old = { .id = from };
	struct row_ticket_take t;
	struct str text;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_EDIT, &old.scope)) != OK ||
	    (rc = ticket_take(c, &old, from, &t)) != OK ||
	    (rc = check(c, &t, w->at)) != OK ||
	    (rc = core_text(c, _("the reason"), list_given(reason), REASON_MAX,
		 false, false, &text)) != OK)
		return rc;
	write_set(c, w, "reason", STR_NONE, text);
	return link_put(c, w, "follows", from, t.number);
}

static bool
given(const struct ticket_follow *in, struct str field)
{
	for (size_t i = 0; i < in->nfields; i++)
		if (str_eq(in->fields[i].name, field))
			return true;
	return false;
}

/* What the old one was asked, unless it is said anew. */
static enum err
fill_fields(struct core *c, struct id from, const struct ticket_follow *in,
    struct ticket_new *new)
{
	struct rows_field_value_list old;
	struct pair *all;
	enum err rc = ticket_fields(c, &c->scratch, from, &old);

	if (rc != OK)
		return rc;
	all = NEWN(&c->scratch, struct pair, old.n + in->nfields + 1);
	for (size_t i = 0; i < in->nfields; i++)
		all[new->nfields++] = in->fields[i];
	for (size_t i = 0; i < old.n; i++)
		if (!given(in, old.v[i].field))
			all[new->nfields++] =
			    (struct pair){ old.v[i].field, old.v[i].text };
	new->fields = all;
	return OK;
}

enum err
ticket_follow(struct core *c, struct id from, const struct ticket_follow *in,
    struct id *id, int64_t *number)
{
	struct ticket_new new = { .follows = from,
		.reason = in->reason,
		.body = in->text,
		.interaction = in->interaction };
	struct row_ticket_get old;
	struct row_link_asset asset;
	enum err rc;

	if ((rc = ticket_get(c, &c->scratch, from, &old)) != OK ||
	    (rc = core_db(c, q_link_asset(c->db, &c->scratch, from, &asset))) !=
		OK ||
	    (rc = fill_fields(c, from, in, &new)) != OK)
		return rc;
	new.customer = old.customer;
	new.requester = old.requester;
	new.asset = asset.asset;
	new.typification = list_given(in->typification).len > 0
	    ? in->typification
	    : old.typification;
	new.subject = old.subject;
	new.priority = old.priority;
	new.team = old.team;
	return ticket_create(c, &new, id, number);
}

/* ---- taken back --------------------------------------------------------- */

/* The new one is cancelled, and nothing says any more that it went on. */
enum err
follow_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct undo_value *link = undo_get(u, "ticket", "follows");
	enum err rc = create_undo(c, w, u);

	if (rc == OK && link != NULL)
		write_set(c, w, "follows", link->new, link->old);
	return rc;
}
