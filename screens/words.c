/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words.c - the log in words people use: what an event did, and from where.
 */
#include "core/escalation.h"
#include "core/history.h"
#include "core/promise.h"
#include "screens/say.h"
#include "screens/screen.h"

/* What is done to the house itself. */
static const struct word setup_words[] = {
	{ "agent.add", N_("added an agent") },
	{ "agent.edit", N_("changed an agent") },
	{ "agent.disable", N_("disabled an agent") },
	{ "agent.enable", N_("enabled an agent") },
	{ "agent.unlock", N_("let an agent try again") },
	{ "agent.password", N_("set a password") },
	{ "agent.totp", N_("set a one-time code") },
	{ "agent.state", N_("set a state") },
	{ "agent.pause-next", N_("asked for a pause afterwards") },
	{ "agent.sign-in", N_("signed in") },
	{ "agent.sign-out", N_("signed out") },
	{ "agent.substitute", N_("said who stands in") },
	{ "agent.delegate", N_("said who decides instead") },
	{ "agent.quiet", N_("set quiet hours") },
	{ "team.add", N_("added a team") },
	{ "team.edit", N_("changed a team") },
	{ "team.retire", N_("retired a team") },
	{ "team.join", N_("joined a team") },
	{ "team.leave", N_("left a team") },
	{ "skill.add", N_("added a skill") },
	{ "skill.set", N_("set a skill") },
	{ "branch.add", N_("added a branch") },
	{ "branch.retire", N_("retired a branch") },
	{ "role.setup", N_("set up the roles") },
	{ "role.grant", N_("gave a right") },
	{ "role.revoke", N_("took a right away") },
	{ "role.clear", N_("changed what is read in clear") },
	{ "typification.add", N_("added a typification") },
	{ "typification.retire", N_("retired a typification") },
	{ "typification.mnemonic", N_("gave it a short code") },
	{ "outcome.add", N_("added an outcome") },
	{ "outcome.retire", N_("retired an outcome") },
	{ "field.add", N_("added a field") },
	{ "verify.rule", N_("changed the rule of verification") },
	{ "setup.apply", N_("applied a setup") },
	{ "setup.approve", N_("approved holidays") },
	{ "setup.sign-in", N_("changed how people sign in") },
	{ "attachment.limit", N_("set the room for files") },
	{ "template.write", N_("wrote a template") },
	{ "template.retire", N_("retired a template") },
	{ "bulletin.write", N_("wrote a bulletin") },
	{ "bulletin.read", N_("read a bulletin") },
	{ "bulletin.retire", N_("retired a bulletin") },
	{ "notice.add", N_("sent a notice") },
	{ "notice.seen", N_("read the notices") },
	{ "notice.withdraw", N_("withdrew a notice") },
	{ "audit.anchor", N_("kept an anchor of the log") },
	{ "audit.forget", N_("forgot old operations") },
	{ "sla.rebuild", N_("computed the clocks anew") },
	{ "list.export", N_("exported a list") },
	{ "view.save", N_("saved a view") },
	{ "view.drop", N_("dropped a view") },
	{ "demo.load", N_("filled the demo centre") },
	{ "complaint.limit", N_("set a limit of redress") },
	{ "script.publish", N_("published a script") },
	{ "script.share", N_("shared out a script's versions") },
	{ "script.start", N_("began the script") },
	{ "script.go", N_("went on in the script") },
	{ "script.leave", N_("left the script") },
};

static const char *
setup_word(struct str kind)
{
	const char *word = word_among(kind, setup_words, countof(setup_words));

	return word != NULL ? word : kind.s;
}

