/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * foresee.c - what a ticket would be promised if it were made now: the road
 * of a new ticket's clocks, without the ticket.
 */
#include "core/explain.h"

enum err
promise_foresee(struct core *c, struct arena *a,
    const struct row_promise_case *t, struct foreseens *out)
{
	struct clock_event e = { .at = clock_now(c->clock),
		.created = true,
		.state = STR("new"),
		.policy = STR_NONE };
	struct clock_set s = { .arena = &c->scratch, .fault = &c->fault };
	const struct policy *found;
	struct policy_case k;
	enum err rc;

	*out = (struct foreseens){ .policy = STR_NONE };
	if ((rc = core_allow(c, MAY_TICKET_CREATE, NULL)) != OK ||
	    (rc = policies_now(c, &s.policies)) != OK ||
	    policies_none(s.policies))
		return rc;
	if ((rc = promise_case(c, s.policies, t, &k)) != OK ||
	    (found = policy_match(s.policies, &k, e.at)) == NULL)
		return rc;
	e.policy = found->ref;
	out->policy = str_copy(a, found->name);
	if ((rc = clock_step(&s, &e)) != OK)
		return rc;
	for (size_t i = 0; i < s.rows.n; i++)
		*(struct foreseen *)vec_push(a, out) =
		    (struct foreseen){ s.rows.v[i].kind, s.rows.v[i].due_at };
	return OK;
}
