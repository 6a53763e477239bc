/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral.c - a leg is sent, answered and ended; the ticket goes with it.
 */
#include "core/referral.h"

#include "core/escalation.h"
#include "core/image.h"
#include "core/list.h"
#include "core/message.h"
#include "core/referral_own.h"
#include "core/ticket_body.h"

enum { ASK_MAX = 2000 };

struct work {
	const char *verb;
	const struct referral_new *new;	      /* send, transfer */
	const struct referral_answer *answer; /* the others */
	int64_t version;
	struct id id; /* of the new leg */

	/* in the body */
	struct row_ticket_take was, now;
	struct row_promise_case is;
	struct policies *policies;
	struct str words; /* what goes to the ticket as a message */
};

/* ---- whose move it is --------------------------------------------------- */

/* Who may do as much for a whole branch may do it for either side. */
static enum err
check_side(struct core *c, struct write *w, const struct work *k,
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
	    k->verb, team.len > 0 ? team.s : _("nobody yet"));
}

/* ---- words -------------------------------------------------------------- */

static enum err
check_reason(struct core *c, const char *verb, struct str code)
{
	struct rows_referral_reasons rows;
	struct str all = STR_NONE;
	enum err rc;

	if ((rc = referral_reasons(c, &c->scratch, verb, &rows)) != OK)
		return rc;
	for (size_t i = 0; i < rows.n; i++) {
		if (str_eq(rows.v[i].code, code))
			return OK;
		all = str_printf(&c->scratch, "%s%s%s", all.s,
		    i > 0 ? ", " : "", rows.v[i].code.s);
	}
	if (code.len == 0)
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say why with reason=: %s"), all.s);
	return fail(&c->fault, ERR_INVALID,
	    _("'%s' is no reason for it; there are %s"), code.s, all.s);
}

static enum err
check_words(struct core *c, struct str in, bool optional, struct str *out)
{
	return core_text(c, _("the text"), list_given(in), ASK_MAX, true,
	    optional, out);
}

/* What was asked or answered stands in the ticket's story, too. */
static enum err
say(struct core *c, struct write *w, const struct work *k)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("referral"),
		.ticket = w->id,
		.body = k->words };

	return k->words.len > 0 ? message_add(c, w, &m) : OK;
}

/* ---- who hears of it ---------------------------------------------------- */

static enum err
notice(struct core *c, struct write *w, struct id leg, struct str team,
    struct id agent, struct str text)
{
	/* The instant keeps a leg's answers of one kind apart. */
	struct str once = str_printf(&c->scratch, "%s/%s/%lld", leg.s, w->kind,
	    (long long)w->at);
	struct id id = id_make(w->now);
	int64_t put;
	enum err rc;

	if (team.len == 0 && id_none(agent))
		return OK;
	rc = core_db(c,
	    q_notice_put(c->db, id, STR("referral"), 2, text,
		id_none(agent) ? team : STR_NONE, STR_NONE, agent,
		STR("ticket"), w->id, once, ID_NONE, w->at, 0, &put));
	if (rc != OK || put == 0)
		return rc;
	return image_made(c, w, "notice", id_str(&id), STR_NONE, STR_NONE);
}

static const struct {
	const char *verb, *text;
	bool receiver; /* else the sender hears */
} news[] = {
	{ "send", N_("T-%lld is referred to your team: %s"), true },
	{ "transfer", N_("T-%lld is passed on to your team: %s"), true },
	{ "resend", N_("T-%lld comes again with what you asked for: %s"),
	    true },
	{ "recall", N_("T-%lld is taken back: you need not do anything%s"),
	    true },
	{ "accept", N_("T-%lld was accepted by the team that you asked%s"),
	    false },
	{ "reject", N_("T-%lld was not accepted: %s"), false },
	{ "return", N_("T-%lld came back, something is missing: %s"), false },
	{ "complete", N_("T-%lld came back done: %s"), false },
};

/* The first line is enough; the rest stands in the ticket. */
static struct str
head(struct core *c, struct str words)
{
	size_t n = strcspn(words.s, "\n");

	return str_copyn(&c->scratch, words.s, n);
}

static enum err
tell_side(struct core *c, struct write *w, const struct work *k,
    const struct row_referral_take *leg)
{
	for (size_t i = 0; i < countof(news); i++) {
		struct str text;

		if (strcmp(news[i].verb, k->verb) != 0)
			continue;
		text = str_printf(&c->scratch, _(news[i].text),
		    (long long)k->was.number,
		    strcmp(k->verb, "recall") == 0 ||
			    strcmp(k->verb, "accept") == 0
			? ""
			: head(c, k->words).s);
		if (text.len > 900)
			text = str_copyn(&c->scratch, text.s, 900);
		return news[i].receiver
		    ? notice(c, w, leg->id, leg->to_team, leg->owner, text)
		    : notice(c, w, leg->id, k->was.team, k->was.owner, text);
	}
	return OK;
}

