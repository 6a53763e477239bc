/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * interaction.c - the verbs about one conversation with somebody.
 */
#include "core/interaction.h"

#include "cmd/answer.h"
#include "cmd/interaction_read.h"
#include "cmd/refer.h"
#include "core/callback.h"
#include "core/handover.h"
#include "core/message.h"
#include "core/verify.h"

static enum err
answer(struct cmd_ctx *cx, struct id id)
{
	struct row_interaction_get row;
	enum err rc = interaction_get(cx->core, cx->arena, id, &row);

	if (rc != OK)
		return answer_unseen(cx, id, rc);
	ANSWER(cx->reply, INTERACTION_GET, &row);
	return OK;
}

/* One that is talked now, and those that wait on hold for their turn. */
static enum err
answer_talk(struct cmd_ctx *cx, struct id id)
{
	struct rows_interaction_open rows;
	struct buf held = { 0 };
	enum err rc = answer(cx, id);

	if (rc == OK)
		rc = interaction_open(cx->core, cx->arena, &rows);
	for (size_t i = 0; rc == OK && i < rows.n; i++)
		if (str_is(rows.v[i].state, "held"))
			buf_printf(&held, "%sI-%lld", held.len > 0 ? ", " : "",
			    (long long)rows.v[i].number);
	if (held.len > 0)
		reply_text(cx->reply, "on_hold", buf_copy(cx->arena, &held));
	buf_done(&held);
	return rc;
}

/* They waited: that contact is talked now, and how long it waited is told. */
static enum err
answer_waited(struct cmd_ctx *cx, struct id id)
{
	struct row_interaction_get row;
	char text[24];
	enum err rc;

	if (strcmp(cx->core->done.kind, "interaction.answer") != 0)
		return OK;
	if ((rc = interaction_get(cx->core, cx->arena, id, &row)) == OK)
		reply_text(cx->reply, "waited",
		    str_copy(cx->arena,
			str_of(clock_span_text(row.wait_ms, text))));
	return rc;
}

static enum err
start(struct cmd_ctx *cx, const struct args *a)
{
	struct interaction_new new = {
		.caller = arg_str(a, "caller"),
		.channel = arg_str(a, "channel"),
		.direction = arg_str(a, "direction"),
		.queue = arg_str(a, "queue"),
		.subject = arg_str(a, "subject"),
		.campaign = arg_str(a, "campaign"),
		.waiting = arg_bool(a, "waiting"),
		.meet = arg_bool(a, "answer"),
	};
	struct id id;
	enum err rc;

	if ((rc = refer_customer(cx, a, "customer", &new.customer)) != OK)
		return rc;
	rc = interaction_start(cx->core, &new, &id);
	if (rc == OK && new.meet)
		rc = answer_waited(cx, id);
	if (rc == OK && !new.waiting)
		return answer_talk(cx, id);
	return rc == OK ? answer(cx, id) : rc;
}

/* The verbs that only move it on. */
static enum err
move(struct cmd_ctx *cx, const struct args *a,
    enum err (*how)(struct core *, struct id),
    enum err (*then)(struct cmd_ctx *, struct id))
{
	struct id id;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK)
		return rc;
	rc = how(cx->core, id);
	return rc == OK ? then(cx, id) : rc;
}

static enum err
pick_up(struct cmd_ctx *cx, const struct args *a)
{
	return move(cx, a, interaction_answer, answer_talk);
}

static enum err
hold(struct cmd_ctx *cx, const struct args *a)
{
	return move(cx, a, interaction_hold, answer);
}

static enum err
resume(struct cmd_ctx *cx, const struct args *a)
{
	return move(cx, a, interaction_resume, answer_talk);
}

static enum err
end(struct cmd_ctx *cx, const struct args *a)
{
	return move(cx, a, interaction_end, answer);
}

static enum err
close_it(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK)
		return rc;
	rc = interaction_close(cx->core, id, arg_str(a, "outcome"));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
note(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK)
		return rc;
	rc = interaction_note(cx->core, id, arg_str(a, "text"));
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
typify(struct cmd_ctx *cx, const struct args *a)
{
	struct id id, ticket;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK)
		return rc;
	if ((rc = refer_ticket(cx, a, "ticket", &ticket)) != OK)
		return rc;
	rc = interaction_typify(cx->core, id, arg_str(a, "typification"),
	    ticket);
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
answer_verify(struct cmd_ctx *cx, struct id id)
{
	struct reply *r = cx->reply;
	struct verify v;
	enum err rc = verify_get(cx->core, cx->arena, id, &v);

	if (rc != OK)
		return answer_unseen(cx, id, rc);
	reply_text(r, "state", v.state);
	reply_int(r, "right", v.right);
	reply_int(r, "needed", v.need);
	reply_int(r, "wrong", v.wrong);
	reply_int(r, "most", v.most);
	reply_table(r, "questions");
	for (size_t i = 0; i < v.n; i++) {
		reply_line(r);
		reply_text(r, "code", v.v[i].code);
		reply_text(r, "question", v.v[i].ask);
		reply_text(r, "answer", v.v[i].expect);
		reply_text(r, "outcome", v.v[i].outcome);
	}
	reply_thing(r);
	return OK;
}

