/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * undo_table.c - what can be taken back and what cannot. A new kind of write
 * is a row in one of the two tables; rows told with image.h need no hand of
 * their own but image_undo.
 */
#include "core/undo_table.h"

#include "core/message.h"

static const struct undo_def defs[] = {
	{ "ticket.create", MAY_TICKET_EDIT, create_undo, N_("a new ticket") },
	{ "ticket.note", MAY_TICKET_EDIT, message_undo, N_("a note") },
	{ "ticket.reply", MAY_TICKET_EDIT, reply_undo,
	    N_("a message to the customer") },
	{ "ticket.outcome", MAY_TICKET_RESOLVE, ticket_undo,
	    N_("the outcome of a complaint") },
	{ "ticket.assign", MAY_TICKET_ASSIGN, ticket_undo,
	    N_("assigning a ticket") },
	{ "ticket.take", MAY_TICKET_ASSIGN, ticket_undo,
	    N_("taking a ticket over") },
	{ "ticket.return", MAY_TICKET_ASSIGN, ticket_undo,
	    N_("giving a ticket back") },
	{ "ticket.route", MAY_TICKET_ASSIGN, ticket_undo,
	    N_("sending a ticket to another team") },
	{ "ticket.edit", MAY_TICKET_EDIT, ticket_undo,
	    N_("a change of a ticket") },
	{ "ticket.start", MAY_TICKET_EDIT, ticket_undo,
	    N_("starting a ticket") },
	{ "ticket.park", MAY_TICKET_EDIT, ticket_undo, N_("parking a ticket") },
	{ "ticket.resume", MAY_TICKET_EDIT, ticket_undo,
	    N_("resuming a ticket") },
	{ "ticket.resolve", MAY_TICKET_RESOLVE, ticket_undo,
	    N_("resolving a ticket") },
	{ "ticket.close", MAY_TICKET_RESOLVE, ticket_undo,
	    N_("closing a ticket") },
	{ "ticket.lapse", MAY_TICKET_RESOLVE, lapse_undo,
	    N_("a ticket that ended by itself") },
	{ "ticket.time", MAY_TICKET_EDIT, image_undo,
	    N_("time that was worked") },
	{ "ticket.watch", MAY_TICKET_READ, image_undo,
	    N_("following a ticket") },
	{ "ticket.unwatch", MAY_TICKET_READ, image_undo,
	    N_("following a ticket no more") },
	{ "ticket.draft-leave", MAY_TICKET_EDIT, image_undo,
	    N_("words left for a colleague") },
	{ "ticket.draft-take", MAY_TICKET_EDIT, image_undo,
	    N_("taking what a colleague left") },
	{ "ticket.draft-drop", MAY_TICKET_EDIT, image_undo,
	    N_("dropping what was left") },
	{ "ticket.courtesy", MAY_TICKET_EDIT, courtesy_undo,
	    N_("the mark of a courtesy") },
	{ "reminder.add", MAY_TICKET_EDIT, image_undo, N_("a reminder") },
	{ "reminder.done", MAY_TICKET_EDIT, image_undo,
	    N_("a reminder that is done") },
	{ "ticket.keep", MAY_TICKET_EDIT, image_undo,
	    N_("keeping a ticket open") },
	{ "ticket.reopen", MAY_TICKET_EDIT, ticket_undo,
	    N_("reopening a ticket") },
	{ "ticket.cancel", MAY_TICKET_EDIT, ticket_undo,
	    N_("cancelling a ticket") },
	{ "ticket.contact", MAY_TICKET_EDIT, ticket_undo,
	    N_("the customer's words") },
	{ "ticket.bulk", MAY_TICKET_EDIT, bulk_undo,
	    N_("a change of many tickets") },
	{ "ticket.link", MAY_TICKET_EDIT, image_undo, N_("a link") },
	{ "ticket.unlink", MAY_TICKET_EDIT, image_undo,
	    N_("taking a link away") },
	{ "ticket.merge", MAY_TICKET_EDIT, merge_undo,
	    N_("joining two tickets") },
	{ "ticket.follow", MAY_TICKET_EDIT, follow_undo,
	    N_("a ticket that goes on with another") },
	{ "ticket.split", MAY_TICKET_EDIT, split_undo,
	    N_("splitting a ticket") },
	{ "ticket.attach", MAY_TICKET_EDIT, image_undo,
	    N_("an attached file") },
	{ "ticket.mail", MAY_TICKET_EDIT, mail_undo,
	    N_("a thread of e-mails") },
	{ "ticket.detach", MAY_TICKET_EDIT, image_undo, N_("a removed file") },
	{ "attachment.limit", MAY_SETUP_EDIT, image_undo,
	    N_("the room for files") },
	{ "incident.begin", MAY_TICKET_EDIT, image_undo, N_("an incident") },
	{ "incident.say", MAY_TICKET_EDIT, image_undo,
	    N_("what agents are told of an incident") },
	{ "incident.end", MAY_TICKET_EDIT, image_undo,
	    N_("the end of an incident") },
	{ "bulletin.write", MAY_NOTICE_SEND, bulletin_write_undo,
	    N_("a bulletin") },
	{ "bulletin.retire", MAY_NOTICE_SEND, image_undo,
	    N_("a retired bulletin") },
	{ "bulletin.read", MAY_ANYONE, image_undo, N_("a bulletin read") },
	{ "view.save", MAY_TICKET_READ, image_undo, N_("a kept view") },
	{ "view.drop", MAY_TICKET_READ, image_undo, N_("a dropped view") },
	{ "ticket.escalate", MAY_TICKET_EDIT, image_undo, N_("an escalation") },

	{ "referral.send", MAY_TICKET_REFER, ticket_undo, N_("a referral") },
	{ "referral.transfer", MAY_TICKET_REFER, ticket_undo,
	    N_("passing a referral on") },
	{ "referral.accept", MAY_TICKET_EDIT, ticket_undo,
	    N_("accepting a referral") },
	{ "referral.hand", MAY_TICKET_EDIT, ticket_undo,
	    N_("giving a referral into other hands") },
	{ "referral.reject", MAY_TICKET_REFER, ticket_undo,
	    N_("rejecting a referral") },
	{ "referral.return", MAY_TICKET_REFER, ticket_undo,
	    N_("returning a referral") },
	{ "referral.resend", MAY_TICKET_REFER, ticket_undo,
	    N_("sending a referral again") },
	{ "referral.complete", MAY_TICKET_EDIT, ticket_undo,
	    N_("completing a referral") },
	{ "referral.recall", MAY_TICKET_REFER, ticket_undo,
	    N_("recalling a referral") },

	{ "interaction.note", MAY_INTERACTION_HANDLE, message_undo,
	    N_("a note") },
	{ "interaction.typify", MAY_INTERACTION_HANDLE, image_undo,
	    N_("what a contact was about") },
	{ "interaction.attach", MAY_INTERACTION_HANDLE, image_undo,
	    N_("who a contact is with") },
	{ "interaction.detach", MAY_INTERACTION_HANDLE, image_undo,
	    N_("who a contact is with") },
	{ "interaction.verify", MAY_INTERACTION_HANDLE, image_undo,
	    N_("a question to the caller") },
	{ "callback.add", MAY_INTERACTION_HANDLE, callback_undo,
	    N_("a promised call") },
	{ "callback.move", MAY_INTERACTION_HANDLE, callback_move_undo,
	    N_("moving a promised call") },
	{ "callback.again", MAY_INTERACTION_HANDLE, callback_move_undo,
	    N_("calling again") },
	{ "callback.done", MAY_INTERACTION_HANDLE, callback_undo,
	    N_("a call marked as made") },
	{ "callback.cancel", MAY_INTERACTION_HANDLE, callback_undo,
	    N_("a cancelled call") },

	{ "survey.answer", MAY_INTERACTION_HANDLE, image_undo,
	    N_("an answer of a survey") },
	{ "appointment.book", MAY_INTERACTION_HANDLE, appointment_undo,
	    N_("an appointment") },
	{ "appointment.confirm", MAY_INTERACTION_HANDLE, appointment_undo,
	    N_("a confirmed appointment") },
	{ "appointment.kept", MAY_INTERACTION_HANDLE, appointment_undo,
	    N_("an appointment marked as kept") },
	{ "appointment.missed", MAY_INTERACTION_HANDLE, appointment_undo,
	    N_("an appointment marked as missed") },
	{ "appointment.cancel", MAY_INTERACTION_HANDLE, appointment_undo,
	    N_("a cancelled appointment") },
	{ "appointment.move", MAY_INTERACTION_HANDLE, appointment_move_undo,
	    N_("moving an appointment") },

	{ "customer.edit", MAY_CUSTOMER_EDIT, image_undo,
	    N_("a change of a customer") },
	{ "customer.note", MAY_CUSTOMER_EDIT, message_undo, N_("a note") },
	{ "contact-point.add", MAY_CUSTOMER_EDIT, image_undo,
	    N_("a new way to reach a customer") },
	{ "contact-point.remove", MAY_CUSTOMER_EDIT, image_undo,
	    N_("a removed way to reach a customer") },
	{ "contact-point.prefer", MAY_CUSTOMER_EDIT, image_undo,
	    N_("the way a customer prefers") },
	{ "contact-point.verify", MAY_CUSTOMER_EDIT, image_undo,
	    N_("a confirmed way to reach a customer") },
	{ "asset.add", MAY_CUSTOMER_EDIT, image_undo,
	    N_("something a customer owns") },
	{ "caller.not", MAY_INTERACTION_HANDLE, image_undo,
	    N_("who a caller is not") },
	{ "consent.set", MAY_CUSTOMER_EDIT, image_undo, N_("a permission") },
	{ "alert.add", MAY_CUSTOMER_EDIT, image_undo, N_("an alert") },
	{ "alert.ack", MAY_INTERACTION_HANDLE, image_undo,
	    N_("an alert taken note of") },
	{ "alert.end", MAY_CUSTOMER_EDIT, image_undo, N_("an ended alert") },
	{ "household.join", MAY_CUSTOMER_EDIT, image_undo,
	    N_("joining a household") },
	{ "household.leave", MAY_CUSTOMER_EDIT, image_undo,
	    N_("leaving a household") },
	{ "offer.add", MAY_CUSTOMER_EDIT, image_undo, N_("an offer") },
	{ "offer.answer", MAY_INTERACTION_HANDLE, image_undo,
	    N_("the answer to an offer") },

	{ "notice.add", MAY_NOTICE_SEND, notice_add_undo, N_("a notice") },
	{ "notice.withdraw", MAY_NOTICE_SEND, image_undo,
	    N_("a withdrawn notice") },
	{ "notice.seen", MAY_ANYONE, image_undo, N_("notices marked as seen") },
	{ "agent.substitute", MAY_STATE_SET, image_undo, N_("who stands in") },
	{ "agent.quiet", MAY_STATE_SET, image_undo, N_("the quiet hours") },
	{ "agent.pause-next", MAY_STATE_SET, image_undo,
	    N_("the pause afterwards") },

	{ "branch.add", MAY_SETUP_EDIT, image_undo, N_("a new branch") },
	{ "branch.retire", MAY_SETUP_EDIT, image_undo, N_("a retired branch") },
	{ "team.add", MAY_SETUP_EDIT, image_undo, N_("a new team") },
	{ "team.edit", MAY_SETUP_EDIT, image_undo, N_("a change of a team") },
	{ "team.retire", MAY_SETUP_EDIT, image_undo, N_("a retired team") },
	{ "team.join", MAY_AGENT_ADMIN, image_undo, N_("joining a team") },
	{ "team.leave", MAY_AGENT_ADMIN, image_undo, N_("leaving a team") },
	{ "skill.add", MAY_SETUP_EDIT, image_undo, N_("a new skill") },
	{ "skill.set", MAY_AGENT_ADMIN, image_undo, N_("a person's skill") },
	{ "role.grant", MAY_AGENT_ADMIN, image_undo, N_("a right given") },
	{ "role.revoke", MAY_AGENT_ADMIN, image_undo,
	    N_("a right taken away") },
	{ "role.clear", MAY_AGENT_ADMIN, image_undo,
	    N_("what a role reads in clear") },
	{ "typification.add", MAY_SETUP_EDIT, image_undo,
	    N_("a new typification") },
	{ "typification.retire", MAY_SETUP_EDIT, image_undo,
	    N_("a retired typification") },
	{ "typification.mnemonic", MAY_SETUP_EDIT, image_undo,
	    N_("a short code") },
	{ "outcome.add", MAY_SETUP_EDIT, image_undo, N_("a new outcome") },
	{ "outcome.retire", MAY_SETUP_EDIT, image_undo,
	    N_("a retired outcome") },
	{ "field.add", MAY_SETUP_EDIT, image_undo, N_("a new field") },
	{ "complaint.limit", MAY_SETUP_EDIT, image_undo,
	    N_("the limit of a redress") },
	{ "setup.sign-in", MAY_AGENT_ADMIN, image_undo,
	    N_("how people sign in") },
	{ "verify.rule", MAY_SETUP_EDIT, image_undo,
	    N_("the rule of verification") },
};

