/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointment_undo.c - what taking back means for appointments: the state that
 * was, with its slot.
 */
#include "core/appointment.h"
#include "core/undo.h"

static enum err
put_back(struct core *c, struct write *w,
    const struct row_appointment_take *was, struct str state, struct str result)
{
	w->version = was->version + 1;
	return appointment_set(c, w, was, state, result);
}

/* What was booked is cancelled; what was ended is to come again. */
enum err
appointment_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	const struct undo_value *state = undo_get(u, "appointment", "state");
	const struct undo_value *result = undo_get(u, "appointment", "result");
	struct row_appointment_take was;
	enum err rc = appointment_take(c, w, w->id, &was);

	if (rc != OK || state == NULL)
		return rc;
	return put_back(c, w, &was,
	    state->old.len > 0 ? state->old : STR("cancelled"),
	    result != NULL ? result->old : STR_NONE);
}

/* The state from which the old one was moved. */
static struct str
before_move(const struct undo_of *u)
{
	for (size_t i = 0; i < u->nv; i++)
		if (str_is(u->v[i].field, "state") &&
		    appointment_open(u->v[i].old))
			return u->v[i].old;
	return STR("booked");
}

/* The new one is cancelled and the old one to come again; a redo the other way
 * round. The one that gives its slot back goes first. */
enum err
appointment_move_undo(struct core *c, struct write *w, const struct undo_of *u)
{
	struct row_appointment_take old, made;
	struct row_appointment_previous before;
	enum err rc;

	rc = core_db(c,
	    q_appointment_previous(c->db, &c->scratch, w->id, &before));
	if (rc != OK || (rc = appointment_take(c, w, w->id, &made)) != OK ||
	    (rc = appointment_take(c, w, before.previous, &old)) != OK)
		return rc;
	if (u->redo
		? !str_is(made.state, "cancelled") ||
		    !appointment_open(old.state)
		: !appointment_open(made.state) || !str_is(old.state, "moved"))
		return fail(&c->fault, ERR_CONFLICT,
		    _("it was changed again since; nothing was undone, change "
		      "it by hand"));
	w->version = made.version + 1;
	if (u->redo) {
		rc = appointment_set(c, w, &old, STR("moved"), STR_NONE);
		return rc == OK
		    ? appointment_set(c, w, &made, STR("booked"), STR_NONE)
		    : rc;
	}
	rc = appointment_set(c, w, &made, STR("cancelled"), STR_NONE);
	return rc == OK ? appointment_set(c, w, &old, before_move(u), STR_NONE)
			: rc;
}
