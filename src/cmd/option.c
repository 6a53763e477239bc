/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * option.c - the verb that shows the options in force.
 */
#include "cmd/cmd.h"

static enum err
list(struct cmd_ctx *cx, const struct args *a)
{
	struct reply *r = cx->reply;

	(void)a;
	reply_table(r, "rows");
	for (size_t i = 0; i < cx->noptions; i++) {
		const struct cmd_option *o = &cx->options[i];

		reply_line(r);
		reply_text(r, "name", str_of(o->name));
		reply_text(r, "value", str_of(o->value));
		reply_text(r, "from", str_of(o->from));
		reply_text(r, "help", str_of(_(o->help)));
	}
	return OK;
}

const struct cmd_def cmd_option[] = {
	{ .name = "option list",
	    .title = N_("Options"),
	    .run = list,
	    .needs = NEED_NONE,
	    .help = N_("List the options, their values and where from") },
	{ 0 },
};
