/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_move.c - a ticket goes from state to state, as the table in
 * ticket_state.c has it.
 */
#include "core/courtesy.h"
#include "core/follow.h"
#include "core/link.h"
#include "core/list.h"
#include "core/moves.h"
#include "core/promise_keep.h"
#include "core/referral.h"
#include "core/state_word.h"
#include "core/ticket_own.h"
#include "core/ticket_route.h"
#include "core/when.h"

enum { REASON_MAX = 200 };

const char *
ticket_state_by(struct core *c, struct id ticket, const char *entity,
    const char *is)
{
	struct row_history_state by;

	if (q_history_state(c->db, &c->scratch, ticket, str_of(entity), &by) !=
		OK ||
	    by.actor_name.len == 0 || id_eq(by.actor, c->me.id))
		return is;
	return str_printf(&c->scratch, "%s (%s, %s)", is, by.actor_name.s,
	    when_print(&c->scratch, zone_get(c->me.zone), by.at,
		clock_now(c->clock))
		.s)
	    .s;
}

static const char *
state_said(struct core *c, const struct row_ticket_take *t)
{
	return ticket_state_by(c, t->id, "ticket", ticket_is(t->state));
}

enum err
ticket_refused_by_state(struct core *c)
{
	c->fault.state = true;
	return ERR_INVALID;
}

enum err
ticket_over(struct core *c, const struct row_ticket_take *t)
{
	bool stays = ticket_move_list(&c->scratch, t->state, "").len == 0;

	(void)fail(&c->fault, ERR_INVALID,
	    stays ? _("T-%lld is %s and stays so: nobody works on it")
		  : _("T-%lld is %s and nobody works on it; reopen it first"),
	    (long long)t->number, state_said(c, t));
	return ticket_refused_by_state(c);
}

/* What its time is over for is not among what is possible. */
static struct str
possible(struct core *c, const struct row_ticket_take *was)
{
	bool over = was->resolved_at != 0 &&
	    promise_reopens(c, was, clock_now(c->clock)) != OK;

	c->fault = (struct fault){ .code = OK };
	return ticket_move_list(&c->scratch, was->state, over ? "reopen" : "");
}

/* "park: waiting for the customer": a verb, and where to if that was said. */
static const char *
move_said(struct core *c, const struct ticket_change *ch)
{
	const char *verb = move_called(ch->verb);

	return ch->to.len > 0
	    ? str_printf(&c->scratch, "%s: %s", verb, ticket_is(ch->to)).s
	    : verb;
}

static enum err
no_move(struct core *c, const struct ticket_change *ch,
    const struct row_ticket_take *was)
{
	struct str can = possible(c, was);

	if (can.len == 0)
		(void)fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s and stays so; '%s' is not possible"),
		    (long long)was->number, state_said(c, was),
		    move_called(ch->verb));
	else
		(void)fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s: '%s' is not possible; possible now: %s"),
		    (long long)was->number, state_said(c, was),
		    move_said(c, ch), moves_called(&c->scratch, can).s);
	return ticket_refused_by_state(c);
}

/* The instants and the owner that go with the new state. */
void
ticket_settle(struct core *c, const struct write *w, const char *verb,
    struct row_ticket_take *now)
{
	bool works = strcmp(verb, "start") == 0 || strcmp(verb, "resolve") == 0;

	if (works && id_none(now->owner))
		now->owner = c->me.id;
	if (strcmp(verb, "resolve") == 0)
		now->resolved_at = w->at;
	if (strcmp(verb, "close") == 0 || strcmp(verb, "cancel") == 0)
		now->closed_at = w->at;
	if (strcmp(verb, "reopen") == 0) {
		now->cycle++;
		now->resolved_at = now->closed_at = 0;
	}
}

enum err
ticket_check_move(struct core *c, const struct ticket_change *ch,
    const struct row_ticket_take *was, const struct ticket_move **m)
{
	bool ends =
	    strcmp(ch->verb, "resolve") == 0 || strcmp(ch->verb, "close") == 0;
	enum err rc;

	if ((rc = link_points_on(c, was)) != OK)
		return rc;
	if ((*m = ticket_move_find(ch->verb, was->state, ch->to)) == NULL)
		return no_move(c, ch, was);
	if (ends && (rc = link_blocks(c, was)) != OK)
		return rc;
	return moves_check(c, *m, was, ch->fields, ch->nfields);
}

