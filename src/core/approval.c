/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval.c - asking for the word of others, and giving it.
 */
#include "core/approval_own.h"

#include "core/complaint.h"
#include "core/due.h"
#include "core/list.h"
#include "core/state_word.h"
#include "core/ticket_body.h"

enum { REASON_MAX = 500 };

/* ---- telling ------------------------------------------------------------ */

enum err
approval_notify(struct core *c, struct write *w, struct id whom,
    struct id ticket, struct str once, struct news *n)
{
	n->kind = "approval";
	n->severity = 2;
	n->team = STR_NONE;
	n->agent = whom;
	n->entity = "ticket";
	n->about = ticket;
	n->once = once;
	n->at = w->now;
	n->until = w->now + DAYS(14);
	return news_put(c, w, n, NULL);
}

/* ---- asking ------------------------------------------------------------- */

struct asking {
	const struct approval_new *in;
	struct approval_rule rule;
	const struct approval_band *band;
	struct str reason;
	struct row_ticket_take t;
	struct id id;
	int64_t number;
	msec expires_at, remind_at;
};

static enum err
check_ask(struct core *c, struct write *w, struct asking *k)
{
	enum err rc;

	if ((rc = ticket_take(c, w, w->id, &k->t)) != OK ||
	    (rc = approval_rule_find(c, &c->scratch, list_given(k->in->rule),
		 &k->rule)) != OK ||
	    (rc = core_text(c, _("the reason"), list_given(k->in->reason),
		 REASON_MAX, true, false, &k->reason)) != OK)
		return rc;
	if (ticket_state_done(k->t.state))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s and nobody works on it: reopen it, then "
		      "ask"),
		    (long long)k->t.number, ticket_is(k->t.state));
	if (k->in->amount < 0 ||
	    (k->band = approval_band(&k->rule, k->in->amount)) == NULL)
		return fail(&c->fault, ERR_INVALID,
		    _("an amount is 0 or more, in whole %s"),
		    k->rule.currency.s);
	return core_db(c,
	    q_approval_expire(c->db, w->id, k->rule.name, w->now, NULL));
}

/* A delegate is no voice of its own. */
static int64_t
voices(const struct rows_approval_people *rows)
{
	int64_t n = 0;

	for (size_t i = 0; i < rows->n; i++)
		n += id_eq(rows->v[i].agent, rows->v[i].seat);
	return n;
}

static enum err
call_people(struct core *c, struct write *w, const struct asking *k)
{
	struct news n = { .say =
			      N_("%s asks for an approval on T-%lld: %s, %s") };
	struct rows_approval_people rows;
	enum err rc;

	rc = core_db(c,
	    q_approval_people(c->db, &c->scratch, k->band->roles, c->me.id,
		w->now, k->in->amount, w->id, &rows));
	if (rc == OK && voices(&rows) < k->band->need)
		return fail(&c->fault, ERR_INVALID,
		    _("%lld words are needed and only %lld people could give "
		      "them; nothing was asked, see the rule '%s'"),
		    (long long)k->band->need, (long long)voices(&rows),
		    approval_title(&k->rule, list_lang(c)).s);
	news_text(&n, c->me.name);
	news_number(c, &n, k->t.number);
	news_money(&n, k->in->amount, k->rule.currency);
	news_text(&n, k->reason);
	for (size_t i = 0; i < rows.n && i < APPROVAL_TOLD && rc == OK; i++)
		rc = approval_notify(c, w, rows.v[i].agent, w->id,
		    str_printf(&c->scratch, "approval/%s/%s", k->id.s,
			rows.v[i].agent.s),
		    &n);
	return rc;
}

static void
tell_ask(struct core *c, struct write *w, const struct asking *k)
{
	write_set_int(c, w, "approval", 0, k->number);
	write_set(c, w, "rule", STR_NONE, k->rule.name);
	write_set(c, w, "amount", STR_NONE,
	    str_printf(&c->scratch, "%lld %s", (long long)k->in->amount,
		k->rule.currency.s));
	write_set(c, w, "reason", STR_NONE, k->reason);
	write_set_int(c, w, "words", 0, k->band->need);
}

/* A reminder behind the end reminds nobody. */
static enum err
set_times(struct core *c, const struct write *w, struct asking *k)
{
	const struct approval_rule *r = &k->rule;
	enum err rc;

	k->remind_at = 0;
	rc = due_at(c, r->calendar, w->at, &r->expires, &k->expires_at);
	if (rc == OK && (r->remind.ms > 0 || r->remind.days > 0))
		rc = due_at(c, r->calendar, w->at, &r->remind, &k->remind_at);
	if (rc == OK && k->remind_at >= k->expires_at)
		k->remind_at = 0;
	return rc;
}

