/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * courtesy.c - words on a ticket that is done: held, marked, opened.
 */
#include "core/courtesy.h"

#include "core/due.h"
#include "core/image.h"
#include "core/list.h"
#include "core/news.h"
#include "core/policy.h"
#include "core/promise_keep.h"

/* ---- held --------------------------------------------------------------- */

enum err
courtesy_until(struct core *c, const struct write *w,
    const struct row_ticket_take *t, msec *until)
{
	struct row_promise_case k;
	const struct policy *policy;
	struct policies *p;
	msec at = 0;
	enum err rc;

	if ((rc = policies_now(c, &p)) != OK)
		return rc;
	*until = 0;
	if (policies_none(p))
		return OK;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, t->id, &k));
	if (rc != OK || (policy = policy_find(p, k.policy)) == NULL ||
	    (policy->hold.by == SLA_SPAN && policy->hold.ms == 0))
		return rc;
	rc = due_at(c, policy->calendar[PROMISE_RESOLUTION], w->at,
	    &policy->hold, &at);
	/* It was said so long ago that nobody is waited for. */
	if (rc == OK && at > w->now)
		*until = at;
	return rc;
}

enum err
courtesy_hold(struct core *c, struct write *w, const struct row_ticket_take *t,
    struct id message, msec until)
{
	msec at = w->at > t->resolved_at ? w->at : t->resolved_at;
	char iso[CLOCK_ISO];
	int64_t put = 0;
	enum err rc;

	rc = core_db(c, q_held_put(c->db, w->id, message, at, until, &put));
	if (rc != OK || put == 0)
		return rc;
	write_set(c, w, "held", STR_NONE, str_of(clock_iso(until, iso)));
	return image_made(c, w, "held", id_str(&w->id), STR_NONE, STR_NONE);
}

static enum err
drop(struct core *c, struct write *w)
{
	struct image was;
	int64_t gone = 0;
	enum err rc =
	    image_take(c, "held", id_str(&w->id), STR_NONE, STR_NONE, &was);

	if (rc == OK)
		rc = core_db(c, q_held_drop(c->db, w->id, &gone));
	return rc == OK && gone > 0 ? image_tell(c, w, &was) : rc;
}

enum err
courtesy_follow(struct core *c, struct write *w,
    const struct row_ticket_take *was, const struct row_ticket_take *now)
{
	bool left =
	    str_is(was->state, "resolved") && !str_is(now->state, "resolved");

	return left ? drop(c, w) : OK;
}

enum err
courtesy_at(struct core *c, struct id ticket, msec *at)
{
	struct row_held_take row = { .at = 0 };
	enum err rc = q_held_take(c->db, &c->scratch, ticket, &row);

	if (rc != OK && rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	*at = rc == OK ? row.at : 0;
	return OK;
}

enum err
courtesy_blocks(struct core *c, const struct row_ticket_take *t)
{
	msec at;
	enum err rc = courtesy_at(c, t->id, &at);

	if (rc != OK || at == 0)
		return rc;
	return fail(&c->fault, ERR_INVALID,
	    _("the customer wrote on T-%lld since: 'ticket courtesy %lld' if "
	      "it was only a courtesy, or open it again"),
	    (long long)t->number, (long long)t->number);
}

/* ---- marked ------------------------------------------------------------- */

static enum err
mark_body(struct core *c, struct write *w)
{
	struct row_ticket_take t;
	struct row_held_take row;
	char iso[CLOCK_ISO];
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &t)) != OK)
		return rc;
	rc = q_held_take(c->db, &c->scratch, w->id, &row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_INVALID,
		    _("nothing that the customer wrote on T-%lld waits to be "
		      "looked at; nothing was changed"),
		    (long long)t.number);
	if (rc != OK)
		return core_db(c, rc);
	w->version = t.version;
	write_set(c, w, "held", str_of(clock_iso(row.until_at, iso)), STR_NONE);
	return drop(c, w);
}

enum err
courtesy_mark(struct core *c, struct id ticket)
{
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.courtesy",
		.entity = "ticket",
		.id = ticket,
		.body = mark_body };

	return core_write(c, &w);
}

/* ---- nobody looked ------------------------------------------------------ */

static enum err
tick_body(struct core *c, struct write *w)
{
	struct row_ticket_take was, now;
	struct row_held_take row;
	struct str why = news_own(OWN_NO_COURTESY);
	enum err rc;

	rc = q_ticket_take(c->db, &c->scratch, &w->scope, w->id, &was);
	if (rc != OK)
		return ticket_found(c, rc);
	rc = q_held_take(c->db, &c->scratch, w->id, &row);
	if (rc == ERR_NOT_FOUND || (rc == OK && row.until_at > w->now) ||
	    (rc == OK && !str_is(was.state, "resolved")))
		return fail(&c->fault, ERR_CONFLICT,
		    _("T-%lld is no longer so"), (long long)was.number);
	if (rc != OK)
		return core_db(c, rc);
	now = was;
	now.state = STR("open");
	now.cycle++;
	now.resolved_at = now.closed_at = 0;
	write_set(c, w, "reason", STR_NONE, why);
	if ((rc = ticket_put(c, w, &was, &now, why)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}

enum err
courtesy_tick(struct core *c, struct id ticket)
{
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "ticket.reopen",
		.entity = "ticket",
		.id = ticket,
		.body = tick_body };
	enum err rc = courtesy_at(c, ticket, &c->at);

	if (rc == OK)
		rc = core_write(c, &w);
	c->at = 0;
	return rc;
}

/* ---- looked at ---------------------------------------------------------- */

enum err
courtesy_list(struct core *c, struct arena *a, struct id ticket, int64_t limit,
    struct rows_held_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_held_list(c->db, a, &scope, ticket, list_limit(limit, 50, 500),
		rows));
}

enum err
courtesy_count(struct core *c, size_t *n)
{
	struct row_held_count row;
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc == OK)
		rc = core_db(c,
		    q_held_count(c->db, &c->scratch, &scope, 1, &row));
	if (rc == OK)
		*n = (size_t)row.n;
	return rc;
}

/* ---- taken back --------------------------------------------------------- */

/* What is held again and was over has its time anew. */
static enum err
anew(struct core *c, const struct write *w)
{
	struct row_held_take row;
	enum err rc = q_held_take(c->db, &c->scratch, w->id, &row);

	if (rc == ERR_NOT_FOUND || (rc == OK && row.until_at > w->now))
		return OK;
	if (rc == OK)
		rc = q_held_anew(c->db, w->id, w->now + (row.until_at - row.at),
		    NULL);
	return core_db(c, rc);
}

enum err
courtesy_back(struct core *c, struct write *w, const struct undo_of *u)
{
	struct undo_value *v = NEWN(&c->scratch, struct undo_value, u->nv + 1);
	struct undo_of of = *u;
	enum err rc;

	of.v = v;
	of.nv = 0;
	for (size_t i = 0; i < u->nv; i++)
		if (str_is(u->v[i].entity, "held"))
			v[of.nv++] = u->v[i];
		else if (str_is(u->v[i].field, "held"))
			write_set(c, w, "held", u->v[i].new, u->v[i].old);
	if (of.nv == 0)
		return OK;
	rc = image_rows_back(c, w, &of);
	return rc == OK && !u->redo ? anew(c, w) : rc;
}

enum err
courtesy_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct row_ticket_take t;
	enum err rc = ticket_take(c, w, w->id, &t);

	if (rc != OK)
		return rc;
	w->version = t.version;
	return courtesy_back(c, w, u);
}
