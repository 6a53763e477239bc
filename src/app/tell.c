/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tell.c - sentences about what was done.
 */
#include "app/tell.h"

#include "cmd/render.h"
#include "screens/say.h"

/* In braces: a cell of the answer. A sentence whose cells are not all there
 * gives way to the next of its command. */
static const struct {
	const char *name, *text;
} sentences[] = {
	{ "ticket create", N_("T-{number} created: {subject}.") },
	{ "ticket time-add", N_("Time on T-{number} saved.") },
	{ "ticket courtesy", N_("T-{number} stays resolved.") },
	{ "ticket follow", N_("T-{number} goes on with it: {subject}.") },
	{ "ticket note", N_("Note on T-{number} saved.") },
	{ "ticket reply", N_("Answer on T-{number} saved.") },
	{ "ticket assign", N_("T-{number} is {owner_name}'s now.") },
	{ "ticket assign", N_("T-{number} is with {team_name} now.") },
	{ "ticket assign", N_("T-{number} is nobody's now.") },
	{ "ticket edit", N_("T-{number} saved.") },
	{ "ticket bulk",
	    N_("Tickets changed: {changed}, refused: {refused}.") },
	{ "ticket export", N_("{tickets} tickets written to {file}.") },
	{ "sla export", N_("The ledger is in {file}.") },
	{ "board export", N_("The board is in {file}.") },
	{ "attachment add", N_("Attached as file {position}.") },
	{ "ticket mail",
	    N_("E-mails added: {added}, files: {files}; left out: "
	       "{left_out}.") },
	{ "ticket mail", N_("E-mails added: {added}, files: {files}.") },
	{ "attachment remove", N_("The file was removed.") },
	{ "incident begin", N_("Every agent is warned now.") },
	{ "incident say", N_("What agents are told is saved.") },
	{ "incident join", N_("It is a case of the incident.") },
	{ "incident tell", N_("{changed} cases were told.") },
	{ "incident resolve", N_("{changed} cases resolved.") },
	{ "incident end", N_("The incident is over.") },
	{ "bulletin write", N_("Bulletin {bulletin} is to be read.") },
	{ "bulletin read", N_("Bulletin {bulletin} read.") },
	{ "bulletin retire", N_("Bulletin {bulletin} retired.") },
	{ "view save", N_("View saved.") },
	{ "view drop", N_("View {name} forgotten.") },
	{ "ticket start", N_("T-{number} is in progress.") },
	{ "ticket park", N_("T-{number} is parked.") },
	{ "ticket resume", N_("T-{number} goes on.") },
	{ "ticket resolve", N_("T-{number} is resolved.") },
	{ "ticket close", N_("T-{number} is closed.") },
	{ "ticket reopen", N_("T-{number} is open again.") },
	{ "ticket cancel", N_("T-{number} is cancelled.") },
	{ "ticket merge", N_("T-{number} was joined into another one.") },
	{ "interaction start",
	    N_("You are talking: I-{number}, which waited {waited}; "
	       "on hold: {on_hold} (gc goes there).") },
	{ "interaction start",
	    N_("You are talking: I-{number}, {customer_name}, who waited "
	       "{waited}.") },
	{ "interaction start",
	    N_("I-{number} began; on hold: {on_hold} (gc goes there).") },
	{ "interaction start", N_("I-{number} with {customer_name} began.") },
	{ "interaction start", N_("I-{number} with {caller} began.") },
	{ "interaction start", N_("I-{number} began.") },
	{ "interaction answer",
	    N_("You are talking: I-{number}; on hold: {on_hold} "
	       "(gc goes there).") },
	{ "interaction answer",
	    N_("You are talking: I-{number}, "
	       "{customer_name}.") },
	{ "interaction answer", N_("You are talking: I-{number}.") },
	{ "interaction hold", N_("I-{number} is on hold.") },
	{ "interaction resume",
	    N_("You are talking again: I-{number}; on hold: {on_hold}.") },
	{ "interaction resume", N_("You are talking again: I-{number}.") },
	{ "interaction end", N_("I-{number} ended; wrap-up runs.") },
	{ "interaction close", N_("I-{number} with {customer_name} closed.") },
	{ "interaction close", N_("I-{number} closed.") },
	{ "interaction note", N_("Note on I-{number} saved.") },
	{ "interaction typify", N_("What I-{number} was about is saved.") },
	{ "interaction transfer",
	    N_("I-{number} waits for {to_name}; you are free.") },
	{ "interaction transfer",
	    N_("I-{number} waits for who takes it; you are free.") },
	{ "interaction attach", N_("I-{number} is with {customer_name}.") },
	{ "interaction finish", N_("I-{number} with {customer_name} closed.") },
	{ "interaction finish", N_("I-{number} closed.") },
	{ "script go", N_("Not done: {left_undone}") },
	{ "script go", N_("Backspace takes it back.") },
	{ "script start", N_("Script {script} begun.") },
	{ "script end", N_("Contact closed. Left undone: {left_undone}") },
	{ "script end", N_("Script {script} ended; the contact is closed.") },
	{ "script leave", N_("The script was left.") },
	{ "script publish", N_("{name} published, version {version}.") },
	{ "interaction verify",
	    N_("Answer noted: {right} of {needed} right.") },
	{ "interaction detach", N_("I-{number} has no customer now.") },
	{ "ticket contact", N_("Contact on T-{number} saved.") },
	{ "referral send", N_("T-{number} is lent to {to_name}.") },
	{ "referral transfer", N_("T-{number} is passed on to {to_name}.") },
	{ "referral transfer", N_("It is passed on.") },
	{ "referral accept", N_("T-{number} is your team's now.") },
	{ "referral hand", N_("T-{number} is with {owner_name} now.") },
	{ "referral reject", N_("T-{number} goes back: {from_name} is told.") },
	{ "referral reject", N_("It goes back.") },
	{ "referral return", N_("T-{number} goes back to be completed.") },
	{ "referral return", N_("It goes back to be completed.") },
	{ "referral resend", N_("T-{number} is with {to_name} again.") },
	{ "referral complete", N_("T-{number} goes back done.") },
	{ "referral complete", N_("It goes back done.") },
	{ "referral recall", N_("T-{number} is back.") },
	{ "approval ask", N_("Asked: request {number}.") },
	{ "approval give", N_("Your word is given on request {number}.") },
	{ "approval refuse", N_("Request {number} is refused.") },
	{ "approval withdraw", N_("Request {number} is withdrawn.") },
	{ "approval delegate",
	    N_("{instead_name} decides in your place from {from_at} until "
	       "{to_at}.") },
	{ "approval delegate",
	    N_("{instead_name} decides in your place until {to_at}.") },
	{ "complaint decide", N_("T-{number}: how it ends is saved.") },
	{ "complaint grant", N_("T-{number}: the redress is granted.") },
	{ "complaint refuse", N_("T-{number}: the redress is refused.") },
	{ "ticket escalate", N_("T-{number}: who was called will be told.") },
	{ "callback add", N_("Call to {who} promised.") },
	{ "callback add", N_("Call promised.") },
	{ "callback done", N_("Call to {who} noted.") },
	{ "callback done", N_("Call noted.") },
	{ "callback move", N_("Call to {who} moved.") },
	{ "callback move", N_("Call moved.") },
	{ "callback cancel", N_("Call to {who} cancelled.") },
	{ "callback cancel", N_("Call cancelled.") },
	{ "appointment book", N_("Appointment A-{number} booked.") },
	{ "appointment confirm", N_("A-{number}: they will come.") },
	{ "appointment kept", N_("A-{number}: they came.") },
	{ "appointment missed", N_("A-{number}: nobody came.") },
	{ "appointment move", N_("It is A-{number} now.") },
	{ "appointment cancel",
	    N_("A-{number} cancelled: its place is free.") },
	{ "alert add", N_("Alert saved.") },
	{ "alert ack", N_("Alert acknowledged.") },
	{ "alert end", N_("Alert ended.") },
	{ "consent set", N_("What the customer agreed to is saved.") },
	{ "offer answer", N_("Answer to the offer saved.") },
	{ "notice add", N_("Notice published.") },
	{ "notice seen", N_("Notice read.") },
	{ "notice withdraw", N_("Notice withdrawn.") },
	{ "escalation ack",
	    N_("Noted: you have seen it, and its repeats stop.") },
	{ "household join", N_("Household saved.") },
	{ "household leave", N_("Household saved.") },
	{ "customer contact-prefer", N_("Preferred number or address saved.") },
	{ "customer contact-verify", N_("Number or address confirmed.") },
	{ "customer caller-not", N_("Noted: this number is not theirs.") },
	{ "customer create", N_("{name} is a customer now.") },
	{ "customer edit", N_("{name} saved.") },
	{ "customer note", N_("Note on the customer saved.") },
	{ "customer contact-add", N_("{value} added.") },
	{ "customer contact-add", N_("Number or address added.") },
	{ "customer contact-remove", N_("Number or address taken away.") },
	{ "customer asset-add", N_("Product added.") },
	{ "undo", N_("Undone: {what}. U does it again.") },
	{ "state pause-next", N_("The pause begins after this contact.") },
	{ "ticket watch",
	    N_("T-{number} is followed: what others do to it is told.") },
	{ "ticket unwatch", N_("T-{number} is followed no more.") },
	{ "draft leave",
	    N_("Left on T-{number} for whoever goes on with it.") },
	{ "draft take", N_("It is yours to go on with.") },
	{ "draft drop", N_("What was left on T-{number} is dropped.") },
	{ "state set", N_("Your state is saved.") },
	{ "ticket take", N_("T-{number} is yours now.") },
	{ "ticket return",
	    N_("T-{number} is nobody's now: {team_name} has it.") },
	{ "ticket route", N_("T-{number} is with {team_name} now.") },
	{ "ticket keep", N_("T-{number} does not end by itself before then.") },
	{ "ticket split", N_("T-{number} was split off: {subject}.") },
	{ "ticket focus", N_("The time on it is saved.") },
	{ "link add", N_("T-{number} is linked.") },
	{ "link drop", N_("The link of T-{number} is gone.") },
	{ "reminder add", N_("You will be reminded.") },
	{ "reminder done", N_("The reminder is over.") },
	{ "escalation substitute", N_("Who stands in is saved.") },
	{ "escalation quiet",
	    N_("The hours in which levels are told are saved.") },
	{ "approval revoke",
	    N_("{instead_name} decides in your place no longer.") },
	{ "offer add", N_("Offer saved.") },
	{ "survey answer", N_("The answer is kept.") },
	{ "customer unveil",
	    N_("The value is shown once; it is written down that you saw "
	       "it.") },
	{ "complaint limit", N_("The limit of redress is saved.") },
	{ "attachment limit", N_("The room for files is saved.") },
	{ "template write", N_("The text is saved.") },
	{ "template retire", N_("The text is out of use.") },
	{ "agent add", N_("{login} works here now. Password: {password}") },
	{ "agent add", N_("{login} works here now.") },
	{ "agent edit", N_("What is known of {login} is saved.") },
	{ "agent enable", N_("{login} may sign in again.") },
	{ "agent disable", N_("{login} may not sign in any more.") },
	{ "agent unlock", N_("{login} may try again.") },
	{ "agent password", N_("New password of {login}: {password}") },
	{ "agent password", N_("{login} has a new password.") },
	{ "agent own-password", N_("Your new password holds.") },
	{ "agent password-days", N_("How long a password lasts is saved.") },
	{ "agent totp-confirm",
	    N_("One-time codes are asked for from now on.") },
	{ "agent totp-remove",
	    N_("One-time codes are not asked for any more.") },
	{ "branch add", N_("The branch is open.") },
	{ "branch retire", N_("The branch is closed.") },
	{ "team add", N_("The team is there.") },
	{ "team edit", N_("The team is saved.") },
	{ "team retire", N_("The team gets no more work.") },
	{ "team join", N_("They are in the team.") },
	{ "team leave", N_("They are not in the team any more.") },
	{ "skill add", N_("The skill is there.") },
	{ "skill set", N_("How well they do it is saved.") },
	{ "role grant", N_("The role has the right.") },
	{ "role revoke", N_("The role does not have the right any more.") },
	{ "role clear", N_("What the role reads in clear is saved.") },
	{ "role totp", N_("Whether the role needs one-time codes is saved.") },
	{ "typification add", N_("The type is in the tree.") },
	{ "typification retire", N_("The type is not used any more.") },
	{ "typification mnemonic", N_("The short code is saved.") },
	{ "outcome add", N_("The outcome is there.") },
	{ "outcome retire", N_("The outcome is not used any more.") },
	{ "field add", N_("The field is there.") },
	{ "interaction verify-rule", N_("The rule of verification is saved.") },
	{ "setup apply", N_("{versions} versions are in force.") },
	{ "setup approve", N_("{days} days close now.") },
	{ "audit anchor", N_("The anchor is kept: {anchor}") },
	{ "audit forget", N_("{gone} old operations forgotten.") },
	{ "load",
	    N_("{made} rows loaded, {there} were there, {bad} refused.") },
};

