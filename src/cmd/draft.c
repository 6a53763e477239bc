/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draft.c - the verbs about words left for a colleague to go on with.
 */
#include "core/shared_draft.h"

#include "cmd/answer.h"
#include "cmd/refer.h"

static enum err
leave(struct cmd_ctx *cx, const struct args *a)
{
	struct id ticket;
	int64_t number;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &ticket)) != OK ||
	    (rc = shared_draft_leave(cx->core, ticket, arg_bool(a, "public"),
		 arg_str(a, "text"), &number)) != OK)
		return rc;
	if ((rc = answer_ticket(cx, cx->core->done.id)) == OK)
		reply_int(cx->reply, "draft", number);
	return rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_shared_draft_list rows;
	struct id ticket;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &ticket)) != OK ||
	    (rc = shared_draft_list(cx->core, cx->arena, ticket,
		 arg_bool(a, "all"), &rows)) != OK)
		return rc;
	ANSWER_ROWS(cx->reply, "rows", SHARED_DRAFT_LIST, rows);
	return OK;
}

static enum err
take(struct cmd_ctx *cx, const struct args *a)
{
	struct row_shared_draft_get row;
	enum err rc = shared_draft_take(cx->core, cx->arena,
	    arg_int(a, "draft", 0), &row);

	if (rc != OK || (rc = answer_ticket(cx, cx->core->done.id)) != OK)
		return rc;
	reply_int(cx->reply, "public", row.public);
	reply_text(cx->reply, "body", row.body);
	return OK;
}

static enum err
drop(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = shared_draft_drop(cx->core, arg_int(a, "draft", 0));

	return rc == OK ? answer_ticket(cx, cx->core->done.id) : rc;
}

const struct cmd_def cmd_draft[] = {
	{ .name = "draft leave",
	    .run = leave,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <text:text> public:bool?",
	    .help = N_("Leave what you wrote for a colleague to go on with"),
	    .more = N_("With public=yes it is for the customer, else a note; "
		       "it stays what it is. Nothing is sent.") },
	{ .name = "draft list",
	    .title = N_("Half written"),
	    .run = list,
	    .columns = "number public author_name left_at body state "
		       "ended_by_name",
	    .may = MAY_TICKET_EDIT,
	    .args = "<ticket:ticket> all:bool?",
	    .help = N_("List what was left on a ticket, half written"),
	    .more = N_("With all= also what was taken or dropped.") },
	{ .name = "draft take",
	    .run = take,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<draft:int>",
	    .help = N_("Go on with what a colleague left; one person only") },
	{ .name = "draft drop",
	    .run = drop,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<draft:int>",
	    .help = N_("Drop what was left: nobody needs it") },
	{ 0 },
};