/* Going to and fro is the supervisors' to settle. */
static enum err
tell_ping_pong(struct core *c, struct write *w, const struct work *k,
    int64_t leg)
{
	struct escalation e = { .id = id_make(w->now),
		.ticket = w->id,
		.kind = STR("ping_pong"),
		.round = 1,
		.cycle = k->is.cycle,
		.level = leg,
		.share = STR_NONE,
		.reason = STR_NONE,
		.to_team = STR_NONE,
		.to_skill = STR_NONE,
		.reached_at = w->at,
		.tell = TELL_SUPERVISOR };
	bool made;

	return escalation_make(c, w, k->policies, &k->is, &e, &made);
}

/* ---- beginning ---------------------------------------------------------- */

static enum err
take(struct core *c, struct write *w, struct work *k)
{
	enum err rc = ticket_take_at(c, w, k->version, &k->was);

	if (rc != OK || (rc = policies_now(c, &k->policies)) != OK)
		return rc;
	k->now = k->was;
	k->words = STR_NONE;
	return core_db(c, q_promise_case(c->db, &c->scratch, w->id, &k->is));
}

static enum err
open_leg(struct core *c, const struct work *k, struct row_referral_take *leg)
{
	if (id_none(k->is.leg))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is with no other team: 'referral send' refers "
		      "it"),
		    (long long)k->was.number);
	return core_db(c, q_referral_take(c->db, &c->scratch, k->is.leg, leg));
}

static struct str
hours(struct core *c, msec span)
{
	char text[24];

	return str_copy(&c->scratch,
	    str_of(clock_span_text(span < 0 ? -span : span, text)));
}

static enum err
no_fit(struct core *c, const struct work *k, const struct referral_guard *g)
{
	struct str by = g->nways > 0
	    ? str_printf(&c->scratch, _("; with priority %lld it would fit"),
		  (long long)g->ways[0].priority)
	    : STR_NONE;

	if (g->slack_ms < 0)
		return fail(&c->fault, ERR_INVALID,
		    _("%s would be done %s of working time after what the "
		      "customer is promised on T-%lld%s; despite=yes sends it "
		      "all the same"),
		    g->team.s, hours(c, g->slack_ms).s,
		    (long long)k->was.number, by.s);
	return fail(&c->fault, ERR_INVALID,
	    _("%s would leave %s of working time on T-%lld, and %s are to be "
	      "left%s; despite=yes sends it all the same"),
	    g->team.s, hours(c, g->slack_ms).s, (long long)k->was.number,
	    hours(c, g->reserve_ms).s, by.s);
}

/* The clocks as they are, for the guard. */
static enum err
fit(struct core *c, struct write *w, struct work *k, struct str team,
    struct referral_guard *g)
{
	struct clock_set s;
	enum err rc = clocks_load(c, k->policies, &k->is, w->id, &s);

	if (rc == OK)
		rc = referral_fit(c, k->policies, &s, team, k->now.priority,
		    w->at, g);
	if (rc == OK && !g->fits && !k->new->despite)
		return no_fit(c, k, g);
	return rc;
}

static enum err
check_new(struct core *c, struct work *k, struct row_referral_take *leg)
{
	const struct referral_new *n = k->new;
	enum err rc;

	leg->to_team = list_given(n->team);
	leg->reason = list_given(n->reason);
	if ((rc = ticket_check_team(c, leg->to_team)) != OK ||
	    (rc = check_reason(c, "send", leg->reason)) != OK ||
	    (rc = check_words(c, n->ask, false, &leg->ask)) != OK)
		return rc;
	if (str_eq(leg->to_team, leg->from_team) ||
	    str_eq(leg->to_team, k->was.team))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is of %s already; reject, return or complete it "
		      "to give it back, or choose another team"),
		    (long long)k->was.number, leg->to_team.s);
	if (n->priority == 0)
		return OK;
	if ((rc = core_allow(c, MAY_TICKET_EDIT, NULL)) != OK)
		return rc;
	k->now.priority = n->priority;
	return ticket_check_priority(c, n->priority);
}

/* A new leg, after those that were. */
static enum err
begin(struct core *c, struct write *w, struct work *k,
    struct row_referral_take *leg)
{
	struct rows_referral_path path;
	struct referral_guard g;
	bool bounced;
	enum err rc;

