/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * route.c - the verbs of "ticket" by which work is taken, given back, sent
 * elsewhere, or kept from ending.
 */
#include "core/closing.h"
#include "core/courtesy.h"
#include "core/ticket_route.h"

#include "cmd/answer.h"
#include "cmd/refer.h"

static enum err
take(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = ticket_claim(cx->core, id, arg_str(a, "reason"),
		    arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
give_back(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = ticket_give_back(cx->core, id, arg_str(a, "reason"),
		    arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
route(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = ticket_reroute(cx->core, id, arg_str(a, "team"),
		    arg_str(a, "reason"), arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
keep(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = closing_keep(cx->core, id, arg_int(a, "until", 0),
		    arg_str(a, "reason"));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
courtesy(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = courtesy_mark(cx->core, id);
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
triage(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_held_list rows;
	enum err rc = courtesy_list(cx->core, cx->arena, ID_NONE,
	    arg_int(a, "limit", 0), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", HELD_LIST, rows);
	return rc;
}

const struct cmd_def cmd_route[] = {
	{ .name = "ticket take",
	    .run = take,
	    .may = MAY_TICKET_ASSIGN,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line version:int?",
	    .help = N_("Take a ticket over, whoever has it") },
	{ .name = "ticket return",
	    .run = give_back,
	    .may = MAY_TICKET_ASSIGN,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line version:int?",
	    .help = N_("Give a ticket back to its team: nobody has it then") },
	{ .name = "ticket route",
	    .run = route,
	    .may = MAY_TICKET_ASSIGN,
	    .writes = true,
	    .args = "<ticket:ticket> team:team reason:line version:int?",
	    .help = N_("Send a ticket to another team, which owns it then"),
	    .more = N_("Unlike a referral it does not come back. The "
		       "customer's promise goes on.") },
	{ .name = "ticket courtesy",
	    .run = courtesy,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket>",
	    .help = N_("Say that what the customer wrote was only a courtesy"),
	    .more = N_("What is written on a resolved ticket waits for this as "
		       "long as its policy says (courtesy = 2h); then the "
		       "ticket is open again by itself. `ticket triage` lists "
		       "what waits.") },
	{ .name = "ticket triage",
	    .title = N_("Since resolved"),
	    .run = triage,
	    .columns =
		"number until_at at customer_name subject body team_name "
		"owner_name",
	    .may = MAY_TICKET_READ,
	    .args = "limit:int?",
	    .help = N_("List what customers wrote on resolved tickets and "
		       "nobody looked at"),
	    .more = N_("The next to be open again by itself first. `ticket "
		       "courtesy` marks a thank-you, `ticket reopen` opens it "
		       "now.") },
	{ .name = "ticket keep",
	    .run = keep,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> until:at reason:line",
	    .help = N_("Keep a ticket from ending by itself before an instant"),
	    .more = N_("What its policy says with close.… ends tickets that "
		       "nobody waits for; `sla explain` tells when.") },
	{ 0 },
};