static enum err
ask_body(struct core *c, struct write *w)
{
	struct asking *k = w->u;
	bool now;
	enum err rc;

	if ((rc = check_ask(c, w, k)) != OK ||
	    (rc = set_times(c, w, k)) != OK ||
	    (rc = core_numbers(c, "approval", 1, &k->number)) != OK)
		return rc;
	now = k->band->need == 0;
	k->id = id_make(w->now);
	rc = q_approval_add(c->db, k->id, k->number, w->id, k->rule.name,
	    k->reason, k->in->amount, k->rule.currency, k->band->need,
	    k->band->roles, now ? STR("given") : STR("open"), c->me.id, w->at,
	    k->expires_at, now ? w->at : 0, now ? 0 : k->remind_at,
	    k->rule.calendar, NULL);
	if (rc == ERR_CONFLICT || rc == ERR_INVALID)
		return fail(&c->fault, ERR_INVALID,
		    _("a request of '%s' waits already on T-%lld; withdraw it "
		      "first"),
		    approval_title(&k->rule, list_lang(c)).s,
		    (long long)k->t.number);
	if (rc != OK)
		return core_db(c, rc);
	w->version = k->t.version;
	tell_ask(c, w, k);
	return now ? OK : call_people(c, w, k);
}

enum err
approval_ask(struct core *c, const struct approval_new *in, int64_t *number)
{
	struct rows_approval_list rows;
	struct asking k = { .in = in };
	struct write w = { .may = MAY_TICKET_EDIT,
		.kind = "approval.ask",
		.entity = "ticket",
		.id = in->ticket,
		.body = ask_body,
		.u = &k };
	enum err rc = core_write(c, &w);

	/* Told again: the newest of the ticket. */
	if (rc == OK && w.replayed &&
	    (rc = approval_list(c, &c->scratch, w.id, true, 0, &rows)) == OK)
		for (size_t i = 0; i < rows.n; i++)
			if (rows.v[i].number > k.number)
				k.number = rows.v[i].number;
	if (rc == OK)
		*number = k.number;
	return rc;
}

/* ---- deciding ----------------------------------------------------------- */

struct deciding {
	int64_t number;
	const char *verdict; /* "given", "refused" */
	struct str reason;
	struct row_approval_take p;
};

static enum err
take(struct core *c, int64_t number, struct row_approval_take *p)
{
	struct row_ticket_get seen;
	enum err rc = q_approval_take(c->db, &c->scratch, number, p);

	if (rc == OK)
		rc = ticket_get(c, &c->scratch, p->ticket, &seen);
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no approval %lld, or none that you may see"),
		    (long long)number);
	return core_db(c, rc);
}

static enum err
check_open(struct core *c, const struct row_approval_take *p, msec now)
{
	bool over = p->expires_at <= now;

	if (str_is(p->state, "open") && !over)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    over && str_is(p->state, "open")
		? _("approval %lld has expired; ask anew")
		: _("approval %lld is decided already"),
	    (long long)p->number);
}

/* Whose seat: one's own before one that was given on. */
static enum err
find_seat(struct core *c, const struct row_approval_take *p, msec now,
    struct id *seat)
{
	struct rows_approval_seats seats;
	enum err rc;

	if (id_eq(p->asked_by, c->me.id))
		return fail(&c->fault, ERR_DENIED,
		    _("you asked for it yourself: somebody else decides"));
	rc = core_db(c,
	    q_approval_seats(c->db, &c->scratch, c->me.id, p->id, now, &seats));
	if (rc == OK && seats.n == 0)
		return fail(&c->fault, ERR_DENIED,
		    _("approval %lld is not yours to decide, or you have "
		      "decided; it takes one of %s"),
		    (long long)p->number,
		    roles_called(&c->scratch, p->roles).s);
	if (rc == OK)
		*seat = seats.v[0].seat;
	return rc;
}

static struct str
outcome(const struct row_approval_take *p, const char *verdict)
{
	if (strcmp(verdict, "refused") == 0)
		return STR("refused");
	return p->given + 1 >= p->need ? STR("given") : STR("open");
}

static enum err
settle(struct core *c, struct write *w, const struct deciding *d)
{
	struct news n = { .n = 0 };
	const struct row_approval_take *p = &d->p;
	struct str state = outcome(p, d->verdict);
	int64_t saved = 0;
	enum err rc;

	rc = q_approval_save(c->db, p->id, p->version, state,
	    str_is(state, "open") ? 0 : w->at, &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody decided approval %lld just now; look again"),
		    (long long)p->number);
	if (rc != OK || str_is(state, "open"))
		return core_db(c, rc);
	write_set(c, w, "decision", STR("open"), state);
	if (str_is(state, "given") && (rc = complaint_agreed(c, w)) != OK)
		return rc;
	n.say = str_is(state, "given") ? N_("approval %lld was given: %s")
				       : N_("approval %lld was refused: %s");
	news_number(c, &n, p->number);
	news_money(&n, p->amount, p->currency);
	return approval_notify(c, w, p->asked_by, p->ticket,
	    str_printf(&c->scratch, "approval/%s/%s", p->id.s, state.s), &n);
}