static const struct word events[] = {
	{ "ticket.create", N_("opened it") },
	{ "ticket.assign", N_("assigned it") },
	{ "ticket.take", N_("took it over") },
	{ "ticket.return", N_("gave it back to its team") },
	{ "ticket.route", N_("sent it to another team") },
	{ "ticket.edit", N_("changed it") },
	{ "ticket.start", N_("took it up") },
	{ "ticket.park", N_("parked it") },
	{ "ticket.resume", N_("took it up again") },
	{ "ticket.resolve", N_("resolved it") },
	{ "ticket.outcome", N_("decided its outcome") },
	{ "ticket.redress", N_("answered its redress") },
	{ "ticket.close", N_("closed it") },
	{ "ticket.reopen", N_("reopened it") },
	{ "ticket.cancel", N_("cancelled it") },
	{ "ticket.note", N_("wrote a note") },
	{ "ticket.reply", N_("wrote to the customer") },
	{ "ticket.contact", N_("noted what the customer said") },
	{ "message.in", NC_("history", "said") },
	{ "referral.send", N_("referred it") },
	{ "referral.transfer", N_("passed it on") },
	{ "referral.accept", N_("accepted it") },
	{ "referral.hand", N_("gave it into other hands") },
	{ "referral.reject", N_("rejected it") },
	{ "referral.return", N_("returned it") },
	{ "referral.resend", N_("sent it again") },
	{ "referral.complete", N_("gave it back done") },
	{ "referral.recall", N_("took it back") },
	{ "ticket.escalate", N_("escalated it") },
	{ "ticket.ack", N_("took note of the escalation") },
	{ "ticket.bulk", N_("changed many at once") },
	{ "ticket.level", N_("saw a promise near or past its end") },
	{ "ticket.link", N_("linked it") },
	{ "ticket.unlink", N_("took a link away") },
	{ "ticket.attach", N_("attached a file") },
	{ "ticket.mail", N_("brought in a thread of e-mails") },
	{ "ticket.detach", N_("removed a file") },
	{ "incident.begin", N_("made it an incident") },
	{ "incident.say", N_("changed what is told of the incident") },
	{ "incident.end", N_("ended the incident") },
	{ "ticket.merge", N_("joined it into another") },
	{ "ticket.split", N_("split it off") },
	{ "ticket.follow", N_("opened it to go on from another") },
	{ "approval.ask", N_("asked for an approval") },
	{ "approval.give", N_("gave their word") },
	{ "approval.refuse", N_("refused an approval") },
	{ "approval.withdraw", N_("withdrew a request") },
	{ "approval.remind", N_("reminded who had not decided") },
	{ "approval.expire", N_("saw an approval expire undecided") },
	{ "reminder.add", N_("asked for a reminder") },
	{ "reminder.done", N_("needs a reminder no more") },
	{ "reminder.told", N_("reminded") },
	{ "ticket.warn", N_("told the customer that it will end") },
	{ "ticket.lapse", N_("ended it by itself") },
	{ "ticket.lapse-stopped", N_("could not end it by itself") },
	{ "ticket.time", N_("corrected the time worked") },
	{ "ticket.watch", N_("follows it") },
	{ "ticket.unwatch", N_("follows it no more") },
	{ "ticket.draft-leave", N_("left words for a colleague") },
	{ "ticket.draft-take", N_("goes on with what a colleague left") },
	{ "ticket.draft-drop", N_("dropped what was left") },
	{ "spent.focus", N_("worked on it") },
	{ "ticket.courtesy", N_("marked it as a courtesy") },
	{ "ticket.keep", N_("kept it from ending") },
	{ "ticket.promise", N_("set what is promised") },
	{ "ticket.told", N_("told who must know") },
	{ "interaction.start", N_("began the contact") },
	{ "interaction.answer", N_("answered it") },
	{ "interaction.hold", N_("put it on hold") },
	{ "interaction.resume", N_("took it back from hold") },
	{ "interaction.end", N_("hung up") },
	{ "interaction.attach", N_("said who it is") },
	{ "interaction.detach", N_("said who it is not") },
	{ "interaction.verify", N_("asked to make sure who it is") },
	{ "interaction.typify", N_("said what it was about") },
	{ "interaction.note", N_("wrote a note") },
	{ "interaction.transfer", N_("handed it to somebody else") },
	{ "interaction.lost", N_("lost its console") },
	{ "interaction.finish", N_("ended the conversation") },
	{ "interaction.close", N_("closed the contact") },
	{ "customer.create", N_("entered the customer") },
	{ "customer.edit", N_("changed the customer's data") },
	{ "customer.note", N_("wrote a note") },
	{ "customer.unveil", N_("looked at protected data") },
	{ "caller.not", N_("said who the caller is not") },
	{ "contact-point.add", N_("added a way to reach them") },
	{ "contact-point.remove", N_("removed a way to reach them") },
	{ "contact-point.prefer", N_("noted which way they prefer") },
	{ "contact-point.verify", N_("confirmed a way to reach them") },
	{ "asset.add", N_("noted what they own") },
	{ "consent.set", N_("wrote down a permission") },
	{ "alert.add", N_("set an alert") },
	{ "alert.ack", N_("read the alert") },
	{ "alert.end", N_("ended an alert") },
	{ "household.join", N_("joined the household") },
	{ "household.leave", N_("left the household") },
	{ "offer.add", N_("prepared an offer") },
	{ "offer.answer", N_("wrote down the answer to an offer") },
	{ "callback.add", N_("promised a call") },
	{ "callback.told", N_("told that a call is due") },
	{ "callback.move", N_("moved a promised call") },
	{ "callback.again", N_("did not reach them, calls again") },
	{ "callback.done", N_("made the promised call") },
	{ "callback.cancel", N_("cancelled a promised call") },
	{ "survey.answer", N_("kept an answer of the survey") },
	{ "appointment.book", N_("booked an appointment") },
	{ "appointment.confirm", N_("confirmed an appointment") },
	{ "appointment.kept", N_("received who had an appointment") },
	{ "appointment.missed", N_("noted that nobody came") },
	{ "appointment.move", N_("moved an appointment") },
	{ "appointment.cancel", N_("cancelled an appointment") },
	{ "appointment.remind", N_("reminded of an appointment") },
	{ "appointment.letter", N_("wrote to the customer before it") },
	{ "undo", N_("took back what was done") },
	{ "load.run", N_("loaded it from a file") },
};

