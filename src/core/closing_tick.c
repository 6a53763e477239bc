/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * closing_tick.c - a ticket's time has come: its customer is told, or it ends.
 */
#include "base/json.h"
#include "core/approval.h"
#include "core/closing_own.h"
#include "core/complaint.h"
#include "core/courtesy.h"
#include "core/link.h"
#include "core/message.h"
#include "core/promise_keep.h"
#include "core/referral.h"
#include "core/undo.h"

struct tick {
	enum closing_did did;
	struct row_ticket_take was;
	struct row_closing_take row;
	struct closing_plan plan;
	enum news_own why; /* it was stopped */
};

/* ---- is it so? ---------------------------------------------------------- */

static enum err
no_longer(struct core *c, const struct tick *k)
{
	return fail(&c->fault, ERR_CONFLICT, _("T-%lld is no longer so"),
	    (long long)k->was.number);
}

static enum err
look(struct core *c, struct write *w, struct tick *k)
{
	const struct policy *p;
	struct policies *all;
	msec held;
	enum err rc;

	rc = q_ticket_take(c->db, &c->scratch, &w->scope, w->id, &k->was);
	if (rc != OK)
		return ticket_found(c, rc);
	w->version = k->was.version;
	rc = q_closing_take(c->db, &c->scratch, w->id, &k->row);
	if (rc == ERR_NOT_FOUND ||
	    (rc == OK &&
		(k->row.next_at == 0 || k->row.next_at > w->now ||
		    !str_eq(k->row.state, k->was.state))))
		return no_longer(c, k);
	if (rc != OK)
		return core_db(c, rc);
	/* The customer wrote, and somebody looks at it first. */
	if ((rc = courtesy_at(c, w->id, &held)) != OK)
		return rc;
	if (held != 0)
		return no_longer(c, k);
	if ((rc = policies_now(c, &all)) != OK)
		return rc;
	if ((p = policy_find(all, k->row.policy)) == NULL)
		return no_longer(c, k);
	rc = closing_plan(c, p, k->row.state, k->row.since_at, &k->plan);
	return rc == ERR_NOT_FOUND ? no_longer(c, k) : rc;
}

/* ---- a warning ---------------------------------------------------------- */

/* How many of them should be out by now. */
static int64_t
due_warnings(const struct tick *k, msec now)
{
	int64_t n = 0;

	while (n < (int64_t)k->plan.n && k->plan.warn[n] <= now)
		n++;
	return n;
}

/* After the last one the customer has the time that the policy gives. */
static enum err
grace(struct core *c, const struct tick *k, msec now, msec *close_at)
{
	struct sla_target gap = { .by = SLA_SPAN };
	msec end;
	enum err rc = due_between(c, k->plan.calendar,
	    k->plan.warn[k->plan.n - 1], k->plan.close_at, &gap.ms);

	if (rc == OK)
		rc = due_at(c, k->plan.calendar, now, &gap, &end);
	if (rc == OK && end > *close_at)
		*close_at = end;
	return rc;
}

static enum err
warn_body(struct core *c, struct write *w)
{
	struct tick *k = w->u;
	int64_t n;
	msec close_at, next;
	struct id letter;
	char iso[CLOCK_ISO];
	enum err rc;

	if ((rc = look(c, w, k)) != OK)
		return rc;
	n = due_warnings(k, w->now);
	if (n <= k->row.warned)
		return no_longer(c, k);
	close_at = k->row.close_at;
	if (n == (int64_t)k->plan.n &&
	    (rc = grace(c, k, w->now, &close_at)) != OK)
		return rc;
	next = n < (int64_t)k->plan.n ? k->plan.warn[n] : close_at;
	if ((rc = closing_letter(c, w, k->row.state, close_at, &letter)) != OK)
		return rc;
	write_set(c, w, "closes", STR_NONE, str_of(clock_iso(close_at, iso)));
	if (id_none(letter))
		write_set(c, w, "unreached", STR_NONE, STR("yes"));
	return core_db(c, q_closing_set(c->db, w->id, n, next, close_at, NULL));
}

/* ---- the end ------------------------------------------------------------ */

static enum err
check_resolve(struct core *c, const struct write *w, struct tick *k)
{
	enum err rc;

	k->why = OWN_FIELDS;
	if ((rc = ticket_check_closing(c, &k->was)) != OK)
		return rc;
	k->why = OWN_AWAITED;
	if ((rc = approval_settled(c, w->id, w->now)) != OK)
		return rc;
	k->why = OWN_RULES;
	return OK;
}

