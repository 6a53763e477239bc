/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * skill.c - the verbs about what people can do well.
 */
#include "cmd/cmd.h"
#include "core/team.h"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_skill_list rows;
	enum err rc = skill_list(cx->core, cx->arena, &rows);

	(void)a;
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", SKILL_LIST, rows);
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_agent_skills rows;
	enum err rc = skill_of(cx->core, cx->arena, arg_str(a, "agent"), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", AGENT_SKILLS, rows);
	return rc;
}

static enum err
add(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc =
	    skill_add(cx->core, arg_str(a, "code"), arg_str(a, "name"));

	if (rc == OK)
		reply_text(cx->reply, "code", arg_str(a, "code"));
	return rc;
}

static enum err
set(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = skill_set(cx->core, arg_str(a, "agent"),
	    arg_str(a, "skill"), (int)arg_int(a, "level", 0));

	if (rc == OK)
		reply_text(cx->reply, "login", arg_str(a, "agent"));
	return rc;
}

const struct cmd_def cmd_skill[] = {
	{ .name = "skill list",
	    .title = N_("Skills"),
	    .run = list,
	    .may = MAY_AGENT_READ,
	    .help = N_("List the skills and how many have each") },
	{ .name = "skill show",
	    .title = N_("Their skills"),
	    .run = show,
	    .may = MAY_AGENT_READ,
	    .args = "<agent:agent>",
	    .help = N_("List a person's skills") },
	{ .name = "skill add",
	    .run = add,
	    .may = MAY_SETUP_EDIT,
	    .writes = true,
	    .args = "<code:line> name:line",
	    .help = N_("Name a new skill") },
	{ .name = "skill set",
	    .run = set,
	    .may = MAY_AGENT_ADMIN,
	    .writes = true,
	    .args = "<agent:agent> <skill:line> <level:int>",
	    .help = N_("Say how well a person does something, 1 to 5; 0 not") },
	{ 0 },
};
