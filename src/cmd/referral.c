/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * referral.c - the verbs about tickets lent to other teams.
 */
#include "core/referral.h"

#include "cmd/answer.h"
#include "cmd/refer.h"
#include "core/list.h"

static void
answer_span(struct reply *r, const char *name, msec span)
{
	char text[24];

	reply_text(r, name,
	    str_copy(r->arena, str_of(clock_worked_text(span, text))));
}

/* ---- looking ------------------------------------------------------------ */

/* The last leg of a ticket: what was just done to it. */
static enum err
answer(struct cmd_ctx *cx, struct id ticket)
{
	struct referral_chain chain;
	enum err rc = referral_chain(cx->core, cx->arena, ticket, &chain);

	if (rc != OK)
		return answer_unseen(cx, ticket, rc);
	if (chain.legs.n == 0) {
		reply_id(cx->reply, "ticket", ticket);
		return OK;
	}
	ANSWER(cx->reply, REFERRAL_CHAIN, &chain.legs.v[chain.legs.n - 1]);
	return OK;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct referral_filter f = {
		.desk = arg_bool(a, "mine"),
		.to = arg_str(a, "to"),
		.from = arg_str(a, "from"),
		.kind = arg_str(a, "kind"),
		.past = arg_bool(a, "past"),
		.ping_pong = arg_bool(a, "ping-pong"),
		.limit = arg_int(a, "limit", 0),
	};
	struct rows_referral_rows rows;
	enum err rc = referral_list(cx->core, cx->arena, &f, &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", REFERRAL_ROWS, rows);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct referral_chain chain;
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (rc = referral_chain(cx->core, cx->arena, id, &chain)) != OK)
		return rc;
	reply_id(cx->reply, "ticket", id);
	reply_text(cx->reply, "holder", chain.holder);
	if (chain.calendar.len > 0)
		reply_text(cx->reply, "clock",
		    str_of(promise_kind_name(chain.kind)));
	reply_text(cx->reply, "calendar", chain.calendar);
	ANSWER_ROWS(cx->reply, "legs", REFERRAL_CHAIN, chain.legs);
	reply_table(cx->reply, "holders");
	for (size_t i = 0; i < chain.nshares; i++) {
		const struct referral_share *s = &chain.shares[i];

		reply_line(cx->reply);
		reply_text(cx->reply, "holder", s->holder);
		answer_span(cx->reply, "counted", s->counted);
		reply_int(cx->reply, "counted_ms", s->counted);
		reply_text(cx->reply, "share",
		    str_printf(cx->arena, "%d.%d %%", s->permille / 10,
			s->permille % 10));
	}
	return OK;
}

static enum err
guard(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct referral_guard g;
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (rc = referral_guard(cx->core, cx->arena, id, arg_str(a, "team"),
		 arg_int(a, "priority", 0), &g)) != OK)
		return rc;
	reply_text(r, "team", g.team);
	reply_bool(r, "fits", g.fits);
	reply_text(r, "calendar", g.calendar);
	reply_text(r, "zone", g.zone);
	reply_at(r, "accept_due_at", g.accept_at);
	reply_at(r, "complete_due_at", g.complete_at);
	reply_at(r, "customer_due_at", g.customer_at);
	answer_span(r, "slack", g.slack_ms);
	answer_span(r, "reserve", g.reserve_ms);
	reply_at(r, "would_fit_by", g.latest_at);
	answer_span(r, "would_fit_in", g.latest_ms);
	reply_table(r, "ways");
	for (size_t i = 0; i < g.nways; i++) {
		reply_line(r);
		reply_int(r, "priority", g.ways[i].priority);
		reply_at(r, "complete_due_at", g.ways[i].complete_at);
		answer_span(r, "slack", g.ways[i].slack_ms);
	}
	return OK;
}

/* One table: in JSON the second of a name would be the only one. */
static void
join(struct arena *a, struct rows_referral_reasons *all,
    const struct rows_referral_reasons *more)
{
	struct row_referral_reasons *v =
	    NEWN(a, struct row_referral_reasons, all->n + more->n + 1);

	for (size_t i = 0; i < all->n; i++)
		v[i] = all->v[i];
	for (size_t i = 0; i < more->n; i++)
		v[all->n + i] = more->v[i];
	all->v = v;
	all->n += more->n;
}