/* What cannot be, and what to do instead. */
static const struct {
	const char *kind, *instead;
} others[] = {
	{ "customer.create",
	    N_("correct the data, or join them with the right customer") },
	{ "customer.unveil",
	    N_("what was seen was seen, and stays written "
	       "down") },
	{ "list.export", N_("what left the house is out; delete the file") },
	{ "ticket.redress", N_("the answer was given: decide anew") },
	{ "approval.ask", N_("withdraw the request") },
	{ "approval.give",
	    N_("a word given with money in it stands: tell who asked") },
	{ "approval.refuse", N_("let them ask anew") },
	{ "approval.withdraw", N_("ask anew") },
	{ "ticket.warn",
	    N_("the customer was told; 'ticket keep' gives time") },
	{ "ticket.lapse-stopped", N_("do what it says and close it by hand") },
	{ "spent.focus", N_("it was worked; 'ticket time-add' corrects it") },
	{ "reminder.told", N_("ask for another reminder") },
	{ "approval.remind", N_("who was reminded was reminded") },
	{ "approval.expire", N_("ask anew") },
	{ "callback.told", N_("who was told was told: make the call") },
	{ "agent.delegate", N_("delegate anew, or 'approval revoke'") },
	{ "ticket.ack",
	    N_("who took note knows it: escalate again to call "
	       "somebody else") },
	{ "interaction.start", N_("finish the contact") },
	{ "interaction.answer", N_("finish the contact") },
	{ "interaction.hold", N_("take the caller back") },
	{ "interaction.resume", N_("hold the caller again") },
	{ "interaction.transfer",
	    N_("ask for the contact: whoever has it hands it back") },
	{ "interaction.lost", N_("answer the contact from its queue") },
	{ "interaction.end", N_("the call is over: finish the contact") },
	{ "interaction.finish", N_("write a note on the contact") },
	{ "interaction.close", N_("write a note on the contact") },
	{ "script.publish",
	    N_("roll back to the version before: 'script share'") },
	{ "script.share", N_("set the share again as it was") },
	{ "script.start", N_("go on by hand: nothing depends on a script") },
	{ "script.go", N_("one step back: 'script go … back'") },
	{ "script.leave", N_("open the script again") },
	{ "agent.state", N_("set the state again") },
	{ "agent.add", N_("disable the agent") },
	{ "agent.edit", N_("change the agent back") },
	{ "agent.disable", N_("enable the agent again") },
	{ "agent.enable", N_("disable the agent again") },
	{ "agent.unlock", N_("three wrong passwords lock them again") },
	{ "agent.password", N_("set another password") },
	{ "agent.totp", N_("set the one-time code anew") },
	{ "setup.apply",
	    N_("apply the text from before: every version is "
	       "kept, 'setup export' has it") },
	{ "template.write",
	    N_("write it as it was: every version is kept, 'template show' "
	       "has the last") },
	{ "template.retire", N_("write the template again") },
	{ "setup.approve",
	    N_("a holiday that is none is left out of the "
	       "calendar file") },
	{ "load.run",
	    N_("what was loaded may be in use: correct the rows, or "
	       "load them again") },
	{ "audit.anchor", N_("an anchor is a proof and stays") },
	{ "audit.forget", N_("what was forgotten is gone") },
	{ "sla.rebuild",
	    N_("the clocks were computed from the events and are "
	       "right") },
};