/* Why it was resolved, for whoever reads it later. */
static enum err
resolve(struct core *c, struct write *w, struct tick *k,
    struct row_ticket_take *now, struct id *note)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("resolution"),
		.ticket = w->id,
		.body = news_own(OWN_NO_ANSWER) };
	enum err rc;

	now->state = STR("resolved");
	now->until_at = 0;
	now->resolved_at = w->at;
	if ((rc = check_resolve(c, w, k)) != OK ||
	    (rc = referral_release(c, w, now, STR_NONE)) != OK)
		return rc;
	return message_put(c, w, &m, note);
}

static enum err
end_ticket(struct core *c, struct write *w, struct tick *k,
    struct row_ticket_take *now, struct id *note)
{
	enum err rc;

	k->why = OWN_BLOCKED;
	if ((rc = link_blocks(c, &k->was)) != OK)
		return rc;
	k->why = OWN_RULES;
	if (str_is(k->was.state, "pending-customer"))
		return resolve(c, w, k, now, note);
	now->state = STR("closed");
	now->closed_at = w->at;
	return OK;
}

static enum err
end_body(struct core *c, struct write *w)
{
	struct tick *k = w->u;
	struct row_ticket_take now;
	struct id note = ID_NONE, letter;
	enum err rc;

	if ((rc = look(c, w, k)) != OK)
		return rc;
	if (k->row.close_at > w->now)
		return no_longer(c, k);
	now = k->was;
	if ((rc = end_ticket(c, w, k, &now, &note)) != OK ||
	    (rc = closing_letter(c, w, k->was.state, 0, &letter)) != OK ||
	    (rc = ticket_put(c, w, &k->was, &now, STR("lapse"))) != OK)
		return rc;
	w->body_json = str_printf(&c->scratch,
	    "{\"message\":\"%s\",\"letter\":\"%s\"}", note.s, letter.s);
	return promise_follow(c, w, w->id);
}

/* ---- it may not --------------------------------------------------------- */

static enum err
tell_stopped(struct core *c, const struct write *w, const struct tick *k)
{
	bool mine = !id_none(k->was.owner);
	struct news n = { .kind = "closing",
		.severity = 2,
		.team = mine ? STR_NONE : k->was.team,
		.agent = mine ? k->was.owner : ID_NONE,
		.entity = "ticket",
		.about = w->id,
		.once = str_printf(&c->scratch, "closing/%s/%lld", w->id.s,
		    (long long)k->row.since_at),
		.at = w->at,
		.until = w->now + DAYS(14) };
	enum err rc = closing_why(c, &k->was, k->why, &n);

	return rc == OK ? news_put(c, w, &n, NULL) : rc;
}

static enum err
stop_body(struct core *c, struct write *w)
{
	struct tick *k = w->u;
	enum err rc;

	if ((rc = look(c, w, k)) != OK)
		return rc;
	write_set(c, w, "why", STR_NONE, news_own(k->why));
	rc = q_closing_set(c->db, w->id, k->row.warned, 0, k->row.close_at,
	    NULL);
	if (rc != OK || (id_none(k->was.owner) && k->was.team.len == 0))
		return core_db(c, rc);
	return tell_stopped(c, w, k);
}

/* ---- all of it ---------------------------------------------------------- */

static enum err
go(struct core *c, struct id ticket, const char *kind,
    enum err (*body)(struct core *, struct write *), struct tick *k)
{
	struct write w = { .may = MAY_SLA_KEEP,
		.kind = kind,
		.entity = "ticket",
		.id = ticket,
		.body = body,
		.u = k };

	return core_write(c, &w);
}

enum err
closing_tick(struct core *c, struct id ticket, enum closing_did *did)
{
	struct tick k = { .did = CLOSING_WARNED };
	enum err rc = go(c, ticket, "ticket.warn", warn_body, &k);

	*did = CLOSING_WARNED;
	if (rc != ERR_CONFLICT)
		return rc;
	*did = CLOSING_ENDED;
	rc = go(c, ticket, "ticket.lapse", end_body, &k);
	if (rc != ERR_INVALID && rc != ERR_NEED_ARG)
		return rc;
	*did = CLOSING_STOPPED;
	return go(c, ticket, "ticket.lapse-stopped", stop_body, &k);
}

/* ---- taken back --------------------------------------------------------- */

/* A letter that has not left is called back; one that has stays told. */
enum err
lapse_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct id letter = ID_NONE;
	struct json *json;
	int64_t called = 0;
	enum err rc = OK;

	if (json_parse(u->body, &json, NULL) == OK) {
		(void)id_parse(json_str(json_get(json, "letter")), &letter);
		json_free(json);
	}
	if (!id_none(letter))
		rc = u->redo ? q_letter_again(c->db, letter, &called)
			     : q_letter_recall(c->db, letter, w->now, &called);
	if (rc == OK && called > 0)
		rc = q_message_withdraw(c->db, letter, u->redo ? 0 : w->at,
		    NULL);
	return rc == OK ? ticket_undo(c, w, u) : core_db(c, rc);
}