static enum err
reasons(struct cmd_ctx *cx, const struct args *a)
{
	static const char *const verbs[] = { "send", "reject", "return" };
	struct str verb = arg_str(a, "verb");
	struct rows_referral_reasons all = { .v = NULL }, rows;
	enum err rc = OK;

	for (size_t i = 0; i < countof(verbs) && rc == OK; i++) {
		if (verb.len > 0 && !str_is(verb, verbs[i]))
			continue;
		rc = referral_reasons(cx->core, cx->arena, verbs[i], &rows);
		if (rc == OK)
			join(cx->arena, &all, &rows);
	}
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", REFERRAL_REASONS, all);
	return rc;
}

/* ---- sending ------------------------------------------------------------ */

static enum err
send_with(struct cmd_ctx *cx, const struct args *a,
    enum err (*how)(struct core *, struct id, const struct referral_new *,
	int64_t, struct id *))
{
	struct referral_new new = { .team = arg_str(a, "team"),
		.reason = arg_str(a, "reason"),
		.ask = arg_str(a, "ask"),
		.priority = arg_int(a, "priority", 0),
		.despite = arg_bool(a, "despite") };
	struct id ticket, leg;
	enum err rc = refer_ticket(cx, a, "ticket", &ticket);

	if (rc == OK)
		rc =
		    how(cx->core, ticket, &new, arg_int(a, "version", 0), &leg);
	return rc == OK ? answer(cx, ticket) : rc;
}

static enum err
send(struct cmd_ctx *cx, const struct args *a)
{
	return send_with(cx, a, referral_send);
}

static enum err
transfer(struct cmd_ctx *cx, const struct args *a)
{
	return send_with(cx, a, referral_transfer);
}

/* ---- answering ---------------------------------------------------------- */

static enum err
answer_with(struct cmd_ctx *cx, const struct args *a, const char *verb,
    struct referral_answer to)
{
	struct id ticket;
	enum err rc = refer_ticket(cx, a, "ticket", &ticket);

	to.reason = list_given(to.reason);
	to.text = list_given(to.text);
	if (rc == OK)
		rc = referral_do(cx->core, verb, ticket, &to,
		    arg_int(a, "version", 0));
	return rc == OK ? answer(cx, ticket) : rc;
}

static enum err
accept(struct cmd_ctx *cx, const struct args *a)
{
	struct referral_answer to = { .text = STR_NONE };
	enum err rc = refer_agent(cx, a, "agent", &to.agent);

	return rc == OK ? answer_with(cx, a, "accept", to) : rc;
}

static enum err
hand(struct cmd_ctx *cx, const struct args *a)
{
	struct referral_answer to = { .reason = STR_NONE,
		.text = arg_str(a, "text") };
	enum err rc = refer_agent(cx, a, "agent", &to.agent);

	return rc == OK ? answer_with(cx, a, "hand", to) : rc;
}

static enum err
reject(struct cmd_ctx *cx, const struct args *a)
{
	return answer_with(cx, a, "reject",
	    (struct referral_answer){
		.reason = arg_str(a, "reason"), .text = arg_str(a, "text") });
}

static enum err
give_back(struct cmd_ctx *cx, const struct args *a)
{
	return answer_with(cx, a, "return",
	    (struct referral_answer){
		.reason = arg_str(a, "reason"), .text = arg_str(a, "text") });
}

static enum err
resend(struct cmd_ctx *cx, const struct args *a)
{
	return answer_with(cx, a, "resend",
	    (struct referral_answer){ .text = arg_str(a, "text") });
}

static enum err
complete(struct cmd_ctx *cx, const struct args *a)
{
	return answer_with(cx, a, "complete",
	    (struct referral_answer){ .text = arg_str(a, "text") });
}

static enum err
recall(struct cmd_ctx *cx, const struct args *a)
{
	return answer_with(cx, a, "recall",
	    (struct referral_answer){ .text = arg_str(a, "text") });
}

#define SHOWN                                                                  \
	"number leg subject state from_name to_name owner_name reason_name "   \
	"sent_at"
