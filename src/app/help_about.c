/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help_about.c - what each screen is for, in a sentence of its help.
 */
#include "app/app.h"

static const struct {
	const char *screen, *about;
} abouts[] = {
	{ "login",
	    N_("Who works here: your sign-in, your password, and the "
	       "code if you use one.") },
	{ "home",
	    N_("Your day: the tickets that are yours, and the contacts "
	       "you had.") },
	{ "find",
	    N_("One box for a name, a phone, an e-mail, a RUT, a plate "
	       "or a ticket's number; it looks while you type.") },
	{ "customer",
	    N_("Everything about one customer. A digit opens the "
	       "part with that number.") },
	{ "contact",
	    N_("The conversation you are having: its time, notes and "
	       "what it was about.") },
	{ "ticket",
	    N_("One ticket: its fields, and what happened to it, the "
	       "newest on top.") },
	{ "inbox",
	    N_("Tickets that wait for you or your team, the most "
	       "urgent first.") },
	{ "newcustomer",
	    N_("A customer who is not there yet. With a contact in progress "
	       "with nobody, it is theirs at once; F10 makes them.") },
	{ "who",
	    N_("Who is calling: type a name, a number, a RUT or a plate; or "
	       "Enter takes what waits longest. Ins writes somebody new.") },
	{ "verify",
	    N_("Ask each question and press what came of it. What the customer "
	       "has is shown once they are verified.") },
	{ "callback",
	    N_("A call that is promised: when, about what, to which number. It "
	       "comes to whoever keeps it, on time.") },
	{ "refer",
	    N_("Another team is asked for something; the promise to the "
	       "customer stays yours. When it is due there is shown before "
	       "you send it.") },
	{ "ledger",
	    N_("Why it is due then: each stretch of time, whether it counted, "
	       "and who had it.") },
	{ "state", N_("Whether contacts may come to you. A digit chooses.") },
	{ "promises",
	    N_("Open tickets by team and by when they are due. Arrows choose "
	       "a number, Enter shows the tickets behind it, F its "
	       "formula.") },
	{ "work",
	    N_("Open tickets by team or by person: their state and their age. "
	       "Arrows choose a number, Enter shows what is behind it.") },
	{ "people",
	    N_("Who does what, for how long, and who is beyond the limit: "
	       "those come first.") },
	{ "referrals",
	    N_("What teams asked of one another and how it goes. Arrows choose "
	       "a number, Enter shows the tickets behind it.") },
	{ "approvals",
	    N_("What waits for a word before it may be done: yours first. "
	       "Enter decides.") },
	{ "newticket",
	    N_("A new ticket. Choose its type by code or by a "
	       "word; fields with * are needed; F10 sends.") },
	{ "wrapup",
	    N_("How the contact ended: type, outcome, what comes "
	       "next; F10 closes it.") },
	{ "script",
	    N_("What to say now, and the answers by one key. o and a "
	       "number goes into an objection and comes back.") },
	{ "settings",
	    N_("The options of the console. Enter takes the next "
	       "value, at once, and keeps it.") },
};

const char *
help_about(const struct screen_def *s)
{
	for (size_t i = 0; i < countof(abouts); i++)
		if (strcmp(abouts[i].screen, s->name) == 0)
			return _(abouts[i].about);
	return "";
}
