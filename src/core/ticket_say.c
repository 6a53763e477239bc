/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_say.c - words on a ticket: notes, and what the customer is told.
 */
#include "core/link.h"
#include "core/list.h"
#include "core/message.h"
#include "core/promise_keep.h"
#include "core/ticket_own.h"

static enum err
say_body(struct core *c, struct write *w)
{
	struct message_new m = *(const struct message_new *)w->u;
	struct row_ticket_take row;
	enum err rc;

	rc = ticket_take(c, w, w->id, &row);
	if (rc == OK)
		rc = link_points_on(c, &row);
	if (rc == OK)
		rc = message_text(c, m.body, &m.body);
	if (rc != OK)
		return rc;
	m.ticket = w->id;
	w->version = row.version;
	if ((rc = message_add(c, w, &m)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}

enum err
ticket_note(struct core *c, struct id id, struct str text)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("note"),
		.body = list_given(text) };

	return ticket_write(c, MAY_TICKET_EDIT, id, "note", say_body, &m);
}

enum err
ticket_reply(struct core *c, struct id id, struct str channel, struct str text)
{
	struct message_new m = { .direction = "out",
		.public = true,
		.channel = list_given(channel),
		.body = list_given(text) };
	enum err rc = message_channel(c, m.channel);

	return rc == OK
	    ? ticket_write(c, MAY_TICKET_EDIT, id, "reply", say_body, &m)
	    : rc;
}

enum err
ticket_send(struct core *c, struct id id, struct str channel, struct str to,
    struct str text)
{
	return ticket_send_files(c, id, channel, to, text, STR_NONE);
}

enum err
ticket_send_files(struct core *c, struct id id, struct str channel,
    struct str to, struct str text, struct str files)
{
	struct message_new m = { .direction = "out",
		.public = true,
		.channel = list_given(channel),
		.sends = true,
		.to = list_given(to),
		.files = list_given(files),
		.body = list_given(text) };
	enum err rc = message_channel(c, m.channel);

	return rc == OK
	    ? ticket_write(c, MAY_TICKET_EDIT, id, "reply", say_body, &m)
	    : rc;
}