enum err
ticket_make_move(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	const struct ticket_move *m;
	enum err rc;

	if ((rc = ticket_check_move(c, ch, was, &m)) != OK)
		return rc;
	if (strcmp(ch->verb, "close") == 0 &&
	    (rc = courtesy_blocks(c, was)) != OK)
		return rc;
	now->state = str_of(m->to);
	now->until_at = 0;
	/* What is lent is with the other team again, or comes back first. */
	if (strcmp(ch->verb, "resume") == 0)
		return referral_resumes(c, now);
	if (ticket_state_done(now->state) &&
	    (rc = referral_release(c, w, now, ch->leg)) != OK)
		return rc;
	ticket_settle(c, w, ch->verb, now);
	return OK;
}

/* A move that says why. */
static enum err
make_reasoned(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	enum err rc;

	if ((rc = ticket_make_move(c, w, ch, was, now)) != OK ||
	    (rc = core_text(c, _("the reason"), ch->text, REASON_MAX, false,
		 false, &ch->reason)) != OK)
		return rc;
	write_set(c, w, "reason", STR_NONE, ch->reason);
	return OK;
}

static enum err
make_park(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	msec until = ch->until / SECONDS(1) * SECONDS(1);

	if (until != 0 && until <= w->at)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld cannot be parked until an instant that has "
		      "passed; nothing was changed"),
		    (long long)was->number);
	/* Parked as before, with another end: that is a change, too. */
	if (str_eq(was->state, ch->to) && until != 0 && until != was->until_at)
		ch->reason = STR_NONE;
	else {
		enum err rc = make_reasoned(c, w, ch, was, now);

		if (rc != OK)
			return rc;
	}
	now->until_at = until;
	return OK;
}

/* After the window: what goes on elsewhere does not go on here as well. */
static enum err
make_late(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	enum err rc = follow_points_on(c, was);

	return rc == OK ? make_reasoned(c, w, ch, was, now) : rc;
}

static enum err
make_reopen(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	enum err rc = promise_reopens(c, was, w->at);

	return rc == OK ? make_reasoned(c, w, ch, was, now) : rc;
}

enum may
ticket_move_right(const char *verb)
{
	for (size_t i = 0; i < nticket_moves; i++)
		if (strcmp(ticket_moves[i].verb, verb) == 0)
			return ticket_moves[i].may;
	return MAY_COUNT;
}

enum err
ticket_go(struct core *c, struct id id, struct ticket_change ch)
{
	return ticket_change(c, ticket_move_right(ch.verb), id, &ch);
}

enum err
ticket_start(struct core *c, struct id id, int64_t version)
{
	return ticket_go(c, id,
	    (struct ticket_change){ .verb = "start",
		.version = version,
		.make = ticket_make_move });
}

enum err
ticket_park(struct core *c, struct id id, struct str to, struct str reason,
    msec until, int64_t version)
{
	if (list_given(to).len == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say what the ticket waits for: pending-customer, "
		      "pending-third-party or scheduled"));
	return ticket_go(c, id,
	    (struct ticket_change){ .verb = "park",
		.to = to,
		.text = reason,
		.until = until,
		.version = version,
		.make = make_park });
}

enum err
ticket_resume(struct core *c, struct id id, int64_t version)
{
	return ticket_go(c, id,
	    (struct ticket_change){ .verb = "resume",
		.version = version,
		.make = ticket_make_move });
}

enum err
ticket_close(struct core *c, struct id id, int64_t version)
{
	return ticket_go(c, id,
	    (struct ticket_change){ .verb = "close",
		.version = version,
		.make = ticket_make_move });
}

/* Because of words that are held: it is open since they were said. */
static enum err
go_again(struct core *c, struct id id, struct ticket_change ch)
{
	msec at = c->at, said;
	enum err rc = courtesy_at(c, id, &said);

	if (rc != OK)
		return rc;
	if (at == 0 && said != 0)
		c->at = said;
	rc = ticket_go(c, id, ch);
	c->at = at;
	return rc;
}

enum err
ticket_reopen(struct core *c, struct id id, struct str reason, int64_t version)
{
	return go_again(c, id,
	    (struct ticket_change){ .verb = "reopen",
		.text = reason,
		.version = version,
		.make = make_reopen });
}

/* Whoever answers for the promises may open it whenever it was resolved. */
enum err
ticket_reopen_late(struct core *c, struct id id, struct str reason,
    int64_t version)
{
	enum err rc = core_allow(c, MAY_SLA_KEEP, NULL);

	return rc == OK ? ticket_go(c, id,
			      (struct ticket_change){ .verb = "reopen",
				  .text = reason,
				  .version = version,
				  .make = make_late })
			: rc;
}

enum err
ticket_cancel(struct core *c, struct id id, struct str reason, int64_t version)
{
	return ticket_go(c, id,
	    (struct ticket_change){ .verb = "cancel",
		.text = reason,
		.version = version,
		.make = make_reasoned });
}
