/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * attachment.c - the verbs about files of tickets.
 */
#include "core/attachment.h"

#include "base/utf8.h"
#include "cmd/refer.h"
#include "core/ticket_mail.h"

#define MEGA INT64_C(1048576)

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	int64_t position = 0;
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = attachment_add(cx->core, id, arg_str(a, "file"),
		    arg_str(a, "name"), &position);
	if (rc != OK)
		return rc;
	reply_id(cx->reply, "id", id);
	reply_int(cx->reply, "position", position);
	return OK;
}

static enum err
mail(struct cmd_ctx *cx, const struct args *a)
{
	struct mail_taken taken;
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = ticket_mail(cx->core, cx->arena, id, arg_str(a, "file"),
		    &taken);
	if (rc != OK)
		return rc;
	reply_id(cx->reply, "id", id);
	reply_int(cx->reply, "mails", taken.mails);
	reply_int(cx->reply, "added", taken.added);
	reply_int(cx->reply, "files", taken.files);
	if (taken.left.len > 0)
		reply_text(cx->reply, "left_out", taken.left);
	return OK;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_attachment_list rows;
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = attachment_list(cx->core, cx->arena, id,
		    arg_bool(a, "removed"), &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", ATTACHMENT_LIST, rows);
	return rc;
}

static enum err
show_text(struct cmd_ctx *cx, const struct row_attachment_list *row)
{
	struct buf b = { 0 };
	enum err rc = attachment_read(cx->core, row->hash, row->size, &b);
	struct str text;

	if (rc == OK) {
		if (b.len > ATTACHMENT_SHOWN)
			b.s[b.len = ATTACHMENT_SHOWN] = '\0';
		text = utf8_safe(cx->arena, utf8_mend(cx->arena, buf_view(&b)),
		    true);
		reply_text(cx->reply, "text", text);
		reply_page(cx->reply, text);
		cx->reply->alone = true;
	}
	buf_done(&b);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct row_attachment_list row;
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = attachment_get(cx->core, cx->arena, id,
		    arg_int(a, "position", 0), &row);
	if (rc != OK)
		return rc;
	ANSWER(cx->reply, ATTACHMENT_LIST, &row);
	if (attachment_is_text(row.kind))
		return show_text(cx, &row);
	reply_text(cx->reply, "text",
	    str_printf(cx->arena,
		_("%s is no text: 'attachment save' writes it where you say"),
		row.name.s));
	return OK;
}

static enum err
save(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = attachment_save(cx->core, id, arg_int(a, "position", 0),
		    arg_str(a, "file"));
	if (rc == OK)
		reply_text(cx->reply, "file", arg_str(a, "file"));
	return rc;
}

static enum err
remove_it(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_ticket(cx, a, "ticket", &id);

	if (rc == OK)
		rc = attachment_remove(cx->core, id, arg_int(a, "position", 0));
	if (rc == OK)
		reply_id(cx->reply, "id", id);
	return rc;
}

static void
answer_limits(struct cmd_ctx *cx, const struct attachment_limits *l)
{
	reply_int(cx->reply, "file", l->file / MEGA);
	reply_int(cx->reply, "ticket", l->ticket / MEGA);
	reply_int(cx->reply, "all", l->all / MEGA);
}

static enum err
limits(struct cmd_ctx *cx, const struct args *a)
{
	struct attachment_limits l;
	enum err rc = attachment_limits(cx->core, &l);

	(void)a;
	if (rc == OK)
		answer_limits(cx, &l);
	return rc;
}

static enum err
limit(struct cmd_ctx *cx, const struct args *a)
{
	struct attachment_limits l = { arg_int(a, "file", 0) * MEGA,
		arg_int(a, "ticket", 0) * MEGA, arg_int(a, "all", 0) * MEGA };
	enum err rc = attachment_limit(cx->core, &l);

	if (rc == OK)
		rc = attachment_limits(cx->core, &l);
	if (rc == OK)
		answer_limits(cx, &l);
	return rc;
}

const struct cmd_def cmd_attachment[] = {
	{ .name = "attachment add",
	    .run = add,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <file:file> name:line?",
	    .help = N_("Attach a file to a ticket"),
	    .more = N_("What it is, what is in it tells, not its name: PDF, "
		       "pictures, sound, office files without macros, zip, "
		       "text. Programs are refused.") },
	{ .name = "ticket mail",
	    .run = mail,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <file:file>",
	    .help = N_("Bring a thread of e-mails to a ticket, from .eml or "
		       "mbox"),
	    .more = N_("Each mail comes into the story at its own instant, "
		       "internal; what hangs on them, and the file itself, "
		       "among the files. No clock moves. Brought in again, "
		       "only what is new is added.") },
	{ .name = "attachment list",
	    .title = N_("Files"),
	    .run = list,
	    .columns = "position name kind size agent_name at",
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket> removed:bool?",
	    .help = N_("List the files of a ticket") },
	{ .name = "attachment show",
	    .title = N_("File"),
	    .run = show,
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket> <position:int>",
	    .help = N_("Show a file that is text") },
	{ .name = "attachment save",
	    .title = N_("A file saved"),
	    .run = save,
	    .may = MAY_TICKET_READ,
	    .args = "<ticket:ticket> <position:int> <file:newfile>",
	    .help = N_("Save a file of a ticket where you say"),
	    .more = N_("It is a new file that only you read; never over one "
		       "that is there, and never run.") },
	{ .name = "attachment remove",
	    .run = remove_it,
	    .may = MAY_TICKET_EDIT,
	    .writes = true,
	    .args = "<ticket:ticket> <position:int>",
	    .help = N_("Take a file off a ticket") },
	{ .name = "attachment limits",
	    .title = N_("Limits of files"),
	    .run = limits,
	    .help = N_("Show how much files may have, in MB") },
	{ .name = "attachment limit",
	    .run = limit,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "file:int? ticket:int? all:int?",
	    .help = N_("Say how much a file, a ticket's files and all together "
		       "may have, in MB") },
	{ 0 },
};
