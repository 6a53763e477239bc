/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * uci.c - the service desk's log: a row is an update of a ticket, and tells
 * all of it each time. "?" is nothing. What is known only afterwards (closed
 * at, the verdict, how often reassigned) is taken of the last row.
 */
#include "replay.h"

enum {
	NUMBER,
	STATE,
	REASSIGNED = 3,
	SLA = 6,
	CALLER,
	OPENED = 9,
	UPDATED = 13,
	CATEGORY = 16,
	PRIORITY = 22,
	GROUP,
	ASSIGNED,
	CLOSED = 35,
	COLUMNS
};

static const struct {
	const char *theirs, *ours;
} states[] = {
	{ "New", NULL }, /* nobody said that they work on it */
	{ "Active", "open" },
	{ "Awaiting User Info", "pending-customer" },
	{ "Awaiting Evidence", "pending-customer" },
	{ "Awaiting Vendor", "pending-third-party" },
	{ "Awaiting Problem", "scheduled" },
	{ "Resolved", "resolved" },
	{ "Closed", "closed" },
	{ "-100", NULL },
};

static const char *
state_of(struct str theirs)
{
	for (size_t i = 0; i < countof(states); i++)
		if (str_is(theirs, states[i].theirs))
			return states[i].ours;
	fprintf(stderr, "no state '%s'\n", theirs.s);
	exit(1);
}

static struct str
known(struct str s)
{
	return str_is(s, "?") ? STR_NONE : s;
}

/* Opened first; what its first row says of it came afterwards. */
static void
begin(struct replay *r, const struct str *v, size_t line, size_t k)
{
	struct kase *is = &r->cases.v[k];
	struct step *s = add_step(r, k, line, read_at(v[OPENED], "DMYhm"));

	is->customer = word_of(&r->arena, &r->customers, v[CALLER]);
	is->type = word_of(&r->arena, &r->types, v[CATEGORY]);
	s->priority = v[PRIORITY].s[0] - '0';
	s->team = word_of(&r->arena, &r->teams, known(v[GROUP]));
}

static void
row(struct replay *r, const struct str *v, size_t line)
{
	bool first;
	size_t k = case_of(r, v[NUMBER], &first);
	struct kase *is = &r->cases.v[k];
	struct step *s;

	if (first)
		begin(r, v, line, k);
	s = add_step(r, k, line, read_at(v[UPDATED], "DMYhm"));
	s->priority = v[PRIORITY].s[0] - '0';
	s->team = word_of(&r->arena, &r->teams, known(v[GROUP]));
	s->owner = word_of(&r->arena, &r->people, known(v[ASSIGNED]));
	s->state = state_of(v[STATE]);
	is->verdict = str_is(v[SLA], "true") ? STR("yes") : STR("no");
	is->reassigned = str_copy(&r->arena, v[REASSIGNED]);
	s->happened = read_at(v[CLOSED], "DMYhm");
}

static bool
closes(const struct replay *r, size_t i)
{
	const char *state = r->steps.v[i].state;

	return state != NULL && strcmp(state, "closed") == 0;
}

/* Of a case's rows, the one after which nothing but closed follows is its end:
 * the others know nothing of what is known afterwards. */
static void
find_ends(struct replay *r)
{
	struct step *v = r->steps.v;

	for (size_t i = r->steps.n; i-- > 0;) {
		struct step *next = i + 1 < r->steps.n ? &v[i + 1] : NULL;
		bool last = next == NULL || next->kase != v[i].kase;

		if (closes(r, i) && !last && next->happened != 0) {
			v[i].happened = next->happened;
			next->happened = 0;
		} else if (!closes(r, i) || !last) {
			v[i].happened = 0;
		}
		if (v[i].happened > v[i].at)
			v[i].at = v[i].happened;
	}
	in_order(r);
}

void
read_uci(struct replay *r, const char *path)
{
	read_log(r, path, COLUMNS, row);
	find_ends(r);
}
