/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * presence.c - who is at a console, and who else is in a thing.
 */
#include "core/presence.h"

#include "cmd/refer.h"
#include "core/agent.h"

/* People one may see, and what they do there. */
static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	const struct agent_filter all = { STR_NONE, STR_NONE, STR_NONE,
		STR_NONE, false, 0 };
	struct rows_agent_list staff;
	struct presence_rows p;
	enum err rc = agent_list(cx->core, cx->arena, &all, &staff);

	(void)a;
	if (rc != OK || (rc = presence_list(cx->core, cx->arena, &p)) != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < p.n; i++) {
		const struct row_presence_list *r = &p.v[i].at;
		size_t k = 0;

		while (k < staff.n && !id_eq(staff.v[k].id, r->agent))
			k++;
		if (k == staff.n || r->mode != PRESENCE_HERE)
			continue;
		reply_line(cx->reply);
		reply_text(cx->reply, "login", p.v[i].login);
		reply_text(cx->reply, "name", p.v[i].name);
		reply_at(cx->reply, "since_at", r->since_at);
		reply_at(cx->reply, "seen_at", r->seen_at);
	}
	reply_thing(cx->reply);
	return OK;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct presences p;
	struct id id;
	enum err rc;

	rc = arg_given(a, "customer") ? refer_customer(cx, a, "customer", &id)
				      : refer_ticket(cx, a, "ticket", &id);
	if (rc == OK && id_none(id))
		rc = fail(&cx->core->fault, ERR_NEED_ARG,
		    _("say ticket= or customer="));
	if (rc == OK)
		rc = presence_on(cx->core, cx->arena, ID_NONE, &id, 1, &p);
	if (rc != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < p.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "name", p.v[i].name);
		reply_text(cx->reply, "does",
		    str_of(presence_mode_name(p.v[i].mode)));
		reply_at(cx->reply, "since_at", p.v[i].since_at);
	}
	reply_thing(cx->reply);
	return OK;
}

const struct cmd_def cmd_presence[] = {
	{ .name = "presence list",
	    .title = N_("Who is at a console"),
	    .run = list,
	    .may = MAY_AGENT_READ,
	    .args = "",
	    .help = N_("List who is at a console, and since when") },
	{ .name = "presence show",
	    .title = N_("Who is in it just now"),
	    .run = show,
	    .args = "<ticket:ticket>? customer:customer?",
	    .help = N_("Show who reads a ticket or a customer just now, and "
		       "who writes in it"),
	    .more = N_("A console that says nothing for a minute, or for "
		       "four that nobody touched before, is gone, and with "
		       "it what it had.") },
	{ 0 },
};
