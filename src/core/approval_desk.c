/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_desk.c - what waits for one's word, read.
 */
#include "core/approval_desk.h"

#include "base/number.h"
#include "core/approval_own.h"
#include "core/complaint.h"
#include "core/list.h"
#include "core/state_word.h"

enum { ROWS_MOST = 200 };

static enum err
mine(struct core *c, struct rows_approval_mine *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	return rc == OK ? core_db(c,
			      q_approval_mine(c->db, &c->scratch, &scope,
				  c->me.id, clock_now(c->clock), rows))
			: rc;
}

/* ... and what complaints wait for. */
static enum err
add_redress(struct core *c, size_t *n)
{
	struct redress_rows rows = { NULL, 0 };
	enum err rc = OK;

	if (c->grants[MAY_TICKET_READ] != SCOPE_NONE)
		rc = complaint_waiting(c, &c->scratch, ID_NONE, &rows);
	for (size_t i = 0; i < rows.n; i++)
		*n += rows.v[i].mine;
	return rc;
}

enum err
approval_waiting(struct core *c, size_t *n)
{
	struct rows_approval_mine rows = { NULL, 0 };
	enum err rc = mine(c, &rows);

	if (rc == ERR_DENIED) {
		c->fault = (struct fault){ .code = OK };
		rc = OK;
	}
	*n = rows.n;
	return rc == OK ? add_redress(c, n) : rc;
}

static bool
among(const struct rows_approval_mine *rows, struct id id)
{
	for (size_t i = 0; i < rows->n; i++)
		if (id_eq(rows->v[i].id, id))
			return true;
	return false;
}

/* Those of one request stand together. */
static struct rows_approval_votes
votes_of(const struct rows_approval_votes *all, struct id approval)
{
	struct rows_approval_votes its = { NULL, 0 };

	for (size_t i = 0; i < all->n; i++)
		if (id_eq(all->v[i].approval, approval)) {
			its.v = its.n == 0 ? &all->v[i] : its.v;
			its.n++;
		}
	return its;
}

/* As a request of which one word is all. */
static struct approval_row
of_redress(struct core *c, const struct redress_row *r)
{
	const struct row_complaint_waiting *k = &r->k;

	return (struct approval_row){ .mine = r->mine,
		.asked = id_eq(k->asked_by, c->me.id),
		.redress = true,
		.a = { .id = k->ticket,
		    .ticket = k->ticket,
		    .ticket_number = k->number,
		    .subject = k->subject,
		    .rule = COMPLAINT_RULE,
		    .reason = str_of(_("redress of a complaint")),
		    .amount = k->redress,
		    .currency = MONEY_HOME,
		    .need = 1,
		    .state = STR("open"),
		    .asked_by = k->asked_by,
		    .asked_by_name = list_given(k->asked_by_name),
		    .calendar = STR_NONE } };
}

/* Redress that waits for the words of others, who are asked in a row here. */
static bool
is_asked(const struct rows_approval_list *rows, const struct redress_row *r)
{
	for (size_t i = 0; i < rows->n && !r->mine; i++)
		if (id_eq(rows->v[i].ticket, r->k.ticket) &&
		    str_eq(rows->v[i].rule, COMPLAINT_RULE) &&
		    str_is(rows->v[i].state, "open"))
			return true;
	return false;
}

/* Mine first, each kind in the order they came. */
static void
fill(struct core *c, const struct rows_approval_list *rows,
    const struct rows_approval_mine *own,
    const struct rows_approval_votes *votes, const struct redress_rows *more,
    struct approval_desk *d)
{
	for (int mine = 1; mine >= 0; mine--) {
		for (size_t i = 0; i < rows->n; i++) {
			const struct row_approval_list *r = &rows->v[i];

			if (among(own, r->id) != (mine == 1))
				continue;
			d->v[d->n++] = (struct approval_row){ .a = *r,
				.mine = mine == 1,
				.asked = id_eq(r->asked_by, c->me.id),
				.votes = votes_of(votes, r->id) };
			d->nmine += mine == 1;
		}
		for (size_t i = 0; i < more->n; i++)
			if (more->v[i].mine == (mine == 1) &&
			    !is_asked(rows, &more->v[i])) {
				d->v[d->n++] = of_redress(c, &more->v[i]);
				d->nmine += mine == 1;
			}
	}
}

/* One that is no rule any more is what it was. */
static struct str
title_of(const struct approval_rules *rules, struct str name, struct str lang)
{
	for (size_t i = 0; i < rules->n; i++)
		if (str_eq(rules->v[i].name, name))
			return approval_title(&rules->v[i], lang);
	return name;
}

struct str
approval_whose(struct arena *a, const struct approval_rules *rules,
    struct str rule, int64_t amount)
{
	const struct approval_band *b = NULL;

	for (size_t i = 0; i < rules->n; i++)
		if (str_eq(rules->v[i].name, rule))
			b = approval_band(&rules->v[i], amount);
	return b != NULL && b->need > 0 ? roles_called(a, b->roles) : STR_NONE;
}

enum err
approval_desk(struct core *c, struct arena *a, struct id ticket,
    struct approval_desk *out)
{
	struct rows_approval_mine own;
	struct rows_approval_list rows;
	struct rows_approval_votes votes = { NULL, 0 };
	struct approval_rules rules;
	struct redress_rows more;
	struct approval_desk d = { 0 };
	enum err rc;

	if ((rc = mine(c, &own)) != OK ||
	    (rc = approval_rules(c, a, &rules)) != OK ||
	    (rc = complaint_waiting(c, a, ticket, &more)) != OK ||
	    (rc = approval_list(c, a, ticket, !id_none(ticket), ROWS_MOST,
		 &rows)) != OK)
		return rc;
	if (rows.n > 0)
		rc = q_approval_votes(c->db, a,
		    list_ids(&c->scratch, rows.v, rows.n, sizeof(*rows.v)),
		    &votes);
	if (rc != OK)
		return core_db(c, rc);
	d.v = NEWN(a, struct approval_row, rows.n + more.n + 1);
	fill(c, &rows, &own, &votes, &more, &d);
	for (size_t i = 0; i < d.n && rc == OK; i++) {
		struct approval_row *r = &d.v[i];

		r->title = title_of(&rules, r->a.rule, list_lang(c));
		if (r->redress && !r->mine)
			rc = complaint_why_not(c, a, r->a.ticket, r->a.asked_by,
			    r->a.amount, &r->why_not);
	}
	if (rc == OK)
		*out = d;
	return rc;
}

enum err
approval_rules(struct core *c, struct arena *a, struct approval_rules *out)
{
	struct setup_items all = { 0 };
	struct approval_rules made = { 0 };
	struct approval_rule rule;
	enum err rc = setup_stored(c, a, &setup_approval, STR_NONE, &all);

	for (size_t i = 0; i < all.n && rc == OK; i++) {
		const struct setup_item *is = &all.v[i];

		if (!approval_in_force(c, &all, is))
			continue;
		rc = approval_parse(is->text, is->name.s, a, &rule, &c->fault);
		if (rc == OK)
			*vec_push(a, &made) = rule;
	}
	if (rc == OK)
		*out = made;
	return rc;
}
