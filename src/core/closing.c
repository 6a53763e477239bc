/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing.c - when a ticket ends by itself: planned, kept open, looked at.
 */
#include "core/closing_own.h"

#include "core/image.h"
#include "core/list.h"

enum { REASON_MAX = 200 };

/* ---- the plan ----------------------------------------------------------- */

enum err
closing_plan(struct core *c, const struct policy *p, struct str state,
    msec since, struct closing_plan *out)
{
	const struct policy_close *k = policy_close_of(p, state);
	struct str calendar = p->calendar[PROMISE_RESOLUTION];
	struct closing_plan plan = { .calendar = calendar };
	enum err rc;

	if (k == NULL)
		return ERR_NOT_FOUND;
	rc = due_at(c, calendar, since, &k->after, &plan.close_at);
	for (size_t i = 0; i < k->nwarn && rc == OK; i++) {
		rc = due_at(c, calendar, since, &k->warn[i], &plan.warn[i]);
		/* What would come at the end or behind it warns nobody. */
		if (rc == OK && plan.warn[i] < plan.close_at)
			plan.n = i + 1;
	}
	if (rc == OK)
		*out = plan;
	return rc;
}

/* When the state began; where this write does not begin it, the log knows. */
static enum err
since(struct core *c, const struct write *w, const struct row_ticket_take *now,
    msec *out)
{
	struct row_undo_state_at at;
	enum err rc;

	*out = w->at;
	if (str_is(now->state, "resolved")) {
		*out = now->resolved_at;
		return OK;
	}
	if (strcmp(w->kind, "undo") != 0 &&
	    strcmp(w->kind, "ticket.promise") != 0)
		return OK;
	rc = q_undo_state_at(c->db, &c->scratch, now->id, now->state, INT64_MAX,
	    &at);
	if (rc == OK && at.at != 0)
		*out = at.at;
	return core_db(c, rc);
}

static enum err
begin(struct core *c, struct write *w, const struct policy *p,
    const struct row_ticket_take *now)
{
	struct closing_plan plan;
	int64_t warned = 0;
	msec from;
	enum err rc = since(c, w, now, &from);

	if (rc == OK)
		rc = closing_plan(c, p, now->state, from, &plan);
	/* It is over already: it was taken back, and begins anew. */
	if (rc == OK && plan.close_at <= w->now) {
		from = w->now;
		rc = closing_plan(c, p, now->state, from, &plan);
	}
	if (rc != OK)
		return rc == ERR_NOT_FOUND ? OK : rc;
	while (warned < (int64_t)plan.n && plan.warn[warned] <= w->now)
		warned++;
	return core_db(c,
	    q_closing_put(c->db, now->id, now->state, p->ref, from, warned,
		warned < (int64_t)plan.n ? plan.warn[warned] : plan.close_at,
		plan.close_at, NULL));
}

enum err
closing_follow(struct core *c, struct write *w,
    const struct row_ticket_take *was, const struct row_ticket_take *now)
{
	const struct policy *p;
	struct row_promise_case t;
	struct policies *all;
	enum err rc;

	if (str_eq(was->state, now->state))
		return OK;
	rc = core_db(c, q_closing_drop(c->db, now->id, NULL));
	if (rc != OK || (rc = policies_now(c, &all)) != OK ||
	    policies_none(all))
		return rc;
	rc = core_db(c, q_promise_case(c->db, &c->scratch, now->id, &t));
	if (rc != OK || (p = policy_find(all, t.policy)) == NULL)
		return rc;
	return begin(c, w, p, now);
}

enum err
closing_renew(struct core *c, struct write *w, const struct row_ticket_take *t)
{
	struct row_closing_take row;
	char iso[CLOCK_ISO];
	struct row_ticket_take was = *t;
	enum err rc;

	if (!str_is(t->state, "pending-customer"))
		return OK;
	rc = q_closing_take(c->db, &c->scratch, t->id, &row);
	if (rc != ERR_NOT_FOUND)
		return core_db(c, rc);
	was.state = STR_NONE;
	rc = closing_follow(c, w, &was, t);
	if (rc == OK)
		rc = q_closing_take(c->db, &c->scratch, t->id, &row);
	if (rc == OK)
		write_set(c, w, "closes", STR_NONE,
		    str_of(clock_iso(row.close_at, iso)));
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

/* ---- kept open ---------------------------------------------------------- */

struct keeping {
	msec until;
	struct str reason;
};

static enum err
keep(struct core *c, struct write *w, const struct keeping *k,
    const struct row_ticket_take *t)
{
	struct row_closing_take row;
	char iso[CLOCK_ISO], old[CLOCK_ISO];
	struct str reason;
	enum err rc = q_closing_take(c->db, &c->scratch, w->id, &row);

	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld does not end by itself; nothing was changed"),
		    (long long)t->number);
	if (rc != OK)
		return core_db(c, rc);
	if (k->until <= w->now)
		return fail(&c->fault, ERR_INVALID,
		    _("say until when, later than now"));
	if ((rc = core_text(c, _("the reason"), list_given(k->reason),
		 REASON_MAX, false, false, &reason)) != OK)
		return rc;
	write_set(c, w, "closes", str_of(clock_iso(row.close_at, old)),
	    str_of(clock_iso(k->until, iso)));
	write_set(c, w, "reason", STR_NONE, reason);
	return core_db(c,
	    q_closing_set(c->db, w->id, POLICY_WARNS, k->until, k->until,
		NULL));
}

static enum err
keep_body(struct core *c, struct write *w)
{
	struct row_ticket_take t;
	struct image was;
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &t)) != OK ||
	    (rc = image_take(c, "closing", id_str(&w->id), STR_NONE, STR_NONE,
		 &was)) != OK ||
	    (rc = keep(c, w, w->u, &t)) != OK)
		return rc;
	w->version = t.version;
	return image_tell(c, w, &was);
}

enum err
closing_keep(struct core *c, struct id ticket, msec until, struct str reason)
{
	struct keeping k = { until, reason };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "ticket.keep",
		.entity = "ticket",
		.id = ticket,
		.body = keep_body,
		.u = &k };

	return core_write(c, &w);
}

/* ---- looked at ---------------------------------------------------------- */

enum err
closing_get(struct core *c, struct arena *a, struct id ticket,
    struct row_closing_get *row)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc == OK)
		rc = q_closing_get(c->db, a, &scope, ticket, row);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("this ticket does not end by itself"));
	return core_db(c, rc);
}
