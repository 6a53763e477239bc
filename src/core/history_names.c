/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history_names.c - what the codes in a trail are called: teams, branches,
 * typifications, outcomes, and why a ticket was referred.
 */
#include "core/history.h"
#include "core/list.h"

static enum err
team_name(struct core *c, struct arena *a, struct str code, struct str *name)
{
	struct row_team_get row;
	enum err rc = q_team_get(c->db, a, code, &row);

	if (rc == OK)
		*name = row.name;
	return rc;
}

static enum err
type_name(struct core *c, struct arena *a, struct str code, struct str *name)
{
	struct row_typification_get row;
	enum err rc = q_typification_get(c->db, a, code, list_lang(c), &row);

	if (rc == OK)
		*name = row.name;
	return rc;
}

static enum err
outcome_name(struct core *c, struct arena *a, struct str code, struct str *name)
{
	struct rows_outcome_list rows;
	enum err rc = q_outcome_list(c->db, a, list_lang(c), 1, &rows);

	for (size_t i = 0; i < rows.n && rc == OK; i++)
		if (str_eq(rows.v[i].code, code))
			*name = rows.v[i].name;
	return rc;
}

enum err
history_branch(struct core *c, struct arena *a, struct str code,
    struct str *name)
{
	struct row_branch_get row;
	enum err rc = q_branch_get(c->db, a, code, &row);

	if (rc == OK)
		*name = row.name;
	return rc;
}

/* Why a leg was sent, sent back or refused: the house's own words. */
static enum err
reason_name(struct core *c, struct arena *a, struct str code, struct str *name)
{
	static const char *const verbs[] = { "send", "return", "reject" };
	enum err rc = OK;

	for (size_t k = 0; k < countof(verbs) && rc == OK; k++) {
		struct rows_referral_reasons rows;

		rc = q_referral_reasons(c->db, a, str_of(verbs[k]),
		    list_lang(c), &rows);
		for (size_t i = 0; rc == OK && i < rows.n; i++)
			if (str_eq(rows.v[i].code, code)) {
				*name = rows.v[i].name;
				return OK;
			}
	}
	return rc;
}

static const struct {
	const char *field;
	enum err (*name)(struct core *, struct arena *, struct str,
	    struct str *);
} codes[] = {
	{ "team", team_name },
	{ "from_team", team_name },
	{ "to_team", team_name },
	{ "lent_to", team_name },
	{ "reason", reason_name },
	{ "why", reason_name },
	{ "typification", type_name },
	{ "outcome", outcome_name },
	{ "branch", history_branch },
};

/* A name that an event before had is not asked for again. */
static enum err
name_code(struct core *c, struct arena *a, const struct history_rows *had,
    struct str field, struct str code, struct str *name)
{
	enum err rc = OK;
	size_t k = 0;

	*name = STR_NONE;
	while (k < countof(codes) && !str_is(field, codes[k].field))
		k++;
	if (k == countof(codes) || code.len == 0)
		return OK;
	for (size_t i = 0; i < had->n; i++) {
		const struct history_row *r = &had->v[i];

		if (!str_eq(r->field, field))
			continue;
		if (str_eq(r->old, code) || str_eq(r->new, code)) {
			*name =
			    str_eq(r->old, code) ? r->old_name : r->new_name;
			return OK;
		}
	}
	rc = codes[k].name(c, a, code, name);
	return rc == ERR_NOT_FOUND ? OK : core_db(c, rc);
}

enum err
history_name_codes(struct core *c, struct arena *a, struct history_rows *got)
{
	struct history_rows had = { got->v, 0 };
	enum err rc = OK;

	for (; had.n < got->n && rc == OK; had.n++) {
		struct history_row *r = &got->v[had.n];

		rc = name_code(c, a, &had, r->field, r->old, &r->old_name);
		if (rc == OK)
			rc = name_code(c, a, &had, r->field, r->new,
			    &r->new_name);
	}
	return rc;
}