static enum err
decide_body(struct core *c, struct write *w)
{
	struct deciding *d = w->u;
	struct str reason;
	int64_t added = 0;
	struct id seat;
	enum err rc;

	if ((rc = take(c, d->number, &d->p)) != OK ||
	    (rc = check_open(c, &d->p, w->now)) != OK ||
	    (rc = find_seat(c, &d->p, w->at, &seat)) != OK ||
	    (rc = core_text(c, _("the reason"), d->reason, REASON_MAX, true,
		 strcmp(d->verdict, "given") == 0, &reason)) != OK)
		return rc;
	rc = core_db(c,
	    q_approval_vote_add(c->db, d->p.id, c->me.id, seat, d->p.asked_by,
		str_of(d->verdict), reason, w->at, &added));
	if (rc == OK && added == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("you have decided approval %lld already"),
		    (long long)d->number);
	if (rc != OK)
		return rc;
	w->version = 1;
	write_set_int(c, w, "approval", 0, d->number);
	if (!id_eq(seat, c->me.id))
		write_set(c, w, "instead", STR_NONE, id_str(&seat));
	write_set(c, w, "reason", STR_NONE, reason);
	return settle(c, w, d);
}

/* The event is the ticket's: its id must be known before. */
static enum err
decide(struct core *c, const char *kind, struct deciding *d,
    enum err (*body)(struct core *, struct write *))
{
	struct write w = { .may = MAY_ANYONE,
		.kind = kind,
		.entity = "ticket",
		.body = body,
		.u = d };
	enum err rc;

	if (id_none(c->me.id))
		return core_allow(c, MAY_TICKET_READ, NULL);
	d->reason = list_given(d->reason);
	if (!core_applied(c, "ticket", &w.id)) {
		if ((rc = take(c, d->number, &d->p)) != OK)
			return rc;
		w.id = d->p.ticket;
	}
	return core_write(c, &w);
}

enum err
approval_give(struct core *c, int64_t number, struct str reason)
{
	struct deciding d = {
		.number = number, .verdict = "given", .reason = reason
	};

	return decide(c, "approval.give", &d, decide_body);
}

enum err
approval_refuse(struct core *c, int64_t number, struct str reason)
{
	struct deciding d = {
		.number = number, .verdict = "refused", .reason = reason
	};

	return decide(c, "approval.refuse", &d, decide_body);
}

static enum err
withdraw_body(struct core *c, struct write *w)
{
	struct deciding *d = w->u;
	int64_t saved = 0;
	enum err rc;

	if ((rc = take(c, d->number, &d->p)) != OK ||
	    (rc = check_open(c, &d->p, w->now)) != OK)
		return rc;
	if (!id_eq(d->p.asked_by, c->me.id))
		return fail(&c->fault, ERR_DENIED,
		    _("somebody else asked for approval %lld; refuse it "
		      "instead"),
		    (long long)d->number);
	rc = q_approval_save(c->db, d->p.id, d->p.version, STR("withdrawn"),
	    w->at, &saved);
	if (rc == OK && saved == 0)
		return fail(&c->fault, ERR_CONFLICT,
		    _("somebody decided approval %lld just now; look again"),
		    (long long)d->number);
	w->version = 1;
	write_set_int(c, w, "approval", 0, d->number);
	write_set(c, w, "decision", STR("open"), STR("withdrawn"));
	return core_db(c, rc);
}

enum err
approval_withdraw(struct core *c, int64_t number)
{
	struct deciding d = { .number = number, .reason = STR_NONE };

	return decide(c, "approval.withdraw", &d, withdraw_body);
}

/* ---- reading ------------------------------------------------------------ */

enum err
approval_list(struct core *c, struct arena *a, struct id ticket, bool all,
    int64_t limit, struct rows_approval_list *rows)
{
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_approval_list(c->db, a, &scope, ticket, all, clock_now(c->clock),
		list_limit(limit, 50, 500), rows));
}

enum err
approval_votes(struct core *c, struct arena *a, struct id approval,
    struct rows_approval_votes *rows)
{
	enum err rc = core_allow(c, MAY_TICKET_READ, NULL);

	if (rc != OK)
		return rc;
	return core_db(c,
	    q_approval_votes(c->db, a,
		list_ids(&c->scratch, &approval, 1, sizeof(approval)), rows));
}
