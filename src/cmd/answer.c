/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * answer.c - answers that several nouns share.
 */
#include "cmd/answer.h"

#include "core/history.h"
#include "core/ticket.h"

enum err
answer_trail(struct cmd_ctx *cx, const struct args *a, const char *entity,
    struct id id)
{
	struct reply *r = cx->reply;
	struct history_rows rows;
	enum err rc = history_list(cx->core, cx->arena, entity, id,
	    arg_int(a, "before", 0), arg_int(a, "limit", 0), &rows);

	if (rc != OK)
		return rc;
	reply_table(r, "rows");
	for (size_t i = 0; i < rows.n; i++) {
		const struct history_row *h = &rows.v[i];

		reply_line(r);
		reply_int(r, "n", h->n);
		reply_at(r, "happened_at", h->at);
		reply_at(r, "recorded_at", h->recorded_at);
		reply_text(r, "who", h->who);
		reply_text(r, "real", h->real);
		reply_text(r, "kind", h->kind);
		reply_text(r, "entity",
		    h->beside.len > 0 ? h->thing : h->entity);
		reply_text(r, "field", h->field);
		reply_text(r, "old", h->old);
		reply_text(r, "new", h->beside.len > 0 ? h->beside : h->new);
		reply_int(r, "version", h->version);
	}
	return OK;
}

enum err
answer_unseen(struct cmd_ctx *cx, struct id id, enum err rc)
{
	if (rc != ERR_NOT_FOUND && rc != ERR_DENIED)
		return rc;
	cx->core->fault = (struct fault){ .code = OK };
	reply_id(cx->reply, "id", id);
	return OK;
}

enum err
answer_ticket(struct cmd_ctx *cx, struct id id)
{
	struct row_ticket_get row;
	enum err rc = ticket_get(cx->core, cx->arena, id, &row);

	if (rc != OK)
		return answer_unseen(cx, id, rc);
	ANSWER(cx->reply, TICKET_GET, &row);
	return OK;
}
