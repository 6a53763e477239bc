/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * route.c - the verbs of "ticket" by which work is taken, given back, sent
 * elsewhere, or kept from ending.
 */
#include "core/closing.h"
#include "core/ticket_route.h"

#include "cmd/answer.h"
#include "cmd/refer.h"

static enum err
answer(struct cmd_ctx *cx, struct id id)
{
	struct row_ticket_get row;
	enum err rc = ticket_get(cx->core, cx->arena, id, &row);

	if (rc != OK)
		return answer_unseen(cx, id, rc);
	ANSWER(cx->reply, TICKET_GET, &row);
	return OK;
}

static enum err
take(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = ticket_claim(cx->core, id, arg_str(a, "reason"),
		    arg_int(a, "version", 0));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
give_back(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = ticket_give_back(cx->core, id, arg_str(a, "reason"),
		    arg_int(a, "version", 0));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
route(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = ticket_reroute(cx->core, id, arg_str(a, "team"),
		    arg_str(a, "reason"), arg_int(a, "version", 0));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
keep(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = closing_keep(cx->core, id, arg_int(a, "until", 0),
		    arg_str(a, "reason"));
	return rc == OK ? answer(cx, id) : rc;
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