/* What holds for one number only, or, where it is SOME, for any but none: these
 * are looked at before the others, in this order. */
#define SOME (-1)
static const struct {
	const char *name, *cell;
	int64_t is;
	const char *text;
} counted[] = {
	{ "incident tell", "refused", SOME,
	    N_("Cases told: {changed}, not told: {refused}.") },
	{ "incident tell", "changed", 1, N_("The case was told.") },
	{ "incident resolve", "refused", SOME,
	    N_("Cases resolved: {changed}, not resolved: {refused}.") },
	{ "ticket export", "tickets", 1, N_("The ticket is in {file}.") },
	{ "incident resolve", "changed", 1, N_("The case is resolved.") },
};

static const struct reply_cell *
cell(const struct reply *r, struct str name)
{
	for (size_t i = 0; i < r->thing.n; i++)
		if (str_is(name, r->thing.v[i].name))
			return &r->thing.v[i];
	return NULL;
}

static bool
add(const struct reply *r, struct str name, struct buf *out)
{
	const struct reply_cell *c = cell(r, name);

	if (c == NULL)
		return false;
	if (c->type == COL_INT) {
		buf_printf(out, "%lld", (long long)c->i);
		return true;
	}
	if (c->type == COL_AT) {
		buf_str(out, say_instant(r->arena, c->i, c->i));
		return c->i != 0;
	}
	buf_str(out, c->s);
	return c->s.len > 0;
}

