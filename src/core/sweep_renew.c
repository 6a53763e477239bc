/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sweep_renew.c - after setup was applied: open tickets get the promises that
 * are in force now, slice by slice.
 */
#include "core/closing.h"
#include "core/rebuild.h"
#include "core/sweep_part.h"
#include "core/ticket_body.h"

enum { PAGE = 100 };

/* The policy that fits now; nothing is written when it is the same. */
static enum err
promise_body(struct core *c, struct write *w)
{
	struct row_ticket_take row;
	enum err rc;

	rc = q_ticket_take(c->db, &c->scratch, &w->scope, w->id, &row);
	if (rc != OK)
		return ticket_found(c, rc);
	w->version = row.version;
	if ((rc = promise_follow(c, w, w->id)) != OK ||
	    (rc = closing_renew(c, w, &row)) != OK)
		return rc;
	if (w->event.values.n > 0)
		return OK;
	return fail(&c->fault, ERR_CONFLICT,
	    _("T-%lld is like that already; nothing was changed"),
	    (long long)row.number);
}

struct hours {
	struct core *c;
	struct id ticket;
	bool moved;
};

static enum err
hours(void *u)
{
	struct hours *h = u;

	h->c->fault = (struct fault){ .code = OK };
	return promise_renew(h->c, h->ticket, &h->moved);
}

static enum err
renew(struct sweep *s, struct id ticket)
{
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = "ticket.promise",
		.entity = "ticket",
		.id = ticket,
		.body = promise_body };
	struct hours h = { s->c, ticket, false };
	bool changed;
	enum err rc;

	rc = core_write(s->c, &w);
	changed = rc == OK;
	if (rc != OK && rc != ERR_CONFLICT)
		return rc;
	core_rest(s->c);
	rc = core_db(s->c, db_tx(s->c->db, TX_WRITE, hours, &h));
	if (rc == OK && (changed || h.moved))
		s->d.moved++;
	return rc;
}

enum err
sweep_renew(struct sweep *s, bool *more)
{
	struct row_setup_count now;
	struct row_sweep_seen seen;
	struct rows_renew_page page;
	struct id last = ID_NONE;
	enum err rc;

	rc = q_setup_count(s->c->db, &s->page, &now);
	if (rc == OK)
		rc = q_sweep_seen(s->c->db, &s->page, 1, &seen);
	if (rc != OK || seen.stamp == now.n)
		return core_db(s->c, rc);
	/* A stamp of less than nothing: on the way to its positive. */
	if (seen.stamp == -now.n)
		last = seen.renewed;
	rc = core_db(s->c, q_renew_page(s->c->db, &s->page, last, PAGE, &page));
	for (size_t i = 0; i < page.n && rc == OK; i++) {
		rc = sweep_thing(s, renew(s, page.v[i].id));
		last = page.v[i].id;
	}
	if (rc != OK)
		return rc;
	*more = page.n == PAGE;
	return core_db(s->c,
	    q_sweep_renewed(s->c->db, *more ? -now.n : now.n, last, NULL));
}
