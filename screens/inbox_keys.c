/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inbox_keys.c - what the inbox's key line says of the row under the cursor: a
 * referral is answered, a contact is taken, and where there is no row nothing
 * is offered that needs one.
 */
#include "screens/legs.h"

const struct key_def inbox_keys[] = {
	{ "<Enter>", "open ticket", N_("open") },
	TICKET_KEYS,
	{ "1", "", N_("to 4 part") },
	{ "/", "filter", N_("filter") },
	{ "f", "open views", N_("views") },
	{ "O", "", N_("columns") },
	{ "x", "ticket export", N_("export") },
	{ 0 },
};

static const struct key_def leg_keys[] = {
	{ "<Enter>", "open ticket", N_("open") },
	{ "t", "ticket start", N_("take") },
	{ "b", "open chain", N_("answer it") },
	{ "n", "ticket note", N_("note") },
	{ "i", "ticket reply", N_("inform") },
	{ "a", "ticket assign", N_("assign") },
	{ "1", "", N_("to 4 part") },
	{ 0 },
};

static const struct key_def contact_keys[] = {
	{ "<Enter>", "", NC_("key", "answer") },
	{ "0", "", N_("nobody there") },
	{ "1", "", N_("to 4 part") },
	{ 0 },
};

static const struct key_def bare_keys[] = {
	{ "1", "", N_("to 4 part") },
	{ "/", "filter", N_("filter") },
	{ "f", "open views", N_("views") },
	{ 0 },
};

const struct key_def *
inbox_line_keys(const struct screen *s, const struct leg_row *leg, bool contact)
{
	if (s->model == NULL)
		return inbox_keys;
	if (leg != NULL)
		return leg_keys;
	if (contact)
		return contact_keys;
	return screen_picked(s) == NULL ? bare_keys : inbox_keys;
}
