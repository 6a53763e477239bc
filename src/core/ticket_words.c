/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_words.c - the words a list of tickets is filtered by.
 */
#include "core/ticket_words.h"

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
static const struct filter_choice orders[] = {
	{ "new", NC_("filter", "new") },
	{ "old", NC_("filter", "old") },
	{ "due", NC_("filter", "due") },
	{ NULL, NULL },
};

static const struct filter_choice shown[] = {
	{ "created", NC_("filter", "created") },
	{ "changed", NC_("filter", "changed") },
	{ "resolved", NC_("filter", "resolved") },
	{ "spent", NC_("filter", "spent") },
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
	    N_("new first, old first, or due first") },
	{ "show", NC_("filter", "show"), FILTER_CHOICE, shown, 0, 0,
	    N_("more columns: when it was created, changed or resolved, and "
	       "the time spent on it") },
	{ 0 },
};
