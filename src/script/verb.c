/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verb.c - what the actions of a script are called, for people.
 */
#include "script/check.h"

static const struct {
	const char *verb, *word;
} words[] = {
	{ "ticket create", N_("a new ticket") },
	{ "ticket note", N_("a note on the ticket") },
	{ "ticket escalate", N_("the ticket escalated") },
	{ "callback add", N_("a promised call") },
	{ "customer note", N_("a note on the customer") },
	{ "customer edit", N_("the customer's data") },
	{ "customer contact-add", N_("a way to reach them") },
	{ "consent set", N_("what they consent to") },
	{ "alert add", N_("an alert") },
	{ "interaction note", N_("a note on the contact") },
	{ "referral send", N_("the ticket referred") },
	{ "appointment book", N_("an appointment") },
	{ "survey answer", N_("answers of the survey") },
};

/* The row whose verb the line begins with; -1 for none. */
static int
find_verb(struct str line)
{
	for (size_t i = 0; i < countof(words); i++) {
		size_t n = strlen(words[i].verb);

		if (strncmp(line.s, words[i].verb, n) == 0 &&
		    (line.s[n] == ' ' || line.s[n] == '\0'))
			return (int)i;
	}
	return -1;
}

struct str
script_verb_word(struct str line)
{
	int i = find_verb(line);

	return i < 0 ? line : str_of(_(words[i].word));
}
