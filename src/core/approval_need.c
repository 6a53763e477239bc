/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * approval_need.c - whose word an amount takes, and whether it was given.
 */
#include "core/approval_own.h"

#include "base/number.h"
#include "core/list.h"
#include "core/state_word.h"

const struct approval_band *
approval_band(const struct approval_rule *r, int64_t amount)
{
	for (size_t i = 0; i < r->n; i++)
		if (amount <= r->v[i].up_to)
			return &r->v[i];
	return NULL;
}

/* Whose word is lacking for that much on a ticket; NULL: nobody's. */
static const struct approval_band *
lacking(const struct approval_rule *r, const struct rows_approval_given *given,
    struct id ticket, int64_t amount)
{
	const struct approval_band *b = approval_band(r, amount);

	if (b == NULL || b->need == 0)
		return NULL;
	for (size_t i = 0; i < given->n; i++)
		if (id_eq(given->v[i].ticket, ticket) &&
		    given->v[i].words >= b->need &&
		    given->v[i].amount >= amount)
			return NULL;
	return b;
}

/* The rule, and what was given by it; a rule that is none asks for nothing. */
static enum err
read_given(struct core *c, struct str rule, struct str tickets,
    struct approval_rule *r, struct rows_approval_given *given)
{
	enum err rc = approval_rule_find(c, &c->scratch, rule, r);

	if (rc == ERR_NOT_FOUND) {
		c->fault = (struct fault){ .code = OK };
		*r = (struct approval_rule){ .n = 0 };
		return OK;
	}
	return rc == OK
	    ? core_db(c,
		  q_approval_given(c->db, &c->scratch, tickets, r->name, given))
	    : rc;
}

enum err
approval_needed(struct core *c, struct id ticket, struct str rule,
    int64_t amount)
{
	struct rows_approval_given given = { NULL, 0 };
	const struct approval_band *b;
	struct approval_rule r;
	enum err rc = read_given(c, rule,
	    list_ids(&c->scratch, &ticket, 1, sizeof(ticket)), &r, &given);

	if (rc != OK || (b = lacking(&r, &given, ticket, amount)) == NULL)
		return rc;
	return fail(&c->fault, ERR_INVALID,
	    _("%s needs the word of %s first (%lld): 'approval ask' asks for "
	      "it"),
	    number_money(&c->scratch, amount, r.currency, NULL).s,
	    roles_called(&c->scratch, b->roles).s, (long long)b->need);
}

enum err
approval_lacks(struct core *c, struct str rule, struct approval_spend *v,
    size_t n)
{
	struct rows_approval_given given = { NULL, 0 };
	struct approval_rule r;
	enum err rc = read_given(c, rule,
	    list_ids(&c->scratch, v, n, sizeof(*v)), &r, &given);

	for (size_t i = 0; i < n && rc == OK; i++)
		v[i].lacks =
		    lacking(&r, &given, v[i].ticket, v[i].amount) != NULL;
	return rc;
}

enum err
approval_settled(struct core *c, struct id ticket, msec now)
{
	struct rows_approval_waits rows;
	enum err rc;

	rc = q_approval_waits(c->db, &c->scratch, ticket, now, &rows);
	if (rc != OK || rows.n == 0)
		return core_db(c, rc);
	return fail(&c->fault, ERR_INVALID,
	    _("T-%lld waits for the word of others on %s (approval %lld): it "
	      "is given, refused or withdrawn first; A on the ticket shows "
	      "it"),
	    (long long)rows.v[0].ticket_number,
	    number_money(&c->scratch, rows.v[0].amount, rows.v[0].currency,
		NULL)
		.s,
	    (long long)rows.v[0].number);
}
