/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * board_referral.c - referrals under way, counted by the team that was asked.
 */
#include "core/board.h"
#include "core/referral.h"

const char *const referral_kinds[REFERRAL_KINDS] = { "waits", "works", "back",
	"late", "to-and-fro" };

enum err
board_referrals(struct core *c, struct arena *a, struct board_referrals *out)
{
	struct board_referrals b = { .at = clock_now(c->clock) };
	struct rows_board_referral rows;
	struct scope scope;
	enum err rc = core_allow(c, MAY_TICKET_READ, &scope);

	if (rc != OK)
		return rc;
	rc = core_db(c, q_board_referral(c->db, a, &scope, b.at, &rows));
	if (rc != OK)
		return rc;
	b.all.team = b.all.name = STR_NONE;
	b.v = NEWN(a, struct board_referral, rows.n);
	for (; b.n < rows.n; b.n++) {
		const struct row_board_referral *r = &rows.v[b.n];
		struct board_referral *x = &b.v[b.n];

		*x = (struct board_referral){ .key = board_key(r->team),
			.team = r->team,
			.name = r->name,
			.kind = { r->waits, r->works, r->back, r->late,
			    r->to_and_fro },
			.sum = r->sum,
			.oldest_at = r->oldest_at };
		for (int i = 0; i < REFERRAL_KINDS; i++)
			b.all.kind[i] += x->kind[i];
		b.all.sum += x->sum;
	}
	*out = b;
	return OK;
}
