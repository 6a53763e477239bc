/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board_honesty.c - whether the figures of promises are true, and who had the
 * work all the while.
 */
#include "core/board.h"

const char *const board_honest[] = { "done", "kept", "missed", "late-open",
	"thanks", "tenth", "flips", "changed" };
const size_t nboard_honest = countof(board_honest);

enum err
board_honesty(struct core *c, struct arena *a, struct board_honesty *out)
{
	struct board_honesty b = { .at = clock_now(c->clock) };
	struct scope scope;
	enum err rc;

	b.since = b.at - DAYS(BOARD_HONEST_DAYS);
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc = core_db(c,
	    q_board_honesty(c->db, a, &scope, STR("resolution"), b.since, b.at,
		&b.v));
	if (rc == OK)
		*out = b;
	return rc;
}

int64_t
board_counted(const struct row_board_honesty *h)
{
	return h->done + h->late;
}

int64_t
board_met(const struct row_board_honesty *h)
{
	int64_t n = board_counted(h);

	return n > 0 ? (h->kept * 2000 + n) / (n * 2) : 0;
}

/* ---- holders ------------------------------------------------------------ */

/* Parts of a whole in thousandths that add up to 1000: what is lost by
 * rounding down goes to those who lost most of it. */
static void
share(struct board_holders *b)
{
	int64_t left = 1000;

	for (size_t i = 0; i < b->n; i++) {
		b->v[i].share = b->v[i].ms / (b->sum / 1000 + 1);
		left -= b->v[i].share;
	}
	while (left > 0) {
		size_t best = 0;
		double most = -1;

		for (size_t i = 0; i < b->n; i++) {
			double lacks =
			    (double)b->v[i].ms * 1000 / (double)b->sum -
			    (double)b->v[i].share;

			if (lacks > most) {
				most = lacks;
				best = i;
			}
		}
		b->v[best].share++;
		left--;
	}
}

enum err
board_holders(struct core *c, struct arena *a, struct board_holders *out)
{
	struct board_holders b = { .at = clock_now(c->clock) };
	struct rows_board_holders rows;
	struct scope scope;
	enum err rc;

	b.since = b.at - DAYS(BOARD_HONEST_DAYS);
	if ((rc = core_allow(c, MAY_TICKET_READ, &scope)) != OK)
		return rc;
	rc =
	    core_db(c, q_board_holders(c->db, a, &scope, b.since, b.at, &rows));
	if (rc != OK)
		return rc;
	b.v = NEWN(a, struct board_holder, rows.n);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_board_holders *r = &rows.v[i];

		if (r->ms <= 0)
			continue;
		b.v[b.n++] = (struct board_holder){ .holder = r->holder,
			.name = r->person.len > 0 ? r->person : r->team,
			.person = r->person.len > 0,
			.ms = r->ms };
		b.v[b.n - 1].key = board_key(r->holder);
		b.sum += r->ms;
	}
	if (b.sum > 0)
		share(&b);
	*out = b;
	return OK;
}
