/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notice.c - what the team must know, and who has seen it.
 */
#include "core/notice.h"
#include "core/image.h"

#include "core/list.h"
#include "core/news.h"
#include "core/team.h"
#include "core/ticket_body.h"
#include "core/undo.h"

enum { TEXT_MAX = 1000, SEEN_AT_ONCE = 200 };

/* ---- sending ------------------------------------------------------------ */

static enum err
check_branch(struct core *c, struct str code)
{
	struct row_customer_branch row;
	enum err rc = q_customer_branch(c->db, &c->scratch, code, &row);

	if (rc == ERR_NOT_FOUND || (rc == OK && row.retired_at != 0))
		return fail(&c->fault, ERR_INVALID,
		    _("there is no branch '%s' in use; 'branch list' has "
		      "them"),
		    code.s);
	return core_db(c, rc);
}

/* Within one's scope: a team or branch of one's own; with "all" anything. */
static enum err
check_reach(struct core *c, const struct scope *scope,
    const struct notice_new *n)
{
	struct row_notice_team reach;
	enum err rc;

	if (scope->level == SCOPE_ALL)
		return OK;
	rc = q_notice_team(c->db, &c->scratch, scope->agent, scope->level,
	    n->team, n->branch, &reach);
	if (rc != OK)
		return core_db(c, rc);
	if (!id_none(n->agent) || reach.n == 0)
		return fail(&c->fault, ERR_DENIED,
		    _("you may send notices to your own teams and branch only; "
		      "say team= or branch="));
	return OK;
}

static enum err
check_new(struct core *c, struct write *w, struct notice_new *n)
{
	int to;
	enum err rc;

	n->team = list_given(n->team);
	n->branch = list_given(n->branch);
	to = (n->team.len > 0) + (n->branch.len > 0) + !id_none(n->agent);
	if (to > 1)
		return fail(&c->fault, ERR_INVALID,
		    _("a notice is for a team, a branch or a person: say one "
		      "of them, or none for everybody"));
	if (n->severity == 0)
		n->severity = NOTICE_NOTE;
	if (n->severity < NOTICE_NOTE || n->severity > NOTICE_URGENT)
		return fail(&c->fault, ERR_INVALID,
		    _("a notice is 1, good to know, to 3, urgent"));
	if (n->until != 0 && n->until <= w->now)
		return fail(&c->fault, ERR_INVALID,
		    _("a notice ends later than now"));
	if (n->team.len > 0 && (rc = ticket_check_team(c, n->team)) != OK)
		return rc;
	if (n->branch.len > 0 && (rc = check_branch(c, n->branch)) != OK)
		return rc;
	if (!id_none(n->agent) && (rc = ticket_check_owner(c, n->agent)) != OK)
		return rc;
	return core_text(c, _("the notice"), n->text, TEXT_MAX, true, false,
	    &n->text);
}

static enum err
add_body(struct core *c, struct write *w)
{
	struct notice_new n = *(const struct notice_new *)w->u;
	char iso[CLOCK_ISO];
	enum err rc;

	if ((rc = check_new(c, w, &n)) != OK ||
	    (rc = check_reach(c, &w->scope, &n)) != OK)
		return rc;
	w->version = 1;
	write_set(c, w, "text", STR_NONE, n.text);
	write_set_int(c, w, "severity", 0, n.severity);
	write_set(c, w, "team", STR_NONE, n.team);
	write_set(c, w, "branch", STR_NONE, n.branch);
	write_set(c, w, "agent", STR_NONE, id_str(&n.agent));
	write_set(c, w, "until_at", STR_NONE, str_of(clock_iso(n.until, iso)));
	return core_db(c,
	    q_notice_put(c->db, w->id, STR("people"), n.severity, n.text,
		n.team, n.branch, n.agent, STR_NONE, ID_NONE, STR_NONE,
		c->me.id, w->at, n.until, STR_NONE, NULL));
}

enum err
notice_add(struct core *c, const struct notice_new *n, struct id *id)
{
	struct write w = { .may = MAY_NOTICE_SEND,
		.kind = "notice.add",
		.entity = "notice",
		.id = id_make(clock_now(c->clock)),
		.body = add_body,
		.u = (void *)n };
	enum err rc = core_write(c, &w);

	if (rc == OK)
		*id = w.id;
	return rc;
}

/* ---- ending ------------------------------------------------------------- */

/* Its author, or whoever may send to everybody. */
static enum err
check_mine(struct core *c, struct id id, struct row_notice_get *row)
{
	enum err rc = q_notice_get(c->db, &c->scratch, id, row);

	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc, _("there is no such notice"));
	if (rc != OK)
		return core_db(c, rc);
	if (id_eq(row->author, c->me.id) ||
	    c->grants[MAY_NOTICE_SEND] == SCOPE_ALL)
		return OK;
	return fail(&c->fault, ERR_DENIED,
	    _("that notice is somebody else's; ask its author"));
}

