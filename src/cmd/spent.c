/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * spent.c - the verbs about time that was worked.
 */
#include "core/spent.h"

#include "cmd/answer.h"
#include "cmd/refer.h"
#include "core/ticket.h"

/* ---- of one ticket ------------------------------------------------------ */

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_spent_sums sums;
	struct rows_spent_list rows;
	struct row_ticket_get t;
	struct id id;
	msec all = 0;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (rc = ticket_get(cx->core, cx->arena, id, &t)) != OK ||
	    (rc = spent_sums(cx->core, cx->arena, id, &sums)) != OK ||
	    (rc = spent_list(cx->core, cx->arena, id, arg_int(a, "limit", 0),
		 &rows)) != OK)
		return rc;
	for (size_t i = 0; i < sums.n; i++)
		all += sums.v[i].ms;
	reply_text(cx->reply, "ticket",
	    str_printf(cx->arena, "T-%lld", (long long)t.number));
	reply_int(cx->reply, "sum_s", all / SECONDS(1));
	ANSWER_ROWS(cx->reply, "sums", SPENT_SUMS, sums);
	ANSWER_ROWS(cx->reply, "rows", SPENT_LIST, rows);
	return OK;
}

/* "15m", "-15m" */
static enum err
read_time(struct cmd_ctx *cx, struct str text, msec *ms)
{
	bool less = text.len > 0 && text.s[0] == '-';
	struct str span = less ? str_of(text.s + 1) : text;

	if (clock_span(span, ms, NULL) != OK)
		return fail(&cx->core->fault, ERR_USAGE,
		    _("'%s' is no time: write 15m, 1h30m or -15m"), text.s);
	if (less)
		*ms = -*ms;
	return OK;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct id id, agent = ID_NONE;
	msec ms;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (rc = refer_agent(cx, a, "agent", &agent)) != OK ||
	    (rc = read_time(cx, arg_str(a, "time"), &ms)) != OK ||
	    (rc = spent_add(cx->core, id, agent, ms, arg_str(a, "reason"))) !=
		OK)
		return rc;
	return answer_ticket(cx, id);
}

static enum err
focus(struct cmd_ctx *cx, const struct args *a)
{
	struct spent_new in = { .entity = "ticket",
		.from = arg_int(a, "from", 0),
		.to = arg_int(a, "to", 0),
		.ms = arg_int(a, "time", 0) };
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &in.id)) != OK ||
	    (rc = spent_focus(cx->core, &in)) != OK)
		return rc;
	reply_id(cx->reply, "id", cx->core->done.id);
	return OK;
}

/* ---- of many ------------------------------------------------------------ */

/* The last thirty days, unless said. */
static enum err
board(struct cmd_ctx *cx, const struct args *a)
{
	msec to = arg_int(a, "to", clock_now(cx->core->clock) + 1);
	msec from = arg_int(a, "from", to - DAYS(30));
	int64_t limit = arg_int(a, "limit", 0);
	struct rows_spent_tickets tickets;
	struct rows_spent_people people;
	struct rows_spent_types types;
	enum err rc;

	if (from >= to)
		return fail(&cx->core->fault, ERR_USAGE,
		    _("from= lies before to="));
	if (str_is(arg_str(a, "by"), "typification")) {
		if ((rc = spent_types(cx->core, cx->arena, from, to, limit,
			 &types)) == OK)
			ANSWER_ROWS(cx->reply, "rows", SPENT_TYPES, types);
		return rc;
	}
	if (str_is(arg_str(a, "by"), "ticket")) {
		if ((rc = spent_tickets(cx->core, cx->arena, from, to, limit,
			 &tickets)) == OK)
			ANSWER_ROWS(cx->reply, "rows", SPENT_TICKETS, tickets);
		return rc;
	}
	if ((rc = spent_people(cx->core, cx->arena, from, to, limit,
		 &people)) == OK)
		ANSWER_ROWS(cx->reply, "rows", SPENT_PEOPLE, people);
	return rc;
}

const struct cmd_def cmd_spent[] = {
	{ .name = "ticket time",
	    .title = N_("Worked on it"),
	    .run = show,
	    .columns = "name kind times from_at to_at ms reason made_by_name",
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket> limit:int?",
	    .help = N_("Show who worked on a ticket, how long and on what"),
	    .more = N_("focus is counted by the console while the ticket is on "
		       "the screen and somebody types, wrap-up is that of its "
		       "contacts, by-hand what `ticket time-add` says.") },
	{ .name = "ticket time-add",
	    .run = add,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <time:line> reason:line agent:agent?",
	    .help = N_("Add time that was worked on a ticket, or take it away"),
	    .more = N_("15m adds, time=-15m takes away; agent= is for another "
		       "person. The reason stays in the history, `undo` takes "
		       "it back.") },
	{ .name = "ticket focus",
	    .run = focus,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> from:at to:at time:span",
	    .help = N_("Say how long you worked on a ticket, as a console "
		       "does"),
	    .more = N_("From from= to to= it was on the screen, and time= of "
		       "it was work.") },
	{ .name = "board time",
	    .title = N_("Time worked"),
	    .run = board,
	    .columns = "number name code tickets people focus by_hand ms",
	    .may = MAY_TICKET_READ,
	    .args = "by:choice(agent|ticket|typification)? from:at? to:at? "
		    "limit:int?",
	    .help = N_("Show the time that was worked on tickets, by person, "
		       "ticket or type"),
	    .more = N_("Of the last thirty days, or from= to to=; only tickets "
		       "that you may see.") },
	{ 0 },
};
