/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_edit.c - whose a ticket is, and what it is about.
 */
#include "core/complaint.h"
#include "core/list.h"
#include "core/referral.h"
#include "core/state_word.h"
#include "core/ticket_own.h"

enum { SUBJECT_MAX = 200 };

static enum err
make_assign(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	const struct ticket_assign *to = ch->in;
	struct str team = list_given(to->team);
	enum err rc;

	if (ticket_state_done(was->state))
		return ticket_over(c, was);
	if ((rc = referral_keeps(c, w, was)) != OK)
		return rc;
	if (team.len == 0 && id_none(to->owner))
		return fail(&c->fault, ERR_NEED_ARG,
		    _("say to which team or agent the ticket goes"));
	if (team.len > 0) {
		if ((rc = ticket_check_team(c, team)) != OK)
			return rc;
		now->team = team;
		now->owner = ID_NONE;
	}
	if (!id_none(to->owner)) {
		if ((rc = ticket_check_owner(c, to->owner)) != OK)
			return rc;
		now->owner = to->owner;
	}
	return OK;
}

enum err
ticket_assign(struct core *c, struct id id, const struct ticket_assign *to,
    int64_t version)
{
	struct ticket_change ch = { .verb = "assign",
		.version = version,
		.in = to,
		.make = make_assign };

	return ticket_change(c, MAY_TICKET_ASSIGN, id, &ch);
}

static enum err
edit_leaf(struct core *c, struct write *w, const struct ticket_edit *e,
    struct row_ticket_take *now)
{
	struct str code = list_given(e->typification);
	struct row_typification_get leaf;
	struct rows_field_value_list old;
	enum err rc;

	/* What it is about already stays, though nothing new may be. */
	if (code.len == 0 || str_eq(code, now->typification))
		return OK;
	if ((rc = typification_leaf(c, &c->scratch, code, &leaf)) != OK)
		return rc;
	rc = q_field_value_list(c->db, &c->scratch, STR("ticket"), w->id, &old);
	if (rc != OK)
		return core_db(c, rc);
	now->typification = leaf.code;
	rc = ticket_check_fields(c, &leaf, &old, e->fields, e->nfields);
	return rc == OK && str_is(leaf.kind, "complaint")
	    ? complaint_begin(c, w)
	    : rc;
}

static enum err
make_edit(struct core *c, struct write *w, struct ticket_change *ch,
    const struct row_ticket_take *was, struct row_ticket_take *now)
{
	const struct ticket_edit *e = ch->in;
	enum err rc;

	if (ticket_state_done(was->state))
		return ticket_over(c, was);
	if (list_given(e->subject).len > 0 &&
	    (rc = core_text(c, _("the subject"), e->subject, SUBJECT_MAX, false,
		 false, &now->subject)) != OK)
		return rc;
	if (e->priority != 0) {
		if ((rc = ticket_check_priority(c, e->priority)) != OK)
			return rc;
		now->priority = e->priority;
	}
	if ((rc = edit_leaf(c, w, e, now)) != OK ||
	    (rc = ticket_check_emptied(c, now->typification, e->fields,
		 e->nfields)) != OK)
		return rc;
	return field_save(c, w, "ticket", was->id, e->fields, e->nfields);
}

enum err
ticket_edit(struct core *c, struct id id, const struct ticket_edit *e,
    int64_t version)
{
	struct ticket_change ch = {
		.verb = "edit", .version = version, .in = e, .make = make_edit
	};

	return ticket_change(c, MAY_TICKET_EDIT, id, &ch);
}
