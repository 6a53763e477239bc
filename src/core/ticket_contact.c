/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_contact.c - the customer's words on a ticket: whoever waited for them
 * waits no longer, and what was done is open again, or held for a while.
 */
#include "core/courtesy.h"
#include "core/list.h"
#include "core/message.h"
#include "core/promise_keep.h"
#include "core/referral.h"
#include "core/ticket_own.h"

/* What was done when the customer wrote: until when the words are held, or
 * the move that opens it again; neither for a courtesy. */
static enum err
on_done(struct core *c, const struct write *w, const struct ticket_contact *in,
    const struct row_ticket_take *was, const struct ticket_move **back,
    msec *held)
{
	const struct ticket_move *m =
	    ticket_move_find("reopen", was->state, STR_NONE);
	enum err rc = OK;

	*held = 0;
	if (in->courtesy || m == NULL)
		return OK;
	if ((rc = promise_reopens(c, was, w->at)) != OK)
		return rc;
	if (!in->again && str_is(was->state, "resolved"))
		rc = courtesy_until(c, w, was, held);
	if (rc == OK && *held == 0)
		*back = m;
	return rc;
}

/* The customer's words: whoever waited for them waits no longer. */
static enum err
make_contact(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	const struct ticket_contact *in = ch->in;
	struct message_new m = { .direction = "in",
		.public = true,
		.channel = list_given(in->channel),
		.ticket = w->id };
	const struct ticket_move *back;
	struct id said;
	msec held = 0;
	enum err rc;

	if ((rc = message_text(c, list_given(in->text), &m.body)) != OK ||
	    (rc = message_channel(c, m.channel)) != OK)
		return rc;
	back = ticket_move_find("resume", was->state, STR_NONE);
	if (back == NULL && (rc = on_done(c, w, in, was, &back, &held)) != OK)
		return rc;
	if (back != NULL) {
		now->state = str_of(back->to);
		now->until_at = 0;
		ticket_settle(c, w, back->verb, now);
		if (strcmp(back->verb, "resume") == 0 &&
		    (rc = referral_resumes(c, now)) != OK)
			return rc;
	}
	if ((rc = message_put(c, w, &m, &said)) != OK)
		return rc;
	w->body_json = str_printf(&c->scratch, "{\"message\":\"%s\"}", said.s);
	return held != 0 ? courtesy_hold(c, w, was, said, held) : OK;
}

enum err
ticket_contact(struct core *c, struct id id, const struct ticket_contact *in)
{
	struct ticket_change ch = {
		.verb = "contact", .in = in, .says = true, .make = make_contact
	};

	return ticket_change(c, MAY_TICKET_EDIT, id, &ch);
}
