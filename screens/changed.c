/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * changed.c - what an event changed, in words people use: the field, and its
 * values where those are codes, instants or kinds of promise.
 */
#include "base/number.h"
#include "core/history.h"
#include "core/promise.h"
#include "screens/legs.h"
#include "screens/say.h"

static const struct word fields[] = {
	{ "state", N_("state") },
	{ "owner", N_("owner") },
	{ "watcher", N_("followed by") },
	{ "team", N_("team") },
	{ "branch", N_("branch") },
	{ "subject", N_("subject") },
	{ "priority", N_("priority") },
	{ "typification", N_("type") },
	{ "outcome", N_("outcome") },
	{ "result", N_("result") },
	{ "reason", N_("reason") },
	{ "until", N_("until") },
	{ "cycle", N_("cycle") },
	{ "level", N_("level") },
	{ "attachment", N_("file") },
	{ "files", N_("with files") },
	{ "mails", N_("e-mails") },
	{ "sent", N_("sent by") },
	{ "about", NC_("event", "about") },
	{ "part-of", N_("part of") },
	{ "incident", N_("incident") },
	{ "duplicate", N_("the same as") },
	{ "related", N_("related to") },
	{ "caused-by", N_("caused by") },
	{ "waits-for", N_("waits for") },
	{ "follows", N_("follows on") },
	{ "split", N_("split off") },
	{ "merged", N_("joined into") },
	{ "approval", N_("approval") },
	{ "amount", N_("amount") },
	{ "rule", N_("rule") },
	{ "decision", N_("decision") },
	{ "words", N_("words") },
	{ "called", N_("called") },
	{ "closes", N_("ends") },
	{ "held", N_("waits until") },
	{ "spent", N_("time") },
	{ "unreached", N_("customer not reached") },
	{ "why", N_("why") },
	{ "instead", N_("in place of") },
	{ "to_team", N_("to") },
	{ "to", N_("to") },
	{ "value", N_("number") },
	{ "from_team", N_("from") },
	{ "from", N_("from") },
	{ "lent_to", N_("lent to") },
	{ "ask", N_("what was asked") },
	{ "answer", N_("answer") },
	{ "customer", N_("customer") },
	{ "caller", N_("caller") },
	{ "channel", N_("channel") },
	{ "direction", N_("direction") },
	{ "queue", N_("queue") },
	{ "name", N_("name") },
	{ "phone", N_("phone") },
	{ "email", N_("e-mail") },
	{ "address", N_("address") },
	{ "segment", N_("segment") },
	{ "born", N_("born") },
	{ "city", N_("city") },
	{ "title", N_("title") },
	{ "severity", N_("severity") },
	{ "relation", N_("relation") },
	{ "preferred", N_("preferred") },
	{ "hours", N_("hours") },
	{ "ticket", N_("ticket") },
	{ "contact", N_("contact") },
	{ "text", N_("text") },
	{ "agent", N_("agent") },
	{ "when", N_("when") },
	{ "until_at", N_("until") },
	{ "due_at", N_("when") },
	{ "start_at", N_("when") },
	{ "start", N_("when") },
	{ "most", N_("amount") },
	{ "who", N_("name") },
	{ "with", N_("with") },
	{ "note", N_("note") },
	{ "service", N_("service") },
	{ "vehicle", N_("vehicle") },
	{ "brand", N_("brand") },
	{ "model", N_("model") },
	{ "plate", N_("plate") },
	{ "serial", N_("serial number") },
	{ "cause", N_("root cause") },
	{ "redress", N_("redress") },
	{ "redress-state", N_("redress") },
	{ "folio", N_("folio") },
	{ "clock", N_("promise") },
	{ "campaign", N_("campaign") },
	{ "proof", N_("proof") },
	{ "source", N_("source") },
	{ "verified", N_("confirmed") },
	{ "kind", N_("kind") },
	{ "letter", N_("letter") },
	{ "reminded", N_("reminded") },
	{ "told", N_("told") },
	{ "not_told", N_("not told any more") },
	{ "what", N_("what") },
	{ "lang", N_("language") },
	{ "whatsapp", "WhatsApp" },
	{ "do", N_("command") },
	{ "file", N_("file") },
};

const char *
field_word(struct str field)
{
	const char *word = word_among(field, fields, countof(fields));

	return word != NULL ? word : field.s;
}

const char *
field_named_word(const struct rows_field_named *names, struct str id)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->v[i].id, id))
			return names->v[i].name.s;
	return id.s;
}

/* How an approval, a redress and a complaint ended. */
static const char *
ending(struct str field, struct str value)
{
	static const struct word decisions[] = {
		{ "open", NC_("an approval", "waits") },
		{ "given", NC_("an approval", "given") },
		{ "refused", NC_("an approval", "refused") },
		{ "withdrawn", NC_("an approval", "withdrawn") },
		{ "expired", NC_("an approval", "expired") },
	};
	static const struct word redress[] = {
		{ "asked", NC_("redress", "asked for") },
		{ "granted", NC_("redress", "granted") },
		{ "refused", NC_("redress", "refused") },
	};
	static const struct word outcomes[] = {
		{ "upheld", N_("upheld") },
		{ "partly", N_("partly upheld") },
		{ "rejected", N_("rejected") },
	};

	if (str_is(field, "decision"))
		return word_among(value, decisions, countof(decisions));
	if (str_is(field, "redress-state"))
		return word_among(value, redress, countof(redress));
	return str_is(field, "outcome")
	    ? word_among(value, outcomes, countof(outcomes))
	    : NULL;
}