static enum err
questions(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_interaction(cx, a, "contact", &id);

	return rc == OK ? answer_verify(cx, id) : rc;
}

static enum err
verify(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK)
		return rc;
	rc = verify_answer(cx->core, id, arg_str(a, "question"),
	    arg_str(a, "outcome"), arg_str(a, "answer"));
	return rc == OK ? answer_verify(cx, id) : rc;
}

static enum err
rule(struct cmd_ctx *cx, const struct args *a)
{
	return verify_rule(cx->core, arg_int(a, "right", 0),
	    arg_int(a, "wrong", 0));
}

static enum err
attach(struct cmd_ctx *cx, const struct args *a)
{
	struct id id, customer;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK)
		return rc;
	if ((rc = refer_customer(cx, a, "customer", &customer)) != OK)
		return rc;
	rc = arg_bool(a, "number")
	    ? interaction_attach_number(cx->core, id, customer)
	    : interaction_attach(cx->core, id, customer);
	return rc == OK ? answer(cx, id) : rc;
}

static enum err
detach(struct cmd_ctx *cx, const struct args *a)
{
	return move(cx, a, interaction_detach, answer);
}

/* callback= and what goes with it. */
static bool
read_callback(const struct args *a, struct callback_new *k)
{
	*k = (struct callback_new){
		.when = arg_str(a, "callback"),
		.until = arg_str(a, "until"),
		.reason = arg_str(a, "reason"),
		.phone = arg_str(a, "phone"),
		.override = arg_str(a, "override"),
	};
	return arg_given(a, "callback");
}

static enum err
finish(struct cmd_ctx *cx, const struct args *a)
{
	const struct arg *types = arg_get(a, "typification");
	struct interaction_finish f = {
		.outcome = arg_str(a, "outcome"),
		.typifications = types->all.v,
		.ntypifications = types->all.n,
		.note = arg_str(a, "note"),
		.note_ticket = str_is(arg_str(a, "note-on"), "ticket"),
	};
	struct callback_new callback;
	struct id id;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK ||
	    (rc = refer_ticket(cx, a, "ticket", &f.ticket)) != OK)
		return rc;
	f.fields = refer_pairs(cx, a, "field", &f.nfields);
	if (read_callback(a, &callback))
		f.callback = &callback;
	rc = interaction_finish(cx->core, id, &f);
	return rc == OK ? answer(cx, id) : rc;
}

/* ... and for whom it waits, when it is a person. */
static enum err
answer_handed(struct cmd_ctx *cx, struct id id)
{
	struct row_handover_get row;
	enum err rc = answer(cx, id);

	if (rc == OK)
		rc = handover_get(cx->core, cx->arena, id, &row);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc == OK && row.to_name.len > 0)
		reply_text(cx->reply, "to_name", row.to_name);
	return rc;
}

static enum err
transfer(struct cmd_ctx *cx, const struct args *a)
{
	struct handover_new to = { .team = arg_str(a, "team"),
		.note = arg_str(a, "note"),
		.desk = arg_str(a, "desk") };
	struct id id;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) != OK ||
	    (rc = refer_agent(cx, a, "agent", &to.agent)) != OK)
		return rc;
	rc = interaction_transfer(cx->core, id, &to);
	return rc == OK ? answer_handed(cx, id) : rc;
}

static enum err
handover(struct cmd_ctx *cx, const struct args *a)
{
	struct row_handover_get row;
	struct id id;
	enum err rc;

	if ((rc = refer_interaction(cx, a, "contact", &id)) == OK)
		rc = handover_get(cx->core, cx->arena, id, &row);
	if (rc == OK)
		ANSWER(cx->reply, HANDOVER_GET, &row);
	return rc;
}

#define CHANNELS "choice(phone|whatsapp|email|chat|web|branch|letter)"

