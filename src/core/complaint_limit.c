/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint_limit.c - how much of a redress each role may decide, and who hears
 * of one that is above somebody's. The table holds whoever writes past the
 * program to the same.
 */
#include "core/complaint_own.h"

#include "base/number.h"
#include "core/approval.h"
#include "core/audit.h"
#include "core/image.h"
#include "core/list.h"
#include "core/news.h"
#include "core/ticket_own.h"

enum { CALLED = 60 }; /* people told of one redress, at most */

const char *
complaint_sum(struct core *c, int64_t amount)
{
	return number_money(&c->scratch, amount, MONEY_HOME, NULL).s;
}

static enum err
read_limits(struct core *c, struct arena *a, struct complaint_limits *out)
{
	struct rows_complaint_limits rows;
	enum err rc = q_complaint_limits(c->db, a, &rows);

	if (rc != OK)
		return core_db(c, rc);
	*out = (struct complaint_limits){ rows.v, rows.n };
	return OK;
}

/* -1: there is no such role. */
static int64_t
limit_of(const struct complaint_limits *all, struct str role)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].role, role))
			return all->v[i].most;
	return -1;
}

enum err
complaint_my_limit(struct core *c, int64_t *most)
{
	struct complaint_limits all = { 0 };
	enum err rc = read_limits(c, &c->scratch, &all);

	if (rc == OK)
		*most = limit_of(&all, c->me.role);
	return rc;
}

enum err
complaint_limits(struct core *c, struct arena *a, struct complaint_limits *out)
{
	enum err rc = core_allow(c, MAY_TICKET_READ, NULL);

	return rc == OK ? read_limits(c, a, out) : rc;
}

struct limit {
	struct str role;
	int64_t most;
};

static enum err
limit_body(struct core *c, struct write *w)
{
	const struct limit *l = w->u;
	struct complaint_limits all = { 0 };
	struct image row;
	int64_t was;
	enum err rc = read_limits(c, &c->scratch, &all);

	if (rc != OK)
		return rc;
	if ((was = limit_of(&all, l->role)) < 0)
		return fail(&c->fault, ERR_INVALID,
		    _("there is no role '%s'; 'role list' has them"),
		    l->role.s);
	if (l->most < 0 || l->most > REDRESS_MAX)
		return fail(&c->fault, ERR_INVALID, _("a redress is %s to %s"),
		    complaint_sum(c, 0), complaint_sum(c, REDRESS_MAX));
	if (was == l->most)
		return fail(&c->fault, ERR_INVALID,
		    _("the limit is that already; nothing was changed"));
	w->version = 1;
	write_set_int(c, w, l->role.s, was, l->most);
	if ((rc = image_take(c, "redress_limit", l->role, STR_NONE, STR_NONE,
		 &row)) != OK ||
	    (rc = core_db(c,
		 q_complaint_limit_set(c->db, l->role, l->most, NULL))) != OK)
		return rc;
	return image_tell(c, w, &row);
}

enum err
complaint_limit(struct core *c, struct str role, int64_t most)
{
	struct limit l = { list_given(role), most };
	struct write w = { .may = MAY_SETUP_EDIT,
		.kind = "complaint.limit",
		.entity = "complaint",
		.id = audit_id("complaint", STR("limit")),
		.body = limit_body,
		.u = &l };

	return core_write(c, &w);
}

/* ---- what waits --------------------------------------------------------- */

enum { WAITING = 200 };

static bool
is_among(const struct rows_complaint_waiting *all, struct id ticket)
{
	for (size_t i = 0; i < all->n; i++)
		if (id_eq(all->v[i].ticket, ticket))
			return true;
	return false;
}

/* Those on which one may answer at all. */
static enum err
within_reach(struct core *c, struct id ticket,
    struct rows_complaint_waiting *rows)
{
	struct scope scope;

	enum err rc = OK;

	if (c->grants[MAY_TICKET_RESOLVE] == SCOPE_NONE)
		return OK;
	rc = core_allow(c, MAY_TICKET_RESOLVE, &scope);
	return rc == OK ? core_db(c,
			      q_complaint_waiting(c->db, &c->scratch, &scope,
				  ticket, WAITING, rows))
			: rc;
}

