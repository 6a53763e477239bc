/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction_about.c - what a contact is about: its notes and its matters.
 */
#include "core/interaction_body.h"
#include "core/image.h"
#include "core/list.h"
#include "core/message.h"
#include "core/ticket.h"
#include "core/typification.h"

static enum err
note_body(struct core *c, struct write *w)
{
	struct message_new m = { .direction = "internal",
		.channel = STR("note"),
		.interaction = w->id };
	const struct str *text = w->u;
	struct row_interaction_take row;
	enum err rc;

	if ((rc = interaction_take(c, w, &row)) != OK ||
	    (rc = message_text(c, *text, &m.body)) != OK)
		return rc;
	m.customer = row.customer;
	w->version = row.version;
	return message_add(c, w, &m);
}

enum err
interaction_note(struct core *c, struct id id, struct str text)
{
	return interaction_write(c, "note", id, note_body, &text);
}

/* ---- matters ------------------------------------------------------------ */

struct matter {
	struct str typification;
	struct id ticket;
};

enum err
interaction_see_ticket(struct core *c, struct id id)
{
	struct row_ticket_get row;

	return id_none(id) ? OK : ticket_get(c, &c->scratch, id, &row);
}

enum err
interaction_matter(struct core *c, struct write *w,
    const struct row_interaction_take *row, struct str code, struct id ticket,
    bool skip)
{
	struct id id = id_make(w->now);
	struct row_matter_same same;
	enum err rc;

	rc = q_matter_same(c->db, &c->scratch, row->id, code, ticket, &same);
	if (rc != OK)
		return core_db(c, rc);
	if (same.n > 0 && skip)
		return OK;
	if (same.n > 0)
		return fail(&c->fault, ERR_INVALID,
		    _("the contact is about '%s' already; nothing was "
		      "changed"),
		    code.s);
	write_set(c, w, "typification", STR_NONE, code);
	write_set(c, w, "ticket", STR_NONE, id_str(&ticket));
	rc = q_matter_add(c->db, id, row->id, code, ticket, NULL);
	return rc == OK
	    ? image_made(c, w, "matter", id_str(&id), STR_NONE, STR_NONE)
	    : core_db(c, rc);
}

static enum err
typify_body(struct core *c, struct write *w)
{
	const struct matter *m = w->u;
	struct row_typification_get leaf;
	struct row_interaction_take row;
	struct str code;
	enum err rc;

	if ((rc = interaction_take(c, w, &row)) != OK ||
	    (rc = interaction_see_ticket(c, m->ticket)) != OK ||
	    (rc = typification_resolve(c, &c->scratch, m->typification,
		 &code)) != OK ||
	    (rc = typification_leaf(c, &c->scratch, code, &leaf)) != OK)
		return rc;
	w->version = row.version;
	return interaction_matter(c, w, &row, leaf.code, m->ticket, false);
}

enum err
interaction_typify(struct core *c, struct id id, struct str typification,
    struct id ticket)
{
	struct matter m = { list_given(typification), ticket };

	return interaction_write(c, "typify", id, typify_body, &m);
}