static bool
fill(const struct reply *r, const char *text, struct buf *out)
{
	struct arena a = { 0 };
	bool whole = true;

	while (*text != '\0' && whole) {
		size_t n = strcspn(text, "{"), end;

		buf_after(out, (struct str){ text, n });
		text += n;
		if (*text == '\0')
			break;
		end = strcspn(text, "}");
		whole = add(r, str_copyn(&a, text + 1, end - 1), out);
		text += end + (text[end] == '}');
	}
	arena_done(&a);
	return whole;
}

static const char *
of_count(const struct cmd_def *d, const struct reply *r)
{
	for (size_t i = 0; i < countof(counted); i++) {
		const struct reply_cell *n = cell(r, str_of(counted[i].cell));

		if (strcmp(counted[i].name, d->name) != 0 || n == NULL)
			continue;
		if (counted[i].is == SOME ? n->i > 0 : n->i == counted[i].is)
			return counted[i].text;
	}
	return NULL;
}

void
tell_done(const struct cmd_def *d, const struct reply *r, struct buf *out)
{
	const struct reply_cell *redo = cell(r, STR("redo"));
	const struct reply_cell *what = cell(r, STR("what"));
	const char *by_count = of_count(d, r);
	struct buf b = { 0 };

	if (redo != NULL && redo->i != 0 && what != NULL) {
		buf_printf(out, _("Done again: %s."), what->s.s);
		return;
	}
	if (by_count != NULL && fill(r, _(by_count), out))
		return;
	for (size_t i = 0; i < countof(sentences); i++) {
		buf_reset(&b);
		if (strcmp(sentences[i].name, d->name) == 0 &&
		    fill(r, _(sentences[i].text), &b)) {
			buf_str(out, buf_view(&b));
			buf_done(&b);
			return;
		}
	}
	buf_done(&b);
	buf_printf(out, _("Done: %s."), d->name);
}

struct str
tell_title(struct arena *a, const struct cmd_def *d, const struct reply *r)
{
	const char *sign = render_number(d->name, "number");
	const struct reply_cell *number = cell(r, STR("number"));
	const struct reply_cell *name = cell(r, STR("name"));

	if (str_is(cmd_verb(d), "show") && sign != NULL && number != NULL)
		return str_printf(a, "%s%lld", sign, (long long)number->i);
	if (str_is(cmd_verb(d), "show") && name != NULL && name->s.len > 0)
		return name->s;
	return str_of(d->title != NULL ? _(d->title) : d->name);
}
