/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * name.c - what a service script knows without asking, and how values of each
 * type are said.
 */
#include "script/field.h"

#include "base/number.h"

#define TEXT(name, columns, help)                                              \
	{                                                                      \
		name, SCRIPT_TEXT, columns, NULL, help, 0                      \
	}
#define OF(name, type, columns, help)                                          \
	{                                                                      \
		name, SCRIPT_##type, columns, NULL, help, 0                    \
	}
#define ONE(name, columns, values, help)                                       \
	{                                                                      \
		name, SCRIPT_ONE, columns, values, help, 0                     \
	}

const struct script_name script_names[] = {
	TEXT("customer.name", 26, N_("the customer's whole name")),
	TEXT("customer.first", 10, N_("the customer's first name")),
	TEXT("customer.surname", 16, N_("the customer's surnames")),
	OF("customer.rut", RUT, 12, N_("the customer's RUT")),
	TEXT("customer.segment", 10, N_("the customer's segment")),
	TEXT("customer.language", 2, N_("the customer's language: es, en")),
	OF("customer.phone", PHONE, 16, N_("the customer's first phone")),
	TEXT("customer.email", 26, N_("the customer's e-mail")),
	OF("customer.since", DATE, 10, N_("when they became a customer")),
	OF("customer.worth", MONEY, 12, N_("bought in the last three years")),
	OF("customer.open", NUMBER, 2,
	    N_("how many of their tickets are open")),
	OF("customer.known", YESNO, 2,
	    N_("whether the contact has a customer")),
	OF("customer.verified", YESNO, 2,
	    N_("whether the customer was verified in this contact")),
	TEXT("customer.product", 22, N_("the newest product they own")),
	OF("customer.plate", PLATE, 7, N_("the plate of that product")),
	TEXT("customer.vin", 17, N_("the chassis number of that product")),
	TEXT("customer.alert", 30, N_("the gravest alert on the customer")),
	TEXT("contact.channel", 8, N_("phone, chat, email …")),
	ONE("contact.direction", 3, "in|out", N_("in: they call; out: we do")),
	TEXT("contact.queue", 16, N_("the queue it came through")),
	TEXT("contact.caller", 14, N_("the number or name of who calls")),
	TEXT("contact.number", 8, N_("the contact's own number")),
	OF("contact.minutes", NUMBER, 2, N_("how long it lasts, in minutes")),
	TEXT("ticket.number", 8,
	    N_("the ticket that is open beside, or the "
	       "one that will be made")),
	TEXT("ticket.subject", 34, N_("what that ticket is about")),
	TEXT("ticket.state", 10, N_("the state of that ticket")),
	OF("ticket.due", DATE, 16,
	    N_("until when that ticket is promised, once there is one")),
	OF("ticket.statutory", DATE, 16,
	    N_("until when the law wants it answered, once there is one")),
	TEXT("agent.name", 22, N_("the agent's name")),
	TEXT("agent.first", 10, N_("the agent's first name")),
	TEXT("agent.login", 14, N_("the agent's login")),
	TEXT("agent.branch", 16, N_("the agent's branch")),
	TEXT("centre.name", 22, N_("the company's name")),
	TEXT("time.greeting", 13, N_("good morning, afternoon, evening")),
	ONE("time.part", 9, "morning|afternoon|evening",
	    N_("the part of the day")),
	ONE("time.weekday", 3, "mon|tue|wed|thu|fri|sat|sun",
	    N_("the day of the week")),
	{ "time.hour", SCRIPT_NUMBER, 2, NULL, N_("the hour, 0 to 23"), 23 },
	OF("time.today", DATE, 10, N_("the date")),
};
const size_t nscript_names = countof(script_names);

static const struct script_name custom = { "custom.", SCRIPT_TEXT, 16, NULL,
	N_("a field of the centre, of the customer"), 0 };

const struct script_name *
script_name_find(struct str name)
{
	for (size_t i = 0; i < nscript_names; i++)
		if (str_is(name, script_names[i].name))
			return &script_names[i];
	return str_starts(name, STR("custom.")) && name.len > 7 ? &custom
								: NULL;
}

bool
script_name_like(struct str name)
{
	const char *dot = strchr(name.s, '.');

	if (dot == NULL || dot == name.s || dot[1] == '\0' || dot[1] == ' ')
		return false;
	return strspn(name.s, "abcdefghijklmnopqrstuvwxyz.-_0123456789") ==
	    name.len;
}

/* ---- how a value is said ------------------------------------------------ */

static struct str
say_money(struct arena *a, struct str v, bool spanish)
{
	int64_t n;

	return str_int(v, &n) ? number_money(a, n, STR_NONE,
				    spanish ? NUMBER_SPANISH : NUMBER_ENGLISH)
			      : v;
}

/* "56912345678": "+56 9 1234 5678". */
static struct str
say_phone(struct arena *a, struct str v)
{
	if (v.len == 11 && strncmp(v.s, "56", 2) == 0)
		return str_printf(a, "+56 %c %.4s %.4s", v.s[2], v.s + 3,
		    v.s + 7);
	return v;
}

static struct str
say_rut(struct arena *a, struct str v)
{
	const char *dash = strchr(v.s, '-');
	size_t n = dash != NULL ? (size_t)(dash - v.s) : 0;

	if (n < 7)
		return v;
	return str_printf(a, "%.*s.%.3s.%.3s%s", (int)n - 6, v.s, dash - 6,
	    dash - 3, dash);
}

struct str
script_value_say(struct arena *a, enum script_type type, struct str v,
    bool spanish)
{
	if (v.len == 0)
		return v;
	switch (type) {
	case SCRIPT_MONEY:
		return say_money(a, v, spanish);
	case SCRIPT_PHONE:
		return say_phone(a, v);
	case SCRIPT_RUT:
		return say_rut(a, v);
	case SCRIPT_DATE:
		return v.len == 10
		    ? str_printf(a, "%.2s-%.2s-%.4s", v.s + 8, v.s + 5, v.s)
		    : v;
	case SCRIPT_YESNO:
		return str_is(v, "yes") && spanish ? STR("sí") : v;
	default:
		return v;
	}
}
