/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_words.c - the words a list of tickets is filtered by.
 */
#include "core/ticket_words.h"

#include "base/base.h"

static const struct filter_choice states[] = {
	{ "new", NC_("filter", "new") },
	{ "open", NC_("filter", "open") },
	{ "pending-customer", NC_("filter", "pending-customer") },
	{ "pending-third-party", NC_("filter", "pending-third-party") },
	{ "scheduled", NC_("filter", "scheduled") },
	{ "referred", NC_("filter", "referred") },
	{ "resolved", NC_("filter", "resolved") },
	{ "closed", NC_("filter", "closed") },
	{ "merged", NC_("filter", "merged") },
	{ "cancelled", NC_("filter", "cancelled") },
	{ NULL, NULL },
};
static const struct filter_choice kinds[] = {
	{ "query", NC_("filter", "query") },
	{ "complaint", NC_("filter", "complaint") },
	{ "request", NC_("filter", "request") },
	{ "suggestion", NC_("filter", "suggestion") },
	{ "sale", NC_("filter", "sale") },
	{ NULL, NULL },
};
/* What a list can be ordered by: the word, and what it means. */
#define ORDERS(X)                                                              \
	X("new", NC_("filter", "new"), TICKET_NEW, 0, 0)                       \
	X("old", NC_("filter", "old"), TICKET_OLD, 0, 0)                       \
	X("due", NC_("filter", "due"), TICKET_DUE, 0, 0)                       \
	X("created", NC_("filter", "created"), TICKET_OLD, 0, 0)               \
	X("-created", NC_("filter", "-created"), TICKET_NEW, 0, 0)             \
	X("priority", NC_("filter", "priority"), TICKET_BY, 1, 1)              \
	X("-priority", NC_("filter", "-priority"), TICKET_BY, 1, -1)           \
	X("changed", NC_("filter", "changed"), TICKET_BY, 2, 1)                \
	X("-changed", NC_("filter", "-changed"), TICKET_BY, 2, -1)             \
	X("state", NC_("filter", "state"), TICKET_BY, 3, 1)                    \
	X("-state", NC_("filter", "-state"), TICKET_BY, 3, -1)                 \
	X("team", NC_("filter", "team"), TICKET_BY, 4, 1)                      \
	X("-team", NC_("filter", "-team"), TICKET_BY, 4, -1)                   \
	X("holder", NC_("filter", "holder"), TICKET_BY, 5, 1)                  \
	X("-holder", NC_("filter", "-holder"), TICKET_BY, 5, -1)               \
	X("customer", NC_("filter", "customer"), TICKET_BY, 6, 1)              \
	X("-customer", NC_("filter", "-customer"), TICKET_BY, 6, -1)

#define CHOICE(code, word, order, by, sign) { code, word },
static const struct filter_choice orders[] = { ORDERS(CHOICE){ NULL, NULL } };

#define MEANING(code, word, order, by, sign) { code, order, by, sign },
const struct ticket_order_def ticket_orders[] = { ORDERS(MEANING){ 0 } };

static const struct filter_choice shown[] = {
	{ "created", NC_("filter", "created") },
	{ "changed", NC_("filter", "changed") },
	{ "resolved", NC_("filter", "resolved") },
	{ "spent", NC_("filter", "spent") },
	{ NULL, NULL },
};

static const struct filter_choice whose[] = {
	{ "any", NC_("filter", "any") },
	{ NULL, NULL },
};

const struct filter_def ticket_words[] = {
	{ "state", NC_("filter", "state"), FILTER_CHOICE, states, 0, 0,
	    N_("its state") },
	{ "team", NC_("filter", "team"), FILTER_NAME, NULL, 0, 0,
	    N_("the team that has it: code or name") },
	{ "owner", NC_("filter", "owner"), FILTER_NAME, NULL, 0, 0,
	    N_("the person who has it: sign-in, name or me") },
	{ "priority", NC_("filter", "priority"), FILTER_NUMBER, NULL, 1, 4,
	    N_("1, urgent, to 4") },
	{ "due", NC_("filter", "due"), FILTER_TIME, NULL, 0, 0,
	    N_("when its most urgent promise ends") },
	{ "type", NC_("filter", "type"), FILTER_NAME, NULL, 0, 0,
	    N_("a typification and all below it: code or name") },
	{ "kind", NC_("filter", "kind"), FILTER_CHOICE, kinds, 0, 0,
	    N_("complaint, query, request ...") },
	{ "customer", NC_("filter", "customer"), FILTER_NAME, NULL, 0, 0,
	    N_("whose it is: id, RUT or name") },
	{ "segment", NC_("filter", "segment"), FILTER_NAME, NULL, 0, 0,
	    N_("the customer's segment") },
	{ "branch", NC_("filter", "branch"), FILTER_NAME, NULL, 0, 0,
	    N_("the branch: code or name") },
	{ "watched", NC_("filter", "watched"), FILTER_NAME, NULL, 0, 0,
	    N_("who follows it, or what it was joined with: sign-in, name or "
	       "me") },
	{ "created", NC_("filter", "created"), FILTER_TIME, NULL, 0, 0,
	    N_("when it was opened: created<7d is less than 7 days ago") },
	{ "changed", NC_("filter", "changed"), FILTER_TIME, NULL, 0, 0,
	    N_("when anything was done last") },
	{ "resolved", NC_("filter", "resolved"), FILTER_TIME, NULL, 0, 0,
	    N_("when it was resolved") },
	{ "mine", NC_("filter", "mine"), FILTER_FLAG, NULL, 0, 0,
	    N_("I have it") },
	{ "ours", NC_("filter", "ours"), FILTER_FLAG, NULL, 0, 0,
	    N_("a team of mine has it") },
	{ "desk", NC_("filter", "desk"), FILTER_FLAG, NULL, 0, 0,
	    N_("mine or my teams'") },
	{ "whose", NC_("filter", "whose"), FILTER_CHOICE, whose, 0, 0,
	    N_("any: all you may see, whoever has it, also what is done") },
	{ "unassigned", NC_("filter", "unassigned"), FILTER_FLAG, NULL, 0, 0,
	    N_("nobody has it") },
	{ "waiting", NC_("filter", "waiting"), FILTER_FLAG, NULL, 0, 0,
	    N_("parked: somebody must answer first") },
	{ "late", NC_("filter", "late"), FILTER_FLAG, NULL, 0, 0,
	    N_("past its due") },
	{ "undone", NC_("filter", "undone"), FILTER_FLAG, NULL, 0, 0,
	    N_("something is owed") },
	{ "done", NC_("filter", "done"), FILTER_FLAG, NULL, 0, 0,
	    N_("resolved, closed, merged or cancelled") },
	{ "order", NC_("filter", "order"), FILTER_CHOICE, orders, 0, 0,
	    N_("what comes first; -priority, -changed ... the other way "
	       "round") },
	{ "show", NC_("filter", "show"), FILTER_CHOICE, shown, 0, 0,
	    N_("more columns: when it was created, changed or resolved, and "
	       "the time spent on it") },
	{ 0 },
};
