/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral_answer.c - a leg is answered: whose move it is, what it asks for,
 * and where the ticket is after it.
 */
#include "core/list.h"
#include "core/referral_own.h"
#include "core/state_word.h"
#include "core/ticket_own.h"

/* ---- whose move it is --------------------------------------------------- */

static enum err
check_side(struct core *c, const struct write *w, const struct referral_work *k,
    const struct row_referral_take *leg, enum referral_side side)
{
	bool receiver = side == REFERRAL_RECEIVER;
	struct str team = receiver ? leg->to_team : k->was.team;
	struct referral_sides s = { .to_team = leg->to_team,
		.from_team = k->was.team,
		.to_owner = leg->owner,
		.from_owner = k->was.owner,
		.sent_by = leg->sent_by };
	bool mine;
	enum err rc = referral_is_side(c, &w->scope, &s, side, &mine);

	if (rc != OK || mine)
		return rc;
	return fail(&c->fault, ERR_DENIED,
	    receiver ? _("'%s' is for the team that was asked, %s")
		     : _("'%s' is for the team that sent it, %s"),
	    move_called(k->verb), team_called(c, team));
}

/* "completed (Ana Soto, today 11:48)": what another did to the last leg; NULL
 * where there was none, or it was oneself. */
static const char *
ended_by(struct core *c, struct id ticket)
{
	struct row_history_state last;
	const char *is, *by;

	if (q_history_state(c->db, &c->scratch, ticket, STR("referral"),
		&last) != OK ||
	    last.state.len == 0 || !referral_over(last.state))
		return NULL;
	is = leg_is(last.state);
	by = ticket_state_by(c, ticket, "referral", is);
	return by != is ? by : NULL;
}

static enum err
no_leg(struct core *c, const struct referral_work *k)
{
	const char *by = ended_by(c, k->was.id);

	if (by == NULL)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is with no other team: F6, or 'referral send', "
		      "refers it"),
		    (long long)k->was.number);
	(void)fail(&c->fault, ERR_INVALID,
	    _("T-%lld is with no other team any more, its leg is %s; F6, or "
	      "'referral send', refers it again"),
	    (long long)k->was.number, by);
	return ticket_refused_by_state(c);
}

static enum err
open_leg(struct core *c, const struct referral_work *k,
    struct row_referral_take *leg)
{
	return id_none(k->is.leg)
	    ? no_leg(c, k)
	    : core_db(c, q_referral_take(c->db, &c->scratch, k->is.leg, leg));
}

static enum err
no_move(struct core *c, const struct referral_work *k,
    const struct row_referral_take *leg)
{
	(void)fail(&c->fault, ERR_INVALID,
	    _("the leg of T-%lld is %s: '%s' is not possible; possible now: "
	      "%s"),
	    (long long)k->was.number,
	    ticket_state_by(c, k->was.id, "referral", leg_is(leg->state)),
	    move_called(k->verb),
	    moves_called(&c->scratch,
		referral_move_list(&c->scratch, leg->state))
		.s);
	return ticket_refused_by_state(c);
}

/* The open leg, when the verb is possible and the acting person's. */
static enum err
find_leg(struct core *c, const struct write *w, const struct referral_work *k,
    struct row_referral_take *was, const struct referral_move **m)
{
	enum err rc = open_leg(c, k, was);

	if (rc != OK)
		return rc;
	if ((*m = referral_move_find(k->verb, was->state)) == NULL)
		return no_move(c, k, was);
	return check_side(c, w, k, was, (*m)->side);
}

static enum may
right_of(const char *verb)
{
	size_t i = 0;

	while (strcmp(referral_moves[i].verb, verb) != 0)
		i++;
	return referral_moves[i].may;
}

enum err
referral_may(struct core *c, struct id ticket, const char *verb)
{
	struct write w = { .id = ticket };
	struct referral_work k = { .verb = verb };
	const struct referral_move *m;
	struct row_referral_take was;
	enum err rc = core_allow(c, right_of(verb), &w.scope);

	if (rc != OK)
		return rc;
	rc = q_ticket_take(c->db, &c->scratch, &w.scope, ticket, &k.was);
	if (rc != OK)
		return ticket_beyond(c, ticket, rc);
	rc = core_db(c, q_promise_case(c->db, &c->scratch, ticket, &k.is));
	return rc == OK ? find_leg(c, &w, &k, &was, &m) : rc;
}