const struct undo_def *
undo_def_of(struct str kind)
{
	for (size_t i = 0; i < countof(defs); i++)
		if (str_is(kind, defs[i].kind))
			return &defs[i];
	return NULL;
}

/* What was told to a customer is a slip no longer than a letter waits. */
msec
undo_within(struct str kind)
{
	return str_is(kind, "ticket.reply") ? LETTER_WAIT : 0;
}

const char *
undo_why_not(struct str kind)
{
	for (size_t i = 0; i < countof(others); i++)
		if (str_is(kind, others[i].kind))
			return _(others[i].instead);
	return NULL;
}

/* Steps on the way and what the program notes: nobody means them by "what I
 * did last". */
static const char *const passing[] = { "customer.unveil", "ticket.warn",
	"ticket.lapse-stopped", "spent.focus", "reminder.told",
	"approval.remind", "approval.expire", "callback.told",
	"interaction.start", "interaction.answer", "interaction.hold",
	"interaction.resume", "interaction.lost", "interaction.end",
	"script.start", "script.go", "script.leave", "agent.state",
	"agent.unlock", "audit.anchor", "audit.forget", "sla.rebuild" };

bool
undo_passes(struct str kind)
{
	for (size_t i = 0; i < countof(passing); i++)
		if (str_is(kind, passing[i]))
			return true;
	return undo_why_not(kind) == NULL;
}

