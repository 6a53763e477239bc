/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verbs.c - what a verb's key does to a ticket in its state: a form, the whole
 * command, or the reason why not, with the key that helps.
 */
#include "screens/tickets.h"

struct ticket_facts
ticket_facts(struct id id, struct id owner, int64_t number, struct str state,
    struct str lent_to)
{
	return (struct ticket_facts){ .id = id,
		.owner = owner,
		.number = number,
		.state = state,
		.lent = lent_to.len > 0 };
}

static enum ticket_leg
leg_of(const struct referral_turn *x, struct id me)
{
	bool own = id_eq(x->owner, me);

	if (str_is(x->state, "returned"))
		return x->sent ? LEG_THEIRS : LEG_BACK;
	if (!x->asked)
		return LEG_THEIRS;
	if (str_is(x->state, "accepted"))
		return own ? LEG_OWN : LEG_TAKEN;
	return own || id_none(x->owner) ? LEG_ASKED : LEG_GIVEN;
}

enum err
ticket_legs(struct core *c, const struct id *tickets, size_t n,
    enum ticket_leg *out)
{
	struct referral_turn *x =
	    NEWN(&c->scratch, struct referral_turn, n + 1);
	enum err rc = referral_turns(c, tickets, n, x);

	for (size_t i = 0; rc == OK && i < n; i++)
		out[i] = leg_of(&x[i], c->me.id);
	return rc;
}

/* Why a verb has no effect in a state; "" is any other state. The number of
 * the ticket stands for %lld. */
static const struct {
	const char *verb, *state, *why;
} refusals[] = {
	{ "start", "resolved", N_("T-%lld is resolved. R reopens it.") },
	{ "start", "closed", N_("T-%lld is closed. R reopens it.") },
	{ "park", "resolved",
	    N_("T-%lld is resolved: nothing is left to wait for. R reopens "
	       "it.") },
	{ "park", "closed",
	    N_("T-%lld is closed: nothing is left to wait for. R reopens "
	       "it.") },
	{ "resolve", "resolved",
	    N_("T-%lld is resolved already. R reopens it, C closes it.") },
	{ "resolve", "closed", N_("T-%lld is closed. R reopens it.") },
	{ "close", "closed", N_("T-%lld is closed already.") },
	{ "close", "new", N_("T-%lld is not resolved yet: r, then C.") },
	{ "close", "open", N_("T-%lld is not resolved yet: r, then C.") },
	{ "close", "", N_("T-%lld waits and is not resolved: r, then C.") },
	{ "reopen", "new", N_("T-%lld is open: there is nothing to reopen.") },
	{ "reopen", "open", N_("T-%lld is open: there is nothing to reopen.") },
	{ "reopen", "pending-customer",
	    N_("T-%lld waits: t takes it up again.") },
	{ "reopen", "pending-third-party",
	    N_("T-%lld waits: t takes it up again.") },
	{ "reopen", "scheduled", N_("T-%lld waits: t takes it up again.") },
	{ "refer", "", N_("T-%lld is done: R reopens it first.") },
	{ "", "referred",
	    N_("T-%lld is with another team: it comes back first.") },
	{ "", "cancelled", N_("T-%lld was cancelled: nothing is owed.") },
};

const struct key_def *
ticket_work_keys(const struct screen *s)
{
	static const struct key_def keys[] = {
		{ "<Enter>", "open ticket", N_("open") },
		{ "t", "ticket start", N_("take") },
		{ "a", "ticket assign", N_("assign") },
		{ "m", "ticket route", N_("move it") },
		{ "<F6>", "ticket refer", N_("refer") },
		{ "b", "open chain", N_("referrals") },
		{ "n", "ticket note", N_("note") },
		{ "<F7>", "ticket escalate", N_("escalate") },
		{ 0 },
	};

	(void)s;
	return keys;
}

static const char *
refusal(const char *verb, struct str state)
{
	for (size_t i = 0; i < countof(refusals); i++)
		if ((*refusals[i].verb == '\0' ||
			strcmp(verb, refusals[i].verb) == 0) &&
		    (*refusals[i].state == '\0' ||
			str_is(state, refusals[i].state)))
			return _(refusals[i].why);
	return _("T-%lld: its state does not allow that.");
}