const char *
event_word(struct str kind)
{
	const char *word = word_among(kind, events, countof(events));

	return word != NULL ? word : setup_word(kind);
}

const char *
holder_word(struct str holder)
{
	if (str_is(holder, "customer"))
		return _("the customer");
	if (str_is(holder, "third-party"))
		return _("somebody outside");
	return holder.len > 0 ? holder.s : _("nobody yet");
}

/* "+240m" is "+4h00": working time, as the other screens write it. */
static struct str
past_said(struct arena *a, struct str share)
{
	struct str after = { share.s + 1, share.len - 1 };
	struct fault unread = { .code = OK };
	char out[24];
	msec past;

	if (clock_span(after, &past, &unread) != OK)
		return share;
	return str_printf(a, "+%s", clock_worked_text(past, out));
}

struct str
level_said(struct arena *a, struct str kind, struct str share)
{
	const char *name = kind.s;

	for (int k = 0; k < PROMISE_KINDS; k++)
		if (str_is(kind, promise_kind_name((enum promise_kind)k)))
			name = promise_kind_text((enum promise_kind)k);
	if (str_is(share, "100%"))
		return str_printf(a, _("%s is late"), name);
	if (str_starts(share, STR("+")))
		return str_printf(a, _("%s is late (%s)"), name,
		    past_said(a, share).s);
	return str_printf(a, _("%s at %s"), name, share.s);
}

struct str
about_said(struct str about)
{
	return str_is(about, "ping_pong")
	    ? str_of(_("to and fro between teams"))
	    : about;
}

struct str
escalation_said(struct arena *a, const struct row_escalation_list *x)
{
	if (x->to_name.len > 0)
		return str_printf(a, _("help of %s"), x->to_name.s);
	if (x->kind.len == 0)
		return str_printf(a, _("by hand, level %lld"),
		    (long long)x->level);
	if (str_is(x->kind, "ping_pong"))
		return about_said(x->kind);
	return level_said(a, x->kind, x->share);
}

struct str
event_value(const struct history_row *r, size_t n, const char *field)
{
	for (size_t i = 0; i < n && r[i].n == r->n; i++)
		if (str_is(r[i].field, field))
			return r[i].new_name.len > 0 ? r[i].new_name : r[i].new;
	return STR_NONE;
}

