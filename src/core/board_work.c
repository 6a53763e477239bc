/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board_work.c - the open work by who has it, in which state and how old.
 */
#include "core/board.h"

const char *const board_states[BOARD_STATES] = { "new", "open",
	"pending-customer", "pending-third-party", "scheduled", "referred" };
const char *const board_ages[BOARD_AGES] = { "1d", "3d", "7d", "30d", "old" };

static const msec age_spans[BOARD_AGES - 1] = { DAYS(1), DAYS(3), DAYS(7),
	DAYS(30) };

msec
board_age_edge(msec at, int age)
{
	return age < BOARD_AGES ? at - age_spans[age - 1] : 0;
}

struct id
board_key(struct str code)
{
	uint64_t h = UINT64_C(14695981039346656037);
	struct id key = { "" };

	for (size_t i = 0; i < code.len; i++)
		h = (h ^ (unsigned char)code.s[i]) * UINT64_C(1099511628211);
	snprintf(key.s, sizeof(key.s), "key-%016llx", (unsigned long long)h);
	return key;
}

static void
add(struct board_work *b, const struct row_board_work *r)
{
	for (int i = 0; i < BOARD_STATES; i++)
		if (str_is(r->state, board_states[i]))
			b->state[i] += r->n;
	b->age[r->age] += r->n;
	b->sum += r->n;
}

static bool
same(const struct board_work *b, const struct row_board_work *r)
{
	return b->by_person ? id_eq(b->owner, r->owner)
			    : str_eq(b->team, r->team);
}

static struct board_work *
find(struct board_works *b, bool by_person, const struct row_board_work *r)
{
	struct board_work *x;

	for (size_t i = b->n; i-- > 0;)
		if (same(&b->v[i], r))
			return &b->v[i];
	x = &b->v[b->n++];
	*x = (struct board_work){ .by_person = by_person,
		.team = by_person ? STR_NONE : r->team,
		.owner = by_person ? r->owner : ID_NONE,
		.name = by_person ? r->owner_name : r->team_name };
	x->key = board_key(by_person ? id_str(&r->owner) : r->team);
	return x;
}

static int
most(const void *x, const void *y)
{
	const struct board_work *a = x, *b = y;

	if (a->sum != b->sum)
		return a->sum > b->sum ? -1 : 1;
	return strcmp(a->key.s, b->key.s);
}

enum err
board_work(struct core *c, struct arena *a, bool by_person,
    struct board_works *out)
{
	struct board_works b = { .at = clock_now(c->clock) };
	struct rows_board_work rows;
	struct scope scope;
	enum err rc;

	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = core_db(c,
	    q_board_work(c->db, a, &scope, board_age_edge(b.at, 1),
		board_age_edge(b.at, 2), board_age_edge(b.at, 3),
		board_age_edge(b.at, 4), &rows));
	if (rc != OK)
		return rc;
	b.v = NEWN(a, struct board_work, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		add(find(&b, by_person, &rows.v[i]), &rows.v[i]);
		add(&b.all, &rows.v[i]);
	}
	b.all.team = b.all.name = STR_NONE;
	if (b.n > 1)
		qsort(b.v, b.n, sizeof(*b.v), most);
	*out = b;
	return OK;
}
