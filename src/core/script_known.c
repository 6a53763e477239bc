/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_known.c - the values that a service script says without asking.
 */
#include "core/script_known.h"

#include "base/utf8.h"
#include "base/zone.h"
#include "core/list.h"
#include "core/verify.h"

void
script_known_ahead(struct core *c, struct id contact)
{
	interaction_ahead(c, contact);
	script_facts_ahead(c, contact);
	verify_ahead(c, ID_NONE, ID_NONE);
	q_script_run_of_ahead(c->db, contact, list_lang(c));
}

/* What hangs on who it is with. */
static enum err
load_customer(struct core *c, struct arena *a, struct script_known *k)
{
	struct verify v;
	enum err rc;

	verify_ahead(c, k->contact.id, k->contact.customer);
	rc = q_field_value_list(c->db, a, STR("customer"), k->contact.customer,
	    &k->fields);
	if (rc == OK)
		rc = verify_of(c, a, k->contact.customer, k->contact.id, &v);
	if (rc == OK)
		k->verified = str_is(v.state, "verified");
	return core_db(c, rc);
}

enum err
script_known_load(struct core *c, struct arena *a, struct id contact,
    struct script_known *out)
{
	struct script_known k = { .arena = a,
		.me = c->me,
		.lang = STR("es"),
		.ticket = STR_NONE,
		.now = clock_now(c->clock) };
	enum err rc;

	script_known_ahead(c, contact);
	if ((rc = interaction_get(c, a, contact, &k.contact)) != OK ||
	    (rc = script_facts(c, a, contact, &k.facts)) != OK)
		return rc;
	if (!id_none(k.contact.customer) &&
	    (rc = load_customer(c, a, &k)) != OK)
		return rc;
	if (str_is(k.facts.lang, "en"))
		k.lang = STR("en");
	*out = k;
	return OK;
}

/* ---- names of people ---------------------------------------------------- */

/* "Rojas Muñoz, Carolina Andrea" or "Carolina Rojas": the given names. */
static struct str
given_name(struct arena *a, struct str name)
{
	const char *comma = strchr(name.s, ',');
	struct str rest =
	    comma != NULL ? utf8_trim(a, str_of(comma + 1)) : name;
	struct str first;

	return str_next(a, &rest, ' ', &first) ? first : STR_NONE;
}

static struct str
family_name(struct arena *a, struct str name)
{
	const char *comma = strchr(name.s, ',');
	const char *blank = strchr(name.s, ' ');

	if (comma != NULL)
		return str_copyn(a, name.s, (size_t)(comma - name.s));
	return blank != NULL ? utf8_trim(a, str_of(blank + 1)) : STR_NONE;
}

static struct str
number(struct arena *a, int64_t n)
{
	return str_printf(a, "%lld", (long long)n);
}

/* ---- time --------------------------------------------------------------- */

static struct zone_time
local(const struct script_known *k)
{
	return zone_time(zone_get(k->me.zone), k->now);
}

static int
part_of_day(const struct script_known *k)
{
	int hour = local(k).hour;

	return hour >= 5 && hour < 12 ? 0 : hour >= 12 && hour < 20 ? 1 : 2;
}

static struct str
greeting(const struct script_known *k)
{
	static const char *const es[] = { "Buenos días", "Buenas tardes",
		"Buenas noches" };
	static const char *const en[] = { "Good morning", "Good afternoon",
		"Good evening" };

	return str_of((str_is(k->lang, "en") ? en : es)[part_of_day(k)]);
}

static struct str
weekday(const struct script_known *k)
{
	static const char *const days[] = { "sun", "mon", "tue", "wed", "thu",
		"fri", "sat" };

	return str_of(days[local(k).wday]);
}

static struct str
part(const struct script_known *k)
{
	static const char *const parts[] = { "morning", "afternoon",
		"evening" };

	return str_of(parts[part_of_day(k)]);
}

static struct str
today(const struct script_known *k)
{
	return clock_day_text(k->arena, local(k).day);
}

static struct str
hour(const struct script_known *k)
{
	return number(k->arena, local(k).hour);
}

/* ---- the table ---------------------------------------------------------- */

static struct str
yes(bool so)
{
	return so ? STR("yes") : STR("no");
}

static struct str
first(const struct script_known *k)
{
	return given_name(k->arena, k->contact.customer_name);
}

static struct str
surname(const struct script_known *k)
{
	return family_name(k->arena, k->contact.customer_name);
}

/* Pesos have no minor unit. */
static struct str
worth(const struct script_known *k)
{
	return k->facts.worth > 0 ? number(k->arena, k->facts.worth) : STR_NONE;
}

static struct str
known_customer(const struct script_known *k)
{
	return yes(!id_none(k->contact.customer));
}

