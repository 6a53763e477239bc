/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * appointment_list.c - appointments as people read them.
 */
#include "core/appointment.h"

#include "core/list.h"

static enum err
found(struct core *c, enum err rc)
{
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such appointment, or none that you may "
		      "see"));
	return core_db(c, rc);
}

enum err
appointment_get(struct core *c, struct arena *a, struct id id,
    struct row_appointment_rows *row)
{
	struct rows_appointment_rows rows;
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_appointment_rows(c->db, a, &scope,
	    list_ids(&c->scratch, &id, 1, sizeof(id)), &rows);
	if (rc == OK && rows.n == 0)
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		*row = rows.v[0];
	return found(c, rc);
}

enum err
appointment_id(struct core *c, struct str ref, struct id *id)
{
	struct row_appointment_number row;
	struct row_appointment_rows whole;
	struct scope scope;
	int64_t number;
	enum err rc;

	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK ||
	    (rc = list_ref(c, ref, 'a',
		 _("'%s' is no appointment; write A-1042, 1042 or the id"),
		 &row.id, &number)) != OK)
		return rc;
	if (number == 0)
		rc = appointment_get(c, &c->scratch, row.id, &whole);
	else
		rc = q_appointment_number(c->db, &c->scratch, &scope, number,
		    &row);
	if (rc == OK)
		*id = row.id;
	return found(c, rc);
}

static enum err
check_state(struct core *c, struct str state, struct str *list)
{
	if (state.len == 0)
		state = STR("booked,confirmed");
	if (str_is(state, "all")) {
		*list = STR_NONE;
		return OK;
	}
	*list = list_words(&c->scratch, state);
	if (str_is(state, "booked,confirmed") ||
	    appointment_state_word(state) != NULL)
		return OK;
	return fail(&c->fault, ERR_INVALID,
	    _("no state '%s'; there are booked, confirmed, kept, missed, "
	      "moved, cancelled and all"),
	    state.s);
}

static enum err
pick(struct core *c, const struct appointment_filter *f,
    const struct scope *scope, struct str *ids)
{
	msec from = f->from != 0 ? f->from : clock_now(c->clock) - DAYS(1);
	msec to = f->to != 0 ? f->to : INT64_MAX;
	int64_t limit = list_limit(f->limit, 50, 500);
	struct rows_appointment_pick_customer theirs;
	struct rows_appointment_pick_branch there;
	struct rows_appointment_pick any;
	struct arena *a = &c->scratch;
	struct slot_rule r;
	struct str states;
	enum err rc;

	if ((rc = check_state(c, list_given(f->state), &states)) != OK)
		return rc;
	if (!id_none(f->customer)) {
		rc = q_appointment_pick_customer(c->db, a, scope, f->customer,
		    states, from, to, limit, &theirs);
		if (rc == OK)
			*ids = LIST_IDS(a, theirs);
	} else if (list_given(f->branch).len > 0) {
		if ((rc = slot_branch(c, a, f->branch, &r)) != OK)
			return rc;
		rc = q_appointment_pick_branch(c->db, a, scope, r.branch,
		    states, from, to, limit, &there);
		if (rc == OK)
			*ids = LIST_IDS(a, there);
	} else {
		rc = q_appointment_pick(c->db, a, scope, states, from, to,
		    limit, &any);
		if (rc == OK)
			*ids = LIST_IDS(a, any);
	}
	return core_db(c, rc);
}

enum err
appointment_list(struct core *c, struct arena *a,
    const struct appointment_filter *f, struct rows_appointment_rows *rows)
{
	struct scope scope;
	struct str ids;
	enum err rc;

	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK ||
	    (rc = pick(c, f, &scope, &ids)) != OK)
		return rc;
	return core_db(c, q_appointment_rows(c->db, a, &scope, ids, rows));
}

bool
appointment_open(struct str state)
{
	return str_is(state, "booked") || str_is(state, "confirmed");
}

const char *
appointment_state_word(struct str state)
{
	static const struct {
		const char *state, *word;
	} all[] = {
		{ "booked", NC_("appointment", "booked") },
		{ "confirmed", NC_("appointment", "confirmed") },
		{ "kept", NC_("appointment", "kept") },
		{ "missed", NC_("appointment", "missed") },
		{ "moved", NC_("appointment", "moved") },
		{ "cancelled", NC_("appointment", "cancelled") },
	};

	for (size_t i = 0; i < countof(all); i++)
		if (str_is(state, all[i].state))
			return meant(all[i].word);
	return NULL;
}
