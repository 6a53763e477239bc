/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * watch.c - the verbs about who follows a ticket.
 */
#include "core/watch.h"

#include "cmd/answer.h"
#include "cmd/refer.h"

static enum err
change(struct cmd_ctx *cx, const struct args *a,
    enum err (*how)(struct core *, struct id, struct id))
{
	struct id ticket, who;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &ticket)) != OK ||
	    (rc = refer_agent(cx, a, "who", &who)) != OK ||
	    (rc = how(cx->core, ticket, who)) != OK)
		return rc;
	return answer_ticket(cx, cx->core->done.id);
}

static enum err
watch(struct cmd_ctx *cx, const struct args *a)
{
	return change(cx, a, ticket_watch);
}

static enum err
unwatch(struct cmd_ctx *cx, const struct args *a)
{
	return change(cx, a, ticket_unwatch);
}

static enum err
watchers(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_watch_list rows;
	struct id ticket;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &ticket)) != OK ||
	    (rc = watch_list(cx->core, cx->arena, ticket, &rows)) != OK)
		return rc;
	ANSWER_ROWS(cx->reply, "rows", WATCH_LIST, rows);
	return OK;
}

const struct cmd_def cmd_watch[] = {
	{ .name = "ticket watch",
	    .run = watch,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "<ticket:ticket> who:agent?",
	    .help = N_("Follow a ticket: you are told what others do to it"),
	    .more = N_("With who= another person follows it, who must see it. "
		       "Nobody is told of what they do themselves, or of a "
		       "ticket that they see no longer.") },
	{ .name = "ticket unwatch",
	    .run = unwatch,
	    .may = MAY_ANYONE,
	    .writes = true,
	    .args = "<ticket:ticket> who:agent?",
	    .help = N_("Follow a ticket no more") },
	{ .name = "ticket watchers",
	    .title = N_("Who follows it"),
	    .run = watchers,
	    .columns = "name at made_by_name via",
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket>",
	    .help = N_("List who follows a ticket, and by which one") },
	{ 0 },
};
