/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket_state.c - the life of a ticket as a table: which move leads from
 * where to where, and who may make it.
 *
 * A referred ticket comes back by its leg (referral_state.c), or with it when
 * it is resolved; a merged one by undoing the merge. Resumed, a ticket that is
 * lent is referred again.
 */
#include "core/ticket.h"

#define OPEN	 "open"
#define CUSTOMER "pending-customer"
#define THIRD	 "pending-third-party"
#define LATER	 "scheduled"
#define REFERRED "referred"

const struct ticket_move ticket_moves[] = {
	{ "start", "new", OPEN, MAY_TICKET_EDIT },

	{ "park", OPEN, CUSTOMER, MAY_TICKET_EDIT },
	{ "park", OPEN, THIRD, MAY_TICKET_EDIT },
	{ "park", OPEN, LATER, MAY_TICKET_EDIT },
	{ "park", CUSTOMER, THIRD, MAY_TICKET_EDIT },
	{ "park", CUSTOMER, LATER, MAY_TICKET_EDIT },
	{ "park", THIRD, CUSTOMER, MAY_TICKET_EDIT },
	{ "park", THIRD, LATER, MAY_TICKET_EDIT },
	{ "park", LATER, CUSTOMER, MAY_TICKET_EDIT },
	{ "park", LATER, THIRD, MAY_TICKET_EDIT },

	{ "park", REFERRED, CUSTOMER, MAY_TICKET_EDIT },
	{ "park", REFERRED, THIRD, MAY_TICKET_EDIT },
	{ "park", REFERRED, LATER, MAY_TICKET_EDIT },

	{ "resume", CUSTOMER, OPEN, MAY_TICKET_EDIT },
	{ "resume", THIRD, OPEN, MAY_TICKET_EDIT },
	{ "resume", LATER, OPEN, MAY_TICKET_EDIT },

	{ "resolve", "new", "resolved", MAY_TICKET_RESOLVE },
	{ "resolve", OPEN, "resolved", MAY_TICKET_RESOLVE },
	{ "resolve", CUSTOMER, "resolved", MAY_TICKET_RESOLVE },
	{ "resolve", THIRD, "resolved", MAY_TICKET_RESOLVE },
	{ "resolve", LATER, "resolved", MAY_TICKET_RESOLVE },

	{ "resolve", REFERRED, "resolved", MAY_TICKET_RESOLVE },

	{ "close", "resolved", "closed", MAY_TICKET_RESOLVE },

	{ "reopen", "resolved", OPEN, MAY_TICKET_EDIT },
	{ "reopen", "closed", OPEN, MAY_TICKET_EDIT },

	{ "cancel", "new", "cancelled", MAY_TICKET_EDIT },
	{ "cancel", OPEN, "cancelled", MAY_TICKET_EDIT },
	{ "cancel", CUSTOMER, "cancelled", MAY_TICKET_EDIT },
	{ "cancel", THIRD, "cancelled", MAY_TICKET_EDIT },
	{ "cancel", LATER, "cancelled", MAY_TICKET_EDIT },
	{ "cancel", "resolved", "cancelled", MAY_TICKET_EDIT },
};
const size_t nticket_moves = countof(ticket_moves);

static const struct {
	const char *name;
	bool done;
} states[] = {
	{ "new", false },
	{ OPEN, false },
	{ CUSTOMER, false },
	{ THIRD, false },
	{ LATER, false },
	{ REFERRED, false },
	{ "resolved", true },
	{ "closed", true },
	{ "merged", true },
	{ "cancelled", true },
};

const struct ticket_move *
ticket_move_find(const char *verb, struct str from, struct str to)
{
	for (size_t i = 0; i < nticket_moves; i++) {
		const struct ticket_move *m = &ticket_moves[i];

		if (strcmp(m->verb, verb) == 0 && str_is(from, m->from) &&
		    (to.len == 0 || str_is(to, m->to)))
			return m;
	}
	return NULL;
}

const struct ticket_move *
ticket_move_before(const char *verb, struct str from, struct str to)
{
	const struct ticket_move *m = ticket_move_find("start", from, STR_NONE);

	if (m == NULL || ticket_move_find(verb, from, to) != NULL)
		return NULL;
	return ticket_move_find(verb, str_of(m->to), to) != NULL ? m : NULL;
}

struct str
ticket_move_list(struct arena *a, struct str from, const char *but)
{
	struct buf b = { 0 };
	const char *last = "";
	struct str out;

	for (size_t i = 0; i < nticket_moves; i++) {
		const struct ticket_move *m = &ticket_moves[i];

		if (!str_is(from, m->from) || strcmp(m->verb, last) == 0 ||
		    strcmp(m->verb, but) == 0)
			continue;
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", m->verb);
		last = m->verb;
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

bool
ticket_state_ok(struct str state)
{
	for (size_t i = 0; i < countof(states); i++)
		if (str_is(state, states[i].name))
			return true;
	return false;
}

bool
ticket_state_done(struct str state)
{
	for (size_t i = 0; i < countof(states); i++)
		if (str_is(state, states[i].name))
			return states[i].done;
	return false;
}

struct str
ticket_state_undone(struct arena *a)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < countof(states); i++)
		if (!states[i].done)
			buf_printf(&b, "%s%s", b.len > 0 ? "," : "",
			    states[i].name);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}
