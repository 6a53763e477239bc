/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * heading.c - what a column is called in front of people. JSON and pipes keep
 * the column's own name.
 */
#include "cmd/render.h"

static const struct {
	const char *column, *heading;
} headings[] = {
	{ "active", N_("active") },
	{ "actor", N_("by") },
	{ "actor_login", N_("by") },
	{ "agent", N_("agent") },
	{ "answered_at", N_("answered") },
	{ "assets", N_("owns") },
	{ "author", N_("by") },
	{ "body", N_("text") },
	{ "born", N_("born") },
	{ "branch", N_("branch") },
	{ "caller", N_("caller") },
	{ "channel", N_("channel") },
	{ "check", N_("check") },
	{ "city", N_("city") },
	{ "closed_at", N_("closed") },
	{ "code", N_("code") },
	{ "contacts", N_("how to reach") },
	{ "created_at", N_("created") },
	{ "customer_name", N_("customer") },
	{ "cycle", N_("cycle") },
	{ "direction", N_("direction") },
	{ "ended_at", N_("ended") },
	{ "external", N_("key elsewhere") },
	{ "field", N_("field") },
	{ "from_at", N_("from") },
	{ "happened_at", N_("when") },
	{ "hash", N_("hash") },
	{ "hold_ms", N_("on hold") },
	{ "holder", N_("held by") },
	{ "kind", N_("kind") },
	{ "label", N_("label") },
	{ "lang", N_("language") },
	{ "leaf", N_("leaf") },
	{ "leads", N_("leads") },
	{ "login", N_("login") },
	{ "matters", N_("about") },
	{ "mend", N_("how to mend") },
	{ "messages", N_("messages") },
	{ "n", N_("event") },
	{ "name", N_("name") },
	{ "national_id", N_("RUT") },
	{ "number", N_("number") },
	{ "open_tickets", N_("open tickets") },
	{ "outcome", N_("outcome") },
	{ "owner_login", N_("owner") },
	{ "owner_name", N_("owner") },
	{ "parent", N_("under") },
	{ "password", N_("password") },
	{ "phone", N_("phone") },
	{ "priority", N_("priority") },
	{ "public", N_("public") },
	{ "purchases", N_("bought") },
	{ "queue", N_("queue") },
	{ "reason", N_("reason") },
	{ "recorded_at", N_("recorded") },
	{ "replayed", N_("done before") },
	{ "required", N_("needs") },
	{ "resolved_at", N_("resolved") },
	{ "result", N_("result") },
	{ "role", N_("role") },
	{ "scope", N_("scope") },
	{ "segment", N_("segment") },
	{ "since_at", N_("since") },
	{ "started_at", N_("started") },
	{ "state", N_("state") },
	{ "subject", N_("subject") },
	{ "talk_ms", N_("talk") },
	{ "team", N_("team") },
	{ "to_at", N_("to") },
	{ "typification", N_("about") },
	{ "updated_at", N_("changed") },
	{ "value", N_("value") },
	{ "verb", N_("right") },
	{ "version", N_("version") },
	{ "wait_ms", N_("waited") },
	{ "why", N_("why") },
	{ "wrap_ms", N_("wrap-up") },
	{ "zone", N_("time zone") },
};

const char *
render_heading(struct arena *a, const char *column)
{
	size_t n = strlen(column);
	char *text;

	for (size_t i = 0; i < countof(headings); i++)
		if (strcmp(headings[i].column, column) == 0)
			return _(headings[i].heading);
	text = arena_take(a, n + 1);
	memcpy(text, column, n);
	for (size_t i = 0; i < n; i++)
		if (text[i] == '_')
			text[i] = ' ';
	if (n > 3 && strcmp(text + n - 3, " at") == 0)
		text[n - 3] = '\0';
	return text;
}