	if ((rc = check_new(c, k, leg)) != OK ||
	    (rc = fit(c, w, k, leg->to_team, &g)) != OK)
		return rc;
	rc = core_db(c, q_referral_path(c->db, &c->scratch, w->id, &path));
	if (rc != OK ||
	    (rc = referral_ping_pong(c, k->policies, &k->is, &path,
		 leg->to_team, true, w->at, &bounced)) != OK)
		return rc;
	k->id = id_make(w->now);
	leg->id = k->id;
	leg->ticket = w->id;
	leg->leg = path.n > 0 ? path.v[path.n - 1].leg + 1 : 1;
	leg->cycle = k->is.cycle;
	leg->state = STR("sent");
	leg->policy = g.policy;
	leg->sent_by = c->me.id;
	leg->sent_at = w->at;
	leg->warned = !g.fits;
	leg->slack_ms = g.slack_ms;
	leg->ping_pong = bounced;
	leg->rank = INT64_C(8000000000000000) + w->at;
	leg->version = 1;
	k->words = leg->ask;
	return bounced ? tell_ping_pong(c, w, k, leg->leg) : OK;
}

/* All that goes with a leg: the ticket, its story, its clocks, the notice. */
static enum err
finish(struct core *c, struct write *w, struct work *k,
    const struct row_referral_take *leg, struct str reason)
{
	enum err rc;

	if ((rc = ticket_put(c, w, &k->was, &k->now, reason)) != OK ||
	    (rc = say(c, w, k)) != OK || (rc = tell_side(c, w, k, leg)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}

static void
lend(struct work *k, const struct row_referral_take *leg)
{
	k->now.lent_to = leg->to_team;
	k->now.lent_owner = leg->owner;
}

static enum err
send_body(struct core *c, struct write *w)
{
	struct work *k = w->u;
	struct row_referral_take none = referral_none(), leg = none;
	enum err rc;

	if ((rc = take(c, w, k)) != OK)
		return rc;
	if (!id_none(k->is.leg))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is lent to %s already: recall it first, or let "
		      "them pass it on"),
		    (long long)k->was.number, k->was.lent_to.s);
	if (!str_is(k->was.state, "new") && !str_is(k->was.state, "open"))
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is %s: only what is new or open can be "
		      "referred"),
		    (long long)k->was.number, k->was.state.s);
	leg.from_team = k->was.team;
	if ((rc = begin(c, w, k, &leg)) != OK ||
	    (rc = referral_put(c, w, "referral", &none, &leg)) != OK)
		return rc;
	k->now.state = STR("referred");
	lend(k, &leg);
	return finish(c, w, k, &leg, leg.reason);
}

/* ---- answers ------------------------------------------------------------ */

static enum err
no_move(struct core *c, const struct work *k,
    const struct row_referral_take *leg)
{
	return fail(&c->fault, ERR_INVALID,
	    _("the leg of T-%lld is %s: '%s' is not possible; possible now: "
	      "%s"),
	    (long long)k->was.number, leg->state.s, k->verb,
	    referral_move_list(&c->scratch, leg->state).s);
}

/* The open leg, and where this answer leads. */
static enum err
begin_answer(struct core *c, struct write *w, struct work *k,
    struct row_referral_take *was, struct row_referral_take *now)
{
	const struct referral_move *m;
	enum err rc;

	if ((rc = take(c, w, k)) != OK || (rc = open_leg(c, k, was)) != OK)
		return rc;
	if ((m = referral_move_find(k->verb, was->state)) == NULL)
		return no_move(c, k, was);
	if ((rc = check_side(c, w, k, was, m->side)) != OK)
		return rc;
	*now = *was;
	now->state = str_of(m->to);
	if (referral_over(now->state))
		now->ended_at = w->at;
	return OK;
}

static enum err
transfer_body(struct core *c, struct write *w)
{
	struct work *k = w->u;
	struct row_referral_take was, now, none = referral_none(), next = none;
	enum err rc;

	if ((rc = begin_answer(c, w, k, &was, &now)) != OK)
		return rc;
	next.previous = was.id;
	next.from_team = was.to_team;
	if ((rc = begin(c, w, k, &next)) != OK ||
	    (rc = referral_put(c, w, "referral", &was, &now)) != OK ||
	    (rc = referral_put(c, w, "referral.next", &none, &next)) != OK)
		return rc;
	lend(k, &next);
	return finish(c, w, k, &next, next.reason);
}

