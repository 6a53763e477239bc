/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_need.c - whose word an amount takes, and whether it was given.
 */
#include "core/approval_own.h"

#include "core/state_word.h"

const struct approval_band *
approval_band(const struct approval_rule *r, int64_t amount)
{
	for (size_t i = 0; i < r->n; i++)
		if (amount <= r->v[i].up_to)
			return &r->v[i];
	return NULL;
}

struct str
approval_sum(struct core *c, int64_t amount, struct str currency)
{
	return str_printf(&c->scratch, "%lld %s", (long long)amount,
	    currency.s);
}

enum err
approval_needed(struct core *c, struct id ticket, struct str rule,
    int64_t amount)
{
	const struct approval_band *b;
	struct approval_rule r;
	struct row_approval_best best;
	enum err rc = approval_rule_find(c, &c->scratch, rule, &r);

	if (rc == ERR_NOT_FOUND) {
		c->fault = (struct fault){ .code = OK };
		return OK;
	}
	if (rc != OK || (b = approval_band(&r, amount)) == NULL || b->need == 0)
		return rc;
	rc = core_db(c,
	    q_approval_best(c->db, &c->scratch, ticket, r.name, b->need,
		&best));
	if (rc != OK || best.amount >= amount)
		return rc;
	return fail(&c->fault, ERR_INVALID,
	    _("%s needs the word of %s first (%lld): 'approval ask' asks for "
	      "it"),
	    approval_sum(c, amount, r.currency).s,
	    roles_called(&c->scratch, b->roles).s, (long long)b->need);
}

enum err
approval_settled(struct core *c, struct id ticket, int64_t number, msec now)
{
	struct rows_approval_waits rows;
	enum err rc;

	rc = q_approval_waits(c->db, &c->scratch, ticket, now, &rows);
	if (rc != OK || rows.n == 0)
		return core_db(c, rc);
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld waits for the word of others on %s (approval %lld): it "
	      "is given, refused or withdrawn first"),
	    (long long)number,
	    approval_sum(c, rows.v[0].amount, rows.v[0].currency).s,
	    (long long)rows.v[0].number);
}
