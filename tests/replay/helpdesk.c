/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * helpdesk.c - the software house's log: a row is an activity. Waiting is a
 * pause until somebody works on the ticket again; what is resolved twice was
 * opened again in between, unseen.
 */
#include "replay.h"

enum {
	CASE,
	ACTIVITY,
	RESOURCE,
	AT,
	CUSTOMER = 8,
	PRODUCT,
	SERIOUSNESS = 11,
	WORKGROUP = 15,
	COLUMNS
};

static const struct {
	const char *theirs, *ours; /* NULL: as it was */
	bool escalates, again;
} activities[] = {
	{ "Insert ticket", NULL, false, false },
	{ "Assign seriousness", NULL, false, false },
	{ "Take in charge ticket", "open", false, false },
	{ "Schedule intervention", "open", false, false },
	{ "Create SW anomaly", "open", false, false },
	{ "Resolve SW anomaly", "open", false, false },
	{ "Require upgrade", "open", true, false },
	{ "Wait", "pending-customer", false, false },
	{ "Resolve ticket", "resolved", false, true },
	{ "Closed", "closed", false, false },
	{ "RESOLVED", NULL, false, false },
	{ "VERIFIED", NULL, false, false },
	{ "INVALID", NULL, false, false },
	{ "DUPLICATE", NULL, false, false },
};

static void
row(struct replay *r, const struct str *v, size_t line)
{
	bool first;
	size_t k = case_of(r, v[CASE], &first), i = 0;
	struct step *s = add_step(r, k, line, read_at(v[AT], "YMDhms"));

	if (first) {
		struct kase *is = &r->cases.v[k];

		is->customer = word_of(&r->arena, &r->customers, v[CUSTOMER]);
		is->type = word_of(&r->arena, &r->types, v[PRODUCT]);
	}
	while (i < countof(activities) &&
	    !str_is(v[ACTIVITY], activities[i].theirs))
		i++;
	if (i == countof(activities)) {
		fprintf(stderr, "no activity '%s'\n", v[ACTIVITY].s);
		exit(1);
	}
	s->state = activities[i].ours;
	s->escalates = activities[i].escalates;
	s->again = activities[i].again;
	s->priority = v[SERIOUSNESS].s[strlen("Value ")] - '0';
	s->team = word_of(&r->arena, &r->teams, v[WORKGROUP]);
	if (s->state != NULL && strcmp(s->state, "open") == 0)
		s->owner = word_of(&r->arena, &r->people, v[RESOURCE]);
}

void
read_helpdesk(struct replay *r, const char *path)
{
	read_log(r, path, COLUMNS, row);
	in_order(r);
}
