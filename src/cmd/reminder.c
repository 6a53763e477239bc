/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reminder.c - the verbs about what one wants to be told at a time.
 */
#include "core/reminder.h"

#include "cmd/refer.h"

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct reminder_new in = { .text = arg_str(a, "text"),
		.when = arg_str(a, "when"),
		.every = arg_str(a, "every"),
		.calendar = arg_str(a, "calendar") };
	int64_t number;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &in.ticket)) != OK ||
	    (rc = refer_agent(cx, a, "agent", &in.agent)) != OK ||
	    (rc = reminder_add(cx->core, &in, &number)) != OK)
		return rc;
	reply_id(cx->reply, "id", cx->core->done.id);
	reply_int(cx->reply, "number", number);
	return OK;
}

static enum err
done(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = reminder_done(cx->core, arg_int(a, "reminder", 0));

	if (rc == OK)
		reply_id(cx->reply, "id", cx->core->done.id);
	return rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_reminder_list rows;
	enum err rc = reminder_list(cx->core, cx->arena, arg_bool(a, "all"),
	    arg_int(a, "limit", 0), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", REMINDER_LIST, rows);
	return rc;
}

const struct cmd_def cmd_reminder[] = {
	{ .name = "reminder add",
	    .run = add,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<text:line> when:line ticket:ticket? agent:agent? "
		    "every:line? calendar:line?",
	    .help = N_("Be told of something at a time"),
	    .more = N_("when= takes +2h, 'tomorrow 10:00', 'monday 9' or a "
		       "date. With ticket= the notice opens it; agent= reminds "
		       "another person. every=5bd calendar=NAME comes again "
		       "each five days of work, every=24h each day, until "
		       "'reminder done' or the ticket is done; with a calendar "
		       "when=3bd counts in its hours, too.") },
	{ .name = "reminder list",
	    .title = N_("Reminders"),
	    .run = list,
	    .columns = "number at every ticket_number text agent_name told_at "
		       "ended_at",
	    .may = MAY_TICKET_READ,
	    .args = "all:bool? limit:int?",
	    .help = N_("List your reminders, the next first"),
	    .more = N_("Also those you asked for another person; all=yes shows "
		       "what is done.") },
	{ .name = "reminder done",
	    .run = done,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<reminder:int>",
	    .help = N_("Say that a reminder is not needed any more") },
	{ 0 },
};
