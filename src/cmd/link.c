/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * link.c - the verbs about tickets that belong together.
 */
#include "core/link.h"

#include "cmd/answer.h"
#include "cmd/link.h"
#include "cmd/refer.h"

/* Two tickets: the one that points, and the other. */
static enum err
both(struct cmd_ctx *cx, const struct args *a, const char *name,
    struct id *ticket, struct id *other)
{
	enum err rc = refer_ticket(cx, a, "ticket", ticket);

	return rc == OK ? refer_ticket(cx, a, name, other) : rc;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct id from, to;
	enum err rc = both(cx, a, "to", &from, &to);

	if (rc == OK)
		rc = ticket_link(cx->core, from, arg_str(a, "kind"), to);
	return rc == OK ? answer_ticket(cx, cx->core->done.id) : rc;
}

static enum err
drop(struct cmd_ctx *cx, const struct args *a)
{
	struct id from, to;
	enum err rc = both(cx, a, "to", &from, &to);

	if (rc == OK)
		rc = ticket_unlink(cx->core, from, arg_str(a, "kind"), to);
	return rc == OK ? answer_ticket(cx, cx->core->done.id) : rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_link_list rows;
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK ||
	    (rc = link_list(cx->core, cx->arena, id, &rows)) != OK)
		return rc;
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_link_list *x = &rows.v[i];

		reply_line(cx->reply);
		reply_text(cx->reply, "says",
		    str_of(link_says(x->kind, x->forth != 0)));
		reply_int(cx->reply, "number", x->number);
		reply_text(cx->reply, "subject", x->subject);
		reply_text(cx->reply, "state", x->state);
		reply_text(cx->reply, "customer_name", x->customer_name);
		reply_text(cx->reply, "team_name", x->team_name);
		reply_text(cx->reply, "kind", x->kind);
		reply_bool(cx->reply, "forth", x->forth != 0);
		reply_id(cx->reply, "id", x->id);
		reply_at(cx->reply, "at", x->at);
	}
	return OK;
}

static enum err
foresee(struct cmd_ctx *cx, const struct args *a)
{
	struct merge_promises out;
	struct id from, into;
	enum err rc;

	if ((rc = both(cx, a, "into", &from, &into)) != OK ||
	    (rc = merge_foresee(cx->core, cx->arena, from, into, &out)) != OK)
		return rc;
	if (out.complaint.len > 0)
		reply_text(cx->reply, "complaint", out.complaint);
	reply_table(cx->reply, "rows");
	for (size_t i = 0; i < out.n; i++) {
		reply_line(cx->reply);
		reply_text(cx->reply, "promise",
		    str_of(promise_kind_name(out.v[i].kind)));
		reply_int(cx->reply, "number", out.v[i].number);
		reply_at(cx->reply, "due_was", out.v[i].due_was);
		reply_at(cx->reply, "due", out.v[i].due);
		reply_bool(cx->reply, "late", out.v[i].late);
	}
	return OK;
}

enum err
link_merge(struct cmd_ctx *cx, const struct args *a)
{
	struct id from, into;
	enum err rc = both(cx, a, "into", &from, &into);

	if (rc == OK)
		rc = ticket_merge(cx->core, from, into, arg_str(a, "reason"),
		    arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, from) : rc;
}

enum err
link_split(struct cmd_ctx *cx, const struct args *a)
{
	const struct arg *m = arg_get(a, "message");
	struct ticket_split in = {
		.messages = NEWN(cx->arena, struct id, m->all.n),
		.n = m->all.n,
		.typification = arg_str(a, "typification"),
		.subject = arg_str(a, "subject"),
		.team = arg_str(a, "team"),
	};
	struct id from, id;
	int64_t number;
	enum err rc = refer_ticket(cx, a, "ticket", &from);

	for (size_t i = 0; i < m->all.n && rc == OK; i++)
		if (!id_parse(m->all.v[i], (struct id *)&in.messages[i]))
			rc = fail(&cx->core->fault, ERR_INVALID,
			    _("'%s' is no message; 'ticket show' has their "
			      "ids"),
			    m->all.v[i].s);
	in.fields = refer_pairs(cx, a, "field", &in.nfields);
	if (rc == OK)
		rc = ticket_split_off(cx->core, from, &in, &id, &number);
	return rc == OK ? answer_ticket(cx, id) : rc;
}

#define KINDS                                                                  \
	"choice(part-of|incident|duplicate|related|caused-by|waits-for|"       \
	"follows)"

const struct cmd_def cmd_link[] = {
	{ .name = "link add",
	    .run = add,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> kind:" KINDS " to:ticket",
	    .help = N_("Say how a ticket belongs to another"),
	    .more = N_("part-of: the other is its parent, and is not resolved "
		       "before it. incident: a case of a mass incident, told "
		       "and resolved with it. waits-for: it is not resolved "
		       "before the other.") },
	{ .name = "link drop",
	    .run = drop,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> to:ticket kind:" KINDS "?",
	    .help = N_("Take a link between two tickets away") },
	{ .name = "link list",
	    .title = N_("Links"),
	    .run = list,
	    .columns = "says number subject state customer_name team_name",
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket>",
	    .help = N_("List what a ticket belongs to: parent, children, "
		       "links") },
	{ .name = "link foresee",
	    .title = N_("If they are joined"),
	    .run = foresee,
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket> into:ticket",
	    .help = N_("Tell which promises survive when a ticket is joined "
		       "into another"),
	    .more = N_("number is the ticket whose beginning counts for that "
		       "promise. Nothing is changed.") },
	{ 0 },
};
