/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ticket.c - the verbs about the work we owe a customer.
 */
#include "core/incident.h"
#include "core/ticket.h"

#include "cmd/answer.h"
#include "cmd/link.h"
#include "cmd/refer.h"
#include "cmd/ticket_list.h"
#include "cmd/ticket_run.h"
#include "core/complaint.h"
#include "core/follow.h"
#include "core/message.h"
#include "core/watch.h"

static enum err
refer_new(struct cmd_ctx *cx, const struct args *a, struct ticket_new *new)
{
	struct id made;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &new->customer)) != OK)
		return rc;
	if ((rc = refer_customer(cx, a, "requester", &new->requester)) != OK)
		return rc;
	rc = refer_interaction(cx, a, "interaction", &new->interaction);
	/* Repeated: what it is a case of may be over. */
	if (rc == OK && arg_given(a, "incident") &&
	    !core_applied(cx->core, "ticket", &made))
		rc = incident_find(cx->core, arg_str(a, "incident"),
		    &new->incident);
	return rc;
}

static enum err
create(struct cmd_ctx *cx, const struct args *a)
{
	struct ticket_new new = {
		.typification = arg_str(a, "typification"),
		.subject = arg_str(a, "subject"),
		.body = arg_str(a, "body"),
		.priority = arg_int(a, "priority", 0),
		.team = arg_str(a, "team"),
		.external = arg_str(a, "external"),
		.asset = arg_id(a, "asset"),
	};
	struct id id;
	int64_t number;
	enum err rc;

	new.fields = refer_pairs(cx, a, "field", &new.nfields);
	if ((rc = refer_new(cx, a, &new)) != OK)
		return rc;
	rc = ticket_create(cx->core, &new, &id, &number);
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct row_ticket_get row;
	struct rows_field_value_list fields;
	struct rows_message_of_ticket words;
	struct rows_watch_list watch;
	struct follower next;
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	if ((rc = ticket_get(cx->core, cx->arena, id, &row)) != OK)
		return rc;
	if ((rc = ticket_follower(cx->core, id, &next)) != OK)
		return rc;
	if ((rc = ticket_fields(cx->core, cx->arena, id, &fields)) != OK)
		return rc;
	if ((rc = message_of_ticket(cx->core, cx->arena, id, &words)) != OK ||
	    (rc = watch_list(cx->core, cx->arena, id, &watch)) != OK)
		return rc;
	ANSWER(cx->reply, TICKET_GET, &row);
	if (next.number != 0)
		reply_text(cx->reply, "goes_on",
		    str_printf(cx->arena, "T-%lld", (long long)next.number));
	reply_text(cx->reply, "possible",
	    ticket_move_list(cx->arena, row.state, ""));
	ANSWER_ROWS(cx->reply, "fields", FIELD_VALUE_LIST, fields);
	ANSWER_ROWS(cx->reply, "watchers", WATCH_LIST, watch);
	ANSWER_ROWS(cx->reply, "messages", MESSAGE_OF_TICKET, words);
	return OK;
}

