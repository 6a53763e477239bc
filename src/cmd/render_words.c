/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * render_words.c - what a code is called in front of people, and the letter
 * before a number. JSON and pipes keep the codes, which is what commands take.
 */
#include "cmd/render.h"
#include "core/appointment.h"
#include "core/callback.h"
#include "core/state_word.h"

/* States of tickets, contacts and people: no code of one is another's. */
static const struct word states[] = {
	{ "new", N_("new") },
	{ "open", NC_("state", "open") },
	{ "pending-customer", N_("waits for the customer") },
	{ "pending-third-party", N_("waits for others") },
	{ "scheduled", N_("scheduled") },
	{ "referred", N_("referred") },
	{ "resolved", N_("resolved") },
	{ "closed", N_("closed") },
	{ "merged", N_("merged") },
	{ "cancelled", N_("cancelled") },
	{ "waiting", N_("waiting") },
	{ "talking", N_("talking") },
	{ "held", N_("on hold") },
	{ "wrap-up", N_("wrap-up") },
	{ "ready", NC_("a person", "ready") },
	{ "reserved", NC_("a person", "offered a contact") },
	{ "engaged", NC_("a person", "talking") },
	{ "paused", NC_("a person", "on a break") },
	{ "offline", NC_("a person", "away") },
};
static const struct word approvals[] = {
	{ "open", NC_("an approval", "waits") },
	{ "given", NC_("an approval", "given") },
	{ "refused", NC_("an approval", "refused") },
	{ "expired", NC_("an approval", "expired") },
	{ "withdrawn", NC_("an approval", "withdrawn") },
};
static const struct word directions[] = {
	{ "in", N_("incoming") },
	{ "out", N_("outgoing") },
};
static const struct word modes[] = {
	{ "sees", N_("reads it") },
	{ "writes", N_("writes in it") },
	{ "holds", N_("has it reserved") },
	{ "here", N_("is at a console") },
};
static const struct word roles[] = {
	{ "agent", NC_("role", "agent") },
	{ "branch", NC_("role", "branch staff") },
	{ "back-office", NC_("role", "back office") },
	{ "supervisor", NC_("role", "supervisor") },
	{ "administrator", NC_("role", "administrator") },
	{ "auditor", NC_("role", "auditor") },
};
static const struct word kinds[] = {
	{ "query", NC_("kind", "query") },
	{ "complaint", NC_("kind", "complaint") },
	{ "request", NC_("kind", "request") },
	{ "suggestion", NC_("kind", "suggestion") },
	{ "sale", NC_("kind", "sale") },
	{ "person", NC_("kind", "person") },
	{ "company", NC_("kind", "company") },
};
static const struct word limits[] = {
	{ "fine", NC_("a limit", "fine") },
	{ "near", NC_("a limit", "near") },
	{ "beyond", NC_("a limit", "beyond") },
};

/* The first row that fits; a noun of NULL is any. */
static const struct {
	const char *noun, *column;
	const struct word *words;
	size_t n;
} tables[] = {
	{ "referral", "state", leg_words, LEG_STATES },
	{ "approval", "state", approvals, countof(approvals) },
	{ NULL, "state", states, countof(states) },
	{ "presence", "does", modes, countof(modes) },
	{ NULL, "direction", directions, countof(directions) },
	{ NULL, "role", roles, countof(roles) },
	{ NULL, "kind", kinds, countof(kinds) },
	{ "board people", "limit", limits, countof(limits) },
};

/* By which letter people know a thing's number. */
static const struct {
	const char *noun, *column, *sign;
} numbers[] = {
	{ "ticket", "number", "T-" },
	{ "referral", "number", "T-" },
	{ "escalation", "number", "T-" },
	{ "complaint", "number", "T-" },
	{ "interaction", "number", "I-" },
	{ "callback", "number", "C-" },
	{ "appointment", "number", "A-" },
	{ NULL, "ticket_number", "T-" },
};

/* Text for a pipe: a person reads it with the decimal sign of the language. */
static const struct {
	const char *noun, *column;
} decimals[] = {
	{ "referral", "share" },
	{ "survey", "score" },
	{ "survey", "low" },
	{ "survey", "high" },
};

static bool
is_noun(const char *command, const char *noun)
{
	size_t n = noun != NULL ? strlen(noun) : 0;

	return noun == NULL ||
	    (command != NULL && strncmp(command, noun, n) == 0 &&
		(command[n] == ' ' || command[n] == '\0'));
}

const char *
render_number(const char *command, const char *column)
{
	for (size_t i = 0; i < countof(numbers); i++)
		if (strcmp(column, numbers[i].column) == 0 &&
		    is_noun(command, numbers[i].noun))
			return numbers[i].sign;
	return NULL;
}

bool
render_decimal(const char *command, const char *column)
{
	for (size_t i = 0; i < countof(decimals); i++)
		if (strcmp(column, decimals[i].column) == 0 &&
		    is_noun(command, decimals[i].noun))
			return true;
	return false;
}

const char *
render_word(const char *command, const char *column, struct str value)
{
	bool state = strcmp(column, "state") == 0;

	if (state && is_noun(command, "callback"))
		return callback_state_word(value);
	if (state && is_noun(command, "appointment"))
		return appointment_state_word(value);
	if (strcmp(column, "channel") == 0)
		return channel_word(value);
	for (size_t i = 0; i < countof(tables); i++)
		if (strcmp(column, tables[i].column) == 0 &&
		    is_noun(command, tables[i].noun))
			return word_among(value, tables[i].words, tables[i].n);
	return NULL;
}
