/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_time.c - what time does to a request: who has not decided is
 * reminded, and at its end it is over.
 */
#include "core/approval_own.h"

struct tick {
	int64_t number;
	bool over;
	struct row_approval_take p;
};

static bool
has_voted(const struct rows_approval_voted *voted, struct id seat)
{
	for (size_t i = 0; i < voted->n; i++)
		if (id_eq(voted->v[i].seat, seat))
			return true;
	return false;
}

/* Who could still speak, themselves or for another, hears of it again. */
static enum err
remind(struct core *c, struct write *w, const struct row_approval_take *p)
{
	struct rows_approval_people rows;
	struct rows_approval_voted voted;
	struct news n = {
		.say = N_("approval %lld still waits for your word: %s, %s")
	};
	int64_t saved = 0;
	enum err rc;

	news_number(c, &n, p->number);
	news_money(&n, p->amount, p->currency);
	news_text(&n, p->reason);
	rc = q_approval_reminded(c->db, p->id, p->version, &saved);
	if (rc == OK)
		rc = q_approval_people(c->db, &c->scratch, p->roles,
		    p->asked_by, w->now, p->amount, p->ticket, &rows);
	if (rc == OK)
		rc = q_approval_voted(c->db, &c->scratch, p->id, &voted);
	for (size_t i = 0; rc == OK && i < rows.n && i < APPROVAL_TOLD; i++)
		if (!has_voted(&voted, rows.v[i].seat))
			rc = approval_notify(c, w, rows.v[i].agent, p->ticket,
			    str_printf(&c->scratch, "approval/%s/%s/again",
				p->id.s, rows.v[i].agent.s),
			    &n);
	return core_db(c, rc);
}

static enum err
expire(struct core *c, struct write *w, const struct row_approval_take *p)
{
	struct news n = {
		.say = N_("approval %lld has expired, nobody decided: %s")
	};
	int64_t saved = 0;
	enum err rc;

	news_number(c, &n, p->number);
	news_money(&n, p->amount, p->currency);
	rc = q_approval_save(c->db, p->id, p->version, STR("expired"),
	    p->expires_at, &saved);
	if (rc != OK)
		return core_db(c, rc);
	write_set(c, w, "decision", STR("open"), STR("expired"));
	return approval_notify(c, w, p->asked_by, p->ticket,
	    str_printf(&c->scratch, "approval/%s/expired", p->id.s), &n);
}

/* It is looked at again here, locked: a word may have come meanwhile. */
static enum err
tick_body(struct core *c, struct write *w)
{
	struct tick *k = w->u;
	struct row_approval_take *p = &k->p;
	enum err rc = q_approval_take(c->db, &c->scratch, k->number, p);

	if (rc != OK)
		return core_db(c, rc);
	if (!str_is(p->state, "open") || k->over != (p->expires_at <= w->now) ||
	    (!k->over && (p->remind_at == 0 || p->remind_at > w->now)))
		return fail(&c->fault, ERR_CONFLICT,
		    _("approval %lld is decided already"),
		    (long long)p->number);
	w->version = 1;
	write_set_int(c, w, "approval", 0, p->number);
	return k->over ? expire(c, w, p) : remind(c, w, p);
}

enum err
approval_tick(struct core *c, int64_t number, bool *expired)
{
	struct tick k = { .number = number };
	struct write w = { .may = MAY_SLA_KEEP,
		.entity = "ticket",
		.body = tick_body,
		.u = &k };
	enum err rc;

	rc = core_db(c, q_approval_take(c->db, &c->scratch, number, &k.p));
	if (rc != OK)
		return rc;
	*expired = k.over = k.p.expires_at <= clock_now(c->clock);
	w.kind = k.over ? "approval.expire" : "approval.remind";
	w.id = k.p.ticket;
	return core_write(c, &w);
}
