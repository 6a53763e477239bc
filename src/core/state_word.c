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

const struct word leg_words[LEG_STATES] = {
	{ "sent", NC_("a referral", "sent") },
	{ "accepted", NC_("a referral", "accepted") },
	{ "returned", NC_("a referral", "returned") },
	{ "resent", NC_("a referral", "sent again") },
	{ "completed", NC_("a referral", "completed") },
	{ "rejected", NC_("a referral", "rejected") },
	{ "recalled", NC_("a referral", "taken back") },
	{ "transferred", NC_("a referral", "passed on") },
};

const char *
leg_is(struct str state)
{
	static const struct word words[] = {
		{ "sent", NC_("a leg is", "sent") },
		{ "accepted", NC_("a leg is", "accepted") },
		{ "returned", NC_("a leg is", "returned") },
		{ "resent", NC_("a leg is", "sent again") },
		{ "completed", NC_("a leg is", "completed") },
		{ "rejected", NC_("a leg is", "rejected") },
		{ "recalled", NC_("a leg is", "taken back") },
		{ "transferred", NC_("a leg is", "passed on") },
	};

	return called(state, words, countof(words));
}

const char *
move_called(const char *verb)
{
	static const struct word words[] = {
		{ "start", NC_("a move", "start") },
		{ "park", NC_("a move", "park") },
		{ "resume", NC_("a move", "resume") },
		{ "resolve", NC_("a move", "resolve") },
		{ "close", NC_("a move", "close") },
		{ "reopen", NC_("a move", "reopen") },
		{ "cancel", NC_("a move", "cancel") },
		{ "accept", NC_("a move", "accept") },
		{ "reject", NC_("a move", "reject") },
		{ "return", NC_("a move", "return") },
		{ "resend", NC_("a move", "resend") },
		{ "complete", NC_("a move", "complete") },
		{ "transfer", NC_("a move", "transfer") },
		{ "recall", NC_("a move", "recall") },
		{ "hand", NC_("a move", "hand") },
		{ "answer", NC_("a move", "answer") },
		{ "hold", NC_("a move", "hold") },
		{ "end", NC_("a move", "end") },
	};

	return called(str_of(verb), words, countof(words));
}

const char *
agent_is(struct str state)
{
	static const struct word words[] = {
		{ "offline", NC_("an agent is", "offline") },
		{ "paused", NC_("an agent is", "paused") },
		{ "ready", NC_("an agent is", "ready") },
		{ "reserved", NC_("an agent is", "reserved") },
		{ "engaged", NC_("an agent is", "engaged") },
		{ "wrap-up", NC_("an agent is", "wrap-up") },
	};

	return called(state, words, countof(words));
}

static const char *
of_agent(const char *state)
{
	return agent_is(str_of(state));
}

static struct str
each_called(struct arena *a, struct str codes, const char *(*fn)(const char *))
{
	struct buf b = { 0 };
	struct str one, out;

	while (str_next(a, &codes, ',', &one)) {
		while (*one.s == ' ')
			one.s++, one.len--;
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", fn(one.s));
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

struct str
moves_called(struct arena *a, struct str codes)
{
	return each_called(a, codes, move_called);
}

struct str
agents_are(struct arena *a, struct str codes)
{
	return each_called(a, codes, of_agent);
}

struct str
roles_called(struct arena *a, struct str json)
{
	static const struct word all[] = {
		{ "\"agent\"", N_("agents") },
		{ "\"branch\"", N_("branch managers") },
		{ "\"back-office\"", N_("the back office") },
		{ "\"supervisor\"", N_("supervisors") },
		{ "\"administrator\"", N_("managers") },
		{ "\"auditor\"", N_("auditors") },
	};
	struct str said = STR_NONE;

	for (size_t i = 0; i < countof(all); i++)
		if (strstr(json.s, all[i].code) != NULL)
			said = str_printf(a, "%s%s%s", said.s,
			    said.len > 0 ? _(" or ") : "", _(all[i].word));
	return said;
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
