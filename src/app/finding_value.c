/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * finding_value.c - candidates for an argument's value: those of its type, and
 * of what only the database knows.
 */
#include "app/finding.h"
#include "core/agent.h"
#include "core/team.h"
#include "core/ticket.h"
#include "core/typification.h"

#define NAMED(fn, type, read)                                                  \
	static void fn(struct core *c, struct finding *f)                      \
	{                                                                      \
		struct type rows;                                              \
                                                                               \
		if ((read) != OK)                                              \
			return;                                                \
		for (size_t i = 0; i < rows.n; i++)                            \
			finding_add(f, rows.v[i].CODE, rows.v[i].name);        \
	}

#define CODE code
NAMED(teams, rows_team_list, team_list(c, f->a, false, &rows))
NAMED(branches, rows_branch_list, branch_list(c, f->a, false, &rows))
NAMED(leaves, typification_hits, typification_paths(c, f->a, &rows))
#undef CODE
#define CODE login
NAMED(people, rows_agent_list,
    agent_list(c, f->a, &(struct agent_filter){ .role = STR_NONE }, &rows))
#undef CODE

static const struct {
	const char *type;
	void (*find)(struct core *, struct finding *);
} asked[] = {
	{ "team", teams },
	{ "branch", branches },
	{ "typification", leaves },
	{ "agent", people },
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
