/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * team.c - the verbs about teams and who belongs to them.
 */
#include "core/team.h"

#include "cmd/cmd.h"

/* What a change of a coded thing answers. */
static enum err
answer_code(struct cmd_ctx *cx, enum err rc, struct str code)
{
	if (rc == OK)
		reply_text(cx->reply, "code", code);
	return rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_team_list rows;
	enum err rc =
	    team_list(cx->core, cx->arena, arg_bool(a, "retired"), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", TEAM_LIST, rows);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_team_members rows;
	enum err rc =
	    team_members(cx->core, cx->arena, arg_str(a, "team"), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", TEAM_MEMBERS, rows);
	return rc;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	struct str code = arg_str(a, "code");

	return answer_code(cx,
	    team_add(cx->core, code, arg_str(a, "name"), arg_str(a, "branch")),
	    code);
}

static enum err
edit(struct cmd_ctx *cx, const struct args *a)
{
	struct str code = arg_str(a, "team");

	return answer_code(cx,
	    team_edit(cx->core, code, arg_str(a, "name"), arg_str(a, "branch"),
		arg_int(a, "version", 0)),
	    code);
}

static enum err
retire(struct cmd_ctx *cx, const struct args *a)
{
	struct str code = arg_str(a, "team");

	return answer_code(cx, team_retire(cx->core, code), code);
}

static enum err
join(struct cmd_ctx *cx, const struct args *a)
{
	struct str code = arg_str(a, "team");

	return answer_code(cx,
	    team_join(cx->core, code, arg_str(a, "agent"),
		arg_bool(a, "leads")),
	    code);
}

static enum err
leave(struct cmd_ctx *cx, const struct args *a)
{
	struct str code = arg_str(a, "team");

	return answer_code(cx, team_leave(cx->core, code, arg_str(a, "agent")),
	    code);
}

const struct cmd_def cmd_team[] = {
	{ .name = "team list",
	    .title = N_("Teams"),
	    .run = list,
	    .columns = "code name branch members retired_at",
	    .may = MAY_AGENT_READ,
	    .args = "retired:bool?",
	    .help = N_("List the teams") },
	{ .name = "team show",
	    .title = N_("Who belongs to it"),
	    .run = show,
	    .columns = "login name leads active state",
	    .may = MAY_AGENT_READ,
	    .args = "<team:team>",
	    .help = N_("List who belongs to a team") },
	{ .name = "team add",
	    .run = add,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<code:line> name:line branch:branch?",
	    .help = N_("Make a team") },
	{ .name = "team edit",
	    .run = edit,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<team:team> name:line? branch:branch? version:int?",
	    .help = N_("Change a team's name or branch"),
	    .more = N_("branch=- takes the branch away.") },
	{ .name = "team retire",
	    .run = retire,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<team:team>",
	    .help = N_("Give a team no more work; what it did stays") },
	{ .name = "team join",
	    .run = join,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<team:team> <agent:agent> leads:bool?",
	    .help = N_("Put a person in a team, or make them lead it") },
	{ .name = "team leave",
	    .run = leave,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<team:team> <agent:agent>",
	    .help = N_("Take a person out of a team") },
	{ 0 },
};
