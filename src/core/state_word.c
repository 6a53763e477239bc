/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state_word.c - codes to the words of a sentence.
 */
#include "core/state_word.h"

#include "queries.h"

const char *
word_among(struct str code, const struct word *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(code, words[i].code))
			return meant(words[i].word);
	return NULL;
}

static const char *
called(struct str code, const struct word *words, size_t n)
{
	const char *word = word_among(code, words, n);

	return word != NULL ? word : code.s;
}

const char *
channel_word(struct str channel)
{
	static const struct word words[] = {
		{ "phone", N_("call") },
		{ "whatsapp", "WhatsApp" },
		{ "email", N_("e-mail") },
		{ "chat", N_("chat") },
		{ "web", N_("web") },
		{ "branch", N_("branch") },
		{ "letter", N_("letter") },
		{ "note", N_("note") },
	};

	return called(channel, words, countof(words));
}

const char *
ticket_is(struct str state)
{
	static const struct word words[] = {
		{ "new", NC_("a ticket is", "new") },
		{ "open", NC_("a ticket is", "open") },
		{ "pending-customer",
		    NC_("a ticket is", "waiting for the customer") },
		{ "pending-third-party",
		    NC_("a ticket is", "waiting for a third party") },
		{ "scheduled", NC_("a ticket is", "scheduled") },
		{ "referred", NC_("a ticket is", "referred") },
		{ "resolved", NC_("a ticket is", "resolved") },
		{ "closed", NC_("a ticket is", "closed") },
		{ "merged", NC_("a ticket is", "joined into another") },
		{ "cancelled", NC_("a ticket is", "cancelled") },
	};

	return called(state, words, countof(words));
}

const char *
contact_is(struct str state)
{
	static const struct word words[] = {
		{ "waiting", NC_("a contact is", "waiting") },
		{ "talking", NC_("a contact is", "in conversation") },
		{ "held", NC_("a contact is", "on hold") },
		{ "wrap-up", NC_("a contact is", "in wrap-up") },
		{ "closed", NC_("a contact is", "closed") },
	};

	return called(state, words, countof(words));
}

const char *
leg_is(struct str state)
{
	static const struct word words[] = {
		{ "sent", NC_("a leg is", "sent") },
		{ "accepted", NC_("a leg is", "accepted") },
		{ "returned", NC_("a leg is", "returned for information") },
		{ "resent", NC_("a leg is", "sent again") },
		{ "completed", NC_("a leg is", "completed") },
		{ "rejected", NC_("a leg is", "rejected") },
		{ "recalled", NC_("a leg is", "taken back") },
		{ "transferred", NC_("a leg is", "passed on") },
	};

	return called(state, words, countof(words));
}

const char *
team_called(struct core *c, struct str code)
{
	struct row_team_get team;

	if (code.len == 0)
		return _("nobody yet");
	return q_team_get(c->db, &c->scratch, code, &team) == OK ? team.name.s
								 : code.s;
}
