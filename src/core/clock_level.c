/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clock_level.c - the levels of a clock: which is told next and when; and how
 * urgent it is beside the others.
 */
#include "core/clock_own.h"

/* A level beyond all repeats. */
#define HUSHED 1000000

/* Ten years in ms, squared, are more than 64 bits hold. */
__extension__ typedef __int128 wide;

msec
clock_share(msec used, msec from, msec to)
{
	return (msec)((wide)used * to / from);
}

/* ---- levels ------------------------------------------------------------- */

/* Beyond the last level the one that repeats comes again and again. */
static bool
level_of(const struct policy *p, int64_t level, struct sla_level *l)
{
	const struct policy_level *last = &p->levels[p->nlevels - 1];

	if (level <= p->nlevels) {
		*l = p->levels[level - 1].at;
		return p->levels[level - 1].tell != 0;
	}
	*l = last->at;
	if (level >= HUSHED)
		return false;
	l->more += (level - p->nlevels) * last->at.more;
	return last->repeat;
}

void
clock_hush(struct clock_row *r)
{
	r->level = HUSHED;
	r->next_level = 0;
	r->next_level_at = 0;
	r->dirty = true;
}

/* When a level of the clock's policy is reached, as it runs now. */
static enum err
level_at(struct clock_set *s, const struct clock_row *r, const struct policy *p,
    int64_t level, msec *at)
{
	struct sla_level l;
	struct calendar *c;
	msec left;
	enum err rc;

	level_of(p, level, &l);
	if (l.permille == 1000 && l.more == 0) {
		*at = r->due_at;
		return OK;
	}
	left =
	    clock_share(r->target_ms, 1000, l.permille) + l.more - r->used_ms;
	*at = r->since_at;
	if (left <= 0)
		return OK;
	if ((rc = clock_calendar(s, r, r->since_at, &c)) != OK)
		return rc;
	return calendar_advance(c, r->since_at, left, at, s->fault);
}

enum err
clock_next(struct clock_set *s, struct clock_row *r)
{
	const struct policy *p = policy_find(s->policies, r->policy);
	struct sla_level l;
	int64_t level;

	r->next_level = 0;
	r->next_level_at = 0;
	if (r->state != CLOCK_RUNNING || p == NULL || p->nlevels == 0)
		return OK;
	for (level = r->level + 1; level <= p->nlevels; level++)
		if (level_of(p, level, &l))
			break;
	if (level > p->nlevels && !level_of(p, level, &l))
		return OK;
	r->next_level = level;
	return level_at(s, r, p, level, &r->next_level_at);
}

enum err
clock_reached(struct clock_set *s, const struct clock_row *r, int64_t level,
    msec at, bool *reached)
{
	const struct policy *p = policy_find(s->policies, r->policy);
	msec then;
	enum err rc;

	*reached = false;
	if (p == NULL || p->nlevels == 0)
		return OK;
	rc = level_at(s, r, p, level, &then);
	*reached = rc == OK && then != 0 &&
	    then <= (r->state == CLOCK_RUNNING ? at : r->since_at);
	return rc;
}

/* ---- urgency ------------------------------------------------------------ */

int64_t
clock_place(const struct clock_row *r)
{
	if (r->state == CLOCK_RUNNING)
		return r->due_at;
	return CLOCK_RANK_PAUSED + r->target_ms - r->used_ms;
}

const struct clock_row *
clock_first(const struct clock_set *s)
{
	const struct clock_row *best = NULL;

	for (size_t i = 0; i < s->rows.n; i++) {
		const struct clock_row *r = &s->rows.v[i];

		if (clock_owed(r) && r->leg.len == 0 &&
		    (best == NULL || clock_place(r) < clock_place(best)))
			best = r;
	}
	return best;
}

int64_t
clock_rank(const struct clock_set *s, msec created_at)
{
	const struct clock_row *r = clock_first(s);

	if (policy_state(s->state) == 0)
		return 0;
	return r != NULL ? clock_place(r) : CLOCK_RANK_NONE + created_at;
}
