/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * volvo.c - the log of problems: which team is involved with each step. What
 * is queued with another team was sent there; that team accepts it when it
 * works on it. All three that are called cancelled go on afterwards: they were
 * given up for a while, as if resolved.
 */
#include "replay.h"

enum { INVOLVED = 4, IMPACT = 7, PRODUCT, STATUS, AT, CASE, COLUMNS };

static const struct {
	const char *theirs, *ours;
} states[] = {
	{ "Awaiting Assignment", "queued" },
	{ "Assigned", "open" },
	{ "In Progress", "open" },
	{ "Wait", "pending-customer" },
	{ "Closed", "closed" },
	{ "Cancelled", "resolved" },
	{ "Unmatched", NULL },
};

static const char *
state_of(struct str theirs)
{
	for (size_t i = 0; i < countof(states); i++)
		if (str_is(theirs, states[i].theirs))
			return states[i].ours;
	fprintf(stderr, "no status '%s'\n", theirs.s);
	exit(1);
}

static int64_t
priority(struct str impact)
{
	static const char *const impacts[] = { "Major", "High", "Medium",
		"Low" };

	for (size_t i = 0; i < countof(impacts); i++)
		if (str_is(impact, impacts[i]))
			return (int64_t)i + 1;
	fprintf(stderr, "no impact '%s'\n", impact.s);
	exit(1);
}

static void
row(struct replay *r, const struct str *v, size_t line)
{
	bool first;
	size_t k = case_of(r, v[CASE], &first);
	struct step *s = add_step(r, k, line, read_at(v[AT], "YMDhms"));

	if (first) {
		struct kase *is = &r->cases.v[k];

		is->customer =
		    word_of(&r->arena, &r->customers, STR("Volvo IT"));
		is->type = word_of(&r->arena, &r->types, v[PRODUCT]);
	}
	s->state = state_of(v[STATUS]);
	s->priority = priority(v[IMPACT]);
	s->team = word_of(&r->arena, &r->teams, v[INVOLVED]);
}

void
read_volvo(struct replay *r, const char *path)
{
	read_log(r, path, COLUMNS, row);
	in_order(r);
}
