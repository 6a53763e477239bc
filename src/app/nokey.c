/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nokey.c - why a key of the map does nothing here: what it would need, and
 * the key that leads there. Silence is a defect.
 */
#include "app/app.h"

enum need { TICKET, CUSTOMER, CONTACT, TICKETS, LIST, SCRIPT, ELSE };

/* %s is the key, the second what it would do. */
static const char *const needs[] = {
	[TICKET] = N_("%s (%s) is for a ticket: put the cursor on one. F3 "
		      "lists them."),
	[CUSTOMER] = N_("%s (%s) is for a customer's screen: F2 finds one."),
	[CONTACT] = N_("%s (%s) is for a contact: F9 takes one, gc goes to "
		       "yours."),
	[TICKETS] = N_("%s (%s) is for lists of tickets: F3 has them."),
	[LIST] = N_("%s (%s) is for lists; there is none here."),
	[SCRIPT] = N_("%s (%s) is for a service script: F5 begins one."),
};

#define NOW                                                                    \
	N_("Boards show what is now; [ and ] turn the days of the "            \
	   "appointments.")

static const struct {
	const char *keys;
	enum need need;
	const char *idea; /* of ELSE: the whole sentence */
} rows[] = {
	{ "t", TICKET, N_("take") },
	{ "a", TICKET, N_("assign") },
	{ "n", TICKET, N_("note") },
	{ "i", TICKET, N_("inform") },
	{ "e", TICKET, N_("edit") },
	{ "r", TICKET, N_("resolve") },
	{ "C", TICKET, N_("close") },
	{ "R", TICKET, N_("reopen") },
	{ "K", TICKET, N_("courtesy") },
	{ "p", TICKET, N_("park") },
	{ "b", TICKET, N_("give back") },
	{ "B", TICKET, N_("bring back") },
	{ "T", TICKET, N_("clocks") },
	{ "w", TICKET, N_("what if") },
	{ "H", TICKET, N_("history") },
	{ "L", TICKET, N_("links") },
	{ "J", TICKET, N_("join") },
	{ "D", TICKET, N_("divide") },
	{ "P", TICKET, N_("who reads it") },
	{ "A", TICKET, N_("take note") },
	{ "!", TICKET, N_("priority") },
	{ "s", CUSTOMER, N_("callback") },
	{ "v", CONTACT, N_("verify") },
	{ "X", CONTACT, N_("not this person") },
	{ "V", CUSTOMER, N_("unveil") },
	{ "f", TICKETS, N_("views") },
	{ "x", TICKETS, N_("export") },
	{ "<Space>", LIST, N_("mark") },
	{ "*", LIST, N_("mark all") },
	{ "-", LIST, N_("unmark all") },
	{ "o", LIST, N_("order") },
	{ "z", CUSTOMER, N_("zoom") },
	{ "F", ELSE,
	    N_("F shows the formula of a figure on the board of promises: "
	       "gd.") },
	{ "m", TICKET, N_("move it") },
	{ "O", ELSE,
	    N_("O chooses the columns of a list of tickets: F3 has one.") },
	{ "<lt>", ELSE, NOW },
	{ "[", ELSE, NOW },
	{ ">", ELSE, NOW },
	{ "]", ELSE, NOW },
	{ "<Backspace>", SCRIPT, N_("back one step") },
	{ "h", ELSE, N_("There is nothing to the left here; Esc goes back.") },
	{ "<Left>", ELSE,
	    N_("There is nothing to the left here; Esc goes back.") },
	{ "l", ELSE, N_("There is nothing to the right here; Enter opens.") },
	{ "<Right>", ELSE,
	    N_("There is nothing to the right here; Enter opens.") },
	{ "M", ELSE,
	    N_("A message to a colleague is a notice: :notice add, or M in "
	       "gp.") },
	{ "@", ELSE,
	    N_("The past of a ticket or a customer is in its history: H.") },
	{ "<F10>", ELSE, N_("There is nothing to save here.") },
	{ "<C-s>", ELSE, N_("There is nothing to save here.") },
	{ "<Tab>", ELSE, N_("There is one part here only.") },
	{ "<S-Tab>", ELSE, N_("There is one part here only.") },
	{ "<Enter>", ELSE, N_("There is nothing to open here.") },
	{ "gl", ELSE,
	    N_("A file is loaded by its command: :load KIND FILE map=MAP.") },
	{ "gu", ELSE,
	    N_("Who may be the same is told while one writes a customer: F2, "
	       "Ins.") },
	{ "gy", ELSE, N_("What you did is in the history of each thing: H.") },
};

static bool
same(const char *keys, const uint32_t *codes, int n)
{
	uint32_t own[KEYS_LONG];

	return keymap_codes(keys, own) == n &&
	    memcmp(own, codes, sizeof(*codes) * (size_t)n) == 0;
}

bool
app_no_key(struct app *app, struct str typed, const uint32_t *codes, int n)
{
	for (size_t i = 0; i < countof(rows); i++) {
		if (!same(rows[i].keys, codes, n))
			continue;
		if (rows[i].need == ELSE)
			app_note(app, LOOK_NO, "%s", _(rows[i].idea));
		else
			app_note(app, LOOK_NO, _(needs[rows[i].need]), typed.s,
			    _(rows[i].idea));
		if (rows[i].need <= CONTACT) /* a form of it, were it there */
			app->barred = true;
		return true;
	}
	return false;
}