static enum err
withdraw_body(struct core *c, struct write *w)
{
	struct row_notice_get row;
	struct image was;
	int64_t ended = 0;
	enum err rc;

	if ((rc = check_mine(c, w->id, &row)) != OK ||
	    (rc = image_take(c, "notice_end", id_str(&w->id), STR_NONE,
		 STR_NONE, &was)) != OK)
		return rc;
	rc = q_notice_end(c->db, w->id, w->at, &ended);
	if (rc == OK && ended == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("that notice has ended already; nothing was changed"));
	w->version = 2;
	write_set(c, w, "state", STR_NONE, STR("withdrawn"));
	return rc == OK ? image_tell(c, w, &was) : core_db(c, rc);
}

enum err
notice_withdraw(struct core *c, struct id id)
{
	struct write w = { .may = MAY_NOTICE_SEND,
		.kind = "notice.withdraw",
		.entity = "notice",
		.id = id,
		.body = withdraw_body };

	return core_write(c, &w);
}

/* It never held; done again it holds as long as it would have. */
enum err
notice_add_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct row_notice_get row;
	struct image was;
	enum err rc;

	if ((rc = check_mine(c, w->id, &row)) != OK)
		return rc;
	if (u->redo)
		return image_undo(c, w, u);
	rc = image_take(c, "notice_end", id_str(&w->id), STR_NONE, STR_NONE,
	    &was);
	if (rc == OK)
		rc = core_db(c, q_notice_never(c->db, w->id, NULL));
	w->version = 2;
	write_set(c, w, "text", row.text, STR_NONE);
	return rc == OK ? image_tell(c, w, &was) : rc;
}

/* ---- reading ------------------------------------------------------------ */

static enum err
check_me(struct core *c)
{
	return id_none(c->me.id) ? core_allow(c, MAY_NOTICE_SEND, NULL) : OK;
}

enum err
notice_list(struct core *c, struct arena *a, bool all, int64_t limit,
    struct rows_notice_list *rows)
{
	enum err rc = check_me(c);

	if (rc == OK)
		rc = core_db(c,
		    q_notice_list(c->db, a, c->me.id, clock_now(c->clock), all,
			list_limit(limit, 20, SEEN_AT_ONCE), rows));
	for (size_t i = 0; rc == OK && i < rows->n; i++) {
		struct row_notice_list *x = &rows->v[i];

		if (!str_is(x->kind, "people"))
			x->text = news_read(c, a, x->text);
	}
	return rc;
}

enum err
notice_unseen(struct core *c, int64_t *n, int64_t *severity)
{
	struct row_notice_unseen row;
	enum err rc = check_me(c);

	if (rc == OK)
		rc = q_notice_unseen(c->db, &c->scratch, c->me.id,
		    clock_now(c->clock), &row);
	if (rc != OK)
		return core_db(c, rc);
	*n = row.n;
	*severity = row.severity;
	return OK;
}

/* One, or all of the list. */
static enum err
seen_body(struct core *c, struct write *w)
{
	const struct id *one = w->u;
	VEC(struct par_notice_see) see = { 0 };
	struct rows_notice_list rows;
	enum err rc;

	rc = q_notice_list(c->db, &c->scratch, c->me.id, w->now, 0,
	    SEEN_AT_ONCE, &rows);
	for (size_t i = 0; i < rows.n && rc == OK; i++) {
		if (rows.v[i].seen_at != 0 ||
		    (!id_none(*one) && !id_eq(rows.v[i].id, *one)))
			continue;
		*vec_push(&c->scratch, &see) =
		    (struct par_notice_see){ rows.v[i].id, c->me.id, w->at };
		write_set_of(c, w, "notice", "seen", STR_NONE,
		    id_str(&rows.v[i].id));
	}
	if (rc == OK && see.n == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("there is no such notice that you have not seen"));
	if (rc == OK)
		rc = q_notice_see_batch(c->db, &c->scratch, see.v, see.n);
	for (size_t i = 0; i < see.n && rc == OK; i++)
		rc = image_made(c, w, "notice_seen", id_str(&see.v[i].notice),
		    id_str(&c->me.id), STR_NONE);
	w->version = 1;
	return core_db(c, rc);
}

enum err
notice_seen(struct core *c, struct id id)
{
	struct write w = { .may = MAY_ANYONE,
		.kind = "notice.seen",
		.entity = "notice",
		.id = id_none(id) ? c->me.id : id,
		.body = seen_body,
		.u = &id };
	enum err rc = check_me(c);

	return rc == OK ? core_write(c, &w) : rc;
}

enum err
notice_readers(struct core *c, struct arena *a, struct id id,
    struct rows_notice_readers *rows)
{
	struct row_notice_get row;
	enum err rc;

	if ((rc = core_allow(c, MAY_NOTICE_SEND, NULL)) != OK ||
	    (rc = check_mine(c, id, &row)) != OK)
		return rc;
	return core_db(c, q_notice_readers(c->db, a, id, rows));
}