static enum screen_key
tell(struct buf *say, const char *why, const struct ticket_facts *t)
{
	buf_printf(say, why, (long long)t->number);
	return SCREEN_TELL;
}

bool
ticket_denied(const struct ticket_facts *t, enum may may, struct buf *say)
{
	struct str why = t->reach != NULL ? t->reach->why[may] : STR_NONE;

	if (why.len > 0)
		buf_printf(say, "%s.", why.s);
	return why.len > 0;
}

/* Whoever may not work on it while it is another team's, but may say whose it
 * is, has it first. */
static bool
mine_first(const struct ticket_facts *t, const struct me *me, struct buf *say)
{
	const char *begin =
	    ticket_move_find("start", t->state, STR_NONE) != NULL ? "start"
								  : "resume";

	if (str_is(t->state, "referred") || t->reach == NULL ||
	    t->reach->why[MAY_TICKET_EDIT].len == 0 ||
	    t->reach->why[MAY_TICKET_ASSIGN].len > 0 ||
	    ticket_move_find(begin, t->state, STR_NONE) == NULL)
		return false;
	buf_printf(say, "ticket assign %s agent=%s%cticket %s %s", t->id.s,
	    me->login.s, SAY_NEXT, begin, t->id.s);
	return true;
}

static const char *const went_back =
    N_("T-%lld is back with its team for information; n tells them more.");

/* What I sent is for the others to accept. */
static enum screen_key
take_leg(const struct ticket_facts *t, const struct me *me, struct buf *say)
{
	if (t->leg == LEG_THEIRS)
		return tell(say, refusal("start", t->state), t);
	if (t->leg == LEG_OWN)
		return tell(say, _("T-%lld is yours already."), t);
	buf_printf(say, "referral %s %s",
	    t->leg == LEG_TAKEN ? "hand" : "accept", t->id.s);
	if (t->leg == LEG_GIVEN)
		buf_printf(say, " agent=%s", me->login.s);
	return SCREEN_SAY;
}

/* Take: begin, go on, or from somebody else's hands into mine; what is lent
 * stays whose it is. */
static enum screen_key
take(const struct ticket_facts *t, const struct me *me, struct buf *say)
{
	bool waits = ticket_move_find("resume", t->state, STR_NONE) != NULL;
	bool stays = id_eq(t->owner, me->id) || (t->lent && waits);

	if (t->leg == LEG_BACK)
		return tell(say, _(went_back), t);
	if (mine_first(t, me, say))
		return SCREEN_SAY;
	if (ticket_denied(t,
		str_is(t->state, "open") ? MAY_TICKET_ASSIGN : MAY_TICKET_EDIT,
		say))
		return SCREEN_TELL;
	if (str_is(t->state, "referred"))
		return take_leg(t, me, say);
	if (ticket_move_find("start", t->state, STR_NONE) != NULL)
		buf_printf(say, "ticket start %s", t->id.s);
	else if (waits)
		buf_printf(say, "ticket resume %s", t->id.s);
	else if (!str_is(t->state, "open"))
		return tell(say, refusal("start", t->state), t);
	if (stays)
		return say->len > 0
		    ? SCREEN_SAY
		    : tell(say, _("T-%lld is yours already."), t);
	if (say->len == 0 || !id_none(t->owner) || waits)
		buf_printf(say, "%sticket assign %s agent=%s",
		    say->len > 0 ? (char[]){ SAY_NEXT, '\0' } : "", t->id.s,
		    me->login.s);
	return SCREEN_SAY;
}

/* Keys whose verb is a move of the state, and what they say; by which right. */
static const struct {
	const char *words, *verb, *says;
	enum may may;
} moves[] = {
	{ "ticket resolve", "resolve", "open resolve", MAY_TICKET_RESOLVE },
	{ "ticket close", "close", "ticket close", MAY_TICKET_RESOLVE },
	{ "ticket reopen", "reopen", "open reopen", MAY_TICKET_EDIT },
	{ "ticket park", "park", "open park", MAY_TICKET_EDIT },
	{ "ticket note", NULL, "open note", MAY_TICKET_EDIT },
	{ "ticket reply", NULL, "open reply", MAY_TICKET_EDIT },
	{ "ticket assign", NULL, "open assign", MAY_TICKET_ASSIGN },
	{ "ticket edit", NULL, "open edit", MAY_TICKET_EDIT },
	{ "ticket edit priority", NULL, "open priority", MAY_TICKET_EDIT },
	{ "ticket escalate", NULL, "open escalate", MAY_TICKET_EDIT },
	{ "ticket merge", NULL, "open join", MAY_TICKET_EDIT },
	{ "referral recall", NULL, "referral recall", MAY_TICKET_REFER },
};

