/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding_value.c - candidates for an argument's value: those of its type, and
 * of what only the database knows.
 */
#include "app/finding.h"
#include "base/utf8.h"
#include "core/agent.h"
#include "core/search.h"
#include "core/team.h"
#include "core/ticket_query.h"
#include "core/typification.h"

#define NAMED(fn, type, read)                                                  \
	static void fn(struct core *c, struct finding *f)                      \
	{                                                                      \
		struct type rows;                                              \
                                                                               \
		if ((read) != OK)                                              \
			return;                                                \
		for (size_t i = 0; i < rows.n; i++)                            \
			finding_named(f, rows.v[i].CODE, rows.v[i].name);      \
	}

enum { PEOPLE = 2000 };

#define CODE code
NAMED(teams, rows_team_list, team_list(c, f->a, false, &rows))
NAMED(branches, rows_branch_list, branch_list(c, f->a, false, &rows))
#undef CODE
#define CODE login
NAMED(people, rows_agent_list,
    agent_list(c, f->a, &(struct agent_filter){ .limit = PEOPLE }, &rows))
#undef CODE

/* By their short codes, too, as they are taken. */
static void
leaves(struct core *c, struct finding *f)
{
	struct typification_hits all;

	if (typification_paths(c, f->a, &all) != OK)
		return;
	for (size_t i = 0; i < all.n; i++)
		if (f->begun.len > 0 &&
		    str_starts(utf8_fold(f->a, all.v[i].mnemonic), f->begun))
			finding_fit(f, all.v[i].code, all.v[i].name);
	for (size_t i = 0; i < all.n; i++)
		finding_named(f, all.v[i].code, all.v[i].name);
}

enum { CUSTOMERS = 20, LETTERS = 3 };

/* By what they are found with; their id is what is written. */
static void
customers(struct core *c, struct finding *f)
{
	struct customer_hits hits;

	if (f->begun.len < LETTERS ||
	    customer_find(c, f->a, f->begun, CUSTOMERS, &hits) != OK)
		return;
	for (size_t i = 0; i < hits.n; i++)
		finding_named(f, str_of(hits.v[i].id.s), hits.v[i].name);
}

/* A filter's values: the word at the end goes on. */
static void
filters(struct core *c, struct finding *f)
{
	if (ticket_complete(c, f->a, f->to->spot.begun, finding_fits, f) != OK)
		f->to->v.n = 0; /* what there is cannot be asked just now */
}

static void
files(struct core *c, struct finding *f)
{
	(void)c;
	arg_file_offer(f->a, f->to->spot.begun, finding_fits, f);
}

static const struct {
	const char *type;
	void (*find)(struct core *, struct finding *);
} asked[] = {
	{ "team", teams },
	{ "branch", branches },
	{ "typification", leaves },
	{ "agent", people },
	{ "customer", customers },
	{ "filter", filters },
	{ "file", files },
	{ "newfile", files },
};

/* What the cursor was on when the line was begun, by the name people use. */
static void
under_cursor(struct core *c, struct finding *f, const struct subject *s)
{
	const char *type = f->to->spot.arg->type->name;
	struct row_ticket_get t;

	if (strcmp(type, "ticket") == 0 && s->kind != NULL &&
	    strcmp(s->kind, "ticket") == 0 &&
	    ticket_get(c, f->a, s->id, &t) == OK)
		finding_add(f, str_printf(f->a, "T-%lld", (long long)t.number),
		    t.subject);
	else if (strcmp(type, "customer") == 0 && !id_none(s->customer))
		finding_add(f, str_of(s->customer.s),
		    str_of(_("under the cursor")));
	else if (strcmp(type, "interaction") == 0 && !id_none(s->interaction))
		finding_add(f, str_of(s->interaction.s),
		    str_of(_("the contact")));
}

void
finding_values(struct core *c, struct finding *f, const struct subject *s)
{
	const struct arg_def *d = f->to->spot.arg;

	if (d == NULL)
		return;
	under_cursor(c, f, s);
	for (size_t i = 0; i < countof(asked); i++)
		if (strcmp(asked[i].type, d->type->name) == 0) {
			asked[i].find(c, f);
			return;
		}
	if (d->type->complete != NULL)
		d->type->complete(c, f->a, d, finding_word, f);
}

/* Does this argument have values that are known without asking? */
bool
finding_local(const struct arg_def *d)
{
	static const char *const types[] = { "bool", "choice", "verb", "kind" };

	for (size_t i = 0; d != NULL && i < countof(types); i++)
		if (strcmp(types[i], d->type->name) == 0)
			return true;
	return d == NULL;
}