/* The open leg, and where this answer leads. */
enum err
referral_answering(struct core *c, struct write *w, struct referral_work *k,
    struct row_referral_take *was, struct row_referral_take *now)
{
	const struct referral_move *m;
	enum err rc;

	if ((rc = referral_begin(c, w, k)) != OK ||
	    (rc = find_leg(c, w, k, was, &m)) != OK)
		return rc;
	*now = *was;
	now->state = str_of(m->to);
	if (referral_over(now->state))
		now->ended_at = w->at;
	return OK;
}

static enum err
on_accept(struct core *c, struct referral_work *k,
    struct row_referral_take *now, msec at)
{
	struct id who = k->answer->agent;
	enum err rc;

	if (id_none(who))
		who = id_none(now->owner) ? c->me.id : now->owner;
	else if ((rc = ticket_check_owner(c, who)) != OK)
		return rc;
	now->owner = who;
	if (now->accepted_at == 0)
		now->accepted_at = at;
	k->now.lent_owner = who;
	return OK;
}

/* It came back undone: was that to and fro? */
static enum err
on_reject(struct core *c, struct write *w, struct referral_work *k,
    struct row_referral_take *now)
{
	struct rows_referral_path path;
	bool bounced;
	enum err rc;

	rc = core_db(c, q_referral_path(c->db, &c->scratch, w->id, &path));
	if (rc == OK)
		rc = referral_ping_pong(c, k->policies, &k->is, &path,
		    now->from_team, false, w->at, &bounced);
	if (rc != OK || !bounced || now->ping_pong)
		return rc;
	now->ping_pong = true;
	return referral_bounced(c, w, k, now->leg);
}

static bool
needs_reason(const char *verb)
{
	return strcmp(verb, "reject") == 0 || strcmp(verb, "return") == 0;
}

static bool
needs_words(const char *verb)
{
	return strcmp(verb, "accept") != 0 && strcmp(verb, "recall") != 0;
}

static enum err
read_answer(struct core *c, struct referral_work *k,
    struct row_referral_take *now)
{
	enum err rc;

	if (needs_reason(k->verb)) {
		now->why = list_given(k->answer->reason);
		if ((rc = referral_reason(c, k->verb, now->why)) != OK)
			return rc;
	}
	rc = referral_words(c, k->answer->text, !needs_words(k->verb),
	    &k->words);
	if (rc == OK && k->words.len > 0)
		now->answer = k->words;
	return rc;
}

/* Where the ticket is after it. */
static enum err
move_ticket(struct core *c, struct referral_work *k,
    const struct row_referral_take *now)
{
	if (referral_over(now->state)) {
		k->now.lent_to = STR_NONE;
		k->now.lent_owner = ID_NONE;
	}
	if (str_is(now->state, "resent")) {
		if (!str_is(k->was.state, "open"))
			return fail(&c->fault, ERR_INVALID,
			    _("T-%lld is %s: resume it before you send it "
			      "again"),
			    (long long)k->was.number, ticket_is(k->was.state));
		k->now.state = STR("referred");
	} else if (str_is(k->was.state, "referred") &&
	    (referral_over(now->state) || str_is(now->state, "returned"))) {
		k->now.state = STR("open");
	}
	return OK;
}

static enum err
answer_body(struct core *c, struct write *w)
{
	struct referral_work *k = w->u;
	struct row_referral_take was, now;
	enum err rc;

	if ((rc = referral_answering(c, w, k, &was, &now)) != OK ||
	    (rc = read_answer(c, k, &now)) != OK)
		return rc;
	if (strcmp(k->verb, "accept") == 0)
		rc = on_accept(c, k, &now, w->at);
	else if (strcmp(k->verb, "reject") == 0)
		rc = on_reject(c, w, k, &now);
	else if (strcmp(k->verb, "return") == 0)
		now.returns++;
	if (rc != OK || (rc = move_ticket(c, k, &now)) != OK ||
	    (rc = referral_put(c, w, "referral", &was, &now)) != OK)
		return rc;
	return referral_finish(c, w, k, &now,
	    now.why.len > 0 ? now.why : now.state);
}

enum err
referral_do(struct core *c, const char *verb, struct id ticket,
    const struct referral_answer *answer, int64_t version)
{
	struct referral_work k = {
		.verb = verb, .answer = answer, .version = version
	};

	return referral_write(c, ticket, &k,
	    strcmp(verb, "hand") == 0 ? referral_hand : answer_body);
}
