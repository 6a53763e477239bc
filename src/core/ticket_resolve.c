/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_resolve.c - a ticket is resolved: what its leaf demands at the end,
 * how a complaint ends, and what was done.
 */
#include "core/approval.h"
#include "core/complaint.h"
#include "core/list.h"
#include "core/message.h"
#include "core/ticket_own.h"

/* What the leaf demands at the end. The complaint's own words are no fields. */
static enum err
check_closing(struct core *c, const struct row_ticket_take *t,
    const struct ticket_resolution *in)
{
	struct row_typification_get leaf;
	struct rows_field_value_list old;
	enum err rc;

	rc = q_typification_get(c->db, &c->scratch, t->typification,
	    list_lang(c), &leaf);
	if (rc == OK)
		rc = q_field_value_list(c->db, &c->scratch, STR("ticket"),
		    t->id, &old);
	if (rc != OK)
		return core_db(c, rc);
	leaf.required = leaf.closing;
	if ((rc = ticket_check_fields(c, &leaf, &old, in->fields,
		 in->nfields)) != OK)
		return rc;
	return complaint_ready(c, t->id, t->number, &leaf);
}

enum err
ticket_check_closing(struct core *c, const struct row_ticket_take *t)
{
	const struct ticket_resolution nothing = { .redress = -1 };

	return check_closing(c, t, &nothing);
}

static enum err
make_resolve(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("resolution"),
		.ticket = w->id };
	const struct ticket_resolution *in = ch->in;
	struct complaint_outcome outcome = { in->outcome, in->cause,
		in->redress, true };
	enum err rc;

	if ((rc = ticket_make_move(c, w, ch, was, now)) != OK ||
	    (rc = message_text(c, ch->text, &m.body)) != OK ||
	    (rc = approval_settled(c, was->id, w->now)) != OK ||
	    (rc = complaint_put(c, w, &outcome)) != OK ||
	    (rc = check_closing(c, was, in)) != OK ||
	    (rc = ticket_check_emptied(c, was->typification, in->fields,
		 in->nfields)) != OK ||
	    (rc = field_save(c, w, "ticket", was->id, in->fields,
		 in->nfields)) != OK)
		return rc;
	return message_add(c, w, &m);
}

enum err
ticket_resolve_with(struct core *c, struct id id,
    const struct ticket_resolution *in, int64_t version)
{
	return ticket_go(c, id,
	    (struct ticket_change){ .verb = "resolve",
		.text = in->text,
		.leg = in->leg,
		.in = in,
		.fields = in->fields,
		.nfields = in->nfields,
		.version = version,
		.make = make_resolve });
}

enum err
ticket_resolve(struct core *c, struct id id, struct str text, int64_t version)
{
	const struct ticket_resolution in = { .text = text, .redress = -1 };

	return ticket_resolve_with(c, id, &in, version);
}