static struct str
verified(const struct script_known *k)
{
	return yes(k->verified);
}

static struct str
since(const struct script_known *k)
{
	return k->facts.since_at > 0
	    ? clock_day_text(k->arena, k->facts.since_at / DAYS(1))
	    : STR_NONE;
}

static struct str
open_tickets(const struct script_known *k)
{
	return number(k->arena, k->facts.open);
}

/* A day on the clock of who speaks. */
static struct str
day_of(const struct script_known *k, msec at)
{
	return at > 0
	    ? clock_day_text(k->arena, zone_time(zone_get(k->me.zone), at).day)
	    : STR_NONE;
}

/* The last day on which it is in time: what is due at midnight is due at the
 * end of the day before. */
static struct str
ticket_due(const struct script_known *k)
{
	return day_of(k, k->facts.ticket_due - 1);
}

static struct str
ticket_statutory(const struct script_known *k)
{
	return day_of(k, k->facts.ticket_legal - 1);
}

static struct str
contact_number(const struct script_known *k)
{
	return str_printf(k->arena, "I-%lld", (long long)k->contact.number);
}

static struct str
minutes(const struct script_known *k)
{
	return number(k->arena, (k->now - k->contact.started_at) / MINUTES(1));
}

static struct str
queue(const struct script_known *k)
{
	return k->contact.queue;
}

static struct str
agent_first(const struct script_known *k)
{
	return given_name(k->arena, k->me.name);
}

static struct str
centre(const struct script_known *k)
{
	return k->facts.centre.len > 0 ? k->facts.centre : k->facts.branch;
}

#define ROW(field)                                                             \
	{                                                                      \
		NULL, offsetof(struct script_known, field)                     \
	}
#define FN(fn)                                                                 \
	{                                                                      \
		fn, 0                                                          \
	}

static const struct {
	const char *name;
	struct {
		struct str (*get)(const struct script_known *);
		size_t at; /* of a struct str */
	} how;
} names[] = {
	{ "customer.name", ROW(contact.customer_name) },
	{ "customer.first", FN(first) },
	{ "customer.surname", FN(surname) },
	{ "customer.rut", ROW(facts.national_id) },
	{ "customer.segment", ROW(facts.segment) },
	{ "customer.language", ROW(facts.lang) },
	{ "customer.phone", ROW(facts.phone) },
	{ "customer.email", ROW(facts.email) },
	{ "customer.since", FN(since) },
	{ "customer.worth", FN(worth) },
	{ "customer.open", FN(open_tickets) },
	{ "customer.known", FN(known_customer) },
	{ "customer.verified", FN(verified) },
	{ "customer.product", ROW(facts.product) },
	{ "customer.plate", ROW(facts.plate) },
	{ "customer.vin", ROW(facts.vin) },
	{ "customer.alert", ROW(facts.alert) },
	{ "contact.channel", ROW(contact.channel) },
	{ "contact.direction", ROW(contact.direction) },
	{ "contact.queue", FN(queue) },
	{ "contact.caller", ROW(contact.caller) },
	{ "contact.number", FN(contact_number) },
	{ "contact.minutes", FN(minutes) },
	{ "ticket.number", ROW(ticket) },
	{ "ticket.subject", ROW(facts.ticket_subject) },
	{ "ticket.state", ROW(facts.ticket_state) },
	{ "ticket.due", FN(ticket_due) },
	{ "ticket.statutory", FN(ticket_statutory) },
	{ "agent.name", ROW(me.name) },
	{ "agent.first", FN(agent_first) },
	{ "agent.login", ROW(me.login) },
	{ "agent.branch", ROW(facts.branch) },
	{ "centre.name", FN(centre) },
	{ "time.greeting", FN(greeting) },
	{ "time.part", FN(part) },
	{ "time.weekday", FN(weekday) },
	{ "time.hour", FN(hour) },
	{ "time.today", FN(today) },
};

/* "▒▒▒▒": a class the person does not read in clear is not known to them. */
static bool
is_veiled(struct str s)
{
	return str_starts(s, STR("\xe2\x96\x92"));
}

struct str
script_known_get(const struct script_known *k, struct str name, bool *known)
{
	struct str v = STR_NONE;

	for (size_t i = 0; i < countof(names); i++)
		if (str_is(name, names[i].name))
			v = names[i].how.get != NULL
			    ? names[i].how.get(k)
			    : *(const struct str *)((const char *)k +
				  names[i].how.at);
	if (str_starts(name, STR("custom.")))
		for (size_t i = 0; i < k->fields.n; i++)
			if (str_is(k->fields.v[i].field, name.s + 7) &&
			    k->fields.v[i].class == CLASS_OPEN)
				v = k->fields.v[i].text;
	*known = v.len > 0 && !is_veiled(v);
	return *known ? v : STR_NONE;
}
