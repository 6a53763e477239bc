/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state_word.h - how a state, a channel and a team are called: "T-1042 is
 * waiting for the customer", "is with Finanzas"; never their codes.
 */
#ifndef CORE_STATE_WORD_H
#define CORE_STATE_WORD_H

#include "core/core.h"

/* A code and its word, N_() or NC_(). */
struct word {
	const char *code, *word;
};
/* Translated; NULL where the code is not among them. */
const char *word_among(struct str code, const struct word *, size_t n);

/* By which way a contact came: "call"; a code that is not known stands for
 * itself, as below. */
const char *channel_word(struct str channel);

/* After "is", translated; a code that is not known stands for itself. */
const char *ticket_is(struct str state);
const char *contact_is(struct str state);
const char *leg_is(struct str state);

/* The states of a leg as a list says them. */
enum { LEG_STATES = 8 };
extern const struct word leg_words[LEG_STATES];

/* After "can be": what a move of a ticket, a leg or a contact is called, and
 * the same of several codes with ", " between; of which state an agent is. */
const char *move_called(const char *verb);
struct str moves_called(struct arena *, struct str codes);
const char *agent_is(struct str state);
struct str agents_are(struct arena *, struct str codes);

/* "supervisors or managers" out of a JSON list of roles. */
struct str roles_called(struct arena *, struct str json);

/* A team's name, in scratch; its code when it cannot be read; "nobody yet" for
 * none. */
const char *team_called(struct core *, struct str code);

#endif
