/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_undo.c - a change of a ticket is taken back.
 */
#include "core/closing.h"
#include "core/complaint.h"
#include "core/courtesy.h"
#include "core/field.h"
#include "core/message.h"
#include "core/promise_keep.h"
#include "core/referral.h"
#include "core/ticket_own.h"
#include "core/undo.h"

/* The field of a ticket as a text says it. */
static void
set_back(const struct undo_value *v, struct row_ticket_take *now)
{
	int64_t n = 0;

	(void)str_int(v->old, &n);
	if (str_is(v->field, "state"))
		now->state = v->old;
	else if (str_is(v->field, "cycle"))
		now->cycle = n;
	else if (str_is(v->field, "team"))
		now->team = v->old;
	else if (str_is(v->field, "owner") && !id_parse(v->old, &now->owner))
		now->owner = ID_NONE;
	else if (str_is(v->field, "lent_to"))
		now->lent_to = v->old;
	else if (str_is(v->field, "lent_owner") &&
	    !id_parse(v->old, &now->lent_owner))
		now->lent_owner = ID_NONE;
	else if (str_is(v->field, "subject"))
		now->subject = v->old;
	else if (str_is(v->field, "priority"))
		now->priority = n;
	else if (str_is(v->field, "typification"))
		now->typification = v->old;
	else if (str_is(v->field, "until") &&
	    clock_parse(v->old, &now->until_at, NULL) != OK)
		now->until_at = 0;
}

/* When it was resolved and closed, as the log has it. */
static enum err
date_back(struct core *c, const struct undo_of *u, struct row_ticket_take *now)
{
	bool closed = str_is(now->state, "closed");
	struct row_undo_state_at at;
	enum err rc = OK;

	now->resolved_at = now->closed_at = 0;
	if (closed || str_is(now->state, "resolved"))
		rc = q_undo_state_at(c->db, &c->scratch, now->id,
		    STR("resolved"), u->n, &at);
	else
		at.at = 0;
	if (rc == OK)
		now->resolved_at = at.at;
	if (rc == OK && (closed || str_is(now->state, "cancelled"))) {
		rc = q_undo_state_at(c->db, &c->scratch, now->id, now->state,
		    u->n, &at);
		if (rc == OK)
			now->closed_at = at.at;
	}
	return core_db(c, rc);
}

/* Custom fields as they were; one that had no value has none again, unless
 * what the ticket is about now requires it. */
static enum err
fields_back(struct core *c, struct write *w, const struct undo_of *u,
    struct str typification)
{
	struct pair *pairs = NEWN(&c->scratch, struct pair, u->nv);
	size_t n = 0;
	enum err rc;

	for (size_t i = 0; i < u->nv; i++)
		if (str_is(u->v[i].entity, "field"))
			pairs[n++] =
			    (struct pair){ u->v[i].field, u->v[i].old };
	rc = ticket_check_emptied(c, typification, pairs, n);
	return rc == OK ? field_save(c, w, "ticket", u->id, pairs, n) : rc;
}

enum err
ticket_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct row_ticket_take was, now;
	enum err rc;

	rc = ticket_take(c, w, w->id, &was);
	if (rc != OK)
		return rc;
	now = was;
	for (size_t i = 0; i < u->nv; i++)
		if (str_is(u->v[i].entity, "ticket"))
			set_back(&u->v[i], &now);
	if (!str_eq(was.state, now.state) && (rc = date_back(c, u, &now)) != OK)
		return rc;
	if (str_is(now.state, "cancelled") && now.closed_at == 0)
		now.closed_at = w->at; /* it is by the undo itself */
	if ((rc = referral_undo(c, w, u)) != OK)
		return rc;
	ticket_tell(c, w, &was, &now);
	if ((rc = fields_back(c, w, u, now.typification)) != OK ||
	    (rc = complaint_back(c, w, u)) != OK ||
	    (rc = courtesy_back(c, w, u)) != OK ||
	    (rc = ticket_save(c, w, &was, &now, STR("undo"))) != OK ||
	    (rc = message_undo(c, w, u)) != OK)
		return rc;
	return promise_follow(c, w, w->id);
}
