/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * audit.c - the verbs about the trail of everything that changed.
 */
#include "core/audit.h"

#include "cmd/refer.h"

static enum err
verify(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	struct event_check check;
	enum err rc = audit_verify(cx->core, arg_str(a, "anchor"), &check);

	if (rc != OK)
		return rc;
	reply_bool(r, "ok", check.bad == 0);
	reply_int(r, "events", check.n);
	reply_text(r, "hash", str_of(check.hash));
	if (check.bad == 0)
		return OK;
	reply_int(r, "bad", check.bad);
	reply_text(r, "why", str_of(check.why));
	r->keep = true;
	return fail(&cx->core->fault, ERR_INVALID,
	    _("the log is broken at event %lld: %s; keep a copy of the "
	      "database as it is and compare it with a backup"),
	    (long long)check.bad, check.why);
}

static enum err
anchor(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;
	int64_t n;
	char hash[65];
	enum err rc = audit_anchor(cx->core, &n, hash);

	(void)a;
	if (rc != OK)
		return rc;
	reply_int(r, "n", n);
	reply_text(r, "hash", str_of(hash));
	reply_text(r, "anchor",
	    str_printf(cx->arena, "%lld:%s", (long long)n, hash));
	return OK;
}

/* An event as one line: what changed is joined as field: old -> new. */
static struct str
changes(struct arena *a, const struct audit_event *e)
{
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < e->nvalues; i++) {
		const struct row_audit_values *v = &e->values[i];

		buf_printf(&b, "%s%s: ", i > 0 ? "; " : "", v->field.s);
		if (v->old.len > 0)
			buf_printf(&b, "%s → ", v->old.s);
		buf_str(&b, v->new.len > 0 ? v->new : STR("-"));
	}
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct audit_filter f = {
		.entity = arg_id(a, "entity"),
		.kind = arg_str(a, "kind"),
		.since = arg_int(a, "since", 0),
		.limit = arg_int(a, "limit", 0),
	};
	struct audit_list events;
	enum err rc;

	if ((rc = refer_agent(cx, a, "actor", &f.actor)) != OK)
		return rc;
	if ((rc = audit_list(cx->core, cx->arena, &f, &events)) != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < events.n; i++) {
		reply_line(cx->reply);
		ANSWER(cx->reply, AUDIT_EVENTS, &events.v[i].e);
		reply_text(cx->reply, "changes",
		    changes(cx->arena, &events.v[i]));
	}
	return OK;
}

static enum err
forget(struct cmd_ctx *cx, const struct args *a)
{
	int64_t gone;
	enum err rc = audit_forget(cx->core, &gone);

	(void)a;
	if (rc == OK)
		reply_int(cx->reply, "gone", gone);
	return rc;
}

const struct cmd_def cmd_audit[] = {
	{ .name = "audit verify",
	    .title = N_("The log verified"),
	    .run = verify,
	    .may = MAY_AUDIT_READ,
	    .args = "anchor:line?",
	    .help = N_("Walk the whole log and name its first broken link"),
	    .more =
		N_("anchor=N:HASH, as `audit anchor` printed it, also shows "
		   "whether the log was cut short since.") },
	{ .name = "audit anchor",
	    .run = anchor,
	    .may = MAY_AUDIT_READ,
	    .writes = true,
	    .help = N_("Print where the log stands, to be kept elsewhere") },
	{ .name = "audit list",
	    .title = N_("Log"),
	    .run = list,
	    .columns = "n happened_at actor_login kind entity changes",
	    .may = MAY_AUDIT_READ,
	    .args = "entity:id? actor:agent? kind:line? since:int? limit:int?",
	    .help = N_("List events, oldest first: who did what, and when"),
	    .more = N_("kind=ticket. takes every kind that begins so. Without "
		       "since= the last ones are listed.") },
	{ .name = "audit forget",
	    .run = forget,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .help = N_("Forget operation ids older than 90 days") },
	{ 0 },
};