/* "resolution" */
static const char *
promise_word(struct str kind)
{
	for (int i = 0; i < PROMISE_KINDS; i++)
		if (str_is(kind, promise_kind_name((enum promise_kind)i)))
			return promise_kind_text((enum promise_kind)i);
	return kind.s;
}

/* "2026-05-11T16:00:00Z" is said by the reader's clock. */
static bool
instant_text(struct arena *a, struct str value, msec from, struct str *out)
{
	msec at;

	if (value.len != CLOCK_ISO - 1 || value.s[10] != 'T' ||
	    clock_parse(value, &at, NULL) != OK)
		return false;
	*out = say_instant(a, at, from);
	return true;
}

/* "60000 CLP", and 60000 where pesos are meant. */
static bool
sum_text(struct arena *a, struct str field, struct str value, struct str *out)
{
	static const char *const sums[] = { "amount", "most", "redress" };
	struct str rest = value, digits = STR_NONE;
	bool known = false;
	int64_t sum;

	for (size_t i = 0; i < countof(sums); i++)
		known |= str_is(field, sums[i]);
	if (!known || !str_next(a, &rest, ' ', &digits) ||
	    !str_int(digits, &sum))
		return false;
	*out = say_money(a, sum, rest.len > 0 ? rest : MONEY_HOME);
	return true;
}

static struct str
value_text(struct arena *a, struct str field, struct str value, msec from)
{
	static const struct word words[] = {
		{ "in", N_("incoming") },
		{ "out", N_("outgoing") },
		{ "yes", N_("yes") },
		{ "no", N_("no") },
		{ "right", NC_("answer", "right") },
		{ "wrong", NC_("answer", "wrong") },
		{ "verified", N_("verified") },
		{ "failed", N_("failed") },
		{ "late", N_("too late") },
		{ "none", N_("no way is allowed") },
		{ "due", N_("it was due") },
		{ "person", N_("person") },
		{ "company", N_("company") },
		{ "withdrawn", N_("withdrawn") },
	};
	const char *word = ending(field, value);
	struct str text;

	if (word == NULL)
		word = word_among(value, words, countof(words));
	if (value.len == 0)
		return STR("-");
	if (word != NULL)
		return str_of(word);
	if (str_is(field, "state"))
		return str_of(leg_state(value) ? leg_state_word(value)
					       : state_word(value));
	if (str_is(field, "channel") || str_is(field, "sent") ||
	    str_is(field, "letter") || str_is(field, "verified") ||
	    str_is(field, "preferred"))
		return str_of(channel_word(value));
	if (str_is(field, "clock"))
		return str_of(promise_word(value));
	if (str_is(field, "about"))
		return about_said(value);
	return sum_text(a, field, value, &text) ||
		instant_text(a, value, from, &text)
	    ? text
	    : value;
}

/* What the log counts with is of no use to who reads it. */
static bool
is_inner(const struct history_row *r)
{
	static const char *const inner[] = { "number", "external", "override",
		"interaction", "ticket", "asset", "requester", "moved", "leg",
		"previous", "policy", "law", "sent_by", "returns", "warned",
		"slack_ms", "ping_pong", "accepted", "lent_owner",
		"acknowledged", "step", "tickets", "redress-asked",
		"redress-answered", "redress-at", "withdrawn" };

	for (size_t i = 0; i < countof(inner); i++)
		if (str_is(r->field, inner[i]))
			return true;
	return r->field.len == 0 || event_names(r);
}

/* What a contact made of whose it is. */
static bool
is_persons(const struct history_row *r)
{
	return str_is(r->entity, "agent") && str_is(r->field, "state");
}

static const char *
label_of(const struct history_row *r)
{
	if (is_persons(r))
		return _("agent");
	return r->field_name.len > 0 ? r->field_name.s : field_word(r->field);
}

static struct str
said(struct arena *a, const struct history_row *r, struct str value)
{
	return is_persons(r) ? str_of(agent_is(value))
			     : value_text(a, r->field, value, r->at);
}

struct str
event_change(struct arena *a, const struct history_row *r)
{
	struct str old = r->old_name.len > 0 ? r->old_name : r->old;
	struct str new = r->new_name.len > 0 ? r->new_name : r->new;

	if (is_inner(r))
		return STR_NONE;
	if (old.len == 0)
		return str_printf(a, "%s %s", label_of(r), said(a, r, new).s);
	return str_printf(a, "%s %s %s %s", label_of(r), said(a, r, old).s,
	    theme_sign(term_symbols(), SIGN_INTO).s, said(a, r, new).s);
}