/* Who takes it. */
static enum err
on_accept(struct core *c, struct work *k, struct row_referral_take *now,
    msec at)
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
on_reject(struct core *c, struct write *w, struct work *k,
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
	return tell_ping_pong(c, w, k, now->leg);
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
read_answer(struct core *c, struct work *k, struct row_referral_take *now)
{
	enum err rc;

	if (needs_reason(k->verb)) {
		now->why = list_given(k->answer->reason);
		if ((rc = check_reason(c, k->verb, now->why)) != OK)
			return rc;
	}
	rc = check_words(c, k->answer->text, !needs_words(k->verb), &k->words);
	if (rc == OK && k->words.len > 0)
		now->answer = k->words;
	return rc;
}

/* Where the ticket is after it. */
static enum err
move_ticket(struct core *c, struct work *k, const struct row_referral_take *now)
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
			    (long long)k->was.number, k->was.state.s);
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
	struct work *k = w->u;
	struct row_referral_take was, now;
	enum err rc;

	if ((rc = begin_answer(c, w, k, &was, &now)) != OK ||
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
	return finish(c, w, k, &now, now.why.len > 0 ? now.why : now.state);
}

/* ---- from outside ------------------------------------------------------- */

static enum may
right_of(const char *verb)
{
	for (size_t i = 0; i < nreferral_moves; i++)
		if (strcmp(referral_moves[i].verb, verb) == 0)
			return referral_moves[i].may;
	return MAY_TICKET_REFER;
}

static enum err
write_leg(struct core *c, struct id ticket, struct work *k,
    enum err (*body)(struct core *, struct write *))
{
	struct write w = { .may = right_of(k->verb),
		.kind = str_printf(&c->scratch, "referral.%s", k->verb).s,
		.entity = "ticket",
		.id = ticket,
		.body = body,
		.u = k };

	return core_write(c, &w);
}

enum err
referral_send(struct core *c, struct id ticket, const struct referral_new *new,
    int64_t version, struct id *id)
{
	struct work k = { .verb = "send", .new = new, .version = version };
	enum err rc = write_leg(c, ticket, &k, send_body);

	if (rc == OK)
		*id = k.id;
	return rc;
}

enum err
referral_transfer(struct core *c, struct id ticket,
    const struct referral_new *new, int64_t version, struct id *id)
{
	struct work k = { .verb = "transfer", .new = new, .version = version };
	enum err rc = write_leg(c, ticket, &k, transfer_body);

	if (rc == OK)
		*id = k.id;
	return rc;
}

enum err
referral_do(struct core *c, const char *verb, struct id ticket,
    const struct referral_answer *answer, int64_t version)
{
	struct work k = { .verb = verb, .answer = answer, .version = version };

	return write_leg(c, ticket, &k, answer_body);
}

/* ---- in bodies of tickets ----------------------------------------------- */

enum err
referral_resumes(struct core *c, struct row_ticket_take *now)
{
	struct row_referral_open_of leg;
	enum err rc;

	if (now->lent_to.len == 0)
		return OK;
	rc = q_referral_open_of(c->db, &c->scratch, now->id, &leg);
	if (rc == OK && !str_is(leg.state, "returned"))
		now->state = STR("referred");
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

static enum err
say_how(struct core *c, const struct row_ticket_take *t,
    const struct row_referral_open_of *leg, struct str how)
{
	if (how.len == 0)
		return fail(&c->fault, ERR_INVALID,
		    _("T-%lld is lent to %s: leg=recall takes it back and "
		      "leg=complete says that they did it, in the same step"),
		    (long long)t->number, leg->to_name.s);
	return fail(&c->fault, ERR_INVALID,
	    _("leg= is recall or complete, not '%s'"), how.s);
}

enum err
referral_release(struct core *c, struct write *w, struct row_ticket_take *t,
    struct str how)
{
	struct row_referral_open_of leg;
	struct row_referral_take was, now;
	enum err rc;

	if (t->lent_to.len == 0)
		return OK;
	rc = q_referral_open_of(c->db, &c->scratch, t->id, &leg);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc == OK)
		rc = q_referral_take(c->db, &c->scratch, leg.id, &was);
	if (rc != OK)
		return core_db(c, rc);
	now = was;
	if (str_is(how, "recall"))
		now.state = STR("recalled");
	else if (str_is(how, "complete"))
		now.state = STR("completed");
	else
		return say_how(c, t, &leg, how);
	now.ended_at = w->at;
	t->lent_to = STR_NONE;
	t->lent_owner = ID_NONE;
	return referral_put(c, w, "referral", &was, &now);
}
