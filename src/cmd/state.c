/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * state.c - the verbs about what agents are doing right now.
 */
#include "core/state.h"

#include "cmd/refer.h"

static enum err
answer(struct cmd_ctx *cx, struct id id)
{
	struct row_state_list row;
	enum err rc = state_get(cx->core, cx->arena, id, &row);

	if (rc == OK)
		ANSWER(cx->reply, STATE_LIST, &row);
	return rc;
}

static enum err
set(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_agent(cx, a, "agent", &id);

	if (rc == OK)
		rc = state_set(cx->core, id, arg_str(a, "state"),
		    arg_str(a, "reason"));
	if (rc == OK)
		reply_text(cx->reply, "state", arg_str(a, "state"));
	return rc;
}

static enum err
pause_next(struct cmd_ctx *cx, const struct args *a)
{
	enum err rc = state_pause_next(cx->core, arg_str(a, "reason"));

	if (rc == OK)
		reply_text(cx->reply, "pause_next", arg_str(a, "reason"));
	return rc;
}

static enum err
show(struct cmd_ctx *cx, const struct args *a)
{
	struct id id;
	enum err rc = refer_agent(cx, a, "agent", &id);

	return rc == OK ? answer(cx, id) : rc;
}

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_state_list rows;
	enum err rc =
	    state_list(cx->core, cx->arena, arg_str(a, "team"), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", STATE_LIST, rows);
	return rc;
}

const struct cmd_def cmd_state[] = {
	{ .name = "state set",
	    .run = set,
	    .may = MAY_STATE_SET,
	    .writes = true,
	    .args = "<state:choice(offline|paused|ready|reserved|engaged|"
		    "wrap-up)> agent:agent? reason:line?",
	    .help = N_("Set your state, or a person's"),
	    .more = N_("A pause, and anybody else's state, needs reason=.") },
	{ .name = "state pause-next",
	    .run = pause_next,
	    .may = MAY_STATE_SET,
	    .writes = true,
	    .args = "<reason:line>?",
	    .help = N_("Pause when this contact is closed, with a reason"),
	    .more = N_("Without a reason it is taken back.") },
	{ .name = "state show",
	    .title = N_("State"),
	    .run = show,
	    .args = "<agent:agent>?",
	    .help = N_("Show your state, or a person's, and since when") },
	{ .name = "state list",
	    .title = N_("States of all"),
	    .run = list,
	    .columns = "login name state reason since_at team",
	    .may = MAY_AGENT_READ,
	    .args = "team:team?",
	    .help = N_("List what everybody is doing, or a team") },
	{ 0 },
};