/* What is written under another name than its words. */
static const struct {
	const char *name, *kind;
} kinds[] = {
	{ "ticket export", "list.export" },
	{ "sla export", "list.export" },
	{ "board export", "list.export" },
	{ "complaint grant", "ticket.redress" },
	{ "complaint refuse", "ticket.redress" },
	{ "escalation ack", "ticket.ack" },
	{ "load", "load.run" },
	{ "load undo", "" },
	{ "script end", "interaction.finish" },
	{ "approval delegate", "agent.delegate" },
	{ "approval revoke", "agent.delegate" },
	{ "agent own-password", "agent.password" },
	{ "agent totp-confirm", "agent.totp" },
	{ "agent totp-remove", "agent.totp" },
	{ "state set", "agent.state" },
	{ "ticket focus", "spent.focus" },
};

/* "approval give" is the kind "approval.give". */
static bool
is_of(const char *command, const char *kind)
{
	while (*kind != '\0' && (*command == ' ' ? '.' : *command) == *kind) {
		command++;
		kind++;
	}
	return *kind == '\0' && *command == '\0';
}

const char *
undo_never(const char *command)
{
	for (size_t i = 0; i < countof(kinds); i++)
		if (strcmp(command, kinds[i].name) == 0)
			command = kinds[i].kind;
	for (size_t i = 0; i < countof(others); i++)
		if (is_of(command, others[i].kind))
			return _(others[i].instead);
	return NULL;
}
