/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * complaint.c - the verbs about what a complaint has beside its ticket.
 */
#include "core/complaint.h"

#include "cmd/refer.h"

static enum err
answer(struct cmd_ctx *cx, struct id id)
{
	struct row_complaint_get row;
	enum err rc = complaint_get(cx->core, cx->arena, id, &row);

	if (rc == OK)
		ANSWER(cx->reply, COMPLAINT_GET, &row);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	return rc == OK ? answer(cx, id) : rc;
}

static enum err
decide(struct cmd_ctx *cx, const struct args *a)
{
	struct complaint_outcome o = { arg_str(a, "outcome"),
		arg_str(a, "cause"), arg_int(a, "redress", -1), false };
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = complaint_decide(cx->core, id, &o);
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
answer_redress(struct cmd_ctx *cx, const struct args *a, bool grant)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc =
		    complaint_answer(cx->core, id, grant, arg_str(a, "reason"));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
grant(struct cmd_ctx *cx, const struct args *a)
{
	return answer_redress(cx, a, true);
}

static enum err
refuse(struct cmd_ctx *cx, const struct args *a)
{
	return answer_redress(cx, a, false);
}

static enum err
causes(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_cause_list rows;
	enum err rc = complaint_causes(cx->core, cx->arena, &rows);

	(void)a;
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", CAUSE_LIST, rows);
	return rc;
}

static enum err
limit(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = complaint_limit(cx->core, arg_str(a, "role"),
	    arg_int(a, "most", 0));

	if (rc == OK)
		reply_text(cx->reply, "role", arg_str(a, "role"));
	return rc;
}

static enum err
limits(struct cmd_ctx *cx, const struct args *a)
{
	struct complaint_limits all;
	enum err rc = complaint_limits(cx->core, cx->arena, &all);

	(void)a;
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", COMPLAINT_LIMITS, all);
	return rc;
}

const struct cmd_def cmd_complaint[] = {
	{ .name = "complaint show",
	    .title = N_("Complaint"),
	    .run = show,
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket>",
	    .help = N_("Show a complaint's folio, outcome, cause and "
		       "redress") },
	{ .name = "complaint decide",
	    .run = decide,
	    .may = MAY_TICKET_RESOLVE,
	    .writes = true,
	    .args = "<ticket:ticket> outcome:choice(upheld|partly|rejected)? "
		    "cause:line? redress:int?",
	    .help = N_("Say how a complaint ends, why it came, what is given"),
	    .more = N_("Redress in pesos within your own limit is granted at "
		       "once; above it, it waits for another person: "
		       "`complaint grant` or `complaint refuse`.") },
	{ .name = "complaint grant",
	    .run = grant,
	    .may = MAY_TICKET_RESOLVE,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line?",
	    .help = N_("Grant the redress that another person asked for") },
	{ .name = "complaint refuse",
	    .run = refuse,
	    .may = MAY_TICKET_RESOLVE,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line",
	    .help = N_("Refuse the redress that another person asked for") },
	{ .name = "complaint causes",
	    .title = N_("Root causes"),
	    .run = causes,
	    .columns = "code parent_name name",
	    .may = MAY_TYPIFICATION_READ,
	    .help = N_("List the root causes a complaint can have") },
	{ .name = "complaint limits",
	    .title = N_("Limits of redress"),
	    .run = limits,
	    .may = MAY_TICKET_READ,
	    .help = N_("List how much redress each role grants alone") },
	{ .name = "complaint limit",
	    .run = limit,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<role:line> <most:int>",
	    .help = N_("Set how much redress a role grants alone, in pesos") },
	{ 0 },
};
