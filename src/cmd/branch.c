/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * branch.c - the verbs about branches.
 */
#include "cmd/cmd.h"
#include "core/team.h"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_branch_list rows;
	enum err rc =
	    branch_list(cx->core, cx->arena, arg_bool(a, "retired"), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", BRANCH_LIST, rows);
	return rc;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct branch_new new = {
		.code = arg_str(a, "code"),
		.name = arg_str(a, "name"),
		.city = arg_str(a, "city"),
		.zone = arg_str(a, "zone"),
		.lang = arg_str(a, "lang"),
	};
	enum err rc = branch_add(cx->core, &new);

	if (rc == OK)
		reply_text(cx->reply, "code", new.code);
	return rc;
}

static enum err
retire(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = branch_retire(cx->core, arg_str(a, "branch"));

	if (rc == OK)
		reply_text(cx->reply, "code", arg_str(a, "branch"));
	return rc;
}

const struct cmd_def cmd_branch[] = {
	{ .name = "branch list",
	    .title = N_("Branches"),
	    .run = list,
	    .columns = "code name city zone lang agents retired_at",
	    .may = MAY_AGENT_READ,
	    .args = "retired:bool?",
	    .help = N_("List the branches") },
	{ .name = "branch add",
	    .run = add,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<code:line> name:line city:line zone:line? lang:line?",
	    .help = N_("Open a branch"),
	    .more = N_("Without them the zone is America/Santiago and the "
		       "language es.") },
	{ .name = "branch retire",
	    .run = retire,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<branch:branch>",
	    .help = N_("Close a branch; what it did stays") },
	{ 0 },
};
