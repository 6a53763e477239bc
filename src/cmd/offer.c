/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * offer.c - the verbs about what may be offered to a customer.
 */
#include "core/offer.h"

#include "cmd/refer.h"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct offers all;
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	rc = offer_list(cx->core, cx->arena, id, arg_str(a, "channel"),
	    arg_bool(a, "all"), &all);
	if (rc != OK)
		return rc;
	reply_table(r, "rows");
	for (size_t i = 0; i < all.n; i++) {
		reply_line(r);
		reply_id(r, "id", all.v[i].id);
		reply_text(r, "title", all.v[i].title);
		reply_int(r, "amount", all.v[i].amount);
		reply_text(r, "currency", all.v[i].currency);
		reply_text(r, "reason", all.v[i].why);
		reply_text(r, "outcome", all.v[i].outcome);
		reply_text(r, "blocked", all.v[i].blocked);
		reply_text(r, "text", all.v[i].blocked_text);
		reply_at(r, "until_at", all.v[i].until_at);
	}
	return OK;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct offer_new new = {
		.code = arg_str(a, "code"),
		.title = arg_str(a, "title"),
		.why = arg_str(a, "why"),
		.amount = arg_int(a, "amount", 0),
		.currency = arg_str(a, "currency"),
		.until_at = arg_int(a, "until", 0),
	};
	struct id id, offer;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &id)) != OK)
		return rc;
	if ((rc = offer_add(cx->core, id, &new, &offer)) == OK)
		reply_id(cx->reply, "offer", offer);
	return rc;
}

static enum err
answer(struct cmd_ctx *cx, const struct args *a)
{
	struct id contact;
	enum err rc = refer_interaction(cx, a, "contact", &contact);

	if (rc != OK)
		return rc;
	return offer_answer(cx->core, arg_id(a, "offer"), arg_str(a, "outcome"),
	    arg_int(a, "again", 0), contact);
}

const struct cmd_def cmd_offer[] = {
	{ .name = "offer list",
	    .title = N_("Offers"),
	    .run = list,
	    .columns = "id title amount reason outcome text",
	    .may = MAY_CUSTOMER_READ,
	    .args = "<customer:customer> channel:line? all:bool?",
	    .help = N_("List what may be offered to a customer, and what "
		       "rests"),
	    .more = N_("all=yes lists also those that were answered or have "
		       "ended.") },
	{ .name = "offer add",
	    .run = add,
	    .may = MAY_CUSTOMER_EDIT,
	    .writes = true,
	    .args = "<customer:customer> <title:line> why:line? code:line? "
		    "amount:int? currency:line? until:at?",
	    .help = N_("Add something to offer to a customer") },
	{ .name = "offer answer",
	    .run = answer,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<offer:id> <outcome:choice(accepted|rejected|later)> "
		    "again:at? contact:interaction?",
	    .help = N_("Write down what a customer said to an offer") },
	{ 0 },
};
