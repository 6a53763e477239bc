/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * promise_kind.c - what kinds of promise there are, what they are called, and
 * in which states of a ticket their clocks stand unless a policy says else.
 */
#include "core/policy_own.h"

static const char *const state_names[] = { "new", "open", "pending-customer",
	"pending-third-party", "scheduled", "referred" };

enum {
	IN_NEW = 1,
	IN_OPEN = 2,
	IN_CUSTOMER = 4,
	IN_THIRD = 8,
	IN_LATER = 16,
	IN_REFERRED = 32
};

static const struct {
	const char *name, *text;
	unsigned pauses;
} kinds[PROMISE_KINDS] = {
	[PROMISE_FIRST_RESPONSE] = { "first_response", N_("First response"),
	    0 },
	[PROMISE_NEXT_RESPONSE] = { "next_response", N_("Next response"), 0 },
	[PROMISE_PERIODIC_UPDATE] = { "periodic_update", N_("News"),
	    IN_CUSTOMER | IN_THIRD | IN_LATER },
	[PROMISE_PAUSABLE_UPDATE] = { "pausable_update", N_("Progress"),
	    IN_CUSTOMER | IN_THIRD | IN_LATER },
	[PROMISE_RESOLUTION] = { "resolution", N_("Resolution"),
	    IN_CUSTOMER | IN_THIRD | IN_LATER },
	[PROMISE_REQUESTER_WAIT] = { "requester_wait", N_("Customer's wait"),
	    IN_CUSTOMER | IN_LATER },
	[PROMISE_WORK_TIME] = { "work_time", N_("Work time"),
	    IN_CUSTOMER | IN_THIRD | IN_LATER | IN_REFERRED },
	[PROMISE_STATUTORY] = { "statutory", N_("Statutory"), 0 },
	[PROMISE_LEG_ACCEPT] = { "leg_accept", N_("Team answers"), 0 },
	[PROMISE_LEG_COMPLETE] = { "leg_complete", N_("Team completes"),
	    IN_CUSTOMER },
};

const char *
promise_kind_name(enum promise_kind kind)
{
	return kinds[kind].name;
}

const char *
promise_kind_word(enum promise_kind kind)
{
	return kinds[kind].text;
}

const char *
promise_kind_text(enum promise_kind kind)
{
	return _(kinds[kind].text);
}

unsigned
promise_kind_pauses(enum promise_kind kind)
{
	return kinds[kind].pauses;
}

int
promise_kind_find(struct str name)
{
	int i = 0;

	while (i < PROMISE_KINDS && !str_is(name, kinds[i].name))
		i++;
	return i;
}

unsigned
policy_state(struct str state)
{
	for (size_t i = 0; i < countof(state_names); i++)
		if (str_is(state, state_names[i]))
			return 1u << i;
	return 0;
}
