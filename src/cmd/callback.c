/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callback.c - the verbs about calls that were promised.
 */
#include "core/callback.h"

#include "cmd/answer.h"
#include "cmd/refer.h"

static enum err
answer(struct cmd_ctx *cx, struct id id)
{
	struct row_callback_rows row;
	enum err rc = callback_get(cx->core, cx->arena, id, &row);

	if (rc != OK)
		return answer_unseen(cx, id, rc);
	ANSWER(cx->reply, CALLBACK_ROWS, &row);
	return OK;
}

/* "anybody", or a login. */
static enum err
whose(struct cmd_ctx *cx, const struct args *a, struct id *owner, bool *anybody)
{
	*owner = ID_NONE;
	*anybody = str_is(arg_str(a, "agent"), "anybody");
	return *anybody ? OK : refer_agent(cx, a, "agent", owner);
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct callback_new new = {
		.who = arg_str(a, "who"),
		.phone = arg_str(a, "phone"),
		.when = arg_str(a, "when"),
		.until = arg_str(a, "until"),
		.reason = arg_str(a, "reason"),
		.team = arg_str(a, "team"),
		.override = arg_str(a, "override"),
	};
	int64_t number;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &new.customer)) != OK ||
	    (rc = refer_interaction(cx, a, "contact", &new.interaction)) !=
		OK ||
	    (rc = refer_ticket(cx, a, "ticket", &new.ticket)) != OK ||
	    (rc = whose(cx, a, &new.owner, &new.anybody)) != OK)
		return rc;
	rc = callback_add(cx->core, &new, &id, &number);
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct callback_filter f = {
		.mine = arg_bool(a, "mine"),
		.state = arg_str(a, "state"),
		.team = arg_str(a, "team"),
		.limit = arg_int(a, "limit", 0),
	};
	struct rows_callback_rows rows;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &f.customer)) != OK)
		return rc;
	rc = callback_list(cx->core, cx->arena, &f, &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", CALLBACK_ROWS, rows);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_callback(cx, a, "callback", &id);

	return rc == OK ? answer(cx, id) : rc;
}

/* Not reached, and the next attempt: it answers with that. */
static enum err
again(struct cmd_ctx *cx, const struct args *a, struct id old)
{
	struct callback_move to = {
		.when = arg_str(a, "again"),
		.until = STR_NONE,
		.reason = STR_NONE,
		.override = arg_str(a, "override"),
		.missed = arg_str(a, "result"),
	};
	int64_t number;
	struct id id;
	enum err rc = whose(cx, a, &to.owner, &to.anybody);

	if (rc == OK && to.missed.len == 0)
		rc = fail(&cx->core->fault, ERR_INVALID,
		    _("say why they were not reached: result="));
	if (rc == OK)
		rc = callback_move(cx->core, old, &to, &id, &number);
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
done(struct cmd_ctx *cx, const struct args *a)
{
	bool reached = !arg_given(a, "reached") || arg_bool(a, "reached");
	struct id id;
	enum err rc;

	if ((rc = refer_callback(cx, a, "callback", &id)) != OK)
		return rc;
	if (arg_str(a, "again").len > 0 && !reached)
		return again(cx, a, id);
	if (arg_given(a, "agent") || arg_given(a, "override"))
		return fail(&cx->core->fault, ERR_INVALID,
		    _("agent= and override= are of the next attempt: say "
		      "reached=no again=WHEN, too"));
	if (arg_str(a, "again").len > 0)
		return fail(&cx->core->fault, ERR_INVALID,
		    _("who was reached is not called again: 'callback add' "
		      "promises another call"));
	rc = callback_done(cx->core, id, reached, arg_str(a, "result"));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
move(struct cmd_ctx *cx, const struct args *a)
{
	struct callback_move to = {
		.when = arg_str(a, "when"),
		.until = arg_str(a, "until"),
		.reason = arg_str(a, "reason"),
		.override = arg_str(a, "override"),
	};
	int64_t number;
	struct id id, old;
	enum err rc;

	if ((rc = refer_callback(cx, a, "callback", &old)) != OK ||
	    (rc = whose(cx, a, &to.owner, &to.anybody)) != OK)
		return rc;
	rc = callback_move(cx->core, old, &to, &id, &number);
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
cancel(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc;

	if ((rc = refer_callback(cx, a, "callback", &id)) != OK)
		return rc;
	rc = callback_cancel(cx->core, id, arg_str(a, "reason"));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
suggest(struct cmd_ctx *cx, const struct args *a)
{
	struct callback_choice choices[CALLBACK_CHOICES];
	struct id customer;
	size_t n;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &customer)) != OK ||
	    (rc = callback_suggest(cx->core, cx->arena, customer, choices,
		 &n)) != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "when", choices[i].when);
		reply_text(cx->reply, "text", choices[i].text);
		reply_at(cx->reply, "at", choices[i].at);
	}
	return OK;
}

#define SHOWN "number customer_name phone due_at state reason owner_name result"

const struct cmd_def cmd_callback[] = {
	{ .name = "callback add",
	    .run = add,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<customer:customer>? when:line reason:line until:line? "
		    "phone:line? who:line? contact:interaction? ticket:ticket? "
		    "agent:line? team:team? override:line?",
	    .help = N_("Promise a call at a time"),
	    .more =
		N_("when= takes +2h, 'tomorrow 10:00', 'monday 9', '12 Mar "
		   "15:30' or a number of 'callback suggest', on the "
		   "customer's clock. agent=anybody leaves it to the team. "
		   "override=REASON promises it against consent or hours.") },
	{ .name = "callback list",
	    .title = N_("Promised calls"),
	    .run = list,
	    .columns = SHOWN,
	    .may = MAY_INTERACTION_READ,
	    .args = "mine:bool? customer:customer? state:line? team:team? "
		    "limit:int?",
	    .help = N_("List promised calls, the next due first"),
	    .more = N_("mine=yes: those you have to make, also the team's that "
		       "nobody has or that are late. state=all shows the past "
		       "too.") },
	{ .name = "callback show",
	    .title = N_("Promised call"),
	    .run = show,
	    .may = MAY_INTERACTION_READ,
	    .args = "<callback:callback>",
	    .help = N_("Show a promised call") },
	{ .name = "callback done",
	    .run = done,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<callback:callback> reached:bool? result:line? "
		    "again:line? agent:line? override:line?",
	    .help = N_("Say that a promised call was made"),
	    .more = N_("reached=no when nobody was spoken to; then result= "
		       "says why, and again= when the next attempt is "
		       "promised, by agent= or who had it.") },
	{ .name = "callback move",
	    .run = move,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<callback:callback> when:line? until:line? agent:line? "
		    "reason:line? override:line?",
	    .help = N_("Promise it for another time, or give it to another "
		       "person"),
	    .more = N_("Without when= it keeps its time; agent=anybody leaves "
		       "it to the team.") },
	{ .name = "callback cancel",
	    .run = cancel,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<callback:callback> reason:line",
	    .help = N_("Nobody has to call any more") },
	{ .name = "callback suggest",
	    .title = N_("Times for a call"),
	    .run = suggest,
	    .may = MAY_INTERACTION_HANDLE,
	    .args = "<customer:customer>?",
	    .help = N_("Propose times for a call, in the customer's hours") },
	{ 0 },
};
