/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * household.c - the verbs about who belongs together.
 */
#include "core/household.h"

#include "cmd/refer.h"

static void
put(struct reply *r, const char *name, const struct household_member *v,
    size_t n)
{
	reply_table(r, name);
	for (size_t i = 0; i < n; i++) {
		reply_line(r);
		reply_id(r, "id", v[i].customer);
		reply_text(r, "name", v[i].name);
		reply_text(r, "relation", v[i].relation);
		reply_text(r, "reason", v[i].reason);
		reply_int(r, "products", v[i].products);
		reply_int(r, "open_tickets", v[i].open);
		reply_int(r, "value", v[i].value);
	}
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct household h;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	if ((rc = household_get(cx->core, cx->arena, id, &h)) != OK)
		return rc;
	reply_id(cx->reply, "household", h.id);
	reply_text(cx->reply, "name", h.name);
	reply_int(cx->reply, "products", h.products);
	reply_int(cx->reply, "open_tickets", h.open);
	reply_int(cx->reply, "value", h.value);
	put(cx->reply, "members", h.v, h.n);
	put(cx->reply, "maybe", h.maybe, h.nmaybe);
	reply_thing(cx->reply);
	return OK;
}

static enum err
join(struct cmd_ctx *cx, const struct args *a)
{
	struct id id, with;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK ||
	    (rc = refer_customer(cx, a, "with", &with)) != OK)
		return rc;
	return household_join(cx->core, id, with, arg_str(a, "relation"));
}

static enum err
leave(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_customer(cx, a, "customer", &id);

	return rc == OK ? household_leave(cx->core, id) : rc;
}

const struct cmd_def cmd_household[] = {
	{ .name = "household list",
	    .title = N_("Household"),
	    .run = list,
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer>",
	    .help = N_("Show a customer's household, and whom the rule would "
		       "join"),
	    .more = N_("The rule joins who shares two of surname, address and "
		       "telephone; a person confirms with 'household join'.") },
	{ .name = "household join",
	    .run = join,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> with:customer relation:line?",
	    .help = N_("Put a customer into the household of another") },
	{ .name = "household leave",
	    .run = leave,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer>",
	    .help = N_("Take a customer out of their household") },
	{ 0 },
};
