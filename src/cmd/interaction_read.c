/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction_read.c - what a contact was, and which there are.
 */
#include "cmd/interaction_read.h"

#include "cmd/answer.h"
#include "cmd/refer.h"
#include "core/interaction.h"
#include "core/message.h"

enum err
interaction_open_answer(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_interaction_open rows;
	enum err rc = interaction_open(cx->core, cx->arena, &rows);

	(void)a;
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", INTERACTION_OPEN, rows);
	return rc;
}

enum err
interaction_show_answer(struct cmd_ctx *cx, const struct args *a)
{
	struct row_interaction_get row;
	struct rows_matter_list matters;
	struct rows_message_of_interaction words;
	struct id id;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK)
		return rc;
	if ((rc = interaction_get(cx->core, cx->arena, id, &row)) != OK)
		return rc;
	if ((rc = interaction_matters(cx->core, cx->arena, id, &matters)) != OK)
		return rc;
	rc = message_of_interaction(cx->core, cx->arena, id, &words);
	if (rc != OK)
		return rc;
	ANSWER(cx->reply, INTERACTION_GET, &row);
	ANSWER_ROWS(cx->reply, "matters", MATTER_LIST, matters);
	ANSWER_ROWS(cx->reply, "messages", MESSAGE_OF_INTERACTION, words);
	return OK;
}

static enum err
after(struct cmd_ctx *cx, const struct args *a, struct interaction_filter *f)
{
	struct row_interaction_get row;
	enum err rc = refer_interaction(cx, a, "after", &f->before);

	if (rc != OK || id_none(f->before))
		return rc;
	rc = interaction_get(cx->core, cx->arena, f->before, &row);
	if (rc == OK)
		f->before_at = row.started_at;
	return rc;
}

enum err
interaction_list_answer(struct cmd_ctx *cx, const struct args *a)
{
	struct interaction_filter f = {
		.states = arg_str(a, "state"),
		.channel = arg_str(a, "channel"),
		.queue = arg_str(a, "queue"),
		.limit = arg_int(a, "limit", 0),
	};
	struct rows_interaction_rows rows;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &f.customer)) != OK)
		return rc;
	if ((rc = refer_agent(cx, a, "agent", &f.owner)) != OK)
		return rc;
	if ((rc = after(cx, a, &f)) != OK)
		return rc;
	rc = interaction_list(cx->core, cx->arena, &f, &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", INTERACTION_ROWS, rows);
	return rc;
}

enum err
interaction_history_answer(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_interaction(cx, a, "contact", &id);

	return rc == OK ? answer_trail(cx, a, "interaction", id) : rc;
}