#define SEND                                                                   \
	"<ticket:ticket> team:team reason:line ask:text priority:int? "        \
	"despite:bool? version:int?"

const struct cmd_def cmd_referral[] = {
	{ .name = "referral send",
	    .run = send,
	    .may = MAY_TICKET_REFER,
	    .writes = true,
	    .args = SEND,
	    .help = N_("Lend a ticket to another team; the promise to the "
		       "customer stays yours"),
	    .more =
		N_("Refused when what that team promises does not fit in "
		   "what is left for the customer: despite=yes sends it all "
		   "the same and keeps that with it. 'referral reasons' "
		   "lists what reason= may be, 'referral guard' tells "
		   "before.") },
	{ .name = "referral accept",
	    .run = accept,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> agent:agent? version:int?",
	    .help = N_("Your team takes on a ticket that it was lent"),
	    .more = N_("Who is of that team or supervises it; agent= gives it "
		       "to a person.") },
	{ .name = "referral hand",
	    .run = hand,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> agent:agent? text:text? version:int?",
	    .help = N_("Give what your team has accepted into other hands of "
		       "it; its clocks go on"),
	    .more = N_("Without agent= you take it, as anybody of the team "
		       "may. To another person it is given by who has it, by "
		       "who leads the team, and by a supervisor.") },
	{ .name = "referral reject",
	    .run = reject,
	    .may = MAY_TICKET_REFER,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line text:text version:int?",
	    .help = N_("Give a ticket back that your team does not take") },
	{ .name = "referral return",
	    .run = give_back,
	    .may = MAY_TICKET_REFER,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line text:text version:int?",
	    .help = N_("Ask the sender for what is missing; your clock stands "
		       "until it is sent again") },
	{ .name = "referral resend",
	    .run = resend,
	    .may = MAY_TICKET_REFER,
	    .writes = true,
	    .args = "<ticket:ticket> <text:text> version:int?",
	    .help = N_("Send it again with what they asked for") },
	{ .name = "referral complete",
	    .run = complete,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <text:text> version:int?",
	    .help = N_("Say what your team did; the ticket goes back to its "
		       "own") },
	{ .name = "referral recall",
	    .run = recall,
	    .may = MAY_TICKET_REFER,
	    .writes = true,
	    .args = "<ticket:ticket> text:text? version:int?",
	    .help = N_("Take back a ticket that you lent"),
	    .more = N_("For who sent it, has the ticket, is of its team or "
		       "supervises it; the team that was asked rejects or "
		       "returns it instead.") },
	{ .name = "referral transfer",
	    .run = transfer,
	    .may = MAY_TICKET_REFER,
	    .writes = true,
	    .args = SEND,
	    .help = N_("Pass on a ticket that your team was lent, to another "
		       "one") },
	{ .name = "referral list",
	    .title = N_("Referrals"),
	    .run = list,
	    .columns = SHOWN,
	    .may = MAY_TICKET_READ,
	    .args = "mine:bool? to:team? from:team? past:bool? ping-pong:bool? "
		    "kind:choice(waits|works|back|late|to-and-fro)? limit:int?",
	    .help = N_("List tickets that are lent, the most urgent first"),
	    .more = N_("mine=yes: those that your teams were lent. past=yes: "
		       "also those that are over, newest first. ping-pong=yes: "
		       "those that went to and fro. kind=: one figure of "
		       "`board referrals`, of the team to= or of all.") },
	{ .name = "referral show",
	    .title = N_("Way of the referral"),
	    .run = show,
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket>",
	    .help = N_("Show a ticket's way through the teams, who has it now "
		       "and what each has cost") },
	{ .name = "referral guard",
	    .title = N_("Would it be in time?"),
	    .run = guard,
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket> team:team priority:int?",
	    .help = N_("Would a team finish in time for the customer? By how "
		       "much not, and what would fit") },
	{ .name = "referral reasons",
	    .title = N_("Reasons"),
	    .run = reasons,
	    .columns = "verb code name",
	    .may = MAY_TICKET_READ,
	    .args = "verb:choice(send|reject|return)?",
	    .help = N_("List the reasons to send, reject or return a "
		       "referral") },
	{ 0 },
};
