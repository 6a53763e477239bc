/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * day.c - my day in one answer, as home shows it.
 */
#include "core/day.h"

#include "cmd/cmd.h"

static void
answer_sums(struct reply *r, const struct day *d)
{
	reply_text(r, "state", d->state.state);
	reply_at(r, "since_at", d->state.since_at);
	reply_int(r, "tickets_open", d->ntickets);
	reply_int(r, "callbacks_open", d->ncallbacks);
	reply_int(r, "callbacks_late", d->nlate);
	reply_int(r, "contacts", d->contacts);
	reply_int(r, "ended", d->ended);
	reply_int(r, "typified", d->typified);
	reply_int(r, "talk_mean_s", d->talk_mean / SECONDS(1));
	reply_int(r, "hold_mean_s", d->hold_mean / SECONDS(1));
	reply_int(r, "waiting_now", d->nwaiting);
	reply_at(r, "oldest_at", d->oldest_at);
	reply_int(r, "unseen", d->unseen);
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct day d;
	enum err rc = day_get(cx->core, cx->arena, arg_int(a, "limit", 0), &d);

	if (rc != OK)
		return rc;
	answer_sums(r, &d);
	ANSWER_ROWS(r, "due", DAY_TICKETS, d.tickets);
	ANSWER_ROWS(r, "callbacks", CALLBACK_ROWS, d.callbacks);
	ANSWER_ROWS(r, "waiting", DAY_WAITING, d.waiting);
	ANSWER_ROWS(r, "notices", NOTICE_LIST, d.notices);
	return OK;
}

const struct cmd_def cmd_day[] = {
	{ .name = "day",
	    .title = N_("My day"),
	    .run = show,
	    .args = "limit:int?",
	    .help = N_("Show your day: what is due, whom to call, who "
		       "waits") },
	{ 0 },
};
