/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulletin.c - the verbs about what must be read.
 */
#include "core/bulletin.h"

#include "base/clock.h"
#include "cmd/refer.h"

static enum err
write_it(struct cmd_ctx *cx, const struct args *a)
{
	struct bulletin_new b = { .title = arg_str(a, "title"),
		.text = arg_str(a, "text"),
		.team = arg_str(a, "team"),
		.until = arg_int(a, "until", 0) };
	int64_t number = 0;
	struct id id;
	enum err rc = bulletin_write(cx->core, &b, &id, &number);

	if (rc != OK)
		return rc;
	reply_id(cx->reply, "id", id);
	reply_int(cx->reply, "bulletin", number);
	return OK;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_bulletin_list rows;
	enum err rc = bulletin_list(cx->core, cx->arena, arg_bool(a, "all"),
	    arg_int(a, "limit", 0), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", BULLETIN_LIST, rows);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct row_bulletin_list row;
	enum err rc =
	    bulletin_get(cx->core, cx->arena, arg_int(a, "number", 0), &row);

	if (rc == OK)
		ANSWER(cx->reply, BULLETIN_LIST, &row);
	return rc;
}

static enum err
read_it(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = bulletin_read(cx->core, arg_int(a, "number", 0));

	if (rc == OK)
		reply_int(cx->reply, "bulletin", arg_int(a, "number", 0));
	return rc;
}

static enum err
readers(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_bulletin_people rows;
	enum err rc = bulletin_people(cx->core, cx->arena,
	    arg_int(a, "number", 0), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", BULLETIN_PEOPLE, rows);
	return rc;
}

static enum err
retire(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = bulletin_retire(cx->core, arg_int(a, "number", 0));

	if (rc == OK)
		reply_int(cx->reply, "bulletin", arg_int(a, "number", 0));
	return rc;
}

const struct cmd_def cmd_bulletin[] = {
	{ .name = "bulletin write",
	    .run = write_it,
	    .may = MAY_NOTICE_SEND,
	    .writes = true,
	    .args = "<title:line> <text:text> team:team? until:at?",
	    .help = N_("Write what the people of a team must read"),
	    .more = N_("Each is reminded until they say that they read it; "
		       "without team= it is for everybody.") },
	{ .name = "bulletin list",
	    .title = N_("Bulletins"),
	    .run = list,
	    .columns = "number title team_name at until_at read_at readers "
		       "people",
	    .args = "all:bool? limit:int?",
	    .help = N_("List your bulletins, unread first"),
	    .more = N_("readers of people: how many have read it.") },
	{ .name = "bulletin show",
	    .title = N_("Bulletin"),
	    .run = show,
	    .args = "<number:int>",
	    .help = N_("Show a bulletin whole") },
	{ .name = "bulletin read",
	    .run = read_it,
	    .writes = true,
	    .args = "<number:int>",
	    .help = N_("Say that you have read a bulletin") },
	{ .name = "bulletin readers",
	    .title = N_("Who read it"),
	    .run = readers,
	    .columns = "login name branch at",
	    .may = MAY_NOTICE_SEND,
	    .args = "<number:int>",
	    .help = N_("List who has read a bulletin and who has not") },
	{ .name = "bulletin retire",
	    .run = retire,
	    .may = MAY_NOTICE_SEND,
	    .writes = true,
	    .args = "<number:int>",
	    .help = N_("Retire a bulletin: nobody has to read it any more") },
	{ 0 },
};
