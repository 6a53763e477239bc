/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tickets.h - the verbs on a ticket, alike on every screen.
 */
#ifndef SCREENS_TICKETS_H
#define SCREENS_TICKETS_H

#include "core/follow.h"
#include "core/promise.h"
#include "core/referral.h"
#include "core/ticket.h"
#include "screens/screen.h"

/* How a leg that is open comes into the reader's hands. */
enum ticket_leg {
	LEG_THEIRS, /* it is other people's to take; or none is open */
	LEG_BACK,   /* it was returned: its sender goes on with it */
	LEG_ASKED,  /* is accepted */
	LEG_GIVEN,  /* the same, in place of a colleague who was to do it */
	LEG_TAKEN,  /* a colleague has it */
	LEG_OWN,    /* it is there */
};
/* What the verbs need to know of a ticket. */
struct ticket_facts {
	struct id id, owner;
	int64_t number;
	struct str state;
	bool lent; /* its leg is open, also returned */
	enum ticket_leg leg;
	const struct ticket_reach *reach; /* NULL: not known here */
	struct follower next; /* of one that was joined, where that is known */
};
#define TICKET_FACTS(t)                                                        \
	ticket_facts((t)->id, (t)->owner, (t)->number, (t)->state, (t)->lent_to)
struct ticket_facts ticket_facts(struct id, struct id owner, int64_t number,
    struct str state, struct str lent_to);
/* ... of n tickets; where none is open, or only read, it is LEG_THEIRS. */
MUST_CHECK enum err ticket_legs(struct core *, const struct id *tickets,
    size_t n, enum ticket_leg *);

/*
 * For screen_def.word: the words of a verb's key, "ticket park", on this
 * ticket. Says the form that asks for what is missing or the whole command, or
 * tells in words why its state forbids it. Words of other things are ignored.
 */
enum screen_key ticket_word(const struct ticket_facts *, const struct me *,
    struct str words, struct buf *say);
/* By this right it is not the person's to change: *say tells why. */
bool ticket_denied(const struct ticket_facts *, enum may, struct buf *say);
/* The key line of lists from which work is handed out. */
const struct key_def *ticket_work_keys(const struct screen *);
/* The verbs' keys, for a screen with tickets; ends with { 0 }. */
#define TICKET_KEYS                                                            \
	{ "t", "ticket start", N_("take") },                                   \
	    { "n", "ticket note", N_("note") },                                \
	    { "r", "ticket resolve", N_("resolve") },                          \
	    { "p", "ticket park", N_("park") },                                \
	    { "i", "ticket reply", N_("inform") },                             \
	    { "a", "ticket assign", N_("assign") },                            \
	    { "e", "ticket edit", N_("edit") },                                \
	    { "C", "ticket close", N_("close") },                              \
	    { "R", "ticket reopen", N_("reopen") },                            \
	    { "K", "ticket courtesy", NULL },                                  \
	    { "!", "ticket edit priority", NULL },                             \
	    { "s", "open callback", N_("callback") },                          \
	    { "T", "open ledger", N_("clocks") },                              \
	    { "w", "open whatif", N_("what if") },                             \
	    { "A", "open approvals", N_("approvals") },                        \
	    { "H", "open history", N_("history") },                            \
	    { "L", "open links", N_("links") },                                \
	    { "J", "ticket merge", N_("join") },                               \
	    { "m", "ticket route", N_("move it") },                            \
	    { "b", "open chain", N_("referrals") },                            \
	    { "$", "open complaint", NULL }, /* few are one */                 \
	    { "B", "referral recall", NULL },                                  \
	    { "D", "ticket split", N_("divide") },                             \
	    { "P", "presence show", N_("who reads it") },                      \
	    { "W", "ticket watch", NULL }, { "<F6>", "ticket refer", NULL },   \
	    { "d", "ticket refer", NULL },                                     \
	    { "<F7>", "ticket escalate", N_("escalate") },                     \
	{                                                                      \
		"E", "ticket escalate", NULL                                   \
	}

#endif
