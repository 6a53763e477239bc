/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * escalation.c - the verbs about levels, and about who is told of them.
 */
#include "core/escalation.h"

#include "cmd/refer.h"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct escalation_filter f = { .open = arg_bool(a, "open"),
		.limit = arg_int(a, "limit", 0) };
	struct rows_escalation_list rows;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &f.ticket)) != OK ||
	    (rc = escalation_list(cx->core, cx->arena, &f, &rows)) != OK)
		return rc;
	ANSWER_ROWS(cx->reply, "rows", ESCALATION_LIST, rows);
	return OK;
}

static enum err
ack(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = escalation_ack(cx->core, id, arg_int(a, "level", 0));
	if (rc == OK)
		reply_id(cx->reply, "ticket", id);
	return rc;
}

static enum err
substitute(struct cmd_ctx *cx, const struct args *a)
{
	struct id who, instead;
	enum err rc;

	if ((rc = refer_agent(cx, a, "instead", &instead)) != OK ||
	    (rc = refer_agent(cx, a, "agent", &who)) != OK)
		return rc;
	if (id_none(who))
		who = cx->core->me.id;
	rc = substitute_set(cx->core, who, instead,
	    arg_int(a, "from", clock_now(cx->core->clock)),
	    arg_int(a, "until", 0));
	if (rc == OK)
		reply_id(cx->reply, "agent", who);
	return rc;
}

static enum err
substitutes(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_substitute_list rows;
	enum err rc = substitute_list(cx->core, cx->arena, &rows);

	(void)a;
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", SUBSTITUTE_LIST, rows);
	return rc;
}

static enum err
quiet(struct cmd_ctx *cx, const struct args *a)
{
	struct id who;
	enum err rc = refer_agent(cx, a, "agent", &who);

	if (rc == OK && id_none(who))
		who = cx->core->me.id;
	if (rc == OK)
		rc = quiet_set(cx->core, who, arg_str(a, "calendar"));
	if (rc == OK)
		reply_id(cx->reply, "agent", who);
	return rc;
}

const struct cmd_def cmd_escalation[] = {
	{ .name = "escalation list",
	    .title = N_("Levels told"),
	    .run = list,
	    .columns = "number subject kind share to_name reason told_at "
		       "acked_at acked_by_name",
	    .may = MAY_TICKET_READ,
	    .args = "ticket:ticket? open:bool? limit:int?",
	    .help = N_("List the levels that were told, newest first"),
	    .more = N_("open lists those that nobody has acknowledged.") },
	{ .name = "escalation ack",
	    .run = ack,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> level:int?",
	    .help = N_("Acknowledge a ticket's levels: their repeats stop") },
	{ .name = "escalation substitute",
	    .run = substitute,
	    .may = MAY_STATE_SET,
	    .writes = true,
	    .args = "instead:agent until:at from:at? agent:agent?",
	    .help = N_("Say who stands in for you, or for a person, until "
		       "when") },
	{ .name = "escalation substitutes",
	    .title = N_("Who stands in"),
	    .run = substitutes,
	    .columns = "login name instead_name from_at to_at",
	    .may = MAY_AGENT_READ,
	    .args = "",
	    .help = N_("List who stands in for whom") },
	{ .name = "escalation quiet",
	    .run = quiet,
	    .may = MAY_STATE_SET,
	    .writes = true,
	    .args = "calendar:line? agent:agent?",
	    .help = N_("Be told of levels only in the hours of a calendar; "
		       "without one, at any hour") },
	{ 0 },
};
