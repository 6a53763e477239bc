/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * callback_list.c - calls that were promised, read: one, by its number, and
 * those that are to be made.
 */
#include "core/callback.h"

#include "core/callback_rule.h"
#include "core/list.h"

enum err
callback_found(struct core *c, enum err rc)
{
	if (rc == ERR_NOT_FOUND)
		return fail(&c->fault, rc,
		    _("there is no such callback, or none that you may see"));
	return core_db(c, rc);
}

enum err
callback_get(struct core *c, struct arena *a, struct id id,
    struct row_callback_rows *row)
{
	struct rows_callback_rows rows;
	struct scope scope;
	enum err rc = core_allow(c, MAY_INTERACTION_READ, &scope);

	if (rc != OK)
		return rc;
	rc = q_callback_rows(c->db, a, &scope,
	    list_ids(&c->scratch, &id, 1, sizeof(id)), &rows);
	if (rc == OK && rows.n == 0)
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		*row = rows.v[0];
	return callback_found(c, rc);
}

enum err
callback_id(struct core *c, struct str ref, struct id *id)
{
	struct row_callback_number row;
	struct row_callback_rows whole;
	struct scope scope;
	int64_t number;
	enum err rc;

	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK ||
	    (rc = list_ref(c, ref, 'c',
		 _("'%s' is no callback; write C-1042, 1042 or the id"),
		 &row.id, &number)) != OK)
		return rc;
	if (number == 0)
		rc = callback_get(c, &c->scratch, row.id, &whole);
	else
		rc =
		    q_callback_number(c->db, &c->scratch, &scope, number, &row);
	if (rc == OK)
		*id = row.id;
	return callback_found(c, rc);
}

static enum err
check_state(struct core *c, struct str state, struct str *list)
{
	if (state.len == 0)
		state = STR("open");
	if (str_is(state, "all")) {
		*list = STR_NONE;
		return OK;
	}
	if (callback_state_word(state) == NULL)
		return fail(&c->fault, ERR_INVALID,
		    _("no state '%s'; there are open, done, missed, moved, "
		      "cancelled and all"),
		    state.s);
	*list = list_words(&c->scratch, state);
	return OK;
}

static enum err
pick(struct core *c, const struct callback_filter *f, const struct scope *scope,
    struct str *ids)
{
	msec until = f->until != 0 ? f->until : INT64_MAX;
	int64_t limit = list_limit(f->limit, 50, 500);
	struct rows_callback_pick_customer theirs;
	struct rows_callback_mine mine;
	struct rows_callback_pick any;
	struct arena *a = &c->scratch;
	struct str states, team = list_given(f->team);
	enum err rc;

	if ((rc = check_state(c, list_given(f->state), &states)) != OK)
		return rc;
	if (f->mine) {
		rc = q_callback_mine(c->db, a, scope, c->me.id, until,
		    clock_now(c->clock) - CALLBACK_LATE, limit, &mine);
		if (rc == OK)
			*ids = LIST_IDS(a, mine);
	} else if (!id_none(f->customer)) {
		rc = q_callback_pick_customer(c->db, a, scope, f->customer,
		    states, team, until, limit, &theirs);
		if (rc == OK)
			*ids = LIST_IDS(a, theirs);
	} else {
		rc = q_callback_pick(c->db, a, scope, states, team, until,
		    limit, &any);
		if (rc == OK)
			*ids = LIST_IDS(a, any);
	}
	return core_db(c, rc);
}

enum err
callback_list(struct core *c, struct arena *a, const struct callback_filter *f,
    struct rows_callback_rows *rows)
{
	struct scope scope;
	struct str ids;
	enum err rc;

	if ((rc = core_allow(c, MAY_INTERACTION_READ, &scope)) != OK ||
	    (rc = pick(c, f, &scope, &ids)) != OK)
		return rc;
	return core_db(c, q_callback_rows(c->db, a, &scope, ids, rows));
}
