/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval.c - the verbs about what needs the word of others.
 */
#include "core/approval.h"

#include "cmd/refer.h"
#include "core/agent.h"
#include "core/when.h"

static enum err
ask(struct cmd_ctx *cx, const struct args *a)
{
	struct approval_new in = { .rule = arg_str(a, "rule"),
		.reason = arg_str(a, "reason"),
		.amount = arg_int(a, "amount", 0) };
	int64_t number;
	enum err rc = refer_ticket(cx, a, "ticket", &in.ticket);

	if (rc == OK)
		rc = approval_ask(cx->core, &in, &number);
	if (rc != OK)
		return rc;
	reply_id(cx->reply, "id", cx->core->done.id);
	reply_int(cx->reply, "number", number);
	return OK;
}

static enum err
decided(struct cmd_ctx *cx, const struct args *a, enum err rc)
{
	if (rc != OK)
		return rc;
	reply_id(cx->reply, "id", cx->core->done.id);
	reply_int(cx->reply, "number", arg_int(a, "approval", 0));
	return OK;
}

static enum err
give(struct cmd_ctx *cx, const struct args *a)
{
	return decided(cx, a,
	    approval_give(cx->core, arg_int(a, "approval", 0),
		arg_str(a, "reason")));
}

static enum err
refuse(struct cmd_ctx *cx, const struct args *a)
{
	return decided(cx, a,
	    approval_refuse(cx->core, arg_int(a, "approval", 0),
		arg_str(a, "reason")));
}

static enum err
withdraw(struct cmd_ctx *cx, const struct args *a)
{
	return decided(cx, a,
	    approval_withdraw(cx->core, arg_int(a, "approval", 0)));
}

/* An instant as people say it; empty: 0. */
static enum err
read_when(struct core *c, struct str text, msec *at)
{
	*at = 0;
	return text.len == 0 ? OK
			     : when_parse(text, zone_get(c->me.zone),
				   clock_now(c->clock), at, &c->fault);
}

/* Who decides instead, by name. */
static enum err
answer_whom(struct cmd_ctx *cx, struct id to)
{
	struct row_agent_list row;
	enum err rc;

	reply_id(cx->reply, "id", cx->core->done.id);
	rc = agent_get(cx->core, cx->arena, id_str(&to), &row);
	if (rc == OK)
		reply_text(cx->reply, "instead_name", row.name);
	return rc;
}

static enum err
delegate(struct cmd_ctx *cx, const struct args *a)
{
	struct core *c = cx->core;
	struct id to;
	msec from, until;
	enum err rc;

	if ((rc = refer_agent(cx, a, "to", &to)) != OK ||
	    (rc = read_when(c, arg_str(a, "from"), &from)) != OK ||
	    (rc = read_when(c, arg_str(a, "until"), &until)) != OK)
		return rc;
	rc = approval_delegate(c, to, from, until, arg_int(a, "amount", 0));
	if (rc != OK || (rc = answer_whom(cx, to)) != OK)
		return rc;
	if (from > clock_now(c->clock))
		reply_at(cx->reply, "from_at", from);
	reply_at(cx->reply, "to_at", until);
	return OK;
}

static enum err
revoke(struct cmd_ctx *cx, const struct args *a)
{
	struct id to;
	enum err rc = refer_agent(cx, a, "to", &to);

	if (rc == OK)
		rc = approval_revoke(cx->core, to);
	return rc == OK ? answer_whom(cx, to) : rc;
}

static enum err
delegates(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_approval_delegate_of rows;
	enum err rc = approval_delegates(cx->core, cx->arena, &rows);

	(void)a;
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", APPROVAL_DELEGATE_OF, rows);
	return rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_approval_list rows;
	struct id ticket;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &ticket)) != OK ||
	    (rc = approval_list(cx->core, cx->arena, ticket, arg_bool(a, "all"),
		 arg_int(a, "limit", 0), &rows)) != OK)
		return rc;
	ANSWER_ROWS(cx->reply, "rows", APPROVAL_LIST, rows);
	return OK;
}

const struct cmd_def cmd_approval[] = {
	{ .name = "approval ask",
	    .run = ask,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> rule:line amount:int reason:line",
	    .help = N_("Ask for the word of others: a refund, say"),
	    .more = N_("rule= is an [approval NAME] of the setup, which says "
		       "from which amount on whose word is needed.") },
	{ .name = "approval give",
	    .run = give,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "<approval:int> reason:line?",
	    .help = N_("Give your word for what somebody asked") },
	{ .name = "approval refuse",
	    .run = refuse,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "<approval:int> reason:line",
	    .help = N_("Refuse what somebody asked; one refusal is enough") },
	{ .name = "approval withdraw",
	    .run = withdraw,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "<approval:int>",
	    .help = N_("Take back what you asked for, while it waits") },
	{ .name = "approval delegate",
	    .run = delegate,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "to:agent until:line from:line? amount:int?",
	    .help = N_("Let another decide in your place until an instant"),
	    .more = N_("until= and from= take +8h, 'tomorrow 10:00' or a date; "
		       "amount= is the most they may approve for you. You and "
		       "they are one voice. Said again of the same person, it "
		       "takes the place of what they had.") },
	{ .name = "approval revoke",
	    .run = revoke,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "to:agent",
	    .help = N_("Let another decide in your place no longer") },
	{ .name = "approval delegates",
	    .title = N_("Who decides for whom"),
	    .run = delegates,
	    .columns = "agent_name instead_name to_at from_at most",
	    .may = MAY_TICKET_READ,
	    .args = "",
	    .help = N_("Who decides in your place, and in whose you do") },
	{ .name = "approval list",
	    .title = N_("Approvals"),
	    .run = list,
	    .columns = "number ticket_number rule amount currency given need "
		       "state asked_by_name expires_at reason",
	    .may = MAY_TICKET_READ,
	    .args = "ticket:ticket? all:bool? limit:int?",
	    .help = N_("List what waits for somebody's word"),
	    .more = N_("all=yes shows what was decided, too.") },
	{ 0 },
};