static enum err
note(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	rc = ticket_note(cx->core, id, arg_str(a, "text"));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

/* Known to a shell alone; the console tells it by itself. */
static bool
no_spool(const struct cmd_ctx *cx)
{
	for (size_t i = 0; i < cx->noptions; i++)
		if (strcmp(cx->options[i].name, "spool") == 0)
			return cx->options[i].value == NULL ||
			    cx->options[i].value[0] == '\0';
	return false;
}

static enum err
reply_to(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	if (arg_str(a, "files").len > 0 && !arg_bool(a, "send"))
		return fail(&cx->core->fault, ERR_INVALID,
		    _("files go along with what is sent: choose a way that "
		      "sends it (send=yes), or leave them out"));
	rc = arg_bool(a, "send")
	    ? ticket_send_files(cx->core, id, arg_str(a, "channel"),
		  arg_str(a, "to"), arg_str(a, "text"), arg_str(a, "files"))
	    : ticket_reply(cx->core, id, arg_str(a, "channel"),
		  arg_str(a, "text"));
	if (rc == OK && arg_bool(a, "send") && no_spool(cx))
		reply_text(cx->reply, "waits",
		    str_of(_("it waits here: no folder 'spool' is set")));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
assign(struct cmd_ctx *cx, const struct args *a)
{
	struct ticket_assign to = { .team = arg_str(a, "team") };
	struct id id;
	enum err rc;

	if (!arg_given(a, "agent") && !arg_given(a, "team"))
		return fail(&cx->core->fault, ERR_USAGE,
		    _("'ticket assign' needs agent=LOGIN, team=CODE or both"));
	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	if ((rc = refer_agent(cx, a, "agent", &to.owner)) != OK)
		return rc;
	rc = ticket_assign(cx->core, id, &to, arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
edit(struct cmd_ctx *cx, const struct args *a)
{
	struct ticket_edit to = {
		.subject = arg_str(a, "subject"),
		.typification = arg_str(a, "typification"),
		.priority = arg_int(a, "priority", 0),
	};
	struct id id;
	enum err rc;

	to.fields = refer_pairs(cx, a, "field", &to.nfields);
	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	if (arg_get(a, "subject")->given && to.subject.len == 0)
		return fail(&cx->core->fault, ERR_INVALID,
		    _("%s is empty; nothing was changed"), _("the subject"));
	rc = ticket_edit(cx->core, id, &to, arg_int(a, "version", 0));
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
receipt(struct cmd_ctx *cx, const struct args *a)
{
	struct str text;
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	if (arg_str(a, "file").len > 0) {
		rc = ticket_receipt_save(cx->core, id, arg_bool(a, "html"),
		    arg_str(a, "file"));
		if (rc == OK)
			reply_text(cx->reply, "file", arg_str(a, "file"));
		return rc;
	}
	if ((rc = ticket_receipt(cx->core, cx->arena, id, arg_bool(a, "html"),
		 &text)) != OK)
		return rc;
	reply_page(cx->reply, text);
	cx->reply->alone = true;
	return OK;
}

static enum err
contact(struct cmd_ctx *cx, const struct args *a)
{
	struct ticket_contact in = { .channel = arg_str(a, "channel"),
		.text = arg_str(a, "text"),
		.courtesy = arg_bool(a, "courtesy"),
		.again = arg_bool(a, "again") };
	struct id id;
	enum err rc;

	if ((rc = refer_ticket(cx, a, "ticket", &id)) != OK)
		return rc;
	rc = ticket_contact(cx->core, id, &in);
	return rc == OK ? answer_ticket(cx, id) : rc;
}

static enum err
history(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	return rc == OK ? answer_trail(cx, a, "ticket", id) : rc;
}

const struct cmd_def cmd_ticket[] = {
	{ .name = "ticket create",
	    .run = create,
	    .may = MAY_TICKET_CREATE,
	    .writes = true,
	    .args = "customer:customer typification:typification subject:line "
		    "body:text? priority:int? team:team? requester:customer? "
		    "interaction:interaction? asset:id? external:line? "
		    "incident:line? field:pair*",
	    .help = N_("Open a ticket for a customer"),
	    .more =
		N_("What the typification requires is given as "
		   "field=NAME=VALUE, once for each; `typification show` lists "
		   "it.") },
	{ .name = "ticket show",
	    .title = N_("Ticket"),
	    .run = show,
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket>",
	    .help = N_("Show a ticket, its fields and what was written") },
	{ .name = "ticket list",
	    .title = N_("Tickets"),
	    .run = ticket_list_answer,
	    .columns = "number subject state priority customer_name team "
		       "owner_name created_at",
	    .may = MAY_TICKET_READ,
	    .args = "<filter:filter>* state:line? team:team? agent:agent? "
		    "customer:customer? typification:typification? "
		    "after:ticket? limit:int? count:bool?",
	    .help = N_("List tickets, newest first"),
	    .more = N_("Words say which: state:open,new team:\"Servicio "
		       "Técnico\" due<2h priority<=2 mine waiting, and text "
		       "that is looked for; `-` before a word turns it round, "
		       "order:due puts the most urgent first, show:spent "
		       "adds a column of time; `ticket words` "
		       "lists all. after=NUMBER goes on behind the last one "
		       "that was shown, count=yes tells how many there are. "
		       "state= takes several with commas, or `undone`.") },
	{ .name = "ticket words",
	    .title = N_("Words of a filter"),
	    .run = ticket_words_answer,
	    .may = MAY_TICKET_READ,
	    .help = N_("List the words that tickets are filtered by") },
	{ .name = "ticket bulk",
	    .run = ticket_bulk_answer,
	    .columns = "number team team_after owner_name owner_after "
		       "priority priority_after state state_after why",
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<filter:filter>* ticket:ticket* set:line dry:bool? "
		    "from:int? most:int?",
	    .help = N_("Change many tickets at once, with one undo"),
	    .more = N_("Which: the words of a filter as in `ticket list`, or "
		       "ticket=NUMBER for each. set= says what: "
		       "team:repuestos owner:ana priority:2 note:\"...\", "
		       "and one of start, resume, close, resolve:\"...\", "
		       "reopen:\"...\", cancel:\"...\", "
		       "wait-customer:\"...\" with "
		       "until:\"tomorrow 10:00\". dry=yes shows before and "
		       "after and changes nothing. Each ticket has its own "
		       "right and result. most= does so many of them, and "
		       "from= with the same op goes on behind those.") },
	{ .name = "ticket export",
	    .run = ticket_export_answer,
	    .may = MAY_EXPORT,
	    .writes = true,
	    .args = "<filter:filter>* ticket:ticket* format:choice(csv|json)? "
		    "file:newfile?",
	    .help = N_("Write a list of tickets to a file"),
	    .more = N_("The words are those of `ticket list`, or ticket=NUMBER "
		       "for each. A new file that only you can read; without "
		       "file= to standard output, "
		       "in the console to your home. Who exported what stays "
		       "written down.") },
	{ .name = "ticket note",
	    .run = note,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <text:text>",
	    .help = N_("Write a note that stays in the house") },
	{ .name = "ticket reply",
	    .run = reply_to,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> channel:choice(phone|whatsapp|email|chat|"
		    "web|branch|letter) <text:text> send:bool? to:line? "
		    "files:line?",
	    .help = N_("Write down what the customer was told, or send it"),
	    .more = N_("With send it leaves by e-mail or WhatsApp, not before "
		       "ten seconds; `undo` calls it back as long as it has "
		       "not left. to= is "
		       "another address than the customer's. files=1,3 are "
		       "files of the ticket that go along, ten at most and "
		       "20 MB together.") },
	{ .name = "ticket contact",
	    .run = contact,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> channel:choice(phone|whatsapp|email|chat|"
		    "web|branch|letter) <text:text> courtesy:bool? again:bool?",
	    .help = N_("Write down what the customer said"),
	    .more = N_("What was parked goes on from then. What was resolved "
		       "waits in `ticket triage` until somebody says whether "
		       "it was only a courtesy: courtesy=yes says so at once, "
		       "again=yes opens it. at= says when it was said.") },
	{ .name = "ticket escalate",
	    .run = ticket_run_escalate,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line team:team? skill:line? "
		    "version:int?",
	    .help = N_("Tell the next higher; no clock is touched"),
	    .more = N_("team= or skill= call those who know instead: who leads "
		       "the team, or the best who have the skill. Who is told "
		       "says so with 'escalation ack'.") },
	{ .name = "ticket assign",
	    .run = assign,
	    .may = MAY_TICKET_ASSIGN,
	    .writes = true,
	    .args = "<ticket:ticket> <agent:agent>? team:team? version:int?",
	    .help = N_("Give a ticket to a person, a team or both"),
	    .more = N_("A team alone takes it from the person.") },
	{ .name = "ticket edit",
	    .run = edit,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> subject:line? typification:typification? "
		    "priority:int? field:pair* version:int?",
	    .help = N_("Change a ticket's subject, typification or priority"),
	    .more = N_("What a typification asks for is changed as "
		       "field=NAME=VALUE, once for each; field=NAME= empties "
		       "it. Another typification wants all that it requires "
		       "with it.") },
	{ .name = "ticket start",
	    .run = ticket_run_start,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> version:int?",
	    .help = N_("Begin to work on a ticket; it is yours if nobody's") },
	{ .name = "ticket park",
	    .run = ticket_run_park,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> state:choice(pending-customer|"
		    "pending-third-party|scheduled) reason:line until:line? "
		    "version:int?",
	    .help = N_("Put a ticket aside until somebody answers"),
	    .more = N_("until= is when it comes back by itself: "
		       "'tomorrow 10:00', +2d, '12 Mar 15:30' or an "
		       "instant.") },
	{ .name = "ticket resume",
	    .run = ticket_run_resume,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> version:int?",
	    .help = N_("Go on with a ticket that was put aside") },
	{ .name = "ticket resolve",
	    .run = ticket_run_resolve,
	    .may = MAY_TICKET_RESOLVE,
	    .writes = true,
	    .args = "<ticket:ticket> <text:text> field:pair* "
		    "outcome:choice(upheld|partly|rejected)? cause:line? "
		    "redress:int? leg:choice(recall|complete)? "
		    "version:int?",
	    .help = N_("Say what was done; the ticket is resolved"),
	    .more = N_("What its typification demands at the end is given as "
		       "field=NAME=VALUE; a complaint has an outcome, a root "
		       "cause and perhaps redress in pesos. leg= ends the "
		       "referral of one that is lent in the same step: "
		       "complete when the other team did it, recall when it "
		       "need not do it any more.") },
	{ .name = "ticket moves",
	    .title = N_("Moves"),
	    .run = ticket_run_moves,
	    .may = MAY_TICKET_READ,
	    .args = "<from:line>?",
	    .help = N_("List which states lead where, by which verb and "
		       "right") },
	{ .name = "ticket receipt",
	    .title = N_("Receipt"),
	    .run = receipt,
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket> html:bool? file:newfile?",
	    .help = N_("Print what the customer takes away, with the folio of "
		       "a complaint"),
	    .more = N_("In the customer's language. html=yes makes a page to "
		       "print, file= saves it where you say, never over a file "
		       "that is there: cabina ticket receipt T-1042 html=yes "
		       "file=receipt.html") },
	{ .name = "ticket close",
	    .run = ticket_run_close,
	    .may = MAY_TICKET_RESOLVE,
	    .writes = true,
	    .args = "<ticket:ticket> version:int?",
	    .help = N_("Close a resolved ticket") },
	{ .name = "ticket reopen",
	    .run = ticket_run_reopen,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line late:bool? version:int?",
	    .help = N_("Open it again: what was done did not hold"),
	    .more = N_("Within its policy's window. After it 'ticket follow' "
		       "opens another that goes on with it; who keeps the "
		       "clocks may open it itself with late=yes.") },
	{ .name = "ticket follow",
	    .run = ticket_run_follow,
	    .may = MAY_TICKET_CREATE,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line text:text? "
		    "typification:typification? interaction:interaction? "
		    "field:pair*",
	    .help = N_("Open a new ticket that goes on with one whose window "
		       "is over"),
	    .more = N_("With the customer, type, team, priority and fields of "
		       "the old one, which says from then on where it goes on; "
		       "its promises begin anew. text= is what the customer "
		       "said. `undo` takes it back.") },
	{ .name = "ticket cancel",
	    .run = ticket_run_cancel,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> reason:line version:int?",
	    .help = N_("Stop a ticket that should not have been opened") },
	{ .name = "ticket merge",
	    .run = link_merge,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> into:ticket reason:line? version:int?",
	    .help = N_("Join a ticket into another of the same customer"),
	    .more = N_("It points on to the other, which keeps the earlier "
		       "beginning of each promise; `link foresee` says so "
		       "before. `undo` takes it back.") },
	{ .name = "ticket split",
	    .run = link_split,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> message:id* typification:typification "
		    "subject:line team:team? field:pair*",
	    .help = N_("Make a ticket of its own out of some of the messages"),
	    .more = N_("Its promises begin when the first of them was said; "
		       "those of the old ticket stay as they are. On a "
		       "ticket's screen Space marks the messages that go, and "
		       "D makes a ticket of them.") },
	{ .name = "ticket history",
	    .title = N_("History"),
	    .run = history,
	    .columns = "happened_at who kind field old new",
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket> before:int? limit:int?",
	    .help = N_("List what was changed on a ticket, and by whom") },
	{ 0 },
};
