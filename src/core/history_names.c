/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * history_names.c - what the codes in a trail are called: teams, branches,
 * typifications, outcomes, causes, services, and why a ticket was referred.
 */
#include "core/approval_desk.h"
#include "core/history.h"
#include "core/list.h"
#include "core/slot.h"

/* What the code in a field is one of; a reason may be words of one's own. */
static const struct {
	const char *field, *kind;
} codes[] = {
	{ "team", "team" },
	{ "from_team", "team" },
	{ "to_team", "team" },
	{ "lent_to", "team" },
	{ "called", "team" },
	{ "called", "skill" },
	{ "reason", "referral" },
	{ "why", "referral" },
	{ "typification", "typification" },
	{ "outcome", "outcome" },
	{ "branch", "branch" },
	{ "cause", "cause" },
};

static bool
is_code(struct str field)
{
	for (size_t k = 0; k < countof(codes); k++)
		if (str_is(field, codes[k].field))
			return true;
	return false;
}

struct wanted {
	struct str *v;
	size_t n, cap;
};

static void
want(struct arena *a, struct wanted *all, struct str code)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i], code))
			return;
	if (code.len > 0)
		*vec_push(a, all) = code;
}

static struct str
name_of(const struct rows_history_code_names *names, const char *kind,
    struct str code)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->v[i].code, code) &&
		    str_is(names->v[i].kind, kind))
			return names->v[i].name;
	return STR_NONE;
}

/* By whichever kind the field may be a code of. */
static struct str
called(const struct rows_history_code_names *names, struct str field,
    struct str code)
{
	struct str name = STR_NONE;

	for (size_t k = 0; k < countof(codes) && name.len == 0; k++)
		if (str_is(field, codes[k].field))
			name = name_of(names, codes[k].kind, code);
	return name;
}

static struct wanted
collect(struct arena *a, const struct history_rows *rows)
{
	struct wanted all = { 0 };

	for (size_t i = 0; i < rows->n; i++) {
		const struct history_row *r = &rows->v[i];

		want(a, &all, r->branch);
		if (str_is(r->entity, "field"))
			want(a, &all, r->field);
		if (is_code(r->field)) {
			want(a, &all, r->old);
			want(a, &all, r->new);
		}
	}
	return all;
}

/* Services are set up, not labelled. */
static enum err
name_services(struct core *c, struct arena *a, struct history_rows *got)
{
	struct services all = { 0 };
	enum err rc = OK;

	for (size_t i = 0; i < got->n && rc == OK; i++) {
		struct history_row *r = &got->v[i];

		if (!str_is(r->field, "service"))
			continue;
		if (all.n == 0)
			rc = services_load(c, a, &all);
		r->old_name = service_name(&all, r->old, list_lang(c));
		r->new_name = service_name(&all, r->new, list_lang(c));
	}
	return rc;
}

/* So are the rules of approvals. */
static enum err
name_rules(struct core *c, struct arena *a, struct history_rows *got)
{
	struct approval_rules all = { 0 };
	enum err rc = OK;

	for (size_t i = 0; i < got->n && rc == OK; i++) {
		struct history_row *r = &got->v[i];

		if (!str_is(r->field, "rule"))
			continue;
		if (all.n == 0)
			rc = approval_rules(c, a, &all);
		for (size_t k = 0; k < all.n; k++)
			if (str_eq(all.v[k].name, r->new))
				r->new_name =
				    approval_title(&all.v[k], list_lang(c));
	}
	return rc;
}

enum err
history_name_codes(struct core *c, struct arena *a, struct history_rows *got)
{
	struct wanted all = collect(&c->scratch, got);
	struct rows_history_code_names names;
	enum err rc = OK;

	if (all.n > 0)
		rc = q_history_code_names(c->db, a,
		    list_texts(&c->scratch, all.v, all.n), list_lang(c),
		    &names);
	for (size_t i = 0; i < got->n && rc == OK && all.n > 0; i++) {
		struct history_row *r = &got->v[i];
		struct str branch = name_of(&names, "branch", r->branch);

		r->old_name = called(&names, r->field, r->old);
		r->new_name = called(&names, r->field, r->new);
		if (str_is(r->entity, "field"))
			r->field_name = name_of(&names, "field", r->field);
		r->branch = branch.len > 0 ? branch : r->branch;
	}
	if (rc != OK)
		return core_db(c, rc);
	rc = name_services(c, a, got);
	return rc == OK ? name_rules(c, a, got) : rc;
}