/* Said in the trail of the other one. */
static const struct word besides[] = {
	{ "ticket.merge", N_("joined %s into it") },
	{ "ticket.split", N_("split %s off it") },
	{ "ticket.follow", N_("opened %s to go on from it") },
	{ "ticket.link", N_("linked %s with it") },
	{ "ticket.unlink", N_("took away the link with %s") },
};

/* What a kind did, and to which other one. */
static struct str
done_said(struct arena *a, const struct history_row *r, struct str kind)
{
	const char *text = r->beside.len > 0
	    ? word_among(kind, besides, countof(besides))
	    : NULL;

	if (text != NULL)
		return str_printf(a, text, r->beside.s);
	return r->beside.len > 0
	    ? str_printf(a, "%s: %s", r->beside.s, event_word(kind))
	    : str_of(event_word(kind));
}

/* Kinds whose sentence names what a field was set to; of some only when there
 * was nothing, for the change says the rest. */
static const struct {
	const char *kind, *field, *text;
	bool first;
} naming[] = {
	{ "ticket.assign", "owner", N_("assigned it to %s"), true },
	{ "ticket.attach", "attachment", N_("attached %s"), true },
	{ "ticket.told", "told", N_("told %s"), false },
	{ "ticket.told", "not_told", N_("did not tell %s any more"), false },
	{ "ticket.escalate", "called", N_("asked %s for help"), false },
	{ "ticket.merge", "merged", N_("joined it into %s"), false },
	{ "ticket.split", "split", N_("split it off from %s"), false },
};

/* What was done, also where it was done again. */
static struct str
kind_done(const struct history_row *r)
{
	return r->redo ? r->undid : r->kind;
}

/* Does sentence `i` name what this row says? */
static bool
is_named(const struct history_row *r, size_t i)
{
	return str_is(kind_done(r), naming[i].kind) &&
	    str_is(r->field, naming[i].field) &&
	    (!naming[i].first || (r->old.len == 0 && r->new.len > 0));
}

bool
event_names(const struct history_row *r)
{
	for (size_t i = 0; i < countof(naming); i++)
		if (is_named(r, i))
			return true;
	return str_is(r->kind, "ticket.level");
}

static struct str
naming_said(struct arena *a, const struct history_row *r, size_t n)
{
	for (size_t k = 0; k < n && r[k].n == r->n; k++)
		for (size_t i = 0; i < countof(naming); i++)
			if (is_named(&r[k], i) && r[k].new.len > 0)
				return str_printf(a, _(naming[i].text),
				    event_value(&r[k], 1, naming[i].field).s);
	return done_said(a, r, kind_done(r));
}

struct str
event_said(struct arena *a, const struct history_row *r, size_t n)
{
	struct str clock = event_value(r, n, "clock");

	if (r->undid.len > 0)
		return str_printf(a,
		    r->redo ? _("did again: %s") : _("took back: %s"),
		    r->redo && r->beside.len == 0
			? naming_said(a, r, n).s
			: done_said(a, r, r->undid).s);
	if (r->beside.len > 0)
		return done_said(a, r, r->kind);
	if (!str_is(r->kind, "ticket.level") || clock.len == 0)
		return naming_said(a, r, n);
	return str_printf(a, _("saw: %s"),
	    level_said(a, clock, event_value(r, n, "level")).s);
}

struct str
event_where(struct arena *a, const struct history_row *r)
{
	static const struct word words[] = {
		{ "console", N_("in the console") },
		{ "shell", N_("from a shell") },
		{ "sweep", N_("by itself, on time") },
	};
	const char *via = word_among(r->via, words, countof(words));

	if (r->via.len == 0)
		return STR_NONE;
	return str_printf(a, "%s%s%s%s%s%s", via != NULL ? via : r->via.s,
	    r->branch.len > 0 ? ", " : "", r->branch.s,
	    r->terminal.len > 0 ? " (" : "", r->terminal.s,
	    r->terminal.len > 0 ? ")" : "");
}

struct str
outcome_word(struct str code, struct str name)
{
	return str_is(code, "abandoned") ? str_of(_("hung up before an answer"))
					 : name;
}