/* Not whoever asked, within one's limit and reach, and when every other word is
 * given. */
static enum err
find_mine(struct core *c, const struct rows_complaint_waiting *reach,
    struct redress_rows *all)
{
	struct approval_spend *v =
	    NEWN(&c->scratch, struct approval_spend, all->n);
	int64_t most = 0;
	enum err rc;

	for (size_t i = 0; i < all->n; i++) {
		v[i].ticket = all->v[i].k.ticket;
		v[i].amount = all->v[i].k.redress;
	}
	if ((rc = complaint_my_limit(c, &most)) != OK ||
	    (rc = approval_lacks(c, COMPLAINT_RULE, v, all->n)) != OK)
		return rc;
	for (size_t i = 0; i < all->n; i++) {
		const struct row_complaint_waiting *k = &all->v[i].k;

		all->v[i].mine = !v[i].lacks && k->redress <= most &&
		    !id_eq(k->asked_by, c->me.id) && is_among(reach, k->ticket);
	}
	return OK;
}

enum err
complaint_waiting(struct core *c, struct arena *a, struct id ticket,
    struct redress_rows *out)
{
	struct rows_complaint_waiting rows, reach = { NULL, 0 };
	struct scope scope;
	enum err rc;

	*out = (struct redress_rows){ NULL, 0 };
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK ||
	    (rc = core_db(c,
		 q_complaint_waiting(c->db, a, &scope, ticket, WAITING,
		     &rows))) != OK ||
	    rows.n == 0 || (rc = within_reach(c, ticket, &reach)) != OK)
		return rc;
	out->v = NEWN(a, struct redress_row, rows.n);
	for (; out->n < rows.n; out->n++)
		out->v[out->n].k = rows.v[out->n];
	return find_mine(c, &reach, out);
}

/* The checks of an answer, read and not made. */
static enum err
check(struct core *c, struct id ticket, struct id asked_by, int64_t redress)
{
	struct rows_complaint_waiting reach = { NULL, 0 };
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_RESOLVE, &scope)) != OK ||
	    (rc = within_reach(c, ticket, &reach)) != OK)
		return rc;
	return reach.n == 0
	    ? ticket_beyond(c, ticket, ERR_NOT_FOUND)
	    : complaint_may_answer(c, ticket, asked_by, redress, true);
}

enum err
complaint_why_not(struct core *c, struct arena *a, struct id ticket,
    struct id asked_by, int64_t redress, struct str *why)
{
	enum err rc = check(c, ticket, asked_by, redress);

	*why = STR_NONE;
	if (rc != ERR_DENIED && rc != ERR_INVALID)
		return rc;
	*why = str_copy(a, str_of(c->fault.text));
	c->fault = (struct fault){ .code = OK };
	return OK;
}

/* ---- who is asked ------------------------------------------------------- */

static enum err
call_one(struct core *c, struct write *w, struct id who, int64_t amount,
    struct news *n)
{
	n->kind = "approval";
	n->severity = 2;
	n->team = STR_NONE;
	n->agent = who;
	n->entity = "ticket";
	n->about = w->id;
	/* The instant keeps one that is asked for again apart; the sum tells
	 * which one still waits (notice_answered). */
	n->once = str_printf(&c->scratch, "redress/%s/%lld/%s/%lld", w->id.s,
	    (long long)w->at, who.s, (long long)amount);
	n->at = w->now;
	n->until = w->now + DAYS(14);
	return news_put(c, w, n, NULL);
}

enum err
complaint_call(struct core *c, struct write *w, struct id asker, int64_t amount)
{
	struct news n = { .say = N_("T-%lld: %s of redress wait for your "
				    "answer, open it and press $") };
	struct rows_complaint_granters rows;
	enum err rc;

	rc = core_db(c,
	    q_complaint_granters(c->db, &c->scratch, w->id, asker, c->me.id,
		amount, CALLED, &rows));
	if (rc != OK || rows.n == 0)
		return rc;
	news_number(c, &n, rows.v[0].number);
	news_money(&n, amount, MONEY_HOME);
	for (size_t i = 0; i < rows.n && rc == OK; i++)
		rc = call_one(c, w, rows.v[i].agent, amount, &n);
	return rc;
}
