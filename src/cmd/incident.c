/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident.c - the verbs about tickets that stand for many.
 */
#include "core/incident.h"

#include "cmd/refer.h"
#include "cmd/ticket_list.h"
#include "core/message.h"

static enum err
answer(struct cmd_ctx *cx, enum err rc, struct id id)
{
	if (rc == OK)
		reply_id(cx->reply, "id", id);
	return rc;
}

static enum err
begin(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = incident_begin(cx->core, id, arg_str(a, "words"),
		    arg_str(a, "typification"));
	return answer(cx, rc, id);
}

static enum err
say(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = incident_say(cx->core, id, arg_str(a, "words"),
		    arg_str(a, "typification"));
	return answer(cx, rc, id);
}

static enum err
end(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = incident_end(cx->core, id);
	return answer(cx, rc, id);
}

static enum err
join(struct cmd_ctx *cx, const struct args *a)
{
	struct id id, incident = ID_NONE;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	/* Repeated: what it was joined to may be over. */
	if (rc == OK && !core_applied(cx->core, "ticket", &id))
		rc = incident_find(cx->core, arg_str(a, "incident"), &incident);
	if (rc == OK)
		rc = incident_join(cx->core, id, incident);
	return answer(cx, rc, id);
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_incident_list rows;
	enum err rc = incident_list(cx->core, cx->arena, arg_bool(a, "all"),
	    arg_int(a, "limit", 0), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", INCIDENT_LIST, rows);
	return rc;
}

/* ---- to all its cases --------------------------------------------------- */

/* A case that one may not see has no number. */
static void
add_name(struct buf *b, const struct bulk_row *r)
{
	if (id_none(r->was.id))
		buf_printf(b, "\n%s\n    %s\n", _("one more case"), r->why.s);
	else
		buf_printf(b, "\nT-%lld  %s  %s\n    %s\n",
		    (long long)r->was.number, r->was.customer_name.s,
		    r->was.subject.s, r->why.s);
}

/* Which ones were left out, and why: nobody is to look for them. */
static void
name_left(struct cmd_ctx *cx, const struct bulk_rows *rows)
{
	struct buf b = { 0 };

	if (rows->bad == 0)
		return;
	buf_printf(&b, _("Left out: %zu of %zu open cases"), rows->bad,
	    rows->n);
	buf_c(&b, '\n');
	for (size_t i = 0; i < rows->n; i++)
		if (rows->v[i].rc != OK)
			add_name(&b, &rows->v[i]);
	reply_page(cx->reply, buf_copy(cx->arena, &b));
	cx->reply->names = true;
	buf_done(&b);
}

/* Those that hear it; behind them those that heard it before. */
struct cases {
	struct id *v;
	size_t n, all;
};

static enum err
add_heard(struct cmd_ctx *cx, const struct cases *k, struct bulk_rows *rows)
{
	struct bulk_row *both =
	    NEWN(cx->arena, struct bulk_row, rows->n + k->all - k->n + 1);
	struct bulk_rows heard = { .v = NULL };
	enum err rc = OK;

	if (k->n < k->all)
		rc = bulk_before(cx->core, cx->arena, k->v + k->n,
		    k->all - k->n, &heard);
	for (size_t i = 0; i < rows->n; i++)
		both[i] = rows->v[i];
	for (size_t i = 0; i < heard.n && rc == OK; i++) {
		both[rows->n + i] = heard.v[i];
		both[rows->n + i].rc = ERR_CONFLICT;
		both[rows->n + i].why =
		    str_of(_("was told this already, in these words"));
	}
	rows->v = both;
	rows->n += heard.n;
	rows->bad += heard.n;
	return rc;
}

/* Of all cases at once, not of each. */
static enum err
check(struct core *c, const struct args *a, const struct bulk_do *todo,
    struct str *text)
{
	enum err rc = message_text(c, arg_str(a, "text"), text);

	return rc == OK && todo->channel.len > 0
	    ? message_channel(c, todo->channel)
	    : rc;
}

static enum err
choose(struct cmd_ctx *cx, const struct args *a, const struct bulk_do *todo,
    struct str text, struct cases *k)
{
	struct core *c = cx->core;
	struct id done, id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	/* Repeated: it has its tickets. */
	if (rc == OK && !core_applied(c, "bulk", &done))
		rc = incident_cases(c, cx->arena, id, false, &k->v, &k->n);
	k->all = k->n;
	return rc == OK && todo->move == NULL
	    ? incident_untold(c, text, todo->reply.len > 0, k->v, &k->n)
	    : rc;
}

static enum err
to_cases(struct cmd_ctx *cx, const struct args *a, const struct bulk_do *todo,
    const char *word)
{
	struct core *c = cx->core;
	struct id op = c->op;
	struct cases k = { NULL, 0, 0 };
	struct bulk_rows rows;
	struct str words, text;
	bool dry = arg_bool(a, "dry");
	enum err rc;

	if ((rc = check(c, a, todo, &text)) != OK ||
	    (rc = choose(cx, a, todo, text, &k)) != OK)
		return rc;
	c->op = op;
	words = str_printf(cx->arena, "%s:\"%s\"", word, text.s);
	rc = dry ? bulk_preview(c, cx->arena, todo, k.v, k.n, &rows)
		 : bulk_run(c, cx->arena, todo, words, k.v, k.n, &rows);
	if (rc == OK && (rc = add_heard(cx, &k, &rows)) == OK) {
		ticket_bulk_rows(cx, &rows, dry);
		name_left(cx, &rows);
	}
	return rc;
}

static enum err
tell(struct cmd_ctx *cx, const struct args *a)
{
	struct bulk_do todo = BULK_NOTHING;

	todo.channel = arg_str(a, "channel");
	todo.sends = arg_bool(a, "send");
	if (todo.channel.len > 0)
		todo.reply = arg_str(a, "text");
	else
		todo.note = arg_str(a, "text");
	if (todo.sends && todo.channel.len == 0)
		return fail(&cx->core->fault, ERR_NEED_ARG,
		    _("say by which channel it is sent: channel=email"));
	return to_cases(cx, a, &todo, todo.channel.len > 0 ? "reply" : "note");
}

static enum err
resolve(struct cmd_ctx *cx, const struct args *a)
{
	struct bulk_do todo = BULK_NOTHING;

	todo.move = "resolve";
	todo.text = arg_str(a, "text");
	return to_cases(cx, a, &todo, "resolve");
}

const struct cmd_def cmd_incident[] = {
	{ .name = "incident begin",
	    .run = begin,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <words:line> typification:typification?",
	    .help = N_("A ticket stands for many: warn every agent of it"),
	    .more = N_("With typification= a new ticket of it or below it is "
		       "offered the incident.") },
	{ .name = "incident say",
	    .run = say,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <words:line>? typification:line?",
	    .help = N_("Change what agents are told of an incident"),
	    .more = N_("typification=- offers it no more.") },
	{ .name = "incident list",
	    .title = N_("Incidents"),
	    .run = list,
	    .columns = "number words typification began_at ended_at cases open",
	    .args = "all:bool? limit:int?",
	    .help = N_("List the incidents that go on, with their cases") },
	{ .name = "incident join",
	    .run = join,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <incident:line>",
	    .help = N_("A ticket is a case of an incident") },
	{ .name = "incident tell",
	    .title = N_("Cases left out"),
	    .run = tell,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <text:text> channel:line? send:bool? "
		    "dry:bool?",
	    .help = N_("Tell all open cases of an incident, each once"),
	    .more = N_("Without channel= it is a note; with channel=email "
		       "send=yes it leaves for each customer. dry=yes shows "
		       "what would be; one undo takes all of it back.") },
	{ .name = "incident resolve",
	    .title = N_("Cases left out"),
	    .run = resolve,
	    .may = MAY_TICKET_RESOLVE,
	    .writes = true,
	    .args = "<ticket:ticket> <text:text> dry:bool?",
	    .help = N_("Resolve all open cases of an incident"),
	    .more = N_("dry=yes shows each case before and after; one undo "
		       "takes all of it back.") },
	{ .name = "incident end",
	    .run = end,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket>",
	    .help = N_("End an incident: agents are warned no more"),
	    .more =
		N_("Its cases stay as they are: 'incident resolve' first.") },
	{ 0 },
};