const struct cmd_def cmd_interaction[] = {
	{ .name = "interaction start",
	    .run = start,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "channel:" CHANNELS " customer:customer? caller:line? "
		    "direction:choice(in|out)? queue:line? subject:line? "
		    "campaign:line? waiting:bool? answer:bool?",
	    .help = N_("Begin a contact with a customer, or a caller unknown"),
	    .more =
		N_("waiting=yes puts it in a queue; else you are talking. "
		   "answer=yes takes the customer's contact that waits, if "
		   "there is one, and begins none. campaign= is a code that "
		   "service scripts are chosen by.") },
	{ .name = "interaction show",
	    .title = N_("Contact"),
	    .run = interaction_show_answer,
	    .may = MAY_INTERACTION_READ,
	    .args = "<contact:interaction>",
	    .help = N_("Show a contact: what it was about and what was said") },
	{ .name = "interaction list",
	    .title = N_("Contacts"),
	    .run = interaction_list_answer,
	    .columns = "number customer_name channel state subject owner_name "
		       "started_at talk_ms",
	    .may = MAY_INTERACTION_READ,
	    .args = "customer:customer? agent:agent? state:line? "
		    "channel:" CHANNELS
		    "? queue:line? after:interaction? limit:int?",
	    .help = N_("List contacts, newest first"),
	    .more = N_("agent=me lists your own. state= takes several with "
		       "commas: waiting, talking, held, wrap-up, closed.") },
	{ .name = "interaction answer",
	    .run = pick_up,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction>",
	    .help = N_("Take a contact that waits") },
	{ .name = "interaction hold",
	    .run = hold,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction>",
	    .help = N_("Put a contact on hold") },
	{ .name = "interaction resume",
	    .run = resume,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction>",
	    .help = N_("Go on with a contact that is on hold") },
	{ .name = "interaction end",
	    .run = end,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction>",
	    .help = N_("End the conversation; wrap-up begins") },
	{ .name = "interaction close",
	    .run = close_it,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction> outcome:line",
	    .help = N_("Close a contact with its outcome") },
	{ .name = "interaction note",
	    .run = note,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction> <text:text>",
	    .help = N_("Write a note on a contact") },
	{ .name = "interaction typify",
	    .run = typify,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction> <typification:typification> "
		    "ticket:ticket?",
	    .help =
		N_("Say what a contact was about; again for another matter") },
	{ .name = "interaction questions",
	    .title = N_("What to ask"),
	    .run = questions,
	    .may = MAY_INTERACTION_READ,
	    .args = "<contact:interaction>",
	    .help = N_("Show what to ask a caller, and what was asked") },
	{ .name = "interaction verify",
	    .run = verify,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction> <question:line> "
		    "outcome:choice(right|wrong|skipped)? answer:line?",
	    .help = N_("Write down how a caller answered a question"),
	    .more = N_("With answer= what they said is compared and "
		       "forgotten. 'interaction questions' lists the "
		       "questions.") },
	{ .name = "interaction verify-rule",
	    .run = rule,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "right:int wrong:int",
	    .help = N_("Set how many right answers verify a caller, and how "
		       "many wrong ones fail") },
	{ .name = "interaction attach",
	    .run = attach,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction> <customer:customer> number:bool?",
	    .help = N_("Say which customer a contact is with"),
	    .more = N_("number=yes keeps the number they call from as "
		       "theirs.") },
	{ .name = "interaction detach",
	    .run = detach,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction>",
	    .help = N_("Not this person: nobody known, and remembered so") },
	{ .name = "interaction finish",
	    .run = finish,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction> outcome:outcome "
		    "typification:typification* note:text? ticket:ticket? "
		    "note-on:choice(contact|ticket)? field:pair* "
		    "callback:line? until:line? reason:line? phone:line? "
		    "override:line?",
	    .help = N_("Wrap up in one: note, matters, callback, outcome, "
		       "closed"),
	    .more = N_("callback= takes a time as 'callback add' does, with "
		       "reason=. What the outcome or the typification needs "
		       "and is missing is said before anything is written.") },
	{ .name = "interaction transfer",
	    .run = transfer,
	    .may = MAY_INTERACTION_HANDLE,
	    .writes = true,
	    .args = "<contact:interaction> agent:agent? team:team? note:text? "
		    "desk:text?",
	    .help = N_("Hand a live contact to another agent or team"),
	    .more = N_("It waits for them, and whoever answers finds your "
		       "note; from a console also the screens and drafts you "
		       "had on it.") },
	{ .name = "interaction handover",
	    .title = N_("How it changed hands"),
	    .run = handover,
	    .may = MAY_INTERACTION_READ,
	    .args = "<contact:interaction>",
	    .help = N_("Show how a contact changed hands last") },
	{ .name = "interaction open",
	    .title = N_("Contacts in hand"),
	    .run = interaction_open_answer,
	    .columns = "number customer_name channel state subject started_at "
		       "talk_ms",
	    .may = MAY_INTERACTION_READ,
	    .args = "",
	    .help = N_("List the contacts you have in hand") },
	{ .name = "interaction history",
	    .title = N_("History"),
	    .run = interaction_history_answer,
	    .columns = "happened_at who kind field old new",
	    .may = MAY_INTERACTION_READ,
	    .args = "<contact:interaction> before:int? limit:int?",
	    .help = N_("List what was changed on a contact, and by whom") },
	{ 0 },
};