static bool
allowed(const char *verb, struct str state)
{
	return verb == NULL ||
	    ticket_move_find(verb, state, STR_NONE) != NULL ||
	    ticket_move_before(verb, state, STR_NONE) != NULL;
}

/* What is here goes to another team; what is there is answered. */
static enum screen_key
refer(const struct ticket_facts *t, struct buf *say)
{
	bool there = t->lent || str_is(t->state, "referred");

	if (ticket_state_done(t->state))
		return tell(say, refusal("refer", t->state), t);
	if (there)
		buf_printf(say, "open chain %s", t->id.s);
	else if (!ticket_denied(t, MAY_TICKET_REFER, say))
		buf_printf(say, "open refer %s", t->id.s);
	else
		return SCREEN_TELL;
	return SCREEN_SAY;
}

/* To whoever is to work on it; what is with another team is passed on there. */
static enum screen_key
route(const struct ticket_facts *t, struct buf *say)
{
	if (ticket_state_done(t->state))
		return tell(say, refusal("refer", t->state), t);
	if (str_is(t->state, "referred"))
		buf_printf(say, "open chain %s", t->id.s);
	else if (!ticket_denied(t, MAY_TICKET_ASSIGN, say))
		buf_printf(say, "open route %s", t->id.s);
	else
		return SCREEN_TELL;
	return SCREEN_SAY;
}

static enum screen_key
word(const struct ticket_facts *t, const struct me *me, struct str words,
    struct buf *say)
{
	if (str_is(words, "ticket start"))
		return take(t, me, say);
	if (str_is(words, "ticket refer"))
		return refer(t, say);
	if (str_is(words, "ticket route"))
		return route(t, say);
	if (str_is(words, "ticket assign") &&
	    (t->leg == LEG_TAKEN || t->leg == LEG_OWN)) {
		buf_printf(say, "open reassign %s", t->id.s);
		return SCREEN_SAY;
	}
	if (str_is(words, "ticket split"))
		return tell(say,
		    _("Open T-%lld first: there Space marks the messages that "
		      "go, and D makes a ticket of them."),
		    t);
	for (size_t i = 0; i < countof(moves); i++) {
		if (!str_is(words, moves[i].words))
			continue;
		if (!allowed(moves[i].verb, t->state))
			return tell(say, refusal(moves[i].verb, t->state), t);
		if (moves[i].verb != NULL && t->leg == LEG_BACK)
			return tell(say, _(went_back), t);
		if (ticket_denied(t, moves[i].may, say))
			return SCREEN_TELL;
		buf_printf(say, "%s %s", moves[i].says, t->id.s);
		return SCREEN_SAY;
	}
	return SCREEN_IGNORED;
}

/* Nobody works on it any more: J leads to the one that goes on. */
static enum screen_key
joined(const struct ticket_facts *t, struct str words, struct buf *say)
{
	buf_reset(say);
	if (t->next.number == 0)
		return tell(say,
		    _("T-%lld was joined into another one; its page says "
		      "which."),
		    t);
	if (str_is(words, "ticket merge"))
		buf_printf(say, "open ticket %s", t->next.id.s);
	else
		buf_printf(say,
		    _("T-%lld was joined into T-%lld: J leads "
		      "there."),
		    (long long)t->number, (long long)t->next.number);
	return str_is(words, "ticket merge") ? SCREEN_SAY : SCREEN_TELL;
}

enum screen_key
ticket_word(const struct ticket_facts *t, const struct me *me, struct str words,
    struct buf *say)
{
	enum screen_key did = word(t, me, words, say);

	return did != SCREEN_IGNORED && str_is(t->state, "merged")
	    ? joined(t, words, say)
	    : did;
}
