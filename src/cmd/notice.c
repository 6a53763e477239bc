/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notice.c - the verbs about what the team must know.
 */
#include "core/notice.h"

#include "cmd/refer.h"

static const char *const severities[] = { "note", "warning", "urgent" };

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct notice_new new = {
		.text = arg_str(a, "text"),
		.team = arg_str(a, "team"),
		.branch = arg_str(a, "branch"),
		.until = arg_given(a, "for")
		    ? clock_now(cx->core->clock) + arg_int(a, "for", 0)
		    : 0,
	};
	struct id id;
	enum err rc;

	for (size_t i = 0; i < countof(severities); i++)
		if (str_is(arg_str(a, "severity"), severities[i]))
			new.severity = (int64_t)i + 1;
	if ((rc = refer_agent(cx, a, "agent", &new.agent)) != OK)
		return rc;
	rc = notice_add(cx->core, &new, &id);
	if (rc == OK)
		reply_id(cx->reply, "id", id);
	return rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_notice_list rows;
	enum err rc = notice_list(cx->core, cx->arena, arg_bool(a, "all"),
	    arg_int(a, "limit", 0), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", NOTICE_LIST, rows);
	return rc;
}

static enum err
seen(struct cmd_ctx *cx, const struct args *a)
{
	struct id id = arg_given(a, "notice") ? arg_id(a, "notice") : ID_NONE;
	int64_t n, severity;
	enum err rc;

	if ((rc = notice_seen(cx->core, id)) != OK)
		return rc;
	rc = notice_unseen(cx->core, &n, &severity);
	if (rc == OK)
		reply_int(cx->reply, "unseen", n);
	return rc;
}

static enum err
withdraw(struct cmd_ctx *cx, const struct args *a)
{
	return notice_withdraw(cx->core, arg_id(a, "notice"));
}

static enum err
readers(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_notice_readers rows;
	enum err rc =
	    notice_readers(cx->core, cx->arena, arg_id(a, "notice"), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", NOTICE_READERS, rows);
	return rc;
}

const struct cmd_def cmd_notice[] = {
	{ .name = "notice add",
	    .run = add,
	    .may = MAY_NOTICE_SEND,
	    .writes = true,
	    .args = "<text:text> team:team? branch:branch? agent:agent? "
		    "severity:choice(note|warning|urgent)? for:span?",
	    .help = N_("Tell a team, a branch, a person or everybody"),
	    .more = N_("for=8h ends it by itself; without, it stays until "
		       "withdrawn.") },
	{ .name = "notice list",
	    .title = N_("Notices"),
	    .run = list,
	    .columns = "at severity author_name text until_at seen_at",
	    .args = "all:bool? limit:int?",
	    .help = N_("List the notices for you, unseen first"),
	    .more = N_("all=yes shows those that ended too.") },
	{ .name = "notice seen",
	    .run = seen,
	    .writes = true,
	    .args = "<notice:id>?",
	    .help = N_("Say that you have seen a notice, or all of them") },
	{ .name = "notice withdraw",
	    .run = withdraw,
	    .may = MAY_NOTICE_SEND,
	    .writes = true,
	    .args = "<notice:id>",
	    .help = N_("End a notice now") },
	{ .name = "notice readers",
	    .title = N_("Who saw it"),
	    .run = readers,
	    .columns = "login name at",
	    .may = MAY_NOTICE_SEND,
	    .args = "<notice:id>",
	    .help = N_("List who has seen a notice") },
	{ 0 },
};
